"""Putting a return right on screen: a new version that says what it changed and keeps what the file said; who signed which version;
and why a figure differs from the published one."""

from dataclasses import replace
from datetime import date, datetime

import pandas as pd

import queries
from challenge.access import Person
from challenge.errors import ChallengeError
from challenge.receiving import fill
from challenge.returns import asking, cell, checks
from challenge.returns.document import Problem
from challenge.returns.form import OFFICES
from challenge.returns.self_view import Answer, Figure, Placement, SelfView, SignOff
from challenge.store import Conflict, Store


def stored(store: Store, viewer: Person, cycle: str, area: str, version: int) -> SelfView:
    """A version as it stands in the store; ``ChallengeError`` when there is none."""
    given = {"cycle": cycle, "area": area, "version": version}
    with store.reading(viewer) as cursor:
        versions = queries.returns.versions(cursor, cycle=cycle, area=area)
        found = {
            name: getattr(queries.returns, name)(cursor, **given)
            for name in ("figures", "answers", "placements", "written_sign_offs", "problems")
        }
    own = versions[versions["version"] == version]
    if own.empty:
        raise ChallengeError(
            place=f"{area}, {cycle}", found=f"no version {version}", expected="a version that was sent", do="choose one of the list"
        )
    row = own.iloc[0]
    return SelfView(
        file=row["received_as"] or "",
        sha256=row["sha256"] or "",
        form=row["form"] or "",
        authority=area,
        cycle=cycle,
        figures=tuple(
            Figure(
                each.kpi,
                int(each.number),
                int(each.ordinal),
                each.column_key,
                _none(each.value),
                each.status,
                each.place,
                each.note,
                _none(each.numerator),
                _none(each.denominator),
                bool(each.part_year),
                None if pd.isna(each.period_end) else pd.Timestamp(each.period_end).date(),
            )
            for each in found["figures"].itertuples()
        ),
        answers=tuple(
            Answer(each.item, int(each.entry), each.part, each.text, each.place) for each in found["answers"].itertuples()
        ),
        placements=tuple(
            Placement(each.enabler, None if pd.isna(each.position) else int(each.position), each.evidence, each.place)
            for each in found["placements"].itertuples()
        ),
        sign_offs=tuple(
            SignOff(each.office, each.name, None if pd.isna(each.day) else pd.Timestamp(each.day).date(), each.place)
            for each in found["written_sign_offs"].itertuples()
        ),
        problems=tuple(
            Problem(
                each.place,
                each.found,
                each.expected,
                each.way_out,
                bool(each.blocks),
                None if pd.isna(each.number) else int(each.number),
                each.column_key,
            )
            for each in found["problems"].sort_values("ordinal").itertuples()
        ),
    )


def _none(value: float) -> float | None:
    return None if pd.isna(value) else float(value)


def mended(
    view: SelfView,
    figures: dict[tuple[int, str], str],
    ends: dict[str, date],
    settled: set[Problem],
    cycle: asking.Cycle,
) -> SelfView:
    """A version with figures put right: (number, column key) → what the cell should say, read by the same grammar; column key → the
    last day its part-year figures cover; problems a person confirmed. What was there stays in the note of each changed figure."""
    changed = {key for key, said in figures.items() if said.strip()}
    lacking = {(each.number, each.period) for each in view.figures if each.value is None}
    whole = {number for number, _ in changed if not {each for each in lacking if each[0] == number} - changed}
    kept = [
        each
        for each in view.problems
        if each not in settled
        and (each.number, each.period) not in changed
        # What keeps out a whole row is put right when each figure of it is.
        and not (each.blocks and each.period is None and each.number in whole)
    ]
    keys = {column.key: column for column in cycle.columns}
    new, problems = [], []
    for figure in view.figures:
        kpi = cycle.kpis[figure.kpi]
        if (figure.number, figure.period) in changed:
            figure, refused = _put_right(figure, figures[figure.number, figure.period].strip(), kpi)
            problems += refused or checks.check(figure, kpi, keys[figure.period])
        if figure.part_year and figure.period in ends:
            figure = replace(figure, period_end=ends[figure.period])
        new.append(figure)
    return replace(view, figures=tuple(new), problems=tuple(kept + problems))


def _put_right(figure: Figure, said: str, kpi: asking.Kpi) -> tuple[Figure, list[Problem]]:
    meaning = cell.read(said, kpi.unit_short, kpi.decimals)
    place = figure.place if figure.place.startswith("put right") else f"put right on screen ({figure.place})"
    new = replace(
        figure,
        value=meaning.value,
        status=meaning.status,
        note="; ".join(filter(None, (meaning.note, f"before: {_said(figure)}"))),
        numerator=meaning.numerator,
        denominator=meaning.denominator,
        part_year=meaning.part_year or figure.part_year,
        period_end=meaning.period_end or figure.period_end,
        text=said,
        place=place,
    )
    why = meaning.refuse or meaning.confirm
    if not why:
        return new, []
    problem = Problem(place, f"“{said}”: {why}", f"one figure in {kpi.unit}", "write the figure alone", bool(meaning.refuse))
    return new, [problem.concerning(figure.number, figure.period)]


def store_mended(store: Store, view: SelfView, based_on: int, actor: Person, note: str) -> int:
    """Store a mended version after the one it mends; ``Conflict`` when another version came in between."""
    with store.writing(f"return of {view.authority}, mended after version {based_on}", actor) as entry:
        reached = int(queries.versions.next_version_of(entry.cursor, cycle=view.cycle, area=view.authority)["version"][0])
        if reached != based_on + 1:
            raise Conflict(
                place=f"return of {view.authority}",
                found=f"version {reached - 1}, which came in meanwhile",
                expected=f"version {based_on} to be the latest",
                do="look at the new version, then put right what is still wrong in it",
            )
        fill(entry, view, reached, "mended", based_on, note)
    return reached


def _said(figure: Figure) -> str:
    """What stood there, in short."""
    shown = "" if figure.value is None else f"{figure.value:g}"
    return ", ".join(filter(None, (figure.text or shown or figure.status.replace("_", " "), figure.note)))


def sign(
    store: Store,
    cycle: str,
    area: str,
    office: str,
    version: int,
    name: str,
    actor: Person,
    recorded_at: datetime | None = None,
) -> None:
    """An office signs the version that counts, by its content; ``Conflict`` when a later version has come in, ``ChallengeError``
    when the name is missing or there is no such office."""
    if office not in OFFICES:
        raise ChallengeError(place="sign-off", found=f"office {office!r}", expected=", ".join(OFFICES), do="name one of these")
    if not name.strip():
        raise ChallengeError(place=f"sign-off of the {OFFICES[office]}", found="no name", expected="who signs", do="write the name")
    with store.writing(f"sign-off of {area}, version {version}, by the {OFFICES[office]}", actor, recorded_at) as entry:
        standing = queries.versions.standing_version(entry.cursor, cycle=cycle, area=area)
        if standing.empty or int(standing["version"][0]) != version:
            latest = "no version" if standing.empty else f"version {int(standing['version'][0])}, which came in meanwhile"
            raise Conflict(
                place=f"sign-off of {area}", found=latest, expected=f"version {version}", do="look at what changed, then sign that"
            )
        _say_signed(entry, cycle, area, office, version, standing["content_hash"][0], name.strip(), "stands", None)


def withdraw(store: Store, cycle: str, area: str, office: str, reason: str, actor: Person) -> None:
    """Take a sign-off back; ``ChallengeError`` when there is none."""
    with store.writing(f"sign-off of {area} by the {OFFICES[office]} withdrawn", actor) as entry:
        last = queries.versions.last_sign_off(entry.cursor, cycle=cycle, area=area, office=office)
        if last.empty or last["state"][0] != "stands":
            raise ChallengeError(
                place=f"sign-off of the {OFFICES[office]}",
                found="none that stands",
                expected="a sign-off",
                do="nothing to take back",
            )
        row = last.iloc[0]
        _say_signed(entry, cycle, area, office, int(row["version"]), row["content_hash"], row["name"], "withdrawn", reason)


def _say_signed(entry, cycle, area, office, version, content_hash, name, state, reason) -> None:
    last = queries.versions.last_sign_off(entry.cursor, cycle=cycle, area=area, office=office)
    revision = 1 if last.empty else int(last["revision"][0]) + 1
    row = {"cycle": cycle, "area": area, "office": office, "revision": revision, "version": version}
    row |= {"content_hash": content_hash, "name": name, "state": state, "reason": reason}
    entry.append("sign_off_entry", pd.DataFrame([row]), signed=True)


def explain(
    store: Store,
    cycle: str,
    area: str,
    kpi: str,
    ordinal: int,
    text: str,
    seen: int,
    actor: Person,
    recorded_at: datetime | None = None,
) -> None:
    """Say why a figure differs from the published one. seen: the revision of the explanation that was on the screen (0 for none);
    ``Conflict`` when somebody wrote another meanwhile, with both texts in it. An empty text takes it back."""
    with store.writing(f"explanation of {area}, {kpi}", actor, recorded_at) as entry:
        last = queries.versions.last_explanation(entry.cursor, cycle=cycle, area=area, kpi=kpi, ordinal=ordinal)
        reached = 0 if last.empty else int(last["revision"][0])
        if reached != seen:
            raise Conflict(
                place=f"explanation of {area}, {kpi}",
                found=f"another text, by {last['actor'][0]}: “{last['text'][0]}”; yours: “{text}”",
                expected="the text that was on the screen",
                do="keep theirs, or write yours again below it",
            )
        row = {"cycle": cycle, "area": area, "kpi": kpi, "ordinal": ordinal, "revision": reached + 1, "text": text.strip()}
        entry.append("explanation_entry", pd.DataFrame([row]), signed=True)

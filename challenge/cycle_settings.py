"""The settings of a cycle: read whole, proposed for a new cycle, and saved whole as the next revision.

Nothing is changed in place: what is saved is a revision that holds everything, signed by whoever declared themselves. Whoever saves
names the revision that was on the screen; ``Conflict`` when another came in between.
"""

from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

import queries
from challenge import settings_checks
from challenge.access import Person
from challenge.errors import ChallengeError
from challenge.settings_checks import Bpn, Choices, Column, Day, Settings, key_of
from challenge.store import Conflict, Store


@dataclass(frozen=True)
class Standing:
    """Settings as they stand: which revision (0 for a proposal), and who saved it when."""

    settings: Settings
    revision: int
    actor: str
    recorded_at: datetime | None


def choices(store: Store, viewer: Person, cycle: str = "") -> Choices:
    """Everything settings may be chosen from, and what already rests on those of ``cycle``."""
    with store.reading(viewer) as cursor:
        cycles = queries.frame.cycles(cursor)
        authorities = queries.settings.authorities(cursor)
        years = queries.settings.years(cursor)
        kpis = queries.frame.kpis(cursor)
        placed = queries.settings.memberships(cursor, cycle=cycle)
        placed = placed[placed["state"] == "stands"]
        return Choices(
            titles=dict(zip(cycles["cycle"], cycles["title"], strict=True)),
            regions=_pairs(queries.settings.regions(cursor), "region", "name"),
            models=tuple(queries.settings.models(cursor)["model"]),
            names=_pairs(authorities, "area", "name"),
            region_of=_pairs(authorities, "area", "region"),
            exists=frozenset(authorities.loc[authorities["exists_now"].astype(bool), "area"]),
            follows={row.area: tuple(row.follows.split()) for row in authorities.itertuples() if row.follows},
            until={row.area: row.last_day.date() for row in authorities.itertuples() if pd.notna(row.last_day)},
            kpis=_pairs(kpis, "kpi", "short_name"),
            numbered=tuple(kpis.loc[kpis["number"].notna(), "kpi"]),
            years={kpi: _pairs(own, "period", "words") for kpi, own in years.groupby("kpi", sort=False)},
            placed={row.area: (row.bpn, row.round) for row in placed.itertuples()},
            returned=frozenset(queries.settings.returned(cursor, cycle=cycle)["area"]),
        )


def _pairs(frame: pd.DataFrame, key: str, value: str) -> dict:
    return dict(zip(frame[key], frame[value], strict=True))


def standing(store: Store, viewer: Person, cycle: str, moment: datetime | None = None) -> Standing:
    """The settings of a cycle as they stand (at a moment); ``ChallengeError`` when there is no such cycle."""
    with store.reading(viewer, moment) as cursor:
        found = queries.settings.stored(cursor, cycle=cycle)
        if found.empty:
            raise ChallengeError(place="settings", found=f"no cycle {cycle}", expected="a cycle of this store", do="choose one")
        columns = queries.frame.columns(cursor, cycle=cycle)
        dates = queries.start.dates(cursor, cycle=cycle)
        forums = queries.settings.forums(cursor, cycle=cycle)
        keys = _pairs(columns, "ordinal", "column_key")
        row = found.iloc[0]
        settings = Settings(
            cycle=cycle,
            title=row["title"],
            region=row["region"],
            neighbour_model=row["neighbour_model"],
            opens_with=keys[row["default_ordinal"]],
            note=row["note"] or "",
            columns=tuple(Column(each.column_key, each.label) for each in columns.itertuples()),
            members=tuple(sorted(queries.frame.members(cursor, cycle=cycle)["area"])),
            years={
                (each.kpi, keys[each.ordinal]): (None if pd.isna(each.source_year) else int(each.source_year), each.label)
                for each in queries.settings.periods(cursor, cycle=cycle).itertuples()
            },
            dates=tuple(
                Day(
                    each.kind,
                    each.what,
                    each.who or "",
                    _day(each.first_day),
                    _day(each.last_day),
                    each.detail or "",
                    each.said_by or "",
                )
                for each in dates.itertuples()
            ),
            bpns=tuple(
                Bpn(each.bpn, each.name, each.lead_area or "") for each in queries.settings.bpns(cursor, cycle=cycle).itertuples()
            ),
            rounds=tuple(queries.settings.rounds(cursor, cycle=cycle)["round"]),
            forums={(each.bpn, each.round): _day(each.day) for each in forums.itertuples()},
        )
    return Standing(settings, int(row["revision"]), row["actor"], row["recorded_at"])


def _day(value: object) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()


def propose(store: Store, viewer: Person, title: str, region: str, like: str, shifted: bool) -> Settings:
    """Settings for a new cycle, to be reviewed and saved by a person; nothing is stored.

    like: the cycle whose columns, KPI list and model are taken; its BPNs too when it is of the same region. Years: those of
    ``like`` one year on where they are published (``shifted``), else the last that are. No date is proposed: papers give them.
    """
    model = standing(store, viewer, like).settings
    known = choices(store, viewer)
    kpis = list(dict.fromkeys([*known.numbered, *(kpi for kpi, _ in model.years)]))
    last = len(model.columns) - 1
    years = {}
    for kpi in kpis:
        published = known.years.get(kpi, {})
        newest = sorted(published, reverse=True)
        for place, column in enumerate(model.columns):
            before = model.years.get((kpi, column.key), (None, ""))[0]
            back = last - place
            wanted = (before + 1 if before else None) if shifted else (newest[back] if back < len(newest) else None)
            year = int(wanted) if wanted in published else None
            years[kpi, column.key] = (year, published.get(year, column.label))
    same = model.region == region
    return Settings(
        cycle=new_key(title, region, known),
        title=title.strip(),
        region=region,
        neighbour_model=model.neighbour_model,
        opens_with=model.opens_with,
        note="",
        columns=model.columns,
        members=tuple(sorted(area for area in known.exists if known.region_of[area] == region)),
        years=years,
        dates=(),
        bpns=model.bpns if same else (),
        rounds=model.rounds if same else (),
        forums=dict.fromkeys(model.forums) if same else {},
    )


def new_key(title: str, region: str, known: Choices) -> str:
    """The key of a new cycle: its title as a key, with the region where another cycle has that."""
    key = key_of(title)
    return key if key not in known.titles else key_of(f"{title} {known.regions.get(region, region)}")


def save(store: Store, settings: Settings, seen: int, actor: Person) -> int:
    """Save settings whole as the revision after ``seen`` (0 starts the cycle), and return its number. ``ChallengeError`` for the
    first of ``settings_checks.problems``, ``Conflict`` when another revision has come in; nothing is kept then."""
    must_be_somebody(actor)
    before = standing(store, actor, settings.cycle).settings if seen else None
    known = choices(store, actor, settings.cycle)
    for problem in settings_checks.problems(settings, before, known):
        raise problem
    said = settings_checks.changes(before, settings, known)
    if not said:
        raise ChallengeError(place="settings", found="nothing that differs", expected="a change", do="change something first")
    what = f"settings of {settings.title}: {'; '.join(said)}"
    with store.writing(what, actor) as entry:
        reached = queries.ledger.cycle_revisions(entry.cursor).set_index("cycle")["revision"].get(settings.cycle, 0)
        if reached != seen:
            raise Conflict(
                place=f"settings of {settings.title}",
                found=f"revision {reached}, which came in meanwhile" if seen else "the cycle, started meanwhile",
                expected=f"revision {seen} to be the latest" if seen else "no such cycle yet",
                do="look at both, then keep theirs or take yours",
            )
        for table, rows in _tables(settings).items():
            if rows:
                frame = pd.DataFrame(rows).assign(cycle=settings.cycle, revision=seen + 1)
                entry.append(table, frame, signed=table == "cycle_setting")
    return seen + 1


def must_be_somebody(actor: Person) -> None:
    """``ChallengeError`` when nobody has declared themselves."""
    if not actor.name.strip():
        raise ChallengeError(place="settings", found="no name", expected="who saves", do="say who you are, then save")


def _tables(settings: Settings) -> dict[str, list[dict]]:
    """The rows of each table, without cycle and revision."""
    place = {column.key: number for number, column in enumerate(settings.columns, start=1)}
    return {
        "cycle_setting": [
            {
                "title": settings.title,
                "region": settings.region,
                "neighbour_model": settings.neighbour_model,
                "default_ordinal": place[settings.opens_with],
                "note": settings.note or None,
            }
        ],
        "cycle_column_setting": [
            {"ordinal": place[column.key], "column_key": column.key, "label": column.label} for column in settings.columns
        ],
        "cycle_member_setting": [{"area": area} for area in settings.members],
        "cycle_period_setting": [
            {"kpi": kpi, "ordinal": place[column], "source_year": year, "label": label}
            for (kpi, column), (year, label) in settings.years.items()
        ],
        "cycle_date_setting": [
            {
                "ordinal": number,
                "first_day": day.first_day,
                "last_day": day.last_day,
                "kind": day.kind,
                "what": day.what,
                "who": day.who or None,
                "detail": day.detail or None,
                "said_by": day.said_by or None,
            }
            for number, day in enumerate(settings.dates, start=1)
        ],
        "cycle_bpn_setting": [{"bpn": each.bpn, "name": each.name, "lead_area": each.lead or None} for each in settings.bpns],
        "cycle_forum_setting": [
            {"bpn": each.bpn, "round": name, "day": settings.forums.get((each.bpn, name))}
            for each in settings.bpns
            for name in settings.rounds
        ],
    }


def history(store: Store, viewer: Person, cycle: str, moment: datetime | None = None) -> pd.DataFrame:
    """Everything that was set for a cycle, the latest first: kind, revision, recorded_at, actor, actor_role, what, shipped."""
    with store.reading(viewer, moment) as cursor:
        return queries.settings.history(cursor, cycle=cycle)

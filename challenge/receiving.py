"""Taking in what authorities send: a self-view becomes a version of its authority's return, whole or not at all.

The file is kept as it came beside the rows read from it. A version is never changed: what is put right on screen, and what is sent
again, is a new version; a sign-off belongs to the content of one version.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import pandas as pd

import queries
from challenge import placements
from challenge.access import Person
from challenge.errors import ChallengeError
from challenge.returns import asking, opening, reading
from challenge.returns.self_view import SelfView
from challenge.store import Store, Writing

SUFFIXES = {"word": ".docx", "old_word": ".doc", "workbook": ".xlsx", "table": ".csv"}
HEAD = ["cycle", "area", "version"]


@dataclass(frozen=True)
class Taken:
    """What became of one file. outcome: ``stored``, ``known`` (it is here already) or ``refused``; version: which it is, if any."""

    view: SelfView
    outcome: str
    version: int | None = None

    @property
    def said(self) -> str:
        """The outcome in words."""
        if self.outcome == "stored":
            return f"stored as version {self.version}"
        if self.outcome == "known":
            return f"here already as version {self.version}: not stored again"
        return "not stored"


def cycles(store: Store, viewer: Person) -> dict[str, asking.Cycle]:
    """The cycles of a store as readers meet them, by key."""
    found = {}
    with store.reading(viewer) as cursor:
        for row in queries.frame.cycles(cursor).itertuples():
            columns = queries.frame.columns(cursor, cycle=row.cycle)
            labels = queries.versions.year_labels(cursor, cycle=row.cycle)
            areas = queries.versions.spellings(cursor, cycle=row.cycle)
            names = {
                area.area: (area.name, *(area.other_names.split(";") if area.other_names else ())) for area in areas.itertuples()
            }
            own = set(areas.loc[areas["takes_part"], "area"])
            found[row.cycle] = asking.Cycle(
                row.cycle,
                row.title,
                row.region,
                tuple(asking.Column(int(each.ordinal), each.column_key, each.label) for each in columns.itertuples()),
                {area: names[area] for area in names if area in own},
                {area: names[area] for area in names if area not in own},
                {
                    each.kpi: asking.Kpi(
                        each.kpi,
                        int(each.number),
                        each.name,
                        each.unit,
                        each.unit_short,
                        int(each.decimals),
                        each.polarity,
                        bool(each.flow),
                        each.comparability,
                    )
                    for each in labels.drop_duplicates("kpi").itertuples()
                },
                {(each.kpi, int(each.ordinal)): each.label for each in labels.itertuples()},
            )
    return found


def take(
    store: Store,
    name: str,
    data: bytes,
    actor: Person,
    *,
    authority: str | None = None,
    cycle: str | None = None,
    recorded_at: datetime | None = None,
) -> Taken:
    """Read a file and store it as the next version of its authority's return; nothing is stored of a file that is refused, or is
    here already. authority, cycle: the ones chosen, if any; a file of another is refused."""
    view = reading.read(name, data, authority=authority, cycle=cycle, cycles=cycles(store, actor))
    return store_read(store, view, data, actor, recorded_at)


def store_read(store: Store, view: SelfView, data: bytes, actor: Person, recorded_at: datetime | None = None) -> Taken:
    """Store what was read from ``data``, as :func:`take` does."""
    if view.refused or view.authority is None or view.cycle is None:
        return Taken(view, "refused")
    with store.reading(actor) as cursor:
        known = queries.versions.known_file(cursor, sha256=view.sha256)
        reached = queries.versions.next_version(cursor, cycle=view.cycle, area=view.authority)
    same = known[(known["cycle"] == view.cycle) & (known["area"] == view.authority)]
    if not same.empty:
        return Taken(view, "known", int(same["version"].iloc[-1]))
    version = int(reached["version"][0])
    if reached["content_hash"][0] == content_hash(view):
        return Taken(view, "known", version - 1)
    kind = opening.open_sent(view.file, data).kind
    kept = keep(store.folder, view.sha256, kind, data)
    try:
        with store.writing(f"return of {view.authority}, version {version}", actor, recorded_at) as entry:
            if queries.versions.file_there(entry.cursor, sha256=view.sha256).empty:
                file = {"sha256": view.sha256, "name": view.file, "kind": kind, "bytes": len(data)}
                entry.append("received_file", pd.DataFrame([file]), signed=True)
            fill(entry, view, version, "file")
    except BaseException:
        # Nothing of it was stored: then the file is not kept either.
        if kept is not None:
            kept.unlink(missing_ok=True)
        raise
    return Taken(view, "stored", version)


def file_of(folder: Path, sha256: str, kind: str) -> Path:
    """Where a file that came is kept."""
    return folder / "files" / f"{sha256}{SUFFIXES[kind]}"


def keep(folder: Path, sha256: str, kind: str, data: bytes) -> Path | None:
    """Keep a file as it came, under its hash; None when it is there already. ``ChallengeError`` when it cannot be written."""
    path = file_of(folder, sha256, kind)
    if path.exists():
        return None
    try:
        path.parent.mkdir(exist_ok=True)
        beside = path.with_suffix(".part")
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as error:
        raise ChallengeError(
            place=str(path.parent),
            found=f"the file could not be kept ({error.strerror})",
            expected="room and the right to write",
            do="make room or ask for write access, then send it again",
        ) from error
    return path


def content_hash(view: SelfView) -> str:
    """SHA-256 of what a version says: figures, words, placements; places in the file do not count."""
    said = {
        "figures": sorted(
            [
                each.kpi,
                each.ordinal,
                each.value,
                each.status,
                each.note,
                each.numerator,
                each.denominator,
                each.part_year,
                str(each.period_end),
            ]
            for each in view.figures
        ),
        "answers": sorted([each.item, each.entry, each.part, each.text] for each in view.answers),
        "placements": sorted([each.enabler, each.position or 0, each.evidence] for each in view.placements),
    }
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def fill(entry: Writing, view: SelfView, version: int, how: str, based_on: int | None = None, note: str | None = None) -> None:
    """Write every row of a version."""
    head = {"cycle": view.cycle, "area": view.authority, "version": version}
    submission = head | {"received_as": view.file, "content_hash": content_hash(view), "note": note}
    entry.append("submission", pd.DataFrame([submission]), signed=True)
    origin = head | {"how": how, "sha256": view.sha256, "form": view.form, "based_on": based_on}
    entry.append("submission_origin", pd.DataFrame([origin]).astype({"based_on": "Int32"}))
    figures = [
        {name: value for name, value in asdict(each).items() if name not in ("number", "period", "text")} for each in view.figures
    ]
    problems = [
        {
            "ordinal": ordinal,
            "place": each.place,
            "found": each.found,
            "expected": each.expected,
            "way_out": each.do,
            "blocks": each.blocks,
            "number": each.number,
            "column_key": each.period,
        }
        for ordinal, each in enumerate(view.problems, start=1)
    ]
    parts = {
        "returned_figure": figures,
        "returned_answer": [asdict(each) for each in view.answers],
        "returned_placement": [{name: value for name, value in asdict(each).items() if name != "said"} for each in view.placements],
        "returned_sign_off": [asdict(each) for each in view.sign_offs],
        "returned_problem": problems,
    }
    whole_numbers = {"position": "Int32", "number": "Int32"}
    for table, rows in parts.items():
        if rows:
            frame = pd.DataFrame(rows).assign(**head)
            types = {name: kind for name, kind in whole_numbers.items() if name in frame}
            entry.append(table, frame.astype(types))
    placements.take_over(entry, view, version)

"""Ofsted's key lines of enquiry: sent to the group before its meeting; entered, pasted or read from a list, and tagged to
authorities and themes. They stay the group's: whoever looks as an authority does not see them."""

import uuid
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

import queries
from challenge.access import Person
from challenge.errors import ChallengeError
from challenge.question_words import MOST, check_may, clean
from challenge.store import Conflict, Store, Writing


@dataclass(frozen=True)
class OfstedLine:
    """One line. areas, themes: their keys; letter: what it is from (``Letter of 2 November 2017``), may be empty; origin:
    ``entered``, ``pasted`` or a file's name; place: where in it."""

    text: str
    areas: tuple[str, ...]
    themes: tuple[str, ...] = ()
    letter: str = ""
    origin: str = "entered"
    place: str = ""

    @property
    def content(self) -> tuple:
        """What makes two lines the same."""
        return " ".join(self.text.split()), tuple(sorted(self.areas)), tuple(sorted(self.themes)), self.letter


class LineMeanwhile(Conflict):
    """Somebody else changed the line first: ``theirs`` stands now (None: withdrawn), ``yours`` is what was not written."""

    def __init__(self, theirs: OfstedLine | None, revision: int, actor: str, yours: OfstedLine) -> None:
        said = f"“{theirs.text}”" if theirs else "taken away"
        super().__init__(
            place="Ofsted’s line",
            found=f"{said}, by {actor}; yours: “{yours.text}”",
            expected="the line that was on the screen",
            do="keep theirs, or put yours in its place",
        )
        self.theirs, self.revision, self.actor, self.yours = theirs, revision, actor, yours


def add(store: Store, cycle: str, lines: list[OfstedLine], actor: Person, recorded_at: datetime | None = None) -> int:
    """Add lines, all of them or none; how many were not there already. ``ChallengeError`` for an empty or overlong text, an
    authority outside the cycle, none at all, or an unknown theme."""
    with store.writing("Ofsted’s lines added", actor, recorded_at, of="ofsted") as entry:
        check_may(actor, "Ofsted’s lines")
        lines = [_plain(line) for line in lines]
        _check(entry, cycle, lines)
        there = {_of(row).content for row in _last(entry, cycle).itertuples() if row.state == "stands"}
        fresh = {line.content: line for line in lines if line.content not in there}
        entry.idle = not fresh
        _say(entry, cycle, {str(uuid.uuid4()): (1, line) for line in fresh.values()})
    return len(fresh)


def change(
    store: Store, cycle: str, key: str, line: OfstedLine | None, seen: int, actor: Person, recorded_at: datetime | None = None
) -> int:
    """Change one line, or take it away (None); its revision. ``LineMeanwhile`` when somebody did so first, ``ChallengeError`` as in
    :func:`add`, and for a line there is not."""
    with store.writing("Ofsted’s line changed", actor, recorded_at, of="ofsted") as entry:
        check_may(actor, "Ofsted’s lines")
        rows = _last(entry, cycle)
        rows = rows[rows["ofsted_line"] == key]
        if rows.empty:
            raise ChallengeError("Ofsted’s line", f"no line {key!r}", "one that was entered", "choose another")
        row = next(rows.itertuples())
        stands = _of(row) if row.state == "stands" else None
        if line is not None:
            line = _plain(line)
            _check(entry, cycle, [line])
        if (line and line.content) == (stands and stands.content):
            entry.idle = True
            return int(row.revision)
        if int(row.revision) != seen:
            raise LineMeanwhile(stands, int(row.revision), row.actor, line or _of(row))
        _say(entry, cycle, {key: (seen + 1, line or _of(row))}, "stands" if line else "withdrawn")
    return seen + 1


def _plain(line: OfstedLine) -> OfstedLine:
    words = {name: clean(getattr(line, name)).strip() for name in ("text", "letter", "origin", "place")}
    return OfstedLine(areas=tuple(dict.fromkeys(line.areas)), themes=tuple(dict.fromkeys(line.themes)), **words)


def _check(entry: Writing, cycle: str, lines: list[OfstedLine]) -> None:
    known = set(queries.journey_ledger.known_members(entry.cursor, cycle=cycle)["area"])
    themes = queries.questions_ledger.known_themes(entry.cursor)
    for number, line in enumerate(lines, start=1):
        where = f"Ofsted’s line {line.place or number}"
        if not line.text or len(line.text) > MOST:
            found = f"{len(line.text):,} characters"
            raise ChallengeError(where, found, f"1 to {MOST:,}", "write what Ofsted asks about; nothing was saved")
        if strange := [area for area in line.areas if area not in known] or ([] if line.areas else ["no authority"]):
            raise ChallengeError(where, ", ".join(strange), f"authorities of {cycle}", "name one of the cycle; nothing was saved")
        if strange := sorted(set(line.themes) - set(themes["theme"])):
            raise ChallengeError(where, f"theme {', '.join(strange)}", ", ".join(themes["name"]), "choose one of these")


def _last(entry: Writing, cycle: str) -> pd.DataFrame:
    return queries.questions_ledger.ofsted_lines_with_areas(entry.cursor, cycle=cycle)


def _of(row: object) -> OfstedLine:
    return OfstedLine(row.text, tuple(row.areas), tuple(row.themes), row.letter, row.origin, row.place)


def _say(entry: Writing, cycle: str, lines: dict[str, tuple[int, OfstedLine]], state: str = "stands") -> None:
    if not lines:
        return
    told = [
        {"ofsted_line": key, "revision": revision, "cycle": cycle, "state": state}
        | {name: getattr(line, name) for name in ("text", "letter", "origin", "place")}
        for key, (revision, line) in lines.items()
    ]
    entry.append("ofsted_line_entry", pd.DataFrame(told), signed=True)
    for what in ("area", "theme"):
        rows = [
            {"ofsted_line": key, "revision": revision, what: each}
            for key, (revision, line) in lines.items()
            for each in getattr(line, f"{what}s")
        ]
        if rows:
            entry.append(f"ofsted_line_{what}_entry", pd.DataFrame(rows))

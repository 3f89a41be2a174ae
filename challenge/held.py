"""What a reader sees at a moment, worked out once and held in memory: a screen then reads rows, where it would plan a chain of
views each time (fifty to two hundred milliseconds a query).

Held rows are those of the very views they stand for, filtered by the same viewer and moment. They live in schemas of an attached
in-memory database that come first on a cursor's search path, so no query knows whether it reads held rows or views.
"""

import re
import threading
from collections import OrderedDict
from functools import cache

import duckdb

import queries

FIGURES = ("visible", "decisions", "made", "cut_points", "judged", "themes", "cells", "standing", "cycle_themes")
# Half of the work, and only what asks for lines of enquiry needs it.
LINES = ("line_reference", "line_findings", "figure_lines", "returned_lines", "placement_lines", "lines", "line_evidence")
PARTS = (("figures", FIGURES), ("lines", LINES))
VIEWS = (*FIGURES, *LINES)
MOST = 8


@cache
def asks_for_lines(file: str, name: str) -> bool:
    """Whether a query reads lines of enquiry, itself or through a view it reads."""
    views = {block.name: block for each in queries.files() for block in each.blocks if block.defines}
    figures, lines = ({block.name for each in names for block in queries.file(each).blocks if block.held} for _, names in PARTS)
    seen: set[str] = set()
    due = [queries.file(file).by_name[name]]
    while due:
        named = set(re.findall(r"\w+", due.pop().sql)) & views.keys() - figures
        due += [views[each] for each in named - seen]
        seen |= named
    return bool(seen & lines)


class Held:
    """What is held for the readers of one open store: at most ``MOST`` pairs of reader and moment, the latest used."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._places: OrderedDict[tuple, dict[str, str]] = OrderedDict()
        self._making = threading.Lock()
        self._made = 0
        self._written = 1
        self._known = 0
        self._state = ""
        self._store = ""

    def enter(self, cursor: duckdb.DuckDBPyConnection, who_and_when: tuple, lines: bool = True) -> None:
        """Let ``cursor``, which has its viewer and moment, find what is held for them first; worked out at the first call. lines:
        whether lines of enquiry will be asked for."""
        with self._making:
            self._begin()
            key = (*who_and_when, self._state)
            places = self._places.setdefault(key, {})
            self._places.move_to_end(key)
            try:
                for part, names in PARTS[: 2 if lines else 1]:
                    if part not in places:
                        places[part] = self._make(cursor, f"{part}_{self._made}", names, self._path(places))
            finally:
                if not places:
                    del self._places[key]
            while len(self._places) > MOST:
                # A cursor that is reading there goes on: its transaction still sees it.
                for place in self._places.popitem(last=False)[1].values():
                    self._connection.execute(f"drop schema held.{place} cascade")
            queries.session.search_in(cursor, path=self._path(places))

    def renew(self) -> None:
        """Something was written: look whether what is held still stands."""
        self._written += 1

    def _begin(self) -> None:
        if not self._store:
            database, schema = self._connection.execute("select current_database(), current_schema()").fetchone()
            self._store = f"{database}.{schema}"
            self._connection.execute("attach ':memory:' as held")
        # Read first: what is written while the state is looked up is looked for at the next entering.
        written = self._written
        if self._known != written:
            self._state = queries.session.state(self._connection)["state"][0]
            self._known = written

    def _path(self, places: dict[str, str]) -> str:
        """Lines first, then figures, then the store."""
        return ",".join([*(f"held.{place}" for place in reversed(places.values())), self._store])

    def _make(self, cursor: duckdb.DuckDBPyConnection, place: str, names: tuple[str, ...], path: str) -> str:
        self._made += 1
        cursor.execute(f"create schema held.{place}")
        queries.session.search_in(cursor, path=f"held.{place},{path}")
        cursor.begin()
        queries.hold(cursor, names)
        cursor.commit()
        return place

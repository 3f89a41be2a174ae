"""What a reader sees at a moment, worked out once and held in memory: a screen then reads rows, where it would plan a chain of
views each time (fifty to two hundred milliseconds a query).

Held rows are those of the very views they stand for, filtered by the same viewer and moment. They live in schemas of an attached
in-memory database that come first on a cursor's search path, so no query knows whether it reads held rows or views.
"""

import threading
from collections import OrderedDict

import duckdb

import queries

VIEWS = (
    *("visible", "decisions", "made", "cut_points", "judged", "themes", "cells", "standing", "cycle_themes"),
    *("line_reference", "line_findings", "figure_lines", "returned_lines", "placement_lines", "lines", "line_evidence"),
)
MOST = 8


class Held:
    """What is held for the readers of one open store: at most ``MOST`` pairs of reader and moment, the latest used."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._places: OrderedDict[tuple, str] = OrderedDict()
        self._making = threading.Lock()
        self._made = 0
        self._state = ""
        self._store = ""

    def enter(self, cursor: duckdb.DuckDBPyConnection, who_and_when: tuple) -> None:
        """Let ``cursor``, which has its viewer and moment, find what is held for them first; worked out at the first call."""
        with self._making:
            self._begin()
            key = (*who_and_when, self._state)
            place = self._places.get(key) or self._make(cursor, key)
            self._places.move_to_end(key)
            queries.session.search_in(cursor, path=f"held.{place},{self._store}")

    def renew(self) -> None:
        """Something was written: look whether what is held still stands."""
        self._state = ""

    def _begin(self) -> None:
        if not self._store:
            database, schema = self._connection.execute("select current_database(), current_schema()").fetchone()
            self._store = f"{database}.{schema}"
            self._connection.execute("attach ':memory:' as held")
        if not self._state:
            self._state = queries.session.state(self._connection)["state"][0]

    def _make(self, cursor: duckdb.DuckDBPyConnection, key: tuple) -> str:
        self._made += 1
        place = f"place_{self._made}"
        cursor.execute(f"create schema held.{place}")
        queries.session.search_in(cursor, path=f"held.{place},{self._store}")
        cursor.begin()
        queries.hold(cursor, VIEWS)
        cursor.commit()
        self._places[key] = place
        while len(self._places) > MOST:
            # A cursor that is reading there goes on: its transaction still sees it.
            self._connection.execute(f"drop schema held.{self._places.popitem(last=False)[1]} cascade")
        return place

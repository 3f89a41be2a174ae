"""Making the store: all rules over all published figures, beside sorting those rows once, and beside the same rules in pandas."""

from pathlib import Path
from shutil import copytree
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import duckdb

import queries
from challenge import making
from challenge.store import open_store
from tests.bench import in_pandas
from tests.bench.serving import Bench
from tests.bench.table import Row

ADDRESSES = ()
TIMES = 5
AT_MOST = 6.0
MADE = ("cut_point_made", "funnel_made", "position_made", "theme_made")


def rows(bench: Bench) -> list[Row]:
    """Two rows: medians of the rules against a sort of the same figures, in turn, and against the same rules in pandas."""
    with TemporaryDirectory() as folder:
        store = open_store(Path(copytree(bench.store, Path(folder) / "store")))
        try:
            world = in_pandas.read(store.connection)
            edition = int(queries.ledger.editions(store.connection)["edition"].max())
            for table in MADE:
                store.connection.execute(f"delete from {table}")
            pairs = [(_rules(store.connection, edition), _sorted(store.connection)) for _ in range(TIMES + 1)][1:]
            frames = [_pandas(world) for _ in range(TIMES)]
        finally:
            store.close()
    ours, floor = (median(side) for side in zip(*pairs, strict=True))
    return [
        Row("making the store: all rules", ours, floor, AT_MOST, n=TIMES, note=f"{len(world.figure):,} figures, sorted once"),
        Row("the same rules, floor in pandas", ours, median(frames), n=TIMES, note=in_pandas.LEAVES_OUT),
    ]


def _rules(connection: duckdb.DuckDBPyConnection, edition: int) -> float:
    cursor = connection.cursor()
    cursor.begin()
    try:
        begun = perf_counter()
        making._apply_rules(cursor, edition)
        return perf_counter() - begun
    finally:
        cursor.rollback()
        cursor.close()


def _sorted(connection: duckdb.DuckDBPyConnection) -> float:
    cursor = connection.cursor()
    try:
        begun = perf_counter()
        cursor.execute("create or replace temp table sorted as select * from published_figure order by kpi, period, area")
        return perf_counter() - begun
    finally:
        cursor.close()


def _pandas(world: in_pandas.World) -> float:
    begun = perf_counter()
    in_pandas.themes(in_pandas.positions(world), world)
    return perf_counter() - begun

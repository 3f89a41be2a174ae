"""Lines of enquiry: of all authorities of a region about one column, with the rows behind them, beside reading the rules."""

from pathlib import Path
from shutil import copytree
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from challenge.access import READER
from challenge.store import open_store
from tests.bench.serving import Bench
from tests.bench.table import Row

ADDRESSES: tuple[str, ...] = ()
TIMES = 30
AT_MOST = 3.0
OURS = ("line", "line_evidence")
FLOOR = ("published_standing", "returned_standing", "reconciled")


def rows(bench: Bench) -> list[Row]:
    """One row: both sides read as screens read, in turn, after what is held was worked out."""
    with TemporaryDirectory() as folder:
        store = open_store(Path(copytree(bench.store, Path(folder) / "store")))
        try:
            with store.seeing(READER) as cursor:
                found = int(cursor.execute("select count(*) from line where cycle = '2017-18' and ordinal = 2").fetchone()[0])
                pairs = [(_read(cursor, OURS), _read(cursor, FLOOR)) for _ in range(TIMES + 3)][3:]
        finally:
            store.close()
    ours, floor = (median(side) for side in zip(*pairs, strict=True))
    note = f"{found} lines of 23 authorities; floor: the rows of the rules of that column"
    return [Row("lines of enquiry of the region", ours, floor, AT_MOST, n=TIMES, note=note)]


def _read(cursor, views: tuple[str, ...]) -> float:
    begun = perf_counter()
    for view in views:
        cursor.execute(f"select * from {view} where cycle = '2017-18' and ordinal = 2").fetchnumpy()
    return perf_counter() - begun

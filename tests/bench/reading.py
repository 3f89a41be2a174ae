"""Reading self-views: the practice store's 23 in Word beside python-docx over every cell, and one upload to its first result."""

import io
from time import perf_counter

import docx

from challenge import comparing
from challenge.access import READER
from challenge.returns import reading
from challenge.sampling import files
from challenge.store import open_store
from tests.bench.serving import Bench
from tests.bench.table import Row

ADDRESSES: tuple[str, ...] = ()
ROUNDS = 3


def documents(store) -> dict[str, bytes]:
    """The first version of every authority's self-view as a Word file, by name; those sent as workbooks too."""
    first = [sent for sent in files.from_store(store) if sent.version == 1]
    return {sent.name.replace(".xlsx", ".docx"): sent.data("docx") for sent in first}


def walk(data: bytes) -> int:
    """The floor: open a document with python-docx and look at every cell once; gives the letters met."""
    document = docx.Document(io.BytesIO(data))
    return sum(len(cell.text) for table in document.tables for row in table.rows for cell in row.cells)


def rows(bench: Bench) -> list[Row]:
    """The 23 read one after another beside the floor, and one upload: read and set beside what is published. The best of a few."""
    store = open_store(bench.store)
    try:
        sent = documents(store)
        name, data = next(iter(sent.items()))
        sound = not any(reading.read(name, data).refused for name, data in sent.items())
        ours = min(_timed(lambda: [reading.read(name, data) for name, data in sent.items()]) for _ in range(ROUNDS))
        floor = min(_timed(lambda: [walk(data) for data in sent.values()]) for _ in range(ROUNDS))
        first = min(_timed(lambda: comparing.compare(store, READER, reading.read(name, data))) for _ in range(ROUNDS))
    finally:
        store.close()
    note = f"{len(sent)} Word files, {sum(map(len, sent.values())) / 1e6:.1f} MB; floor: python-docx, every cell"
    return [
        Row(f"reading {len(sent)} self-views", ours, floor, at_most=3, n=ROUNDS, note=note, sound=sound),
        Row("an upload to its first result", first, n=ROUNDS, note="one Word file read and compared; to be under 1 s"),
    ]


def _timed(work) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun

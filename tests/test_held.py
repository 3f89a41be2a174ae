"""Held rows are the rows of the views they stand for, for the same reader and moment, and never outlive what they stand on."""

import shutil
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

import queries
from challenge import held
from challenge.access import READER, Person
from challenge.store import Store, end_of, open_store

# Each is planned in the chains of `line` and `line_evidence` too, and shows there.
WITHIN = {"sourced_line", "settled_line", "settled_evidence", "beside_evidence"}
MEETING = end_of(date(2017, 11, 16))
LONG_BEFORE = end_of(date(2010, 1, 1))


def blocks(names: tuple[str, ...]) -> list[queries.Block]:
    """What is held of these query files."""
    return [block for name in names for block in queries.file(name).blocks if block.held and block.name not in WITHIN]


@pytest.fixture(scope="module")
def store(practice_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("held")
    shutil.copy2(practice_folder / "store.duckdb", folder)
    store = open_store(folder)
    yield store
    store.close()


def rows(cursor: object, name: str) -> pd.DataFrame:
    """Every row of a view or of what is held for it, in one order."""
    frame = cursor.execute(f"select * from {name}").df()
    for column in frame.columns.intersection(["caveats", "evidence"]):
        frame[column] = frame[column].map(str)
    return frame.sort_values(list(frame.columns), ignore_index=True)


def sums(cursor: object, name: str) -> list[tuple]:
    """How many rows a view has, or what is held for it, and one number that every value of every row has a part in."""
    return cursor.execute(f"select count(*), sum(hash(x)) from (from {name}) as x").fetchall()


@pytest.mark.parametrize(("as_of", "names"), [(MEETING, held.FIGURES), (None, held.VIEWS)], ids=["on 16 November 2017", "now"])
def test_what_is_held_is_what_the_views_give(store: Store, as_of: datetime | None, names: tuple[str, ...]):
    with store.reading(READER, as_of) as views, store.seeing(READER, as_of) as kept:
        for block in blocks(names):
            # Past what is held, both sources' chains must not meet in one plan: cycle_themes.sql says why.
            parts = [f" where source = '{source}'" for source in ("published", "returned")]
            for which in [block.name + part for part in (parts if block.name == "theme_authority" else [""])]:
                # Sorting and comparing every row costs ten times the sums: only where these differ, by a rounding or by a fault.
                if sums(views, which) != sums(kept, which):
                    pd.testing.assert_frame_equal(rows(views, which), rows(kept, which), obj=which)


def test_two_moments_are_held_apart(store: Store):
    with store.seeing(READER, MEETING) as then, store.seeing(READER) as now:
        counts = [cursor.execute("select count(value) from published_standing").fetchone()[0] for cursor in (then, now)]
        years = [cursor.execute("select max(period) from published_position").fetchone()[0] for cursor in (then, now)]
    assert 0 < counts[0] < counts[1]
    assert years[0] == 2017 < years[1]


def test_a_second_read_works_nothing_out(store: Store):
    place = []
    for _ in range(2):
        with store.seeing(READER) as cursor:
            place.append(cursor.execute("select current_schema()").fetchone()[0])
    assert place[0] == place[1] != "main"


def test_no_more_moments_are_held_than_there_is_room_for(store: Store, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(held, "MOST", 2)
    for as_of in (MEETING, None, LONG_BEFORE):
        with store.seeing(READER, as_of) as cursor:
            assert cursor.execute("select count(*) from cycle").fetchone()[0] >= 0
    assert len(schemas(store, "figures")) == len(schemas(store, "lines")) == held.MOST


def schemas(store: Store, part: str) -> list[str]:
    """Where something of this part is held now."""
    found = store.connection.execute("select schema_name from duckdb_schemas() where database_name = 'held'").fetchall()
    return [name for (name,) in found if name.startswith(part)]


def test_lines_are_worked_out_for_who_asks_for_them_and_only_once(store: Store):
    moment = end_of(date(2017, 11, 10))
    made = []
    for lines in (False, True, False, True):
        with store.seeing(READER, moment, lines=lines) as cursor:
            made.append((len(schemas(store, "figures")), len(schemas(store, "lines"))))
            assert (
                cursor.execute("select current_schema()").fetchone()[0].startswith("lines" if lines or len(made) > 1 else "figures")
            )
    assert made[0] == (made[1][0], made[1][1] - 1)
    assert made[1] == made[2] == made[3]


@pytest.mark.parametrize(
    ("file", "name", "lines"),
    [("region", "rug", False), ("authority", "spine", False), ("line_rows", "of_area", True), ("focus", "suggested", True)],
)
def test_whether_a_query_asks_for_lines_is_seen_in_what_it_reads(file: str, name: str, lines: bool):
    assert held.asks_for_lines(file, name) is lines


def test_what_is_written_is_seen_at_the_next_read(store: Store):
    asked = {"cycle": "2025-26"}
    with store.seeing(READER, lines=False) as cursor:
        before = queries.frame.members(cursor, **asked)
    row = {"cycle": "2025-26", "area": "bury", "revision": 1, "bpn": "north", "round": "december", "state": "stands"}
    with store.writing("BPN of Bury", Person("Ann Lee", "Authority")) as entry:
        entry.append("membership_entry", pd.DataFrame([row]), signed=True)
    with store.seeing(READER, lines=False) as cursor:
        after = queries.frame.members(cursor, **asked)
    assert before["bpn"].notna().sum() + 1 == after["bpn"].notna().sum()


def test_a_cursor_without_a_reader_finds_nothing_held(store: Store):
    with store.seeing(READER) as cursor:
        assert cursor.execute("select count(*) from published_standing").fetchone()[0] > 0
    bare = store.connection.cursor()
    assert bare.execute("select count(*) from published_standing").fetchone()[0] == 0


def test_held_stands_only_above_a_view(tmp_path: Path):
    wrong = tmp_path / "wrong.sql"
    wrong.write_text("-- name: one\n-- grain: none\n-- held: rows\n-- Says one.\nselect 1 as one;\n", encoding="utf-8")
    with pytest.raises(queries.BadBlock, match=r"wrong.sql:1.*cannot be held"):
        queries.parse(wrong)

"""The store: who reads sees what they may see at a moment, what is written stands, and nothing is ever taken out."""

import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import pandas as pd
import pytest

import queries
from challenge import held
from challenge.access import READER, Person
from challenge.store import ALL_TIME, Conflict, Store, now, open_store

ROOT = Path(__file__).resolve().parents[1]
ANN = Person("Ann Lee", "Sector-led improvement team")
BEN = Person("Ben Ode", "Strategic performance group")
CYCLE = "2025-26"
MAY, JUNE, JULY = datetime(2026, 5, 1), datetime(2026, 6, 1), datetime(2026, 7, 1)
# Dies as if the power went: after one write that was confirmed, and in the middle of a second.
DYING = """
import os, sys
from datetime import datetime
from pathlib import Path
import pandas as pd
from challenge.access import Person
from challenge.store import open_store

store = open_store(Path(sys.argv[1]))
row = {"cycle": "2025-26", "area": "bury", "version": 1}
with store.writing("a return", Person("Ann Lee", "Authority"), datetime(2026, 5, 1)) as entry:
    entry.append("submission", pd.DataFrame([row]), signed=True)
print("written", flush=True)
with store.writing("a return", Person("Ann Lee", "Authority"), datetime(2026, 5, 2)) as entry:
    entry.append("submission", pd.DataFrame([row | {"area": "wigan"}]), signed=True)
    os.kill(os.getpid(), 9)
"""


@pytest.fixture(scope="module")
def store(practice_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A practice store these tests write to; each writes about its own authority."""
    folder = tmp_path_factory.mktemp("written")
    shutil.copy2(practice_folder / "store.duckdb", folder)
    store = open_store(folder)
    yield store
    store.close()


@pytest.fixture(scope="module")
def died(practice_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store whose process was killed after one write and in the middle of the next."""
    folder = tmp_path_factory.mktemp("died")
    shutil.copy2(practice_folder / "store.duckdb", folder)
    ended = subprocess.run([sys.executable, "-c", DYING, str(folder)], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert ended.stdout == "written\n", ended.stderr
    assert ended.returncode != 0
    store = open_store(folder)
    yield store
    store.close()


def send(store: Store, area: str, version: int, at: datetime | None, **values: float) -> None:
    """Write a return with one figure per KPI in the second column."""
    head = {"cycle": CYCLE, "area": area, "version": version}
    figures = [
        {**head, "kpi": kpi, "ordinal": 2, "value": value, "status": "value", "part_year": False, "place": "test"}
        for kpi, value in values.items()
    ]
    with store.writing(f"return of {area}", ANN, at) as entry:
        entry.append("submission", pd.DataFrame([head]), signed=True)
        entry.append("returned_figure", pd.DataFrame(figures))


def returned(store: Store, area: str, as_of: datetime | str | None) -> dict[str, float]:
    """What is seen of an authority's return at a moment."""
    with store.reading(READER, as_of) as cursor:
        rows = cursor.execute(
            "select kpi, value from figure where source = 'returned' and scope = $cycle and area = $area",
            {"cycle": CYCLE, "area": area},
        ).fetchall()
    return dict(rows)


def place(store: Store, area: str, revision: int, who: Person = ANN, at: datetime = MAY, **changes: str) -> None:
    """Write a revision of an authority's membership."""
    row = {"cycle": CYCLE, "area": area, "revision": revision, "bpn": "north", "round": "december", "state": "stands", **changes}
    with store.writing(f"BPN of {area}", who, at) as entry:
        entry.append("membership_entry", pd.DataFrame([row]), signed=True)


def placed(store: Store, area: str, as_of: datetime | str = ALL_TIME) -> list[tuple]:
    """BPN and revision of an authority, as seen at a moment."""
    with store.reading(READER, as_of) as cursor:
        return cursor.execute(
            "select bpn, revision from membership where cycle = $cycle and area = $area", {"cycle": CYCLE, "area": area}
        ).fetchall()


def count(store: Store, sql: str) -> int:
    """The one number a statement gives, past every rule of who sees what."""
    return store.connection.cursor().execute(sql).fetchone()[0]


def views(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Every view of a store."""
    return [name for (name,) in connection.execute("select view_name from duckdb_views() where not internal").fetchall()]


def test_a_reading_by_nobody_at_no_moment_sees_nothing_in_any_view(store):
    cursor = store.connection.cursor()
    names = views(cursor)
    assert len(names) > 30
    # What the views give this reader is held first: no deep chain of views is planned twice.
    cursor.execute("attach ':memory:' as apart; create schema apart.nobody")
    queries.session.search_in(cursor, path="apart.nobody,store.main")
    queries.hold(cursor, held.VIEWS)
    seen = {name: cursor.execute(f"select * from {name} limit 2").fetchall() for name in names}
    cursor.execute("set search_path = 'store.main'; detach apart")
    assert {name: rows for name, rows in seen.items() if any(value is not None for row in rows for value in row)} == {}


def test_the_same_views_have_rows_for_a_reader_at_a_moment(store):
    with store.reading(READER) as cursor:
        empty = [name for name in ("figure", "published_position", "membership", "cycle", "published_standing", "returned_standing")
                 if not cursor.execute(f"select 1 from {name} limit 1").fetchall()]  # fmt: skip
    assert empty == []


def test_a_clock_that_falls_back_hides_nothing_that_was_confirmed_and_puts_nothing_before_it(practice_folder, tmp_path):
    shutil.copy2(practice_folder / "store.duckdb", tmp_path)
    store = open_store(tmp_path)
    ahead = now() + timedelta(hours=1)
    send(store, "bury", 7, ahead, caseload=14.5)
    assert returned(store, "bury", None) == {"caseload": 14.5}, "written while the clock was ahead, read after it was put right"
    store.close()
    store = open_store(tmp_path)
    assert returned(store, "bury", None) == {"caseload": 14.5}, "and after a restart"
    send(store, "bury", 8, None, caseload=15.5)
    assert returned(store, "bury", None) == {"caseload": 15.5}
    assert returned(store, "bury", now()) == {}, "who asks for a moment gets what was known at that moment"
    assert store.moment() >= ahead
    store.close()


@pytest.mark.parametrize("half", ["set variable viewer = 'x'", "set variable as_of = '2026-05-01'::timestamp"])
def test_a_viewer_without_a_moment_or_a_moment_without_a_viewer_sees_nothing(store, half):
    cursor = store.connection.cursor()
    cursor.execute(half)
    assert cursor.execute("select count(*) from figure").fetchone() == (0,)
    assert cursor.execute("select count(*) from published_standing").fetchone() == (0,)


def test_two_cursors_see_two_moments_at_once(store):
    send(store, "bolton", 1, MAY, caseload=17.0)
    with store.reading(READER, datetime(2026, 4, 30)) as before, store.reading(READER, JUNE) as after:
        counted = "select count(*) from latest_submission where cycle = '2025-26' and area = 'bolton'"
        assert (before.execute(counted).fetchone(), after.execute(counted).fetchone()) == ((0,), (1,))


def test_a_return_is_not_seen_before_it_was_recorded(store):
    send(store, "oldham", 1, JUNE, caseload=17.0)
    assert returned(store, "oldham", MAY) == {}
    assert returned(store, "oldham", JUNE) == {"caseload": 17.0}


def test_the_first_version_shows_until_the_second_comes(store):
    send(store, "salford", 1, MAY, caseload=17.0)
    send(store, "salford", 2, JULY, caseload=18.0)
    assert returned(store, "salford", JUNE) == {"caseload": 17.0}
    assert returned(store, "salford", JULY) == {"caseload": 18.0}


def test_a_kpi_dropped_in_the_second_version_is_dropped(store):
    send(store, "wirral", 1, MAY, caseload=17.0, rereferrals=21.0)
    send(store, "wirral", 2, JULY, caseload=17.0)
    assert returned(store, "wirral", JUNE) == {"caseload": 17.0, "rereferrals": 21.0}
    assert returned(store, "wirral", ALL_TIME) == {"caseload": 17.0}


def test_a_withdrawn_membership_is_taken_back_and_was_there_before(store):
    place(store, "rochdale", 1, at=MAY)
    place(store, "rochdale", 2, at=JULY, state="withdrawn")
    assert placed(store, "rochdale", JUNE) == [("north", 1)]
    assert placed(store, "rochdale", JULY) == []


def test_of_two_writers_of_one_revision_the_first_stands_and_the_second_is_told(store):
    place(store, "sefton", 1, ANN)
    with pytest.raises(Conflict, match="keep it or take yours"):
        place(store, "sefton", 1, BEN, bpn="south")
    assert placed(store, "sefton") == [("north", 1)]


def test_of_many_writers_at_once_one_wins(store):
    def attempt(number: int) -> bool:
        try:
            place(store, "halton", 1, bpn=f"bpn {number}")
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(attempt, range(4))) == 1
    assert count(store, "select count(*) from membership_entry where cycle = '2025-26' and area = 'halton'") == 1


def test_after_a_conflict_the_next_revision_can_be_written(store):
    place(store, "tameside", 1)
    with pytest.raises(Conflict):
        place(store, "tameside", 1)
    place(store, "tameside", 2, bpn="south")
    assert placed(store, "tameside") == [("south", 2)]


def test_a_row_the_store_does_not_take_is_no_conflict_with_anybody(store):
    with pytest.raises(duckdb.ConstraintException, match="CHECK"):
        place(store, "knowsley", 1, state="perhaps")


def test_a_write_that_fails_half_way_leaves_nothing(store):
    before = store.revision
    rows = pd.DataFrame([{"cycle": CYCLE, "area": "stockport", "version": 1}])
    with pytest.raises(RuntimeError), store.writing("return of stockport", ANN, MAY) as entry:
        entry.append("submission", rows, signed=True)
        raise RuntimeError("the file breaks off")
    assert count(store, "select count(*) from submission where area = 'stockport' and cycle = '2025-26'") == 0
    assert count(store, "select max(revision) from written") == store.revision == before


def test_each_write_counts_the_revision_up_by_one_and_says_who_and_what(store):
    before = store.revision
    place(store, "trafford", 1)
    assert store.revision == before + 1
    said = (
        store.connection.cursor()
        .execute("select what, actor, actor_role, recorded_at from written order by revision desc")
        .fetchone()
    )
    assert said == ("BPN of trafford", "Ann Lee", "Sector-led improvement team", MAY)


def test_what_was_confirmed_survives_a_killed_process(died):
    assert count(died, "select count(*) from submission where cycle = '2025-26' and area = 'bury'") == 1


def test_what_was_being_written_when_the_process_was_killed_is_gone(died):
    assert count(died, "select count(*) from submission where cycle = '2025-26' and area = 'wigan'") == 0
    assert count(died, "select count(*) from written where recorded_at = timestamp '2026-05-02'") == 0

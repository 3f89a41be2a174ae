"""Making a store, opening one, and what is said when that cannot be done: where, what was found, and the way out."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb
import pytest

from challenge import making
from challenge.access import Person
from challenge.store import SCHEMA_VERSION, StoreUnusable, open_store
from tests.conftest import BROKEN

ROOT = Path(__file__).resolve().parents[1]
ANN = Person("Ann Lee", "Sector-led improvement team")
# Root may write anywhere, so it steps down to nobody; after the imports, which nobody may not read.
STEP_DOWN = """
import os, pathlib, sys
from challenge.making import make
from challenge.store import open_store
if os.geteuid() == 0:
    os.setgid(65534), os.setuid(65534)
"""


@pytest.fixture(scope="module")
def live(live_folder: Path) -> Path:
    """The file of a live store that was made where a broken file lay, with what a making that broke off had left."""
    return live_folder / "store.duckdb"


@pytest.fixture
def copied(practice_folder: Path, tmp_path: Path) -> Path:
    """A practice store to spoil."""
    shutil.copy2(practice_folder / "store.duckdb", tmp_path)
    return tmp_path


def asked(path: Path, sql: str) -> list[tuple]:
    """Rows straight from a store's file."""
    with duckdb.connect(str(path)) as connection:
        return connection.execute(sql).fetchall()


def refused(folder: Path) -> StoreUnusable:
    """What opening the store of a folder says."""
    with pytest.raises(StoreUnusable) as refusal:
        open_store(folder).close()
    return refusal.value


def refused_to_make(folder: Path) -> None:
    """Making another store beside one that is only out of reach leaves it where it is."""
    with pytest.raises(StoreUnusable):
        making.make(folder)
    assert [path.name for path in folder.iterdir()] == ["store.duckdb"]


def test_a_live_store_holds_no_invented_row(live):
    for table in ("membership_entry", "submission", "returned_figure"):
        assert asked(live, f"select count(*) from {table}") == [(0,)], table


def test_everything_in_a_live_store_is_signed_by_who_made_it(live):
    tables = asked(live, "select table_name from duckdb_columns() where column_name = 'actor' and not internal")
    assert len(tables) > 20
    each = " union ".join(f"select actor || ', ' || actor_role from {table}" for (table,) in tables)
    assert asked(live, each) == [("Ann Lee, Sector-led improvement team",)]


def test_a_live_store_says_so_and_never_says_practice(live):
    assert asked(live, "select kind from store_made") == [("live",)]
    assert asked(live, "select what from written where what ilike '%practice%' or what ilike '%invent%'") == []


def test_a_live_store_holds_every_published_figure_rule_and_cycle(live, practice):
    cursor = practice.connection.cursor()
    for table, key in (
        ("published_figure", "release, kpi, area, period"),
        ("position_made", "release, kpi, area, period"),
        ("cycle_period_setting", "cycle, kpi, ordinal"),
        ("reference_kpi", "kpi"),
    ):
        counted = f"select count(distinct ({key})) from {table}"
        assert asked(live, counted) == cursor.execute(counted).fetchall() != [(0,)], table


def test_a_broken_file_is_kept_aside_byte_for_byte(live):
    (kept,) = (live.parent / "aside").iterdir()
    assert kept.read_bytes() == BROKEN
    said = (live.parents[1] / "said").read_text(encoding="utf-8")
    assert f"could not be read was kept as …/store/aside/{kept.name}." in said.replace("\\", "/")
    assert "Made a live store:" in said and "ractice" not in said


def test_what_a_making_that_broke_off_left_behind_is_gone(live):
    assert sorted(path.name for path in live.parent.iterdir()) == ["aside", "store.duckdb"]


def test_every_table_and_column_of_a_made_store_is_in_the_data_dictionary(practice):
    cursor = practice.connection.cursor()
    tables = cursor.execute("select table_name from duckdb_tables() where comment is null and database_name = 'store'").fetchall()
    columns = cursor.execute(
        "select table_name || '.' || column_name from duckdb_columns() inner join duckdb_tables() using (table_name)"
        " where duckdb_columns.comment is null and duckdb_columns.database_name = 'store' and duckdb_tables.database_name = 'store'"
    ).fetchall()
    assert (tables, columns) == ([], [])


def test_making_beside_a_sound_store_leaves_it_and_says_what_to_do(copied):
    before = asked(copied / "store.duckdb", "from written order by revision")
    with pytest.raises(StoreUnusable) as refusal:
        making.make(copied, "live", ANN)
    assert refusal.value.found == "a store that is in order"
    assert "CHALLENGE_STORE" in refusal.value.do
    assert asked(copied / "store.duckdb", "from written order by revision") == before
    assert not (copied / "aside").exists()


def test_a_kind_of_store_there_is_not_is_refused(tmp_path):
    with pytest.raises(Exception, match="practice or live"):
        making.make(tmp_path, "demo")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_without_a_store_names_the_command_that_makes_one(tmp_path):
    problem = refused(tmp_path)
    assert (problem.found, problem.do) == ("no store", "run: python -m challenge store make")
    assert list(tmp_path.iterdir()) == []


def test_a_broken_file_is_refused_and_left_as_it_is(tmp_path):
    (tmp_path / "store.duckdb").write_bytes(BROKEN)
    problem = refused(tmp_path)
    assert "damaged" in problem.found and "store make" in problem.do and "aside" in problem.do
    assert (tmp_path / "store.duckdb").read_bytes() == BROKEN


@pytest.mark.parametrize("damage", ["cut in half", "a spoiled head", "a spoiled block"])
def test_a_damaged_store_is_refused_as_damaged_and_left_as_it_is(copied, damage):
    path = copied / "store.duckdb"
    whole = path.read_bytes()
    half, head, block = whole[: len(whole) // 2], whole[:12] + bytes(8) + whole[20:], whole[:4096] + bytes(8192) + whole[12288:]
    path.write_bytes(spoiled := {"cut in half": half, "a spoiled head": head, "a spoiled block": block}[damage])
    problem = refused(copied)
    assert "damaged" in problem.found and "store make" in problem.do
    assert path.read_bytes() == spoiled


def test_a_duckdb_file_that_is_no_store_is_refused(tmp_path):
    asked(tmp_path / "store.duckdb", "create table mine as select 1 as one")
    assert "lacks the tables of a store" in refused(tmp_path).found
    assert asked(tmp_path / "store.duckdb", "from mine") == [(1,)]


def test_a_store_another_process_holds_names_it_and_the_way_out(copied):
    hold = "import duckdb, sys; connection = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    holder = subprocess.Popen(
        [sys.executable, "-c", hold, str(copied / "store.duckdb")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout.readline() == "held\n"
        problem = refused(copied)
        refused_to_make(copied)
    finally:
        holder.communicate(timeout=20)
    assert "another process" in problem.found
    assert os.name == "nt" or str(holder.pid) in problem.found
    assert "stop that process" in problem.do


def test_a_store_of_a_newer_program_is_refused_untouched(copied):
    asked(copied / "store.duckdb", f"insert into schema_step values ({SCHEMA_VERSION + 1}, timestamp '2027-01-01')")
    problem = refused(copied)
    assert f"schema version {SCHEMA_VERSION + 1}" in problem.found
    assert "update the program" in problem.do
    refused_to_make(copied)


@pytest.mark.skipif(os.name == "nt", reason="folders are made read-only another way on Windows")
@pytest.mark.parametrize("step", ["open_store", "make"])
def test_a_folder_that_may_not_be_written_says_so(practice_folder, step):
    # Not tmp_path: another user may not go into that.
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if step == "open_store":
            shutil.copy2(practice_folder / "store.duckdb", folder)
            (folder / "store.duckdb").chmod(0o444)
        folder.chmod(0o555)
        code = f"{STEP_DOWN}\n{step}(pathlib.Path(sys.argv[1]))"
        said = subprocess.run([sys.executable, "-c", code, name], cwd=ROOT, capture_output=True, text=True, timeout=60)
        folder.chmod(0o755)
    message = said.stderr.splitlines()[-1]
    assert said.returncode == 1
    assert "StoreUnusable" in message and "cannot be written to" in message and "CHALLENGE_STORE" in message


def test_the_store_is_one_file_after_it_is_closed(copied):
    store = open_store(copied)
    with store.writing("a note", ANN):
        pass
    store.close()
    assert [path.name for path in copied.iterdir()] == ["store.duckdb"]

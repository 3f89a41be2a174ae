"""Making a store, opening one, and what is said when that cannot be done: where, what was found, and the way out."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

import queries
from challenge import making
from challenge.access import Person
from challenge.store import ALL_TIME, SCHEMA_VERSION, StoreUnusable, bring_forward, open_store

ROOT = Path(__file__).resolve().parents[1]
ANN = Person("Ann Lee", "Sector-led improvement team")
BROKEN = b"this was a store once\n" * 400
# Root may write anywhere, so it steps down to nobody; after the imports, which nobody may not read.
STEP_DOWN = """
import os, pathlib, sys
from challenge.making import make
from challenge.store import open_store
if os.geteuid() == 0:
    os.setgid(65534), os.setuid(65534)
"""
STEPS = """
-- name: to_{next}_adds_letters
-- grain: none
-- A table the older store lacks.
create table letter (area varchar not null);

-- name: to_{next}_fills_letters
-- grain: none
-- Its first row.
insert into letter {first};
"""
OPEN = "from pathlib import Path; import sys; from challenge.store import open_store; open_store(Path(sys.argv[1])).close()"


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> making.Made:
    """A live store, made where a broken file lay, with what a making that broke off had left."""
    folder = tmp_path_factory.mktemp("live")
    (folder / "store.duckdb").write_bytes(BROKEN)
    (folder / "store.making.duckdb").write_bytes(b"half a store")
    (folder / "store.making.duckdb.wal").write_bytes(b"half a log")
    return making.make(folder, "live", ANN)


@pytest.fixture
def copied(practice_folder: Path, tmp_path: Path) -> Path:
    """A practice store to spoil."""
    shutil.copy2(practice_folder / "store.duckdb", tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def tomorrow(practice_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice store that was opened by a later program, whose reference data has another cut-off."""
    program, folder = tmp_path_factory.mktemp("later program"), tmp_path_factory.mktemp("tomorrow")
    for room in ("challenge", "queries", "data"):
        shutil.copytree(ROOT / room, program / room, ignore=shutil.ignore_patterns("__pycache__"))
    cutoffs = program / "data" / "reference" / "cutoffs.csv"
    cutoffs.write_text(
        cutoffs.read_text(encoding="utf-8").replace("theme_worst_share,0.40", "theme_worst_share,0.90"), encoding="utf-8"
    )
    shutil.copy2(practice_folder / "store.duckdb", folder)
    opened = subprocess.run([sys.executable, "-c", OPEN, str(folder)], cwd=program, capture_output=True, text=True, timeout=120)
    assert opened.returncode == 0, opened.stderr
    return folder


def asked(path: Path, sql: str) -> list[tuple]:
    """Rows straight from a store's file."""
    with duckdb.connect(str(path)) as connection:
        return connection.execute(sql).fetchall()


def refused(folder: Path) -> StoreUnusable:
    """What opening the store of a folder says."""
    with pytest.raises(StoreUnusable) as refusal:
        open_store(folder).close()
    return refusal.value


def test_a_live_store_holds_no_invented_row(live):
    for table in ("membership_entry", "submission", "returned_figure"):
        assert asked(live.path, f"select count(*) from {table}") == [(0,)], table


def test_everything_in_a_live_store_is_signed_by_who_made_it(live):
    tables = asked(live.path, "select table_name from duckdb_columns() where column_name = 'actor' and not internal")
    signed = {
        actor for (table,) in tables for actor in asked(live.path, f"select distinct actor || ', ' || actor_role from {table}")
    }
    assert signed == {("Ann Lee, Sector-led improvement team",)}


def test_a_live_store_says_so_and_never_says_practice(live):
    assert asked(live.path, "select kind from store_made") == [("live",)]
    assert asked(live.path, "select what from written where what ilike '%practice%' or what ilike '%invent%'") == []


def test_a_live_store_holds_every_published_figure_rule_and_cycle(live, practice):
    cursor = practice.connection.cursor()
    for table, key in (
        ("published_figure", "release, kpi, area, period"),
        ("position_made", "release, kpi, area, period"),
        ("cycle_period_setting", "cycle, kpi, ordinal"),
        ("reference_kpi", "kpi"),
    ):
        counted = f"select count(distinct ({key})) from {table}"
        assert asked(live.path, counted) == cursor.execute(counted).fetchall() != [(0,)], table


def test_a_broken_file_is_kept_aside_byte_for_byte(live):
    assert live.put_aside.parent.name == "aside"
    assert live.put_aside.read_bytes() == BROKEN


def test_what_a_making_that_broke_off_left_behind_is_gone(live):
    assert sorted(path.name for path in live.path.parent.iterdir()) == ["aside", "store.duckdb"]


def test_every_table_and_column_of_a_made_store_is_in_the_data_dictionary(practice):
    cursor = practice.connection.cursor()
    tables = cursor.execute("select table_name from duckdb_tables() where comment is null").fetchall()
    columns = cursor.execute(
        "select table_name || '.' || column_name from duckdb_columns() inner join duckdb_tables() using (table_name)"
        " where duckdb_columns.comment is null"
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


def test_a_truncated_store_is_refused_and_left_as_it_is(copied):
    path = copied / "store.duckdb"
    half = path.read_bytes()[: path.stat().st_size // 2]
    path.write_bytes(half)
    assert "store make" in refused(copied).do
    assert path.read_bytes() == half


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
    assert not (copied / "copies").exists()


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


def test_a_store_opened_again_with_nothing_new_writes_nothing(copied):
    before = asked(copied / "store.duckdb", "select max(revision) from written")
    open_store(copied).close()
    assert asked(copied / "store.duckdb", "select max(revision) from written") == before


def test_the_store_is_one_file_after_it_is_closed(copied):
    store = open_store(copied)
    with store.writing("a note", ANN):
        pass
    store.close()
    assert [path.name for path in copied.iterdir()] == ["store.duckdb"]


def steps(folder: Path, first: str) -> queries.QueryFile:
    """Steps to the next schema version, as queries/migrations.sql would hold them."""
    path = folder / "migrations.sql"
    path.write_text(STEPS.format(next=SCHEMA_VERSION + 1, first=first).strip(), encoding="utf-8")
    return queries.parse(path)


def test_an_older_store_is_copied_then_brought_forward(copied):
    with duckdb.connect(str(copied / "store.duckdb")) as connection:
        bring_forward(copied, connection, steps(copied, "values ('wirral')"))
        assert connection.execute("from letter").fetchall() == [("wirral",)]
        assert connection.execute("select max(version) from schema_step").fetchone() == (SCHEMA_VERSION + 1,)
    (copy,) = (copied / "copies").iterdir()
    assert re.match(rf"store-version-{SCHEMA_VERSION}-\d{{8}}T\d{{6}}\.duckdb", copy.name)
    assert asked(copy, "select max(version) from schema_step") == [(SCHEMA_VERSION,)]
    assert asked(copy, "select count(*) from duckdb_tables() where table_name = 'letter'") == [(0,)]
    assert asked(copy, "select count(*) from published_figure") == asked(
        copied / "store.duckdb", "select count(*) from published_figure"
    )


def test_a_step_that_fails_leaves_the_store_at_its_version(copied):
    with duckdb.connect(str(copied / "store.duckdb")) as connection:
        with pytest.raises(duckdb.Error):
            bring_forward(copied, connection, steps(copied, "values (null)"))
        assert connection.execute("select max(version) from schema_step").fetchone() == (SCHEMA_VERSION,)
        assert connection.execute("select count(*) from duckdb_tables() where table_name = 'letter'").fetchone() == (0,)


def test_a_store_at_the_newest_version_takes_no_step_and_no_copy(copied):
    path = copied / "migrations.sql"
    path.write_text(STEPS.format(next=SCHEMA_VERSION, first="values ('wirral')").strip(), encoding="utf-8")
    with duckdb.connect(str(copied / "store.duckdb")) as connection:
        bring_forward(copied, connection, queries.parse(path))
        assert connection.execute("select count(*) from duckdb_tables() where table_name = 'letter'").fetchone() == (0,)
    assert not (copied / "copies").exists()


def test_changed_reference_data_makes_a_new_edition_beside_the_old(tomorrow):
    path = tomorrow / "store.duckdb"
    editions = asked(path, "select edition from edition order by edition")
    assert len(editions) > 1
    assert asked(path, "select distinct edition from theme_made order by edition") == editions
    assert asked(path, "select distinct revision from cycle_setting order by revision") == editions


def test_a_view_of_an_earlier_day_meets_the_rules_of_that_day(tomorrow):
    with duckdb.connect(str(tomorrow / "store.duckdb")) as connection:
        (written,) = connection.execute("select recorded_at from edition order by edition desc limit 1").fetchone()
        connection.execute("set variable viewer = 'x'")
        seen = {}
        for name, moment in (("before", written - timedelta(seconds=1)), ("after", ALL_TIME)):
            connection.execute(f"set variable as_of = '{moment}'::timestamp")
            shares = connection.execute("select value from cutoff where cutoff = 'theme_worst_share'").fetchone()
            shared = connection.execute("select count(*) from published_theme where kind = 'shared concern'").fetchone()
            seen[name] = (shares[0], shared[0])
    assert (seen["before"][0], seen["after"][0]) == (0.4, 0.9)
    assert seen["before"][1] > seen["after"][1]


def test_figures_are_not_loaded_twice_when_only_rules_changed(tomorrow, practice):
    counted = "select count(*) from published_figure"
    assert asked(tomorrow / "store.duckdb", counted) == practice.connection.cursor().execute(counted).fetchall()

"""A store of an older program is brought forward, and one whose reference data has changed keeps the old beside the new."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import pytest

import queries
from challenge.store import ALL_TIME, SCHEMA_VERSION, Store, bring_forward, open_store
from tests.test_making import asked
from tests.test_placements import send

ROOT = Path(__file__).resolve().parents[1]
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
# Opens a store and asks a question in it, as a program would whose reference data has another cut-off.
LATER = """
import sys
from pathlib import Path
import queries
from challenge import checking, questions
from challenge.access import READER, Person
from challenge.store import open_store
store = open_store(Path(sys.argv[1]))
ann = Person("Ann Lee", "Sector-led improvement team")
kept = questions.begin(store, "q", "2017-18", "bury", {"wording": "Why?", "theme": "care"}, ann)
with store.reading(READER) as cursor:
    seen = list(queries.questions.of_area(cursor, cycle="2017-18", area="bury")["question"])
print(store.version, kept.state, *seen, "sound" if checking.check(store).sound else "unsound")
store.close()
"""
PLACED = "select * from placement_entry where kind = 'self' order by cycle, area, enabler, revision"
HELD = ("submission", "returned_answer", "placement_entry", "tag_entry", "membership_entry", "published_figure")


@pytest.fixture
def copied(practice_folder: Path, tmp_path: Path) -> Path:
    """A practice store to change."""
    shutil.copy2(practice_folder / "store.duckdb", tmp_path)
    return tmp_path


@dataclass(frozen=True)
class Later:
    """A practice store of the version before challenge questions, opened by a later program whose reference data has another
    cut-off: its folder, what that program said, and what the store held before."""

    folder: Path
    said: str
    held: dict[str, list[tuple]]


@pytest.fixture(scope="module")
def later(practice_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Later:
    program, folder = tmp_path_factory.mktemp("later program"), tmp_path_factory.mktemp("later")
    for room in ("challenge", "queries", "data"):
        shutil.copytree(ROOT / room, program / room, ignore=shutil.ignore_patterns("__pycache__"))
    cutoffs = program / "data" / "reference" / "cutoffs.csv"
    cutoffs.write_text(
        cutoffs.read_text(encoding="utf-8").replace("theme_worst_share,0.40", "theme_worst_share,0.90"), encoding="utf-8"
    )
    shutil.copy2(practice_folder / "store.duckdb", folder)
    made_older(folder / "store.duckdb", 4)
    before = held(folder / "store.duckdb")
    opened = subprocess.run([sys.executable, "-c", LATER, str(folder)], cwd=program, capture_output=True, text=True, timeout=300)
    assert opened.returncode == 0, opened.stderr
    return Later(folder, opened.stdout, before)


@dataclass(frozen=True)
class Brought:
    """A practice store of the first version, open after it was brought forward: what self-views said of placements, and the
    first moment it knew, both before."""

    store: Store
    placed: list[tuple]
    first: datetime


@pytest.fixture(scope="module")
def brought(practice_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Brought]:
    folder = tmp_path_factory.mktemp("brought")
    shutil.copy2(practice_folder / "store.duckdb", folder)
    path = folder / "store.duckdb"
    store = open_store(folder)
    for protocol, hub in (((2, "protocol"), (4, "hub")), ((2, "a protocol"), (3, "hub")), ((2, "a protocol"), (None, "new"))):
        send(store, "bury", engaging_partners=protocol, fostering_innovation=hub)
    store.close()
    placed, ((first,),) = asked(path, PLACED), asked(path, "select min(recorded_at) from edition")
    made_older(path, 1)
    store = open_store(folder)
    yield Brought(store, placed, first)
    store.close()


def held(path: Path) -> dict[str, list[tuple]]:
    """How much each table of what was sent and said holds, and its hash."""
    return {table: asked(path, f"select count(*), max(rowid), sum(hash({table})) from {table}") for table in HELD}


def made_older(path: Path, version: int) -> None:
    """Take away what a store of an older program lacks: the tables and views of later versions, and their reference data."""
    lacking = ["reference_tile"] if version < 2 else []
    if version < 4:
        grid = ("enabler", "grid_position", "prompt", "enabler_group", "contrast", "tag_word")
        lacking += [block.name for block in queries.schema_journey.blocks] + [f"reference_{name}" for name in grid]
    if version < 5:
        lacking += [block.name for file in (queries.schema_questions, queries.schema_lines) for block in file.blocks]
    with duckdb.connect(str(path)) as connection:
        for (name,) in connection.execute("select view_name from duckdb_views() where not internal").fetchall():
            connection.execute(f'drop view "{name}"')
        for name in lacking:
            connection.execute(f"drop table {name}")
        if version < 4:
            connection.execute("delete from reference_cutoff where cutoff = 'stage_gap'")
        connection.execute(f"update schema_step set version = {version}")
        connection.execute("update edition set fingerprint = 'of an older program'")


def test_a_store_opened_again_with_nothing_new_writes_nothing(copied):
    before = asked(copied / "store.duckdb", "select max(revision) from written")
    open_store(copied).close()
    assert asked(copied / "store.duckdb", "select max(revision) from written") == before


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


def test_changed_reference_data_makes_a_new_edition_beside_the_old(later):
    path = later.folder / "store.duckdb"
    editions = asked(path, "select edition from edition order by edition")
    assert len(editions) > 1
    assert asked(path, "select distinct edition from theme_made order by edition") == editions
    assert asked(path, "select distinct revision from cycle_setting order by revision") == editions


def test_a_view_of_an_earlier_day_meets_the_rules_of_that_day(later):
    with duckdb.connect(str(later.folder / "store.duckdb")) as connection:
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


def test_figures_are_not_loaded_twice_when_only_rules_changed(later, practice):
    counted = "select count(*) from published_figure"
    assert asked(later.folder / "store.duckdb", counted) == practice.connection.cursor().execute(counted).fetchall()


def test_a_store_from_before_the_tile_maps_gains_them_for_every_moment(brought):
    cursor = brought.store.connection.cursor()
    assert cursor.execute("select max(version) from schema_step").fetchall() == [(SCHEMA_VERSION,)]
    assert cursor.execute("select distinct edition from reference_tile").fetchall() == [(2,)]
    cursor.execute("set variable viewer = 'x'")
    for moment in (brought.first, ALL_TIME):
        cursor.execute(f"set variable as_of = '{moment}'::timestamp")
        assert cursor.execute("""select "column", "row" from tile where area = 'bury'""").fetchall() == [(6, 3)]
    undescribed = "select column_name from duckdb_columns() where table_name = 'reference_tile' and comment is null"
    assert cursor.execute(undescribed).fetchall() == []


def test_a_store_from_before_placements_holds_what_its_self_views_say_of_them(brought):
    assert {row[2]: row[4] for row in brought.placed if row[1] == "bury"}["fostering-innovation"] > 2
    cursor = brought.store.connection.cursor()
    assert cursor.execute(PLACED).fetchall() == brought.placed
    undescribed = "select table_name, column_name from duckdb_columns() where table_name = 'placement_entry' and comment is null"
    assert cursor.execute(undescribed).fetchall() == []
    cursor.execute("set variable viewer = 'x'")
    # The grid is of 2016: days from before the store knew it are shown with it.
    for moment, seen in (("2017-09-10", 0), ("2017-11-16", 23), ("infinity", 23)):
        cursor.execute(f"set variable as_of = '{moment}'::timestamp")
        cells = cursor.execute(
            "select count(*), count(distinct area) filter (self_state <> 'none') from grid_cell where cycle = '2017-18'"
        )
        assert cells.fetchone() == (7 * 23, seen), moment
        assert cursor.execute("select value from stage_gap").fetchall() == [(2,)]
        assert cursor.execute("select count(*) from prompt where region = 'north-west'").fetchone() == (21,)


def test_a_store_from_before_challenge_questions_keeps_all_it_held_and_can_be_asked(later):
    path = later.folder / "store.duckdb"
    assert later.said.split() == [str(SCHEMA_VERSION), "draft", "q", "sound"]
    assert held(path) == later.held
    kinds = "select count(*) from reference_line_kind where edition = (select max(edition) from edition)"
    assert asked(path, kinds)[0][0] >= 12
    undescribed = (
        "select table_name, column_name from duckdb_columns() where table_name similar to '(question|issue|ofsted).*_entry'"
    )
    assert asked(path, f"{undescribed} and comment is null and schema_name = 'main'") == [] != asked(path, undescribed)


def test_a_store_that_was_brought_forward_is_still_this_process_s_own(brought):
    assert brought.store.version == SCHEMA_VERSION
    other = [sys.executable, "-c", "import duckdb, sys; duckdb.connect(sys.argv[1])", str(brought.store.folder / "store.duckdb")]
    refused = subprocess.run(other, capture_output=True, text=True, timeout=60)
    assert "lock" in refused.stderr.lower() or "used by another process" in refused.stderr

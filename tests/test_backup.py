"""A backup holds every row and file of a store, and a restore gives them back or says why not."""

import io
import json
import os
import shutil
import signal
import subprocess
import sys
from contextlib import redirect_stdout
from hashlib import sha256
from pathlib import Path

import duckdb
import pandas as pd
import pytest

import queries
from challenge import backup, checking
from challenge.__main__ import main
from challenge.access import OFSTED
from challenge.errors import ChallengeError
from challenge.store import SCHEMA_VERSION
from tests.small_store import ANN, small

ROOT = Path(__file__).resolve().parents[1]
SENT = b"the figures of an authority"
# A process for each step, which is killed after it; says the step and the signal it ended with.
KILLED = """
import os, signal, sys
from pathlib import Path
from challenge import backup

for after in sys.argv[3:]:
    child = os.fork()
    if not child:
        step = getattr(backup, after)
        setattr(backup, after, lambda *given: (step(*given), os.kill(os.getpid(), signal.SIGKILL)))
        backup.back_up(Path(sys.argv[1]), Path(sys.argv[2]))
        os._exit(0)
    print(f"{after}:{os.WTERMSIG(os.waitpid(child, 0)[1])}", flush=True)
"""


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small store with one file that came."""
    folder = tmp_path_factory.mktemp("small") / "store"
    store = small(folder)
    name = sha256(SENT).hexdigest()
    (folder / "files" / f"{name}.csv").write_bytes(SENT)
    with store.writing("a file", ANN) as entry:
        file = {"sha256": name, "name": "self-view.csv", "kind": "table", "bytes": len(SENT)}
        entry.append("received_file", pd.DataFrame([file]), signed=True)
    store.close()
    return folder


@pytest.fixture
def store_folder(made_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made_once, tmp_path / "store"))


@pytest.fixture(scope="module")
def backed_up_once(made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A backup of it, made by the command, and what the command said."""
    made, said = tmp_path_factory.mktemp("backed up") / "made", io.StringIO()
    with pytest.MonkeyPatch.context() as patched, redirect_stdout(said):
        patched.setenv("CHALLENGE_STORE", str(made_once))
        assert main(["backup", str(made)]) == 0
    return made, said.getvalue()


@pytest.fixture
def backed_up(backed_up_once: tuple[Path, str], tmp_path: Path) -> Path:
    return Path(shutil.copytree(backed_up_once[0], tmp_path / "made"))


def differing(one: Path, other: Path) -> dict[str, list]:
    """Rows that only one of two stores has, by table, and what else is not in both: tables, keys, views, macros, what is said of
    columns. Both are asked which tables they have."""
    with duckdb.connect() as connection:
        for name, folder in (("one", one), ("other", other)):
            connection.execute(f"attach '{folder / 'store.duckdb'}' as {name} (read_only)")
        found = {}
        described = [
            "select table_name, comment from duckdb_tables() where database_name = $name",
            "select table_name, column_name, data_type, comment from duckdb_columns() where database_name = $name and not internal",
            "select table_name, constraint_text from duckdb_constraints() where database_name = $name",
            "select view_name, list_sort(regexp_extract_all(sql, '\\w+')), comment from duckdb_views()"
            " where database_name = $name and not internal",
            "select function_name, list_sort(regexp_extract_all(macro_definition, '\\w+')) from duckdb_functions()"
            " where database_name = $name and not internal",
        ]
        for question in described:
            rows = [connection.execute(f"{question} order by all", {"name": name}).fetchall() for name in ("one", "other")]
            assert rows[0], question
            found |= {} if rows[0] == rows[1] else {question: rows}
        tables = connection.execute("select distinct table_name from duckdb_tables() where database_name in ('one', 'other')")
        for (table,) in tables.fetchall():
            rows = []
            for has, lacks in (("one", "other"), ("other", "one")):
                rows += connection.execute(f'from {has}."{table}" except all from {lacks}."{table}"').fetchall()
            found |= {table: rows} if rows else {}
        return found


@pytest.fixture(scope="module")
def restored(practice_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, str]:
    """The practice store's folder, the one it was restored into from a backup, and what the audits said."""
    place = tmp_path_factory.mktemp("backups")
    own = Path(shutil.copytree(practice_folder, place / "store"))
    _, audits = backup.back_up(place / "made", own)
    backup.restore(place / "made", place / "again")
    return own, place / "again", audits


def test_a_restored_store_is_the_same_in_every_row_of_every_table_and_in_all_that_is_said_of_it(restored):
    assert differing(*restored[:2]) == {}


def test_a_row_that_is_not_restored_would_be_found(store_folder, tmp_path):
    shutil.copytree(store_folder, tmp_path / "again")
    with duckdb.connect(str(tmp_path / "again" / "store.duckdb")) as connection:
        connection.execute("update received_file set name = 'another.csv'")
        connection.execute("comment on column written.what is 'Something else.'")
    assert len(differing(store_folder, tmp_path / "again")) == 2


def test_the_views_of_a_restored_store_give_what_they_gave(restored):
    given = []
    for folder in restored[:2]:
        with duckdb.connect(str(folder / "store.duckdb"), read_only=True) as connection:
            queries.session.for_viewer(connection, viewer=ANN.role)
            queries.session.at_moment(connection, as_of="infinity")
            cycles = queries.frame.cycles(connection)
            given.append((cycles, queries.frame.members(connection, cycle=cycles["cycle"][0])))
    assert len(given[0][0]) > 0 and len(given[0][1]) > 10
    assert all(one.equals(other) for one, other in zip(*given, strict=True))


def test_the_audits_are_run_over_the_backup(restored):
    audits = sum(len(queries.file(name).blocks) for name in checking.AUDITS)
    assert restored[2] == f"audits: {audits} run over the backup, none found anything"


def test_the_files_that_came_are_in_the_backup_and_come_back(backed_up, tmp_path):
    backup.restore(backed_up, tmp_path / "again")
    assert [path.read_bytes() for path in (tmp_path / "again" / "files").iterdir()] == [SENT]
    assert sorted(backup.verify(backed_up).files) == [f"files/{sha256(SENT).hexdigest()}.csv", "store.duckdb"]
    assert sorted(path.name for path in (tmp_path / "again").iterdir()) == ["files", "store.duckdb"]


def test_the_manifest_says_what_the_backup_holds_and_it_and_the_command_that_it_is_not_for_ofsted(backed_up_once):
    made, told = backed_up_once
    said = json.loads((made / "manifest.json").read_text(encoding="utf-8"))
    assert said["ofsted"] == OFSTED[False] and OFSTED[False] in told
    assert (said["kind"], said["schema_version"], said["revision"], said["rows"]["received_file"]) == ("live", SCHEMA_VERSION, 1, 1)
    assert said["files"]["store.duckdb"] == sha256((made / "store.duckdb").read_bytes()).hexdigest()


def test_a_file_that_is_gone_from_the_store_is_named(store_folder, tmp_path):
    next((store_folder / "files").iterdir()).write_bytes(b"something else")
    made, _ = backup.back_up(tmp_path / "made", store_folder)
    assert len(made.missing) == 1 and "self-view.csv" in made.missing[0]
    assert not list((tmp_path / "made" / "files").iterdir())


@pytest.mark.skipif(os.name == "nt", reason="a process is killed another way on Windows")
def test_a_backup_killed_half_way_leaves_nothing_that_looks_whole_and_can_be_given_again(store_folder, tmp_path):
    steps = ("take", "_copy_received", "write_manifest", "verify")
    killed = [sys.executable, "-c", KILLED, str(tmp_path / "made"), str(store_folder), *steps]
    ended = subprocess.run(killed, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert ended.stdout.split() == [f"{step}:{signal.SIGKILL.value}" for step in steps], ended.stderr
    assert not (tmp_path / "made").exists()
    left = [path.name for path in tmp_path.iterdir() if path != store_folder]
    assert len(left) == len(steps) and all(name.endswith(".partial") for name in left)
    backup.back_up(tmp_path / "made", store_folder)
    assert backup.verify(tmp_path / "made").revision == 1


@pytest.mark.parametrize("place", ["holds something", "is a file", "lies in the store"])
def test_a_place_that_is_not_free_is_refused_and_left_as_it_is(store_folder, tmp_path, place):
    to = {"holds something": tmp_path / "old", "is a file": tmp_path / "old.txt", "lies in the store": store_folder / "backup"}[
        place
    ]
    if place == "holds something":
        to.mkdir()
        (to / "letter.txt").write_text("mine", encoding="utf-8")
    elif place == "is a file":
        to.write_text("mine", encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(ChallengeError) as refusal:
        backup.back_up(to, store_folder)
    assert str(to) in str(refusal.value) and "name" in refusal.value.do
    assert sorted(tmp_path.rglob("*")) == before


def test_an_empty_folder_takes_a_backup_and_a_restore(store_folder, tmp_path):
    (tmp_path / "made").mkdir()
    (tmp_path / "again").mkdir()
    backup.back_up(tmp_path / "made", store_folder)
    backup.restore(tmp_path / "made", tmp_path / "again")
    assert differing(tmp_path / "again", store_folder) == {}


def test_a_restore_into_a_place_with_a_store_is_refused_and_changes_nothing(store_folder, backed_up, monkeypatch, capsys):
    before = (store_folder / "store.duckdb").read_bytes()
    monkeypatch.setenv("CHALLENGE_STORE", str(store_folder))
    assert main(["restore", str(backed_up)]) == 1
    assert "found a store. Expected an empty place" in capsys.readouterr().err
    assert (store_folder / "store.duckdb").read_bytes() == before


def test_a_restore_that_broke_off_can_be_given_again(backed_up, tmp_path):
    again = tmp_path / "again"
    shutil.copytree(backed_up / "files", again / "files")
    (again / ".restoring-1234").mkdir()
    backup.restore(backed_up, again)
    assert sorted(path.name for path in again.iterdir()) == ["files", "store.duckdb"]


@pytest.mark.parametrize("damage", ["store.duckdb", "files", "gone", "rows", "no manifest", "leads out", "newer", "no json"])
def test_a_damaged_backup_is_refused_naming_what_is_wrong(backed_up, tmp_path, damage):
    made = backed_up
    manifest, sent = made / "manifest.json", next((made / "files").iterdir())
    said = json.loads(manifest.read_text(encoding="utf-8"))
    if damage == "store.duckdb":
        whole = (made / damage).read_bytes()
        (made / damage).write_bytes(whole[:5000] + bytes([whole[5000] ^ 255]) + whole[5001:])
    elif damage == "files":
        sent.write_bytes(b"other")
    elif damage == "gone":
        sent.unlink()
    elif damage == "no manifest":
        manifest.unlink()
    elif damage == "no json":
        manifest.write_text('{"what": ', encoding="utf-8")
    else:
        said["rows"]["written"] += damage == "rows"
        said["schema_version"] += damage == "newer"
        said["files"] |= {"../../away.csv": "0"} if damage == "leads out" else {}
        manifest.write_text(json.dumps(said), encoding="utf-8")
    named, why = {
        "store.duckdb": ("store.duckdb", "other bytes"),
        "files": (sent.name, "other bytes"),
        "gone": (sent.name, "no such file"),
        "rows": ("store.duckdb", "1 rows in table written, where the manifest says 2"),
        "no manifest": ("made", "no manifest.json"),
        "leads out": ("manifest.json", "something else"),
        "newer": ("made", "newer version"),
        "no json": ("manifest.json", "cannot be read"),
    }[damage]
    with pytest.raises(backup.NoBackup) as refusal:
        backup.restore(made, tmp_path / "again")
    assert named in refusal.value.place and why in refusal.value.found
    assert not (tmp_path / "again").exists()

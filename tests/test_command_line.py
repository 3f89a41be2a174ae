"""The command line: what each command says, and that what cannot be done ends in one message and changes nothing."""

import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

import queries
from challenge.checking import AUDITS

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = ("run", "published", "export", "returns", "store")


def run(*arguments: str, folder: Path | None = None) -> subprocess.CompletedProcess:
    """Run ``python -m challenge`` as a user would, with the store in a folder."""
    environment = os.environ | {"CHALLENGE_STORE": str(folder or "unused"), "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-m", "challenge", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )


def refused(said: subprocess.CompletedProcess) -> str:
    """The one line a command that could not do what was asked ends with."""
    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr.count("\n") == 1, said.stderr
    assert "found" in said.stderr and "Expected" in said.stderr
    return said.stderr


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess]:
    """A folder and what making a practice store in it said."""
    folder = tmp_path_factory.mktemp("command line") / "deep" / "store"
    return folder, run("store", "make", folder=folder)


def test_without_a_command_it_lists_its_commands():
    said = run()
    assert said.returncode == 0
    for command in COMMANDS:
        assert re.search(rf"^\s+{command}\s+\w", said.stdout, re.M), command


@pytest.mark.parametrize("step", ["make", "check", "where"])
def test_store_lists_its_steps(step):
    assert re.search(rf"^\s+{step}\s+\w", run("store", "--help").stdout, re.M)


def test_a_command_there_is_not_is_refused_with_those_there_are():
    said = run("back-up")
    assert said.returncode == 2
    assert all(command in said.stderr for command in COMMANDS)


def test_where_names_the_folder_and_how_to_make_a_store_in_it(tmp_path):
    said = run("store", "where", folder=tmp_path)
    assert said.returncode == 0
    assert str(tmp_path) in said.stdout and "python -m challenge store make" in said.stdout
    assert list(tmp_path.iterdir()) == []


def test_where_says_that_a_store_is_there(made):
    assert "there is a store" in run("store", "where", folder=made[0]).stdout


def test_making_says_what_was_made_and_where(made):
    folder, said = made
    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout == f"Made a practice store: {folder / 'store.duckdb'}\n"
    assert sorted(path.name for path in folder.iterdir()) == ["files", "store.duckdb"]


def test_two_makings_give_the_same_rows(made, practice):
    with duckdb.connect(str(made[0] / "store.duckdb")) as again:
        for table in ("membership_entry", "submission", "returned_figure", "cycle_setting", "reference_kpi"):
            first = practice.connection.cursor().execute(
                f"select distinct * from {table} where {first_edition(table)} order by all"
            )
            assert (
                again.execute(f"select distinct * from {table} where {first_edition(table)} order by all").fetchall()
                == first.fetchall()
            )


def first_edition(table: str) -> str:
    """What a program that has changed since adds rows beside."""
    return {"cycle_setting": "revision = 1", "reference_kpi": "edition = 1"}.get(table, "true")


def test_making_again_is_refused_with_the_way_on(made):
    message = refused(run("store", "make", folder=made[0]))
    assert "a store that is in order" in message and "make run" in message and "CHALLENGE_STORE" in message


def test_checking_a_store_reports_every_audit(made):
    said = run("store", "check", folder=made[0])
    assert (said.returncode, said.stderr) == (0, "")
    assert re.match(r"practice store: \d+ audits, 0 with findings\n", said.stdout)
    audits = [block for name in AUDITS for block in queries.file(name).blocks]
    assert len(re.findall(r"^ +ok  \w", said.stdout, re.M)) == len(audits) > 5


def test_checking_a_store_with_a_row_that_should_not_exist_fails_and_shows_it(made, tmp_path):
    shutil.copy2(made[0] / "store.duckdb", tmp_path)
    with duckdb.connect(str(tmp_path / "store.duckdb")) as spoiled:
        spoiled.execute(
            "insert into membership_entry values"
            " ('2017-18', 'cornwall', 1, 'rochdale', 'december', 'stands', null, timestamp '2017-09-05', 'Ann Lee', 'Authority')"
        )
    said = run("store", "check", folder=tmp_path)
    assert said.returncode == 1
    assert re.search(r"^ +1 rows  placed outside cycle\n.*\n.*cornwall", said.stdout, re.M)


def test_checking_where_there_is_no_store_names_the_command_that_makes_one(tmp_path):
    assert "python -m challenge store make" in refused(run("store", "check", folder=tmp_path))


@pytest.mark.parametrize("declared", [(), ("--name", "Ann Lee"), ("--role", "Authority"), ("--name", "  ", "--role", "Authority")])
def test_a_live_store_needs_a_name_and_a_role(declared, tmp_path):
    message = refused(run("store", "make", "--live", *declared, folder=tmp_path))
    assert "no name and role" in message and "--name" in message and "--role" in message
    assert list(tmp_path.iterdir()) == []


def test_a_busy_port_names_a_free_one(tmp_path):
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        message = refused(run("run", "--port", str(port), folder=tmp_path))
        free = int(re.search(r"make run PORT=(\d+)", message)[1])
        assert f"port {port}: found another program is using it" in message and free != port
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", free))
    assert list(tmp_path.iterdir()) == []


def test_a_port_there_is_not_is_refused(tmp_path):
    assert "not a port" in refused(run("run", "--port", "70000", folder=tmp_path))


def test_a_release_that_is_not_there_is_refused_and_nothing_written(tmp_path):
    into = tmp_path / "into"
    into.mkdir()
    (into / "figures.parquet").write_bytes(b"what was there")
    message = refused(run("published", "--lait", str(tmp_path), "--ees", str(tmp_path), "--into", str(into)))
    assert "bds_long_0.parquet" in message
    assert [path.read_bytes() for path in into.iterdir()] == [b"what was there"]


def test_published_needs_the_paths_of_its_files():
    said = run("published")
    assert said.returncode == 2
    assert "--lait" in said.stderr and "--ees" in said.stderr

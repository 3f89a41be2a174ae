"""The command line: what each command says, and that what cannot be done ends in one message and changes nothing."""

import io
import os
import re
import shutil
import socket
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

import queries
from challenge.__main__ import main
from challenge.checking import AUDITS

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = ("run", "published", "export", "returns", "store")


@dataclass(frozen=True)
class Said:
    """What a command ended with and wrote."""

    returncode: int
    stdout: str
    stderr: str


def run(*arguments: str, folder: Path | None = None, apart: bool = False) -> Said:
    """Run a command as a user would, with the store in a folder; ``apart``: in a process of its own."""
    place = str(folder or "unused")
    if apart:
        environment = os.environ | {"CHALLENGE_STORE": place, "PYTHONUTF8": "1"}
        command = [sys.executable, "-m", "challenge", *arguments]
        ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", timeout=120)
        return Said(ended.returncode, ended.stdout, ended.stderr)
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patched, redirect_stdout(out), redirect_stderr(err):
        patched.setenv("CHALLENGE_STORE", place)
        try:
            code = main([*arguments])
        except SystemExit as end:
            code = end.code
    return Said(code, out.getvalue(), err.getvalue())


def refused(said: Said) -> str:
    """The one line a command that could not do what was asked ends with."""
    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr.count("\n") == 1, said.stderr
    assert "found" in said.stderr and "Expected" in said.stderr
    return said.stderr


@pytest.fixture(scope="module")
def made(practice_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a practice store that no process holds."""
    folder = tmp_path_factory.mktemp("command line") / "store"
    folder.mkdir()
    shutil.copy2(practice_folder / "store.duckdb", folder)
    return folder


def test_without_a_command_it_lists_its_commands():
    said = run(apart=True)
    assert said.returncode == 0
    for command in COMMANDS:
        assert re.search(rf"^\s+{command}\s+\w", said.stdout, re.M), command


def test_store_lists_its_steps():
    listed = run("store", "--help").stdout
    assert [step for step in ("make", "check", "where") if not re.search(rf"^\s+{step}\s+\w", listed, re.M)] == []


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
    assert "there is a store" in run("store", "where", folder=made).stdout


def test_making_says_what_was_made_and_where(practice_folder):
    said = (practice_folder.parent / "said").read_text(encoding="utf-8")
    assert said.replace("\\", "/") == "Made a practice store: …/store/store.duckdb\n"
    assert sorted(path.name for path in practice_folder.iterdir()) == ["files", "store.duckdb"]


def test_making_again_is_refused_with_the_way_on(made):
    message = refused(run("store", "make", folder=made))
    assert "a store that is in order" in message and "make run" in message and "CHALLENGE_STORE" in message


def test_checking_a_store_reports_every_audit(made):
    said = run("store", "check", folder=made)
    assert (said.returncode, said.stderr) == (0, "")
    assert re.match(r"practice store: \d+ audits, 0 with findings\n", said.stdout)
    audits = [block for name in AUDITS for block in queries.file(name).blocks]
    assert len(re.findall(r"^ +ok  \w", said.stdout, re.M)) == len(audits) > 5


def test_checking_a_store_with_a_row_that_should_not_exist_fails_and_shows_it(made, tmp_path):
    shutil.copy2(made / "store.duckdb", tmp_path)
    with duckdb.connect(str(tmp_path / "store.duckdb")) as spoiled:
        spoiled.execute(
            "insert into membership_entry values"
            " ('2017-18', 'cornwall', 1, 'rochdale', 'december', 'stands', null, timestamp '2017-09-05', 'Ann Lee', 'Authority')"
        )
    said = run("store", "check", folder=tmp_path)
    assert said.returncode == 1
    assert re.search(r"^ +1 rows  placed outside cycle\n.*\n.*cornwall", said.stdout, re.M)


def test_checking_where_there_is_no_store_names_the_command_that_makes_one(tmp_path):
    assert "python -m challenge store make" in refused(run("store", "check", folder=tmp_path, apart=True))


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

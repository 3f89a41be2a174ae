"""Fixtures of every test: real files, a real DuckDB, and a real browser where the machine has one."""

import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from shutil import copytree
from time import monotonic, sleep

import pytest

from challenge.store import Store, open_store

ROOT = Path(__file__).resolve().parents[1]


def missing(what: str, how: str) -> None:
    """Skip with one plain line that says how to get what is missing; under CI it is a failure."""
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(f"{what} is missing. {how}", pytrace=False)
    pytest.skip(f"{what} is missing. {how}")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of published statistics and source papers beside the project."""
    folder = ROOT.parent / "shared"
    if not (folder / "reference").is_dir():
        missing("The folder ../shared", "Put the published statistics beside the project to run these tests.")
    return folder


BROKEN = b"this was a store once\n" * 400


def made_once(factory: pytest.TempPathFactory, kind: str, *asked: str) -> Path:
    """A folder with ``store``, made by the command once for all tests of all processes, and ``said``, what the command said."""
    own = factory.mktemp(kind)
    alone = "PYTEST_XDIST_WORKER" not in os.environ
    made = own if alone else factory.getbasetemp().parent / f"{kind}-made"
    try:
        made.mkdir(exist_ok=alone)
    except FileExistsError:
        deadline = monotonic() + 300
        while not (made / "said").exists() and monotonic() < deadline:
            sleep(0.2)
    else:
        if kind == "live":
            # What is in the way of a making is put aside, and what one that broke off has left goes.
            (made / "store").mkdir()
            (made / "store" / "store.duckdb").write_bytes(BROKEN)
            (made / "store" / "store.making.duckdb").write_bytes(b"half a store")
            (made / "store" / "store.making.duckdb.wal").write_bytes(b"half a log")
        command = [sys.executable, "-m", "challenge", "store", "make", *asked]
        environment = os.environ | {"CHALLENGE_STORE": str(made / "store"), "PYTHONUTF8": "1"}
        ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8")
        assert (ended.returncode, ended.stderr) == (0, ""), ended.stderr
        (made / "saying").write_text(ended.stdout.replace(str(made), "…"), encoding="utf-8")
        (made / "saying").rename(made / "said")
    return own if alone else Path(copytree(made, own, dirs_exist_ok=True))


@pytest.fixture(scope="session")
def practice_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a practice store. Copy it before writing to it."""
    return made_once(tmp_path_factory, "practice") / "store"


@pytest.fixture(scope="session")
def live_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a live store Ann Lee made where a broken file lay. Copy its ``store.duckdb`` before writing to it."""
    who = ("--name", "Ann Lee", "--role", "Sector-led improvement team")
    return made_once(tmp_path_factory, "live", "--live", *who) / "store"


@pytest.fixture(scope="session")
def practice(practice_folder: Path) -> Store:
    """The practice store, open; tests that write make their own."""
    store = open_store(practice_folder)
    yield store
    store.close()


@pytest.fixture(scope="session")
def scanned_once() -> Iterator[None]:
    """Streamlit reads the manifests of every installed package at each run of an ``AppTest``; here it does so at the first."""
    from streamlit.components.v2 import manifest_scanner

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield

"""Fixtures of every test: real files, a real DuckDB, and a real browser where the machine has one."""

import os
from pathlib import Path
from shutil import copytree
from time import monotonic, sleep

import pytest

from challenge import making
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


@pytest.fixture(scope="session")
def practice_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a practice store, made once for all tests of all processes. Copy it before writing to it."""
    own = tmp_path_factory.mktemp("practice")
    if "PYTEST_XDIST_WORKER" not in os.environ:
        making.make(own, "practice")
        return own
    made = tmp_path_factory.getbasetemp().parent / "practice-made"
    try:
        made.mkdir()
    except FileExistsError:
        deadline = monotonic() + 120
        while not (made / "ready").exists() and monotonic() < deadline:
            sleep(0.2)
    else:
        making.make(made, "practice")
        (made / "ready").touch()
    return Path(copytree(made, own, dirs_exist_ok=True))


@pytest.fixture(scope="session")
def practice(practice_folder: Path) -> Store:
    """The practice store, open; tests that write make their own."""
    store = open_store(practice_folder)
    yield store
    store.close()

"""Fixtures of every test: real files, a real DuckDB, and a real browser where the machine has one."""

import os
from pathlib import Path

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
    """A folder with a practice store, made once for all tests. Copy it before writing to it."""
    folder = tmp_path_factory.mktemp("practice")
    making.make(folder, "practice")
    return folder


@pytest.fixture(scope="session")
def practice(practice_folder: Path) -> Store:
    """The practice store, open; tests that write make their own."""
    store = open_store(practice_folder)
    yield store
    store.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep each file in one process, and everything that drives a browser in one: two browsers would wait for each other."""
    for item in items:
        browser = "browser" in item.path.parts
        item.add_marker(pytest.mark.xdist_group("browser" if browser else item.path.name))

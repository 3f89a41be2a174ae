"""Fixtures of the browser tests: one browser and one warm server for all of them, a tab of its own for each."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.seeing import visit
from tests.browser.serving import copied, started
from tests.browser.standing import tell_when_settled
from tests.conftest import missing

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"%ProgramFiles%\Google\Chrome\Application\chrome.exe",
    r"%ProgramFiles(x86)%\Google\Chrome\Application\chrome.exe",
    r"%LocalAppData%\Google\Chrome\Application\chrome.exe",
    r"%ProgramFiles(x86)%\Microsoft\Edge\Application\msedge.exe",
    r"%ProgramFiles%\Microsoft\Edge\Application\msedge.exe",
)
# What Chromium would ask of its maker on its own, and a sandbox that containers do not allow.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LAPTOP = {"width": 1366, "height": 768}


def executable() -> str | None:
    """The machine's own Chromium, Chrome or Edge; None when there is none."""
    named = (shutil.which(name) for name in NAMES)
    usual = (place for place in map(os.path.expandvars, PLACES) if Path(place).is_file())
    return next((found for found in (*named, *usual) if found), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    path = executable()
    if path is None:
        missing("A browser", "Install Chromium (Debian: apt-get install chromium) or Google Chrome to run the browser tests.")
    with sync_playwright() as playwright:
        # Long enough for a slow machine at its busiest; what passes does not wait for it.
        expect.set_options(timeout=30_000)
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        with pytest.MonkeyPatch.context() as patch:
            tell_when_settled(patch)
            yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def server(browser: Browser, practice_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of one warm server on a practice store of its own, for the tests that leave no trace in it."""
    with started(copied(practice_folder, tmp_path_factory.mktemp("served") / "store")) as address:
        yield address


@pytest.fixture
def open_tab(browser: Browser, server: str) -> Iterator[Callable[..., Page]]:
    """Opens tabs in windows of their own, where colours and sizes may differ; addresses in them are relative to the warm server."""
    contexts = []

    def tab(**options: object) -> Page:
        contexts.append(browser.new_context(**{"viewport": LAPTOP, "base_url": server, "locale": "en-GB"} | options))
        return contexts[-1].new_page()

    yield tab
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def window(browser: Browser, server: str) -> Iterator[BrowserContext]:
    """One window for most tests, so that Streamlit's own scripts are fetched once; each tab in it is a session of its own."""
    with browser.new_context(viewport=LAPTOP, base_url=server, locale="en-GB") as context:
        yield context


@pytest.fixture(scope="module")
def tab(window: BrowserContext) -> Iterator[Page]:
    """One tab for all tests of a file that begin with ``seeing.follow``: no new document, no new session for each."""
    own = window.new_page()
    visit(own, "/authority")
    yield own
    own.close()


@pytest.fixture
def page(window: BrowserContext) -> Iterator[Page]:
    """One tab at the size of a laptop, light."""
    tab = window.new_page()
    yield tab
    tab.close()

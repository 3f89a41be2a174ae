"""Cold start in a browser: from the start of the process until the region screen is seen whole, beside a page of one line."""

from collections.abc import Callable
from statistics import median
from time import perf_counter

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.bench.serving import Bench, Server
from tests.bench.table import Row
from tests.bench.warm import SCREENS
from tests.browser.conftest import ARGUMENTS, LAPTOP, executable

ADDRESSES = ()
STARTS = 7
AT_MOST = 2.0
PATIENCE = 60_000


def rows(bench: Bench) -> list[Row]:
    """One row: median seconds over fresh starts, ours and the one-line page's in turn; the first pair only warms the machine up."""
    path = executable()
    if path is None:
        raise RuntimeError("the cold start needs a browser: install Chromium or Google Chrome")
    pairs = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        for _ in range(STARTS + 1):
            with bench.ours() as ours:
                our = _seconds(browser, ours, f"/{SCREENS['region']}", _region)
            with bench.one_line() as floor:
                pairs.append((our, _seconds(browser, floor, "/", _one_line)))
        version = browser.version
        browser.close()
    (ours, our_up), (floor, floor_up) = (map(median, zip(*side, strict=True)) for side in zip(*pairs[1:], strict=True))
    note = f"the server answers after {our_up:.1f} s, floor {floor_up:.1f} s; Chromium {version}"
    return [Row("cold start to the region screen in a browser", ours, floor, AT_MOST, n=STARTS, note=note)]


def _seconds(browser: Browser, server: Server, address: str, whole: Callable[[Page], None]) -> tuple[float, float]:
    with browser.new_context(viewport=LAPTOP, locale="en-GB") as context:
        page = context.new_page()
        page.goto(server.address + address)
        whole(page)
        return perf_counter() - server.begun, server.up - server.begun


def _region(page: Page) -> None:
    expect(page.locator("h1.headline")).to_be_visible(timeout=PATIENCE)
    expect(page.locator("table.rug tbody td").last).to_be_visible(timeout=PATIENCE)


def _one_line(page: Page) -> None:
    expect(page.get_by_test_id("stMarkdown").get_by_text("x", exact=True)).to_be_visible(timeout=PATIENCE)

"""Placing: in the browser from a click to the word saved, beside a bare insert and a part drawn anew."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from statistics import quantiles

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.serving import Bench, Server
from tests.bench.table import Row
from tests.browser.conftest import ARGUMENTS, LAPTOP, executable

ADDRESSES: tuple[str, ...] = ()
AREAS = ("bury", "oldham", "salford", "trafford", "wigan")
TIMES = 30
# Milliseconds somebody takes from one click to the next: faster than anybody reads. Five people do not click in step.
PAUSES = (911, 953, 1009, 1061, 1103)
# Finds a button and the words beside it, and presses it so many times, each time until it is told to be saved.
PRESS = """([times, pause]) => {
  const host = [...document.querySelectorAll("[data-testid=stBidiComponentIsolated]")]
    .find(({ shadowRoot }) => shadowRoot.querySelector(".placer, .floor-said"));
  const all = (where) => [...host.shadowRoot.querySelectorAll(where)];
  const next = (turn) => {
    const row = all(".placer-row")[turn % 7];
    if (!row) return [all("button")[0], all(".floor-said")[0]];
    const free = row.querySelectorAll("[role=radio][aria-checked=false]");
    return [free[turn % free.length], row.querySelector(".placer-status")];
  };
  const once = (turn) => new Promise((done) => {
    const [button, words] = next(turn);
    const begun = performance.now();
    let saving = false;
    const look = () => {
      saving ||= words.textContent.startsWith("Saving");
      if (saving && words.textContent.startsWith("Saved")) { watch.disconnect(); done((performance.now() - begun) / 1000); }
    };
    const watch = new MutationObserver(look);
    watch.observe(words, { childList: true, characterData: true, subtree: true });
    button.click();
    look();
  });
  window.pressed = window.turn = null;
  (async () => {
    const found = [];
    for (let turn = 0; turn < times; turn += 1) {
      window.turn = turn;
      found.push(await once(turn));
      await new Promise((done) => setTimeout(done, pause));
    }
    window.pressed = found;
  })();
}"""


def rows(bench: Bench) -> list[Row]:
    """Half and nineteen in twenty of the clicks, alone and with five people who place different authorities at once."""
    if executable() is None:
        print("  no browser on this machine: left out", file=sys.stderr)
        return []
    store = bench.folder / "placed"
    shutil.copytree(bench.store, store, dirs_exist_ok=True)
    found = []
    floor_file = str(bench.folder / "floor.duckdb")
    with sync_playwright() as playwright, bench.ours(store) as ours, bench.placing_floor(floor_file) as floor:
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        ours.rest()
        for people in (1, len(AREAS)):
            with _people(browser, ours, people) as tabs:
                our = _pressed(tabs)
            with _people(browser, floor, people) as tabs:
                their = _pressed(tabs)
            who = "alone" if people == 1 else f"{people} at once"
            for name, place in (("p50", 49), ("p95", 94)):
                sides = (quantiles(side, n=100, method="inclusive")[place] for side in (our, their))
                found.append(Row(f"click to saved, {who}, {name}", *sides, n=len(our), note="floor: a bare insert, an empty part"))
        browser.close()
    return found


@contextmanager
def _people(browser: Browser, server: Server, count: int) -> Iterator[list[Page]]:
    """So many people, each in a browser of their own, ready to press."""
    with ExitStack() as stack:
        tabs = []
        for number, area in enumerate(AREAS[:count]):
            context = stack.enter_context(browser.new_context(viewport=LAPTOP, base_url=server.address, locale="en-GB"))
            tabs.append(context.new_page())
            tabs[-1].goto(f"/meeting?area={area}")
            tabs[-1].locator(".placer, .floor-said").first.wait_for()
            if tabs[-1].locator(".placer").count():
                tabs[-1].get_by_role("button", name="Say who you are").click()
                tabs[-1].get_by_label("Name").fill(f"Person {number}")
                tabs[-1].get_by_role("button", name="Declare").click()
                tabs[-1].get_by_text(f"You place as Person {number}").wait_for()
                tabs[-1].keyboard.press("Escape")
        yield tabs


def _pressed(tabs: list[Page]) -> list[float]:
    """Seconds of every click but the first few of each."""
    for tab, pause in zip(tabs, PAUSES, strict=False):
        tab.evaluate(PRESS, [TIMES, pause])
    return [seconds for tab in tabs for seconds in tab.wait_for_function("window.pressed", timeout=120_000).json_value()[3:]]

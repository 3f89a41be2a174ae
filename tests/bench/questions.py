"""Questions: from the last key typed to the word saved, alone and with five people, and the panel shown again beside its floor."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from statistics import median, quantiles

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench import client
from tests.bench.serving import Bench, Server
from tests.bench.table import Row
from tests.bench.warm import SAME_SIZE
from tests.browser.conftest import ARGUMENTS, LAPTOP, executable

PANEL = "questions?area=wirral"
ADDRESSES = (PANEL,)
AREAS = ("bury", "oldham", "salford", "trafford", "wigan")
TIMES = 20
RERUNS = 60
AT_MOST = 1.5
# The panel saves this long after the last key (panel_words.js); it is part of what is measured.
PAUSE = 0.8
# Milliseconds from one word to the next, not in step.
PAUSES = (911, 953, 1009, 1061, 1103)
# Types a word into the question so many times, each time until the line beside it says that it is saved.
TYPE = """([times, pause]) => {
  const hosts = [...document.querySelectorAll("[data-testid=stBidiComponentIsolated]")];
  const host = hosts.find(({ shadowRoot }) => shadowRoot.querySelector(".panel"));
  const [field, words] = ["#panel-wording", ".panel-saved"].map((where) => host.shadowRoot.querySelector(where));
  const once = (turn) => new Promise((done) => {
    let waited = false;
    field.value += ` word${turn}`;
    const begun = performance.now();
    const look = () => {
      waited ||= !words.textContent.startsWith("Saved");
      if (waited && words.textContent.startsWith("Saved")) { watch.disconnect(); done((performance.now() - begun) / 1000); }
    };
    const watch = new MutationObserver(look);
    watch.observe(words, { childList: true, characterData: true, subtree: true });
    field.dispatchEvent(new Event("input"));
    look();
  });
  window.typed = null;
  (async () => {
    const found = [];
    for (let turn = 0; turn < times; turn += 1) {
      found.push(await once(turn));
      await new Promise((then) => setTimeout(then, pause));
    }
    window.typed = found;
  })();
}"""


def rows(bench: Bench) -> list[Row]:
    """The panel shown again, then half and nineteen in twenty of the words typed. The floor of a word is the pause: the rest
    is the server's and the browser's share."""
    found = [_again(bench)]
    if executable() is None:
        print("  no browser on this machine: left out", file=sys.stderr)
        return found
    store = bench.folder / "asked"
    shutil.copytree(bench.store, store, dirs_exist_ok=True)
    with sync_playwright() as playwright, bench.ours(store) as ours:
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        ours.rest()
        for people in (1, len(AREAS)):
            with _people(browser, ours, people) as tabs:
                seconds = _typed(tabs)
            who = "alone" if people == 1 else f"{people} at once"
            for name, place in (("p50", 49), ("p95", 94)):
                share = quantiles(seconds, n=100, method="inclusive")[place]
                found.append(Row(f"typed to saved, {who}, {name}", share, PAUSE, n=len(seconds), note="floor: the pause alone"))
        browser.close()
    return found


def _again(bench: Bench) -> Row:
    with bench.ours() as ours, bench.floor() as floor, client.opened(ours.address) as our, client.opened(floor.address) as their:
        for server in (ours, floor):
            server.rest()
        for tab in (our, their):
            for _ in range(3):
                tab.ask(PANEL)
        pairs = [(our.ask(PANEL), their.ask(PANEL)) for _ in range(RERUNS)]
    seconds = [median(answer.seconds for answer in side) for side in zip(*pairs, strict=True)]
    sizes = [median(answer.size for answer in side) / 1000 for side in zip(*pairs, strict=True)]
    sound = all(answer.sound for pair in pairs for answer in pair) and abs(sizes[0] / sizes[1] - 1) < SAME_SIZE
    return Row("warm rerun, panel", *seconds, AT_MOST, n=RERUNS, note=f"{sizes[0]:.0f} kB, floor {sizes[1]:.0f} kB", sound=sound)


@contextmanager
def _people(browser: Browser, server: Server, count: int) -> Iterator[list[Page]]:
    """So many people, each in a browser of their own, each with a blank question of another authority."""
    with ExitStack() as stack:
        tabs = []
        for number, area in enumerate(AREAS[:count]):
            context = stack.enter_context(browser.new_context(viewport=LAPTOP, base_url=server.address, locale="en-GB"))
            tabs.append(context.new_page())
            tabs[-1].goto(f"/questions?area={area}")
            tabs[-1].locator(".panel").first.wait_for()
            tabs[-1].get_by_role("button", name="Say who you are").click()
            tabs[-1].get_by_label("Name", exact=True).fill(f"Person {number}")
            tabs[-1].get_by_role("button", name="Declare").click()
            tabs[-1].get_by_text("To write, say who you are").wait_for(state="detached")
            tabs[-1].keyboard.press("Escape")
            tabs[-1].get_by_role("button", name="Blank question").click()
            tabs[-1].wait_for_url("**question=*")
            tabs[-1].locator("#panel-wording").wait_for()
        yield tabs


def _typed(tabs: list[Page]) -> list[float]:
    """Seconds of every word but the first few of each."""
    for tab, pause in zip(tabs, PAUSES, strict=False):
        tab.evaluate(TYPE, [TIMES, pause])
    return [seconds for tab in tabs for seconds in tab.wait_for_function("window.typed", timeout=240_000).json_value()[3:]]

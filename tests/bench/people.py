"""People: each in a browser of their own, with an authority of their own, and the seconds from each of their deeds to *saved*."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from statistics import quantiles

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.serving import Server
from tests.bench.table import Row
from tests.browser.conftest import ARGUMENTS, LAPTOP, executable

AREAS = ("bury", "oldham", "salford", "trafford", "wigan")
# Milliseconds from one deed to the next: faster than anybody reads. Five people do not act in step.
PAUSES = (911, 953, 1009, 1061, 1103)
# Seconds after which a deed counts as never saved, so that a benchmark always comes to its end.
PATIENCE = 20
# Seconds a screen may take to open and to answer its buttons on a busy machine.
OPENING = 60
# The first few of each person are not counted.
WARMS_UP = 3
# Does something so many times, each time until the words beside it say that it is saved.
DEEDS = """([times, pause, patience]) => {
  const shown = (where) => [...document.querySelectorAll("[data-testid=stBidiComponentIsolated]")]
    .map(({ shadowRoot }) => shadowRoot).find((root) => root.querySelector(where));
  const next = (FOLLOWING)(shown);
  const once = (turn) => new Promise((done) => {
    const [words, does] = next(turn);
    const begun = performance.now();
    let waited = false;
    const end = (seconds) => { watch.disconnect(); clearTimeout(late); done(seconds); };
    const look = () => {
      const saved = words.textContent.startsWith("Saved");
      waited ||= !saved;
      if (waited && saved) end((performance.now() - begun) / 1000);
    };
    const watch = new MutationObserver(look);
    const late = setTimeout(() => end(null), patience * 1000);
    watch.observe(words, { childList: true, characterData: true, subtree: true });
    does();
    look();
  });
  window.deeds = null;
  (async () => {
    const seconds = [];
    for (let turn = 0; turn < times && seconds.at(-1) !== null; turn += 1) {
      seconds.push(await once(turn));
      await new Promise((then) => setTimeout(then, pause));
    }
    window.deeds = seconds;
  })();
}"""


@contextmanager
def browsing() -> Iterator[Browser | None]:
    """The machine's own browser; None, and said so, where there is none."""
    path = executable()
    if path is None:
        print("  no browser on this machine: left out", file=sys.stderr)
        yield None
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def people(browser: Browser, server: Server, count: int, ready: Callable[[Page, str, str], None]) -> Iterator[list[Page]]:
    """So many people; ``ready`` gets the tab, the authority and the name of each, and brings them to where they can begin."""
    with ExitStack() as stack:
        tabs = []
        for number, area in enumerate(AREAS[:count]):
            context = stack.enter_context(browser.new_context(viewport=LAPTOP, base_url=server.address, locale="en-GB"))
            context.set_default_timeout(1000 * OPENING)
            tabs.append(context.new_page())
            ready(tabs[-1], area, f"Person {number}")
        yield tabs


def declared(tab: Page, name: str) -> None:
    """Say who sits at this tab, and wait until its screen knows."""
    tab.get_by_role("button", name="Say who you are").click()
    tab.get_by_label("Name", exact=True).fill(name)
    tab.get_by_role("button", name="Declare").click()


def seconds(tabs: list[Page], following: str, times: int) -> list[float | None]:
    """Seconds of every deed of everybody but the first few of each, all at it at once; None for one that was never saved: there
    its person ends.

    following: a function in JavaScript. It gets one that finds the part of the screen that holds a selector, and gives one from
    the turn to the words to watch and what to do.
    """
    for tab, pause in zip(tabs, PAUSES, strict=False):
        tab.evaluate(DEEDS.replace("FOLLOWING", following), [times, pause, PATIENCE])
    patience = times * (PAUSES[-1] + 1000 * PATIENCE)
    # Asked now and then: a browser that looks at every frame of its own takes time from those who act.
    each = [tab.wait_for_function("window.deeds", timeout=patience, polling=500).json_value() for tab in tabs]
    return [second for one in each for second in one[WARMS_UP:] or [None]]


def shares(what: str, count: int, ours: list[float | None], floor: list[float | None] | float, note: str) -> list[Row]:
    """Half and nineteen in twenty of the deeds of so many people, beside those on a floor or a floor that is known."""
    who = "alone" if count == 1 else f"{count} at once"
    known = isinstance(floor, float)
    lost = ours.count(None) + (0 if known else floor.count(None))
    return [
        Row(
            f"{what}, {who}, {name}",
            share(ours, place),
            floor if known else share(floor, place),
            n=len(ours),
            note=f"{lost} never saved; {note}" if lost else note,
            sound=not lost,
        )
        for name, place in (("p50", 50), ("p95", 95))
    ]


def share(found: list[float | None], place: int) -> float:
    """Seconds within which so many per cent of the deeds were saved; one that never was counts as the patience with it."""
    counted = [PATIENCE if second is None else second for second in found]
    return quantiles(counted, n=100, method="inclusive")[place - 1] if len(counted) > 1 else counted[0]

"""Questions: from the last key typed to the word saved, alone and with five people, and the panel shown again beside its floor."""

import shutil
from statistics import median

from playwright.sync_api import Page

from tests.bench import client
from tests.bench.people import AREAS, browsing, declared, people, seconds, shares
from tests.bench.serving import Bench, Server
from tests.bench.table import Row
from tests.bench.warm import SAME_SIZE, processor

PANEL = "questions?area=wirral"
ADDRESSES = (PANEL,)
# Words each person types, alone and among five: the first few are not counted.
TIMES = {1: 12, len(AREAS): 9}
RERUNS = 60
AT_MOST = 1.5
# The panel saves this long after the last key (panel_words.js); it is part of what is measured.
PAUSE = 0.8
# A word more at the end of the question.
TYPE = """(shown) => {
  const [field, words] = ["#panel-wording", ".panel-saved"].map((where) => shown(".panel").querySelector(where));
  return (turn) => [words, () => { field.value += ` word${turn}`; field.dispatchEvent(new Event("input")); }];
}"""


def rows(bench: Bench) -> list[Row]:
    """The panel shown again, then half and nineteen in twenty of the words typed. The floor of a word is the pause: the rest
    is the server's and the browser's share."""
    store = bench.folder / "asked"
    shutil.copytree(bench.store, store, dirs_exist_ok=True)
    # No view drawn ahead is of questions: nobody need wait until they all are.
    with bench.ours(store, ahead=False) as ours:
        found = [_again(bench, ours)]
        with browsing() as browser:
            for count, times in TIMES.items() if browser else ():
                with people(browser, ours, count, _ready) as tabs:
                    typed = seconds(tabs, TYPE, times)
                found += shares("typed to saved", count, typed, PAUSE, note="floor: the pause alone")
    return found


def _again(bench: Bench, ours: Server) -> Row:
    with bench.floor() as floor, client.opened(ours.address) as our, client.opened(floor.address) as their:
        for tab in (our, their):
            for _ in range(3):
                tab.ask(PANEL)
        before = [server.worked() for server in (ours, floor)]
        pairs = [(our.ask(PANEL), their.ask(PANEL)) for _ in range(RERUNS)]
        after = [server.worked() for server in (ours, floor)]
    took = [median(answer.seconds for answer in side) for side in zip(*pairs, strict=True)]
    sizes = [median(answer.size for answer in side) / 1000 for side in zip(*pairs, strict=True)]
    sound = all(answer.sound for pair in pairs for answer in pair) and abs(sizes[0] / sizes[1] - 1) < SAME_SIZE
    note = f"{processor(before, after, RERUNS)}{sizes[0]:.0f} kB, floor {sizes[1]:.0f} kB"
    return Row("warm rerun, panel", *took, AT_MOST, n=RERUNS, note=note, sound=sound)


def _ready(tab: Page, area: str, name: str) -> None:
    tab.goto(f"/questions?area={area}")
    tab.locator(".panel").first.wait_for()
    declared(tab, name)
    tab.get_by_text("To write, say who you are").wait_for(state="detached")
    tab.keyboard.press("Escape")
    tab.get_by_role("button", name="Blank question").click()
    tab.wait_for_url("**question=*")
    tab.locator("#panel-wording").wait_for()

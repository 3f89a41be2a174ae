"""Placing: in the browser from a click to the word saved, beside a bare insert and a part drawn anew."""

import shutil

from playwright.sync_api import Page

from tests.bench.people import AREAS, browsing, declared, people, seconds, shares
from tests.bench.serving import Bench
from tests.bench.table import Row

ADDRESSES: tuple[str, ...] = ()
# Clicks of each person, alone and among five: the first few are not counted.
TIMES = {1: 30, len(AREAS): 15}
# One row of the placer after another, in each a place that is not taken; on the floor its only button.
PRESS = """(shown) => {
  const host = shown(".placer, .floor-said");
  const all = (where) => [...host.querySelectorAll(where)];
  return (turn) => {
    const row = all(".placer-row")[turn % 7];
    if (!row) return [all(".floor-said")[0], () => all("button")[0].click()];
    const free = row.querySelectorAll("[role=radio][aria-checked=false]");
    return [row.querySelector(".placer-status"), () => free[turn % free.length].click()];
  };
}"""


def rows(bench: Bench) -> list[Row]:
    """Half and nineteen in twenty of the clicks, alone and with five people who place different authorities at once."""
    store = bench.folder / "placed"
    shutil.copytree(bench.store, store, dirs_exist_ok=True)
    found: list[Row] = []
    floor_file = str(bench.folder / "floor.duckdb")
    with browsing() as browser:
        if browser is None:
            return found
        with bench.ours(store, ahead=False) as ours, bench.placing_floor(floor_file) as floor:
            for count, times in TIMES.items():
                sides = []
                for server in (ours, floor):
                    with people(browser, server, count, _ready) as tabs:
                        sides.append(seconds(tabs, PRESS, times))
                found += shares("click to saved", count, *sides, note="floor: a bare insert, an empty part")
    return found


def _ready(tab: Page, area: str, name: str) -> None:
    tab.goto(f"/meeting?area={area}")
    tab.locator(".placer, .floor-said").first.wait_for()
    if tab.locator(".placer").count():
        declared(tab, name)
        tab.get_by_text(f"You place as {name}").wait_for()
        tab.keyboard.press("Escape")

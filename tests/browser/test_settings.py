"""A region starts its own cycle on screen, in a live store: reviewed, signed, saved whole; nobody overwrites anybody."""

import re
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, TimeoutError, expect

from tests.browser.conftest import LAPTOP
from tests.browser.seeing import follow, headline, settled, visit
from tests.browser.serving import copied, started
from tests.browser.test_declaring import declare

LINE = 35


def grid_of(page: Page, name: str) -> Locator:
    """The grid whose key begins so."""
    return page.locator(f"[class*='st-key-{name}-2']").get_by_test_id("stDataFrame")


def write(page: Page, grid: Locator, line: int, across: float, words: str, new: bool = False) -> None:
    """Write into a cell: the line from the top (0 is the first), and how far across the grid it stands. A click makes a ``new``
    line and opens its cell at once. A grid is drawn on a canvas and knows where it stands only a moment after it was moved, so what
    it did not take is written again."""
    editor = page.locator("#portal").locator("textarea, input").first
    for patience in (200, 1000, 2000, 4000):
        settled(page)
        grid.scroll_into_view_if_needed()
        wide = grid.bounding_box()["width"]
        at = {"x": wide * across, "y": LINE * (line + 1) + LINE / 2}
        grid.hover(position=at)
        page.wait_for_timeout(patience)
        grid.click(position=at) if new else grid.dblclick(position=at)
        try:
            editor.wait_for(state="visible", timeout=3000 + patience)
            editor.focus()
            page.keyboard.type(words, delay=20)
            expect(editor).to_have_value(words, timeout=3000 + patience)
            break
        except (AssertionError, TimeoutError):
            page.keyboard.press("Escape")
            # The line is there now, whether its cell opened or not.
            new = False
    page.keyboard.press("Enter")
    expect(editor).to_have_count(0)
    # A grid sends what was written a moment later.
    page.wait_for_timeout(400)
    settled(page)


def put_away(page: Page) -> None:
    """Close what one declares oneself in: as it goes it takes the focus with it."""
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Declare")).to_have_count(0)
    settled(page)


def choose(page: Page, label: str, words: str) -> None:
    """Choose from a list by what is typed. A list shuts again when the screen moves below it: then once more."""
    box, option = page.get_by_role("combobox", name=re.compile(label)), page.get_by_role("option")
    for _ in range(5):
        box.click()
        box.fill(words)
        page.wait_for_timeout(400)
        if option.count() == 1:
            box.press("Enter")
            break
        page.keyboard.press("Escape")
    expect(option).to_have_count(0)
    expect(box).to_have_value(words)


def fold(page: Page, words: str) -> None:
    page.get_by_text(words).first.click()


def test_a_practice_store_shows_the_settings_and_says_where_they_can_be_changed(page: Page):
    visit(page, "/settings")
    expect(page.get_by_text("--live")).to_be_visible()
    assert "23 authorities" in headline(page).inner_text()
    expect(page.get_by_role("button", name=re.compile("Save"))).to_have_count(0)
    expect(page.locator("table", has_text="Practice · Authorities by BPN and round")).to_contain_text("All12")


def test_london_starts_a_cycle_names_its_bpns_and_places_authorities_two_at_once(
    browser: Browser, live_folder: Path, tmp_path: Path
):
    with started(copied(live_folder, tmp_path / "store")) as address:
        one, two = (browser.new_context(viewport=LAPTOP, base_url=address, locale="en-GB") for _ in range(2))
        ann, ben = one.new_page(), two.new_page()
        starts(ann)
        names_bpns(ann)
        places(ann, ben)
        looks_at_every_screen(ann)
        one.close()
        two.close()


def starts(page: Page) -> None:
    visit(page, "/settings")
    expect(page.get_by_role("button", name="Save as revision 2")).to_be_disabled()
    expect(page.get_by_text("Say who you are (on the left) before you save")).to_be_visible()
    declare(page, "Ann Lee", "Sector-led improvement team")
    put_away(page)
    fold(page, "Start another cycle")
    page.get_by_label("Title, as in 2026/27").first.fill("2026/27")
    choose(page, "Region", "London")
    page.get_by_role("button", name="Propose its settings").click()
    settled(page)
    expect(headline(page)).to_contain_text("2026/27, London: 33 authorities")
    page.get_by_role("button", name="Start 2026/27").click()
    settled(page)
    expect(page.get_by_text("Revision 1, saved by Ann Lee")).to_be_visible()
    assert "cycle=2026-27" in page.url


def names_bpns(page: Page) -> None:
    rounds = page.get_by_role("textbox", name="Rounds, in order")
    settled(page)
    rounds.click()
    rounds.fill("December, January")
    rounds.press("Enter")
    expect(page.get_by_text("rounds now December, January")).to_be_visible()
    expect(page.get_by_role("button", name="Save as revision 2")).to_be_disabled()
    grid = grid_of(page, "bpns")
    write(page, grid, 0, 0.15, "Camden", new=True)
    write(page, grid, 1, 0.15, "Ealing", new=True)
    expect(page.get_by_text("BPNs now Camden, Ealing")).to_be_visible()
    page.get_by_role("button", name="Save as revision 2").click()
    expect(page.get_by_text("Revision 2, saved by Ann Lee")).to_be_visible()


def places(ann: Page, ben: Page) -> None:
    visit(ben, "/settings?cycle=2026-27")
    declare(ben, "Ben Shah", "Sector-led improvement team")
    put_away(ben)
    grid = grid_of(ben, "places")
    write(ben, grid, 1, 0.5, "Ealing")
    write(ben, grid, 1, 0.85, "January")
    grid = grid_of(ann, "places")
    write(ann, grid, 0, 0.5, "Camden")
    expect(ann.get_by_text("a BPN and no round")).to_be_visible()
    expect(ann.get_by_role("button", name="Save BPNs and rounds")).to_be_disabled()
    write(ann, grid, 0, 0.85, "December")
    ann.get_by_role("button", name="Save BPNs and rounds").click()
    expect(ann.get_by_text("1 of 33 placed")).to_be_visible()
    ben.get_by_role("button", name="Save BPNs and rounds").click()
    both = ben.get_by_role("alert").filter(has_text="while you were editing")
    expect(both).to_contain_text("Barking and Dagenham: Camden, December")
    expect(both).to_contain_text("Barnet: Ealing, January")
    ben.get_by_role("button", name="Take yours").click()
    expect(ben.get_by_text("2 of 33 placed")).to_be_visible()
    expect(ben.locator("table", has_text="every revision")).to_contain_text("Ann Lee")


def looks_at_every_screen(page: Page) -> None:
    for screen, words in {
        "region": "London",
        "bpn?bpn=camden": "Camden",
        "authority?area=camden": "Camden",
        "kpi?kpi=caseload": "London",
        "returns": "None of the 33",
    }.items():
        follow(page, f"/{screen}{'&' if '?' in screen else '?'}cycle=2026-27")
        expect(headline(page)).to_be_visible()
        assert words in "".join(page.locator(".sheet").all_inner_texts()), screen
        assert page.get_by_role("alert").count() == 0, screen

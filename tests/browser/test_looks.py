"""Every screen at the sizes it is used at, light and dark, and on paper."""

from collections.abc import Callable

import pytest
from playwright.sync_api import ConsoleMessage, Page, expect

from tests.browser.seeing import PROBES, SCREENS, address_of, follow, headline, rug_of, settled, visit

SIZES = [(1366, 768), (1920, 1080), (1024, 768)]
ADDRESSES = [
    *map(address_of, SCREENS),
    "/region?group=all&compare=direction",
    "/bpn?bpn=trafford",
    "/kpi?kpi=rereferrals&chosen=bury",
    "/region?kpi=caseload&order=caseload&theme=caseload",
    "/authority?area=cheshire-west-and-chester&kpi=s47",
    "/authority?area=bury&source=returned",
    "/region?area=nowhere",
]
# How far anything reaches beyond its edge: the document, and what Streamlit scrolls in it.
SIDEWAYS = """() => {
  const named = (id) => [id, document.querySelector(`[data-testid=${id}]`)];
  const boxes = [["document", document.documentElement], named("stMain"), named("stMainBlockContainer")];
  const beyond = boxes.map(([name, box]) => [name, box ? box.scrollWidth - box.clientWidth : 0]);
  return Object.fromEntries(beyond.filter(([, pixels]) => pixels > 1));
}"""
IS_DARK = """() => {
  const ground = getComputedStyle(document.querySelector("[data-testid=stApp]")).backgroundColor;
  return ground.match(/[0-9.]+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) < 3 * 128;
}"""
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"


def sideways(page: Page) -> dict[str, int]:
    """What reaches beyond its edge, in pixels, once the screen has taken the size of its window."""
    settled(page).evaluate(DRAWN)
    return page.evaluate(SIDEWAYS)


def complaints(page: Page) -> list[str]:
    """What the browser's console says is wrong from now on, but for Streamlit looking for its server below a deep link."""
    said: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.location.get("url", "").endswith(PROBES):
            said.append(f"{message.text} ({message.location.get('url', '')})")

    page.on("console", heard)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def in_colours(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function(f"wanted => ({IS_DARK})() === wanted", arg=scheme == "dark")
    settled(page)


@pytest.mark.parametrize(("scheme", "sizes"), [("light", SIZES), ("dark", SIZES[:1])], ids=["light", "dark"])
def test_every_screen_fits_its_window(scheme: str, sizes: list[tuple[int, int]], page: Page):
    said = complaints(page)
    visit(page, "/")
    in_colours(page, scheme)
    for address in ADDRESSES:
        follow(page, address)
        for width, height in sizes:
            page.set_viewport_size({"width": width, "height": height})
            expect(headline(page)).to_be_in_viewport()
            assert sideways(page) == {}, f"{address}: {scheme}, {width} × {height}"
        expect(page.locator(f".sheet:not([data-theme={scheme}])")).to_have_count(0)
    assert said == []


def test_a_reader_who_likes_it_dark_gets_it_dark_from_the_start(open_tab: Callable[..., Page]):
    page = open_tab(color_scheme="dark")
    visit(page, "/region")
    assert page.evaluate(IS_DARK)
    themes = page.locator(".sheet").evaluate_all("sheets => [...new Set(sheets.map(sheet => sheet.dataset.theme))]")
    assert themes == ["dark"]


def test_sheets_follow_when_the_theme_changes(page: Page):
    visit(page, "/region")
    for scheme in ("dark", "light"):
        in_colours(page, scheme)
        expect(page.locator(f".sheet:not([data-theme={scheme}])")).to_have_count(0)


def test_the_rug_fits_a_projector_and_scrolls_in_its_own_frame_where_it_cannot(page: Page):
    page.set_viewport_size({"width": 1920, "height": 1080})
    rug = rug_of(visit(page, "/region"))
    assert rug.evaluate("table => table.scrollWidth <= table.parentElement.clientWidth + 1")
    page.set_viewport_size({"width": 1024, "height": 768})
    follow(page, "/region?group=all")
    expect(rug.locator("..")).to_have_class("scrolls wide more-right")
    last = rug.get_by_role("columnheader").last
    last.scroll_into_view_if_needed()
    expect(last).to_be_in_viewport()
    assert sideways(page) == {}


def test_on_paper_stands_the_rug_without_the_navigation(page: Page):
    visit(page, "/region")
    expect(page.get_by_test_id("stSidebar")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_test_id("stSidebar")).not_to_be_visible()
    expect(headline(page)).to_be_visible()
    expect(rug_of(page)).to_be_visible()
    expect(page.locator(".practice").first).to_be_visible()
    assert sideways(page) == {}


def test_the_whole_rug_reaches_the_paper(page: Page):
    visit(page, "/region")
    rug_of(page)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1032, "height": 703})
    hidden = rug_of(page).evaluate(
        """table => {
          for (let box = table.parentNode; box; box = box.parentNode ?? box.host) {
            const style = box instanceof Element ? getComputedStyle(box) : null;
            const clips = style && style.overflowY !== "visible" && box !== document.documentElement;
            if (clips && box.scrollHeight > box.clientHeight + 1) return box.className || box.tagName;
          }
          return null;
        }"""
    )
    assert hidden is None
    assert settled(page)

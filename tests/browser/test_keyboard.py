"""Everything on the rug can be reached and opened without a mouse, and the reader sees where they are."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.seeing import headline, rug_of, settled, visit

FOCUSED = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  const style = getComputedStyle(at);
  return {
    inRug: !!at.closest("table.rug"), inCell: !!at.closest("td"), name: at.getAttribute("aria-label") ?? at.textContent,
    column: at.closest("th, td")?.cellIndex ?? null, row: at.closest("tr")?.rowIndex ?? null,
    outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
  };
}"""


def focused(page: Page) -> dict:
    return page.evaluate(FOCUSED)


def tab_until(page: Page, reached: str, most: int = 80) -> dict:
    for _ in range(most):
        page.keyboard.press("Tab")
        if (at := focused(page))[reached]:
            return at
    raise AssertionError(f"no Tab reached the rug ({reached}) in {most} steps")


def in_the_rug(page: Page) -> dict:
    visit(page, "/region")
    page.locator(".segments a[aria-current]").last.focus()
    return tab_until(page, "inCell")


def test_tab_reaches_the_rug_from_the_top_of_the_page(page: Page):
    visit(page, "/region")
    assert tab_until(page, "inRug")["name"]


def test_tab_crosses_the_cells_in_one_step(page: Page):
    in_the_rug(page)
    page.keyboard.press("Tab")
    assert not focused(page)["inCell"]


def test_arrows_move_between_cells(page: Page):
    first = in_the_rug(page)
    page.keyboard.press("ArrowRight")
    right = focused(page)
    assert (right["row"], right["column"]) == (first["row"], first["column"] + 1)
    page.keyboard.press("ArrowDown")
    down = focused(page)
    assert (down["row"], down["column"]) == (first["row"] + 1, first["column"] + 1)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowLeft")
    assert focused(page) == first


def test_end_and_home_go_to_the_ends_of_a_row(page: Page):
    first = in_the_rug(page)
    page.keyboard.press("End")
    assert focused(page)["column"] == rug_of(page).locator("thead tr:last-child th").count() - 1
    page.keyboard.press("Home")
    assert (focused(page)["row"], focused(page)["column"]) == (first["row"], 0)


def test_arrows_stop_at_the_edge_of_the_rug(page: Page):
    in_the_rug(page)
    page.keyboard.press("End")
    last = focused(page)
    page.keyboard.press("ArrowRight")
    assert focused(page) == last


def test_the_focus_can_be_seen(page: Page):
    assert in_the_rug(page)["outline"] > 0
    page.keyboard.press("ArrowRight")
    assert focused(page)["outline"] > 0


def test_enter_opens_the_cell(page: Page):
    in_the_rug(page)
    page.keyboard.press("ArrowDown")
    area = focused(page)["name"].split(",")[0]
    page.keyboard.press("Enter")
    expect(headline(page)).to_contain_text(area)
    expect(page.locator("h2#kpi")).to_be_visible()


def test_a_choice_opens_and_closes_from_the_keyboard(page: Page):
    visit(page, "/region")
    period = page.locator("details.choice", has_text="Period")
    period.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(period.get_by_role("link", name="Latest")).to_be_visible()
    page.keyboard.press("Escape")
    expect(period.get_by_role("link", name="Latest")).not_to_be_visible()
    expect(period.locator("summary")).to_be_focused()


@pytest.mark.parametrize("choice", ["Direction", "A–Z"])
def test_a_choice_made_keeps_the_focus(choice: str, page: Page):
    visit(page, "/region")
    page.locator(".segments").get_by_role("link", name=choice, exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".segments a[aria-current]", has_text=choice)).to_be_visible()
    settled(page)
    assert focused(page)["name"] == choice

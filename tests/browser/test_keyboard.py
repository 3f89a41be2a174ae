"""Everything on the rug can be reached and opened without a mouse, and the reader sees where they are."""

from playwright.sync_api import Page, expect

from tests.browser.seeing import headline, rug_of, settled, visit

FOCUSED = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  const style = getComputedStyle(at);
  const box = at.getBoundingClientRect();
  const top = at.getRootNode().elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return {
    inRug: !!at.closest("table.rug"), inCell: !!at.closest("td"), name: at.getAttribute("aria-label") ?? at.textContent,
    column: at.closest("th, td")?.cellIndex ?? null, row: at.closest("tr")?.rowIndex ?? null,
    outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth), covered: !(at === top || at.contains(top)),
  };
}"""


def focused(page: Page) -> dict:
    return page.evaluate(FOCUSED)


def after(page: Page, *keys: str) -> dict:
    """Where the focus is after some keys; it must be seen there."""
    for key in keys:
        page.keyboard.press(key)
    at = focused(page)
    assert at["outline"] > 0 and not at["covered"], (keys, at)
    return at


def place(at: dict) -> tuple[int, int]:
    return at["row"], at["column"]


def tab_until(page: Page, reached: str, most: int = 80) -> dict:
    for _ in range(most):
        page.keyboard.press("Tab")
        if (at := focused(page))[reached]:
            return at
    raise AssertionError(f"no Tab reached the rug ({reached}) in {most} steps")


def test_the_rug_is_one_tab_stop_from_the_top_of_the_page_and_back(page: Page):
    visit(page, "/region")
    first = tab_until(page, "inRug")
    assert first["inCell"], "headings and figures are one stop, and it begins with a figure"
    beside = place(after(page, "ArrowRight"))
    page.keyboard.press("Tab")
    assert not focused(page)["inRug"]
    page.keyboard.press("Shift+Tab")
    assert place(focused(page)) == beside


def test_arrows_move_over_cells_and_headings_and_stop_at_the_edges(page: Page):
    rug = rug_of(visit(page, "/region"))
    start = tab_until(page, "inRug")
    row, column = place(start)
    assert place(after(page, "ArrowRight")) == (row, column + 1)
    assert place(after(page, "ArrowDown")) == (row + 1, column + 1)
    assert place(after(page, "ArrowUp", "ArrowLeft")) == (row, column)
    width = rug.locator("thead tr:last-child th").count()
    last = after(page, "End")
    assert place(last) == (row, width - 1)
    assert after(page, "ArrowRight") == last
    kpi = after(page, "ArrowUp")
    assert (kpi["row"], kpi["column"], kpi["inCell"]) == (1, width - 1, False)
    group = after(page, "ArrowUp")
    assert group["row"] == 0 and group["name"] == rug.locator("th[scope=colgroup]").last.inner_text()
    assert place(after(page, "Control+End"))[1] == width - 1
    assert place(after(page, "Home"))[1] == 0
    for _ in range(30):
        after(page, "ArrowUp")
    assert focused(page)["row"] < row, "row headings and the headings of BPNs stand one above another"


def test_what_stands_beyond_a_cells_name_is_told_on_focus(page: Page):
    rug = rug_of(visit(page, "/region"))
    tab_until(page, "inRug")
    page.keyboard.press("ArrowRight")
    tip = page.locator(".rug-tip")
    expect(tip).to_contain_text(focused(page)["name"])
    expect(tip.locator("small")).to_contain_text("England")
    described = rug.locator("td > a:focus").get_attribute("aria-description")
    expect(tip.locator("small")).to_have_text(described)
    assert " of 23 in the region" in described


def test_enter_opens_the_cell(page: Page):
    visit(page, "/region")
    tab_until(page, "inRug")
    page.keyboard.press("ArrowDown")
    area = focused(page)["name"].split(",")[0]
    page.keyboard.press("Enter")
    expect(headline(page)).to_contain_text(area)
    expect(page.locator("h2#kpi")).to_be_visible()


def test_a_choice_opens_and_closes_from_the_keyboard_and_keeps_the_focus(page: Page):
    visit(page, "/region")
    period = page.locator("details.choice", has_text="Period")
    period.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(period.get_by_role("link", name="Latest")).to_be_visible()
    page.keyboard.press("Escape")
    expect(period.get_by_role("link", name="Latest")).not_to_be_visible()
    expect(period.locator("summary")).to_be_focused()
    page.locator(".segments").get_by_role("link", name="Direction", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".segments a[aria-current]", has_text="Direction")).to_be_visible()
    settled(page)
    assert focused(page)["name"] == "Direction"


def test_a_table_wider_than_its_frame_says_so_and_scrolls_by_keyboard(page: Page):
    page.set_viewport_size({"width": 1024, "height": 768})
    visit(page, "/authority?area=bury")
    table = page.get_by_role("region", name="Bury, cycle 2017/18, published figures, scrolls sideways")
    expect(table).to_have_class("scroll wide more-right")
    table.focus()
    for _ in range(40):
        page.keyboard.press("ArrowRight")
    expect(table).to_have_class("scroll wide more-left")
    page.set_viewport_size({"width": 1920, "height": 1080})
    expect(page.locator("table.spines").locator("..")).to_have_class("scroll")
    expect(table).to_have_count(0)

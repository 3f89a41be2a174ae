"""The journey screen: its sentence, a grid walked by keys, what was said of one authority and when, files not for Ofsted."""

import io
import re
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.browser.seeing import back, follow, headline, settled, visit
from tests.browser.test_pictures import drawing, rows_of, saved, texts

NOT_FOR_OFSTED = "Not for Ofsted"


def test_the_grid_is_one_stop_for_tab_arrows_walk_and_a_cell_opens_its_history(page: Page):
    visit(page, "/journey")
    expect(headline(page)).to_have_text(
        re.compile(r"^Authorities mostly place themselves .+, lowest on .+; the group is more cautious, .+\.$")
    )
    expect(page.locator("p.lede")).to_contain_text("In 12 of the 125 cells")
    cells = page.locator("svg.journey a[tabindex]")
    expect(cells).to_have_count(161)
    expect(page.locator("svg.journey a[tabindex='0']")).to_have_count(1)
    first = page.locator("svg.journey a:not([tabindex])", has_text="Blackburn with Darwen").last
    first.focus()
    page.keyboard.press("Tab")
    focused = page.locator("svg.journey a:focus title")
    expect(focused).to_have_text(re.compile("^Blackburn with Darwen, Strategic approach: itself "))
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "End", "ArrowRight", "Home", "ArrowLeft"):
        page.keyboard.press(key)
    expect(focused).to_have_text(
        re.compile("^Bolton, Strategic approach: itself fair to good, the group poor to fair: a stage lower$")
    )
    page.keyboard.press("Enter")
    settled(page)
    expect(page).to_have_url(re.compile(r"area=bolton&enabler=strategic-approach"))
    expect(headline(page)).to_have_text(re.compile(r"^Bolton places itself .+ a stage or more on strategic approach\.$"))
    expect(page.get_by_role("heading", name="Strategic approach", exact=True)).to_be_visible()
    said = page.locator("section .table tbody tr td:first-child").all_inner_texts()
    assert said[:2] == ["12 December 2017, 16:00", "16 November 2017, 10:16"] and len(said) == 3
    expect(page.get_by_text("they are not the text of the LGA/Isos grid").first).to_be_visible()
    follow(page, "/journey?area=bolton&enabler=strategic-approach&as_of=2017-11-16")
    expect(page.locator("section .table tbody tr")).to_have_count(2)
    expect(page.locator(".note")).to_contain_text("As it stood at the end of 16 November 2017")
    seven = page.locator("figure .table tbody tr")
    assert [row.locator("td").last.inner_text() for row in seven.all()] == ["Nothing said yet"] * 7
    expect(headline(back(page))).to_contain_text("Bolton")


def test_drawing_and_table_say_the_same_in_every_order_and_for_one_bpn(page: Page):
    visit(page, "/journey?arrange=gap")
    drawn = page.locator("svg.journey a[tabindex] title").all_text_contents()
    table = page.locator("details", has_text="The table of this drawing").first
    table.locator("summary").click()
    gaps = table.locator("tbody tr td:last-child").all_inner_texts()
    assert len(gaps) == len(drawn) == 161
    for title, gap in zip(drawn, gaps, strict=True):
        assert title.endswith(f": {gap}") if gap else "not placed" in title or "nothing said yet" in title
    names = table.locator("tbody th[scope=rowgroup]").all_inner_texts()
    assert [title.split(",")[0] for title in drawn[::7]] == names and names[0] == "Sefton"
    assert page.locator("svg.journey path.b.far").count() - page.locator(".legend path.b.far").count() == 12
    apart = page.locator("h2", has_text="a stage or more apart").locator("xpath=following-sibling::div[1]").locator("tbody tr")
    expect(apart).to_have_count(12)
    page.get_by_role("navigation", name="Beside their own").get_by_role("link", name="agreed after the forum").click()
    settled(page)
    expect(headline(page)).to_contain_text("the forum")
    follow(page, "/journey?bpn=trafford")
    expect(headline(page)).to_have_text(re.compile("^The Trafford BPN’s authorities mostly"))
    expect(page.locator("svg.journey a[tabindex]")).to_have_count(56)
    follow(page, "/journey?as_of=2017-11-01")
    waiting = [
        title for title in page.locator("svg.journey a[tabindex] title").all_text_contents() if "itself nothing said" in title
    ]
    assert {title.split(",")[0] for title in waiting} == {"Knowsley", "Warrington"} and len(waiting) == 14
    follow(page, "/journey?cycle=2025-26")
    expect(headline(page)).to_have_text("Nobody has been placed on the improvement grid in 2025/26 yet.")
    expect(page.locator(".empty a")).to_have_count(3)
    follow(page, "/journey?area=bury&enabler=partner")
    expect(headline(page)).to_contain_text("“partner”")
    page.get_by_role("link", name="Engaging partners").click()
    settled(page)
    expect(headline(page)).to_contain_text("Bury")


def test_files_and_pictures_of_the_grid_say_practice_and_that_they_are_not_for_ofsted(page: Page):
    visit(page, "/journey")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the grid (Excel)").click()
    assert re.match(r"not-for-ofsted-practice-", download.value.suggested_filename)
    book = load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    head, *rows = book.worksheets[0].iter_rows(values_only=True)
    assert len(rows) == 161 and {"self_position_name", "preliminary_evidence", "agreed_gap"} <= set(head)
    about = " ".join(str(value) for row in book["About"].iter_rows(values_only=True) for value in row if value)
    assert NOT_FOR_OFSTED in about and "Isos Partnership" in about and "LAIT" not in about
    name, content = saved(rows_of(page).first, "svg")
    root = drawing(content)
    said = texts(root)
    assert name.startswith("not-for-ofsted-practice-journey-2017-18")
    assert said[0].startswith("Practice · North West") and any(text.startswith(NOT_FOR_OFSTED) for text in said)
    assert {"Bury", "Workforce", "itself: not placed", "a stage or more apart"} <= set(said)
    rings = [one for one in root.iter() if one.tag.endswith("circle")]
    assert len(rings) == 142 + 2, "every own placement, and two in the legend"
    assert saved(rows_of(page).first, "png")[1].startswith(b"\x89PNG")

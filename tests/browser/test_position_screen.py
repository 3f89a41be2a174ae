"""The page for an authority's lead, in a real browser: found, read, taken along, printed; and a draft checked on it."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from challenge.store import Store
from tests.browser.seeing import follow, headline, settled, visit
from tests.sent_files import self_view

UPRIGHT = "594.95996 841.91998"


def taken(page: Page, button: str) -> tuple[str, str]:
    """Name and words of the CSV a button gives."""
    with page.expect_download() as caught:
        page.get_by_role("button", name=f"{button} (CSV)").click()
    return caught.value.suggested_filename, Path(caught.value.path()).read_text(encoding="utf-8-sig")


def test_an_authority_is_chosen_read_taken_along_and_printed_upright(page: Page):
    visit(page, "/self_check")
    page.get_by_role("navigation", name="See how an authority stands").get_by_role("link", name="Bury").click()
    settled(page)
    expect(headline(page)).to_have_text(re.compile(r"^Bury has returned 41 of 42 figures; six KPIs are .*; seven questions "))
    figures = page.locator("table.standing")
    expect(figures.locator("tr", has_text="Second or subsequent protection plans")).to_contain_text("worst")
    expect(figures.locator("tr", has_text="Section 47")).to_contain_text("context")
    among = page.locator("table", has_text="own placement among the 23 authorities")
    expect(among.locator("tbody tr")).to_have_count(7)
    expect(among).not_to_contain_text("Wigan")
    expect(page.get_by_role("img", name=re.compile("^1 Strategic approach: Bury between"))).to_be_visible()
    expect(page.get_by_text("These are questions and no verdicts")).to_be_visible()
    onward = page.get_by_role("navigation", name="Where to go next").get_by_role("link")
    ways = onward.evaluate_all("links => links.map((link) => link.getAttribute('href'))")
    assert [re.match(r"/(\w+)\?.*area=bury", way)[1] for way in ways] == ["placing", "returns", "journey", "authority"]

    name, words = taken(page, "Download the position")
    assert name.startswith("practice-bury-2017-18")
    assert "May go to Ofsted" in words and "air to good" not in words and "own placement" not in words
    name, words = taken(page, "Download the placement")
    assert name.startswith("not-for-ofsted-practice-") and "Between fair to good and good to great" in words

    page.emulate_media(media="print")
    expect(page.get_by_text("Print this page from your browser")).to_be_hidden()
    expect(page.get_by_role("navigation", name="Screens")).to_be_hidden()
    expect(page.get_by_test_id("stExpander")).to_be_hidden()
    expect(page.get_by_role("button", name="Download the position (CSV)")).to_be_hidden()
    expect(page.get_by_text("Not for Ofsted: it holds placements")).to_be_visible()
    wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    page.set_viewport_size({"width": 710, "height": 1000})
    assert page.evaluate(wide), "paper cuts it off at the right"
    for scroll in page.locator(".scroll").all():
        assert scroll.evaluate("one => one.scrollWidth <= one.clientWidth + 1"), "a table is wider than paper"
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    sheets = re.findall(rb"MediaBox \[0 0 ([\d. ]+)\]", printed)
    assert 3 <= len(sheets) <= 5 and {sheet.decode() for sheet in sheets} == {UPRIGHT}


def test_a_draft_is_checked_on_the_page_and_every_moment_and_authority_has_one(page: Page, practice: Store, tmp_path: Path):
    visit(page, "/self_check?area=bury")
    draft = tmp_path / "Wigan self-view.docx"
    draft.write_bytes(self_view(practice, "wigan", {("second_plans", 2): "20.1"}))
    page.locator("summary", has_text="Check a draft before you send it").click()
    page.locator("input[type=file]").set_input_files(str(draft))
    expect(page.get_by_text("This draft is of Wigan; the page above is about Bury.")).to_be_visible()
    settled(page)
    expect(page.locator("h1")).to_have_count(1)
    expect(headline(page)).to_contain_text("Bury has returned")
    expect(page.locator("table", has_text="Wigan: this draft beside published figures")).to_contain_text("20.1")
    expect(page.get_by_role("button", name="Send it as the self-view of Wigan")).to_be_disabled()

    follow(page, "/self_check?area=warrington&as_of=2017-10-05")
    expect(headline(page)).to_have_text(re.compile("^Warrington has returned no self-view; .*; it has not placed itself yet.$"))
    expect(page.get_by_text("Nobody has been placed at this moment")).to_be_visible()
    expect(page.get_by_text("Nothing was returned, so there is nothing to set beside")).to_be_visible()
    expect(page.get_by_test_id("stExpander")).to_have_count(0)
    expect(page.get_by_role("link", name="Place yourselves on the improvement grid")).to_have_count(0)
    follow(page, "/self_check?area=cumbria")
    expect(headline(page)).to_contain_text("it says it is not placed")
    expect(page.get_by_text("it says it is not placed, which is allowed.")).to_be_visible()
    follow(page, "/self_check?area=buri")
    page.get_by_role("link", name="Bury").click()
    settled(page)
    expect(headline(page)).to_contain_text("Bury has returned")

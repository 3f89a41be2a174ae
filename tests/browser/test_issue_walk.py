"""From a cell of the rug to an issued Word file in one walk: the figure, a question about it, the group's agreement, its focus, and
what the authority then reads. A real server on a store of its own."""

import re
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import LAPTOP
from tests.browser.seeing import cell_of, follow, headline, never_reloaded, settled, still_the_same_document, visit
from tests.browser.serving import copied, started
from tests.browser.test_wizard_screen import say_who

HEADLINE = "Caseloads <b>above</b> England 😀"
QUESTION = "What explains caseloads here, how do you know, and what would your social workers say?"


@pytest.fixture(scope="module")
def walker(browser: Browser, practice_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A tab of somebody's own on a server that this walk writes to."""
    with started(copied(practice_folder, tmp_path_factory.mktemp("walked") / "store")) as address:
        window = browser.new_context(viewport=LAPTOP, base_url=address, locale="en-GB")
        yield window.new_page()
        window.close()


def press(page: Page, name: str) -> None:
    settled(page)
    page.get_by_role("button", name=name, exact=True).click()


def test_one_walk_leads_from_a_cell_of_the_rug_to_an_issued_word_file(walker: Page):
    page = visit(walker, "/region")
    say_who(page, "Ann Lee")
    never_reloaded(page)
    cell_of(page, "Oldham", "caseload").click()
    expect(headline(page)).to_contain_text("Oldham")
    settled(page)
    page.get_by_role("link", name="Draft a question about this").click()
    expect(headline(page)).to_contain_text(re.compile("^Oldham has .* of enquiry; no question is drafted yet"))
    press(page, "A question about Average social worker caseload")
    expect(page.get_by_label("Headline", exact=True)).to_have_value("Average social worker caseload")
    # The published figure and the one Oldham returned.
    expect(page.locator(".panel-chip")).to_have_count(2)
    rests = page.locator(".panel-chip").get_by_role("link").all_inner_texts()
    assert rests[0].startswith("Caseload 18.4 cases per FTE · 30 September 2016")
    page.get_by_label("Headline", exact=True).fill(HEADLINE)
    page.get_by_label("Question", exact=True).fill(QUESTION)
    page.get_by_label("It could be that", exact=True).fill("posts stand empty")
    press(page, "Propose to the group")
    press(page, "Agree")
    expect(page.locator(".panel-head .state-agreed")).to_be_visible()

    settled(page)
    page.get_by_text(re.compile("^Choose .*the focus$")).click()
    page.get_by_role("radiogroup", name="Focus of the challenge").get_by_text("Social Care", exact=True).click()
    page.get_by_label("Why (it is sent with the questions)").fill("Most lines lie there.")
    press(page, "Save the group’s choice")
    expect(page.locator(".issue").first).to_contain_text("Suggested focus: Social Care")
    press(page, "Issue to Oldham")
    expect(page.get_by_role("status").filter(has_text="Version 1 was issued to Oldham")).to_be_visible()
    settled(page)
    with page.expect_download() as caught:
        page.get_by_role("button", name="Version 1 as Word").click()
    assert re.fullmatch(
        r"NOT FOR OFSTED practice-questions-oldham-2017-18-version-1-\d{4}-\d\d-\d\d\.docx", caught.value.suggested_filename
    )
    told = [(each.style.name, each.text) for each in docx.Document(str(caught.value.path())).paragraphs]
    begins = told.index(("Heading 2", f"1. {HEADLINE}"))
    assert told[begins : told.index(("Heading 1", "About this document"))] == [
        ("Heading 2", f"1. {HEADLINE}"),
        ("Heading 3", "The question"),
        ("Normal", QUESTION),
        ("Heading 3", "What it rests on"),
        *(("List Bullet", words) for words in rests),
        ("Heading 3", "What the self-view says"),
        ("Normal", "Nothing of it was noted here."),
        ("Heading 3", "What could explain it"),
        ("Normal", "It could be that: posts stand empty"),
        (
            "Normal",
            "Theme: Creating environments where social work can flourish · Focus: Social Care · Comes from: Figures",
        ),
    ]
    focus = told.index(("Heading 2", "Suggested focus"))
    assert told[focus + 1 : focus + 3] == [("Normal", "Social Care"), ("Normal", "Most lines lie there.")]

    # The same words on the authority's own screen.
    follow(page, "/self_check?area=oldham")
    expect(page.locator(".sent .question")).to_have_text(QUESTION)
    own = page.locator(".sent").inner_text()
    for words in (HEADLINE, *rests, "posts stand empty"):
        assert words in own
    assert still_the_same_document(page)

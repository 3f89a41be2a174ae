"""Questions across the region and the group's choice of focus: three people at once, and a search that leads to a question."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

import queries
from challenge import questions
from challenge.access import READER, Person
from challenge.store import open_store
from tests.browser.conftest import LAPTOP
from tests.browser.seeing import headline, settled, visit
from tests.browser.serving import started
from tests.browser.test_declaring import declare
from tests.browser.test_settings import put_away

TEAM = "Sector-led improvement team"
BEN = Person("Ben Ode", TEAM)
# Nobody has drafted anything for this cycle but here.
CYCLE = "2025-26"


@pytest.fixture(scope="module")
def own_server(practice_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server on a store of this file's own, where one of several authorities with the same line is asked about it."""
    folder = tmp_path_factory.mktemp("region") / "store"
    shutil.copytree(practice_folder, folder)
    store = open_store(folder)
    with store.seeing(READER) as cursor:
        lines = queries.questions_region.alike(cursor, cycle=CYCLE, ordinal=3)
    one = lines[lines["kind"] == "worse-and-worsening"].groupby("subject").filter(lambda own: len(own) > 2).iloc[0]
    words = {"headline": "Half price, 100% of it: café visits", "wording": "How do you know?"}
    key = f"{one['kind']} published {one['subject']}"
    last = questions.begin(store, "asked", CYCLE, one["area"], words, BEN, key)
    for state in ("proposed", "agreed"):
        last = questions.move(store, "asked", state, last.revision, BEN)
    store.close()
    with started(folder) as address:
        yield address


@pytest.fixture
def come(browser: Browser, own_server: str) -> Iterator[Callable[..., Page]]:
    """Somebody opens a screen in a browser of their own, and says who they are when a name is given."""
    contexts: list[BrowserContext] = []

    def comes(where: str, name: str = "") -> Page:
        contexts.append(browser.new_context(viewport=LAPTOP, base_url=own_server, locale="en-GB"))
        page = visit(contexts[-1].new_page(), where)
        if name:
            declare(page, name, TEAM)
            put_away(page)
        return page

    yield comes
    for context in contexts:
        context.close()


def choose(page: Page, focus: str, reason: str) -> None:
    """Fill in the group's choice of focus and save it."""
    settled(page)
    fold = page.locator("summary", has_text="Choose or change the focus")
    offered = page.get_by_role("radiogroup", name="Focus of the challenge")
    if not offered.is_visible():
        fold.click()
    offered.get_by_text(focus, exact=True).click()
    page.get_by_role("textbox", name="Why").fill(reason)
    page.get_by_role("button", name="Save the group’s choice").click()


def test_two_people_choose_a_focus_and_a_third_sees_it_across_the_region(come: Callable[..., Page]):
    here = f"/questions?cycle={CYCLE}&area=bury"
    region = come(f"/questions?cycle={CYCLE}")
    expect(headline(region)).to_have_text("1 of 24 authorities has a question agreed; 23 have none drafted.")
    row = region.get_by_role("row").filter(has=region.get_by_role("link", name="Bury", exact=True))
    expect(row).to_contain_text("not chosen")
    ann, bob = (come(here, name) for name in ("Ann Lee", "Bob Ray"))
    expect(ann.get_by_role("heading", name="Suggested focus: ")).to_be_visible()
    bob.locator("summary", has_text="Choose or change the focus").click()
    expect(bob.get_by_role("button", name="Save the group’s choice")).to_be_visible()

    choose(ann, "Education", "schools first")
    expect(ann.get_by_text("Education: schools first")).to_be_visible()
    expect(row).to_contain_text("Ann Lee")

    choose(bob, "Both", "<b>both</b> rise")
    told = bob.get_by_role("alert").filter(has_text="Ann Lee chose on")
    expect(told).to_contain_text("Education: schools first")
    expect(told).to_contain_text("Both: <b>both</b> rise")
    expect(row).to_contain_text("Ann Lee")
    settled(bob).get_by_role("button", name="Take yours").click()
    for page in (ann, bob):
        expect(page.get_by_text("Both: <b>both</b> rise")).to_be_visible()
        expect(page.locator(".lede").first).to_contain_text("The group has chosen both.")
    expect(row).to_contain_text("Bob Ray")


def test_themes_name_who_is_let_off_and_a_search_leads_to_the_question(come: Callable[..., Page]):
    page = come(f"/questions?cycle={CYCLE}")
    settled(page).get_by_role("link", name="By theme").click()
    expect(headline(page)).to_contain_text("of enquiry we ask one authority what we let another off.")
    expect(page.get_by_role("row").filter(has_text="(agreed)").first).to_be_visible()
    settled(page).get_by_role("link", name="Search", exact=True).click()
    expect(headline(page)).to_have_text("Search all questions, what they rest on, and Ofsted’s lines.")
    settled(page).get_by_role("searchbox").fill("CAFE 100%")
    page.keyboard.press("Enter")
    expect(headline(page)).to_have_text("One question with “CAFE 100%”.")
    assert page.locator("mark").all_inner_texts() == ["100%", "café"]
    settled(page).get_by_role("searchbox").fill("100_ zebra' \\")
    page.get_by_role("button", name="Search", exact=True).click()
    expect(headline(page)).to_have_text("Nothing was found with “100_ zebra' \\”.")
    page.go_back()
    settled(page).get_by_role("link", name="Half price, 100% of it: café visits").click()
    expect(page.get_by_role("textbox", name="Headline")).to_have_value("Half price, 100% of it: café visits")

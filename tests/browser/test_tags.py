"""Words of Section 4 are tagged on the returns screen: suggestions confirmed by hand, two people at once, and seen on a theme."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.seeing import follow, settled, visit
from tests.browser.serving import started
from tests.browser.test_declaring import declare

FOLD = "Confirm or change the tags of strengths"


@pytest.fixture(scope="module")
def own_server(practice_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server on a store that these tests write to."""
    folder = tmp_path_factory.mktemp("tagged") / "store"
    shutil.copytree(practice_folder, folder)
    with started(folder) as address:
        yield address


def opened(browser: Browser, address: str, name: str) -> Page:
    page = browser.new_context(viewport={"width": 1366, "height": 900}, base_url=address, locale="en-GB").new_page()
    visit(page, "/returns")
    declare(page, name, "Sector-led improvement team")
    page.keyboard.press("Escape")
    settled(page).get_by_role("link", name="Wirral").first.click()
    expect(page.get_by_role("heading", name="What Section 4 is about")).to_be_visible()
    page.locator("summary", has_text=FOLD).click()
    return page


def test_a_suggestion_counts_once_it_is_confirmed_and_nobody_is_overwritten_unseen(browser: Browser, own_server: str):
    ann, bob = (opened(browser, own_server, name) for name in ("Ann Lee", "Bob Ray"))
    expect(ann.get_by_text("Suggested by its words, not confirmed").last).to_be_visible()
    settled(ann).get_by_role("button", name="Save tags").last.click()
    expect(ann.get_by_text("Last tagged by Ann Lee, Sector-led improvement team")).to_be_visible()

    follow(ann, "/region?theme=rereferrals")
    expect(ann.locator("dd", has_text="named as strength by 16:")).to_be_visible()

    # The other still looks at the words as they stood before, and takes one suggestion away.
    settled(bob).get_by_role("button", name="Remove Help and protection").or_(
        bob.locator("[data-baseweb=tag]", has_text="Help and protection").last.get_by_role("presentation")
    ).last.click()
    settled(bob).get_by_role("button", name="Save tags").last.click()
    expect(bob.get_by_role("alert").filter(has_text="Ann Lee tagged these words meanwhile")).to_be_visible()
    settled(bob).get_by_role("button", name="Put mine in its place").click()
    expect(bob.get_by_text("Last tagged by Bob Ray, Sector-led improvement team")).to_be_visible()

    follow(ann, "/region?theme=rereferrals")
    expect(ann.locator("dd", has_text="named as strength by 15:")).to_be_visible()

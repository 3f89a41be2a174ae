"""Who looks says so once, and it stands on what they take away."""

import csv
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.seeing import headline, settled, visit


def declare(page: Page, name: str, role: str) -> None:
    page.get_by_role("button", name="Say who you are").click()
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_role("combobox", name=re.compile("Role")).click()
    page.get_by_role("option", name=role).click()
    page.get_by_role("button", name="Declare").click()
    expect(page.get_by_role("button", name=re.compile(f"^You: {re.escape(name)}"))).to_be_visible()
    settled(page)


def made_for(page: Page) -> str:
    with page.expect_download() as caught:
        page.get_by_role("button", name=re.compile(r"\(CSV\)")).first.click()
    with Path(caught.value.path()).open(encoding="utf-8-sig", newline="") as file:
        return next(csv.DictReader(file))["made for"]


def test_a_name_and_role_stay_for_the_session_and_stand_in_the_file(page: Page):
    visit(page, "/")
    declare(page, "Ann O’Hara-Lee", "Sector-led improvement team")
    page.keyboard.press("Escape")
    page.get_by_role("navigation", name="Screens").get_by_role("link", name="Region").click()
    expect(page.locator("table.rug")).to_be_visible()
    expect(page.get_by_role("button", name="You: Ann O’Hara-Lee")).to_be_visible()
    page.locator("table.rug").get_by_role("rowheader", name="Bury", exact=True).get_by_role("link").click()
    expect(headline(page)).to_contain_text("Bury")
    settled(page)
    assert made_for(page) == "Ann O’Hara-Lee, Sector-led improvement team (declared, not authenticated)"


def test_somebody_else_is_not_taken_for_the_one_who_declared(page: Page):
    visit(page, "/region")
    declare(page, "Ann Lee", "Authority")
    other = page.context.new_page()
    visit(other, "/region")
    expect(other.get_by_role("button", name="Say who you are")).to_be_visible()
    assert "Ann Lee" not in made_for(other)
    other.close()


def test_a_name_that_looks_like_a_formula_is_harmless_in_the_file(page: Page):
    visit(page, "/region")
    declare(page, '=HYPERLINK("x")', "Authority")
    assert made_for(page).startswith("'=HYPERLINK")

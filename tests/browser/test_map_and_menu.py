"""The tile map stands on the region screen and leads on; the menu takes along what a reader has chosen."""

import re

from playwright.sync_api import Page, expect

from tests.browser.seeing import headline, never_reloaded, settled, still_the_same_document, visit


def test_the_map_shows_the_leading_theme_and_another_kpi_when_asked(page: Page):
    visit(page, "/region")
    never_reloaded(page)
    squares = page.locator("svg.cartogram").get_by_role("link")
    expect(squares).to_have_count(23)
    names = squares.evaluate_all("links => links.map(link => link.getAttribute('aria-label'))")
    assert len({name.split(", ")[1] for name in names}) == 1
    choice = page.locator("section", has=page.locator("h2#map")).locator("details.choice")
    choice.locator("summary").click()
    choice.get_by_role("link", name="Average social worker caseload", exact=True).click()
    expect(page.locator("svg.cartogram").get_by_label("Bury, caseload, 16.7 cases per FTE, third quarter")).to_be_visible()
    assert still_the_same_document(page)


def test_a_square_of_the_map_is_reached_by_key_and_leads_on_without_a_reload(page: Page):
    visit(page, "/region?mapped=caseload")
    never_reloaded(page)
    squares = page.locator("svg.cartogram").get_by_role("link")
    assert squares.first.evaluate("link => link instanceof SVGAElement"), "drawn as words, not as a link of the drawing"
    squares.filter(has_text="Rochdale").press("Enter")
    expect(page).to_have_url(re.compile("area=rochdale"))
    expect(headline(page)).to_contain_text("Rochdale")
    assert still_the_same_document(page)


def test_the_map_is_of_the_region_of_its_cycle(page: Page):
    visit(page, "/region?cycle=2025-26&mapped=caseload")
    squares = page.locator("svg.cartogram").get_by_role("link")
    expect(squares).to_have_count(24)
    expect(page.locator("svg.cartogram").get_by_label(re.compile("^Westmorland and Furness, caseload"))).to_be_visible()


def test_the_menu_takes_cycle_period_and_moment_along_from_screen_to_screen(page: Page):
    visit(page, "/region?period=2015-16&as_of=2017-11-16")
    menu = page.get_by_role("navigation", name="Screens")
    expect(menu.locator("[aria-current=page]")).to_have_text("Region")
    for name in ("BPN", "Authority", "KPI", "Start"):
        menu.get_by_role("link", name=name, exact=True).click()
        expect(menu.locator("[aria-current=page]")).to_have_text(name)
        expect(page).to_have_url(re.compile("period=2015-16.*as_of=2017-11-16"))
        settled(page)
        expect(page.locator("details.choice", has_text="16 November 2017").first).to_be_attached()

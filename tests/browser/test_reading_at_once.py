"""On a slow machine too, what a test reads is what the reader's last click led to."""

from playwright.sync_api import Page

from tests.browser.seeing import area_names, back, headline, visit


def test_what_is_read_right_after_a_click_is_of_the_screen_it_led_to(page: Page):
    visit(page, "/bpn")
    before = headline(page).inner_text()
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.get_by_role("link", name="Practice · Trafford BPN", exact=True).click()
    assert "Trafford BPN" in headline(page).inner_text()
    drawn = set(page.locator("svg.strips text.name").all_text_contents())
    assert drawn and drawn < set(area_names(page))
    assert headline(back(page)).inner_text() == before

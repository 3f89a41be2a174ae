"""Links that ask for what there is not are answered with what there is; nothing in a link is ever run."""

import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.seeing import (
    area_names,
    follow,
    headline,
    kpi_names,
    never_reloaded,
    settled,
    still_the_same_document,
    visit,
)

# address, the word it asks for, and a real one close by
MISTAKEN = [
    ("/authority?area=burry", "burry", "Bury"),
    ("/authority?area=saint+helens", "saint helens", "St. Helens"),
    ("/authority?area=bury&kpi=casload", "casload", "caseload"),
    ("/region?period=2016-71", "2016-71", "2016/17"),
    ("/region?cycle=2017-81", "2017-81", "2017/18"),
    ("/region?theme=progres8", "progres8", "Progress 8"),
    ("/region?kpi=nothing+of+the+kind", "nothing of the kind", ""),
    ("/region?group=workforc", "workforc", ""),
    ("/region?bpn=traford", "traford", "Trafford"),
    ("/region?compare=englnd", "englnd", "England"),
    ("/region?order=zzz", "zzz", ""),
    ("/region?source=publshed", "publshed", "published"),
    ("/region?as_of=16+November", "16 November", "16 November 2017"),
    ("/?cycle=1066", "1066", "2017/18"),
]
MARKUP = [
    ("area", "<script>alert(1)</script>"),
    ("kpi", "<img src=x onerror=alert(1)>"),
    ("theme", "'\"><b>bold</b>"),
    ("order", "javascript:alert(1)"),
    ("cycle", "**bold** $x$"),
]


@pytest.mark.parametrize(("address", "asked", "near"), MISTAKEN, ids=[address for address, _, _ in MISTAKEN])
def test_a_mistaken_link_is_answered_with_real_ones_that_work(address: str, asked: str, near: str, tab: Page):
    follow(tab, address)
    message = tab.get_by_role("alert")
    expect(message).to_contain_text(asked)
    nearest = message.get_by_role("listitem").get_by_role("link")
    assert near in " ".join(nearest.all_inner_texts())
    assert "Traceback" not in tab.inner_text("body")
    never_reloaded(tab)
    (nearest.filter(has_text=near) if near else nearest).first.click()
    expect(message).to_have_count(0)
    settled(tab)
    assert still_the_same_document(tab)
    assert "Traceback" not in tab.inner_text("body")


def test_a_mistaken_link_from_elsewhere_is_answered_too(page: Page):
    visit(page, MISTAKEN[0][0])
    expect(page.get_by_role("alert")).to_contain_text(MISTAKEN[0][1])


@pytest.mark.parametrize(("choice", "markup"), MARKUP)
def test_markup_in_a_link_is_shown_as_text(choice: str, markup: str, tab: Page):
    ran: list[str] = []
    tab.once("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    follow(tab, f"/region?{choice}={quote(markup)}")
    expect(tab.get_by_role("alert")).to_contain_text(markup)
    assert tab.get_by_role("alert").locator("script, img, b, [onerror]").count() == 0
    assert ran == [], "the link ran a script"


def test_an_address_that_is_no_screen_leads_somewhere(page: Page):
    page.goto("/no-such-screen")
    settled(page)
    assert "Traceback" not in page.inner_text("body")


def test_a_link_written_in_words_is_understood(tab: Page):
    follow(tab, "/authority?area=Cheshire%20West%20and%20Chester&kpi=CASELOAD")
    expect(headline(tab)).to_contain_text("Cheshire West and Chester")
    expect(tab.locator("h2#kpi")).to_contain_text("caseload")


def test_a_choice_typed_twice_or_left_empty_breaks_nothing(page: Page):
    visit(page, "/region?kpi=&kpi=&period=&cycle=2017-18&cycle=2017-18&else=1")
    assert len(area_names(page)) == 25
    assert len(kpi_names(page)) > 5


def test_every_column_of_every_cycle_stands(tab: Page):
    for cycle in ("2017-18", "2025-26"):
        follow(tab, f"/region?cycle={cycle}")
        periods = tab.locator("details.choice", has_text="Period").locator("a[href]")
        for place in range(periods.count()):
            tab.locator("details.choice", has_text="Period").locator("summary").click()
            chosen = periods.nth(place)
            name = chosen.inner_text().strip()
            chosen.click()
            expect(tab.locator("details.choice summary", has_text="Period")).to_contain_text(name)
            settled(tab)
            expect(tab.locator("table.rug, .empty").first).to_be_visible()


def test_another_cycle_from_an_open_theme_leaves_behind_what_only_this_one_knows(tab: Page):
    follow(tab, "/region?bpn=trafford&order=caseload&theme=caseload")
    tab.locator("details.choice", has_text="Cycle").locator("summary").click()
    tab.get_by_role("link", name="2025/26").click()
    expect(tab).to_have_url(re.compile("cycle=2025-26"))
    expect(tab.locator("details.choice summary", has_text="2025/26")).to_be_visible()
    settled(tab)
    assert tab.get_by_role("alert").count() == 0


def test_two_readers_in_two_tabs_do_not_disturb_each_other(open_tab: Callable[..., Page]):
    one, other = open_tab(), open_tab()
    visit(one, "/authority?area=bury")
    visit(other, "/authority?area=wigan&source=returned")
    expect(headline(one)).to_contain_text("Bury")
    expect(headline(other)).to_contain_text("Wigan")

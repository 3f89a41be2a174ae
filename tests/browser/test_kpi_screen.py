"""The KPI screen: who stands where, how it moves and what it rests on, one choice from the next."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.seeing import follow, headline, visit


@pytest.fixture
def page(tab: Page) -> Page:
    """The same tab for all tests of this file."""
    return tab


def ranking(page: Page) -> Locator:
    drawn = page.locator("svg.ranking")
    expect(drawn).to_be_visible()
    return drawn


def chart(page: Page, key: str) -> Locator:
    drawn = page.locator(f".st-key-{key} .js-plotly-plot")
    expect(drawn.locator("svg.main-svg").first).to_be_visible()
    return drawn


def test_map_ranking_table_and_sentence_say_the_same(page: Page):
    follow(page, "/kpi?kpi=caseload")
    expect(headline(page)).to_have_text(re.compile("^St. Helens, Blackburn with Darwen and Wirral stand highest .* 10 of 21"))
    spoken = ranking(page).locator("a").evaluate_all("links => links.map(link => link.getAttribute('aria-label'))")
    tiles = page.locator("svg.cartogram a").evaluate_all("links => links.map(link => link.getAttribute('aria-label'))")
    assert sorted(spoken) == sorted(tiles) and len(spoken) == 23
    assert "Bury, caseload, 16.7 cases per FTE, third quarter" in spoken
    assert sum("worst quarter" in one for one in spoken) == 10
    figures = page.locator("table.kpi tbody tr").evaluate_all(
        "rows => rows.map(row => [row.querySelector('th').textContent, row.querySelector('td strong').textContent])"
    )
    assert [name for name, _ in figures][:2] == ["England", "North West"]
    assert [name for name, _ in figures][2:] == [one.partition(", ")[0] for one in spoken]
    for (name, figure), words in zip(figures[2:], spoken, strict=True):
        assert words.startswith(f"{name}, caseload, {figure}") or not figure[0].isdigit(), words
    dots = chart(page, "distribution").locator(".scatterlayer .point")
    expect(dots).to_have_count(136)
    expect(page.locator("p", has_text="No funnel plot")).to_be_visible()
    expect(page.locator(".crumbs")).to_contain_text("North West")
    expect(page.locator("dl.facts.stacked")).to_contain_text("15 February 2018")


def test_choosing_an_authority_draws_it_over_the_rest_and_stays_in_the_address(page: Page):
    follow(page, "/kpi?kpi=rereferrals")
    switches = page.get_by_role("navigation", name="Draw over the rest")
    switches.get_by_role("link", name="Bury", exact=True).click()
    expect(switches.get_by_role("link", name="Bury", exact=True)).to_have_attribute("aria-current", "true")
    expect(page).to_have_url(re.compile(r"/kpi\?kpi=rereferrals&chosen=bury$"))
    for key in ("distribution", "trend", "funnel-plot"):
        expect(chart(page, key).locator("text", has_text="Bury").first).to_be_visible()
    expect(page.locator("svg.cartogram .chosen")).to_have_count(1)
    expect(ranking(page).locator("text.chosen")).to_have_text("Bury")
    expect(page.locator("p", has_text="99.8% (z 3.09)")).to_be_visible()
    switches.get_by_role("link", name="Wigan", exact=True).click()
    expect(switches.get_by_role("link", name="Wigan", exact=True)).to_have_attribute("aria-current", "true")
    expect(page).to_have_url(re.compile("chosen=bury%2Cwigan"))
    switches.get_by_role("link", name="Bury", exact=True).click()
    expect(page.locator("svg.cartogram .chosen")).to_have_count(1)
    expect(page).to_have_url(re.compile("chosen=wigan$"))


def test_a_context_kpi_has_no_rank_and_who_lies_beyond_is_said(page: Page):
    follow(page, "/kpi?kpi=s47")
    expect(headline(page)).to_have_text(re.compile("^Blackpool, Salford and Knowsley stand highest"))
    heads = page.locator("table.kpi thead th").all_inner_texts()
    assert not [head for head in heads if head.startswith(("In ", "Quarter"))]
    expect(page.locator("p", has_text="Beyond the edge, drawn as an arrow: Blackpool 721.6.")).to_be_visible()
    expect(page.get_by_role("navigation", name="KPI before and after").get_by_role("link")).to_have_count(2)
    page.get_by_role("link", name=re.compile("^← ")).click()
    expect(headline(page)).to_contain_text("referrals assessed, child not in need")


def test_a_kpi_without_a_figure_leads_to_where_there_is_one_and_returned_ones_are_marked(page: Page):
    follow(page, "/kpi?kpi=homes_good")
    expect(headline(page)).to_have_text(re.compile("^No authority of the North West has a published figure"))
    page.get_by_role("link", name="See what authorities returned").click()
    expect(page.locator("figure.picture figcaption").first).to_have_text(re.compile("^Practice · North West: LA children"))
    expect(page).to_have_url(re.compile("source=returned"))
    expect(page.locator("table.kpi caption")).to_have_text(re.compile("^Practice · "))
    follow(page, "/kpi?kpi=rereferrals&source=returned&period=latest")
    expect(page.locator(".picture p", has_text="* Part of a year")).to_be_visible()
    expect(page.locator("table.kpi tbody tr").nth(1)).to_contain_text("North West (mean of")


def test_the_way_leads_from_the_list_of_kpis_to_one_and_on_to_an_authority(page: Page):
    follow(page, "/kpi")
    expect(headline(page)).to_have_text("Choose one of the 68 KPIs of 2017/18.")
    page.get_by_role("link", name="Good level of development at age five", exact=True).click()
    expect(headline(page)).to_contain_text("good level of development at age five")
    ranking(page).get_by_role("link", name=re.compile("^Knowsley, ")).click()
    expect(headline(page)).to_contain_text("Knowsley")
    expect(page.locator("h2#kpi")).to_contain_text("Good level of development")
    follow(page, "/kpi?kpi=caselod")
    expect(headline(page)).to_contain_text("caselod")
    page.get_by_role("link", name="Average social worker caseload", exact=True).click()
    expect(page.locator("table.kpi tbody th[scope=row]").first).to_have_text("England")


def test_looking_back_shows_no_year_that_was_not_known(open_tab: Callable[..., Page]):
    page = visit(open_tab(), "/kpi?kpi=caseload&period=latest&as_of=2017-11-16")
    expect(headline(page)).to_have_text(re.compile("^No authority of the North West has a published figure"))
    expect(page.locator(".empty").get_by_role("link", name="2016/17", exact=True)).to_be_visible()
    expect(page.locator(".st-key-distribution")).to_have_count(0)
    years = chart(page, "trend").locator(".xaxislayer-above text")
    expect(years.first).to_be_visible()
    expect(years.filter(has_text="2017")).to_have_count(0)

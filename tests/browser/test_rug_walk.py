"""From the region's rug to whatever a cell or heading names, without a page reload, and back again."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.seeing import (
    area_names,
    back,
    cell_of,
    follow,
    headline,
    kpi_names,
    never_reloaded,
    rug_of,
    settled,
    still_the_same_document,
    visit,
)


@pytest.fixture
def page(tab: Page) -> Page:
    """The same tab for all tests of this file."""
    return tab


def begin(page: Page) -> Page:
    """The whole rug."""
    follow(page, "/region")
    expect(page.locator("table.rug tbody th[scope=row]")).to_have_count(25)
    expect(page.locator("table.rug td.shade-best").first).to_be_visible()
    return page


def shade(cell: Locator) -> str:
    return re.search(r"shade-(\w+)", cell.locator("xpath=ancestor::td").get_attribute("class")).group(1)


def test_the_rug_is_a_table_with_headings_for_its_rows_and_columns(page: Page):
    rug = rug_of(begin(page))
    assert page.get_by_role("table", name=re.compile("2017.18")).count() == 1
    expect(rug.get_by_role("columnheader", name=re.compile("^Caseload.*low is good"))).to_have_count(1)
    expect(rug.get_by_role("rowheader", name="Bury", exact=True)).to_have_count(1)
    assert len(area_names(page)) == 25, "England, the region and 23 authorities"
    assert area_names(page)[:2] == ["England", "North West"]
    assert rug.locator("tbody td").count() == 25 * len(kpi_names(page))


def test_a_cell_says_in_words_what_it_shows(page: Page):
    begin(page)
    cell = rug_of(page).get_by_role("cell", name="Blackpool, caseload, 23.7 cases per FTE, worst quarter", exact=True)
    expect(cell).to_have_count(1)
    expect(cell.get_by_role("link")).to_have_accessible_description(
        re.compile(r"^Average social worker caseload, .* · England 16\.1")
    )
    expect(rug_of(page).get_by_role("cell", name="England, caseload, 16.1 cases per FTE", exact=True)).to_have_count(1)
    expect(cell).to_contain_text("23.7")
    assert shade(cell.get_by_role("link")) == "worst"


def test_a_symbol_stands_beside_every_strong_shade(page: Page):
    rug = rug_of(begin(page))
    for strong in ("best", "worst", "high", "low"):
        cells = rug.locator(f"td.shade-{strong}")
        assert cells.count() > 0
        assert cells.filter(has=page.locator(".mark")).count() == cells.count()


def test_a_cell_and_a_row_heading_open_their_authority_and_back_returns_without_a_reload(page: Page):
    begin(page)
    never_reloaded(page)
    cell_of(page, "Bury", "caseload").click()
    expect(page).to_have_url(re.compile(r"/authority\?.*area=bury.*kpi=caseload|/authority\?.*kpi=caseload.*area=bury"))
    expect(headline(page)).to_contain_text("Bury")
    expect(page.locator("h2#kpi")).to_contain_text("caseload")
    expect(rug_of(back(page)).locator("tbody th[scope=row]")).to_have_count(25)
    page.go_forward()
    expect(headline(page)).to_contain_text("Bury")
    expect(page.locator("h2#kpi")).to_contain_text("caseload")
    rug_of(back(page)).get_by_role("rowheader", name="St. Helens", exact=True).get_by_role("link").click()
    expect(headline(page)).to_contain_text("St. Helens")
    settled(page)
    expect(page.locator("h2#kpi")).to_have_count(0)
    assert still_the_same_document(page)


@pytest.mark.parametrize(
    ("heading", "name", "address"),
    [("columnheader", "Re-referrals", r"/kpi\?.*kpi=rereferrals"), ("rowheader", "Rochdale BPN", r"/bpn\?.*bpn=rochdale")],
)
def test_a_heading_opens_the_screen_of_what_it_names(page: Page, heading: str, name: str, address: str):
    begin(page)
    never_reloaded(page)
    before = headline(page).inner_text()
    rug_of(page).get_by_role(heading).get_by_role("link", name=name).click()
    expect(page).to_have_url(re.compile(address))
    settled(page)
    expect(headline(page)).not_to_have_text(before)
    assert still_the_same_document(page)


def test_a_group_heading_narrows_the_rug_to_its_kpis_and_back_returns_to_all(page: Page):
    begin(page)
    everything = (area_names(page), kpi_names(page))
    never_reloaded(page)
    rug_of(page).get_by_role("columnheader", name="Workforce").get_by_role("link").click()
    expect(page).to_have_url(re.compile("group=workforce"))
    groups = rug_of(page).locator("th[scope=colgroup]")
    expect(groups).to_have_count(1)
    expect(groups).to_have_text("Workforce")
    narrow = kpi_names(page)
    assert len(narrow) > 1, "the KPIs beside the headline one are shown too"
    columns = rug_of(page).locator("thead tr:last-child th[scope=col] a")
    back(page)
    expect(columns).to_have_count(len(everything[1]))
    assert (area_names(page), kpi_names(page)) == everything
    page.go_forward()
    expect(columns).to_have_count(len(narrow))
    assert kpi_names(page) == narrow
    assert still_the_same_document(page)


def test_a_bpn_alone_leaves_its_members_and_the_rows_beside_them(page: Page):
    everybody = area_names(begin(page))
    follow(page, "/region?bpn=rochdale")
    expect(rug_of(page).locator("th[scope=rowgroup]")).to_have_count(1)
    left = area_names(page)
    assert left[:2] == everybody[:2]
    assert 2 < len(left) < len(everybody)
    assert set(left) < set(everybody)


def test_a_kpis_column_alone_stands_best_first(page: Page):
    follow(page, "/region?kpi=rereferrals&order=rereferrals")
    expect(rug_of(page).locator("thead tr:last-child th[scope=col] a")).to_have_text("Re-referrals")
    figures = [
        float(text.split()[-1]) for text in rug_of(page).locator("tbody:not(.fixed) td").all_inner_texts() if text[-1].isdigit()
    ]
    assert len(figures) == 23
    assert figures == sorted(figures)


def test_a_link_opened_anew_shows_the_same_view(page: Page):
    begin(page)
    rug_of(page).get_by_role("columnheader", name="Care", exact=True).get_by_role("link").click()
    expect(rug_of(page).locator("th[scope=colgroup]")).to_have_count(1)
    order = page.locator("details.choice", has_text="Order")
    order.locator("summary").click()
    order.get_by_role("link", name="A–Z", exact=True).click()
    expect(rug_of(page).locator("th[scope=rowgroup]")).to_have_count(0)
    page.locator(".segments").get_by_role("link", name="Direction").click()
    expect(page.locator(".segments a[aria-current]", has_text="Direction")).to_be_visible()
    settled(page)
    seen = rug_of(page).inner_text()
    again = page.context.new_page()
    visit(again, page.url)
    assert rug_of(again).inner_text() == seen
    again.close()


def test_an_outlier_does_not_flatten_the_shading(page: Page):
    begin(page)
    assert "721.6" in cell_of(page, "Blackpool", "s47 enquiries").get_attribute("aria-label")
    others = [cell_of(page, area, "s47 enquiries") for area in area_names(page)[2:] if area != "Blackpool"]
    assert len({shade(cell) for cell in others}) > 1


def test_every_comparison_shades_the_rug_and_explains_its_shades(page: Page):
    begin(page)
    comparisons = page.locator(".segments").first.get_by_role("link")
    names = comparisons.all_inner_texts()
    assert len(names) == 6
    for name in names:
        page.locator(".segments").get_by_role("link", name=name, exact=True).click()
        expect(page.locator(".segments a[aria-current]", has_text=name)).to_be_visible()
        settled(page)
        shades = (
            rug_of(page).locator("tbody:not(.fixed) td").evaluate_all("cells => [...new Set(cells.map(cell => cell.className))]")
        )
        explained = page.locator(".legend .swatch").evaluate_all("marks => marks.flatMap(mark => [...mark.classList])")
        strong = {
            "shade-best",
            "shade-worst",
            "shade-better",
            "shade-worse",
            "shade-high",
            "shade-low",
            "shade-redred",
            "shade-greengreen",
        }
        assert strong & set(shades), name
        assert strong & set(shades) <= set(explained), name

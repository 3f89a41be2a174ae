"""From the region's rug to whatever a cell or heading names, without a page reload, and back again."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.seeing import (
    area_names,
    cell_of,
    headline,
    kpi_names,
    never_reloaded,
    rug_of,
    settled,
    still_the_same_document,
    visit,
)


def shade(cell: Locator) -> str:
    return re.search(r"shade-(\w+)", cell.locator("xpath=ancestor::td").get_attribute("class")).group(1)


def test_the_rug_is_a_table_with_headings_for_its_rows_and_columns(page: Page):
    rug = rug_of(visit(page, "/region"))
    assert page.get_by_role("table", name=re.compile("2017.18")).count() == 1
    expect(rug.get_by_role("columnheader", name=re.compile("^Caseload.*low is good"))).to_have_count(1)
    expect(rug.get_by_role("rowheader", name="Bury", exact=True)).to_have_count(1)
    assert len(area_names(page)) == 25, "England, the region and 23 authorities"
    assert area_names(page)[:2] == ["England", "North West"]
    assert rug.locator("tbody td").count() == 25 * len(kpi_names(page))


def test_a_cell_says_in_words_what_it_shows(page: Page):
    visit(page, "/region")
    cell = rug_of(page).get_by_role("cell", name=re.compile(r"^Blackpool, .*caseload, 23\.7 cases per FTE, worst quarter"))
    expect(cell).to_have_count(1)
    expect(cell).to_contain_text("23.7")
    assert shade(cell.get_by_role("link")) == "worst"


def test_a_symbol_stands_beside_every_strong_shade(page: Page):
    rug = rug_of(visit(page, "/region"))
    for strong in ("best", "worst", "high", "low"):
        cells = rug.locator(f"td.shade-{strong}")
        assert cells.count() > 0
        assert cells.filter(has=page.locator(".mark")).count() == cells.count()


def test_a_cell_opens_its_authority_with_the_kpi_without_a_reload(page: Page):
    visit(page, "/region")
    never_reloaded(page)
    cell_of(page, "Bury", "caseload").click()
    expect(page).to_have_url(re.compile(r"/authority\?.*area=bury.*kpi=caseload|/authority\?.*kpi=caseload.*area=bury"))
    expect(headline(page)).to_contain_text("Bury")
    expect(page.locator("h2#kpi")).to_contain_text("caseload")
    assert still_the_same_document(page)


def test_a_row_heading_opens_its_authority(page: Page):
    visit(page, "/region")
    never_reloaded(page)
    rug_of(page).get_by_role("rowheader", name="St. Helens", exact=True).get_by_role("link").click()
    expect(headline(page)).to_contain_text("St. Helens")
    expect(page.locator("h2#kpi")).to_have_count(0)
    assert still_the_same_document(page)


def test_a_column_heading_narrows_the_rug_to_its_kpi(page: Page):
    visit(page, "/region")
    never_reloaded(page)
    rug_of(page).get_by_role("columnheader").get_by_role("link", name="Re-referrals").click()
    expect(rug_of(page).locator("thead tr:last-child th[scope=col] a")).to_have_count(1)
    assert kpi_names(page) == ["Re-referrals"]
    assert len(area_names(page)) == 25
    assert still_the_same_document(page)


def test_a_kpis_column_alone_stands_best_first(page: Page):
    visit(page, "/region?kpi=rereferrals&order=rereferrals")
    figures = [
        float(text.split()[-1]) for text in rug_of(page).locator("tbody:not(.fixed) td").all_inner_texts() if text[-1].isdigit()
    ]
    assert len(figures) == 23
    assert figures == sorted(figures)


def test_a_group_heading_narrows_the_rug_to_its_kpis(page: Page):
    visit(page, "/region")
    never_reloaded(page)
    rug_of(page).get_by_role("columnheader", name="Workforce").get_by_role("link").click()
    expect(page).to_have_url(re.compile("group=workforce"))
    groups = rug_of(page).locator("th[scope=colgroup]")
    expect(groups).to_have_count(1)
    expect(groups).to_have_text("Workforce")
    assert len(kpi_names(page)) > 1, "the KPIs beside the headline one are shown too"
    assert still_the_same_document(page)


def test_a_bpn_heading_narrows_the_rug_to_its_authorities(page: Page):
    visit(page, "/region")
    everybody = area_names(page)
    never_reloaded(page)
    rug_of(page).get_by_role("rowheader", name=re.compile("^Rochdale BPN")).get_by_role("link").click()
    expect(page).to_have_url(re.compile("bpn=rochdale"))
    expect(rug_of(page).locator("th[scope=rowgroup]")).to_have_count(1)
    left = area_names(page)
    assert left[:2] == everybody[:2]
    assert 2 < len(left) < len(everybody)
    assert set(left) < set(everybody)
    assert still_the_same_document(page)


def test_back_returns_to_the_whole_rug_and_forward_to_the_narrow_one(page: Page):
    visit(page, "/region")
    everything = (area_names(page), kpi_names(page))
    never_reloaded(page)
    columns = rug_of(page).locator("thead tr:last-child th[scope=col] a")
    rug_of(page).get_by_role("columnheader", name="Workforce").get_by_role("link").click()
    expect(rug_of(page).locator("th[scope=colgroup]")).to_have_count(1)
    narrow = kpi_names(page)
    page.go_back()
    expect(columns).to_have_count(len(everything[1]))
    assert (area_names(page), kpi_names(page)) == everything
    page.go_forward()
    expect(columns).to_have_count(len(narrow))
    assert kpi_names(page) == narrow
    assert still_the_same_document(page)


def test_back_from_an_authority_returns_to_the_rug_and_forward_to_the_authority(page: Page):
    visit(page, "/region")
    never_reloaded(page)
    cell_of(page, "Wigan", "Re-referrals").click()
    expect(headline(page)).to_contain_text("Wigan")
    page.go_back()
    expect(rug_of(page)).to_be_visible()
    assert len(area_names(page)) == 25
    page.go_forward()
    expect(headline(page)).to_contain_text("Wigan")
    expect(page.locator("h2#kpi")).to_contain_text("Re-referrals")
    assert still_the_same_document(page)


def test_a_link_opened_anew_shows_the_same_view(page: Page):
    visit(page, "/region")
    rug_of(page).get_by_role("columnheader", name="Care", exact=True).get_by_role("link").click()
    expect(rug_of(page).locator("th[scope=colgroup]")).to_have_count(1)
    page.locator(".segments").get_by_role("link", name="A–Z").click()
    expect(rug_of(page).locator("th[scope=rowgroup]")).to_have_count(0)
    page.locator(".segments").get_by_role("link", name="Direction").click()
    expect(page.locator(".segments a[aria-current]", has_text="Direction")).to_be_visible()
    settled(page)
    seen = rug_of(page).inner_text()
    again = page.context.new_page()
    visit(again, page.url)
    assert rug_of(again).inner_text() == seen


def test_an_outlier_does_not_flatten_the_shading(page: Page):
    visit(page, "/region")
    assert "721.6" in cell_of(page, "Blackpool", "Section 47").get_attribute("aria-label")
    others = [cell_of(page, area, "Section 47") for area in area_names(page)[2:] if area != "Blackpool"]
    assert len({shade(cell) for cell in others}) > 1


def test_every_comparison_shades_the_rug_and_explains_its_shades(page: Page):
    visit(page, "/region")
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

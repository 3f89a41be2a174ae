"""The BPN's screen: each opens with its sentence and its members only and leads on; a cycle without BPNs says how to enter them."""

import re

from playwright.sync_api import Page, expect

from tests.browser.seeing import area_names, back, cell_of, follow, headline, rug_of, visit

FIXED = ["England", "North West"]


def test_each_bpn_opens_from_the_directory_with_one_sentence_and_its_members_only(page: Page):
    visit(page, "/bpn")
    expect(headline(page)).to_have_text("Choose one of the three BPNs of the North West.")
    names = page.locator("section h2 a").all_inner_texts()
    assert [name.removeprefix("Practice · ") for name in names] == ["Blackburn with Darwen BPN", "Rochdale BPN", "Trafford BPN"]
    of = {name: page.locator("section", has_text=name).first.locator("dd a").all_inner_texts() for name in names}
    assert sum(map(len, of.values())) == 23
    for name, members in of.items():
        bpn = name.removeprefix("Practice · ")
        page.get_by_role("link", name=name, exact=True).click()
        expect(headline(page)).to_have_text(re.compile(rf"^The {bpn} shares [^.]+\.$"))
        expect(page.locator(".crumbs [aria-current]")).to_have_text(bpn)
        assert sorted(area_names(page)) == sorted([*FIXED, f"{bpn} (mean)", *members])
        # Every name stands on a strip, and nobody else's does.
        assert set(page.locator("svg.strips text.name").all_text_contents()) == set(members)
        expect(headline(back(page))).to_contain_text("Choose one")


def test_what_rests_on_invented_members_says_practice_and_the_rule_is_said(page: Page):
    visit(page, "/bpn?bpn=trafford")
    for title in ("What its members share", "Where they differ most"):
        expect(page.get_by_role("heading", name=title)).to_have_text(f"Practice · {title}")
    for caption in (rug_of(page).locator("caption"), page.locator("figcaption"), *page.locator("details caption").all()):
        expect(caption).to_have_text(re.compile("^Practice · Trafford BPN"))
    expect(page.get_by_text("At least 60% of the members stand in England’s worst quarter")).to_be_visible()
    assert page.locator("svg.strips").evaluate("svg => svg.getBoundingClientRect().width > 900")


def test_names_on_the_strips_do_not_touch_as_drawn(page: Page):
    visit(page, "/bpn?bpn=blackburn-with-darwen&group=all")
    touching = page.locator("svg.strips").evaluate(
        """svg => [...svg.querySelectorAll('g[role=img]')].flatMap(strip => {
          const names = [...strip.querySelectorAll('text.name')].map(name => [name.textContent, name.getBoundingClientRect()]);
          const beside = (a, b) => a.left < b.right && b.left < a.right;
          const touch = (a, b) => beside(a, b) && a.top + 3 < b.bottom && b.top + 3 < a.bottom;
          return names.flatMap(([one, a], i) => (
            names.slice(i + 1).filter(([, b]) => touch(a, b)).map(([other]) => `${one} / ${other}`)));
        })"""
    )
    assert touching == []
    assert page.locator("svg.strips g[role=img]").count() > 50


def test_the_strips_table_says_what_the_rug_says_and_leads_on(page: Page):
    visit(page, "/bpn?bpn=rochdale")
    page.get_by_text("The table of these strips").click()
    table = page.locator("details", has_text="The table of these strips").locator("table")
    row = table.locator("tbody tr", has_text="Average social worker caseload")
    shown = dict(zip(table.locator("thead th").all_inner_texts(), row.locator("th, td").all_inner_texts(), strict=True))
    for area in ("Halton", "Sefton", "Rochdale"):
        assert shown[area].split()[-1] == cell_of(page, area, "caseload").inner_text().split()[-1]
    assert re.fullmatch(r"\d+\.\d \(7\)", shown["BPN mean (n)"])
    kpi = page.locator("svg.strips").get_by_role("link", name="Average social worker caseload")
    assert "kpi=caseload" in kpi.get_attribute("href") and kpi.get_attribute("href").startswith("/kpi")
    row.get_by_role("link", name=shown["Halton"]).click()
    expect(headline(page).first).to_contain_text("Halton")
    expect(page).to_have_url(re.compile("kpi=caseload"))


def test_returned_figures_and_other_choices_stay_on_this_bpn(page: Page):
    visit(page, "/bpn?bpn=rochdale")
    follow(page, "/bpn?bpn=rochdale&source=returned&period=latest&order=az&compare=direction")
    expect(page.locator("figcaption, .empty").first).to_be_visible()
    expect(page.get_by_text("Without a strip:")).to_contain_text("part of a year was returned")
    assert sorted(area_names(page)) == sorted({*area_names(page)}) and "Halton" in area_names(page)
    page.get_by_role("navigation", name="BPN").get_by_role("link", name="Trafford").click()
    expect(page.locator(".crumbs [aria-current]")).to_have_text("Trafford BPN")
    expect(page).to_have_url(re.compile("order=az.*source=returned|source=returned.*order=az"))


def test_a_cycle_without_bpns_and_a_bpn_there_is_not_say_what_to_do(page: Page):
    visit(page, "/bpn?cycle=2025-26")
    expect(headline(page)).to_have_text("No BPNs are set for 2025/26.")
    page.locator(".empty").get_by_role("link", name="the cycle’s settings").click()
    expect(headline(page)).to_contain_text("2025/26, North West: 24 authorities")
    follow(page, "/bpn?bpn=traford")
    expect(headline(page)).to_contain_text("traford")
    page.get_by_role("link", name="Trafford", exact=True).click()
    expect(headline(page).first).to_have_text(re.compile("^The Trafford BPN shares"))

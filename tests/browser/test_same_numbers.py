"""The region, the authority and the files say the same, and nothing is shown before it was known."""

import csv
import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.seeing import cell_of, follow, rug_of, settled

PAIRS = [
    ("Bury", "bury", "caseload", "caseload", "Average social worker caseload"),
    ("Blackpool", "blackpool", "s47", "s47 enquiries", "Section 47 enquiries started"),
    ("St. Helens", "st-helens", "progress8", "Progress 8", "Progress 8"),
]


@pytest.fixture
def page(tab: Page) -> Page:
    """The same tab for all tests of this file."""
    return tab


def downloaded(page: Page, label: str) -> list[dict[str, str]]:
    with page.expect_download() as caught:
        page.get_by_role("button", name=f"{label} (CSV)", exact=True).click()
    with Path(caught.value.path()).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def as_shown(written: str, like: str) -> str:
    """A figure of a file at the decimals, sign and grouping of one on the screen."""
    decimals = len(like.partition(".")[2])
    plus = "+" if like.startswith("+") else ""
    return f"{float(written):{plus},.{decimals}f}".replace("-", "−")


def figure_of(cell: Locator) -> str:
    return cell.locator("span:not(.mark)").inner_text().strip()


def standing(page: Page, kpi_name: str, column: str) -> Locator:
    """The authority table's cell of a KPI and a period."""
    table = page.locator("table.spines")
    place = table.locator("thead th").all_inner_texts().index(column)
    row = table.locator("tbody tr").filter(has=page.get_by_role("link", name=kpi_name, exact=True))
    return row.locator("th, td").nth(place)


def test_the_rug_the_authority_and_the_files_say_the_same(page: Page):
    follow(page, "/region?group=all")
    shown = {(name, kpi): figure_of(cell_of(page, name, f"{short}, ")) for name, _, kpi, short, _ in PAIRS}
    rug = {(row["area_name"], row["kpi"]): row for row in downloaded(page, "Download this rug")}
    for name, area, kpi, _, words in PAIRS:
        figure = shown[name, kpi]
        assert as_shown(rug[name, kpi]["value"], figure) == figure
        follow(page, f"/authority?area={area}&kpi={kpi}&group=all")
        expect(standing(page, words, "2016/17")).to_have_text(figure)
        own = {row["kpi"]: row for row in downloaded(page, "Download these figures")}
        assert own[kpi]["value"] == rug[name, kpi]["value"]
        assert own[kpi]["band"] == rug[name, kpi]["band"]


def test_every_figure_of_the_rug_is_the_one_in_its_file(page: Page):
    follow(page, "/region")
    names = (
        rug_of(page)
        .locator("thead tr:last-child th[scope=col] a")
        .evaluate_all("links => links.map(link => link.title.split(', ')[0])")
    )
    rows = (
        rug_of(page)
        .locator("tbody tr:has(td)")
        .evaluate_all(
            "lines => lines.map(line => [line.querySelector('th').textContent, ...[...line.querySelectorAll('td')]"
            ".map(cell => cell.querySelector('span:not(.mark)').textContent)])"
        )
    )
    written = {(row["area_name"], row["name"].split(", ")[0]): row["value"] for row in downloaded(page, "Download this rug")}
    compared = 0
    for area, *figures in rows:
        for name, figure in zip(names, figures, strict=True):
            value = written[area, name]
            assert bool(value) == figure[-1].isdigit(), (area, name, figure, value)
            if value:
                assert as_shown(value, figure) == figure, (area, name)
                compared += 1
    assert compared > 300


def test_a_file_says_what_it_is(page: Page):
    follow(page, "/region")
    row = downloaded(page, "Download this rug")[0]
    assert row["cycle"] == "2017/18"
    assert row["as of"] == "now"
    assert "Open Government Licence v3.0" in row["figures"]
    assert "Practice" in row["store"]
    assert "polarity" in row
    with page.expect_download() as caught:
        page.get_by_role("button", name="Download this rug (Excel)", exact=True).click()
    assert re.fullmatch(r"practice-.*\.xlsx", caught.value.suggested_filename)
    with Path(caught.value.path()).open("rb") as file:
        book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["Practice rug", "About"]
    heads, first = book.worksheets[0].iter_rows(max_row=2, values_only=True)
    first = dict(zip(heads, first, strict=True))
    assert (first["area_name"], first["cycle"], first["value"]) == (row["area_name"], row["cycle"], float(row["value"]))


def test_a_themes_sentence_counts_the_rows_it_opens(page: Page):
    follow(page, "/region")
    cards = page.locator(".card")
    assert cards.count() >= 3
    for number in range(cards.count()):
        card = cards.nth(number)
        said, kind = card.inner_text(), card.locator(".kind").inner_text().lower()
        statement = card.locator("h3").inner_text()
        card.get_by_role("link").first.click()
        expect(page.locator("h2#theme")).to_contain_text(statement)
        quarters = page.locator("section[aria-labelledby=theme] tbody tr").evaluate_all(
            "rows => rows.map(row => row.cells[3].textContent.trim())"
        )
        first, of = map(int, re.search(r"(\d+) of (\d+)", said).groups())
        assert of == sum("quarter" in quarter for quarter in quarters), said
        if kind.startswith(("shared concern", "concern for some")):
            assert first == quarters.count("worst quarter"), said
        elif kind.startswith(("shared strength", "leaning")):
            assert first == quarters.count("best quarter"), said
        page.get_by_role("link", name="Close this theme").click()
        expect(page.locator("h2#theme")).to_have_count(0)
        settled(page)


def test_the_list_of_themes_counts_the_rows_each_one_opens(page: Page):
    follow(page, "/region")
    rows = page.locator("details table tbody tr").evaluate_all(
        "rows => rows.map(row => [row.querySelector('a').getAttribute('href'), row.cells[5].textContent])"
    )
    counted = [(address, *map(int, re.findall(r"\d+", counts))) for address, counts in rows if counts]
    assert len(counted) > 10
    for address, worst, best, of in counted[4:16:4]:
        follow(page, address)
        quarters = page.locator("section[aria-labelledby=theme] tbody tr").evaluate_all(
            "rows => rows.map(row => row.cells[3].textContent.trim())"
        )
        assert (quarters.count("worst quarter"), quarters.count("best quarter")) == (worst, best), address
        assert sum("quarter" in quarter for quarter in quarters) == of, address


def test_an_authority_behind_a_theme_is_one_click_away(page: Page):
    follow(page, "/region")
    page.locator(".card h3 a").first.click()
    opened = page.locator("section[aria-labelledby=theme]")
    row = opened.locator("tbody tr").first
    name, figure = row.locator("th").inner_text(), row.locator("td.num").first.inner_text()
    row.get_by_role("link").click()
    expect(page.locator("h1.headline")).to_contain_text(name)
    expect(page.locator("h2#kpi")).to_be_visible()
    expect(page.locator("table.spines tr.strong").first).to_contain_text(figure)


def test_what_was_published_later_is_not_shown_when_looking_back(page: Page):
    latest = "Average social worker caseload", "Latest"
    follow(page, "/authority?area=bury&kpi=caseload&as_of=2017-11-16")
    then = standing(page, *latest)
    assert not re.search(r"\d", then.inner_text())
    assert "15 February 2018" in then.get_attribute("title")
    expect(page.locator(".note").first).to_contain_text("16 November 2017")
    page.locator("details.choice", has_text="As of").locator("summary").click()
    page.locator("details.choice", has_text="As of").get_by_role("link", name="now", exact=True).click()
    expect(standing(page, *latest)).to_have_text(re.compile(r"^\d+\.\d"))
    expect(page.locator(".note", has_text="16 November 2017")).to_have_count(0)


def test_looking_back_stays_while_going_on(page: Page):
    follow(page, "/region?as_of=2017-11-16")
    cell_of(page, "Bury", "Re-referrals").click()
    expect(page.locator("h1.headline")).to_contain_text("Bury")
    expect(page).to_have_url(re.compile("as_of=2017-11-16"))
    expect(page.locator(".note").first).to_contain_text("16 November 2017")

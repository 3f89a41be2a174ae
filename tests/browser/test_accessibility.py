"""axe-core finds nothing to say about any screen, light or dark: WCAG 2.2 AA and its best practices."""

from collections.abc import Callable
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Page, expect

from tests.browser.seeing import SCREENS, address_of, follow, settled, visit

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
ALL = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# What may differ between two views that are light and dark of the same elements.
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
RUN = """rules => axe.run(document, { resultTypes: ["violations"], runOnly: rules })
  .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ target, html, failureSummary }) => (
    { rule: id, where: target.flat().join(" > "), html: html.slice(0, 200), why: failureSummary }))))"""
WITH_CONTENT = [
    "/region?theme=caseload&compare=direction&as_of=2017-11-16",
    "/region?compare=worse-and-worsening&order=az&group=workforce",
    "/region?compare=against-neighbours&source=returned",
    "/region?cycle=2025-26&compare=region",
    "/bpn?bpn=trafford",
    "/authority?area=bury&kpi=caseload",
    "/authority?area=wigan&source=returned",
    "/kpi?kpi=rereferrals&chosen=bury,wigan",
    "/returns?area=tameside",
    "/returns?area=bolton&version=1",
    "/returns?area=wirral",
    "/journey?arrange=gap&against=agreed",
    "/journey?area=bolton&enabler=strategic-approach",
    "/meeting?area=bury",
    "/self_check?area=bury",
    "/self_check?area=cumbria",
    "/placing?area=bury&step=3",
    "/placing?area=wigan&step=review",
    "/placing?area=bolton&step=sign",
    "/questions?area=wirral",
    "/questions?area=blackpool",
    "/questions?area=trafford&kpi=rereferrals&as_of=2017-11-10",
    "/questions?area=trafford&kind=strength",
    "/questions?show=themes",
    "/questions?show=search&search=care",
    "/questions?show=ofsted",
    "/self_check?area=blackpool",
    "/region?kpi=no-such-kpi",
]
OWN_COLOURS = (
    "/region?compare=worse-and-worsening&order=az&group=workforce",
    "/authority?area=bury&kpi=caseload",
    "/kpi?kpi=rereferrals&chosen=bury,wigan",
    "/returns?area=tameside",
    "/journey?arrange=gap&against=agreed",
    "/meeting?area=bury",
    "/self_check?area=bury",
    "/placing?area=bury&step=3",
    "/questions?area=wirral",
    "/questions?show=ofsted",
    "/region?kpi=no-such-kpi",
)
# Streamlit's own, and as it should be. axe does not see that the first link of the document leads to #stMain within it, because all
# other links stand in shadow roots, in which the order of the document has no meaning.
EXPECTED = {
    ("region", "stSkipToContent"),
    # Streamlit's place to drop files: its inner button, which has a name, is what the keyboard reaches.
    ("presentation-role-conflict", "stFileUploaderDropzone"),
}
# axe reads contrast only of what is in the window.
TALL = {"width": 1366, "height": 5000}


def findings(page: Page, rules: dict[str, object] = ALL) -> list[dict[str, str]]:
    """What axe finds wrong on the page as it stands, but for what is expected."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(RUN, rules)
    return [one for one in found if not any(one["rule"] == rule and name in one["html"] for rule, name in EXPECTED)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_screen(scheme: str, open_tab: Callable[..., Page]):
    page = open_tab(color_scheme=scheme, viewport=TALL)
    visit(page, "/")
    screens = list(map(address_of, SCREENS))
    # Dark differs in colours only; what has none of its own is looked at once.
    for address in [*screens, *(WITH_CONTENT if scheme == "light" else OWN_COLOURS)]:
        follow(page, address)
        expect(page.locator("[data-going], [data-stale=true]")).to_have_count(0)
        rules = ALL if scheme == "light" or address in screens else COLOURS
        assert findings(page, rules) == [], f"{scheme}: {address}"


def test_axe_looks_into_our_sheets_and_finds_what_is_planted_there(page: Page):
    visit(page, "/region")
    settled(page)
    page.locator("h1.headline").evaluate(
        """heading => {
          heading.insertAdjacentHTML("afterend", "<p style='color: #aaa; background: #fff'>faint</p><button></button>");
          heading.getRootNode().querySelector("h2").remove();
        }"""
    )
    page.locator("table.rug td > a").first.evaluate("link => { link.removeAttribute('aria-label'); link.replaceChildren(); }")
    found = {one["rule"] for one in findings(page)}
    assert {"color-contrast", "button-name", "heading-order", "link-name"} <= found

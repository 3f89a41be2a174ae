"""axe-core finds nothing to say about any screen, light or dark: WCAG 2.2 AA and its best practices."""

from collections.abc import Callable
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Page, expect

from tests.browser.seeing import SCREENS, address_of, follow, visit

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
ALL = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# What may differ between two views that are light and dark of the same elements.
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
# Two thirds of the time of axe go into contrast. Of cells of tables that look the same it need see one: the same letters, and the
# same backgrounds behind them all the way up.
RUN = """async (rules) => {
  const looks = new Map();
  const behind = (element) => {
    if (!(element instanceof Element)) return element?.host ? behind(element.host) : "";
    if (!looks.has(element)) {
      const { backgroundColor, backgroundImage, opacity, filter, mixBlendMode } = getComputedStyle(element);
      const own = [backgroundColor, backgroundImage, opacity, filter, mixBlendMode].join();
      looks.set(element, `${own} ${behind(element.assignedSlot ?? element.parentNode)}`);
    }
    return looks.get(element);
  };
  const look = (element) => {
    const { color, fontSize, fontWeight, textShadow, position } = getComputedStyle(element);
    const text = [...element.childNodes].some(({ nodeType, data }) => nodeType === Node.TEXT_NODE && data.trim());
    return [element.localName, text, color, fontSize, fontWeight, textShadow, position, behind(element)].join();
  };
  const [seen, twins] = [new Set(), []];
  const walk = (root) => {
    for (const cell of root.querySelectorAll("td, th")) {
      const whole = [cell, ...cell.querySelectorAll("*")];
      const key = whole.map(look).join("|");
      if (seen.has(key)) twins.push(...whole);
      seen.add(key);
    }
    for (const { shadowRoot } of root.querySelectorAll("*")) if (shadowRoot) walk(shadowRoot);
  };
  walk(document);
  // Else it says of a table with a shadow at its edge that it cannot know.
  const checks = { "color-contrast": { options: { ignorePseudo: true } } };
  for (const twin of twins) twin.setAttribute("data-twin", "");
  axe.configure({ rules: [{ id: "color-contrast", selector: "*:not([data-twin])" }] });
  const { violations } = await axe.run(document, { resultTypes: ["violations"], runOnly: rules, checks });
  for (const twin of twins) twin.removeAttribute("data-twin");
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, html, failureSummary }) => (
    { rule: id, where: target.flat().join(" > "), html: html.slice(0, 200), why: failureSummary })));
}"""
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
    # Dark differs in colours only; what has none of its own is looked at once.
    for address in [*map(address_of, SCREENS), *(WITH_CONTENT if scheme == "light" else OWN_COLOURS)]:
        follow(page, address)
        expect(page.locator("[data-going], [data-stale=true]")).to_have_count(0)
        assert findings(page, ALL if scheme == "light" else COLOURS) == [], f"{scheme}: {address}"


def test_axe_looks_into_our_sheets_and_finds_what_is_planted_there(page: Page):
    page.set_viewport_size(TALL)
    visit(page, "/region")
    page.locator("h1.headline").evaluate(
        """heading => {
          heading.insertAdjacentHTML("afterend", "<p style='color: #aaa; background: #fff'>faint</p><button></button>");
          heading.getRootNode().querySelector("h2").remove();
        }"""
    )
    page.locator("table.rug td > a").first.evaluate("link => { link.removeAttribute('aria-label'); link.replaceChildren(); }")
    # Many cells look like these, but for their letters or for what lies behind them.
    page.locator("table.rug").evaluate(
        """({ rows }) => {
          const [pale, dull] = [...rows].filter(({ cells }) => cells.length > 7).slice(9).map(({ cells }) => cells);
          pale[5].querySelector("a > span:last-child").style.color = "#bbb";
          pale[5].querySelector("a > span:last-child").id = "pale";
          dull[6].style.setProperty("background", "#333", "important");
          dull[6].querySelector("a").style.background = "none";
          dull[6].querySelector("a > span:last-child").id = "dull";
        }"""
    )
    found = findings(page)
    assert {"color-contrast", "button-name", "heading-order", "link-name"} <= {one["rule"] for one in found}
    faint = [one["where"] + one["html"] for one in found if one["rule"] == "color-contrast"]
    for planted in ("pale", "dull"):
        assert any(planted in one for one in faint), (planted, faint)

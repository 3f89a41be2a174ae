"""Pictures are saved in the browser, whole and readable without the page they come from; nothing is asked of anyone for it."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.browser.seeing import visit
from tests.browser.test_offline import listened_to, outside

SVG = "{http://www.w3.org/2000/svg}"
TREND = "/authority?area=bury&kpi=rereferrals"


def rows_of(page: Page) -> Locator:
    """The rows of buttons that save pictures, once the pictures stand."""
    rows = page.locator("[data-name]:has(button[data-save])")
    expect(rows.first).to_be_visible()
    return rows


def saved(row: Locator, kind: str) -> tuple[str, bytes]:
    """Name and content of the file a row's button gives; the row says that it was saved."""
    with row.page.expect_download() as download:
        row.locator(f"button[data-save={kind}]").click()
    name = download.value.suggested_filename
    expect(row.get_by_role("status")).to_have_text(f"Saved {name}")
    return name, Path(download.value.path()).read_bytes()


def drawing(content: bytes) -> ElementTree.Element:
    """A saved drawing, parsed; it runs nothing, leads nowhere and needs no style sheet."""
    root = ElementTree.fromstring(content)
    assert root.tag == f"{SVG}svg"
    tags = {element.tag for element in root.iter()}
    assert not tags & {f"{SVG}{tag}" for tag in ("script", "style", "foreignObject", "image", "a", "use")}
    assert all(tag.startswith(SVG) for tag in tags)
    for element in root.iter():
        assert not {name for name in element.attrib if name.startswith("on") or name.endswith("href") or name in ("class", "style")}
        assert all(value.startswith("url(#") for value in element.attrib.values() if "url(" in value)
        assert "var(" not in " ".join(element.attrib.values())
    return root


def texts(root: ElementTree.Element) -> list[str]:
    """The words drawn in it, in order."""
    return ["".join(text.itertext()).strip() for text in root.iter(f"{SVG}text")]


def test_a_chart_is_saved_as_a_drawing_that_stands_alone(page: Page):
    visit(page, TREND)
    asked = listened_to(page)
    chart = page.locator(".st-key-trend svg.main-svg text")
    expect(chart.first).to_be_visible()
    shown = [text for text in chart.all_text_contents() if text.strip()]
    (row,) = rows_of(page).all()
    name, content = saved(row, "svg")
    root = drawing(content)
    said = " ".join(texts(root))
    assert re.fullmatch(r"bury-re-referrals-within-12-months-\d{4}-\d\d-\d\d\.svg", name)
    assert {"Bury", "England", "North West"} <= set(texts(root))
    assert {text.strip() for text in shown} <= set(texts(root))
    for words in ("Re-referrals within 12 months", "Cycle 2017/18", "Open Government Licence v3.0", "Department for Education"):
        assert words in said
    assert "Practice" not in said, "published figures are not invented"
    lines = [path for path in root.iter(f"{SVG}path") if path.get("fill") == "none" and path.get("d", "").count("L") > 3]
    assert len(lines) >= 4, "the lines themselves"
    assert [address for address in asked if outside(address)] == []


def test_a_chart_is_saved_as_a_picture_of_twice_its_size_in_the_colours_of_the_screen(open_tab: Callable[..., Page]):
    for scheme in ("light", "dark"):
        page = visit(open_tab(color_scheme=scheme), TREND)
        expect(page.locator(".st-key-trend svg.main-svg text").first).to_be_visible()
        row = rows_of(page).first
        asked = listened_to(page)
        name, content = saved(row, "png")
        root = drawing(saved(row, "svg")[1])
        assert name.endswith(".png") and content.startswith(b"\x89PNG\r\n\x1a\n")
        picture = Image.open(io.BytesIO(content)).convert("RGB")
        assert picture.size == (2 * int(root.get("width")), 2 * int(root.get("height")))
        assert (sum(picture.getpixel((2, 2))) > 600) == (scheme == "light")
        most = max(count for count, _ in picture.getcolors(1 << 20))
        assert 0.02 < 1 - most / (picture.width * picture.height) < 0.5, "blank, or all one thing"
        assert [address for address in asked if outside(address)] == []


def test_a_picture_of_our_own_takes_its_legend_and_its_practice_mark_along(page: Page):
    visit(page, "/bpn?bpn=trafford")
    row = rows_of(page).first
    figure = page.locator("figure.picture").filter(has=page.locator("[data-name]")).first
    legend = [words.strip() for words in figure.locator("ul.legend > li > span:last-child").all_inner_texts()]
    title = figure.locator("figcaption").text_content()
    drawn = [text for text in figure.locator("svg:not(.legend svg) text").all_text_contents() if text.strip()]
    name, content = saved(row, "svg")
    said = texts(drawing(content))
    assert name.startswith("practice-")
    assert title.startswith("Practice · ") and " ".join(said).startswith(title)
    assert legend and set(legend) <= set(said)
    assert {text.strip() for text in drawn} <= set(said)
    assert any(text.startswith("Practice: ") for text in said)

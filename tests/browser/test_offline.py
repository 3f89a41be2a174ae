"""Nothing a reader does sends a request to another machine."""

from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.browser.seeing import SCREENS, address_of, cell_of, follow, headline, settled, visit

HERE = {"127.0.0.1", "localhost"}
INSIDE = {"data", "blob", "about"}
FURTHER = [
    "/authority?area=bury&kpi=caseload",
    "/region?cycle=2025-26&group=all&theme=caseload",
    "/authority?area=blackpool&source=returned",
    "/region?kpi=no-such-kpi",
]


def outside(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme not in INSIDE and parts.hostname not in HERE


def listened_to(page: Page) -> list[str]:
    """Everything the browser asks for, web sockets too, from now on."""
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    return asked


def test_no_request_leaves_the_machine(open_tab: Callable[..., Page]):
    page = open_tab()
    asked = listened_to(page)
    visit(page, FURTHER[0])
    page.emulate_media(color_scheme="dark")
    for address in [*map(address_of, SCREENS), *FURTHER]:
        follow(page, address)
    icons = page.locator("link[rel~=icon], link[rel~=stylesheet], link[rel~=preload], link[rel~=preconnect]")
    asked += icons.evaluate_all("links => links.map(link => link.href)")
    assert [address for address in asked if outside(address)] == []
    assert any(address.startswith("ws:") for address in asked), "the browser was not listened to"


def test_following_links_asks_nothing_of_another_machine(page: Page):
    asked = listened_to(page)
    visit(page, "/region")
    page.locator(".card h3 a").first.click()
    expect(page.locator("h2#theme")).to_be_visible()
    cell_of(page, "Bury").first.click()
    expect(headline(page)).to_contain_text("Bury")
    expect(page.locator(".js-plotly-plot svg.main-svg").first).to_be_visible()
    settled(page)
    assert [address for address in asked if outside(address)] == []


def test_an_address_elsewhere_would_be_noticed(page: Page):
    asked = listened_to(page)
    page.route("**/*", lambda route: route.abort())
    page.set_content('<img src="http://elsewhere.invalid/dot.png">')
    assert any(map(outside, asked))

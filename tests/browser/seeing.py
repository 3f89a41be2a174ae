"""What a reader of a screen sees, once it stands: its frame, its rug, and the shapes the tests look for."""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.browser.serving import ROOT
from tests.browser.standing import settled

FIRST = "start"
SCREENS = sorted(path.stem for path in (ROOT / "pages").glob("*.py") if not path.stem.startswith("_"))
FOLLOW = """address => {
  history.pushState({}, "", address);
  window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
}"""
# A deep link makes Streamlit look for its server below the link first; that it is not there is in order.
PROBES = ("/_stcore/health", "/_stcore/host-config")


def address_of(screen: str) -> str:
    """Where a screen is: its file's name, the first one at the root."""
    return "/" if screen == FIRST else f"/{screen}"


@dataclass(frozen=True)
class Frame:
    """What surrounds every screen: the navigation, the practice badge, the headline and the tab's title."""

    navigation: tuple[str, ...]
    badge: str
    headline: str
    title: str


def headline(page: Page) -> Locator:
    """The sentence a screen opens with."""
    # While one screen follows another, both sentences may stand for a moment, the new one first.
    return page.locator("h1.headline").last


def visit(page: Page, address: str) -> Page:
    """Open an address from scratch, as from a bookmark, and wait until its screen stands."""
    page.goto(address)
    return settled(page)


def follow(page: Page, address: str) -> Page:
    """Go to an address as the app's own links do, without a new document: much quicker than :func:`visit`.

    The tab must stand on a screen already.
    """
    page.evaluate(FOLLOW, address)
    return settled(page)


def back(page: Page) -> Page:
    """Go back in the tab's history and wait until the screen before stands again."""
    page.go_back()
    return settled(page)


def frame_of(page: Page) -> Frame:
    """The frame as it is seen now."""
    links = page.get_by_role("navigation", name="Screens").get_by_role("link")
    expect(links.first).to_be_visible()
    badge = page.locator(".practice")
    return Frame(
        navigation=tuple(text.strip() for text in links.all_inner_texts()),
        badge=badge.first.inner_text() if badge.count() else "",
        headline=headline(page).inner_text(),
        title=page.title(),
    )


def rug_of(page: Page) -> Locator:
    """The rug: the table of areas and KPIs."""
    rug = page.locator("table.rug")
    expect(rug).to_be_visible()
    return rug


def cell_of(page: Page, area: str, words: str = "") -> Locator:
    """The link in the rug's cell of an area whose accessible name also holds ``words``, small or large."""
    name = re.compile(rf"^{re.escape(area)}, .*{re.escape(words)}", re.IGNORECASE)
    return rug_of(page).get_by_role("cell").get_by_role("link", name=name)


def kpi_names(page: Page) -> list[str]:
    """The short names of the KPIs across the rug."""
    return rug_of(page).locator("thead tr:last-child th[scope=col] a").all_inner_texts()


def area_names(page: Page) -> list[str]:
    """The areas down the rug."""
    return rug_of(page).locator("tbody th[scope=row]").all_inner_texts()


def never_reloaded(page: Page) -> None:
    """Leave a mark that only a new document would wipe away."""
    page.evaluate("window.stillTheSameDocument = true")


def still_the_same_document(page: Page) -> bool:
    """Whether the mark of :func:`never_reloaded` is still there."""
    return page.evaluate("window.stillTheSameDocument === true")

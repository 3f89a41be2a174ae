"""An authority places itself, one enabler at a time: nothing typed is lost, nobody overwrites anybody, and who signed is told what
became of it. A real server on a store of its own."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import LAPTOP
from tests.browser.seeing import follow, headline, settled, visit
from tests.browser.serving import copied, started

STEP = "/placing?area=wigan&step={}"


@pytest.fixture(scope="module")
def own_server(practice_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server on a store that these tests write to."""
    with started(copied(practice_folder, tmp_path_factory.mktemp("placed") / "store")) as address:
        yield address


@pytest.fixture
def tabs(browser: Browser, own_server: str) -> Iterator[Callable[[str, str], Page]]:
    """Opens tabs of somebody's own at an address, declared under a name."""
    windows = []

    def tab(address: str, name: str = "") -> Page:
        windows.append(browser.new_context(viewport=LAPTOP, base_url=own_server, locale="en-GB"))
        page = visit(windows[-1].new_page(), address)
        if name:
            say_who(page, name)
        return page

    yield tab
    for window in windows:
        window.close()


def say_who(page: Page, name: str) -> None:
    # The labels of what is placed hold these words too.
    page.get_by_role("button", name="Say who you are").click()
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_role("button", name="Declare").click()
    expect(page.get_by_role("button", name=f"You: {name}")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Declare")).to_have_count(0)
    settled(page)


def evidence(page: Page) -> Locator:
    return page.get_by_label("Evidence: what does this rest on?")


def status(page: Page) -> Locator:
    return page.locator(".wizard-status")


def chosen(page: Page) -> str | None:
    return page.evaluate(
        """() => {
          const roots = [...document.querySelectorAll("[data-testid=stBidiComponentIsolated]")].map((host) => host.shadowRoot);
          return roots.map((root) => root.querySelector("input[name=position]:checked")?.value).find(Boolean) ?? null;
        }"""
    )


def test_what_is_typed_outlives_links_reloads_and_a_name_given_late(tabs):
    page = tabs(STEP.format(1))
    expect(headline(page)).to_contain_text("1 of 7: where does Wigan stand on strategic approach?")
    # Nobody has said who they are: it can be read and written in, and is not said to be saved.
    evidence(page).fill("Front-line staff can name the three priorities & <b>why</b>.")
    expect(status(page)).to_contain_text("Not saved yet: say who you are")
    page.get_by_role("navigation", name="Steps").get_by_role("link", name="4 Partners").click()
    expect(headline(page)).to_contain_text("4 of 7")
    expect(page.get_by_text("Typed in this browser tab and not saved yet:")).to_be_visible()
    page.get_by_role("link", name="1 Strategic approach").last.click()
    expect(evidence(page)).to_have_value("Front-line staff can name the three priorities & <b>why</b>.")
    page.reload()
    expect(evidence(page)).to_have_value("Front-line staff can name the three priorities & <b>why</b>.")
    settled(page)
    say_who(page, "Ann Lee")
    expect(status(page)).to_have_text(re.compile(r"^Saved \d\d:\d\d, .*, as a draft by Ann Lee\.$"))
    # Typed and left at once, by a link of another sheet and by a reload that nothing announced.
    evidence(page).press("End")
    page.keyboard.type(" One")
    page.get_by_role("navigation", name="Screens").get_by_role("link", name="Region").click()
    expect(page.locator("table.rug")).to_be_visible()
    assert page.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('challenge placing'))") == []
    follow(page, STEP.format(1))
    expect(evidence(page)).to_have_value(re.compile("</b>. One$"))
    expect(status(page)).to_contain_text("Saved")
    evidence(page).press("End")
    page.keyboard.type(" more")
    expect(status(page)).to_have_text("Not saved yet.")
    page.reload()
    expect(evidence(page)).to_have_value(re.compile("</b>. One more$"))
    # Markup is text wherever it is shown again.
    settled(page)
    say_who(page, "Ann Lee")
    expect(status(page)).to_contain_text("Saved")
    follow(page, STEP.format("review"))
    expect(page.get_by_role("cell", name="Front-line staff can name the three priorities & <b>why</b>. One more")).to_be_visible()


def test_by_keyboard_through_an_enabler_with_a_quote_and_too_much_evidence(tabs):
    page = tabs("/placing?area=stockport&step=2", "Ann Lee")
    evidence(page).fill("Before.")
    page.get_by_role("button", name="Quote").first.click()
    expect(evidence(page)).to_have_value(re.compile(r"^Before\. “.+” \(self-view, version \d, .+\)$", re.DOTALL))
    page.locator("#position-4").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    assert chosen(page) == "5"
    expect(status(page)).to_contain_text("Saved")
    page.reload()
    settled(page)
    assert chosen(page) == "5"
    say_who(page, "Ann Lee")
    long = "x" * 100_000
    evidence(page).fill(long)
    page.get_by_role("button", name="Save and go on").click()
    expect(status(page)).to_contain_text("Not saved: found 100,000 characters of evidence")
    assert evidence(page).input_value() == long
    evidence(page).fill("Short.")
    page.get_by_role("button", name="Save and go on").click()
    expect(headline(page)).to_contain_text("3 of 7")
    expect(page.get_by_role("navigation", name="Steps")).to_contain_text("Draft: Good to great")
    page.get_by_role("button", name="Back").click()
    expect(evidence(page)).to_have_value("Short.")
    expect(page.get_by_text("This is a short line of evidence.")).to_be_visible()
    page.get_by_role("button", name="Leave for now").click()
    expect(page.get_by_role("link", name=re.compile("Go on where you left"))).to_be_visible()


def test_two_tabs_of_one_person_show_both_and_lose_neither(tabs):
    one = tabs("/placing?area=halton&step=5", "Ann Lee")
    other = tabs("/placing?area=halton&step=5", "Ann Lee")
    evidence(one).fill("From the first tab, with some words to it.")
    one.locator("#position-2").check()
    expect(status(one)).to_contain_text("Saved")
    evidence(other).fill("From the second tab.")
    other.locator("#position-0").check()
    panel = other.get_by_role("alert").filter(has_text="Ann Lee saved this enabler at")
    expect(panel).to_contain_text("between poor to fair and fair to good. Evidence: “From the first tab, with some words to it.”")
    expect(evidence(other)).to_have_value("From the second tab.")
    expect(status(other)).to_contain_text("Not saved yet: choose theirs or yours")
    other.get_by_role("button", name="Take yours").click()
    expect(status(other)).to_contain_text("Saved")
    evidence(one).fill("The first tab again.")
    one.keyboard.press("Tab")
    one.get_by_role("button", name="Keep theirs").click()
    expect(evidence(one)).to_have_value("From the second tab.")
    assert chosen(one) == "0"


def test_handing_in_says_what_changed_and_withdraws_what_was_signed(tabs):
    page = tabs("/placing?area=bury&step=sign", "Ann Lee")
    page.get_by_label("Name of who signs").fill("Jo Bell")
    page.get_by_role("button", name="Sign the placement of Bury").click()
    expect(page.get_by_role("row", name=re.compile("^Director Jo Bell"))).to_contain_text("Signed on its own; entered by Ann Lee")
    follow(page, "/placing?area=bury&step=3")
    page.locator("#position-1").check()
    expect(status(page)).to_contain_text("Saved")
    follow(page, "/placing?area=bury&step=review")
    expect(headline(page)).to_have_text("Handing in would change one of the seven placements of Bury.")
    expect(
        page.get_by_text("Handing in a change withdraws the sign-off by the Director, Lead Member and Chief Executive")
    ).to_be_visible()
    page.get_by_role("button", name="Hand in as our own placement").click()
    expect(page.get_by_text("Handed in: one placement changed (Engaging and supporting the workforce).")).to_be_visible()
    expect(headline(page)).to_contain_text("Nothing to hand in")
    page.get_by_role("navigation", name="Steps").get_by_role("link", name="Sign-off").click()
    expect(headline(page)).to_have_text("Nobody has signed Bury’s own placement as it stands.")
    row = page.get_by_role("row", name=re.compile("^Director Jo Bell"))
    expect(row).to_contain_text(re.compile(r"The Director’s sign-off of .+ was withdrawn on .+: the placement was changed"))
    follow(page, "/placing?area=bury&step=3&as_of=2017-11-16")
    expect(headline(page)).to_contain_text("3 of 7")
    expect(page.get_by_role("radio")).to_have_count(0)
    expect(page.get_by_text("Own placement: fair to good.")).to_be_visible()

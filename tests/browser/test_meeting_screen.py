"""The group's meeting on a projector: placing by keys and click, several people at once, and nothing lost on the way."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import LAPTOP
from tests.browser.seeing import follow, headline, settled, visit
from tests.browser.serving import copied, started
from tests.browser.test_declaring import declare
from tests.browser.test_settings import put_away, write

# A click on what stood before somebody else's word came, as in the seconds until it does.
STALE = """radio => {
  const { desk } = radio.getRootNode().querySelector(".sheet");
  const row = desk.rows.find(({ radios }) => radios.includes(radio));
  const { group } = row.given;
  row.given = { ...row.given, group: { ...group, state: "none", position: null, revision: group.revision - 1 } };
  radio.click();
}"""


@pytest.fixture(scope="module")
def meeting(browser: Browser, practice_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server on a store of this file's own: meetings write."""
    with started(copied(practice_folder, tmp_path_factory.mktemp("met") / "store")) as address:
        yield address


@pytest.fixture(scope="module")
def tabs(browser: Browser, meeting: str) -> Iterator[Callable[[str], Page]]:
    """Somebody's own browser on that server, opened and declared once for all tests of this file; "" for who says no name."""
    known: dict[str, Page] = {}

    def of(name: str) -> Page:
        if name not in known:
            known[name] = browser.new_context(viewport=LAPTOP, base_url=meeting, locale="en-GB").new_page()
            visit(known[name], "/meeting?area=bury")
            if name:
                says(known[name], name)
        return known[name]

    yield of
    for page in known.values():
        page.context.close()


@pytest.fixture
def comes(tabs: Callable[[str], Page]) -> Callable[..., Page]:
    """Somebody opens the meeting on an authority, under a name when one is given."""

    def come(area: str, name: str = "") -> Page:
        page = follow(tabs(name), f"/meeting?area={area}")
        expect(page.get_by_text(f"You place as {name}." if name else "To place, say who you are (on the left).")).to_be_visible()
        return page

    return come


def says(page: Page, name: str) -> None:
    declare(page, name, "Strategic performance group")
    put_away(page)


def enabler(page: Page, name: str) -> Locator:
    return page.get_by_role("radiogroup", name=re.compile(name))


def chosen(page: Page, name: str) -> Locator:
    return enabler(page, name).locator("[aria-checked=true]")


def status(page: Page, number: int) -> Locator:
    return page.locator(f"#placer-status-{number - 1}")


def reason(page: Page, name: str) -> Locator:
    return page.get_by_role("textbox", name=re.compile(name))


def keys(page: Page, *pressed: str) -> None:
    for key in pressed:
        page.keyboard.press(key)


def test_the_panel_is_wholly_in_view_and_reads_without_a_name_but_places_nothing(comes):
    page = comes("bury")
    box = page.locator(".placer").bounding_box()
    assert box["y"] + box["height"] <= LAPTOP["height"] and box["x"] + box["width"] <= LAPTOP["width"]
    assert headline(page).inner_text() == (
        "Bury places itself at fair to good or just above on most enablers; the group has done all seven enablers."
    )
    expect(page.get_by_role("radiogroup")).to_have_count(7)
    expect(page.locator("kbd")).to_have_text(["↑", "↓", "1", "2", "3", "4", "5", "0", "Enter", "n", "p"])
    expect(page.get_by_text("To place, say who you are (on the left).")).to_be_visible()
    before = chosen(page, "1 Strategic").inner_text()
    keys(page, "1", "ArrowDown", "5")
    expect(page.locator(".placer-row.current")).to_contain_text("Leadership and governance")
    expect(page.get_by_role("status").filter(has_text="Say who you are")).to_have_count(1)
    assert chosen(page, "1 Strategic").inner_text() == before
    keys(page, "n")
    expect(headline(page)).to_contain_text("Cheshire East")
    keys(settled(page), "p")
    expect(headline(page)).to_contain_text("Bury")


def test_fast_keys_lose_nothing_and_others_see_them_without_losing_their_place(comes):
    ann, ben = comes("stockport", "Ann Lee"), comes("stockport", "Ben Shah")
    typing = reason(ben, "7 |Judicious")
    typing.click()
    typing.press_sequentially("We still wri")
    keys(ann, "4", "ArrowDown", "3", "ArrowDown", "2", "3", "2", "ArrowDown", "0")
    for number, name, position in (
        (1, "Strategic", "4"),
        (2, "Leadership", "3"),
        (3, "workforce", "2"),
        (4, "partners", "Not placed"),
    ):
        expect(chosen(ann, name)).to_have_text(re.compile(position))
        expect(status(ann, number)).to_have_text(re.compile(r"^Saved \d\d:\d\d by Ann Lee$"))
        expect(chosen(ben, name)).to_have_text(re.compile(position))
        expect(status(ben, number)).to_have_text(re.compile(r"^Saved \d\d:\d\d by Ann Lee$"))
    expect(headline(ben)).to_contain_text("the group has done four of seven enablers")
    expect(typing).to_be_focused()
    typing.press_sequentially("te <b>it</b>")
    expect(typing).to_have_value("We still write <b>it</b>")
    expect(status(ben, 7)).to_have_text("Choose a position, or not placed, to save this line")
    keys(ben, "Enter", "5")
    expect(reason(ann, "Judicious")).to_have_value("We still write <b>it</b>")
    expect(status(ann, 7)).to_contain_text("by Ben Shah")
    expect(ann.get_by_text("20 of 23 authorities done")).to_be_visible()
    keys(ann, "ArrowDown", "1", "ArrowDown", "1")
    expect(ann.get_by_text("21 of 23 authorities done")).to_be_visible()


def test_two_who_place_at_once_are_both_shown_and_one_is_kept(comes):
    ann, ben = comes("wirral", "Ann Lee"), comes("wirral", "Ben Shah")
    for number, name, press, kept in ((6, "innovation", "Put mine", "5"), (4, "partners", "Keep theirs", "2")):
        enabler(ann, name).get_by_role("radio", name=re.compile("^Between poor")).click()
        expect(status(ben, number)).to_contain_text("by Ann Lee")
        enabler(ben, name).get_by_role("radio", name=re.compile("^Good to great")).evaluate(STALE)
        asked = ben.get_by_role("alert")
        expect(asked).to_contain_text("Ann Lee was first")
        expect(asked).to_contain_text("Between poor to fair and fair to good. Yours, not saved: Good to great.")
        settled(ben).get_by_role("button", name=press).click()
        expect(asked).to_have_count(0)
        expect(chosen(ben, name)).to_have_text(re.compile(kept))
        expect(chosen(ann, name)).to_have_text(re.compile(kept))


def test_who_goes_on_typing_while_somebody_places_keeps_every_word(comes):
    ann, ben = comes("wirral", "Ann Lee"), comes("wirral", "Ben Shah")
    ann.mouse.click(600, 90)
    for _ in range(6):
        keys(ann, "ArrowDown")
    keys(ann, "Enter")
    line = reason(ann, "7 |Judicious")
    expect(line).to_be_focused()
    line.press_sequentially("We heard of")
    enabler(ben, "Judicious").get_by_role("radio", name=re.compile("^Fair to good")).click()
    expect(status(ann, 7)).to_have_text(re.compile("by Ben Shah|Saving"))
    line.press_sequentially(" two plans")
    asked = ann.get_by_role("alert")
    expect(asked).to_contain_text("“We heard of two plans”")
    expect(line).to_have_value("We heard of two plans")
    enabler(ann, "Judicious").get_by_role("radio", name=re.compile("^Poor to fair")).click()
    expect(asked).to_contain_text("Yours, not saved: Poor to fair (“We heard of two plans”)")
    settled(ann).get_by_role("button", name="Put mine").click()
    expect(reason(ben, "Judicious")).to_have_value("We heard of two plans")
    expect(chosen(ben, "Judicious")).to_have_text(re.compile("1"))
    keys(ann, "n")
    expect(ann.get_by_role("status").filter(has_text="No further authority in this order.")).to_have_count(1)


def test_what_the_server_has_not_answered_is_kept_and_sent_again(comes):
    page = comes("st-helens", "Ann Lee")
    page.context.set_offline(True)
    keys(page, "2")
    line = reason(page, "5 |apparatus")
    line.fill("Written while the line was down")
    expect(status(page, 5)).to_have_text("Not saved yet: no answer. Kept here, sent again")
    assert "Written while" in page.evaluate("sessionStorage['challenge.placer']")
    page.context.set_offline(False)
    visit(page, "/meeting?area=bury")
    expect(page.get_by_text("St. Helens, Building the supporting apparatus: not saved yet.")).to_be_visible()
    says(page, "Ann Lee")
    expect(page.get_by_text(re.compile("St. Helens, .*not saved"))).to_have_count(0)
    ben = comes("st-helens", "Ben Shah")
    expect(reason(ben, "5 |apparatus")).to_have_value("Written while the line was down")
    expect(chosen(ben, "apparatus")).to_have_text(re.compile("2"))


def test_a_line_that_is_too_long_stays_in_its_field_and_is_refused_in_words(comes):
    page = comes("oldham", "Ann Lee")
    before = chosen(page, "Strategic").inner_text()
    line = reason(page, "Strategic")
    line.fill("a" * 100_000)
    refused = page.get_by_role("alert")
    expect(refused).to_contain_text("Not saved: 100,000 characters of evidence.")
    expect(refused).to_contain_text("Shorten it")
    assert len(line.input_value()) == 100_000
    line.fill("Short enough")
    expect(status(page, 1)).to_have_text(re.compile("by Ann Lee"))
    expect(refused).to_have_count(0)
    assert chosen(page, "Strategic").inner_text() == before


def test_a_browser_that_sends_what_the_panel_never_would_is_refused(comes):
    page = comes("trafford", "Ann Lee")
    sent = {
        "id": "x",
        "cycle": "2017-18",
        "area": "trafford",
        "enabler": "strategic-approach",
        "position": 9,
        "evidence": "",
        "seen": 1,
    }
    wrong = [sent, sent | {"id": "y", "enabler": "luck", "position": 3}, sent | {"id": "z", "area": "leeds", "position": 3}]
    heard = page.locator(".placer").evaluate(
        """async (one, wrong) => {
          const desk = one.getRootNode().querySelector('.sheet').desk;
          desk.component.setStateValue("entries", wrong);
          for (;;) {
            await new Promise((done) => setTimeout(done, 30));
            if (desk.data.answers.z) return JSON.stringify(desk.data.answers);
          }
        }""",
        wrong,
    )
    answers = json.loads(heard)
    assert [("refused" in answers[each]) for each in "xyz"] == [True] * 3
    assert "position 9" in answers["x"]["refused"] and "luck" in answers["y"]["refused"] and "leeds" in answers["z"]["refused"]


def test_two_tabs_of_one_person_agree(comes):
    one = comes("wigan", "Ann Lee")
    two = visit(one.context.new_page(), "/meeting?area=wigan")
    says(two, "Ann Lee")
    enabler(one, "Strategic").get_by_role("radio", name=re.compile("^Poor to fair")).click()
    expect(chosen(two, "Strategic")).to_have_text(re.compile("1"))
    enabler(two, "Strategic").get_by_role("radio", name=re.compile("^Good to great")).click()
    expect(status(two, 1)).to_contain_text("by Ann Lee")
    expect(chosen(one, "Strategic")).to_have_text(re.compile("5"))
    expect(one.get_by_role("alert")).to_have_count(0)
    two.close()


def test_an_authority_outside_the_cycle_and_an_earlier_day(comes):
    page = comes("bury")
    follow(page, "/meeting?area=leeds")
    expect(headline(page)).to_have_text(re.compile("There is no authority in 2017/18 “leeds”"))
    follow(page, "/meeting?area=bury&as_of=2017-11-16")
    expect(page.get_by_text("nothing can be placed on an earlier day")).to_be_visible()
    expect(page.get_by_role("radio").first).to_have_attribute("aria-disabled", "true")
    expect(page.get_by_text("The chair’s order")).to_have_count(0)


def test_the_chair_sets_another_order_and_a_second_chair_is_asked(comes):
    ann, ben = comes("blackpool", "Ann Lee"), comes("blackpool", "Ben Shah")
    for page, line, number in ((ann, 22, "0"), (ben, 21, "0")):
        page.get_by_text("The chair’s order").click()
        write(page, page.get_by_test_id("stDataFrame"), line, 0.2, number)
    settled(ann).get_by_role("button", name="Save this order").click()
    expect(ann.get_by_text("As saved by Ann Lee on")).to_be_visible()
    expect(ann.get_by_role("link", name="← Blackburn with Darwen")).to_be_visible()
    expect(ann.get_by_text("Go to 3 of 23")).to_be_visible()
    settled(ben).get_by_role("button", name="Save this order").click()
    expect(ben.get_by_role("alert").filter(has_text="Ann Lee saved on")).to_be_visible()
    settled(ben).get_by_role("button", name="Take yours").click()
    expect(ben.get_by_text("As saved by Ben Shah on")).to_be_visible()
    settled(ben).locator("summary", has_text="Go to").click()
    expect(ben.get_by_role("link", name=re.compile("^1 Warrington"))).to_be_visible()
    expect(ben.get_by_role("link", name=re.compile("^2 Blackburn"))).to_be_visible()

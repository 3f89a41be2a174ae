"""Ofsted's key lines on the questions screen: a list with a stranger in it is mended and added, two people change one, it goes."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.seeing import headline, settled, visit
from tests.browser.serving import started
from tests.browser.test_declaring import declare

HERE = "/questions?show=ofsted"
LIST = """Key line of enquiry;LA;Theme;Letter
How are care leavers <b>housed</b>? 🙂;Cumbria;Care;Letter of 9 November 2017
How many social workers leave each year?;Bolton and Salford;;Letter of 9 November 2017
What is asked of nobody known?;Atlantis;;Letter of 9 November 2017
"""


@pytest.fixture(scope="module")
def own_server(practice_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server on a store that this test writes to."""
    folder = tmp_path_factory.mktemp("asked") / "store"
    shutil.copytree(practice_folder, folder)
    with started(folder) as address:
        yield address


def opened(browser: Browser, address: str, name: str, role: str = "Sector-led improvement team") -> Page:
    page = browser.new_context(viewport={"width": 1366, "height": 900}, base_url=address, locale="en-GB").new_page()
    visit(page, HERE)
    declare(page, name, role)
    page.keyboard.press("Escape")
    return settled(page)


def unfold(page: Page, label: str) -> None:
    settled(page).locator("summary", has_text=label).click()


def form(page: Page, named: str) -> Locator:
    """A form by the words on its button."""
    return settled(page).locator(".form-body").filter(has=page.get_by_role("button", name=named, exact=True))


def pick(page: Page, label: str, option: str, within: str) -> None:
    """Tick one of several in the form with the button ``within``."""
    some = form(page, within).locator("details.form-some").filter(has_text=label)
    if some.get_attribute("open") is None:
        some.locator("summary").click()
    some.get_by_label(option, exact=True).check()


def to_change(page: Page, text: str) -> None:
    which = settled(page).get_by_label("Which key line")
    which.select_option(which.locator("option", has_text=text).inner_text())


def write(page: Page, label: str, text: str) -> None:
    settled(page).get_by_label(label, exact=True).fill(text)


def press(page: Page, label: str) -> None:
    settled(page).get_by_role("button", name=label).last.click()


def keeps_nothing(page: Page) -> None:
    """Whether the words of no form are kept in this browser any more."""
    page.wait_for_function("!Object.keys(localStorage).some((key) => key.startsWith('challenge.form.'))")


def test_a_list_is_mended_added_changed_by_two_and_a_line_taken_away(browser: Browser, own_server: str, tmp_path: Path):
    ann = opened(browser, own_server, "Ann Lee")
    expect(headline(ann)).to_have_text("Ofsted’s nine key lines of enquiry cover 16 of 23 authorities.")
    unfold(ann, "Read a list: Word, Excel or CSV")
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    ann.locator("input[type=file]").set_input_files(str(tmp_path / "list.csv"))
    expect(
        ann.get_by_text("Three key lines were read from list.csv. Two can be added as they are, one waits for your word.")
    ).to_be_visible()
    stranger = ann.get_by_role("row").filter(has=ann.get_by_role("rowheader", name="line 4", exact=True))
    expect(stranger.filter(has_text="Keeps it out")).to_contain_text("“Atlantis”, which is no authority we know")

    # What is typed about the stranger stays when the others are added first, with what their words suggest.
    write(ann, "Key line of line 4", "What is asked of somebody?")
    settled(ann).get_by_text("Tag one line without a theme with what the words suggest").click()
    press(ann, "Add these 2 lines")
    expect(headline(ann)).to_have_text("Ofsted’s eleven key lines of enquiry cover 19 of 23 authorities.")
    expect(ann.get_by_role("status").filter(has_text="Two key lines were added.")).to_be_visible()
    expect(ann.get_by_label("Key line of line 4", exact=True)).to_have_value("What is asked of somebody?")
    pick(ann, "Authorities of line 4", "Cheshire West and Chester", "Add the lines that now have an authority")
    press(ann, "Add the lines that now have an authority")
    expect(headline(ann)).to_have_text("Ofsted’s twelve key lines of enquiry cover 20 of 23 authorities.")
    keeps_nothing(ann)
    leave = ann.get_by_role("row").filter(has_text="How many social workers leave")
    expect(leave).to_contain_text("Creating environments where social work can flourish")
    expect(ann.get_by_role("cell", name="How are care leavers <b>housed</b>? 🙂")).to_be_visible()

    # Two people change one line.
    bob = opened(browser, own_server, "Bob Ray", "Strategic performance group")
    for page in (ann, bob):
        unfold(page, "Change or take away a key line")
        to_change(page, "What is asked of somebody?")
    write(ann, "This key line", "What does Ann ask?")
    press(ann, "Save this line")
    expect(ann.get_by_role("cell", name="What does Ann ask?")).to_be_visible()
    expect(bob.get_by_role("cell", name="What does Ann ask?")).to_be_visible()
    write(bob, "This key line", "What does Bob ask?")
    press(bob, "Save this line")
    both = bob.get_by_role("alert").filter(has_text="Ann Lee changed this key line meanwhile")
    expect(both).to_contain_text("What does Ann ask?")
    expect(both).to_contain_text("What does Bob ask?")
    press(bob, "Put mine in its place")
    expect(bob.get_by_role("cell", name="What does Bob ask?")).to_be_visible()

    keeps_nothing(bob)
    to_change(bob, "What does Bob ask?")
    press(bob, "Take this line away …")
    press(bob, "Take it away")
    expect(headline(bob)).to_have_text("Ofsted’s eleven key lines of enquiry cover 19 of 23 authorities.")

    cat = opened(browser, own_server, "Cat Fox", "Authority")
    expect(headline(cat)).to_have_text("Ofsted’s key lines of enquiry are for the group.")
    assert "social workers" not in cat.locator("body").inner_text()


def test_what_is_typed_in_the_forms_outlives_the_screen_a_reload_and_its_tab_until_it_is_stored(browser: Browser, own_server: str):
    dan = opened(browser, own_server, "Dan Orr")
    unfold(dan, "Paste lines")
    lines = dan.get_by_label("Key lines, one to a paragraph", exact=False)
    lines.fill("Wirral: How is it <b>known</b>?\nAtlantis: How deep? 🙂")
    unfold(dan, "Write one line")
    write(dan, "Key line of enquiry", "Who asks?")
    pick(dan, "Authorities it is about", "Wigan", "Add this line")
    form(dan, "Add this line").get_by_label("Letter it is from").fill("Letter of 14 November 2017")
    unfold(dan, "Change or take away a key line")
    to_change(dan, "How do leaders know")
    write(dan, "This key line", "How do they know?")
    expect(dan.get_by_role("status").filter(has_text="Not sent yet. Kept in this browser until you send it.")).to_have_count(2)
    # Another screen and back, a reload, and a tab that was closed.
    dan.get_by_role("link", name="By theme", exact=True).click()
    dan.wait_for_url("**show=themes**")
    settled(dan).go_back()
    expect(dan.get_by_label("This key line")).to_have_value("How do they know?")
    settled(dan).reload()
    expect(settled(dan).get_by_label("Key line of enquiry", exact=True)).to_have_value("Who asks?")
    eve = dan.context.new_page()
    dan.close()
    visit(eve, HERE)
    declare(eve, "Eve Orr", "Sector-led improvement team")
    eve.keyboard.press("Escape")
    beside = visit(eve.context.new_page(), HERE)
    expect(settled(eve).get_by_label("This key line")).to_have_value("How do they know?")
    expect(form(eve, "Add this line").get_by_label("Letter it is from")).to_have_value("Letter of 14 November 2017")
    expect(form(eve, "Add this line").get_by_label("Wigan", exact=True)).to_be_checked()

    # Sent it goes from here, and from the other tab; of a list that was pasted when nothing of it waits any more.
    form(eve, "Add this line").get_by_role("button", name="Add this line").click()
    expect(eve.get_by_role("cell", name="Who asks?")).to_be_visible()
    expect(eve.get_by_label("Key line of enquiry", exact=True)).to_have_value("")
    expect(beside.get_by_label("Key line of enquiry", exact=True)).to_have_value("")
    press(eve, "Save this line")
    expect(eve.get_by_role("cell", name="How do they know?")).to_be_visible()
    press(eve, "Read these lines")
    write(eve, "Letter of the lines without one", "Letter of 15 November 2017")
    press(eve, "Add this line")
    expect(eve.get_by_text("These lines are added, all or none")).to_have_count(0)
    expect(eve.get_by_role("rowheader", name="Letter of 15 November 2017")).to_be_visible()
    expect(eve.get_by_label("Key lines, one to a paragraph", exact=False)).to_have_value(
        "Wirral: How is it <b>known</b>?\nAtlantis: How deep? 🙂"
    )
    eve.get_by_label("Leave out line 2").check()
    press(eve, "Add the lines that now have an authority")
    expect(eve.get_by_label("Key lines, one to a paragraph", exact=False)).to_have_value("")
    keeps_nothing(eve)

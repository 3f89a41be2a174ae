"""Self-views come in, are put right and signed, and a draft is checked without leaving a trace: a real server, real files."""

import re
import shutil
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from challenge import store
from tests.browser.seeing import headline, settled, visit
from tests.browser.serving import started
from tests.browser.test_declaring import declare
from tests.sent_files import self_view

PROBLEMS = {("rereferrals", 3): "18.4 / 19.2", ("second_plans", 2): "~25.1"}


@pytest.fixture(scope="module")
def drafts(practice_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Writes a self-view of an authority, with cells written over, as a file to drop."""
    folder = tmp_path_factory.mktemp("drafts")
    own = folder / "store"
    own.mkdir()
    shutil.copy2(practice_folder / "store.duckdb", own)
    opened = store.open_store(own)
    made = {
        "Bury self-view.docx": self_view(opened, "bury", PROBLEMS),
        "Bury corrected.docx": self_view(opened, "bury", {("second_plans", 2): "24.0"}),
        "Wigan self-view.docx": self_view(opened, "wigan", {("second_plans", 2): "20.1"}),
        "empty.docx": b"",
    }
    opened.close()
    for name, data in made.items():
        (folder / name).write_bytes(data)
    return lambda name: folder / name


@pytest.fixture(scope="module")
def own_server(practice_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server on a store that these tests write to."""
    folder = tmp_path_factory.mktemp("written") / "store"
    shutil.copytree(practice_folder, folder)
    with started(folder) as address:
        yield address


@pytest.fixture
def tab(browser: Browser, own_server: str) -> Iterator[Page]:
    """A tab on that server, of somebody's own."""
    with browser.new_context(viewport={"width": 1366, "height": 768}, base_url=own_server, locale="en-GB") as context:
        yield context.new_page()


def drop(page: Page, *files: Path) -> None:
    page.locator("input[type=file]").set_input_files([str(path) for path in files])
    for path in files:
        expect(page.get_by_test_id("stFileUploader").get_by_text(path.name)).to_be_visible()
    settled(page)


def unfold(page: Page, label: str) -> None:
    page.locator("summary", has_text=label).click()


def sends(tab: Page, field: Locator, words: str, button: str, then: str) -> None:
    """Write in the field of a form, send it, and see the headline say so. Twice, on a busy machine, nothing came of it and nobody
    knows why: what stood there is told as a warning, and it is done once more, as its reader would."""
    for patience in (15_000, 30_000):
        field.fill(words)
        expect(field).to_have_value(words)
        tab.get_by_role("button", name=button).click()
        try:
            return expect(headline(tab)).to_contain_text(then, timeout=patience)
        except AssertionError:
            if patience == 30_000:
                raise
            told = tab.locator("[role=alert], .note, .message").all_inner_texts()
            warnings.warn(f"{button}: nothing came of it; the field holds {field.input_value()!r}; told: {told}", stacklevel=2)


def row_of(page: Page, name: str):
    return page.locator("table", has_text="Self-views of the North West").locator(
        "tr", has=page.get_by_role("rowheader", name=name)
    )


def test_many_files_at_once_a_bad_one_stops_nobody_and_one_is_put_right_and_signed(tab: Page, drafts: Callable[..., Path]):
    visit(tab, "/returns")
    unfold(tab, "Take in self-views")
    drop(tab, drafts("Bury self-view.docx"), drafts("empty.docx"), drafts("Wigan self-view.docx"))
    expect(tab.get_by_text("Say who you are (on the left) before you take anything in.")).to_be_visible()
    expect(tab.get_by_role("button", name=re.compile("^Take in three"))).to_be_disabled()
    declare(tab, "Ann Lee", "Sector-led improvement team")
    tab.keyboard.press("Escape")
    settled(tab)
    tab.get_by_role("button", name="Take in three files").click()
    expect(
        tab.get_by_role("heading", name="Two files were stored and one was refused, and nothing of it was kept.")
    ).to_be_visible()
    outcomes = tab.locator("table", has_text="Files of this upload")
    expect(outcomes.locator("tr", has_text="Bury self-view.docx")).to_contain_text("stored as version")
    expect(outcomes.locator("tr", has_text="empty.docx")).to_contain_text("not stored")
    expect(tab.get_by_role("heading", name="Why empty.docx was refused")).to_be_visible()

    row_of(tab, "Bury").get_by_role("link", name="Bury").click()
    settled(tab)
    expect(headline(tab)).to_have_text(
        re.compile(r"^Bury’s self-view is version \d+, signed by nobody yet; one figure waits for an answer\.$")
    )
    before = int(re.search(r"version (\d+)", headline(tab).inner_text())[1])
    problems = tab.locator("table", has_text="what was found to look at")
    expect(problems.locator("tr", has_text="18.4 / 19.2")).to_contain_text("Blocks")
    expect(problems.locator("tr", has_text="~25.1")).to_contain_text("To confirm")

    settled(tab)
    unfold(tab, "Put figures right here")
    field = tab.get_by_label(re.compile("^3 Re-referrals.*Latest: what the cell should say"))
    sends(tab, field, "18.4", f"Store as version {before + 1}", f"version {before + 1}, signed by nobody yet; no figure waits")
    expect(tab.locator("table", has_text=f"figures changed since version {before}")).to_contain_text("18.4")
    expect(tab.locator("table", has_text="figures as returned")).to_contain_text("before:")

    settled(tab)
    unfold(tab, "Sign, or take a signature back")
    sends(tab, tab.get_by_label("Name of who signs"), "Dee Cee", f"Sign version {before + 1}", "signed by the Director;")
    with tab.expect_download() as caught:
        tab.get_by_role("button", name=re.compile("not for Ofsted")).click()
    assert caught.value.suggested_filename.startswith("NOT FOR OFSTED")
    assert Path(caught.value.path()).read_bytes() == drafts("Bury self-view.docx").read_bytes()


def test_a_draft_is_checked_and_nothing_is_stored_until_it_is_sent(tab: Page, drafts: Callable[..., Path]):
    visit(tab, "/self_check")
    expect(headline(tab)).to_have_text("See what would be asked about your self-view before you send it.")
    visit(tab, "/returns")
    version = row_of(tab, "Bury").locator("td").nth(1).inner_text()
    tab.get_by_role("navigation", name="Screens").get_by_role("link", name="Self-check").click()
    settled(tab)
    expect(headline(tab)).to_contain_text("See what would be asked")
    drop(tab, drafts("Bury corrected.docx"))
    settled(tab)
    expect(headline(tab)).to_have_text(re.compile(r"^Bury: \d+ of 42 figures were read; "))
    expect(tab.locator("table", has_text="this draft beside published figures")).to_contain_text("24.0")
    rug = tab.locator("table.rug")
    expect(rug.get_by_role("rowheader").nth(2)).to_have_text("Bury")
    expect(rug).to_contain_text("24.0")
    tab.get_by_role("navigation", name="Screens").get_by_role("link", name="Returns").click()
    settled(tab)
    expect(headline(tab)).to_contain_text("have returned a self-view")
    assert row_of(tab, "Bury").locator("td").nth(1).inner_text() == version, "a draft was stored"
    tab.get_by_role("navigation", name="Screens").get_by_role("link", name="Self-check").click()
    settled(tab)
    drop(tab, drafts("Bury corrected.docx"))
    settled(tab)
    expect(tab.get_by_role("button", name="Send it as the self-view of Bury")).to_be_disabled()
    declare(tab, "Bu Ry", "Authority")
    tab.keyboard.press("Escape")
    settled(tab)
    tab.get_by_role("button", name="Send it as the self-view of Bury").click()
    expect(tab.get_by_role("status").filter(has_text="Sent: it is version")).to_be_visible()
    tab.get_by_role("link", name="See it on the returns screen").click()
    settled(tab)
    expect(tab.locator("table", has_text="every version").locator("tr", has_text="Bury corrected.docx")).to_contain_text("Bu Ry")

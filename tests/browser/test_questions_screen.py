"""Writing the questions of one authority: from a line of enquiry to an agreed question, with nothing typed lost on the way. A real
server on a store of its own, which one test kills."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.conftest import LAPTOP
from tests.browser.seeing import follow, headline, settled, visit
from tests.browser.serving import PATIENCE, ROOT, copied, free_port
from tests.browser.test_declaring import declare
from tests.browser.test_settings import put_away

TEAM = "Sector-led improvement team"
STRANGE = "🙂 <script>alert(1)</script> שלום & “so”\n"


class Server:
    """A server that can be killed, and started again at the same address."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port, self.process = folder, free_port(), None
        self.address = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "challenge", "run", "--port", str(self.port)],
                cwd=ROOT,
                env=os.environ | {"CHALLENGE_STORE": str(self.folder), "CHALLENGE_AHEAD": "no"},
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        until = monotonic() + PATIENCE
        while monotonic() < until:
            try:
                with urlopen(f"{self.address}/_stcore/health", timeout=1):
                    return
            except (URLError, OSError):
                sleep(0.05)
        raise RuntimeError((self.folder / "server.log").read_text(encoding="utf-8", errors="replace"))

    def kill(self) -> None:
        """As a power cut would: no time to write anything."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@pytest.fixture(scope="module")
def server_of_its_own(browser: Browser, practice_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on a store of this file's own."""
    server = Server(copied(practice_folder, tmp_path_factory.mktemp("asked") / "store"))
    server.start()
    yield server
    server.kill()


@pytest.fixture
def comes(browser: Browser, server_of_its_own: Server) -> Iterator[Callable[..., Page]]:
    """Somebody opens a screen in a browser of their own, or in another tab of one, and says who they are when a name is given."""
    contexts: list[BrowserContext] = []

    def come(address: str, name: str = "", beside: Page | None = None) -> Page:
        if beside is None:
            contexts.append(browser.new_context(viewport=LAPTOP, base_url=server_of_its_own.address, locale="en-GB"))
        page = visit((contexts[-1] if beside is None else beside.context).new_page(), address)
        if name:
            says(page, name)
        return page

    yield come
    for context in contexts:
        context.close()


def says(page: Page, name: str) -> None:
    declare(page, name, TEAM)
    put_away(page)
    expect(page.get_by_text("To write, say who you are")).to_have_count(0)


def blank(page: Page) -> str:
    """Begin a blank question; its address."""
    page.get_by_role("button", name="Blank question").click()
    page.wait_for_url(re.compile("question="))
    settled(page)
    return page.url[page.url.index("/questions") :]


def field(page: Page, label: str) -> Locator:
    return page.get_by_label(label, exact=True)


def saved(page: Page) -> Locator:
    return page.locator(".panel-saved")


def is_saved(page: Page) -> None:
    expect(saved(page)).to_have_text(re.compile(r"^Saved \d+ s ago$"))


def test_a_line_becomes_a_question_with_its_evidence_that_the_group_agrees_to(comes):
    page = comes("/questions?area=wirral&kind=worse-and-worsening", "Ann Lee")
    expect(headline(page)).to_have_text(re.compile(r"^Wirral has .+ lines? of enquiry; .+\.$"))
    card = page.locator(".panel-card").filter(has_text="Second or subsequent protection plans")
    card.get_by_role("button", name=re.compile("^Use")).click()
    page.wait_for_url(re.compile("question="))
    expect(field(page, "Headline")).to_have_value(re.compile("^Second or subsequent protection plans: above England and rising"))
    chips = page.locator(".panel-chip")
    expect(chips.first).to_contain_text("22.8%")
    expect(chips.first.get_by_role("link")).to_have_attribute(
        "href", re.compile(r"^/kpi\?.*kpi=second_plans.*chosen=wirral|chosen=wirral.*kpi=second_plans")
    )
    expect(card.get_by_role("link", name=re.compile("Used in question"))).to_be_visible()
    # Typed, saved after a pause, and there after a reload; a theme brings its focus along.
    field(page, "Question").fill("Is it because of poor work?")
    is_saved(page)
    expect(page.locator(".panel-checks")).to_contain_text("Worth a look:")
    field(page, "Owner").fill("Data lead")
    field(page, "Focus").select_option("")
    field(page, "Theme").select_option("care")
    expect(field(page, "Focus")).to_have_value("Social Care")
    is_saved(page)
    page.get_by_label("Say something about it").fill("Too <b>closed</b>?")
    page.get_by_role("button", name="Say it").click()
    expect(page.get_by_text("Too <b>closed</b>?")).to_be_visible()
    page.reload()
    settled(page)
    expect(field(page, "Question")).to_have_value("Is it because of poor work?")
    expect(field(page, "Owner")).to_have_value("Data lead")
    expect(saved(page)).to_have_text(re.compile(r"^Saved \d\d:\d\d by Ann Lee$"))
    # Nobody is declared after a reload: what is typed is kept, and said not to be saved.
    field(page, "Question").fill("Which families come back, and how do you know?")
    expect(saved(page)).to_contain_text("Not saved yet: say who you are")
    says(page, "Bea Moss")
    is_saved(page)
    expect(field(page, "Question")).to_have_value("Which families come back, and how do you know?")
    # A press waits for what was typed a moment ago.
    field(page, "What the self-view says").press_sequentially("Seen.")
    page.get_by_role("button", name="Propose to the group").click()
    expect(page.get_by_role("button", name="Agree")).to_be_visible()
    field(page, "Headline").fill("")
    is_saved(page)
    page.get_by_role("button", name="Agree").click()
    expect(page.locator(".panel-notes .message")).to_contain_text("Not done: No headline")  # until its cause is gone
    field(page, "Headline").fill("Second plans rise")
    expect(page.locator(".panel-notes .message")).to_have_count(0)
    page.get_by_role("button", name="Agree").click()
    expect(headline(page)).to_have_text(re.compile("agreed"))
    page.locator("summary", has_text="History").click()
    expect(page.locator(".panel-history li").first).to_contain_text("proposed → agreed")
    expect(page.locator(".panel-history")).to_contain_text("what the self-view says: “Seen.”")
    # Evidence goes, and other words make it proposed again.
    before = chips.count()
    chips.first.get_by_role("button", name=re.compile("Take away")).click()
    expect(chips).to_have_count(before - 1)
    field(page, "Headline").fill("Second plans")
    expect(page.get_by_text("Its words were changed after it was agreed")).to_be_visible()
    is_saved(page)
    page.get_by_role("button", name="Take away", exact=True).click()
    page.get_by_role("button", name="Yes, take it away").click()
    page.wait_for_url(lambda url: "question=" not in url)
    expect(page.locator(".panel-questions, .panel-list .empty").first).not_to_contain_text("Second plans")
    # Narrowed to a KPI a question can rest on its figure alone.
    visit(page, "/questions?area=wirral&kpi=caseload")
    says(page, "Ann Lee")
    page.get_by_role("button", name="A question about Average social worker caseload").click()
    expect(page.locator(".panel-chip").first).to_contain_text("Caseload")
    expect(field(page, "Headline")).to_have_value("Average social worker caseload")


def test_two_in_one_question_see_both_texts_and_no_field_is_touched_while_it_is_written(comes):
    ann = comes("/questions?area=bury", "Ann Lee")
    address = blank(ann)
    bea = comes(address, "Bea Moss")
    field(bea, "Question").click()
    bea.keyboard.type("How do you know")
    field(ann, "Headline").fill("The quick brown fox")
    expect(field(bea, "Headline")).to_have_value("The quick brown fox")
    bea.keyboard.type(" that it helped?")
    expect(field(bea, "Question")).to_have_value("How do you know that it helped?")
    expect(field(bea, "Question")).to_be_focused()
    is_saved(bea)
    # Ann's next words come while Bea stands in that field: it stays, and hers come after the words that were on her screen.
    field(bea, "Headline").click()
    bea.keyboard.press("End")
    field(ann, "Headline").fill("The quick red fox")
    expect(bea.get_by_text("Somebody changed this field meanwhile")).to_be_visible()
    bea.keyboard.type(" jumps")
    both = bea.get_by_role("alert").filter(has_text="Ann Lee wrote here first")
    expect(both).to_contain_text("The quick red fox")
    expect(both.locator("ins")).to_contain_text(["brown", "jumps"])
    expect(both.locator("del")).to_contain_text(["red"])
    expect(saved(bea)).to_contain_text("Not saved: somebody else wrote first")
    expect(field(bea, "Headline")).to_have_value("The quick brown fox jumps")
    # Other fields go on saving meanwhile.
    field(bea, "Owner").fill("Bea")
    expect(field(ann, "Owner")).to_have_value("Bea")
    both.get_by_role("button", name="Take mine").click()
    is_saved(bea)
    field(ann, "Question").click()
    expect(field(ann, "Headline")).to_have_value("The quick brown fox jumps")
    # And the other way round: theirs is kept.
    field(bea, "Headline").click()
    field(ann, "Headline").fill("Ann again")
    is_saved(ann)
    field(bea, "Headline").fill("Bea again")
    bea.get_by_role("button", name="Keep theirs").click()
    expect(field(bea, "Headline")).to_have_value("Ann again")
    expect(saved(bea)).to_have_text(re.compile("^Saved"))


def test_what_a_closed_tab_has_not_sent_returns_even_fifty_thousand_strange_characters(comes):
    page = comes("/questions?area=wigan", "Ann Lee")
    address = blank(page)
    other = comes(address, beside=page)
    long = (STRANGE * 2000)[:50_000]
    field(other, "What the self-view says").fill(long)
    field(other, "Headline").fill("From a tab that was closed")
    expect(saved(other)).to_contain_text("Not saved yet: say who you are")
    # A tab that lives keeps its own: nothing of it shows here.
    sleep(0.6)
    assert field(page, "Headline").input_value() == ""
    other.close()
    expect(field(page, "Headline")).to_have_value("From a tab that was closed")
    is_saved(page)
    page.reload()
    settled(page)
    assert field(page, "What the self-view says").input_value() == long
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('challenge.panel.words'))") == []
    # More than any field holds is refused in words, and stays.
    says(page, "Ann Lee")
    field(page, "What the self-view says").fill("x" * 100_001)
    expect(saved(page)).to_contain_text("Refused: 100,001 characters")
    assert len(field(page, "What the self-view says").input_value()) == 100_001


def test_an_authority_sees_no_draft_and_an_earlier_day_is_read_only(comes):
    page = comes("/questions?area=halton&as_of=2017-11-20")
    expect(saved(page).or_(page.locator(".panel-list .empty")).first).to_be_visible()
    expect(page.get_by_role("button", name="Propose to the group")).to_have_count(0)
    # The choices among lines take little room beside the panel, and say why some kinds are not among them.
    rows = "[...new Set([...document.querySelectorAll('[data-testid=stBidiComponentIsolated]')].flatMap(({ shadowRoot }) =>"
    rows += " [...(shadowRoot?.querySelectorAll('.panel-lines-head .pills > li') ?? [])].map((one) => one.offsetTop)))].length"
    for width in (640, 1024, LAPTOP["width"]):
        page.set_viewport_size({"width": width, "height": 768})
        assert 1 <= page.evaluate(rows) <= 2, width
    page.locator(".panel-lines-head summary").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".choice[open]")).to_contain_text(
        "they need three years that may be compared, and no KPI has more than two."
    )
    page.keyboard.press("Escape")
    visit(page, "/questions?area=halton")
    declare(page, "A lead", "Authority")
    expect(headline(page)).to_contain_text("What Halton will be asked is drafted by the group")
    expect(page.get_by_role("link", name="the self-check page of Halton")).to_have_attribute(
        "href", re.compile("/self_check.*area=halton")
    )
    expect(page.locator(".panel")).to_have_count(0)
    follow(page, "/meeting?area=halton")
    expect(headline(page)).to_have_text("The group places Halton in its meeting.")
    expect(page.get_by_role("radio")).to_have_count(0)
    follow(page, "/questions?area=blackpool")
    expect(headline(page)).to_have_text(re.compile(r"^Blackpool was sent its questions on \d+ \w+ \d{4}\.$"))


def test_kill_9_loses_neither_what_was_saved_nor_what_is_typed_while_nobody_answers(comes, server_of_its_own):
    page = comes("/questions?area=oldham", "Ann Lee")
    blank(page)
    field(page, "Question").fill("Saved before the end.")
    is_saved(page)
    field(page, "Headline").click()
    server_of_its_own.kill()
    page.keyboard.type("Typed while nobody answers")
    expect(page.get_by_text(re.compile("^Not saved yet: kept in this browser|^Saving"))).to_be_visible()
    server_of_its_own.start()
    # The server knows nobody any more; the words are there, and are saved as soon as it does.
    expect(page.get_by_text("To write, say who you are")).to_be_visible()
    settled(page)
    expect(field(page, "Question")).to_have_value("Saved before the end.")
    expect(field(page, "Headline")).to_have_value("Typed while nobody answers")
    expect(saved(page)).to_contain_text("Not saved yet: say who you are")
    says(page, "Ann Lee")
    is_saved(page)
    page.reload()
    settled(page)
    expect(field(page, "Headline")).to_have_value("Typed while nobody answers")

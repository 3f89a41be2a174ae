"""A region replaces prompts for the improvement grid: nothing typed is lost, two at once see both texts, and history keeps all."""

from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import LAPTOP
from tests.browser.seeing import follow, settled
from tests.browser.serving import copied, started
from tests.browser.test_settings import fold
from tests.browser.test_wizard_screen import say_who

SETTINGS = "/settings?cycle=2017-18"
FIRST, SECOND, THIRD = (
    "Strategic approach: poor to fair",
    "Fostering innovation: good to great",
    "Engaging partners: fair to good",
)
HERS, HIS = "Nobody <b>could</b> say what matters & why.", "Plans gather dust."


def write(page: Page, name: str, words: str) -> None:
    """Write into the field of a prompt, without sending it."""
    page.get_by_role("textbox", name=name).fill(words)


def cell(page: Page, enabler: str, stage: int) -> Locator:
    """A prompt as it is shown, by its enabler and its place from the left."""
    table = page.locator("table", has_text="prompts for each enabler and stage")
    return table.locator("tbody tr", has=page.get_by_role("rowheader", name=enabler, exact=True)).locator("td").nth(stage)


def save(page: Page) -> None:
    page.get_by_role("button", name="Save prompts").click()
    settled(page)


def opened(browser: Browser, address: str) -> Page:
    """A tab on its way to the settings; it is not waited for, so that two can be under way at once."""
    page = browser.new_context(viewport=LAPTOP, base_url=address, locale="en-GB").new_page()
    page.goto(SETTINGS, wait_until="commit")
    return page


def begin(page: Page, name: str, words: dict[str, str]) -> None:
    """Open all prompts to be replaced and write, in somebody's name, who says it only after having typed."""
    settled(page)
    fold(page, "Replace prompts")
    expect(page.get_by_role("button", name="Save prompts")).to_be_disabled()
    expect(page.get_by_text("Say who you are (on the left) before you replace a prompt")).to_be_visible()
    for prompt, said in words.items():
        write(page, prompt, said)
    say_who(page, name)


def test_two_replace_prompts_at_once_and_the_project_s_can_be_had_back(practice_folder: Path, browser: Browser, tmp_path: Path):
    with started(copied(practice_folder, tmp_path / "store")) as address:
        ann, ben = opened(browser, address), opened(browser, address)
        begin(ann, "Ann Lee", {FIRST: HERS, THIRD: "We meet often."})
        begin(ben, "Ben Shah", {FIRST: HIS, SECOND: "Others copy us."})
        expect(ann.get_by_text("All 21 are the project’s")).to_be_visible()
        ours = cell(ann, "Engaging partners", 1).inner_text()
        save(ann)
        expect(ann.get_by_text("Saved: two prompts changed.")).to_be_visible()
        expect(cell(ann, "Strategic approach", 0)).to_contain_text(HERS)
        expect(cell(ann, "Strategic approach", 0)).to_contain_text("The region’s own: Ann Lee")
        expect(ann.locator("caption", has_text="Practice · North West: prompts")).to_be_visible()

        save(ben)
        both = ben.get_by_role("alert").filter(has_text="while you were editing")
        for words in (HERS, HIS, "Others copy us.", "Ann Lee"):
            expect(both).to_contain_text(words)
        ben.get_by_role("button", name="Take yours").click()
        expect(ben.get_by_text("3 of 21 are North West’s own")).to_be_visible()
        expect(cell(ben, "Strategic approach", 0)).to_contain_text(HIS)
        expect(cell(ben, "Fostering innovation", 2)).to_contain_text("Others copy us.")

        # Ann types on: what Ben has saved is said, and hers is kept until she decides; what only she touched goes through.
        fold(ann, "Replace prompts") if not ann.get_by_role("textbox", name=SECOND).is_visible() else None
        write(ann, SECOND, "Hers as well.")
        write(ann, THIRD, "")
        save(ann)
        expect(ann.get_by_role("alert").filter(has_text="Hers as well.")).to_contain_text("Others copy us.")
        ann.get_by_role("button", name="Keep theirs").click()
        expect(cell(ann, "Engaging partners", 1)).to_contain_text("given back by Ann Lee")
        expect(cell(ann, "Engaging partners", 1)).to_contain_text(ours)
        expect(cell(ann, "Fostering innovation", 2)).to_contain_text("Others copy us.")
        fold(ann, "Who changed which prompt (5)")
        history = ann.locator("table", has_text="every change of a prompt")
        for words in (HERS, HIS, "Others copy us.", "the project’s prompt given back"):
            expect(history).to_contain_text(words)

        follow(ben, f"{SETTINGS}&as_of=2017-11-16")
        expect(ben.get_by_text("All 21 are the project’s")).to_be_visible()
        expect(ben.get_by_text("Replace prompts")).to_have_count(0)
        ann.context.close()
        ben.context.close()

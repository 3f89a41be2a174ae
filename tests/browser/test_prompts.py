"""A region replaces prompts for the improvement grid: nothing typed is lost, two at once see both texts, and history keeps all."""

from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import LAPTOP
from tests.browser.seeing import settled, visit
from tests.browser.serving import copied, started
from tests.browser.test_declaring import declare
from tests.browser.test_settings import fold, put_away

FIRST, SECOND = "Strategic approach: poor to fair", "Fostering innovation: good to great"
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


def opened(browser: Browser, address: str, name: str) -> Page:
    """A tab on the settings with all prompts open to be replaced, in somebody's name, who says it only after having typed."""
    page = browser.new_context(viewport=LAPTOP, base_url=address, locale="en-GB").new_page()
    visit(page, "/settings?cycle=2017-18")
    fold(page, "Replace prompts")
    expect(page.get_by_role("button", name="Save prompts")).to_be_disabled()
    write(page, FIRST, {"Ann Lee": HERS, "Ben Shah": HIS}[name])
    declare(page, name, "Sector-led improvement team")
    put_away(page)
    return page


def test_two_replace_prompts_at_once_and_the_project_s_can_be_had_back(practice_folder: Path, browser: Browser, tmp_path: Path):
    with started(copied(practice_folder, tmp_path / "store")) as address:
        ann, ben = opened(browser, address, "Ann Lee"), opened(browser, address, "Ben Shah")
        expect(ann.get_by_text("All 21 are the project’s")).to_be_visible()
        ours = cell(ann, "Strategic approach", 0).inner_text()
        save(ann)
        expect(ann.get_by_text("Saved: one prompt changed.")).to_be_visible()
        expect(cell(ann, "Strategic approach", 0)).to_contain_text(HERS)
        expect(cell(ann, "Strategic approach", 0)).to_contain_text("The region’s own: Ann Lee")
        expect(ann.locator("caption", has_text="Practice · North West: prompts")).to_be_visible()

        write(ben, SECOND, "Others copy us.")
        save(ben)
        both = ben.get_by_role("alert").filter(has_text="while you were editing")
        for words in (HERS, HIS, "Others copy us.", "Ann Lee"):
            expect(both).to_contain_text(words)
        ben.get_by_role("button", name="Take yours").click()
        settled(ben)
        expect(ben.get_by_text("2 of 21 are North West’s own")).to_be_visible()
        expect(cell(ben, "Strategic approach", 0)).to_contain_text(HIS)
        expect(cell(ben, "Fostering innovation", 2)).to_contain_text("Others copy us.")

        # Ann types on: what Ben has saved is said, and hers is kept until she decides.
        fold(ann, "Replace prompts") if not ann.get_by_role("textbox", name=SECOND).is_visible() else None
        write(ann, SECOND, "Hers as well.")
        save(ann)
        expect(ann.get_by_role("alert").filter(has_text="Hers as well.")).to_contain_text("Others copy us.")
        ann.get_by_role("button", name="Keep theirs").click()
        settled(ann)
        expect(cell(ann, "Fostering innovation", 2)).to_contain_text("Others copy us.")
        fold(ann, "Replace prompts") if not ann.get_by_role("textbox", name=FIRST).is_visible() else None
        write(ann, FIRST, "")
        save(ann)
        expect(cell(ann, "Strategic approach", 0)).to_contain_text(ours)
        expect(cell(ann, "Strategic approach", 0)).to_contain_text("given back by Ann Lee")
        fold(ann, "Who changed which prompt (4)")
        history = ann.locator("table", has_text="every change of a prompt")
        for words in (HERS, HIS, "Others copy us.", "the project’s prompt given back"):
            expect(history).to_contain_text(words)

        visit(ben, "/settings?cycle=2017-18&as_of=2017-11-16")
        expect(ben.get_by_text("All 21 are the project’s")).to_be_visible()
        expect(ben.get_by_text("Replace prompts")).to_have_count(0)
        ann.context.close()
        ben.context.close()

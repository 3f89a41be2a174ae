"""The very first request a fresh server gets goes through the same frame as any later one."""

from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.seeing import SCREENS, Frame, frame_of, visit
from tests.browser.serving import copied, started


def seen_by_a_stranger(browser: Browser, address: str) -> Frame:
    with browser.new_context() as context:
        return frame_of(visit(context.new_page(), address))


def test_the_first_request_ever_shows_the_same_frame_as_later_ones(browser: Browser, practice_folder: Path, tmp_path: Path):
    link = "/authority?cycle=2017-18&area=bury&kpi=caseload"
    with started(copied(practice_folder, tmp_path / "store")) as address:
        first = seen_by_a_stranger(browser, address + link)
        later = seen_by_a_stranger(browser, address + link)
    assert first == later
    assert first.headline
    assert "practice" in first.badge.lower()
    assert len(set(first.navigation)) == len(SCREENS)

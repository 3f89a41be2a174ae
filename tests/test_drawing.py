"""A screen is worked out once for its address, reader, theme and store, and drawn again from what was kept."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

from challenge import access, drawing, placements, prompting, session, store
from challenge.links import Unknown

# Screens of figures, each with what it is asked for.
FIGURES = {"start": {}, "region": {}, "bpn": {"bpn": "trafford"}, "authority": {"area": "stockport"}, "kpi": {"kpi": "caseload"}}
ROLE = access.READER.role


@pytest.fixture(scope="module", autouse=True)
def opened(practice_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> store.Store:
    """A practice store of these tests' own, as the server would open it."""
    folder = tmp_path_factory.mktemp("drawn")
    shutil.copy2(practice_folder / "store.duckdb", folder)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("CHALLENGE_STORE", str(folder))
        yield store.shared()
        store.close_shared()


class Counted:
    """A way of drawing screens that counts which were drawn."""

    def __init__(self, make) -> None:
        self.make, self.screens = make, []

    def __call__(self, screen: str, *given: object, **named: object) -> drawing.Drawing:
        self.screens.append(screen)
        return self.make(screen, *given, **named)


def words(drawn: drawing.Drawing) -> str:
    """Everything in the steps of a drawing, as text."""
    return str([given for _, given in drawn.steps])


def kept(screen: str, theme: str = "light", role: str = ROLE, **choices: str) -> drawing.Drawing:
    """What the server keeps for a screen."""
    held = store.shared()
    day = pd.Timestamp.today().date()
    return session._drawing(
        screen, tuple(sorted(choices.items())), role, theme, day, str(held.folder), session.reached(held, screen)
    )


def test_the_same_screen_asked_for_again_is_not_worked_out_again():
    assert kept("region") is kept("region")


@pytest.mark.parametrize("other", [{"theme": "dark"}, {"role": access.ROLES[2]}, {"period": "2015-16"}], ids=str)
def test_another_theme_reader_or_choice_is_worked_out_for_itself(other: dict):
    assert kept("region", **other) is not kept("region")


def test_a_write_is_seen_on_a_screen_that_was_kept():
    choices = {"cycle": "2017-18", "bpn": "trafford"}
    assert "area=rochdale" not in words(kept("bpn", **choices))
    row = {"cycle": "2017-18", "area": "rochdale", "revision": 9, "bpn": "trafford", "round": "january", "state": "stands"}
    with store.shared().writing("BPN of Rochdale", access.Person("Ann Lee", "Authority")) as entry:
        entry.append("membership_entry", pd.DataFrame([row]), signed=True)
    assert "area=rochdale" in words(kept("bpn", **choices))


def test_a_placement_renews_the_journey_and_leaves_screens_of_figures_as_they_are_drawn(monkeypatch: pytest.MonkeyPatch):
    choices = {"cycle": "2017-18"}
    figures = {screen: kept(screen, **choices, **more) for screen, more in FIGURES.items()}
    journey = kept("journey", **choices)
    held = store.shared()
    area, enabler = "stockport", "engaging-partners"
    placements.place(held, "2017-18", area, enabler, "preliminary", 1, "said a moment ago", 0, access.Person("Ann Lee", ROLE))
    prompting.save(held, "north-west", {(enabler, 1): "Ours."}, {}, access.Person("Ann Lee", "Authority"))
    monkeypatch.setattr(drawing, "make", made := Counted(drawing.make))
    for screen, more in FIGURES.items():
        assert kept(screen, **choices, **more) is figures[screen], screen
    assert made.screens == []
    assert kept("journey", **choices) is not journey
    assert made.screens == ["journey"]
    # A write of figures, or of who is in which BPN, renews them all.
    row = {"cycle": "2017-18", "area": "rochdale", "revision": 10, "bpn": "trafford", "round": "january", "state": "stands"}
    with held.writing("BPN of Rochdale", access.Person("Ann Lee", "Authority")) as entry:
        entry.append("membership_entry", pd.DataFrame([row]), signed=True)
    assert kept("region", **choices) is not figures["region"]
    assert kept("journey", **choices) is not journey


def test_a_page_that_says_stop_draws_nothing_more():
    chosen, whole = kept("authority"), kept("authority", area="bury")
    assert "Choose one of the 23 authorities" in words(chosen)
    assert len(chosen.steps) < len(whole.steps)


def test_what_a_page_refuses_is_raised_and_not_kept():
    for _ in range(2):
        with pytest.raises(Unknown):
            kept("region", period="never")


def test_who_takes_a_file_along_is_no_part_of_what_is_kept():
    assert "made for" not in words(kept("region"))


def test_steps_are_taken_only_inside_a_page():
    with pytest.raises(LookupError):
        session.show([], key="nowhere")

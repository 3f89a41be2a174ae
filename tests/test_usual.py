"""The usual views are drawn before anybody asks, by their plain address, and readers come first."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from challenge import links, session, store, usual
from challenge.access import PROGRAM


@pytest.fixture(scope="module")
def opened(practice_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[store.Store]:
    """A practice store of these tests' own, as the one a server has open."""
    folder = tmp_path_factory.mktemp("usual")
    shutil.copy2(practice_folder / "store.duckdb", folder)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("CHALLENGE_STORE", str(folder))
        patched.setattr(usual, "QUIET", 0.01)
        yield store.shared()
        store.close_shared()


def test_the_usual_views_are_every_authority_bpn_and_headline_kpi_and_the_regions_choices(opened: store.Store):
    found = list(usual.views(opened))
    assert len(set(found)) == len(found)
    assert {view.screen for view in found} == {"start", "region", "journey", "bpn", "authority", "kpi"}
    areas = [dict(view.choices)["area"] for view in found if view.screen == "authority"]
    assert len(areas) == 23 and "bury" in areas
    assert sum(view.screen == "region" for view in found) == 3 * len(links.COMPARISONS)


def test_an_address_that_says_the_defaults_is_the_same_drawing_as_the_plain_one(opened: store.Store):
    said = {"cycle": "2017-18", "period": "2016-17", "compare": "england", "source": "published", "area": "bury"}
    assert session._plain(said) == session._plain({"area": "bury"}) == (("area", "bury"),)


def test_what_differs_from_the_defaults_stays_and_a_look_back_keeps_all_it_says(opened: store.Store):
    assert dict(session._plain({"period": "latest", "compare": "region"})) == {"period": "latest", "compare": "region"}
    assert dict(session._plain({"cycle": "2025-26", "period": "2016-17"})) == {"cycle": "2025-26", "period": "2016-17"}
    back = {"as_of": "2017-11-16", "cycle": "2017-18"}
    assert dict(session._plain(back)) == back


def test_all_usual_views_are_drawn_once_and_again_after_a_write(opened: store.Store):
    drawn, whole = [], threading.Event()
    expected = list(usual.views(opened))

    def draw(screen: str, choices: tuple) -> None:
        drawn.append(usual.Usual(screen, choices))
        if len(drawn) == len(expected):
            whole.set()

    ahead = usual.Ahead(draw)
    ahead.start()
    try:
        assert whole.wait(20) and drawn == expected
        whole.wait(0.1)
        assert drawn == expected, "drawn twice though nothing was written"
        whole.clear()
        drawn.clear()
        with opened.writing("nothing but a count", PROGRAM):
            pass
        assert whole.wait(20) and drawn == expected
    finally:
        ahead.stop()


def test_stopping_ends_it_between_two_views(opened: store.Store):
    drawn = []
    ahead = usual.Ahead(lambda *view: drawn.append(view) or ahead._over.set())
    ahead.start()
    ahead.stop()
    assert len(drawn) <= 1 and not ahead._thread.is_alive()

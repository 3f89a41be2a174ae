"""The group's choice of focus: each choice is kept, and nobody's is overwritten unseen."""

import shutil
from datetime import date, datetime
from pathlib import Path

import pytest

import queries
from challenge import focusing
from challenge.access import READER, Person
from challenge.errors import ChallengeError
from challenge.focusing import Choice, ChosenMeanwhile
from challenge.store import Store, end_of, open_store

CYCLE = "2017-18"
ANN = Person("Ann Lee", "Sector-led improvement team")
BEN = Person("Ben Ode", "Strategic performance group")


@pytest.fixture(scope="module")
def store(practice_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A practice store these tests write to; each about its own authority, of those that have no focus yet."""
    folder = tmp_path_factory.mktemp("focused")
    shutil.copy2(practice_folder / "store.duckdb", folder)
    opened = open_store(folder)
    yield opened
    opened.close()


def choose(store: Store, area: str, focus: str, reason: str = "", seen: int = 0, actor: Person = ANN, **given: object) -> Choice:
    return focusing.choose(store, CYCLE, area, focus, reason, seen, actor, **given)


def seen_by(store: Store, area: str, reader: Person = READER, day: date | None = None) -> tuple[str, str, int]:
    """Focus, reason and revision as a reader sees them."""
    with store.reading(reader, day and end_of(day)) as cursor:
        row = queries.questions.focus(cursor, cycle=CYCLE, area=area).iloc[0]
    return row["focus"], row["reason"], int(row["revision"])


def test_a_focus_is_chosen_changed_and_taken_back_and_each_choice_follows_the_one_that_was_seen(store):
    assert seen_by(store, "halton") == ("", "", 0)
    choose(store, "halton", "Education", " three lines \n")
    assert seen_by(store, "halton") == ("Education", "three lines", 1)
    choose(store, "halton", "both", "Section 4 too", 1, BEN)
    taken = choose(store, "halton", "", "by mistake", 2)
    assert seen_by(store, "halton") == ("", "", 3) == ("", "", taken.revision)
    # Who looks at an empty choice sends its revision.
    assert choose(store, "halton", "Social Care", seen=3).revision == 4
    kept = store.connection.cursor().execute("select focus, reason, state from focus_entry where area = 'halton' order by revision")
    assert kept.fetchall()[1:3] == [("both", "Section 4 too", "stands"), ("both", "by mistake", "withdrawn")]


def test_who_chooses_on_what_is_no_longer_there_is_shown_both(store):
    choose(store, "tameside", "Education", "hers")
    with pytest.raises(ChosenMeanwhile) as both:
        choose(store, "tameside", "Social Care", "his", 0, BEN)
    assert (both.value.theirs.reason, both.value.theirs.actor, both.value.yours) == ("hers", "Ann Lee", ("Social Care", "his"))
    assert "Education" in both.value.found and "Social Care" in both.value.found and both.value.do
    assert seen_by(store, "tameside")[:2] == ("Education", "hers")
    with pytest.raises(ChosenMeanwhile):
        choose(store, "tameside", "", "", 0, BEN)
    choose(store, "tameside", "Social Care", "his", both.value.theirs.revision, BEN)
    assert seen_by(store, "tameside")[:2] == ("Social Care", "his")


def test_the_same_choice_twice_writes_nothing_and_figures_stay_as_they_are_drawn(store):
    figures = store.reached()
    first = choose(store, "oldham", "Education", "why")
    assert store.reached() == figures
    before = store.revision
    assert [choose(store, "oldham", "Education", "why ", seen) for seen in (0, 1, 7)] == [first] * 3
    assert choose(store, "knowsley", "").revision == 0
    assert store.revision == before


@pytest.mark.parametrize(
    ("wrong", "found", "way_out"),
    [
        ({"area": "leeds"}, "leeds", "authority"),
        ({"focus": "Housing"}, "Housing", "Education, Social Care, both"),
        ({"actor": Person("Cy", "Authority")}, "Authority", "group"),
        ({"reason": "r" * 100_001}, "100,001", "100,000"),
    ],
    ids=lambda given: str(given)[:40],
)
def test_a_focus_there_is_not_and_an_authority_s_own_choice_are_refused(store, wrong, found, way_out):
    before = store.revision
    with pytest.raises(ChallengeError) as refused:
        choose(store, **{"area": "rochdale", "focus": "Education"} | wrong)
    assert found in refused.value.found and way_out in refused.value.expected and refused.value.do
    assert store.revision == before


def test_a_reason_is_kept_as_text_to_the_letter(store):
    text = "<b>bold</b> '; drop table focus_entry; -- 👩‍👧‍👦 שלום half \ud83d, \x00nothing"
    choose(store, "sefton", "both", text)
    assert seen_by(store, "sefton")[1] == text.replace("\ud83d", "?").replace("\x00", "")


def test_on_sixteenth_november_the_group_sees_what_it_had_chosen_and_an_authority_never_does(store):
    choose(store, "salford", "Education", "then", recorded_at=datetime(2017, 11, 16, 12))
    choose(store, "salford", "both", "later", 1, recorded_at=datetime(2017, 11, 17, 12))
    assert seen_by(store, "salford", day=date(2017, 11, 16)) == ("Education", "then", 1)
    assert seen_by(store, "salford", day=date(2017, 11, 15)) == ("", "", 0)
    assert seen_by(store, "salford", Person("Cy", "Authority")) == ("", "", 0)

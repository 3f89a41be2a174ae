"""From draft to agreed: only the moves there are, each once, on what was seen, and never without words."""

import shutil
from pathlib import Path
from uuid import uuid4

import pytest

import queries
from challenge import questions
from challenge.access import READER, Person
from challenge.errors import ChallengeError
from challenge.question_words import MOVES, STATES, Kept, WrittenMeanwhile
from challenge.store import Store, open_store

CYCLE = "2017-18"
ANN = Person("Ann Lee", "Sector-led improvement team")
BEN = Person("Ben Ode", "Strategic performance group")
READY = {"headline": "Care leavers in work", "wording": "What has changed for them?"}


@pytest.fixture(scope="module")
def store(practice_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A practice store these tests write to; each begins its own questions."""
    folder = tmp_path_factory.mktemp("moved")
    shutil.copy2(practice_folder / "store.duckdb", folder)
    opened = open_store(folder)
    yield opened
    opened.close()


def begin(store: Store, area: str = "bury", fields: dict[str, str] | None = None) -> Kept:
    return questions.begin(store, str(uuid4()), CYCLE, area, fields or READY, ANN)


def reached(store: Store, state: str) -> Kept:
    """A question in a state that people may move it to."""
    kept = begin(store, "sefton")
    for step in {"draft": (), "agreed": ("proposed", "agreed")}.get(state, (state,)):
        kept = questions.move(store, kept.question, step, kept.revision, ANN)
    return kept


@pytest.mark.parametrize("state", [state for state in MOVES if state != "issued"])
def test_only_the_moves_there_are_can_be_made_and_each_once(store, state):
    kept = reached(store, state)
    for other in set(STATES) - {state, *MOVES[state]}:
        with pytest.raises(ChallengeError):
            questions.move(store, kept.question, other, kept.revision, BEN)
    for other in MOVES[state]:
        kept = reached(store, state)
        moved = questions.move(store, kept.question, other, kept.revision, BEN, "because")
        assert (moved.state, moved.revision, moved.reason) == (other, kept.revision + 1, "because")
        # A browser that was cut off asks again.
        assert questions.move(store, kept.question, other, kept.revision, BEN) == moved


@pytest.mark.parametrize("lacking", [{"headline": "  \n"}, {"wording": ""}, {"headline": "", "wording": " "}], ids=str)
def test_a_question_without_words_or_headline_cannot_be_agreed_and_says_what_it_lacks(store, lacking):
    kept = begin(store, fields=READY | lacking)
    proposed = questions.move(store, kept.question, "proposed", 1, ANN)
    with pytest.raises(ChallengeError) as refused:
        questions.move(store, kept.question, "agreed", proposed.revision, BEN)
    assert all({"wording": "question"}.get(name, name) in refused.value.found for name in lacking)
    with store.reading(READER) as cursor:
        rows = queries.questions.of_area(cursor, cycle=CYCLE, area="bury").set_index("question")
    assert rows.loc[kept.question, "state"] == "proposed"


def test_agreeing_needs_the_words_and_the_state_that_were_seen(store):
    kept = begin(store)
    proposed = questions.move(store, kept.question, "proposed", 1, ANN)
    questions.write(store, kept.question, {"wording": ("Changed?", 2), "owner": ("Di", 2)}, ANN)
    with pytest.raises(WrittenMeanwhile) as changed:
        questions.move(store, kept.question, "agreed", proposed.revision, BEN)
    assert {name: each.text for name, each in changed.value.theirs.items()} == {"wording": "Changed?"}
    agreed = questions.move(store, kept.question, "agreed", 3, BEN)
    with pytest.raises(WrittenMeanwhile, match="Ben Ode"):
        questions.move(store, kept.question, "parked", 3, ANN)
    # A revision nobody wrote (the store was restored from a backup, the browser was not) has not been seen.
    with pytest.raises(WrittenMeanwhile):
        questions.move(store, kept.question, "parked", agreed.revision + 7, ANN)


def test_words_of_an_agreed_question_make_it_proposed_again_and_an_owner_does_not(store):
    kept = begin(store)
    for step in ("proposed", "agreed"):
        kept = questions.move(store, kept.question, step, kept.revision, BEN)
    owned = questions.write(store, kept.question, {"owner": ("Di", kept.revision)}, ANN)
    assert owned.state == "agreed"
    changed = questions.write(store, kept.question, {"claim": ("We think so", owned.revision)}, ANN)
    assert (changed.state, "after it was agreed" in changed.reason) == ("proposed", True)

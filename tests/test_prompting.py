"""A region puts its own prompts in place of the project's: each change is kept, and nobody's is overwritten."""

import shutil
from datetime import timedelta
from pathlib import Path

import pandas as pd
import pytest

import queries
from challenge import prompt_sheet, prompting
from challenge.access import READER, Person
from challenge.errors import ChallengeError
from challenge.prompting import PromptedMeanwhile
from challenge.sheet import to_text
from challenge.store import Store, now, open_store

ANN, BEN = Person("Ann Lee", "Sector-led improvement team"), Person("Ben Ode", "Strategic performance group")
HERE, ELSEWHERE = "north-west", "london"
FIRST, LAST = ("strategic-approach", 1), ("judicious-use-of-resources", 5)


@pytest.fixture
def store(practice_folder: Path, tmp_path: Path) -> Store:
    """A practice store to write to."""
    shutil.copy2(practice_folder / "store.duckdb", tmp_path)
    opened = open_store(tmp_path)
    yield opened
    opened.close()


def prompts(store: Store, region: str = HERE, moment=None) -> pd.DataFrame:
    """The prompts of a region as the settings screen reads them, by enabler and stage."""
    with store.reading(READER, moment) as cursor:
        rows = queries.settings.prompts(cursor, region=region)
    assert len(rows) == 21
    return rows.set_index(["enabler", "position"])


def revisions(store: Store) -> list[tuple]:
    with store.reading(READER) as cursor:
        rows = queries.settings.prompt_history(cursor, region=HERE)
    return list(zip(rows["enabler"], rows["position"], rows["revision"], rows["text"], rows["actor"], strict=True))


def test_a_region_s_own_prompt_stands_in_place_of_the_project_s_and_only_there(store):
    ours, start = prompts(store).loc[FIRST], now()
    assert (ours["by_region"], ours["revision"], ours["text"]) == (False, 0, ours["by_project"])
    assert prompting.save(store, HERE, {FIRST: "  Nobody could name our priorities.\n", LAST: "Ours."}, {}, ANN) == {
        FIRST: 1,
        LAST: 1,
    }
    stands = prompts(store).loc[FIRST]
    assert (stands["text"], stands["by_region"], stands["actor"]) == ("Nobody could name our priorities.", True, "Ann Lee")
    assert stands["by_project"] == ours["text"] == prompts(store, ELSEWHERE).loc[FIRST, "text"]
    assert prompts(store)["by_region"].sum() == 2
    assert prompts(store, moment=start - timedelta(seconds=1)).loc[FIRST, "text"] == ours["text"]


@pytest.mark.parametrize("given_back", ["", "  ", "the project's own"])
def test_an_empty_text_or_the_project_s_gives_the_project_s_back_and_history_keeps_all(store, given_back):
    ours = prompts(store).loc[FIRST, "text"]
    prompting.save(store, HERE, {FIRST: "Ours."}, {}, ANN)
    again = ours if given_back.startswith("the") else given_back
    assert prompting.save(store, HERE, {FIRST: again}, {FIRST: 1}, BEN) == {FIRST: 2}
    stands = prompts(store).loc[FIRST]
    assert (stands["text"], stands["by_region"], stands["revision"]) == (ours, False, 2)
    assert revisions(store) == [(*FIRST, 2, "", "Ben Ode"), (*FIRST, 1, "Ours.", "Ann Lee")]


def test_what_does_not_differ_is_not_written(store):
    prompting.save(store, HERE, {FIRST: "Ours."}, {}, ANN)
    before, figures = store.revision, store.reached()
    same = {FIRST: " Ours. ", LAST: prompts(store).loc[LAST, "text"], ("fostering-innovation", 3): ""}
    # Somebody who saw less, and wants what stands anyway, stands in nobody's way.
    assert prompting.save(store, HERE, same, {}, BEN) == {}
    assert store.revision == before
    prompting.save(store, HERE, {LAST: "New."}, {}, BEN)
    assert (store.revision, store.reached()) == (before + 1, figures)


def test_two_who_write_the_same_prompt_are_both_shown_and_nothing_of_either_is_lost(store):
    prompting.save(store, HERE, {FIRST: "Hers.", LAST: "Also hers."}, {}, ANN)
    before = store.revision
    mine = {FIRST: "His.", ("fostering-innovation", 3): "Only his."}
    with pytest.raises(PromptedMeanwhile) as both:
        prompting.save(store, HERE, mine, {}, BEN)
    assert {key: (each.text, each.actor, each.revision) for key, each in both.value.theirs.items()} == {
        FIRST: ("Hers.", "Ann Lee", 1)
    }
    assert both.value.yours == {FIRST: "His."}
    assert "“Hers.”" in both.value.found and "“His.”" in both.value.found and store.revision == before
    prompting.save(store, HERE, mine, {FIRST: both.value.theirs[FIRST].revision}, BEN)
    stands = prompts(store)["text"]
    assert (stands[FIRST], stands[LAST], stands["fostering-innovation", 3]) == ("His.", "Also hers.", "Only his.")
    # Given back meanwhile is a change, too, and what stands then is the project's.
    prompting.save(store, HERE, {LAST: ""}, {LAST: 1}, ANN)
    with pytest.raises(PromptedMeanwhile) as both:
        prompting.save(store, HERE, {LAST: "His."}, {LAST: 1}, BEN)
    assert both.value.theirs[LAST].text == prompts(store).loc[LAST, "by_project"]


@pytest.mark.parametrize(
    ("wrong", "found"),
    [
        ({"region": "atlantis"}, "atlantis"),
        ({"region": "bury"}, "bury"),
        ({"wanted": {("charisma", 1): "words"}}, "charisma"),
        ({"wanted": {("strategic-approach", 2): "words"}}, "position 2"),
        ({"wanted": {FIRST: "kept out as well", LAST: "w" * 601}}, "601 characters"),
        ({"actor": Person("  ", "Authority")}, "no name"),
    ],
    ids=str,
)
def test_what_cannot_be_a_prompt_is_refused_and_nothing_of_the_save_is_kept(store, wrong, found):
    before = store.revision
    given = {"region": HERE, "wanted": {FIRST: "words"}, "seen": {}, "actor": ANN} | wrong
    with pytest.raises(ChallengeError) as refused:
        prompting.save(store, **given)
    assert found in f"{refused.value.place} {refused.value.found}" and refused.value.do
    shown = to_text(prompt_sheet.refused(refused.value, {LAST: "Use of resources: good to great"}))
    assert ("Use of resources: good to great" in shown) == (found == "601 characters") and found in shown
    assert store.revision == before and not prompts(store)["by_region"].any()


def test_markup_and_any_script_are_kept_as_text(store):
    text = '<b>Übung</b> & {braces} שלום 👩‍👧 "quoted" ' + "x" * 500
    prompting.save(store, HERE, {FIRST: text}, {}, ANN)
    assert prompts(store).loc[FIRST, "text"] == text

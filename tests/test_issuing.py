"""What an authority was sent stands word by word; sending again is a new version that says why."""

import shutil
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from uuid import uuid4

import pandas as pd
import pytest

import queries
from challenge import focusing, issuing, questions
from challenge.access import READER, Person
from challenge.errors import ChallengeError
from challenge.issuing import Asks, ChangedMeanwhile, Issued
from challenge.question_words import Kept
from challenge.store import Conflict, Store, end_of, open_store

CYCLE = "2017-18"
ANN = Person("Ann Lee", "Sector-led improvement team")
BEN = Person("Ben Ode", "Strategic performance group")
LOOKING = Person("Cy Roe", "Authority")
BARE = {
    **dict.fromkeys(("source", "kpi", "period_label", "status"), ""),
    **dict.fromkeys(("ordinal", "source_year", "value", "england", "region_value", "previous_value")),
    "role": "words",
    "part_year": False,
}


@pytest.fixture(scope="module")
def store(practice_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A practice store these tests write to; each about its own authority, of those that have no draft yet."""
    folder = tmp_path_factory.mktemp("issued")
    shutil.copy2(practice_folder / "store.duckdb", folder)
    opened = open_store(folder)
    yield opened
    opened.close()


def agreed(store: Store, area: str, wording: str = "What has changed?", evidence: tuple[str, ...] = ()) -> Kept:
    """An agreed question."""
    fields = {"headline": f"About {wording}", "wording": wording, "explanation": "practice", "theme": "care"}
    rows = [BARE | {"words": words, "cell": f"cell of {words}"} for words in evidence]
    kept = questions.begin(store, str(uuid4()), CYCLE, area, fields, ANN, "line", rows)
    for state in ("proposed", "agreed"):
        kept = questions.move(store, kept.question, state, kept.revision, BEN)
    return kept


def focused(store: Store, area: str, focus: str = "Education") -> None:
    with store.reading(READER) as cursor:
        seen = int(queries.questions.focus(cursor, cycle=CYCLE, area=area)["revision"][0])
    focusing.choose(store, CYCLE, area, focus, "three lines", seen, ANN)


def issue(store: Store, area: str, *kept: Kept, **given: object) -> Issued:
    return issuing.issue(store, CYCLE, area, {each.question: each.revision for each in kept}, **{"actor": ANN, **given})


def sent(store: Store, area: str, reader: Person = READER, day: date | None = None) -> tuple[pd.DataFrame, ...]:
    """Versions, their questions and what these rest on, as a reader sees them."""
    with store.reading(reader, day and end_of(day)) as cursor:
        blocks = (queries.issuing.versions, queries.issuing.questions, queries.issuing.evidence)
        return tuple(block(cursor, cycle=CYCLE, area=area) for block in blocks)


def test_what_is_issued_holds_the_words_the_evidence_and_the_focus_in_the_order_that_was_seen(store):
    area = "bury"
    focused(store, area)
    first, second = agreed(store, area, "First?", ("chip one", "chip two")), agreed(store, area, "Second?")
    figures = store.reached()
    assert (issue(store, area, second, first).version, store.reached()) == (1, figures)
    versions, asked, evidence = sent(store, area, LOOKING)
    assert versions.iloc[0][["version", "focus", "focus_reason", "correction", "n_questions"]].tolist() == [
        *(1, "Education", "three lines", "", 2)
    ]
    assert (list(asked["wording"]), list(asked["theme"]), list(asked["explanation"])) == (
        ["Second?", "First?"],
        ["care"] * 2,
        ["practice"] * 2,
    )
    assert list(zip(evidence["ordinal"], evidence["words"], evidence["cell"], strict=True)) == [
        (2, "chip one", "cell of chip one"),
        (2, "chip two", "cell of chip two"),
    ]
    with store.reading(READER) as cursor:
        states = queries.questions.of_area(cursor, cycle=CYCLE, area=area).set_index("question")["state"]
    assert {states[first.question], states[second.question]} == {"issued"}


def test_what_was_issued_cannot_change_until_it_is_corrected_and_then_both_versions_can_be_read(store):
    area = "bolton"
    focused(store, area)
    kept, other = agreed(store, area, "Before?", ("was 47%",)), agreed(store, area, "Stays?")
    issue(store, area, kept, other)
    for act in (
        lambda: questions.write(store, kept.question, {"wording": ("After?", 4)}, ANN),
        lambda: questions.take(store, kept.question, [BARE | {"words": "more", "cell": ""}], ANN),
        lambda: questions.drop(store, kept.question, 1, ANN),
    ):
        with pytest.raises(ChallengeError, match="Correct"):
            act()
    opened = questions.move(store, kept.question, "draft", 4, ANN, "a wrong year")
    questions.write(store, kept.question, {"wording": ("After?", opened.revision)}, ANN)
    questions.drop(store, kept.question, 1, ANN)
    _, asked, evidence = sent(store, area)
    assert (list(asked["wording"]), list(evidence["words"])) == (["Before?", "Stays?"], ["was 47%"])
    last = opened
    for state in ("proposed", "agreed"):
        last = questions.move(store, kept.question, state, last.revision + (state == "proposed"), BEN)
    again = replace(other, revision=other.revision + 1)
    with pytest.raises(ChallengeError, match="reason"):
        issue(store, area, last, again)
    assert issue(store, area, last, again, correction=" the year was wrong ").version == 2
    versions, asked, evidence = sent(store, area, LOOKING)
    assert list(zip(versions["version"], versions["correction"], versions["latest"], strict=True)) == [
        (2, "the year was wrong", True),
        (1, "", False),
    ]
    told = asked[["version", "wording", "wording_before", "changed", "added"]].itertuples(index=False)
    assert [tuple(row)[:2] + tuple(row)[3:] for row in told] == [
        (2, "After?", True, False),
        (2, "Stays?", False, False),
        (1, "Before?", False, False),
        (1, "Stays?", False, False),
    ]
    assert list(zip(evidence["version"], evidence["words"], strict=True)) == [(1, "was 47%")]
    hashes = store.connection.cursor().execute(f"select distinct content_hash from issue_entry where area = '{area}'").fetchall()
    assert len(hashes) == 2


def test_the_same_content_is_not_sent_again_and_another_focus_is_another_content(store):
    area = "halton"
    focused(store, area)
    kept = agreed(store, area)
    issue(store, area, kept)
    standing = replace(kept, revision=kept.revision + 1)
    before = store.revision
    with pytest.raises(ChallengeError, match="unchanged"):
        issue(store, area, standing, correction="again")
    assert store.revision == before
    focused(store, area, "both")
    assert issue(store, area, standing, correction="the focus").version == 2
    added = agreed(store, area, "One more?")
    standing_two = issue(store, area, standing, added, correction="one more")
    assert (standing_two.version, list(sent(store, area)[1]["added"])[:2]) == (3, [False, True])


def test_without_question_or_focus_it_asks_and_sends_when_told_so(store):
    area = "oldham"
    for given, lacking in (((), ("question", "focus")), (("question",), ("focus",)), (("focus",), ("question",))):
        with pytest.raises(Asks) as asks:
            issue(store, area, without=frozenset(given))
        assert asks.value.lacking == lacking and all(each in asks.value.found for each in lacking) and asks.value.do
    assert len(sent(store, area)[0]) == 0
    assert issue(store, area, without=frozenset(("question", "focus"))).n_questions == 0
    versions = sent(store, area, LOOKING)[0]
    assert (versions["focus"][0], versions["n_questions"][0]) == ("", 0)
    focused(store, area)
    assert issue(store, area, agreed(store, area), correction="now with a question").version == 2


def test_what_changed_since_it_was_on_the_screen_is_looked_at_again(store):
    area = "sefton"
    focused(store, area)
    kept, other = agreed(store, area), agreed(store, area, "Other?")
    before = store.revision
    strange = replace(kept, question="nobody")
    for seen, differ in (
        ((kept,), {other.question}),
        ((kept, other, strange), {"nobody"}),
        ((kept, replace(other, revision=2)), {other.question}),
    ):
        with pytest.raises(ChangedMeanwhile) as changed:
            issue(store, area, *seen)
        assert set(changed.value.questions) == differ and isinstance(changed.value, Conflict)
    assert store.revision == before
    questions.write(store, other.question, {"wording": ("Changed?", other.revision)}, BEN)
    with pytest.raises(ChangedMeanwhile):
        issue(store, area, kept, other)
    assert issue(store, area, kept).n_questions == 1


def test_a_draft_a_stranger_and_an_authority_s_own_wish_are_not_sent(store):
    area = "wigan"
    focused(store, area)
    draft = questions.begin(store, str(uuid4()), CYCLE, area, {"headline": "h", "wording": "w"}, ANN)
    with pytest.raises(ChangedMeanwhile):
        issue(store, area, draft)
    with pytest.raises(ChallengeError, match="leeds"):
        issue(store, "leeds")
    with pytest.raises(ChallengeError, match="role Authority"):
        issue(store, area, actor=LOOKING)
    issue(store, "tameside", without=frozenset(("question", "focus")))
    with pytest.raises(ChallengeError, match="100,001"):
        issue(store, "tameside", correction="c" * 100_001, without=frozenset(("question", "focus")))


def test_it_is_seen_from_the_day_it_was_sent_and_text_stays_text(store):
    area = "rochdale"
    focused(store, area)
    text = "<script>1</script> '; drop table issue_entry; -- 👩‍👧‍👦 שלום =1+1"
    issue(store, area, agreed(store, area, text, (text,)), recorded_at=datetime(2017, 11, 17, 12))
    assert [len(rows) for rows in sent(store, area, LOOKING, date(2017, 11, 16))] == [0, 0, 0]
    versions, asked, evidence = sent(store, area, LOOKING, date(2017, 11, 17))
    assert (len(versions), asked["wording"][0], evidence["words"][0]) == (1, text, text)
    with store.reading(LOOKING, end_of(date(2017, 11, 17))) as cursor:
        members = queries.issuing.members(cursor, cycle=CYCLE).set_index("area")
    assert (members.loc[area, "version"], members.loc[area, "n_questions"]) == (1, 1)

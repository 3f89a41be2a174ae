"""Challenge questions in the ledger: every word is kept as it was written, and nobody's is overwritten unseen."""

import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path
from uuid import uuid4

import pytest

import queries
from challenge import questions
from challenge.access import READER, Person
from challenge.errors import ChallengeError
from challenge.question_words import FIELDS, MOST, WORDS, Kept, WrittenMeanwhile
from challenge.store import Store, end_of, open_store

ROOT = Path(__file__).resolve().parents[1]
CYCLE = "2017-18"
ANN = Person("Ann Lee", "Sector-led improvement team")
BEN = Person("Ben Ode", "Strategic performance group")
OUTSIDE = Person("Cy Roe", "Authority")
# Dies as if the power went, the moment the second of two saves was confirmed.
DYING = """
import os, sys
from pathlib import Path
from challenge import questions
from challenge.access import Person
from challenge.store import open_store

store, ann = open_store(Path(sys.argv[1])), Person("Ann Lee", "Sector-led improvement team")
questions.begin(store, "q", "2017-18", "wirral", {}, ann)
kept = questions.write(store, "q", {"wording": ("What has changed, and for whom?", 1)}, ann)
print("saved", kept.revision, flush=True)
os.kill(os.getpid(), 9)
"""


@pytest.fixture(scope="module")
def store(practice_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A practice store these tests write to; each begins its own questions."""
    folder = tmp_path_factory.mktemp("asked")
    shutil.copy2(practice_folder / "store.duckdb", folder)
    opened = open_store(folder)
    yield opened
    opened.close()


def begin(store: Store, area: str = "bury", fields: dict[str, str] | None = None, **given: object) -> Kept:
    """Begin a question as Ann unless said otherwise."""
    return questions.begin(store, str(uuid4()), CYCLE, area, fields or {}, **{"actor": ANN, **given})


def history(store: Store, question: str, day: date | None = None, reader: Person = READER) -> list[tuple]:
    """Revision, state, question and who wrote it, as a reader sees them, the last first."""
    with store.reading(reader, day and end_of(day)) as cursor:
        rows = queries.questions.history(cursor, question=question)
    return list(zip(rows["revision"].astype(int), rows["state"], rows["wording"], rows["actor"], strict=True))


def stands(store: Store, question: str, area: str = "bury") -> dict:
    """The question as the panel reads it."""
    with store.reading(READER) as cursor:
        return queries.questions.of_area(cursor, cycle=CYCLE, area=area).set_index("question").loc[question].to_dict()


def test_a_draft_is_begun_once_however_often_it_is_asked_for_and_a_blank_one_is_possible(store):
    blank = begin(store)
    before = store.revision
    again = questions.begin(store, blank.question, CYCLE, "bury", {"headline": "other"}, BEN)
    assert (again, store.revision) == (blank, before)
    assert {stands(store, blank.question)[name] for name in WORDS} == {""}
    assert (blank.state, blank.revision, blank.fields["source"]) == ("draft", 1, "data")


def test_each_save_is_a_revision_and_saving_what_stands_writes_nothing(store):
    kept = begin(store, fields={"headline": "one"})
    two = questions.write(store, kept.question, {"wording": ("Why?", 1)}, BEN)
    before = store.revision
    for seen in (1, 2, 0, 99):
        assert questions.write(store, kept.question, {"wording": ("Why?", seen)}, BEN) == two
    assert store.revision == before
    assert history(store, kept.question) == [(2, "draft", "Why?", "Ben Ode"), (1, "draft", "", "Ann Lee")]
    assert (stands(store, kept.question)["begun_by"], stands(store, kept.question)["headline"]) == ("Ann Lee", "one")


def test_two_people_in_one_question_keep_both_their_fields(store):
    kept = begin(store, fields={"headline": "one", "wording": "Why?"})
    questions.write(store, kept.question, {"headline": ("hers", 1)}, ANN)
    both = questions.write(store, kept.question, {"wording": ("his", 1), "theme": ("care", 1)}, BEN)
    assert (both.fields["headline"], both.fields["wording"], both.fields["theme"]) == ("hers", "his", "care")


def test_who_saves_second_in_one_field_sees_both_and_keeps_or_takes(store):
    kept = begin(store, fields={"headline": "one", "wording": "Why?"})
    questions.write(store, kept.question, {"wording": ("hers", 1)}, ANN)
    questions.write(store, kept.question, {"focus": ("Education", 2)}, Person("Di Fox", READER.role))
    before = store.revision
    with pytest.raises(WrittenMeanwhile) as both:
        questions.write(store, kept.question, {"wording": ("his", 1), "headline": ("his too", 1)}, BEN)
    theirs = both.value.theirs["wording"]
    # Who wrote the words, not who wrote last; and the revision to take yours over is the one that stands.
    assert (theirs.text, theirs.actor, theirs.revision) == ("hers", "Ann Lee", 3)
    assert (both.value.yours, set(both.value.theirs)) == ({"wording": "his"}, {"wording"})
    assert "Ann Lee" in both.value.found and both.value.do and store.revision == before
    taken = questions.write(store, kept.question, {"wording": ("his", theirs.revision), "headline": ("his too", 1)}, BEN)
    assert (taken.fields["wording"], taken.fields["headline"], taken.fields["focus"]) == ("his", "his too", "Education")
    assert ("hers", "Ann Lee") in [row[2:] for row in history(store, kept.question)]


def test_a_field_that_was_changed_and_changed_back_is_what_was_seen(store):
    kept = begin(store, fields={"wording": "Why?"})
    questions.write(store, kept.question, {"wording": ("How?", 1)}, ANN)
    questions.write(store, kept.question, {"wording": ("Why?", 2)}, ANN)
    assert questions.write(store, kept.question, {"wording": ("Who?", 1)}, BEN).fields["wording"] == "Who?"


def test_what_was_taken_away_is_no_longer_written_in(store):
    kept = begin(store)
    questions.move(store, kept.question, "withdrawn", 1, BEN)
    before = store.revision
    for act in (
        lambda: questions.write(store, kept.question, {"wording": ("Why?", 1)}, ANN),
        lambda: questions.comment(store, kept.question, "good", ANN),
        lambda: questions.take(store, kept.question, [], ANN),
    ):
        with pytest.raises(ChallengeError) as refused:
            act()
        assert "Ben Ode" in refused.value.found and refused.value.do
    assert store.revision == before and [row[1] for row in history(store, kept.question)] == ["withdrawn", "draft"]


def test_comments_are_numbered_said_once_and_not_empty(store):
    kept = begin(store)
    assert [questions.comment(store, kept.question, text, ANN) for text in ("good", "good", "better")] == [1, 1, 2]
    assert questions.comment(store, kept.question, "better", BEN) == 3
    for text in ("", "\x00", "w" * (MOST + 1)):
        with pytest.raises(ChallengeError, match="1 to 100,000"):
            questions.comment(store, kept.question, text, ANN)
    with store.reading(READER) as cursor:
        rows = queries.questions.comments(cursor, cycle=CYCLE, area="bury")
    own = rows[rows["question"] == kept.question]
    assert list(zip(own["text"], own["actor"], strict=True)) == [("good", "Ann Lee"), ("better", "Ann Lee"), ("better", "Ben Ode")]


@pytest.mark.parametrize(
    ("wrong", "found", "way_out"),
    [
        ({"area": "leeds"}, "leeds", "authority"),
        ({"area": "wirral' or 1=1 --"}, "1=1", "authority"),
        ({"fields": {"theme": "charisma"}}, "charisma", "Strategic approach"),
        ({"fields": {"focus": "both"}}, "both", "Education, Social Care"),
        ({"fields": {"source": ""}}, "source", "self-view"),
        ({"fields": {"wording": "w" * (MOST + 1)}}, "100,001", "100,000"),
        ({"actor": OUTSIDE}, "Authority", "group"),
    ],
    ids=lambda given: str(given)[:40],
)
def test_what_a_question_cannot_be_is_refused_with_the_place_and_nothing_is_written(store, wrong, found, way_out):
    before = store.revision
    with pytest.raises(ChallengeError) as refused:
        begin(store, **wrong)
    assert found in f"{refused.value.place} {refused.value.found}" and way_out in refused.value.expected
    assert refused.value.do and store.revision == before


def test_an_unknown_question_or_field_is_refused_and_an_authority_may_do_nothing(store):
    kept = begin(store)
    before = store.revision
    with pytest.raises(ChallengeError, match="no question 'nothing'"):
        questions.write(store, "nothing", {"wording": ("w", 1)}, ANN)
    with pytest.raises(ChallengeError, match="field 'state'"):
        questions.write(store, kept.question, {"state": ("issued", 1)}, ANN)
    with pytest.raises(ChallengeError, match="issued"):
        questions.move(store, kept.question, "issued", 1, ANN)
    for act in (
        lambda: questions.write(store, kept.question, {"wording": ("w", 1)}, OUTSIDE),
        lambda: questions.move(store, kept.question, "proposed", 1, OUTSIDE),
        lambda: questions.comment(store, kept.question, "w", OUTSIDE),
        lambda: questions.take(store, kept.question, [], OUTSIDE),
        lambda: questions.drop(store, kept.question, 1, OUTSIDE),
    ):
        with pytest.raises(ChallengeError, match="role Authority"):
            act()
    assert store.revision == before and history(store, kept.question, reader=OUTSIDE) == []


def test_text_is_kept_to_the_letter_but_for_what_no_file_can_hold(store):
    texts = [
        "w" * 50_000,
        "w" * MOST,
        '<script>alert("1")</script> & <b>bold</b> {{braces}} $placeholder %s \\n',
        "'; drop table question_entry; --",
        "=HYPERLINK(1+1)",
        "שלום, مرحبا \u202ereversed\u202c",
        "👩‍👧‍👦 🏴󠁧󠁢󠁷󠁬󠁳󠁿 e\u0301 \u00a0 tab\there\nnew line\r\n ",
        "half \ud83d a character and \x00 nothing",
    ]
    kept = begin(store)
    for text in texts:
        kept = questions.write(store, kept.question, dict.fromkeys((*WORDS, "owner"), (text, kept.revision)), ANN)
        row = stands(store, kept.question)
        assert {row[name] for name in (*WORDS, "owner")} == {text.replace("\ud83d", "?").replace("\x00", "")}
        questions.comment(store, kept.question, text, ANN)
    assert len(history(store, kept.question)) == len(texts) + 1


def test_of_many_who_write_at_once_one_wins_in_each_field_and_others_see_whose_it_is(store):
    kept = begin(store)
    people = [Person(f"Person {number}", READER.role) for number in range(6)]

    def attempt(number: int) -> WrittenMeanwhile | Kept:
        field = WORDS[number % 2]
        try:
            return questions.write(store, kept.question, {field: (f"{field} by {number}", 1)}, people[number])
        except WrittenMeanwhile as meanwhile:
            return meanwhile

    with ThreadPoolExecutor(6) as pool:
        came = list(pool.map(attempt, range(6)))
    won = [each for each in came if isinstance(each, Kept)]
    assert sorted(each.revision for each in won) == [2, 3]
    row = stands(store, kept.question)
    assert {row["headline"][:11], row["claim"][:8]} == {"headline by", "claim by"}
    seen = {theirs.text for each in came if isinstance(each, WrittenMeanwhile) for theirs in each.theirs.values()}
    assert seen == {row["headline"], row["claim"]}


def test_a_question_leaves_screens_of_figures_and_of_placements_as_they_are(store):
    figures, placements, asked = store.reached(), store.reached("placements"), store.reached("questions")
    kept = begin(store)
    questions.comment(store, kept.question, "good", ANN)
    assert (store.reached(), store.reached("placements")) == (figures, placements)
    assert store.reached("questions") == asked + 2 == store.revision


def test_on_sixteenth_november_the_group_saw_what_it_had_written_by_then(store):
    kept = begin(store, fields={"wording": "Then?"}, recorded_at=datetime(2017, 11, 10, 9))
    questions.comment(store, kept.question, "then", ANN, datetime(2017, 11, 16, 9))
    questions.write(store, kept.question, {"wording": ("Later?", 1)}, BEN, datetime(2017, 11, 17, 9))
    assert [row[2] for row in history(store, kept.question)] == ["Later?", "Then?"]
    assert [row[2] for row in history(store, kept.question, date(2017, 11, 16))] == ["Then?"]
    assert history(store, kept.question, date(2017, 11, 9)) == []
    for day, count in ((15, 0), (16, 1)):
        with store.reading(READER, end_of(date(2017, 11, day))) as cursor:
            row = queries.questions.of_area(cursor, cycle=CYCLE, area="bury").set_index("question").loc[kept.question]
        assert (row["wording"], row["n_comments"]) == ("Then?", count)


def test_what_was_said_to_be_saved_survives_a_killed_process(practice_folder, tmp_path):
    shutil.copy2(practice_folder / "store.duckdb", tmp_path)
    ended = subprocess.run([sys.executable, "-c", DYING, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (ended.stdout.split(), ended.returncode != 0) == (["saved", "2"], True), ended.stderr
    opened = open_store(tmp_path)
    try:
        assert history(opened, "q")[0] == (2, "draft", "What has changed, and for whom?", "Ann Lee")
    finally:
        opened.close()


def test_every_field_can_be_saved_and_is_read_back(store):
    kept = begin(store)
    said = {name: f"my {name}" for name in FIELDS} | {"theme": "care", "focus": "Education", "source": "group"}
    kept = questions.write(store, kept.question, {name: (text, 1) for name, text in said.items()}, ANN)
    row = stands(store, kept.question)
    assert {name: row[name] for name in FIELDS} == said == kept.fields

"""Ofsted's key lines in the store: added all or none, never overwritten unseen, and the group's alone."""

import shutil
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

import queries
from challenge import ofsted_lines, ofsted_sheet
from challenge.access import READER, Person
from challenge.errors import ChallengeError
from challenge.ofsted_lines import LineMeanwhile, OfstedLine
from challenge.packs import table
from challenge.returns import asking, ofsted_list
from challenge.sheet import to_text
from challenge.store import Store, end_of, open_store

ANN, BOB = Person("Ann Lee", "Sector-led improvement team"), Person("Bob Ray", "Strategic performance group")
AUTHORITY = Person("Cat Fox", "Authority")
CYCLE = "2017-18"
LETTER = "Letter of 9 November 2017"
FIRST = OfstedLine(
    "How does early help reach families in time?", ("wirral", "sefton"), ("help_protection",), LETTER, "pasted", "line 1"
)


@pytest.fixture
def own(practice_folder: Path, tmp_path: Path) -> Store:
    """A practice store to write to."""
    shutil.copy2(practice_folder / "store.duckdb", tmp_path)
    store = open_store(tmp_path)
    yield store
    store.close()


def lines(store: Store, as_of: date | None = None, viewer: Person = READER) -> pd.DataFrame:
    with store.reading(viewer, None if as_of is None else end_of(as_of)) as cursor:
        return queries.ofsted.lines(cursor, cycle=CYCLE)


def added(store: Store) -> pd.Series:
    rows = lines(store)
    return rows[rows["letter"] == LETTER].iloc[0]


def test_the_practice_list_of_2_november_is_there_and_no_moment_before(practice: Store):
    rows = lines(practice)
    assert len(rows) == 9
    assert set(rows["letter"]) == {"Letter of 2 November 2017"}
    assert rows["place"].tolist() == [f"line {number}" for number in range(2, 11)]
    assert all(len(themes) == 1 for themes in rows["themes"])
    assert lines(practice, date(2017, 11, 1)).empty
    assert len(lines(practice, date(2017, 11, 2))) == 9


def test_lines_are_added_once_all_or_none_with_who_and_where_from(own: Store):
    before = len(lines(own))
    assert ofsted_lines.add(own, CYCLE, [FIRST, FIRST], ANN) == 1
    row = added(own)
    assert (list(row["areas"]), list(row["themes"])) == (["sefton", "wirral"], ["help_protection"])
    assert (row["actor"], row["actor_role"], row["origin"], row["place"]) == (*(ANN.name, ANN.role), "pasted", "line 1")
    written = own.revision
    assert ofsted_lines.add(own, CYCLE, [FIRST], BOB) == 0
    assert own.revision == written
    for wrong, says in (
        (OfstedLine("Fine?", ("atlantis",)), "atlantis"),
        (OfstedLine("Fine?", ()), "no authority"),
        (OfstedLine(" ", ("wirral",)), "0 characters"),
        (OfstedLine("x" * 100_001, ("wirral",)), "100,001 characters"),
        (OfstedLine("Fine?", ("wirral",), ("space",)), "theme space"),
    ):
        with pytest.raises(ChallengeError, match=says):
            ofsted_lines.add(own, CYCLE, [OfstedLine("Good one?", ("bury",)), wrong], ANN)
    assert len(lines(own)) == before + 1


def test_who_changed_a_line_meanwhile_is_shown_and_one_may_take_ones_own(own: Store):
    ofsted_lines.add(own, CYCLE, [FIRST], ANN)
    key = added(own)["ofsted_line"]
    theirs = OfstedLine("How far does early help reach?", ("wirral",), (), LETTER)
    yours = OfstedLine("Does early help reach <b>all</b> 🙂 שלום?", ("wirral", "bury"), ("care",), LETTER)
    assert ofsted_lines.change(own, CYCLE, key, theirs, 1, BOB) == 2
    with pytest.raises(LineMeanwhile) as both:
        ofsted_lines.change(own, CYCLE, key, yours, 1, ANN)
    assert (both.value.theirs.text, both.value.actor, both.value.revision) == (theirs.text, "Bob Ray", 2)
    assert added(own)["text"] == theirs.text
    assert ofsted_lines.change(own, CYCLE, key, yours, 2, ANN) == 3
    assert (added(own)["text"], list(added(own)["areas"])) == (yours.text, ["bury", "wirral"])


def test_a_line_taken_away_stays_in_the_record_and_may_be_put_back_by_who_did_not_see_it(own: Store):
    ofsted_lines.add(own, CYCLE, [FIRST], ANN, datetime(2017, 11, 9, 9))
    key = added(own)["ofsted_line"]
    assert ofsted_lines.change(own, CYCLE, key, None, 1, BOB, datetime(2017, 11, 11, 9)) == 2
    assert key not in set(lines(own)["ofsted_line"])
    assert key in set(lines(own, date(2017, 11, 10))["ofsted_line"])
    changed = OfstedLine("Put otherwise?", ("wirral",), (), LETTER)
    with pytest.raises(LineMeanwhile) as both:
        ofsted_lines.change(own, CYCLE, key, changed, 1, ANN)
    assert both.value.theirs is None
    assert ofsted_lines.change(own, CYCLE, key, changed, both.value.revision, ANN) == 3
    assert added(own)["text"] == "Put otherwise?"


def test_who_looks_as_an_authority_sees_none_and_may_write_none(own: Store):
    assert lines(own, viewer=AUTHORITY).empty
    with own.reading(AUTHORITY) as cursor:
        assert queries.ofsted.of_area(cursor, cycle=CYCLE, area="wirral").empty
    with pytest.raises(ChallengeError):
        ofsted_lines.add(own, CYCLE, [FIRST], AUTHORITY)
    with pytest.raises(ChallengeError):
        ofsted_lines.change(own, CYCLE, lines(own)["ofsted_line"].iloc[0], None, 1, AUTHORITY)


def test_words_suggest_themes_for_lines_without_one(practice: Store):
    with practice.reading(READER) as cursor:
        rows = queries.ofsted.suggested(cursor, texts=("Nothing of note", "Why do SOCIAL-WORKERS leave, and care leavers too?"))
    assert set(rows["ordinal"]) == {2}
    assert {"workforce", "care"} <= set(rows["theme"])


def test_the_download_can_be_read_again(practice: Store):
    rows = lines(practice)
    with practice.reading(READER) as cursor:
        themes = queries.questions.themes(cursor)
        members = queries.frame.members(cursor, cycle=CYCLE)
    names, known = (dict(zip(frame[key], frame["name"], strict=True)) for frame, key in ((members, "area"), (themes, "theme")))
    data = table.csv_bytes(ofsted_sheet.export(rows, names, known), {"Ofsted": "Not for Ofsted"})
    called = {theme: (name,) for theme, name in known.items()}
    again = ofsted_list.read("lines.csv", data, ofsted_list.known(CYCLE, asking.shipped(), called))
    assert not again.waiting
    assert [(each.text, set(each.areas), set(each.themes), each.letter) for each in again.lines] == [
        (row.text, set(row.areas), set(row.themes), row.letter) for row in rows.itertuples()
    ]


@pytest.mark.parametrize(
    ("areas", "says"),
    [
        ([], "None of Ofsted’s key lines of enquiry has been entered yet."),
        ([["wirral"]], "Ofsted’s one key line of enquiry covers 1 of 3 authorities."),
        ([["wirral"], ["wirral", "bury"]], "Ofsted’s two key lines of enquiry cover 2 of 3 authorities."),
        ([["wirral", "bury", "sefton"]] * 2, "Ofsted’s two key lines of enquiry cover all 3 authorities."),
    ],
)
def test_the_sentence_counts_lines_and_whom_they_cover(areas, says):
    assert ofsted_sheet.headline(pd.DataFrame({"areas": areas}), pd.DataFrame({"area": ["wirral", "bury", "sefton"]})) == says


def test_text_is_text_wherever_it_came_from():
    line = "<script>alert(1)</script> =cmd|x"
    shown = ofsted_sheet.both("Ann", line, None)
    assert line in to_text(shown)
    assert "taken away" in to_text(shown)

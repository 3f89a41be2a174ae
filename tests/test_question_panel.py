"""What the panel of questions is given, and what becomes of what it sends."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shutil import copytree
from types import SimpleNamespace
from uuid import uuid4

import pandas as pd
import pytest

import queries
from challenge import line_words, question_letters, question_panel, question_sheet, store
from challenge.access import Person
from challenge.links import View
from challenge.question_panel import Ways
from challenge.sheet import to_html, to_text

ANN, BEA = Person("Ann Lee", "Strategic performance group"), Person("Bea Moss", "Sector-led improvement team")
TODAY = "16 November 2017"


@pytest.fixture(scope="module")
def own(practice_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[store.Store]:
    """A practice store of these tests' own, as the one that is served; each writes its own question."""
    opened = store.open_store(copytree(practice_folder, tmp_path_factory.mktemp("panel") / "store"))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(store, "shared", lambda: opened)
        yield opened
    opened.close()


@pytest.fixture
def q() -> str:
    """A question nobody has begun yet."""
    return str(uuid4())


@pytest.fixture(scope="module")
def desk(own: store.Store) -> question_letters.Desk:
    """Wirral's lines, as the screen hands them to the panel."""
    with own.seeing(ANN, None) as cursor:
        cycle = queries.frame.cycles(cursor)["cycle"].iloc[0]
        ordinal = int(queries.frame.cycles(cursor)["default_ordinal"].iloc[0])
        given = {"cycle": cycle, "area": "wirral", "ordinal": ordinal}
        evidence = queries.line_rows.evidence_of_area(cursor, **given)
        evidence = evidence.rename(columns={"kpi_name": "name", "kpi_short_name": "short_name"})
        lines = line_words.worded(
            queries.line_rows.of_area(cursor, **given),
            evidence,
            queries.line_rows.templates(cursor),
            queries.line_rows.kinds(cursor),
            queries.line_rows.caveats(cursor),
            "Wirral",
            "North West",
        )
        figures = {"published": queries.authority.spine(cursor, **given, source="published")}
        figures = {source: rows[rows["kpi"] == "caseload"] for source, rows in figures.items()}
        themes = queries.questions.themes(cursor)
    view = View("questions", area="wirral", kpi="caseload")
    opened = SimpleNamespace(view=view, cycle={"cycle": cycle, "region_name": "North West"})
    return question_letters.Desk(opened, "Wirral", lines, evidence, figures, themes, pd.DataFrame(), [], Ways(view))


@pytest.mark.parametrize(
    ("sent", "says", "where"),
    [
        (("", 0), "What Wirral will be asked is drafted by the group.", "What is issued to it will stand on"),
        (("16 November 2017", 2), "Wirral was sent its questions on 16 November 2017.", "The two questions stand on"),
        (("16 November 2017", 1), "Wirral was sent its question on 16 November 2017.", "It stands on"),
        (("16 November 2017", 0), "Wirral was sent its focus and no question on 16 November 2017.", "It stands on"),
    ],
)
def test_who_looks_as_an_authority_is_told_whether_it_was_sent_its_questions_and_where_they_stand(sent, says, where):
    closed = question_sheet.closed("Wirral", Ways(View("questions", area="wirral")), *sent)
    assert to_text(closed[0]) == says and to_text(closed[1]).startswith(f"{where} the self-check page of Wirral.")
    assert "/self_check?area=wirral" in to_html(closed[1])


def letter(desk: question_letters.Desk, q: str, kind: str, **more: object) -> dict:
    return {"id": "one", "kind": kind, "question": q, **desk.given, **more}


def stands(own: store.Store, desk: question_letters.Desk, q: str) -> pd.DataFrame:
    with own.seeing(ANN, None) as cursor:
        rows = queries.questions.of_area(cursor, **desk.given)
    return rows[rows["question"].isin([q, "r"])]


def test_a_line_that_is_used_becomes_a_draft_with_its_words_and_every_piece_of_its_evidence(own, desk, q):
    line = desk.lines.iloc[0]
    answer = question_letters.did(desk, letter(desk, q, "begin", line=line["line"]), ANN, TODAY)
    assert (answer["kind"], answer["revision"], answer["by"]) == ("saved", 1, "Ann Lee")
    row = next(stands(own, desk, q).itertuples())
    assert (row.headline, row.wording, row.line) == (line["headline"], line["question"], line["line"])
    with own.seeing(ANN, None) as cursor:
        evidence = queries.questions.evidence(cursor, **desk.given)
        history = queries.questions.history(cursor, question=q)
    evidence = evidence[evidence["question"] == q]
    assert evidence["words"].tolist() == [chip["full"] for chip in line["chips"]]
    assert not evidence["revised"].any()
    data = question_panel.question(row, 4, evidence, pd.DataFrame(columns=["text"]), history, desk.ways, TODAY)
    assert data["number"] == 4 and data["moves"][0] == ["proposed", "Propose to the group"]
    assert data["history"][0]["says"] == "began it from a line of enquiry"
    # Asked again by a browser that was cut off: no second one; evidence that stands already is not added again.
    question_letters.did(desk, letter(desk, q, "begin", line=line["line"]), ANN, TODAY)
    assert len(stands(own, desk, q)) == 1
    assert question_letters.did(desk, letter(desk, q, "take", line=line["line"]), ANN, TODAY)["added"] == 0
    other = desk.lines.iloc[1]
    added = question_letters.did(desk, letter(desk, q, "take", line=other["line"]), ANN, TODAY)["added"]
    assert 0 < added <= len(other["chips"])
    card = to_text(question_sheet.card(line.to_dict(), 1, desk.ways, {line["line"]: (4, "q")}, "question 5", off=False))
    assert line["wording"] in card and "Used in question 4" in card and "Add its evidence to question 5" in card


def test_a_question_about_a_figure_rests_on_it_though_there_is_no_line(own, desk, q):
    assert question_letters.did(desk, letter(desk, q, "begin", kpi="caseload"), ANN, TODAY)["kind"] == "saved"
    row = stands(own, desk, q).iloc[0]
    assert (row["headline"], row["theme"], row["n_evidence"]) == ("Average social worker caseload", "workforce", 1)


def test_what_is_written_is_saved_field_by_field_and_a_conflict_tells_what_stands(own, desk, q):
    question_letters.did(desk, letter(desk, q, "begin"), ANN, TODAY)
    assert question_letters.did(desk, letter(desk, q, "write", said={"headline": ["Ann", 1]}), ANN, TODAY)["revision"] == 2
    assert question_letters.did(desk, letter(desk, q, "write", said={"owner": ["Bea", 1]}), BEA, TODAY)["revision"] == 3
    told = question_letters.did(desk, letter(desk, q, "write", said={"headline": ["Bea", 1], "claim": ["Also", 1]}), BEA, TODAY)
    assert told["kind"] == "conflict" and told["theirs"]["headline"]["text"] == "Ann"
    assert told["theirs"]["headline"]["by"] == "Ann Lee" and set(told["theirs"]) == {"headline"}
    row = stands(own, desk, q).iloc[0]
    assert (row["headline"], row["owner"], row["claim"]) == ("Ann", "Bea", "")
    refused = question_letters.did(desk, letter(desk, q, "move", state="agreed", seen=3), ANN, TODAY)
    assert refused["kind"] == "refused" and "Draft to agreed" in refused["words"]
    question_letters.did(desk, letter(desk, q, "comment", text="<b>Why?</b>"), BEA, TODAY)
    assert stands(own, desk, q).iloc[0]["n_comments"] == 1
    assert question_letters.did(desk, letter(desk, q, "move", state="withdrawn", seen=3), ANN, TODAY)["kind"] == "saved"
    assert stands(own, desk, q).empty


WRONG = [
    ({"kind": "agree all"}, "letter of kind 'agree all'"),
    ({"kind": "write", "said": {"headline": "words"}}, "no shape that it sends"),
    ({"kind": "write", "said": {"headline": ["x" * 100_001, 1]}}, "100,001 characters"),
    ({"kind": "write", "said": {"colour": ["red", 1]}}, "field 'colour'"),
    ({"kind": "begin", "question": "r", "area": "bury"}, "another authority"),
    ({"kind": "begin", "question": "r", "line": "gone"}, "no longer stands"),
    ({"kind": "drop", "evidence": "one"}, "no evidence 0"),
    ({"kind": "move", "state": "issued", "seen": 1}, "Draft to issued"),
]


def test_a_letter_of_no_sense_is_refused_in_words_and_nothing_is_kept(own, desk, q):
    question_letters.did(desk, letter(desk, q, "begin"), ANN, TODAY)
    for wrong, says in WRONG:
        answer = question_letters.did(desk, letter(desk, q, "begin") | wrong, ANN, TODAY)
        assert answer["kind"] == "refused" and says.lower() in answer["words"].lower(), answer
    assert stands(own, desk, q)["revision"].tolist() == [1]


def test_on_an_earlier_day_nothing_is_written(own, desk, q):
    back = SimpleNamespace(**vars(desk.opened) | {"view": desk.opened.view.but(as_of=pd.Timestamp("2017-11-16").date())})
    answer = question_letters.did(replace(desk, opened=back), letter(desk, q, "begin"), ANN, TODAY)
    assert answer["kind"] == "refused" and stands(own, desk, q).empty


def rows_of(*states: str) -> pd.DataFrame:
    begun = pd.date_range("2017-11-10", periods=len(states))
    return pd.DataFrame({"question": [f"q{n}" for n in range(len(states))], "state": list(states), "begun_at": begun})


@pytest.mark.parametrize(
    ("states", "says"),
    [
        ((), "Wirral has nine lines of enquiry; no question is drafted yet."),
        (("draft", "proposed", "draft"), "Wirral has nine lines of enquiry; three questions are drafted, none agreed."),
        (("draft", "agreed", "parked"), "Wirral has nine lines of enquiry; two questions are drafted, one agreed."),
        (("agreed",), "Wirral has nine lines of enquiry; one question is agreed."),
        (("issued", "issued"), "Wirral has nine lines of enquiry; two questions are issued."),
        (("issued", "draft"), "Wirral has nine lines of enquiry; one question is drafted, none agreed, one issued."),
        (("parked",), "Wirral has nine lines of enquiry; one question is parked, none is under way."),
    ],
)
def test_the_headline_says_how_far_the_questions_have_come(states, says):
    assert question_sheet.headline("Wirral", pd.DataFrame(index=range(9)), rows_of(*states)) == says


def test_the_newest_question_under_way_is_open_unless_another_is_asked_for():
    rows = rows_of("draft", "proposed", "agreed", "parked")
    assert question_panel.opens(rows, None) == "q1"
    assert question_panel.opens(rows, "q3") == "q3"
    assert question_panel.opens(rows, "gone") is None
    assert question_panel.opens(rows_of("agreed", "parked"), None) == "q1"
    assert question_panel.numbered(rows.iloc[::-1])["q2"] == 3


def test_evidence_whose_figure_was_revised_says_both_values():
    row = {
        "evidence": 1,
        "words": "Re-referrals 21.0%",
        "kpi": "rereferrals",
        "source": "returned",
        "actor": "Ann Lee",
        "revised": True,
    }
    row |= {"value": 21.0, "status": "value", "value_now": 19.24, "status_now": "value", "decimals": 1, "unit_short": "%"}
    row["recorded_at"] = pd.Timestamp("2017-11-09")
    ways = Ways(View("questions", area="wirral"))
    assert question_panel.piece(row, ways, False)["revised"] == "Revised since: 21.0% then, 19.2% now."
    gone = question_panel.piece(row | {"value_now": float("nan"), "status_now": "suppressed"}, ways, False)["revised"]
    assert gone == "Revised since: 21.0% then, suppressed now."
    assert question_panel.piece(row | {"revised": False}, ways, False)["revised"] == ""


def test_choices_narrow_the_lines_and_what_narrows_can_be_taken_away(desk):
    view = View("questions", area="wirral")
    kinds = question_sheet.narrowed(desk.lines, view.but(kind="worse-and-worsening"))
    assert 0 < len(kinds) < len(desk.lines) and set(kinds["kind"]) == {"worse-and-worsening"}
    of_kpi = question_sheet.narrowed(desk.lines, view.but(kpi="second_plans"))
    assert "second_plans" in set(of_kpi["kpi"]) and len(of_kpi) < len(desk.lines)
    none = question_sheet.narrowed(desk.lines, view.but(kpi="second_plans", focus="Education", kind="strength"))
    left = question_sheet.left(
        none, desk.lines, Ways(view), question_sheet.choices(desk.lines, view, {}, "", ""), "", {}, "", off=True
    )
    assert none.empty and f"Show all {len(desk.lines)}" in "".join(map(to_text, left))

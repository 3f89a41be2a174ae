"""The way in: real files of every kind become self-views, and a bad one becomes a problem, never a traceback."""

import json
from dataclasses import replace
from io import BytesIO

import docx
import pytest
from openpyxl import Workbook

from challenge.returns import asking, narrative, old_word, opening, reading
from challenge.returns.form import form

FORM = form("north-west")
CYCLE = asking.shipped()["2017-18"]


def word_file(authority="Bury", cycle="2017/18", caseload="16.9", answered=True):
    """A self-view as the paper asks for it, filled in, as .docx."""
    made = docx.Document()
    made.add_heading(f"NW Peer Challenge {cycle} - LA Self-View", 0)
    made.add_paragraph(f"{authority} Council")
    for section in FORM.sections[:4]:
        made.add_heading(section.title, 1)
        for group in section.groups:
            made.add_heading(group.title, 2)
            if group.asked:
                table = made.add_table(rows=1, cols=4)
                for cell, words in zip(
                    table.rows[0].cells, ("Key Performance Indicator", "2015/16", "2016/17", "Latest"), strict=True
                ):
                    cell.text = words
                for asked in group.asked:
                    row = table.add_row().cells
                    row[0].text = asked.label
                    row[2].text = caseload if asked.kpi == "caseload" else "12"
            for question in group.questions:
                made.add_paragraph(question.also[0], style="List Bullet")
                if answered:
                    made.add_paragraph(f"Our words on {question.item}.")
                    made.add_paragraph("And why we think so.")
    made.add_heading("Appendix 1", 1)
    made.add_paragraph("How do you assess yourselves on this grid?")
    grid = made.add_table(rows=1, cols=3)
    for cell, words in zip(grid.rows[0].cells, ("Enabler", "Position", "Evidence"), strict=True):
        cell.text = words
    for enabler in FORM.enablers:
        for cell, words in zip(grid.add_row().cells, (enabler.name, "Fair to good", f"Because of {enabler.key}."), strict=True):
            cell.text = words
    made.add_heading("Signed off by", 1)
    made.add_paragraph("Director of Children’s Services: Jo Hill, 24 October 2017")
    made.add_paragraph("Chief Executive: ")
    return bytes_of(made)


def bytes_of(made):
    held = BytesIO()
    made.save(held)
    return held.getvalue()


@pytest.fixture(scope="module")
def bury():
    return reading.read("Bury_self-view_2017-18.docx", word_file())


def test_a_word_file_becomes_a_whole_self_view(bury):
    assert (bury.file, bury.authority, bury.cycle, bury.form) == ("Bury_self-view_2017-18.docx", "bury", "2017-18", "north-west")
    assert not bury.blocked, [problem for problem in bury.problems if problem.blocks]
    caseload = next(figure for figure in bury.figures if (figure.kpi, figure.period) == ("caseload", "2016-17"))
    assert caseload.value == 16.9
    assert {answer.item for answer in bury.answers} == {question.item for question in FORM.questions}
    assert [placement.position for placement in bury.placements] == [3] * 7
    assert [(signed.office, signed.name) for signed in bury.sign_offs] == [("dcs", "Jo Hill")]


def test_every_answer_is_whole_and_under_its_own_question(bury):
    for question in FORM.questions:
        own = [answer for answer in bury.answers if answer.item == question.item]
        assert "\n".join(answer.text for answer in own) == f"Our words on {question.item}.\nAnd why we think so."
        assert all(answer.place.startswith("paragraph") for answer in own)


def test_an_empty_form_has_no_answers():
    view = reading.read("Bury.docx", word_file(answered=False))
    assert view.answers == ()


def test_a_workbook_becomes_a_self_view():
    book = Workbook()
    sheet = book.active
    sheet.title = "Figures"
    for row in (
        ("Local authority", "St Helens"),
        ("Cycle", "2017/18"),
        (),
        ("KPI", "2015/16", "2016/17", "Latest"),
        *((asked.label, 10, 11, 12) for asked in FORM.asked),
    ):
        sheet.append(row)
    words = book.create_sheet("Questions")
    words.append(("Section", "Question", "Answer"))
    for group in (group for section in FORM.sections for group in section.groups):
        for question in group.questions:
            words.append((group.title, question.label, f"Our words on {question.item}."))
    grid = book.create_sheet("Grid")
    grid.append(("Enabler", "Position (choose one)", "Evidence"))
    for number, enabler in enumerate(FORM.enablers):
        grid.append((enabler.name, number % 5 + 1, "Peers said so."))
    lists = book.create_sheet("Lists")
    lists.sheet_state = "hidden"
    for enabler in FORM.enablers:
        lists.append((enabler.name, "Poor to fair"))
    view = reading.read("form.xlsx", bytes_of(book))
    assert (view.authority, view.cycle) == ("st-helens", "2017-18")
    assert not view.refused
    assert {answer.item: answer.text for answer in view.answers} == {
        question.item: f"Our words on {question.item}." for question in FORM.questions
    }
    assert [placement.position for placement in view.placements] == [1, 2, 3, 4, 5, 1, 2]


def test_a_csv_of_figures_has_figures_and_no_answers():
    lines = ["Authority,Cycle,KPI,2015/16,2016/17,Latest", *(f'Wigan,2017/18,"{asked.label}",10,11,12' for asked in FORM.asked)]
    view = reading.read("figures.csv", "\r\n".join(lines).encode())
    assert (view.authority, view.cycle, view.answers) == ("wigan", "2017-18", ())
    assert {figure.number for figure in view.figures} == set(range(1, 15))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4 not a self-view", b"PK\x03\x04 cut off", b"\x00\x01\x02\x03"])
def test_a_file_that_cannot_be_read_is_one_problem_that_blocks(data):
    view = reading.read("Bury.docx", data)
    assert (view.authority, view.cycle, view.figures) == (None, None, ())
    assert view.refused
    assert len([problem for problem in view.problems if problem.blocks]) == 1
    assert view.problems[-1].do
    assert len(view.sha256) == 64


def test_a_reader_that_fails_is_a_problem_to_report_and_is_logged(monkeypatch, caplog):
    def fail(*_):
        raise KeyError("something nobody thought of")

    monkeypatch.setattr(narrative, "find", fail)
    view = reading.read("Bury 2017-18.docx", word_file())
    assert view.refused
    assert view.problems[-1].place == "Bury 2017-18.docx"
    assert "report" in view.problems[-1].do
    assert "nobody thought of" in caplog.text


def test_a_disagreement_with_the_one_chosen_keeps_the_whole_file_out():
    view = reading.read("Bury.docx", word_file(), authority="bolton")
    assert view.refused
    assert view.authority is None
    assert view.cycle == "2017-18"


def test_a_wrong_cycle_keeps_the_file_out_and_its_figures_unread():
    view = reading.read("Bury.docx", word_file(cycle="2016/17"))
    assert view.refused
    assert (view.cycle, view.figures) == (None, ())


def test_other_cycles_than_the_shipped_may_be_given():
    own = replace(CYCLE, cycle="2018-19", title="2018/19", columns=CYCLE.columns)
    view = reading.read("Bury.docx", word_file(cycle="2018/19"), cycles={"2018-19": own})
    assert view.cycle == "2018-19"


def test_problems_stand_in_reading_order_what_concerns_the_file_first():
    view = reading.read("form.docx", word_file(authority="Our", caseload="see above"))
    blocking = [problem for problem in view.problems if problem.blocks]
    assert [problem.number for problem in blocking][:2] == [None, 1]


def test_an_old_word_file_says_how_to_save_it_where_libreoffice_is_missing(monkeypatch):
    monkeypatch.setattr(old_word, "libre_office", lambda: None)
    monkeypatch.setattr(opening, "open_sent", lambda name, data: opening.Sent(name, data, "0" * 64, "old_word"))
    view = reading.read("Bury.doc", b"an old document")
    assert view.refused
    assert ".docx" in view.problems[-1].do


def test_a_path_that_is_none_is_a_problem(tmp_path):
    for path in (tmp_path / "missing.docx", tmp_path):
        view = reading.read_path(path)
        assert view.refused
        assert view.problems[0].place == path.name


def test_a_path_is_read_like_its_bytes(tmp_path, bury):
    path = tmp_path / bury.file
    path.write_bytes(word_file())
    read = reading.read_path(path)
    assert (read.authority, len(read.figures), len(read.answers)) == (bury.authority, len(bury.figures), len(bury.answers))


def test_json_holds_what_the_issue_names(bury):
    told = json.loads(json.dumps(reading.as_json(bury)))
    assert (told["file"], told["authority"], told["cycle"]) == (bury.file, "bury", "2017-18")
    figure = next(each for each in told["figures"] if each["kpi"] == "caseload" and each["period"] == "2016-17")
    assert {
        "kpi",
        "number",
        "period",
        "value",
        "status",
        "note",
        "place",
        "numerator",
        "denominator",
        "part_year",
        "period_end",
    } <= set(figure)
    assert (figure["number"], figure["value"], figure["status"]) == (1, 16.9, "value")
    assert len(told["answers"]) == len(bury.answers)
    assert told["placements"][0]["position"] == 3
    assert told["sign_offs"] == [{"office": "dcs", "name": "Jo Hill", "day": "2017-10-24", "place": bury.sign_offs[0].place}]


def test_json_problems_name_number_and_period_only_where_they_concern_one_figure():
    view = reading.read("Burry.docx", word_file(authority="", caseload="see above"))
    problems = reading.as_json(view)["problems"]
    whole = next(each for each in problems if "authority" in each["found"])
    one = next(each for each in problems if "see above" in each["found"] and each["blocks"])
    assert set(whole) == {"place", "found", "expected", "do", "blocks"}
    assert set(one) == {"place", "found", "expected", "do", "blocks", "number", "period"}
    assert (one["number"], one["period"]) == (1, "2016-17")


def test_a_refused_file_as_json_has_empty_lists():
    told = reading.as_json(reading.read("Bury.docx", b""))
    assert (told["authority"], told["figures"], told["answers"]) == (None, [], [])
    assert told["problems"][0]["blocks"] is True


def test_the_grid_stays_apart_from_the_answers(bury):
    words = " ".join(answer.text for answer in bury.answers)
    assert "Because of" not in words
    assert "Jo Hill" not in words

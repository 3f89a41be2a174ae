"""Whose self-view it is, and of which cycle: every usual way of saying it, and never by guess."""

import io
from itertools import count

import openpyxl
import pytest

from challenge.returns import asking, identity, reading
from challenge.returns.authority_names import named_by, named_by_file, named_in, names
from challenge.returns.cycle_years import starts_in
from challenge.returns.document import Cell, Document, Table, Text
from challenge.returns.form import form

FORM = form("north-west")
CYCLES = asking.shipped()
NAMES = names(CYCLES, FORM)
YEARS = [["Key Performance Indicator", "2015/16", "2016/17", "Latest"], ["% Care Leavers now aged 17-21 in EET", "51", "52", "53"]]


def table(rows, place="table 1", title=""):
    return Table(
        tuple(
            tuple(Cell(text, f"{place}, row {row}, column {column}") for column, text in enumerate(cells, 1))
            for row, cells in enumerate(rows, 1)
        ),
        place,
        title,
    )


def document(*parts, name="self-view.docx", title="", kind="word"):
    numbers = count(1)
    blocks = tuple(
        table(part) if isinstance(part, list) else part if not isinstance(part, str) else Text(part, f"paragraph {next(numbers)}")
        for part in parts
    )
    return Document(name, kind, "0" * 64, blocks, title)


def whose(*parts, authority=None, cycle=None, **told):
    return identity.find(document(*parts, **told), FORM, CYCLES, authority, cycle)


@pytest.mark.parametrize(
    "parts",
    [
        ["Local authority: Bury", "NW Peer Challenge 2017/18"],
        [[["Authority", "Bury"], ["Cycle", "2017/18"]]],
        ["NW Peer Challenge 2017/18 - LA Self-View", "Bury Council"],
        ["Bury MBC self-view 2017-18"],
        [Text("Bury Metropolitan Borough Council – Peer Challenge 2017/18", "header", stands_in="header")],
        [Text("NW Peer Challenge 2017/18 - LA Self-View", "text box 1", stands_in="text box"), "Bury"],
    ],
)
def test_fields_titles_and_headers_say_whose_it_is(parts):
    assert whose(*parts, "SECTION 1") == ("bury", "2017-18", [])


@pytest.mark.parametrize(
    ("name", "authority"),
    [
        ("Bury_self-view_2017-18.docx", "bury"),
        ("StHelens SV 2017-18.docx", "st-helens"),
        ("CWaC 2017-18.docx", "cheshire-west-and-chester"),
        ("SV BwD final v3 2017-18.doc", "blackburn-with-darwen"),
        ("selfview-2017-18-sthelens.xlsx", "st-helens"),
        ("BlackburnWithDarwen201718.docx", "blackburn-with-darwen"),
        ("Salford City Council 2017_18.docx", "salford"),
    ],
)
def test_the_file_s_name_says_it_when_nothing_else_does(name, authority):
    assert whose("SECTION 1", name=name) == (authority, "2017-18", [])


@pytest.mark.parametrize(
    "name", ["Shrewsbury.docx", "burying the past.docx", "Greater Manchester.docx", "LA Self-View.docx", "Bury and Bolton.docx"]
)
def test_a_name_inside_another_word_or_beside_another_is_none(name):
    assert len(named_by_file(name, NAMES)) != 1


@pytest.mark.parametrize(
    ("value", "authority"),
    [
        ("St Helens", "st-helens"),
        ("Saint Helens", "st-helens"),
        ("St. Helens Metropolitan Borough Council", "st-helens"),
        ("Blackburn with Darwen Borough Council", "blackburn-with-darwen"),
        ("Cheshire West & Chester", "cheshire-west-and-chester"),
        ("City of Salford", "salford"),
        ("Bury MBC", "bury"),
        ("Manchester City Council", "manchester"),
        ("Royal Borough of Windsor & Maidenhead", "windsor-and-maidenhead"),
        ("Reading", "reading"),
        ("bury", "bury"),
    ],
)
def test_a_field_takes_the_usual_spellings(value, authority):
    assert named_by(value, NAMES) == ([authority], False)


def test_every_authority_of_england_is_found_by_its_own_name():
    for cycle in CYCLES.values():
        for key, spellings in (*cycle.members.items(), *cycle.others.items()):
            assert named_by(spellings[0], NAMES) == ([key], False)
            assert key == "reading" or named_in(f"{spellings[0]} Council self-view", NAMES) == [key]


@pytest.mark.parametrize(
    "text",
    [
        "Reading, writing and maths",
        "Greater Manchester",
        "Trafford’s BPN",
        "Manchester Road",
        "Town Hall, Bolton BL1 1RU",
        "Bury St Edmunds",
    ],
)
def test_other_places_and_words_are_no_authority(text):
    assert named_in(text, NAMES) == []


def test_a_slip_in_the_field_is_read_and_to_be_confirmed():
    authority, _, problems = whose("Local authority: Rochdlae", "Self-view 2017/18", "SECTION 1")
    assert authority == "rochdale"
    assert [problem.blocks for problem in problems] == [False]
    assert "Rochdlae" in problems[0].found


def test_a_field_that_names_no_authority_blocks():
    authority, _, problems = whose("Local authority: Burnley", "Self-view 2017/18", "SECTION 1", name="Bury 2017-18.docx")
    assert authority is None
    assert [(problem.place, problem.blocks) for problem in problems] == [("paragraph 1", True)]


def test_authorities_named_in_the_narrative_do_not_matter():
    assert whose(
        "Bury self-view 2017/18",
        "SECTION 1",
        "We visited Bolton and Leeds in 2016/17.",
        "Wigan",
        [["Authority", "Rate"], ["Bolton", "12"], ["Wigan", "14"]],
        "Peer challenge 2015/16 in Oldham",
    ) == ("bury", "2017-18", [])


def test_two_sources_that_disagree_block_and_name_both_places():
    authority, cycle, problems = whose("Bury self-view 2017/18", "SECTION 1", name="Bolton 2017-18.docx")
    assert (authority, cycle) == (None, "2017-18")
    assert len(problems) == 1
    assert problems[0].blocks
    assert problems[0].place == "paragraph 1 and the file’s name"
    assert "Bury" in problems[0].found
    assert "Bolton" in problems[0].found


def test_the_one_chosen_must_not_be_another_than_the_file_s():
    assert whose("Bury self-view 2017/18", "SECTION 1", authority="bury")[0] == "bury"
    authority, _, problems = whose("Bury self-view 2017/18", "SECTION 1", authority="bolton")
    assert authority is None
    assert [problem.blocks for problem in problems] == [True]
    assert (problems[0].place, "Bolton" in problems[0].expected) == ("paragraph 1", True)


def test_nothing_said_is_settled_by_the_choice_or_blocks():
    assert whose("Self-view 2017/18", "SECTION 1", authority="wirral") == ("wirral", "2017-18", [])
    authority, _, problems = whose("Self-view 2017/18", "SECTION 1")
    assert authority is None
    assert [problem.blocks for problem in problems] == [True]
    assert "--authority" in problems[0].do


@pytest.mark.parametrize(("name", "cycle"), [("Leeds", "2017/18"), ("Westmorland and Furness", "2017/18"), ("Cumbria", "2025/26")])
def test_an_authority_outside_the_roster_of_the_cycle_blocks(name, cycle):
    authority, _, problems = whose(f"{name} self-view {cycle}", "SECTION 1")
    assert authority is None
    assert [problem.blocks for problem in problems] == [True]
    assert name in problems[0].found


def test_an_authority_of_one_cycle_is_at_home_in_its_own():
    assert whose("Westmorland and Furness self-view 2025/26", "SECTION 1")[:2] == ("westmorland-and-furness", "2025-26")
    assert whose("Cumbria self-view 2017/18", "SECTION 1")[:2] == ("cumbria", "2017-18")


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("NW Peer Challenge 2017/18", {2017}),
        ("17/18", {2017}),
        ("2017-2018", {2017}),
        ("2017–18", {2017}),
        ("2016/17 and 2017/18", {2016, 2017}),
        ("17/10/2017", set()),
        ("2017-10-24", set()),
        ("10-11-2017", set()),
        ("ages 17-21", set()),
        ("2015/17", set()),
    ],
)
def test_years_are_told_from_days_and_ages(text, starts):
    assert starts_in(text) == starts


@pytest.mark.parametrize("year", ["2016/17", "2018/19", "18/19"])
def test_a_cycle_that_is_none_of_those_here_blocks(year):
    _, cycle, problems = whose(f"NW Peer Challenge {year} - LA Self-View", "Bury", "SECTION 1")
    assert cycle is None
    assert [problem.blocks for problem in problems] == [True]
    assert "2017/18" in problems[0].expected


def test_another_cycle_than_the_one_chosen_blocks():
    assert whose("Bury self-view 2017/18", cycle="2017-18") == ("bury", "2017-18", [])
    _, cycle, problems = whose("Bury self-view 2017/18", cycle="2025-26")
    assert cycle is None
    assert [problem.blocks for problem in problems] == [True]
    assert "2025/26" in problems[0].expected


def test_title_and_file_name_of_two_cycles_block():
    _, cycle, problems = whose("Bury self-view 2017/18", name="Bury 2025-26.docx")
    assert cycle is None
    assert [problem.blocks for problem in problems] == [True]


def test_the_columns_tell_the_cycle_when_nothing_else_does():
    assert whose("Bury", "SECTION 2", YEARS) == ("bury", "2017-18", [])
    later = [["KPI", "Two years before", "Year before", "Latest published"], YEARS[1]]
    assert whose("Bury", "SECTION 2", later) == ("bury", "2025-26", [])
    _, cycle, problems = whose("Bury", "SECTION 2", [["KPI", "First", "Second", "Latest"], YEARS[1]])
    assert cycle is None
    assert "--cycle" in problems[0].do


def test_columns_all_of_other_years_block():
    older = [["Key Performance Indicator", "2013/14", "2014/15", "Latest"], YEARS[1]]
    _, cycle, problems = whose("Bury self-view 2017/18", "SECTION 2", older)
    assert cycle is None
    assert [problem.blocks for problem in problems] == [True]
    assert "2013/14" in problems[0].found
    assert problems[0].place == "table 1, row 1, column 2"


def test_a_table_of_figures_says_it_in_columns_of_its_own():
    rows = [["Authority", "Cycle", "KPI", "2015/16"], ["Bury", "2017/18", "% Care Leavers now aged 17-21 in EET", "51"]]
    assert whose(rows, name="figures.csv", kind="table") == ("bury", "2017-18", [])


def test_the_title_in_the_properties_counts():
    assert whose("SECTION 1", title="Self-view of Halton 2017/18") == ("halton", "2017-18", [])


def test_a_sentence_that_names_another_authority_or_year_settles_nothing_and_refuses_nothing():
    book = openpyxl.Workbook()
    sheet = book.active
    for line in (
        ["NW Peer Challenge 2017/18 – self-view"],
        ["Local authority", "Bury"],
        ["We learned from Bolton how to listen to care leavers"],
        ["Re-referrals 2016/17: 21%"],
        ["Previous self-view 2016/17"],
    ):
        sheet.append(line)
    made = io.BytesIO()
    book.save(made)
    for authority in (None, "bury"):
        view = reading.read("self-view.xlsx", made.getvalue(), authority=authority)
        assert (view.authority, view.cycle, view.refused) == ("bury", "2017-18", False)


def test_where_nothing_says_it_better_two_names_in_sentences_are_asked_about():
    book = openpyxl.Workbook()
    for line in (["Self-view 2017/18"], ["Our partners in Bolton lead"], ["Our schools in Bury follow"]):
        book.active.append(line)
    made = io.BytesIO()
    book.save(made)
    assert reading.read("self-view.xlsx", made.getvalue()).refused

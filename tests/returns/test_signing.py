"""Sign-offs: office, name and day from tables and lines; an office without a name is none, and a name elsewhere is only a name."""

from datetime import date

import pytest

from challenge.returns import placing
from challenge.returns.document import Cell, Text
from challenge.returns.form import form
from challenge.returns.signing import day_in
from tests.returns.documents_made import document, table

FORM = form("north-west")


def signed(*blocks):
    return placing.sign_offs(document(*blocks), FORM)


def test_sign_offs_come_from_a_table():
    found, problems = signed(
        table(
            [
                ["Signed off by", "Name", "Signature", "Date"],
                ["Director of Children’s Services", "Jo Hill", "", "24 October 2017"],
                ["Lead Member for Children’s Services", "Cllr Jane Smith", "J Smith", "25/10/17"],
                ["Chief Executive", "", "", ""],
            ]
        )
    )
    assert [(each.office, each.name, each.day) for each in found] == [
        ("dcs", "Jo Hill", date(2017, 10, 24)),
        ("lm", "Cllr Jane Smith", date(2017, 10, 25)),
    ]
    assert found[0].place == "table 1, row 2, column 1"
    assert problems == []


def test_sign_offs_come_from_lines():
    found, problems = signed(
        Text("Sign-off", "paragraph 1"),
        Text("Lead Member: Cllr Jane Smith, 24 October 2017", "paragraph 2"),
        Text("DCS – Jo Hill", "paragraph 3"),
        Text("Chief Executive: ……………", "paragraph 4"),
    )
    assert [(each.office, each.name, each.day) for each in found] == [
        ("lm", "Cllr Jane Smith", date(2017, 10, 24)),
        ("dcs", "Jo Hill", None),
    ]
    assert problems == []


@pytest.mark.parametrize(
    "line",
    [
        "Signed off by Jo Hill (DCS) on 24/10/2017",
        "Signed off by: Jo Hill, DCS, 24.10.2017",
        "Approved by Jo Hill (Director), 24th October 2017",
    ],
)
def test_a_sentence_of_signing_is_a_sign_off(line):
    found, _ = signed(Text(line, "paragraph 1"))
    assert [(each.office, each.name, each.day) for each in found] == [("dcs", "Jo Hill", date(2017, 10, 24))]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("P. Practice (Director)", "P. Practice (Director)"),
        ("P. Practice (Director), 24 October 2017", "P. Practice (Director)"),
        ("P. Practice (interim) Hill", "P. Practice (interim) Hill"),
        ("P. Practice (24 October 2017)", "P. Practice"),
        ("(P. Practice)", "P. Practice"),
        ("(Acting) P. Practice", "(Acting) P. Practice"),
        ("P. Practice (", "P. Practice"),
        ("P. Practice )", "P. Practice"),
        ("P. Practice (Director", "P. Practice (Director"),
    ],
)
def test_brackets_that_belong_to_a_name_stay_and_those_left_alone_go(written, name):
    rows = [["Office", "Name"], ["Director of Children’s Services", written], ["Lead Member", "Jane Smith"]]
    found, _ = signed(table(rows))
    assert [each.name for each in found] == [name, "Jane Smith"]


@pytest.mark.parametrize(
    "line",
    [
        "Our Lead Member visits teams each month and has signed the care leavers’ covenant.",
        "DCS: Jo Hill",
        "Director: see the plan of 2016",
    ],
)
def test_a_name_or_office_elsewhere_is_no_sign_off(line):
    assert signed(Text(line, "paragraph 1")) == ([], [])


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("24 October 2017", date(2017, 10, 24)),
        ("24th Oct 17", date(2017, 10, 24)),
        ("03/10/2017", date(2017, 10, 3)),
        ("3.10.17", date(2017, 10, 3)),
        ("2017-10-24", date(2017, 10, 24)),
        ("24-Oct-2017", date(2017, 10, 24)),
        ("31/02/2017", None),
        ("10/24/2017", None),
    ],
)
def test_days_are_read_as_in_britain(text, day):
    assert day_in(text).day == day


def test_a_day_that_is_none_is_said_and_the_name_kept():
    found, problems = signed(Text("Lead Member: Cllr Jane Smith, 31/02/2017", "paragraph 1"))
    assert [(each.name, each.day) for each in found] == [("Cllr Jane Smith", None)]
    assert "31/02/2017" in problems[0].found


def test_a_day_without_a_name_is_no_sign_off_and_is_said():
    found, problems = signed(table([["Signed off by", "Name", "Date"], ["DCS", "", "24/10/2017"], ["Lead Member", "tbc", ""]]))
    assert found == []
    assert ["no name for Director" in problem.found for problem in problems] == [True]


def test_two_names_for_one_office_are_said_and_the_first_stands():
    rows = [
        ["Signed off by", "Name"],
        ["DCS", "Jo Hill"],
        ["Lead Member", "Cllr Smith"],
        ["Director of Children's Services", "Al Roe"],
    ]
    found, problems = signed(table(rows))
    assert [each.name for each in found] == ["Jo Hill", "Cllr Smith"]
    assert "Al Roe" in problems[0].found


def test_a_date_that_excel_shows_without_its_year_is_the_day_it_holds():
    shown = Cell("24-Oct", "sheet Sign-off, cell C2", kind="date", note="a date: 24 October 2017")
    found, problems = signed(table([["Office", "Name", "Date"], ["DCS", "Jo Hill", shown], ["Lead Member", "", ""]]))
    assert [(each.name, each.day) for each in found] == [("Jo Hill", date(2017, 10, 24))]
    assert problems == []

"""Figures are found by meaning, in whatever layout: right, or a problem is raised; never a wrong one silently."""

from datetime import date

import pytest

from challenge.returns import asking
from challenge.returns.document import Cell, Document, Table, Text
from challenge.returns.figures import NOT_IN_THE_FILE, find
from tests.returns.layouts import CYCLE, FORM, HEAD, KEPT_OUT, KEYS, LABELS, RE, ROW, SAME, table


def read(*blocks, cycle=CYCLE):
    """The figures of a document by (number, ordinal), and its problems."""
    figures, problems = find(Document("a.docx", "word", "0", blocks), FORM, cycle)
    assert [(figure.number, figure.ordinal) for figure in figures] == [(n, o) for n in range(1, 15) for o in (1, 2, 3)]
    return {(figure.number, figure.ordinal): figure for figure in figures}, problems


def values(figures, number):
    """The three values of a KPI."""
    return [figures[number, ordinal].value for ordinal in (1, 2, 3)]


def about(problems, number=None, **with_):
    """Problems of a KPI that are not about what is absent."""
    return [
        each
        for each in problems
        if (number is None or each.number == number)
        and all(getattr(each, key) == value for key, value in with_.items())
        and "no row" not in each.found
    ]


@pytest.mark.parametrize("layout", SAME)
def test_a_layout_reads_the_same(layout):
    figures, problems = read(*SAME[layout])
    assert values(figures, 3) == [18.4, 19.2, 20.1]
    assert not [each for each in problems if each.blocks]
    assert all(figures[3, ordinal].place.startswith("table ") and figures[3, ordinal].text for ordinal in (1, 2, 3))


def test_there_are_forty_layouts():
    assert len(SAME) >= 40


@pytest.mark.parametrize(
    "layout", ["the form", "shuffled", "transposed", "side by side", "two heading rows", "one figure a row", "small tables in one"]
)
def test_a_plain_layout_needs_nothing_confirmed(layout):
    _, problems = read(*SAME[layout])
    assert not about(problems, 3)


@pytest.mark.parametrize("layout", ["transposed", "side by side", "small tables in one"])
def test_the_other_kpi_of_a_layout_is_read_too(layout):
    figures, _ = read(*SAME[layout])
    assert values(figures, 5)[0] == 120


@pytest.mark.parametrize(
    ("layout", "word"),
    [
        ("split without headings", "before hold here"),
        ("title of a sheet", "Confirm"),
        ("an older year", "period"),
        ("heading over authorities", "its own"),
        ("its name beside each", "its own"),
        ("partly of others", "Confirm"),
    ],
)
def test_what_was_taken_from_elsewhere_is_to_be_confirmed(layout, word):
    _, problems = read(*SAME[layout])
    assert any(word in each.do for each in problems)


@pytest.mark.parametrize("layout", KEPT_OUT)
def test_what_is_ambiguous_gives_no_figure_and_a_problem(layout):
    blocks, ordinals = KEPT_OUT[layout]
    figures, problems = read(*blocks)
    for ordinal in ordinals:
        figure = figures[3, ordinal]
        assert figure.value is None and figure.status == "not_returned"
        assert [
            each
            for each in problems
            if each.number in (3, None) and each.period in (KEYS[ordinal], None) and "no row for" not in each.found
        ]
    for ordinal in {1, 2, 3} - set(ordinals):
        assert figures[3, ordinal].value in (18.4, 19.2, 20.1)


@pytest.mark.parametrize(
    "layout", ["merged over years", "merged over rows", "two rows", "two tables", "two figures in a cell", "a cell fewer"]
)
def test_a_figure_kept_out_blocks_and_is_named(layout):
    blocks, ordinals = KEPT_OUT[layout]
    figures, problems = read(*blocks)
    for ordinal in ordinals:
        assert about(problems, 3, blocks=True, period=None if layout == "a cell fewer" else KEYS[ordinal])
        assert "kept out" in figures[3, ordinal].note


@pytest.mark.parametrize("layout", KEPT_OUT)
def test_whatever_the_file_holds_and_is_not_read_blocks_with_its_kpi(layout):
    blocks, ordinals = KEPT_OUT[layout]
    _, problems = read(*blocks)
    for ordinal in ordinals:
        periods = (None, KEYS[ordinal], KEYS[1] if layout == "two columns for a year" else None)
        assert [each for each in problems if each.blocks and each.number == 3 and each.period in periods]


@pytest.mark.parametrize(
    "layout", ["a label that may be two", "a number of them", "no headings", "hidden", "under a title of others", "a heading fewer"]
)
def test_what_is_not_read_blocks_nothing_where_the_kpi_is_read_elsewhere(layout):
    figures, problems = read(*KEPT_OUT[layout][0], Text("Figures", "paragraph 99", 1), table(HEAD, [RE, *ROW], at=9))
    assert values(figures, 3) == [18.4, 19.2, 20.1]
    assert not [each for each in problems if each.blocks and each.number == 3]


def test_both_figures_of_a_cell_merged_over_rows_are_kept_out():
    figures, problems = read(*KEPT_OUT["merged over rows"][0])
    assert values(figures, 7) == [None, 19.0, 20.0] and about(problems, 7, blocks=True)


def test_two_figures_name_both_places():
    _, problems = read(*KEPT_OUT["two tables"][0])
    said = about(problems, 3, blocks=True)[0].found
    assert "table 1, row 2, column 4" in said and "table 2, row 2, column 4" in said and "“20.1%”" in said and "“21.0”" in said


def test_a_document_without_tables_says_each_kpi_is_missing():
    figures, problems = read(Text("Nothing", "paragraph 1"))
    assert {figure.place for figure in figures.values()} == {NOT_IN_THE_FILE} and {each.number for each in problems} == set(
        range(1, 15)
    )
    assert not any(each.blocks for each in problems)


def test_the_whole_form_reads_without_a_problem():
    rows = [[LABELS[number], f"{number}", f"{number + 20}", f"{number + 40}"] for number in range(1, 15)]
    figures, problems = read(table(HEAD, *rows))
    assert [values(figures, number) for number in range(1, 15)] == [[n, n + 20, n + 40] for n in range(1, 15)]
    assert not [each for each in problems if each.number != 11 or each.blocks]


def test_target_and_england_are_never_read_even_where_the_figure_is_missing():
    figures, _ = read(
        table(
            ["KPI", "2015/16", "2015/16 target", "England 2016/17", "2016/17", "Latest", "Rank"], [RE, "", "17", "22", "", "", "3"]
        )
    )
    assert values(figures, 3) == [None, None, None]


def test_the_day_in_a_heading_is_the_end_of_its_figures():
    figures, _ = read(table(["KPI", "2015/16", "2016/17", "Latest (30 Sept 2017)"], [RE, *ROW], [LABELS[1], "17", "18", "19"]))
    assert (figures[3, 3].part_year, figures[3, 3].period_end) == (True, date(2017, 9, 30))
    assert (figures[3, 2].part_year, figures[3, 2].period_end) == (False, None)
    assert (figures[1, 3].part_year, figures[1, 3].period_end) == (False, date(2017, 9, 30))


def test_a_quarter_in_a_heading_is_of_the_cycles_year():
    figures, _ = read(table(["KPI", "2015/16", "2016/17", "Latest (Q1)"], [RE, *ROW]))
    assert (figures[3, 3].part_year, figures[3, 3].period_end) == (True, date(2017, 6, 30))


def test_days_of_the_caseload_are_its_years():
    figures, problems = read(table(["", "30 September 2015", "30 Sept 2016", "30/09/2017"], [LABELS[1], "17.1", "18.2", "19.3"]))
    assert values(figures, 1) == [17.1, 18.2, 19.3] and not about(problems, 1)


def test_a_day_within_a_year_is_no_column_for_other_kpis():
    figures, problems = read(table(["", "30 September 2015", "30 Sept 2016", "30/09/2017"], [RE, *ROW]))
    assert values(figures, 3) == [None, None, 20.1] and len(about(problems, None)) >= 3


def test_another_age_is_read_and_confirmed():
    figures, problems = read(table(HEAD, ["Care leavers 19-21 in EET", "50%", "51%", "52%"]))
    assert values(figures, 13) == [50, 51, 52] and "19–21" in about(problems, 13)[0].found


def test_the_forms_own_age_goes_before_another():
    figures, _ = read(table(HEAD, ["Care leavers 19-21 in EET", "50%", "51%", "52%"], [LABELS[13], "60%", "61%", "62%"]))
    assert values(figures, 13) == [60, 61, 62]


def test_a_rate_that_does_not_say_so_is_confirmed():
    figures, problems = read(table(HEAD, ["Section 47 enquiries started", "120", "121", "60"]))
    assert values(figures, 5) == [120, 121, 60] and "per 10,000" in about(problems, 5)[0].found


def test_a_row_that_may_be_a_kpi_is_told_with_its_figures():
    figures, problems = read(*KEPT_OUT["a label that may be two"][0])
    said = next(each for each in problems if "Referrals within 12 months" in each.found)
    assert "“18.4%”" in said.found and "KPI 3" in said.expected and said.blocks and said.number == 3
    assert "table 1, row 2" in figures[3, 1].note


def test_a_row_of_ones_own_is_said_and_left_out():
    _, problems = read(*SAME["a row more"])
    assert any("Contacts" in each.found and not each.blocks for each in problems)


def test_the_four_statuses_and_the_cells_words_are_kept():
    figures, _ = read(table(HEAD, [RE, "c", "n/a", "0"], [LABELS[7], "tbc", "", "9.1 (prov)"]))
    assert [figures[3, ordinal].status for ordinal in (1, 2, 3)] == ["suppressed", "not_applicable", "zero"]
    assert [figures[7, ordinal].status for ordinal in (1, 2, 3)] == ["not_returned", "not_returned", "value"]
    assert figures[7, 3].text == "9.1 (prov)" and figures[7, 2].place == "table 1, row 3, column 3"


def test_notes_of_the_cell_are_carried():
    made = table(HEAD, [RE, *ROW])
    noted = [Cell(each.text, each.place, note="Footnote 1: from audit") for each in made.rows[1]]
    figures, _ = read(Table((made.rows[0], tuple(noted)), "table 1"))
    assert "from audit" in figures[3, 1].note


def test_numerators_beside_figures_are_kept_when_they_make_it():
    head = ["kpi", "period", "value", "numerator", "denominator"]
    figures, problems = read(
        table(head, [RE, "2015/16", "20%", "12", "60"], [RE, "2016/17", "20%", "13", "60"], [RE, "Latest", "21", "", ""])
    )
    assert (figures[3, 1].numerator, figures[3, 1].denominator) == (12, 60)
    assert figures[3, 2].numerator is None and about(problems, 3, period="2016-17")


def test_a_workbooks_fraction_is_read_by_its_format():
    made = table(HEAD, [RE, "18.4%", "19.2%", "20.1%"])
    cells = [made.rows[1][0]] + [
        Cell(cell.text, cell.place, number=number, number_format="0.0%", kind="number")
        for cell, number in zip(made.rows[1][1:], (0.184, 0.192, 0.201), strict=True)
    ]
    figures, _ = read(Table((made.rows[0], tuple(cells)), "sheet Figures"))
    assert values(figures, 3) == [18.4, 19.2, 20.1]


def test_another_cycle_is_read_by_its_own_columns():
    cycle = asking.shipped()["2025-26"]
    figures, _ = find(
        Document("a.xlsx", "workbook", "0", (table(["KPI", "2022/23", "2023/24", "2024/25"], [RE, *ROW]),)), FORM, cycle
    )
    assert [figure.value for figure in figures if figure.number == 3] == [18.4, 19.2, 20.1]


def test_problems_are_whole_sentences_of_four_parts():
    for blocks, _ in KEPT_OUT.values():
        for each in read(*blocks)[1]:
            assert each.place and each.found and each.expected and each.do.endswith(".")

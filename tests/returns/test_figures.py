"""Figures are found by meaning, in whatever layout: right, or a problem is raised; never a wrong one silently."""

from datetime import date

import pytest

from challenge.returns import asking, form
from challenge.returns.document import Cell, Document, Table, Text
from challenge.returns.figures import NOT_IN_THE_FILE, find

FORM = form.form("north-west")
CYCLE = asking.shipped()["2017-18"]
LABELS = {asked.number: asked.label for asked in FORM.asked}
KEYS = {1: "2015-16", 2: "2016-17", 3: "latest"}
HEAD = ["Key Performance Indicator", "2015/16", "2016/17", "Latest"]


def table(*rows, at=1, title="", hidden=False):
    """A table of words; ``<`` is merged with the cell to its left, ``^`` with the one above."""
    made = []
    for down, row in enumerate(rows, 1):
        cells = []
        for across, text in enumerate(row, 1):
            spans = text in ("<", "^")
            said = cells[-1].text if text == "<" else made[-1][across - 1].text if text == "^" else text
            cells.append(Cell(said, f"table {at}, row {down}, column {across}", spans=spans))
        made.append(tuple(cells))
    return Table(tuple(made), f"table {at}", title, hidden)


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


# Each is one way in which three figures of re-referrals may be laid out; all must read 18.4, 19.2, 20.1 and block nothing.
RE = LABELS[3]
ROW = ["18.4%", "19.2%", "20.1%"]
SAME = {
    "the form": [table(HEAD, [RE, *ROW])],
    "short years": [table(["KPI", "15/16", "16/17", "Latest"], [RE, *ROW])],
    "years with dashes": [table(["KPI", "2015-16", "2016 – 2017", "Latest (Q2)"], [RE, *ROW])],
    "years in full": [table(["", "2015/2016", "2016/2017", "Current"], [RE, *ROW])],
    "year endings": [table(["Measure", "Year ending March 2016", "Y/E 31 March 2017", "Latest – Sept 2017"], [RE, *ROW])],
    "shuffled": [table(["KPI", "Latest", "2015/16", "2016/17"], [RE, "20.1%", "18.4%", "19.2%"])],
    "label last": [table(["2015/16", "2016/17", "Latest", "KPI"], [*ROW, RE])],
    "label amid": [table(["2015/16", "KPI", "2016/17", "Latest"], ["18.4%", RE, "19.2%", "20.1%"])],
    "quarter of the year": [table(["KPI", "2015/16", "2016/17", "Q2 2017/18"], [RE, *ROW])],
    "year to date": [table(["KPI", "2015/16", "2016/17", "2017/18 YTD"], [RE, *ROW])],
    "two heading rows": [table(["", "Outturn", "<", "Latest"], ["KPI", "2015/16", "2016/17", "^"], [RE, *ROW])],
    "heading over kinds": [
        table(
            ["KPI", "2015/16", "<", "2016/17", "<", "Latest", "<"],
            ["^", "%", "Num", "%", "Num", "%", "Num"],
            [RE, "18.4", "184", "19.2", "192", "20.1", "201"],
        )
    ],
    "target and others between": [
        table(
            [
                "KPI",
                "2015/16",
                "2015/16 target",
                "England 2015/16",
                "2016/17",
                "NW average",
                "Latest",
                "Direction of travel",
                "Rank",
                "Comments",
            ],
            [RE, "18.4", "17", "21.9", "19.2", "22.0", "20.1", "↑", "7", "Up 2 points since 2015"],
        )
    ],
    "heading over authorities": [
        table(
            ["KPI", "Bolton", "<", "<", "England", "<"],
            ["^", "2015/16", "2016/17", "Latest", "2015/16", "2016/17"],
            [RE, *ROW, "21.1", "22.3"],
        )
    ],
    "number and label apart": [table(["No.", "KPI", "2015/16", "2016/17", "Latest"], ["3", RE, *ROW])],
    "unit column": [
        table(["KPI", "Unit", "2015/16", "2016/17", "Latest"], ["Re-referrals within 12 months", "%", "18.4", "19.2", "20.1"])
    ],
    "the project's units": [
        table(["kpi", "unit", "2015/16", "2016/17", "Latest"], ["rereferrals", "% of referrals", "18.4", "19.2", "20.1"])
    ],
    "transposed": [table(["", RE, LABELS[5]], ["2015/16", "18.4", "120"], ["2016/17", "19.2", "125"], ["Latest", "20.1", "61"])],
    "transposed, one KPI": [table(["Year", RE], ["2015/16", "18.4"], ["2016/17", "19.2"], ["Latest", "20.1"])],
    "one figure a row": [
        table(["kpi", "period", "value"], [RE, "2015/16", "18.4"], [RE, "2016/17", "19.2"], [RE, "Latest", "20.1"])
    ],
    "one figure a row, keys": [
        table(
            ["kpi", "label", "unit", "period", "value", "note"],
            *[["rereferrals", RE, "%", p, v, ""] for p, v in zip(KEYS.values(), ROW, strict=True)],
        )
    ],
    "merged label beside years": [table([RE, "2015/16", "18.4%"], ["^", "2016/17", "19.2%"], ["^", "Latest", "20.1%"])],
    "merged label, headed": [
        table(["KPI", "Year", "Outturn"], [RE, "2015/16", "18.4%"], ["^", "2016/17", "19.2%"], ["^", "Latest", "20.1%"])
    ],
    "small table with its KPI in the corner": [table([RE, "2015/16", "2016/17", "Latest"], ["Outturn", *ROW])],
    "small table under its KPI": [table([RE, "<", "<"], ["2015/16", "2016/17", "Latest"], ROW)],
    "small tables in one": [
        table(
            [RE, "2015/16", "2016/17", "Latest"],
            ["Value", *ROW],
            [LABELS[5], "2015/16", "2016/17", "Latest"],
            ["Value", "120", "121", "60"],
        )
    ],
    "headings as rows": [
        table(
            HEAD,
            ["Help and protection", "<", "<", "<"],
            [RE, *ROW],
            ["Children in care and care leavers", "", "", ""],
            [LABELS[13], "55%", "56%", "57%"],
        )
    ],
    "headings again": [
        table(HEAD, [LABELS[1], "17.1", "17", "18"], ["Help and protection", "2015/16", "2016/17", "Latest"], [RE, *ROW])
    ],
    "headings again, otherwise ordered": [
        table(
            HEAD,
            [LABELS[1], "17.1", "17", "18"],
            ["Help and protection", "Latest", "2016/17", "2015/16"],
            [RE, "20.1%", "19.2%", "18.4%"],
        )
    ],
    "side by side": [table([*HEAD, *HEAD], [RE, *ROW, LABELS[5], "120", "121", "60"])],
    "a row more": [table(HEAD, ["Contacts", "9000", "9100", "4400"], [RE, *ROW], ["Number of referrals", "3000", "3100", "1500"])],
    "blank rows": [table(["", "", "", ""], HEAD, ["", "", "", ""], [RE, *ROW])],
    "title over all": [table(["NW Peer Challenge 2017/18 - figures", "<", "<", "<"], HEAD, [RE, *ROW])],
    "title in a cell": [table(["Self-view 2017/18", "", "", ""], HEAD, [RE, *ROW])],
    "empty columns": [table(["KPI", "", "2015/16", "", "2016/17", "Latest", ""], [RE, "", "18.4", "", "19.2", "20.1", ""])],
    "section and KPI": [table(["Section", "KPI", "2015/16", "2016/17", "Latest"], ["Help and protection", RE, *ROW])],
    "tables apart": [table(HEAD, [LABELS[1], "17.1", "17", "18"]), Text("Help", "paragraph 3", 1), table(HEAD, [RE, *ROW], at=2)],
    "nested": [table(["", ""], ["Figures:", ""]), table(HEAD, [RE, *ROW], at=2)],
    "split with headings": [table(HEAD, [LABELS[1], "17.1", "17", "18"]), table(HEAD, [RE, *ROW], at=2)],
    "split without headings": [table(HEAD, [LABELS[5], "171", "170", "90"]), table([RE, *ROW], at=2)],
    "the blank form kept": [table(HEAD, [RE, "", "", ""]), table(HEAD, [RE, *ROW], at=2)],
    "twice alike": [table(HEAD, [RE, *ROW]), table(HEAD, ["Re-referral rate", "18.4", "19.2", "20.1"], at=2)],
    "its name beside each": [
        table(["authority", "kpi", "period", "value"], *[["Bolton", RE, p, v] for p, v in zip(KEYS.values(), ROW, strict=True)])
    ],
    "partly of others": [Text("How we compare with England", "paragraph 1", 2), table(HEAD, [RE, *ROW])],
    "an older year": [table(["KPI", "2014/15", "2015/16", "2016/17", "Latest"], [RE, "30.3", *ROW])],
    "title of a sheet": [table(["", "2015/16", "2016/17", "Latest"], ["Outturn", *ROW], title="Re-referrals within 12 months")],
}


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


# Each of these must give no figure of re-referrals in the columns named, and say so.
KEPT_OUT = {
    "a year alone": ([table(["KPI", "2016", "2017", "Latest"], [RE, *ROW])], (1, 2)),
    "a short financial year": ([table(["KPI", "FY16", "2016/17", "Latest"], [RE, *ROW])], (1,)),
    "two periods in a heading": ([table(["KPI", "2015/16 and 2016/17", "2016/17", "Latest"], [RE, *ROW])], (1,)),
    "latest of an older year": ([table(["KPI", "2015/16", "2016/17", "Latest (2016/17)"], [RE, *ROW])], (3,)),
    "a quarter of an older year": ([table(["KPI", "2015/16", "2016/17 Q2", "Latest"], [RE, *ROW])], (2,)),
    "three years": ([table(["KPI", "2014-16", "2016/17", "Latest"], [RE, *ROW])], (1,)),
    "a word not known": ([table(["KPI", "2015/16 cohorts A", "2016/17", "Latest"], [RE, *ROW])], (1,)),
    "no headings": ([table([RE, *ROW], [LABELS[5], "120", "121", "60"])], (1, 2, 3)),
    "no headings, far from any": (
        [table(HEAD, [LABELS[5], "1", "2", "3"]), Text("England", "paragraph 2"), table([RE, *ROW], at=2)],
        (1, 2, 3),
    ),
    "no headings, of another group": ([table(HEAD, [LABELS[1], "1", "2", "3"]), table([RE, *ROW], at=2)], (1, 2, 3)),
    "no headings, another width": ([table(HEAD, [LABELS[5], "1", "2", "3"]), table([RE, *ROW, "5"], at=2)], (1, 2, 3)),
    "no headings, the same KPIs": (
        [table(HEAD, [LABELS[5], "1", "2", "3"]), table([LABELS[5], "4", "5", "6"], [RE, *ROW], at=2)],
        (1, 2, 3),
    ),
    "a label that may be two": ([table(HEAD, ["Referrals within 12 months", *ROW])], (1, 2, 3)),
    "a number and words apart": ([table(HEAD, ["KPI 7: re-referrals", *ROW])], (1, 2, 3)),
    "a number of them": ([table(HEAD, ["Number of re-referrals", "184", "192", "201"])], (1, 2, 3)),
    "a qualifier in its own cell": (
        [table(["KPI", "Detail", "2015/16", "2016/17", "Latest"], [RE, "Asylum-seeking only", *ROW])],
        (1, 2, 3),
    ),
    "only its number": ([table(HEAD, ["3.", *ROW])], (1, 2, 3)),
    "two authorities": ([table(["KPI", "Bolton 2015/16", "Bury 2015/16", "Latest"], [RE, *ROW])], (1, 2)),
    "merged over years": ([table(HEAD, [RE, "18.4%", "<", "20.1%"])], (1, 2)),
    "merged over rows": ([table(HEAD, [LABELS[7], "18.4%", "19%", "20%"], [RE, "^", "19.2%", "20.1%"])], (1,)),
    "a cell fewer": ([table(HEAD, [RE, "18.4%", "20.1%"])], (1, 2, 3)),
    "a cell fewer where a column has no heading": (
        [table([*HEAD, ""], [LABELS[5], "1", "2", "3", "4"], [RE, "18.4", "19.2", "20.1"])],
        (1, 2, 3),
    ),
    "a heading fewer": ([table(["KPI", "2016/17", "Latest", "Comments"], [RE, *ROW, ""])], (1, 2, 3)),
    "under a title of others": ([Text("England", "paragraph 1", 2), table(HEAD, [RE, *ROW])], (1, 2, 3)),
    "on a sheet of others": ([table(HEAD, [RE, *ROW], title="Statistical neighbours")], (1, 2, 3)),
    "under a row of targets": ([table(HEAD, [LABELS[5], "1", "2", "3"], ["Targets", "<", "<", "<"], [RE, *ROW])], (1, 2, 3)),
    "England beside each": ([table(["area", "kpi", "period", "value"], ["England", RE, "2015/16", "21"])], (1, 2, 3)),
    "two authorities by row": (
        [table(["authority", "kpi", "period", "value"], ["Bury", RE, "2015/16", "21"], ["Bolton", RE, "2016/17", "18.4"])],
        (1, 2, 3),
    ),
    "a cell more": ([table(HEAD, [RE, "18", "4", "19.2", "20.1"])], (1, 2, 3)),
    "two columns for a year": ([table(["KPI", "2015/16", "2015/16", "Latest"], [RE, *ROW])], (1, 2)),
    "two rows": ([table(HEAD, [RE, *ROW], ["Re-referral rate", "18.5", "19.3", "20.2"])], (1, 2, 3)),
    "two tables": ([table(HEAD, [RE, *ROW]), table(HEAD, [RE, "18.4", "19.2", "21.0"], at=2)], (3,)),
    "suppressed in one": ([table(HEAD, [RE, *ROW]), table(HEAD, [RE, "c", "19.2", "20.1"], at=2)], (1,)),
    "two figures in a cell": ([table(HEAD, [RE, "18.4 / 19.2", "19.2%", "20.1%"])], (1,)),
    "a rate where a percentage is asked": ([table(HEAD, [RE, "60% per 10,000", "19.2%", "20.1%"])], (1,)),
    "in a line of text": ([Text("Re-referrals within 12 months: 2015/16 18.4%, 2016/17 19.2%", "paragraph 9")], (1, 2, 3)),
    "hidden": ([table(HEAD, [RE, *ROW], hidden=True)], (1, 2, 3)),
    "fractions that may be headings": (
        [table(["KPI", "15/16", "16/17", "Latest"], ["Homes, of all", "14/15", "15/16", "16/17"], [RE, *ROW])],
        (1, 2, 3),
    ),
    "only a number beside": (
        [table(["KPI", "2015/16", "2015/16 number", "2016/17", "Latest"], [RE, "", "184", "19.2", "20.1"])],
        (1,),
    ),
}


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
        assert about(problems, 3, blocks=True, period=KEYS[ordinal])
        assert layout == "a cell fewer" or "kept out" in figures[3, ordinal].note


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
    assert "“18.4%”" in said.found and "KPI 3" in said.expected and not said.blocks
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

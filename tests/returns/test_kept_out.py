"""What a file holds and is not read blocks, with its KPI; what is nobody's own figure is never read, and is said."""

import pytest

from challenge import mending
from challenge.returns.document import Document, Text
from challenge.returns.figures import find
from challenge.returns.self_view import SelfView
from tests.returns.layouts import CYCLE, FORM, HEAD, KEYS, LABELS, RE, ROW, table

OTHERS = ["30.1", "31.2", "32.3"]


def read(*blocks, number=3):
    """The values of a KPI in Bury's file, the problems that block with its number, and what else is said."""
    figures, problems = find(Document("a.docx", "word", "0", blocks), FORM, CYCLE, "bury")
    own = [figure.value for figure in figures if figure.number == number]
    return own, [each for each in problems if each.blocks and each.number == number], problems


@pytest.mark.parametrize(
    "title", ["Last year's return", "Previous self-view", "England", "Bolton", "North West", "Targets", "Bolton figures 2016/17"]
)
def test_figures_under_a_title_of_others_are_left_out_and_their_own_read(title):
    beside = (Text(title, "paragraph 1", 2), table(HEAD, [RE, *OTHERS]))
    values, blocking, problems = read(*beside, Text("Help and protection", "paragraph 2", 2), table(HEAD, [RE, *ROW], at=2))
    assert values == [18.4, 19.2, 20.1] and not blocking and any(title in each.found for each in problems)
    values, blocking, _ = read(*beside)
    assert values == [None, None, None] and title in blocking[0].found


def test_a_column_of_another_authority_is_not_read_even_where_the_own_is_missing():
    values, blocking, problems = read(table(["KPI", "2015/16", "2016/17 Bolton", "Latest"], [RE, *ROW]))
    assert values == [18.4, None, 20.1] and not blocking
    assert any("Bolton" in each.found for each in problems) and any(
        each.period == KEYS[2] and each.number == 3 for each in problems
    )


def test_a_column_of_ones_own_name_is_read_beside_another_authority():
    values, _, _ = read(table(["KPI", "Bury 2015/16", "Bolton 2015/16", "2016/17", "Latest"], [RE, "18.4", "25", "19.2", "20.1"]))
    assert values == [18.4, 19.2, 20.1]


def test_rows_of_authorities_under_a_kpi_left_blank_are_asked_about():
    values, blocking, _ = read(table(HEAD, [RE, "", "", ""], ["Bolton", *OTHERS], ["Bury", *ROW]))
    assert values == [None, None, None] and "“18.4%”" in blocking[0].found and "30.1" not in blocking[0].found


@pytest.mark.parametrize("heading", ["Outturn", "", "Position", "2016", "2016/17 (published)", "FY17", "Last year"])
@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_heading_that_is_lost_or_unclear_keeps_its_figures_out_and_blocks(heading, at):
    heads = [*HEAD[:at], heading, *HEAD[at + 1 :]]
    values, blocking, _ = read(table(heads, [RE, *ROW]))
    assert values[at - 1] is None
    assert any(ROW[at - 1] in each.found and each.period in (None, KEYS[at]) for each in blocking)


@pytest.mark.parametrize("heading", ["Target", "2014/15", "Rank", "England 2016/17", "Comments", "2016/17 target"])
def test_a_column_that_is_clearly_no_figure_of_a_period_blocks_nothing(heading):
    values, blocking, _ = read(table([*HEAD, heading], [RE, *ROW, "17"]))
    assert values == [18.4, 19.2, 20.1] and not blocking
    assert read(table(["KPI", "2015/16", heading, "Latest"], [RE, *ROW]))[1] == []


@pytest.mark.parametrize(
    "lines",
    [
        ["Key Performance Indicator\t2015/16\t2016/17\tLatest", f"{RE}\t18.4\t19.2\t20.1"],
        ["Re-referrals: 18.4, 19.2 and 20.1"],
        ["Our re-referral rate fell to 21% in 2016/17."],
    ],
)
def test_figures_only_in_lines_of_text_or_a_text_box_block_and_say_where(lines):
    values, blocking, _ = read(*[Text(text, f"paragraph {at}", stands_in="text box") for at, text in enumerate(lines, 1)])
    assert values == [None, None, None] and blocking[0].place == f"paragraph {len(lines)}"


def test_a_line_of_text_changes_nothing_where_a_table_has_the_figures():
    values, blocking, _ = read(Text("We compare: re-referrals 2016/17 21% against 23%", "paragraph 1"), table(HEAD, [RE, *ROW]))
    assert values == [18.4, 19.2, 20.1] and not blocking


def test_rows_of_section_3_are_not_those_of_section_2():
    rows = (["Average attainment 8 score for SEND cohort", *OTHERS], ["Attainment 8 - SEN support", *OTHERS])
    assert read(table(HEAD, *rows), number=11)[0] == [None, None, None]
    assert read(table(HEAD, *rows, ["LAC Attainment 8", "21", "22", "23"]), number=11)[0] == [21, 22, 23]
    assert read(table(HEAD, ["KS4 SEN cohort in EET at 17", *OTHERS]), number=13)[0] == [None, None, None]


def test_a_period_given_twice_with_two_figures_is_kept_out():
    for heads in (["KPI", "2015/16", "Latest", "Latest"], ["KPI", "2016/17", "Latest (Q1)", "Latest (Q2)"]):
        values, blocking, _ = read(table(heads, [RE, *ROW]))
        assert values[2] is None and blocking[0].period == "latest"


def test_a_row_of_one_figure_a_row_without_its_figure_is_no_heading():
    rows = [[RE, "2015/16", "18.4"], [RE, "2016/17", "-"], [RE, "Latest", "20.1"], [LABELS[5], "2015/16", "120"]]
    assert read(table(["kpi", "period", "value"], *rows))[0] == [18.4, None, 20.1]
    assert read(table(["kpi", "period", "value"], *rows), number=5)[0] == [120, None, None]


def test_another_definition_keeps_out_nothing_unless_only_it_gives_a_figure():
    other = "Care leavers 19-21 in EET"
    assert read(table(HEAD, [LABELS[13], "60", "61", "62"], [other, "50", "51", "52"]), number=13)[1] == []
    values, blocking, _ = read(table(HEAD, [LABELS[13], "60", "61", ""], [other, "50", "51", "52"]), number=13)
    assert values == [60, 61, None] and "“52”" in blocking[0].found


def test_two_orientations_in_one_sheet_are_both_read():
    wide = [HEAD, [LABELS[5], "120", "121", "122"]]
    across = [["", RE, "", ""], ["2015/16", "18.4", "", ""], ["2016/17", "19.2", "", ""], ["Latest", "20.1", "", ""]]
    sheet = table(*wide, ["", "", "", ""], *across)
    assert read(sheet)[0] == [18.4, 19.2, 20.1] and read(sheet, number=5)[0] == [120, 121, 122]


def test_a_row_kept_out_is_put_right_on_screen_when_each_of_its_figures_is():
    figures, problems = find(Document("a.docx", "word", "0", (table(HEAD, ["Referrals within 12 months", *ROW]),)), FORM, CYCLE)
    view = SelfView("a.docx", "0", "north-west", "bury", "2017-18", tuple(figures), problems=tuple(problems))
    assert view.blocked and not view.refused
    typed = {(3, key): said for key, said in zip(KEYS.values(), ROW, strict=True)}
    one = mending.mended(view, {(3, "latest"): "20.1%"}, {}, set(), CYCLE)
    assert one.blocked
    every = mending.mended(view, typed, {}, set(), CYCLE)
    assert [each.value for each in every.figures if each.number == 3] == [18.4, 19.2, 20.1] and not every.blocked


def test_a_heading_and_its_figure_merged_alike_are_one_column():
    heads = ["KPI", "2015/16", "<", "2016/17", "Latest"]
    values, blocking, _ = read(table(heads, [RE, "18.4", "<", "19.2", "20.1"]))
    assert values == [18.4, 19.2, 20.1] and not blocking


def test_one_heading_over_two_columns_of_which_one_is_filled_is_confirmed():
    values, _, problems = read(table(["KPI", "2015/16", "<", "Latest"], [RE, "", "19.2", "20.1"]))
    assert values == [19.2, None, 20.1]
    assert any((each.number, each.period) == (3, KEYS[1]) and each.do.startswith("Confirm") for each in problems)


def test_a_figure_merged_with_that_of_a_row_that_is_not_known_is_kept_out():
    values, blocking, _ = read(table(HEAD, [RE, *ROW], ["Something of our own", "^", "5", "6"]))
    assert values == [None, 19.2, 20.1] and blocking[0].period == KEYS[1]

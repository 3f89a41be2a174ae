"""Numbers, signs and statuses as words."""

from datetime import date

import pandas as pd
import pytest

from challenge import wording


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(21, 1, "21.0"), (1204, 0, "1,204"), (721.6, 0, "722"), (0, 1, "0.0"), (-0.14, 2, "−0.14"), (16.100000000000001, 1, "16.1")],
)
def test_a_number_stands_at_its_decimals(value, decimals, text):
    assert wording.number(value, decimals) == text


@pytest.mark.parametrize(("value", "text"), [(0.11, "+0.11"), (-0.14, "−0.14"), (0.0, "0.00")])
def test_a_signed_number_has_a_true_sign_and_nothing_has_none(value, text):
    assert wording.number(value, 2, signed=True) == text


def test_a_number_that_rounds_to_nothing_from_below_has_no_minus():
    assert wording.number(-0.04, 1) == "0.0"


@pytest.mark.parametrize(
    ("value", "decimals", "unit", "text"),
    [
        (21, 1, "%", "21.0%"),
        (16.1, 1, "cases", "16.1 cases per FTE"),
        (722, 0, "per 10,000", "722 per 10,000"),
        (4, 0, "count", "4"),
        (-0.14, 2, "score", "−0.14"),
    ],
)
def test_a_number_carries_its_unit(value, decimals, unit, text):
    assert wording.with_unit(value, decimals, unit) == text


def test_figures_agree_with_the_single_number_at_every_kind_of_decimals():
    frame = pd.DataFrame(
        {
            "value": [21.04, 1204, -0.144, -0.04, 721.6],
            "decimals": [1, 0, 2, 1, 0],
            "unit_short": ["%", "count", "score", "%", "per 10,000"],
        }
    )
    single = [wording.number(row.value, row.decimals, signed=row.unit_short == "score") for row in frame.itertuples()]
    assert wording.figures(frame).tolist() == single == ["21.0", "1,204", "−0.14", "0.0", "722"]


def test_a_change_is_always_signed():
    frame = pd.DataFrame({"change": [1.25, -1.25, 0.0], "decimals": 1, "unit_short": "%"})
    assert wording.figures(frame, "change", signed=True).tolist() == ["+1.2", "−1.2", "0.0"]


@pytest.mark.parametrize(
    ("status", "shown"),
    [
        ("not_returned", "n/r"),
        ("suppressed", "supp."),
        ("not_published", "n/p"),
        ("not_published_or_suppressed", "n/p"),
        ("not_applicable", "n/a"),
    ],
)
def test_where_there_is_no_number_the_status_says_why(status, shown):
    frame = pd.DataFrame({"value": [None], "status": [status], "decimals": [1], "unit_short": ["%"]}).astype({"value": float})
    assert wording.or_status(wording.figures(frame), frame["status"]).tolist() == [shown]


def test_zero_is_a_number_and_no_status():
    frame = pd.DataFrame({"value": [0.0], "status": ["zero"], "decimals": [0], "unit_short": ["count"]})
    assert wording.or_status(wording.figures(frame), frame["status"]).tolist() == ["0"]


def test_every_status_of_the_store_without_a_number_has_its_words(practice):
    cursor = practice.connection.cursor()
    held = {
        status
        for (status,) in cursor.execute(
            "select distinct status from published_figure union select status from returned_figure"
        ).fetchall()
    }
    assert held - {"value", "zero"} <= set(wording.STATUSES)


def test_no_two_statuses_that_mean_different_things_read_alike():
    assert len({long for _, long in wording.STATUSES.values()}) == len(wording.STATUSES)


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (21, "21st"),
        (22, "22nd"),
        (111, "111th"),
        (131, "131st"),
    ],
)
def test_ordinals(place, text):
    assert wording.ordinal(place) == text


@pytest.mark.parametrize(("count", "text"), [(0, "no figure"), (1, "one figure"), (3, "three figures"), (14, "14 figures")])
def test_counting(count, text):
    # No figure or no figures: both are English, so only the number is held.
    said = wording.counted(count, "figure")
    assert said.removesuffix("s") == text.removesuffix("s") and (count < 1 or said == text)


def test_counting_with_a_plural_of_its_own():
    assert wording.counted(2, "authority", "authorities") == "two authorities"


@pytest.mark.parametrize(("words", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")])
def test_a_list_reads_as_a_list(words, text):
    assert wording.listed(words) == text


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2017, 11, 16), None, "16 November 2017"),
        (date(2017, 12, 12), date(2017, 12, 14), "12 to 14 December 2017"),
        (date(2017, 10, 27), date(2017, 11, 3), "27 October to 3 November 2017"),
        (date(2017, 12, 12), date(2018, 1, 12), "12 December 2017 to 12 January 2018"),
        (None, None, "date not known"),
    ],
)
def test_a_span_of_days_says_no_more_than_it_must(first, last, text):
    assert wording.days(first, last) == text


@pytest.mark.parametrize(
    ("typed", "within"),
    [
        ("plain words", "plain words"),
        ("עברית and English", "עברית and English"),
        ("a\u202eb", "\u2068a\u202eb\u2069"),
        ("a\u2067b", "\u2068a\u2067b\u2069\u2069"),
        ("a\u2069\u202eb", "\u2068\u2068a\u2069\u202eb\u2069"),
        ("\u2067a\u2069b", "\u2068\u2067a\u2069b\u2069"),
    ],
)
def test_marks_that_turn_the_line_end_with_the_typed_words_and_nothing_is_taken_out(typed, within):
    assert wording.isolated(typed) == within and typed in within


def test_no_day_is_no_word():
    assert wording.day(None) == wording.day(pd.NaT) == ""


@pytest.mark.parametrize(("text", "said"), [("the region", "The region."), ("Who leads?", "Who leads?"), (" done. ", "Done.")])
def test_a_sentence_has_a_beginning_and_an_end(text, said):
    assert wording.sentence(text) == said


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("Children in care", "children in care"),
        ("KS2 reading", "KS2 reading"),
        ("EHC plans", "EHC plans"),
        ("Progress 8", "Progress 8"),
        ("Ofsted’s line of enquiry", "Ofsted’s line of enquiry"),
    ],
)
def test_a_name_inside_a_sentence_keeps_its_capitals(text, inside):
    assert wording.lower_first(text) == inside

"""What a figure of each KPI cannot be, what it hardly ever is, and until when an open column counts."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from challenge.reference import PUBLISHED
from challenge.returns import asking, checks
from challenge.returns.document import Problem
from challenge.returns.self_view import Figure

CYCLE = asking.shipped()["2017-18"]
COLUMNS = {column.key: column for column in CYCLE.columns}
RIGHT = {
    "caseload": 17.2,
    "serious_incidents": 4,
    "rereferrals": 18.4,
    "not_in_need": 30,
    "s47": 721.6,
    "short_plans": 0,
    "second_plans": 21.2,
    "homes_good": 0,
    "care_starts": 34,
    "care_good_schools": 80,
    "care_attainment8": 19.9,
    "leavers_in_touch": 97,
    "leavers_eet": 53,
    "leavers_housed": 100,
}


def figure(kpi: str, value: float | None, period: str = "2016-17", **more) -> Figure:
    told = {"status": "value", "text": "" if value is None else f"{value:g}", "place": "table 3, row 2, column 3", **more}
    return Figure(kpi, CYCLE.kpis[kpi].number, COLUMNS[period].ordinal, period, value, **told)


def said(one: Figure) -> list[Problem]:
    return checks.all_of([one], CYCLE)[1]


def test_every_kpi_of_the_form_has_limits_and_a_reason():
    assert set(checks.plausible()) == set(CYCLE.kpis) == set(RIGHT)
    for limits in checks.plausible().values():
        ends = [limits.lowest, limits.improbable_below, limits.improbable_above, limits.highest]
        told = [end for end in ends if end is not None]
        assert told == sorted(told) and limits.lowest == 0 and limits.why


@pytest.mark.parametrize("kpi", RIGHT)
def test_a_usual_figure_is_kept_as_it_is_without_a_word(kpi):
    one = figure(kpi, RIGHT[kpi])
    assert checks.all_of([one], CYCLE) == ([one], [])


@pytest.mark.parametrize(
    ("kpi", "value"),
    [(kpi, -1) for kpi in RIGHT]
    + [(kpi, 100.1) for kpi in RIGHT if CYCLE.kpis[kpi].unit_short == "%"]
    + [("care_attainment8", 90.5), ("s47", 10_001), ("serious_incidents", 2.5)],
)
def test_what_a_figure_cannot_be_keeps_it_out_and_quotes_it(kpi, value):
    (kept,), (problem,) = checks.all_of([figure(kpi, value, text=f" {value}")], CYCLE)
    assert problem.blocks and (problem.number, problem.period) == (CYCLE.kpis[kpi].number, "2016-17")
    assert (kept.value, kept.status) == (None, "not_returned") and str(value) in kept.note
    assert problem.place == "table 3, row 2, column 3" and str(value) in problem.found


@pytest.mark.parametrize(
    ("kpi", "value"),
    [
        ("caseload", 172),
        ("caseload", 1.7),
        ("s47", 2000),
        ("s47", 7.2),
        ("rereferrals", 0.184),
        ("rereferrals", 0),
        ("serious_incidents", 900),
        ("care_attainment8", 61),
        ("care_starts", 340),
        ("leavers_in_touch", 3),
        ("leavers_housed", 8.8),
    ],
)
def test_what_a_figure_hardly_ever_is_is_kept_and_to_be_confirmed(kpi, value):
    one = figure(kpi, value)
    (kept,), (problem,) = checks.all_of([one], CYCLE)
    assert kept == one and not problem.blocks and problem.number == one.number
    assert "Confirm" in problem.do


def test_hardly_any_published_figure_would_have_to_be_confirmed():
    published = pd.read_parquet(PUBLISHED / "figures.parquet", columns=["kpi", "value"]).dropna()
    published = published[published["kpi"].isin(RIGHT)]
    asked = 0
    for kpi, values in published.groupby("kpi")["value"]:
        limits = checks.plausible()[kpi]
        assert values.between(limits.lowest, limits.highest or values.max()).all()
        below = values < (limits.improbable_below or 0)
        above = values > (limits.improbable_above or values.max())
        asked += (below | above).sum()
    assert len(published) > 8000 and asked / len(published) < 0.005


@pytest.mark.parametrize(
    ("part", "whole", "value"), [(60, 12, 20), (-1, 12, 0), (2.5, 12, 20.8), (0, 0, 0), (None, 0, 20), (12, 60, 25)]
)
def test_counts_that_cannot_be_or_do_not_give_the_share_keep_it_out(part, whole, value):
    problems = said(figure("rereferrals", value, numerator=part, denominator=whole))
    assert [problem.blocks for problem in problems] == [True]


@pytest.mark.parametrize(("part", "whole", "value"), [(12, 60, 20), (1, 3, 33), (2, 3, 66.7), (None, 60, 20), (5, 5, 100)])
def test_counts_that_give_the_share_as_rounded_are_in_order(part, whole, value):
    assert said(figure("homes_good", value, numerator=part, denominator=whole)) == []


def test_cases_for_each_social_worker_may_be_more_cases_than_workers():
    assert said(figure("caseload", 17.2, numerator=1720, denominator=100)) == []


@pytest.mark.parametrize("kpi", ["serious_incidents", "s47", "care_starts"])
def test_a_flow_in_the_latest_column_is_part_year_and_its_end_is_asked_for(kpi):
    (kept,), (problem,) = checks.all_of([figure(kpi, 6, "latest")], CYCLE)
    assert kept.part_year and kept.value == 6
    assert not problem.blocks and "until which day" in problem.do and problem.period == "latest"


def test_a_flow_to_a_day_is_as_its_reader_says_where_that_is_clear():
    said = figure("s47", 60, "latest", part_year=True, period_end=date(2017, 9, 30))
    year = figure("s47", 60, "latest", part_year=False, period_end=date(2018, 3, 31))
    twelve = replace(figure("s47", 60, "latest", period_end=date(2017, 9, 30)), text="60 (12 months to 30 September 2017)")
    for one in (said, year, twelve):
        assert checks.all_of([one], CYCLE) == ([one], [])


def test_a_flow_to_a_day_on_which_no_year_ends_counts_as_part_of_a_year_until_somebody_says_otherwise():
    one = figure("s47", 60, "latest", part_year=False, period_end=date(2017, 9, 30))
    (kept,), (problem,) = checks.all_of([one], CYCLE)
    assert kept.part_year and not problem.blocks
    assert "30 September 2017" in problem.found and "twelve months" in problem.expected


def test_twelve_months_without_a_day_are_a_year_whose_end_is_asked_for():
    (kept,), (problem,) = checks.all_of([figure("s47", 160, "latest", text="160 (12 months)")], CYCLE)
    assert not kept.part_year and "until which day" in problem.do


@pytest.mark.parametrize("kpi", ["caseload", "rereferrals", "leavers_eet", "care_attainment8"])
def test_a_figure_of_a_day_or_a_share_in_the_latest_column_is_not_part_year(kpi):
    one = figure(kpi, RIGHT[kpi], "latest")
    assert checks.all_of([one], CYCLE) == ([one], [])


def test_a_flow_in_a_full_year_s_column_is_not_part_year():
    one = figure("s47", 160)
    assert checks.all_of([one], CYCLE) == ([one], [])


def test_a_latest_column_whose_year_is_settled_is_a_whole_year():
    cycle = asking.shipped()["2025-26"]
    key = cycle.columns[-1].key
    one = Figure("s47", 5, 3, key, 160.0, "value", "table 3, row 4, column 4", text="160")
    assert checks.all_of([one], cycle) == ([one], [])
    counted = Figure("serious_incidents", 2, 3, key, 3.0, "value", "table 2, row 2, column 4", text="3")
    assert checks.all_of([counted], cycle)[0][0].part_year


@pytest.mark.parametrize("status", ["suppressed", "not_returned", "not_applicable"])
def test_a_figure_without_a_value_has_nothing_to_check(status):
    one = figure("s47", None, "latest", status=status, text="c")
    assert checks.all_of([one], CYCLE) == ([one], [])


def test_figures_keep_their_order_and_none_is_lost():
    ones = [figure(kpi, value) for kpi, value in RIGHT.items()] + [figure("caseload", -1)]
    kept, problems = checks.all_of(ones, CYCLE)
    assert [(one.kpi, one.period) for one in kept] == [(one.kpi, one.period) for one in ones]
    assert len(problems) == 1 and kept[:-1] == ones[:-1]

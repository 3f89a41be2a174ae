"""What was known by a day: no figure, and nothing made of one, is seen before it was published or before its year was over."""

from datetime import date, datetime

import pytest

import queries
from challenge.access import READER
from challenge.store import end_of


@pytest.mark.parametrize(
    ("day", "seen"),
    [(date(2017, 11, 16), 0), (date(2018, 2, 14), 0), (date(2018, 2, 15), 1), (date(2018, 2, 16), 1)],
)
def test_caseload_of_september_2017_is_seen_from_the_day_it_came_out(practice, day, seen):
    with practice.reading(READER, end_of(day)) as cursor:
        figures = cursor.execute(
            "select count(*) from figure where source = 'published' and kpi = 'caseload' and period = 2017 and area = 'wirral'"
        ).fetchone()
        cells = cursor.execute(
            "select count(value) from published_standing"
            " where cycle = '2017-18' and kpi = 'caseload' and ordinal = 3 and area = 'wirral'"
        ).fetchone()
    assert (figures, cells) == ((seen,), (seen,))


def test_nothing_made_of_a_year_shows_before_its_figures_came_out(practice):
    made = ("published_cut_point", "published_theme", "published_position", "published_neighbour_mean")
    count_of = "select count(*) from {} where kpi = 'caseload' and period = 2017"
    with (
        practice.reading(READER, end_of(date(2017, 11, 16))) as before,
        practice.reading(READER, end_of(date(2018, 2, 16))) as after,
    ):
        assert [before.execute(count_of.format(view)).fetchone()[0] for view in made] == [0, 0, 0, 0]
        assert 0 not in [after.execute(count_of.format(view)).fetchone()[0] for view in made]


def test_an_earlier_year_shows_when_a_later_one_was_not_out(practice):
    with practice.reading(READER, end_of(date(2017, 11, 16))) as cursor:
        rows = cursor.execute("select max(period) from published_position where kpi = 'caseload'").fetchone()
        over = cursor.execute("select period from unknown_year where kpi = 'caseload' and not under_way").fetchall()
    assert rows == (2016,) and over == [(2017,)]


@pytest.mark.parametrize(
    ("day", "kpi", "last"),
    [
        (date(2017, 3, 30), "rereferrals", 2016),
        (date(2017, 3, 31), "rereferrals", 2017),
        (date(2017, 8, 30), "gld", 2016),
        (date(2017, 8, 31), "gld", 2017),
        (date(2017, 12, 30), "ehc_20_weeks", 2016),
        (date(2017, 12, 31), "ehc_20_weeks", 2017),
        (date(2018, 9, 29), "caseload", 2017),
        (date(2018, 9, 30), "caseload", 2018),
    ],
)
def test_no_figure_of_a_year_that_was_not_over_is_seen(practice, day, kpi, last):
    with practice.reading(READER, end_of(day)) as cursor:
        years = cursor.execute("select max(period) from published_position where kpi = $kpi", {"kpi": kpi}).fetchone()
        trend = queries.authority.trend(cursor, kpi=kpi, area="wirral", region="north-west", model="april-2021")
    assert years == (last,) and trend["period"].max() == last


@pytest.mark.parametrize(
    ("day", "midnight"),
    [
        (date(2017, 7, 1), datetime(2017, 7, 1, 22, 59, 59, 999999)),
        (date(2017, 11, 16), datetime(2017, 11, 16, 23, 59, 59, 999999)),
    ],
)
def test_a_day_ends_at_midnight_in_england_in_summer_and_in_winter(day, midnight):
    assert end_of(day) == midnight

"""Intervals and funnels: textbook examples, the naive twin, and what may be said with them."""

from functools import cache

import duckdb
import pytest

from tests.test_rules import agree, rows_of
from tests.twins import chance
from tests.twins.position import Judge
from tests.twins.world import World, area_names, generated, store_of


@cache
def nothing() -> duckdb.DuckDBPyConnection:
    """A store without a row: what is asked of it rests on none."""
    return store_of(World([], []), made=False)


def asked(sql: str) -> tuple:
    return nothing().execute(f"select {sql}").fetchone()


def test_wilson_gives_the_published_example():
    """Newcombe 1998, table I: 81 of 263 gives 0.2553 to 0.3662 at 95%."""
    assert asked("wilson(81, 263, -1.959964), wilson(81, 263, 1.959964)") == pytest.approx((0.2553, 0.3662), abs=5e-5)


def test_wilson_does_not_leave_nothing_and_everything():
    assert asked("wilson(0, 20, -1.96), wilson(20, 20, 1.96)") == pytest.approx((0.0, 1.0))


def test_byar_is_close_to_the_exact_interval_of_a_count():
    """The exact 95% interval of 10 events is 4.795 to 18.390."""
    low, high = asked("byar(10, -1.959964), byar(10, 1.959964)")
    assert (low, high) == pytest.approx((4.795, 18.390), abs=0.02)


def test_byar_of_no_events_starts_at_nought():
    assert asked("byar(0, -1.96)") == (0.0,)


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 1.0])
@pytest.mark.parametrize("values", [[3.0], [1.0, 2.0], [1.0, 2.0, 2.0, 5.0, 9.0], [float(n * n) for n in range(11)]])
def test_quantile_at_is_the_type_7_quantile(values: list[float], share: float):
    assert asked(f"quantile_at({values}::double[], {share}::double)")[0] == pytest.approx(chance.quantile(values, share))


@pytest.mark.parametrize("seed", range(4))
def test_funnels_agree_with_their_twin(seed: int):
    world = generated(seed)
    judge = Judge(world)
    expected = {}
    for kpi in world.kpis:
        for period in (2015, 2016, 2017, 2018):
            rows = judge.authorities("", "published", kpi["kpi"], period)
            existing = sum(row["status"] != "not_applicable" for row in rows)
            if found := chance.funnel(kpi, rows, existing, world.cutoffs):
                expected[kpi["kpi"], period] = found
    assert len(expected) >= 6
    agree(rows_of(store_of(world), "published_funnel", ("kpi", "period")), expected)


def scattered(spread: int) -> World:
    """Forty authorities of 1,000 referrals around 20%, `spread` cases apart, and one far off with 400."""
    names = area_names("a", 41)
    cases = {name: 200 + spread * (number % 5 - 2) for number, name in enumerate(names)} | {"a41": 400}
    figures = [
        {"kpi": "k", "period": 2017, "area": name, "value": count / 10, "numerator": count, "denominator": 1000}
        for name, count in cases.items()
    ]
    areas = [{"area": name, "region": "r1"} for name in names]
    return World(areas, [{"kpi": "k", "polarity": "low", "chance": "proportion"}], figures)


def flagged(world: World) -> set[str]:
    rows = store_of(world).execute("select area from published_position where more_than_chance = 'high'").fetchall()
    return {area for (area,) in rows}


def test_an_authority_far_off_is_more_than_chance():
    assert flagged(scattered(spread=5)) == {"a41"}


def test_where_all_authorities_are_spread_wide_the_funnel_is_wider():
    narrow, wide = (rows_of(store_of(scattered(n)), "published_position", ("area",))["a01",] for n in (5, 40))
    assert wide["funnel_high"] - wide["funnel_low"] > 2 * (narrow["funnel_high"] - narrow["funnel_low"])


def test_figures_without_counts_have_neither_interval_nor_funnel():
    world = scattered(5)
    for row in world.published:
        row["numerator"] = row["denominator"] = None
    for row in rows_of(store_of(world), "published_position", ("area",)).values():
        assert (row["interval_low"], row["interval_method"], row["funnel_low"], row["more_than_chance"]) == (None,) * 4

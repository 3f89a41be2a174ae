"""The rules in SQL against a naive twin on generated worlds, and against tables worked out by hand."""

import csv
from functools import cache
from pathlib import Path

import duckdb
import pytest

import queries
from tests.twins.position import judged
from tests.twins.world import EDITION, RELEASE, World, area_names, generated, store_of

GOLDEN = Path(__file__).parent / "golden"
KEY = ("scope", "source", "kpi", "period", "area")


def rows_of(connection, view: str, key: tuple[str, ...]) -> dict[tuple, dict]:
    """The rows of a view as dicts by key, NULL as None."""
    cursor = connection.execute(f"select * from {view}")
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    found = {tuple(row[name] for name in key): row for row in rows}
    assert len(found) == len(rows), f"{view} has two rows for one key"
    return found


def agree(found: dict[tuple, dict], expected: dict[tuple, dict]) -> None:
    """Both have the same keys, and each expected column the same value; floats within a millionth."""
    assert found.keys() == expected.keys()
    for key, columns in expected.items():
        for name, value in columns.items():
            here = found[key][name]
            same = here == pytest.approx(value, abs=2e-6) if isinstance(value, float) and here is not None else here == value
            assert same, f"{key} {name}: SQL says {here!r}, the twin {value!r}"


@cache
def store(seed: int) -> duckdb.DuckDBPyConnection:
    """The store of an unchanged generated world; whoever reads it otherwise takes a cursor."""
    return store_of(generated(seed))


@pytest.mark.parametrize("seed", range(4))
def test_the_chain_agrees_with_its_twin(seed: int):
    world = generated(seed)
    agree(rows_of(store(seed), "judged", KEY), judged(world))


def test_what_is_read_of_published_figures_is_what_the_chain_made():
    connection = store(1)
    live = {key: row for key, row in rows_of(connection, "judged", KEY).items() if key[1] == "published"}
    agree(rows_of(connection, "published_position", KEY), live)


def test_a_year_published_after_the_moment_is_not_there_and_nothing_is_placed_on_it():
    connection = store(1).cursor()
    connection.execute("set variable viewer = 'a test'")
    years = "select distinct period from published_position where kpi = 'low' order by 1"
    connection.execute("set variable as_of = '2016-12-31'::timestamp")
    assert connection.execute(years).fetchall() == [(2015,), (2016,)]
    connection.execute("set variable as_of = '2016-11-16'::timestamp")
    assert connection.execute(years).fetchall() == [(2015,)]
    on_it = "select count(band), count(england) from judged where kpi = 'low' and source = 'returned' and source_year = 2016"
    assert connection.execute(on_it).fetchall() == [(0, 0)]


def test_without_viewer_or_moment_nothing_is_read():
    connection = store(1).cursor()
    connection.execute("set variable viewer = 'a test'")
    for view in ("judged", "position", "published_standing", "returned_standing", "standing_theme", "reconciled"):
        assert connection.execute(f"select count(*) from {view}").fetchall() == [(0,)]


def test_making_twice_changes_nothing():
    connection = store_of(generated(1))
    before = connection.execute("select count(*) from position_made").fetchall()
    for block in queries.made.blocks:
        if not block.defines:
            block(connection, release=RELEASE, edition=EDITION)
    assert connection.execute("select count(*) from position_made").fetchall() == before


def ten(values: list[float | None], **kpi: object) -> World:
    """One region of ten authorities, one KPI, one year."""
    areas = [{"area": "england", "kind": "england"}, {"area": "r1", "kind": "region"}]
    names = area_names("a", len(values))
    areas += [{"area": name, "region": "r1"} for name in names]
    published = [{"kpi": "k", "period": 2017, "area": name, "value": value} for name, value in zip(names, values, strict=True)]
    return World(areas, [{"kpi": "k", **kpi}], published)


def column(world: World, name: str) -> list:
    """One column of the authorities, in order of name."""
    rows = store_of(world).execute(f"select {name} from published_position where kind = 'authority' order by area").fetchall()
    return [row[0] for row in rows]


def test_ties_share_the_best_rank():
    assert column(ten([10.0, 20.0, 20.0, 30.0]), "rank") == [4, 2, 2, 1]


def test_figures_that_print_alike_tie():
    assert column(ten([90.2, 90.20000000000002, 80.0]), "rank") == [1, 1, 3]


def test_rank_one_is_the_lowest_where_low_is_good():
    assert column(ten([10.0, 20.0, 20.0, 30.0], polarity="low"), "rank") == [1, 2, 2, 4]


def test_without_a_value_there_is_no_rank_and_out_of_counts_the_ranked():
    world = ten([10.0, 20.0, 30.0, None])
    assert column(world, "rank") == [3, 2, 1, None]
    assert column(world, "out_of") == [3, 3, 3, None]


def test_under_three_quarters_there_is_neither_rank_nor_band():
    world = ten([10.0, 20.0, None, None])
    assert column(world, "rank") == [None] * 4
    assert column(world, "band") == [None] * 4


def test_an_authority_that_did_not_exist_counts_for_nothing():
    world = ten([10.0, 20.0, 30.0, None, None])
    for row in world.published[3:]:
        row["status"] = "not_applicable"
    assert column(world, "rank") == [3, 2, 1, None, None]


def test_a_value_on_a_cut_point_falls_in_the_quarter_of_the_lower_values():
    values = [10.0, 20.0, 30.0, 40.0, 50.0]
    assert column(ten(values, polarity="high"), "band") == ["D", "D", "C", "B", "A"]
    assert column(ten(values, polarity="low"), "band") == ["A", "A", "B", "C", "D"]


def test_a_context_kpi_has_no_rank_and_no_band_but_a_side():
    world = ten([10.0, 20.0, 21.9, 22.0, 18.0], polarity="context")
    world.published.append({"kpi": "k", "period": 2017, "area": "england", "value": 20.0, "status": "value"})
    assert column(world, "rank") == [None] * 5
    assert column(world, "band") == [None] * 5
    assert column(world, "goodness") == [None] * 5
    assert column(world, "context_side") == ["lower", None, None, "higher", "lower"]


def golden(name: str) -> list[dict]:
    with (GOLDEN / f"{name}.csv").open(encoding="utf-8") as file:
        return [{key: value or None for key, value in row.items()} for row in csv.DictReader(file)]


def test_the_golden_table_worked_out_by_hand():
    """Ten authorities, two years, low is good. 2017 without a10 is 10 12 14 16 18 18 22 24 26: quarters end at 14, 18 and 22, so
    the interquartile range is 8 and a change must exceed 0.8."""
    table = golden("position")
    areas = [{"area": "england", "kind": "england"}, {"area": "r1", "kind": "region"}]
    areas += [{"area": row["area"], "region": "r1"} for row in table if row["area"] not in ("england", "r1")]
    published = [
        {"kpi": "k", "period": year, "area": row["area"], "value": float(row[str(year)]) if row[str(year)] else None}
        for row in table
        for year in (2016, 2017)
    ]
    world = World(areas, [{"kpi": "k", "polarity": "low"}], published)
    found = rows_of(store_of(world), "published_position", ("period", "area"))
    for row in table:
        mine = found[2017, row["area"]]
        said = {name: mine[name] for name in ("rank", "band", "change", "direction", "against_england", "signal", "change_reason")}
        assert {name: None if value is None else str(value) for name, value in said.items()} == {name: row[name] for name in said}


def test_no_change_and_no_red_red_across_a_break():
    table = golden("position")
    areas = [{"area": "england", "kind": "england"}] + [{"area": row["area"], "region": "r1"} for row in table[2:]]
    published = [
        {"kpi": "k", "period": year, "area": row["area"], "value": float(row[str(year)]) if row[str(year)] else None}
        for row in table
        for year in (2016, 2017)
        if row["area"] != "r1"
    ]
    world = World(areas, [{"kpi": "k", "polarity": "low"}], published, breaks=[{"kpi": "k", "period": 2017}])
    found = rows_of(store_of(world), "published_position", ("period", "area"))
    assert {row["change"] for row in found.values()} == {None}
    assert {row["signal"] for row in found.values()} == {None}
    assert found[2017, "a01"]["change_reason"] == "new series"


def returned(value: float, part_year: bool = False, **kpi: object) -> dict:
    """What the rules say of one returned figure, beside ten published ones of 10 to 100 in the same year."""
    world = ten([float(value) for value in range(10, 110, 10)], number=1, **kpi)
    world.members = area_names("a", 4)
    world.periods = [{"kpi": "k", "ordinal": 1, "source_year": 2016}, {"kpi": "k", "ordinal": 2, "source_year": 2017}]
    sent = {"version": 1, "status": "value"}
    world.returned = [
        {"kpi": "k", "ordinal": 2, "area": area, "value": value, "part_year": part_year, **sent} for area in world.members[:3]
    ]
    world.returned += [{"kpi": "k", "ordinal": 1, "area": "a01", "value": 50.0, "part_year": False, **sent}]
    return rows_of(store_of(world), "judged", KEY)["c", "returned", "k", 2, "a01"]


def test_a_returned_figure_is_placed_on_the_published_cut_points_and_ranked_in_the_region_only():
    row = returned(90.0)
    assert (row["band"], row["rank"], row["regional_rank"], row["regional_out_of"]) == ("A", None, 1, 3)
    assert (row["region_value"], row["region_value_kind"]) == (90.0, "mean of 3")
    assert row["direction"] == "improving"


def test_a_part_year_flow_is_neither_ranked_nor_banded_nor_compared():
    row = returned(90.0, part_year=True, flow=True)
    names = ("band", "regional_band", "regional_rank", "change", "direction", "england_gap", "region_gap", "signal", "spot")
    assert [row[name] for name in names] == [None] * 9
    assert row["change_reason"] == "part-year"


def test_a_part_year_share_is_placed_but_its_change_is_not_stated():
    row = returned(90.0, part_year=True)
    assert (row["band"], row["change"], row["change_reason"]) == ("A", None, "part-year")

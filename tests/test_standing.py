"""What screens read: every cell of a cycle has a row, comparators are means of who is there, returned stands beside published."""

import pytest

from tests.test_rules import agree, rows_of, store
from tests.twins.position import judged
from tests.twins.world import World, generated, store_of

CELL = ("cycle", "source", "kpi", "ordinal", "area")


def mean(values: list[float]) -> float | None:
    return sum(values) / len(values) if values else None


@pytest.mark.parametrize("seed", range(3))
def test_published_cells_and_their_comparators_agree_with_a_naive_count(seed: int):
    world = generated(seed)
    said = judged(world)
    values = {key[2:]: row["value"] for key, row in _figures(world)}
    bpn = {row["area"]: row["bpn"] for row in world.memberships}
    shown = [*world.members, "r1", "england"]
    expected = {}
    for period in world.periods:
        kpi, year = period["kpi"], period["source_year"]
        for area in shown:
            near = [row["neighbour"] for row in world.neighbours if row["area"] == area]
            near_values = [v for v in (values.get((kpi, year, other)) for other in near) if v is not None]
            group = [v for v in (values.get((kpi, year, other)) for other in bpn if bpn[other] == bpn.get(area)) if v is not None]
            mine = said.get(("", "published", kpi, year, area), {})
            expected["c", "published", kpi, period["ordinal"], area] = {
                "value": values.get((kpi, year, area)),
                "rank": mine.get("rank"),
                "band": mine.get("band"),
                "direction": mine.get("direction"),
                "signal": mine.get("signal"),
                "neighbour_mean": mean(near_values),
                "bpn_mean": mean(group) if area in bpn else None,
                "bpn_n": len(group) if area in bpn else None,
                "basis": "published",
            }
    agree(rows_of(store(seed), "published_standing", CELL), expected)


def _figures(world: World):
    return [(("", "published", row["kpi"], row["period"], row["area"]), row) for row in world.published]


@pytest.mark.parametrize("seed", range(3))
def test_returned_cells_agree_with_the_chain_and_all_members_are_there(seed: int):
    world = generated(seed)
    said = judged(world)
    found = rows_of(store(seed), "returned_standing", CELL)
    numbered = [row for row in world.periods if next(k for k in world.kpis if k["kpi"] == row["kpi"])["number"]]
    assert len(found) == len(numbered) * (len(world.members) + 2)
    for (_, _, kpi, ordinal, area), row in found.items():
        mine = said.get(("c", "returned", kpi, ordinal, area))
        if row["kind"] == "authority":
            names = ("band", "regional_rank", "direction", "signal", "change_reason")
            assert {name: row[name] for name in names} == {name: mine[name] if mine else None for name in names}
            assert (row["status"] == "not_returned") or mine


def test_an_empty_column_says_why():
    found = rows_of(store(0), "published_standing", CELL)
    row = found["c", "published", "unpublished", 1, "a01"]
    assert (row["status"], row["note"]) == ("not_published", "no published figure stands in this column")


def test_a_figure_not_yet_out_says_when_it_came():
    connection = store(0).cursor()
    connection.execute("set variable viewer = 'a test'")
    connection.execute("set variable as_of = '2016-11-16'::timestamp")
    row = rows_of(connection, "published_standing", CELL)["c", "published", "low", 1, "a01"]
    assert (row["status"], row["value"]) == ("not_published", None)
    assert row["note"] == "first published on 1 December 2016, after the moment shown"


def test_who_sent_nothing_is_told_apart_from_who_left_it_out():
    world = generated(0)
    world.returned = [row for row in world.returned if row["area"] != "a01"]
    world.returned = [row for row in world.returned if (row["area"], row["kpi"]) != ("a02", "low")]
    found = rows_of(store_of(world), "returned_standing", CELL)
    assert found["c", "returned", "low", 1, "a01"]["note"] == "no return received"
    assert found["c", "returned", "low", 1, "a02"]["note"] == "left out of the return"


def test_rows_beside_returned_figures_say_that_nobody_returned_them():
    found = rows_of(store(0), "returned_standing", CELL)
    region, england = (found["c", "returned", "share", 1, area] for area in ("r1", "england"))
    assert region["basis"] == f"mean of {region['region_n']} returned"
    assert england["basis"] == "published"


def test_without_memberships_all_cells_are_there_and_no_bpn_has_a_mean():
    world = generated(0)
    world.memberships = []
    found = rows_of(store_of(world), "published_standing", CELL)
    assert found
    assert {row["bpn_mean"] for row in found.values()} == {None}


def pair(returned: float, published: float, decimals: int = 1) -> dict:
    """One authority's returned figure beside the published one."""
    world = World(
        areas=[{"area": "a01", "region": "r1"}],
        kpis=[{"kpi": "k", "number": 1, "decimals": decimals}],
        published=[{"kpi": "k", "period": 2017, "area": "a01", "value": published}],
        returned=[{"kpi": "k", "ordinal": 1, "area": "a01", "value": returned}],
        periods=[{"kpi": "k", "ordinal": 1, "source_year": 2017}],
        members=["a01"],
    )
    return rows_of(store_of(world), "reconciled", ("cycle", "kpi", "ordinal", "area"))["c", "k", 1, "a01"]


def test_returned_and_published_are_the_same_within_the_coarser_rounding():
    assert pair(21.4, 21.4)["within_rounding"] is True
    assert pair(21.0, 21.4)["within_rounding"] is True
    assert pair(21.5, 21.4)["within_rounding"] is False
    assert pair(52.4, 52.0, decimals=0)["within_rounding"] is True
    assert pair(25.0, 21.4)["within_rounding"] is False


def test_a_difference_is_returned_minus_published():
    assert pair(25.0, 21.4)["difference"] == 3.6


def test_the_order_of_themes_is_one_order_across_kpis_and_families_have_one_leader():
    connection = store(0)
    rows = connection.execute("""
        select
            source, ordinal, count(theme_order), max(theme_order), count(kind),
            count(*) filter (family_place = 1), count(distinct case when kind is not null then family end)
        from standing_theme group by all
    """).fetchall()
    assert rows
    for _, _, ordered, last, kinds, leaders, families in rows:
        assert (ordered or 0, leaders) == (kinds, families)
        assert (last or 0) == kinds

"""Regional themes: the naive twin on generated worlds, each kind by hand, and the words of what is not a theme."""

import pytest

from tests.test_rules import agree, rows_of, store
from tests.twins.theme import themes
from tests.twins.world import World, area_names, generated, store_of

KEY = ("scope", "source", "kpi", "period", "region")
NATION = [float(value) for value in range(1, 101)]


@pytest.mark.parametrize("seed", range(4))
def test_themes_agree_with_their_twin(seed: int):
    world = generated(seed)
    agree(rows_of(store(seed), "theme", KEY), themes(world))


def test_themes_read_of_published_figures_are_those_the_rules_make():
    connection = store(2)
    live = {key[2:]: row for key, row in rows_of(connection, "theme", KEY).items() if key[1] == "published"}
    made = rows_of(connection, "published_theme", KEY[2:])
    agree(made, {key: {name: row[name] for name in made[key]} for key, row in live.items()})


def region_among_the_nation(
    values: list[float | None], published: float, before: list[float] | None = None, england_before: float = 50.5, **kpi: object
) -> World:
    """Ten authorities of r1 among a hundred others of 1 to 100, so that England's quarters stay near 25, 50 and 75."""
    mine, others = area_names("a", len(values)), [f"z{number:03d}" for number in range(100)]
    areas = [{"area": "england", "kind": "england"}, {"area": "r1", "kind": "region"}]
    areas += [{"area": area, "region": "r1"} for area in mine] + [{"area": area, "region": "r2"} for area in others]
    now = {"england": 50.5, "r1": published, **dict(zip(mine, values, strict=True)), **dict(zip(others, NATION, strict=True))}
    figures = [{"kpi": "k", "period": 2017, "area": area, "value": value} for area, value in now.items()]
    if before:
        was = {"england": england_before, "r1": sum(before) / len(before), **dict(zip(mine, before, strict=True))}
        was |= dict(zip(others, NATION, strict=True))
        figures += [{"kpi": "k", "period": 2016, "area": area, "value": value} for area, value in was.items()]
    return World(areas, [{"kpi": "k", **kpi}], figures)


def theme_of(world: World) -> dict:
    return rows_of(store_of(world), "published_theme", ("kpi", "period", "region"))["k", 2017, "r1"]


MIDDLE = [40.0, 44.0, 48.0, 52.0, 56.0, 60.0]
# The kind of theme that must come out, and a region it must come out of. England's middle half is about 50 wide.
KINDS = {
    "shared concern": region_among_the_nation([5.0, 6.0, 7.0, 8.0, *MIDDLE], 40.0),
    "shared strength": region_among_the_nation([95.0, 96.0, 97.0, 98.0, *MIDDLE], 60.0),
    "worsening": region_among_the_nation([5.0, 6.0, 47.0, 48.0, *MIDDLE], 45.0, before=[55.0] * 10),
    "improving": region_among_the_nation([5.0, 6.0, 47.0, 48.0, *MIDDLE], 45.0, before=[1.0] * 10),
    "concern for some": region_among_the_nation([2.0, 3.0, 4.0, 40.0, 50.0, 50.0, 90.0, 91.0, 92.0, 50.0], 49.0),
    "leaning to strength": region_among_the_nation([5.0, 95.0, 96.0, 97.0, *MIDDLE], 60.0),
    "context to understand": region_among_the_nation([5.0, 6.0, 47.0, 48.0, *MIDDLE], 90.0, polarity="context"),
    None: region_among_the_nation([35.0, 36.0, 47.0, 48.0, *MIDDLE], 49.0),
}


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_each_kind_of_theme_worked_out_by_hand(kind: str | None):
    assert theme_of(KINDS[kind])["kind"] == kind


def test_breadth_is_counted_in_englands_worst_quarter():
    theme = theme_of(KINDS["shared concern"])
    assert (theme["n_worst"], theme["n_best"], theme["n_banded"]) == (4, 0, 10)
    assert theme["breadth_distance"] == pytest.approx(0.15)


def test_a_widely_shared_worst_quarter_is_no_concern_where_the_region_as_a_whole_is_better():
    assert theme_of(region_among_the_nation([5.0, 6.0, 7.0, 8.0, *MIDDLE], 51.0))["kind"] is None


def test_the_first_rule_that_is_met_names_the_theme():
    fallen_into_the_worst_quarter = region_among_the_nation([5.0, 6.0, 7.0, 8.0, *MIDDLE], 40.0, before=[80.0] * 10)
    assert theme_of(fallen_into_the_worst_quarter)["kind"] == "shared concern"


def test_worsening_with_england_is_no_theme_of_the_region():
    world = region_among_the_nation([35.0, 36.0, 47.0, 48.0, *MIDDLE], 45.0, before=[65.0] * 10, england_before=90.0)
    theme = theme_of(world)
    assert theme["n_worsened"] >= 6
    assert theme["kind"] is None


def test_no_momentum_across_a_break():
    world = region_among_the_nation([35.0, 36.0, 47.0, 48.0, *MIDDLE], 45.0, before=[75.0] * 10)
    assert theme_of(world)["kind"] == "worsening"
    world.breaks.append({"kpi": "k", "period": 2017})
    assert theme_of(world)["kind"] is None


def test_under_three_quarters_there_is_no_theme_and_it_says_why():
    theme = theme_of(region_among_the_nation([5.0] * 7 + [None] * 3, 10.0))
    assert theme["kind"] is None
    assert theme["no_theme_reason"] == "7 of 10 LAs have a value: under 75%"


def test_rows_behind_a_theme_are_its_authorities_with_or_without_a_value():
    connection = store_of(region_among_the_nation([5.0] * 8 + [None] * 2, 10.0))
    rows = connection.execute("select count(*), count(band) from theme_row where region = 'r1' and source = 'published'").fetchall()
    assert rows == [(10, 8)]


def test_the_theme_of_returned_figures_says_its_level_is_a_mean():
    theme = rows_of(store(0), "theme", KEY)["c", "returned", "share", 2, "r1"]
    assert theme["level_basis"] == f"mean of {theme['counted']}"

"""The BPN: what its members share and where they differ, against a naive twin; its sentence, its strips, its rows."""

import re
from itertools import pairwise
from random import Random
from statistics import quantiles

import duckdb
import pandas as pd
import pytest

import queries
from challenge import bpn_sheet, bpn_table, shading, strips
from challenge.access import READER
from challenge.links import View
from challenge.packs import meanings
from challenge.sheet import to_html, to_text
from challenge.store import Store
from tests.twins.position import judged
from tests.twins.world import World, generated, store_of

PLACE = {"cycle": "2017-18", "source": "published", "ordinal": 2}
VIEW = View("bpn", bpn="trafford")


def ground_of(connection: duckdb.DuckDBPyConnection, source: str, bpn: str) -> dict[str, dict]:
    """What SQL says of the generated world's second column, by KPI."""
    rows = queries.bpn.ground(connection, cycle="c", source=source, ordinal=2, bpn=bpn)
    return {row["kpi"]: row for row in rows.astype(object).where(rows.notna(), None).to_dict("records")}


@pytest.fixture(scope="module", params=range(3))
def judged_world(request: pytest.FixtureRequest) -> tuple[World, dict, duckdb.DuckDBPyConnection]:
    """A generated world in which three or four members make one BPN, so that some stand together; what its twin says; its store."""
    world = generated(request.param)
    few = [row["area"] for row in world.memberships][: 3 + request.param % 2]
    world.memberships = [{"area": row["area"], "bpn": "x" if row["area"] in few else "y"} for row in world.memberships]
    return world, judged(world), store_of(world)


def twin(world: World, said: dict, source: str, bpn: str) -> dict[str, dict]:
    """The same worked out one authority at a time."""
    found = {}
    members = [row["area"] for row in world.memberships if row["bpn"] == bpn]
    for kpi in world.kpis:
        if kpi["polarity"] == "context" or (source == "returned" and not kpi["number"]):
            continue
        year = next(row["source_year"] for row in world.periods if (row["kpi"], row["ordinal"]) == (kpi["kpi"], 2))
        key = ("", "published", kpi["kpi"], year) if source == "published" else ("c", "returned", kpi["kpi"], 2)
        rows = {area: said.get((*key, area), {}) for area in members}
        statuses = {(row["kpi"], row["area"]): row["status"] for row in world.published if row["period"] == year}
        if source == "returned":
            latest = {area: max((r["version"] for r in world.returned if r["area"] == area), default=0) for area in members}
            statuses = {
                (row["kpi"], row["area"]): row["status"]
                for row in world.returned
                if row["ordinal"] == 2 and row["version"] == latest.get(row["area"])
            }
        there = [area for area in members if statuses.get((kpi["kpi"], area)) != "not_applicable"]
        bands = {area: rows[area]["band"] for area in there if rows[area].get("band")}
        best, worst = (sorted(area for area, band in bands.items() if band == end) for end in "AD")
        against = [rows[area]["against_england"] for area in bands]
        enough = bool(bands) and len(bands) >= 0.75 * len(there)
        shared = None
        if enough and len(worst) >= 0.6 * len(bands):
            shared = "worst quarter"
        elif enough and len(best) >= 0.6 * len(bands):
            shared = "best quarter"
        elif enough and set(against) == {"worse"}:
            shared = "worse"
        elif enough and set(against) == {"better"}:
            shared = "better"
        found[kpi["kpi"]] = {
            "n_members": len(there),
            "n_banded": len(bands),
            "enough": enough,
            "shared": shared,
            "differ": bool(enough and best and worst),
            "best": best,
            "worst": worst,
            "spread": _spread(world, kpi, year, [_value(world, source, kpi["kpi"], year, area) for area in bands]),
        }
    return found


def _value(world: World, source: str, kpi: str, year: int | None, area: str) -> float:
    if source == "published":
        return next(r["value"] for r in world.published if (r["kpi"], r["period"], r["area"]) == (kpi, year, area))
    rows = [row for row in world.returned if (row["kpi"], row["ordinal"], row["area"]) == (kpi, 2, area)]
    return max(rows, key=lambda row: row["version"])["value"]


def _spread(world: World, kpi: dict, year: int | None, values: list[float]) -> float | None:
    kinds = {area["area"]: area["kind"] for area in world.areas}
    nation = [
        round(row["value"], kpi["decimals"])
        for row in world.published
        if (row["kpi"], row["period"]) == (kpi["kpi"], year) and kinds[row["area"]] == "authority" and row["value"] is not None
    ]
    if not values:
        return None
    low, _, high = quantiles(nation, n=4, method="inclusive")
    return (max(values) - min(values)) / (high - low)


@pytest.mark.parametrize("source", ["published", "returned"])
def test_what_is_shared_and_what_differs_agrees_with_its_twin(source: str, judged_world: tuple):
    world, said, connection = judged_world
    sides, differing = set(), set()
    for bpn in ("x", "y"):
        found, expected = ground_of(connection, source, bpn), twin(world, said, source, bpn)
        assert {kpi for kpi, row in expected.items() if row["n_members"]} == found.keys()
        for kpi, row in found.items():
            mine = {name: row[name] for name in ("n_members", "n_banded", "enough", "shared", "differ")}
            assert mine == {name: expected[kpi][name] for name in mine}, (bpn, kpi)
            assert sorted((row["best"] or "").split()) == expected[kpi]["best"]
            assert sorted((row["worst"] or "").split()) == expected[kpi]["worst"]
            assert (row["spread"] or 0) == pytest.approx(expected[kpi]["spread"] or 0, abs=1e-5)
            sides.add(row["shared"])
            differing.add(row["differ"])
    assert differing == {True, False}
    assert None in sides


def side(values: list[float], share: float = 0.6) -> dict:
    """What eight authorities among a hundred of 1 to 100 share, high being good."""
    mine = [f"a{number}" for number in range(len(values))]
    nation = [f"z{number:03d}" for number in range(1, 101)]
    areas = [{"area": "england", "kind": "england"}, {"area": "r1", "kind": "region"}]
    areas += [{"area": area, "region": "r1"} for area in mine] + [{"area": area, "region": "r2"} for area in nation]
    figures = {"england": 50.5, **dict(zip(mine, values, strict=True)), **{area: float(area[1:]) for area in nation}}
    world = World(
        areas,
        [{"kpi": "k", "family": "k"}],
        [{"kpi": "k", "period": 2017, "area": area, "value": value} for area, value in figures.items()],
        periods=[{"kpi": "k", "ordinal": 2, "source_year": 2017}],
        memberships=[{"area": area, "bpn": "x"} for area in mine],
        members=mine,
    )
    world.cutoffs["bpn_shared_share"] = share
    return ground_of(store_of(world), "published", "x")["k"]


def test_three_of_five_in_the_worst_quarter_share_it_and_two_do_not():
    assert side([3.0, 4.0, 5.0, 40.0, 60.0])["shared"] == "worst quarter"
    assert side([3.0, 4.0, 40.0, 45.0, 60.0])["shared"] is None
    assert side([3.0, 4.0, 40.0, 45.0, 60.0], share=0.4)["shared"] == "worst quarter"


def test_members_all_on_one_side_of_england_share_it_whatever_their_quarters():
    assert side([10.0, 30.0, 31.0, 32.0])["shared"] == "worse"
    assert side([70.0, 60.0, 61.0, 90.0])["shared"] == "better"
    assert side([70.0, 60.0, 61.0, 51.0])["shared"] is None


def test_the_widest_range_between_the_ends_differs_most():
    row = side([3.0, 40.0, 45.0, 60.0, 98.0])
    assert (row["differ"], row["best"], row["worst"]) == (True, "a4", "a0")
    assert row["spread"] == pytest.approx(95 / 50, abs=0.1)


@pytest.fixture(scope="module")
def bpns(practice: Store) -> dict[str, tuple[pd.DataFrame, pd.DataFrame]]:
    """Ground and headline cells of each practice BPN."""
    with practice.seeing(READER, lines=False) as cursor:
        forums = queries.bpn.forums(cursor, cycle="2017-18")
        return {
            bpn: (queries.bpn.ground(cursor, bpn=bpn, **PLACE), queries.bpn.cells(cursor, bpn=bpn, which="headline", **PLACE))
            for bpn in forums["bpn"].unique()
        }


def test_the_bpn_s_mean_is_that_of_its_members_with_a_figure(bpns: dict):
    for _, cells in bpns.values():
        means = cells[cells["kind"] == "bpn"].set_index("kpi")
        own = cells[cells["member"].astype(bool)].groupby("kpi")["value"]
        assert means["value"].to_dict() == pytest.approx(own.mean().reindex(means.index).to_dict(), abs=1e-6, nan_ok=True)
        assert means["bpn_n"].to_dict() == own.count().to_dict()


def test_of_a_family_one_kpi_leads_and_no_context_kpi_is_judged(bpns: dict):
    for ground, _ in bpns.values():
        assert set(ground["polarity"]) <= {"high", "low"}
        for place in ("shared_place", "differ_place"):
            led = ground[ground[place].notna()]
            assert sorted(led[place]) == list(range(1, len(led) + 1))
            assert not led.duplicated("family").any()


def test_each_bpn_has_one_sentence_that_its_rows_bear_out(bpns: dict):
    for bpn, (ground, _) in bpns.items():
        headline, counts = bpn_sheet.headline(ground, bpn)
        assert re.fullmatch(r"The .* BPN shares [^.]*\.", headline)
        concerns = ground["enough"].astype(bool) & ground["shared"].isin(["worst quarter", "worse"])
        assert f"{concerns.sum() or 'none'} as a concern" in counts
        lead = ground.sort_values("shared_place").iloc[0]
        assert lead["topic"] in headline


def ground(*rows: dict) -> pd.DataFrame:
    """Rows of the ground with what a test is not about filled in."""
    usual = {"enough": True, "whole": True, "shared": None, "shared_place": None, "differ": False, "differ_place": None}
    return pd.DataFrame([{**usual, "family": row["topic"], "name": row["topic"], **row} for row in rows])


def test_the_sentence_names_the_stronger_side_and_the_other_one_follows():
    rows = ground(
        {"topic": "caseloads", "shared": "worst quarter", "shared_place": 1},
        {"topic": "housing", "shared": "better", "shared_place": 2},
        {"topic": "absence", "differ": True, "differ_place": 1},
    )
    headline, counts = bpn_sheet.headline(rows, "Trafford")
    assert headline == "The Trafford BPN shares a concern about caseloads; its members differ most in absence."
    assert counts.startswith("They also share a strength in housing. Of three KPIs with a good end")


def test_a_gap_does_not_speak_for_its_subject():
    rows = ground(
        {"topic": "GCSE scores", "name": "Attainment 8: disadvantaged gap", "whole": False, "shared": "worse", "shared_place": 1}
    )
    assert "GCSE scores (disadvantaged gap)" in bpn_sheet.headline(rows, "Trafford")[0]


def test_a_bpn_that_shares_nothing_and_one_without_figures_say_so():
    assert "shares neither end of England" in bpn_sheet.headline(ground({"topic": "absence"}), "Trafford")[0]
    assert bpn_sheet.headline(ground({"topic": "absence", "enough": False}), "Trafford")[0].startswith(
        "No figure of the Trafford BPN"
    )


@pytest.mark.parametrize("seed", range(40))
def test_names_on_a_strip_never_touch_and_stay_inside(seed: int):
    random = Random(seed)
    left, right = strips.TRACK
    crowd = random.choice([3, 60, right - left])
    names = [(left + random.random() * crowd, "x" * random.randint(4, 25)) for _ in range(random.randint(1, 14))]
    labels = strips.placed(names)
    assert sorted((label.at, label.text) for label in labels) == sorted(names)
    for row in {label.row for label in labels}:
        own = sorted((label for label in labels if label.row == row), key=lambda label: label.left)
        assert all(one.right < other.left for one, other in pairwise(own))
        assert [label.at for label in own] == sorted(label.at for label in own)
    assert all(left - 40 <= label.left and label.right <= strips.WIDTH for label in labels)


def test_two_rows_of_names_are_enough_for_eight():
    for start in (strips.TRACK[0], 600, strips.TRACK[1]):
        labels = strips.placed([(start, "Cheshire West and Chester"), *[(start, "Stockport")] * 7])
        assert {label.row for label in labels} == {1, -1}


def test_a_strip_draws_every_authority_with_a_place_and_names_its_members(bpns: dict):
    cells = bpns["trafford"][1]
    cells = cells[cells["kpi"] == "caseload"]
    drawn = to_html(strips.strips(cells, "North West", {"caseload": "/kpi?kpi=caseload"}, "words"))
    authorities = cells[(cells["kind"] == "authority") & cells["spot"].notna()]
    dots = drawn.count('class="other"') + drawn.count('class="member')
    assert dots == len(authorities) > 20
    placed = authorities[authorities["member"].astype(bool)]
    assert drawn.count('class="name"') == len(placed)
    assert all(f">{name}<" in drawn for name in placed["area_name"])
    assert "Stockport 21.3 cases per FTE, worst quarter" in drawn
    assert 'href="/kpi?kpi=caseload"' in drawn
    assert ">not placed: Cheshire West and Chester<" in drawn and ">n/p<" in drawn


def test_a_kpi_on_which_no_member_has_a_place_is_left_out_and_named(bpns: dict):
    cells = bpns["trafford"][1]
    assert "serious_incidents" in strips.left_out(cells)
    assert "Serious incident" not in to_html(strips.strips(cells, "North West", dict.fromkeys(cells["kpi"], "/kpi"), "words"))


def test_the_rug_holds_england_region_mean_and_members_by_round(bpns: dict, practice: Store):
    with practice.seeing(READER, lines=False) as cursor:
        forums = queries.bpn.forums(cursor, cycle="2017-18")
    cells = bpns["trafford"][1]
    short = cells[cells["member"].astype(bool) | (cells["kind"] != "authority")]
    rows = bpn_table.rug_rows(short, forums[forums["bpn"] == "trafford"], VIEW, "bpn", "Trafford")
    assert rows["label"].tolist()[:3] == ["England", "North West", "Trafford BPN (mean)"]
    assert rows["group"].dropna().unique().tolist() == ["December round, 13 December 2017", "January round, 11 January 2018"]
    assert set(rows["area"]) == {*short.loc[short["member"].astype(bool), "area"], "england", "north-west", "bpn"}
    shaded = shading.cells(short, VIEW, "england")
    table = to_text(bpn_table.table(short, shaded, VIEW, "North West", "caption"))
    assert "■ 21.3" in table and "n/p" in table


def test_every_column_of_the_file_has_a_meaning(bpns: dict):
    file = bpn_table.export(bpns["trafford"][0])
    assert [name for name in file.columns if not meanings.meaning(name)] == []
    assert len(file) == len(bpns["trafford"][0])


def test_a_cycle_without_bpns_or_without_places_leads_to_its_settings():
    address = "/settings?cycle=2025-26"
    for part in (bpn_sheet.none_set("2025/26", address), bpn_sheet.nobody_placed(address)):
        assert f'href="{address}"' in to_html(part)
        assert "shown without BPNs" in to_html(part)

"""What lines of enquiry find in figures, in both directions: nothing missing and nothing extra, against a naive twin over generated
worlds and a table worked out by hand; and that folding keeps the strongest."""

import csv
from collections import defaultdict
from pathlib import Path

import duckdb
import pandas as pd
import pytest

import queries
from challenge import reference
from challenge.held import VIEWS
from tests.twins.lines import Finder
from tests.twins.world import EDITION, World, area_names, generated, store_of

GOLDEN = Path(__file__).parent / "golden" / "lines.csv"
LIMITS = {
    "line_full_distance": 3.0,
    "line_quarter_years": 3.0,
    "line_neighbour_far": 1.0,
    "line_neighbours_min": 4.0,
    "line_move_share": 0.1,
    "line_move_least": 8.0,
    "line_differs_far": 0.25,
    "line_group_strong": 60.0,
    "line_small_base": 100.0,
    "line_unsent_share": 0.25,
    "line_most_in_group": 2.0,
}
WEIGHTS = reference.table("line_kinds").set_index("kind")["weight"].astype(float).to_dict()
PAIRS = [
    {"pair": "one", "kpi": "low", "side": "high", "other_kpi": "share", "other_side": "high"},
    {"pair": "two", "kpi": "context", "side": "low", "other_kpi": "unpublished", "other_side": "high"},
    {"pair": "three", "kpi": "high", "side": "low", "other_kpi": "events", "other_side": "high"},
]


def lines_of(world: World, pairs: list[dict]) -> duckdb.DuckDBPyConnection:
    """The world's store with kinds, pairs and cut-offs of lines, everything held as screens read it."""
    world.cutoffs |= LIMITS
    connection = store_of(world)
    kinds = reference.table("line_kinds").assign(edition=EDITION)
    connection.append("reference_line_kind", kinds, by_name=True)
    rows = [{"order": n, "title": row["pair"], "why": "w", "edition": EDITION, **row} for n, row in enumerate(pairs)]
    if rows:
        connection.append("reference_line_pair", pd.DataFrame(rows), by_name=True)
    connection.execute("create schema held")
    queries.session.search_in(connection, path="held,main")
    queries.hold(connection, VIEWS)
    return connection


def found_in(connection: duckdb.DuckDBPyConnection, source: str) -> set[tuple]:
    """Kind, KPI, pair, column and authority of every finding in a source."""
    frame = connection.execute(f"select kind, kpi, pair, ordinal, area from {source}_finding").fetchall()
    assert len(frame) == len(set(frame))
    return set(frame)


def steadied(world: World) -> World:
    """Authorities keep much of their place from year to year, so that some stay in an outer quarter, also across a new
    series (of gone, not of low: there it begins with the first of three years)."""
    for row in world.published:
        if row["kpi"] in ("high", "low", "gone") and row["value"] is not None:
            row["value"] = round(0.3 * row["value"] + 3 * (sum(map(ord, row["area"])) % 7), 0)
    world.breaks = [{"kpi": "gone", "period": 2017}, {"kpi": "low", "period": 2015}]
    return world


@pytest.fixture(scope="module")
def tried() -> list[tuple[Finder, duckdb.DuckDBPyConnection]]:
    """Three generated worlds: what their twin finds, and their stores."""
    worlds = [steadied(generated(seed)) for seed in range(3)]
    stores = [lines_of(world, PAIRS) for world in worlds]
    return [(Finder(world, PAIRS), connection) for world, connection in zip(worlds, stores, strict=True)]


@pytest.mark.parametrize("source", ["published", "returned"])
def test_what_figures_give_agrees_with_its_twin_with_nothing_missing_and_nothing_extra(tried: list[tuple], source: str):
    kinds = {"worse-and-worsening", "far-from-neighbours", "sharp-move", "pulls-apart"}
    kinds |= {"worst-quarter", "strength"} if source == "published" else set()
    seen = set()
    for finder, connection in tried:
        wanted, found = finder.all(source), found_in(connection, source)
        assert found - wanted == set(), "extra"
        assert wanted - found == set(), "missing"
        seen |= {kind for kind, *_ in wanted}
    assert seen == kinds, "each kind is tried"


def test_what_differs_and_what_did_not_come_agree_with_the_twin(tried: list[tuple]):
    for finder, connection in tried:
        found = set(connection.execute("select kpi, ordinal, area from differing_line").fetchall())
        assert found == finder.differing()
        assert len(found) > 20
        rows, world = finder.judge.rows, finder.world
        lines = connection.execute("select area, ordinal, evidence from missing_line").fetchall()
        missing = {(area, ordinal): {part["kpi"] for part in evidence} for area, ordinal, evidence in lines}
        for area in world.members:
            sent_any = any(row["area"] == area for row in world.returned)
            for ordinal in (1, 2, 3):
                keys = {kpi["kpi"]: ("c", "returned", kpi["kpi"], ordinal, area) for kpi in world.kpis if kpi["number"]}
                left_out = {kpi for kpi, key in keys.items() if rows.get(key, {}).get("status", "not_returned") == "not_returned"}
                assert missing.get((area, ordinal), set()) == (left_out if sent_any else {None}), (area, ordinal)


def test_folding_keeps_the_strongest_of_a_family_and_counts_the_others(tried: list[tuple]):
    folded = 0
    for finder, connection in tried:
        about = {kpi["kpi"]: kpi for kpi in finder.world.kpis}
        heads = defaultdict(list)
        for kind, kpi, pair, ordinal, area, concern, distance in connection.execute(
            "select kind, kpi, pair, ordinal, area, concern, distance from published_finding"
        ).fetchall():
            apart, context = kind == "pulls-apart", about[kpi]["polarity"] == "context"
            course = kind if apart else "context" if context else "worse" if concern else kind
            weight = WEIGHTS[kind] * (0.5 if kind == "sharp-move" and not concern else 1)
            strength = round(weight + 40 * min(1, (distance or 0) / LIMITS["line_full_distance"]), 3)
            order = (-strength, about[kpi]["order"], kind, pair or "")
            heads[ordinal, area, course].append((order, kind, kpi, pair, about[kpi]["family"], strength))
        wanted = {}
        for (ordinal, area, _), found in heads.items():
            firsts, families = [], set()
            for row in sorted(found):
                if (row[3], row[4]) not in families:
                    families.add((row[3], row[4]))
                    firsts.append(row)
            folded += len(found) - len(firsts[:2])
            wanted |= {(ordinal, area, row[1], row[2], row[3]): row[5] for row in firsts[:2]}
        rows = connection.execute("select ordinal, area, kind, kpi, pair, strength from published_line").fetchall()
        assert {row[:5]: row[5] for row in rows} == wanted
    assert folded > 20


def golden_world(rows: list[dict]) -> World:
    """One authority, each KPI a case, among twenty others: 11 to 30 every year, of whom fifteen fall by 5 and five rise by 15."""
    others = area_names("b", 20)
    areas = [{"area": "england", "kind": "england"}, {"area": "r1", "kind": "region"}]
    areas += [{"area": area, "region": "r1"} for area in ["a01", *others]]
    published, returned, breaks = [], [], []
    for row in rows:
        kpi = {"kpi": row["kpi"]}
        for year in (2015, 2016, 2017):
            published.append({**kpi, "period": year, "area": "england", "value": 20.0})
            for n, area in enumerate(others):
                gone = row["kpi"] == "far_few" and n < 2
                value = {"status": "suppressed"} if gone else {"value": 11.0 + (n + 5 * (2017 - year)) % 20}
                published.append({**kpi, "period": year, "area": area, **value})
            said = row[f"y{year}"]
            if said:
                own = {"status": "suppressed"} if said == "c" else {"value": float(said)}
                if row["base"]:
                    base = int(row["base"])
                    own |= {"numerator": round(float(said) * base / 100), "denominator": base}
                published.append({**kpi, "period": year, "area": "a01", **own})
        for ordinal, year in ((1, 2016), (2, 2017)):
            if row[f"sent{year}"]:
                part = bool(row["part_year"]) and ordinal == 2
                figure = {"ordinal": ordinal, "area": "a01", "value": float(row[f"sent{year}"]), "part_year": part}
                returned.append({**kpi, **figure})
        breaks += [{**kpi, "period": int(row["break"])}] if row["break"] else []
    return World(
        areas=areas,
        kpis=[
            {"kpi": row["kpi"], "order": n, "number": n, "polarity": row["polarity"], "family": row["kpi"]}
            | {"chance": "proportion" if row["base"] else "none"}
            for n, row in enumerate(rows, start=1)
        ],
        published=published,
        returned=returned,
        breaks=breaks,
        neighbours=[{"area": "a01", "place": n, "neighbour": area} for n, area in enumerate(others[:5], start=1)],
        periods=[{"kpi": row["kpi"], "ordinal": n, "source_year": 2015 + n} for row in rows for n in (1, 2)],
        members=["a01"],
    )


def test_each_kind_and_its_near_misses_are_as_worked_out_by_hand():
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    pairs = [
        {"pair": name, "kpi": f"{name}_high", "side": "high", "other_kpi": f"{name}_low", "other_side": "low"}
        for name in ("apart", "near", "hidden")
    ]
    connection = lines_of(golden_world(rows), pairs)
    found = defaultdict(set)
    for source in ("published", "returned"):
        for kind, kpi, _, ordinal, _ in found_in(connection, source):
            if ordinal == 2:
                found[kpi].add(f"{kind} {source}")
    for (kpi,) in connection.execute("select kpi from differing_line where ordinal = 2").fetchall():
        found[kpi].add("differs-from-published")
    wrong = {
        row["kpi"]: (found[row["kpi"]], row["found"], row["why"])
        for row in rows
        if found[row["kpi"]] != {*filter(None, [row["found"]])}
    }
    assert wrong == {}


@pytest.mark.parametrize(
    ("wrong", "audit", "found"),
    [
        ("reference_line_template values (1, 'magic', 'any', 'w', 'e', 'o', 'q?')", "line_words_of_no_kind", "magic"),
        ("reference_line_pair values (1, 'p', 1, 't', 'gone_kpi', 'high', 'low', 'low', 'w')", "line_pair_of_no_figure", "p"),
        ("reference_line_pair values (1, 'p', 1, 't', 'share', 'high', 'low', 'high', 'w')", "line_pair_of_no_figure", "one"),
        ("reference_line_kpi_caveat values (1, 'low', 'unsaid', 'w')", "line_caveat_without_words", "low"),
    ],
)
def test_a_reference_row_of_lines_that_should_not_exist_is_found(tried: list[tuple], wrong: str, audit: str, found: str):
    cursor = tried[0][1].cursor()
    queries.session.search_in(cursor, path="main")
    cursor.execute("set variable viewer = 'a test'")
    cursor.execute("set variable as_of = 'infinity'::timestamp")
    block = getattr(queries.audits_lines, audit)
    cursor.begin()
    assert found not in set(block(cursor).iloc[:, 0])
    cursor.execute(f"insert into {wrong}")
    assert found in set(block(cursor).iloc[:, 0])
    cursor.rollback()

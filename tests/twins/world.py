"""A small world of areas, KPIs and figures in an in-memory store, with defaults for what a test is not about."""

import atexit
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from shutil import rmtree
from tempfile import mkdtemp

import duckdb
import pandas as pd

import queries
from challenge import held
from challenge.making import SCHEMA, VIEWS

RELEASE, EDITION = "r", 1
LONG_AGO = datetime(2016, 1, 1)
SIGNED = {"recorded_at": LONG_AGO, "actor": "a test", "actor_role": "test"}
ENABLERS = ("plan", "people", "money")
CUTOFFS = {
    "coverage_min": 0.75,
    "theme_worst_share": 0.40,
    "theme_best_share": 0.40,
    "context_level": 0.5,
    "context_spread": 1.3,
    "moved_share": 0.60,
    "some_spread": 1.25,
    "some_worst_share": 0.25,
    "leaning_best_share": 0.30,
    "leaning_worst_share": 0.15,
    "meaningful_share": 0.10,
    "funnel_z": 1.96,
    "winsorise_share": 0.10,
    "interval_z": 1.96,
    "context_mark": 0.10,
    "bpn_shared_share": 0.60,
}
KPI = {
    "order": 1,
    "number": None,
    "section": "2",
    "kpi_group": "g",
    "family": "f",
    "headline": True,
    "unit": "%",
    "unit_short": "%",
    "decimals": 1,
    "polarity": "high",
    "meaningful_change": None,
    "flow": False,
    "chance": "none",
    "year_type": "financial",
    "source": "lait",
    "definition": "what it counts",
}


@dataclass
class World:
    """Rows as dicts, each stating only what a test is about; ``published`` and ``returned`` hold figures."""

    areas: list[dict]
    kpis: list[dict]
    published: list[dict] = field(default_factory=list)
    returned: list[dict] = field(default_factory=list)
    breaks: list[dict] = field(default_factory=list)
    neighbours: list[dict] = field(default_factory=list)
    periods: list[dict] = field(default_factory=list)
    memberships: list[dict] = field(default_factory=list)
    publications: list[dict] = field(default_factory=list)
    members: list[str] = field(default_factory=list)
    enablers: list[str] = field(default_factory=list)
    placements: list[dict] = field(default_factory=list)
    region: str = "r1"
    cutoffs: dict[str, float] = field(default_factory=lambda: dict(CUTOFFS))

    def __post_init__(self) -> None:
        self.areas = [{"name": area["area"], "kind": "authority", "region": None, **area} for area in self.areas]
        self.kpis = [{**KPI, "name": kpi["kpi"], "short_name": kpi["kpi"], **kpi} for kpi in self.kpis]
        self.published = [_figure(row, "not_published") for row in self.published]
        self.returned = [{"part_year": False, "version": 1, **_figure(row, "not_returned")} for row in self.returned]


def _figure(row: dict, empty: str) -> dict:
    value = row.get("value")
    status = empty if value is None else "zero" if value == 0 else "value"
    return {"value": None, "status": status, "numerator": None, "denominator": None, **row}


def area_names(prefix: str, count: int) -> list[str]:
    """Names such as ``a01`` to ``a12``."""
    return [f"{prefix}{number:02d}" for number in range(1, count + 1)]


@cache
def empty() -> Path:
    """A file with the tables and views and no row: copying it takes a tenth of what defining them again does."""
    path = Path(mkdtemp(prefix="empty-store-")) / "empty.duckdb"
    atexit.register(rmtree, path.parent, ignore_errors=True)
    connection = duckdb.connect(str(path))
    for name in (*SCHEMA, *VIEWS):
        queries.apply(connection, name)
    connection.close()
    return path


def store_of(world: World, made: bool = True) -> duckdb.DuckDBPyConnection:
    """The world in memory, read as the program reads it; with ``made``, the rules over published figures are materialised."""
    connection = duckdb.connect()
    connection.execute(f"attach '{empty().as_posix()}' as empty (read_only)")
    connection.execute("copy from database empty to memory")
    connection.execute("detach empty")
    _fill(connection, world)
    connection.execute("set variable viewer = 'a test'")
    connection.execute("set variable as_of = 'infinity'::timestamp")
    if made:
        for block in queries.made.blocks:
            if not block.defines:
                block(connection, release=RELEASE, edition=EDITION)
    return connection


def holding(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """The same store, read as screens read it: what is held comes first, so that no deep chain of views is planned twice."""
    connection.execute("attach ':memory:' as held")
    connection.execute("create schema held.place")
    queries.session.search_in(connection, path=f"held.place,{connection.execute('select current_database()').fetchone()[0]}.main")
    queries.hold(connection, held.VIEWS)
    return connection


def _fill(connection: duckdb.DuckDBPyConnection, world: World) -> None:
    def add(table: str, rows: list[dict], **same: object) -> None:
        if rows:
            connection.append(table, pd.DataFrame([{**same, **row} for row in rows]).convert_dtypes(), by_name=True)

    edition = {"edition": EDITION}
    add("edition", [{"fingerprint": "f", **SIGNED}], **edition)
    add("release", [{"release": RELEASE, "title": "t", "publisher": "p", "licence": "l", "sha256": "s", **SIGNED}])
    add("reference_area", world.areas, **edition)
    add("reference_kpi_group", [{"kpi_group": "g", "order": 1, "name": "g", "short_name": "g", "focus": "Social Care"}], **edition)
    add("reference_kpi", world.kpis, **edition)
    add("reference_break", world.breaks, why="why", **edition)
    add("reference_cutoff", [{"cutoff": name, "value": value} for name, value in world.cutoffs.items()], meaning="m", **edition)
    add("reference_neighbour", world.neighbours, model="m", closeness=None, **edition)
    add("reference_publication", world.publications, known_from="known", **edition)
    add("reference_cutoff", [{"cutoff": "stage_gap", "value": 2.0}], meaning="m", **edition)
    named = [{"enabler": name, "number": n, "name": name, "short_name": name} for n, name in enumerate(world.enablers, start=1)]
    add("reference_enabler", named, **edition)
    add("published_figure", world.published, release=RELEASE, year_label="y", measure="m", place="cell", note=None)
    cycle = {"cycle": "c", "revision": 1}
    setting = {"title": "c", "region": world.region, "neighbour_model": "m", "default_ordinal": 2, **SIGNED}
    add("cycle_setting", [setting], **cycle)
    ordinals = sorted({row["ordinal"] for row in world.periods})
    add("cycle_column_setting", [{"ordinal": n, "column_key": f"k{n}", "label": f"l{n}"} for n in ordinals], **cycle)
    add("cycle_member_setting", [{"area": area} for area in world.members], **cycle)
    add("cycle_period_setting", world.periods, label="p", **cycle)
    bpns = sorted({row["bpn"] for row in world.memberships})
    add("cycle_bpn_setting", [{"bpn": bpn, "name": bpn.upper()} for bpn in bpns], **cycle)
    add("membership_entry", world.memberships, cycle="c", revision=1, round="december", state="stands", **SIGNED)
    sent = {(row["area"], row["version"]) for row in world.returned}
    add("submission", [{"area": area, "version": version} for area, version in sorted(sent)], cycle="c", **SIGNED)
    add(
        "placement_entry",
        [{"origin": "on screen", **row} for row in world.placements],
        cycle="c",
        actor="a test",
        actor_role="test",
    )
    add("returned_figure", world.returned, cycle="c", place="table 1", note=None, period_end=None)


def generated(seed: int) -> World:
    """A world with ties, gaps, breaks, authorities that came and went, part-years and late versions, the same for the same seed."""
    random = Random(seed)
    mine, others = area_names("a", 12), area_names("b", 9)
    areas = [
        {"area": "england", "kind": "england"},
        {"area": "r1", "kind": "region"},
        {"area": "r2", "kind": "region", "region": "r2"},
    ]
    areas += [{"area": "s1", "kind": "subregion", "region": "r1"}]
    areas += [{"area": area, "region": "r1"} for area in mine] + [{"area": area, "region": "r2"} for area in others]
    kpis = [
        {"kpi": "high", "order": 1, "number": 1, "family": "one"},
        {"kpi": "low", "order": 2, "number": 2, "polarity": "low", "decimals": 0, "family": "one"},
        {"kpi": "context", "order": 3, "number": 3, "polarity": "context", "flow": True},
        {"kpi": "share", "order": 4, "number": 4, "polarity": "low", "chance": "proportion", "meaningful_change": 2.0},
        {"kpi": "events", "order": 5, "number": 5, "polarity": "context", "chance": "events", "decimals": 0, "flow": True},
        {"kpi": "gone", "order": 6, "polarity": "high"},
        {"kpi": "unpublished", "order": 7, "number": 7, "source": "none", "meaningful_change": 3.0},
    ]
    published = []
    for kpi in kpis[:6]:
        for period in (2015, 2016, 2017, 2018):
            thin = kpi["kpi"] == "gone" and random.random() < 0.5
            for area in areas:
                row = {"kpi": kpi["kpi"], "period": period, "area": area["area"]}
                if area["area"] in {"a12", "b09"} and period < 2017:
                    published.append({**row, "status": "not_applicable"})
                elif random.random() < (0.6 if thin else 0.08):
                    empty = random.choice(["suppressed", "not_published", "not_published_or_suppressed"])
                    published.append({**row, "status": empty})
                else:
                    published.append({**row, **_drawn(kpi, random)})
    periods = [
        {"kpi": kpi["kpi"], "ordinal": ordinal, "source_year": None if kpi["kpi"] == "unpublished" or year == 2018 else year}
        for kpi in kpis
        for ordinal, year in ((1, 2016), (2, 2017), (3, 2018))
    ]
    next(row for row in periods if row["kpi"] == "share" and row["ordinal"] == 3)["source_year"] = 2018
    next(row for row in periods if row["kpi"] == "high" and row["ordinal"] == 1)["source_year"] = 2015
    returned = []
    for area in mine[: random.randint(10, 12)]:
        for version in range(1, random.randint(1, 2) + 1):
            for kpi in kpis:
                for ordinal in (1, 2, 3):
                    row = {"kpi": kpi["kpi"], "ordinal": ordinal, "area": area, "version": version}
                    row["part_year"] = ordinal == 3 and random.random() < 0.7
                    if kpi.get("number") and random.random() < 0.93:
                        empty = random.choice(["not_returned", "not_applicable", "suppressed"])
                        returned.append({**row, **(_drawn(kpi, random) if random.random() < 0.93 else {"status": empty})})
    members = [*mine]
    neighbours = [
        {"area": area, "place": place, "neighbour": neighbour}
        for area in [*mine, *others]
        for place, neighbour in enumerate(random.sample([other for other in [*mine, *others] if other != area], 5), start=1)
    ]
    return World(
        areas=areas,
        kpis=kpis,
        published=published,
        returned=returned,
        breaks=[{"kpi": "high", "period": 2017}, {"kpi": "low", "period": 2016}],
        neighbours=neighbours,
        periods=periods,
        memberships=[{"area": area, "bpn": random.choice(["x", "y"])} for area in mine[:10]],
        publications=[{"kpi": "low", "period": 2016, "published_on": date(2016, 12, 1)}],
        members=members,
        enablers=[*ENABLERS],
        placements=said_of(members, Random(f"placements {seed}")),
    )


def said_of(areas: list[str], random: Random) -> list[dict]:
    """Words on where authorities stand: some changed their mind, some took back what they had said, some nobody has placed."""
    rows = []
    for area in areas:
        for enabler in ENABLERS:
            for kind in ("self", "draft", "preliminary", "agreed"):
                for revision in range(1, random.choice([0, 1, 1, 2, 4]) + 1):
                    state = random.choice(["placed", "placed", "placed", "not_placed", "withdrawn"])
                    row = {"area": area, "enabler": enabler, "kind": kind, "revision": revision, "state": state}
                    row["position"] = random.randint(1, 5) if state == "placed" else None
                    # Two words may fall into one moment.
                    row |= {"evidence": f"word {revision}", "recorded_at": LONG_AGO + timedelta(days=(revision + 1) // 2)}
                    rows.append(row)
    return rows


def _drawn(kpi: dict, random: Random) -> dict:
    if kpi.get("chance") == "proportion":
        base = random.randint(20, 900)
        cases = random.randint(0, base)
        return {"value": round(100 * cases / base, 1), "numerator": cases, "denominator": base}
    if kpi.get("chance") == "events":
        base = random.randint(9_000, 200_000)
        events = random.randint(0, base // 200)
        return {"value": float(round(10_000 * events / base)), "numerator": events, "denominator": base}
    return {"value": round(random.gauss(20, 4), kpi.get("decimals", 1)) + 0.0}

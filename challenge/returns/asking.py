"""What a reader must know beside the form: the cycles with their columns and authorities, and what each KPI is."""

from dataclasses import dataclass
from functools import cache

from challenge import reference


@dataclass(frozen=True)
class Kpi:
    """What a figure of a KPI may be. unit as said beside a figure; unit_short ``%``, …; decimals as published; flow: counts events
    over a period, so part of a year is not a year."""

    kpi: str
    number: int
    name: str
    unit: str
    unit_short: str
    decimals: int
    polarity: str
    flow: bool
    comparability: str | None


@dataclass(frozen=True)
class Column:
    """A column of a cycle's KPI table: ``1``, ``2015-16``, ``2015/16``."""

    ordinal: int
    key: str
    label: str


@dataclass(frozen=True)
class Cycle:
    """A cycle as a reader meets it. members: authority key → its name and other spellings, the name first. others: the same of each
    every other authority of England. year_labels: (kpi, ordinal) → which year stands there (``30 September 2016``)."""

    cycle: str
    title: str
    region: str
    columns: tuple[Column, ...]
    members: dict[str, tuple[str, ...]]
    others: dict[str, tuple[str, ...]]
    kpis: dict[str, Kpi]
    year_labels: dict[tuple[str, int], str]


@cache
def shipped() -> dict[str, Cycle]:
    """The cycles of ``data/reference``, by key; what a file is read against where there is no store."""
    cycles, columns, members, periods = (reference.table(stem) for stem in ("cycles", "cycle_columns", "cycle_members", "periods"))
    areas = reference.table("areas")
    names = {
        row.area: (row.name, *(row.other_names.split(";") if row.other_names else ()))
        for row in areas[areas["kind"] == "authority"].itertuples()
    }
    kpis = {
        row.kpi: Kpi(
            row.kpi,
            int(row.number),
            row.name,
            row.unit,
            row.unit_short,
            int(row.decimals),
            row.polarity,
            row.flow == "yes",
            row.comparability,
        )
        for row in reference.table("kpis").itertuples()
        if row.number
    }
    found = {}
    for cycle in cycles.itertuples():
        own = set(members.loc[members["cycle"] == cycle.cycle, "area"])
        found[cycle.cycle] = Cycle(
            cycle.cycle,
            cycle.title,
            cycle.region,
            tuple(
                Column(int(row.ordinal), row.column_key, row.label)
                for row in columns[columns["cycle"] == cycle.cycle].sort_values("ordinal").itertuples()
            ),
            {area: names[area] for area in names if area in own},
            {area: names[area] for area in names if area not in own},
            kpis,
            {(row.kpi, int(row.ordinal)): row.label for row in periods[periods["cycle"] == cycle.cycle].itertuples()},
        )
    return found

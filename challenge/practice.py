"""The practice store's invented rows: BPN membership, rounds and returns for the cycle 2017/18, made from a seed.

Everything here is invented, dated as in 2017, and kept only in a store whose kind is ``practice``. It is always a *returned*
figure or a decision, never a published one; published figures are real.
"""

from datetime import date, datetime

import numpy as np
import pandas as pd

import queries
from challenge.access import Person

CYCLE = "2017-18"
SEED = 20171116
MADE_AT = datetime(2017, 9, 1, 9, 0)
CYCLE_SET_UP = {"2017-18": datetime(2017, 9, 1, 9, 0), "2025-26": datetime(2026, 4, 30, 9, 0)}
MAKER = Person("Practice", "maker of the practice store")

# Illustrative: no paper says which authority is in which BPN.
BPNS = {
    "blackburn-with-darwen": "blackburn-with-darwen blackpool bolton cumbria knowsley lancashire oldham wigan",
    "trafford": "bury cheshire-east cheshire-west-and-chester salford stockport trafford warrington wirral",
    "rochdale": "halton liverpool manchester rochdale sefton st-helens tameside",
}
NOT_RETURNED = ("knowsley", "warrington")
SENT_TWICE = ("bolton", "wirral", "sefton")
# Levels to invent around where nothing is published: low and high of a plausible range, in the KPI's unit.
LEVELS = {
    "caseload": (14, 24),
    "serious_incidents": (0, 9),
    "short_plans": (10, 28),
    "homes_good": (1, 6),
    "care_good_schools": (68, 92),
    "care_attainment8": (16, 26),
    "leavers_in_touch": (84, 99),
}


def invent(store) -> None:
    """Write the invented rows into a practice store; each in its own dated, signed write."""
    from challenge.store import ALL_TIME

    generator = np.random.default_rng(SEED)
    with store.reading(MAKER, ALL_TIME) as cursor:
        cells = queries.practice.blank_returns(cursor, cycle=CYCLE)
    with store.writing("practice BPNs and rounds", MAKER, datetime(2017, 9, 4, 10, 0)) as entry:
        entry.append("membership_entry", memberships(), signed=True)
    figures = returns(cells, generator)
    sent = sorted(set(figures["area"]))
    days = generator.integers(0, 11, len(sent))
    for area, day in zip(sent, days, strict=True):
        first = datetime(2017, 10, 20, 11, 0) + pd.Timedelta(days=int(day), minutes=7 * sent.index(area))
        own = figures[figures["area"] == area]
        _submit(store, own, 1, first)
        if area in SENT_TWICE:
            _submit(store, _corrected(own), 2, first + pd.Timedelta(days=6, hours=3))


def memberships() -> pd.DataFrame:
    """BPN and round per authority: 12 in the December round, 11 in January's. Columns of ``membership_entry``, unsigned."""
    rows = [
        (CYCLE, area, 1, bpn, "december" if place % 2 == 0 else "january", "stands", "illustrative")
        for bpn, areas in BPNS.items()
        for place, area in enumerate(areas.split())
    ]
    return pd.DataFrame(rows, columns=["cycle", "area", "revision", "bpn", "round", "state", "reason"])


def returns(cells: pd.DataFrame, generator: np.random.Generator) -> pd.DataFrame:
    """Invented returned figures for most authorities: 14 KPIs × three columns, columns of ``returned_figure`` without the version.

    Most agree with the published figure, some differ (other ages, other definitions, slips), some cells are missing, and
    *Latest* runs to the end of September: a count or flow of half a year is flagged part-year.
    """
    cells = cells[~cells["area"].isin(NOT_RETURNED)].reset_index(drop=True)
    rows = len(cells)
    latest = cells["ordinal"] == 3
    snapshot = cells["kpi"].isin(("caseload", "homes_good"))
    low = cells["kpi"].map({kpi: range_[0] for kpi, range_ in LEVELS.items()}).fillna(10.0)
    high = cells["kpi"].map({kpi: range_[1] for kpi, range_ in LEVELS.items()}).fillna(30.0)
    # An authority's own level per KPI, so that its three columns belong together.
    own = cells.groupby(["area", "kpi"], sort=False).ngroup().map(dict(enumerate(generator.random(rows))))
    around = cells["around"].fillna(low + own * (high - low))
    drift = 1 + generator.normal(0, 0.04, rows)
    half = np.where(latest & cells["flow"], 0.5, 1.0)
    differs = cells["published"].notna() & (generator.random(rows) < 0.14)
    off = cells["published"] * np.where(generator.random(rows) < 0.5, 0.93, 1.05)
    value = cells["published"].where(~differs, off).where(cells["published"].notna(), around * drift * half)
    percent = cells["unit_short"] == "%"
    value = value.where(~percent, value.clip(0, 100))
    shift = 10.0 ** cells["decimals"].astype(float)
    value = (value * shift).round() / shift

    homes = cells["kpi"] == "homes_good"
    total = (low + own * (high - low)).round().where(homes)
    good = (total * (0.55 + 0.45 * own)).round().clip(upper=total)
    value = value.where(~homes, (100 * good / total).round(0))

    chance = generator.random(rows)
    missing = chance < 0.045
    suppressed = (chance > 0.985) & cells["kpi"].isin(("short_plans", "care_attainment8", "leavers_in_touch"))
    status = np.select([missing, suppressed, value == 0], ["not_returned", "suppressed", "zero"], "value")
    held = pd.Series(status).isin(("value", "zero"))
    return pd.DataFrame(
        {
            "cycle": CYCLE,
            "area": cells["area"],
            "kpi": cells["kpi"],
            "ordinal": cells["ordinal"],
            "value": value.where(held),
            "status": status,
            "note": np.where(suppressed & ~missing, "returned as <5", None),
            "numerator": good.where(held),
            "denominator": total.where(held),
            "part_year": latest & ~snapshot,
            "period_end": np.where(latest, date(2017, 9, 30), None),
            "place": "Practice return, Section 2, KPI " + cells["number"].astype(str) + ", column " + cells["ordinal"].astype(str),
        }
    )


def _corrected(own: pd.DataFrame) -> pd.DataFrame:
    """A second version of a return: what was missing in 2016/17 is dropped, one figure is put right."""
    kept = own[(own["status"] != "not_returned") | (own["ordinal"] != 2)].copy()
    kept["note"] = kept["note"].where(kept["ordinal"] != 2, "as sent again")
    return kept


def _submit(store, figures: pd.DataFrame, version: int, recorded_at: datetime) -> None:
    submission = (
        figures[["cycle", "area"]].drop_duplicates().assign(version=version, received_as="practice return", note="invented")
    )
    with store.writing(f"practice return of {submission['area'].iloc[0]}", MAKER, recorded_at) as entry:
        entry.append("submission", submission, signed=True)
        entry.append("returned_figure", figures.assign(version=version))

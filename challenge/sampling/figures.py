"""The invented figures of the practice store's self-views, made from a seed around what is published."""

from datetime import date

import numpy as np
import pandas as pd

CYCLE = "2017-18"
SEED = 20171116
# These two sent theirs after the deadline, so their figures come from a seed of their own.
LATE = ("knowsley", "warrington")
LATE_SEED = 20171109
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


def figures(cells: pd.DataFrame) -> pd.DataFrame:
    """Every authority's figures and the day its self-view was sent. cells: rows of ``queries/practice.sql``, block blank_returns.

    Columns: area, number, ordinal, kpi, unit_short, decimals, value, status, numerator, denominator, part_year, period_end and
    received_at.
    """
    late = cells["area"].isin(LATE)
    generator = np.random.default_rng(SEED)
    first = returns(cells[~late].reset_index(drop=True), generator)
    sent = sorted(set(first["area"]))
    days = generator.integers(0, 11, len(sent))
    when = {
        area: pd.Timestamp(2017, 10, 20, 11) + pd.Timedelta(days=int(day), minutes=7 * place)
        for place, (area, day) in enumerate(zip(sent, days, strict=True))
    }
    last = returns(cells[late].reset_index(drop=True), np.random.default_rng(LATE_SEED))
    when |= dict(zip(LATE, (pd.Timestamp(2017, 11, 2, 9, 40), pd.Timestamp(2017, 11, 9, 16, 5)), strict=True))
    found = pd.concat([first, last], ignore_index=True)
    return found.assign(received_at=found["area"].map(when))


def returns(cells: pd.DataFrame, generator: np.random.Generator) -> pd.DataFrame:
    """Invented returned figures for the authorities of ``cells``: 14 KPIs × three columns.

    Most agree with the published figure, some differ (other ages, other definitions, slips), some cells are missing, and
    *Latest* runs to the end of September: a count or flow of half a year is part-year.
    """
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
    return cells[["area", "number", "ordinal", "kpi", "unit_short", "decimals"]].assign(
        value=value.where(held),
        status=status,
        numerator=good.where(held),
        denominator=total.where(held),
        part_year=latest & ~snapshot,
        period_end=np.where(latest, date(2017, 9, 30), None),
    )

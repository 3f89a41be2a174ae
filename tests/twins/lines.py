"""Lines of enquiry the long way: each finding asked figure by figure, over the rows the rules give."""

import pandas as pd


def worse_and_worsening(shown: pd.DataFrame) -> set[tuple[str, str]]:
    """Authority and KPI of every figure worse than England and worsening. shown: rows of ``published_standing``."""
    found = set()
    for row in shown.to_dict("records"):
        if row["polarity"] == "context" or pd.isna(row["value"]) or pd.isna(row["change"]) or pd.isna(row["england_gap"]):
            continue
        sign = 1 if row["polarity"] == "high" else -1
        worse = round(-sign * row["england_gap"], 9) > round(row["meaningful"], 9)
        worsened = round(-sign * row["change"], 9) > round(row["meaningful"], 9)
        if worse and worsened:
            found.add((row["area"], row["kpi"]))
    return found


def far_from_neighbours(shown: pd.DataFrame, cutoffs: dict[str, float]) -> set[tuple[str, str]]:
    """Authority and KPI of every context figure far from the mean of enough neighbours."""
    found = set()
    for row in shown.to_dict("records"):
        if row["polarity"] != "context" or pd.isna(row["value"]) or pd.isna(row["neighbour_mean"]) or pd.isna(row["v75"]):
            continue
        gap = abs(round(row["value"], int(row["decimals"])) - row["neighbour_mean"])
        width = round(row["v75"] - row["v25"], 9)
        if row["neighbour_n"] >= cutoffs["line_neighbours_min"] and round(gap, 9) >= round(
            cutoffs["line_neighbour_far"] * width, 9
        ):
            found.add((row["area"], row["kpi"]))
    return found


def quarters(shown: pd.DataFrame, positions: pd.DataFrame, breaks: pd.DataFrame, band: str) -> set[tuple[str, str]]:
    """Authority and KPI of every figure in this band three years running, with no new series between the first and the last."""
    bands = {(row.kpi, row.period, row.area): row.band for row in positions[positions["kind"] == "authority"].itertuples()}
    new = set(zip(breaks["kpi"], breaks["period"], strict=True))
    found = set()
    for row in shown.itertuples():
        if pd.isna(row.source_year):
            continue
        years = [int(row.source_year) - back for back in (0, 1, 2)]
        if all(bands.get((row.kpi, year, row.area)) == band for year in years) and not any(
            (row.kpi, year) in new for year in years[:2]
        ):
            found.add((row.area, row.kpi))
    return found


def left_out(reconciled: pd.DataFrame) -> dict[str, set[str]]:
    """The numbered KPIs each authority did not return in a column. reconciled: rows of that view."""
    return {area: set(rows.loc[rows["returned_status"] == "not_returned", "kpi"]) for area, rows in reconciled.groupby("area")}

"""One KPI opened for one authority: its figure in words, what the KPI is and rests on, and all years as a table."""

import pandas as pd

from challenge import wording
from challenge.links import View
from challenge.packs import table
from challenge.sheet import Node, el


def opened(kpi: dict, own: pd.DataFrame, name: str, view: View) -> Node:
    """The heading of an opened KPI: the authority's figure in words, and the way to close it."""
    said = ""
    if len(own) and pd.notna(own["value"].iloc[0]):
        row = own.iloc[0]
        said = f"{name}: {wording.with_unit(row['value'], int(row['decimals']), row['unit_short'])}, {row['period_label']}"
        if isinstance(row["band"], str):
            said += f", {wording.QUARTERS[row['band']]} of England"
        if isinstance(row["interval_method"], str):
            low, high = (wording.number(row[end], int(row["decimals"])) for end in ("interval_low", "interval_high"))
            method, _, confidence = row["interval_method"].rpartition(" ")
            said += f"; {confidence} interval ({method}) {low} to {high}"
        if pd.notna(row["denominator"]):
            said += f" ({row['numerator']:,.0f} of {row['denominator']:,.0f})"
    return el(
        "div",
        el("h2", kpi["name"], el("small", f" {kpi['unit']}", cls="muted"), id="kpi"),
        el("p", wording.sentence(said) if said else None, " ", _ways(kpi, view)),
    )


def _ways(kpi: dict, view: View) -> Node:
    every = el("a", "All authorities on this KPI", href=view.to("kpi", kpi=kpi["kpi"], chosen=view.area))
    draft = el("a", "Draft a question about this", href=view.to("questions", area=view.area, kpi=kpi["kpi"]))
    return el("span", every, " · ", draft, " · ", el("a", "Close", href=view.link(kpi=None)), cls="no-print")


def about(kpi: dict, known: pd.DataFrame, breaks: pd.DataFrame) -> Node:
    """What a KPI is, where it comes from and what to keep in mind."""
    good = {"low": "Low is good", "high": "High is good", "context": "Context: no good end, never ranked or judged"}[
        kpi["polarity"]
    ]
    said = [
        ("What it is", kpi["definition"]),
        ("Which end is good", wording.sentence(good) + (f" {kpi['caution']}" if isinstance(kpi["caution"], str) else "")),
        (
            "Source",
            f"{kpi['publication']}; measure {kpi['measure']}"
            if isinstance(kpi["measure"], str)
            else "Returned only: nothing is published for authorities",
        ),
        ("Comparability", kpi["comparability"]),
        *((f"New series from {row.year_label}", row.why) for row in breaks.itertuples()),
        *(
            (f"First published: {row.year_label}", f"{wording.day(row.published_on)} ({row.known_from})")
            for row in known.itertuples()
        ),
    ]
    return el("dl", [[el("dt", term), el("dd", text)] for term, text in said if isinstance(text, str)], cls="facts stacked")


def years(trend: pd.DataFrame, kpi: dict) -> Node:
    """All years of one KPI as the table under its chart; each figure says on hover where its cell is."""
    frame = trend.assign(decimals=kpi["decimals"], unit_short=kpi["unit_short"])
    frame = frame.assign(text=wording.or_status(wording.figures(frame), frame["status"]))
    labels = frame.drop_duplicates("period").set_index("period")["year_label"]
    wide = frame.pivot(index="period", columns="role", values=["text", "place"])
    roles = [
        (role, frame.loc[frame["role"] == role, "area_label"].iloc[0])
        for role in ("own", "region", "england", "neighbours")
        if (frame["role"] == role).any()
    ]
    rows = [
        el(
            "tr",
            el("th", labels[period], scope="row"),
            [
                el(
                    "td",
                    row[("text", role)] if isinstance(row[("text", role)], str) else "–",
                    cls="num",
                    title=row[("place", role)] if isinstance(row[("place", role)], str) else None,
                )
                for role, _ in roles
            ],
        )
        for period, row in wide.iterrows()
    ]
    head = el("thead", el("tr", el("th", "Year", scope="col"), [el("th", label, scope="col", cls="num") for _, label in roles]))
    whole = el("table", el("caption", f"{kpi['name']}, {kpi['unit']}: all published years"), head, el("tbody", rows), cls="table")
    return el("details", el("summary", "The chart as a table"), el("div", whole, cls="scroll"), cls="more")


def export(trend: pd.DataFrame, kpi: dict) -> pd.DataFrame:
    """All years of the chart as a table to download: a row for each line and year."""
    lines = trend.rename(columns={"area_label": "line", "year_label": "period_label", "source_label": "year_label"})
    said = {name: kpi[name] for name in ("kpi", "name", "unit", "decimals", "polarity")}
    kept = ("value", "status", "note", "numerator", "denominator", "rank", "out_of", "band", "measure", "place")
    chosen = ["line", *said, "source", "period", "period_label", "year_label", *(name for name in kept if name in lines)]
    shown = table.rounded(lines.assign(**said, source="published"), pd.Series(kpi["decimals"], lines.index), "value")
    return shown[chosen].convert_dtypes()

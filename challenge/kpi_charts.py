"""England's authorities on one KPI as Plotly figures: where the region's stand among them, and the funnel.

Quarters, limits and what lies beyond arrive computed by SQL; only places on paper are worked out here. Each figure is made at once
of few traces: Plotly checks every one it is given.
"""

import math

import pandas as pd
import plotly.graph_objects as go

from challenge import wording
from challenge.charts import dressed
from challenge.palette import colours

# band → (fill of a dot, mark); beside its colour each end has a mark of its own.
_BANDS = {"A": ("best", "circle"), "B": ("second-dot", "circle"), "C": ("third-dot", "circle"), "D": ("worst", "square")}
_SIDES = {"higher": ("context-dot", "triangle-up"), "lower": ("context-dot", "triangle-down")}
_PLAIN = ("context-dot", "circle")
_BINS = 75
# Few columns of many: rows of all are ten times slower to walk.
_DRAWN = [
    *("area", "area_name", "in_region", "value", "band", "context_side", "beyond", "numerator", "denominator"),
    *("funnel_low", "funnel_high", "more_than_chance", "polarity", "decimals", "unit", "unit_short"),
]


def distribution(england: pd.DataFrame, cuts: dict, region: str, chosen: list[str], theme: str) -> go.Figure:
    """Every authority of England as a dot over its figure, stacked where they meet; the region's filled, others light.

    england: ``queries.kpi.england``. cuts: the row of ``queries.kpi.cut_points``. Lines part the quarters; the ``chosen``
    authorities, and those ``beyond`` (drawn at the edge, as an arrow), are named.
    """
    palette = colours(theme)
    dots = stacked(england[_DRAWN])
    first = dots.iloc[0]
    unit, decimals = first["unit"], int(first["decimals"])
    others, own = dots[~dots["in_region"].astype(bool)], dots[dots["in_region"].astype(bool)]
    # Room for the names of the chosen above the highest dot.
    top = max(int(dots["level"].max()) + 3, 7)
    layout = dressed(palette, 330)
    layout["margin"] = {"l": 10, "r": 20, "t": 62, "b": 10}
    layout["xaxis"] |= {"showgrid": False}
    layout["xaxis"]["title"]["text"] = unit
    layout["yaxis"] |= {"visible": False, "range": [-0.8, top]}
    england_text = wording.number(cuts["england"], decimals) if pd.notna(cuts["england"]) else None
    marks = [(cuts["england"], f"England {england_text}", "ink", None, 1.0)] if england_text else []
    if pd.notna(cuts["region_value"]):
        marks.append((cuts["region_value"], f"{region} {wording.number(cuts['region_value'], decimals)}", "soft", "dash", 1.085))
    layout["shapes"] = [_upright(value, palette[colour], dash, 2.0) for value, _, colour, dash, _ in marks]
    layout["annotations"] = [
        {
            "x": value, "y": place, "yref": "paper", "yanchor": "bottom", "text": f"<b>{words}</b>", "showarrow": False,
            "font": {"color": palette[colour], "size": 13},
        }
        for value, words, colour, _, place in marks
    ]  # fmt: skip
    layout["shapes"] += _quarter_lines(cuts, palette)
    layout["annotations"] += _quarter_names(dots, cuts, first["polarity"], palette)
    layout["annotations"] += [
        _name(row, dots, palette) for row in dots.itertuples() if row.area in chosen or isinstance(row.beyond, str)
    ]
    return go.Figure(
        data=[_dots(others, "other authorities", palette, unit, light=True), _dots(own, region, palette, unit)], layout=layout
    )


def stacked(england: pd.DataFrame) -> pd.DataFrame:
    """The rows with a figure, with their place in the picture: x (the figure, or the edge for one beyond) and level (0 lowest).

    Dots that would touch share a bin; the region's stand lowest in it, so that they can be followed along the axis.
    """
    held = england[england["value"].notna()].copy()
    within = held.loc[held["beyond"].isna(), "value"]
    decimals = int(held["decimals"].iloc[0])
    unit = 10.0**-decimals
    # Bins of whole steps of the KPI's rounding: others would stand high and low by turns.
    width = max(math.ceil((within.max() - within.min()) / _BINS / unit), 1) * unit
    edge = {"low": within.min() - 3 * width, "high": within.max() + 3 * width}
    steps = ((held["value"] - within.min()) / width).round()
    held["x"] = (within.min() + steps * width).where(held["beyond"].isna(), held["beyond"].map(edge))
    held = held.sort_values(["in_region", "value"], ascending=[False, True], kind="stable")
    held["level"] = held.groupby(held["x"].round(9)).cumcount()
    return held


def _dots(rows: pd.DataFrame, name: str, palette: dict[str, str], unit: str, light: bool = False) -> dict:
    looks = [_look(row) for row in rows[["band", "context_side"]].itertuples(index=False)]
    arrows = {"high": "triangle-right", "low": "triangle-left"}
    symbols = [arrows.get(beyond, "circle" if light else mark) for beyond, (_, mark) in zip(rows["beyond"], looks, strict=True)]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": rows["x"].tolist(),
        "y": rows["level"].tolist(),
        "text": hover(rows, unit),
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {
            "size": 8 if light else 10,
            "symbol": symbols,
            "color": palette["paper"] if light else [palette[colour] for colour, _ in looks],
            "line": {"color": palette["edge"] if light else palette["paper"], "width": 1.2 if light else 1},
        },
    }


def hover(rows: pd.DataFrame, unit: str) -> list[str]:
    """Each row in words: name, figure, quarter or side, and n of N where counts are known."""
    said = []
    shown = rows[["area_name", "band", "context_side", "numerator", "denominator"]]
    for row, text in zip(shown.itertuples(), wording.figures(rows), strict=True):
        quarter = wording.QUARTERS.get(row.band) if isinstance(row.band, str) else None
        side = f"{row.context_side} than England" if isinstance(row.context_side, str) else None
        counts = f"{row.numerator:,.0f} of {row.denominator:,.0f}" if pd.notna(row.denominator) else None
        parts = [f"<b>{row.area_name}</b> {text} {unit}", quarter or side, counts]
        said.append("<br>".join(part for part in parts if part))
    return said


def _look(row: object) -> tuple[str, str]:
    return _BANDS.get(row.band) or _SIDES.get(row.context_side) or _PLAIN


def _upright(value: float, colour: str, dash: str | None, width: float) -> dict:
    line = {"color": colour, "width": width, "dash": dash}
    return {"type": "line", "x0": value, "x1": value, "y0": 0, "y1": 1, "yref": "paper", "line": line, "layer": "below"}


def _quarter_lines(cuts: dict, palette: dict[str, str]) -> list[dict]:
    if not cuts["enough"]:
        return []
    return [_upright(cuts[name], palette["edge"], "dot", 1.2) for name in ("v25", "v50", "v75")]


def _quarter_names(dots: pd.DataFrame, cuts: dict, polarity: str, palette: dict[str, str]) -> list[dict]:
    """The names of the outer quarters at the ends of the axis; a context KPI's are neither best nor worst."""
    if not cuts["enough"]:
        return []
    low, high = {"low": ("best", "worst"), "high": ("worst", "best")}.get(polarity, ("lowest", "highest"))
    decimals = int(dots["decimals"].iloc[0]) + 1
    first, last = (wording.number(cuts[name], decimals).removesuffix("0").removesuffix(".") for name in ("v25", "v75"))
    said = ((0, "left", f"← {low} quarter, to {first}"), (1, "right", f"{high} quarter, above {last} →"))
    font = {"color": palette["soft"], "size": 13}
    return [
        {"x": x, "xref": "paper", "xanchor": side, "y": 0.97, "yref": "paper", "text": words, "showarrow": False, "font": font}
        for x, side, words in said
    ]


def _name(row: object, dots: pd.DataFrame, palette: dict[str, str]) -> dict:
    """An authority's name over the dots around it, with a line down to its own."""
    beyond = isinstance(row.beyond, str)
    near = dots["level"][(dots["x"] - row.x).abs() <= (dots["x"].max() - dots["x"].min()) / 15]
    side = "right" if row.beyond == "high" else "left" if beyond else "center"
    figure = f" {wording.number(row.value, int(row.decimals))}" if beyond else ""
    return {
        "x": row.x, "y": row.level, "text": f"<b>{row.area_name}</b>{figure}", "showarrow": True, "arrowhead": 0,
        "arrowcolor": palette["ink"], "arrowwidth": 1, "axref": "x", "ax": row.x, "ayref": "y", "ay": int(near.max()) + 1.5,
        "standoff": 4, "xanchor": side, "font": {"size": 13, "color": palette["ink"]},
    }  # fmt: skip


def funnel(england: pd.DataFrame, cuts: dict, region: str, chosen: list[str], theme: str) -> go.Figure:
    """Each authority's figure over how many cases it rests on, within the limits that chance and the usual spread explain.

    england: ``queries.kpi.england`` with counts. Limits are those stored with each figure, joined up. Of the region's authorities
    those beyond the limits, and the ``chosen``, are named.
    """
    palette = colours(theme)
    held = england.loc[england["funnel_low"].notna() & england["value"].notna(), _DRAWN].sort_values("denominator")
    mine = held["in_region"].astype(bool)
    others, own = held[~mine], held[mine]
    unit = held["unit"].iloc[0]
    base = held["denominator"].tolist()
    limit = {
        "type": "scatter",
        "mode": "lines",
        "hoverinfo": "skip",
        "line": {"color": palette["soft"], "width": 1.5, "dash": "dash"},
    }
    out = own["more_than_chance"].notna()
    layout = dressed(palette, 400)
    layout["margin"] = {"l": 10, "r": 20, "t": 20, "b": 10}
    # A few authorities are ten times as large as most: on a plain axis the others would stand in one heap.
    ticks = [step * 10**power for power in range(7) for step in (1, 2, 5) if base[0] <= step * 10**power <= base[-1]]
    layout["xaxis"] |= {"type": "log", "tickvals": ticks, "ticktext": [f"{tick:,}" for tick in ticks], "showgrid": False}
    layout["xaxis"]["title"]["text"] = f"number of {base_words(unit)}, logarithmic scale"
    layout["yaxis"]["title"]["text"] = unit
    layout["annotations"] = [
        {
            "x": math.log10(row.denominator), "y": row.value, "text": f"<b>{row.area_name}</b>", "showarrow": True, "arrowhead": 0,
            "arrowcolor": palette["soft"], "arrowwidth": 1, "ax": 24, "ay": -22 if row.value > cuts["funnel_centre"] else 22,
            "xanchor": "left", "font": {"size": 13, "color": palette["ink"]},
        }
        for row in own[out | own["area"].isin(chosen)].itertuples()
    ]  # fmt: skip
    layout["annotations"].append(
        {
            "x": 0.01, "xref": "paper", "xanchor": "left", "y": cuts["funnel_centre"], "yanchor": "bottom", "showarrow": False,
            "text": "England, all cases together", "font": {"size": 12, "color": palette["ink"]},
        }
    )  # fmt: skip
    layout["shapes"] = [
        {
            "type": "line", "x0": 0, "x1": 1, "xref": "paper", "y0": cuts["funnel_centre"], "y1": cuts["funnel_centre"],
            "line": {"color": palette["ink"], "width": 1.5}, "layer": "below",
        }
    ]  # fmt: skip
    return go.Figure(
        data=[
            {**limit, "name": "lower limit", "x": base, "y": held["funnel_low"].tolist()},
            {**limit, "name": "upper limit", "x": base, "y": held["funnel_high"].tolist()},
            _points(others, "other authorities", palette, unit, light=True),
            _points(own, region, palette, unit),
        ],
        layout=layout,
    )


def base_words(unit: str) -> str:
    """What a figure is a share of: ``referrals`` of ``% of referrals``, ``children`` of ``per 10,000 children``."""
    return unit.removeprefix("% of ").removeprefix("per 10,000 ")


def _points(rows: pd.DataFrame, name: str, palette: dict[str, str], unit: str, light: bool = False) -> dict:
    out = rows["more_than_chance"].notna()
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": rows["denominator"].tolist(),
        "y": rows["value"].tolist(),
        "text": hover(rows, unit),
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {
            "size": 8 if light else 10,
            "symbol": ["diamond" if beyond else "circle" for beyond in out],
            "color": palette["paper"] if light else palette["accent"],
            "line": {"color": palette["edge"] if light else palette["paper"], "width": 1.2 if light else 1},
        },
    }

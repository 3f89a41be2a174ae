"""Figures as marks: the spine of one KPI (an SVG tree for `sheet`) and the trend of one KPI (a Plotly figure).

Positions, shades and breaks arrive computed by SQL; nothing is decided here.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from challenge.palette import colours
from challenge.sheet import Node, el


@dataclass(frozen=True)
class Spine:
    """One KPI's places between England's worst (0) and best (1) authority; for a context KPI between lowest and highest.

    None is left out. `shade`: best, second, third, worst, better, worse, or anything else for a context KPI. `returned` is an
    authority's own returned figure where it differs from the published one. `words` is the whole picture in a sentence, for
    hover and screen readers.
    """

    own: float | None
    words: str
    shade: str = "plain"
    england: float | None = 0.5
    region: float | None = None
    neighbours: float | None = None
    middle_low: float | None = None
    middle_high: float | None = None
    interval_low: float | None = None
    interval_high: float | None = None
    returned: float | None = None


def spine(row: Spine) -> Node:
    """The picture of `row`. Everything is placed in per cent, so it stretches with its table cell without distorting its marks."""
    return el(
        "svg",
        el("title", row.words),
        el("rect", cls="track", x="0", y="38%", width="100%", height="24%", rx="2"),
        _band(row.middle_low, row.middle_high),
        _tick("england", row.england, "6%", "94%"),
        _tick("neighbours", row.neighbours, "22%", "78%"),
        _whisker(row.interval_low, row.interval_high),
        _diamond(row.region),
        _dot("own returned", row.returned),
        _dot(f"own {row.shade}", row.own),
        cls="spine",
        role="img",
        aria_label=row.words,
    )


def spine_key(mark: str, shade: str = "plain") -> Node:
    """One mark of the spine alone, for a legend: own, england, region, neighbours, middle, interval or returned."""
    drawn = {
        "own": _dot(f"own {shade}", 0.5),
        "returned": _dot("own returned", 0.5),
        "england": _tick("england", 0.5, "6%", "94%"),
        "region": _diamond(0.5),
        "neighbours": _tick("neighbours", 0.5, "15%", "85%"),
        "middle": _band(0.0, 1.0),
        "interval": _whisker(0.05, 0.95),
    }
    return el("svg", drawn[mark], cls="spine spine-key", aria_hidden="true")


def _percent(place: float) -> str:
    return f"{min(max(place, 0.0), 1.0):.2%}"


def _gone(*places: float | None) -> bool:
    return any(place is None or pd.isna(place) for place in places)


def _band(low: float | None, high: float | None) -> Node | None:
    if _gone(low, high):
        return None
    left, right = sorted((low, high))
    return el("rect", cls="middle", x=_percent(left), y="38%", width=_percent(right - left), height="24%")


def _tick(cls: str, place: float | None, top: str, bottom: str) -> Node | None:
    if _gone(place):
        return None
    return el("line", cls=cls, x1=_percent(place), x2=_percent(place), y1=top, y2=bottom)


def _whisker(low: float | None, high: float | None) -> Node | None:
    return None if _gone(low, high) else el("line", cls="interval", x1=_percent(low), x2=_percent(high), y1="50%", y2="50%")


def _diamond(place: float | None) -> Node | None:
    # A nested svg can be placed in per cent; a path cannot.
    path = el("path", cls="region", d="M0 -5.5L5.5 0L0 5.5L-5.5 0Z")
    return None if _gone(place) else el("svg", path, x=_percent(place), y="50%", overflow="visible")


def _dot(cls: str, place: float | None) -> Node | None:
    return None if _gone(place) else el("circle", cls=cls, cx=_percent(place), cy="50%", r="6.5")


# role → (colour, width, dash, order drawn). Beside its colour every line has its name at its end.
_LINES = {
    "other": ("edge", 1, None),
    "neighbours": ("neighbours", 2, "dot"),
    "region": ("soft", 2, "dash"),
    "england": ("ink", 2, None),
    "own": ("accent", 4, None),
}


def trend(
    figures: pd.DataFrame, unit: str, theme: str = "light", breaks: pd.DataFrame | None = None, title: str | None = None
) -> go.Figure:
    """All years of one KPI as lines, each named at its end.

    figures: area_label, role (own | england | region | neighbours | other), period (source year, integer), year_label, value (NaN
    where there is no number: the line has a gap). breaks: period (first year of the new series), why; the lines are cut there and a
    dashed line says why. `unit` names the value axis; `title` says *Practice* where the figures are.

    Raises ValueError for an unknown role.
    """
    if unknown := set(figures["role"]) - set(_LINES):
        raise ValueError(f"unknown role {sorted(unknown)}. Try one of: {', '.join(_LINES)}")
    palette = colours(theme)
    breaks = pd.DataFrame({"period": [], "why": []}) if breaks is None else breaks
    # Without its gaps a line would bridge years nobody measured.
    years = pd.RangeIndex(figures["period"].min(), figures["period"].max() + 1, name="period")
    chart = go.Figure()
    ends = []
    for role, label, series in _series(figures):
        colour, width, dash = _LINES[role]
        whole = series.set_index("period").reindex(years)
        cut = _cut(whole["value"], breaks["period"])
        chart.add_scatter(
            x=cut.index.tolist(),
            y=cut.tolist(),
            name=label,
            mode="lines+markers" if role != "other" else "lines",
            line={"color": palette[colour], "width": width, "dash": dash},
            marker={"size": 9 if role == "own" else 6},
            connectgaps=False,
            hovertemplate=f"{label}: %{{y}} {unit}<extra></extra>",
        )
        if role != "other" and not (known := whole["value"].dropna()).empty:
            ends.append((known.index[-1], known.iloc[-1], label, palette[colour], role == "own"))
    _name_ends(chart, ends, figures["value"])
    _mark_breaks(chart, breaks, palette)
    _dress(chart, figures, unit, palette, title)
    return chart


def _series(figures: pd.DataFrame) -> Iterator[tuple[str, str, pd.DataFrame]]:
    """One (role, label, rows) per area, the own line last so that it lies on top."""
    for role in _LINES:
        for label, series in figures[figures["role"] == role].groupby("area_label", sort=False):
            yield role, label, series


def _cut(values: pd.Series, starts: pd.Series) -> pd.Series:
    """`values` by year with an empty place half a year before each new series, where Plotly then lifts the pen."""
    inside = [start - 0.5 for start in starts if values.index.min() < start <= values.index.max()]
    return pd.concat([values, pd.Series(float("nan"), index=inside, dtype=float)]).sort_index() if inside else values


def _name_ends(chart: go.Figure, ends: list[tuple], values: pd.Series) -> None:
    """Write each line's name at its end, moved apart where two would touch (a name is about 7% of the height)."""
    gap = (values.max() - values.min() or 1) * 0.07
    floor = float("-inf")
    for period, value, label, colour, own in sorted(ends, key=lambda end: end[1]):
        floor = max(value, floor + gap)
        chart.add_annotation(
            x=period, y=floor, text=f"<b>{label}</b>" if own else label, showarrow=False,
            xanchor="left", xshift=10, font={"color": colour, "size": 14},
        )  # fmt: skip


def _mark_breaks(chart: go.Figure, breaks: pd.DataFrame, palette: dict[str, str]) -> None:
    for row in breaks.itertuples():
        chart.add_vline(x=row.period - 0.5, line={"color": palette["edge"], "width": 1.5, "dash": "dash"})
        chart.add_annotation(
            x=row.period - 0.5, y=1, yref="paper", yanchor="bottom", text=row.why, showarrow=False,
            font={"color": palette["soft"], "size": 12},
        )  # fmt: skip


def _dress(chart: go.Figure, figures: pd.DataFrame, unit: str, palette: dict[str, str], title: str | None) -> None:
    labels = figures.drop_duplicates("period").sort_values("period")
    chart.update_layout(
        title={"text": title, "font": {"size": 16}} if title else None,
        showlegend=False,
        hovermode="x unified",
        height=380,
        margin={"l": 10, "r": 150, "t": 60 if title else 36, "b": 10},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": "Source Sans, Source Sans Pro, sans-serif", "size": 14, "color": palette["ink"]},
        hoverlabel={"bgcolor": palette["raised"], "bordercolor": palette["edge"], "font": {"color": palette["ink"]}},
    )
    axis = {"zeroline": False, "automargin": True, "linecolor": palette["edge"], "tickfont": {"color": palette["soft"]}}
    # "30 September 2016" is too long for a tick: the day stands once as the title, a school or financial year as 16/17.
    words = labels["year_label"].astype(str).str.rpartition(" ")
    ticks = words[2].str.replace(r"^20(\d\d)/", r"\1/", regex=True)
    title_font = {"color": palette["soft"], "size": 13}
    chart.update_xaxes(
        tickvals=labels["period"].tolist(),
        ticktext=ticks.tolist(),
        title={"text": words[0].iloc[0], "font": title_font},
        showgrid=False,
        **axis,
    )
    chart.update_yaxes(title={"text": unit, "font": title_font}, gridcolor=palette["line"], **axis)

"""Figures as marks: the spine of one KPI (an SVG tree for `sheet`) and the trend of one KPI (a Plotly figure).

Positions, shades and breaks arrive computed by SQL; nothing is decided here.
"""

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


# role → (colour, width, dash), in the order they are drawn. Beside its colour every line has its name at its end.
_LINES = {
    "other": ("edge", 1, None),
    "neighbours": ("neighbours", 2, "dot"),
    "region": ("soft", 2, "dash"),
    "england": ("ink", 2, None),
    "chosen": ("accent", 3, None),
    "own": ("accent", 4, None),
}
# Several chosen lines differ in colour and in mark.
_CHOSEN = (("accent", "circle"), ("violet", "square"), ("rose", "diamond"), ("neighbours", "triangle-up"), ("leaf", "x"))
_FONT = "Source Sans, Source Sans Pro, sans-serif"


def trend(
    figures: pd.DataFrame, unit: str, theme: str = "light", breaks: pd.DataFrame | None = None, title: str | None = None
) -> go.Figure:
    """All years of one KPI as lines, each named at its end; `other` ones lie light behind them and are named on hover.

    figures: area_label, role (own | chosen | england | region | neighbours | other), period (source year, integer), year_label,
    value (NaN where there is no number: the line has a gap). breaks: period (first year of the new series), why; the lines are cut
    there and a dashed line says why. `unit` names the value axis; `title` says *Practice* where the figures are.

    Raises ValueError for an unknown role.
    """
    if unknown := set(figures["role"]) - set(_LINES):
        raise ValueError(f"unknown role {sorted(unknown)}. Try one of: {', '.join(_LINES)}")
    palette = colours(theme)
    breaks = pd.DataFrame({"period": [], "why": []}) if breaks is None else breaks
    grid = _grid(figures["period"], breaks["period"])
    wide = figures.pivot(index="period", columns="area_label", values="value").reindex(grid)
    roles = figures.drop_duplicates("area_label").set_index("area_label")["role"]
    years = [str(label) for label in figures.drop_duplicates("period").set_index("period")["year_label"].reindex(grid).fillna("")]
    named = [label for role in _LINES if role != "other" for label in roles.index[roles == role]]
    styles = _styles(roles[named])
    lines = [_line(label, wide[label], *styles[label], years, unit, palette) for label in named]
    others = _others(wide[roles.index[roles == "other"]], years, unit, palette)
    notes = _ends(wide, {label: styles[label] for label in named}, palette)
    breaks = breaks[breaks["period"] > figures["period"].min()]
    layout = _layout(figures, unit, palette, title)
    layout["annotations"] = notes + [_break_note(row, palette) for row in breaks.itertuples()]
    layout["shapes"] = [_break_line(row, palette) for row in breaks.itertuples()]
    # Names stand beyond the last year, in the margin.
    layout["xaxis"]["range"] = [grid[0] - 0.4, grid[-1] + 0.3]
    layout["margin"]["r"] = 30 + 8 * max((len(label) for label in named), default=0)
    layout["hovermode"] = "closest" if others else "x unified"
    return go.Figure(data=others + lines, layout=layout)


def _grid(periods: pd.Series, starts: pd.Series) -> list[float]:
    """Every year, so that no line bridges one nobody measured, and half a year before each new series, where the pen is lifted."""
    first, last = periods.min(), periods.max()
    return sorted([*range(int(first), int(last) + 1), *(start - 0.5 for start in starts if first < start <= last)])


def _styles(roles: pd.Series) -> dict[str, tuple[str, str, int, str | None, str]]:
    """Line to (role, colour, width, dash, mark)."""
    chosen = [label for label, role in roles.items() if role == "chosen"]
    styles = {label: (role, *_LINES[role], "circle") for label, role in roles.items()}
    for place, label in enumerate(chosen):
        colour, mark = _CHOSEN[place % len(_CHOSEN)]
        styles[label] = ("chosen", colour, *_LINES["chosen"][1:], mark)
    return styles


def _line(
    label: str, values: pd.Series, role: str, colour: str, width: int, dash: str | None, mark: str,
    years: list[str], unit: str, palette: dict[str, str],
) -> dict:  # fmt: skip
    return {
        "type": "scatter",
        "x": values.index.tolist(),
        "y": values.tolist(),
        "text": years,
        "name": label,
        "mode": "lines+markers",
        "line": {"color": palette[colour], "width": width, "dash": dash},
        "marker": {"size": {"own": 9, "chosen": 8}.get(role, 6), "symbol": mark},
        "connectgaps": False,
        "hovertemplate": f"{label}: %{{y}} {unit}<extra>%{{text}}</extra>",
    }


def _others(wide: pd.DataFrame, years: list[str], unit: str, palette: dict[str, str]) -> list[dict]:
    """All light lines as one, with a gap between two: far quicker to draw than one each."""
    if wide.empty or not len(wide.columns):
        return []
    colour, width, _ = _LINES["other"]
    gap = wide.index.max() + 0.5
    grid = [*wide.index.tolist(), gap]
    return [
        {
            "type": "scatter",
            "x": grid * len(wide.columns),
            "y": wide.reindex(grid).to_numpy().T.ravel().tolist(),
            "text": [label for label in wide.columns for _ in grid],
            "customdata": [*years, ""] * len(wide.columns),
            "name": "others",
            "mode": "lines+markers",
            "line": {"color": palette[colour], "width": width},
            "marker": {"size": 3},
            "opacity": 0.6,
            "connectgaps": False,
            "hovertemplate": f"%{{text}}: %{{y}} {unit}<extra>%{{customdata}}</extra>",
        }
    ]


def _ends(wide: pd.DataFrame, styles: dict[str, tuple], palette: dict[str, str]) -> list[dict]:
    """Each line's name at its end, moved apart where two would touch (a name is about 7% of the height)."""
    values = wide.to_numpy()
    gap = ((pd.DataFrame(values).max().max() - pd.DataFrame(values).min().min()) or 1) * 0.07
    ends = [(known.iloc[-1], known.index[-1], label) for label in styles if not (known := wide[label].dropna()).empty]
    floor, notes = float("-inf"), []
    for value, period, label in sorted(ends):
        role, colour, *_ = styles[label]
        floor = max(value, floor + gap)
        text = f"<b>{label}</b>" if role in ("own", "chosen") else label
        notes.append(
            {
                "x": period, "y": floor, "text": text, "showarrow": False, "xanchor": "left", "xshift": 10,
                "font": {"color": palette[colour], "size": 14},
            }
        )  # fmt: skip
    return notes


def _break_line(row: object, palette: dict[str, str]) -> dict:
    line = {"color": palette["edge"], "width": 1.5, "dash": "dash"}
    return {"type": "line", "x0": row.period - 0.5, "x1": row.period - 0.5, "y0": 0, "y1": 1, "yref": "paper", "line": line}


def _break_note(row: object, palette: dict[str, str]) -> dict:
    font = {"color": palette["soft"], "size": 12}
    place = {"x": row.period - 0.5, "y": 1, "yref": "paper", "yanchor": "bottom"}
    return place | {"text": row.why, "showarrow": False, "font": font}


def _layout(figures: pd.DataFrame, unit: str, palette: dict[str, str], title: str | None) -> dict:
    labels = figures.drop_duplicates("period").sort_values("period")
    # "30 September 2016" is too long for a tick: the day stands once as the title, a school or financial year as 16/17.
    words = labels["year_label"].astype(str).str.rpartition(" ")
    ticks = words[2].str.replace(r"^20(\d\d)/", r"\1/", regex=True)
    layout = dressed(palette, 380) | {"title": {"text": title, "font": {"size": 16}} if title else None}
    layout["margin"] = {"l": 10, "t": 60 if title else 36, "b": 10}
    layout["xaxis"] |= {"tickvals": labels["period"].tolist(), "ticktext": ticks.tolist(), "showgrid": False}
    layout["xaxis"]["title"]["text"] = words[0].iloc[0]
    layout["yaxis"]["title"]["text"] = unit
    return layout


def dressed(palette: dict[str, str], height: int) -> dict:
    """The layout all our Plotly charts share: colours, letters, axes without a zero line, no legend; axes have no title yet."""
    axis = {"zeroline": False, "automargin": True, "linecolor": palette["edge"], "tickfont": {"color": palette["soft"], "size": 13}}
    title = {"font": {"color": palette["soft"], "size": 13}}
    return {
        "showlegend": False,
        "height": height,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": _FONT, "size": 14, "color": palette["ink"]},
        "hoverlabel": {"bgcolor": palette["raised"], "bordercolor": palette["edge"], "font": {"color": palette["ink"]}},
        "dragmode": False,
        "xaxis": {**axis, "gridcolor": palette["line"], "title": {**title}, "fixedrange": True},
        "yaxis": {**axis, "gridcolor": palette["line"], "title": {**title}, "fixedrange": True},
    }

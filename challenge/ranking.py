"""The region's authorities on one KPI, one below the other: where each stands on its scale, beside England, the region and
its neighbours. Ranks, shades and intervals arrive computed by SQL; only marks and places on paper are made here.
"""

from dataclasses import dataclass

import pandas as pd

from challenge import charts, wording
from challenge.links import View
from challenge.sheet import Node, el

# In pixels: names end where the track begins, figures stand behind it.
WIDTH = 600
TRACK = (222, 528)
ROW = 27
TOP = 52
# Few columns of many: rows of all are ten times slower to walk.
_DRAWN = [
    *("area", "area_name", "value", "comparable", "part_year", "regional_rank", "neighbour_mean", "interval_low", "interval_high"),
    "beyond",
]
_SHADED = ["text", "shade", "symbol", "href", "said"]
_SQUARES = {"worst", "worse", "redred"}
_TRIANGLES = {"high": "M0 -7L7 6H-7Z", "low": "M0 7L7 -6H-7Z"}


@dataclass(frozen=True)
class Scale:
    """From figures to places on the track; what lies beyond its ends is drawn at the end."""

    low: float
    high: float

    def __call__(self, value: float) -> float:
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return round(TRACK[0] + share * (TRACK[1] - TRACK[0]), 1)


def key(rows: pd.DataFrame, region: str, shades: Node) -> Node:
    """The marks that stand in the ranking of ``rows``, in words, after those of its ``shades`` (a ``rug.legend``)."""
    dashed = el("line", x1="50%", x2="50%", y1="4%", y2="96%", cls="region-line")
    marks = {
        "england": (charts.spine_key("england"), "England"),
        "region_value": (el("svg", dashed, cls="spine spine-key", aria_hidden="true"), region),
        "v25": (charts.spine_key("middle"), "middle half of England’s authorities"),
        "neighbour_mean": (charts.spine_key("neighbours"), "mean of its ten statistical neighbours"),
        "interval_low": (charts.spine_key("interval"), "95% interval"),
    }
    return el(
        "ul",
        shades[2:],
        [el("li", mark, el("span", words)) for column, (mark, words) in marks.items() if rows[column].notna().any()],
        cls="legend",
        aria_label="Marks of the ranking",
    )


def order(rows: pd.DataFrame) -> str:
    """In which order the authorities of ``rows`` stand: by rank where anybody has one, else by their figures alone."""
    return "From best to worst" if rows["regional_rank"].notna().any() else "From highest to lowest"


def notes(rows: pd.DataFrame) -> str | None:
    """What the ranking says in small print: who lies beyond it, what a part of a year is; None where nothing is to say."""
    far = beyond(rows[rows["kind"] == "authority"])
    said = [f"Beyond the ends of the scale, drawn as an arrow: {wording.listed(far)}."] if far else []
    if (rows["part_year"].eq(True) & rows["value"].notna()).any():
        said.append("* Part of a year, not compared with full years.")
    return " ".join(said) or None


def scale(rows: pd.DataFrame) -> Scale:
    """The scale for ``rows``: from their lowest to their highest mark, those that lie ``beyond`` left out."""
    within = rows[rows["beyond"].isna() & rows["comparable"].eq(True)]
    marks = within[["value", "england", "region_value", "neighbour_mean", "interval_low", "interval_high", "v25", "v75"]].stack()
    low, high = float(marks.min()), float(marks.max())
    room = (high - low) * 0.04 or 1.0
    return Scale(low - room, high + room)


def ranking(rows: pd.DataFrame, cells: pd.DataFrame, view: View, region: str, words: str) -> Node:
    """The drawing. rows: ``queries.kpi.ranking`` in its order. cells: ``shading.cells`` of the same rows.

    Each authority is a link to itself on this KPI; those ``chosen`` in the view are bold. ``words`` say what the whole shows. A
    figure that lies ``beyond`` stands at the end of its track as an arrow; one of part of a year, which compares with nothing here,
    not at all.
    """
    context = rows["polarity"].iloc[0] == "context"
    own = rows.assign(**{name: cells[name].tolist() for name in _SHADED if name != "said"}, said=cells["name"].tolist())
    england, regional = (own[own["kind"] == kind] for kind in ("england", "region"))
    own = own[own["kind"] == "authority"]
    place = scale(rows)
    chosen = set((view.chosen or "").split(","))
    bottom = TOP + len(own) * ROW
    good = rows["polarity"].iloc[0]
    left, right = {"low": ("← better", "worse →"), "high": ("← worse", "better →")}.get(good, ("← lower", "higher →"))
    return el(
        "svg",
        _middle(own, place, bottom),
        _upright("region", regional, place, 34, bottom, f"{region} ", _at(england, place)),
        _upright("england", england, place, 14, bottom, "England "),
        [
            _row(row, TOP + index * ROW, place, context, row.area in chosen)
            for index, row in enumerate(own[[*_DRAWN, *_SHADED]].itertuples())
        ],
        [
            el("text", left, x=TRACK[0], y=bottom + 18, cls="end"),
            el("text", right, x=TRACK[1], y=bottom + 18, text_anchor="end", cls="end"),
        ]
        if pd.notna(place.low)
        else None,
        cls="ranking",
        role="group",
        aria_label=words,
        view_box=f"0 0 {WIDTH} {bottom + 26}",
        width=str(WIDTH),
        height=str(bottom + 26),
    )


def _at(row: pd.DataFrame, place: Scale) -> float | None:
    return None if row.empty or pd.isna(row["value"].iloc[0]) else place(row["value"].iloc[0])


def _middle(own: pd.DataFrame, place: Scale, bottom: int) -> Node | None:
    known = own.dropna(subset=["v25", "v75"])
    if known.empty:
        return None
    left, right = place(known["v25"].iloc[0]), place(known["v75"].iloc[0])
    return el("rect", x=left, y=TOP - 6, width=round(right - left, 1), height=bottom - TOP + 6, cls="middle")


def _upright(cls: str, row: pd.DataFrame, place: Scale, y: int, bottom: int, name: str, beside: float | None = None) -> Node | None:
    """A figure as a line through all rows, named above it; on the far side of ``beside``, whose line would cross the name."""
    if row.empty or pd.isna(row["value"].iloc[0]):
        return None
    x, words = place(row["value"].iloc[0]), f"{name}{row['text'].iloc[0]}"
    right = beside is not None and x >= beside and x + len(words) * 7.5 <= WIDTH
    anchor = "middle" if beside is None else "start" if right else "end"
    at = x if beside is None else max(x - 4, beside + 6) if right else min(x + 4, beside - 6)
    return el(
        "g",
        el("line", x1=x, x2=x, y1=y + 4, y2=bottom, cls=cls),
        el("text", words, x=round(at, 1), y=y, text_anchor=anchor, cls="upright"),
    )


def _row(row: object, y: int, place: Scale, context: bool, chosen: bool) -> Node:
    middle = y + ROW / 2
    held = pd.notna(row.value) and row.comparable is True
    rank = f"{int(row.regional_rank)}" if pd.notna(row.regional_rank) and not context else ""
    name = el("text", row.area_name, x=34, y=middle + 4.5, cls="name chosen" if chosen else "name")
    neighbour = pd.notna(row.neighbour_mean) and held
    return el(
        "g",
        el("title", row.said),
        el("line", x1=0, x2=WIDTH, y1=y + ROW, y2=y + ROW, cls="between"),
        el("text", rank, x=24, y=middle + 4.5, text_anchor="end", cls="end") if rank else None,
        el("a", name, href=row.href, aria_label=row.said),
        el("line", x1=place(row.interval_low), x2=place(row.interval_high), y1=middle, y2=middle, cls="interval")
        if held and pd.notna(row.interval_low)
        else None,
        el("line", x1=place(row.neighbour_mean), x2=place(row.neighbour_mean), y1=middle - 8, y2=middle + 8, cls="neighbours")
        if neighbour
        else None,
        _mark(row.shade, row.value, row.beyond, middle, place) if held else None,
        el(
            "text",
            el("tspan", f"{row.symbol} ", cls="mark") if row.symbol else None,
            f"{row.text}*" if row.part_year is True and pd.notna(row.value) else row.text,
            x=WIDTH - 6,
            y=middle + 4.5,
            text_anchor="end",
            cls="figure" if held else "end",
        ),
    )


def _mark(shade: str, value: float, beyond: object, middle: float, place: Scale) -> Node:
    x = place(value)
    if isinstance(beyond, str):
        side = 1 if beyond == "high" else -1
        return el("path", d=f"M0 -7L{12 * side} 0L0 7Z", transform=f"translate({x} {middle})", cls=f"dot {shade}")
    if shade in _TRIANGLES:
        return el("path", d=_TRIANGLES[shade], transform=f"translate({x} {middle})", cls=f"dot {shade}")
    if shade in _SQUARES:
        return el("rect", x=round(x - 6, 1), y=middle - 6, width=12, height=12, cls=f"dot {shade}")
    return el("circle", cx=x, cy=middle, r=6.5, cls=f"dot {shade}")


def beyond(rows: pd.DataFrame) -> list[str]:
    """Who lies so far out that a picture draws them at its edge, with their figures; empty where nobody does."""
    out = rows[rows["beyond"].notna()]
    return (out["area_name"] + " " + wording.figures(out)).tolist()

"""Each KPI as a strip: the region's authorities as light dots between England's worst and best, a BPN's members large and named.

Positions and quarters arrive computed by SQL; only where a name finds room is decided here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from textwrap import wrap

import pandas as pd

from challenge import charts, wording
from challenge.marks import SHADES
from challenge.shading import GOOD_END
from challenge.sheet import Node, el

# In units of the drawing, which stretches as a whole, so that what finds room here finds it at every width.
WIDTH = 1120
TRACK = (275, 1085)
ROW = 17
LETTER = 6.5
GAP = 12
NAME_LETTERS = 34
NOTE_LETTERS = 40
WHY = "A strip needs England’s figures of the same full year: there are too few of them, or part of a year was returned."

_DRAWN = [
    *(
        "kpi",
        "name",
        "unit",
        "polarity",
        "area_name",
        "kind",
        "member",
        "band",
        "part_year",
        "text",
        "said",
        "england_text",
        "region_text",
    ),
    *("spot", "spot_region", "spot_q25", "spot_q75"),
]


@dataclass(frozen=True)
class Label:
    """A name and its dot: the dot's place, the row it stands in (1 is next above the strip, -1 next below), its two ends."""

    text: str
    at: float
    row: int
    left: float
    right: float

    @property
    def middle(self) -> float:
        """Where the middle of the name is."""
        return (self.left + self.right) / 2


def placed(names: Iterable[tuple[float, str]], low: float = TRACK[0] - 30, high: float = WIDTH) -> list[Label]:
    """A place for each of ``names`` (place of its dot, name), so that no two touch: by turns above and below, drawn apart sideways.

    Names of a row keep the order of their dots, so lines from dots to names do not cross; a second row above and below is taken
    only where one is too short.
    """
    order = sorted(names)
    width = sum(_wide(text) for _, text in order)
    rows = [row for distance in range(1, 2 + int(width * 0.6 // (high - low))) for row in (distance, -distance)]
    return [label for place, row in enumerate(rows) for label in _row(order[place :: len(rows)], row, low, high)]


def _row(names: list[tuple[float, str]], row: int, low: float, high: float) -> list[Label]:
    # Names that would touch are joined to a block, which lies where its dots lie on average.
    blocks: list[tuple[float, list[tuple[float, str]]]] = []
    for name in names:
        block = [name]
        start = _start(block, low, high)
        while blocks and blocks[-1][0] + _length(blocks[-1][1]) > start:
            block = blocks.pop()[1] + block
            start = _start(block, low, high)
        blocks.append((start, block))
    labels = []
    for start, block in blocks:
        for at, text in block:
            labels.append(Label(text, at, row, start + GAP / 2, start + _wide(text) - GAP / 2))
            start += _wide(text)
    return labels


def _wide(text: str) -> float:
    return len(text) * LETTER + GAP


def _length(block: list[tuple[float, str]]) -> float:
    return sum(_wide(text) for _, text in block)


def _start(block: list[tuple[float, str]], low: float, high: float) -> float:
    before, wanted = 0.0, 0.0
    for at, text in block:
        wanted += at - before - _wide(text) / 2
        before += _wide(text)
    return min(max(wanted / len(block), low), high - before)


def strips(cells: pd.DataFrame, region: str, hrefs: dict[str, str], words: str) -> Node:
    """One drawing of all KPIs of ``cells`` (rows of ``queries.bpn.cells``), each a strip with its name as a link.

    ``region`` is the region's name, ``hrefs`` leads from a KPI to its screen, ``words`` say what the whole drawing shows. A KPI on
    which no member has a place is left out: see `left_out`.
    """
    cells = cells[~cells["kpi"].isin(left_out(cells))]
    text = wording.or_status(wording.figures(cells), cells["status"])
    said = cells["area_name"] + " " + text + cells["unit_short"].map(wording.UNIT_AFTER).fillna("")
    said += (", " + cells["band"].map(wording.QUARTERS)).fillna("")
    beside = {"england_text": wording.figures(cells, "england"), "region_text": wording.figures(cells, "region_value")}
    shown = cells.assign(text=text, said=said, **beside)[_DRAWN]
    top, drawn = 30, []
    for _, rows in groupby(shown.itertuples(index=False), key=attrgetter("kpi")):
        height, strip = _strip(list(rows), region, hrefs)
        drawn.append(el("g", strip, transform=f"translate(0 {top})"))
        top += height
    return el(
        "svg",
        el("title", words),
        el("text", "← worse than England", x=TRACK[0], y=14, cls="end"),
        el("text", "England", x=_x(0.5), y=14, text_anchor="middle", cls="end"),
        el("text", "better than England →", x=TRACK[1], y=14, text_anchor="end", cls="end"),
        drawn,
        viewBox=f"0 0 {WIDTH} {top}",
        cls="strips",
        role="group",
        aria_label=words,
    )


def left_out(cells: pd.DataFrame) -> list[str]:
    """KPIs on whose strip no member would stand: too few of England's authorities have a figure, or part of a year was returned."""
    places = cells["spot"].where(cells["member"].astype(bool)).groupby(cells["kpi"], sort=False).count()
    return places.index[places == 0].tolist()


def key(bpn: str, region: str) -> Node:
    """The marks of a strip in words."""
    dot = el("svg", el("circle", cls="other", cx="50%", cy="50%", r="4"), cls="spine spine-key", aria_hidden="true")
    square = el("rect", cls="member worst", x="4", y="2.5", width="13", height="13")
    worst = el("svg", square, cls="spine spine-key", aria_hidden="true")
    marks = [
        (charts.spine_key("own", "best"), f"{bpn} BPN’s members: best quarter of England"),
        (charts.spine_key("own", "second"), "second"),
        (charts.spine_key("own", "third"), "third"),
        (worst, "worst quarter"),
        (charts.spine_key("own"), "context, or no quarter"),
        (dot, f"other authorities of {wording.the(region)}"),
        (charts.spine_key("england"), "England"),
        (charts.spine_key("region"), region),
        (charts.spine_key("middle"), "middle half of England’s authorities"),
    ]
    return el("ul", [el("li", mark, el("span", said)) for mark, said in marks], cls="legend", aria_label="What the marks mean")


def _x(spot: float) -> float:
    return round(TRACK[0] + min(max(spot, 0.0), 1.0) * (TRACK[1] - TRACK[0]), 1)


def _strip(rows: list, region: str, hrefs: dict[str, str]) -> tuple[int, list]:
    """Height of one KPI's strip, and what is drawn in it from its own top. ``rows``: the KPI's cells, as tuples of _DRAWN."""
    first = rows[0]
    members = [row for row in rows if row.member]
    standing = [row for row in members if pd.notna(row.spot)]
    others = [row for row in rows if row.kind == "authority" and not row.member and pd.notna(row.spot)]
    labels = placed((_x(row.spot), row.area_name) for row in standing)
    above, below = (max([1, *(side * label.row for label in labels)]) for side in (1, -1))
    name, small = wrap(first.name, NAME_LETTERS), _notes(first, [row for row in members if pd.isna(row.spot)])
    middle = max(above * ROW + 20, len(name) * 9 + len(small) * 8)
    height = middle + max(below * ROW + 18, len(name) * 9 + len(small) * 8 + 6)
    start = middle - (len(name) * 17 + len(small) * 15) / 2 + 12
    heading = [el("text", line, x=0, y=start + 17 * place, cls="kpi") for place, line in enumerate(name)]
    notes = [el("text", line, x=0, y=start + 17 * len(name) + 15 * place, cls="note") for place, line in enumerate(small)]
    marks = [
        el("rect", x=TRACK[0], y=middle - 5, width=TRACK[1] - TRACK[0], height=10, rx=2, cls="track"),
        _half(standing[0], middle),
        el("line", x1=_x(0.5), x2=_x(0.5), y1=middle - 12, y2=middle + 12, cls="england"),
        [_dot(row, middle) for row in others],
        [_leader(label, middle) for label in labels],
        _diamond(standing[0], middle, region),
        [_member(row, middle) for row in standing],
        [
            el("text", label.text, x=round(label.middle, 1), y=_baseline(label.row, middle), text_anchor="middle", cls="name")
            for label in labels
        ],
    ]
    beside = f"England {standing[0].england_text or 'not known'}, {region} {standing[0].region_text or 'not known'}"
    order = sorted(standing, key=attrgetter("spot")) + [row for row in members if row not in standing]
    words = f"{first.name}: {beside}; {'; '.join(row.said for row in order)}"
    return height, [
        el("line", x1=0, x2=WIDTH, y1=0, y2=0, cls="between"),
        el("a", heading, href=hrefs[first.kpi]),
        notes,
        el("g", marks, role="img", aria_label=words),
    ]


def _notes(first: object, absent: list) -> list[str]:
    """Unit, good end, and who has no place, in lines that fit beside the strip."""
    context = first.polarity == "context"
    end = "context: ← lower, higher →" if context else GOOD_END[first.polarity]
    both = f"{first.unit}, {end}"
    said = [both] if len(both) <= NOTE_LETTERS and not context else [first.unit, end]
    gone = [f"{row.area_name} {row.text}{' part-year' if row.part_year is True else ''}" for row in absent]
    said += [f"not placed: {', '.join(gone)}"] if gone else []
    return [line for words in said for line in wrap(words, NOTE_LETTERS)]


def _half(row: object, middle: float) -> Node | None:
    if pd.isna(row.spot_q25) or pd.isna(row.spot_q75):
        return None
    left, right = sorted((_x(row.spot_q25), _x(row.spot_q75)))
    return el("rect", x=left, y=middle - 5, width=round(right - left, 1), height=10, cls="middle")


def _diamond(row: object, middle: float, region: str) -> Node | None:
    if pd.isna(row.spot_region):
        return None
    path = el("path", d="M0 -7L7 0L0 7L-7 0Z", cls="region", transform=f"translate({_x(row.spot_region)} {middle})")
    return el("g", el("title", f"{region} {row.region_text}"), path)


def _dot(row: object, middle: float) -> Node:
    return el("circle", el("title", row.said), cx=_x(row.spot), cy=middle, r=4, cls="other")


def _member(row: object, middle: float) -> Node:
    shade = SHADES[row.band] if isinstance(row.band, str) else "plain"
    title = el("title", row.said)
    if shade == "worst":
        return el("rect", title, x=round(_x(row.spot) - 6.5, 1), y=middle - 6.5, width=13, height=13, cls="member worst")
    return el("circle", title, cx=_x(row.spot), cy=middle, r=7, cls=f"member {shade}")


def _leader(label: Label, middle: float) -> Node:
    side = 1 if label.row > 0 else -1
    return el(
        "line",
        x1=label.at,
        x2=round(label.middle, 1),
        y1=middle,
        y2=middle - side * (15 + ROW * (abs(label.row) - 1)),
        cls="leader",
    )


def _baseline(row: int, middle: float) -> float:
    return middle - 18 - ROW * (row - 1) if row > 0 else middle + 26 + ROW * (-row - 1)

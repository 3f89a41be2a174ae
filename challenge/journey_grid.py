"""The improvement grid of a whole region as one drawing: a track for each authority and enabler, with its own placement and
another's on it; and how the placements spread over the positions of each enabler."""

from textwrap import wrap

import pandas as pd

from challenge import journey_words, wording
from challenge.links import View
from challenge.sheet import Node, el

# In units of the drawing, which stretches as a whole.
WIDTH, NAME, HEAD, ROW, HEADING = 1120, 192, 42, 30, 34
STEP, INSET, MIDDLE = 24, 18, 18
NAME_LETTERS, SMALL_LETTERS = 26, 17
BARS, BAR = 64, 15
SCALE = "left to right: poor to fair, between, fair to good, between, good to great"
AXES = f"Up: own placements. Down: the other’s. Each axis, {SCALE}."
HEADS = {"preliminary": "group", "agreed": "forum"}

_DRAWN = [
    *("area", "area_name", "enabler", "enabler_name", "short_name", "apart", "other_gap"),
    *("self_state", "self_position", "other_state", "other_position"),
]
Groups = list[tuple[str | None, str | None, list[str]]]


def by_area(cells: pd.DataFrame) -> dict[str, list]:
    """The cells that are drawn and worded, as tuples by authority. cells: rows of ``queries.journey.cells``."""
    found: dict[str, list] = {}
    for cell in cells[_DRAWN].itertuples(index=False):
        found.setdefault(cell.area, []).append(cell)
    return found


def grid(rows: dict[str, list], groups: Groups, view: View, against: str, names: dict[int, str], words: str) -> Node:
    """rows: as `by_area` gives them; groups: (heading, its address or None, authorities in their order); names: of the
    five positions; words: what the whole drawing shows. An authority's name leads to its own view, a cell to its history there."""
    first = next(iter(rows.values()), [])
    column = (WIDTH - NAME) / max(len(first), 1)
    heads = _heads(first, column)
    top, drawn = HEAD, []
    # One stop for Tab: arrow keys lead on (journey.js).
    stop = next((areas[0] for _, _, areas in groups if areas), None)
    for heading, href, areas in groups:
        if heading:
            text = el("text", heading, x=0, y=top + 23, cls="h")
            drawn.append(el("a", text, href=href) if href else text)
            top += HEADING
        for area in areas:
            drawn.append(el("g", _row(rows[area], column, view, against, names, area == stop), transform=f"translate(0 {top})"))
            top += ROW
    return el(
        "svg",
        heads,
        drawn,
        viewBox=f"0 0 {WIDTH} {top + 4}",
        cls="journey",
        role="group",
        aria_label=words,
        data_columns=len(first),
    )


def legend(against: str) -> Node:
    """The marks of the drawing in words."""
    other = {"preliminary": "the group’s, preliminary", "agreed": "agreed after the forum"}[against]
    who = journey_words.ACTS[against]
    marks = [
        (el("circle", cx=11, cy=9, r=6, cls="o"), "the authority’s own placement"),
        (el("path", d=_diamond(11, 9, 6), cls="g"), other),
        ([el("circle", cx=11, cy=9, r=6.5, cls="o"), el("path", d=_diamond(11, 9, 4), cls="g")], "both at the same position"),
        (el("path", d="M1 9h20", cls="b"), "one position apart"),
        (el("path", d="M1 9h20", cls="b far"), "a stage or more apart"),
        (el("path", d="M1 9h20", cls="t none"), f"the authority has said nothing yet (without a diamond: {who})"),
    ]
    items = [el("li", el("svg", mark, cls="journey spine-key", aria_hidden="true"), el("span", said)) for mark, said in marks]
    return el("ul", items, el("li", el("span", f"Each track, {SCALE}")), cls="legend", aria_label="What the marks mean")


def _heads(first: list, column: float) -> list[Node]:
    found = []
    for place, cell in enumerate(first):
        lines = wrap(cell.short_name, SMALL_LETTERS)
        at = NAME + column * place + INSET + 2 * STEP
        found += [
            el("text", line, x=_n(at), y=HEAD - 8 - 15 * (len(lines) - 1 - number), cls="k") for number, line in enumerate(lines)
        ]
    return found


def _row(cells: list, column: float, view: View, against: str, names: dict[int, str], stop: bool) -> list[Node]:
    area, name = cells[0].area, cells[0].area_name
    lines = wrap(name, NAME_LETTERS)[:2]
    baseline = MIDDLE + 5 - 7 * (len(lines) - 1)
    label = [el("text", line, x=0, y=baseline + 14 * number) for number, line in enumerate(lines)]
    whole = "".join(_track(NAME + column * place + INSET) for place, cell in enumerate(cells) if cell.self_state == "placed")
    return [
        el("a", label, href=view.link(area=area)),
        el("path", d=whole, cls="t") if whole else None,
        [_cell(cell, NAME + column * place, column, view, against, names, stop and not place) for place, cell in enumerate(cells)],
    ]


def _track(x: float) -> str:
    return f"M{_n(x)} {MIDDLE}h{4 * STEP}m-{4 * STEP}-4v8" + f"m{STEP}-8v8" * 4


def _cell(cell: object, left: float, column: float, view: View, against: str, names: dict[int, str], stop: bool) -> Node:
    own = int(cell.self_position) if cell.self_state == "placed" else None
    other = int(cell.other_position) if cell.other_state == "placed" else None
    kind = "none" if cell.self_state == "none" else "quiet"
    return el(
        "a",
        el("title", said(cell, against, names)),
        el("rect", width=_n(column), height=ROW, cls="c"),
        el("path", d=_track(INSET) if other else f"M{INSET} {MIDDLE}h{4 * STEP}", cls=f"t {kind}") if own is None else None,
        _marks(own, other, bool(cell.apart)),
        _words(cell.self_state, cell.other_state, HEADS[against]),
        href=view.link(area=cell.area, enabler=cell.enabler),
        tabindex="0" if stop else "-1",
        transform=f"translate({_n(left)})",
    )


def said(cell: object, against: str, names: dict[int, str]) -> str:
    """One cell in words, as it is read out: ``Bury, Partners: itself good to great, the group fair to good: a stage lower``."""
    own = wording.lower_first(journey_words.placed(cell.self_state, cell.self_position, names))
    other = wording.lower_first(journey_words.placed(cell.other_state, cell.other_position, names))
    apart = journey_words.difference(cell.other_gap)
    return f"{cell.area_name}, {cell.short_name}: itself {own}, {journey_words.ACTS[against]} {other}" + (
        f": {apart}" if apart else ""
    )


def _marks(own: int | None, other: int | None, apart: bool) -> list[Node | None]:
    here, there = (None if position is None else INSET + STEP * (position - 1) for position in (own, other))
    both = here is not None and there is not None
    return [
        el("path", d=f"M{here} {MIDDLE}H{there}", cls="b far" if apart else "b") if both and here != there else None,
        el("circle", cx=here, cy=MIDDLE, r=6.5, cls="o") if own else None,
        el("path", d=_diamond(there, MIDDLE, 4 if here == there else 6.5), cls="g") if other else None,
    ]


def _words(own: str, other: str, who: str) -> Node | None:
    """What is said in place of a mark: over the track where the other has one, in its middle where nobody has."""
    centre = INSET + 2 * STEP
    if own == "placed":
        return el("text", f"{who}: not placed", x=centre, y=8, cls="w") if other == "not_placed" else None
    itself = {"not_placed": "not placed", "none": "nothing yet"}[own]
    if other == "placed":
        return el("text", f"itself: {itself}", x=centre, y=8, cls="w")
    if other == "not_placed":
        itself = "both: not placed" if own == "not_placed" else f"{who}: not placed"
    return el("text", itself, x=centre, y=MIDDLE + 4, cls="w")


def _diamond(x: float, y: float, r: float) -> str:
    return f"M{_n(x)} {_n(y - r)}l{_n(r)} {_n(r)}-{_n(r)} {_n(r)}-{_n(r)}-{_n(r)}z"


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def spread(enablers: pd.DataFrame, against: str, words: str) -> Node:
    """How many stand at each position of each enabler: own placements as bars up, the other's as bars down, each with its count.

    enablers: rows of ``queries.journey.counts``, one an enabler in their order, with ``short_name``."""
    column = (WIDTH - NAME) / max(len(enablers), 1)
    counts = [
        [int(row[f"{side}_{position}"]) for side in ("own", "other") for position in range(1, 6)] for _, row in enablers.iterrows()
    ]
    most = max(max(row) for row in counts) or 1
    axis = HEAD + 16 + BARS
    drawn = _heads(list(enablers.itertuples()), column)
    for place, row in enumerate(counts):
        left = NAME + column * place + INSET
        drawn.append(el("path", d=f"M{_n(left - 10)} {axis}h{4 * STEP + 20}", cls="t"))
        for side, own in ((row[:5], True), (row[5:], False)):
            for step, count in enumerate(side):
                drawn += _bar(left + STEP * step, axis, count, BARS * count / most, own)
    other = {"preliminary": ["the group’s,", "preliminary"], "agreed": ["agreed after", "the forum"]}[against]
    sides = [
        el("text", "own placements", x=0, y=axis - 26),
        [el("text", line, x=0, y=axis + 26 + 16 * number) for number, line in enumerate(other)],
    ]
    return el("svg", sides, drawn, viewBox=f"0 0 {WIDTH} {axis + BARS + 20}", cls="journey", role="img", aria_label=words)


def _bar(x: float, axis: float, count: int, height: float, own: bool) -> list[Node]:
    if not count:
        return [el("text", "0", x=_n(x), y=_n(axis - 4 if own else axis + 13), cls="n zero")]
    return [
        el(
            "rect",
            x=_n(x - BAR / 2),
            y=_n(axis - height if own else axis),
            width=BAR,
            height=_n(height),
            cls="o" if own else "g",
        ),
        el("text", str(count), x=_n(x), y=_n(axis - height - 4 if own else axis + height + 13), cls="n"),
    ]


def track(cell: object) -> Node:
    """One cell's track alone, for a table whose words say the same."""
    own = int(cell.self_position) if cell.self_state == "placed" else None
    other = int(cell.other_position) if cell.other_state == "placed" else None
    kind = "t" if own else "t none" if cell.self_state == "none" else "t quiet"
    line = el("path", d=_track(INSET) if own or other else f"M{INSET} {MIDDLE}h{4 * STEP}", cls=kind)
    width = 4 * STEP + 2 * INSET
    return el("svg", line, _marks(own, other, bool(cell.apart)), viewBox=f"0 4 {width} 28", cls="journey one", aria_hidden="true")

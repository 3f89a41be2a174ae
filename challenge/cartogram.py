"""The tile map of a region: one square per authority, placed as on the map, each with its figure and shaded like the rug.

Shades, symbols, words and links arrive made by `shading.cells`; where each square stands is reference data.
"""

from collections.abc import Sequence

import pandas as pd

from challenge.rug import SHADES
from challenge.sheet import Node, el

_GAP = 4
_LARGE = 80
_NEEDED = "area area_name column row label text shade symbol name href"
# Width of a letter, in parts of the font's size, by how wide it is drawn; what stands in no group is of the middle width.
_WIDTHS = {
    letter: width
    for width, letters in ((0.27, "ijl.,’'I"), (0.38, "frt-( )"), (0.63, "CDGHKNOQRU&"), (0.8, "mwMW"))
    for letter in letters
}
_MIDDLE = 0.54


def placed(cells: pd.DataFrame, tiles: pd.DataFrame, chosen: Sequence[str] = ()) -> pd.DataFrame:
    """The authorities among `cells` with their places, in reading order.

    cells: `shading.cells` of one KPI. tiles: `queries.frame.tiles` (area, area_name, column, row, label). Areas without a tile
    (England, the region) are left out. `chosen` areas are outlined. Raises ValueError for two cells of one area.
    """
    if cells["area"].duplicated().any():
        raise ValueError(f"two cells for {cells.loc[cells['area'].duplicated(), 'area'].iloc[0]}: a tile map shows one KPI")
    frame = tiles.merge(cells, on="area").sort_values(["row", "column"])
    return frame.assign(chosen=frame["area"].isin(list(chosen)))


def cartogram(frame: pd.DataFrame, caption: str, side: int = 92) -> Node:
    """The tile map as an svg, as large as its squares of `side` px need, and narrower where the page is.

    frame: area, area_name, column, row (whole numbers from 1), label (a short name), text (the figure, or the status's short word),
    shade (one of `rug.SHADES`), symbol, name (read out, e.g. "Bury, caseload, 20.5 cases per FTE, worst quarter"), href ('' for
    none), and where they are known more (added to the name on hover) and chosen (outlined). `caption` names the whole.

    Raises ValueError for a missing column, an unknown shade, or two squares in one place.
    """
    if missing := [column for column in _NEEDED.split() if column not in frame.columns]:
        raise ValueError(f"the tile map lacks {', '.join(missing)}")
    if unknown := set(frame["shade"]) - set(SHADES):
        raise ValueError(f"unknown shade {sorted(unknown)}. Try one of: {', '.join(SHADES)}")
    if (twice := frame.duplicated(["column", "row"], keep=False)).any():
        raise ValueError(f"in one place: {', '.join(frame.loc[twice, 'area'])}")
    step = side + _GAP
    left, top = frame[["column", "row"]].min() if len(frame) else (1, 1)
    across, down = (frame["column"].max() - left + 1, frame["row"].max() - top + 1) if len(frame) else (1, 1)
    width, height = across * step + _GAP, down * step + _GAP
    squares = [
        _square(square, (square.column - left) * step + _GAP, (square.row - top) * step + _GAP, side)
        for square in frame.itertuples()
    ]
    return el(
        "svg",
        squares,
        cls="cartogram",
        role="group",
        aria_label=caption,
        view_box=f"0 0 {width} {height}",
        width=str(width),
        height=str(height),
    )


def _square(square: object, x: int, y: int, side: int) -> Node:
    size = min(max(side * 0.145, 11.0), 13.5)
    figure = max(side * 0.21, 14.5)
    lines = fitted(square.area_name, square.label, (side - 6) / size, 3 if side >= _LARGE else 2)
    cls = f"tile shade-{square.shade}" + (" chosen" if getattr(square, "chosen", False) else "")
    attributes = {"cls": cls, "transform": f"translate({x} {y})"}
    return el(
        "a" if square.href else "g",
        el("title", f"{square.name} · {more}" if (more := getattr(square, "more", "")) else square.name),
        el("rect", cls="ground", width=side, height=side, rx=5),
        el("path", cls="stripes", d=_stripes(side)) if square.shade == "none" else None,
        el("rect", cls="edge", x=1.5, y=1.5, width=side - 3, height=side - 3, rx=4),
        [
            el("text", line, cls="who", x=f"{side / 2:g}", y=f"{size * (1.25 + 1.05 * index):.1f}", style=f"--size: {size:.1f}px")
            for index, line in enumerate(lines)
        ],
        el(
            "text",
            el("tspan", square.symbol, cls="mark") if square.symbol else None,
            f" {square.text}" if square.symbol else square.text,
            cls="figure",
            x=f"{side / 2:g}",
            y=f"{side - size * 0.62:.1f}",
            style=f"--size: {figure:.1f}px",
        ),
        href=square.href or None,
        aria_label=square.name if square.href else None,
        **attributes,
    )


def fitted(name: str, label: str, room: float, at_most: int = 2) -> list[str]:
    """`name` on `at_most` lines of `room` (in parts of the font's size), or else `label` on as few as it needs."""
    lines = _wrapped(name, room)
    return lines if len(lines) <= at_most and all(_width(line) <= room for line in lines) else _wrapped(label, room)


def _wrapped(words: str, room: float) -> list[str]:
    lines: list[str] = []
    for word in words.split():
        if lines and _width(f"{lines[-1]} {word}") <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _width(text: str) -> float:
    return sum(_WIDTHS.get(letter, _MIDDLE) for letter in text)


def _stripes(side: int) -> str:
    """Slanted lines over the square, for a square without a figure; they end before its edge, so that their width stays inside."""
    inner = side - 3
    ends = range(8, 2 * inner, 10)
    lines = ((max(end - inner, 0) + 1.5, min(end, inner) + 1.5) for end in ends)
    return "".join(f"M{near:g} {far:g}L{far:g} {near:g}" for near, far in lines)

"""The rug: areas down, KPIs across, each cell a figure, a symbol and a shade by the chosen comparison.

`rug` turns three DataFrames into columnar lists; `rug.js` builds the table from them. Nothing here decides who is better:
shade, symbol and words arrive decided by the rules in SQL and by `wording.py`.
"""

import pandas as pd

from challenge.sheet import Node, el, show

SHADES = (
    "plain", "best", "second", "third", "worst", "high", "low", "quiet", "none", "same", "better", "worse", "redred", "greengreen",
)  # fmt: skip

_CONTEXT = (("high", "▲", "context: {share} or more above England"), ("low", "▽", "as far below"))
_JUDGED = {"best", "second", "third", "worst", "better", "worse", "redred", "greengreen"}
_NONE = ("none", "", "no figure")


def _quarters(where: str) -> list[tuple[str, str, str]]:
    return [
        ("best", "●", f"best quarter of {where}"),
        ("second", "", "second"),
        ("third", "", "third"),
        ("worst", "■", "worst quarter"),
        *_CONTEXT,
        _NONE,
    ]


def _sides(of: str) -> list[tuple[str, str, str]]:
    return [
        ("better", "●", f"better than {of} by more than a meaningful change"),
        ("same", "", "about the same"),
        ("worse", "■", f"worse than {of}"),
        ("high", "▲", f"context: higher than {of}"),
        ("low", "▽", "lower"),
        _NONE,
    ]


# comparison → (shade, symbol, words), in the order a reader meets them.
LEGENDS: dict[str, list[tuple[str, str, str]]] = {
    "england": _quarters("England’s authorities"),
    "region": _quarters("the region’s authorities"),
    "against-england": _sides("England"),
    "against-neighbours": _sides("ten statistical neighbours"),
    "direction": [
        ("better", "↗", "improved by more than a meaningful change"),
        ("same", "→", "about the same"),
        ("worse", "↘", "worsened"),
        ("high", "▲", "context: rose"),
        ("low", "▽", "fell"),
        ("none", "", "no change can be read: no figure, a year missing, or a break"),
    ],
    "worse-and-worsening": [
        ("redred", "■", "worse than England and worsening"),
        ("greengreen", "●", "better than England and improving"),
        ("quiet", "", "neither"),
        _NONE,
    ],
}


def legend(comparison: str, share: str = "10%", polarity: str | None = None, compared: bool = True) -> Node:
    """The legend of `comparison` (a key of LEGENDS) as a list of swatches and words. KeyError for another.

    `share` is how far above or below England a context KPI must stand to be marked. `polarity` of the one KPI that is shown leaves
    out what cannot occur: a context KPI is never best or worst, another never merely high or low. `compared` is whether any figure
    is (`shading.compared`): where none is, no shade of the comparison is explained.
    """
    never = set() if polarity is None else _JUDGED if polarity == "context" else {"high", "low"}
    meant = LEGENDS[comparison] if compared else _uncompared(comparison, polarity)
    return el(
        "ul",
        [
            el("li", el("span", symbol, cls=f"swatch shade-{shade}", aria_hidden="true"), el("span", words.format(share=share)))
            for shade, symbol, words in meant
            if shade not in never
        ],
        cls="legend",
        aria_label="Legend",
    )


def _uncompared(comparison: str, polarity: str | None) -> list[tuple[str, str, str]]:
    if comparison == "direction":
        return LEGENDS[comparison][-1:]
    quarters = comparison in ("england", "region") and polarity != "context"
    return [("quiet", "", "figure, quarter not known" if quarters else "figure, not compared"), _NONE]


def rug(columns: pd.DataFrame, rows: pd.DataFrame, cells: pd.DataFrame, caption: str) -> dict:
    """Columnar data of one rug, ready for `mount`.

    columns: kpi, short_name, good_end ("low is good" | "high is good" | "context"), year_label, group, group_href, href, name,
    about and england (what its cells say beyond their name); in order, KPIs of a group together. Optional `sorted` (bool): the rows
    stand in this KPI's order.
    rows: area, label, kind (england | region | authority), group (label or None), group_href, href; in order.
    cells: area, kpi, text, shade (one of SHADES), symbol, name (what a screen reader says), more (what it may say further), href;
    at most one per area and KPI, any order. A pair without a cell shows a dash, shaded as missing.

    Raises ValueError for a missing column, an unknown shade or two cells in one place.
    """
    _require(columns, "columns", "kpi short_name good_end year_label group group_href href name about england")
    _require(rows, "rows", "area label kind group group_href href")
    _require(cells, "cells", "area kpi text shade symbol name more href")
    if unknown := set(cells["shade"].dropna()) - set(SHADES):
        raise ValueError(f"unknown shade {sorted(unknown)}. Try one of: {', '.join(SHADES)}")
    if cells.duplicated(["area", "kpi"]).any():
        twice = cells.loc[cells.duplicated(["area", "kpi"]), ["area", "kpi"]].iloc[0].tolist()
        raise ValueError(f"two cells for {twice}")

    found = {place: index for index, place in enumerate(zip(cells["area"], cells["kpi"], strict=True))}
    order = [found.get((area, kpi)) for area in rows["area"] for kpi in columns["kpi"]]
    text, shade, symbol, name, more, href = (
        [empty if index is None else values[index] for index in order] for values, empty in _cell_lists(cells)
    )
    # 500 addresses differ only at their ends: sending the shared beginning once halves the payload.
    shared = _beginning([address for address in href if address])
    return {
        "caption": caption,
        "columns": _lists(columns, "short_name good_end year_label group group_href href name about england sorted"),
        "rows": _lists(rows, "label kind group group_href href"),
        "shades": list(SHADES),
        "shared": shared,
        "cells": {
            "text": text,
            "shade": [SHADES.index(one) for one in shade],
            "symbol": symbol,
            "name": name,
            "more": more,
            "href": [address[len(shared) :] if address else None for address in href],
        },
    }


def _cell_lists(cells: pd.DataFrame) -> list[tuple[list, str]]:
    """Each column of the cells as a list, with what stands where there is no cell."""
    empty = {"text": "–", "shade": "none", "symbol": "", "name": "", "more": "", "href": ""}
    return [(cells[name].fillna(blank).tolist(), blank) for name, blank in empty.items()]


def mount(data: dict, key: str) -> None:
    """Show the rug made by `rug`; `key` names it on the screen. Its cells and headings are links, as in `sheet`."""
    show("rug", data, key)


def _require(frame: pd.DataFrame, name: str, wanted: str) -> None:
    if missing := [column for column in wanted.split() if column not in frame.columns]:
        raise ValueError(f"{name} lacks {', '.join(missing)}")


def _lists(frame: pd.DataFrame, names: str) -> dict[str, list]:
    return {
        name: [None if value is None or value != value else value for value in frame[name].tolist()]
        for name in names.split()
        if name in frame.columns
    }


def _beginning(texts: list[str]) -> str:
    """What all of `texts` begin with. The first and the last in order differ soonest, so no other need be looked at."""
    if not texts:
        return ""
    first, last = min(texts), max(texts)
    apart = (place for place, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1])
    return first[: next(apart, min(len(first), len(last)))]

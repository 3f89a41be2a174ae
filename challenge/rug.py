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
_NONE = ("none", "", "not published, suppressed or not returned")


def _quarters(where: str) -> list[tuple[str, str, str]]:
    return [
        ("best", "●", f"best quarter of {where}"),
        ("second", "", "second"),
        ("third", "", "third"),
        ("worst", "■", f"worst quarter of {where}"),
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


def legend(comparison: str, share: str = "10%") -> Node:
    """The legend of `comparison` (a key of LEGENDS) as a list of swatches and words. KeyError for another.

    `share` is how far above or below England a context KPI must stand to be marked.
    """
    return el(
        "ul",
        [
            el("li", el("span", symbol, cls=f"swatch shade-{shade}", aria_hidden="true"), el("span", words.format(share=share)))
            for shade, symbol, words in LEGENDS[comparison]
        ],
        cls="legend",
        aria_label="Legend",
    )


def rug(columns: pd.DataFrame, rows: pd.DataFrame, cells: pd.DataFrame, caption: str) -> dict:
    """Columnar data of one rug, ready for `mount`.

    columns: kpi, short_name, good_end ("low is good" | "high is good" | "context"), year_label, group, group_href, href, name; in
    order, KPIs of a group together. Optional `sorted` (bool): the rows stand in this KPI's order.
    rows: area, label, kind (england | region | authority), group (label or None), group_href, href; in order.
    cells: area, kpi, text, shade (one of SHADES), symbol, title, name, href; at most one per area and KPI, any order. A pair
    without a cell shows a dash, shaded as missing.

    Raises ValueError for a missing column, an unknown shade or two cells in one place.
    """
    _require(columns, "columns", "kpi short_name good_end year_label group group_href href name")
    _require(rows, "rows", "area label kind group group_href href")
    _require(cells, "cells", "area kpi text shade symbol title href")
    if unknown := set(cells["shade"].dropna()) - set(SHADES):
        raise ValueError(f"unknown shade {sorted(unknown)}. Try one of: {', '.join(SHADES)}")
    if cells.duplicated(["area", "kpi"]).any():
        twice = cells.loc[cells.duplicated(["area", "kpi"]), ["area", "kpi"]].iloc[0].tolist()
        raise ValueError(f"two cells for {twice}")

    places = pd.MultiIndex.from_product([rows["area"], columns["kpi"]], names=["area", "kpi"])
    grid = cells.set_index(["area", "kpi"]).reindex(places)
    grid = grid.fillna({"text": "–", "shade": "none", "symbol": "", "title": "", "href": ""})
    # 500 addresses differ only at their ends: sending the shared beginning once halves the payload.
    shared = _beginning(grid["href"][grid["href"] != ""])
    return {
        "caption": caption,
        "columns": _lists(columns, "short_name good_end year_label group group_href href name sorted"),
        "rows": _lists(rows, "label kind group group_href href"),
        "shades": list(SHADES),
        "shared": shared,
        "cells": {
            "text": grid["text"].astype(str).tolist(),
            "shade": pd.Categorical(grid["shade"], categories=SHADES).codes.tolist(),
            "symbol": grid["symbol"].tolist(),
            "title": grid["title"].tolist(),
            "href": grid["href"].str.slice(start=len(shared)).astype(object).where(grid["href"] != "", None).tolist(),
        },
    }


def mount(data: dict, key: str) -> None:
    """Show the rug made by `rug`; `key` names it on the screen. Its cells and headings are links, as in `sheet`."""
    show("rug", data, key)


def _require(frame: pd.DataFrame, name: str, wanted: str) -> None:
    if missing := [column for column in wanted.split() if column not in frame.columns]:
        raise ValueError(f"{name} lacks {', '.join(missing)}")


def _lists(frame: pd.DataFrame, names: str) -> dict[str, list]:
    chosen = frame[[name for name in names.split() if name in frame.columns]].astype(object)
    return chosen.where(chosen.notna(), None).to_dict("list")


def _beginning(texts: pd.Series) -> str:
    """What all of `texts` begin with. The first and the last in order differ soonest, so no other need be looked at."""
    if texts.empty:
        return ""
    first, last = texts.min(), texts.max()
    apart = (place for place, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1])
    return first[: next(apart, min(len(first), len(last)))]

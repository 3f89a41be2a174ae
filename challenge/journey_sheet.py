"""The improvement journey of a region in tables: every cell in words, how placements spread, by BPN, who is not placed, and what
rests on nothing that was said."""

from collections.abc import Callable

import pandas as pd

from challenge import journey_words, wording
from challenge.journey_words import ACTS, HEADS, difference, middle, placed
from challenge.links import View
from challenge.sheet import Node, el

# A list quotes the beginning of a long line; the authority's own view has the whole.
QUOTED = 320
FILE = (
    *("area", "area_name", "bpn_name", "enabler", "enabler_name"),
    *(
        f"{kind}_{part}"
        for kind in ("self", "preliminary", "agreed")
        for part in ("state", "position", "position_name", "evidence")
    ),
    *("preliminary_gap", "agreed_gap"),
)


def table(heads: tuple[str, ...], body: list[Node], caption: str, figures: tuple[int, ...] = ()) -> Node:
    """A table in its frame; figures: which columns hold numbers."""
    head = [el("th", text, scope="col", cls="num" if place in figures else None) for place, text in enumerate(heads)]
    return el("div", el("table", el("caption", caption), el("thead", el("tr", head)), body, cls="table grid"), cls="scroll")


def every_cell(rows: dict[str, list], groups: list, view: View, against: str, names: dict[int, str], caption: str) -> Node:
    """All cells of the drawing in words, by authority in the drawing's order. rows: as ``journey_grid.by_area`` gives them."""
    body = []
    for area in (area for _, _, areas in groups for area in areas):
        first = rows[area][0]
        head = el("tr", el("th", el("a", first.area_name, href=view.link(area=area)), colspan=4, scope="rowgroup"))
        body.append(el("tbody", head, [_line(cell, view, names) for cell in rows[area]], data_group=area))
    heads = ("Enabler", "Own placement", HEADS[against], "How far apart")
    return el("details", el("summary", "The table of this drawing"), table(heads, body, caption), cls="more")


def _line(cell: object, view: View, names: dict[int, str]) -> Node:
    return el(
        "tr",
        el("th", el("a", cell.enabler_name, href=view.link(area=cell.area, enabler=cell.enabler)), scope="row"),
        el("td", placed(cell.self_state, cell.self_position, names)),
        el("td", placed(cell.other_state, cell.other_position, names)),
        el("td", difference(cell.other_gap), cls="far" if cell.apart else None),
    )


def apart(cells: pd.DataFrame, view: View, against: str, names: dict[int, str], caption: str) -> Node:
    """The cells where the two lie a stage or more apart, the widest first, each with both lines."""
    rows = cells[cells["apart_place"].notna()].sort_values("apart_place")
    if rows.empty:
        compared = bool((cells["other_gap"].notna()).any())
        why = "In no cell do the two lie a stage or more apart." if compared else "No cell is placed by both yet."
        return el("p", why, cls="muted")
    body = [
        el(
            "tr",
            el("th", el("a", row.area_name, href=view.link(area=row.area)), scope="row"),
            el("td", el("a", row.enabler_name, href=view.link(area=row.area, enabler=row.enabler))),
            el("td", difference(row.other_gap), cls="far"),
            el("td", placed(row.self_state, row.self_position, names), quote(row.self_evidence)),
            el("td", placed(row.other_state, row.other_position, names), quote(row.other_evidence)),
        )
        for row in rows.itertuples()
    ]
    heads = ("Authority", "Enabler", "How far apart", "Own placement, on what it rests", f"{HEADS[against]}, and why")
    return table(heads, [el("tbody", body)], caption)


def quote(evidence: str, whole: bool = False) -> Node:
    """The line somebody gave, as text; that there is none is said."""
    if not evidence.strip():
        return el("span", "no line given", cls="quote")
    cut = evidence if whole or len(evidence) <= QUOTED else evidence[:QUOTED].rsplit(" ", 1)[0] + " …"
    return el("span", f"“{cut}”", cls="quote")


def spread(enablers: pd.DataFrame, against: str, names: dict[int, str], caption: str) -> Node:
    """How many stand at each position of each enabler, as a table; a row for own placements and one for the other's."""
    body = []
    for _, row in enablers.iterrows():
        for side, said in (("own", "own placement"), ("other", wording.lower_first(HEADS[against]))):
            counts = [row[f"{side}_{position}"] for position in range(1, 6)]
            more = [row[f"{side}_not_placed"], row[f"{side}_none"]]
            body.append(
                el(
                    "tr",
                    el("th", row["name"], el("small", said), scope="row"),
                    [el("td", str(int(count)), cls="num") for count in counts + more],
                    el("td", middle(row[f"{side}_middle"], row[f"{side}_middle_high"], names)),
                )
            )
    heads = ("Enabler", *names.values(), "Not placed", "Nothing said yet", "Median")
    drawn = table(heads, [el("tbody", body)], caption, tuple(range(1, 8)))
    return el("details", el("summary", "The table of this drawing"), drawn, cls="more")


def by_bpn(counts: pd.DataFrame, bpns: dict[str, str], against: str, names: dict[int, str], view: View, caption: str) -> Node:
    """BPN × enabler: how many cells each placed, both medians, and cells a stage apart. counts: with ``name`` and ``number`` of the
    enabler; bpns: name by key, in order."""
    body = []
    for bpn, name in bpns.items():
        own = counts[(counts["bpn"] == bpn) & (counts["enabler"] != "")].sort_values("number")
        members = int(own["n_areas"].max())
        head = el("a", f"{name} BPN" if bpn != "-" else name, href=view.link(bpn=bpn)) if bpn != "-" else name
        title = el("th", head, f", {wording.counted(members, 'authority', 'authorities')}", colspan=6, scope="rowgroup")
        rows = [
            el(
                "tr",
                el("th", row.name, scope="row"),
                el("td", f"{row.own_placed} of {row.n}", cls="num"),
                el("td", middle(row.own_middle, row.own_middle_high, names)),
                el("td", f"{row.other_placed} of {row.n}", cls="num"),
                el("td", middle(row.other_middle, row.other_middle_high, names)),
                el("td", f"{row.n_apart} of {row.n_both}", cls="num"),
            )
            for row in own.itertuples(index=False)
        ]
        body.append(el("tbody", el("tr", title), rows, data_group=bpn))
    other = {"preliminary": "group", "agreed": "forum"}[against]
    heads = (
        "Enabler",
        "Place themselves",
        "Own median",
        f"Placed by the {other}",
        f"The {other}’s median",
        "A stage or more apart",
    )
    return table(heads, body, caption, (1, 3, 5))


def unplaced(cells: pd.DataFrame, view: View, against: str) -> Node:
    """Who has not been placed, by themselves and by the other, wholly or in part, and whether that was said or nothing was."""
    who = ACTS[against]
    parts = [
        ("self", "not_placed", "Say themselves that they are not placed"),
        ("self", "none", "Have said nothing yet"),
        ("other", "not_placed", f"Not placed by {who}, which said so"),
        ("other", "none", f"{who.capitalize()} has said nothing yet"),
    ]
    entries = []
    for side, state, said in parts:
        links = _wholly(cells, f"{side}_state", state, view)
        entries += [el("dt", said), el("dd", links or "nobody")]
    return el("dl", entries, cls="facts stacked")


def unsupported(cells: pd.DataFrame, view: View, against: str) -> Node:
    """Where a placement rests on no line: own ones, and the other's that differ from them or stand alone."""
    own = cells.assign(bare=(cells["self_state"] == "placed") & ~_given(cells["self_evidence"]))
    bare = (cells["other_state"] == "placed") & ~_given(cells["other_evidence"])
    other = cells.assign(bare=bare & (cells["other_gap"] != 0))
    agreeing = int((bare & (cells["other_gap"] == 0)).sum())
    who = ACTS[against]
    return el(
        "dl",
        el("dt", "Own placements"),
        el("dd", _wholly(own, "bare", True, view) or "none: each has its line"),
        el("dt", f"{who.capitalize()}’s, other than the authority’s own"),
        el("dd", _wholly(other, "bare", True, view) or "none: each has its reason"),
        el("dt", f"{who.capitalize()}’s, the same as the authority’s own"),
        el("dd", f"{wording.counted(agreeing, 'cell')} without a reason" if agreeing else "none: each has its reason"),
        cls="facts stacked",
    )


def _given(lines: pd.Series) -> pd.Series:
    return lines.str.strip() != ""


def _wholly(cells: pd.DataFrame, column: str, value: object, view: View) -> list:
    """Authorities with cells of a kind, as links: their names alone where all are, else with the enablers."""
    each: dict[tuple[str, str], list[str]] = {}
    for row in cells.loc[cells[column] == value, ["area", "area_name", "short_name"]].itertuples(index=False):
        each.setdefault((row.area, row.area_name), []).append(wording.lower_first(row.short_name))
    every, found = cells["enabler"].nunique(), []
    for (area, name), which in each.items():
        said = "all" if len(which) == every else ", ".join(which)
        found += ["; " if found else "", el("a", name, href=view.link(area=area)), f" ({said})"]
    return found


def export(cells: pd.DataFrame, names: dict[int, str]) -> pd.DataFrame:
    """One row per cell for files: all three placements as numbers and in words, their lines, and both gaps in positions."""
    named = cells.assign(
        **{f"{kind}_position_name": cells[f"{kind}_position"].map(names) for kind in ("self", "preliminary", "agreed")},
        preliminary_gap=cells["gap"],
    )
    return named[list(FILE)].convert_dtypes()


def grouped(cells: pd.DataFrame, counts: pd.DataFrame, arrange: str, view: View, marked: Callable[[str], str]) -> list:
    """The authorities in the order asked for, as groups under headings: by BPN, by how many cells lie a stage apart, or by name."""
    people = cells.drop_duplicates("area")
    if arrange == "az":
        return [(None, None, people["area"].tolist())]
    if arrange == "bpn":
        groups = people.assign(bpn_name=people["bpn_name"].fillna("~")).groupby("bpn_name", sort=True)
        return [
            ("Without a BPN", None, own["area"].tolist())
            if name == "~"
            else (marked(f"{name} BPN"), view.link(bpn=own["bpn"].iloc[0]), own["area"].tolist())
            for name, own in groups
        ]
    own = counts[counts["area"].isin(people["area"])].sort_values("gap_place")
    return [
        (f"{wording.counted(int(n), 'cell').capitalize()} a stage or more apart", None, rows["area"].tolist())
        for n, rows in own.groupby("n_apart", sort=False)
    ]


def empty(title: str, homes: dict[str, str]) -> Node:
    """Nobody is placed: where it is done. homes: the addresses of placing, returns and meeting."""
    return el(
        "div",
        el("p", f"Nothing has been said of anybody’s place on the grid in {title}. Three ways lead here:"),
        el(
            "ul",
            [
                el("li", el("p", *words))
                for words in (
                    ("an authority ", el("a", "places itself", href=homes["placing"]), ", one enabler at a time;"),
                    ("its ", el("a", "self-view", href=homes["returns"]), " comes in with the grid filled in;"),
                    ("the group places it in ", el("a", "its meeting", href=homes["meeting"]), "."),
                )
            ],
        ),
        el("p", journey_words.QUIET),
        cls="empty",
    )

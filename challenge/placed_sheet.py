"""An authority's own placement among the region's, the others unnamed: a panel for each enabler, and the same as a table."""

import pandas as pd

from challenge import wording
from challenge.returns.form import OFFICES
from challenge.sheet import Node, el

# In units of the drawing: one enabler's panel, its five places, its line, the tallest bar.
WIDTH, HEIGHT = 220, 118
PLACES = (26, 68, 110, 152, 194)
LINE = 76
TALLEST = 46
ENDS = ("poor to fair", "good to great")
POSITIONS = range(1, 6)
STATES = {"not_placed": "not placed", "none": "nothing said yet"}


def sentence(placed: pd.DataFrame, region: str) -> str:
    """How the authority's own placement lies among the region's and to the group's. placed: ``queries.self_check.placed``."""
    own = placed[placed["self_state"] == "placed"]
    both = own[own["preliminary_state"] == "placed"]
    if own.empty:
        said = int((placed["self_state"] == "not_placed").sum())
        first = "It has not said where it stands yet"
        if said:
            first = f"It says of {wording.counted(said, 'enabler')} that it is not placed"
    else:
        lies = [_lies(row) for row in own.itertuples()]
        above, below = sum(share > 0.5 for share in lies), sum(share < -0.5 for share in lies)
        where = [
            *([f"further along than most of {wording.the(region)} on {wording.NUMBERS[above]}"] if above else []),
            *([f"less far than most on {wording.NUMBERS[below]}"] if below else []),
        ]
        first = f"It places itself on {len(own)} of {len(placed)} enablers" + (f", {wording.listed(where)}" if where else "")
    if (placed["preliminary_state"] == "none").all():
        return wording.sentence(f"{first}; the group has not placed it yet")
    if both.empty:
        many = int((placed["preliminary_state"] == "placed").sum())
        return wording.sentence(f"{first}; the group has placed it on {wording.counted(many, 'enabler')}")
    apart = int(both["apart"].sum())
    same = int((both["gap"] == 0).sum())
    return wording.sentence(
        f"{first}; the group’s preliminary placement is the same on {wording.counted(same, 'enabler')}"
        f" and a stage or more away on {wording.counted(apart, 'enabler')}"
    )


def _lies(row: object) -> float:
    """The share of the others who place themselves lower, or minus the share who place themselves higher, whichever is more."""
    counts = {place: getattr(row, f"n_at_{place}") for place in POSITIONS}
    others = row.n_placed - 1
    if others <= 0:
        return 0.0
    below = sum(n for place, n in counts.items() if place < row.self_position) / others
    above = sum(n for place, n in counts.items() if place > row.self_position) / others
    return below if below > above else -above


def signed(rows: pd.DataFrame, placed: pd.DataFrame) -> str:
    """Who signed the own placement. rows: ``queries.self_check.placement_signed``."""
    if not (placed["self_state"] == "placed").any():
        return "There is no own placement to sign yet."
    names = {row.office: f"{row.name} ({OFFICES[row.office]})" for row in rows.itertuples()}
    missing = [wording.lower_first(words) for office, words in OFFICES.items() if office not in names]
    by = (
        f"signed by {wording.listed([names[office] for office in OFFICES if office in names])}" if names else "signed by nobody yet"
    )
    return wording.sentence(f"Its own placement is {by}" + (f"; missing: {wording.listed(missing)}" if names and missing else ""))


def panels(placed: pd.DataFrame, name: str) -> Node:
    """A panel for each enabler: how many authorities place themselves at each position, with this one's own placement and the
    group's marked by shape and word; the last panel says what the marks are."""
    if not placed["n_placed"].any() and placed["preliminary_position"].isna().all():
        return el("p", "Nobody has been placed at this moment, so there is nothing to draw.", cls="empty")
    return el("div", [_panel(row, name) for row in placed.itertuples()], _legend(), cls="panels")


def _panel(row: object, name: str) -> Node:
    counts = {place: int(getattr(row, f"n_at_{place}")) for place in POSITIONS}
    most = max(max(counts.values()), 1)
    bars = []
    for place, count in counts.items():
        at, tall = PLACES[place - 1], TALLEST * count / most
        own = place == row.self_position
        bars.append(el("rect", x=at - 15, y=LINE - tall, width=30, height=tall, rx=2, cls="mine" if own else "others"))
        bars.append(el("text", count or "–", x=at, y=LINE - tall - 5, text_anchor="middle", cls="count"))
        bars.append(el("line", x1=at, x2=at, y1=LINE - 3, y2=LINE + 3, cls="line"))
    words = f"{row.number} {row.name}: {_said(row, name)} {_counted(row, counts)}"
    return el(
        "div",
        el("h3", f"{row.number} {row.short_name}"),
        el(
            "svg",
            el("title", words),
            bars,
            el("line", x1=PLACES[0], x2=PLACES[-1], y1=LINE, y2=LINE, cls="line"),
            _marks(row),
            viewBox=f"0 0 {WIDTH} {HEIGHT}",
            role="img",
            aria_label=words,
        ),
        el("p", _short(row), cls="muted"),
    )


def _marks(row: object) -> list[Node]:
    """Own ring and the group's diamond below the line, side by side where they stand at the same position."""
    own, group = row.self_position, row.preliminary_position
    together = pd.notna(own) and own == group
    marks = []
    if pd.notna(own):
        at = PLACES[int(own) - 1] - (9 if together else 0)
        marks += [el("circle", cx=at, cy=LINE + 14, r=6, cls="own")]
    if pd.notna(group):
        at = PLACES[int(group) - 1] + (9 if together else 0)
        marks += [el("path", d=f"M{at} {LINE + 7}L{at + 7} {LINE + 14}L{at} {LINE + 21}L{at - 7} {LINE + 14}Z", cls="group")]
    low = el("text", ENDS[0], x=4, y=HEIGHT - 4, cls="end")
    high = el("text", ENDS[1], x=WIDTH - 4, y=HEIGHT - 4, text_anchor="end", cls="end")
    return [*marks, low, high]


def _legend() -> Node:
    rows = (
        (
            el("rect", x=3, y=2, width=12, height=14, rx=2, cls="others"),
            "authorities of the region, by position; others are not named",
        ),
        (el("rect", x=3, y=2, width=12, height=14, rx=2, cls="mine"), "the position this authority is among"),
        (el("circle", cx=9, cy=9, r=6, cls="own"), "its own placement"),
        (el("path", d="M9 2L16 9L9 16L2 9Z", cls="group"), "the group’s preliminary placement"),
    )
    return el(
        "div",
        el("h3", "How to read it"),
        el("ul", [el("li", el("svg", mark, viewBox="0 0 18 18", aria_hidden="true"), el("span", words)) for mark, words in rows]),
        cls="key",
    )


def _short(row: object) -> str:
    of = f"{row.n_placed} of {row.n_members} placed"
    return of if row.self_state == "placed" else f"own: {STATES[row.self_state]} · {of}"


def _said(row: object, name: str) -> str:
    own = wording.lower_first(row.self_name) if row.self_state == "placed" else STATES[row.self_state]
    group = wording.lower_first(row.preliminary_name) if row.preliminary_state == "placed" else STATES[row.preliminary_state]
    return f"{name} {own}, the group’s preliminary placement {group}."


def _counted(row: object, counts: dict[int, int]) -> str:
    return f"From poor to fair up to good to great: {', '.join(map(str, counts.values()))} authorities, {row.n_placed} in all."


def table(placed: pd.DataFrame, positions: pd.DataFrame, caption: str) -> Node:
    """The same as rows: own placement, the group's, the agreed one, and how many authorities stand at each position."""
    agreed = (placed["agreed_state"] != "none").any()
    heads = [("Enabler", ""), ("Own placement", ""), ("The group’s, preliminary", "")]
    heads += [("Agreed after the forum", "")] if agreed else []
    heads += [(row.name if row.stage else _between(row.name), "num") for row in positions.itertuples()]
    heads += [("Not placed", "num"), ("Placed", "num")]
    return el(
        "div",
        el(
            "table",
            el("caption", caption),
            el("thead", el("tr", [el("th", head, scope="col", cls=cls or None) for head, cls in heads])),
            el("tbody", [_table_row(row, agreed) for row in placed.itertuples()]),
            cls="table spines among",
        ),
        cls="scroll",
    )


def _between(name: str) -> list[Node]:
    """A position between two stages: seen between them, heard by its name."""
    return [el("span", "between", aria_hidden=True), el("span", name, cls="visually-hidden")]


def _table_row(row: object, agreed: bool) -> Node:
    counts = []
    for place in POSITIONS:
        count = int(getattr(row, f"n_at_{place}"))
        own = place == row.self_position
        counts.append(el("td", el("strong", count) if own else count, el("small", "own") if own else None, cls="num"))
    return el(
        "tr",
        el("th", f"{row.number} {row.name}", scope="row"),
        el("td", el("strong", row.self_name) if row.self_state == "placed" else el("em", STATES[row.self_state])),
        el(
            "td",
            row.preliminary_name if row.preliminary_state == "placed" else el("em", STATES[row.preliminary_state]),
            el("small", "a stage or more from its own") if row.apart else None,
        ),
        el("td", row.agreed_name if row.agreed_state == "placed" else el("em", STATES[row.agreed_state])) if agreed else None,
        counts,
        el("td", int(row.n_not_placed), cls="num"),
        el("td", f"{row.n_placed} of {row.n_members}", cls="num"),
    )


def export(placed: pd.DataFrame, name: str) -> pd.DataFrame:
    """The authority's placements with the region's counts, to download. Never for Ofsted."""
    words = {f"{kind}_name": f"{kind}_position_name" for kind in ("self", "preliminary", "agreed")}
    renamed = placed.rename(columns={"name": "enabler_name", "gap": "preliminary_gap", **words})
    chosen = (
        *("area_name", "enabler", "enabler_name", "self_state", "self_position", "self_position_name", "self_evidence"),
        *("preliminary_state", "preliminary_position", "preliminary_position_name", "preliminary_gap"),
        *("agreed_state", "agreed_position", "agreed_position_name"),
        *("n_members", "n_placed", "n_not_placed", *(f"n_at_{place}" for place in POSITIONS)),
    )
    return renamed.assign(area_name=name)[[*chosen]].convert_dtypes()

"""Parts of the BPN screen: its sentence, who its members are, what they share and where they differ."""

import pandas as pd

from challenge import wording
from challenge.links import View
from challenge.marks import SHADES
from challenge.sheet import Node, el

SIDES = {
    "worst quarter": ("concern", "{n} of {of} stand in England’s worst quarter."),
    "worse": ("concern", "All {of} are worse than England."),
    "best quarter": ("strength", "{n} of {of} stand in England’s best quarter."),
    "better": ("strength", "All {of} are better than England."),
}
NAMED = 4
NAMED_AFTER = "the papers do not say that it hosts the forum or is a member"


def headline(ground: pd.DataFrame, name: str) -> tuple[str, str]:
    """The sentence and what it counts, from ``queries.bpn.ground``.

    Up to two topics of the side shared most stand in the sentence, with the topic of another family in which members differ most;
    those of the other side stand after it.
    """
    placed = ground[ground["enough"].astype(bool)]
    if placed.empty:
        return (
            f"No figure of the {name} BPN can be placed in England’s quarters in this column.",
            "Choose another period or source above.",
        )
    placed = placed.assign(side=placed["shared"].map({shared: side for shared, (side, _) in SIDES.items()}))
    shared = placed[placed["shared_place"].notna()].sort_values("shared_place")
    differ = placed[placed["differ_place"].notna() & ~placed["family"].isin(shared["family"])].sort_values("differ_place")
    first = shared["side"].iloc[0] if len(shared) else "concern"
    rest = _shares(shared[shared["side"] != first].head(2))
    shares = _shares(shared[shared["side"] == first].head(2)) or "neither end of England"
    differs = f"; its members differ most in {_topics(differ.head(1))}" if len(differ) else ""
    concerns, strengths = ((placed["side"] == side).sum() for side in ("concern", "strength"))
    also = f"They also share {rest}. " if rest else ""
    counts = (
        f"{also}Of {wording.counted(len(placed), 'KPI')} with a good end, members share {concerns or 'none'} as a concern and "
        f"{strengths or 'none'} as a strength; in {int(placed['differ'].sum()) or 'none'} one member stands in England’s "
        "best quarter and another in the worst."
    )
    return wording.sentence(f"The {name} BPN shares {shares}{differs}"), counts


def _shares(rows: pd.DataFrame) -> str:
    """``concerns about a and b`` from rows of one side; nothing where there are none."""
    if rows.empty:
        return ""
    one, many = {"concern": ("a concern about", "concerns about"), "strength": ("a strength in", "strengths in")}[
        rows["side"].iloc[0]
    ]
    return f"{one if len(rows) == 1 else many} {_topics(rows)}"


def _topics(rows: pd.DataFrame) -> str:
    """The KPIs' topics; of a split or a gap with what it is of, so that it does not speak for its subject."""
    of = rows["name"].map(lambda name: name.partition(": ")[2]).where(~rows["whole"].astype(bool), "")
    parts = [
        wording.listed(own["topic"].tolist()) + (f" ({tail})" if tail else "")
        for tail, own in rows.assign(of=of).groupby("of", sort=False)
    ]
    return wording.listed(parts)


def members(forums: pd.DataFrame, members: pd.DataFrame, view: View, stacked: bool = False) -> Node:
    """Rounds with their forum day and members, and whom the BPN is named after; ``stacked`` where there is little width."""
    first = forums.iloc[0]
    entries = []
    for row in _rounds(forums, members).itertuples():
        day = f", forum on {wording.day(row.day)}" if pd.notna(row.day) else ", forum day not known"
        own = members[members["round"] == row.round]
        links = [el("a", each.name, href=view.to("authority", area=each.area)) for each in own.itertuples()]
        entries.append([el("dt", f"{row.round.capitalize()} round{day}"), el("dd", _joined(links) if links else "no member")])
    named = (
        [el("dt", "Named after"), el("dd", first["named_after"], None if stacked else f" ({NAMED_AFTER})")]
        if isinstance(first["named_after"], str)
        else None
    )
    return el("dl", entries, named, cls="facts stacked" if stacked else "facts")


def _rounds(forums: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    """Rounds of the BPN in order of their day, also those without one."""
    known = forums.loc[forums["round"].notna(), ["round", "day"]]
    own = members.loc[members["round"].notna(), ["round"]].drop_duplicates()
    return own.merge(known, on="round", how="outer").sort_values("day", na_position="last")


def shared(ground: pd.DataFrame, names: dict[str, str], view: View) -> Node:
    """KPIs on which members stand together, the most shared first."""
    rows = ground[ground["shared_place"].notna()].sort_values("shared_place")
    if rows.empty:
        return el("p", "On no KPI do enough members stand on the same side of England.", cls="muted")
    return el("ul", [_item(row, _together(row, names, view), view) for row in rows.head(NAMED).itertuples()], cls="rows")


def differ(ground: pd.DataFrame, names: dict[str, str], view: View) -> Node:
    """KPIs with members in England's best quarter and in its worst, the widest apart first, with who could ask whom. What is shared
    too stands among what is shared, with the same offer."""
    rows = ground[ground["differ_place"].notna()].sort_values("differ_place")
    rows = alone if len(alone := rows[rows["shared"].isna()]) else rows
    if rows.empty:
        return el("p", "On no KPI does one member stand in England’s best quarter and another in the worst.", cls="muted")
    return el("ul", [_item(row, _offer(row, names, view), view) for row in rows.head(NAMED).itertuples()], cls="rows")


def _item(row: object, said: list, view: View) -> Node:
    squares = [el("span", cls=f"shade-{SHADES[band]}") for band in row.squares]
    words = f"{row.n_best} of {row.n_members} members in England’s best quarter, {row.n_worst} in the worst"
    return el(
        "li",
        el("a", row.name, href=view.to("kpi", kpi=row.kpi)),
        el("div", squares, cls="squares", role="img", aria_label=words),
        el("div", said),
    )


def _together(row: object, names: dict[str, str], view: View) -> list:
    kind, words = SIDES[row.shared]
    said = words.format(n=int(row.n_worst if kind == "concern" else row.n_best), of=int(row.n_banded))
    beyond = row.best if kind == "concern" else row.worst
    if not isinstance(beyond, str):
        return [said]
    stands = "stand" if " " in beyond else "stands"
    if kind == "concern":
        return [f"{said} ", _people(beyond, row.kpi, names, view), f" {stands} in the best: the others could ask."]
    return [f"{said} ", _people(beyond, row.kpi, names, view), f" {stands} in the worst and could ask."]


def _offer(row: object, names: dict[str, str], view: View) -> list:
    best = _people(row.best, row.kpi, names, view, last="or")
    return [_people(row.worst, row.kpi, names, view), " (worst quarter) could ask ", best, " (best quarter)."]


def _people(keys: str, kpi: str, names: dict[str, str], view: View, last: str = "and") -> list:
    return _joined([el("a", names[key], href=view.to("authority", area=key, kpi=kpi)) for key in keys.split()], last)


def _joined(links: list[Node], last: str = "and") -> list:
    """Links as ``a, b and c``."""
    between = ["", *[", "] * (len(links) - 2), f" {last} "][: len(links)] if len(links) > 1 else [""]
    return [part for pair in zip(between, links, strict=True) for part in pair]


def rule(ground: pd.DataFrame, which: str) -> Node | None:
    """What *shared* or *differ* means, in words, by the cut-offs of the moment; the first rules had none for a shared quarter."""
    if ground.empty:
        return None
    share, coverage = ground["shared_limit"].iloc[0], ground["coverage_limit"].iloc[0]
    quarters = (
        "" if pd.isna(share) else f"At least {share:.0%} of the members stand in England’s worst quarter, or in its best; or all "
    )
    words = {
        "shared": f"{quarters or 'All members '}are worse than England, or all better, by more than a meaningful change.",
        "differ": "At least one member stands in England’s best quarter and one in its worst; widest first, by the range of the "
        "members’ figures in England’s interquartile ranges.",
        "both": f"A KPI counts where {coverage:.0%} of the members have a figure. Context KPIs have no good end and are left out. "
        "Each square is a member, from England’s best quarter to its worst. A difference is an offer to ask, not a judgement.",
    }
    return el("p", words[which], cls="muted sources" if which == "both" else "muted")


def every(ground: pd.DataFrame, names: dict[str, str], view: View, caption: str) -> Node | None:
    """All KPIs on which members share or differ, as a table; None when there are none."""
    rows = ground[ground["shared"].notna() | ground["differ"].astype(bool)]
    if rows.empty:
        return None
    heads = (
        "KPI",
        "Members placed",
        "In England’s best quarter",
        "In its worst",
        "Shared",
        "Range ÷ England’s interquartile range",
    )
    lines = [
        el(
            "tr",
            el("th", el("a", row.name, href=view.to("kpi", kpi=row.kpi)), scope="row"),
            el("td", f"{row.n_banded} of {row.n_members}", cls="num"),
            el("td", _people(row.best, row.kpi, names, view) if isinstance(row.best, str) else "none"),
            el("td", _people(row.worst, row.kpi, names, view) if isinstance(row.worst, str) else "none"),
            el("td", SIDES[row.shared][0] if isinstance(row.shared, str) else ""),
            el("td", wording.number(row.spread, 1) if pd.notna(row.spread) else "", cls="num"),
        )
        for row in rows.itertuples()
    ]
    head = [el("th", text, scope="col", cls="num" if place in (1, 5) else None) for place, text in enumerate(heads)]
    table = el("table", el("caption", caption), el("thead", el("tr", head)), el("tbody", lines), cls="table")
    return el(
        "details",
        el("summary", f"All they share or differ in: {wording.counted(len(rows), 'KPI')}"),
        el("div", table, cls="scroll"),
        cls="more",
    )


def directory(forums: pd.DataFrame, members_of: pd.DataFrame, view: View, marked: object) -> Node:
    """The BPNs of the cycle, each with its rounds and members. ``marked`` puts *Practice* before an invented title."""
    placed = set(members_of["bpn"])
    return el(
        "div",
        [
            el(
                "section",
                el("h2", el("a", marked(f"{name} BPN"), href=view.link(bpn=bpn)) if bpn in placed else marked(f"{name} BPN")),
                members(own, members_of[members_of["bpn"] == bpn], view, stacked=True),
            )
            for (bpn, name), own in forums.groupby(["bpn", "name"], sort=False)
        ],
        cls="columns",
    )


def none_set(title: str, settings: str) -> Node:
    """A cycle without BPNs: where they are named. settings: the address of the settings of the cycle."""
    return el(
        "div",
        el("p", f"No BPN is set for {title}. Name them and their rounds in ", el("a", "the cycle’s settings", href=settings), "."),
        NOT_YET,
        cls="empty",
    )


def nobody_placed(settings: str) -> Node:
    """BPNs in which nobody is yet: where authorities are placed."""
    there = el("a", "the cycle’s settings", href=settings)
    return el("div", el("p", "Place the authorities in ", there, ": one BPN and one round for each."), NOT_YET, cls="empty")


NOT_YET = el(
    "p",
    "Which authority is in which BPN and round is a decision the region makes; it is kept in the store, signed and dated. Until "
    "then the region, its authorities and KPIs are shown without BPNs.",
)

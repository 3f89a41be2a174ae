"""Challenge questions across the region: how far each authority's are, and who is asked what another with the same line is not."""

import pandas as pd

from challenge import focus_sheet, journey_sheet, masthead, wording
from challenge.links import View
from challenge.sheet import Node, el

PARTS = {"areas": "Authorities", "themes": "By theme", "search": "Search", "ofsted": "Ofsted’s key lines of enquiry"}
ORDERS = {"bpn": "By BPN", "gap": "What is missing first", "az": "A–Z"}
STATES = {"draft": "draft", "proposed": "proposed", "agreed": "agreed", "issued": "issued", "parked": "parked"}
HIDDEN = "What the group drafts is not shown to the role Authority."
FILE = (
    *("area", "area_name", "bpn_name", "round", "n_lines", "n_concern", "n_drafts", "n_proposed", "n_agreed", "n_issued"),
    *("n_parked", "suggested_focus", "group_focus", "group_focus_reason", "changed_at", "changed_by"),
)
# Of how many cases the whole is shown before the rest is folded away.
FIRST = 12
COLUMNS = (
    "Lines: lines of enquiry, {period}; for a closer look: those that speak for one, which a strength does not. Suggested focus: by"
    " the weight of these lines and by Section 4, with the rule on each authority’s page; the group’s choice counts."
)
BETWEEN = (
    "The same line: the same kind of line of enquiry about the same figure, pair of figures, enabler or group of KPIs. Asked: a"
    " question under way was made of that line, or rests on its leading figure. Parked questions do not count. A line is not a"
    " question yet: there may be good reasons to ask one authority and not another."
)


def headline(rows: pd.DataFrame) -> str:
    """How far the region's questions are, in a sentence. rows: of ``queries.questions_region.overview``."""
    agreed = int(((rows["n_agreed"] + rows["n_issued"]) > 0).sum())
    none = int((under_way(rows) == 0).sum())
    total = len(rows)
    if none == total:
        return f"No question is drafted yet for any of the {wording.counted(total, 'authority', 'authorities')}."
    drafted = "every one has one drafted" if not none else f"{wording.counted(none, 'has', 'have')} none drafted"
    if agreed == total:
        return f"All {wording.counted(total, 'authority', 'authorities')} have a question agreed."
    said = f"{agreed or 'None'} of {wording.counted(total, 'authority', 'authorities')} {'has' if agreed < 2 else 'have'}"
    return f"{said} a question agreed; {drafted}."


def under_way(rows: pd.DataFrame) -> pd.Series:
    """How many questions each authority has that are not parked."""
    return rows[["n_drafts", "n_proposed", "n_agreed", "n_issued"]].sum(axis=1)


def lede(rows: pd.DataFrame, meeting: str) -> Node:
    """How many questions stand where, and for how many the focus is chosen. meeting: when the group meets, or ''."""
    states = [
        ("n_drafts", "draft"),
        ("n_proposed", "proposed"),
        ("n_agreed", "agreed"),
        ("n_issued", "issued"),
        ("n_parked", "parked"),
    ]
    told = [f"{int(rows[column].sum())} {word}" for column, word in states if rows[column].sum()]
    total = int(under_way(rows).sum() + rows["n_parked"].sum())
    sent, chosen = int(rows["issued_at"].notna().sum()), int((rows["focus"] != "").sum())
    parts = [
        f"{wording.counted(total, 'question').capitalize()}: {wording.listed(told)}." if total else "",
        f"The group has chosen the focus of {chosen} of {len(rows)}." if chosen else "The group has chosen no focus yet.",
        f"{wording.counted(sent, 'authority was sent its', 'authorities were sent their').capitalize()} questions." if sent else "",
        meeting,
    ]
    return el("p", " ".join(filter(None, parts)), cls="lede")


def segments(view: View, shown: str) -> Node:
    """The parts of the region's questions as links; also for the page of Ofsted's lines."""
    plain = view.but(search=None, about=None)
    each = [
        el("a", name, href=plain.link(show=None if key == "areas" else key), aria_current="true" if key == shown else None)
        for key, name in PARTS.items()
    ]
    return el(
        "div",
        el("span", "Show", cls="segments-label", id="by-show"),
        el("nav", each, cls="segments", aria_labelledby="by-show"),
    )


def bpns(view: View, placed: pd.DataFrame) -> Node | None:
    """Which BPN is shown, as links; None where nobody has been placed in one."""
    if placed.empty:
        return None
    names = dict(zip(placed["bpn"], placed["bpn_name"], strict=True))
    items = [("every BPN", view.link(bpn=None), view.bpn is None)]
    items += [(name, view.link(bpn=key), key == view.bpn) for key, name in sorted(names.items(), key=lambda item: item[1])]
    return el("ul", masthead.pill("BPN", names.get(view.bpn, "every"), items), cls="pills", aria_label="Which BPN")


def arranged(rows: pd.DataFrame, arrange: str, view: View, marked) -> list[tuple[str | None, str | None, pd.DataFrame]]:
    """The authorities in the order asked for, as groups (heading, its link, rows): by BPN, by what is missing, or by name."""
    rows = rows.sort_values("name")
    if arrange == "az":
        return [(None, None, rows)]
    if arrange == "bpn":
        known = [
            (marked(f"{name} BPN"), view.link(bpn=own["bpn"].iloc[0]), own)
            for name, own in rows.dropna(subset=["bpn"]).groupby("bpn_name")
        ]
        left = rows[rows["bpn"].isna()]
        return [*known, *([("Without a BPN", None, left)] if len(left) else [])]
    lacks = (
        ("No question drafted", under_way(rows) == 0),
        ("No question agreed", (rows["n_agreed"] + rows["n_issued"]) == 0),
        ("No focus chosen", rows["focus"] == ""),
        ("Agreed, not issued", rows["n_agreed"] > 0),
    )
    groups, left = [], rows
    for title, lacking in lacks:
        own = left[lacking.loc[left.index]]
        # The most lines that speak for a closer look first: there most is left to ask.
        groups.append((f"{title} ({len(own)})", None, own.sort_values("n_concern", ascending=False, kind="stable")))
        left = left.drop(own.index)
    groups.append((f"Nothing missing ({len(left)})", None, left))
    return [group for group in groups if len(group[2])]


def overview(groups: list, view: View, caption: str) -> Node:
    """One row for each authority. groups: as ``arranged`` gives them, of the overview with what each focus is suggested."""
    heads = (
        *("Authority", "BPN", "Round", "Lines", "For a closer look", "Drafts", "Proposed", "Agreed", "Issued"),
        *("Suggested focus", "The group’s choice", "Last change"),
    )
    # Where nobody has been placed in a BPN, and where the groups name it, the column would say nothing.
    placed = any(rows["bpn"].notna().any() for _, _, rows in groups)
    with_bpn = placed and not groups[0][1]
    without = {"BPN": not with_bpn, "Round": not placed}
    shown = [head for head in heads if not without.get(head)]
    body = []
    for number, (title, href, rows) in enumerate(groups):
        head = el("a", title, href=href) if href else title
        top = el("tr", el("th", head, colspan=len(shown), scope="rowgroup")) if title else None
        body.append(
            el("tbody", top, [_row(row, view, with_bpn, placed) for row in rows.itertuples(index=False)], data_group=number)
        )
    first = shown.index("Lines")
    return journey_sheet.table(tuple(shown), body, caption, tuple(range(first, first + 6)))


def _row(row: object, view: View, with_bpn: bool, placed: bool) -> Node:
    counts = [int(getattr(row, name)) for name in ("n_drafts", "n_proposed", "n_agreed", "n_issued")]
    parked = el("small", f"{int(row.n_parked)} parked") if row.n_parked else None
    return el(
        "tr",
        el("th", el("a", row.name, href=view.link(area=row.area)), scope="row"),
        el("td", row.bpn_name if isinstance(row.bpn_name, str) else "–") if with_bpn else None,
        el("td", row.round.capitalize() if isinstance(row.round, str) else "–") if placed else None,
        [el("td", str(int(count)), cls="num") for count in (row.n_lines, row.n_concern)],
        el("td", str(counts[0]) if counts[0] else "–", parked, cls="num"),
        [el("td", str(count) if count else "–", cls="num") for count in counts[1:]],
        el(
            "td",
            focus_sheet.NAMES.get(row.suggested, focus_sheet.TOO_LITTLE),
            cls=None if row.suggested in focus_sheet.NAMES else "muted",
        ),
        el("td", el("strong", focus_sheet.NAMES[row.focus]) if row.focus else "not chosen", cls=None if row.focus else "muted"),
        el("td", *_changed(row)),
    )


def _changed(row: object) -> tuple:
    if pd.isna(row.changed_at):
        return ("–",)
    here = pd.Timestamp(row.changed_at).tz_localize("UTC").tz_convert("Europe/London")
    # One line, whatever the width.
    return (f"{here.day}\u00a0{here:%b}\u00a0{here:%Y},\u00a0{here:%H:%M}", el("small", row.changed_by))


def export(rows: pd.DataFrame) -> pd.DataFrame:
    """The overview as a table to download: one row for each authority."""
    named = rows.rename(
        columns={"name": "area_name", "suggested": "suggested_focus", "focus": "group_focus", "focus_reason": "group_focus_reason"}
    )
    return named[list(FILE)].convert_dtypes()


def cases(rows: pd.DataFrame) -> pd.DataFrame:
    """One row for each line that several authorities have, of which some are asked and some are not, the strongest that is let off
    first: kind, subject, title, symbol, subject_name, strongest, asked and let_off (rows of ``queries.questions_region.alike``)."""
    found = [
        {
            **own.iloc[0][["kind", "subject", "title", "symbol", "subject_name"]].to_dict(),
            "strongest": float(own.loc[own["state"].isna(), "strength"].max()),
            "asked": own[own["state"].notna()],
            "let_off": own[own["state"].isna()],
        }
        for _, own in rows.groupby(["kind", "subject"], sort=False)
        if own["state"].notna().any() and own["state"].isna().any()
    ]
    order = {"kind": [], "subject": [], "strongest": []}
    return pd.DataFrame(found or order).sort_values("strongest", ascending=False, kind="stable", ignore_index=True)


def themes_headline(uneven: pd.DataFrame, rows: pd.DataFrame) -> str:
    """Whether one authority is asked what another is let off, in a sentence. uneven: of ``cases``; rows: of ``alike``."""
    if not len(rows):
        return "There is no line of enquiry and no question to compare yet."
    if rows["state"].isna().all():
        return "No line of enquiry has become a question yet, so nobody is asked what another is let off."
    if uneven.empty:
        return "No authority is let off what another with the same line of enquiry is asked."
    return f"On {wording.counted(len(uneven), 'line')} of enquiry we ask one authority what we let another off."


def themes_lede(uneven: pd.DataFrame) -> str:
    """The question this part answers, and the strongest line that one is asked about and another is not."""
    asks = "Are we asking one authority what we let another off?"
    if uneven.empty:
        return asks
    first = uneven.iloc[0]
    what = f"{first['subject_name']} ({wording.lower_first(first['title'])})" if first["subject_name"] else first["title"]
    asked, off = (_some(first[name]["name"].tolist()) for name in ("asked", "let_off"))
    return f"{asks} Strongest: {what}. {wording.sentence(f'{asked} asked, {off} not')}"


def _some(names: list[str]) -> str:
    who = wording.listed(names) if len(names) < 3 else wording.counted(len(names), "authority", "authorities")
    return f"{who} {'is' if len(names) == 1 else 'are'}"


def uneven(found: pd.DataFrame, view: View, caption: str) -> Node:
    """The lines that some are asked about and others are not, with both lists as links; beyond the first few folded away."""
    if found.empty:
        return el("p", "There is none: everybody with the same line of enquiry is asked about it, or nobody.", cls="empty")
    each = [_case(row, view) for row in found.itertuples(index=False)]
    heads = ("Line of enquiry", "Asked", "The same line, not asked")
    rest = (
        el(
            "details",
            el("summary", f"{wording.counted(len(each) - FIRST, 'more line', 'more lines').capitalize()}, less strong"),
            journey_sheet.table(heads, [el("tbody", each[FIRST:])], f"{caption}: the others"),
            cls="more",
        )
        if len(each) > FIRST
        else None
    )
    return el("div", journey_sheet.table(heads, [el("tbody", each[:FIRST])], caption), rest)


def _case(row: object, view: View) -> Node:
    return el(
        "tr",
        el("th", row.subject_name or row.title, el("small", f"{row.symbol} {row.title}" if row.subject_name else ""), scope="row"),
        _asked(row.asked, view),
        _cell([el("a", each.name, href=_panel(view, each.area)) for each in row.let_off.itertuples(index=False)]),
    )


def _panel(view: View, area: str, question: str | None = None) -> str:
    return view.link(area=area, question=question, show=None, search=None, bpn=None, arrange=None)


def _asked(rows: pd.DataFrame, view: View) -> Node:
    each = [(_panel(view, row.area, row.question), row.name, STATES[row.state]) for row in rows.itertuples(index=False)]
    return _cell([el("span", el("a", name, href=href), f" ({state})") for href, name, state in each])


def _cell(parts: list[Node]) -> Node:
    """Links one after the other, told from the words among them."""
    return el("td", [piece for part in parts for piece in (", ", part)][1:] or "–", cls="linked")


def by_theme(rows: pd.DataFrame, view: View, caption: str) -> Node:
    """Each theme with the authorities that have a question on it, and those that have lines but no question. rows: of
    ``queries.questions_region.by_theme``."""
    body = []
    for (_, name), own in rows.groupby(["theme", "theme_name"], sort=False):
        asked, off = own[own["n_questions"] > 0], own[(own["n_questions"] == 0) & (own["n_lines"] > 0)]
        off = off.sort_values("strongest", ascending=False, kind="stable")
        body.append(
            el(
                "tr",
                el("th", name, el("small", own["focus"].iloc[0] if isinstance(own["focus"].iloc[0], str) else ""), scope="row"),
                el("td", str(int(own["n_lines"].sum())), cls="num"),
                el("td", str(int(own["n_questions"].sum())), cls="num"),
                _asked(asked, view),
                _cell(
                    [
                        el("span", el("a", each.name, href=_panel(view, each.area)), f" ({int(each.n_lines)})")
                        for each in off.itertuples(index=False)
                    ]
                ),
            )
        )
    heads = ("Theme", "Lines for a closer look", "Questions", "Has a question", "Has lines, no question (how many lines)")
    return journey_sheet.table(heads, [el("tbody", body)], caption, (1, 2))


def themes_export(rows: pd.DataFrame) -> pd.DataFrame:
    """Questions and lines by theme and authority, to download."""
    named = rows.rename(columns={"name": "area_name", "state": "question_state", "theme": "question_theme"})
    return named[
        ["question_theme", "theme_name", "focus", "area", "area_name", "n_lines", "n_questions", "question_state"]
    ].convert_dtypes()

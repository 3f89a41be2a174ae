"""Parts of the KPI screen: its sentence, the way from KPI to KPI, whom to draw over the rest, and what its pictures mean."""

import pandas as pd

from challenge import masthead, shading, wording
from challenge.kpi_charts import base_words
from challenge.links import COMPARISONS
from challenge.opened import Opened
from challenge.sheet import Node, el

ENDS = {"low": "Low is good.", "high": "High is good.", "context": "Context: no end is good, nobody is ranked or judged."}


def headline(said: dict, rows: pd.DataFrame, name: str, region: str, source: str, share: str) -> tuple[str, str]:
    """The sentence the screen opens with, and what follows it.

    said: the row of ``queries.kpi.summary``. rows: ``queries.kpi.ranking``. name: the KPI's. share: by which a context KPI must
    stand above or below England to be marked.
    """
    subject = wording.lower_first(name)
    if not said["counted"]:
        verb = "returned" if source == "returned" else "published"
        return f"No authority of {wording.the(region)} has a {verb} figure for {subject} in this column.", ""
    if said["polarity"] != "context" and said["n_comparable"] and not said["n_ranked"]:
        first = f"Too few authorities have a figure for {subject} to rank them"
    elif isinstance(said["leaders"], str):
        named = said["leaders"].split("|")
        first = f"{wording.listed(named)} {'stands' if len(named) == 1 else 'stand'} {said['told_end']} on {subject}"
    elif said["n_first"] > 0:
        first = (
            f"{wording.counted(int(said['n_first']), 'authority', 'authorities')} share the {said['told_end']} figure for {subject}"
        )
    else:
        first = f"Nothing can be compared for {subject}: part of a year was returned"
    return wording.sentence("; ".join(part for part in (first, _breadth(said, share)) if part)), _lede(said, rows, region)


def _breadth(said: dict, share: str) -> str:
    if said["polarity"] == "context":
        high, low = (said[which] or "none" for which in ("n_higher", "n_lower"))
        stand = "stands" if high == 1 else "stand"
        words = f"{high} of {said['n_comparable']} {stand} {share} or more above England, {low} as far below"
        return words if said["n_sided"] else ""
    if not said["n_banded"]:
        return ""
    (one, many), (other, few) = ("worst", said["n_worst"]), ("best", said["n_best"])
    if few > many:
        (one, many), (other, few) = (other, few), (one, many)
    stand = "stands" if many == 1 else "stand"
    return f"{many or 'none'} of {said['n_banded']} {stand} in England’s {one} quarter, {few or 'none'} in its {other}"


def _lede(said: dict, rows: pd.DataFrame, region: str) -> str:
    own = rows[rows["kind"] == "region"]
    first = rows.iloc[0]
    decimals, unit = int(first["decimals"]), first["unit_short"]
    value, england = (own["value"].iloc[0], own["england"].iloc[0]) if len(own) else (None, None)
    parts = []
    if pd.notna(value) and pd.notna(england):
        mean = f" ({own['basis'].iloc[0]})" if own["basis"].iloc[0] != "published" else ""
        word = own["against_england"].iloc[0]
        word = {"about the same": ", about the same as", None: "; England"}.get(
            word if isinstance(word, str) else None, f", {word} than"
        )
        england_words = wording.number(england, decimals, unit == "score")
        beside = f"{word} {england_words}" if word == "; England" else f"{word} England’s {england_words}"
        parts.append(
            f"{wording.the(region).replace('the', 'The', 1)} stands at {wording.with_unit(value, decimals, unit)}{mean}{beside}."
        )
    elif pd.notna(england):
        parts.append(f"England stands at {wording.with_unit(england, decimals, unit)}.")
    figures = "Returned" if first["source"] == "returned" else "Published"
    column = f", {wording.lower_first(said['period_label'])}" if isinstance(said["period_label"], str) else ""
    parts.append(f"{figures} figures{column}: {int(said['counted'])} of {int(said['existing'])} authorities have one.")
    return " ".join([*parts, ENDS[said["polarity"]]])


def picker(opened: Opened) -> Node:
    """The KPIs of the cycle by group, and the ones before and after this one."""
    view, kpis = opened.view, opened.kpis
    keys = kpis["kpi"].tolist()
    before, _, after = view.link(kpi="KPI").partition("KPI")
    items = []
    for name, group in kpis.groupby("group_name", sort=False):
        items.append(el("p", name, cls="muted"))
        items += [
            el("a", row.name, href=f"{before}{row.kpi}{after}", aria_current="true" if row.kpi == view.kpi else None)
            for row in group[["kpi", "name"]].itertuples(index=False)
        ]
    at = keys.index(view.kpi)
    steps = []
    if at > 0:
        steps.append(el("a", f"← {opened.kpi_names[keys[at - 1]]}", href=view.link(kpi=keys[at - 1]), rel="prev"))
    if at + 1 < len(keys):
        steps.append(el("a", f"{opened.kpi_names[keys[at + 1]]} →", href=view.link(kpi=keys[at + 1]), rel="next"))
    return el(
        "div",
        el("ul", masthead.pill("KPI", opened.kpi_names[view.kpi], [], *items), cls="pills", aria_label="Which KPI"),
        el("nav", steps, cls="steps no-print", aria_label="KPI before and after"),
        cls="bar",
    )


def directory(rows: pd.DataFrame, opened: Opened) -> Node:
    """Every KPI of the cycle by group: which end is good, and how many of the region's authorities have a figure in the column."""
    heads = ("KPI", "Which end is good", "Figures", opened.cycle["region_name"], "England")
    texts = rows.assign(own=wording.figures(rows, "region_value"), all=wording.figures(rows, "england"))
    bodies = []
    for name, group in texts.groupby("group_name", sort=False):
        lines = [
            el(
                "tr",
                el(
                    "th",
                    el("a", row.name, href=opened.view.link(kpi=row.kpi)),
                    el("small", f"{row.unit}, {row.period_label}" if isinstance(row.period_label, str) else row.unit),
                    scope="row",
                ),
                el("td", shading.GOOD_END[row.polarity]),
                el("td", f"{row.counted} of {row.existing}" if row.counted else "none in this column", cls="num"),
                el("td", row.own or "–", cls="num"),
                el("td", row.all or "–", cls="num"),
            )
            for row in group.itertuples()
        ]
        bodies.append(el("tbody", el("tr", el("th", name, scope="rowgroup", colspan=len(heads))), lines, data_group=True))
    caption = f"KPIs of cycle {opened.cycle['title']}, {opened.now.source} figures of {wording.lower_first(opened.period_label)}"
    head = [el("th", text, scope="col", cls="num" if place > 1 else None) for place, text in enumerate(heads)]
    table = el(
        "table",
        el("caption", opened.marked(caption, opened.now.source == "returned")),
        el("thead", el("tr", head)),
        bodies,
        cls="table",
    )
    return el("div", table, cls="scroll")


def not_shaded(rows: pd.DataFrame, opened: Opened) -> Node | None:
    """Why no authority is shaded by the comparison, where none is, and what to do; None where there is nothing to say."""
    compare = opened.now.compare
    if rows["polarity"].iloc[0] == "context" or shading.compared(rows, compare):
        return None
    if compare == "england":
        why = "England’s quarters are not known for these figures."
    else:
        why = f"Nothing is shaded: for these figures “{COMPARISONS[compare]}” is not known."
    if not shading.compared(rows, "region"):
        return el("p", why)
    return el("p", f"{why} ", el("a", "Shade by the region’s quarters", href=opened.view.link(compare="region")), ".")


def elsewhere(columns: pd.DataFrame, opened: Opened, numbered: bool) -> Node:
    """What to do where this column has no figure: the columns that have one, the other source."""
    view = opened.view
    held = columns[(columns["counted"] > 0) & (columns["ordinal"] != opened.ordinal)]
    ways = [el("a", row.column_label, href=view.link(period=row.column_key)) for row in held.itertuples()]
    said = [["There are figures in ", _joined(ways), ". "]] if ways else ["No column of this cycle has one from this source. "]
    if opened.now.source == "returned":
        why = "" if numbered else "The self-view does not ask for this KPI, so nobody returns it. "
        said.append([why, el("a", "See the published figures", href=view.link(source="published")), "."])
    elif numbered and opened.cycle["n_returned"]:
        said.append([el("a", "See what authorities returned", href=view.link(source="returned")), "."])
    return el("p", said, cls="empty")


def _joined(links: list[Node]) -> list:
    between = ["", *[", "] * (len(links) - 2), " and "][: len(links)] if len(links) > 1 else [""]
    return [part for pair in zip(between, links, strict=True) for part in pair]


def chooser(opened: Opened) -> Node:
    """The authorities as switches: a chosen one is drawn over the rest in trend and funnel and named among England's."""
    chosen = opened.chosen
    switches = []
    for row in opened.members[["area", "name"]].itertuples(index=False):
        others = [area for area in chosen if area != row.area]
        wanted = others if row.area in chosen else [*chosen, row.area]
        switches.append(
            el(
                "a",
                row.name,
                href=opened.view.link(chosen=",".join(wanted) or None),
                aria_current="true" if row.area in chosen else None,
            )
        )
    return el(
        "div",
        el("h3", "Draw over the rest", id="choose"),
        el("nav", switches, cls="chips", aria_labelledby="choose"),
        el("p", el("a", "Choose nobody", href=opened.view.link(chosen=None))) if chosen else None,
        el("p", "Draft a question about this for ", _joined(_questions(opened)), cls="no-print") if chosen else None,
        el("p", "Chosen authorities are drawn in colour, named in the pictures and bold in the ranking.", cls="muted"),
    )


def _questions(opened: Opened) -> list[Node]:
    names = dict(zip(opened.members["area"], opened.members["name"], strict=True))
    kpi = opened.view.kpi
    return [el("a", names[area], href=opened.home("questions", area=area, kpi=kpi)) for area in opened.chosen if area in names]


def funnel_note(cuts: dict, england: pd.DataFrame, region: str) -> str:
    """What the limits of the funnel are, how many lie beyond them, and what that does not mean."""
    beyond = england[england["more_than_chance"].notna()]
    own = int(beyond["in_region"].astype(bool).sum())
    some = wording.counted(own, "authority", "authorities")
    return (
        f"Dashed: limits at {cuts['funnel_sure']} (z {cuts['funnel_z']:g}), widened because authorities everywhere differ by "
        f"more than chance alone (additive method, the outer {cuts['winsorise_share']:.0%} drawn in; their spread is "
        f"{cuts['phi']:.0f} times what chance explains). Beyond them, drawn as a diamond: {len(beyond)} of "
        f"{int(cuts['funnel_n'])} authorities of England, {some} of {wording.the(region)}. "
        "That is a reason to ask why, not a judgement."
    )


def no_funnel(kpi: dict, cuts: dict | None) -> str:
    """Why there is no funnel plot."""
    if kpi["chance"] == "none":
        return "No funnel plot: how many cases each figure rests on is not published, or it is not a share of cases."
    if cuts is None:
        return "No funnel plot: no published year stands in this column."
    return f"No funnel plot: too few authorities have counts of {base_words(kpi['unit'])} for this year."


def break_words(breaks: pd.DataFrame) -> Node | None:
    """Why the lines of the trend are cut; None where they are not."""
    if breaks.empty:
        return None
    said = [f"{wording.sentence(row.why)[:-1]} (from {row.year_label})." for row in breaks.itertuples()]
    return el("p", f"Dashed lines, new series: {' '.join(said)} A change is never read across one.", cls="muted")

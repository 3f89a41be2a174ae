"""What the questions screen of one authority says and shows beside the panel: its sentence, the lines of enquiry as cards, and the
choices among them. Words and strength of a line arrive decided."""

import pandas as pd

from challenge import links, wording
from challenge.links import View
from challenge.masthead import pill
from challenge.question_panel import Ways
from challenge.sheet import Node, el

# What stands on a choice that does not narrow; "all" on the others.
SHORT = {"focus": "both"}
NARROWS = ("kind", "about", "focus", "origin", "kpi")


def headline(name: str, lines: pd.DataFrame, questions: pd.DataFrame) -> str:
    """How many lines there are and how far the questions have come. questions: rows of ``queries.questions.of_area``."""
    found = f"{name} has {wording.counted(len(lines), 'line')} of enquiry"
    states = questions["state"].value_counts()
    n = {state: int(states.get(state, 0)) for state in ("draft", "proposed", "agreed", "issued", "parked")}
    under_way = n["draft"] + n["proposed"]
    if n["issued"] and not under_way and not n["agreed"]:
        return f"{found}; {_are(n['issued'])} issued."
    if not sum(n.values()):
        return f"{found}; no question is drafted yet."
    if not under_way + n["agreed"] + n["issued"]:
        return f"{found}; {_are(n['parked'])} parked, none is under way."
    sent = f", {_count(n['issued'])} issued" if n["issued"] else ""
    if n["agreed"] == 1 and not under_way:
        return f"{found}; {_are(1)} agreed{sent}."
    begun = f"{_are(under_way + n['agreed'])} drafted" if under_way + n["agreed"] else "no question is drafted"
    agreed = "none agreed" if not n["agreed"] else "all agreed" if not under_way else f"{_count(n['agreed'])} agreed"
    return f"{found}; {begun}, {agreed}{sent}."


def _count(count: int) -> str:
    return wording.NUMBERS[count] if count < len(wording.NUMBERS) else str(count)


def _are(count: int) -> str:
    return f"{wording.counted(count, 'question')} {'is' if count == 1 else 'are'}"


def narrowed(lines: pd.DataFrame, view: View) -> pd.DataFrame:
    """The lines that the choices in the address leave. lines: rows of ``line_words.worded``."""
    kept = pd.Series(True, index=lines.index)
    for choice, column in (("kind", "kind"), ("focus", "focus"), ("origin", "origin")):
        if wanted := getattr(view, choice):
            kept &= lines[column] == wanted
    if view.about:
        kept &= (lines["theme"] == view.about) | (lines["enabler"] == view.about)
    if view.kpi:
        of_kpi = [
            kpi == view.kpi or any(chip["kpi"] == view.kpi for chip in chips)
            for kpi, chips in zip(lines["kpi"], lines["chips"], strict=True)
        ]
        kept &= pd.Series(of_kpi, index=lines.index, dtype=bool)
    return lines[kept]


def too_few_years(row: object, titles: list[str], period: str) -> str:
    """Why no line is of the kinds that rest on several years; empty where they can be found. row: of the block ``quarter_years`` of
    ``queries.line_rows``; titles: of these kinds; period: of the column."""
    if row.n_held:
        return ""
    asked, most = (wording.NUMBERS[each] if each < len(wording.NUMBERS) else str(each) for each in (row.asked, row.most))
    named = wording.listed([f"“{title}”" for title in titles])
    held = "no KPI has any" if not row.most else f"no KPI has more than {most}"
    return f"{named} can find nothing for {wording.lower_first(period)}: they need {asked} years that may be compared, and {held}."


def choices(lines: pd.DataFrame, view: View, names: dict[str, str], kpi_name: str, lacking: str) -> Node:
    """The choices among an authority's lines, as pills; a KPI that narrows can be taken away. lines: all of them. names: of
    themes and of kinds. lacking: why some kinds are not among them."""
    kinds = dict(zip(lines["kind"], lines["title"], strict=True))
    about = [theme for theme in dict.fromkeys([*lines["theme"], *lines["enabler"]]) if theme in names]
    offered = {
        "kind": ("Kind", "all kinds", kinds),
        "about": ("Theme", "all themes", {theme: names[theme] for theme in about}),
        "focus": ("Focus", "both", links.FOCI),
        "origin": ("Source", "all sources", {key: links.ORIGINS[key] for key in links.ORIGINS if key in set(lines["origin"])}),
    }
    every = []
    for choice, (label, whole, known) in offered.items():
        chosen = getattr(view, choice)
        known = known | ({chosen: names.get(chosen, chosen)} if chosen and chosen not in known else {})
        items = [(whole, view.link(**{choice: None}), chosen is None)]
        items += [(name, view.link(**{choice: key}), key == chosen) for key, name in known.items()]
        every.append(
            pill(
                label,
                known.get(chosen, SHORT.get(choice, "all")),
                items,
                *([el("p", lacking, cls="muted")] if choice == "kind" and lacking else []),
            )
        )
    if view.kpi:
        every.append(el("li", el("a", "KPI ", el("strong", kpi_name), " ×", href=view.link(kpi=None), cls="pill"), cls="of-kpi"))
    return el("ul", every, cls="pills", aria_label="Which lines")


def left(
    shown: pd.DataFrame,
    every: pd.DataFrame,
    ways: Ways,
    bar: Node,
    lacking: str,
    used: dict[str, tuple[int, str]],
    adds: str,
    off: bool,
) -> list[Node]:
    """The left side: the lines in order of strength. lacking: why some kinds are not among them. used: line → the question made of
    it (number, id). adds: the question that a line’s evidence can be added to, in words; empty for none. off: whether nothing can
    be made."""
    note = [el("p", lacking, cls="panel-lacking muted")] if lacking else []
    head = el(
        "div",
        el("h2", "Lines of enquiry", el("small", f" {len(shown)} of {len(every)}") if len(shown) < len(every) else None),
        bar,
        cls="panel-lines-head",
    )
    if every.empty:
        none = el(
            "p",
            "No line of enquiry: neither figures nor words of this period suggest one. Choose another period above, or begin "
            "a blank question.",
            cls="empty",
        )
        return [head, none]
    if shown.empty:
        clear = ways.view.link(**dict.fromkeys(NARROWS))
        return [
            head,
            el("p", "No line is of all the chosen kinds. ", el("a", f"Show all {len(every)}", href=clear), cls="empty"),
            *note,
        ]
    cards = [card(row, number, ways, used, adds, off) for number, row in enumerate(shown.to_dict("records"), 1)]
    return [head, el("ol", cards, cls="panel-cards"), *note]


def card(row: dict, number: int, ways: Ways, used: dict[str, tuple[int, str]], adds: str, off: bool) -> Node:
    """One line of enquiry: what the figures say, and folded what could explain it and what it rests on."""
    made, says = used.get(row["line"]), f"line-{number}"
    return el(
        "li",
        el("p", el("span", row["symbol"], aria_hidden="true"), f" {row['title']}", cls="kind"),
        el("p", row["wording"], id=says),
        el(
            "p",
            el(
                "button",
                "Use again" if made else "Use",
                type="button",
                data_use=row["line"],
                aria_describedby=says,
                aria_disabled=off,
            ),
            el("a", "Open the figures", href=ways.figures(row), aria_describedby=says),
            el("a", f"Used in question {made[0]}", href=ways.view.link(question=made[1])) if made else None,
            cls="panel-ways",
        ),
        el(
            "details",
            el("summary", "What could explain it, and what it rests on", id=f"more-{number}"),
            el("p", el("strong", "It could be that "), wording.lower_first(row["explanation"])) if row["explanation"] else None,
            el("p", el("strong", "or that "), wording.lower_first(row["other_explanation"])) if row["other_explanation"] else None,
            el("p", el("strong", "A question: "), row["question"]) if row["question"] else None,
            el("p", "Strength: ", row["strength_rest"], cls="muted") if row["strength_rest"] else None,
            [el("p", el("strong", "Mind: "), caveat) for caveat in row["caveats"]],
            el("ul", [el("li", _linked(chip, ways)) for chip in row["chips"]], cls="panel-rests"),
            el("button", f"Add its evidence to {adds}", type="button", data_add=row["line"], aria_disabled=off) if adds else None,
            cls="more",
        ),
        cls=f"panel-card tone-{row['tone']}",
    )


def _linked(chip: dict, ways: Ways) -> Node | str:
    address = ways.evidence(chip["kpi"], chip["source"])
    return el("a", chip["full"], href=address) if address else chip["full"]


def way(order: pd.DataFrame, area: str, view: View) -> Node:
    """Which authority of how many in the meeting's order, the one before and the one after. order: rows of
    ``queries.meeting.running_order``."""
    areas, names = order["area"].tolist(), order["name"].tolist()
    place = areas.index(area)
    steps = [
        el("a", f"{before}{names[at]}{after}", href=to(view, areas[at]), id=f"step-{at - place}")
        for at, before, after in ((place - 1, "← ", ""), (place + 1, "", " →"))
        if 0 <= at < len(areas)
    ]
    every = [(f"{at} {name}", to(view, key), key == area) for at, (key, name) in enumerate(zip(areas, names, strict=True), 1)]
    return el(
        "div",
        el("span", f"LA {place + 1} of {len(areas)} in the meeting’s order", cls="muted"),
        el("span", steps, cls="steps"),
        el("ul", pill("Go to", names[place], every), cls="pills", aria_label="Authorities in their order"),
        el("a", "To issuing", href="#issue"),
        cls="bar",
    )


def to(view: View, area: str) -> str:
    """The same screen of another authority, without what belongs to this one."""
    return view.link(area=area, question=None, kpi=None)


def closed(name: str, ways: Ways, sent_on: str, n_sent: int) -> list[Node]:
    """What somebody who looks as an authority is told. sent_on: the day on which something was last issued to it, empty where
    nothing was; n_sent: how many questions."""
    own = el("a", f"the self-check page of {name}", href=ways.self_check())
    if not sent_on:
        says, where = f"What {name} will be asked is drafted by the group.", ["What is issued to it will stand on ", own]
    elif not n_sent:
        says, where = f"{name} was sent its focus and no question on {sent_on}.", ["It stands on ", own]
    else:
        they = "It stands" if n_sent == 1 else f"The {wording.counted(n_sent, 'question')} stand"
        says, where = f"{name} was sent its {'question' if n_sent == 1 else 'questions'} on {sent_on}.", [f"{they} on ", own]
    return [
        el("h1", says, cls="headline"),
        el(
            "p",
            *where,
            ". Whoever looks as an authority sees no drafts and no lines of enquiry."
            " If you are of the group or the improvement team, say so (on the left).",
            cls="note",
        ),
    ]

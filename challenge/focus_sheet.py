"""The suggested focus of an authority in words, what it rests on, and what the group chose."""

import pandas as pd

from challenge import journey_sheet, settings_sheet, wording
from challenge.links import View
from challenge.sheet import Node, el

NAMES = {"Education": "Education", "Social Care": "Social Care", "both": "Both"}
SIDES = {"Education": "education", "Social Care": "social_care"}
TOO_LITTLE = "too little to suggest"
# How many of the strongest lines are named on each side.
STRONGEST = 3
HIDDEN = "The group suggests and chooses a focus; it reaches the authority with its questions."


def lede(suggested: dict, chosen: dict) -> Node:
    """The suggestion, why, and what the group chose, in two sentences. suggested: of ``queries.focus.suggested``; chosen: of
    ``queries.questions.focus``."""
    group = f"The group has chosen {_inside(chosen['focus'])}." if chosen["focus"] else "The group has not chosen yet."
    return el("p", *suggestion(suggested), " ", group, cls="lede")


def _inside(focus: str) -> str:
    return "both" if focus == "both" else focus


def suggestion(suggested: dict) -> list[Node | str]:
    """The suggestion and the shortest reason for it."""
    focus = suggested["suggested"]
    if not isinstance(focus, str):
        found = _few(int(suggested["n_reasons"]))
        return ["Suggested focus: ", el("strong", TOO_LITTLE), f" ({found})."]
    counts = {side: int(suggested[f"n_{key}"]) for side, key in SIDES.items()}
    total = sum(counts.values())
    if focus == "both":
        lines = wording.listed([f"{wording.counted(count, 'line')} on {side}" for side, count in counts.items()])
    else:
        lines = f"{counts[focus]} of the {total} lines on Education or Social Care"
    wished = [wording.lower_first(name) for key in SIDES.values() for name in suggested[f"wished_{key}"]]
    asks = f"Section 4 asks for {_both(wished)}" if wished else ""
    reasons = "; ".join(part for part in (lines if total else "", asks) if part)
    return ["Suggested focus: ", el("strong", NAMES[focus]), f" ({reasons})."]


def _both(names: list[str]) -> str:
    # Names of groups of KPIs hold an "and" of their own.
    return f"{', '.join(names[:-1])}, and {wording.lower_first(names[-1])}" if len(names) > 1 else "".join(names)


def named(suggested: dict) -> str:
    """What is suggested, by name."""
    return NAMES.get(suggested["suggested"], TOO_LITTLE)


def _few(count: int) -> str:
    return "nothing speaks for either side yet" if not count else f"only {wording.counted(count, 'reason')} on either side"


def reasons(suggested: dict, lines: pd.DataFrame, view: View, caption: str) -> Node:
    """What speaks for each side, as a table. lines: of ``queries.focus.reasons``."""
    total = float(suggested["education"] + suggested["social_care"])
    body = [
        _reason("Lines of enquiry that speak for a closer look", lambda side, key: _lines(suggested, lines, side, key, view)),
        _reason(
            "Section 4 of the self-view asks for",
            lambda side, key: _both([str(name) for name in suggested[f"wished_{key}"]]) or "nothing on this side",
        ),
        _reason(
            "Weight",
            lambda side, key: f"{suggested[key]:.0f}" + (f" ({100 * suggested[key] / total:.0f}%)" if total else ""),
        ),
    ]
    return el(
        "div",
        journey_sheet.table(("What speaks for a focus", *SIDES), [el("tbody", body)], caption),
        el("p", rule(suggested), cls="muted sources"),
    )


def _reason(name: str, said) -> Node:
    return el("tr", el("th", name, scope="row"), [el("td", said(side, key)) for side, key in SIDES.items()])


def _lines(suggested: dict, lines: pd.DataFrame, side: str, key: str, view: View) -> Node | str:
    count = int(suggested[f"n_{key}"])
    if not count:
        return "none"
    own = lines[lines["focus"] == side].head(STRONGEST)
    named = [f"{row.symbol} {row.subject}: {wording.lower_first(row.title)}" for row in own.itertuples(index=False)]
    more = f"and {wording.counted(count - len(named), 'more', 'more')}" if count > len(named) else None
    return el(
        "div",
        # The link stands alone: among words it would need more than its colour.
        el("p", el("a", wording.counted(count, "line").capitalize(), href=view.link(focus=side, question=None))),
        el("small", f"weight together {suggested[f'lines_{key}']:.0f}"),
        [el("small", each) for each in named],
        el("small", more) if more else None,
    )


def rule(suggested: dict) -> str:
    """By what rule a focus is suggested."""
    neither = int(suggested["n_neither"])
    about = (
        f" {wording.counted(neither, 'line is', 'lines are').capitalize()} on neither side: about the journey, or without a theme."
        if neither
        else ""
    )
    return (
        "How it is suggested: each line that speaks for a closer look weighs its strength (0 to 100) on its side, and each group of"
        f" KPIs that Section 4 asks for, as somebody tagged it, weighs {suggested['focus_wish']:.0f}. Lines that only set Section 4"
        " beside the figures are not counted again. Both are suggested when the lesser side has"
        f" {100 * suggested['focus_both_share']:.0f}% of the weight or more; nothing with fewer than"
        f" {wording.NUMBERS[int(suggested['focus_least_reasons'])]} reasons.{about}"
        " It is a suggestion, not a judgement: the group’s choice counts."
    )


def chosen(row: dict, marked: str) -> Node:
    """What the group chose, why, who wrote it and when. row: of ``queries.questions.focus``."""
    if not row["focus"]:
        return el("div", el("h3", marked), el("p", "Nothing is chosen yet."))
    return el(
        "div",
        el("h3", marked),
        el("p", el("strong", NAMES[row["focus"]]), f": {row['reason']}" if row["reason"] else "", cls="typed"),
        el("p", f"{row['actor']}, {settings_sheet.moment(row['recorded_at'])}", cls="muted"),
    )


def both(theirs: tuple[str, str], who: str, when: object, yours: tuple[str, str]) -> Node:
    """Two people chose: each as (focus, reason)."""
    said = [f"{NAMES.get(focus, 'none')}{f': {reason}' if reason else ''}" for focus, reason in (theirs, yours)]
    return el(
        "div",
        el(
            "p",
            el(
                "strong",
                f"{who} chose on {settings_sheet.moment(when)}, while yours was open. Nothing of yours is lost, nor saved yet.",
            ),
        ),
        el(
            "div",
            [
                el("section", el("h3", head), el("p", words, cls="typed"))
                for head, words in zip(("Theirs", "Yours"), said, strict=True)
            ],
            cls="columns",
        ),
        cls="message",
        role="alert",
    )

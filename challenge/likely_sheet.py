"""What an authority might be asked, on its own screen: the lines of enquiry its figures and its self-view give."""

import pandas as pd

from challenge import wording
from challenge.sheet import Node, el

MOST = 8
RULE = (
    "Worked out by rules from your figures and your self-view, the strongest first, and the same for every authority. What the "
    "group asks, it decides itself: it may take up none of these, or something else."
)


def likely(lines: pd.DataFrame) -> Node:
    """Lines as ``line_words.worded`` gives them, with the question each might become. Own placements have a place of their own, and
    Ofsted's lines are the group's."""
    shown = lines[~lines["kind"].isin(["own-placement", "ofsted"])] if len(lines) else lines
    if shown.empty:
        return el("p", "No line of enquiry stands in this column. Another period above may show one.", cls="empty")
    more = len(shown) - MOST
    return el(
        "div",
        el("p", RULE, cls="muted"),
        [
            el(
                "article",
                el("h3", el("span", row.symbol, aria_hidden="true"), f" {row.title}"),
                el("p", row.wording),
                el("p", el("strong", "It might be asked: "), row.question),
                cls="asked",
            )
            for row in shown.head(MOST).itertuples()
        ],
        el(
            "p",
            f"{wording.sentence(wording.counted(more, 'weaker line stands', 'weaker lines stand'))[:-1]} behind these.",
            cls="muted",
        )
        if more > 0
        else None,
    )

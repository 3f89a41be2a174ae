"""Small marks that several tables share: shades of quarters, directions with their arrow, ranks "of how many"."""

import pandas as pd

from challenge import wording
from challenge.sheet import Node, el

SHADES = {"A": "best", "B": "second", "C": "third", "D": "worst", "-": "none"}


def direction_words(direction: str | None, reason: str | None) -> Node:
    """The direction with its arrow, or why none is stated."""
    arrows = {
        "improving": ("↗", "good"),
        "worsening": ("↘", "bad"),
        "about the same": ("→", ""),
        "higher": ("↑", ""),
        "lower": ("↓", ""),
    }
    if isinstance(direction, str):
        arrow, cls = arrows[direction]
        return el("span", f"{arrow} {direction}", cls=cls or None)
    return el("span", reason if isinstance(reason, str) else "", cls="muted")


def figure(text: str, status: object) -> Node | str:
    """``text`` as it is, or the short word that stands in place of a figure with what it means: ``n/p``, not published."""
    short, long = wording.STATUSES.get(status, ("", "")) if isinstance(status, str) else ("", "")
    return el("abbr", text, title=long) if short and text == short else text


def rank_words(rank: float, out_of: float) -> str:
    """``18 of 23``; nothing where there is no rank."""
    return "" if pd.isna(rank) else f"{int(rank)} of {int(out_of)}"

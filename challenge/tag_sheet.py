"""What the words of Section 4 are about, as marks: each text with its tags, and what the word lists suggest."""

from collections.abc import Callable

import pandas as pd

from challenge import wording
from challenge.sheet import Node, el

KINDS = {"kpi_group": "Groups of KPIs", "enabler": "Enablers"}
ITEMS = {"focus-wanted": "Wanted focus", "strengths": "Strengths"}
WHY = (
    "Tags say which groups of KPIs and which enablers these words are about; regional themes count them as voice. A tag hangs on "
    "the words: when a later version says it otherwise, it waits for tags again."
)


def waiting(rows: pd.DataFrame, link: Callable[[str], str], marked: str) -> Node | None:
    """Which authorities' texts still wait for a tag, each leading there; None when nobody has said anything. rows: of
    ``queries.tags.waiting``. link: area → its return. marked: what the list is called."""
    if rows.empty:
        return None
    left, said = rows[rows["n_waiting"] > 0], int(rows["n_said"].sum())
    if left.empty:
        return el("p", f"{marked}: all {said} have tags.", cls="muted")
    names = [
        [", " if number else "", el("a", row.name, href=link(row.area)), f" ({int(row.n_waiting)})" if row.n_waiting > 1 else ""]
        for number, row in enumerate(left.itertuples(index=False))
    ]
    n = int(left["n_waiting"].sum())
    return el("p", f"{marked}: {n} of {said} {'waits' if n == 1 else 'wait'} for tags. See ", names, ".", cls="muted")


def headline(texts: pd.DataFrame, tagged: pd.DataFrame) -> str:
    """How far the tagging of one authority's words is."""
    done = texts["text_hash"].isin(tagged["text_hash"]).sum()
    return f"{done or 'None'} of {len(texts)} texts of Section 4 {'has' if done == 1 else 'have'} tags."


def title(item: str, entry: int, several: bool) -> str:
    """What a text is called: ``Wanted focus``, or ``Strengths, 2`` where there are several."""
    return f"{ITEMS[item]}, {entry}" if several else ITEMS[item]


def text(row: dict, several: bool, tags: pd.DataFrame, suggested: pd.DataFrame, names: dict[tuple[str, str], str]) -> Node:
    """One text with its tags, who gave them and when, and what the word lists suggest beside them."""
    known = {(each.about, each.tagged) for each in tags.itertuples()}
    more = suggested[[(each.about, each.tagged) not in known for each in suggested.itertuples()]]
    return el(
        "div",
        el("h3", title(row["item"], int(row["entry"]), several)),
        el("ul", [el("li", line) for line in row["text"].split("\n") if line.strip()], cls="rows"),
        el(
            "dl",
            [
                [el("dt", kind), el("dd", said)]
                for about, kind in KINDS.items()
                if (said := "; ".join(names[tag] for tag in names if tag[0] == about and tag in known))
            ],
            cls="facts",
        )
        if known
        else None,
        el("p", by(row), cls="muted") if isinstance(row["actor"], str) else None,
        _suggested(more, names, bool(known)),
    )


def by(row: dict) -> str:
    """Who gave or took a tag last, and when: ``Last tagged by Ann Lee, Authority, on 10 November 2017 (declared, not
    authenticated).``"""
    return (
        f"Last tagged by {row['actor']}, {row['actor_role']}, on {wording.day(row['recorded_at'])} (declared, not authenticated)."
    )


def _suggested(rows: pd.DataFrame, names: dict[tuple[str, str], str], tagged: bool) -> Node | None:
    if rows.empty:
        return None if tagged else el("p", el("strong", "No tag yet."), " Its words suggest none.", cls="note")
    found = {(row.about, row.tagged): row.words for row in rows.itertuples()}
    each = [f"{names[tag]} (“{'”, “'.join(found[tag].split(', '))}”)" for tag in names if tag in found]
    if tagged:
        return el("p", "Its words also suggest, not confirmed: ", "; ".join(each), ".", cls="muted")
    return el("p", el("strong", "No tag yet."), " Suggested by its words, not confirmed: ", "; ".join(each), ".", cls="note")


def both(theirs: str, who: str, when: object, yours: str) -> Node:
    """Somebody tagged the same words meanwhile: what stands, and what was not saved."""
    said = f" ({wording.day(when)})" if when is not None else ""
    return el(
        "div",
        el("p", el("strong", f"Not saved: {who} tagged these words meanwhile{said}.")),
        el("dl", el("dt", "Stands now"), el("dd", theirs), el("dt", "Yours"), el("dd", yours), cls="facts"),
        el("p", "Keep what stands, or put yours in its place."),
        cls="message",
        role="alert",
    )

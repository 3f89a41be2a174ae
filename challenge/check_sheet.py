"""Parts of the self-check: what a draft was read as, and what became of it."""

import pandas as pd

from challenge import problem_list, wording
from challenge.links import View
from challenge.returns.self_view import SelfView
from challenge.sheet import Node, el


def waiting(members: pd.DataFrame, view: View) -> Node:
    """Before anything was dropped in: which authority to look at, or a draft to drop. members: area and name."""
    return el(
        "div",
        el("h1", "See what would be asked about your self-view before you send it.", cls="headline"),
        el(
            "p",
            "Check a draft, or see how an authority stands on one page to print: returned, compared, placed, and asked.",
            cls="lede",
        ),
        el("h2", "See how an authority stands", id="authorities"),
        el(
            "nav",
            [el("a", row.name, href=view.link(area=row.area)) for row in members.itertuples()],
            cls="chips",
            aria_labelledby="authorities",
        ),
        el("h2", "Or check a draft"),
        nothing_stored(),
    )


def nothing_stored() -> Node:
    """What happens to a draft."""
    return el("p", "Drop your draft in below. It is read and set beside published figures; nothing is stored until you say send.")


def opening(draft: SelfView, name: str, whole: bool = True) -> Node:
    """What was read, in a sentence, and what it asks for. whole: the draft is all the screen is about."""
    if draft.refused:
        return el(
            "div",
            _headline(f"{draft.file} cannot be taken as it is.", whole),
            el("p", "Nothing was stored. What keeps it out, and what to do, stands below.", cls="lede"),
        )
    returned = sum(figure.status != "not_returned" for figure in draft.figures)
    answered = len({each.item for each in draft.answers} - {"other"})
    kpis = len({figure.kpi for figure in draft.figures})
    return el(
        "div",
        _headline(f"{name}: {returned} of {len(draft.figures)} figures were read; {problem_list.counts(draft.problems)}.", whole),
        el(
            "p",
            f"{draft.file}: {kpis} KPIs, {wording.counted(answered, 'question')} answered, "
            f"{sum(each.position is not None for each in draft.placements)} of 7 enablers placed. Nothing is stored yet.",
            cls="lede",
        ),
    )


def _headline(words: str, whole: bool) -> Node:
    return el("h1", words, cls="headline") if whole else el("h2", words)


def of_another(draft_of: str, page_of: str) -> Node:
    """The draft on an authority's page is somebody else's."""
    return el("p", f"This draft is of {draft_of}; the page above is about {page_of}.", cls="note warn")


def figures(draft: SelfView, kpis: pd.DataFrame) -> pd.DataFrame:
    """The figures of a draft as :func:`problem_list.figures` shows them; ``kpis``: the KPIs of the cycle."""
    rows = pd.DataFrame(
        {
            "number": each.number,
            "kpi": each.kpi,
            "column_key": each.period,
            "value": each.value,
            "status": each.status,
            "note": each.note,
            "part_year": each.part_year,
            "period_end": each.period_end,
            "place": each.place,
        }
        for each in draft.figures
    )
    return rows.merge(kpis[["kpi", "name", "unit", "unit_short", "decimals"]], on="kpi")


def sent(outcome: str, version: int | None, name: str, link: str) -> Node:
    """What became of it when it was sent."""
    words = {
        "stored": f"Sent: it is version {version} of {name}’s return.",
        "known": f"It is here already as version {version}: nothing was stored again.",
    }.get(outcome, "It was not stored.")
    return el("p", f"{words} ", el("a", "See it on the returns screen", href=link), cls="note", role="status")

"""The line above each screen: the way here, the choices that hold for the whole screen, and what kind of store this is."""

import pandas as pd

from challenge import links, wording
from challenge.links import View
from challenge.sheet import Node, el

PRACTICE = "Practice: BPNs, rounds, returns and placements are invented"


def masthead(
    view: View,
    now: View,
    crumbs: list[tuple[str, str | None]],
    cycles: pd.DataFrame,
    columns: pd.DataFrame,
    meetings: pd.DataFrame,
    practice: bool,
    only: tuple[str, ...] = ("Cycle", "Period", "Source", "As of"),
) -> Node:
    """Breadcrumbs (name, link or None for this one), the cycle, period, source and moment to choose, and the practice badge.

    ``only`` names the choices that matter to the screen. ``now`` is the view with every default filled in, so
    that what is chosen can be named; ``view`` keeps links short.
    """
    cycle = cycles.set_index("cycle", drop=False).loc[now.cycle]
    sources = links.SOURCES if cycle["n_returned"] else {"published": links.SOURCES["published"]}
    # Another cycle has its own columns, BPNs and authorities: what only this one knows is left behind.
    kpi = view.kpi if view.screen in ("kpi", "authority") else None
    other = view.but(period=None, source=None, order=None, theme=None, bpn=None, kpi=kpi, chosen=None, mapped=None)
    labels = dict(zip(columns["column_key"], columns["label"], strict=True))
    pills = {
        "Cycle": pill(
            "Cycle",
            cycle["title"],
            [(row.title, other.link(cycle=row.cycle), row.cycle == now.cycle) for row in cycles.itertuples()],
        ),
        "Period": pill(
            "Period", labels[now.period], [(label, view.link(period=key), key == now.period) for key, label in labels.items()]
        ),
        "Source": pill("Source", now.source, [(name, view.link(source=key), key == now.source) for key, name in sources.items()]),
        # Before a cycle was set up there is nothing of it to look back to.
        "As of": _as_of(view, meetings[pd.to_datetime(meetings["day"]) >= cycle["set_up"]]),
    }
    return el(
        "div",
        el(
            "nav",
            el(
                "ol",
                [el("li", el("a", name, href=href) if href else el("span", name, aria_current="page")) for name, href in crumbs],
            ),
            cls="crumbs",
            aria_label="Where you are",
        ),
        # One part, so that a long way here puts all of it on a line of its own, and never the badge alone.
        el(
            "div",
            el("ul", [pills[name] for name in only], cls="pills", aria_label="What is shown"),
            el("span", PRACTICE, cls="practice end") if practice else None,
            cls="bar shown",
        ),
        cls="bar",
    )


def looking_back(view: View, hidden: int) -> Node | None:
    """What an earlier moment means for published figures; None for now."""
    if view.as_of is None:
        return None
    later = f"{wording.counted(hidden, 'year', 'years')} of a KPI known to be published later"
    return el(
        "p",
        f"As it could be seen on {wording.day(view.as_of)}: years not over by then are left out, and {later}. ",
        "What remains are the values of today’s release, revised since, not the vintage of that day; a year whose day of ",
        "publication is not known is shown.",
        cls="note",
    )


def pill(name: str, value: str, choices: list[tuple[str, str, bool]], *more: Node) -> Node:
    """One choice that opens to a list of links (label, address, chosen), with ``more`` below them."""
    return el(
        "li",
        el(
            "details",
            el("summary", f"{name} ", el("strong", value)),
            el(
                "div",
                [el("a", label, href=href, aria_current="true" if chosen else None) for label, href, chosen in choices],
                *more,
            ),
            cls="choice",
        ),
    )


def _as_of(view: View, meetings: pd.DataFrame) -> Node:
    choices = [("now", view.link(as_of=None), view.as_of is None)]
    for meeting in meetings.itertuples():
        day = pd.Timestamp(meeting.day).date()
        choices.append((f"{wording.day(day)}: {meeting.what}", view.link(as_of=day), day == view.as_of))
    form = el(
        "form",
        [el("input", type="hidden", name=name, value=value) for name, value in view.but(as_of=None).query().items()],
        el("label", "Another day ", el("input", type="date", name="as_of", value=view.as_of, required=True)),
        el("button", "Look back"),
        action=f"/{view.screen}",
        cls="ask",
    )
    return pill("As of", wording.day(view.as_of) or "now", choices, form)

"""Starting a cycle: what it is called and for which region, then all settings proposed, reviewed and saved as revision 1."""

from dataclasses import replace

import pandas as pd

from challenge import acting, session, settings_parts, settings_sheet, widgets, wording
from challenge.access import Person
from challenge.cycle_settings import Standing
from challenge.opened import Opened
from challenge.settings_checks import Choices
from challenge.sheet import el

DESK = "settings of a new cycle"
YEARS = {"last": "the last published years", "shifted": "the same years, one on, where they are published"}


def going_on() -> bool:
    """Whether a new cycle is being set up in this browser session."""
    return widgets.recall(DESK) is not None


def begin(opened: Opened, known: Choices) -> None:
    """A folded form that proposes the settings of a new cycle; nothing is stored by it."""
    with widgets.folded("Start another cycle", key="starting"):
        session.show(
            el(
                "p",
                "Say what it is called and which region it is for. Its roster, columns, years and KPI list are then proposed for "
                "you to review and change; nothing is stored before you save.",
            ),
            key="starting words",
        )
        with widgets.form("start"):
            title = widgets.line("Title, as in 2026/27", key="new title", most=40)
            region = widgets.choose("Region", known.regions, key="new region", chosen=opened.cycle["region"])
            like = widgets.choose("Columns and KPI list like those of", known.titles, key="new like", chosen=max(known.titles))
            years = widgets.choose("Published years to propose", YEARS, key="new years")
            asked = widgets.send("Propose its settings", key="propose")
    if not asked:
        return
    if not title.strip():
        session.show(
            el("p", "Write a title first: the years of the cycle, as in 2026/27.", cls="note", role="alert"), key="no title"
        )
        return
    proposed = acting.propose_cycle(title, region, like, years == "shifted")
    settings_parts.lay(DESK, settings_parts.Desk(Standing(proposed, 0, "", None), proposed))
    widgets.again()


def review(opened: Opened, kpis: pd.DataFrame, actor: Person | None) -> None:
    """The proposal to review, change and save; or to put away."""
    on = widgets.recall(DESK)
    proposed, known = on.settings, acting.settings_choices()
    session.title("A new cycle")
    empty = sum(year is None for year, _ in proposed.years.values())
    session.show(
        [
            opened.masthead([("Settings", opened.view.link()), ("A new cycle", None)], only=()),
            el("h1", settings_sheet.headline(proposed, known, 0), cls="headline"),
            el(
                "p",
                "Proposed, not started: look through it, change what is wrong, and save it at the end. "
                f"Nothing published stands in {wording.counted(empty, 'cell')} of its KPI table.",
                cls="lede",
            ),
        ],
        key="settings",
    )
    if widgets.button("Put this proposal away", key="put away"):
        settings_parts.lay(DESK, None)
        widgets.again()
    now = settings_parts.edit(DESK, known, kpis)
    now = replace(now, cycle=acting.cycle_key(now.title, now.region, known))
    if started := settings_parts.keep(DESK, now, known, on.seen, actor):
        widgets.turn(cycle=started)

"""The settings of a cycle to edit, part by part: what stands there, fields and grids, and saving all of it as the next revision.

What is being edited lies on a desk, kept for the browser session: the revision it began with, and what has been made of it. The
grids are laid out anew only when their own columns change; until then they keep what was typed.
"""

from dataclasses import dataclass, replace

import pandas as pd

from challenge import acting, session, settings_checks, settings_grids, settings_sheet, widgets
from challenge.access import Person
from challenge.cycle_settings import Standing
from challenge.errors import ChallengeError
from challenge.settings_checks import Choices, Settings
from challenge.sheet import el
from challenge.store import Conflict

WHO = el("p", "Say who you are (on the left) before you save: each revision is signed.", cls="note")


# Under this name, with the cycle, stands what was saved last in this browser session, in words.
SAVED = "saved"


@dataclass(frozen=True)
class Desk:
    """What is being edited: as it was, as the grids were last laid out, and how often that was."""

    seen: Standing
    settings: Settings
    turn: int = 0


def desk(name: str, standing: Standing) -> Desk:
    """The desk of a cycle, laid out with what stands when there is none."""
    found = widgets.recall(name)
    if found is None:
        found = Desk(standing, standing.settings, widgets.recall("turns", 0))
        lay(name, found)
    return found


def lay(name: str, on: Desk | None) -> None:
    """Lay a desk out anew under new keys, or clear it."""
    turns = widgets.recall("turns", 0) + 1
    widgets.remember("turns", turns)
    widgets.remember(name, None if on is None else replace(on, turn=turns))


def edit(name: str, known: Choices, kpis: pd.DataFrame) -> Settings:
    """Every part to edit; what they hold now. Lays the desk out anew when columns or rounds have changed."""
    on = widgets.recall(name)
    now, key = on.settings, f"{on.seen.settings.cycle} {on.turn}"
    now = settings_grids.cycle(now, known, key)
    now = settings_grids.columns(now, key)
    if now.columns != on.settings.columns:
        _anew(name, on, now)
    now = settings_grids.years(now, on.seen.settings, known, kpis, key)
    now = settings_grids.dates(now, key)
    now = settings_grids.bpns(now, known, key)
    if now.rounds != on.settings.rounds:
        _anew(name, on, now)
    return now


def _anew(name: str, on: Desk, now: Settings) -> None:
    lay(name, replace(on, settings=now))
    widgets.again()


def keep(name: str, now: Settings, known: Choices, standing: Standing, actor: Person | None) -> str | None:
    """What has been changed, what is in the way, and saving it; the cycle's key when it was saved. standing: as it stands now,
    which may be later than what is on the desk: then both are shown, to keep one or take the other."""
    on = widgets.recall(name)
    seen, fresh = on.seen, on.seen.revision == 0
    said = settings_checks.changes(None if fresh else seen.settings, now, known)
    session.show(el("h2", "Start the cycle" if fresh else "Save"), key="saving")
    if standing.revision != seen.revision:
        if not said:
            lay(name, None)
            widgets.again()
        theirs = settings_checks.changes(seen.settings, standing.settings, known)
        session.show(settings_sheet.both(standing.actor, standing.recorded_at, theirs, said), key="both")
        with widgets.abreast():
            if widgets.button("Keep theirs", key="keep theirs"):
                lay(name, None)
                widgets.again()
            if widgets.button("Take yours", key="take yours", main=True, off=actor is None):
                mine = settings_checks.merged(seen.settings, standing.settings, now)
                lay(name, Desk(standing, mine))
                widgets.again()
        return None
    found = settings_checks.problems(now, None if fresh else seen.settings, known) if said else []
    session.show(
        [
            settings_sheet.changed(said, seen.revision, widgets.recall(f"{SAVED} {now.cycle}")),
            settings_sheet.problems(found, "Not ready"),
            actor is None and WHO,
        ],
        key="what",
    )
    label = f"Start {now.title}" if fresh else f"Save as revision {seen.revision + 1}"
    if not widgets.button(label, key="save settings", main=True, off=not said or bool(found) or actor is None) or actor is None:
        return None
    try:
        reached = acting.save_settings(now, seen.revision, actor)
    except Conflict:
        widgets.again()
    except ChallengeError as error:
        session.show(settings_sheet.refused(error), key="not saved")
        return None
    lay(name, None)
    widgets.remember(f"{SAVED} {now.cycle}", f"Saved as revision {reached}.")
    return now.cycle

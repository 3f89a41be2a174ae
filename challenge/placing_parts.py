"""Who is in which BPN and round, to edit: one grid of all authorities, with what is missing or contradicts itself said as it is
filled. What was on the screen is kept for the browser session, so that nothing typed is lost when somebody else saves."""

import pandas as pd

from challenge import acting, session, settings_sheet, widgets
from challenge.access import Person
from challenge.errors import ChallengeError
from challenge.memberships import Placed
from challenge.settings_checks import Choices, Settings, key_of
from challenge.settings_grids import by_name, words_of
from challenge.settings_parts import SAVED, WHO
from challenge.sheet import el
from challenge.store import Conflict


def place(settings: Settings, known: Choices, actor: Person | None) -> None:
    """A grid of every authority with its BPN and round, what is missing or contradicts itself, and saving it."""
    cycle = settings.cycle
    session.show(
        [
            el("h2", "BPN and round of each authority"),
            el(
                "p",
                "Every authority has one BPN and one round. No paper says which: it is what the region decides. Part of it may be "
                "saved; an authority with only one of the two may not.",
            ),
        ],
        key="placing",
    )
    if not settings.bpns:
        session.show(el("p", "Name the BPNs and rounds above and save them first.", cls="empty"), key="no bpn")
        return
    stood = acting.placed(cycle)
    name = f"places {cycle}"
    held: tuple[dict[str, Placed], int] = widgets.recall(name) or (stood, widgets.recall("turns", 0))
    widgets.remember(name, held)
    base, turn = held
    wanted = _wanted(settings, known, base, f"places {cycle} {turn} {settings.bpns} {settings.rounds}")
    before = {area: base.get(area, Placed()).where for area in wanted}
    mine = {area: where for area, where in wanted.items() if where != before[area]}
    found = acting.misplaced(settings, wanted, known.names)
    session.show(
        [
            *settings_sheet.placed(settings, known, wanted, "Authorities by BPN and round"),
            settings_sheet.unsaved(len(mine), widgets.recall(f"{SAVED} places {cycle}")),
            settings_sheet.problems(found, "Not ready"),
            actor is None and WHO,
        ],
        key="placed",
    )
    if stood != base:
        _both_placed(name, settings, known, (base, stood), mine, actor)
        return
    if widgets.button("Save BPNs and rounds", key="save places", main=True, off=not mine or bool(found) or actor is None):
        _save_places(name, cycle, settings, known, wanted, base, actor)


def _wanted(settings: Settings, known: Choices, base: dict[str, Placed], key: str) -> dict[str, tuple[str, str]]:
    names = {each.bpn: each.name for each in settings.bpns}
    areas = by_name(settings.members, known)
    stood = [base.get(area, Placed()) for area in areas]
    frame = pd.DataFrame(
        [
            (known.names[area], names.get(each.bpn), each.round.capitalize() or None)
            for area, each in zip(areas, stood, strict=True)
        ],
        columns=["name", "bpn", "round"],
        dtype=object,
    )
    shown = {
        "name": ("Authority", None),
        "bpn": ("BPN", list(names.values())),
        "round": ("Round", [each.capitalize() for each in settings.rounds]),
    }
    edited = widgets.grid(frame, key, shown, fixed=["name"])
    keys = {name: bpn for bpn, name in names.items()}
    return {
        area: (keys.get(words_of(bpn), ""), key_of(words_of(name)))
        for area, bpn, name in zip(areas, edited["bpn"], edited["round"], strict=True)
    }


def _both_placed(name: str, settings: Settings, known: Choices, stands: tuple, mine: dict, actor: Person | None) -> None:
    """Somebody placed authorities while this grid was open: both are shown, unless nothing was changed here."""
    base, stood = stands
    if not mine:
        _put_away(name)
        widgets.again()
    bpns = {each.bpn: each.name for each in settings.bpns}

    def words(area: str, where: tuple[str, str]) -> str:
        return f"{known.names[area]}: " + (f"{bpns.get(where[0], where[0])}, {where[1].capitalize()}" if all(where) else "none")

    theirs = {area: each for area, each in stood.items() if each != base.get(area)}
    last = max(theirs.values(), key=lambda each: each.recorded_at)
    said = [words(area, each.where) for area, each in theirs.items()]
    session.show(
        settings_sheet.both(last.actor, last.recorded_at, said, [words(*pair) for pair in mine.items()]), key="both placed"
    )
    with widgets.abreast():
        if widgets.button("Keep theirs", key="keep their places"):
            _put_away(name)
            widgets.again()
        if widgets.button("Take yours", key="take your places", main=True, off=actor is None):
            whole = {area: stood.get(area, Placed()).where for area in settings.members} | mine
            _save_places(name, settings.cycle, settings, known, whole, stood, actor)


def _put_away(name: str) -> None:
    widgets.remember("turns", widgets.recall("turns", 0) + 1)
    widgets.remember(name, None)


def _save_places(name: str, cycle: str, settings: Settings, known: Choices, wanted: dict, base: dict, actor: Person) -> None:
    try:
        acting.place(cycle, wanted, {area: each.revision for area, each in base.items()}, actor)
    except Conflict:
        widgets.again()
    except ChallengeError as error:
        session.show(settings_sheet.refused(error), key="not placed")
        return
    _put_away(name)
    widgets.remember(f"{SAVED} places {cycle}", f"Saved. {settings_sheet.missing(settings, known, wanted)}")
    widgets.again()

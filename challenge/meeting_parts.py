"""The meeting screen's live parts: who is taken and in which order, the panel that places, and what comes back from it."""

from dataclasses import dataclass

import pandas as pd

import queries
from challenge import meeting_sheet, placer, placing_acts, session, settings_sheet, widgets, wording
from challenge.access import Person
from challenge.errors import ChallengeError
from challenge.opened import Opened
from challenge.placing_acts import PlacedMeanwhile, Word
from challenge.sheet import el

ANSWERS = "answers to entries"
# Answers that are kept for a browser that asks again.
MOST = 300
PANEL = "placer"
WHO = "Say who you are (on the left) before you save an order."


@dataclass(frozen=True)
class Entry:
    """What the browser asks to be saved: an id of its own making, where, what, and the revision that was seen."""

    id: str
    cycle: str
    area: str
    enabler: str
    position: int
    evidence: str
    seen: int

    @classmethod
    def of(cls, raw: dict) -> "Entry":
        """An entry as it came; ``ChallengeError`` when it is of no shape that our panel sends."""
        kinds = {"id": str, "cycle": str, "area": str, "enabler": str, "position": int | None, "evidence": str, "seen": int}
        for name, kind in kinds.items():
            if not isinstance(raw.get(name), kind) or isinstance(raw.get(name), bool):
                raise ChallengeError(
                    "the panel", f"an entry whose {name} is {raw.get(name)!r:.60}", "one it sends itself", "reload"
                )
        return cls(**{name: raw[name] for name in kinds} | {"position": raw["position"] or 0})


def chosen(opened: Opened, order: pd.DataFrame) -> str:
    """The authority taken now: the one in the address, else the first the group has not wholly placed, else the first."""
    if opened.view.area:
        return opened.view.area
    left = order.loc[order["n_said"] < order["n_enablers"], "area"]
    return left.iloc[0] if len(left) else order["area"].iloc[0]


def closed(opened: Opened) -> None:
    """The screen for somebody who looks as an authority: no placement, and the way to an authority's own page."""
    view, region = opened.view, opened.cycle["region_name"]
    name = opened.members.set_index("area")["name"].get(view.area)
    session.title(f"Meeting: {name}" if name else "Meeting")
    crumbs = [(region, opened.home("region")), ("Meeting", view.link(area=None) if name else None), (name, None)]
    session.show(
        [
            opened.masthead(crumbs[: 3 if name else 2], only=("Cycle", "As of")),
            *meeting_sheet.closed(name, view.to("self_check", area=view.area)),
            None if name else opened.directory(),
        ],
        key="closed",
    )


def opening(opened: Opened, area: str, name: str, own: pd.Series, returned: bool) -> None:
    """The sentence and the way on, drawn anew as the group goes on. own: the authority's row of ``queries.journey.counts``, asked
    once: it is of the whole region, and an authority's own placement rarely changes while the group places it."""
    given = {"cycle": opened.cycle["cycle"]}

    def drawn() -> None:
        order = opened.rows(queries.meeting.running_order, **given)
        cells = opened.rows(queries.meeting.cells, **given, area=area)
        says = meeting_sheet.headline(name, own, cells, returned)
        session.show([el("h1", says, cls="headline"), meeting_sheet.way(order, area, opened.view)], key="meeting")

    widgets.part(drawn, every=2)


def panel(opened: Opened, area: str, name: str, order: pd.DataFrame, positions: list[str]) -> None:
    """The panel on the right: it takes entries and shows those of others within seconds."""
    cycle, view = opened.cycle["cycle"], opened.view
    areas = order["area"].tolist()
    place = areas.index(area)
    readonly = "" if view.as_of is None else f"As it stood on {wording.day(view.as_of)}: nothing can be placed on an earlier day."
    here = {
        "cycle": cycle,
        "area": area,
        "name": name,
        "next": view.link(area=areas[place + 1]) if place + 1 < len(areas) else None,
        "previous": view.link(area=areas[place - 1]) if place else None,
    }

    def drawn() -> None:
        actor = widgets.actor()
        today = placer.today(pd.Timestamp.now("UTC").tz_localize(None))
        answers = _taken(widgets.heard(PANEL, placer.ENTRIES), actor, today)
        cells = opened.rows(queries.meeting.cells, cycle=cycle, area=area)
        title = opened.marked("The group’s preliminary placement")
        placer.mount(placer.panel(cells, positions, title, actor.name if actor else "", readonly, today, answers) | here, PANEL)

    widgets.part(drawn, every=2)


def _taken(entries: object, actor: Person | None, today: str) -> dict[str, dict]:
    """What became of each entry that came, by its id: saved once, however often it is asked. Without a name none is answered."""
    if actor is None or not isinstance(entries, list):
        return {}
    known: dict[str, dict] = widgets.recall(ANSWERS) or {}
    found = {}
    for raw in (each for each in entries if isinstance(each, dict) and isinstance(each.get("id"), str)):
        found[raw["id"]] = known[raw["id"]] if raw["id"] in known else saved(raw, actor, today)
        known[raw["id"]] = found[raw["id"]]
    widgets.remember(ANSWERS, dict(list(known.items())[-MOST:]))
    return found


def saved(raw: dict, actor: Person, today: str) -> dict:
    """Save one entry as it came from the browser: what stands now, ``theirs`` when somebody else was first, or why it is
    ``refused``. today: as `placer.today` words it."""
    try:
        entry = Entry.of(raw)
        word = placing_acts.place(
            entry.cycle, entry.area, entry.enabler, "preliminary", entry.position, entry.evidence, entry.seen, actor
        )
    except PlacedMeanwhile as meanwhile:
        return {"theirs": _stands(meanwhile.theirs, today)}
    except ChallengeError as error:
        # It stands at the enabler it is about.
        return {"refused": " ".join(wording.sentence(each) for each in (f"Not saved: {error.found}", error.do))}
    return _stands(word, today)


def _stands(word: Word, today: str) -> dict:
    # What was taken back has nothing to keep; its revision tells what to write after.
    return placer.stands(word.state, word.position, word.evidence, word.revision, word.actor, word.recorded_at, today)


def ordering(opened: Opened, order: pd.DataFrame) -> None:
    """The chair's order, folded: a number for each authority, saved whole. What was seen is kept: nobody's is overwritten."""
    if opened.view.as_of is not None:
        return
    cycle, stood = opened.cycle["cycle"], int(order["chair_revision"].iloc[0])
    held = f"order {cycle}"
    seen, frame = widgets.recall(held) or (stood, order[["place", "name"]])
    widgets.remember(held, (seen, frame))
    with widgets.folded("The chair’s order", key="ordering"):
        session.show(
            [
                el("p", _order_said(order)),
                el(
                    "p",
                    "Write other numbers in the first column: 0 brings one to the front; of two alike the first stays first.",
                ),
            ],
            key="order words",
        )
        edited = widgets.grid(frame, f"order {cycle} {seen}", {"place": ("Place", "number"), "name": ("Authority", None)}, ["name"])
        actor = widgets.actor()
        empty = edited["place"].isna().any()
        if empty:
            session.show(
                el("p", "Every authority needs a number. Nothing is saved yet.", cls="note", role="alert"), key="no number"
            )
        if actor is None:
            session.show(el("p", WHO, cls="note"), key="who orders")
        keys = dict(zip(order["name"], order["area"], strict=True))
        wanted = [keys[name] for name in edited.sort_values("place", kind="stable")["name"] if name in keys]
        if seen != stood:
            _both(order, held, cycle, wanted, stood, actor)
            return
        if widgets.button("Save this order", key="save order", main=True, off=actor is None or bool(empty)) and actor:
            _save_order(cycle, wanted, seen, held, actor)


def _order_said(order: pd.DataFrame) -> str:
    if not order["chair_revision"].iloc[0]:
        return "No order was saved: by BPN, then A–Z."
    when = settings_sheet.moment(order["chair_recorded_at"].iloc[0])
    return f"As saved by {order['chair_actor'].iloc[0]} on {when}."


def _both(order: pd.DataFrame, held: str, cycle: str, wanted: list[str], stood: int, actor: Person | None) -> None:
    """Somebody saved another order while this one was open."""
    names = dict(zip(order["area"], order["name"], strict=True))
    who, when = order["chair_actor"].iloc[0], order["chair_recorded_at"].iloc[0]
    mine = [names[area] for area in wanted]
    session.show(settings_sheet.both(who, when, order["name"].tolist(), mine), key="both orders")
    with widgets.abreast():
        if widgets.button("Keep theirs", key="keep their order"):
            widgets.remember(held, None)
            widgets.again()
        if widgets.button("Take yours", key="take my order", main=True, off=actor is None) and actor:
            _save_order(cycle, wanted, stood, held, actor)


def _save_order(cycle: str, wanted: list[str], seen: int, held: str, actor: Person) -> None:
    try:
        placing_acts.save_agenda(cycle, wanted, seen, actor)
    except ChallengeError as error:
        session.show(settings_sheet.refused(error), key="order not saved")
        return
    widgets.remember(held, None)
    widgets.said("The order is saved")
    widgets.again()

"""Ofsted's key lines of enquiry on the questions screen: which there are, whom they cover, adding and changing them."""

import pandas as pd

from challenge import asked_sheet, ofsted_adding, ofsted_sheet, question_acts, session, widgets, wording
from challenge.access import may_draft
from challenge.errors import ChallengeError
from challenge.ofsted_adding import PASTED, SAVED, Desk
from challenge.opened import Opened
from challenge.question_acts import LineMeanwhile, OfstedLine
from challenge.sheet import el

TITLE = "Ofsted’s key lines of enquiry"
# What a downloaded file says of itself: it is the group's, though it holds no placement.
NOT_FOR_OFSTED = {"Ofsted": "Not for Ofsted: the group’s working paper."}
WORK = "ofsted line changed"
SHOWN = 90


def screen(opened: Opened) -> None:
    """The whole screen below the navigation."""
    view, cycle = opened.view, opened.cycle
    session.title(TITLE)
    crumbs = [(cycle["region_name"], opened.home("region")), ("Questions", view.link(show=None, arrange=None)), (TITLE, None)]
    may = may_draft(opened.reading.viewer)
    # Everything is asked for before anything is drawn: until then the screen before stands whole.
    on = ofsted_adding.desk(opened)
    rows = ofsted_adding.rows_of(opened)
    session.show(opened.masthead(crumbs, only=("Cycle", "As of")), key="masthead")
    if not may:
        session.show(ofsted_sheet.not_for_authorities(view.link(show=None)), key="ofsted")
        return
    widgets.part(lambda: _lines(on), every=5)
    if len(rows):
        made = lambda: ofsted_sheet.export(ofsted_adding.rows_of(opened), on.names, on.themes)  # noqa: E731
        named = ("Download these lines", f"Ofsted key lines of enquiry {cycle['title'].replace('/', '-')}", made)
        session.downloads(opened, ofsted_sheet.headline(rows, opened.members), named, ofsted=False, sources=NOT_FOR_OFSTED)
    if view.as_of is None:
        ofsted_adding.adding(on, first=rows.empty)
        _changing(on, rows)


def _lines(on: Desk) -> None:
    """The sentence and the lines, drawn anew as others add to them."""
    opened, view = on.opened, on.opened.view
    rows = ofsted_adding.rows_of(opened)
    grouped = view.arrange == "az"
    caption = opened.marked(f"{TITLE}, {opened.cycle['title']}")

    def link(area: str) -> str:
        return view.link(area=area, show=None, arrange=None)

    made = ofsted_sheet.by_authority if grouped else ofsted_sheet.by_letter
    session.show(
        [
            el("h1", ofsted_sheet.headline(rows, opened.members), cls="headline"),
            el("p", ofsted_sheet.LEDE, cls="lede"),
            el("p", ofsted_sheet.KEPT, cls="muted"),
            _earlier(opened),
            el(
                "div",
                asked_sheet.segments(view.but(arrange=None), "ofsted"),
                _arranged(on, grouped) if len(rows) else None,
                cls="bar",
            ),
            made(rows, on.names, on.themes, link, caption) if len(rows) else _nothing(opened),
        ],
        key="ofsted",
    )


def _earlier(opened: Opened) -> object:
    if opened.view.as_of is None:
        return None
    said = f"As they stood on {wording.day(opened.view.as_of)}: nothing can be added or changed on an earlier day."
    return el("p", said, cls="note")


def _nothing(opened: Opened) -> object:
    if opened.view.as_of is not None:
        return el("p", "On that day none had been entered. Go back to now to add some.", cls="empty")
    return ofsted_sheet.empty()


def _arranged(on: Desk, grouped: bool) -> object:
    each = [
        el("a", label, href=on.opened.view.link(arrange=key), aria_current="true" if grouped == bool(key) else None)
        for label, key in (("By letter", None), ("By authority", "az"))
    ]
    return el(
        "div",
        el("span", "Arranged", cls="segments-label", id="by-letter"),
        el("nav", each, cls="segments", aria_labelledby="by-letter"),
    )


def _changing(on: Desk, rows: pd.DataFrame) -> None:
    """Change or take away one line; what was on the screen when it was chosen is kept, so that nobody's words are overwritten."""
    work: dict | None = widgets.recall(WORK)
    if work is not None and work["cycle"] != on.cycle:
        work = None
    if rows.empty and work is None:
        return
    labels = {row.ofsted_line: _label(row.text, row.areas, on) for row in rows.itertuples()}
    if work is not None:
        # A line that somebody took away meanwhile stays to be chosen while it is open here.
        labels.setdefault(work["key"], _label(work["line"].text, work["line"].areas, on))
    with widgets.folded("Change or take away a key line", key="ofsted change fold", open_=work is not None):
        turn = widgets.recall("ofsted which turn", 0)
        chosen = work["key"] if work is not None else None
        # What is open stays open when lines of others come and go, and the choice with them.
        key = widgets.choose("Which key line", labels, f"ofsted which {turn}", chosen, none="Choose a line") or chosen
        if key is None:
            return
        if work is None or work["key"] != key:
            row = rows.set_index("ofsted_line").loc[key]
            line = OfstedLine(row["text"], tuple(row["areas"]), tuple(row["themes"]), row["letter"], row["origin"], row["place"])
            turn = widgets.recall("ofsted change turn", 0) + 1
            widgets.remember("ofsted change turn", turn)
            work = {"cycle": on.cycle, "key": key, "line": line, "seen": int(row["revision"]), "turn": turn}
            widgets.remember(WORK, work)
        _form(on, work)


def _label(text: str, areas: object, on: Desk) -> str:
    about = f"all {len(on.names)}" if len(areas) == len(on.names) else ", ".join(on.names.get(area, area) for area in areas)
    plain = " ".join(text.split())
    return f"{plain[:SHOWN]}{'…' * (len(plain) > SHOWN)} ({about})"


def _form(on: Desk, work: dict) -> None:
    line, turn = work["line"], work["turn"]
    with widgets.form(f"ofsted change {turn}"):
        text = widgets.lines("This key line", key=f"ofsted change text {turn}", value=line.text, most=PASTED)
        areas = widgets.choose_some("Authorities this line is about", on.names, f"ofsted change areas {turn}", list(line.areas))
        themes = widgets.choose_some("Themes of this line", on.themes, f"ofsted change themes {turn}", list(line.themes))
        letter = widgets.line("Letter this line is from", key=f"ofsted change letter {turn}", value=line.letter)
        sent = widgets.send("Save this line", key=f"ofsted change save {turn}", off=on.actor is None)
    if on.actor is None:
        session.show(el("p", ofsted_sheet.WHO, cls="note"), key="who changes")
    wanted = OfstedLine(text, tuple(areas), tuple(themes), letter, line.origin, line.place)
    if sent:
        widgets.remember(WORK, work | {"both": None})
        _save(on, work, wanted, work["seen"])
    elif work.get("both") is not None:
        _both(on, work, *work["both"])
    elif work.get("going"):
        session.show(
            el(
                "p", "It goes from every screen. Who took it away and when stays in the record, and its words too.", cls="note warn"
            ),
            key="ofsted going",
        )
        with widgets.abreast():
            if widgets.button("Take it away", key=f"ofsted gone {turn}", main=True, off=on.actor is None):
                _save(on, work, None, work["seen"])
            if widgets.button("Keep it", key=f"ofsted stays {turn}"):
                widgets.remember(WORK, work | {"going": False})
                widgets.again()
    elif widgets.button("Take this line away …", key=f"ofsted going {turn}", off=on.actor is None):
        widgets.remember(WORK, work | {"going": True})
        widgets.again()


def _save(on: Desk, work: dict, line: OfstedLine | None, seen: int) -> None:
    if on.actor is None:
        return
    try:
        reached = question_acts.change_ofsted_line(on.cycle, work["key"], line, seen, on.actor)
    except LineMeanwhile as meanwhile:
        widgets.remember(WORK, work | {"both": (meanwhile, line), "going": False})
        widgets.again()
        return
    except ChallengeError as error:
        session.show(ofsted_sheet.refused(error), key="ofsted not changed")
        return
    done = "taken away" if line is None else "changed" if reached != seen else "as it was: nothing was changed"
    _settle(f"The key line was {done}.")


def _both(on: Desk, work: dict, meanwhile: LineMeanwhile, yours: OfstedLine | None) -> None:
    def said(line: OfstedLine | None) -> str | None:
        return line and ofsted_sheet.whole(line.text, line.areas, line.themes, line.letter, on.names, on.themes)

    session.show(ofsted_sheet.both(meanwhile.actor, said(meanwhile.theirs), said(yours)), key="ofsted both")
    with widgets.abreast():
        if widgets.button("Keep what stands", key=f"ofsted keep {work['turn']}"):
            _settle("What stood was kept.")
        if widgets.button("Put mine in its place", key=f"ofsted take {work['turn']}", main=True, off=on.actor is None):
            _save(on, work, yours, meanwhile.revision)


def _settle(said: str) -> None:
    widgets.remember(WORK, None)
    widgets.remember("ofsted which turn", widgets.recall("ofsted which turn", 0) + 1)
    widgets.remember(SAVED, said)
    widgets.again()

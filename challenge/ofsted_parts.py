"""Ofsted's key lines of enquiry on the questions screen: which there are, whom they cover, adding and changing them."""

import pandas as pd

from challenge import asked_sheet, ofsted_adding, ofsted_desk, ofsted_sheet, question_acts, session, widgets, wording
from challenge.access import may_draft
from challenge.errors import ChallengeError
from challenge.kept_form import Field, Form, Letter, Which
from challenge.ofsted_adding import SAVED
from challenge.ofsted_desk import Desk
from challenge.opened import Opened
from challenge.question_acts import LineMeanwhile, OfstedLine
from challenge.sheet import el

TITLE = "Ofsted’s key lines of enquiry"
# What a downloaded file says of itself: it is the group's, though it holds no placement.
NOT_FOR_OFSTED = {"Ofsted": "Not for Ofsted: the group’s working paper."}
WORK, ORIGINS = "ofsted line changed", "ofsted origins"
SHOWN = 90


def screen(opened: Opened) -> None:
    """The whole screen below the navigation."""
    view, cycle = opened.view, opened.cycle
    session.title(TITLE)
    crumbs = [(cycle["region_name"], opened.home("region")), ("Questions", view.link(show=None, arrange=None)), (TITLE, None)]
    may = may_draft(opened.reading.viewer)
    # Everything is asked for before anything is drawn: until then the screen before stands whole.
    on = ofsted_desk.desk(opened)
    rows = ofsted_desk.rows_of(opened)
    session.show(opened.masthead(crumbs, only=("Cycle", "As of")), key="masthead")
    if not may:
        session.show(ofsted_sheet.not_for_authorities(view.link(show=None)), key="ofsted")
        return
    widgets.part(lambda: _lines(on), every=5)
    if len(rows):
        made = lambda: ofsted_sheet.export(ofsted_desk.rows_of(opened), on.names, on.themes)  # noqa: E731
        named = ("Download these lines", f"Ofsted key lines of enquiry {cycle['title'].replace('/', '-')}", made)
        session.downloads(opened, ofsted_sheet.headline(rows, opened.members), named, ofsted=False, sources=NOT_FOR_OFSTED)
    if view.as_of is None:
        ofsted_adding.adding(on, first=rows.empty)
        _changing(on, rows)


def _lines(on: Desk) -> None:
    """The sentence and the lines, drawn anew as others add to them."""
    opened, view = on.opened, on.opened.view
    rows = ofsted_desk.rows_of(opened)
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
    """Change or take away one line. What stood when its words were typed goes along, so that nobody's are overwritten."""
    work: dict | None = widgets.recall(WORK)
    if work is not None and work["cycle"] != on.cycle:
        work = None
    origins = widgets.recall(ORIGINS, {}) | {row.ofsted_line: (row.origin, row.place) for row in rows.itertuples()}
    widgets.remember(ORIGINS, origins)
    if rows.empty and not origins:
        return
    lines = {
        row.ofsted_line: {
            "label": _label(row.text, row.areas, on),
            "values": {"text": row.text, "areas": list(row.areas), "themes": list(row.themes), "letter": row.letter},
            "seen": int(row.revision),
        }
        for row in rows.itertuples()
    }
    which = Which("Which key line", "Choose a line", lines)
    needed = "A key line needs words: write it, or take it away."
    fields = (Field("text", "This key line", "text", needed=needed), *ofsted_desk.about(on))
    form = Form(
        f"ofsted change {on.cycle}",
        fields,
        "Save this line",
        "Change or take away a key line",
        which=which,
        withdraw={
            "label": "Take this line away",
            "asks": "It goes from every screen. Who took it away and when stays in the record, and its words too.",
            "yes": "Take it away",
        },
    )
    ofsted_desk.taking(on, form, lambda letter: _changed(on, letter, origins.get(letter.item, ("entered", ""))))
    if work is not None:
        _both(on, work)


def _label(text: str, areas: object, on: Desk) -> str:
    about = f"all {len(on.names)}" if len(areas) == len(on.names) else ", ".join(on.names.get(area, area) for area in areas)
    plain = " ".join(text.split())
    return f"{plain[:SHOWN]}{'…' * (len(plain) > SHOWN)} ({about})"


def _changed(on: Desk, letter: Letter, origin: tuple[str, str]) -> dict:
    said = letter.values
    line = OfstedLine(said["text"], tuple(said["areas"]), tuple(said["themes"]), said["letter"], *origin)
    return _save(on, letter.item, None if letter.kind == "withdraw" else line, letter.seen, letter.id)


def _save(on: Desk, key: str, line: OfstedLine | None, seen: int, letter: str) -> dict:
    """What became of a change: ``stored``, ``refused``, or ``both`` where somebody else was first."""
    if on.actor is None:
        return {"kind": "refused", "words": ofsted_sheet.WHO}
    widgets.remember(WORK, None)
    try:
        reached = question_acts.change_ofsted_line(on.cycle, key, line, seen, on.actor)
    except LineMeanwhile as meanwhile:
        widgets.remember(WORK, {"cycle": on.cycle, "key": key, "line": line, "meanwhile": meanwhile, "letter": letter})
        return {"kind": "both", "words": "Not saved: somebody else changed it first. Choose below."}
    except ChallengeError as error:
        return {"kind": "refused", "words": ofsted_sheet.refused_words(error)}
    done = "taken away" if line is None else "changed" if reached != seen else "as it was: nothing was changed"
    words = f"The key line was {done}."
    widgets.remember(SAVED, words)
    return {"kind": "stored", "words": words}


def _both(on: Desk, work: dict) -> None:
    meanwhile, yours, letter = work["meanwhile"], work["line"], work["letter"]

    def said(line: OfstedLine | None) -> str | None:
        return line and ofsted_sheet.whole(line.text, line.areas, line.themes, line.letter, on.names, on.themes)

    session.show(ofsted_sheet.both(meanwhile.actor, said(meanwhile.theirs), said(yours)), key="ofsted both")
    with widgets.abreast():
        if widgets.button("Keep what stands", key=f"ofsted keep {letter}"):
            widgets.remember(WORK, None)
            ofsted_desk.answer(letter, {"kind": "dropped", "words": "What stood was kept."})
            widgets.again()
        if widgets.button("Put mine in its place", key=f"ofsted take {letter}", main=True, off=on.actor is None):
            ofsted_desk.answer(letter, _save(on, work["key"], yours, meanwhile.revision, letter))
            widgets.again()

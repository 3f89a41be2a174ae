"""The focus of one authority on the questions screen: what is suggested and why, and the group's choice."""

import queries
from challenge import focus_sheet, question_acts, session, settings_sheet, widgets, wording
from challenge.access import Person, may_draft
from challenge.errors import ChallengeError
from challenge.opened import Opened
from challenge.question_acts import ChosenMeanwhile
from challenge.sheet import Node, el

CHOICES = {"": "None chosen", "Education": "Education", "Social Care": "Social Care", "both": "Both"}


def asked(opened: Opened) -> dict:
    """All rows that the part draws, before anything of the screen is drawn; empty for who may not see it."""
    if not may_draft(session.viewer()):
        return {}
    return widgets.kept("focus asked", session.stands(opened, "focus"), lambda: _asked(opened))


def _asked(opened: Opened) -> dict:
    given = {"cycle": opened.cycle["cycle"], "area": opened.view.area, "ordinal": opened.ordinal}
    suggested, reasons = opened.row(queries.focus.suggested, **given), opened.rows(queries.focus.reasons, **given)
    caption = opened.marked(f"{suggested['name']}, {wording.lower_first(opened.period_label)}: what speaks for which focus")
    return {
        "suggested": suggested,
        "told": [
            el("h2", f"Suggested focus: {focus_sheet.named(suggested)}", id="focus"),
            focus_sheet.reasons(suggested, reasons, opened.view, caption),
        ],
    }


def lede(opened: Opened, rows: dict) -> Node:
    """The suggestion and the choice in a sentence each."""
    if not rows:
        return el("p", focus_sheet.HIDDEN, cls="lede")
    # Asked for anew: the group may have chosen since, while the screen stands.
    return focus_sheet.lede(rows["suggested"], _chosen(opened))


def part(opened: Opened, rows: dict) -> None:
    """The reasons as a table, and the group's choice, which is drawn anew as others choose."""
    if not rows:
        return
    session.show(rows["told"], key="focus reasons")
    # What others choose appears by itself; the fields stay as they are while somebody writes in them.
    widgets.part(lambda: _stands(opened), every=5)
    widgets.part(lambda: _choice(opened))


def _chosen(opened: Opened) -> dict:
    """What the group chose, as it stands."""
    given = {"cycle": opened.cycle["cycle"], "area": opened.view.area}
    return widgets.kept(
        "focus chosen row", session.stands(opened, "questions"), lambda: opened.row(queries.questions.focus, **given)
    )


def _stands(opened: Opened) -> None:
    session.show(focus_sheet.chosen(_chosen(opened), opened.marked("The group’s choice")), key="focus chosen")


def _choice(opened: Opened) -> None:
    cycle, area = opened.cycle["cycle"], opened.view.area
    if opened.view.as_of is not None:
        words = f"As it stood on {wording.day(opened.view.as_of)}: nothing can be chosen on an earlier day."
        session.show(el("p", words, cls="note"), key="focus read only")
        return
    row = _chosen(opened)
    held = f"focus {cycle} {area}"
    turn = widgets.recall(f"{held} turn", 0)
    # What was on the screen when the fields were filled, so that nobody's choice is overwritten unseen.
    if widgets.recall(f"{held} seen {turn}") is None:
        widgets.remember(f"{held} seen {turn}", row)
    begin = widgets.recall(f"{held} seen {turn}")
    actor = widgets.actor()
    meanwhile: ChosenMeanwhile | None = widgets.recall(f"{held} both")
    with widgets.folded("Choose or change the focus", key=f"{held} fold", open_=meanwhile is not None):
        with widgets.form(f"{held} form {turn}"):
            focus = widgets.pick("Focus of the challenge", CHOICES, f"{held} focus {turn}", chosen=begin["focus"])
            reason = widgets.line("Why (it is sent with the questions)", f"{held} reason {turn}", value=begin["reason"], most=1000)
            sent = widgets.send("Save the group’s choice", f"{held} save", off=actor is None)
        if actor is None:
            session.show(el("p", "Say who you are (on the left) before you choose.", cls="note"), key="who chooses")
        elif sent:
            _save(cycle, area, held, (focus, reason), int(begin["revision"]), actor)
        elif meanwhile is not None:
            _both(cycle, area, held, meanwhile, actor)


def _save(cycle: str, area: str, held: str, said: tuple[str, str], seen: int, actor: Person) -> None:
    try:
        question_acts.choose_focus(cycle, area, *said, seen, actor)
    except ChosenMeanwhile as meanwhile:
        widgets.remember(f"{held} both", meanwhile)
        widgets.again()
        return
    except ChallengeError as error:
        session.show(settings_sheet.refused(error), key="focus not saved")
        return
    _settle(held)
    widgets.said("The group’s choice is saved")
    widgets.again()


def _both(cycle: str, area: str, held: str, meanwhile: ChosenMeanwhile, actor: Person) -> None:
    theirs = meanwhile.theirs
    session.show(
        focus_sheet.both((theirs.focus, theirs.reason), theirs.actor, theirs.recorded_at, meanwhile.yours), key="focus both"
    )
    with widgets.abreast():
        keep = widgets.button("Keep theirs", key=f"{held} keep")
        take = widgets.button("Take yours", key=f"{held} take", main=True)
    if keep:
        _settle(held)
        widgets.again()
    if take:
        widgets.remember(f"{held} both", None)
        _save(cycle, area, held, meanwhile.yours, theirs.revision, actor)


def _settle(held: str) -> None:
    """The fields begin anew with what stands."""
    widgets.remember(f"{held} both", None)
    widgets.remember(f"{held} turn", widgets.recall(f"{held} turn", 0) + 1)

"""The form of one enabler as an authority places itself: five positions with the stages' prompts, evidence, and what its own
self-view says, to quote. Nothing here looks at a figure."""

from functools import cache
from typing import Protocol

import pandas as pd

from challenge import wording
from challenge.links import View
from challenge.reference import table
from challenge.returns.form import Form
from challenge.sheet import Node, el
from challenge.wizard_sheet import DRAFTED, clock, position

# By whether any of an enabler's prompts is the region's, and whether all are.
PROMPTS = {
    whose: f"The lines under each stage are prompts in {words} own words, not the text of the LGA/Isos grid."
    for whose, words in (
        ((False, False), "the project’s"),
        ((True, False), "the region’s and the project’s"),
        ((True, True), "the region’s"),
    )
}


class Word(Protocol):
    """One revision of a placement, as ``placements.Word``."""

    revision: int
    state: str
    position: int | None
    evidence: str
    actor: str
    recorded_at: object


@cache
def offered(enabler: str) -> tuple[str, ...]:
    """The questions of the self-view whose answers are offered for quoting beside an enabler, the nearest first."""
    rows = table("enabler_items")
    return tuple(rows.loc[rows["enabler"] == enabler, "item"])


def content(row: object) -> dict:
    """What the form of an enabler begins with: the draft's revision, and the position as the form has it ("0" is not placed)."""
    chosen = {"placed": row.shown_position, "not_placed": 0}.get(row.shown_state)
    return {
        "revision": int(row.draft_revision),
        "position": "" if chosen is None else str(int(chosen)),
        "evidence": row.shown_evidence,
    }


def says(row: object) -> str:
    """Whether, when and by whom what the form shows was saved."""
    if row.draft in DRAFTED:
        return f"Saved {clock(row.draft_recorded_at)}, as a draft by {row.draft_actor}."
    if row.own_state != "none":
        return f"This is what stands since {wording.day(row.own_recorded_at)} ({row.own_origin}). No draft has been made of it."
    return "Nothing has been said here yet."


def gentle(row: object) -> str:
    """A word on evidence that is missing or short; nothing where it is neither, or nothing was said yet."""
    if not row.thin or row.shown_state == "none":
        return ""
    first = "This is a short line of evidence." if row.shown_evidence else "No evidence yet: it is asked, not required."
    return f"{first} What was seen, by whom, and what did it change for children?"


def form(
    name: str, row: object, view: View, prompts: pd.DataFrame, positions: pd.DataFrame, quotable: Node, history: str
) -> list[Node]:
    """One enabler to place. What stands in its fields comes apart (``content``), so that they are not drawn anew while somebody
    writes."""
    told, whose = _told(row, prompts)
    number = int(row.number)
    onward = ("Save and review", "review") if number == 7 else ("Save and go on", str(number + 1))
    return [
        head(name, row),
        overtaken(row),
        _conflict(),
        el("p", "Say who you are (on the left) before you save: each word is signed.", cls="note", data_nobody=True, hidden=True),
        el(
            "fieldset",
            el("legend", "Choose what comes nearest"),
            el("div", [_card(each, told) for each in positions.itertuples()], cls="wizard-cards"),
            _not_placed(),
            cls="wizard-scale",
        ),
        el(
            "div",
            el(
                "section",
                el("label", "Evidence: what does this rest on?", for_="evidence"),
                el("textarea", id="evidence", name="evidence", rows=5, aria_describedby="evidence-asked"),
                el("p", "", cls="muted", data_gentle=True, role="status"),
                el(
                    "p",
                    el("button", "Back", type="button", data_go=view.link(step=str(number - 1) if number > 1 else None)),
                    el("button", "Leave for now", type="button", data_go=view.link(step=None)),
                    el("button", onward[0], type="button", cls="primary", data_saves=True, data_go=view.link(step=onward[1])),
                    cls="wizard-ways",
                ),
                el("p", "", cls="wizard-status", data_status=True, role="status", tabindex="-1"),
                el(
                    "p",
                    "A line or two: asked, not required. ",
                    PROMPTS[whose],
                    " ",
                    el("a", "What was said here before", href=history),
                    cls="muted",
                    id="evidence-asked",
                ),
            ),
            quotable,
            cls="wizard-below",
        ),
    ]


def shown(row: object, prompts: pd.DataFrame, positions: pd.DataFrame, history: str, caption: str) -> Node:
    """One enabler as it stood at a moment, to read."""
    told, whose = _told(row, prompts)
    chosen = int(row.own_position) if row.own_state == "placed" else None
    return el(
        "div",
        el("h2", caption),
        el("div", [_card(each, told, chosen) for each in positions.itertuples()], cls="wizard-cards"),
        el("p", el("strong", f"Own placement: {wording.lower_first(position(row.own_state, row.own_name))}.")),
        el("p", f"Evidence: {row.own_evidence}") if row.own_evidence else el("p", "No evidence was given.", cls="muted"),
        el("p", PROMPTS[whose], " ", el("a", "What was said here before", href=history), cls="muted"),
        data_part="wizard",
    )


def head(name: str, row: object) -> Node:
    """What is asked in this step."""
    asks = f"{row.number} of 7: where does {name} stand on {wording.lower_first(row.name)}?"
    return el("h1", asks, cls="headline", tabindex="-1")


def _told(row: object, prompts: pd.DataFrame) -> tuple[dict[int, str], tuple[bool, bool]]:
    own = prompts[prompts["enabler"] == row.enabler]
    by_region = own["by_region"].astype(bool)
    whose = (bool(by_region.any()), bool(by_region.all() and by_region.any()))
    return dict(zip(own["position"].astype(int), own["text"], strict=True)), whose


def _card(each: object, told: dict[int, str], chosen: int | None = -1) -> Node:
    number = int(each.position)
    cls = "wizard-card" + ("" if number in told else " between") + (" chosen" if number == chosen else "")
    words = [el("strong", each.name, " ✓" if number == chosen else None), el("span", told[number]) if number in told else None]
    if chosen != -1:
        return el("div", words, cls=cls)
    return el("label", el("input", type="radio", name="position", value=number, id=f"position-{number}"), words, cls=cls)


def _not_placed() -> Node:
    return el(
        "label",
        el("input", type="radio", name="position", value=0, id="position-0"),
        el("strong", "Not placed"),
        el("span", "You looked at it and cannot say, or would rather not. It is shown as such, and is no gap."),
        cls="wizard-card aside",
    )


def overtaken(row: object) -> Node | None:
    """A draft that is older than what stands, in full: nothing of it is lost."""
    if row.draft != "overtaken":
        return None
    words = f" Its evidence: “{row.draft_evidence}”" if row.draft_evidence else ""
    return el(
        "p",
        f"A draft by {row.draft_actor} ({clock(row.draft_recorded_at)}) said: "
        f"{wording.lower_first(position(row.draft_state, row.draft_name))}.{words} Since then it was placed otherwise "
        f"({row.own_origin}, {wording.day(row.own_recorded_at)}), and that stands. Choose and save to draft it anew.",
        cls="note",
    )


def _conflict() -> Node:
    return el(
        "div",
        el("p", el("strong", "", data_who=True), " ", el("span", "", data_theirs=True)),
        el("p", "Yours is in the fields below, not saved. Which one counts?"),
        el(
            "p",
            el("button", "Keep theirs", type="button", data_keep="theirs"),
            el("button", "Take yours", type="button", cls="primary", data_keep="yours"),
            cls="wizard-ways",
        ),
        cls="note warn",
        role="alert",
        data_conflict=True,
        hidden=True,
    )


def theirs(word: Word, name: object) -> dict:
    """What somebody else saved meanwhile, for the form to show and to take."""
    chosen = {"placed": word.position, "not_placed": 0}.get(word.state)
    where = position(word.state if word.state != "withdrawn" else "words", name)
    words = f" Evidence: “{word.evidence}”" if word.evidence else " No evidence."
    return {
        "revision": word.revision,
        "position": "" if chosen is None else str(chosen),
        "evidence": word.evidence,
        "who": f"{word.actor} saved this enabler at {clock(word.recorded_at)}, while it was open here.",
        "says": f"Theirs: {wording.lower_first(where)}.{words}",
    }


def quotes(row: object, grid: pd.DataFrame, answers: pd.DataFrame, asked: Form, practice: bool) -> Node:
    """What the authority's own self-view says that bears on an enabler, each to be quoted in the evidence with its place."""
    labels = {question.item: question.label for question in asked.questions}
    found = [
        ("Its line on the grid", each.evidence, each) for each in grid.itertuples() if each.enabler == row.enabler and each.evidence
    ]
    for item in offered(row.enabler):
        parts = answers[answers["item"] == item]
        for _, entry in parts.groupby("entry", sort=True):
            words = " ".join(entry["text"])
            found.append((labels.get(item, item), words, next(entry.itertuples())))
    return el(
        "section",
        el("h2", f"{'Practice · ' if practice else ''}From your self-view"),
        el(
            "div",
            el("ul", [_quote(*each, number) for number, each in enumerate(found, 1)]),
            cls="wizard-quotes",
            tabindex="0",
            role="group",
            aria_label="From your self-view",
        )
        if found
        else el("p", "No self-view has come in that says anything on this enabler.", cls="muted"),
    )


def _quote(label: str, words: str, source: object, number: int) -> Node:
    place = f"self-view, version {int(source.version)}, {source.place}"
    return el(
        "li",
        el("h3", label, id=f"quote-{number}"),
        el("p", words),
        el("button", "Quote", type="button", data_quote=words, data_place=place, aria_describedby=f"quote-{number}"),
        el("small", f"version {int(source.version)}, {source.place}"),
    )

"""What an authority sees before it places itself: what this is, what stands, and the way through the seven enablers. The form of
one is drawn by ``wizard_form``, reviewing and signing by ``wizard_review``. Nothing here looks at a figure."""

from zoneinfo import ZoneInfo

import pandas as pd

from challenge import wording
from challenge.links import View
from challenge.sheet import Node, el

# Where a draft counts: it is later than what stands.
DRAFTED = ("open", "same")
UK = ZoneInfo("Europe/London")


def clock(when: pd.Timestamp) -> str:
    """``10:42, 5 November 2017``, as clocks in the region show it."""
    local = pd.Timestamp(when).tz_localize("UTC").astimezone(UK)
    return f"{local:%H:%M}, {wording.day(local)}"


def position(state: str, name: object) -> str:
    """A placement in words: its position's name, *not placed*, or that nothing was said."""
    return {"placed": str(name), "not_placed": "Not placed", "words": "Evidence, and no position yet"}.get(
        state, "Nothing said yet"
    )


def headline_of_all(members: pd.DataFrame) -> str:
    """How far the authorities of a cycle are, in a sentence."""
    placed = int((members["n_placed"] > 0).sum())
    unplaced = int(((members["n_said"] > 0) & (members["n_placed"] == 0)).sum())
    also = f", {wording.counted(unplaced, 'says it is', 'say they are')} not placed" if unplaced else ""
    have = "has placed itself" if placed == 1 else "have placed themselves"
    return f"{placed or 'None'} of {len(members)} authorities {have} on the improvement grid{also}; choose yours."


def headline(name: str, stands: pd.DataFrame) -> str:
    """How far one authority is, in a sentence."""
    placed, unplaced = (int((stands["own_state"] == state).sum()) for state in ("placed", "not_placed"))
    opened = int((stands["draft"] == "open").sum())
    rest = f", not placed on {wording.counted(unplaced, 'more', 'more')}" if unplaced else ""
    first = f"{name} places itself on {placed} of {len(stands)} enablers{rest}" if placed else f"{name} has not placed itself yet"
    if unplaced and not placed:
        whole = "any of" if unplaced == len(stands) else f"{wording.counted(unplaced, 'of', 'of')}"
        first = f"{name} says it is not placed on {whole} the {wording.NUMBERS[len(stands)]} enablers"
    return f"{first}; {wording.counted(opened, 'draft is', 'drafts are')} not handed in." if opened else f"{first}."


def about(cycle: str) -> list[Node]:
    """What placing oneself is, in a few sentences."""
    return [
        el(
            "p",
            "Where do you stand on seven enablers of improvement? For each, choose one of five positions on the journey from poor "
            "to great, or say that you are not placed: that is allowed, and a word of its own. A line of evidence is asked.",
        ),
        el(
            "p",
            el("strong", "The grid is solely for the peer challenge and never goes to Ofsted."),
            f" The group reads it beside your self-view of {cycle} and makes its own placement; the talk begins "
            "where the two differ. Nothing here is worked out from figures.",
        ),
        el(
            "p",
            "One enabler at a time, in any order. Each is saved as a draft as you go: leave when you like, nothing is lost. It "
            "becomes your own placement when you hand it in; then the Director, Lead Member and Chief Executive can sign it.",
        ),
    ]


def next_step(stands: pd.DataFrame) -> str:
    """Where to go on: the first enabler nobody has said anything of, else the one drafted last, else the first."""
    silent = stands[(stands["own_state"] == "none") & ~stands["draft_state"].isin(["placed", "not_placed"])]
    if len(silent):
        return str(silent["number"].iloc[0])
    drafted = stands[stands["draft"] == "open"].sort_values("draft_recorded_at")
    return str(drafted["number"].iloc[-1]) if len(drafted) else "1"


def ways(view: View, stands: pd.DataFrame) -> Node:
    """Start or go on, review, and sign."""
    begun = stands["draft"].isin(DRAFTED).any()
    step = next_step(stands)
    name = stands.set_index("number")["short_name"][int(step)]
    label = f"Go on where you left: {step} {name}" if begun else "Look through and change it" if _whole(stands) else "Start"
    return el(
        "p",
        el("a", label, href=view.link(step=step), cls="button primary"),
        " ",
        el("a", "Review and hand in", href=view.link(step="review"), cls="button"),
        " ",
        el("a", "Sign-off", href=view.link(step="sign"), cls="button"),
        cls="wizard-ways",
        data_part="wizard",
    )


def _whole(stands: pd.DataFrame) -> bool:
    return bool((stands["own_state"] != "none").all())


def standing(view: View, stands: pd.DataFrame, caption: str) -> Node:
    """What stands and what is drafted, enabler by enabler, each a link to its step."""
    heads = ("Enabler", "Own placement", "Since", "Draft")
    return el(
        "div",
        el(
            "table",
            el("caption", caption),
            el("thead", el("tr", [el("th", head, scope="col") for head in heads])),
            el(
                "tbody",
                [
                    el(
                        "tr",
                        el("th", el("a", f"{row.number} {row.name}", href=view.link(step=str(row.number))), scope="row"),
                        el("td", position(row.own_state, row.own_name)),
                        el("td", f"{wording.day(row.own_recorded_at)}, {row.own_origin}" if row.own_state != "none" else "–"),
                        el("td", _draft(row)),
                    )
                    for row in stands.itertuples()
                ],
            ),
            cls="table",
        ),
        cls="scroll",
    )


def _draft(row: object) -> str:
    if row.draft == "open":
        return f"{position(row.draft_state, row.draft_name)} ({clock(row.draft_recorded_at)}, {row.draft_actor})"
    return {"same": "Says what stands", "handed_in": "Handed in", "overtaken": "Older than what stands"}.get(row.draft, "–")


def steps(view: View, stands: pd.DataFrame) -> Node:
    """The way through: each enabler with its state, then review and sign-off."""

    def step(key: str, name: str, says: object, cls: str = "") -> Node:
        current = "step" if view.step == key else None
        return el("li", el("a", name, el("small", says), href=view.link(step=key), aria_current=current, cls=cls or None))

    n_open = int((stands["draft"] == "open").sum())
    return el(
        "nav",
        el(
            "ol",
            [
                step(
                    str(row.number),
                    f"{row.number} {row.short_name}",
                    _track(row),
                    "drafted" if row.draft == "open" else "said" if row.shown_state != "none" else "",
                )
                for row in stands.itertuples()
            ],
            step("review", "Review", wording.sentence(f"{wording.counted(n_open, 'draft')} to hand in").rstrip(".")),
            step("sign", "Sign-off", "Director, Lead Member, Chief Executive"),
            cls="wizard-steps",
        ),
        aria_label="Steps",
        data_part="wizard",
    )


def _track(row: object) -> list[Node | str]:
    """The five positions as marks, the one that is shown filled, beside the word that says it."""
    draft = "Draft: " if row.draft == "open" else ""
    words = draft + position(row.shown_state, row.shown_name)
    if row.shown_state != "placed":
        return [words]
    marks = "".join("●" if place == int(row.shown_position) else "○" for place in range(1, 6))
    return [draft, el("span", marks, aria_hidden="true", cls="wizard-track"), el("span", words, cls="visually-hidden")]


def unsaved(view: View, stands: pd.DataFrame) -> Node:
    """What was typed in this browser tab on an enabler and has not been saved; shown by the browser where there is any."""
    return el(
        "div",
        el("p", el("strong", "Typed in this browser tab and not saved yet:")),
        el(
            "ul",
            [
                el(
                    "li",
                    el("a", f"{row.number} {row.name}", href=view.link(step=str(row.number))),
                    data_unsent=row.enabler,
                    hidden=True,
                )
                for row in stands.itertuples()
            ],
        ),
        cls="note warn",
        data_unsaved=True,
        hidden=True,
    )

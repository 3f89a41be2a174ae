"""An authority's placement before it is handed in, and who signed it: what would change, what to look at again, and what a
change does to sign-offs."""

import pandas as pd

from challenge import wording
from challenge.links import View
from challenge.returns.form import OFFICES
from challenge.sheet import Node, el
from challenge.wizard_sheet import clock, position

STATES = ("placed", "not_placed")


def to_hand_in(stands: pd.DataFrame) -> pd.DataFrame:
    """The enablers whose draft would change what stands."""
    return stands[(stands["draft"] == "open") & stands["draft_state"].isin(STATES)]


def headline(name: str, stands: pd.DataFrame) -> str:
    """What handing in would do, in a sentence."""
    changed = len(to_hand_in(stands))
    if changed:
        return f"Handing in would change {wording.counted(changed, 'of', 'of')} the seven placements of {name}."
    if (stands["own_state"] == "none").all():
        return f"{name} has drafted nothing yet, so there is nothing to hand in."
    return f"Nothing to hand in: {name}’s own placement stands as it is shown here."


def table(view: View, stands: pd.DataFrame, caption: str) -> Node:
    """All seven: where the authority would stand, on what evidence, what changes against what stands, and what to look at again."""
    heads = ("Enabler", "Would stand at", "Evidence", "What changes", "To look at again")
    return el(
        "div",
        el(
            "table",
            el("caption", caption),
            el("thead", el("tr", [el("th", head, scope="col") for head in heads])),
            el("tbody", [_row(view, row) for row in stands.itertuples()]),
            cls="table",
        ),
        cls="scroll",
    )


def _row(view: View, row: object) -> Node:
    return el(
        "tr",
        el("th", el("a", f"{row.number} {row.name}", href=view.link(step=str(row.number))), scope="row"),
        el("td", position(row.shown_state, row.shown_name)),
        el("td", row.shown_evidence or "none", cls="told"),
        el("td", _change(row), cls=None if row.draft == "open" else "muted"),
        el("td", _again(row), cls="muted"),
    )


def _change(row: object) -> str:
    if row.draft == "open" and row.draft_state == "words":
        return "Nothing: no position is chosen, so the words stay a draft"
    if row.draft != "open":
        return "Nothing" + ("; an older draft said otherwise and is left out" if row.draft == "overtaken" else "")
    if row.own_state == "none":
        return "New: nothing stood before"
    origin = f"{row.own_origin}, {wording.day(row.own_recorded_at)}"
    if (row.own_state, row.own_name) == (row.draft_state, row.draft_name):
        return f"The evidence; the position stays ({origin})"
    also = "" if row.own_evidence == row.draft_evidence else ", and the evidence"
    return f"Was: {wording.lower_first(position(row.own_state, row.own_name))} ({origin}){also}"


def _again(row: object) -> str:
    if row.shown_state == "none":
        return "Nothing said yet. Not placed may be said."
    notes = []
    if row.shown_state == "not_placed":
        notes.append("Not placed: allowed, and shown as such.")
    if row.thin:
        notes.append("A short line of evidence." if row.shown_evidence else "No evidence.")
    return " ".join(notes)


def handed_in(changed: int, names: list[str], withdrawn: list[str]) -> str:
    """What a hand-in did, in words."""
    if not changed:
        return "Nothing was changed: the draft says what stands."
    first = f"Handed in: {wording.counted(changed, 'placement')} changed ({wording.listed(names)})."
    if not withdrawn:
        return first
    who = wording.listed([OFFICES[office] for office in withdrawn])
    return f"{first} The sign-off by the {who} was withdrawn: the placement was changed."


def withdraws(sign_offs: pd.DataFrame) -> Node | None:
    """Whose sign-off handing in would withdraw."""
    standing = sign_offs.loc[sign_offs["state"] == "stands", "office"]
    if standing.empty:
        return None
    who = wording.listed([OFFICES[office] for office in standing])
    return el(
        "p", f"Handing in a change withdraws the sign-off by the {who}: each signs again what is then there.", cls="note warn"
    )


def signed_headline(name: str, sign_offs: pd.DataFrame, stands: pd.DataFrame) -> str:
    """Who signed an authority's own placement, in a sentence."""
    standing = [OFFICES[office] for office in sign_offs.loc[sign_offs["state"] == "stands", "office"]]
    if not standing and (stands["own_state"] == "none").all():
        return f"{name} has handed in no placement yet, so there is nothing to sign."
    if not standing:
        return f"Nobody has signed {name}’s own placement as it stands."
    if len(standing) == len(sign_offs):
        return f"{name}’s own placement is signed by all three: the {wording.listed(standing)}."
    return f"{name}’s own placement is signed by the {wording.listed(standing)}, {len(standing)} of {len(sign_offs)}."


def sign_offs(rows: pd.DataFrame, stands: pd.DataFrame, caption: str) -> Node:
    """Each office with who signed, when, and what became of it."""
    placed = stands["own_recorded_at"].max()
    return el(
        "div",
        el(
            "table",
            el("caption", caption),
            el("thead", el("tr", [el("th", head, scope="col") for head in ("Office", "Name", "Signed", "What that means")])),
            el(
                "tbody",
                [
                    el(
                        "tr",
                        el("th", OFFICES[row.office], scope="row"),
                        el("td", row.name if row.state != "none" else "–"),
                        el("td", clock(row.signed_at) if row.state != "none" else "–"),
                        el("td", became(row, placed)),
                    )
                    for row in rows.itertuples()
                ],
            ),
            cls="table",
        ),
        cls="scroll",
    )


def became(row: object, placed: object) -> str:
    """What became of one office's sign-off. placed: when the own placement was changed last."""
    office = OFFICES[row.office]
    if row.state == "none":
        return "Not signed yet."
    entered = f"entered by {row.signed_by}, declared and not authenticated"
    if row.state == "stands":
        how = f"with version {int(row.version)} of the self-view" if row.how == "self-view" else "on its own"
        return f"✓ Signed {how}; {entered}."
    if row.state == "withdrawn":
        when, why = wording.day(row.withdrawn_at), f": {row.reason}" if row.reason else ""
        return f"The {office}’s sign-off of {wording.day(row.signed_at)} was withdrawn on {when}{why} ({row.withdrawn_by})."
    why = "another version counts now" if not row.current else f"the placement was changed on {wording.day(placed)}"
    return f"Signed version {int(row.version)} of the self-view on {wording.day(row.signed_at)}; it no longer counts here: {why}."


def not_yet(view: View, stands: pd.DataFrame) -> Node | None:
    """Why nobody can sign, while an enabler has no word that was handed in."""
    silent = stands.loc[stands["own_state"] == "none", "name"]
    if silent.empty:
        return None
    said = wording.sentence(f"{wording.counted(len(silent), 'enabler has', 'enablers have')} neither a position nor not placed")[
        :-1
    ]
    return el(
        "p",
        f"{said}: {wording.listed([wording.lower_first(each) for each in silent])}. Each needs one before anybody signs. ",
        el("a", "Review and hand in", href=view.link(step="review")),
        ".",
        cls="note",
    )


def replaced(stands: pd.DataFrame, before: dict[str, int], name: str) -> Node | None:
    """Which drafts somebody else wrote since the review was shown last. before: their revisions then. name: who looks."""
    others = stands[[before.get(row.enabler, 0) != row.draft_revision and row.draft_actor != name for row in stands.itertuples()]]
    if others.empty:
        return None
    who, what = wording.listed(list(dict.fromkeys(others["draft_actor"]))), wording.listed(others["name"].tolist())
    return el("p", el("strong", f"{who} drafted {what} anew since this was shown last. "), "The table has it.", cls="note")


def signs(stands: pd.DataFrame, caption: str) -> Node:
    """What is signed: the seven as they stand."""
    return el(
        "div",
        el(
            "table",
            el("caption", caption),
            el("thead", el("tr", [el("th", head, scope="col") for head in ("Enabler", "Own placement", "Evidence", "Since")])),
            el(
                "tbody",
                [
                    el(
                        "tr",
                        el("th", f"{row.number} {row.name}", scope="row"),
                        el("td", position(row.own_state, row.own_name)),
                        el("td", row.own_evidence or "none", cls="told"),
                        el("td", f"{wording.day(row.own_recorded_at)}, {row.own_origin}" if row.own_state != "none" else "–"),
                    )
                    for row in stands.itertuples()
                ],
            ),
            cls="table",
        ),
        cls="scroll",
    )

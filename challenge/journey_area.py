"""The improvement journey of one authority: its seven enablers with every placement and its line, what is asked at each stage, who
signed, and everything that was ever said of a cell."""

from collections.abc import Callable

import pandas as pd

from challenge import journey_grid, wording
from challenge.journey_sheet import quote, table
from challenge.journey_words import HEADS, STATES, difference, placed
from challenge.links import View
from challenge.returns.form import OFFICES
from challenge.settings_sheet import moment
from challenge.sheet import Node, el

KINDS = {"self": "own placement", "preliminary": "the group’s, preliminary", "agreed": "agreed after the forum"}
HOW = {"self-view": "with the self-view", "placement": "on its own"}


def enablers(cells: pd.DataFrame, said: pd.Series, view: View, against: str, names: dict[int, str], caption: str) -> Node:
    """The seven enablers, each with its track and all three placements. said: how many revisions each enabler has."""
    body = [
        el(
            "tr",
            el(
                "th",
                row.enabler_name,
                el(
                    "small",
                    el("a", _revisions(int(said.get(row.enabler, 0))), href=view.link(enabler=row.enabler), aria_label=_about(row)),
                ),
                scope="row",
            ),
            el("td", journey_grid.track(row), el("small", difference(row.other_gap), cls="far" if row.apart else None)),
            el("td", placed(row.self_state, row.self_position, names), _quoted(row.self_state, row.self_evidence)),
            el(
                "td",
                placed(row.preliminary_state, row.preliminary_position, names),
                _quoted(row.preliminary_state, row.preliminary_evidence),
            ),
            el("td", placed(row.agreed_state, row.agreed_position, names), _quoted(row.agreed_state, row.agreed_evidence)),
            cls="opened" if row.enabler == view.enabler else None,
        )
        for row in cells.itertuples()
    ]
    heads = ("Enabler", "On the grid", "Own placement, on what it rests", HEADS["preliminary"] + ", and why", HEADS["agreed"])
    return el("figure", journey_grid.legend(against), table(heads, [el("tbody", body)], caption), cls="picture")


def _about(row: object) -> str:
    return f"History and prompts: {row.enabler_name}"


def _revisions(count: int) -> str:
    return f"history ({count}) and prompts" if count else "prompts"


def _quoted(state: str, evidence: str) -> Node | None:
    return quote(evidence, whole=True) if state == "placed" or evidence.strip() else None


def cell(
    row: pd.Series,
    history: pd.DataFrame,
    prompts: pd.DataFrame,
    view: View,
    names: dict[int, str],
    whose_words: str,
    marked: Callable[[str], str],
) -> Node:
    """One cell opened: what is asked at each stage, and all that was said of it, the latest first. marked: puts
    *Practice* before what is invented."""
    own = prompts[prompts["enabler"] == row["enabler"]]
    said = history[history["enabler"] == row["enabler"]]
    return el(
        "section",
        el("h2", row["enabler_name"], id="cell"),
        el("p", el("a", "Close this enabler", href=view.link(enabler=None))),
        stages(own, whose_words),
        revisions(said, names, marked(f"{row['area_name']}, {row['enabler_name']}: everything said, latest first"))
        if len(said)
        else el("p", "Nothing has been said of it yet.", cls="muted"),
    )


def stages(prompts: pd.DataFrame, caption: str) -> Node:
    """The prompts of one enabler, a stage each."""
    entries = [part for row in prompts.itertuples() for part in (el("dt", row.stage), el("dd", row.text))]
    return el("div", el("p", caption, cls="muted"), el("dl", entries, cls="facts"))


def every_stage(prompts: pd.DataFrame, cells: pd.DataFrame, caption: str) -> Node:
    """The prompts of all enablers, folded."""
    heads = ("Enabler", *prompts.drop_duplicates("position").sort_values("position")["stage"])
    words = prompts.set_index(["enabler", "position"])["text"].to_dict()
    positions = sorted(prompts["position"].unique())
    body = [
        el("tr", el("th", row.enabler_name, scope="row"), [el("td", words[row.enabler, position]) for position in positions])
        for row in cells.itertuples()
    ]
    return el(
        "details", el("summary", "Prompts for each enabler and stage"), table(heads, [el("tbody", body)], caption), cls="more"
    )


def whose(prompts: pd.DataFrame, region: str) -> str:
    """Whose words the prompts are, and whose not."""
    theirs = f"{region}’s own" if prompts["by_region"].all() else "this project’s own"
    mixed = f", in part {region}’s," if prompts["by_region"].any() and not prompts["by_region"].all() else ""
    return f"Prompts for a talk about each stage, in {theirs} words{mixed}: they are not the text of the LGA/Isos grid."


def revisions(history: pd.DataFrame, names: dict[int, str], caption: str, enabler: bool = False) -> Node:
    """Every revision with when it was said (time in England), of whose placement, where, on what, by whom and from where."""
    body = [
        el(
            "tr",
            el("td", moment(row.recorded_at)),
            el("td", row.enabler_name) if enabler else None,
            el("td", KINDS[row.kind], el("small", f"revision {row.revision}{', stands' if row.latest else ''}")),
            el("td", _where(row, names), quote(row.evidence, whole=True) if row.evidence.strip() else None),
            el("td", row.actor, el("small", row.actor_role)),
            el("td", row.origin),
        )
        for row in history.itertuples()
    ]
    heads = (
        "When, in England",
        *(("Enabler",) if enabler else ()),
        "Whose placement",
        "What was said",
        "By, as declared",
        "Where it came from",
    )
    return table(heads, [el("tbody", body)], caption)


def everything(history: pd.DataFrame, names: dict[int, str], caption: str) -> Node:
    """All revisions of all enablers, folded."""
    said = wording.counted(len(history), "revision")
    return el(
        "details", el("summary", f"Everything said of this authority: {said}"), revisions(history, names, caption, True), cls="more"
    )


def _where(row: object, names: dict[int, str]) -> str:
    if row.state == "withdrawn":
        return "taken back"
    return names[int(row.position)] if row.state == "placed" else STATES[row.state]


def signed(rows: pd.DataFrame, cells: pd.DataFrame) -> Node:
    """Who signed the authority's own placement as it stands, and which offices have not."""
    if (cells["self_state"] == "none").all():
        return el("p", "Own placement: nothing to sign yet.", cls="muted")
    known = rows.set_index("office")
    entries = []
    for office, name in OFFICES.items():
        said = "has not signed it as it stands"
        if office in known.index:
            one = known.loc[office]
            said = f"{one['name']}, {moment(one['recorded_at'])}, {HOW[one['how']]}; entered by {one['actor']}, "
            said += "declared and not authenticated"
        entries += [el("dt", name), el("dd", said)]
    return el("dl", entries, cls="facts")


def ways(view: View, opened: object, names: str) -> Node:
    """What else there is on this authority, and the way back to the grid."""
    area = view.area
    links = [
        el("a", "The whole grid", href=view.link(area=None, enabler=None)),
        el("a", f"{names}’s figures", href=opened.home("authority", area=area)),
        el("a", "Self-check", href=opened.home("self_check", area=area)),
        el("a", "Place itself", href=opened.home("placing", area=area)),
        el("a", "The meeting", href=opened.home("meeting", area=area)),
    ]
    return el("nav", links, cls="steps no-print", aria_label="More on this authority")

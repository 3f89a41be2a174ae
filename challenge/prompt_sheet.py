"""Parts of the settings screen: the prompts for the improvement grid, whose each of them is, and who wrote what."""

import pandas as pd

from challenge import wording
from challenge.errors import ChallengeError
from challenge.settings_sheet import moment, row, table
from challenge.sheet import Node, el

WHO = el("p", "Say who you are (on the left) before you replace a prompt: each change is signed.", cls="note")


def lede(rows: pd.DataFrame, region: str) -> list[Node]:
    """What prompts are, what they are not, and how many are the region's own. rows: of ``queries.settings.prompts``."""
    own = int(rows["by_region"].sum())
    whose = (
        f"All {len(rows)} are the project’s; {region} can put its own in their place."
        if not own
        else f"{own} of {len(rows)} {'is' if own == 1 else 'are'} {region}’s own, the others the project’s."
        if own < len(rows)
        else f"All {len(rows)} are {region}’s own."
    )
    words = "the project’s own words" if not own else f"{region}’s own words" if own == len(rows) else "a few words"
    return [
        el("h2", "Prompts for the improvement grid"),
        el(
            "p",
            "An authority that places itself reads them beside each enabler, as a help to find its place. They are prompts in "
            f"{words}, not the text of the LGA/Isos grid. {whose}",
        ),
    ]


def standing(rows: pd.DataFrame, caption: str) -> Node:
    """Every prompt, enabler by stage, with whose it is once the region has written any."""
    whose = bool(rows["revision"].any())
    stages = list(dict.fromkeys(rows["stage"]))
    lines = []
    for name, own in rows.groupby("enabler_name", sort=False):
        by_stage = {each.stage: each for each in own.itertuples()}
        lines.append(row(name, *(_prompt(by_stage[stage], whose) for stage in stages)))
    return table(caption, ("Enabler", *stages), lines)


def _prompt(each: object, whose: bool) -> list[Node | str]:
    if not whose:
        return [el("span", each.text, cls="told")]
    said_by = (
        f"The region’s own: {each.actor}, {each.actor_role}, {moment(each.recorded_at)}"
        if each.by_region
        else f"The project’s, given back by {each.actor} on {moment(each.recorded_at)}"
        if each.revision
        else "The project’s"
    )
    return [el("p", each.text, cls="told"), el("p", said_by, cls="muted")]


def label(each: object) -> str:
    """The name of one prompt."""
    return f"{each.enabler_name}: {each.stage[0].lower()}{each.stage[1:]}"


def how(own: int) -> Node:
    """How prompts are replaced."""
    back = " Empty a field to have the project’s prompt back." if own else " An emptied field keeps the project’s prompt."
    return el("p", f"Say in a sentence or two what can be seen at each stage, so that a lead can answer “that is us”.{back}")


def changed_meanwhile(count: int, who: str) -> Node:
    """Somebody else saved prompts while these fields were open."""
    words = f"{wording.sentence(wording.counted(count, 'prompt'))[:-1]} changed by {who} since these fields were laid out"
    return el(
        "p", f"{words}: the table above shows them, the fields below do not. What you type here is kept.", cls="note", role="status"
    )


def said(names: dict, texts: dict) -> list[str]:
    """Prompts in words, for showing two people's side by side."""
    return [f"{names[key]}: “{text}”" if text else f"{names[key]}: the project’s prompt" for key, text in texts.items()]


def refused(error: ChallengeError, names: dict) -> Node:
    """Why nothing was saved. names: enabler and position → the name of a prompt, as its field has it."""
    called = {f"prompt for {enabler}, position {position}": name for (enabler, position), name in names.items()}
    return el(
        "p",
        el("strong", f"Not saved: {called.get(error.place, error.place)}. "),
        f"Found {error.found}, expected {error.expected}. {wording.sentence(error.do)}",
        cls="message",
        role="alert",
    )


def status(words: str) -> Node:
    """What was saved last."""
    return el("p", words, role="status")


def saved(count: int) -> str:
    """What saving did, in a sentence."""
    return (
        f"Saved: {wording.counted(count, 'prompt')} changed."
        if count
        else "Nothing differs from what stands, so nothing was saved."
    )


def history(rows: pd.DataFrame, caption: str) -> Node | None:
    """Who wrote which prompt, and when. rows: of ``queries.settings.prompt_history``."""
    if rows.empty:
        return None
    lines = [
        row(
            moment(each.recorded_at),
            f"{each.actor}, {each.actor_role}",
            label(each),
            f"“{each.text}”" if each.text else "the project’s prompt given back",
        )
        for each in rows.itertuples()
    ]
    whole = table(caption, ("When", "Who (declared, not authenticated)", "Prompt", "What"), lines)
    return el("details", el("summary", f"Who changed which prompt ({len(rows)})"), whole, cls="more")

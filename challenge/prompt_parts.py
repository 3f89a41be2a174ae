"""The prompts for the improvement grid to read and to replace: a region's own stand in place of the project's. What was on the
screen is kept for the browser session, so that nothing typed is lost when somebody else saves."""

from dataclasses import dataclass, field, replace

import pandas as pd

import queries
from challenge import placing_acts, prompt_sheet, session, settings_sheet, widgets
from challenge.access import Person
from challenge.errors import ChallengeError
from challenge.opened import Opened
from challenge.placing_acts import PromptedMeanwhile
from challenge.prompting import Key, Prompt
from challenge.settings_parts import SAVED

# A field that is full takes nothing more and does not say so: what is too long is refused in words when it is saved.
PASTED = 1_000_000


@dataclass(frozen=True)
class Desk:
    """The fields as they were laid out: name, text and revision of each prompt, and how often they were. mine, theirs: what was
    typed and what stands instead, while somebody has to choose between the two."""

    names: dict[Key, str]
    texts: dict[Key, str]
    seen: dict[Key, int]
    turn: int
    mine: dict[Key, str] = field(default_factory=dict)
    theirs: dict[Key, Prompt] = field(default_factory=dict)


def asked(opened: Opened, region: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The prompts of a region, and every change of one."""
    return (
        opened.rows(queries.settings.prompts, region=region),
        opened.rows(queries.settings.prompt_history, region=region),
    )


def prompts(opened: Opened, region: str, name: str, actor: Person | None) -> None:
    """The prompts of a region (key and name), and fields to replace them unless an earlier day is shown. In a practice store they
    may be tried, as placements may."""
    rows, history = asked(opened, region)
    own = bool(rows["by_region"].any())
    session.show(
        [
            *prompt_sheet.lede(rows, name),
            prompt_sheet.standing(rows, opened.marked(f"{name}: prompts for each enabler and stage", own)),
            prompt_sheet.history(history, opened.marked(f"{name}: every change of a prompt, the latest first")),
        ],
        key="prompts",
    )
    if opened.view.as_of is not None:
        return
    key = f"prompts {region}"
    if widgets.recall(key) is None:
        _lay(key, rows)
    desk: Desk = widgets.recall(key)
    if desk.theirs:
        _choose(key, desk, rows, region, actor)
        return
    if saved := widgets.recall(f"{SAVED} {key}"):
        session.show(prompt_sheet.status(saved), key="prompts saved")
    with widgets.folded("Replace prompts", key=f"replace {key}"):
        _fields(key, desk, rows, region, actor)


def _lay(key: str, rows: pd.DataFrame) -> None:
    turns = widgets.recall("turns", 0) + 1
    widgets.remember("turns", turns)
    names = {(each.enabler, each.position): prompt_sheet.label(each) for each in rows.itertuples()}
    texts = {(each.enabler, each.position): each.text for each in rows.itertuples()}
    seen = {(each.enabler, each.position): int(each.revision) for each in rows.itertuples()}
    widgets.remember(key, Desk(names, texts, seen, turns))


def _fields(key: str, desk: Desk, rows: pd.DataFrame, region: str, actor: Person | None) -> None:
    stale = rows[[desk.seen[each.enabler, each.position] != each.revision for each in rows.itertuples()]]
    if not stale.empty:
        who = stale.sort_values("recorded_at")["actor"].iloc[-1]
        session.show(prompt_sheet.changed_meanwhile(len(stale), who), key="prompts stale")
        if widgets.button("Lay the fields out anew (gives up what is typed)", key="prompts anew"):
            _lay(key, rows)
            widgets.again()
    session.show([prompt_sheet.how(int(rows["by_region"].sum())), actor is None and prompt_sheet.WHO], key="prompts how")
    typed: dict[Key, str] = {}
    with widgets.form(f"{key} {desk.turn}"):
        for _, stages in rows.groupby("enabler", sort=False):
            with widgets.abreast():
                for each in stages.itertuples():
                    at = (each.enabler, each.position)
                    field_key = f"{key} {desk.turn} {each.enabler} {each.position}"
                    typed[at] = widgets.lines(prompt_sheet.label(each), field_key, desk.texts[at], most=PASTED)
        pressed = widgets.send("Save prompts", key=f"save {key}", off=actor is None)
    if pressed and actor is not None:
        mine = {at: text for at, text in typed.items() if text.strip() != desk.texts[at]}
        _save(key, desk, mine, desk.seen, region, actor)


def _save(key: str, desk: Desk, mine: dict[Key, str], seen: dict[Key, int], region: str, actor: Person) -> None:
    try:
        reached = placing_acts.save_prompts(region, mine, seen, actor)
    except PromptedMeanwhile as both:
        widgets.remember(key, replace(desk, mine=mine, theirs=both.theirs))
        widgets.again()
    except ChallengeError as error:
        session.show(prompt_sheet.refused(error, desk.names), key="prompts refused")
        return
    widgets.remember(key, None)
    widgets.remember(f"{SAVED} {key}", prompt_sheet.saved(len(reached)))
    widgets.again()


def _choose(key: str, desk: Desk, rows: pd.DataFrame, region: str, actor: Person | None) -> None:
    """Two people wrote the same prompts: both texts, to keep theirs or take one's own; what only one of them touched is kept."""
    last = max(desk.theirs.values(), key=lambda each: each.recorded_at)
    theirs = prompt_sheet.said(desk.names, {at: each.text for at, each in desk.theirs.items()})
    yours = prompt_sheet.said(desk.names, {at: text.strip() for at, text in desk.mine.items()})
    session.show(settings_sheet.both(last.actor, last.recorded_at, theirs, yours), key="prompts both")
    seen = desk.seen | {at: each.revision for at, each in desk.theirs.items()}
    with widgets.abreast():
        if widgets.button("Keep theirs", key="keep their prompts"):
            rest = {at: text for at, text in desk.mine.items() if at not in desk.theirs}
            if not rest or actor is None:
                _lay(key, rows)
                widgets.again()
            _save(key, desk, rest, seen, region, actor)
        if widgets.button("Take yours", key="take your prompts", main=True, off=actor is None) and actor is not None:
            _save(key, desk, desk.mine, seen, region, actor)

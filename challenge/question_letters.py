"""What the panel of questions sends: each letter asks for one thing, which is done once, in the name of whoever declared
themselves."""

from dataclasses import dataclass
from uuid import uuid4

import pandas as pd

from challenge import evidence_taken, line_figures, line_words, question_acts, question_panel, widgets, wording
from challenge.access import Person
from challenge.errors import ChallengeError
from challenge.opened import Opened
from challenge.question_acts import WrittenMeanwhile
from challenge.question_panel import Ways

ANSWERS, TOKEN = "answers to questions", "questions session"
# Answers that are kept for a browser that asks again.
MOST = 300


@dataclass(frozen=True)
class Desk:
    """What the panel works with for the whole run: the lines in words, each with its evidence, and what a figure is taken from."""

    opened: Opened
    name: str
    lines: pd.DataFrame
    evidence: pd.DataFrame
    figures: dict[str, pd.DataFrame]
    themes: pd.DataFrame
    order: pd.DataFrame
    quotes: list[list[str]]
    ways: Ways

    @property
    def given(self) -> dict[str, str]:
        """Which cycle and authority."""
        return {"cycle": self.opened.cycle["cycle"], "area": self.opened.view.area}

    @property
    def readonly(self) -> str:
        """Why nothing can be written; empty when it can."""
        day = self.opened.view.as_of
        return "" if day is None else f"As it stood on {wording.day(day)}: nothing can be written on an earlier day."


def session_token() -> str:
    """What letters to this browser session are sent under."""
    if widgets.recall(TOKEN) is None:
        widgets.remember(TOKEN, uuid4().hex)
    return widgets.recall(TOKEN)


def taken(desk: Desk, letters: object, actor: Person | None, today: str) -> dict[str, dict]:
    """What became of each letter that came, by its id: done once, however often it is asked. Without a name none is answered, nor
    one that was sent to another session: it is sent again to this one where nothing came of it."""
    if actor is None or not isinstance(letters, list):
        return {}
    known: dict[str, dict] = widgets.recall(ANSWERS) or {}
    found = {}
    for letter in (each for each in letters if isinstance(each, dict) and isinstance(each.get("id"), str)):
        if letter.get("session") != widgets.recall(TOKEN):
            continue
        found[letter["id"]] = known[letter["id"]] if letter["id"] in known else did(desk, letter, actor, today)
        known[letter["id"]] = found[letter["id"]]
    widgets.remember(ANSWERS, dict(list(known.items())[-MOST:]))
    return found


def did(desk: Desk, letter: dict, actor: Person, today: str) -> dict:
    """Do what one letter from the browser asks: ``saved``, ``conflict`` with what stands, or ``refused`` with why."""
    does = {"begin": _begin, "write": _write, "move": _move, "drop": _drop, "take": _take, "comment": _comment}
    try:
        if desk.readonly:
            raise ChallengeError("the panel", "an earlier day", "now", "choose As of now above")
        if letter.get("kind") not in does or not isinstance(letter.get("question"), str) or not letter["question"]:
            raise ChallengeError("the panel", f"a letter of kind {letter.get('kind')!r:.60}", "one it sends itself", "reload")
        return does[letter["kind"]](desk, letter, actor, today)
    except WrittenMeanwhile as meanwhile:
        return question_panel.theirs(meanwhile.theirs, today)
    except ChallengeError as error:
        expected = f"expected {error.expected}"
        return {"kind": "refused", "words": " ".join(wording.sentence(each) for each in (f"{error.found}; {expected}", error.do))}


def _begin(desk: Desk, letter: dict, actor: Person, today: str) -> dict:
    cycle, area = desk.given["cycle"], desk.given["area"]
    if letter.get("area") != area or letter.get("cycle") != cycle:
        raise ChallengeError("the panel", "a question for another authority", desk.name, "begin it on that authority’s screen")
    line, fields, evidence = str(letter.get("line") or ""), {"source": "group"}, []
    if line:
        fields, evidence = line_words.fields(_line(desk, line)), _rests_on(desk, line)
    elif letter.get("kpi"):
        fields, evidence = _about_figure(desk)
    kept = question_acts.begin(letter["question"], cycle, area, fields, actor, line, evidence)
    return question_panel.answered(kept.revision, kept.recorded_at, kept.actor, today)


def _line(desk: Desk, line: str) -> pd.Series:
    rows = desk.lines[desk.lines["line"] == line]
    if rows.empty:
        raise ChallengeError(
            "the panel", "a line of enquiry that no longer stands", "one that is shown", "reload, then choose again"
        )
    return rows.iloc[0]


def _rests_on(desk: Desk, line: str) -> list[dict]:
    rows = desk.evidence[desk.evidence["line"] == line].sort_values("place")
    return evidence_taken.taken(rows, [chip["full"] for chip in _line(desk, line)["chips"]])


def _about_figure(desk: Desk) -> tuple[dict[str, str], list[dict]]:
    """A draft about the figure of the KPI in the address: what stands of it in the column shown, of each source that has it."""
    region, kpi = desk.opened.cycle["region_name"], desk.opened.view.kpi
    rows = [
        rows.assign(role="figure" if number == 0 else "returned", source=source)
        for number, (source, rows) in enumerate(desk.figures.items())
        if len(rows) and (number == 0 or rows["value"].notna().any())
    ]
    if not rows:
        raise ChallengeError("the panel", f"no figure of {kpi} in this column", "one that stands", "choose another period above")
    found = pd.concat(rows, ignore_index=True).rename(columns={"ordinal": "figure_ordinal", "place": "cell"}).assign(place=1)
    chips = [line_figures.chip({"kind": "", "origin": row["source"]}, row, region)["full"] for row in found.to_dict("records")]
    lead = found.iloc[0]
    focus = lead["focus"] if lead["focus"] in ("Education", "Social Care") else ""
    fields = {"headline": lead["name"], "theme": lead["kpi_group"], "focus": focus, "source": "data"}
    return fields, evidence_taken.taken(found, chips)


def _write(_: Desk, letter: dict, actor: Person, today: str) -> dict:
    said = letter.get("said")
    if not isinstance(said, dict) or not all(
        isinstance(each, list) and len(each) == 2 and isinstance(each[0], str) and isinstance(each[1], int)
        for each in said.values()
    ):
        raise ChallengeError("the panel", "words of no shape that it sends", "a text and a revision of each field", "reload")
    kept = question_acts.write(letter["question"], {name: (text, seen) for name, (text, seen) in said.items()}, actor)
    return question_panel.answered(kept.revision, kept.recorded_at, kept.actor, today)


def _move(_: Desk, letter: dict, actor: Person, today: str) -> dict:
    seen = letter.get("seen")
    kept = question_acts.move(letter["question"], str(letter.get("state")), seen if isinstance(seen, int) else 0, actor)
    return question_panel.answered(kept.revision, kept.recorded_at, kept.actor, today)


def _drop(_: Desk, letter: dict, actor: Person, today: str) -> dict:
    number = letter.get("evidence")
    question_acts.drop(letter["question"], number if isinstance(number, int) else 0, actor)
    return question_panel.answered(0, None, actor.name, today)


def _take(desk: Desk, letter: dict, actor: Person, today: str) -> dict:
    line = str(letter.get("line") or "")
    added = question_acts.take(letter["question"], _rests_on(desk, line), actor, line)
    return question_panel.answered(0, None, actor.name, today) | {"added": added}


def _comment(_: Desk, letter: dict, actor: Person, today: str) -> dict:
    question_acts.comment(letter["question"], str(letter.get("text") or ""), actor)
    return question_panel.answered(0, None, actor.name, today)

"""The questions screen of one authority: its lines of enquiry, the panel on which questions are written, and what comes back from
it. What others write shows within seconds."""

from dataclasses import dataclass
from functools import partial
from uuid import uuid4

import pandas as pd

import queries
from challenge import (
    evidence_taken,
    focus_parts,
    issue_parts,
    line_figures,
    line_words,
    placer,
    question_acts,
    question_panel,
    question_sheet,
    session,
    widgets,
    wording,
)
from challenge.access import Person, may_draft
from challenge.errors import ChallengeError
from challenge.opened import Opened
from challenge.question_acts import WrittenMeanwhile
from challenge.question_panel import Ways
from challenge.sheet import el

ANSWERS, TOKEN = "answers to questions", "questions session"
# Answers that are kept for a browser that asks again.
MOST = 300
PANEL = "panel"


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


def one(opened: Opened) -> None:
    """Everything about the questions for the authority in the address."""
    name = opened.members.set_index("area")["name"][opened.view.area]
    crumbs = [(opened.cycle["region_name"], opened.home("region")), ("Questions", opened.home("questions")), (name, None)]
    session.title(f"Questions for {name}")
    if not may_draft(session.viewer()):
        session.show(opened.masthead(crumbs, only=("Cycle", "Period", "As of")), key="masthead")
        session.show(question_sheet.closed(name, Ways(opened.view)), key="closed")
        return
    # Everything is asked for before anything is drawn: until then the screen before stands whole.
    desk = _desk(opened, name)
    weighed, issued = focus_parts.asked(opened), issue_parts.asked(opened)
    session.show(opened.masthead(crumbs, only=("Cycle", "Period", "As of")), key="masthead")
    widgets.part(partial(_drawn, desk, weighed), every=2)
    focus_parts.part(opened, weighed)
    issue_parts.part(opened, issued)
    session.show(opened.sources(), key="sources")


def _desk(opened: Opened, name: str) -> Desk:
    cycle, area, ordinal = opened.cycle["cycle"], opened.view.area, opened.ordinal
    given = {"cycle": cycle, "area": area, "ordinal": ordinal}
    evidence = opened.rows(queries.line_rows.evidence_of_area, **given)
    evidence = evidence.rename(columns={"kpi_name": "name", "kpi_short_name": "short_name"})
    lines = line_words.worded(
        opened.rows(queries.line_rows.of_area, **given),
        evidence,
        opened.rows(queries.line_rows.templates),
        opened.rows(queries.line_rows.kinds),
        opened.rows(queries.line_rows.caveats),
        name,
        opened.cycle["region_name"],
    )
    figures = {}
    if opened.view.kpi:
        for source in ("published", "returned"):
            rows = opened.rows(queries.authority.spine, **given, source=source)
            figures[source] = rows[rows["kpi"] == opened.view.kpi]
    return Desk(
        opened,
        name,
        lines,
        evidence,
        figures,
        opened.rows(queries.questions.themes),
        opened.rows(queries.meeting.running_order, cycle=cycle),
        question_panel.quotes(opened.rows(queries.meeting.words, cycle=cycle, area=area)),
        Ways(opened.view),
    )


def _drawn(desk: Desk, weighed: object) -> None:
    opened, view, actor = desk.opened, desk.opened.view, widgets.actor()
    if widgets.recall(TOKEN) is None:
        widgets.remember(TOKEN, uuid4().hex)
    today = placer.today(pd.Timestamp.now("UTC").tz_localize(None))
    answers = _taken(desk, widgets.heard(PANEL, question_panel.LETTERS), actor, today)
    questions = opened.rows(queries.questions.of_area, **desk.given)
    evidence = opened.rows(queries.questions.evidence, **desk.given)
    comments = opened.rows(queries.questions.comments, **desk.given)
    chosen = _chosen(desk, questions)
    history = opened.rows(queries.questions.history, question=chosen) if chosen else pd.DataFrame()
    shorts = dict(zip(opened.kpis["kpi"], opened.kpis["short_name"], strict=True))
    numbers = question_panel.numbered(questions)
    data = {
        "session": widgets.recall(TOKEN),
        **desk.given,
        "name": desk.name,
        "title": opened.marked(f"Questions for {desk.name}"),
        "who": actor.name if actor else "",
        "readonly": desk.readonly,
        "kpi": [view.kpi, opened.kpi_names.get(view.kpi, view.kpi)] if view.kpi else None,
        "options": question_panel.options(desk.themes),
        "quotes": desk.quotes,
        "questions": question_panel.listed(questions, desk.ways, chosen),
        "gone": view.question is not None and chosen is None,
        "open": None,
        "home": view.link(question=None),
        "answers": answers,
    }
    adds = ""
    if chosen:
        row = next(each for each in questions.itertuples(index=False) if each.question == chosen)
        own = [rows[rows["question"] == chosen] for rows in (evidence.assign(short_name=evidence["kpi"].map(shorts)), comments)]
        about = dict(zip(desk.themes["theme"], desk.themes["short_name"], strict=True))
        data["open"] = question_panel.question(row, numbers[chosen], *own, history, desk.ways, today) | {
            "theme_name": about.get(row.theme, "")
        }
        adds = "" if row.state == "issued" else f"question {numbers[chosen]}"
    used = {row.line: (numbers[row.question], row.question) for row in questions.itertuples(index=False) if row.line}
    off = actor is None or bool(desk.readonly)
    shown = question_sheet.narrowed(desk.lines, view)
    themes = dict(zip(desk.themes["theme"], desk.themes["short_name"], strict=True))
    bar = question_sheet.choices(desk.lines, view, themes, opened.kpi_names.get(view.kpi, view.kpi or ""))
    says = question_sheet.headline(desk.name, desk.lines, questions)
    session.show(
        [
            el("h1", says, cls="headline"),
            focus_parts.lede(opened, weighed),
            question_sheet.way(desk.order, view.area, view),
            opened.looking_back(),
        ],
        key="questions",
    )
    question_panel.mount(data, question_sheet.left(shown, desk.lines, desk.ways, bar, used, adds, off), PANEL)


def _chosen(desk: Desk, questions: pd.DataFrame) -> str | None:
    """The question that is open. Where the address names none it stays the one that was opened first: another that somebody begins
    meanwhile must not take the place of what one is writing."""
    if desk.opened.view.question is not None:
        return question_panel.opens(questions, desk.opened.view.question)
    name = f"open question {desk.given['cycle']} {desk.given['area']}"
    chosen = question_panel.opens(questions, widgets.recall(name)) or question_panel.opens(questions, None)
    widgets.remember(name, chosen)
    return chosen


def _taken(desk: Desk, letters: object, actor: Person | None, today: str) -> dict[str, dict]:
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

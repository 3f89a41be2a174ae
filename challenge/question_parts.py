"""The questions screen of one authority: its lines of enquiry, the panel on which questions are written, and what comes back from
it. What others write shows within seconds."""

from collections.abc import Callable
from datetime import date
from functools import partial

import pandas as pd

import queries
from challenge import focus_parts, issue_parts, line_words, placer, question_panel, question_sheet, session, widgets
from challenge.access import may_draft
from challenge.opened import Opened
from challenge.question_letters import Desk, session_token, taken
from challenge.question_panel import Ways
from challenge.sheet import el

PANEL = "panel"
LINES = "lines in words"


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


def _kept(name: str, key: tuple, makes: Callable[[], object]) -> object:
    """What was made before for this browser session, as long as ``key`` says the same."""
    held = widgets.recall(name)
    if held is None or held[0] != key:
        held = (key, makes())
        widgets.remember(name, held)
    return held[1]


def _desk(opened: Opened, name: str) -> Desk:
    view, cycle, area, ordinal = opened.view, opened.cycle["cycle"], opened.view.area, opened.ordinal
    given = {"cycle": cycle, "area": area, "ordinal": ordinal}
    evidence = opened.rows(queries.line_rows.evidence_of_area, **given)
    evidence = evidence.rename(columns={"kpi_name": "name", "kpi_short_name": "short_name"})
    key = (*given.values(), view.as_of, date.today(), session.viewer().role, session.reached(opened.store, "line_rows"))

    def worded() -> pd.DataFrame:
        words = [opened.rows(block) for block in (queries.line_rows.templates, queries.line_rows.kinds, queries.line_rows.caveats)]
        lines = opened.rows(queries.line_rows.of_area, **given)
        return line_words.worded(lines, evidence, *words, name, opened.cycle["region_name"])

    lines = _kept(LINES, key, worded)
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
    today = placer.today(pd.Timestamp.now("UTC").tz_localize(None))
    answers = taken(desk, widgets.heard(PANEL, question_panel.LETTERS), actor, today)
    questions = opened.rows(queries.questions.of_area, **desk.given)
    evidence = opened.rows(queries.questions.evidence, **desk.given)
    comments = opened.rows(queries.questions.comments, **desk.given)
    chosen = _chosen(desk, questions)
    history = opened.rows(queries.questions.history, question=chosen) if chosen else pd.DataFrame()
    shorts = dict(zip(opened.kpis["kpi"], opened.kpis["short_name"], strict=True))
    numbers = question_panel.numbered(questions)
    data = {
        "session": session_token(),
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

    def cards() -> list:
        shown = question_sheet.narrowed(desk.lines, view)
        themes = dict(zip(desk.themes["theme"], desk.themes["short_name"], strict=True))
        bar = question_sheet.choices(desk.lines, view, themes, opened.kpi_names.get(view.kpi, view.kpi or ""))
        return question_sheet.left(shown, desk.lines, desk.ways, bar, used, adds, off)

    left = _kept("cards of lines", (widgets.recall(LINES)[0], view, tuple(used.items()), adds, off), cards)
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
    question_panel.mount(data, left, PANEL)


def _chosen(desk: Desk, questions: pd.DataFrame) -> str | None:
    """The question that is open. Where the address names none it stays the one that was opened first: another that somebody begins
    meanwhile must not take the place of what one is writing."""
    if desk.opened.view.question is not None:
        return question_panel.opens(questions, desk.opened.view.question)
    name = f"open question {desk.given['cycle']} {desk.given['area']}"
    chosen = question_panel.opens(questions, widgets.recall(name)) or question_panel.opens(questions, None)
    widgets.remember(name, chosen)
    return chosen

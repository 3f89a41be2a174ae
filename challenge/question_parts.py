"""The questions screen of one authority: its lines of enquiry, the panel on which questions are written, and what comes back from
it. What others write shows within seconds."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd

import queries
from challenge import focus_parts, issue_parts, line_figures, line_parts, placer, question_panel, question_sheet, session, widgets
from challenge.access import Person, may_draft
from challenge.opened import Opened
from challenge.question_letters import Desk, session_token, taken
from challenge.question_panel import Ways
from challenge.sheet import Node, el

PANEL = "panel"


@dataclass(frozen=True)
class Frame:
    """What stands around the panel: the authority's name, the line above and the sources below."""

    name: str
    above: Node
    below: Node


@dataclass(frozen=True)
class Shown:
    """What is shown until something is written: the words above the panel, what `panel.js` is given, and the lines as cards."""

    says: list
    data: dict
    left: Sequence[Node]


def one(opened: Opened) -> None:
    """Everything about the questions for the authority in the address."""
    frame = widgets.kept("frame of questions", session.stands(opened, "frame"), lambda: _frame(opened))
    session.title(f"Questions for {frame.name}")
    if not may_draft(session.viewer()):
        sent = opened.rows(queries.issuing.versions, cycle=opened.cycle["cycle"], area=opened.view.area)
        on, many = (placer.today(sent["recorded_at"].iloc[0]), int(sent["n_questions"].iloc[0])) if len(sent) else ("", 0)
        session.show(frame.above, key="masthead")
        session.show(question_sheet.closed(frame.name, Ways(opened.view), on, many), key="closed")
        return
    # Everything is asked for before anything is drawn: until then the screen before stands whole.
    stood = session.stands(opened, "line_rows", "meeting")
    desk = widgets.kept("desk of questions", stood, lambda: _desk(opened, frame.name))
    weighed, issued = focus_parts.asked(opened), issue_parts.rows_now(opened)
    session.show(frame.above, key="masthead")
    widgets.part(partial(_drawn, desk, weighed, stood), every=2)
    focus_parts.part(opened, weighed)
    issue_parts.part(opened, issued)
    session.show(frame.below, key="sources")


def _frame(opened: Opened) -> Frame:
    name = opened.members.set_index("area")["name"][opened.view.area]
    crumbs = [(opened.cycle["region_name"], opened.home("region")), ("Questions", opened.home("questions")), (name, None)]
    return Frame(name, opened.masthead(crumbs, only=("Cycle", "Period", "As of")), opened.sources())


def _desk(opened: Opened, name: str) -> Desk:
    cycle, area, ordinal = opened.cycle["cycle"], opened.view.area, opened.ordinal
    # Words do not hang on the choices among the lines.
    whole = opened.view.but(kind=None, about=None, focus=None, origin=None, kpi=None, question=None)
    key = (whole, ordinal, session.stands(opened, "line_rows")[2:])
    lines, evidence = widgets.kept("lines in words", key, lambda: line_parts.worded(opened, name))
    figures = {}
    if opened.view.kpi:
        for source in ("published", "returned"):
            rows = opened.rows(queries.authority.spine, cycle=cycle, area=area, ordinal=ordinal, source=source)
            figures[source] = _shared(opened, rows[rows["kpi"] == opened.view.kpi])
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


def _shared(opened: Opened, figures: pd.DataFrame) -> pd.DataFrame:
    """Figures of a KPI, and whether others in England share their rank."""
    keys = figures[["kpi", "source_year", "rank"]].itertuples(index=False)
    given = [
        {"kpi": key.kpi, "source_year": int(key.source_year), "rank": int(key.rank)} if pd.notna(key.rank) else None for key in keys
    ]
    tied = [bool(each) and opened.rows(queries.line_rows.sharing, **each)["n"].iat[0] > 1 for each in given]
    return figures.assign(tied=tied)


def _drawn(desk: Desk, weighed: dict, stood: tuple) -> None:
    actor, today = widgets.actor(), placer.today(pd.Timestamp.now("UTC").tz_localize(None))
    answers = taken(desk, widgets.heard(PANEL, question_panel.LETTERS), actor, today)
    key = (stood, session.stands(desk.opened, "questions", "focus"), actor, today)
    shown = widgets.kept("panel shown", key, lambda: _shown(desk, weighed, stood, actor, today))
    session.show(shown.says, key="questions")
    question_panel.mount({**shown.data, "session": session_token(), "answers": answers}, shown.left, PANEL)


def _shown(desk: Desk, weighed: dict, stood: tuple, actor: Person | None, today: str) -> Shown:
    opened, view = desk.opened, desk.opened.view
    questions = opened.rows(queries.questions.of_area, **desk.given)
    chosen = _chosen(desk, questions)
    numbers = question_panel.numbered(questions)
    themes = dict(zip(desk.themes["theme"], desk.themes["short_name"], strict=True))
    kpi = opened.kpi_names.get(view.kpi, view.kpi or "")
    data = {
        **desk.given,
        "name": desk.name,
        "title": opened.marked(f"Questions for {desk.name}"),
        "who": actor.name if actor else "",
        "readonly": desk.readonly,
        "kpi": [view.kpi, kpi] if view.kpi else None,
        "options": question_panel.options(desk.themes),
        "quotes": desk.quotes,
        "questions": question_panel.listed(questions, desk.ways, chosen),
        "gone": view.question is not None and chosen is None,
        "open": None,
        "home": view.link(question=None),
    }
    adds = ""
    if chosen:
        row = next(each for each in questions.itertuples(index=False) if each.question == chosen)
        data["open"] = _open(desk, row, numbers[chosen], today) | {"theme_name": themes.get(row.theme, "")}
        adds = "" if row.state == "issued" else f"question {numbers[chosen]}"
    used = {row.line: (numbers[row.question], row.question) for row in questions.itertuples(index=False) if row.line}
    off = actor is None or bool(desk.readonly)

    def cards() -> list[Node]:
        titles = opened.rows(queries.line_rows.kinds).set_index("kind")["title"].to_dict()
        lacking = _lacking(opened, titles)
        bar = question_sheet.choices(desk.lines, view, themes | titles, kpi, lacking)
        narrowed = question_sheet.narrowed(desk.lines, view)
        return question_sheet.left(narrowed, desk.lines, desk.ways, bar, lacking, used, adds, off)

    # What is written in a question leaves them as they are.
    hangs_on = (stood, tuple(used.items()), adds, off)
    says = [
        el("h1", question_sheet.headline(desk.name, desk.lines, questions), cls="headline"),
        focus_parts.lede(opened, weighed),
        question_sheet.way(desk.order, view.area, view),
        opened.looking_back(),
    ]
    return Shown(says, data, widgets.kept("cards of lines", hangs_on, cards))


def _lacking(opened: Opened, titles: dict[str, str]) -> str:
    """Why no line is of the kinds that rest on several years, where too few are held."""
    given = {"cycle": opened.cycle["cycle"], "ordinal": opened.ordinal}
    row = next(opened.rows(queries.line_rows.quarter_years, **given).itertuples(index=False))
    return question_sheet.too_few_years(row, [titles[kind] for kind in line_figures.OF_YEARS], opened.period_label)


def _open(desk: Desk, row: object, number: int, today: str) -> dict:
    """The question that is open, with what it rests on, what was said about it and how it came about."""
    opened = desk.opened
    shorts = dict(zip(opened.kpis["kpi"], opened.kpis["short_name"], strict=True))
    rows = (opened.rows(block, **desk.given) for block in (queries.questions.evidence, queries.questions.comments))
    evidence, comments = (each[each["question"] == row.question] for each in rows)
    history = opened.rows(queries.questions.history, question=row.question)
    evidence = evidence.assign(short_name=evidence["kpi"].map(shorts))
    return question_panel.question(row, number, evidence, comments, history, desk.ways, today)


def _chosen(desk: Desk, questions: pd.DataFrame) -> str | None:
    """The question that is open. Where the address names none it stays the one that was opened first: another that somebody begins
    meanwhile must not take the place of what one is writing."""
    if desk.opened.view.question is not None:
        return question_panel.opens(questions, desk.opened.view.question)
    name = f"open question {desk.given['cycle']} {desk.given['area']}"
    chosen = question_panel.opens(questions, widgets.recall(name)) or question_panel.opens(questions, None)
    widgets.remember(name, chosen)
    return chosen

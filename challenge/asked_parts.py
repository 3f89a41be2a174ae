"""The questions screen of a region: how far each authority's are, themes, and search."""

import pandas as pd

import queries
from challenge import asked_sheet, found_sheet, issue_parts, session, widgets, wording
from challenge.access import may_draft
from challenge.opened import Opened
from challenge.sheet import el

# Whose meeting agrees the questions, as the papers of a cycle name it.
MEETING = "strategic performance"


def region(opened: Opened) -> None:
    """Draw the part of the region's questions that the address asks for."""
    view, cycle = opened.view, opened.cycle
    crumbs = [(cycle["region_name"], opened.home("region")), ("Questions", None)]
    session.title(f"Questions, {cycle['title']}")
    head = opened.masthead(crumbs, only=("Cycle", "As of") if view.show == "search" else ("Cycle", "Period", "As of"))
    if not may_draft(session.viewer()):
        session.show(
            [
                head,
                el("h1", "An authority sees its questions once they are issued.", cls="headline"),
                el("p", asked_sheet.HIDDEN, cls="lede"),
                el("p", "Choose an authority to see what was issued to it."),
                opened.directory(),
            ],
            key="questions",
        )
        return
    {"themes": _themes, "search": _search}.get(view.show, _areas)(opened, head)


def _areas(opened: Opened, head) -> None:
    cycle, view = opened.cycle["cycle"], opened.view

    def drawn() -> None:
        # Others write while this is looked at; the lines are asked for anew only when what they stand on was written.
        rows = _overview(opened)
        title = opened.marked(f"{_within(opened)}, cycle {opened.cycle['title']}: questions, and the focus of each")
        groups = asked_sheet.arranged(rows, opened.now.arrange, view, opened.marked)
        orders = {key: name for key, name in asked_sheet.ORDERS.items() if key != "bpn" or rows["bpn"].notna().any()}
        session.show(
            [
                head,
                el("h1", asked_sheet.headline(rows), cls="headline"),
                asked_sheet.lede(rows, _meeting(opened)),
                opened.looking_back(),
                el(
                    "div",
                    asked_sheet.segments(view, "areas"),
                    opened.segments("Arrange", orders, "arrange"),
                    asked_sheet.bpns(view, opened.members.dropna(subset=["bpn"])),
                    cls="bar",
                ),
                _nothing(rows) if view.as_of is None else None,
                asked_sheet.overview(groups, view, title),
                el("p", asked_sheet.COLUMNS.format(period=wording.lower_first(opened.period_label)), cls="muted sources"),
            ],
            key="questions",
        )

    widgets.part(drawn, every=5)
    rows = _overview(opened)
    name = f"{_within(opened)} questions {opened.cycle['title']}"
    session.downloads(
        opened,
        asked_sheet.headline(rows),
        ("Download the table", name, lambda: asked_sheet.export(rows)),
        ofsted=False,
        sources={"drafts": f"how far the group’s own work has come in {cycle}"},
    )
    issue_parts.packs(opened)


def _overview(opened: Opened) -> pd.DataFrame:
    """Each authority of the view with its questions, its lines and the focus suggested."""
    given = {"cycle": opened.cycle["cycle"]}
    suggested = opened.rows(queries.focus.suggested, **given, ordinal=opened.ordinal, area="")
    rows = opened.rows(queries.questions_region.overview, **given).merge(
        suggested[["area", "n_lines", "n_concern", "suggested"]], on="area", how="left"
    )
    return rows[rows["bpn"] == opened.view.bpn] if opened.view.bpn else rows


def _within(opened: Opened) -> str:
    names = dict(zip(opened.members["bpn"], opened.members["bpn_name"], strict=True))
    return f"{names[opened.view.bpn]} BPN" if opened.view.bpn else opened.cycle["region_name"]


def _meeting(opened: Opened) -> str:
    meetings = opened.rows(queries.frame.meetings, cycle=opened.cycle["cycle"])
    days = [wording.day(pd.Timestamp(row.day)) for row in meetings.itertuples() if row.what.lower().startswith(MEETING)]
    return f"The group meets on {days[0]}." if days else ""


def _nothing(rows: pd.DataFrame):
    if (asked_sheet.under_way(rows) > 0).any():
        return None
    return el(
        "p",
        "Open an authority below: its lines of enquiry stand there in order of strength. “Use” makes a draft of one, with its"
        " evidence.",
        cls="note",
    )


def _themes(opened: Opened, head) -> None:
    view = opened.view
    given = {"cycle": opened.cycle["cycle"], "ordinal": opened.ordinal}
    alike = _narrowed(opened, opened.rows(queries.questions_region.alike, **given))
    themes = _narrowed(opened, opened.rows(queries.questions_region.by_theme, **given))
    if view.about:
        themes = themes[themes["theme"] == view.about]
    cases = asked_sheet.cases(alike)
    caption = opened.marked(f"{_within(opened)}, {wording.lower_first(opened.period_label)}")
    session.show(
        [
            head,
            el("h1", asked_sheet.themes_headline(cases, alike), cls="headline"),
            el("p", asked_sheet.themes_lede(cases), cls="lede"),
            opened.looking_back(),
            el(
                "div",
                asked_sheet.segments(view, "themes"),
                asked_sheet.bpns(view, opened.members.dropna(subset=["bpn"])),
                cls="bar",
            ),
            el("h2", "The same line of enquiry, asked of some"),
            el("p", asked_sheet.BETWEEN, cls="muted"),
            asked_sheet.uneven(cases, view, f"{caption}: the strongest line that is not asked about first"),
            el("h2", "By theme"),
            asked_sheet.by_theme(themes, view, f"{caption}: lines that speak for a closer look, and questions, by theme")
            if len(themes)
            else el("p", "No line of enquiry and no question is about this yet.", cls="empty"),
        ],
        key="questions",
    )
    session.downloads(
        opened,
        asked_sheet.themes_headline(cases, alike),
        ("Download the themes", f"Questions by theme {opened.cycle['title']}", lambda: asked_sheet.themes_export(themes)),
        ofsted=False,
    )


def _narrowed(opened: Opened, rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["bpn"] == opened.view.bpn] if opened.view.bpn else rows


def _search(opened: Opened, head) -> None:
    view, given = opened.view, {"cycle": opened.cycle["cycle"]}
    found = opened.rows(queries.questions_search.found, **given, search=view.search or "")
    areas = opened.rows(queries.questions_search.ofsted_areas, **given)
    about = areas.groupby("thing")["name"].apply(list).to_dict() if len(areas) else {}
    session.show(
        [
            head,
            el("h1", found_sheet.headline(view.search, found), cls="headline"),
            opened.looking_back(),
            el("div", asked_sheet.segments(view, "search"), cls="bar"),
            found_sheet.form(view),
            el("h2", opened.marked("What was found")) if len(found) else None,
            found_sheet.results(view.search, found, about, view) if view.search else None,
        ],
        key="questions",
    )

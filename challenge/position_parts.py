"""The page for an authority's lead: what it reads, in which order it stands, and what can be taken along of it."""

import pandas as pd

import queries
from challenge import (
    acting,
    contrast_sheet,
    draft_parts,
    headlines,
    issued_parts,
    issued_sheet,
    likely_sheet,
    line_parts,
    placed_sheet,
    position_sheet,
    reconciliation,
    session,
    spine_table,
    widgets,
    wording,
)
from challenge.opened import Opened
from challenge.sheet import el

PRINT = "Print this page from your browser (Ctrl+P, on a Mac ⌘P): it is laid out for A4, upright."


def one(opened: Opened) -> None:
    """Everything about the authority of the address: returned, position, placement, questions; its draft to check at the end."""
    view, now, cycle = opened.view, opened.now, opened.cycle
    key, area, region = cycle["cycle"], view.area, cycle["region_name"]
    # Everything is asked for before anything is drawn: until then the screen before stands whole.
    form = acting.the_form(cycle["region"])
    overview = opened.rows(queries.returns.overview, cycle=key, items=[question.item for question in form.questions])
    row = overview.set_index("area", drop=False).loc[area].to_dict()
    deadlines = opened.rows(queries.returns.deadlines, cycle=key)
    cells = opened.rows(queries.authority.periods, cycle=key, source="returned", area=area)
    cells = cells.assign(name=cells["kpi"].map(opened.kpi_names))
    beside = opened.rows(queries.self_check.beside_published, cycle=key, area=area)
    every = opened.rows(queries.authority.spine, cycle=key, source=now.source, ordinal=opened.ordinal, area=area)
    placed = opened.rows(queries.self_check.placed, cycle=key, area=area)
    signed = opened.rows(queries.self_check.placement_signed, cycle=key, area=area)
    positions = opened.rows(queries.journey.positions)
    contrasts = opened.rows(queries.self_check.contrasts, cycle=key, area=area, source=now.source, ordinal=opened.ordinal)
    sent = issued_parts.asked(opened)
    lines, _ = line_parts.worded(opened, opened.members.set_index("area").at[area, "name"])

    which, name = view.group or "headline", row["name"]
    chosen = spine_table.chosen(every, which, None)
    rows, absent = chosen[chosen["status"] != "not_published"], chosen.loc[chosen["status"] == "not_published", "name"].tolist()
    headline = position_sheet.headline(name, row, rows, placed, contrasts)
    figures_say = headlines.authority(name, rows)
    session.title(f"{name}: how we stand")
    crumbs = [(region, opened.home("region")), ("Self-check", view.link(area=None)), (name, None)]
    session.show(
        el(
            "div",
            opened.masthead(crumbs),
            el("h1", headline, cls="headline"),
            el("p", position_sheet.lede(row, deadlines, opened.basis()), cls="lede"),
            el("p", el("strong", position_sheet.NOT_FOR_OFSTED), el("span", f" {PRINT}", cls="no-print"), cls="muted"),
            el("p", el("a", issued_sheet.headline(sent[0] if sent else None, name), href="#asked"), cls="no-print"),
            opened.looking_back(),
            el("h2", opened.marked("Returned and missing")),
            position_sheet.returned(row, cells, opened.columns, deadlines, view),
            el("h2", opened.marked("Beside published figures")),
            reconciliation.table(beside, opened.marked(f"{name}: returned beside published"), position_sheet.FURTHEST)
            if pd.notna(row["version"])
            else el("p", "Nothing was returned, so there is nothing to set beside published figures.", cls="empty"),
            data_part="position",
        ),
        # page.css marks every sheet of paper by this name.
        key="practice-position" if opened.store.practice else "position",
    )
    caption = opened.marked(f"{name}, cycle {cycle['title']}, {now.source} figures, {wording.lower_first(opened.period_label)}")
    session.show(
        el(
            "div",
            el("h2", "Where each KPI stands"),
            el("p", f"{figures_say[0]} {figures_say[1]}"),
            el("p", position_sheet.moved(rows)) if len(rows) else None,
            spine_table.key(name, region),
            el("div", opened.narrowing(which), cls="bar no-print"),
            position_sheet.table(rows, view, name, region, caption)
            if len(rows)
            else el("p", "Nothing stands here. Choose another period, source or other KPIs above.", cls="empty"),
            el("p", f"In place of a figure: {wording.marks()} The mean of the BPN is of its members with a figure.", cls="muted"),
            spine_table.elsewhere(every, rows, view),
            _absent(opened, absent),
            data_part="position",
        ),
        key="standing",
    )
    caption = opened.marked(f"{name}: own placement among the {len(opened.members)} authorities of {wording.the(region)}")
    session.show(
        el(
            "div",
            el("h2", opened.marked("Where it places itself, among the region")),
            el("p", placed_sheet.sentence(placed, region)),
            el("p", placed_sheet.signed(signed, placed)),
            placed_sheet.panels(placed, name),
            placed_sheet.table(placed, positions, caption),
            data_part="position",
        ),
        key="placed",
    )
    session.show(
        el(
            "div",
            el("h2", opened.marked("Where placement and figures sit oddly together")),
            el("p", contrast_sheet.NEVER),
            contrast_sheet.questions(contrasts) if len(contrasts) else el("p", contrast_sheet.nothing_odd(placed), cls="empty"),
            data_part="position",
        ),
        key="questions",
    )
    session.show(
        el(
            "div",
            el("h2", opened.marked("What might be asked"), id="likely"),
            likely_sheet.likely(lines),
            data_part="position",
        ),
        key="likely",
    )
    issued_parts.part(opened, sent, name)
    session.show(
        el(
            "div",
            el("h2", "Where to go next", id="onward"),
            position_sheet.onward(view, name, view.as_of is not None),
            cls="no-print",
            data_part="position",
        ),
        key="onward",
    )
    column = wording.lower_first(opened.period_label)
    # What may go to Ofsted says nothing of a placement, in its facts either.
    name_of = f"{name} {cycle['title']} {column} {now.source} position"
    position = ("Download the position", name_of, lambda: position_sheet.export(rows, name))
    session.downloads(opened, figures_say[0], position)
    grid = ("Download the placement", f"{name} {cycle['title']} placement", lambda: placed_sheet.export(placed, name))
    session.downloads(opened, headline, grid, ofsted=False)
    if view.as_of is None:
        with widgets.folded("Check a draft before you send it", key="draft check", open_=bool(widgets.recall("checked"))):
            draft_parts.check(opened, None)
    session.show(el("div", opened.sources(), data_part="position"), key="sources")


def _absent(opened: Opened, absent: list[str]) -> object:
    """KPIs nobody publishes for this column, and where a figure of them stands."""
    if not absent:
        return None
    words = f"No {opened.now.source} figure in this column: {wording.listed(absent)}. "
    link = el("a", "See what was returned", href=opened.view.link(source="returned")) if opened.now.source == "published" else None
    return el("p", words, link, cls="muted")

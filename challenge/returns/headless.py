"""Rows of figures over which no heading stands."""

from challenge.returns import overlooked, row_problems
from challenge.returns.columns import Columns
from challenge.returns.document import Table
from challenge.returns.form import Form
from challenge.returns.header import Header, says_period
from challenge.returns.matching import Match
from challenge.returns.readings import Found, Reading, Row, looks_like_figure, merged_down

# Headings that say of each column that it is no figure of a period: targets, neighbours, ranks.
_NONE_OF_A_PERIOD = {"other", "label", "reference", "unit", "count"}


def take(row: Row, own: Match, found: Found, columns: Columns, beside: bool) -> None:
    """A row that names its KPI, one period and one figure needs no heading; any other with figures does. beside: it may be told by
    its headings that it holds none."""
    rest = [cell for cell in row[1:] if cell.text.strip() and cell.text.strip() != row[0].text.strip()]
    roles = {head.role for at, head in enumerate(found.header.heads) if at or head.role != "blank"} if found.header else set()
    if beside and "other" in roles and roles <= _NONE_OF_A_PERIOD:
        found.left |= {cell.place for cell in rest}
        return
    heads = [(cell, columns.heading(cell.text)) for cell in rest]
    told = [(cell, head) for cell, head in heads if says_period(head) and not head.strange]
    figures = [cell for cell, head in heads if not head.dated and looks_like_figure(cell)]
    if own.asked and len(rest) == 2 and len(told) == 1 and len(figures) == 1:
        where = columns.where(told[0][1], own.asked.kpi)
        if where.ordinal is not None and not where.doubt:
            found.rows.setdefault(own.asked.number, row[0].place)
            merged = merged_down(figures[0], found, None)
            found.readings.append(Reading(own.asked, where, figures[0], row[0].text.strip(), own.doubt, own.bare, merged))
            return
    if any(looks_like_figure(cell) for cell in rest):
        found.orphans.append((row, own))


def header_before(table: Table, found: Found, inherited: Found | None, form: Form) -> Header | None:
    """The headings of the table before, where this one goes on from it."""
    numbers = {own.asked.number for _, own in found.orphans if own.asked}
    width = {len(row) for row in table.rows}
    usable = not found.readings and inherited and inherited.header and inherited.readings and width == {inherited.width}
    return inherited.header if usable and overlooked.goes_on(form, numbers, set(inherited.rows)) else None


def say(found: Found, columns: Columns) -> None:
    """Say of every row that names, or may name, a KPI that it has no headings."""
    for row, own in found.orphans:
        maybe = (own.asked,) if own.asked else own.maybe
        held = [cell for cell in row[1:] if looks_like_figure(cell) and not columns.heading(cell.text).dated]
        if maybe and len(held) > (own.asked is None):
            said = row[0].text.strip()
            found.unread.append(row_problems.without_heading(maybe, row[0].place, said, held, own.asked is None))

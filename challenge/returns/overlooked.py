"""A second look at a table: the parts that blank rows make of it, and rows that name a KPI of which nothing was read or said."""

import re

from challenge.returns import row_problems
from challenge.returns.form import Form
from challenge.returns.header import Header
from challenge.returns.matching import Matcher
from challenge.returns.readings import NUMBER, Found, Row


def parts(rows: tuple[Row, ...], before: str) -> list[tuple[str, tuple[Row, ...]]]:
    """The rows between blank rows and lines of one cell, each with the line last above it: a sheet or a CSV file holds several
    tables as one. before: the line above the first."""
    found: list[tuple[str, list[Row]]] = [(before, [])]
    for row in rows:
        texts = [cell.text.strip() for cell in row if cell.text.strip()]
        if len(texts) > 1:
            found[-1][1].append(row)
        else:
            found.append((texts[0] if texts else found[-1][0], []))
    return [(line, tuple(part)) for line, part in found if part]


def turned(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Rows as columns; nothing where that cannot be."""
    whole = len(rows) > 1 and len({len(row) for row in rows}) == 1 and len(rows[0]) > 1
    return tuple(zip(*rows, strict=True)) if whole else ()


def met(found: Found) -> set[str]:
    """The places of all cells that were read, or of which it is said why not."""
    cells = [reading.cell for reading in found.readings] + [cell for each in found.unread for cell in each.cells]
    return {cell.place for cell in cells} | found.left | {cell.place for row, own in found.orphans if own.near for cell in row}


def join(found: Found, other: Found) -> None:
    """Put what another look at the same table found to the first, where it read anything."""
    if not other.readings:
        return
    found.readings += other.readings
    found.unread += other.unread
    found.problems += other.problems
    found.unknown += other.unknown
    found.left |= other.left
    found.rows = {**other.rows, **found.rows}
    found.said = {**other.said, **found.said}


def say(rows: tuple[Row, ...], found: Found, matcher: Matcher) -> None:
    """Say of every row that names a KPI and holds figures, none of which was met, that they have no heading."""
    known = met(found)
    for row in rows:
        if any(cell.place in known for cell in row) or not any(NUMBER.fullmatch(cell.text.strip()) for cell in row):
            continue
        label, asked = next(((cell, sure) for cell in row if (sure := matcher.match(cell.text.strip()).asked)), (None, None))
        if asked is None:
            continue
        before = row.index(label)
        figures = [
            cell
            for at, cell in enumerate(row)
            if NUMBER.fullmatch(cell.text.strip()) and not (at < before and cell.text.strip() == str(asked.number))
        ]
        if figures:
            found.unread.append(row_problems.without_heading((asked,), label.place, label.text.strip(), figures, False))


def names_several(row: Row, header: Header, matcher: Matcher) -> bool:
    """Whether a row names several KPIs where its figures would stand."""
    places = [at for part in header.parts for at in (*part.figures, *part.unknown) if at < len(row)]
    named = {matcher.match(row[at].text).asked for at in places if re.search(r"[^\W\d]{3}", row[at].text)}
    return len(named - {None}) > 1


def goes_on(form: Form, numbers: set[int], above: set[int]) -> bool:
    """Whether rows go on a table cut in two: none stands in both; they share a group of the form, or the first held several."""
    groups = [{asked.number for asked in group.asked} for section in form.sections for group in section.groups]
    held = [group for group in groups if group & above]
    return not numbers & above and (len(held) > 1 or any(group & numbers for group in held))

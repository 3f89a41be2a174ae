"""Years as a self-view writes them: the cycle in a title, and the years over its columns of figures."""

import re

from challenge.returns import questions
from challenge.returns.asking import Cycle
from challenge.returns.document import Cell, Document
from challenge.returns.form import Form
from challenge.returns.wordings import wordings_of

_RANGE = re.compile(r"(?<![\d/.\-–])(20\d\d|\d\d)\s*([/–\-_])\s*(20\d\d|\d\d)(?![\d]|[/.\-–]\d)")
_JOINED = re.compile(r"(?<!\d)(20\d\d)[ _-]?(\d\d)(?!\d|[-_. ]\d\d(?!\d))")


def starts_in(text: str, file_name: bool = False) -> set[int]:
    """The first years of the years written as ranges (``2017/18``, ``17/18``, ``2017-2018``; in a file's name ``201718`` too)."""
    found = set()
    for first, sign, last in _RANGE.findall(text):
        start = int(first) % 100
        # 10-11 may be a day; years that short are written with a stroke.
        if (start + 1) % 100 == int(last) % 100 and (len(first) == 4 or sign == "/" or start >= 13):
            found.add(2000 + start)
    if file_name:
        found |= {int(first) for first, last in _JOINED.findall(text) if (int(first) + 1) % 100 == int(last)}
    return found


def column_heads(document: Document, form: Form) -> list[Cell]:
    """The cells of heading rows over the KPIs: the rows above a table's first KPI row."""
    known = wordings_of(form)
    heads: list[Cell] = []
    for table in document.tables:
        rows = () if table.hidden else table.rows
        first = next((at for at, row in enumerate(rows) if any(questions.kpi(cell.text, known) for cell in row[:3])), None)
        if first is not None:
            heads += [cell for row in rows[max(0, first - 2) : first] for cell in row if cell.text.strip() and not cell.spans]
    return heads


def cycle_by_columns(document: Document, form: Form, cycles: dict[str, Cycle]) -> str | None:
    """The one cycle whose column labels stand over the figures; None where none does, or two do equally."""
    heads = column_heads(document, form)
    if not heads:
        return None
    told = {" ".join(cell.text.casefold().split()) for cell in heads}
    years = {start for cell in heads for start in starts_in(cell.text)}
    scores = {}
    for key, cycle in cycles.items():
        labels = {label.casefold() for column in cycle.columns for label in (column.key, column.label)}
        common = {word.casefold() for word in form.columns_also.get("latest", ())}
        own = {start for column in cycle.columns for start in starts_in(column.label) | starts_in(column.key)}
        scores[key] = len((told & labels) - common) + len(years & own)
    best = max(scores.values())
    winners = [key for key, score in scores.items() if score == best]
    return winners[0] if best and len(winners) == 1 else None


def column_starts(document: Document, form: Form, cycle: Cycle) -> tuple[str, str]:
    """Place and words of column headings that are all of years outside the cycle; two empty texts where any fits or none is one."""
    heads = [cell for cell in column_heads(document, form) if starts_in(cell.text)]
    own = {start for column in cycle.columns for start in starts_in(column.label) | starts_in(column.key)}
    if not own:
        stated = {int(year) for label in cycle.year_labels.values() for year in re.findall(r"20\d\d", label)}
        own = stated | {year - 1 for year in stated}
    # The cycle's own year over figures is the year so far.
    own |= starts_in(cycle.cycle)
    if not heads or any(starts_in(cell.text) & own for cell in heads):
        return "", ""
    return heads[0].place, ", ".join(dict.fromkeys(" ".join(cell.text.split()) for cell in heads))

"""The figures of a self-view: one for each KPI of the form and each column of the cycle, from wherever they stand in the document.

Right, or kept out with a problem that says why: a figure that stands twice with two values, one cell for two figures, or a cell
that cannot be read gives none.
"""

import re
from dataclasses import dataclass, replace

from challenge.returns import asking, cell, kept_out, row_problems
from challenge.returns.cell import Meaning
from challenge.returns.columns import Columns
from challenge.returns.document import Document, Problem, Table, Text
from challenge.returns.form import Asked, Form
from challenge.returns.headings import compared
from challenge.returns.layouts import Found, Reader
from challenge.returns.matching import matcher_of
from challenge.returns.readings import Reading
from challenge.returns.self_view import Figure

NOT_IN_THE_FILE = "not in the file"


@dataclass(frozen=True)
class _Read:
    reading: Reading
    meaning: Meaning

    @property
    def blank(self) -> bool:
        return not self.reading.cell.text.strip() and self.reading.cell.number is None and self.meaning.status == "not_returned"

    @property
    def says(self) -> tuple[float | None, str]:
        value = self.meaning.value
        return (None if value is None else round(value, 9)), self.meaning.status


def find(document: Document, form: Form, cycle: asking.Cycle, authority: str | None = None) -> tuple[list[Figure], list[Problem]]:
    """The figures of ``document``, one for each KPI of the form and column of the cycle, in their order, and the problems met.

    authority: the key of whose self-view it is, where that is known: figures under the name of another are not read. What is not
    there is a figure too: ``not_returned``, its place ``not in the file``.
    """
    matcher = matcher_of(form)
    found, problems = _tables(document, Reader(matcher, Columns(form, cycle, authority), cycle))
    readings = [reading for each in found for reading in each.readings]
    rows = {number: place for each in reversed(found) for number, place in each.rows.items()}
    kept = {asked.number: _of_one_row([each for each in readings if each.asked == asked], problems) for asked in form.asked}
    unread, quoted = kept_out.problems(found, [reading for own in kept.values() for reading in own], cycle)
    problems += unread
    said_of = {problem.number for problem in unread if problem.blocks}
    figures = []
    for asked in form.asked:
        own = kept[asked.number]
        problems += _of_rows(own, cycle)
        for column in cycle.columns:
            at = [reading for reading in own if reading.where.ordinal == column.ordinal]
            figure, said = _figure(asked, column, at, cycle)
            if figure.value is None and not figure.text.strip() and asked.number in quoted:
                figure = replace(figure, note=quoted[asked.number])
            figures.append(figure)
            problems += said
        if asked.number in said_of:
            continue
        if asked.number in rows:
            problems += kept_out.no_column(asked, own, rows[asked.number], cycle)
        else:
            problems.append(kept_out.no_row(asked, document, matcher))
    return figures, list(dict.fromkeys(problems))


def _tables(document: Document, reader: Reader) -> tuple[list[Found], list[Problem]]:
    """What each table yields; of hidden ones only what is not read."""
    found, problems = [], []
    before: Table | Text | None = None
    for block in document.blocks:
        if isinstance(block, Table) and block.rows:
            follows = found[-1] if found and isinstance(before, Table) and not before.hidden else None
            above = before.text if isinstance(before, Text) else ""
            line = block.title if block.title and not compared(above) else above
            read = reader.read(block, line, follows)
            if block.hidden:
                cells = {each.asked: [] for each in read.readings}
                for each in read.readings:
                    cells[each.asked] += [each.cell] if each.cell.text.strip() else []
                held = [row_problems.hidden(asked, block.place, own) for asked, own in cells.items() if own]
                read = Found(unread=held)
            found.append(read)
            problems += read.problems
        if isinstance(block, Table) or block.text.strip():
            before = block
    return found, problems


def _of_one_row(own: list[Reading], problems: list[Problem]) -> list[Reading]:
    """Readings of rows of another definition are dropped where a row of the form's own stands as well."""
    sure = [reading for reading in own if not reading.doubt]
    given = {reading.where.ordinal for reading in sure if reading.cell.text.strip()}
    dropped = [reading for reading in own if reading.doubt]
    if not given or not dropped:
        return own
    for row, doubt in dict.fromkeys((reading.row, reading.doubt) for reading in dropped):
        same = [reading for reading in dropped if (reading.row, reading.doubt) == (row, doubt)]
        lost = [reading for reading in same if reading.cell.text.strip() and reading.where.ordinal not in given]
        quoted = "; ".join(f"“{reading.cell.text.strip()}” ({reading.cell.place})" for reading in lost)
        problems.append(
            Problem(
                same[0].cell.place,
                f"a further row “{row}”: {doubt}" + (f"; only it gives {quoted}" if lost else ""),
                "the row as the form asks it",
                "Give the figure in the form's own row, or type it in." if lost else "Nothing: the other row is read.",
                blocks=bool(lost),
                number=own[0].asked.number,
                period=None,
            )
        )
    return sure


def _of_rows(kept: list[Reading], cycle: asking.Cycle) -> list[Problem]:
    """What is to be confirmed of whole rows."""
    problems = []
    for row in dict.fromkeys(reading.row for reading in kept):
        own = [reading for reading in kept if reading.row == row and reading.cell.text.strip()]
        if not own:
            continue
        asked, place, doubts = own[0].asked, own[0].cell.place, {reading.doubt for reading in own if reading.doubt}
        short = cycle.kpis[asked.kpi].unit_short
        if own[0].bare and short == "per 10,000":
            doubts.add("the row does not say that it is a rate per 10,000")
        elif own[0].bare and short == "%" and all(re.fullmatch(r"\d+", reading.cell.text.strip()) for reading in own):
            doubts.add("the row does not say that it is a percentage, and its figures might be numbers")
        problems += [
            Problem(
                place,
                f"a row “{row}”: {doubt}",
                f"KPI {asked.number}, {asked.label}",
                "Confirm that it is this KPI.",
                number=asked.number,
            )
            for doubt in sorted(doubts)
        ]
    return problems


def _figure(asked: Asked, column: asking.Column, at: list[Reading], cycle: asking.Cycle) -> tuple[Figure, list[Problem]]:
    kpi = cycle.kpis[asked.kpi]
    none = Figure(asked.kpi, asked.number, column.ordinal, column.key, None, "not_returned", NOT_IN_THE_FILE)
    read = [_Read(reading, _meaning(reading, kpi)) for reading in at]
    filled = [each for each in read if not each.blank]
    if not filled:
        if not read:
            return none, []
        held = read[0].reading.cell
        return replace(none, place=held.place, note=held.note or None), []
    first, problems = filled[0], []
    quoted = "; ".join(dict.fromkeys(f"“{each.reading.cell.text.strip()}” ({each.reading.cell.place})" for each in filled))
    out = replace(none, place=first.reading.cell.place, text=first.reading.cell.text, note=f"kept out: {quoted}")

    def blocked(found: str, expected: str, do: str) -> tuple[Figure, list[Problem]]:
        return out, [Problem(first.reading.cell.place, found, expected, do, True, asked.number, column.key)]

    if any(each.reading.merged for each in filled):
        return blocked(
            f"one merged cell for more than one figure: {quoted}", "a cell for each figure", "Split the cell and give each figure."
        )
    if len({each.says for each in filled}) > 1:
        return blocked(f"two figures for KPI {asked.number}: {quoted}", "one figure", "Keep the right one, or say which it is.")
    if refused := next((each for each in filled if each.meaning.refuse), None):
        return blocked(
            f"“{refused.reading.cell.text.strip()}”: {refused.meaning.refuse}",
            f"KPI {asked.number} in {kpi.unit}",
            "Write the figure alone in its cell, or type it in.",
        )
    if len(read) > 1:
        beside = len(filled) < len(read) and len({each.reading.row for each in read}) == 1 == len({_table(each) for each in read})
        problems.append(
            Problem(
                first.reading.cell.place,
                f"KPI {asked.number} stands in {len(read)} places: {', '.join(each.reading.cell.place for each in read)}",
                "each KPI once",
                f"Confirm that {first.reading.cell.text.strip()} is the figure of {column.label}: two cells of the row are."
                if beside
                else "Nothing, if this is meant: the places agree, or only one is filled in.",
                number=asked.number,
                period=column.key,
            )
        )
    return _given(none, first, problems, cycle)


def _table(read: _Read) -> str:
    """The table a cell stands in, by its place (``table 3``, ``sheet Figures``)."""
    return re.split(r", (?:row|cell|column) |(?<=line) ", read.reading.cell.place)[0]


def _given(none: Figure, read: _Read, problems: list[Problem], cycle: asking.Cycle) -> tuple[Figure, list[Problem]]:
    reading, meaning = read.reading, read.meaning
    held, where = reading.cell, reading.where

    def confirm(found: str) -> None:
        problems.append(
            Problem(
                held.place,
                found,
                "a figure that can be taken as it stands",
                "Confirm it, or mend it.",
                False,
                none.number,
                none.period,
            )
        )

    if meaning.confirm:
        confirm(f"“{held.text.strip()}”: {meaning.confirm}")
    if meaning.period_end and where.period_end and meaning.period_end != where.period_end:
        confirm(
            f"“{held.text.strip()}”: the cell says to {meaning.period_end:%d.%m.%Y}, its heading to {where.period_end:%d.%m.%Y}"
        )
    numerator, denominator = meaning.numerator, meaning.denominator
    beside = [each and _plain_number(each.text) for each in reading.counts]
    if numerator is None and all(each is not None for each in beside) and meaning.value is not None:
        numerator, denominator = beside
        if cycle.kpis[none.kpi].unit_short == "%" and (
            not denominator or abs(100 * numerator / denominator - meaning.value) > 0.51
        ):
            over, under = (each.text.strip() for each in reading.counts)
            confirm(f"“{held.text.strip()}” beside {over} of {under}, which do not make it")
            numerator = denominator = None
    notes = (meaning.note, held.note, "provisional, by its heading" if reading.provisional else None)
    figure = replace(
        none,
        value=meaning.value,
        status=meaning.status,
        place=held.place,
        note="; ".join(dict.fromkeys(each for each in notes if each)) or None,
        numerator=numerator,
        denominator=denominator,
        part_year=meaning.part_year or where.part_year,
        period_end=meaning.period_end or where.period_end,
        text=held.text,
    )
    return figure, problems


def _meaning(reading: Reading, kpi: asking.Kpi) -> Meaning:
    held = reading.cell
    return cell.read(
        held.text,
        kpi.unit_short,
        kpi.decimals,
        number=held.number,
        number_format=held.number_format,
        kind=held.kind,
        decimal_comma=held.number_format == "decimal comma",
    )


def _plain_number(text: str) -> float | None:
    return float(text.replace(",", "")) if re.fullmatch(r"\s*\d{1,3}(?:,?\d{3})*(?:\.\d+)?\s*", text) else None

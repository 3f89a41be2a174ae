"""Rows and cells with figures that were not read: which of them keep out a figure of a KPI, and what is then said.

A figure is kept out where the file holds it, or may hold it, and no other row gives it: that blocks, with the KPI's number. Where
the KPI's figures stand elsewhere in the file nothing is lost, and it is only said.
"""

import re
from dataclasses import replace

from challenge.returns.asking import Column, Cycle
from challenge.returns.document import Document, Problem
from challenge.returns.form import Asked
from challenge.returns.matching import Matcher
from challenge.returns.readings import Found, Reading, Unread

_HEAD = re.compile(r":|\t|\s[-–—]\s|\b20\d\d|\b\d\d/\d\d\b|\d+(?:\.\d+)?\s*%|\b(?:is|was|were|are|rose|fell|stands?|stood)\b")
_FIGURE = re.compile(r"(?<![\d/.])\d+(?:[.·]\d+)?(?![\d/])")


def problems(found: list[Found], kept: list[Reading], cycle: Cycle) -> tuple[list[Problem], dict[int, str]]:
    """What is said of everything that was not read, and for each KPI number from which something is kept out the words of it.

    kept: the cells that were read.
    """
    filled: dict[int, set[int]] = {}
    for reading in kept:
        if reading.cell.text.strip() or reading.cell.number is not None:
            filled.setdefault(reading.asked.number, set()).add(reading.where.ordinal)
    said, quoted = [], {}
    for each in found:
        sure = {reading.asked.number for reading in each.readings if reading.cell.text.strip()}
        for unread in each.unread:
            lost = next((asked for asked in unread.maybe if _lacks(asked, unread, filled, sure, cycle.columns)), None)
            if lost is None:
                said.append(unread.otherwise)
                continue
            said.append(replace(unread.problem, blocks=True, number=lost.number))
            words = ", ".join(f"“{cell.text.strip()}”" for cell in unread.cells[:6])
            quoted.setdefault(lost.number, []).append(f"{words} ({unread.problem.place})")
    return said, {number: f"kept out: {'; '.join(dict.fromkeys(each))}" for number, each in quoted.items()}


def _lacks(asked: Asked, unread: Unread, filled: dict[int, set[int]], sure: set[int], columns: tuple[Column, ...]) -> bool:
    given = filled.get(asked.number, set())
    if unread.doubtful and asked.number in sure:
        # Beside the KPI's own row stands another thing, however alike it reads.
        return False
    return not given if unread.beside else any(column.ordinal not in given for column in columns)


def no_row(asked: Asked, document: Document, matcher: Matcher) -> Problem:
    """That a KPI has no row, which keeps out nothing; or that a line of text seems to tell its figures, which does."""
    for text in document.texts:
        head = _HEAD.split(text.text, maxsplit=1)[0]
        rest = text.text[len(head) :]
        if rest and _FIGURE.search(re.sub(r"\b20\d\d\b", "", rest)) and matcher.match(head.strip()).asked == asked:
            line = " ".join(text.text.split())[:120]
            return Problem(
                text.place,
                f"“{line}”: figures of KPI {asked.number} in a line of text, and no row of it in a table",
                f"a row for KPI {asked.number}, {asked.label}",
                "Put the figures in a table, or type them in; they are not read from the text.",
                blocks=True,
                number=asked.number,
            )
    return Problem(
        document.name,
        f"no row for KPI {asked.number}, {asked.label}",
        "a row for each KPI of the form",
        "Send the figures, or say that the KPI is not returned.",
        number=asked.number,
    )


def no_column(asked: Asked, own: list[Reading], place: str, cycle: Cycle) -> list[Problem]:
    """Columns of the cycle that a KPI's row has no cell for."""
    met = {reading.where.ordinal for reading in own}
    return [
        Problem(
            own[0].cell.place if own else place,
            f"KPI {asked.number} has no column for {column.label}",
            "a column for each period",
            "Send the figure, or say that it is not returned.",
            number=asked.number,
            period=column.key,
        )
        for column in cycle.columns
        if column.ordinal not in met
    ]

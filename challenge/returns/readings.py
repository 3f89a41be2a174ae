"""Cells read as figures, what a table yields of them, and how cells that are merged are told."""

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

from challenge.returns.columns import Where
from challenge.returns.document import Cell, Problem
from challenge.returns.form import Asked
from challenge.returns.header import Header
from challenge.returns.labels import plain
from challenge.returns.matching import Match

Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Reading:
    """A cell that holds the figure of a KPI for a column.

    row: its label; doubt: what is to be confirmed of the row; bare: the label does not say what it is measured by; merged: it is
    one cell with another; counts: cells with numerator and denominator.
    """

    asked: Asked
    where: Where
    cell: Cell
    row: str
    doubt: str = ""
    bare: bool = False
    merged: bool = False
    counts: tuple[Cell | None, Cell | None] = (None, None)
    provisional: bool = False


@dataclass(frozen=True)
class Unread:
    """A row, or cells of one, with figures that were not read.

    maybe: the KPIs it may be, best first; problem: what is said where that keeps a figure out; otherwise: what is said where the
    KPI is read elsewhere. doubtful: its label is not sure; beside: it may well be nobody's own (targets, a hidden sheet), and keeps
    a figure out only of a KPI of which nothing is read; title: of others, under which it stands.
    """

    maybe: tuple[Asked, ...]
    problem: Problem
    otherwise: Problem
    cells: tuple[Cell, ...] = ()
    doubtful: bool = False
    beside: bool = False
    title: str = ""


@dataclass
class Found:
    """What a table yields.

    rows: KPI number → where its row stands; unread: rows and cells not read; orphans: rows with figures and no heading over them;
    said: problems of headings, one for each; unknown: rows that are none of the form's; header: the last one; under: the title over
    the rows; width: cells; above: the KPI of the last row; apart: a blank row came after rows under the title; left: places of
    cells that are rightly not read; shared: of cells that are one with a cell of the row below.
    """

    readings: list[Reading] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    rows: dict[int, str] = field(default_factory=dict)
    unread: list[Unread] = field(default_factory=list)
    orphans: list[tuple[Row, Match]] = field(default_factory=list)
    said: dict[str, Problem] = field(default_factory=dict)
    unknown: list[Problem] = field(default_factory=list)
    header: Header | None = None
    under: str = ""
    width: int = 0
    above: Asked | None = None
    apart: bool = False
    left: set[str] = field(default_factory=set)
    shared: set[str] = field(default_factory=set)


def cells_of(row: Row) -> int:
    """How many cells a row has, without those that only fill it up."""
    return max((at for at, cell in enumerate(row, 1) if cell.kind != "missing"), default=0)


def looks_like_figure(cell: Cell) -> bool:
    """Whether a cell may hold a figure: a number, short words with a digit, or a mark that stands for one."""
    text = cell.text.strip()
    return cell.kind == "number" or (len(text) <= 40 and bool(re.search(r"\d", text))) or bool(_MARK.match(plain(text) or text))


_MARK = re.compile(r"(?:[cxz]|[*]+|\[[cxz]\]|tbc|nil|none|zero)$|n/?a\b|supp(?:ressed)?\b|#[a-z]")
NUMBER = re.compile(r"[<>~£(]*\d[\d.,]*\s*%?\)?")


def spread(row: Row, own: Match, header: Header | None) -> str:
    """The words of a row that is one heading: merged over its columns, or alone in it where it is no KPI left blank."""
    texts = [cell for cell in row if cell.text.strip()]
    if len(row) > 1 and len({cell.text.strip() for cell in texts}) == 1:
        if len(texts) > 1 and all(cell.spans for cell in texts[1:]) and not NUMBER.fullmatch(texts[0].text.strip()):
            return texts[0].text.strip()
        if len(texts) == 1 and row[0].text.strip() and (header is None or not own.near):
            return texts[0].text.strip()
    return texts[0].text.strip() if len(row) == 1 and len(texts[0].text) < 200 else ""


def merged_across(row: Row, at: int, header: Header | None = None) -> bool:
    """Whether a cell with words is one with the cell to its left or right, under another heading."""
    text = row[at].text.strip()
    left = at > 0 and row[at].spans and row[at - 1].text.strip() == text
    right = at + 1 < len(row) and row[at + 1].spans and row[at + 1].text.strip() == text
    if header:
        left, right = left and not header.one_with_left(at), right and not header.one_with_left(at + 1)
    return bool(text) and (left or right)


def shared_down(rows: tuple[Row, ...]) -> set[str]:
    """The places of cells that go on into the row below, where that has a label of its own."""
    found = set()
    for above, below in pairwise(rows):
        label = next((cell for cell in below if re.search(r"[^\W\d]{3}", cell.text)), None)
        if label is None or label.spans:
            continue
        for at, (cell, under) in enumerate(zip(above, below, strict=False)):
            sideways = at > 0 and below[at - 1].text == under.text and below[at - 1].spans
            if under.spans and under.text == cell.text and cell.text.strip() and not sideways:
                found.add(cell.place)
    return found


def merged_down(cell: Cell, found: Found, ordinal: int | None) -> bool:
    """Whether a cell goes on from the one above; the figure read there is then marked as well."""
    if not cell.spans or not cell.text.strip():
        return False
    for at in range(len(found.readings) - 1, -1, -1):
        above = found.readings[at]
        if above.cell.text == cell.text and ordinal in (None, above.where.ordinal):
            found.readings[at] = replace(above, merged=True)
            if not above.cell.spans:
                break
    return True

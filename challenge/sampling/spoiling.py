"""What a few of the practice store's self-views get wrong, so that the returns screen has something to show: none of it changes a
figure that is read, since the cells were empty, or the row is a further one."""

import io
from copy import deepcopy
from datetime import datetime

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import _Cell, _Row

from challenge.packs.self_view import Filled
from challenge.packs.word_parts import element
from challenge.packs.workbook import undated

# Cells nothing was returned for, and what stands in them.
CELLS: dict[str, dict[tuple[int, int], str]] = {
    "cheshire-west-and-chester": {(5, 2): "60% per 10,000"},
    "tameside": {(7, 2): "18.4 / 19.2"},
    "st-helens": {(7, 1): "17–19"},
}
# A row that may be either of two KPIs, below this one.
FURTHER_ROW = {"rochdale": (7, "% repeat", ("16.2", "18.0", "17.1"))}
# A cell whose figure was changed with changes tracked: what stood there before.
TRACKED = {"bury": ((12, 3), "88%")}
_BY, _WHEN = "Practice", datetime(2017, 10, 26, 15, 30)


def spoiled(data: bytes, filled: Filled) -> bytes:
    """The document with what its authority gets wrong; the same bytes where that is nothing."""
    area = filled.authority
    if area not in FURTHER_ROW and area not in TRACKED:
        return data
    document = docx.Document(io.BytesIO(data))
    if area in FURTHER_ROW:
        number, label, cells = FURTHER_ROW[area]
        _further_row(_row(document, filled, number), label, cells)
    if area in TRACKED:
        (number, ordinal), before = TRACKED[area]
        _tracked(_row(document, filled, number).cells[ordinal], before)
    made = io.BytesIO()
    document.save(made)
    return undated(made.getvalue())


def _row(document: Document, filled: Filled, number: int) -> _Row:
    label = next(asked.label for asked in filled.form.asked if asked.number == number)
    return next(row for table in document.tables for row in table.rows if row.cells[0].text == label)


def _further_row(row: _Row, label: str, cells: tuple[str, ...]) -> None:
    made = deepcopy(row._tr)
    row._tr.addnext(made)
    for cell, words in zip(_Row(made, row._parent).cells, (label, *cells), strict=True):
        (run,) = cell.paragraphs[0].runs or [cell.paragraphs[0].add_run()]
        run.text = words


def _tracked(cell: _Cell, before: str) -> None:
    paragraph = cell.paragraphs[0]._p
    (run,) = paragraph.findall(qn("w:r"))
    said = {"author": _BY, "date": f"{_WHEN:%Y-%m-%dT%H:%M:%SZ}"}
    gone = element("delText")
    gone.text = before
    place = list(paragraph).index(run)
    paragraph.insert(place, element("del", element("r", gone), id=901, **said))
    paragraph.insert(place + 1, element("ins", run, id=902, **said))

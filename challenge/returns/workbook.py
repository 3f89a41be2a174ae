"""An Excel workbook (.xlsx) as a document: one table for each sheet, every cell with the address it has in Excel."""

import zipfile
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from lxml import etree
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel, from_ISO8601

from challenge.returns import number_format
from challenge.returns.document import Cell, Document, Problem, Table, Text, Unreadable
from challenge.returns.opening import Sent
from challenge.returns.workbook_parts import MOST_COLUMNS, MOST_ROWS, Book, Saved, Sheet

_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    etree.XMLSyntaxError,
    EOFError,
    KeyError,
    IndexError,
    StopIteration,
    ValueError,
    TypeError,
)


def read(sent: Sent) -> Document:
    """``sent`` as a document. Sheets stand in their order, each without empty rows at its edges and without empty columns; a gap of
    empty rows is one empty row; addresses stay those of Excel. A hidden sheet is a hidden table.

    Raises ``Unreadable`` where the file is damaged or no sheet has a word in it.
    """
    try:
        book = Book(sent.data)
        sheets = list(book.sheets())
        blocks, problems = [], []
        feeds = " ".join((book.names_used, *(sheet.lists for sheet in sheets)))
        for sheet in sheets:
            table, said = _table(sheet, book, feeds)
            blocks += [table] if table.rows else []
            blocks += [
                Text(words, f"sheet {sheet.name}, text box {number}", stands_in="text box")
                for number, words in enumerate(sheet.boxes, start=1)
                if words and sheet.state == "visible"
            ]
            problems += said
    except _DAMAGED as cause:
        raise Unreadable(
            place=sent.name,
            found="an Excel workbook that is damaged inside",
            expected="a workbook that Excel can open and save",
            do="Open it in Excel, let Excel repair it, save it as .xlsx and send that file.",
        ) from cause
    if not blocks:
        raise Unreadable(
            place=sent.name,
            found="a workbook whose sheets are all empty",
            expected="a self-view with figures or answers",
            do="Check that this is the right file, and send the one that is filled in.",
        )
    if book.calculated_by_hand:
        problems.append(_by_hand(sent.name))
    return Document(sent.name, "workbook", sent.sha256, tuple(blocks), book.title, tuple(problems))


def _table(sheet: Sheet, book: Book, feeds: str) -> tuple[Table, list[Problem]]:
    cells = {at: _cell(saved, f"sheet {sheet.name}, cell {_name(at)}", book) for at, saved in sheet.cells.items()}
    cells = {at: cell for at, cell in cells.items() if cell.text.strip() or cell.kind == "formula"}
    own, problems = set(cells), _said(sheet, cells, feeds)
    for at, words in sheet.comments.items():
        cells[at] = _noted(cells.get(at) or _empty(sheet, at), f"comment: {words}")
    rows, columns = sorted({row for row, _ in cells}), sorted({column for _, column in cells})
    cells = _merged(sheet, cells, rows, columns)
    cells = {at: _noted(cell, _hidden(sheet, at)) for at, cell in cells.items()}
    table = Table(
        tuple(tuple(cells.get((row, column)) or _empty(sheet, (row, column)) for column in columns) for row in _with_gaps(rows)),
        place=f"sheet {sheet.name}",
        title=sheet.name,
        hidden=sheet.state != "visible" or (bool(own) and all(_hidden(sheet, at) for at in own)),
    )
    return table, problems


def _with_gaps(rows: list[int]) -> list[int]:
    """The rows with words, and the first of each run of empty rows between them."""
    found = []
    for row in rows:
        if found and row > found[-1] + 1:
            found.append(found[-1] + 1)
        found.append(row)
    return found


def _cell(saved: Saved, place: str, book: Book) -> Cell:
    code = book.styles[saved.style][0] if saved.style < len(book.styles) else "General"
    shown = _shown(saved, code, book.since_1904)
    notes = []
    if saved.struck:
        notes.append("struck through, at least in part")
    if saved.formula and "[" in saved.formula and _from_elsewhere(saved):
        notes.append("a formula that takes its value from another workbook; the value saved last was read")
    cell = Cell(shown.text, place, shown.number, code if shown.number is not None else "", shown.kind, False, shown.note)
    for note in notes:
        cell = _noted(cell, note)
    return cell


@dataclass(frozen=True)
class _Shown:
    text: str
    kind: str = "text"
    number: float | None = None
    note: str = ""


def _shown(saved: Saved, code: str, since_1904: bool) -> _Shown:
    if saved.kind == "e":
        return _Shown(saved.value or "#VALUE!", "error")
    if saved.formula is not None and not saved.value and saved.kind != "str":
        return _Shown(saved.formula, "formula")
    value = saved.value or ""
    if saved.kind == "b":
        return _Shown("TRUE" if value in ("1", "true") else "FALSE")
    if saved.kind == "d":
        return _day(from_ISO8601(value), code)
    if saved.kind != "n":
        return _Shown(value.strip())
    number = float(value)
    if number_format.is_date(code):
        return _of_serial(number, code, since_1904)
    text = number_format.number_words(number, code)
    if not text:
        return _Shown(number_format.general(number), "number", number, "Excel does not show this number: its format hides it")
    worded = number != 0 and number_format.shows_no_digit(code, number)
    return _Shown(text, "number", number, f"Excel shows “{text}” for {number_format.general(number)}" if worded else "")


def _of_serial(number: float, code: str, since_1904: bool) -> _Shown:
    try:
        moment = from_excel(number, MAC_EPOCH if since_1904 else WINDOWS_EPOCH)
    except (OverflowError, ValueError):
        return _Shown(number_format.general(number), "number", number, "its format is a date’s, but it is no day")
    return _day(moment, code)


def _day(moment: datetime | date | time, code: str) -> _Shown:
    whole = number_format.whole_date(moment)
    text = number_format.date_words(moment, code) if number_format.is_date(code) else whole
    full = str(getattr(moment, "year", "")) in text
    return _Shown(text or str(moment), "date", None, "" if full or not whole else f"a date: {whole}")


def _from_elsewhere(saved: Saved) -> bool:
    # A workbook elsewhere is saved as [1]; a column of a table is Table1[Latest].
    return any(piece.partition("]")[0].isdigit() for piece in saved.formula.split("[")[1:])


def _merged(sheet: Sheet, cells: dict[tuple[int, int], Cell], rows: list[int], columns: list[int]) -> dict[tuple[int, int], Cell]:
    """The cells with merged ones repeated, as far as rows and columns with words reach."""
    whole = dict(cells)
    for first_column, first_row, last_column, last_row in sheet.merged:
        head = cells.get((first_row, first_column)) or _empty(sheet, (first_row, first_column))
        for row in rows[bisect_left(rows, first_row) : bisect_right(rows, last_row)]:
            for column in columns[bisect_left(columns, first_column) : bisect_right(columns, last_column)]:
                at = row, column
                beneath = cells[at].text if at in cells else ""
                if at == (first_row, first_column) or not (head.text or beneath):
                    continue
                note = f"the merged cell covers “{beneath}”" if beneath not in ("", head.text) else ""
                whole[at] = _noted(replace(head, place=_empty(sheet, at).place, spans=True), note)
    return whole


def _empty(sheet: Sheet, at: tuple[int, int]) -> Cell:
    return Cell("", f"sheet {sheet.name}, cell {_name(at)}")


def _noted(cell: Cell, note: str) -> Cell:
    if not note:
        return cell
    return replace(cell, note=f"{cell.note}; {note}" if cell.note else note)


def _hidden(sheet: Sheet, at: tuple[int, int]) -> str:
    row, column = at
    if row in sheet.hidden_rows:
        return "hidden row"
    return "hidden column" if _hidden_column(sheet, column) else ""


def _name(at: tuple[int, int]) -> str:
    return f"{get_column_letter(at[1])}{at[0]}"


def _said(sheet: Sheet, cells: dict[tuple[int, int], Cell], feeds: str) -> list[Problem]:
    place = f"sheet {sheet.name}"
    if sheet.state != "visible":
        # Lists for the choices of a form usually stand on a hidden sheet: nobody needs to hear of them.
        for_lists = sheet.name in feeds and not any(cell.kind == "number" for cell in cells.values())
        hidden = Problem(
            place,
            f"a hidden sheet with {len(cells)} filled cells; no figure was read from it",
            "everything that counts on sheets that can be seen",
            "If it matters, unhide the sheet (right-click any sheet’s tab, Unhide), save and send the file again.",
        )
        return [hidden] if cells and not for_lists else []
    problems = []
    rows = sorted({row for row, _ in cells} & sheet.hidden_rows)
    columns = sorted({column for _, column in cells if _hidden_column(sheet, column)})
    if rows or columns:
        words = [f"hidden row{'s' * (len(rows) > 1)} {_listed(map(str, rows))}"] if rows else []
        words += [f"hidden column{'s' * (len(columns) > 1)} {_listed(map(get_column_letter, columns))}"] if columns else []
        problems.append(
            Problem(
                place,
                f"{' and '.join(words)}; what stands there was read",
                "rows and columns that can be seen",
                "Unhide them and check that what they hold is meant, or delete them.",
            )
        )
    linked = [_name(at) for at, cell in cells.items() if "another workbook" in cell.note]
    if linked:
        problems.append(
            Problem(
                f"{place}, cell{'s' * (len(linked) > 1)} {_listed(linked)}",
                "formulas that take their value from another workbook; the values saved last were read",
                "figures that stand in this workbook",
                "Check these values; to fix them copy the cells and paste them as values.",
            )
        )
    if sheet.beyond:
        problems.append(
            Problem(
                f"{place}, from {sheet.beyond}",
                f"more than {MOST_ROWS:,} rows or {MOST_COLUMNS} columns; what comes after was not read",
                "a self-view, which has some hundred rows",
                "Remove what is no part of the self-view, such as lists of children, and send the file again.",
            )
        )
    return problems


def _hidden_column(sheet: Sheet, column: int) -> bool:
    return any(first <= column <= last for first, last in sheet.hidden_columns)


def _listed(words: Iterable[str]) -> str:
    first = list(words)
    return ", ".join(first[:6]) + (f" and {len(first) - 6} more" if len(first) > 6 else "")


def _by_hand(name: str) -> Problem:
    return Problem(
        name,
        "formulas are set to be calculated by hand only, so that values may be older than what they are made from",
        "values as they were when the file was saved last",
        "Press F9 in Excel, save, and check that no figure changes.",
    )

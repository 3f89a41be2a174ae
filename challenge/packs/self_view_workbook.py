"""The self-view of an authority as an Excel workbook: a sheet for figures, questions, actions, the grid and who signs."""

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from challenge import wording
from challenge.packs.self_view import ALLOWED, Filled
from challenge.packs.table import looks_like_a_formula
from challenge.packs.workbook import MADE, undated
from challenge.returns import printed
from challenge.returns.form import Asked, Question

_FONT, _INK, _SOFT, _ACCENT = "Arial", "FF12303B", "FF47606B", "FF0B6373"
_HEAD, _GIVEN = PatternFill("solid", fgColor="FFE6EEF0"), PatternFill("solid", fgColor="FFEAF4F5")
_EDGE = Border(*[Side("thin", color="FFB9C6CC")] * 4)
_ENTRIES = 6
_TOP = 5


def xlsx_bytes(filled: Filled) -> bytes:
    """The form as a workbook: cells to fill are open, labels are locked without a password, figures are checked as they are typed,
    positions are a list. Numbers are numbers in the KPI's unit: a percentage is the number of per cent. The same input gives the
    same bytes."""
    book = Workbook()
    book.remove(book.active)
    book.properties.title, book.properties.creator = f"{filled.heading} · {filled.form.title}", "Peer challenge"
    book.properties.created, book.properties.language = MADE, "en-GB"
    _about(book, filled)
    _figures(book, filled)
    _questions(book, filled)
    _actions(book, filled)
    if filled.form.enablers:
        _grid(book, filled)
    _sign_offs(book, filled)
    made = io.BytesIO()
    book.save(made)
    return undated(made.getvalue())


def _about(book: Workbook, filled: Filled) -> None:
    sheet = _sheet(book, filled, "About", (24, 96))
    row = _TOP - 1
    for name, value in filled.fields:
        row = _pair(sheet, row, name, value)
    row += 1
    if filled.contents is None:
        row = _pair(sheet, row, printed.HERE, filled.untouched, fill=_GIVEN)
        come_from = f"{filled.facts.get('figures', 'official statistics')}. {filled.facts.get('vintage', '')}"
        row = _pair(sheet, row, printed.SOURCE, f"{printed.FROM}: {come_from}")
        if filled.kept_from_ofsted:
            row = _pair(sheet, row, printed.OFSTED, f"{printed.NOT_WHOLE} {filled.kept_from_ofsted}")
    row = _pair(sheet, row, printed.NUMBERS, printed.PERCENT)
    row = _pair(sheet, row, printed.LOCKS, printed.LOCKED)
    _pair(sheet, row + 1, printed.INSTEAD, "\n".join(filled.in_place_of_figures))


def _pair(sheet: Worksheet, row: int, name: str, value: str, fill: PatternFill | None = None) -> int:
    _said(sheet.cell(row, 1), name, bold=True, fill=_HEAD)
    _said(sheet.cell(row, 2), value, fill=fill)
    sheet.row_dimensions[row].height = _height((value, 96))
    return row + 1


def _figures(book: Workbook, filled: Filled) -> None:
    periods = [column.label for column in filled.columns]
    head = (
        "No.",
        "Key performance indicator",
        "Unit",
        *periods,
        "Your note",
        *(["Published source"] if filled.contents is None else []),
    )
    widths = (5, 46, 16, *[11] * len(periods), 30, 62)[: len(head)]
    sheet = _sheet(book, filled, "Figures", widths, printed.SHADED if filled.contents is None else "", head)
    for place in range(4, 4 + len(periods)):
        sheet.cell(_TOP - 1, place).alignment = Alignment(horizontal="right", vertical="top", indent=1)
    row = _TOP
    for section in filled.form.sections:
        for group in section.groups:
            if not group.asked:
                continue
            _said(sheet.cell(row, 2), group.title, bold=True)
            for place in range(1, len(head) + 1):
                sheet.cell(row, place).border = Border()
            sheet.cell(row, 2).alignment = Alignment(horizontal="left", vertical="bottom", indent=1)
            sheet.row_dimensions[row].height = 26
            for asked in group.asked:
                row += 1
                _figure_row(sheet, row, filled, asked)
            row += 1
    sheet.freeze_panes = sheet.cell(_TOP, 4)


def _figure_row(sheet: Worksheet, row: int, filled: Filled, asked: Asked) -> None:
    unit, source = filled.unit(asked), filled.source(asked)
    _said(sheet.cell(row, 1), asked.number)
    sheet.cell(row, 1).alignment = Alignment(horizontal="center", vertical="top")
    _said(sheet.cell(row, 2), asked.label)
    _said(sheet.cell(row, 3), unit)
    last = 3 + len(filled.columns)
    for place, column in enumerate(filled.columns, start=4):
        cell = sheet.cell(row, place)
        given = filled.published(asked.number, column.ordinal) if filled.contents is None else None
        _said(cell, given if given is not None else filled.cell(asked.number, column.ordinal) or None, entry=True)
        cell.fill = _GIVEN if given is not None else PatternFill()
        cell.alignment = Alignment(horizontal="right", vertical="top", indent=1)
        cell.number_format = "0." + "0" * filled.decimals(asked) if filled.decimals(asked) else "0"
    _said(sheet.cell(row, last + 1), None, entry=True)
    if filled.contents is None:
        told = f"{printed.OF_KPI} {asked.number}: {source}"
        none = f"{printed.NONE_HELD} KPI {asked.number}: only you can tell."
        _said(sheet.cell(row, last + 2), told if source else none, small=True)
    sheet.row_dimensions[row].height = _height((asked.label, 46), (unit, 16), (source, 80))
    check = _figure_check(filled, asked, f"D{row}")
    check.add(f"D{row}:{get_column_letter(last)}{row}")
    sheet.add_data_validation(check)


def _figure_check(filled: Filled, asked: Asked, first: str) -> DataValidation:
    """What Excel asks back about: text that is none of the words, a figure outside the KPI's range, part of a whole one."""
    highest = filled.highest(asked)
    number = [f"ISNUMBER({first})", f"{first}>=0"]
    number += [f"{first}<={highest:g}"] if highest is not None else []
    number += [f"{first}=INT({first})"] if filled.whole(asked) else []
    words = ",".join(f'LOWER({first})="{word}"' for word in ALLOWED)
    kind = "a whole number" if filled.whole(asked) else "a number"
    bounds = f"{kind} from 0 to {highest:g}" if highest is not None else f"{kind}, 0 or more"
    check = DataValidation("custom", formula1=f"OR(AND({','.join(number)}),{words})", allow_blank=True, errorStyle="warning")
    check.errorTitle = "Is this the figure?"
    check.error = (
        f"Expected {bounds}, or {wording.listed(ALLOWED, 'or')}. 12 of 60, or {filled.part_year_example}, is fine too: choose Yes."
    )
    check.promptTitle, check.prompt = (
        f"KPI {asked.number}",
        f"{wording.sentence(bounds)} Or {wording.listed(ALLOWED, 'or')}: see About.",
    )
    check.showErrorMessage = check.showInputMessage = True
    return check


def _questions(book: Workbook, filled: Filled) -> None:
    sheet = _sheet(book, filled, "Questions", (30, 28, 52, 90), "", ("Section", "Heading", "Question", "Answer"))
    row = _TOP - 1
    for section in filled.form.sections:
        for group in section.groups:
            for question in (each for each in group.questions if each.kind != "list"):
                row += 1
                written = filled.contents.answers.get(question.item, ()) if filled.contents else ()
                for place, words in enumerate((section.title, group.title, question.label), start=1):
                    _said(sheet.cell(row, place), words, bold=place == 3)
                _said(sheet.cell(row, 4), "\n".join(written) or None, entry=True)
                sheet.row_dimensions[row].height = max(48, _height((question.label, 48), ("\n".join(written), 90)))
    sheet.freeze_panes = sheet.cell(_TOP, 4)


def _actions(book: Workbook, filled: Filled) -> None:
    lists = [question for question in filled.form.questions if question.kind == "list"]
    if not lists:
        return
    parts = max((question.parts for question in lists), key=len)
    sheet = _sheet(book, filled, "Actions", [52] * len(parts), printed.ROWS)
    row = _TOP - 1
    for question in lists:
        row = _entries(sheet, row, filled, question) + 1


def _entries(sheet: Worksheet, row: int, filled: Filled, question: Question) -> int:
    entries = filled.contents.answers.get(question.item, ()) if filled.contents else ()
    _said(sheet.cell(row, 1), question.label, bold=True)
    sheet.cell(row, 1).alignment, sheet.cell(row, 1).border = Alignment(vertical="bottom"), Border()
    sheet.row_dimensions[row].height = 26
    row += 1
    for place, part in enumerate(question.parts, start=1):
        _said(sheet.cell(row, place), part[:1].upper() + part[1:], bold=True, fill=_HEAD)
    for number in range(max(len(entries), _ENTRIES)):
        row += 1
        texts = entries[number] if number < len(entries) else [None] * len(question.parts)
        for place, text in enumerate(texts, start=1):
            _said(sheet.cell(row, place), text, entry=True)
        sheet.row_dimensions[row].height = max(32, _height(*((text or "", 52) for text in texts)))
    return row + 1


def _grid(book: Workbook, filled: Filled) -> None:
    private = next((section for section in filled.form.sections if not section.may_go_to_ofsted), None)
    sheet = _sheet(book, filled, "Grid", (40, 42, 90), private.note if private else "", ("Enabler", "Position", "Evidence"))
    sheet.oddHeader.center.text += " · Not for Ofsted"
    names = {choice.number: choice.name for choice in filled.form.positions}
    placements = filled.contents.placements if filled.contents else {}
    # A list of its own on the sheet: written into the rule itself, the names would pass Excel's 255 characters in another region.
    listed = [names[number] for number in sorted(names, key=lambda number: number or 9)]
    for row, enabler in enumerate(filled.form.enablers, start=_TOP):
        position, evidence = placements.get(enabler.key, (None, ""))
        _said(sheet.cell(row, 1), enabler.name, bold=True)
        _said(sheet.cell(row, 2), names[position or 0] if enabler.key in placements else None, entry=True)
        _said(sheet.cell(row, 3), evidence or None, entry=True)
        sheet.row_dimensions[row].height = max(40, _height((evidence, 90)))
    check = DataValidation("list", formula1=f'"{",".join(listed)}"', allow_blank=True)
    check.errorTitle, check.error = "Which position?", "Choose one from the list."
    check.promptTitle, check.prompt = "Position", "Choose one of the five, or not placed."
    check.showErrorMessage = check.showInputMessage = True
    check.add(f"B{_TOP}:B{_TOP + len(filled.form.enablers) - 1}")
    sheet.add_data_validation(check)


def _sign_offs(book: Workbook, filled: Filled) -> None:
    sheet = _sheet(book, filled, "Sign-off", (44, 40, 24), "Signed before it is sent.", ("Office", "Name", "Date"))
    signed = filled.contents.sign_offs if filled.contents else {}
    for row, office in enumerate(filled.form.offices, start=_TOP):
        name, day = signed.get(office.key, ("", None))
        _said(sheet.cell(row, 1), office.name, bold=True)
        _said(sheet.cell(row, 2), name or None, entry=True)
        _said(sheet.cell(row, 3), day, entry=True)
        sheet.cell(row, 3).number_format = "d mmmm yyyy"
        sheet.row_dimensions[row].height = 28


def _sheet(
    book: Workbook, filled: Filled, name: str, widths: Sequence[float], hint: str = "", head: Sequence[str] = ()
) -> Worksheet:
    """A sheet with a heading, a hint, and the head of its table in the row above `_TOP`."""
    sheet = book.create_sheet(name)
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet["A1"].value, sheet["A1"].font = filled.title, Font(_FONT, size=15, bold=True, color=_ACCENT)
    sheet["A2"].value, sheet["A2"].font = hint or None, Font(_FONT, size=10, color=_SOFT)
    for place, words in enumerate(head, start=1):
        _said(sheet.cell(_TOP - 1, place), words, bold=True, fill=_HEAD)
    if head:
        sheet.freeze_panes = sheet.cell(_TOP, 2)
        sheet.print_title_rows = f"{_TOP - 1}:{_TOP - 1}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddHeader.center.text = f"{filled.heading} · {name}".replace("&", "&&")[:180]
    sheet.oddFooter.center.text = "&P of &N"
    sheet.sheet_view.showGridLines = False
    lock = sheet.protection
    lock.sheet, lock.formatRows, lock.formatColumns, lock.formatCells = True, False, False, False
    return sheet


def _said(
    cell: Cell,
    value: object,
    bold: bool = False,
    fill: PatternFill | None = None,
    entry: bool = False,
    small: bool = False,
) -> None:
    """Write a value as itself; text is never a formula. entry: the cell stays open for the authority."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = looks_like_a_formula(value)
    cell.font = Font(_FONT, size=9 if small else 10, bold=bold, color=_SOFT if small else _INK)
    cell.alignment, cell.border = Alignment(horizontal="left", wrap_text=True, vertical="top", indent=1), _EDGE
    cell.protection = Protection(locked=not entry)
    if fill:
        cell.fill = fill


def _height(*texts: tuple[str, int]) -> float:
    """How high a row must be for texts in columns so many characters wide."""
    lines = [sum(-(-max(len(line), 1) // wide) for line in text.split("\n")) for text, wide in texts]
    return max(18.0, 13.0 * max(lines) + 5)

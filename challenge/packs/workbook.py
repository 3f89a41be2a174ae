"""Tables as Excel workbooks: the rows of the CSV beside it, with a second sheet that says what they rest on."""

import io
import re
import zipfile
from datetime import date, datetime

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from challenge.packs.meanings import IN_UNIT, meaning
from challenge.packs.table import looks_like_a_formula

# Excel writes when a workbook was made into it; ours are the same bytes whenever they are made.
MADE = datetime(2000, 1, 1)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_BOLD, _GREY, _WRAPPED = Font(bold=True), PatternFill("solid", fgColor="E8EDF2"), Alignment(wrap_text=True, vertical="top")
_FACTS_IN_ROWS = ("cycle", "as of")
_WIDEST = 48


def xlsx_bytes(rows: pd.DataFrame, facts: dict[str, str], title: str, sheet: str, practice: bool) -> bytes:
    """``rows`` as a workbook: the sheet named ``sheet`` holds them with cycle and moment, the sheet *About* all facts and what each
    column means.

    Numbers stay numbers, shown at the decimals in the row's column ``decimals`` where they are in the KPI's unit; a percentage is
    the number of per cent. Text is never a formula. ``title`` is the workbook's title and heads each printed page; where
    ``practice`` holds, sheet and title say so. The same rows and facts give the same bytes.
    """
    heading = title if not practice or title.startswith("Practice") else f"Practice · {title}"
    rows = rows.assign(**{name: facts[name] for name in _FACTS_IN_ROWS if name in facts and name not in rows})
    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator, book.properties.created = heading, "Peer challenge", MADE
    _table(book.create_sheet(_sheet_name(f"Practice {sheet}" if practice else sheet)), rows, heading)
    _about(book.create_sheet("About"), rows, facts, heading)
    made = io.BytesIO()
    book.save(made)
    return undated(made.getvalue())


def _table(sheet: WriteOnlyWorksheet, rows: pd.DataFrame, heading: str) -> None:
    sheet.freeze_panes = "B2"
    last = get_column_letter(max(len(rows.columns), 1))
    sheet.auto_filter.ref = f"A1:{last}{len(rows) + 1}"
    for number, name in enumerate(rows.columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = _width(name, rows[name])
    _printed(sheet, heading)
    sheet.append([_cell(sheet, name, head=True) for name in rows.columns])
    decimals = rows["decimals"].tolist() if "decimals" in rows else [None] * len(rows)
    columns = [(name in IN_UNIT, rows[name].tolist()) for name in rows.columns]
    for place, at in enumerate(decimals):
        shape = _number_format(at)
        sheet.append([_cell(sheet, values[place], shape if in_unit else None) for in_unit, values in columns])


def _about(sheet: WriteOnlyWorksheet, rows: pd.DataFrame, facts: dict[str, str], heading: str) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 100
    _printed(sheet, heading)
    sheet.append([_cell(sheet, "About", head=True), _cell(sheet, heading, head=True)])
    said = list(facts.items())
    if set(rows.columns) & IN_UNIT:
        said.append(("numbers", "in the KPI’s unit, rounded to its decimals; a percentage is the number of per cent"))
    for name, words in said:
        sheet.append([_cell(sheet, name), _cell(sheet, words, wrapped=True)])
    sheet.append([])
    sheet.append([_cell(sheet, "Column", head=True), _cell(sheet, "What it means", head=True)])
    for name in rows.columns:
        sheet.append([_cell(sheet, name), _cell(sheet, meaning(name), wrapped=True)])


def _printed(sheet: WriteOnlyWorksheet, heading: str) -> None:
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    sheet.oddHeader.center.text = heading.replace("&", "&&")[:200]
    sheet.oddFooter.center.text = "&P of &N"


def _cell(
    sheet: WriteOnlyWorksheet, value: object, shape: str | None = None, head: bool = False, wrapped: bool = False
) -> Cell | None:
    if not isinstance(value, str) and pd.isna(value):
        return None
    text = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else None
    cell = WriteOnlyCell(sheet, value if text is None else text)
    if text is not None:
        # openpyxl takes a leading = for a formula; the prefix keeps Excel from taking it for one when the cell is edited.
        cell.data_type = "s"
        cell.quotePrefix = looks_like_a_formula(text)
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    elif shape is not None and not isinstance(value, bool):
        cell.number_format = shape
    elif isinstance(value, float) and not value.is_integer():
        cell.number_format = "0.00"
    if head:
        cell.font, cell.fill, cell.alignment = _BOLD, _GREY, _WRAPPED
    elif wrapped:
        cell.alignment = _WRAPPED
    return cell


def _number_format(decimals: object) -> str | None:
    if decimals is None or pd.isna(decimals):
        return None
    return "0." + "0" * int(decimals) if int(decimals) > 0 else "0"


def _width(name: str, values: pd.Series) -> float:
    """Wide enough for nearly all of a column, and for its head in two lines."""
    number = pd.api.types.is_numeric_dtype(values)
    lengths = pd.Series([9] * len(values)) if number else values.dropna().astype(str).str.len()
    usual = lengths.quantile(0.95, interpolation="higher") if len(lengths) else 0
    return float(min(max(usual, len(name) * 0.6, 8) + 2, _WIDEST))


def _sheet_name(words: str) -> str:
    """Excel allows 31 characters and not these."""
    name = re.sub(r"[\[\]:*?/\\']", " ", words).strip()[:31].strip()
    return name[:1].upper() + name[1:]


def undated(made: bytes) -> bytes:
    """The same workbook without the moment it was made at."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as book, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as undated:
        for entry in book.infolist():
            content = book.read(entry)
            if entry.filename == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + MADE.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), content)
            undated.writestr(zipfile.ZipInfo(entry.filename, MADE.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()

"""Excel workbooks as documents: what stands in a cell, and what file it is. Real files, made here."""

import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.xml.constants import REL_NS, SHEET_MAIN_NS

from challenge.returns import workbook
from challenge.returns.document import Cell
from tests.returns.workbooks_made import changed, one, read, saved, sent


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0.184, "0.0%", "18.4%"),
        (0.184, "0%", "18%"),
        (18.4000001, "0.0", "18.4"),
        (16.100000000000001, "General", "16.1"),
        (1204, "#,##0", "1,204"),
        (18.4, '0.0" (prov)"', "18.4 (prov)"),
        (-3.25, "0.0_);[Red]\\(0.0\\)", "(3.3)"),
        (0, '_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-', "-"),
        (12.5, "[$£-809]#,##0.00", "£12.50"),
        (0.5, "# ?/?", "0.5"),
        (2.675, "0.00", "2.68"),
    ],
)
def test_a_number_keeps_every_digit_and_its_text_is_what_excel_shows(value, number_format, text):
    assert one(value, number_format) == Cell(text, "sheet Sheet, cell C7", value, number_format, "number")


@pytest.mark.parametrize(
    ("value", "number_format", "text", "note"),
    [
        (date(2017, 9, 30), "mm-dd-yy", "30/09/2017", ""),
        (date(2017, 9, 30), "mm/dd/yyyy", "30/09/2017", ""),
        (date(2017, 9, 30), "[$-809]d mmmm yyyy;@", "30 September 2017", ""),
        (datetime(2017, 9, 30, 14, 5), "dd/mm/yyyy hh:mm", "30/09/2017 14:05", ""),
        (date(1960, 12, 1), "mmm-yy", "Dec-60", "a date: 1 December 1960"),
        (date(2017, 5, 1), "d-mmm", "1-May", "a date: 1 May 2017"),
    ],
)
def test_a_date_is_a_date_in_british_form_and_never_a_number(value, number_format, text, note):
    assert one(value, number_format) == Cell(text, "sheet Sheet, cell C7", kind="date", note=note)


def test_days_counted_from_1904_are_the_same_days():
    book = Workbook()
    book.active["A1"], book.active["A1"].number_format = 41546, "dd/mm/yyyy"
    data = changed(saved(book), "xl/workbook.xml", ("<workbookPr/>", '<workbookPr date1904="1"/>'))
    assert workbook.read(sent(data)).tables[0].rows[0][0].text == "30/09/2017"


def test_a_number_hidden_by_its_format_is_read_and_said():
    cell = one(3, ";;;")
    assert (cell.text, cell.number) == ("3", 3) and "hides" in cell.note
    worded = one(3, '"<5"')
    assert (worded.text, worded.number) == ("<5", 3) and worded.note == "Excel shows “<5” for 3"


def test_truth_and_errors_are_words():
    book = Workbook()
    book.active.append([True, False, "#REF!", "#DIV/0!"])
    row = read(book).tables[0].rows[0]
    assert [(cell.text, cell.kind) for cell in row] == [
        ("TRUE", "text"),
        ("FALSE", "text"),
        ("#REF!", "error"),
        ("#DIV/0!", "error"),
    ]


def test_a_formula_without_a_saved_value_is_no_value():
    assert one("=12/60") == Cell("=12/60", "sheet Sheet, cell C7", kind="formula")


def test_a_formula_with_a_saved_value_reads_as_that_value():
    book = Workbook()
    book.active["A1"], book.active["A2"] = "=12/60", '=IF(1,"","x")'
    data = saved(book)
    cells = ('<c r="A1"><f>12/60</f><v>0.2</v></c>', '<c r="A2" t="str"><f>x</f><v></v></c>')
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        sheet = file.read("xl/worksheets/sheet1.xml").decode()
    start = sheet.index("<sheetData>")
    end = sheet.index("</sheetData>")
    rows = f'<sheetData><row r="1">{cells[0]}</row><row r="2">{cells[1]}</row>'
    table = workbook.read(sent(changed(data, "xl/worksheets/sheet1.xml", (sheet[start:end], rows)))).tables[0]
    assert len(table.rows) == 1
    assert (table.rows[0][0].number, table.rows[0][0].kind, table.rows[0][0].text) == (0.2, "number", "0.2")


def test_a_value_from_another_workbook_is_read_and_said():
    book = Workbook()
    book.active["B2"], book.active["B3"] = "=[1]Data!A1", "=Table1[Latest]"
    old = "<f>[1]Data!A1</f><v></v></c>"
    data = changed(saved(book), "xl/worksheets/sheet1.xml", (old, "<f>[1]Data!A1</f><v>18.4</v></c>"))
    found = workbook.read(sent(data))
    assert found.tables[0].rows[0][0].number == 18.4
    assert [problem.place for problem in found.problems] == ["sheet Sheet, cell B2"]


def test_words_in_several_fonts_are_read_whole_and_struck_ones_are_said():
    book = Workbook()
    book.active["A1"] = CellRichText("was ", TextBlock(InlineFont(strike=True), "18.4"), " 19.2")
    book.active["B1"], book.active["B1"].font = 18.4, Font(strike=True)
    row = read(book).tables[0].rows[0]
    assert row[0].text == "was 18.4 19.2" and "struck" in row[0].note
    assert row[1].number == 18.4 and "struck" in row[1].note


def test_words_of_any_script_and_of_any_length_are_kept():
    book = Workbook()
    long = "نص طويل " * 12_500
    book.active["A1"], book.active["A2"] = "two\nlines", "日本語 long"
    data = changed(saved(book), "xl/worksheets/sheet1.xml", (" long", f" {long.strip()}"))
    rows = workbook.read(sent(data)).tables[0].rows
    assert rows[0][0].text == "two\nlines" and rows[1][0].text == f"日本語 {long.strip()}" and len(long) == 100_000


def test_texts_that_cells_share_are_read_as_excel_saves_them():
    strings = (
        f'<sst xmlns="{SHEET_MAIN_NS}"><si><t>KPI</t></si><si><r><t>two_x000D_</t></r>'
        '<r><rPr><strike/></rPr><t xml:space="preserve"> parts</t></r><rPh sb="0" eb="1"><t>above</t></rPh></si></sst>'
    )
    relation = f'<Relationship Id="rId9" Target="sharedStrings.xml" Type="{REL_NS}/sharedStrings"/></Relationships>'
    book = Workbook()
    book.active.append([4711, 4712])
    data = changed(saved(book), "xl/_rels/workbook.xml.rels", ("</Relationships>", relation))
    as_shared = (' t="n"><v>4711<', ' t="s"><v>0<'), (' t="n"><v>4712<', ' t="s"><v>1<')
    made = io.BytesIO(changed(data, "xl/worksheets/sheet1.xml", *as_shared))
    with zipfile.ZipFile(made, "a") as file:
        file.writestr("xl/sharedStrings.xml", strings)
    row = workbook.read(sent(made.getvalue())).tables[0].rows[0]
    assert [(cell.text, cell.note) for cell in row] == [("KPI", ""), ("two\n parts", "struck through, at least in part")]


def test_cells_that_do_not_say_their_address_count_the_empty_ones():
    book = Workbook()
    book.active.append(["KPI", None, 18.4])
    with zipfile.ZipFile(io.BytesIO(saved(book))) as file:
        sheet = file.read("xl/worksheets/sheet1.xml").decode()
    rows = sheet[sheet.index("<sheetData>") : sheet.index("</sheetData>")]
    bare = '<sheetData><row/><row><c/><c t="inlineStr"><is><t>KPI</t></is></c><c s="0"/><c><v>18.4</v></c></row>'
    cells = workbook.read(sent(changed(saved(book), "xl/worksheets/sheet1.xml", (rows, bare)))).tables[0].rows[0]
    assert [(cell.text, cell.place) for cell in cells] == [("KPI", "sheet Sheet, cell B2"), ("18.4", "sheet Sheet, cell D2")]

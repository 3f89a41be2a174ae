"""Excel workbooks as documents: sheets, their edges, what is merged, hidden or beside the cells. Real files, made here."""

import hashlib
import io
import tracemalloc
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.xml.constants import DRAWING_NS, PKG_REL_NS, REL_NS, SHEET_DRAWING_NS

from challenge.returns import workbook
from challenge.returns.document import Unreadable
from tests.returns.workbooks_made import changed, figures_sheet, read, saved, sent


def test_addresses_stay_those_of_excel_and_empty_edges_go():
    table = read(figures_sheet()).tables[0]
    assert (table.title, table.place, table.hidden) == ("Figures", "sheet Figures", False)
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["KPI", "2015/16", "2016/17", "Latest"],
        ["Re-referrals", "0.184", "0.192", "n/a"],
    ]
    assert table.rows[1][1].place == "sheet Figures, cell C4"


def test_an_empty_row_between_blocks_stays_one_empty_row():
    book = figures_sheet()
    book.active["B40"] = "Answers"
    rows = read(book).tables[0].rows
    assert [row[0].text for row in rows] == ["KPI", "Re-referrals", "", "Answers"]
    assert rows[3][0].place == "sheet Figures, cell B40"


def test_merged_cells_repeat_their_words():
    book = figures_sheet()
    sheet = book.active
    sheet["B5"], sheet["C5"], sheet["D5"] = "Caseload", 17, 18
    sheet.merge_cells("E4:E5")
    sheet["B2"] = "Help and protection"
    sheet.merge_cells("B2:XFD2")
    rows = read(book).tables[0].rows
    assert [cell.text for cell in rows[0]] == ["Help and protection"] * 4
    assert [cell.spans for cell in rows[0]] == [False, True, True, True]
    assert (rows[3][3].text, rows[3][3].spans, rows[3][3].place) == ("n/a", True, "sheet Figures, cell E5")


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_a_hidden_table_and_is_said(state):
    book = figures_sheet()
    book.create_sheet("Old").append(["Re-referrals", 99])
    book["Old"].sheet_state = state
    found = read(book)
    assert [(table.title, table.hidden) for table in found.tables] == [("Figures", False), ("Old", True)]
    assert [problem.place for problem in found.problems] == ["sheet Old"] and "no figure was read" in found.problems[0].found
    assert not any(problem.blocks for problem in found.problems)


def test_a_hidden_sheet_that_only_feeds_lists_of_choices_is_not_worth_a_word():
    book = figures_sheet()
    book.create_sheet("Choices").append(["Fair to good"])
    book["Choices"].sheet_state = "hidden"
    book["Figures"].add_data_validation(DataValidation(type="list", formula1="Choices!$A$1:$A$5", sqref="C9"))
    found = read(book)
    assert found.problems == () and found.tables[1].hidden


def test_hidden_rows_and_columns_are_read_marked_and_said():
    book = figures_sheet()
    book.active.row_dimensions[4].hidden = True
    book.active.column_dimensions["E"].hidden = True
    found = read(book)
    rows = found.tables[0].rows
    assert rows[0][3].note == "hidden column" and rows[1][1].note == "hidden row" and rows[0][0].note == ""
    assert "hidden row 4 and hidden column E" in found.problems[0].found and not found.tables[0].hidden


def test_a_comment_is_a_note_even_beside_an_empty_cell():
    book = figures_sheet()
    book.active["C4"].comment = Comment("provisional", "Bolton")
    book.active["F4"].comment = Comment("to follow", "Bolton")
    row = read(book).tables[0].rows[1]
    assert row[1].note == "comment: provisional"
    assert (row[4].text, row[4].note) == ("", "comment: to follow")


def test_a_protected_sheet_reads_as_any_other():
    book = figures_sheet()
    book.active.protection.sheet = True
    book.active.protection.password = "x"
    assert read(book).tables == read(figures_sheet()).tables


def test_a_sheet_formatted_to_its_last_row_and_column_costs_little():
    book = figures_sheet()
    for column in range(1, 16_385):
        book.active.cell(3, column).fill = PatternFill("solid", fgColor="FFFF00")
    book.active["XFD4"].fill = PatternFill("solid", fgColor="FFFF00")
    plain = saved(book)
    dressed = (*range(5, 60_000), 1_048_576)
    rows = "".join(f'<row r="{row}" s="1" customFormat="1"><c r="A{row}" s="1"/></row>' for row in dressed)
    data = changed(plain, "xl/worksheets/sheet1.xml", ("</sheetData>", f"{rows}</sheetData>"))
    tracemalloc.start()
    found = workbook.read(sent(data))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found.tables[0].rows == read(figures_sheet()).tables[0].rows and found.problems == ()
    assert most < 12 * 2**20


def test_stray_words_in_the_last_corner_add_one_row_and_one_column():
    book = figures_sheet()
    book.active["XFD1048576"] = "x"
    rows = read(book).tables[0].rows
    assert [len(row) for row in rows] == [5, 5, 5, 5] and rows[3][4].place == "sheet Figures, cell XFD1048576"


def test_what_lies_beyond_the_rows_that_are_read_is_said():
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Children")
    for row in range(5100):
        sheet.append([row])
    found = read(book)
    assert len(found.tables[0].rows) == 5000 and found.problems[0].place == "sheet Children, from row 5001"


def test_words_in_a_text_box_are_read():
    data = saved(figures_sheet())
    drawing = (
        f'<d:wsDr xmlns:d="{SHEET_DRAWING_NS}" '
        f'xmlns:a="{DRAWING_NS}"><d:sp><d:txBody><a:p><a:r><a:t>We have</a:t></a:r>'
        "<a:r><a:t> changed</a:t></a:r></a:p><a:p><a:r><a:t>much</a:t></a:r></a:p></d:txBody></d:sp></d:wsDr>"
    )
    relations = (
        f'<Relationships xmlns="{PKG_REL_NS}"><Relationship Id="r1" '
        f'Type="{REL_NS}/drawing" Target="../drawings/drawing1.xml"/>'
        "</Relationships>"
    )
    made = io.BytesIO(data)
    with zipfile.ZipFile(made, "a") as file:
        file.writestr("xl/drawings/drawing1.xml", drawing)
        file.writestr("xl/worksheets/_rels/sheet1.xml.rels", relations)
    texts = workbook.read(sent(made.getvalue())).texts
    assert [(text.text, text.place, text.stands_in) for text in texts] == [
        ("We have changed\nmuch", "sheet Figures, text box 1", "text box")
    ]


def test_the_document_says_what_file_it_is():
    book = figures_sheet()
    book.properties.title = "Self-view"
    data = saved(book)
    found = workbook.read(sent(data))
    assert (found.name, found.kind, found.title) == ("Bolton.xlsx", "workbook", "Self-view")
    assert found.sha256 == hashlib.sha256(data).hexdigest()


def test_values_that_may_be_old_are_said():
    data = changed(saved(figures_sheet()), "xl/workbook.xml", ("<calcPr", '<calcPr calcMode="manual"'))
    assert "by hand" in workbook.read(sent(data)).problems[0].found


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_a_damaged_workbook_is_refused_in_words(part):
    data = changed(saved(figures_sheet()), part, ("<sheet", "<<sheet"))
    with pytest.raises(Unreadable, match="damaged"):
        workbook.read(sent(data))
    with pytest.raises(Unreadable, match="damaged"):
        workbook.read(sent(data[: len(data) // 2]))


def test_a_workbook_without_a_word_is_refused():
    with pytest.raises(Unreadable, match="all empty"):
        read(Workbook())


def test_every_cell_of_a_large_sheet_agrees_with_openpyxl():
    book = Workbook()
    for row in range(60):
        book.active.append([f"label {row}", row / 7, row * 1000, date(2017, 1, 1 + row % 28), row % 2 == 0])
    data = saved(book)
    rows = workbook.read(sent(data)).tables[0].rows
    twin = load_workbook(io.BytesIO(data)).active
    for row in rows:
        for cell in row:
            held = twin[cell.place.rpartition(" ")[2]].value
            if isinstance(held, datetime):
                assert cell.text == f"{held:%Y-%m-%d}"
            elif cell.kind == "number":
                assert cell.number == held
            else:
                assert cell.text == (str(held).upper() if isinstance(held, bool) else held)

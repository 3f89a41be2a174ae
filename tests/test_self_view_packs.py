"""Self-views as they go out: the form in its order, published figures in their cells, said to be published, and what is invented
marked."""

import csv
import io
from dataclasses import replace
from datetime import date

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn

from challenge.access import READER
from challenge.packs.self_view import Filled, SelfViewContents
from challenge.packs.self_view_table import csv_bytes
from challenge.packs.self_view_word import docx_bytes
from challenge.packs.self_view_workbook import xlsx_bytes
from challenge.packs.table import looks_like_a_formula
from challenge.returns import printed
from challenge.returns_commands import FORMATS
from challenge.store import end_of
from challenge.templating import made, templates

PUBLISHED = {
    (1, 2): 16.7,
    (1, 3): 20.5,
    (3, 1): 23.1,
    (3, 2): 23.0,
    (9, 1): 26.0,
    (13, 2): 45.0,
}
WRITTEN = SelfViewContents(
    figures={(1, 1): "18.4", (3, 2): "12 of 60", (8, 1): "n/a", (11, 1): "=1+1", (12, 3): "91.0 (Q2 2017/18)"},
    answers={
        "ofsted-actions": (
            ("Audit every case", "Half are done", "Fewer drift"),
            ("Train managers", "All of them", "Not yet known"),
        ),
        "context": ("A new director came in May.\nThe front door moved into one team.",),
        "focus-wanted": ("=HYPERLINK(a place)",),
    },
    placements={"strategic-approach": (3, "One plan, known by all teams."), "engaging-partners": (None, "Not discussed yet.")},
    sign_offs={"dcs": ("Ann Example", date(2017, 10, 20)), "ce": ("Bo Example", None)},
)


@pytest.fixture(scope="module")
def bury(practice) -> Filled:
    """Bury's template of 2017/18 from the practice store, as known today."""
    with practice.seeing(READER) as cursor:
        return templates(practice, cursor, "2017-18", "Bury")[0]


@pytest.fixture(scope="module")
def word(bury) -> docx.document.Document:
    return docx.Document(io.BytesIO(docx_bytes(bury)))


@pytest.fixture(scope="module")
def book(bury) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(xlsx_bytes(bury)))


@pytest.fixture(scope="module")
def written(bury) -> Filled:
    """A self-view somebody has filled in, invented."""
    return replace(bury, contents=WRITTEN)


def headings(document: docx.document.Document) -> list[tuple[int, str]]:
    """(level, words) of every heading."""
    styles = [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs]
    return [(int(name[-1]), text) for name, text in styles if name.startswith("Heading")]


def figure_tables(document: docx.document.Document) -> list[list[list[str]]]:
    """The KPI tables as rows of words."""
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    return [rows for rows in tables if rows[0][0] == "Key performance indicator"]


def test_headings_and_questions_stand_in_the_form_s_order_as_real_headings(bury, word):
    expected = []
    for section in bury.form.sections:
        expected.append((1, section.title))
        for group in section.groups:
            expected += [(2, group.title), *((3, question.label) for question in group.questions)]
    assert headings(word) == expected
    assert word.paragraphs[0].style.name == "Title" and word.paragraphs[0].text == bury.form.title


def test_it_says_whose_it_is_by_when_and_who_says_so(word):
    fields = {row.cells[0].text: row.cells[1].text for row in word.tables[0].rows}
    assert fields["Local authority"] == "Bury" and fields["Cycle"] == "2017/18"
    assert fields["To be returned by"] == "27 October 2017 (the process paper); or 31 October 2017 (the self-view form)"
    assert "sector-led improvement team" in fields["Return to"]


def test_a_cycle_without_dates_says_so(practice):
    with practice.seeing(READER) as cursor:
        later = templates(practice, cursor, "2025-26", "bury")[0]
    assert dict(later.fields)["To be returned by"] == "no day has been set"
    assert figure_tables(docx.Document(io.BytesIO(docx_bytes(later))))[0][0][1:] == [column.label for column in later.columns]


def test_word_shows_every_published_figure_in_its_cell_and_nothing_in_the_others(bury, word):
    rows = [row for table in figure_tables(word) for row in table[1:]]
    assert [row[0] for row in rows] == [asked.label for asked in bury.form.asked]
    shown = {
        (asked.number, ordinal): text
        for asked, row in zip(bury.form.asked, rows, strict=True)
        for ordinal, text in enumerate(row[1:], start=1)
        if text
    }
    assert {key: float(shown[key].rstrip("%")) for key in PUBLISHED} == PUBLISHED
    assert set(shown) == {key for key in bury.rows if bury.published(*key) is not None}
    assert shown[3, 1] == "23.1%" and shown[1, 2] == "16.7" and shown[3, 2] == "23.0%"


@pytest.mark.parametrize("status", ["suppressed", "not_published", "not_applicable"])
def test_what_is_not_a_published_figure_stays_empty(bury, status):
    hidden = replace(bury, figures=bury.figures.assign(status=status))
    assert {hidden.cell(*key) for key in hidden.rows} == {""}


def test_a_zero_is_a_figure(bury):
    none = replace(bury, figures=bury.figures.assign(status="zero", value=0.0))
    assert none.cell(2, 1) == "0" and none.cell(3, 1, with_sign=True) == "0.0%"


def test_noise_of_the_source_does_not_reach_the_cell(bury):
    assert replace(bury, figures=bury.figures.assign(status="value", value=16.100000000000001)).published(1, 1) == 16.1


def test_what_leaving_a_published_figure_means_is_said_at_the_front_and_under_each_table(word):
    front = "\n".join(cell.text for row in word.tables[1].rows for cell in row.cells)
    assert "leaving a published figure means that you agree with it" in front and "Open Government Licence" in front
    notes = [paragraph.text for paragraph in word.paragraphs if paragraph.text.startswith("Published, not yours yet.")]
    assert len(notes) == 3 and all("agreed" in note for note in notes)


def test_sources_name_measure_year_and_what_differs(word):
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert "Work_Force_AvgNumCase_SW): 30 September 2016 under 2016/17" in text
    assert "30 September 2017 under Latest (known from 15 February 2018)" in text
    assert "Published for ages 19 to 21" in text and "Derived: starts ÷ population" in text
    assert "No published figure is held for this one" in text


def test_a_figure_published_later_is_not_in_a_template_of_an_earlier_day(practice):
    day = date(2017, 10, 31)
    with practice.seeing(READER, end_of(day)) as cursor:
        early = templates(practice, cursor, "2017-18", "bury", day)[0]
    assert early.published(1, 3) is None and early.published(1, 2) == 16.7


def test_every_question_has_room_that_tells_what_to_do_and_every_enabler_a_choice(bury, word):
    controls = {
        control.find(qn("w:sdtPr")).find(qn("w:tag")).get(qn("w:val")): control for control in word.element.iter(qn("w:sdt"))
    }
    for question in bury.form.questions:
        if question.kind != "list":
            control = controls[f"answer {question.item}"]
            assert control.find(qn("w:sdtPr")).find(qn("w:showingPlcHdr")) is not None
            assert "".join(text.text for text in control.iter(qn("w:t"))) == printed.WRITE
    for enabler in bury.form.enablers:
        control = controls[f"position {enabler.key}"]
        choices = [item.get(qn("w:value")) for item in control.iter(qn("w:listItem"))]
        assert set(choices) == {position.name for position in bury.form.positions} and choices[-1] == "Not placed"
        assert "".join(text.text for text in control.iter(qn("w:t"))) == printed.PLACED
    numbers = [control.find(qn("w:sdtPr")).find(qn("w:id")).get(qn("w:val")) for control in controls.values()]
    assert len(set(numbers)) == len(numbers)


def test_tables_have_alt_text_fixed_widths_and_heads_that_repeat(word):
    for table in word.tables:
        properties = table._tbl.tblPr
        assert properties.find(qn("w:tblCaption")).get(qn("w:val"))
        assert sum(column.width.cm for column in table.columns) == pytest.approx(17, abs=0.02)
        assert all(row._tr.trPr is not None for row in table.rows)
    with_heads = [
        table
        for table in word.tables
        if table.rows[0].cells[0].text in ("Key performance indicator", "Action", "Enabler", "Office")
    ]
    assert len(with_heads) == 8
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in with_heads)


def test_it_is_in_british_english_with_page_numbers(word):
    assert word.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == "en-GB"
    fields = [field.get(qn("w:instr")) for field in word.sections[0].footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_only_the_grid_s_pages_say_that_they_are_not_for_ofsted(word):
    heads = [section.header.paragraphs[0].text for section in word.sections]
    assert [("Not for Ofsted" in head) for head in heads] == [False, True, False]


def test_a_template_holds_nothing_invented_and_does_not_say_practice(bury):
    assert bury.practice
    assert all("Practice" not in words for words in words_of(docx_bytes(bury), "docx") + words_of(xlsx_bytes(bury), "xlsx"))
    assert b"Practice" not in csv_bytes(bury)


def test_what_is_invented_says_practice_on_every_page_and_sheet(written):
    document = docx.Document(io.BytesIO(docx_bytes(written)))
    assert all(section.header.paragraphs[0].text.startswith("Practice · Bury") for section in document.sections)
    assert document.paragraphs[0].text.startswith("Practice") and document.core_properties.title.startswith("Practice")
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(written)))
    assert all(sheet["A1"].value.startswith("Practice") and "Practice" in sheet.oddHeader.center.text for sheet in book)
    assert csv_bytes(written).decode("utf-8-sig").startswith("Practice,")


def test_what_an_authority_wrote_takes_the_place_of_published_figures_and_notes(written):
    document = docx.Document(io.BytesIO(docx_bytes(written)))
    rows = [row for table in figure_tables(document) for row in table[1:]]
    assert rows[0][1:] == ["18.4", "", ""] and rows[2][1:] == ["", "12 of 60", ""] and rows[11][1:] == ["", "", "91.0 (Q2 2017/18)"]
    text = " ".join(words_of(docx_bytes(written), "docx"))
    for words in (
        "A new director came in May.",
        "Half are done",
        "Fair to good",
        "One plan, known by all teams.",
        "20 October 2017",
    ):
        assert words in text
    assert "not yours yet" not in text and "Ann Example" in text


def test_the_same_template_gives_the_same_bytes(bury):
    for ending in FORMATS:
        assert made(bury, ending) == made(bury, ending)


def test_the_workbook_locks_labels_without_a_password_and_opens_what_is_to_be_filled(bury, book):
    assert book.sheetnames == ["About", "Figures", "Questions", "Actions", "Grid", "Sign-off"]
    for sheet in book:
        assert sheet.protection.sheet and not sheet.protection.password, sheet.title
    figures = {row[0].value: row for row in book["Figures"].iter_rows(min_row=5) if isinstance(row[0].value, int)}
    assert list(figures) == list(range(1, 15))
    for number, row in figures.items():
        assert [cell.protection.locked for cell in row] == [True, True, True, False, False, False, False, True]
        assert [cell.value for cell in row[3:6]] == [bury.published(number, ordinal) for ordinal in (1, 2, 3)]
    assert figures[3][2].value == "%" and figures[3][3].number_format == "0.0"
    assert all(not row[3].protection.locked for row in book["Questions"].iter_rows(min_row=5))


def test_the_workbook_checks_figures_and_offers_positions(bury, book):
    checks = {str(check.sqref): check for check in book["Figures"].data_validations.dataValidation}
    assert len(checks) == 14 and all(len(check.formula1) < 255 and len(check.prompt) < 255 for check in checks.values())
    rereferrals = next(check for check in checks.values() if check.promptTitle == "KPI 3")
    assert "<=100" in rereferrals.formula1 and "LOWER(" in rereferrals.formula1
    incidents = next(check for check in checks.values() if check.promptTitle == "KPI 2")
    assert "INT(" in incidents.formula1 and "whole number" in incidents.error
    positions = book["Grid"].data_validations.dataValidation[0]
    assert positions.type == "list" and len(positions.formula1) <= 255
    assert positions.formula1.strip('"').split(",")[-1] == "Not placed" and str(positions.sqref) == "B5:B11"


def test_no_text_of_an_authority_becomes_a_formula(written):
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(written)))
    risky = [
        cell
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and looks_like_a_formula(cell.value)
    ]
    assert len(risky) == 2 and all(cell.data_type == "s" and cell.quotePrefix for cell in risky)
    assert "'=1+1" in [row["value"] for row in rows_of(csv_bytes(written))]


def test_the_csv_has_a_row_for_each_kpi_and_period_with_its_source(bury):
    rows = rows_of(csv_bytes(bury))
    assert len(rows) == 42
    assert csv_bytes(bury).decode("utf-8-sig").startswith("Local authority,Bury\r\nCycle,2017/18\r\n")
    values = {(int(row["number"]), row["period"]): row["value"] for row in rows}
    assert values[3, "2016/17"] == "23.0" and values[1, "Latest"] == "20.5" and values[2, "2015/16"] == ""
    assert all(bool(row["source"].startswith("Published, not yours yet: ")) == bool(row["value"]) for row in rows)


def rows_of(content: bytes) -> list[dict]:
    """The rows of figures of a CSV, below the lines that say whose they are."""
    lines = content.decode("utf-8-sig").split("\r\n")
    return list(csv.DictReader(lines[lines.index("") + 1 :]))


def words_of(content: bytes, ending: str) -> list[str]:
    """Every word of a Word document (headers too) or a workbook."""
    if ending == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(content))
        return [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    document = docx.Document(io.BytesIO(content))
    heads = [paragraph.text for section in document.sections for paragraph in section.header.paragraphs]
    return [document.core_properties.title, *heads, *(text.text or "" for text in document.element.iter(qn("w:t")))]

"""Ofsted's list as it comes: tables, headings with bullets, “Wirral: …”, CSV of every kind; nobody unknown slips through."""

import io

import docx
import openpyxl
import pytest

from challenge import question_words
from challenge.returns import asking, ofsted_list, ofsted_rows
from challenge.returns.ofsted_named import authorities

THEMES = {
    "care": ("Children in care and care leavers", "Care"),
    "help_protection": ("Help and protection", "Help & protection"),
    "attendance": ("Absence and exclusions", "Attendance"),
}
KNOWN = ofsted_list.known("2017-18", asking.shipped(), THEMES)
LETTER = "Letter of 2 November 2017"


def brief(listed: ofsted_list.Listed) -> list[tuple]:
    """Whom each line is about (all: ``all``), its themes, letter and text."""
    of = len(KNOWN.cycle.members)
    return [
        ("all" if len(each.areas) == of else ", ".join(each.areas), each.themes, each.letter, each.text) for each in listed.lines
    ]


def found(listed: ofsted_list.Listed) -> list[tuple[str, str, bool]]:
    return [(each.place, each.found, each.blocks) for line in listed.lines for each in line.problems]


def saved(document) -> bytes:
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def written(*rows: tuple[str, ...]) -> docx.document.Document:
    document = docx.Document()
    table = document.add_table(len(rows), len(rows[0]))
    for cells, row in zip(rows, table.rows, strict=True):
        for text, cell in zip(cells, row.cells, strict=True):
            cell.text = text
    return document


@pytest.mark.parametrize(
    ("said", "areas", "unknown"),
    [
        ("Wirral; Sefton and Halton", "wirral sefton halton", ()),
        (
            "Blackburn with Darwen, Cheshire West & Chester / St Helens",
            "blackburn-with-darwen cheshire-west-and-chester st-helens",
            (),
        ),
        ("Bury MBC\nCity of Salford", "bury salford", ()),
        ("Sefon", "sefton", ()),
        ("Wirral, Atlantis", "wirral", ("Atlantis",)),
        ("Greater Manchester", "", ("Greater Manchester",)),
    ],
)
def test_several_authorities_in_one_cell_are_told_apart_and_nobody_is_made_up(said, areas, unknown):
    meant = authorities(said, KNOWN)
    assert (" ".join(meant.areas), meant.unknown) == (areas, unknown)


def test_a_table_of_word_is_read_whatever_the_order_of_its_columns():
    rows = (
        ("Theme", "Date of letter", "Line of enquiry", "Local authority"),
        ("Care", LETTER, "How many care leavers are in work?", "Wirral; Sefton and Halton"),
        ("Attendance; Help & protection", "", "• Who is absent?\n• Who is excluded?", "all LAs"),
        ("Space travel", "", "How far?", ""),
    )
    document = written(*rows)
    listed = ofsted_list.read("KLOE.docx", saved(document), KNOWN)
    assert brief(listed) == [
        ("wirral, sefton, halton", ("care",), LETTER, "How many care leavers are in work?"),
        ("all", ("attendance", "help_protection"), "", "Who is absent?"),
        ("all", ("attendance", "help_protection"), "", "Who is excluded?"),
        ("all", (), "", "How far?"),
    ]
    assert found(listed) == [
        ("table 1, row 4", "no authority; read as “all LAs”, like the row above", False),
        ("table 1, row 4", "the theme “Space travel”, which is none we know", False),
    ]
    assert not listed.waiting


def test_headings_with_bullets_below_carry_their_authority_letter_and_theme():
    document = docx.Document()
    document.add_heading("Ofsted’s key lines of enquiry", 1)
    document.add_paragraph("Dear colleagues, thank you for your time.")
    document.add_paragraph(LETTER)
    document.add_heading("Wirral", 2)
    document.add_heading("Help and protection", 3)
    document.add_paragraph("Does early help: reach families in time?", style="List Bullet")
    document.add_heading("Atlantis", 2)
    document.add_paragraph("Is it found?", style="List Bullet")
    document.add_paragraph("St. Helens:")
    document.add_paragraph("How are leavers housed?")
    document.add_paragraph("Sefton and Bury: What changed?")
    listed = ofsted_list.read("letter.docx", saved(document), KNOWN)
    assert brief(listed) == [
        ("wirral", ("help_protection",), LETTER, "Does early help: reach families in time?"),
        ("", (), LETTER, "Is it found?"),
        ("st-helens", (), LETTER, "How are leavers housed?"),
        ("sefton, bury", (), LETTER, "What changed?"),
    ]
    assert found(listed) == [("paragraph 8", "“Atlantis”, which is no authority we know", True)]
    # What is left out is said, so that nobody misses a line.
    assert [each.found for each in listed.problems] == [
        "“Dear colleagues, thank you for your time.”, which stands under no authority and was not read as a key line"
    ]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_a_csv_is_read_in_every_usual_spelling(separator, encoding):
    rows = [
        ("Authority", "Key line of enquiry"),
        ("Wirral", "What’s changed?"),
        ("Leeds", "Why here?"),
        ("Sefon", "Who acts?"),
        ("Halten", "Why now?"),
    ]
    listed = ofsted_list.read("list.csv", "\r\n".join(separator.join(row) for row in rows).encode(encoding), KNOWN)
    assert brief(listed) == [
        ("wirral", (), "", "What’s changed?"),
        ("", (), "", "Why here?"),
        ("sefton", (), "", "Who acts?"),
        ("", (), "", "Why now?"),
    ]
    assert found(listed) == [
        ("line 3", "Leeds, which takes no part in 2017/18", True),
        ("line 4", "“Sefon”, read as Sefton", False),
        ("line 5", "“Halten”, which is no authority we know", True),
    ]
    assert listed.lines[-1].problems[0].expected == "an authority of 2017/18; the nearest name is Halton"


def test_a_comma_that_splits_a_line_of_csv_is_a_problem_of_its_row_and_no_word_is_lost():
    listed = ofsted_list.read("list.csv", b"Authority,Line\nWirral,How, then?\nSefton,Fine?\n", KNOWN)
    assert [(each.text, each.blocked) for each in listed.lines] == [("How, then?", True), ("Fine?", False)]


def test_a_workbook_may_have_a_sheet_for_each_authority():
    book = openpyxl.Workbook()
    book.active.append(["Authority", "Question"])
    book.active.append(["Knowsley", "=1+1 <script>alert(1)</script>"])
    own = book.create_sheet("Oldham")
    own.append(["Key line"])
    own.append(["How do leaders know?"])
    listed = ofsted_list.read("list.xlsx", saved(book), KNOWN)
    assert [(each[0], each[3]) for each in brief(listed)][-1] == ("oldham", "How do leaders know?")
    assert [each.areas for each in listed.lines] == [("knowsley",), ("oldham",)]


def test_pasted_paragraphs_go_to_the_name_before_the_colon_else_to_the_chosen_authority():
    text = "Wirral: How?\n\n– Early help: does it reach families?\n2) עברית 🙂 <b>bold</b>\nBury\nWhy so?\n"
    assert [(each[0], each[3]) for each in brief(ofsted_list.read_text(text, KNOWN, ("sefton",)))] == [
        ("wirral", "How?"),
        ("sefton", "Early help: does it reach families?"),
        ("sefton", "עברית 🙂 <b>bold</b>"),
        ("bury", "Why so?"),
    ]
    alone = ofsted_list.read_text("Atlantis: How deep?\nHow high?", KNOWN)
    assert [each[1] for each in found(alone)] == ["“Atlantis”, which is no authority we know", "no authority"]
    assert [each.text for each in alone.waiting] == ["Atlantis: How deep?", "How high?"]
    table = ofsted_list.read_text("LA\tLine\nWirral\tHow?\nall\tWhy?", KNOWN)
    assert [(each[0], each[3]) for each in brief(table)] == [("wirral", "How?"), ("all", "Why?")]


def test_a_very_long_line_is_read_whole_and_one_beyond_measure_waits():
    long = "مرحبا 🙂 and " * 4_000
    listed = ofsted_list.read_text(f"Wirral: {long}\nBury: {'x' * (ofsted_rows.LONGEST + 1)}\n{long}: {long}", KNOWN)
    assert [len(each.text) for each in listed.ready] == [len(long.strip())]
    assert [each.place for each in listed.waiting] == ["line 2", "line 3"]
    assert ofsted_rows.LONGEST == question_words.MOST


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.docx", b"", "an empty file (0 bytes)"),
        ("letter.pdf", b"%PDF-1.7 x", "a PDF"),
        ("cut.docx", b"PK\x03\x04 cut", "a file that is cut short or damaged"),
        ("blank.docx", saved(docx.Document()), "no key line of enquiry"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_a_way_out(name, data, says):
    listed = ofsted_list.read(name, data, KNOWN)
    assert not listed.lines
    assert [(each.found, each.blocks) for each in listed.problems] == [(says, True)]
    assert listed.problems[0].do

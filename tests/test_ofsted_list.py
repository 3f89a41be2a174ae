"""Ofsted's list as it comes: tables, headings with bullets, “Wirral: …”, CSV of every kind; nobody unknown slips through."""

import ast
import io
import re
from pathlib import Path

import docx
import openpyxl
import pytest

from challenge import ofsted_sheet, question_words
from challenge.returns import asking, ofsted_list, ofsted_refusals, ofsted_rows, opening
from challenge.returns.document import Problem
from challenge.returns.ofsted_named import authorities
from challenge.returns.opening import MB
from tests.returns.files_made import a_docx, changed, compound

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


def test_a_row_without_an_authority_below_one_nobody_knows_has_one_problem_that_says_what_stands_there():
    rows = "LA\tLine\nAtlantis\tHow?\n\tWhy?\nLeeds\tWho?\n\tWhen?\nWirral\tWhat?\n\tSince when?"
    assert [(place, what) for place, what, _ in found(ofsted_list.read_text(rows, KNOWN))] == [
        ("line 2", "“Atlantis”, which is no authority we know"),
        ("line 3", "no authority; the row above says “Atlantis”, which is no authority we know"),
        ("line 4", "Leeds, which takes no part in 2017/18"),
        ("line 5", "no authority; the row above says Leeds, which takes no part in 2017/18"),
        ("line 7", "no authority; read as “Wirral”, like the row above"),
    ]


def test_lines_of_a_list_are_counted_in_one_way():
    assert "14 key lines were read from a. One can be added as it is, 13 wait for your word." in ofsted_sheet.counts(1, 13, "a")


def test_a_very_long_line_is_read_whole_and_one_beyond_measure_waits():
    long = "مرحبا 🙂 and " * 4_000
    listed = ofsted_list.read_text(f"Wirral: {long}\nBury: {'x' * (ofsted_rows.LONGEST + 1)}\n{long}: {long}", KNOWN)
    assert [len(each.text) for each in listed.ready] == [len(long.strip())]
    assert [each.place for each in listed.waiting] == ["line 2", "line 3"]
    assert ofsted_rows.LONGEST == question_words.MOST


KINDS = "a Word document (.docx), an Excel workbook (.xlsx) or a CSV file with Ofsted’s key lines of enquiry"
PASTE = " Or paste its lines into the box “Paste lines” on this screen."
READERS = ("opening", "office_package", "text_table", "text_bytes", "word", "word_flow", "word_tables", "workbook", "old_word")
FORBIDDEN = re.compile(r"self-view|figure|template|answer", re.I)


@pytest.mark.parametrize(
    ("name", "data", "says", "expects", "do"),
    [
        ("empty.docx", b"", "an empty file (0 bytes)", KINDS, "Open your own copy, save it once more and send that."),
        ("letter.pdf", b"%PDF-1.7 x", "a PDF", KINDS, "Send the Word document the PDF was made from. Open it in Word"),
        (
            "scan.docx",
            b"\x89PNG\r\n\x1a\n",
            "a picture, though its name ends in .docx",
            KINDS,
            "Write its lines into a Word document",
        ),
        ("cut.docx", b"PK\x03\x04 cut", "a file that is cut short or damaged", KINDS, "Open it in Word or Excel to see whether"),
        (
            "bomb.docx",
            changed(a_docx(), put={"word/a.xml": b" " * (90 * MB)}),
            "a file that swells beyond all",
            KINDS,
            "Do not open it",
        ),
        (
            "old.doc",
            compound({})[:900],
            "an Office file that is cut short, damaged or of another kind",
            KINDS,
            "Open it in the program",
        ),
        (
            "locked.xlsx",
            compound({"EncryptedPackage": b"\0" * 5000}),
            "a document protected by a password",
            KINDS,
            "Take the password",
        ),
        ("tool.csv", b"MZ\0\0\0\0", "a program, though its name ends in .csv", KINDS, "Do not open it; ask whoever sent it"),
        ("list.csv", b" \r\n", "a text file with nothing in it", KINDS, "Open your own copy"),
        (
            "list.csv",
            b",,\r\n,,\r\n",
            "a file without a word",
            "a CSV file with Ofsted’s key lines of enquiry",
            "send the one with",
        ),
        (
            "list.xlsx",
            saved(openpyxl.Workbook()),
            "a workbook whose sheets are all empty",
            "a workbook with Ofsted’s key lines of enquiry",
            "Check that this is the right file, and send the one with Ofsted’s lines.",
        ),
        (
            "blank.docx",
            saved(docx.Document()),
            "no key line of enquiry",
            ofsted_list.EXPECTED,
            "Write them as such a table or list.",
        ),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_words_about_lists_with_a_way_out(name, data, says, expects, do):
    listed = ofsted_list.read(name, data, KNOWN)
    assert not listed.lines
    (problem,) = listed.problems
    assert (problem.place, problem.blocks) == (name, True)
    assert problem.found.startswith(says) and problem.expected.startswith(expects) and do in problem.do
    assert problem.do.endswith(PASTE) != ("ot open it" in problem.do)
    assert not FORBIDDEN.search(f"{problem.found} {problem.expected} {problem.do}")


def test_whatever_the_readers_shared_with_self_views_say_is_said_of_a_list():
    """Their words, as they stand in the code: one that is written anew must get its words about a list as well."""
    folder = Path(opening.__file__).parent
    told = []
    for reader in READERS:
        tree = ast.parse((folder / f"{reader}.py").read_text(encoding="utf-8"))
        docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value and id(node) not in docs:
                said = ofsted_refusals.of_list(Problem("", "", "", node.value)).do
                told += [said] if FORBIDDEN.search(said) else []
    assert not "\n".join(told)
    hidden = openpyxl.Workbook()
    hidden.active.append(["Authority", "Line"])
    hidden.active.append(["Bury", "Why so?"])
    away = hidden.create_sheet("Old")
    away.append(["Wirral", "What is hidden?"])
    away.sheet_state = "hidden"
    (problem,) = ofsted_list.read("list.xlsx", saved(hidden), KNOWN).problems
    assert problem.found == "a hidden sheet with 2 filled cells; no line was read from it"

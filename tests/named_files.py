"""Files in which a name stands that nobody has, each made by the program it would come from."""

import io
from hashlib import sha256

import openpyxl
from docx import Document

GONE, STAYS = "Zebedee Quillfeather", "Perpetua Oxenholme"


def word_file(*paragraphs: tuple[str, ...]) -> bytes:
    """A Word file of paragraphs, each of runs of its own look."""
    document = Document()
    for runs in paragraphs:
        paragraph = document.add_paragraph()
        for number, text in enumerate(runs):
            paragraph.add_run(text).bold = bool(number % 2)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def workbook_file(text: str) -> bytes:
    """An Excel workbook with a text in a cell."""
    workbook = openpyxl.Workbook()
    workbook.active["B2"] = text
    made = io.BytesIO()
    workbook.save(made)
    return made.getvalue()


def hash_of(data: bytes) -> str:
    """The name a file is kept under."""
    return sha256(data).hexdigest()


# The name in three runs of text, of which one ends in the middle of a word.
NAMED = word_file(
    ("Before",),
    (
        "We spoke with Zebe",
        "dee Quill",
        "feather in March.",
    ),
)
CLEAN = word_file((f"We spoke with {STAYS} in March.",))
TABLE = f"question;answer\n1;{GONE.upper()}\n".encode("utf-16")
BOOK = workbook_file(f"see {GONE}")

"""Excel files for tests of the reader, and the reader at work on them."""

import hashlib
import io
import zipfile

from openpyxl import Workbook

from challenge.returns import workbook
from challenge.returns.document import Cell, Document
from challenge.returns.opening import Sent


def sent(data: bytes, name: str = "Bolton.xlsx") -> Sent:
    return Sent(name, data, hashlib.sha256(data).hexdigest(), "workbook")


def saved(book: Workbook) -> bytes:
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def read(book: Workbook) -> Document:
    return workbook.read(sent(saved(book)))


def one(value, number_format: str = "General") -> Cell:
    book = Workbook()
    book.active["C7"] = value
    book.active["C7"].number_format = number_format
    return read(book).tables[0].rows[0][0]


def changed(data: bytes, path: str, *changes: tuple[str, str]) -> bytes:
    """The same file with words of one part replaced."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        assert path in old.namelist()
        for name in old.namelist():
            text = old.read(name)
            if name == path:
                for before, after in changes:
                    assert before.encode() in text
                    text = text.replace(before.encode(), after.encode())
            new.writestr(name, text)
    return made.getvalue()


def figures_sheet() -> Workbook:
    book = Workbook()
    sheet = book.active
    sheet.title = "Figures"
    sheet["B3"], sheet["C3"], sheet["D3"], sheet["E3"] = "KPI", "2015/16", "2016/17", "Latest"
    sheet["B4"], sheet["C4"], sheet["D4"], sheet["E4"] = "Re-referrals", 0.184, 0.192, "n/a"
    return book

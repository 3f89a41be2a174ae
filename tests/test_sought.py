"""Words are found however they are written, in texts and in files of any kind, and nothing else is."""

import io
import zipfile

import pytest

from challenge import sought
from challenge.sought import Sought
from tests.named_files import BOOK, GONE, NAMED, STAYS, TABLE

WORDS = Sought((GONE,))


@pytest.mark.parametrize(
    ("text", "erased"),
    [
        ("Ann Example", "[erased]"),
        ("seen by ANN\n\texample, twice", "seen by [erased], twice"),
        ("ann_example-v2.docx", "[erased]-v2.docx"),
        ("Ann\u00a0Exam\u00adple’s", "[erased]’s"),
        ("AnnExample", "[erased]"),
        ("Zoe\u0308 O’Brien", "[erased]"),
        ("ZOË OBRIEN", "[erased]"),
        ("case 123456.", "case [erased]."),
        ("Joanna Example", "Joanna Example"),
        ("Ann Examples", "Ann Examples"),
        ("9123456", "9123456"),
        ("Ann and Example", "Ann and Example"),
    ],
)
def test_words_are_found_in_any_case_and_across_any_space_as_whole_words(text, erased):
    assert Sought(("Ann Example", "Zoë O'Brien", "123456")).erased(text) == erased


def test_longer_words_that_hold_the_sought_one_are_named():
    assert Sought(("Ann",)).longer_words("Joanna planned it with Ann and ANNE") == {"Joanna", "planned", "ANNE"}


def packed(name: str, data: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", NAMED),
        ("a.xlsx", BOOK),
        ("a.csv", TABLE),
        ("a.csv", GONE.encode("utf-16-be")),
        ("a.csv", b"\x00" + GONE.encode("utf-16-le")),
        ("a.docx", packed("word/embeddings/book.xlsx", BOOK)),
        ("a.docx", packed(f"{GONE}.xml", b"<x/>")),
        ("a.docx", packed("x.xml", b"<w:p>see</w:p><w:p>Zebedee Quill&#102;eather</w:p><w:p>end</w:p>")),
        ("a.doc", b"\xd0\xcf\x11\xe0" + bytes(700) + GONE.encode("cp1252") + bytes(30)),
        (f"{GONE}.csv", b"1;2"),
    ],
)
def test_a_name_is_found_in_a_file_however_it_is_written(name, data):
    assert WORDS.stands_in_file(name, data)
    assert not Sought((STAYS,)).stands_in_file(name, data)


def test_a_file_that_unpacks_to_too_much_is_said_and_not_passed_over(monkeypatch):
    monkeypatch.setattr(sought, "_MOST_UNPACKED", 1000)
    with pytest.raises(sought.CannotLook):
        WORDS.stands_in_file("a.docx", packed("x.xml", bytes(2000)))

"""Whatever is sent, nothing is half stored: a file that cannot be taken leaves no row and no file, and says what to do."""

import io
import shutil
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest

from challenge import acting, receiving, session
from challenge import store as stores
from challenge.access import Person
from challenge.store import Store
from tests.sent_files import self_view, template

ANN = Person("Ann Lee", "Sector-led improvement team")
LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 4000


@pytest.fixture(scope="module")
def store(practice_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A practice store that is sent what it must refuse."""
    folder = tmp_path_factory.mktemp("refusing")
    shutil.copytree(practice_folder, folder, dirs_exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHALLENGE_STORE", str(folder))
        yield stores.shared()
        stores.close_shared()


def member(data: bytes, name: str, text: bytes, added: bool = False) -> bytes:
    """The package with one of its parts replaced, or added."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, text if info.filename == name else old.read(info))
        if added:
            new.writestr(name, text)
    return made.getvalue()


def retitled(data: bytes, was: str, now: str) -> bytes:
    """The self-view with words changed wherever they stand."""
    document = docx.Document(io.BytesIO(data))
    sections = [part for section in document.sections for part in (section.header, section.footer)]
    for part in (document, *sections):
        cells = [cell for table in part.tables for row in table.rows for cell in row.cells]
        for paragraph in [*part.paragraphs, *(each for cell in cells for each in cell.paragraphs)]:
            if was in paragraph.text:
                paragraph.text = paragraph.text.replace(was, now)
    if was in (document.core_properties.title or ""):
        document.core_properties.title = document.core_properties.title.replace(was, now)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def bomb(good: bytes) -> bytes:
    return member(good, "word/media/huge.xml", b"<a>" + b" " * 90_000_000 + b"</a>", added=True)


def entities(good: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(good)) as package:
        text = package.read("word/document.xml")
    head, rest = text.split(b"?>", 1)
    return member(good, "word/document.xml", head + b'?><!DOCTYPE x [<!ENTITY a "boom">]>' + rest)


def with_macros(good: bytes) -> bytes:
    return member(good, "word/vbaProject.bin", b"macro", added=True)


BAD = {
    "not a Word file": ("Bury.docx", lambda good: b"%PDF-1.7 not what it says"),
    "a picture": ("Bury.docx", lambda good: b"\x89PNG\r\n\x1a\n" + b"\0" * 100),
    "password-protected": ("Bury.docx", lambda good: LOCKED),
    "zero bytes": ("Bury.docx", lambda good: b""),
    "truncated zip": ("Bury.docx", lambda good: good[: len(good) // 2]),
    "zip bomb": ("Bury.docx", bomb),
    "XML entities": ("Bury.docx", entities),
    "macros": ("Bury.docm", with_macros),
    "another authority in its name": ("Wigan self-view.docx", lambda good: good),
    "an authority outside the roster": ("self-view.docx", lambda good: retitled(good, "Bury", "Leeds")),
    "another cycle": ("self-view.docx", lambda good: retitled(good, "2017/18", "2016/17")),
}


def left(store: Store) -> tuple:
    """All that could have changed: rows written, and files kept."""
    written = store.connection.cursor().execute("select count(*) from written").fetchone()
    return written, sorted(path.name for path in (store.folder / "files").glob("*"))


@pytest.mark.parametrize("kind", BAD)
def test_it_is_refused_explained_and_leaves_nothing(kind: str, store: Store):
    name, spoil = BAD[kind]
    before = left(store)
    taken = receiving.take(store, name, spoil(self_view(store, "bury")), ANN)
    assert taken.outcome == "refused", kind
    problems = [problem for problem in taken.view.problems if problem.blocks]
    assert problems and all(problem.place and problem.found and problem.expected and problem.do for problem in problems)
    assert left(store) == before


def test_of_two_files_of_one_authority_in_one_upload_neither_is_stored_and_the_third_is(store: Store, monkeypatch):
    monkeypatch.setattr(session, "viewer", lambda: ANN)
    files = [
        ("Bury one.docx", self_view(store, "bury", {("second_plans", 2): "21.0"})),
        ("Wigan.docx", self_view(store, "wigan", {("second_plans", 2): "21.0"})),
        ("Bury two.docx", self_view(store, "bury", {("second_plans", 2): "22.0"})),
    ]
    moved = []
    outcomes = acting.take_all(files, ANN, "2017-18", lambda done, name: moved.append((done, name)))
    assert [each.taken.outcome for each in outcomes] == ["refused", "stored", "refused"]
    assert "Bury two.docx" in outcomes[0].taken.view.problems[0].found
    assert [name for done, name in moved if done < 3] == ["Bury one.docx", "Wigan.docx", "Bury two.docx"]


def test_forty_megabytes_of_pictures_do_not_matter(store: Store):
    good = self_view(store, "bury", {("second_plans", 2): "23.0"})
    made = io.BytesIO(good)
    with zipfile.ZipFile(made, "a", zipfile.ZIP_STORED) as package:
        package.writestr("word/media/large.png", b"\x89PNG" + b"\x42" * 40_000_000)
    taken = receiving.take(store, "Bury with pictures.docx", made.getvalue(), ANN)
    assert taken.outcome == "stored", taken.view.problems[:1]


def test_words_of_any_script_are_kept_as_they_are(store: Store):
    from challenge import mending

    document = docx.Document(io.BytesIO(template(store, "bury")))
    document.add_heading("Strengths to share in your alliance and across the region", 2)
    words = "أطفالنا أولاً — 儿童第一 — Дети — 👩‍👧 <script>alert(1)</script> =1+1"
    document.add_paragraph(words)
    made = io.BytesIO()
    document.save(made)
    taken = receiving.take(store, "Bury words.docx", made.getvalue(), ANN)
    assert taken.outcome == "stored"
    said = [each.text for each in mending.stored(store, ANN, "2017-18", "bury", taken.version).answers]
    assert any(words in each for each in said)


def test_formulas_errors_and_hidden_sheets_of_a_workbook_are_never_figures(store: Store):
    book = openpyxl.load_workbook(io.BytesIO(template(store, "bury", ending="xlsx")))
    sheet = book["Figures"]
    cells = [cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, int | float)]
    first, second = cells[-2:]
    first.value, second.value = "=1/0", "#REF!"
    hidden = book.copy_worksheet(sheet)
    hidden.sheet_state = "hidden"
    made = io.BytesIO()
    book.save(made)
    taken = receiving.take(store, "Bury.xlsx", made.getvalue(), ANN)
    assert taken.outcome == "stored"
    kept_out = [each for each in taken.view.problems if each.blocks and each.number is not None]
    assert len(kept_out) >= 2
    places = [figure.place for figure in taken.view.figures if figure.value is not None]
    assert not [place for place in places if first.coordinate in place.split() or second.coordinate in place.split()]

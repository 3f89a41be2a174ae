"""What may be opened, what is refused, and that every refusal says what the file is and what to do."""

import os
import random
import struct
import tracemalloc

import pytest

from challenge.returns import word
from challenge.returns.document import Unreadable
from challenge.returns.opening import MB, open_sent
from tests.returns.files_made import a_docx, an_xlsx, changed, compound, old_doc, zipped


def refusal(name: str, data: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        open_sent(name, data)
    assert caught.value.place == name
    assert caught.value.problem.blocks
    assert caught.value.do.endswith(".")
    return caught.value


def test_a_word_document_a_workbook_a_table_and_an_old_document_are_told_apart():
    assert open_sent("C:\\sent\\Bolton.docx", a_docx()).name == "Bolton.docx"
    kinds = [
        open_sent(name, data).kind
        for name, data in (
            ("a.docx", a_docx()),
            ("a.xlsx", an_xlsx()),
            ("a.doc", old_doc()),
            ("a.csv", b"kpi,2015/16\r\n1,18.4\r\n"),
            ("b.csv", "kpi;2015/16\r\n1;18,4".encode("utf-16")),
            ("c.csv", "kpi;2015/16\r\n1;18,4".encode("utf-16-le")),
            ("d.csv", "kpi;März £\r\n1;18,4".encode("cp1252")),
        )
    ]
    assert kinds == ["word", "workbook", "old_word", "table", "table", "table", "table"]
    assert open_sent("a.docx", a_docx()).said == ()


def test_a_name_whose_ending_lies_is_said_and_the_file_read_as_what_it_is():
    sent = open_sent("Bolton.doc", a_docx())
    assert sent.kind == "word"
    assert "a Word document, though its name ends in .doc" in sent.said[0].found
    assert not sent.said[0].blocks
    assert open_sent("Bolton.docx", an_xlsx()).kind == "workbook"
    assert open_sent("Bolton.xls", b"kpi\t2015/16\r\n1\t18.4\r\n").said[0].expected == "a name that ends in .csv"


@pytest.mark.parametrize(
    ("name", "data", "found", "do"),
    [
        ("a.docx", b"", "0 bytes", "save it once more"),
        ("a.docx", b"%PDF-1.7\n...", "a PDF, though its name ends in .docx", "Save As"),
        ("a.doc", b"{\\rtf1\\ansi 18.4}", "Rich Text", "Save As › Word Document (.docx)"),
        ("a.doc", b"<html><body>18.4</body></html>", "a web page", ".docx"),
        ("a.xls", b"\xef\xbb\xbf\r\n<table><tr><td>18.4", "a web page", ".xlsx"),
        ("a.doc", b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "MHT", ".docx"),
        ("a.doc", b"<?xml version='1.0'?><?mso-application progid=\"Word.Document\"?><w/>", "saved as XML", "Save As"),
        ("a.docx", b"\x89PNG\r\n\x1a\n\0\0\0", "a picture", "template"),
        ("a.docx", b"\xff\xd8\xff\xe0\0\x10JFIF", "a picture", "template"),
        ("a.docx", b"just some words, no Word file", "plain text, though its name ends in .docx", "Save As"),
        ("a.docx", bytes(range(256)) * 9, "neither an Office file nor text", "save it as"),
        ("a.odt", zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}), "(.odt)", ".docx"),
        ("a.ods", zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "(.ods)", ".xlsx"),
        ("a.pages", zipped({"Index/Document.iwa": b"x"}), "Pages", "Export"),
        ("a.zip", zipped({"Bolton.docx": a_docx(), "b/Bury.docx": b"x"}), "a zip archive holding 2 files", "Take the files out"),
        ("a.xls", compound({"Workbook": b"\0" * 4096}), "(.xls)", "Excel Workbook (.xlsx)"),
        ("a.msg", compound({"__properties_version1.0": b"\0" * 4096}), "Outlook", "attachment"),
        ("a.docx", compound({"EncryptionInfo": b"\0" * 200, "EncryptedPackage": b"\0" * 5000}), "password", "Take the password"),
        ("a.xlsx", compound({"EncryptedPackage": b"\0" * 5000, "EncryptionInfo": b"\0" * 200}), "password", "Take the password"),
        ("a.doc", old_doc(locked=True), "protected by a password", "Take the password"),
        ("a.doc", compound({"WordDocument": b"\0" * 4096, "Macros": b""}), "macros", ".docx"),
        ("a.doc", compound({})[:900], "damaged", ".docx"),
        ("a.csv", b"  \r\n \r\n", "nothing in it", "save it once more"),
    ],
)
def test_what_cannot_be_read_is_named_and_the_way_out_given(name, data, found, do):
    error = refusal(name, data)
    assert found in error.found
    assert do in error.do


@pytest.mark.parametrize("kept", [0.02, 0.3, 0.9, 0.999])
def test_a_document_cut_short_is_refused(kept):
    data = a_docx()
    assert "cut short or damaged" in refusal("a.docx", data[: int(len(data) * kept)]).found


def test_a_document_with_any_byte_of_its_text_altered_is_refused_or_still_the_same():
    data = a_docx("The caseload is 18.4 at 30 September")
    luck = random.Random(4)
    refused = 0
    for _ in range(300):
        spoilt = bytearray(data)
        spoilt[luck.randrange(4, len(data))] ^= 1 << luck.randrange(8)
        try:
            read = word.read(open_sent("a.docx", bytes(spoilt)))
        except Unreadable:
            refused += 1
        else:
            assert [each.text for each in read.texts] == ["The caseload is 18.4 at 30 September"]
    assert refused > 200


@pytest.mark.parametrize("part", ["word/document.xml", "word/anything.xml", "word/media/image1.png", "customXml/item1.xml"])
def test_a_bomb_is_refused_within_little_memory_wherever_it_is(part):
    bomb = changed(a_docx(), put={part: b"<a>" + b" " * (90 * MB) + b"</a>"})
    assert len(bomb) < MB
    tracemalloc.start()
    assert "swells" in refusal("a.docx", bomb).found
    assert tracemalloc.get_traced_memory()[1] < 150 * MB
    tracemalloc.stop()


def test_a_bomb_under_the_limit_of_size_is_known_by_how_often_it_repeats():
    assert "swells" in refusal("a.docx", changed(a_docx(), put={"word/a.xml": b"<a>" + b" " * (20 * MB)})).found


def test_sizes_that_the_zip_lies_about_are_not_believed():
    bomb = changed(a_docx(), put={"word/document.xml": b"<a>" + b" " * (90 * MB)})
    true = struct.pack("<I", 90 * MB + 3)
    assert bomb.count(true) >= 1
    assert "damaged" in refusal("a.docx", bomb.replace(true, struct.pack("<I", 5000))).found
    many = zipped({f"word/{number}.xml": b"" for number in range(6000)})
    assert "swells" in refusal("a.docx", many).found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "[Content_Types].xml", "word/media/logo.svg"])
def test_entities_are_refused_in_whatever_part_and_encoding(part, encoding):
    laughs = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]><a>&b;&c;</a>'
    data = changed(a_docx(), put={part: f'<?xml version="1.0" encoding="{encoding}"?>{laughs}'.encode(encoding)})
    assert "entities" in refusal("a.docx", data).found


def test_markup_in_an_encoding_that_could_hide_entities_is_refused():
    hidden = b'<?xml version="1.0" encoding="utf-7"?>+ADwAIQ-DOCTYPE a+AD4-<a/>'
    assert "damaged" in refusal("a.docx", changed(a_docx(), put={"word/styles.xml": hidden})).found


def test_macros_are_refused_by_part_and_by_kind():
    assert "macros" in refusal("a.docx", changed(a_docx(), put={"word/vbaProject.bin": b"x"})).found
    usual = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    enabled = changed(a_docx(), swap={"[Content_Types].xml": (usual, b"application/vnd.ms-word.document.macroEnabled.main+xml")})
    assert "without them" in refusal("a.docm", enabled).do
    usual = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    enabled = changed(an_xlsx(), swap={"[Content_Types].xml": (usual, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")})
    assert "macros" in refusal("a.xlsm", enabled).found


@pytest.mark.parametrize("path", ["../../evil.xml", "/etc/evil.xml", "word\\..\\..\\evil.xml", "C:/evil.xml"])
def test_names_that_lead_outside_the_file_are_refused(path):
    assert "points outside" in refusal("a.docx", changed(a_docx(), put={path: b"<a/>"})).found


def test_a_part_that_stands_twice_is_refused_for_nobody_knows_which_is_meant():
    assert "damaged" in refusal("a.docx", changed(a_docx(), put={"word/Document.xml": b"<a/>"})).found


def test_a_locked_zip_is_refused():
    data = bytearray(a_docx())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    assert "locked with a password" in refusal("a.docx", bytes(data)).found


def test_what_lies_outside_is_said_and_never_fetched():
    relation = (
        b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" '
        b'Target="http://example.invalid/evil.dotm" TargetMode="External"/></Relationships>'
    )
    path = "word/_rels/document.xml.rels"
    for kind, count in ((b"attachedTemplate", 1), (b"oleObject", 1), (b"hyperlink", 0)):
        sent = open_sent("a.docx", changed(a_docx(), swap={path: (b"</Relationships>", relation % kind)}))
        assert len(sent.said) == count
        assert all("evil.dotm" in each.found and not each.blocks for each in sent.said)
        assert word.read(sent).texts


def test_forty_megabytes_of_pictures_are_let_in_and_not_unpacked():
    pictures = {f"word/media/image{number}.jpeg": b"\xff\xd8\xff" + os.urandom(4 * MB) for number in range(10)}
    heavy = changed(a_docx(), put=pictures)
    assert len(heavy) > 40 * MB
    tracemalloc.start()
    assert word.read(open_sent("a.docx", heavy)).texts[0].text == "NW Peer Challenge self-view"
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 5 * MB
    assert "pictures smaller" in refusal("a.docx", heavy + b"\0" * (20 * MB)).do


def test_a_strict_document_is_read_and_a_strict_workbook_refused():
    usual = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = changed(a_docx(), swap={"word/document.xml": (usual, b"http://purl.oclc.org/ooxml/wordprocessingml/main")})
    root = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    strict = changed(
        strict, swap={"_rels/.rels": (root, b"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument")}
    )
    assert word.read(open_sent("a.docx", strict)).texts[0].text == "NW Peer Challenge self-view"
    usual = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strict = changed(an_xlsx(), swap={"xl/workbook.xml": (usual, b"http://purl.oclc.org/ooxml/spreadsheetml/main")})
    assert "Strict Open XML" in refusal("a.xlsx", strict).found

"""What a file is, by what it holds and not by its name, and whether it may be opened. Nothing is written to disk.

``open_sent`` is the only door: whatever passes it has been looked through (sizes when unpacked, entities, macros, passwords).
"""

import hashlib
import re
from dataclasses import dataclass, field

from challenge.returns import compound_file, office_package
from challenge.returns.document import Problem, Unreadable
from challenge.returns.office_package import EXPECTED, MB, Package

MOST_BYTES = 60 * MB
_AS_DOCX = "Open it in Word, choose File › Save As › Word Document (.docx) and send that file."
_AS_XLSX = "Open it in Excel, choose File › Save As › Excel Workbook (.xlsx) and send that file."
_AS_EITHER = "Open it in the program that made it, save it as a Word document (.docx) or an Excel workbook (.xlsx) and send that."
_TYPE_AGAIN = "Put the words and figures into the Word self-view template and send that as .docx."
_LOCKED = (
    "Take the password (or the label that encrypts) away in Word or Excel, under File › Info › Protect, save it and send that."
)
_ENDINGS = {
    "word": ("docx", "dotx"),
    "old_word": ("doc", "dot"),
    "workbook": ("xlsx", "xltx"),
    "table": ("csv", "txt", "tsv", "tab", ""),
}
_KINDS = {"word": "a Word document", "old_word": "a Word 97–2003 document", "workbook": "an Excel workbook", "table": "a text file"}
# First bytes of what people send by mistake.
_PICTURE = "a picture"
_MAGIC = (
    (b"%PDF", "a PDF", f"Send the Word document the PDF was made from. {_AS_DOCX}"),
    (b"{\\rtf", "a Rich Text (RTF) file", _AS_DOCX),
    (b"\x89PNG", _PICTURE, _TYPE_AGAIN),
    (b"\xff\xd8\xff", _PICTURE, _TYPE_AGAIN),
    (b"GIF8", _PICTURE, _TYPE_AGAIN),
    (b"BM", _PICTURE, _TYPE_AGAIN),
    (b"II*\0", _PICTURE, _TYPE_AGAIN),
    (b"MM\0*", _PICTURE, _TYPE_AGAIN),
    (b"\xffWPC", "a WordPerfect document", _AS_DOCX),
    (b"7z\xbc\xaf", "a 7-Zip archive", "Take the files out of it and send each of them."),
    (b"Rar!", "a RAR archive", "Take the files out of it and send each of them."),
    (b"\x1f\x8b", "a gzip archive", "Take the file out of it and send that."),
    (b"MZ", "a program", "Do not open it; send the self-view as .docx."),
)
_WRITTEN = (
    (re.compile(r"""<\?mso-application\s+progid=["']Word"""), "a Word document saved as XML", _AS_DOCX),
    (re.compile(r"""<\?mso-application\s+progid=["']Excel"""), "an Excel workbook saved as XML", _AS_XLSX),
    (re.compile(r"^(<!doctype html|<html|<head|<body|<table|<meta)|<html[\s>]", re.I), "a web page (HTML)", _AS_EITHER),
    (re.compile(r"^mime-version:|^content-type: multipart", re.I), "a web page in one file (MHT)", _AS_EITHER),
    (re.compile(r"^(received|return-path|from|delivered-to): \S", re.I), "an e-mail", "Save its attachment and send that."),
    (re.compile(r"^<(\?xml|!doctype|[a-z])", re.I), "an XML file", _AS_EITHER),
)
_OPEN_DOCUMENT = {
    "text": ("an OpenDocument text (.odt)", _AS_DOCX),
    "spreadsheet": ("an OpenDocument spreadsheet (.ods)", _AS_XLSX),
}
_OLD = (
    ("Workbook", "an Excel 97–2003 workbook (.xls)", _AS_XLSX),
    ("Book", "an Excel 5 workbook (.xls)", _AS_XLSX),
    ("PowerPoint Document", "a PowerPoint presentation", _TYPE_AGAIN),
    ("__properties_version1.0", "an Outlook message", "Save its attachment and send that."),
)
_DELIMITED = re.compile(r"[,;\t|]")


@dataclass(frozen=True)
class Sent:
    """A file that may be read. name: without folders. kind: ``word``, ``old_word``, ``workbook`` or ``table``. sha256: of the bytes
    received. said: what is to be said of the file itself (its ending is another kind's; it refers to files elsewhere); none blocks.
    opened: the package it is, looked through; None for what is no zip.
    """

    name: str
    data: bytes
    sha256: str
    kind: str
    said: tuple[Problem, ...] = ()
    opened: Package | None = field(default=None, repr=False, compare=False)


def open_sent(name: str, data: bytes) -> Sent:
    """Tell what a file is and make sure it may be read.

    name: as uploaded (folders are dropped). data: its bytes. Returns a :class:`Sent`; raises ``Unreadable``, which names the file,
    what it is and what to do, when it is no Word document, Excel workbook or CSV file, is locked, damaged, harmful or too large.
    """
    name = name.replace("\\", "/").rsplit("/", 1)[-1].strip() or "the file"
    if not data:
        raise Unreadable(name, "an empty file (0 bytes)", EXPECTED, "Open your own copy, save it once more and send that.")
    if len(data) > MOST_BYTES:
        raise Unreadable(
            name,
            f"{len(data) / MB:.0f} MB",
            f"at most {MOST_BYTES // MB} MB",
            "Make its pictures smaller (in Word: select one, then Picture Format › Compress Pictures), save it and send that.",
        )
    said: list[Problem] = []
    opened = None
    if data.startswith(b"PK"):
        opened = office_package.package(name, data)
        kind = _zip(name, opened, said)
    elif data.startswith(compound_file.MAGIC):
        kind = _compound(name, data)
    else:
        kind = _plain(name, data)
    ending = _ending(name)
    if ending not in _ENDINGS[kind]:
        said.insert(0, _misnamed(name, kind, ending))
    return Sent(name, data, hashlib.sha256(data).hexdigest(), kind, tuple(said), opened)


def _ending(name: str) -> str:
    return name.rsplit(".", 1)[-1].lower() if "." in name else ""


def _misnamed(name: str, kind: str, ending: str) -> Problem:
    right = _ENDINGS[kind][0]
    found = f"{_KINDS[kind]}, though its name ends in .{ending}" if ending else f"{_KINDS[kind]} without an ending to its name"
    return Problem(name, found, f"a name that ends in .{right}", f"It was read as what it is; rename it to end in .{right}.")


def _refused(name: str, found: str, do: str) -> Unreadable:
    ending = _ending(name)
    lies = ending in ("docx", "doc", "xlsx", "xls", "csv") and f"(.{ending})" not in found
    return Unreadable(name, found + (f", though its name ends in .{ending}" if lies else ""), EXPECTED, do)


def _zip(name: str, opened: Package, said: list[Problem]) -> str:
    main = office_package.main_part(opened)
    if main is None:
        raise _other_zip(name, opened)
    path, content_type = main
    types = " ".join(office_package.content_types(opened)).lower()
    if "macroenabled" in content_type.lower() or "vbaproject" in types or "macrosheet" in types or _has_macros(opened):
        raise _refused(
            name,
            "a document with macros (small programs inside it), which are never let in",
            "Save it without them: File › Save As › Word Document (.docx) or Excel Workbook (.xlsx), and send that file.",
        )
    if "wordprocessingml" in content_type:
        kind = "word"
    elif "spreadsheetml" in content_type:
        kind = "workbook"
    else:
        what = "a PowerPoint presentation" if "presentationml" in content_type else "an Office file of another kind"
        raise _refused(name, what, _TYPE_AGAIN)
    office_package.check_markup(opened)
    if kind == "workbook" and office_package.is_strict(opened, path):
        raise _refused(name, "an Excel workbook saved as “Strict Open XML Workbook”", _AS_XLSX)
    outside = office_package.outside(opened)
    if outside:
        more = f" and {len(outside) - 3} more" if len(outside) > 3 else ""
        said.append(
            Problem(
                name,
                f"references to files or addresses elsewhere ({'; '.join(outside[:3])}{more})",
                "everything inside the file itself",
                "Nothing was fetched; if something of it matters to the self-view, put it into the file and send it again.",
            )
        )
    return kind


def _has_macros(opened: Package) -> bool:
    return any(path.endswith(("vbaproject.bin", "vbadata.xml")) or "/macrosheets/" in path for path in opened.entries)


def _other_zip(name: str, opened: Package) -> Unreadable:
    mimetype = opened.entries.get("mimetype")
    if mimetype and mimetype.file_size < 200:
        for word, (what, do) in _OPEN_DOCUMENT.items():
            if f"opendocument.{word}".encode() in office_package.peek(opened, "mimetype"):
                return _refused(name, what, do)
    if any(path.endswith(".iwa") or path.startswith("index.") or path == "buildversionhistory.plist" for path in opened.entries):
        return _refused(
            name, "a document of Apple's Pages or Numbers", "In Pages or Numbers choose File › Export To › Word or Excel."
        )
    if any(path.startswith(("word/", "xl/", "_rels/")) for path in opened.entries):
        return _refused(name, "a Word or Excel file with parts missing", "Open it in Word or Excel, save it again and send that.")
    inside = [info.filename for info in opened.entries.values() if not info.is_dir()]
    listed = ", ".join(f"“{each[-60:]}”" for each in inside[:3]) + (" …" if len(inside) > 3 else "")
    found = f"a zip archive holding {len(inside)} file{'' if len(inside) == 1 else 's'}" + (f" ({listed})" if inside else "")
    return _refused(name, found, "Take the files out of it and send each of them.")


def _compound(name: str, data: bytes) -> str:
    streams = compound_file.streams(data)
    if "EncryptedPackage" in streams:
        raise _refused(name, "a document protected by a password or an encrypting sensitivity label", _LOCKED)
    if "WordDocument" in streams:
        at = streams["WordDocument"]
        if at >= 0 and len(data) > at + 11 and data[at + 11] & 0x01:
            raise _refused(name, "a Word 97–2003 document protected by a password", _LOCKED)
        if "Macros" in streams or "VBA" in streams:
            raise _refused(name, "a Word 97–2003 document with macros (small programs inside it), which are never let in", _AS_DOCX)
        return "old_word"
    for stream, what, do in _OLD:
        if stream in streams:
            raise _refused(name, what, do)
    raise _refused(name, "an Office file that is cut short, damaged or of another kind", _AS_EITHER)


def _plain(name: str, data: bytes) -> str:
    for magic, what, do in _MAGIC:
        if data.startswith(magic) and (len(magic) > 2 or b"\0" in data[:64]):
            raise _refused(name, what, do)
    if b"%PDF-" in data[:1024]:
        raise _refused(name, "a PDF", _MAGIC[0][2])
    if data[4:12] in (b"ftypheic", b"ftypmif1", b"ftypheix") or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        raise _refused(name, _PICTURE, _TYPE_AGAIN)
    text = _text(data)
    if text is None:
        raise _refused(name, "a file that is neither an Office file nor text", _AS_EITHER)
    start = text.lstrip("\ufeff \t\r\n")[:4000]
    for pattern, what, do in _WRITTEN:
        if pattern.search(start):
            raise _refused(name, what, do)
    ending = _ending(name)
    lines = [line for line in start.splitlines() if line.strip()]
    delimited = len(lines) > 1 and sum(bool(_DELIMITED.search(line)) for line in lines) * 2 > len(lines)
    if ending in ("docx", "doc", "dotx", "docm", "dot") or (ending not in _ENDINGS["table"] and not delimited):
        raise _refused(name, "plain text", _AS_DOCX)
    if not start:
        raise _refused(name, "a text file with nothing in it", "Open your own copy, save it once more and send that.")
    return "table"


def _text(data: bytes) -> str | None:
    """The beginning as text, or None when it is none; how a CSV is truly encoded is ``text_table``'s to settle."""
    start = data[:65_536]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = start[: len(start) // 2 * 2].decode("utf-16", "replace")
    elif b"\0" in start:
        even, odd = start[::2].count(0), start[1::2].count(0)
        wide = "utf-16-le" if odd > 4 * even else "utf-16-be" if even > 4 * odd else None
        if wide is None:
            return None
        text = start[: len(start) // 2 * 2].decode(wide, "replace")
    else:
        text = start.decode("utf-8", "replace") if not start.startswith(b"\xef\xbb\xbf") else start.decode("utf-8-sig", "replace")
    controls = sum(letter < " " and letter not in "\t\r\n\f\x1a" for letter in text)
    return None if controls else text

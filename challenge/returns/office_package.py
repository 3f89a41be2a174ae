"""The zip that a .docx or .xlsx is, opened without trusting it: names, sizes, compression and markup are checked before anything
is made of them, and pictures are never inflated. Nothing is written to disk and nothing outside the file is ever fetched.

Limits are the project's own: a self-view of 15 pages holds about 1 MB of markup, inflated about twenty times.
"""

import io
import posixpath
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, field

from lxml import etree

from challenge.returns.document import Unreadable

MB = 2**20
MOST_ENTRIES = 5_000
MOST_DECLARED = 400 * MB
MOST_MARKUP = 64 * MB
# Word and Excel reach about 100; a bomb of one repeated letter reaches 1,000.
MOST_TIMES = 300
TIMES_MATTER_FROM = 4 * MB
# A larger part is inflated anew each time it is asked for, rather than kept.
MOST_KEPT = 2 * MB
PEEK = 256
BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
    KeyError,
    IndexError,
)
EXPECTED = "a Word document (.docx), an Excel workbook (.xlsx) or a CSV file"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# Encodings in which "<!DOCTYPE" has the same bytes, so that looking for them is enough.
_PLAIN = {"utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "latin1", "windows-1252"}


@dataclass(frozen=True)
class Relation:
    """One relationship of a part: the last word of its type, the part it leads to (or the address outside), and whether outside."""

    kind: str
    target: str
    external: bool


@dataclass(frozen=True)
class Package:
    """An opened package. name: the file's, for messages. entries: by name in lower case, as Office compares names. parts: what was
    inflated so far and found sound, by the same names. related, types: relationships and content types read so far."""

    name: str
    archive: zipfile.ZipFile
    entries: dict[str, zipfile.ZipInfo]
    parts: dict[str, bytes] = field(default_factory=dict)
    related: dict[str, dict[str, "Relation"]] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)


def package(name: str, data: bytes) -> Package:
    """Open the zip and check every name and declared size; ``Unreadable`` when damaged, locked, swollen or unsafely named."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN as error:
        raise _damaged(name) from error
    entries: dict[str, zipfile.ZipInfo] = {}
    infos = archive.infolist()
    if len(infos) > MOST_ENTRIES or sum(info.file_size for info in infos) > MOST_DECLARED:
        raise _swollen(name)
    for info in infos:
        path = info.filename.replace("\\", "/")
        if ".." in path.split("/") or path.startswith("/") or ":" in path.split("/")[0] or "\0" in info.orig_filename:
            raise Unreadable(
                name,
                f"a part named “{info.filename[:80]}”, which points outside the file",
                EXPECTED,
                "Do not open it; ask who sent it for a new copy saved from Word or Excel.",
            )
        if info.flag_bits & 0x1:
            raise Unreadable(
                name, "a zip locked with a password", EXPECTED, "Take the password away, save the file again and send that."
            )
        if path.lower() in entries or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _damaged(name)
        entries[path.lower()] = info
    return Package(name, archive, entries)


def check_markup(opened: Package) -> None:
    """Inflate every part that is markup, whatever it is called, within limits; ``Unreadable`` for a bomb, a damaged part or a DTD.

    Parts that do not begin as markup (pictures, fonts, embedded files) are looked at for their first bytes only.
    """
    room = MOST_MARKUP
    for path, info in opened.entries.items():
        if path.endswith("/"):
            continue
        kept = opened.parts.get(path)
        if not _begins_as_markup(_inflated(opened, info, PEEK, whole=False) if kept is None else kept[:PEEK]):
            continue
        room -= len(part(opened, path, room))


def peek(opened: Package, path: str) -> bytes:
    """The first bytes of a part, whatever it holds; empty where there is none."""
    info = opened.entries.get(path.lower())
    return _inflated(opened, info, PEEK, whole=False) if info else b""


def has(opened: Package, path: str) -> bool:
    """Whether the package holds the part."""
    return path.lower() in opened.entries


def part(opened: Package, path: str, most: int = MOST_MARKUP) -> bytes:
    """The bytes of one part of markup, as UTF-8; ``Unreadable`` when it is missing, damaged, too large, or declares entities."""
    key = path.lower()
    kept = opened.parts.get(key)
    if kept is not None and len(kept) <= most:
        return kept
    info = opened.entries.get(key)
    if info is None:
        raise _damaged(opened.name)
    raw = _inflated(opened, info, most)
    if len(raw) > TIMES_MATTER_FROM and len(raw) > MOST_TIMES * max(info.compress_size, 1):
        raise _swollen(opened.name)
    data = _as_utf8(opened.name, raw)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise Unreadable(
            opened.name,
            "XML that declares a document type or entities, which Word and Excel never write and which can do harm",
            EXPECTED,
            "Open it in Word or Excel, save it again under a new name and send that.",
        )
    if data is raw and len(data) <= MOST_KEPT:
        opened.parts[key] = data
    return data


def tree(opened: Package, path: str) -> etree._Element:
    """One part parsed, strict namespaces turned into the usual ones; ``Unreadable`` as :func:`part`, and when it is not XML."""
    data = part(opened, path)
    if _STRICT in data:
        for strict, usual in _TRANSITIONAL:
            data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _damaged(opened.name) from error


def is_strict(opened: Package, path: str) -> bool:
    """Whether a part is written in the strict dialect, which few programs read."""
    return _STRICT in part(opened, path)[:20_000]


def relations(opened: Package, path: str = "") -> dict[str, Relation]:
    """The relationships of a part (of the package itself when no path is given), by their id."""
    folder, leaf = posixpath.split(path)
    at = posixpath.join(folder, "_rels", f"{leaf}.rels")
    if not has(opened, at):
        return {}
    if at in opened.related:
        return opened.related[at]
    found: dict[str, Relation] = {}
    for each in tree(opened, at).iter(_RELATIONS):
        target, external = each.get("Target", ""), each.get("TargetMode") == "External"
        if not external:
            target = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[each.get("Id", "")] = Relation(each.get("Type", "").rsplit("/", 1)[-1], target, external)
    opened.related[at] = found
    return found


def main_part(opened: Package) -> tuple[str, str] | None:
    """The main part and its content type; None where the package is no Office document."""
    if not has(opened, "[Content_Types].xml"):
        return None
    path = next((each.target for each in relations(opened).values() if each.kind == "officeDocument" and not each.external), None)
    return (path, _content_types(opened).get(f"/{path}".lower(), "")) if path and has(opened, path) else None


def content_types(opened: Package) -> set[str]:
    """Every content type that the package names."""
    return set(_content_types(opened).values())


def _content_types(opened: Package) -> dict[str, str]:
    if opened.types:
        return opened.types
    overrides, defaults = {}, {}
    for each in tree(opened, "[Content_Types].xml"):
        if each.get("PartName"):
            overrides[each.get("PartName").lower()] = each.get("ContentType", "")
        elif each.get("Extension"):
            defaults[each.get("Extension").lower()] = each.get("ContentType", "")
    every = {f"/{path}": defaults.get(path.rsplit(".", 1)[-1], "") for path in opened.entries}
    opened.types.update(every | overrides)
    return opened.types


def outside(opened: Package) -> list[str]:
    """What the file would fetch from elsewhere when opened in Office, ``kind: address``; not links to click or local templates."""
    found = []
    for path in opened.entries:
        if not path.endswith(".rels"):
            continue
        folder, leaf = posixpath.split(path)
        for each in relations(opened, posixpath.join(posixpath.dirname(folder), leaf.removesuffix(".rels"))).values():
            local = each.kind == "attachedTemplate" and not each.target.lower().startswith(("http:", "https:", "ftp:"))
            if each.external and each.kind != "hyperlink" and not local:
                found.append(f"{each.kind}: {each.target[:120]}")
    return found


def _begins_as_markup(peek: bytes) -> bool:
    bare = peek.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0")
    return not bare or bare.startswith(b"<")


def _inflated(opened: Package, info: zipfile.ZipInfo, most: int, whole: bool = True) -> bytes:
    try:
        with opened.archive.open(info) as file:
            data = file.read(most + 1 if whole else most)
    except BROKEN as error:
        raise _damaged(opened.name) from error
    if whole and len(data) > most:
        raise _swollen(opened.name)
    return data


def _as_utf8(name: str, data: bytes) -> bytes:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:8]:
        try:
            text = data.decode("utf-16" if data[:1] in (b"\xff", b"\xfe") else "utf-16-le" if data[1:2] == b"\0" else "utf-16-be")
        except UnicodeDecodeError as error:
            raise _damaged(name) from error
        return _DECLARATION.sub("", text, count=1).encode()
    declared = _DECLARED.match(data.removeprefix(b"\xef\xbb\xbf")[:200])
    if declared and declared[1].decode().lower() not in _PLAIN:
        raise _damaged(name)
    return data


def _damaged(name: str) -> Unreadable:
    return Unreadable(
        name,
        "a file that is cut short or damaged",
        EXPECTED,
        "Open it in Word or Excel to see whether it still opens, save it again under a new name and send that.",
    )


def _swollen(name: str) -> Unreadable:
    return Unreadable(
        name,
        "a file that swells beyond all measure when unpacked, as harmful files do",
        f"{EXPECTED} of at most {MOST_MARKUP // MB} MB of text when unpacked",
        "Do not open it unless you know who made it; copy what is needed into a new document and send that.",
    )

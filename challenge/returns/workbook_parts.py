"""What stands in an Excel file, part by part: sheets with their cells as saved, styles, comments. No cell is interpreted here.

Read from the file's XML in one pass per sheet, because a formula and the value saved with it are both needed and a sheet formatted
down to row 1,048,576 must cost neither time nor memory.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils import column_index_from_string, range_boundaries

_ADDRESS = re.compile(r"([A-Z]+)(\d+)")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_EMPTY_CELL = re.compile(rb"<c [^>]*/>")
_EMPTY_ROW = re.compile(rb"<row [^>]*(?:/>|></row>)")
_UNADDRESSED = re.compile(rb"<(?:c|row)(?![^>]* r=)(?: [^>]*)?>")
_PIECE = 1 << 20
# Cells with words that are taken from a sheet; a self-view has some hundred rows.
MOST_ROWS, MOST_COLUMNS = 5000, 200


@dataclass(frozen=True)
class Saved:
    """A cell as saved: type of the file format (``n``, ``s``, ``str``, ``b``, ``e``, ``d``), value, formula, style number."""

    kind: str
    value: str | None
    formula: str | None = None
    style: int = 0
    struck: bool = False


@dataclass
class Sheet:
    """A sheet. cells: (row, column) → what is saved, those with words only. merged: (first column, first row, last column, last
    row). hidden_columns: (first, last). beyond: the first row or column that was not taken, because there are too many."""

    name: str
    state: str
    cells: dict[tuple[int, int], Saved] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    comments: dict[tuple[int, int], str] = field(default_factory=dict)
    boxes: list[str] = field(default_factory=list)
    lists: str = ""
    beyond: str = ""


class Book:
    """An open Excel file. Errors of the zip and of its XML come through as they are; the caller makes a refusal of them."""

    def __init__(self, data: bytes) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        self._names = {name.lower().lstrip("/"): name for name in self._zip.namelist()}
        root = self._related("")
        self._book_path = next(target for kind, target in root.values() if kind == "officeDocument")
        self._book = self._tree(self._book_path)
        self._relations = self._related(self._book_path)

    @cached_property
    def title(self) -> str:
        """The title in the file's properties, or nothing."""
        if "docprops/core.xml" not in self._names:
            return ""
        return (self._tree("docprops/core.xml").findtext("{*}title") or "").strip()

    @cached_property
    def since_1904(self) -> bool:
        """Whether days are counted from 1904, as old Excel for Mac did."""
        settings = self._book.find("{*}workbookPr")
        return settings is not None and _true(settings.get("date1904"))

    @cached_property
    def calculated_by_hand(self) -> bool:
        """Whether formulas are recalculated only when somebody asks, so that saved values may be old."""
        settings = self._book.find("{*}calcPr")
        return settings is not None and settings.get("calcMode") == "manual"

    @cached_property
    def names_used(self) -> str:
        """What the workbook's own defined names refer to (not Excel's, such as the area to print)."""
        names = self._book.iterfind("{*}definedNames/{*}definedName")
        return " ".join(name.text or "" for name in names if not name.get("name", "").startswith("_xlnm"))

    @cached_property
    def styles(self) -> list[tuple[str, bool]]:
        """Per cell style: its number format, and whether its font is struck through."""
        path = self._of_kind(self._relations, "styles")
        if path is None:
            return []
        tree = self._tree(path)
        own = {int(each.get("numFmtId")): each.get("formatCode", "") for each in tree.iterfind("{*}numFmts/{*}numFmt")}
        struck = [_struck(font) for font in tree.iterfind("{*}fonts/{*}font")]
        found = []
        for each in tree.iterfind("{*}cellXfs/{*}xf"):
            number, font = int(each.get("numFmtId", 0)), int(each.get("fontId", 0))
            found.append((own.get(number, BUILTIN_FORMATS.get(number, "General")), font < len(struck) and struck[font]))
        return found

    @cached_property
    def shared(self) -> list[tuple[str, bool]]:
        """The texts that cells share, each with whether part of it is struck through."""
        path = self._of_kind(self._relations, "sharedStrings")
        if path is None:
            return []
        found = []
        for element in self._stream(path, "{*}si"):
            found.append((_rich(element), any(_struck(run) for run in element.iterfind("{*}r/{*}rPr"))))
            _drop(element)
        return found

    def sheets(self) -> Iterator[Sheet]:
        """The worksheets in order; sheets that are nothing but a chart are left out."""
        for each in self._book.iterfind("{*}sheets/{*}sheet"):
            identity = next((value for name, value in each.attrib.items() if etree.QName(name).localname == "id"), "")
            kind, path = self._relations.get(identity, ("", ""))
            if kind == "worksheet":
                yield self._sheet(Sheet(each.get("name", ""), each.get("state", "visible")), path)

    def _sheet(self, sheet: Sheet, path: str) -> Sheet:
        wanted = tuple(f"{{*}}{name}" for name in ("row", "mergeCell", "col", "dataValidation"))
        at, taken, columns = 0, 0, set()
        for element in self._stream(path, *wanted):
            name = element.tag.rpartition("}")[2]
            if name == "row":
                at = int(float(element.get("r") or at + 1))
                if len(element) and taken < MOST_ROWS:
                    taken += self._row(sheet, element, at, columns)
                elif len(element) and not sheet.beyond and any(len(cell) for cell in element):
                    sheet.beyond = f"row {at}"
                if _true(element.get("hidden")) or element.get("ht") == "0":
                    sheet.hidden_rows.add(at)
            elif name == "mergeCell":
                sheet.merged.append(range_boundaries(element.get("ref")))
            elif name == "col" and (_true(element.get("hidden")) or element.get("width") == "0"):
                sheet.hidden_columns.append((int(element.get("min")), int(element.get("max"))))
            elif name == "dataValidation":
                sheet.lists += f" {element.findtext('{*}formula1') or ''}"
            _drop(element)
        self._beside(sheet, path)
        return sheet

    def _row(self, sheet: Sheet, element: etree._Element, row: int, columns: set[int]) -> bool:
        column, found = 0, False
        for cell in element.iterchildren("{*}c"):
            column = _column(cell.get("r"), column)
            if not len(cell):
                continue
            saved = self._saved(cell)
            if saved is None:
                continue
            if column not in columns and len(columns) >= MOST_COLUMNS:
                sheet.beyond = sheet.beyond or f"row {row}, column {column}"
                continue
            columns.add(column)
            sheet.cells[row, column], found = saved, True
        return found

    def _saved(self, cell: etree._Element) -> Saved | None:
        kind, value = cell.get("t", "n"), cell.findtext("{*}v")
        formula = cell.find("{*}f")
        style = int(cell.get("s", 0))
        struck = style < len(self.styles) and self.styles[style][1]
        if kind == "inlineStr":
            inner = cell.find("{*}is")
            value = "" if inner is None else _rich(inner)
            struck = struck or (inner is not None and any(_struck(run) for run in inner.iterfind("{*}r/{*}rPr")))
        elif kind == "s" and value:
            value, part_struck = self.shared[int(value)]
            struck = struck or part_struck
        elif kind == "str" and value:
            value = _unescaped(value)
        if formula is None:
            return Saved(kind, value, None, style, struck) if value and value.strip() else None
        return Saved(kind, value, f"={formula.text or ''}", style, struck)

    def _beside(self, sheet: Sheet, path: str) -> None:
        """Comments, conversations and text boxes, which stand in parts of their own."""
        relations = self._related(path)
        for kind, target in relations.values():
            if kind == "comments":
                for each in self._tree(target).iterfind("{*}commentList/{*}comment"):
                    sheet.comments.setdefault(_address(each.get("ref")), _rich(each.find("{*}text")).strip())
            elif kind == "drawing":
                for body in self._tree(target).iter("{*}txBody"):
                    lines = ("".join(piece.text or "" for piece in line.iter("{*}t")) for line in body.iterfind("{*}p"))
                    sheet.boxes.append("\n".join(lines).strip())
        said: dict[tuple[int, int], list[str]] = {}
        for kind, target in relations.values():
            if kind == "threadedComment":
                for each in self._tree(target).iterfind("{*}threadedComment"):
                    said.setdefault(_address(each.get("ref")), []).append((each.findtext("{*}text") or "").strip())
        sheet.comments.update({at: " / ".join(words) for at, words in said.items()})

    def _related(self, path: str) -> dict[str, tuple[str, str]]:
        folder, name = posixpath.split(path)
        relations = posixpath.join(folder, "_rels", f"{name}.rels").lower().lstrip("/")
        if relations not in self._names:
            return {}
        return {
            each.get("Id"): (
                each.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, each.get("Target"))),
            )
            for each in self._tree(relations)
            if isinstance(each.tag, str) and each.get("TargetMode") != "External"
        }

    @staticmethod
    def _of_kind(relations: dict[str, tuple[str, str]], kind: str) -> str | None:
        return next((target for found, target in relations.values() if found == kind), None)

    def _open(self, path: str) -> io.BufferedIOBase:
        return self._zip.open(self._names[path.lower().lstrip("/")])

    def _tree(self, path: str) -> etree._Element:
        with self._open(path) as file:
            return etree.parse(file, etree.XMLParser(resolve_entities=False, no_network=True)).getroot()

    def _stream(self, path: str, *tags: str) -> Iterator[etree._Element]:
        parser, rest = etree.XMLPullParser(events=("end",), tag=tags, resolve_entities=False, no_network=True), b""
        with self._open(path) as file:
            while piece := file.read(_PIECE):
                whole, end, rest = (rest + piece).rpartition(b">")
                parser.feed(_lean(whole + end))
                for _, element in parser.read_events():
                    yield element
        parser.feed(rest)
        parser.close()


def _lean(piece: bytes) -> bytes:
    """A piece of a sheet, cut after a tag, without cells and rows that only carry a format: Excel writes up to a million of them.

    As it is where a cell does not say its address, since then the empty ones count.
    """
    if _UNADDRESSED.search(piece):
        return piece
    return _EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", piece))


def _drop(element: etree._Element) -> None:
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _rich(element: etree._Element | None) -> str:
    """The words of a text in runs; readings printed above Japanese text are no part of it."""
    if element is None:
        return ""
    pieces = (piece for piece in element.iter("{*}t") if etree.QName(piece.getparent()).localname != "rPh")
    return _unescaped("".join(piece.text or "" for piece in pieces))


def _unescaped(text: str) -> str:
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
    return plain.replace("\r\n", "\n").replace("\r", "\n")


def _struck(style: etree._Element) -> bool:
    mark = style.find("{*}strike")
    return mark is not None and mark.get("val", "1") not in ("0", "false")


def _true(value: str | None) -> bool:
    return value in ("1", "true")


def _column(address: str | None, before: int) -> int:
    return column_index_from_string(_ADDRESS.fullmatch(address)[1]) if address else before + 1


def _address(reference: str) -> tuple[int, int]:
    column, row, *_ = range_boundaries(reference)
    return row, column

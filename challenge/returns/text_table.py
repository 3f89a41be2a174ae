"""A CSV file as a document with one table: letters, separator and decimal mark are found from what the file holds."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from challenge.returns.document import Cell, Document, Problem, Table, Unreadable
from challenge.returns.opening import Sent
from challenge.returns.text_bytes import text_of

# Rows that are taken; a self-view has some hundred.
MOST_ROWS = 5000
# A tie goes to the earlier: a comma is the likeliest to stand inside words and numbers.
_SEPARATORS = "\t;|,"
_NAMED = {"\t": "tabs", ";": "semicolons", "|": "bars", ",": "commas"}
# What a spreadsheet takes for a formula; our own files put an apostrophe before it.
_NEUTRALISED = re.compile(r"'(?=[=+\-@\t\r\n＝＋－＠])")
_QUOTED_FORMULA = re.compile(r'="(.*)"', re.DOTALL)
_ERROR = re.compile(r"#(?:REF|DIV/0|VALUE|NAME|NUM|NULL|SPILL|CALC)[!?]|#N/A|#####*")
_NUMBER = re.compile(r"[<>~(-]?\s*[£]?\d[\d,.·]*\s*%?(?:\s*\(.*\))?", re.DOTALL)
_YEAR = re.compile(r"\D*(?:20)?(\d\d)\s*[/–-]\s*(?:20)?(\d\d)\D*|\D*20\d\d|latest.*", re.IGNORECASE | re.DOTALL)
_DECIMAL_COMMA = re.compile(r"(?<![\d.,])(?:\d{1,3}(?:\.\d{3})+|\d+),(?:\d{1,2}|\d{4,})(?![\d.,])")
_DECIMAL_POINT = re.compile(r"(?<![\d.,])(?:\d{1,3}(?:,\d{3})+|\d+)\.(?:\d{1,2}|\d{4,})(?![\d.,])")
_EITHER = re.compile(r"(?<![\d.,])[1-9]\d{0,2},\d{3}(?![\d.,])")


@dataclass(frozen=True)
class _Row:
    line: int
    fields: tuple[str, ...]

    @property
    def filled(self) -> int:
        return sum(bool(field.strip()) for field in self.fields)


def read(sent: Sent) -> Document:
    """``sent`` as a document of one table without empty rows at its edges; places are ``line 5, column 3``, as an editor counts.

    Numbers with decimal commas, where the file writes them so throughout, have ``number_format`` ``decimal comma``. A cell that
    starts with ``=`` is of kind ``formula``; an error, and every cell of a row with more cells than its heading, of kind ``error``.

    Raises ``Unreadable`` where the file is empty or no text.
    """
    text = text_of(sent.name, sent.data)
    separator, start, problems = _separator(text, sent.name)
    rows, unclosed = _rows(text, separator, start)
    filled = [number for number, row in enumerate(rows) if row.filled]
    if not any(map(str.isalnum, text[start:])):
        raise Unreadable(
            sent.name,
            "a file without a word",
            "a CSV file with figures",
            "Check that this is the right file, and send the one with figures.",
        )
    rows = rows[filled[0] : filled[-1] + 1]
    if unclosed:
        problems.append(_unclosed(unclosed))
    if len(rows) > MOST_ROWS:
        problems.append(_too_long(rows[MOST_ROWS].line))
        rows = rows[:MOST_ROWS]
    wide = _wider_than_their_heading(rows)
    problems += _about_widths(rows, wide)
    comma, said = _decimal_comma(rows, separator)
    table = Table(
        tuple(tuple(_cell(field, row.line, at, comma, row.line in wide) for at, field in enumerate(row.fields, 1)) for row in rows),
        place=f"lines {rows[0].line}–{rows[-1].line}",
    )
    return Document(sent.name, "table", sent.sha256, (table,), "", (*problems, *said))


def _separator(text: str, name: str) -> tuple[str, int, list[Problem]]:
    """What separates the columns (nothing where there is one column), where the table starts, and a problem where two would do."""
    told = re.match(r"\ufeff?\"?sep=(.)\"?[ ,;\t|]*(?:\r\n|\r|\n)", text, re.IGNORECASE)
    if told:
        return told[1], told.end(), []
    shares = {}
    for separator in _SEPARATORS:
        rows = [row for row in _rows(text[:200_000], separator, 0, most=200)[0] if row.filled]
        widths = Counter(len(row.fields) for row in rows)
        width, count = max(widths.items(), key=lambda item: (item[0] > 1, item[1]), default=(0, 0))
        # A heading that names two years tells more than rows of one width: a mark inside words can be as regular.
        names_years = any(sum(map(_year_like, row.fields)) >= 2 for row in rows)
        shares[separator] = names_years + (count / len(rows) if width > 1 else 0.0)
    best = max(_SEPARATORS, key=lambda separator: shares[separator])
    if not shares[best]:
        return "", 0, []
    rivals = [separator for separator in _SEPARATORS if separator != best and shares[separator] >= max(0.8, shares[best])]
    if not rivals:
        return best, 0, []
    found = f"{_NAMED[best]}, and {' and '.join(_NAMED[rival] for rival in rivals)}, that could each separate the columns"
    do = (
        f"The columns were split at {_NAMED[best]}. Check a figure or two; if they are wrong, save the file as .xlsx and send that."
    )
    return best, 0, [Problem(name, found, "one mark that separates the columns in every line", do)]


def _rows(text: str, separator: str, start: int, most: int = MOST_ROWS + 1) -> tuple[list[_Row], list[int]]:
    """The rows with the line each starts on, and the lines where a quotation mark opens that never closes as it should.

    Such a mark stands for itself: it must not swallow the lines that follow.
    """
    rows, unclosed, fields = [], [], []
    line = row_line = 1 + _line_ends(text[:start])
    for field, quoted, ending in _fields(text, separator, start):
        if not quoted and field.lstrip().startswith('"'):
            unclosed.append(line)
        fields.append(field)
        line += _line_ends(field)
        if ending != separator or not separator:
            rows.append(_Row(row_line, tuple(fields)))
            line += 1
            fields, row_line = [], line
            if len(rows) >= most:
                break
    return rows, unclosed


def _fields(text: str, separator: str, start: int) -> Iterator[tuple[str, bool, str]]:
    """Field by field: its text, whether it was quoted, and what ends it (the separator, a line end, or nothing at the end)."""
    mark = re.escape(separator)
    until = rf"[^\r\n{mark}]*+"
    ends = rf"({mark}|\r\n|\r|\n|\Z)" if mark else r"(\r\n|\r|\n|\Z)"
    quoted = re.compile(rf'[ ]*"((?:[^"]++|"")*+)"[ ]*{ends}')
    plain = re.compile(rf"({until}){ends}")
    at, ending = start, separator
    while at < len(text) or (ending == separator and separator and at == len(text) and at > start):
        found = quoted.match(text, at)
        if found:
            field, ending = found[1].replace('""', '"'), found[2]
        else:
            match = plain.match(text, at)
            field, ending = match[1], match[2]
            found = match
        yield field, found.re is quoted, ending
        at = found.end()
        if not ending:
            return


def _line_ends(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")


def _cell(field: str, line: int, column: int, comma: bool, wide: bool) -> Cell:
    place, text = f"line {line}, column {column}", field.strip(" \u00a0\r\n\t")
    told = _QUOTED_FORMULA.fullmatch(text)
    if told:
        text = told[1].replace('""', '"')
    elif text.startswith("="):
        return Cell(text, place, kind="formula", note="a formula, which a CSV file cannot work out")
    else:
        text = _NEUTRALISED.sub("", text, count=1) if _NEUTRALISED.match(text) else text
    cell = Cell(text, place, number_format="decimal comma" if comma and re.search(r"\d", text) else "")
    if _ERROR.fullmatch(text):
        return replace(cell, kind="error")
    if wide and text:
        return replace(cell, kind="error", note="its line has more cells than the heading, so it may stand in the wrong column")
    return cell


def _number_like(field: str) -> bool:
    return bool(_NUMBER.fullmatch(field.strip())) and not _year_like(field)


def _year_like(field: str) -> bool:
    found = _YEAR.fullmatch(field.strip())
    return bool(found) and (found[1] is None or (int(found[1]) + 1) % 100 == int(found[2]))


def _wider_than_their_heading(rows: list[_Row]) -> set[int]:
    """The lines with more cells than the heading above them: a separator inside words or a number has moved what follows.

    A heading is a row that names two years and holds no number, else the first with two words after an empty row or at the start,
    and after lines of two cells the first with more and without a number.
    """
    found, heading = set(), None
    for row in rows:
        if not row.filled:
            heading = None
            continue
        worded = not any(map(_number_like, row.fields))
        names_years = worded and sum(_year_like(field) for field in row.fields) >= 2
        more = worded and heading is not None and heading.filled == 2 and row.filled > 2
        if names_years or more or (heading is None and row.filled >= 2):
            heading = row
        elif heading is not None and len(row.fields) > len(heading.fields):
            found.add(row.line)
    return found


def _about_widths(rows: list[_Row], wide: set[int]) -> list[Problem]:
    if not wide:
        return []
    lines = sorted(wide)
    return [
        Problem(
            f"line{'s' * (len(lines) > 1)} {', '.join(map(str, lines[:6]))}{' and more' * (len(lines) > 6)}",
            "more cells than the heading has; none of their figures can be placed for certain",
            "as many cells as the heading has",
            "A comma in a label or in a number (18,4) may split a cell: put quotation marks around it, or send the file as .xlsx.",
        )
    ]


def _decimal_comma(rows: list[_Row], separator: str) -> tuple[bool, list[Problem]]:
    """Whether numbers are written with decimal commas throughout, and a problem where that cannot be told."""
    if separator == ",":
        return False, []
    fields = [field.strip() for row in rows for field in row.fields if _number_like(field)]
    commas = [field for field in fields if _DECIMAL_COMMA.search(field)]
    points = [field for field in fields if _DECIMAL_POINT.search(field)]
    either = [field for field in fields if _EITHER.search(field)]
    if commas and not points:
        return True, []
    if not commas and (points or not either or separator != ";"):
        return False, []
    found = f"“{commas[0]}” and “{points[0]}”" if commas else f"“{either[0]}”, which may be thousands or a decimal"
    do = "Write all numbers with a decimal point and send the file again, or confirm the figures one by one."
    return False, [Problem("the numbers of the file", found, "one way of writing decimals throughout", do)]


def _unclosed(lines: list[int]) -> Problem:
    return Problem(
        f"line {lines[0]}",
        "a quotation mark that does not close where its cell ends; it was read as it stands",
        "quotation marks in pairs around a cell",
        "Check the figures of this line and the next; saving the file as .xlsx avoids this.",
    )


def _too_long(line: int) -> Problem:
    return Problem(
        f"from line {line}",
        f"more than {MOST_ROWS:,} rows; what comes after was not read",
        "a self-view, which has some hundred rows",
        "Remove what is no part of the self-view, such as lists of children, and send the file again.",
    )

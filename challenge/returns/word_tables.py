"""A table of Word as a grid of cells: merged cells repeated, tracked rows and cells settled, what stands inside kept for after."""

from dataclasses import dataclass, field

from lxml import etree

from challenge.returns.document import Cell, Table, Unreadable
from challenge.returns.word_flow import Met, Reading, met, paragraph_words, runs_on
from challenge.returns.word_marks import CELL, PARAGRAPH, ROW, TABLE, W, first, on, whole
from challenge.returns.word_runs import Heard, words

# Word allows 63 columns; without a limit one number in the file could ask for any amount of memory.
MOST_COLUMNS = 63
MOST_CELLS = 200_000


@dataclass
class Inside:
    """What stands in the cells of a table beside their words, to be read after it."""

    tables: list[tuple[Met, str]] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)


@dataclass(frozen=True)
class _Row:
    """What is said of a row: put in as a tracked change; columns left free before and after it."""

    put_in: bool
    before: int
    after: int


def table(found: Met, reading: Reading, within: str = "") -> Inside:
    """Read a table into ``reading.blocks``; returns the tables and text boxes in its cells, to be read next. within: where it
    stands, for its place. Raises ``Unreadable`` when the document holds more cells than any self-view could."""
    reading.tables += 1
    place = f"table {reading.tables}{within}"
    inside = Inside()
    rows: list[tuple[Cell, ...]] = []
    merged: dict[int, Cell] = {}
    for each in met(found.element, reading, Met(found.element, found.prompt)):
        if each.element.tag != ROW:
            continue
        said = _row_of(each.element, reading, place, len(rows) + 1)
        if said is not None:
            row, merged = _row(each, reading, f"{place}, row {len(rows) + 1}", said, merged, inside)
            rows.append(row)
            _bounded(reading, len(row))
    wide = max((len(row) for row in rows), default=0)
    if rows and wide:
        _bounded(reading, wide * len(rows) - sum(len(row) for row in rows))
        grid = (
            (*row, *(_missing(f"{place}, row {number}, column {column}") for column in range(len(row) + 1, wide + 1)))
            for number, row in enumerate(rows, 1)
        )
        reading.blocks.append(Table(tuple(grid), place, _title(found.element)))
    else:
        reading.tables -= 1
    return inside


def _bounded(reading: Reading, more: int) -> None:
    reading.cells += more
    if reading.cells > MOST_CELLS:
        raise Unreadable(
            reading.name, f"more than {MOST_CELLS:,} table cells", "a self-view", "Send the self-view without other tables."
        )


def _title(element: etree._Element) -> str:
    title = element.find(f"{W}tblPr/{W}tblCaption")
    return "" if title is None else title.get(f"{W}val", "")


def _row_of(row: etree._Element, reading: Reading, place: str, number: int) -> _Row | None:
    """What is said of a row, None where it is not read (deleted as a tracked change, or hidden)."""
    properties = first(row, f"{W}trPr")
    if properties is None:
        return _Row(False, 0, 0)
    put_in = properties.find(f"{W}ins") is not None
    taken_out = properties.find(f"{W}del") is not None
    if put_in or taken_out:
        reading.tracked.append(f"{place}, row {number}")
    if taken_out:
        return None
    if on(properties.find(f"{W}hidden")):
        reading.hidden.append(f"{place}, row {number}")
        return None
    return _Row(put_in, _count(properties.find(f"{W}gridBefore"), 0), _count(properties.find(f"{W}gridAfter"), 0))


def _row(
    row: Met, reading: Reading, place: str, said: _Row, above: dict[int, Cell], inside: Inside
) -> tuple[tuple[Cell, ...], dict[int, Cell]]:
    """The cells of a row; above: the cells that a cell of this row may continue, by the column at which they begin."""
    cells = [Cell("", f"{place}, column {column}") for column in range(1, said.before + 1)]
    merged: dict[int, Cell] = {}
    for each in met(row.element, reading, Met(row.element, row.prompt, row.instead)):
        if each.element.tag != CELL:
            continue
        column = len(cells) + 1
        at = f"{place}, column {column}"
        properties = first(each.element, f"{W}tcPr")
        span, continues, begins, change = _shape(properties)
        if change:
            reading.tracked.append(at)
        if change == "taken out":
            continue
        cell = _cell(each, reading, at, inside, said.put_in or change == "put in")
        if continues and column in above:
            origin = above[column]
            if cell.text and cell.text != origin.text:
                note = f"a cell merged into this one still holds “{cell.text[:80]}”, which was not read"
                origin = Cell(origin.text, origin.place, note="; ".join(filter(None, (origin.note, note))))
            merged[column] = origin
            cells += [_repeat(origin)] * span
        else:
            if begins or continues:
                merged[column] = cell
            cells += [cell, *[_repeat(cell)] * (span - 1)]
    cells += [Cell("", f"{place}, column {len(cells) + more}") for more in range(1, said.after + 1)]
    return tuple(cells), merged


def _missing(place: str) -> Cell:
    """What stands where a row has fewer cells than others: nobody can say under which columns its cells belong."""
    return Cell("", place, kind="missing")


def _repeat(cell: Cell) -> Cell:
    return Cell(cell.text, cell.place, spans=True, note=cell.note)


def _shape(properties: etree._Element | None) -> tuple[int, bool, bool, str]:
    """How many columns a cell spans, whether it continues the one above, whether it may be continued, and its tracked change."""
    if properties is None:
        return 1, False, False, ""
    held = {each.tag: each for each in properties.iterchildren(reversed=True)}
    span = _count(held.get(f"{W}gridSpan"), 1)
    merge = held.get(f"{W}vMerge")
    settled = held.get(f"{W}cellMerge")
    change = (
        "taken out" if f"{W}cellDel" in held else "put in" if f"{W}cellIns" in held else "merged" if settled is not None else ""
    )
    if settled is not None:
        return span, settled.get(f"{W}vMerge") == "cont", settled.get(f"{W}vMerge") == "rest", change
    if merge is None:
        return span, False, False, change
    begins = merge.get(f"{W}val", "continue") == "restart"
    return span, not begins, begins, change


def _cell(found: Met, reading: Reading, place: str, inside: Inside, put_in: bool) -> Cell:
    notes: list[str] = []
    lines: list[str] = []
    heard = Heard()
    tables = 0
    for each in met(found.element, reading, Met(found.element, found.prompt, found.instead)):
        if each.element.tag == TABLE:
            inside.tables.append((each, place))
            tables += 1
            continue
        if each.element.tag != PARAGRAPH:
            continue
        paragraph_words(each, reading, heard)
        if runs_on(each.element):
            heard.tracked += 1
            continue
        lines.append(_settled(heard, reading, place, inside, notes))
        heard = Heard()
    if heard.pieces or heard.tracked:
        lines.append(_settled(heard, reading, place, inside, notes))
    if put_in:
        notes.append("put in as a tracked change; read as accepted")
    if tables:
        notes.append("another table stands in this cell")
    return Cell("\n".join(lines).strip(), place, note="; ".join(dict.fromkeys(notes)))


def _settled(heard: Heard, reading: Reading, place: str, inside: Inside, notes: list[str]) -> str:
    """The words of one paragraph of a cell; what stands beside them goes to the notes."""
    text = words(heard, in_cell=True)
    notes += heard.notes
    if not heard.beside:
        return text
    reading.noticed(heard, place)
    if heard.tracked:
        changed = [f"“{''.join(heard.taken_out)[:80]}” taken out"] if "".join(heard.taken_out).strip() else []
        changed += [f"“{''.join(heard.put_in)[:80]}” put in"] if "".join(heard.put_in).strip() else []
        notes.append(f"tracked change ({', '.join(changed) or 'spacing'}); the accepted text was read")
    unseen = "".join(heard.hidden).strip()
    if unseen:
        notes.append(f"hidden text “{unseen[:80]}” was not read")
    for box in heard.boxes:
        held = " ".join("".join(each.text or "" for each in line.iter(f"{W}t")) for line in box.iter(f"{W}p"))
        notes.append(f"a text box stands here: “{held[:80]}”")
    inside.boxes += heard.boxes
    notes += [f"{each} stands here and was not read" for each in heard.unread]
    return text


def _count(element: etree._Element | None, least: int) -> int:
    number = least if element is None else whole(element.get(f"{W}val"), least)
    return min(max(number, least), MOST_COLUMNS)

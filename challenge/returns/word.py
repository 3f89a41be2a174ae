"""Word as Word is: a .docx to the words and tables its reader sees, in their order, each with its place."""

from dataclasses import replace

from lxml import etree

from challenge.returns.document import Document, Text, Unreadable
from challenge.returns.office_package import EXPECTED, main_part, package, tree
from challenge.returns.opening import Sent
from challenge.returns.word_flow import Met, Reading, met, paragraph_words, runs_on, said_of
from challenge.returns.word_marks import LIST, LISTED, OUTLINE, PARAGRAPH, PROPERTIES, STYLE, TABLE, VALUE, W, first, inner
from challenge.returns.word_parts import beside, level_of
from challenge.returns.word_runs import Heard, words
from challenge.returns.word_tables import table


def read(sent: Sent) -> Document:
    """Read a Word document that ``opening.open_sent`` let in.

    Returns its paragraphs and tables in body order (a table in a cell after the table it stands in, a text box after what it is
    anchored to, then footnotes, headers and footers); what the file itself holds to be said stands in ``problems``. Raises
    ``Unreadable`` when the document is damaged or nested beyond sense.
    """
    opened = replace(sent.opened, name=sent.name) if sent.opened else package(sent.name, sent.data)
    main = main_part(opened)
    body = None
    try:
        if main is not None:
            document = tree(opened, main[0])
            body = document.find(f"{W}body")
        if main is None or body is None:
            raise Unreadable(sent.name, "no text of a Word document", EXPECTED, "Open it in Word, save it again and send that.")
        reading = Reading(sent.name, beside(opened, main[0], document))
        _container(body, reading, "paragraph {}", "body")
        _notes_and_edges(reading)
    except RecursionError as error:
        raise Unreadable(
            sent.name, "tables or fields nested beyond sense", EXPECTED, "Copy its text into a new Word document and send that."
        ) from error
    return Document(sent.name, "word", sent.sha256, tuple(reading.blocks), reading.parts.title, tuple(said_of(reading)))


def _container(element: etree._Element, reading: Reading, place: str, stands_in: str) -> None:
    """Read what stands in the body, a text box, a footnote, a header. place: with ``{}`` for the number of the paragraph."""
    heard, number = Heard(), 0
    for each in met(element, reading):
        if each.element.tag == TABLE:
            within = "" if stands_in == "body" else f" (in {place.split(',')[0].format('')})"
            _table(each, reading, within)
            continue
        if each.element.tag != PARAGRAPH:
            continue
        paragraph_words(each, reading, heard)
        if runs_on(each.element):
            heard.tracked += 1
            continue
        text = words(heard, in_cell=False).strip()
        at = place.format(number + 1)
        reading.noticed(heard, at)
        if text and not _of_contents(each.element, reading):
            number += 1
            level, listed = _standing(each.element, reading)
            reading.blocks.append(Text(text, at, level, listed, stands_in))
        _text_boxes(heard.boxes, reading)
        heard = Heard()
    left = words(heard, in_cell=False).strip()
    if left:
        reading.blocks.append(Text(left, place.format(number + 1), stands_in=stands_in))
        reading.noticed(heard, place.format(number + 1))


def _table(found: Met, reading: Reading, within: str) -> None:
    """Read a table, then the tables and text boxes that stand in its cells."""
    inside = table(found, reading, within)
    for nested, at in inside.tables:
        _table(nested, reading, f" (inside {at})")
    _text_boxes(inside.boxes, reading)


def _text_boxes(boxes: list[etree._Element], reading: Reading) -> None:
    for box in boxes:
        reading.boxes += 1
        _container(box, reading, f"text box {reading.boxes}, paragraph {{}}", "text box")


def _of_contents(paragraph: etree._Element, reading: Reading) -> bool:
    """Whether it is a line of a table of contents, which repeats a heading that stands elsewhere."""
    style = inner(paragraph, PROPERTIES, STYLE)
    return style is not None and style.get(VALUE) in reading.parts.styles.contents


def _standing(paragraph: etree._Element, reading: Reading) -> tuple[int, bool]:
    """Heading level, and whether it is a list item."""
    properties, styles = first(paragraph, PROPERTIES), reading.parts.styles
    if properties is None:
        return 0, False
    style = first(properties, STYLE)
    key = "" if style is None else style.get(VALUE, "")
    outline = first(properties, OUTLINE)
    level = styles.levels.get(key, 0) if outline is None else level_of(outline)
    number = inner(properties, LISTED, LIST)
    listed = key in styles.listed if number is None else number.get(VALUE) != "0"
    return level, listed and not level


def _notes_and_edges(reading: Reading) -> None:
    parts = reading.parts
    # A footnote may refer to another: numbers grow while they are read.
    done: set[tuple[str, str]] = set()
    while waiting := [each for each in parts.numbers if each not in done]:
        for kind, key in waiting:
            done.add((kind, key))
            if (kind, key) in parts.notes:
                _container(parts.notes[(kind, key)], reading, f"{kind} {parts.numbers[(kind, key)]}", "footnote")
    seen = set()
    for kind, element in parts.edges:
        before = len(reading.blocks)
        _container(element, reading, kind, kind)
        said = tuple(each.text for each in reading.blocks[before:] if isinstance(each, Text))
        if said and said in seen and all(isinstance(each, Text) for each in reading.blocks[before:]):
            del reading.blocks[before:]
        seen.add(said)

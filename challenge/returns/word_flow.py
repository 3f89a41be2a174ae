"""The way through a Word document while it is read: paragraphs, tables, rows and cells met through whatever wraps them, and what is
to be said of the document at the end."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from challenge.returns.document import Problem, Table, Text
from challenge.returns.word_marks import CELL, MC, PARAGRAPH, PROPERTIES, ROW, RUN_PROPERTIES, TABLE, W, branch, inner, state_of
from challenge.returns.word_parts import Beside
from challenge.returns.word_runs import PUT_IN, TAKEN_OUT, Heard, hear, prompt_note

_HELD = frozenset((PARAGRAPH, TABLE, ROW, CELL))
_THROUGH = PUT_IN | {f"{W}{name}" for name in ("customXml", "smartTag", "sdtContent")}


@dataclass
class Reading:
    """A document while it is read: what was found so far, and what is to be said of it at the end."""

    name: str
    parts: Beside
    blocks: list[Table | Text] = field(default_factory=list)
    tables: int = 0
    boxes: int = 0
    cells: int = 0
    tracked: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    commented: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    def noticed(self, heard: Heard, place: str) -> None:
        """Remember what a paragraph held beside its words."""
        self.tracked += [place] * heard.tracked
        self.hidden += [place] * bool("".join(heard.hidden).strip())
        self.commented += [place] * heard.comments
        self.unread += [f"{each} at {place}" for each in heard.unread]


@dataclass(frozen=True)
class Met:
    """A paragraph or table met in a container. prompt: a content control around it still shows its prompt. instead: what stands
    for its words (the box of a checkbox)."""

    element: etree._Element
    prompt: bool = False
    instead: str | None = None


def met(element: etree._Element, reading: Reading, within: Met | None = None) -> Iterator[Met]:
    """The paragraphs and tables (rows of a table, cells of a row) directly in a container, through whatever is wrapped around
    them."""
    within = within or Met(element)
    for child in element:
        tag = child.tag
        if tag in _HELD:
            yield Met(child, within.prompt, within.instead)
            if within.instead:
                within = Met(within.element, within.prompt, "")
        elif tag == f"{W}sdt":
            prompt, instead = state_of(child.find(f"{W}sdtPr"))
            content = child.find(f"{W}sdtContent")
            if content is not None and not _is_contents(child):
                inner = Met(child, within.prompt or prompt, within.instead if instead is None else instead)
                yield from met(content, reading, inner)
        elif tag in _THROUGH:
            yield from met(child, reading, within)
        elif tag in TAKEN_OUT:
            reading.tracked.append("the body")
        elif tag == f"{MC}AlternateContent":
            chosen = branch(child)
            if chosen is not None:
                yield from met(chosen, reading, within)
        elif tag == f"{W}altChunk":
            reading.unread.append("a part put in from another file, which only Word can unfold")
        elif tag == f"{W}subDoc":
            reading.unread.append("a linked sub-document")


def paragraph_words(each: Met, reading: Reading, heard: Heard) -> Heard:
    """Read one paragraph onto ``heard``, minding the content control it stands in."""
    if each.instead is not None:
        heard.pieces.append(("plain", each.instead))
    elif each.prompt:
        note = prompt_note(each.element, reading.parts.styles)
        heard.notes += [note] if note else []
    else:
        hear(each.element, reading.parts.styles, reading.parts.note, heard)
    return heard


def runs_on(paragraph: etree._Element) -> bool:
    """Whether the mark that ends the paragraph was deleted as a tracked change, so that the next one continues it."""
    mark = inner(paragraph, PROPERTIES, RUN_PROPERTIES)
    return mark is not None and any(each.tag in TAKEN_OUT for each in mark)


def _is_contents(control: etree._Element) -> bool:
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(f"{W}val") == "Table of Contents"


def said_of(reading: Reading) -> Iterator[Problem]:
    """What is to be said of the document: tracked changes, hidden text, comments, what cannot be read. None of it blocks."""
    name = reading.name
    if reading.tracked:
        count, where = len(reading.tracked), reading.tracked[0]
        yield Problem(
            where,
            f"{count} tracked change{'' if count == 1 else 's'} in {name}, the first here",
            "a document whose changes are all accepted or rejected",
            "It was read as if all were accepted; if that is not meant, settle the changes in Word (Review) and send it again.",
        )
    if reading.hidden:
        yield Problem(
            reading.hidden[0],
            f"hidden text in {name}, the first here",
            "only text that can be seen",
            "It was not read; if it belongs to the self-view, make it visible in Word (Font, Hidden) and send it again.",
        )
    if reading.commented:
        count = len(reading.commented)
        yield Problem(
            reading.commented[0],
            f"{count} comment{'' if count == 1 else 's'} in {name}, the first here",
            "a document without comments",
            "Comments are not read as answers; put what belongs to the self-view into its text.",
        )
    if reading.unread:
        more = f" and {len(reading.unread) - 5} more" if len(reading.unread) > 5 else ""
        yield Problem(
            name,
            f"{'; '.join(reading.unread[:5])}{more}",
            "figures and words typed into the document",
            "What stands in these cannot be read; if it holds figures or answers, type them into the document and send it again.",
        )

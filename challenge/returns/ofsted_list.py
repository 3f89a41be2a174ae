"""Ofsted's key lines of enquiry as a list: a Word, Excel or CSV file, or pasted text, to lines with their authorities and themes.

Nothing is guessed in silence: a line whose authority is not plain carries a problem, and what was not read as a line is named.
"""

import hashlib
import logging
from dataclasses import dataclass

from challenge.returns import asking, authority_names, form, old_word, opening, text_table, word, workbook
from challenge.returns.document import Cell, Document, Problem, Table, Text, Unreadable
from challenge.returns.ofsted_named import Known
from challenge.returns.ofsted_refusals import PASTE, of_list
from challenge.returns.ofsted_rows import Line, Under, of_paragraph, of_table

USUAL = "north-west"
PASTED = "pasted"
EXPECTED = "a table with columns such as Authority and Key line of enquiry, or lines below the name of their authority"
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Listed:
    """A list as read. lines: in order. problems: of the list itself; one that blocks means that nothing can be read from it."""

    name: str
    sha256: str
    lines: tuple[Line, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def ready(self) -> tuple[Line, ...]:
        """The lines that can be added as they are."""
        return tuple(line for line in self.lines if not line.blocked)

    @property
    def waiting(self) -> tuple[Line, ...]:
        """The lines that need somebody's word first."""
        return tuple(line for line in self.lines if line.blocked)


def known(cycle: str, cycles: dict[str, asking.Cycle], themes: dict[str, tuple[str, ...]]) -> Known:
    """What a list of a cycle is read against. themes: key → the names it goes by."""
    of_region = form.of_region(cycles[cycle].region) or form.form(USUAL)
    return Known(cycles[cycle], authority_names.names(cycles, of_region), themes)


def read(name: str, data: bytes, against: Known) -> Listed:
    """Read a file as sent. Whatever is wrong with it stands in ``problems``; it never raises for a file."""
    try:
        sent = opening.open_sent(name, data)
        if sent.kind == "old_word":
            sent = old_word.as_docx(sent)
        document = {"word": word.read, "workbook": workbook.read, "table": text_table.read}[sent.kind](sent)
        said = [of_list(each) for each in (*sent.said, *document.problems) if each.place != "the numbers of the file"]
        return _listed(document, against, said)
    except Unreadable as refusal:
        problem = of_list(refusal.problem)
    except Exception:
        log.exception("a list could not be read: %s", name)
        found, do = (
            "something this dashboard’s readers do not know how to take",
            f"Save it once more as .docx and send that. {PASTE}",
        )
        problem = Problem(name, found, EXPECTED, do, blocks=True)
    return Listed(name, hashlib.sha256(data).hexdigest(), problems=(problem,))


def read_text(text: str, against: Known, areas: tuple[str, ...] = ()) -> Listed:
    """Read pasted text: each paragraph is a line, of the authority before its colon, else of the name above it, else of ``areas``.
    Cells pasted from a table are read as one."""
    told = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if sum("\t" in line for _, line in told) * 2 > len(told):
        rows = tuple(
            tuple(Cell(field.strip(), f"line {number}, column {column}") for column, field in enumerate(line.split("\t"), start=1))
            for number, line in told
        )
        blocks: tuple[Table | Text, ...] = (Table(rows, "the pasted text"),)
    else:
        blocks = tuple(Text(line.strip(), f"line {number}") for number, line in told)
    sha256 = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    return _listed(Document(PASTED, PASTED, sha256, blocks), against, [], areas)


def _listed(document: Document, against: Known, said: list[Problem], areas: tuple[str, ...] = ()) -> Listed:
    under = Under(areas=areas)
    blocks = [each for each in document.blocks if isinstance(each, Table) or each.stands_in not in ("header", "footer")]
    lines: list[Line] = []
    apart: list[Text | Table] = []
    for at, block in enumerate(blocks):
        if isinstance(block, Table):
            found = of_table(block, under, against, every=document.kind != "word")
        else:
            follows = blocks[at + 1] if at + 1 < len(blocks) else None
            found = of_paragraph(block, follows, under, against, every=document.kind == PASTED)
        if found is None:
            apart.append(block)
        lines += found or []
    if not lines:
        found, do = "no key line of enquiry", f"Write them as such a table or list. {PASTE}"
        return Listed(document.name, document.sha256, (), (*said, Problem(document.name, found, EXPECTED, do, blocks=True)))
    return Listed(document.name, document.sha256, tuple(lines), (*said, *_left(apart)))


def _left(apart: list[Text | Table]) -> list[Problem]:
    """What was not read as lines, so that nobody misses one."""
    if not apart:
        return []
    texts = [each.text if isinstance(each, Text) else " ".join(cell.text for row in each.rows for cell in row) for each in apart]
    shown = "; ".join(f"“{text[:80]}{'…' * (len(text) > 80)}”" for text in texts[:3]) + (" and more" if len(texts) > 3 else "")
    where = apart[0].place if len(apart) == 1 else f"{apart[0].place} and {len(apart) - 1} more"
    do = "If one of them is a key line, paste it with its authority before a colon."
    return [Problem(where, f"{shown}, which stands under no authority and was not read as a key line", EXPECTED, do)]

"""What a reader makes of a file, whatever its kind: words and tables in the order they stand, each with its place.

``word``, ``workbook`` and ``text_table`` yield a :class:`Document`; ``figures`` and ``narrative`` find a self-view in one.
"""

from dataclasses import dataclass, replace

from challenge.errors import ChallengeError


@dataclass(frozen=True)
class Problem:
    """Something to look at: where, what was found, what was expected, and the way out.

    blocks: it keeps out what it concerns: one figure when ``number`` and ``period`` say which, else the whole file. A problem that
    does not block is to be confirmed, or only said. number: the KPI's number in the form (1–14); period: the column's key.
    """

    place: str
    found: str
    expected: str
    do: str
    blocks: bool = False
    number: int | None = None
    period: str | None = None

    def concerning(self, number: int | None, period: str | None) -> "Problem":
        """The same problem, said of one figure."""
        return replace(self, number=number, period=period)


class Unreadable(ChallengeError):
    """Nothing can be read from the file, or it must not be opened; its four phrases make a problem that blocks."""

    @property
    def problem(self) -> Problem:
        """The refusal as a problem of the file."""
        return Problem(self.place, self.found, self.expected, self.do, blocks=True)


@dataclass(frozen=True)
class Cell:
    """One cell of a table: its words as a reader sees them, its place (``table 3, row 2, column 4``; ``sheet Figures, cell C7``).

    number: what a workbook holds as a number, unrounded; None elsewhere. number_format: a workbook's (``0.0%``). kind: ``text``,
    ``number``, ``date``, ``formula`` (no value was saved with it), ``error`` or ``missing`` (the row ends before this column).
    spans: the cell repeats one it is merged with.
    note: what Word or Excel holds beside the words (a footnote, a comment, that the accepted text of a tracked change was read).
    """

    text: str
    place: str
    number: float | None = None
    number_format: str = ""
    kind: str = "text"
    spans: bool = False
    note: str = ""


@dataclass(frozen=True)
class Table:
    """A table: rows of cells (rows may differ in length), its place (``table 3``), a title where it has one (a sheet's name), and
    whether its sheet, rows or columns are hidden."""

    rows: tuple[tuple[Cell, ...], ...]
    place: str
    title: str = ""
    hidden: bool = False


@dataclass(frozen=True)
class Text:
    """One paragraph: its words, its place (``paragraph 12``), its heading level (0 is body text), whether it is a list item, and
    where it stands beside the body: ``body``, ``header``, ``footer``, ``text box``, ``footnote``."""

    text: str
    place: str
    level: int = 0
    listed: bool = False
    stands_in: str = "body"


@dataclass(frozen=True)
class Document:
    """A file as read. name: the file's name without folders. kind: ``word``, ``workbook`` or ``table``. sha256: of its bytes.

    title: of its properties, empty where there is none. problems: what is to be said of the file itself (tracked changes were
    there, a sheet is hidden), none of which blocks.
    """

    name: str
    kind: str
    sha256: str
    blocks: tuple[Table | Text, ...]
    title: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables, in order; a table in a cell follows the one it stands in."""
        return tuple(block for block in self.blocks if isinstance(block, Table))

    @property
    def texts(self) -> tuple[Text, ...]:
        """The paragraphs outside tables, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Text))

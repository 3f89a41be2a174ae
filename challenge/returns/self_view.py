"""A self-view as read from a file: figures, texts, placements and sign-offs, each with its place, and the problems."""

from dataclasses import dataclass, field
from datetime import date

from challenge.returns.document import Problem


@dataclass(frozen=True)
class Figure:
    """One returned figure.

    kpi: its key; number: the form's (1–14); ordinal and period: place and key of the cycle's column. value in the KPI's unit, None
    unless status is ``value`` or ``zero``; status also ``suppressed``, ``not_returned``, ``not_applicable``. text: the cell as
    written. part_year: it covers part of a year; period_end: the last day it covers, where said.
    """

    kpi: str
    number: int
    ordinal: int
    period: str
    value: float | None
    status: str
    place: str
    note: str | None = None
    numerator: float | None = None
    denominator: float | None = None
    part_year: bool = False
    period_end: date | None = None
    text: str = ""


@dataclass(frozen=True)
class Answer:
    """What was written under a question (``item`` is its key in the form), entry by entry; ``part`` names the column of a list with
    several (an action's ``action``, ``progress``, ``impact``), else it is empty."""

    item: str
    entry: int
    part: str
    text: str
    place: str


@dataclass(frozen=True)
class Placement:
    """Where the authority places itself on one enabler: position 1–5 of the form's, or None (not placed), with its evidence. said:
    False where the row was left empty, which is no word at all."""

    enabler: str
    position: int | None
    evidence: str
    place: str
    said: bool = True


@dataclass(frozen=True)
class SignOff:
    """What the file says of a sign-off: office ``dcs``, ``lm`` or ``ce``, the name, and the day where it is said."""

    office: str
    name: str
    day: date | None
    place: str


@dataclass(frozen=True)
class SelfView:
    """Everything read from one file. authority and cycle are keys, None where the file does not settle them: a problem says why."""

    file: str
    sha256: str
    form: str
    authority: str | None
    cycle: str | None
    figures: tuple[Figure, ...] = ()
    answers: tuple[Answer, ...] = ()
    placements: tuple[Placement, ...] = ()
    sign_offs: tuple[SignOff, ...] = ()
    problems: tuple[Problem, ...] = field(default=())

    @property
    def refused(self) -> bool:
        """Whether a problem keeps the whole file out."""
        return any(problem.blocks and problem.number is None for problem in self.problems)

    @property
    def blocked(self) -> bool:
        """Whether a problem keeps out the file or a figure of it."""
        return any(problem.blocks for problem in self.problems)

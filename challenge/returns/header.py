"""The headings of a table, over one row or several: what each column is, and which columns belong together."""

import re
from dataclasses import dataclass
from functools import cached_property

from challenge.returns.columns import Columns
from challenge.returns.document import Cell
from challenge.returns.headings import Heading


@dataclass(frozen=True)
class Part:
    """Columns that belong together: those of the label, of figures by period, of counts beside them, and those not understood.

    periods_at, value_at, counts_at: where each row says its own period, the columns of period, figure, numerator and denominator.
    """

    labels: tuple[int, ...]
    figures: tuple[int, ...] = ()
    counted: tuple[int, ...] = ()
    unknown: tuple[int, ...] = ()
    periods_at: int | None = None
    value_at: int | None = None
    counts_at: tuple[int | None, int | None] = (None, None)


@dataclass(frozen=True)
class Header:
    """The headings in force: one for each column, with its place, and the parts of the table. pieces: the rows they stand in."""

    heads: tuple[Heading, ...]
    places: tuple[str, ...]
    parts: tuple[Part, ...]
    pieces: tuple[tuple[Cell, ...], ...]

    @cached_property
    def authorities(self) -> frozenset[str]:
        """The authorities named over figures."""
        return frozenset(name for head in self.heads if says_period(head) for name in head.named)

    @cached_property
    def only_short(self) -> bool:
        """Whether each period is written so that it could be a fraction (15/16)."""
        dated = [head for head in self.heads if head.dated]
        return bool(dated) and all(not head.keys and not head.ends and not re.search(r"20\d\d", head.text) for head in dated)

    @cached_property
    def said(self) -> str:
        """The periods as written, in order."""
        return " | ".join(head.text for head in self.heads if says_period(head))

    def same_as(self, other: "Header") -> bool:
        """Whether the same periods stand in the same columns."""
        return [(head.years, head.keys) for head in self.heads] == [(head.years, head.keys) for head in other.heads]

    def clashes(self, head: Heading) -> bool:
        """Whether it cannot be told whose figures stand under a heading."""
        return bool(head.named) and len(self.authorities) > 1

    def one_with_left(self, at: int) -> bool:
        """Whether a heading is one cell with the heading to its left."""
        last = next((piece for piece in reversed(self.pieces) if at < len(piece) and piece[at].text.strip()), ())
        return 0 < at < len(last) and last[at].spans and last[at].text == last[at - 1].text

    def corner(self, part: Part) -> str:
        """The words over the labels, where a small table names its KPI."""
        return " ".join(self.heads[at].text for at in part.labels).strip()


def says_period(head: Heading) -> bool:
    """Whether a heading is, or tries to be, the name of a period."""
    return head.role == "period" and (not head.strange or len(head.text) <= 40)


def header_of(pieces: list[tuple[Cell, ...]], columns: Columns) -> Header:
    """The headings that rows of headings make together, the upper ones first."""
    width = max(len(row) for row in pieces)
    heads, places = [], []
    for at in range(width):
        cells = [row[at] for row in pieces if at < len(row) and row[at].text.strip()]
        places.append(cells[-1].place if cells else pieces[-1][min(at, len(pieces[-1]) - 1)].place)
        last = columns.heading(cells[-1].text) if cells else columns.heading("")
        if last.role not in ("label", "reference", "unit", "periods", "other"):
            last = columns.heading(" ".join(dict.fromkeys(cell.text.strip() for cell in cells)))
        heads.append(last)
    return Header(tuple(heads), tuple(places), _parts(heads, columns), tuple(pieces))


def headings_lost(row: tuple[Cell, ...], columns: Columns) -> bool:
    """Whether a row says that labels stand under it, and nothing of the columns beside them."""
    if not any(re.search("kpi|indicator", cell.text, re.I) for cell in row):
        return False
    heads = [columns.heading(cell.text) for cell in row]
    rest = [head for head in heads if head.role not in ("label", "reference", "unit")]
    named = any(head.role == "label" and re.search("kpi|indicator", head.text, re.I) for head in heads)
    return named and bool(rest) and all(head.role == "blank" for head in rest)


def stacks(pieces: list[tuple[Cell, ...]], row: tuple[Cell, ...], columns: Columns) -> bool:
    """Whether a row of headings goes on from those above it, and does not begin anew."""
    above = header_of(pieces, columns).heads
    pairs = [(head, columns.heading(cell.text)) for head, cell in zip(above, row, strict=False)]
    return not any(up.years and down.years and set(up.years) != set(down.years) for up, down in pairs)


def _parts(heads: list[Heading], columns: Columns) -> tuple[Part, ...]:
    figures = [at for at, head in enumerate(heads) if says_period(head)]
    if not figures:
        return _row_by_row(heads)
    runs = [
        at
        for at, head in enumerate(heads)
        if head.role == "label" and (at == 0 or heads[at - 1].role not in ("label", "reference"))
    ]
    keys = [(head.years, head.keys, head.ends) for at, head in enumerate(heads) if at in figures]
    if len(runs) > 1 and len(set(keys)) < len(keys):
        starts = [0, *(at - (heads[at - 1].role == "reference") for at in runs[1:])]
        ends = [*starts[1:], len(heads)]
        if all(any(start < at < end for at in figures) for start, end in zip(starts, ends, strict=True)):
            return tuple(_part(heads, start, end) for start, end in zip(starts, ends, strict=True))
    return (_part(heads, 0, len(heads)),)


def _part(heads: list[Heading], start: int, end: int) -> Part:
    figures = tuple(at for at in range(start, end) if says_period(heads[at]))
    left = [at for at in range(start, figures[0]) if heads[at].role not in ("other", "count")]
    labels = [at for at in left if heads[at].role != "blank"] and left
    named = [at for at in range(start, end) if heads[at].role in ("label", "reference", "unit")]
    labels = labels or (named if any(heads[at].role == "label" for at in named) else left) or named
    units = [at for at in range(figures[0], end) if heads[at].role == "unit" and at not in labels]
    rest = [at for at in range(figures[0], end) if at not in figures and at not in labels]
    counted = tuple(at for at in rest if heads[at].role == "count")
    unknown = [at for at in rest if heads[at].role not in ("unit", "other", "count", "label", "reference")]
    # What stands before the first period without being a label may be a figure whose heading is lost.
    lost = ("blank", "unknown", "value", "filling")
    unknown += [at for at in range(start, figures[0]) if at not in labels and heads[at].role in lost]
    return Part((*labels, *units), figures, counted, tuple(sorted(unknown)))


def _row_by_row(heads: list[Heading]) -> tuple[Part, ...]:
    periods = [at for at, head in enumerate(heads) if head.role == "periods"]
    values = [at for at, head in enumerate(heads) if head.role == "value"]
    labels = tuple(at for at, head in enumerate(heads) if head.role not in ("periods", "value", "count", "other"))
    if len(periods) != 1 or len(values) != 1 or not any(heads[at].role in ("label", "blank") for at in labels):
        return ()
    counts = [
        next((at for at, head in enumerate(heads) if head.role == "count" and re.match(begins, head.text.strip(), re.I)), None)
        for begins in ("num(?!ber)", "den")
    ]
    return (Part(labels, periods_at=periods[0], value_at=values[0], counts_at=(counts[0], counts[1])),)

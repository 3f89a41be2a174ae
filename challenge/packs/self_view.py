"""A self-view as it goes out: what stands in it, whatever kind of file it becomes.

Published figures stand pre-filled in the cells, so that both sides look at the same data; a figure the authority leaves is returned
as its own. Every file says so in the words of `Filled.untouched`.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import pandas as pd

from challenge import wording
from challenge.errors import ChallengeError
from challenge.returns import printed
from challenge.returns.asking import Column
from challenge.returns.form import Asked, Form, form, names, of_region

ALLOWED = ("n/a", "c", "tbc")
_SENTENCE = re.compile(r"(?<=\.)\s+(?=[A-Z])")
_HIGHEST = {"%": 100.0, "points": 90.0}


@dataclass(frozen=True)
class Deadline:
    """A day self-views are due, with who says so; of several, each stands."""

    day: date
    said_by: str = ""

    @property
    def words(self) -> str:
        """``27 October 2017 (the process paper)``."""
        return wording.day(self.day) + (f" ({wording.lower_first(self.said_by)})" if self.said_by else "")


@dataclass(frozen=True)
class SelfViewContents:
    """What an authority has written: instead of published figures, for the practice store's self-views.

    figures: (number, ordinal) → the cell as written. answers: item → its entries, each a text, or for a list the texts of its
    parts. placements: enabler → position (1–5, None is not placed) and evidence. sign_offs: office → name and day (None: none
    said).
    """

    figures: dict[tuple[int, int], str] = field(default_factory=dict)
    answers: dict[str, tuple[str | tuple[str, ...], ...]] = field(default_factory=dict)
    placements: dict[str, tuple[int | None, str]] = field(default_factory=dict)
    sign_offs: dict[str, tuple[str, date | None]] = field(default_factory=dict)


@dataclass(frozen=True)
class Filled:
    """A form of one authority and cycle. figures: the rows of ``queries/template.sql``, block figures. facts: what the file states
    (`challenge.opened`). practice: the store's. contents: what the authority wrote; None for a template."""

    authority: str
    name: str
    cycle: str
    cycle_title: str
    form: Form
    columns: tuple[Column, ...]
    figures: pd.DataFrame
    deadlines: tuple[Deadline, ...]
    return_to: str
    facts: dict[str, str]
    practice: bool = False
    contents: SelfViewContents | None = None

    @property
    def invented(self) -> bool:
        """Whether something in it is invented, so that every page says *Practice*: published figures are real."""
        return self.practice and self.contents is not None

    @property
    def heading(self) -> str:
        """What heads every page: ``Bury · self-view 2017/18``."""
        return f"{printed.PRACTICE if self.invented else ''}{self.name} · self-view {self.cycle_title}"

    @property
    def title(self) -> str:
        """The form's title, marked where something is invented."""
        return f"{printed.PRACTICE if self.invented else ''}{self.form.title}"

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """The first lines of the form: whose it is, which cycle, by when and to whom it goes back."""
        return (
            ("Local authority", self.name),
            ("Cycle", self.cycle_title),
            (printed.DUE, "; or ".join(each.words for each in self.deadlines) or "no day has been set"),
            (printed.BACK, self.return_to),
        )

    @property
    def kept_from_ofsted(self) -> str:
        """What of the form is solely for the peer challenge, in a sentence; empty where all of it may go to Ofsted."""
        kept = wording.listed([f"“{section.title}”" for section in self.form.sections if not section.may_go_to_ofsted])
        return f"{kept} is solely for the peer challenge; the rest may be shared with Ofsted." if kept else ""

    @property
    def part_year_example(self) -> str:
        """A figure of part of a year, as it is best written."""
        return f"9.1 (Q2 {self.cycle_title})"

    @property
    def in_place_of_figures(self) -> tuple[str, ...]:
        """What can be written in place of a number, with what it is read as. Not 12/60, which Excel makes December 1960."""
        return (*printed.WORDS, f"{printed.PART_YEAR} {self.part_year_example}")

    @cached_property
    def rows(self) -> dict[tuple[int, int], dict]:
        """(number, ordinal) → the row of that figure."""
        return {(int(row["number"]), int(row["ordinal"])): row for row in self.figures.to_dict("records")}

    def published(self, number: int, ordinal: int) -> float | None:
        """The published figure that stands in a cell, at the KPI's decimals; None where there is none."""
        row = self.rows.get((number, ordinal))
        if row is None or pd.isna(row["value"]) or row["status"] not in ("value", "zero"):
            return None
        return round(float(row["value"]), int(row["decimals"])) + 0.0

    def cell(self, number: int, ordinal: int, with_sign: bool = False) -> str:
        """What stands in a cell: what the authority wrote, else the published figure, else nothing. with_sign: ``23.1%``."""
        if self.contents is not None:
            return self.contents.figures.get((number, ordinal), "")
        value = self.published(number, ordinal)
        if value is None:
            return ""
        row = self.rows[number, ordinal]
        return f"{value:.{int(row['decimals'])}f}{'%' if with_sign and row['unit_short'] == '%' else ''}"

    def unit(self, asked: Asked) -> str:
        """The unit of a KPI in words: the form's ages stand in its label, so not the source's."""
        row = self._any(asked)
        return "" if row is None else "%" if row["unit_short"] == "%" else row["unit"]

    def decimals(self, asked: Asked) -> int:
        """To how many decimals a KPI's figures are published."""
        row = self._any(asked)
        return 0 if row is None else int(row["decimals"])

    def highest(self, asked: Asked) -> float | None:
        """The largest figure a KPI can have; None where there is no such bound."""
        row = self._any(asked)
        return None if row is None else _HIGHEST.get(row["unit_short"])

    def whole(self, asked: Asked) -> bool:
        """Whether a KPI counts, so that its figures are whole numbers."""
        row = self._any(asked)
        return row is not None and row["unit_short"] == "count"

    def source(self, asked: Asked) -> str:
        """Where a KPI's pre-filled figures come from, with the first things to know about them; empty where there are none."""
        return self._source(asked, self.columns)

    def source_of(self, asked: Asked, column: Column) -> str:
        """Where the pre-filled figure of one cell comes from; empty where there is none."""
        said = self._source(asked, (column,))
        return f"{printed.NOT_YET}: {said}" if said else ""

    def _source(self, asked: Asked, columns: tuple[Column, ...]) -> str:
        rows = [self.rows[asked.number, column.ordinal] for column in columns if self._stands(asked, column)]
        if not rows or self.contents is not None:
            return ""
        notes = dict.fromkeys(row["note"] for row in rows if isinstance(row["note"], str) and row["note"])
        said = f"{rows[0]['publication']} ({rows[0]['measure']}): {wording.listed([_year(row) for row in rows])}."
        known = [*(wording.sentence(note) for note in notes), *_SENTENCE.split(rows[0]["comparability"] or "")]
        return " ".join([said, *known[:2]]).strip()

    def without(self, asked: tuple[Asked, ...]) -> tuple[Asked, ...]:
        """The KPIs that have no published figure in any column."""
        return tuple(each for each in asked if not any(self._stands(each, column) for column in self.columns))

    def _stands(self, asked: Asked, column: Column) -> bool:
        return self.published(asked.number, column.ordinal) is not None

    def _any(self, asked: Asked) -> dict | None:
        return next((self.rows[key] for column in self.columns if (key := (asked.number, column.ordinal)) in self.rows), None)

    @property
    def untouched(self) -> str:
        """What it means to leave a published figure as it stands."""
        return f"{printed.ALREADY} {self.name}’s published figures, {printed.UNTOUCHED}"


def fill(
    member: dict, cycle: dict, columns: pd.DataFrame, figures: pd.DataFrame, deadlines: pd.DataFrame, **more: object
) -> Filled:
    """A template from rows: of ``queries/frame.sql`` (members, cycles, columns) and ``queries/template.sql`` (figures, deadlines).

    more: return_to, facts, practice and contents of `Filled`. ``ChallengeError`` when the cycle's region has no form.
    """
    return Filled(
        authority=member["area"],
        name=member["name"],
        cycle=cycle["cycle"],
        cycle_title=cycle["title"],
        form=form_of(cycle["region"]),
        columns=tuple(Column(int(row.ordinal), row.column_key, row.label) for row in columns.itertuples()),
        figures=figures,
        deadlines=tuple(Deadline(row.day, row.said_by or "") for row in deadlines.itertuples()),
        **more,
    )


def form_of(region: str) -> Form:
    """The form a region's authorities fill in; ``ChallengeError`` when nobody has described one."""
    if found := of_region(region):
        return found
    raise ChallengeError(
        place=f"the self-view of {region}",
        found="no form of this region",
        expected=f"one of {', '.join(form(name).region for name in names())}",
        do="describe the region's form in data/reference/forms, like north-west.toml",
    )


def for_ofsted(form: Form, ending: str) -> bool:
    """Whether a blank self-view may go to Ofsted as it is: the form with a grid may not, CSV holds figures alone."""
    return ending == "csv" or not form.enablers


def stem(filled: Filled, ofsted: bool = True) -> str:
    """The name of the file without its ending: ``self-view-bury-2017-18``, marked where it is *not for Ofsted* or *practice*."""
    words = re.sub(r"[^a-z0-9]+", "-", f"self-view-{filled.authority}-{filled.cycle}".lower()).strip("-")
    return ("" if ofsted else "not-for-ofsted-") + (f"practice-{words}" if filled.invented else words)


def _year(row: dict) -> str:
    """Which year stands in a column: ``2015/16``, or ``30 September 2016 under 2016/17``, and since when it is known."""
    label, column = row["period_label"], row["column_label"]
    words = label if label == column else f"{label} under {column}"
    return words if pd.isna(row["published_on"]) else f"{words} (known from {wording.day(row['published_on'])})"

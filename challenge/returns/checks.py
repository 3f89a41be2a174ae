"""Checks of figures by KPI: what a figure cannot be keeps it out, what it is unlikely to be is to be confirmed.

Thresholds are data (``data/reference/plausible.csv``), drawn from what authorities of England have published.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from challenge import reference
from challenge.returns.asking import Column, Cycle, Kpi
from challenge.returns.document import Problem
from challenge.returns.self_view import Figure

_WHOLE_YEAR = re.compile(r"\b(?:12|twelve)[ -](?:months?|mths?)\b|\b(?:full|whole) year\b", re.IGNORECASE)
_NAMES_A_YEAR = re.compile(r"\b20\d\d\b")
# Shares beside counts may be cut or rounded to whole per cents.
_ROUNDED = 0.51
# The last day of the year that enquiries, starts and notifications are counted over.
_YEAR_ENDS = (3, 31)


@dataclass(frozen=True)
class Plausible:
    """What a KPI's figure can be (lowest to highest) and what it hardly ever is, in the KPI's unit; None is no limit."""

    lowest: float | None
    highest: float | None
    improbable_below: float | None
    improbable_above: float | None
    why: str


@cache
def plausible() -> dict[str, Plausible]:
    """The limits of ``data/reference/plausible.csv``, by KPI."""
    return {
        row.kpi: Plausible(
            *(
                None if each is None else float(each)
                for each in (row.lowest, row.highest, row.improbable_below, row.improbable_above)
            ),
            row.why,
        )
        for row in reference.table("plausible").itertuples()
    }


def all_of(figures: Iterable[Figure], cycle: Cycle) -> tuple[list[Figure], list[Problem]]:
    """The figures as they may be kept, and every problem, in the figures' order.

    A figure with a problem that blocks has no value and a note that quotes the cell. A figure of a flow in an open column
    (*Latest*) is part-year unless something says that it covers a whole year.
    """
    columns = {column.key: column for column in cycle.columns}
    kept, problems = [], []
    for figure in figures:
        kpi, column = cycle.kpis.get(figure.kpi), columns.get(figure.period)
        if kpi is None or column is None:
            kept.append(figure)
            continue
        label = cycle.year_labels.get((figure.kpi, column.ordinal), "")
        found = check(figure, kpi, column, label)
        problems += found
        if any(problem.blocks for problem in found):
            kept.append(_kept_out(figure))
        else:
            kept.append(replace(figure, part_year=figure.part_year or _part_year(figure, kpi, column, label)))
    return kept, problems


def check(figure: Figure, kpi: Kpi, column: Column, year_label: str = "") -> list[Problem]:
    """What is to be said of one figure; nothing where it has no value. year_label: the year that stands in the column for this KPI
    (``2016/17``), where the cycle says one."""
    if figure.value is None:
        return []
    impossible = [*_out_of_range(figure, kpi), *_not_whole(figure, kpi), *_counts(figure, kpi)]
    if impossible:
        return impossible
    part_year = figure.part_year or _part_year(figure, kpi, column, year_label)
    return [*_improbable(figure, kpi, part_year), *_until_when(figure, kpi, column, year_label)]


def _out_of_range(figure: Figure, kpi: Kpi) -> list[Problem]:
    limits = plausible().get(kpi.kpi)
    if limits is None:
        return []
    low, high = limits.lowest, limits.highest
    if (low is None or figure.value >= low) and (high is None or figure.value <= high):
        return []
    between = f"between {low:g} and {high:,g}" if high is not None else f"{low:g} or more"
    return [_blocking(figure, _quoted(figure, kpi), f"a figure {between} ({kpi.unit})")]


def _not_whole(figure: Figure, kpi: Kpi) -> list[Problem]:
    if kpi.unit_short != "count" or figure.value == int(figure.value):
        return []
    return [_blocking(figure, _quoted(figure, kpi), f"a whole number of {kpi.unit}")]


def _counts(figure: Figure, kpi: Kpi) -> list[Problem]:
    """Counts beside a share: whole, none negative, the part no more than the whole, and giving the share."""
    if kpi.unit_short != "%":
        return []
    part, whole = figure.numerator, figure.denominator
    given = [count for count in (part, whole) if count is not None]
    if any(count < 0 or count != int(count) for count in given):
        return [_blocking(figure, f"the counts {_of(part, whole)}", "whole numbers, none below 0")]
    if whole == 0:
        return [_blocking(figure, f"a share of 0 ({_quoted(figure, kpi)})", "a share of one or more, or n/a where there were none")]
    if part is None or whole is None:
        return []
    if part > whole:
        return [_blocking(figure, f"the counts {_of(part, whole)}", "a part that is no more than the whole")]
    share = 100 * part / whole
    if abs(share - figure.value) > _ROUNDED:
        found = f"{_quoted(figure, kpi)} beside the counts {_of(part, whole)}, which are {share:.1f}%"
        return [_blocking(figure, found, "counts that give the share beside them")]
    return []


def _improbable(figure: Figure, kpi: Kpi, part_year: bool) -> list[Problem]:
    limits = plausible().get(kpi.kpi)
    if limits is None:
        return []
    # A quarter's count is small because it is a quarter's.
    below = None if part_year and kpi.flow else limits.improbable_below
    low = below is not None and figure.value < below
    high = limits.improbable_above is not None and figure.value > limits.improbable_above
    if not (low or high):
        return []
    usual = f"{below:g} or more" if low else f"{limits.improbable_above:,g} or less"
    return [
        _asking(
            figure,
            _quoted(figure, kpi),
            f"{usual} ({kpi.unit}), as nearly always. {limits.why}",
            "Confirm that the figure is right, or send the right one.",
        )
    ]


def _until_when(figure: Figure, kpi: Kpi, column: Column, year_label: str) -> list[Problem]:
    if not _open(kpi, column, year_label):
        return []
    if figure.period_end is not None:
        if figure.part_year or not _part_year(figure, kpi, column, year_label):
            return []
        return [
            _asking(
                figure,
                f"{_quoted(figure, kpi)} to {figure.period_end.day} {figure.period_end:%B %Y}",
                "whether it covers twelve months or the part of a year up to then; until that is said, it counts as part of one",
                "Say “12 months to …” or “part year to …” in the cell.",
            )
        ]
    return [
        _asking(
            figure,
            f"{_quoted(figure, kpi)} in the column {column.label}, without a day",
            "the last day that the figure counts: it adds up over time, and part of a year is not compared with a year",
            "Say until which day it counts (as in “to 30 September 2017”), and whether over twelve months.",
        )
    ]


def _part_year(figure: Figure, kpi: Kpi, column: Column, year_label: str) -> bool:
    """Whether a figure is taken to cover part of a year because nothing says otherwise: no day, or one at which no year ends."""
    if not _open(kpi, column, year_label) or figure.value is None:
        return False
    if figure.period_end is not None and (figure.period_end.month, figure.period_end.day) == _YEAR_ENDS:
        return False
    return not _WHOLE_YEAR.search(f"{figure.text} {figure.note or ''}")


def _open(kpi: Kpi, column: Column, year_label: str) -> bool:
    """Whether a column holds, for this KPI, a period whose end only the authority knows."""
    return kpi.flow and column.key.startswith("latest") and not _NAMES_A_YEAR.search(year_label)


def _kept_out(figure: Figure) -> Figure:
    quoted = f"not kept, as written: {figure.text or figure.value}"
    note = f"{quoted}; {figure.note}" if figure.note and figure.text not in figure.note else quoted
    return replace(figure, value=None, status="not_returned", numerator=None, denominator=None, note=note)


def _blocking(figure: Figure, found: str, expected: str) -> Problem:
    do = "Correct the cell and send the file again; until then this figure counts as not returned."
    return Problem(figure.place, found, expected, do, True, figure.number, figure.period)


def _asking(figure: Figure, found: str, expected: str, do: str) -> Problem:
    return Problem(figure.place, found, expected, do, False, figure.number, figure.period)


def _quoted(figure: Figure, kpi: Kpi) -> str:
    read = f"{figure.value:g}"
    written = figure.text.strip() or read
    same = written.rstrip("%").strip() == read
    return f"“{written}”" if same else f"“{written}”, read as {read} ({kpi.unit})"


def _of(part: float | None, whole: float | None) -> str:
    return " of ".join("?" if count is None else f"{count:g}" for count in (part, whole))

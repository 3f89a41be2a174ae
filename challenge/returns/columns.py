"""Which column of the cycle stands under a heading, for one KPI: the years of a form are not the same for each.

Two periods in one heading, a word that is not known, or a period of no column: the column is not read, and it is said why.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from challenge.returns import headings
from challenge.returns.asking import Cycle
from challenge.returns.form import Form
from challenge.returns.headings import Heading, day, key_of, year_key
from challenge.returns.labels import plain


@dataclass(frozen=True)
class Where:
    """The column of the cycle under a heading, for one KPI: its place, or None and why; and what the heading says of the period.

    another: it is, for certain, a year that the cycle does not ask."""

    ordinal: int | None
    part_year: bool = False
    period_end: date | None = None
    doubt: str = ""
    why: str = ""
    another: bool = False


_LABEL = 200  # letters; no heading is longer
_heading = lru_cache(maxsize=4096)(headings.read)


class Columns:
    """Reads headings for one form and cycle."""

    def __init__(self, form: Form, cycle: Cycle, authority: str | None = None):
        self.cycle = cycle
        start = int(cycle.cycle[:4])
        self.own = key_of(start)
        self._starts = date(start, 4, 1)
        self._ends = date(start + 1, 3, 31)
        self._by_year: dict[str, int] = {}
        self._words: list[tuple[str, str]] = []
        self._ordinals = {column.key: column.ordinal for column in cycle.columns}
        for column in cycle.columns:
            year = year_key(column.label) or year_key(column.key)
            if year:
                self._by_year[year] = column.ordinal
            else:
                words = {column.label, column.key, column.key.replace("-", " "), *form.columns_also.get(column.key, ())}
                self._words += [(plain(each), column.key) for each in words]
        self._words.sort(key=lambda each: -len(each[0]))
        running = [column for column in cycle.columns if column.key in form.columns_also and not year_key(column.key)]
        self.running = running[0].ordinal if len(running) == 1 else None
        self.authorities = authorities = sorted(
            {plain(name) for names in (*cycle.members.values(), *cycle.others.values()) for name in names if len(name) > 3},
            key=len,
            reverse=True,
        )
        names = {**cycle.members, **cycle.others}
        self.mine = {plain(name) for name in (*names.get(authority, ()), *form.authorities_also.get(authority, ()))}
        # What the form asks at a period's end is never part of a year, whatever day stands over it.
        self._at_end = {asked.kpi for asked in form.asked if re.search(r"\bperiod end\b", asked.label)}
        # The labels and headings of a form are the same in file after file; what is longer is an answer, and is not kept.
        names = tuple(self._words), tuple(authorities)
        self.heading = cache(lambda text: (_heading if len(text) <= _LABEL else headings.read)(text, self._starts, *names))

    def of_others(self, named: tuple[str, ...] | set[str]) -> bool:
        """Whether authorities named are others than the one whose self-view it is; of an unknown one that cannot be said."""
        return bool(self.mine and named and not self.mine & set(named))

    def title_of_others(self, title: str) -> str:
        """Whether a title says that what stands under it is not the authority's own, as `headings.compared` tells it."""
        said, head = headings.compared(title), self.heading(title)
        if said or not self.of_others(head.named) or len(title.split()) > 8:
            return said
        return "partly" if head.strange else "wholly"

    def where(self, read: Heading, kpi: str) -> Where:
        """Which column of the cycle stands under a heading, for a KPI."""
        found = self._where(read, kpi)
        return replace(found, part_year=False) if kpi in self._at_end else found

    def _where(self, read: Heading, kpi: str) -> Where:
        if read.strange:
            return Where(None, why=f"“{' '.join(read.strange)}” in the heading is not understood")
        if self.of_others(read.named):
            return Where(None, why=f"the heading names {', '.join(name.title() for name in read.named)}", another=True)
        found = {self._ordinals[key] for key in read.keys}
        doubt = ""
        for year in read.years:
            at = self._of_year(year, kpi)
            if at is None and year == self.own and self.running:
                at = self.running
                sure = self.running in found or read.quarters or read.part or read.ends
                doubt = "" if sure else f"{year.replace('-', '/')} is taken as the year so far"
            if at is None:
                another = len(read.years) == 1 and not (read.keys or read.ends or read.quarters)
                return Where(None, why=f"{year.replace('-', '/')} is no column of this cycle", another=another)
            found.add(at)
        if len(found) > 1 or len(read.ends) > 1 or len(read.quarters) > 1:
            return Where(None, why="the heading names two periods")
        if read.ends:
            return self._of_day(read, kpi, found, doubt)
        if read.quarters:
            return self._of_quarter(read, found, doubt)
        at = found.pop() if found else None
        if at is None:
            return Where(None, why="the heading names no period")
        running = at == self.running
        if read.part and not running:
            return Where(None, why="the heading names a whole year and a part of one")
        return Where(at, part_year=running and (read.part or self.own in read.years), doubt=doubt)

    def _of_year(self, year: str, kpi: str) -> int | None:
        at = {self._by_year[year]} if year in self._by_year else set()
        at |= {ordinal for (own, ordinal), label in self.cycle.year_labels.items() if own == kpi and year_key(label) == year}
        return at.pop() if len(at) == 1 else None

    def _of_day(self, read: Heading, kpi: str, found: set[int], doubt: str) -> Where:
        end = read.ends[0]
        said = f"{end.day} {end:%B %Y}"
        asked = {ordinal for (own, ordinal), label in self.cycle.year_labels.items() if own == kpi and day(label) == end}
        at = found.pop() if found else None
        if read.quarters and _quarter_end(read.quarters[0], end) != end:
            return Where(None, why="the heading names two periods")
        if read.yearless:
            doubt = doubt or f"the heading gives no year: {said} is taken"
        if asked:
            if at is not None and at not in asked:
                return Where(None, why="the heading names two periods")
            return Where(asked.pop(), period_end=end, doubt=doubt)
        year_end = (end.month, end.day) == (3, 31)
        year = key_of(end.year - 1 if (end.month, end.day) < (4, 1) else end.year)
        if at is None:
            if read.whole and not year_end:
                doubt = f"a year to {said} is taken as the latest"
            by_year = self._of_year(year, kpi)
            if by_year and year_end:
                return Where(
                    by_year, period_end=end, doubt=doubt if read.whole else doubt or f"{said} is taken as the year that ends on it"
                )
            if self.running and self._starts <= end <= self._ends and not by_year:
                return Where(self.running, not (year_end or read.whole), end, doubt or f"{said} is taken as the latest")
            return Where(None, why=f"{said} is the end of no column of this cycle")
        if at == self.running:
            if (end < self._starts and not year_end) or end > self._ends:
                doubt = f"{said} is outside the year of this cycle"
            return Where(at, not (year_end or read.whole), end, doubt)
        if self._of_year(year, kpi) != at:
            return Where(None, why="the heading names two periods")
        if year_end:
            return Where(at, period_end=end, doubt=doubt)
        return Where(at, True, end, f"the heading says {said}, within the year: is it the whole year?")

    def _of_quarter(self, read: Heading, found: set[int], doubt: str) -> Where:
        at, quarter = (found.pop() if found else None), read.quarters[0]
        past = [year for year in read.years if year != self.own]
        if past:
            return Where(None, why="the heading names a whole year and a quarter of one")
        if self.running is None or at not in (None, self.running):
            return Where(None, why="the heading names a quarter where the cycle has whole years")
        end = _quarter_end(quarter, self._starts)
        if not read.years and quarter == 4:
            return Where(self.running, True, None, "quarter 4 of which year is not said")
        if at is None and not read.years:
            doubt = f"quarter {quarter} is taken as the latest, to {end.day} {end:%B %Y}"
        return Where(self.running, True, end, doubt)


def _quarter_end(quarter: int, within: date) -> date:
    first = within.year if within.month > 3 else within.year - 1
    return (date(first, 6, 30), date(first, 9, 30), date(first, 12, 31), date(first + 1, 3, 31))[quarter - 1]

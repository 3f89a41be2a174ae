"""A table's layout found out: its headings, the rows of KPIs under them, and which cell holds which figure.

KPIs down and periods across, or the other way round; one figure a row; one KPI a table; tables side by side; headings over two rows
or given again. Positions mean nothing by themselves: a cell is a figure only where a label and a heading say of what.
"""

import re
from dataclasses import replace

from challenge.returns import headless, overlooked, row_problems
from challenge.returns.asking import Cycle
from challenge.returns.columns import Columns, Where
from challenge.returns.document import Cell, Table
from challenge.returns.form import Asked
from challenge.returns.header import Header, Part, header_of, headings_lost, says_period, stacks
from challenge.returns.labels import label, plain
from challenge.returns.matching import Match, Matcher
from challenge.returns.readings import (
    NUMBER,
    Found,
    Reading,
    Row,
    cells_of,
    looks_like_figure,
    merged_across,
    merged_down,
    shared_down,
    spread,
)


class Reader:
    """Reads tables for one form and cycle."""

    def __init__(self, matcher: Matcher, columns: Columns, cycle: Cycle):
        self.matcher, self.columns, self.cycle = matcher, columns, cycle
        self._keys = {column.ordinal: column.key for column in cycle.columns}
        sections = matcher.form.sections
        titles = [each for section in sections for group in section.groups for each in (section.title, group.title, *group.also)]
        units = [each for kpi in cycle.kpis.values() for each in (kpi.unit, kpi.unit_short)]
        self._harmless = {plain(each) for each in (*titles, *units)}
        self._names = set(columns.authorities)
        self._sole: set[str] = set()

    def read(self, table: Table, before: str = "", inherited: Found | None = None) -> Found:
        """One table. before: the line above it; inherited: what the table just before it yields."""
        named = {plain(cell.text) for row in table.rows for cell in row} & self._names
        self._sole = named if len(named) == 1 and not self.columns.of_others(named) else set()
        found = self._scanned(table.rows, before)
        found = self._turned(table.rows, before, found)
        if found.orphans:
            self._headless(table, found, inherited)
        overlooked.say(table.rows, found, self.matcher)
        for _, part in overlooked.parts(table.rows, before):
            overlooked.say(overlooked.turned(part), found, self.matcher)
        if found.readings and self._sole and not self.columns.mine:
            found.said["named"] = row_problems.own_columns(table.place, frozenset(self._sole))
        if found.rows or found.unread:
            found.problems += [*found.said.values(), *found.unknown]
        found.width = max((len(row) for row in table.rows), default=0)
        return found

    def _turned(self, rows: tuple[Row, ...], before: str, found: Found) -> Found:
        """What was found, with the parts read as columns in which the rows tell nothing."""
        known = overlooked.met(found)
        parts = overlooked.parts(rows, before)
        for line, part in parts:
            if not any(cell.place in known for row in part for cell in row):
                overlooked.join(found, self._scanned(overlooked.turned(part), line))
        if found.readings or found.unread or [part for _, part in parts] == [rows]:
            return found
        whole = self._scanned(overlooked.turned(rows), before)
        return whole if whole.readings else found

    def _scanned(self, rows: tuple[Row, ...], before: str) -> Found:
        found, last, pieces = Found(under=before, shared=shared_down(rows)), -2, []
        title = (self.matcher.match(before), "the KPI is named in the line above the table, not in it")
        for at, row in enumerate(rows):
            if not any(cell.text.strip() for cell in row):
                found.apart, found.above = found.apart or found.above is not None, None
                continue
            own = self._label_of(row, found.header)
            if not own.near and headings_lost(row, self.columns):
                # The headings above hold no longer, and these do not say what stands under them.
                pieces, last = [row], at
                found.header = header_of(pieces, self.columns)
                continue
            if alone := spread(row, own, found.header):
                title, found.under, found.apart = (self.matcher.match(alone), ""), alone, False
                continue
            if found.header and overlooked.names_several(row, found.header, self.matcher):
                # The headings of a table that goes the other way; it is read by its columns.
                found.header = None
                continue
            if self._is_header(row, own, found.header, at in (0, last + 1)):
                joined = last == at - 1 and stacks(pieces, row, self.columns)
                pieces, last = ([*pieces, row] if joined else [row]), at
                header = header_of(pieces, self.columns)
                if found.header and not joined and header.only_short and not header.same_as(found.header):
                    said = " | ".join(cell.text for cell in row)
                    found.said[row[0].place] = row_problems.headings_shifted(row[0].place, said)
                    header = None
                found.header = header
                continue
            if found.header is None or not found.header.parts:
                named = found.header and any(self.matcher.match(head.text).near for head in found.header.heads)
                headless.take(row, own, found, self.columns, beside=not named)
            else:
                self._under(row, found, title)
        return found

    def _label_of(self, row: Row, header: Header | None) -> Match:
        parts = header.parts if header else ()
        if parts:
            return self.match_cells([row[at] for at in parts[0].labels if at < len(row)])
        numbered = not row[0].text.strip() or NUMBER.fullmatch(row[0].text.strip().rstrip(".)"))
        return self.match_cells(row[: 2 if numbered else 1])

    def match_cells(self, cells: list[Cell] | Row) -> Match:
        """The KPI that the words of a row's label cells mean together; numbering, units and titles of the form tell nothing."""
        texts = list(dict.fromkeys(cell.text.strip() for cell in cells if cell.text.strip()))
        numbers = [each for each in texts if re.fullmatch(r"(?:kpi ?)?\d{1,2}[.)]?", plain(each))]
        words = [each for each in texts if each not in numbers]
        if len(words) > 1:
            words = [each for each in words if plain(each) not in self._harmless | self._sole] or words
        if not words:
            said = {int(re.sub(r"[^0-9]", "", each)) for each in numbers}
            return Match(
                maybe=tuple(asked for asked in self.matcher.form.asked if asked.number in said),
                doubt="it has a number and no words",
            )
        numbered = len(numbers) == 1 and label(words[0]).number is None
        said = f"{re.sub(r'[^0-9]', '', numbers[0])}. " if numbered and len(words) == 1 else ""
        singles = [self.matcher.match(each) for each in words]
        if len(words) > 1 and singles[0].asked and all(each.asked == singles[0].asked for each in singles):
            return singles[0]
        whole = (
            self.matcher.match(said + " ".join(words))
            if not (said and singles[0].score == 100 and " " not in words[0])
            else singles[0]
        )
        if whole.asked or len(words) == 1:
            return whole
        near = [asked for each in (whole, *singles) for asked in ((each.asked,) if each.asked else each.maybe)]
        return Match(maybe=tuple(dict.fromkeys(near)), doubt=whole.doubt or "its label stands in several cells", score=whole.score)

    def _is_header(self, row: Row, own: Match, header: Header | None, begins: bool) -> bool:
        # Alone in its row and this long it is an answer, and taking it apart as a heading would be much of the work on a file.
        if len(row) == 1 and len(row[0].text) >= 200:
            return False
        heads = [self.columns.heading(cell.text) for cell in row]
        if header and any(part.periods_at is not None for part in header.parts):
            # Where each row says its own period, one period in it makes no headings.
            again = any(part.periods_at is not None for part in header_of([row], self.columns).parts)
            return again or (not own.near and sum(says_period(head) and not head.strange for head in heads) > 1)
        rest = [(head, cell) for head, cell in zip(heads[1:], row[1:], strict=True) if cell.text.strip()]
        periods = [head for head in heads if says_period(head)]
        full = [head for head in periods if not head.strange and (head.keys or head.ends or re.search(r"20\d\d", head.text))]
        if own.near and (len(full) < len(rest) if header else not full):
            return False
        if any(NUMBER.fullmatch(cell.text.strip()) and not re.fullmatch(r"20\d\d", cell.text.strip()) for _, cell in rest):
            return False
        if periods:
            return header is None or any(head.dated for head in periods)
        if not own.near and any(part.periods_at is not None for part in header_of([row], self.columns).parts):
            return True
        return bool(rest) and begins and not own.near and all(head.role not in ("unknown", "blank") for head, _ in rest)

    def _under(self, row: Row, found: Found, title: tuple[Match, str]) -> None:
        header = found.header
        for part in header.parts:
            cells = [row[at] for at in part.labels if at < len(row)]
            cells = [cell for at, cell in enumerate(cells) if not self._no_label(cells[:at], cell, header, row)]
            match = self.match_cells(cells)
            if not match.near and self._says_nothing(cells):
                corner = self.matcher.match(header.corner(part))
                match = corner if corner.asked else replace(title[0], doubt="; ".join(filter(None, (title[0].doubt, title[1]))))
            self._row(row, part, match, cells, found)

    @staticmethod
    def _no_label(left: list[Cell], cell: Cell, header: Header, row: Row) -> bool:
        """Whether a cell right of the words of a label holds a figure, under a heading that does not say what it is."""
        at = next(at for at, each in enumerate(row) if each is cell)
        lost = at < len(header.heads) and header.heads[at].role in ("blank", "unknown", "value", "filling")
        return lost and bool(NUMBER.fullmatch(cell.text.strip())) and any(re.search(r"[^\W\d]{3}", each.text) for each in left)

    def _names_other(self, row: Row) -> bool:
        """Whether a row names a KPI of its own, or another authority."""
        others = any(self.columns.of_others(self.columns.heading(cell.text).named) for cell in row)
        return others or any(self.matcher.match(cell.text).asked for cell in row)

    def _says_nothing(self, cells: list[Cell]) -> bool:
        """Whether a row's label says no more than that its figures stand there."""
        heads = [self.columns.heading(cell.text) for cell in cells]
        return all(head.role in ("blank", "value", "filling") and len(head.named) < 2 for head in heads)

    def _row(self, row: Row, part: Part, match: Match, cells: list[Cell], found: Found) -> None:
        said = " ".join(dict.fromkeys(cell.text.strip() for cell in cells if cell.text.strip()))
        place = cells[0].place if cells else row[0].place
        columns = (*part.figures, *part.unknown) if part.periods_at is None else (part.value_at,)
        figures = [row[at] for at in columns if at < len(row) and looks_like_figure(row[at])]
        if match.asked is None:
            if match.maybe and figures:
                found.unread.append(row_problems.which_kpi(match.maybe, match.doubt, said, place, figures))
            elif figures and found.above and self._says_nothing(cells) and not self._names_other(row):
                why = f"it stands under KPI {found.above.number}, and may be its figures"
                found.unread.append(row_problems.which_kpi((found.above,), why, said, place, figures))
            elif figures:
                found.unknown.append(row_problems.unknown_row(said, place))
            return
        found.above = match.asked
        under = self.columns.title_of_others(found.under)
        if under == "wholly":
            if figures:
                first = next((each.otherwise.place for each in found.unread if each.title == found.under), place)
                made = row_problems.others_figures(match.asked, place, found.under, figures, first)
                # After a gap it is not sure any more that the title holds.
                found.unread.append(replace(made, beside=not found.apart))
            return
        if under:
            match = replace(match, doubt="; ".join(filter(None, (match.doubt, f"it stands under “{found.under.strip()}”"))))
        found.rows.setdefault(match.asked.number, place)
        width = (cells_of(row), max(cells_of(piece) for piece in found.header.pieces))
        if width[0] != width[1]:
            if held := [cell for cell in row if cell not in cells and cell.text.strip()]:
                found.unread.append(row_problems.another_width(match.asked, place, said, width, held))
        elif part.periods_at is not None:
            self._long(row, part, match, said, found)
        else:
            self._wide(row, part, match, said, found)

    def _wide(self, row: Row, part: Part, match: Match, said: str, found: Found) -> None:
        header, given = found.header, set()
        for at in (*part.figures, *part.unknown):
            head, cell, place = header.heads[at], row[at], header.places[at]
            where = self.columns.where(head, match.asked.kpi)
            if where.ordinal is None or (header.clashes(head) and not self.columns.mine):
                if cell.text.strip() and (at in part.figures or looks_like_figure(cell)):
                    why = where.why or "the headings name several authorities"
                    self._not_read(match.asked, cell, place, head.text, why, where.another, found)
                continue
            if where.doubt:
                found.said.setdefault(place, row_problems.heading_doubted(place, head.text, where, self._keys[where.ordinal]))
            if header.authorities and not self.columns.mine:
                found.said.setdefault("named", row_problems.own_columns(place, header.authorities))
            given |= {where.ordinal} if cell.text.strip() else set()
            if header.one_with_left(at) and cell.spans and cell.text == row[at - 1].text:
                # Heading and cell are merged alike: one column.
                continue
            merged = merged_across(row, at, header) or merged_down(cell, found, where.ordinal) or cell.place in found.shared
            found.readings.append(
                Reading(match.asked, where, cell, said, match.doubt, match.bare, merged, provisional=head.provisional)
            )
        for at in part.labels:
            # A column that says nothing of itself stands among the labels, as one of figures may.
            if self._no_label([row[left] for left in part.labels if left < at], row[at], header, row):
                why = "the heading names no period"
                self._not_read(match.asked, row[at], header.places[at], header.heads[at].text, why, False, found)
        for at in part.counted:
            head = header.heads[at]
            where = self.columns.where(head, match.asked.kpi) if head.dated else Where(None)
            if where.ordinal is not None and where.ordinal not in given and row[at].text.strip():
                found.unread.append(row_problems.only_a_number(row[at], head.text, match.asked))

    @staticmethod
    def _not_read(asked: Asked, cell: Cell, place: str, heading: str, why: str, another: bool, found: Found) -> None:
        """A figure under a heading that is not understood; one of another year, clearly, is nobody's loss."""
        if another:
            found.left.add(cell.place)
            found.said.setdefault(place, row_problems.column_not_read(place, heading, why))
        else:
            found.unread.append(row_problems.cell_not_read(asked, cell, place, heading, why))

    def _long(self, row: Row, part: Part, match: Match, said: str, found: Found) -> None:
        told, cell = row[part.periods_at], row[part.value_at]
        head = self.columns.heading(told.text)
        where = self.columns.where(head, match.asked.kpi) if says_period(head) else Where(None, why="no period is named")
        if where.ordinal is None:
            if cell.text.strip():
                self._not_read(match.asked, cell, told.place, told.text, where.why, where.another, found)
            return
        if where.doubt:
            found.problems.append(row_problems.heading_doubted(told.place, told.text, where, self._keys[where.ordinal]))
        counts = tuple(row[at] if at is not None and row[at].text.strip() else None for at in part.counts_at)
        merged = merged_across(row, part.value_at) or merged_down(cell, found, None) or cell.place in found.shared
        found.readings.append(Reading(match.asked, where, cell, said, match.doubt, match.bare, merged, counts, head.provisional))

    def _headless(self, table: Table, found: Found, inherited: Found | None) -> None:
        """Rows of figures over which no heading stands: those of a table that goes on, else not read."""
        if not any(own.near for _, own in found.orphans):
            return
        header = headless.header_before(table, found, inherited, self.matcher.form)
        if header is None:
            headless.say(found, self.columns)
            return
        found.header = header
        for row, _ in found.orphans:
            self._under(row, found, (Match(), ""))
        found.problems.append(row_problems.headings_of_before(table.place, header.said))

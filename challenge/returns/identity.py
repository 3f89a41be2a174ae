"""Whose self-view a file is, and of which cycle: from its fields, title, headers and name, and never by a guess."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from challenge.returns import questions
from challenge.returns.asking import Cycle
from challenge.returns.authority_names import Names, is_name, named_by, named_by_file, named_in, names, words
from challenge.returns.cycle_years import column_starts, cycle_by_columns, starts_in
from challenge.returns.document import Document, Problem, Table, Text
from challenge.returns.form import Form
from challenge.returns.identity_problems import no_authority, short, wrong_cycle
from challenge.returns.wordings import Wordings, wordings_of

AUTHORITY_LABELS = {"local authority", "authority", "la", "council", "name of authority", "name of local authority", "name of la",
                    "la name", "authority name", "local authority name", "self view of", "name of council", "borough",
                    "submitted by", "which authority"}  # fmt: skip
CYCLE_LABELS = {"cycle", "year", "peer challenge", "challenge year", "peer challenge year", "cycle year", "self view year",
                "peer challenge cycle"}  # fmt: skip
TITLE_WORDS = 14  # a title is no longer
_EARLIER = re.compile(r"\b(?:last|previous|prior|earlier|since|former|past)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Said:
    """One place that says something: whose self-view it is, or which cycle's. sure: it is there to say that, and does not merely
    name an authority or a year."""

    key: str | int
    place: str
    text: str
    sure: bool = True


@dataclass(frozen=True)
class _Source:
    place: str
    text: str
    field: str = ""  # the words of a label, where the text is a field's value
    firm: bool = False  # it stands where only the file's own name and title stand


def find(
    document: Document, form: Form, cycles: dict[str, Cycle], authority: str | None = None, cycle: str | None = None
) -> tuple[str | None, str | None, list[Problem]]:
    """The authority and cycle of a self-view as keys, None where the file does not settle them, and the problems that say why.

    authority, cycle: keys chosen by whoever sends the file; the file may then say nothing, but nothing else.
    """
    known = names(cycles, form)
    sources = list(_sources(document, form))
    problems: list[Problem] = []
    found_cycle = _cycle(document, form, cycles, sources, cycle, problems)
    found_authority = _authority(document, form, known, sources, authority, problems)
    if found_authority:
        rosters = [cycles[found_cycle]] if found_cycle else list(cycles.values())
        if all(found_authority not in each.members for each in rosters):
            whose = f"the {rosters[0].title} cycle" if len(rosters) == 1 else "any cycle here"
            problems.append(
                Problem(
                    document.name,
                    f"the self-view of {known.proper.get(found_authority, found_authority)}",
                    f"one of the authorities of {whose}",
                    "Check the name and the cycle; who takes part in a cycle is set with the cycle.",
                    blocks=True,
                )
            )
            found_authority = None
    return found_authority, found_cycle, problems


def is_field(text: str) -> bool:
    """Whether a cell or line is the label of a field that says whose self-view it is, or which cycle's."""
    return words(text) in AUTHORITY_LABELS | CYCLE_LABELS


def field_in(line: str) -> tuple[str, str] | None:
    """Label and value of a line such as ``Local authority: Bury``."""
    label, colon, value = line.partition(":") if ":" in line else re.sub(r"\s[–—-]\s", "\0", line, count=1).partition("\0")
    return (words(label), value.strip()) if colon and is_field(label) else None


def _sources(document: Document, form: Form) -> Iterator[_Source]:
    """What may say whose self-view it is: fields, what stands before the form's first heading, headers, the title."""
    known = wordings_of(form)
    titles = True
    blocks = 0
    for block in document.blocks:
        if isinstance(block, Text):
            beside = block.stands_in in ("header", "footer")
            title_box = block.stands_in == "text box" and any(word in block.text.casefold() for word in form.known_by)
            if titles and not beside and _begins(block.text, known):
                titles = False
            blocks += 1
            near = beside or title_box or (titles and blocks <= 25 and block.stands_in != "footnote")
            for line in block.text.split("\n"):
                pair = field_in(line)
                if pair and (titles or beside) and pair[1]:
                    yield _Source(block.place, pair[1], pair[0])
                elif near and len(line.split()) <= TITLE_WORDS:
                    yield _Source(block.place, line, firm=beside)
            continue
        if block.hidden:
            continue
        if block.title and document.kind == "workbook":
            yield _Source(f"the name of {block.place}", block.title)
        titles = yield from _in_table(block, known, titles or document.kind != "word", document.kind)
    if document.title:
        yield _Source("the title in the file’s properties", document.title, firm=True)


def _begins(text: str, known: Wordings) -> bool:
    return questions.heading(text, known) is not None or questions.asked(text, known) is not None


def _in_table(table: Table, known: Wordings, titles: bool, kind: str) -> Iterator[_Source]:
    """Fields of a table and, before the form's first heading, its short cells; returns whether the title part goes on."""
    if kind != "word":
        yield from _columns(table)
    for row in table.rows:
        cells = [cell for cell in row if cell.text.strip() and not cell.spans]
        if not cells:
            continue
        if len(cells) == 2 and is_field(cells[0].text) and titles:
            yield _Source(cells[1].place, cells[1].text.strip(), words(cells[0].text))
            continue
        if titles and any(_begins(cell.text, known) or questions.kpi(cell.text, known) for cell in cells[:3]):
            titles = False
        for cell in cells if len(cells) <= 2 else ():
            for line in cell.text.split("\n"):
                pair = field_in(line)
                if pair and pair[1] and titles:
                    yield _Source(cell.place, pair[1], pair[0])
                elif titles and len(line.split()) <= TITLE_WORDS and not is_field(line):
                    yield _Source(cell.place, line)
    return titles


def _columns(table: Table) -> Iterator[_Source]:
    """A column headed *authority* or *cycle* with one value all the way down, as a table of figures has."""
    for at, row in enumerate(table.rows[:6]):
        for column, head in enumerate(row):
            if not is_field(head.text) or sum(bool(cell.text.strip()) for cell in row) < 3:
                continue
            below = [each[column] for each in table.rows[at + 1 :] if len(each) > column and each[column].text.strip()]
            if below and len({cell.text.strip().casefold() for cell in below}) == 1:
                yield _Source(below[0].place, below[0].text.strip(), words(head.text))


def _authority(
    document: Document, form: Form, known: Names, sources: list[_Source], chosen: str | None, problems: list[Problem]
) -> str | None:
    said: list[Said] = []
    for source in sources:
        if source.field in CYCLE_LABELS or (not source.field and re.search(r"\bBPN\b", source.text)):
            continue
        if source.field:
            keys, mended = named_by(source.text, known)
            if not keys and not _placeholder(source.text):
                problems.append(no_authority(source.text, source.place))
                continue
            if mended:
                name = known.proper[keys[0]]
                problems.append(
                    Problem(source.place, f"“{source.text}”, read as {name}", "an authority’s name", "Confirm that it is meant.")
                )
        else:
            keys = named_in(source.text, known)
        if len(keys) == 1:
            sure = bool(source.field) or source.firm or is_name(source.text, known) or _of_the_form(source.text, form)
            said.append(Said(keys[0], source.place, source.text, sure))
    keys = named_by_file(document.name, known)
    if len(keys) == 1:
        said.append(Said(keys[0], "the file’s name", document.name))
    # A sentence may name whom one learned from: it counts only where nothing says it better.
    said = [each for each in said if each.sure] or ([] if chosen else said)
    other = next((each for each in said if each.key != (chosen or said[0].key)), None)
    if other and chosen:
        problems.append(
            Problem(
                other.place,
                f"“{short(other.text)}”, that is {known.proper[other.key]}",
                f"{known.proper.get(chosen, chosen)}, the authority chosen",
                "Choose the authority the file is from, or send the right file.",
                blocks=True,
            )
        )
        return None
    if other:
        problems.append(
            Problem(
                f"{said[0].place} and {other.place}",
                f"{known.proper[said[0].key]} (“{short(said[0].text)}”) and {known.proper[other.key]} (“{short(other.text)}”)",
                "one authority",
                "Mend the name that is wrong, and send the file again.",
                blocks=True,
            )
        )
        return None
    if any(problem.blocks and problem.expected.startswith("the name of an authority") for problem in problems):
        return None
    if not said and not chosen:
        problems.append(
            Problem(
                document.name,
                "no authority’s name in the fields, the title, the headers or the file’s name",
                "the authority whose self-view it is",
                "Say which: choose it on the returns screen, or give --authority on the command line.",
                blocks=True,
            )
        )
        return None
    return chosen or str(said[0].key)


def _of_the_form(text: str, form: Form) -> bool:
    """Whether a line names the form, and not an earlier one."""
    return any(word in text.casefold() for word in form.known_by) and not _EARLIER.search(text)


def _placeholder(text: str) -> bool:
    return bool(re.match(r"\W*(?:click|choose|enter|insert|select|type|name|please|tbc|your)\b|\W*$", text, re.I))


def _cycle(
    document: Document, form: Form, cycles: dict[str, Cycle], sources: list[_Source], chosen: str | None, problems: list[Problem]
) -> str | None:
    said: list[Said] = []
    for source in sources:
        sure = source.field in CYCLE_LABELS or _of_the_form(source.text, form)
        starts = (
            starts_in(source.text) if (sure or len(source.text.split()) <= 6) and source.field not in AUTHORITY_LABELS else set()
        )
        if len(starts) == 1 and not _EARLIER.search(source.text):
            said.append(Said(starts.pop(), source.place, source.text, sure))
    starts = starts_in(document.name, file_name=True)
    if len(starts) == 1:
        said.append(Said(starts.pop(), "the file’s name", document.name))
    # A year that merely stands somewhere counts where nothing says the cycle better, and no other year stands there too.
    loose = said if len({each.key for each in said}) == 1 and not chosen else []
    said = [each for each in said if each.sure] or loose
    known = {start: key for key, cycle in cycles.items() for start in starts_in(cycle.title) or starts_in(key)}
    wanted = next((start for start, key in known.items() if key == chosen), None)
    wrong = next((each for each in said if each.key != (wanted if chosen else said[0].key)), None)
    titles = " and ".join(cycle.title for cycle in cycles.values())
    if said and not chosen and said[0].key not in known:
        problems.append(wrong_cycle(int(said[0].key), said[0].text, said[0].place, f"a cycle that is set up ({titles})"))
        return None
    if wrong:
        expected = cycles[chosen].title if chosen else f"{said[0].key}/{(int(said[0].key) + 1) % 100:02d} as in {said[0].place}"
        problems.append(wrong_cycle(int(wrong.key), wrong.text, wrong.place, expected))
        return None
    key = chosen or (known[int(said[0].key)] if said else None)
    if key is None:
        key = next(iter(cycles)) if len(cycles) == 1 else cycle_by_columns(document, form, cycles)
    if key is None:
        problems.append(
            Problem(
                document.name,
                "no cycle in the title or the file’s name, nor years over the figures that tell it",
                f"one of {titles}",
                "Say which: choose the cycle on the returns screen, or give --cycle on the command line.",
                blocks=True,
            )
        )
        return None
    place, found = column_starts(document, form, cycles[key])
    if found:
        problems.append(
            Problem(
                place,
                f"columns of other years ({found})",
                f"those of the {cycles[key].title} cycle: {', '.join(column.label for column in cycles[key].columns)}",
                "Send the self-view of this cycle, or choose the other cycle.",
                blocks=True,
            )
        )
        return None
    return key

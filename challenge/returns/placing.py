"""Where the authority places itself on the form's grid: one enabler after another, a position by mark, words or number, evidence.

Never a guess: two marks, words that name no position or two of them, a number beyond the grid give a problem and no position.
"""

import re
from dataclasses import replace

from rapidfuzz import fuzz

from challenge.returns.document import Cell, Document, Problem, Table, Text
from challenge.returns.form import Choice, Form
from challenge.returns.positions import Said, choice_of, is_mark, position_of, words_of
from challenge.returns.self_view import Placement, SignOff
from challenge.returns.signing import sign_offs_in

POSITION_HEADS = ("position", "where we are", "placement", "self-assessment", "self assessment", "our position", "stage",
                  "choice", "score", "rating", "where do you place yourselves", "position 1-5", "position 1 to 5", "our placement",
                  "grade")  # fmt: skip
EVIDENCE_HEADS = ("evidence", "why", "comment", "comments", "rationale", "narrative", "notes", "examples", "supporting evidence",
                  "commentary", "reason", "reasons", "evidence for this", "why there", "how do you know", "evidence and comments",
                  "what we see", "a line of evidence", "your evidence")  # fmt: skip
ENABLER_HEADS = ("enabler", "enablers", "no", "number", "the seven enablers", "area", "theme", "dimension", "")
_NUMBERED = re.compile(r"\W*(?:enabler\s*)?\d{0,2}\s*[.):–-]*\s*", re.I)


def grid(document: Document, form: Form) -> tuple[list[Placement], list[Problem]]:
    """The placements in a document's grid, in the order of the form's enablers, and what is unclear in it (none of it blocks)."""
    placements: list[Placement] = []
    problems: list[Problem] = []
    for table in document.tables:
        upright = None if table.hidden else _upright(table, form)
        if upright:
            _read_table(upright, table, form, placements, problems)
    if not placements:
        _read_lines(document.texts, form, placements, problems)
    return _settled(placements, problems, form), problems


def is_grid(table: Table, form: Form) -> bool:
    """Whether a table is the grid, or a part of it."""
    return _upright(table, form) is not None


def sign_offs(document: Document, form: Form) -> tuple[list[SignOff], list[Problem]]:
    """What the file says of its sign-offs, office by office, and what is unclear of them; see ``signing``."""
    return sign_offs_in(document, form)


def _upright(table: Table, form: Form) -> tuple[int, list[tuple[Cell, ...]]] | None:
    """The rows of a grid with the enablers down, and the column they stand in; None where the table is no grid."""
    ways = [list(table.rows)]
    if len(table.rows) > 1 or any(len(row) > 1 for row in table.rows):
        ways.append(_turned(table.rows))
    for rows in ways:
        for column in range(min(3, max((len(row) for row in rows), default=0))):
            seen = {enabler.key for row in rows if len(row) > column and (enabler := enabler_of(row[column].text, form))}
            if len(seen) >= 3 or (seen and _has_positions(rows, form)):
                return column, rows
    return None


def _turned(rows: tuple[tuple[Cell, ...], ...]) -> list[tuple[Cell, ...]]:
    width = max((len(row) for row in rows), default=0)
    nothing = Cell("", "")
    return [tuple(row[column] if column < len(row) else nothing for row in rows) for column in range(width)]


def _has_positions(rows: list[tuple[Cell, ...]], form: Form) -> bool:
    for row in rows:
        named = {position_of(cell.text, form).number for cell in row if not cell.text.isdigit()} - {None, 0}
        if len(named) >= 3:
            return True
    return any(_is_head(cell.text, POSITION_HEADS[:6]) for row in rows[:3] for cell in row[1:])


def enabler_of(text: str, form: Form) -> Choice | None:
    """The enabler a label names: its name or another of its names, with or without a number before it, small slips allowed."""
    first = text.strip().partition("\n")[0]
    return choice_of(first[_NUMBERED.match(first).end() :], form.enablers)


def _is_head(text: str, heads: tuple[str, ...]) -> bool:
    words = words_of(text)
    return bool(words) and any(words == words_of(head) or fuzz.ratio(words, words_of(head)) >= 90 for head in heads if head)


def _read_table(upright: tuple[int, list[tuple[Cell, ...]]], table: Table, form: Form, placements: list, problems: list) -> None:
    label, rows = upright
    first = next(at for at, row in enumerate(rows) if len(row) > label and enabler_of(row[label].text, form))
    positions, chosen, evidence = _heads(rows[:first], label, form)
    current: Choice | None = None
    parts: list[tuple[tuple[Cell, ...], bool]] = []
    for row in rows[first:]:
        if len(row) <= label:
            continue
        enabler = enabler_of(row[label].text, form)
        if enabler and current and enabler.key == current.key and row[label].spans:
            parts.append((row, True))
            continue
        if enabler is None and _belongs(row, label, positions, form):
            if current:
                parts.append((row, _is_head(row[label].text, EVIDENCE_HEADS) or row[label].text == ""))
            continue
        if current:
            placements.append(_placement(current, parts, label, positions, chosen, evidence, form, problems))
        current, parts = enabler, [(row, True)] if enabler else []
        if enabler is None:
            problems.append(
                Problem(
                    row[label].place or table.place,
                    f"“{_short(row[label].text)}” in the grid",
                    "one of the enablers: " + ", ".join(each.name for each in form.enablers),
                    "Write the enabler's name as in the form; this row was not read.",
                )
            )
    if current:
        placements.append(_placement(current, parts, label, positions, chosen, evidence, form, problems))


def _heads(rows: list[tuple[Cell, ...]], label: int, form: Form) -> tuple[dict[int, int], set[int], set[int]]:
    """Column → position for columns that are marked in; the columns a position is written in; those of evidence."""
    positions: dict[int, int] = {}
    chosen: set[int] = set()
    evidence: set[int] = set()
    for row in rows:
        said = {at: position_of(cell.text, form) for at, cell in enumerate(row) if at != label and cell.text.strip()}
        numbers = [at for at, each in said.items() if each.number and not each.unclear]
        for at, each in said.items():
            if each.number is not None and not each.unclear and len(numbers) >= 2:
                positions[at] = each.number
            elif _is_head(row[at].text, EVIDENCE_HEADS):
                evidence.add(at)
            elif at not in positions and (_is_head(row[at].text, POSITION_HEADS) or position_head(row[at].text)):
                chosen.add(at)
    # A narrow column without a heading between two stages is the position between them.
    for at in range(max(positions, default=0)):
        if at not in positions and at not in evidence and positions.get(at - 1, 9) + 2 == positions.get(at + 1):
            positions[at] = positions[at - 1] + 1
    return positions, chosen - set(positions), evidence - set(positions)


def position_head(text: str) -> bool:
    """Whether a heading asks for the position in more words (``Position (choose one)``)."""
    return bool(re.match(r"\W*(?:our |self[- ]?)?(?:position|placement|where we are|where do you)\b", text, re.I))


def _belongs(row: tuple[Cell, ...], label: int, positions: dict[int, int], form: Form) -> bool:
    """Whether a row without an enabler goes with the enabler above: an evidence row, a continuation, a repeated heading."""
    text = row[label].text
    if not text.strip() or row[label].spans or _is_head(text, EVIDENCE_HEADS) or _is_head(text, ENABLER_HEADS):
        return True
    if any(position_of(cell.text, form).number is not None or is_mark(cell.text) for cell in row[label + 1 :] if not cell.spans):
        return False
    return len(text.split()) > 7 or bool(re.match(r"\W*(?:evidence|comment|notes?|why)\b", text, re.I))


def _placement(enabler, parts, label, positions, chosen, evidence, form: Form, problems: list[Problem]) -> Placement:
    said: list[tuple[Said, Cell]] = []
    told: list[str] = []
    place = parts[0][0][label].place
    for row, is_row in parts:
        for at, cell in enumerate(row):
            text = cell.text.strip()
            if not text or (cell.spans and (at not in positions or not is_mark(text))) or (at == label and enabler_of(text, form)):
                tail = "\n".join(text.split("\n")[1:]) if at == label and not cell.spans else ""
                told += [tail] if tail.strip() else []
            elif at in positions and is_row and not _is_head(row[label].text, EVIDENCE_HEADS):
                mark = is_mark(text) or words_of(text) == str(positions[at])
                if mark:
                    said.append((Said(positions[at]), cell))
                elif mark is False:
                    told.append(text)
            elif at in chosen or (not positions and not chosen and at == label + 1):
                each = position_of(text, form)
                said.append((each, cell))
                told += [each.rest] if each.rest else []
            elif not (at < label and text.isdigit()) and not _is_head(text, (*EVIDENCE_HEADS, *ENABLER_HEADS[:2])):
                told.append(re.sub(r"^\s*evidence\s*[:–-]\s*", "", text, flags=re.I))
    if (
        positions
        and not said
        and len(told) == 1
        and any(cell.text.strip() == told[0] and at in positions for row, _ in parts for at, cell in enumerate(row))
    ):
        problems.append(_unclear(enabler, place, f"words under a position and no mark: “{_short(told[0])}”"))
    found = any(each.number is not None for each, _ in said) or bool(told)
    where = said[0][1].place if said else place
    return Placement(enabler.key, _agreed(enabler, said, place, problems), "\n".join(told), where, found)


def _agreed(enabler: Choice, said: list[tuple[Said, Cell]], place: str, problems: list[Problem]) -> int | None:
    unclear = [(each, cell) for each, cell in said if each.unclear]
    if unclear:
        each, cell = unclear[0]
        problems.append(_unclear(enabler, cell.place or place, f"“{_short(cell.text)}” ({each.unclear})"))
        return None
    numbers = {each.number for each, _ in said if each.number is not None}
    if len(numbers) > 1:
        where = " and ".join(dict.fromkeys(cell.place for _, cell in said))
        problems.append(_unclear(enabler, where, f"{len(said)} marks in one row"))
        return None
    return (numbers.pop() or None) if numbers else None


def _unclear(enabler: Choice, place: str, found: str) -> Problem:
    return Problem(
        place,
        f"{found}, for {enabler.name}",
        "one of the five positions, or none",
        "Say which position is meant; until then it stands as not placed.",
    )


def _read_lines(texts: tuple[Text, ...], form: Form, placements: list, problems: list) -> None:
    """A grid written as lines: ``Strategic approach: fair to good``, with evidence in the lines below."""
    current = None
    for text in texts:
        line = text.text if ":" in text.text else re.sub(r"\s[–—-]\s", ": ", text.text, count=1)
        name, colon, rest = line.partition(":")
        enabler = enabler_of(name, form) if colon and len(name.split()) <= 9 else None
        said = position_of(rest, form) if enabler else None
        if enabler and said and (said.number is not None or said.unclear == "beyond the grid"):
            where = Cell(text.text, text.place)
            placements.append(
                Placement(enabler.key, _agreed(enabler, [(said, where)], text.place, problems), said.rest, text.place)
            )
            current = len(placements) - 1
        elif current is not None and re.match(r"\W*evidence\b", text.text, re.I):
            told = re.sub(r"^\W*evidence\s*[:–-]?\s*", "", text.text, flags=re.I)
            placements[current] = replace(
                placements[current], evidence="\n".join(filter(None, (placements[current].evidence, told)))
            )
        else:
            current = None


def _settled(placements: list[Placement], problems: list[Problem], form: Form) -> list[Placement]:
    """One placement for each enabler: the same enabler in two rows must say the same, else it is a problem."""
    found: dict[str, Placement] = {}
    for each in placements:
        before = found.get(each.enabler)
        if before is None:
            found[each.enabler] = each
            continue
        evidence = "\n".join(filter(None, (before.evidence, each.evidence)))
        position = before.position if each.position is None else each.position
        if None not in (before.position, each.position) and before.position != each.position:
            enabler = next(one for one in form.enablers if one.key == each.enabler)
            problems.append(_unclear(enabler, f"{before.place} and {each.place}", "two different positions"))
            position = None
        found[each.enabler] = replace(before, position=position, evidence=evidence, said=before.said or each.said)
    order = {enabler.key: at for at, enabler in enumerate(form.enablers)}
    return sorted(found.values(), key=lambda each: order[each.enabler])


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 80 else text[:79] + "…"

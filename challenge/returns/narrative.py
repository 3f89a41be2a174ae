"""The words of a self-view: what is written under each question of the form, whole and with its place, wherever it stands.

A question opens its answer; what follows, in the cell, the row, the table or the paragraphs below, belongs to it until the next
question or heading of the form. What belongs to no question is kept as *other* with the heading it stands under.
"""

import re

from challenge.returns import printed, questions
from challenge.returns.answering import Answering
from challenge.returns.document import Cell, Document, Problem, Table, Text
from challenge.returns.form import Form
from challenge.returns.identity import field_in, is_field
from challenge.returns.placing import is_grid
from challenge.returns.self_view import Answer
from challenge.returns.signing import is_line, is_sign_off
from challenge.returns.wordings import Wordings, plain, wordings_of

PARTS = {
    "action": ("action", "actions", "recommendation", "recommendations", "area for improvement", "agreed action", "what we said",
               "what"),
    "progress": ("progress", "evidence of progress", "progress impact", "evidence", "evidence of progress impact", "update",
                 "progress and impact", "what we did", "progress to date", "progress made", "evidence of progress and impact"),
    "impact": ("impact", "evidence of impact", "outcome", "outcomes", "difference made", "what difference", "impact to date"),
}  # fmt: skip
PART_OF = {words: part for part, heads in PARTS.items() for words in heads}
HEADS = {"question", "questions", "answer", "answers", "response", "your answer", "your response", "section", "group", "heading",
         "no", "number", "prompt", "the question", "your words", "narrative", "comment", "comments", "part", "item",
         "key"}  # fmt: skip
FIGURE_HEADS = re.compile(r"^(?:20)?\d\d\s*[/–-]\s*(?:20)?\d\d|^latest\b|key performance indicator|^kpi\b|^indicator", re.I)
WORDS = 8  # in a table of figures, fewer words than these are a label or a note on a figure
BULLET = re.compile(r"^\s*[•·▪●◦‣*–—-]\s+")


def find(document: Document, form: Form) -> tuple[list[Answer], list[Problem]]:
    """The answers in the order of the form, what belongs to none after them (``item`` is ``other``), and what is unclear.

    A question with ``parts`` gives one entry for each row or bullet. None of the problems blocks.
    """
    known = wordings_of(form)
    state = Answering(form)
    for block in document.blocks:
        if isinstance(block, Table):
            if not block.hidden:
                _table(block, document.kind, known, state)
        elif block.stands_in == "footnote":
            state.aside("footnote", block.text, block.place)
        elif block.stands_in not in ("header", "footer"):
            _paragraph(block, known, state)
    return state.answers(), state.problems


def _paragraph(text: Text, known: Wordings, state: Answering) -> None:
    if is_line(text.text, known.form, state.signing):
        return
    if text.listed and questions.prompt(text.text, known):
        return
    if not text.listed and _heading(text.text, text.place, known, state, text.level):
        return
    match = questions.asked(text.text, known, heading_like=text.level > 0)
    if match and _opens(match, text.text, text.place, text.level, state):
        if match.rest:
            _lines(match.rest, text.place, known, state)
        return
    if state.on_cover and (field_in(text.text) or _title(text, known.form)):
        state.cover.append((text.text, text.place))
        return
    if text.level and state.ends_at(text.level):
        state.own_heading(text.text, text.level)
        return
    _lines(text.text, text.place, known, state, text.listed)


def _title(text: Text, form: Form) -> bool:
    words = len(text.text.split())
    return (words <= 8 and not text.text.rstrip().endswith(".")) or (
        words <= 14 and any(word in text.text.casefold() for word in form.known_by)
    )


def _heading(words: str, place: str, known: Wordings, state: Answering, level: int = 0) -> bool:
    """Whether a text is a heading of the form; it then ends the answer above. A question of the very same words goes before."""
    found = questions.heading(words, known)
    if found is None or plain(words) in known.by_text:
        return False
    state.under(found, words, level)
    return True


def _opens(match: questions.Match, words: str, place: str, level: int, state: Answering) -> bool:
    """Open the answer to a question; where it may be several, the heading above tells which, or it is a problem to confirm."""
    if not match.typed and state.question in match.questions:
        return False
    meant = [each for each in match.questions if each.group == state.group_key]
    meant = meant or [each for each in match.questions if each.section == state.section_key]
    if not match.sure:
        if len(match.questions) > 3:
            return False
        state.unsure(words, place, match.questions)
        return True
    if len(match.questions) == 1 or len(meant) == 1:
        state.open(match.questions[0] if len(match.questions) == 1 else meant[0], place, level)
    else:
        state.unsure(words, place, match.questions)
    return True


def _lines(words: str, place: str, known: Wordings, state: Answering, listed: bool = False) -> None:
    """Add lines to what is open, without the form's own words."""
    for line in (line.strip() for line in words.split("\n")):
        if not line or questions.prompt(line, known) or (state.question and questions.part_of(state.question, line)):
            continue
        bullet = listed or bool(BULLET.match(line))
        state.add(BULLET.sub("", line) if bullet else line, place, bullet, questions.sub_heading(line, known))


def _table(table: Table, kind: str, known: Wordings, state: Answering) -> None:
    form = known.form
    if is_grid(table, form) or is_sign_off(table, form):
        return
    state.back_to(table.place)
    if kind == "workbook" and table.title:
        state.sheet(table.title, questions.heading(table.title, known))
    figures = _holds_figures(table, known)
    columns: dict[int, str] = {}
    owners: dict[int, questions.Match] = {}
    for row in table.rows:
        cells = [(at, cell) for at, cell in enumerate(row) if cell.text.strip() and not cell.spans]
        if not cells or _is_field_row(cells) or all(plain(cell.text) in HEADS for _, cell in cells):
            continue
        heads = _parts(cells)
        if heads and not figures:
            columns, owners = heads, {}
            continue
        if figures and _figure_row(cells, known, state):
            continue
        asked = _questions(cells, known)
        if asked:
            columns = {}
            owners = _row_of_questions(cells, asked, known, state)
        elif owners and len(owners) > 1:
            for at, cell in cells:
                if at in owners and _opens(owners[at], cell.text, cell.place, 0, state):
                    _lines(cell.text, cell.place, known, state)
        else:
            _row(cells, columns, figures or kind == "table", known, state)
        for _, cell in cells:
            state.remember(cell.place)


def _questions(cells: list[tuple[int, Cell]], known: Wordings) -> dict[int, questions.Match]:
    """The questions of a row, by column. A freer wording counts only in the first cell that can hold one, with words beside it."""
    own = [
        (at, cell)
        for at, cell in cells
        if not _reference(cell.text) and (plain(cell.text) in known.by_text or not questions.heading(cell.text, known))
    ]
    found = {at: match for at, cell in own if (match := questions.asked(cell.text, known)) and match.typed}
    if not found and len(own) > 1:
        at, cell = own[0]
        match = questions.asked(cell.text, known, heading_like=len(cell.text.split()) <= 30)
        found = {at: match} if match else {}
    return found


def _row_of_questions(cells: list, asked: dict, known: Wordings, state: Answering) -> dict[int, questions.Match]:
    """Read a row with questions: their answers stand in the same cell, beside them, or below; returns who owns which column."""
    for at, cell in cells:
        if at in asked:
            if _opens(asked[at], cell.text, cell.place, 0, state) and asked[at].rest:
                _lines(asked[at].rest, cell.place, known, state)
        elif at < min(asked) and (_heading(cell.text, cell.place, known, state) or _reference(cell.text)):
            continue
        elif plain(cell.text) not in HEADS:
            _lines(cell.text, cell.place, known, state)
    return asked if len(asked) == len(cells) else {}


def _row(cells: list, columns: dict[int, str], figures: bool, known: Wordings, state: Answering) -> None:
    """Read a row without a question: an entry of a list, a heading of the form, or words that go on."""
    headed = any(questions.heading(cell.text, known) for _, cell in cells)
    if state.section is None and state.question is None and not headed and all(len(cell.text.split()) <= 14 for _, cell in cells):
        state.cover += [(cell.text, cell.place) for _, cell in cells]
        return
    if state.question and state.question.parts and (columns or (len(cells) > 1 and len(cells) <= len(state.question.parts))):
        named = columns or dict(zip((at for at, _ in cells), state.question.parts, strict=False))
        filled = [(named.get(at, ""), cell) for at, cell in cells if not questions.prompt(cell.text, known)]
        state.entry([(part, cell.text.strip(), cell.place) for part, cell in filled if part or not _reference(cell.text)])
        return
    if len(cells) == 1:
        (_, cell), *_ = cells
        if not _heading(cell.text, cell.place, known, state) and not (figures and len(cell.text.split()) < WORDS):
            _lines(cell.text, cell.place, known, state)
        return
    kept = [
        (at, cell)
        for at, cell in cells
        if not questions.prompt(cell.text, known) and not (figures and len(cell.text.split()) < WORDS)
    ]
    if len(kept) > 1 and not any("\n" in cell.text for _, cell in kept):
        state.add(" | ".join(cell.text.strip() for _, cell in kept), kept[0][1].place, False, False)
    else:
        for _, cell in kept:
            _lines(cell.text, cell.place, known, state)


def _parts(cells: list) -> dict[int, str]:
    """Column → part, where a row heads the columns of a list of actions."""
    found = {}
    for at, cell in cells:
        part = PART_OF.get(plain(cell.text))
        found[at] = part or ("" if _reference(cell.text) else cell.text.strip())
    named = [part for part in found.values() if part in PARTS]
    return found if len(named) >= 2 and len(set(named)) == len(named) else {}


def _holds_figures(table: Table, known: Wordings) -> bool:
    return any(
        questions.kpi(cell.text, known) is not None and len(row) > 1
        for row in table.rows
        for cell in [cell for cell in row if cell.text.strip() and not cell.spans][:3]
    )


def _figure_row(cells: list, known: Wordings, state: Answering) -> bool:
    """Whether a row of a table of figures is one of them; its KPI tells which group stands here, its longer words are kept."""
    heads = sum(bool(FIGURE_HEADS.search(cell.text.strip())) for _, cell in cells)
    found = next((told for _, cell in cells[:3] if (told := questions.kpi(cell.text, known))), None)
    if found is None and heads < 2:
        return False
    if found:
        state.within(found[1])
    for at, cell in cells[1:] if found else ():
        own = at > 1 and questions.kpi(cell.text, known) is None and not questions.prompt(cell.text, known)
        if own and len(cell.text.split()) >= WORDS:
            state.other(cell.text, cell.place)
    return True


def _is_field_row(cells: list) -> bool:
    return len(cells) == 2 and (is_field(cells[0][1].text) or cells[0][1].text.strip() in printed.FIELDS)


def _reference(text: str) -> bool:
    return len(text.strip()) <= 8 and bool(re.search(r"\d|^(?:no|ref|#)\.?$", text.strip(), re.I))

"""The self-view of an authority as a Word document, in the order of the region's form."""

import io
from datetime import datetime

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from challenge import wording
from challenge.packs.self_view import Filled
from challenge.packs.word_parts import (
    GIVEN,
    HEAD,
    answer_control,
    choice_control,
    day_control,
    more,
    page_number,
    room,
    said,
    shaded,
    styled,
    table,
    together,
)
from challenge.packs.workbook import undated
from challenge.returns import printed
from challenge.returns.form import Group, Question, Section

_WIDE = 17.0
_ENTRIES = 4
_MADE = datetime(2000, 1, 1)


def docx_bytes(filled: Filled) -> bytes:
    """The form as a Word document: room to answer each question, KPI tables with published figures and their sources, the grid as
    a choice for each enabler, and who signs. The same input gives the same bytes."""
    document = docx.Document()
    styled(document)
    words = document.core_properties
    words.title, words.author, words.language = f"{filled.heading} · {filled.form.title}", "Peer challenge", "en-GB"
    words.subject, words.comments, words.created, words.modified = filled.cycle_title, "", _MADE, _MADE
    _pages(document, filled.heading)
    _opening(document, filled)
    private = False
    for section in filled.form.sections:
        if section.may_go_to_ofsted == private:
            private = not section.may_go_to_ofsted
            _new_part(document, filled, "Not for Ofsted: solely for the peer challenge" if private else "")
        _section(document, filled, section)
    made = io.BytesIO()
    document.save(made)
    return undated(made.getvalue())


def _pages(document: Document, heading: str) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2)
    page.top_margin, page.bottom_margin = Cm(2.2), Cm(2)
    page.header_distance = page.footer_distance = Cm(1)
    page.header.paragraphs[0].text = heading
    footer = page.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    page_number(footer)


def _new_part(document: Document, filled: Filled, mark: str) -> None:
    """Begin a page with a header of its own."""
    header = document.add_section(WD_SECTION.NEW_PAGE).header
    header.is_linked_to_previous = False
    header.paragraphs[0].text = filled.heading
    if mark:
        header.paragraphs[0].add_run(f" · {mark}").bold = True


def _opening(document: Document, filled: Filled) -> None:
    title = document.add_paragraph(filled.title, style="Title")
    title.paragraph_format.keep_with_next = True
    document.add_paragraph(f"{filled.name} · {filled.cycle_title}", style="Subtitle")
    fields = table(document, len(filled.fields), (4.5, _WIDE - 4.5), "Whose self-view this is, which cycle, by when and to whom")
    for row, (name, value) in zip(fields.rows, filled.fields, strict=True):
        said(row.cells[0], name, bold=True)
        shaded(row.cells[0], HEAD)
        said(row.cells[1], value)
    _gap(document)
    document.add_paragraph(f"{printed.BOXES} {filled.kept_from_ofsted if filled.contents else ''}".strip())
    if filled.contents is None and filled.kept_from_ofsted:
        document.add_paragraph().add_run(f"{printed.NOT_WHOLE} {filled.kept_from_ofsted}").bold = True
    if filled.contents is None:
        shaded_box = table(document, 1, (_WIDE,), "What the figures already in this form are")
        cell = shaded_box.cell(0, 0)
        shaded(cell, GIVEN)
        said(cell, printed.HERE, bold=True)
        more(cell, f"{filled.untouched} Their cells have this ground; their sources stand under each table.")
        more(cell, f"{printed.FROM}: {filled.facts.get('figures', 'official statistics')}.")
        _gap(document)
        document.add_paragraph(printed.INSTEAD).paragraph_format.keep_with_next = True
        for words in filled.in_place_of_figures:
            point = document.add_paragraph(style="List Bullet")
            point.paragraph_format.space_after = Pt(2)
            word, _, meaning = words.partition(": ")
            point.add_run(f"{word}: ").bold = not words.startswith(printed.PART_YEAR)
            point.add_run(meaning)


def _section(document: Document, filled: Filled, section: Section) -> None:
    document.add_heading(section.title, 1)
    if section.note:
        document.add_paragraph(section.note).paragraph_format.keep_with_next = True
    for group in section.groups:
        document.add_heading(group.title, 2)
        if group.asked:
            _figures(document, filled, group)
        for question in group.questions:
            document.add_heading(question.label, 3)
            (_entries if question.kind == "list" else _answer)(document, filled, question)
        if group.group == "grid":
            _grid(document, filled)
        if group.group == "sign-off":
            _sign_offs(document, filled)


def _gap(document: Document) -> None:
    """A little room after a table: without it Word joins two tables."""
    gap = document.add_paragraph()
    gap.paragraph_format.space_after, gap.paragraph_format.line_spacing = Pt(0), Pt(8)


def _figures(document: Document, filled: Filled, group: Group) -> None:
    width = 2.3
    widths = (_WIDE - width * len(filled.columns), *[width] * len(filled.columns))
    head = ("Key performance indicator", *(column.label for column in filled.columns))
    given = table(document, len(group.asked), widths, f"Figures: {group.title}", head)
    for cell in given.rows[0].cells[1:]:
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for row, asked in zip(given.rows[1:], group.asked, strict=True):
        said(row.cells[0], asked.label)
        for cell, column in zip(row.cells[1:], filled.columns, strict=True):
            said(cell, filled.cell(asked.number, column.ordinal, with_sign=True), right=True)
            if filled.contents is None and filled.published(asked.number, column.ordinal) is not None:
                shaded(cell, GIVEN)
    together(given)
    if filled.contents is None:
        _sources(document, filled, group)


def _sources(document: Document, filled: Filled, group: Group) -> None:
    without = filled.without(group.asked)
    if len(without) < len(group.asked):
        note = document.add_paragraph(style="Source note")
        note.add_run(f"{printed.NOT_YET}. ").bold = True
        note.add_run(f"{printed.OVER} Sources:")
    for asked in group.asked:
        if source := filled.source(asked):
            note = document.add_paragraph(style="Source note")
            note.paragraph_format.left_indent = Cm(0.4)
            note.add_run(f"{printed.OF_KPI} {asked.number}, {asked.label}: ").italic = True
            note.add_run(source)
    if without:
        all_of_them = "these" if len(without) > 1 else "this one"
        named = all_of_them if len(without) == len(group.asked) else wording.listed([f"“{asked.label}”" for asked in without])
        document.add_paragraph(f"{printed.NONE_HELD} {named}: only you can tell.", style="Source note")


def _answer(document: Document, filled: Filled, question: Question) -> None:
    box = table(document, 1, (_WIDE,), f"Answer: {question.label}")
    room(box.rows[0], 1.9, may_split=True)
    written = filled.contents.answers.get(question.item, ()) if filled.contents else ()
    answer_control(box.cell(0, 0), question.label, f"answer {question.item}", printed.WRITE, "\n".join(written))


def _entries(document: Document, filled: Filled, question: Question) -> None:
    entries = filled.contents.answers.get(question.item, ()) if filled.contents else ()
    parts = tuple(wording.sentence(part).rstrip(".") for part in question.parts)
    rows = table(document, max(len(entries), _ENTRIES), [_WIDE / len(parts)] * len(parts), question.label, parts)
    for row in rows.rows[1:]:
        room(row, 1.1, may_split=True)
    for row, entry in zip(rows.rows[1:], entries, strict=False):
        for cell, text in zip(row.cells, entry, strict=True):
            said(cell, text)
    if filled.contents is None:
        document.add_paragraph(printed.ROWS, style="Source note")


def _grid(document: Document, filled: Filled) -> None:
    names = {choice.number: choice.name for choice in filled.form.positions}
    placements = filled.contents.placements if filled.contents else {}
    head = ("Enabler", "Position", "Evidence")
    grid = table(document, len(filled.form.enablers), (4.4, 4.8, _WIDE - 9.2), "Placement on the improvement grid", head)
    for row, enabler in zip(grid.rows[1:], filled.form.enablers, strict=True):
        room(row, 1.9, may_split=True)
        said(row.cells[0], enabler.name)
        position, evidence = placements.get(enabler.key, (None, ""))
        chosen = names[position or 0] if enabler.key in placements else None
        choices = [names[number] for number in sorted(names, key=lambda number: number or 9)]
        choice_control(row.cells[1], f"Position: {enabler.name}", f"position {enabler.key}", choices, printed.PLACED, chosen)
        answer_control(row.cells[2], f"Evidence: {enabler.name}", f"evidence {enabler.key}", printed.EVIDENCE, evidence)


def _sign_offs(document: Document, filled: Filled) -> None:
    signed = filled.contents.sign_offs if filled.contents else {}
    rows = table(document, len(filled.form.offices), (6.6, 6.2, _WIDE - 12.8), "Who signs", ("Office", "Name", "Date"))
    for row, office in zip(rows.rows[1:], filled.form.offices, strict=True):
        room(row, 1.1)
        said(row.cells[0], office.name)
        name, day = signed.get(office.key, ("", None))
        said(row.cells[1], name)
        day_control(row.cells[2], f"Date: {office.name}", f"date {office.key}", printed.DAY, wording.day(day) or None)

"""What authorities are asked as a Word document: to read aloud, to edit, and for a reader of screens to walk by its headings."""

import io
import re
import unicodedata
from datetime import datetime

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm
from docx.text.paragraph import Paragraph

from challenge import wording
from challenge.packs.questions_dataset import FOCI, Asked, Pack, Sent
from challenge.packs.word_parts import element, page_number, said, styled, table
from challenge.packs.workbook import undated

_WIDE = 17.0
_MADE = datetime(2000, 1, 1)
# A row of a table does not run over a page's end, so a long headline is whole only below.
_GLANCE = 160
_TITLE = 250
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LINES = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_LEFTWARD = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_LEFTWARD_PART = re.compile(f"([{_LEFTWARD}](?:[{_LEFTWARD}\\s]*[{_LEFTWARD}])?)")
# What may stand after the direction of a paragraph; Word calls a file with another order damaged.
_AFTER_BIDI = (
    *("adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc"),
    *("textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange"),
)


def docx_bytes(pack: Pack) -> bytes:
    """The pack as a Word document: for each authority the suggested focus, then each question with what it rests on; at the end
    what every file states. *Practice*, *Draft* and *Not for Ofsted* stand on every page. The same input gives the same bytes."""
    document = docx.Document()
    styled(document)
    words = document.core_properties
    words.title, words.author, words.language = plain(pack.heading)[:_TITLE], "Peer challenge", "en-GB"
    words.subject, words.comments, words.created, words.modified = plain(pack.subtitle)[:_TITLE], "", _MADE, _MADE
    _pages(document, f"{pack.heading} · Not for Ofsted")
    _write(document.add_paragraph(style="Title"), pack.heading)
    _write(document.add_paragraph(style="Subtitle"), pack.subtitle)
    document.add_paragraph(pack.facts["Ofsted"]).runs[0].bold = True
    if pack.absent:
        document.add_paragraph(f"Nothing was issued to {wording.listed(pack.absent)}.")
    for number, sent in enumerate(pack.sent):
        _authority(document, sent, new_page=number > 0)
    _stated(document, pack)
    made = io.BytesIO()
    document.save(made)
    return undated(made.getvalue())


def plain(text: str) -> str:
    """Text without the characters no XML file can hold."""
    return _ILLEGAL.sub("", text)


def _pages(document: Document, heading: str) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2)
    page.top_margin, page.bottom_margin = Cm(2.2), Cm(2)
    page.header_distance = page.footer_distance = Cm(1)
    _write(page.header.paragraphs[0], heading)
    footer = page.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    page_number(footer)


def _authority(document: Document, sent: Sent, new_page: bool) -> None:
    heading = _heading(document, f"{sent.name}: headlines and questions", 1)
    heading.paragraph_format.page_break_before = new_page
    _write(document.add_paragraph(), sent.says)
    if sent.gone:
        _told(document, f"No longer asked, though version {sent.version - 1} held it:")
        _listed(document, sent.gone)
    facts = [*sent.where.items(), ("Questions", str(len(sent.asked)))]
    _write(document.add_paragraph(), " · ".join(f"{name}: {words}" for name, words in facts))
    _heading(document, "Suggested focus", 2)
    _told(document, FOCI[sent.focus] if sent.focus else "No focus is suggested.")
    if sent.focus_reason:
        _told(document, sent.focus_reason)
    _changed(document, sent.changes)
    if not sent.asked:
        _told(document, "No question is asked.")
        return
    if len(sent.asked) > 1:
        _glance(document, sent)
    for number, asked in enumerate(sent.asked, start=1):
        _question(document, number, asked)


def _glance(document: Document, sent: Sent) -> None:
    _heading(document, "The questions at a glance", 2)
    head = ("Number", "Headline", "Theme", "Focus")
    rows = table(document, len(sent.asked), (1.9, 8.1, 4.2, _WIDE - 14.2), f"The questions for {sent.name} at a glance", head)
    for number, (row, asked) in enumerate(zip(rows.rows[1:], sent.asked, strict=True), start=1):
        short = " ".join(plain(asked.headline).split())
        short = short if len(short) <= _GLANCE else f"{short[:_GLANCE].rstrip()}…"
        for cell, words in zip(row.cells, (str(number), "", asked.theme or "Not said", asked.focus or "Not said"), strict=True):
            said(cell, plain(words))
        _write(row.cells[1].paragraphs[0], short)


def _question(document: Document, number: int, asked: Asked) -> None:
    _heading(document, f"{number}. {asked.headline}", 2)
    if asked.state:
        _told(document, f"State: {asked.state}")
    _changed(document, asked.changes)
    _heading(document, "The question", 3)
    _told(document, asked.wording or "Not written yet.", large=True)
    _heading(document, "What it rests on", 3)
    if asked.evidence:
        _listed(document, asked.evidence)
    else:
        _told(document, "No figure or words were laid beside it.")
    _heading(document, "What the self-view says", 3)
    _told(document, asked.claim or "Nothing of it was noted here.")
    if asked.explanation or asked.other_explanation:
        _heading(document, "What could explain it", 3)
        for opening, words in (("It could be that", asked.explanation), ("Or that", asked.other_explanation)):
            if words:
                _told(document, words, before=opening)
    about = {"Theme": asked.theme or "Not said", "Focus": asked.focus or "Not said", "Comes from": asked.source}
    _told(document, " · ".join(f"{name}: {words}" for name, words in about.items()))


def _changed(document: Document, changes: tuple[str, ...]) -> None:
    for change in changes:
        mark, _, rest = change.partition(": ")
        _told(document, rest or change, before=mark if rest else "")


def _stated(document: Document, pack: Pack) -> None:
    _heading(document, "About this document", 1)
    rows = table(
        document, len(pack.facts), (3.6, _WIDE - 3.6), "What this document rests on and for whom it was made", ("What", "Said")
    )
    for row, (name, words) in zip(rows.rows[1:], pack.facts.items(), strict=True):
        said(row.cells[0], wording.sentence(name).rstrip("."))
        said(row.cells[1], plain(words))


def _heading(document: Document, words: str, level: int) -> Paragraph:
    # A heading is one line: what was typed may have more.
    return _write(document.add_paragraph(style=f"Heading {level}"), " ".join(words.split()))


def _listed(document: Document, lines: tuple[str, ...]) -> None:
    for line in lines:
        _write(document.add_paragraph(style="List Bullet"), " ".join(line.split()))


def _told(document: Document, words: str, before: str = "", large: bool = False) -> None:
    """Typed words, a paragraph for each line. before: words of ours that open the first."""
    for number, line in enumerate(_LINES.split(words)):
        paragraph = document.add_paragraph()
        if before and not number:
            paragraph.add_run(f"{before}: ").bold = True
        _write(paragraph, line)
        for run in paragraph.runs if large else ():
            # The second is for letters that are written leftward.
            run.font.bold = run.font.cs_bold = True


def _write(paragraph: Paragraph, words: str) -> Paragraph:
    """Words as runs, each in its own direction; the paragraph goes the way of its first letter."""
    words = plain(words)
    for place, part in enumerate(_LEFTWARD_PART.split(words)):
        if part:
            run = paragraph.add_run(part)
            if place % 2:
                run.font.rtl = True
    ways = (unicodedata.bidirectional(letter) for letter in words)
    if next((way for way in ways if way in ("L", "R", "AL")), "L") != "L":
        paragraph._p.get_or_add_pPr().insert_element_before(element("bidi"), *(f"w:{name}" for name in _AFTER_BIDI))
    return paragraph

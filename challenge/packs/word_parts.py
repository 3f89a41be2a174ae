"""Parts of a Word document python-docx has no call for: content controls, table borders, fields, a document without a date."""

from collections.abc import Sequence

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

INK, SOFT, ACCENT, LINE = "12303B", "47606B", "0B6373", "B9C6CC"
HEAD, GIVEN = "E6EEF0", "EAF4F5"
FONT = "Arial"


def element(tag: str, *children: object, **attributes: object) -> object:
    """An element of WordprocessingML: ``element("shd", val="clear", fill="E6EEF0")``."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    for child in children:
        made.append(child)
    return made


def styled(document: Document) -> None:
    """Set the document's styles: Arial, calm headings in the project's colour, British English."""
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    # Word shows a document without this as one of an old version.
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    defaults.append(element("lang", val="en-GB", eastAsia="en-GB", bidi="ar-SA"))
    shapes = {
        "Normal": (10.5, INK, False, 0, 6),
        "Title": (24, ACCENT, True, 0, 2),
        "Subtitle": (14, SOFT, False, 0, 14),
        "Heading 1": (17, ACCENT, True, 18, 6),
        "Heading 2": (13, INK, True, 16, 4),
        "Heading 3": (10.5, INK, True, 12, 4),
        "Header": (8.5, SOFT, False, 0, 0),
        "Footer": (8.5, SOFT, False, 0, 0),
    }
    for name, (size, colour, bold, before, after) in shapes.items():
        _shape(document.styles[name], size, colour, bold, before, after)
    _shape(document.styles.add_style("Source note", 1), 8.5, SOFT, False, 3, 3)
    _shape(document.styles.add_style("Cell", 1), 10, INK, False, 2, 2)
    placeholder = document.styles.add_style("Placeholder Text", 2)
    placeholder.font.color.rgb = RGBColor.from_string("5F747E")
    title = document.styles["Title"].element.get_or_add_pPr()
    for border in title.findall(qn("w:pBdr")):
        title.remove(border)


def _shape(style: ParagraphStyle, size: float, colour: str, bold: bool, before: float, after: float) -> None:
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), FONT)
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = RGBColor.from_string(colour)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.1


def table(document: Document, rows: int, widths: Sequence[float], caption: str, head: Sequence[str] = ()) -> Table:
    """A bordered table of fixed column widths (cm) with alt text; ``head`` is a row that repeats on every page, before the rows."""
    made = document.add_table(rows + bool(head), len(widths))
    made.autofit = False
    properties = made._tbl.tblPr
    for old in properties.findall(qn("w:tblW")):
        properties.remove(old)
    _in_order(properties, element("tblW", w=round(sum(widths) * 567), type="dxa"))
    line = {"val": "single", "sz": 4, "space": 0, "color": LINE}
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    _in_order(properties, element("tblBorders", *(element(side, **line) for side in sides)))
    margins = (("top", 40), ("left", 100), ("bottom", 40), ("right", 100))
    _in_order(properties, element("tblCellMar", *(element(side, w=width, type="dxa") for side, width in margins)))
    _in_order(properties, element("tblCaption", val=caption))
    _in_order(properties, element("tblDescription", val=caption))
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Cm(width)
    # By its key: by name python-docx looks through every style for every cell.
    style = document.styles["Cell"].style_id
    for row in made.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
            cell.paragraphs[0]._p.style = style
    if head:
        for cell, words in zip(made.rows[0].cells, head, strict=True):
            said(cell, words, bold=True)
            shaded(cell, HEAD)
        made.rows[0]._tr.get_or_add_trPr().append(element("tblHeader"))
    for row in made.rows:
        row._tr.get_or_add_trPr().insert(0, element("cantSplit"))
    return made


# The order the schema wants; Word calls a file with another one damaged.
_ORDER = ["tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc"]
_ORDER += ["tblCellSpacing", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption", "tblDescription"]


def _in_order(properties: object, child: object) -> None:
    properties.append(child)
    properties[:] = sorted(properties, key=lambda each: _ORDER.index(each.tag.split("}")[1]))


def said(cell: _Cell, words: str, bold: bool = False, right: bool = False) -> None:
    """Write words into an empty cell, a paragraph for each line."""
    for number, line in enumerate(words.split("\n")):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph(style="Cell")
        paragraph.add_run(line).bold = bold or None
        if right:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def more(cell: _Cell, words: str) -> None:
    """Write another paragraph into a cell."""
    cell.add_paragraph(words, style="Cell")


def shaded(cell: _Cell, fill: str) -> None:
    """Give a cell a ground."""
    cell._tc.get_or_add_tcPr().append(element("shd", val="clear", color="auto", fill=fill))


def together(whole: Table) -> None:
    """Keep a table on one page with what follows it."""
    for row in whole.rows:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def room(row: _Row, height: float, may_split: bool = False) -> None:
    """Make a row at least so high (cm); may_split: it may run over a page's end."""
    row.height = Cm(height)
    if may_split:
        properties = row._tr.trPr
        properties.remove(properties.find(qn("w:cantSplit")))


def answer_control(cell: _Cell, name: str, tag: str, placeholder: str, written: str = "") -> None:
    """A content control for paragraphs, lists and pictures, with what was written, a paragraph for each line; until somebody writes
    it shows a placeholder."""
    runs = [element("r", _text(line)) for line in written.split("\n")] if written else [_placeholder_run(placeholder)]
    paragraphs = [element("p", element("pPr", element("pStyle", val="Cell")), run) for run in runs]
    control = element("sdt", _control(name, tag, empty=not written), element("sdtContent", *paragraphs))
    cell._tc.insert(list(cell._tc).index(cell.paragraphs[0]._p), control)


def choice_control(cell: _Cell, name: str, tag: str, choices: Sequence[str], placeholder: str, chosen: str | None) -> None:
    """A drop-down list in a cell; ``chosen`` is what stands in it."""
    listed = element("dropDownList", *(element("listItem", displayText=choice, value=choice) for choice in choices))
    _inline(cell, name, tag, listed, placeholder, chosen)


def day_control(cell: _Cell, name: str, tag: str, placeholder: str, chosen: str | None) -> None:
    """A day to pick in a cell."""
    picker = element("date", element("dateFormat", val="d MMMM yyyy"), element("lid", val="en-GB"))
    _inline(cell, name, tag, picker, placeholder, chosen)


def _inline(cell: _Cell, name: str, tag: str, kind: object, placeholder: str, chosen: str | None) -> None:
    properties = _control(name, tag, empty=chosen is None)
    properties.append(kind)
    run = _placeholder_run(placeholder) if chosen is None else element("r", _text(chosen))
    cell.paragraphs[0]._p.append(element("sdt", properties, element("sdtContent", run)))


def _control(name: str, tag: str, empty: bool = True) -> object:
    # Word wants a number of its own for each control; the tag's letters give the same one each time.
    number = int.from_bytes(tag.encode(), "big") % 2_000_000_011
    parts = [element("alias", val=name[:64]), element("tag", val=tag[:64]), element("id", val=number)]
    return element("sdtPr", *parts, *([element("showingPlcHdr")] if empty else []))


def _placeholder_run(words: str) -> object:
    return element("r", element("rPr", element("rStyle", val="PlaceholderText")), _text(words))


def _text(words: str) -> object:
    made = element("t")
    made.text = words
    made.set(qn("xml:space"), "preserve")
    return made


def page_number(paragraph: Paragraph) -> None:
    """``Page 3 of 14``, as fields."""
    for words, name in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
        paragraph.add_run(words)
        paragraph._p.append(element("fldSimple", element("r", _text("1")), instr=name))

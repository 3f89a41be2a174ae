"""Writes a self-view of the mutation tests as a real .docx, .xlsx or .csv, in our own template or in a file of anybody's."""

import csv
import io
import random
import re
import zipfile
from functools import cache
from xml.sax.saxutils import escape

import docx
import openpyxl
import pandas as pd
from lxml import etree
from openpyxl.utils import get_column_letter

from challenge.packs.self_view import Filled, SelfViewContents
from challenge.packs.self_view_word import docx_bytes
from challenge.packs.self_view_workbook import xlsx_bytes
from tests.returns.mutated import CYCLE, FORM, SHORT, Box, Grid, Made

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RAISED = '<w:vertAlign w:val="superscript"/>'
_CHANGE = 'w:id="7" w:author="A" w:date="2017-10-20T10:00:00Z"'


@cache
def filled() -> Filled:
    """Bury's form with answers and no figures yet."""
    kpis = [CYCLE.kpis[asked.kpi] for asked in FORM.asked]
    rows = [
        {"number": kpi.number, "ordinal": o, "unit": kpi.unit, "unit_short": kpi.unit_short, "decimals": kpi.decimals}
        | {"value": None, "status": "not_published"}
        for kpi in kpis
        for o in (1, 2, 3)
    ]
    answers = {question.item: ("We audit ten cases a month.",) for question in FORM.questions if question.kind == "text"}
    return Filled(
        "bury", "Bury", "2017-18", "2017/18", FORM, CYCLE.columns, pd.DataFrame(rows), (), "the team", {},
        contents=SelfViewContents(answers=answers),
    )  # fmt: skip


def word(made: Made, rng: random.Random) -> bytes:
    """The file as .docx."""
    base, body = _template() if made.layout == "template" else _blank()
    body = etree.fromstring(body)
    inner = body.find(f"{{{W}}}body")
    parts = [(grid, _elements(grid, rng)) for grid in made.grids]
    lines = [etree.fromstring(f'<w:p xmlns:w="{W}">{_run(text)}</w:p>') for text in made.texts]
    if made.layout == "template":
        spots = [table for table in inner.findall(f"{{{W}}}tbl") if "Key performance indicator" in "".join(table.itertext())]
        for at, spot in enumerate(spots):
            last = at == len(spots) - 1
            own = [elements for _, elements in (parts[at:] if last else parts[at : at + 1])]
            for element in [each for elements in own for each in elements] + (lines if not at else []):
                spot.addprevious(element)
            inner.remove(spot)
    else:
        for at, (_, elements) in enumerate(parts):
            for element in elements + (lines if not at else []):
                inner.insert(len(inner) - 1, element)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as zipped:
        for name, data in base.items():
            zipped.writestr(name, data)
        zipped.writestr("word/document.xml", etree.tostring(body, xml_declaration=True, encoding="UTF-8", standalone=True))
    return out.getvalue()


def _parts(data: bytes) -> tuple[dict[str, bytes], bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as zipped:
        held = {name: zipped.read(name) for name in zipped.namelist()}
    return held, held.pop("word/document.xml")


@cache
def _template() -> tuple[dict[str, bytes], bytes]:
    return _parts(docx_bytes(filled()))


@cache
def _blank() -> tuple[dict[str, bytes], bytes]:
    document = docx.Document()
    document.add_heading("NW Peer Challenge 2017/18 - LA Self-View", 0)
    document.add_paragraph("Bury Council")
    saved = io.BytesIO()
    document.save(saved)
    return _parts(saved.getvalue())


def _elements(grid: Grid, rng: random.Random) -> list[etree._Element]:
    rows = "".join(_row(grid, r) for r in range(len(grid.rows)))
    table = f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>{rows}</w:tbl>'
    if grid.nested:
        table = f"<w:tbl><w:tblPr/><w:tr><w:tc><w:p>{_run('Figures')}</w:p>{table}<w:p/></w:tc></w:tr></w:tbl>"
    style = '<w:pPr><w:pStyle w:val="Heading2"/></w:pPr>'
    title = f"<w:p>{style}{_run(grid.title)}</w:p>" if grid.title else ""
    return list(etree.fromstring(f'<r xmlns:w="{W}">{title}{table}<w:p/></r>'))


def _row(grid: Grid, r: int) -> str:
    row, cells, c = grid.rows[r], [], 0
    while c < len(row):
        wide = 1
        while c + wide < len(row) and row[c + wide].merged == "<":
            wide += 1
        below = grid.rows[r + 1] if r + 1 < len(grid.rows) else []
        begins = c < len(below) and below[c].merged == "^"
        shape = f'<w:gridSpan w:val="{wide}"/>' if wide > 1 else ""
        shape += "<w:vMerge/>" if row[c].merged == "^" else '<w:vMerge w:val="restart"/>' if begins else ""
        words = "" if row[c].merged == "^" else _words(row[c])
        cells.append(f"<w:tc><w:tcPr>{shape}</w:tcPr>{words or '<w:p/>'}</w:tc>")
        c += wide
    return f"<w:tr>{''.join(cells)}</w:tr>"


def _run(text: str, properties: str = "", tag: str = "t") -> str:
    if not text:
        return ""
    lines = f'</w:{tag}><w:br/><w:{tag} xml:space="preserve">'.join(escape(each) for each in text.split("\n"))
    return f'<w:r><w:rPr>{properties}</w:rPr><w:{tag} xml:space="preserve">{lines}</w:{tag}></w:r>'


def _words(box: Box) -> str:
    run, text = _run(box.text), box.text
    if box.dress == "control":
        return f"<w:sdt><w:sdtPr><w:tag w:val='a'/></w:sdtPr><w:sdtContent><w:p>{run}</w:p></w:sdtContent></w:sdt>"
    if box.dress == "tracked":
        old = _run(re.sub(r"\d", "7", text) + "1", tag="delText")
        return f"<w:p><w:del {_CHANGE}>{old}</w:del><w:ins {_CHANGE}>{run}</w:ins></w:p>"
    if box.dress == "deleted beside":
        return f"<w:p>{run}<w:del {_CHANGE}>{_run('5', tag='delText')}</w:del></w:p>"
    if box.dress == "runs":
        half = len(text) // 2
        return f"<w:p>{_run(text[:half])}<w:proofErr w:type='spellStart'/>{_run(text[half:], '<w:b/>')}</w:p>"
    if box.dress == "mark":
        return f"<w:p>{run}{_run('1', _RAISED)}</w:p>"
    return f"<w:p>{run}</w:p>"


def workbook(made: Made, rng: random.Random) -> bytes:
    """The file as .xlsx; a template's sheet of figures is written over."""
    own = made.layout == "sheet" and rng.random() < 0.15
    book = openpyxl.load_workbook(io.BytesIO(_workbook_template())) if own else openpyxl.Workbook()
    if own:
        at = book.sheetnames.index("Figures")
        del book["Figures"]
    else:
        book.active.title = "About"
        for row in (("Local authority", "Bury"), ("Cycle", "2017/18")):
            book["About"].append(row)
        at = 1
    apart, sheet, down = rng.random() < 0.4, None, 1
    for number, grid in enumerate(made.grids):
        if sheet is None or apart:
            titles = [name for name in (grid.title, f"Figures {number}") if name and name not in book.sheetnames]
            sheet = book.create_sheet((re.sub(r"[\\/?*\[\]:]", "-", titles[0])[:31]) if apart else "Figures", at + number)
            down = 1
        if grid.title and not apart:
            sheet.cell(down, 1, grid.title)
            down += 1
        _sheet(sheet, grid, down, rng)
        down += len(grid.rows) + 2
    if made.texts:
        for text in made.texts:
            book["Words"].append((text,)) if "Words" in book.sheetnames else book.create_sheet("Words").append((text,))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@cache
def _workbook_template() -> bytes:
    return xlsx_bytes(filled())


def _sheet(sheet, grid: Grid, top: int, rng: random.Random) -> None:
    as_number = rng.choice(["number", "fraction", "text"])
    for r, row in enumerate(grid.rows):
        for c, box in enumerate(row):
            if box.merged or not box.text:
                continue
            cell = sheet.cell(top + r, c + 1)
            bare = box.text.strip().rstrip("%")
            if box.role == "figure" and as_number != "text" and re.fullmatch(r"\d+(\.\d+)?", bare) and box.says and box.says[1]:
                percent = as_number == "fraction" and box.number and SHORT[box.number] == "%" and not box.clouded
                if percent or "%" not in box.text:
                    cell.value = round(float(bare) / 100, 6) if percent else float(bare)
                    cell.number_format = "0.0%" if percent else "General"
                    continue
            cell.value = box.text
            if box.text.startswith(("=", "+")):
                cell.data_type = "s"
    for r, row in enumerate(grid.rows):
        for c, box in enumerate(row):
            last_across = box.merged == "<" and not (c + 1 < len(row) and row[c + 1].merged == "<")
            if last_across:
                first = next(at for at in range(c, -1, -1) if row[at].merged != "<")
                sheet.merge_cells(f"{get_column_letter(first + 1)}{top + r}:{get_column_letter(c + 1)}{top + r}")
            below = grid.rows[r + 1] if r + 1 < len(grid.rows) else []
            if box.merged == "^" and not (c < len(below) and below[c].merged == "^"):
                first = next(at for at in range(r, -1, -1) if grid.rows[at][c].merged != "^")
                letter = get_column_letter(c + 1)
                sheet.merge_cells(f"{letter}{top + first}:{letter}{top + r}")


def table(made: Made, rng: random.Random) -> bytes:
    """The file as .csv, in one of the ways that programs save it; a merged cell keeps its words in the first."""
    lines = [["Local authority", "Bury"], ["Cycle", "2017/18"], []]
    for grid in made.grids:
        lines += [[grid.title]] if grid.title else []
        lines += [["" if box.merged else box.text for box in row] for row in grid.rows] + [[]]
    lines += [[text] for text in made.texts]
    out = io.StringIO()
    separator = rng.choice([",", ";", "\t"])
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows(lines)
    codec = rng.choice(["utf-8-sig", "utf-8", "utf-16", *(["cp1252"] if _fits(out.getvalue()) else [])])
    return out.getvalue().encode(codec)


def _fits(text: str) -> bool:
    try:
        return bool(text.encode("cp1252"))
    except UnicodeEncodeError:
        return False

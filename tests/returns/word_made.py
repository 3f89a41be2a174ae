"""Word files made by hand, as markup in a zip, for what python-docx cannot write."""

import io
import zipfile

import docx

from challenge.returns import word
from challenge.returns.document import Document, Table
from challenge.returns.opening import open_sent

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = """<w:style w:type="paragraph" w:styleId="U1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Our heading"/><w:basedOn w:val="U1"/></w:style>
<w:style w:type="paragraph" w:styleId="Lvl"><w:name w:val="Panel"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Bul"><w:name w:val="List Bullet"/>
<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="character" w:styleId="Ref"><w:name w:val="footnote reference"/>
<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Prompt"><w:name w:val="Placeholder Text"/></w:style>"""


def r(text: str, properties: str = "") -> str:
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(inside: str = "", properties: str = "") -> str:
    inside = inside if inside.startswith("<") or not inside else r(inside)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inside}</w:p>"


def tc(inside: str = "", properties: str = "") -> str:
    inside = inside if inside.startswith(("<w:p>", "<w:tbl>", "<w:sdt><w:sdtPr><w:tag/>")) else p(inside)
    return f"<w:tc>{f'<w:tcPr>{properties}</w:tcPr>' if properties else ''}{inside}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def sdt(inside: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr><w:tag/>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def made(body: str, **parts: str) -> Document:
    """A .docx by hand with this body; parts: ``footnotes``, ``comments``, ``header``, ``footer`` … as markup of what is in them."""
    roots = {"header": "hdr", "footer": "ftr"}
    related = "".join(f'<Relationship Id="r_{name}" Type="{OFFICE}/{name}" Target="{name}.xml"/>' for name in ("styles", *parts))
    edges = "".join(f'<w:{name}Reference w:type="default" r:id="r_{name}"/>' for name in roots if name in parts)
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{DOCUMENT}"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{related}</Relationships>",
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}<w:sectPr>{edges}</w:sectPr></w:body></w:document>",
        "word/styles.xml": f"<w:styles {SPACES}>{STYLES}</w:styles>",
    }
    for name, inside in parts.items():
        root = roots.get(name, name)
        files[f"word/{name}.xml"] = f"<w:{root} {SPACES}>{inside}</w:{root}>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, text in files.items():
            zipped.writestr(name, text)
    return word.read(open_sent("Bolton.docx", out.getvalue()))


def texts(document: Document) -> list[str]:
    return [each.text for each in document.texts]


def grid(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def cell_of(inside: str, **parts: str):
    return made(tbl(tr(tc("KPI"), tc(inside))), **parts).tables[0].rows[0][1]


RAISED = '<w:vertAlign w:val="superscript"/>'


def a_self_view(number: int) -> bytes:
    """A self-view of realistic length: 20 tables, some 120 paragraphs of narrative."""
    document = docx.Document()
    for section in range(20):
        document.add_heading(f"Section {section} of {number}", 2)
        table = document.add_table(6, 4)
        for row in range(6):
            for column in range(4):
                table.cell(row, column).text = f"{row * column + 0.4}%" if column else f"KPI {row} of section {section}"
        for _ in range(6):
            document.add_paragraph("We audit ten cases a month and act on what we find, with partners and with young people. " * 4)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()

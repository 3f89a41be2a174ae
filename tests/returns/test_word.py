"""Word as Word is: paragraphs, tables and what stands beside them, with their places; nothing twice, nothing lost unsaid."""

import io

import docx

from challenge.returns import word
from challenge.returns.document import Table, Text
from challenge.returns.opening import open_sent
from tests.returns.word_made import a_self_view, cell_of, grid, made, p, r, sdt, tbl, tc, texts, tr


def test_paragraphs_and_tables_stand_in_body_order_with_their_places():
    document = made(p("one") + p() + tbl(tr(tc("a"), tc("b")), tr(tc("c"), tc("d"))) + p("two") + tbl(tr(tc("e"))))
    assert [(type(each), each.place) for each in document.blocks] == [
        (Text, "paragraph 1"),
        (Table, "table 1"),
        (Text, "paragraph 2"),
        (Table, "table 2"),
    ]
    assert grid(document.tables[0]) == [["a", "b"], ["c", "d"]]
    assert document.tables[0].rows[1][0].place == "table 1, row 2, column 1"
    assert document.problems == ()


def test_content_controls_are_read_at_every_level():
    document = made(
        sdt(p("block"))
        + p(r("in") + sdt(r("line")))
        + tbl(
            sdt(tr(tc("row"), tc("x"))),
            tr(sdt(tc("cell")), tc("<w:sdt><w:sdtPr><w:tag/></w:sdtPr><w:sdtContent>" + p("inner") + "</w:sdtContent></w:sdt>")),
        )
        + sdt(tbl(tr(tc("whole"))))
        + sdt(sdt(p("deeper")))
        + f"<w:customXml>{p('custom')}</w:customXml>"
    )
    assert texts(document) == ["block", "inline", "deeper", "custom"]
    assert [grid(table) for table in document.tables] == [[["row", "x"], ["cell", "inner"]], [["whole"]]]


def test_tracked_changes_are_read_as_accepted_and_it_is_said_so():
    change = f'<w:del w:id="1"><w:r><w:delText>17.9</w:delText></w:r></w:del><w:ins w:id="2">{r("18.4")}</w:ins>'
    document = made(
        p(r("moved ") + f'<w:moveFrom w:id="5">{r("away")}</w:moveFrom><w:moveTo w:id="6">{r("here")}</w:moveTo>')
        + tbl(
            tr(tc("KPI"), tc(p(change))),
            tr(tc("gone"), tc("1"), properties='<w:del w:id="3"/>'),
            tr(tc("new"), tc("2"), properties='<w:ins w:id="4"/>'),
        )
    )
    assert texts(document) == ["moved here"]
    table = document.tables[0]
    assert grid(table) == [["KPI", "18.4"], ["new", "2"]]
    assert "“17.9” taken out, “18.4” put in" in table.rows[0][1].note
    assert "tracked change" in table.rows[1][0].note
    assert table.rows[0][0].note == ""
    assert [(each.place, each.blocks) for each in document.problems] == [("paragraph 1", False)]
    assert "6 tracked changes" in document.problems[0].found
    assert "as if all were accepted" in document.problems[0].do


def test_a_deleted_paragraph_mark_joins_what_it_parted():
    gone = '<w:rPr><w:del w:id="1"/></w:rPr>'
    assert cell_of(p("18", gone) + p(".4")).text == "18.4"
    assert texts(made(p("one ", gone) + p("line") + p("next"))) == ["one line", "next"]
    assert texts(made(p("last", gone) + tbl(tr(tc("a"))))) == ["last"]
    assert cell_of(p("end", gone)).text == "end"


def test_headings_and_lists_are_known_by_style_outline_and_numbering():
    document = made(
        p("one", '<w:pStyle w:val="U1"/>')
        + p("own", '<w:pStyle w:val="Own"/>')
        + p("panel", '<w:pStyle w:val="Lvl"/>')
        + p("direct", '<w:outlineLvl w:val="1"/>')
        + p("body", '<w:pStyle w:val="U1"/><w:outlineLvl w:val="9"/>')
        + p(r("bold", "<w:b/>"))
        + p("bullet", '<w:pStyle w:val="Bul"/>')
        + p("number", '<w:numPr><w:numId w:val="2"/></w:numPr>')
        + p("none", '<w:pStyle w:val="Bul"/><w:numPr><w:numId w:val="0"/></w:numPr>')
        + p("one 3", '<w:pStyle w:val="T1"/>')
    )
    assert [(each.text, each.level, each.listed) for each in document.texts] == [
        ("one", 1, False),
        ("own", 1, False),
        ("panel", 3, False),
        ("direct", 2, False),
        ("body", 0, False),
        ("bold", 0, False),
        ("bullet", 0, True),
        ("number", 0, True),
        ("none", 0, False),
    ]


def test_headers_and_footers_stand_last_with_their_names():
    document = made(p("body"), header=p("Bolton self-view") + tbl(tr(tc("h"))), footer=p("Official"))
    assert [(each.text, each.place, each.stands_in) for each in document.texts] == [
        ("body", "paragraph 1", "body"),
        ("Bolton self-view", "header", "header"),
        ("Official", "footer", "footer"),
    ]
    assert document.tables[0].place == "table 1 (in header)"


def test_what_cannot_be_read_is_said():
    sheet = '<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>'
    picture = '<w:r><w:drawing><wp:inline><wp:extent cx="5400000" cy="2700000"/>'
    picture += "<a:graphic><a:blip/></a:graphic></wp:inline></w:drawing></w:r>"
    logo = picture.replace("5400000", "900000")
    document = made('<w:altChunk r:id="r9"/>' + p(r("a") + sheet) + p(picture) + p(logo) + tbl(tr(tc(p(picture)))))
    found = document.problems[0].found
    assert "another file" in found and "an embedded object (Excel.Sheet.12) at paragraph 1" in found
    assert found.count("large picture") == 2
    assert "a large picture stands here" in document.tables[0].rows[0][0].note
    assert not document.problems[0].blocks


def test_every_cell_of_a_whole_self_view_holds_what_python_docx_finds_in_it():
    data = a_self_view(0)
    cells = [[[cell.text for cell in row.cells] for row in table.rows] for table in docx.Document(io.BytesIO(data)).tables]
    assert [grid(table) for table in word.read(open_sent("a.docx", data)).tables] == cells

"""Tables of Word: merged cells, tables and text boxes in cells, tracked rows and cells."""

import pytest

from challenge.returns.document import Unreadable
from tests.returns.word_made import cell_of, grid, made, p, r, sdt, tbl, tc, texts, tr


def test_cells_put_in_and_taken_out_as_tracked_changes_are_settled():
    table = made(tbl(tr(tc("a"), tc("old", '<w:cellDel w:id="1"/>'), tc("new", '<w:cellIns w:id="2"/>')))).tables[0]
    assert grid(table) == [["a", "new"]]
    assert "tracked change" in table.rows[0][1].note


def test_a_text_box_is_read_once_though_word_saves_it_twice():
    inside = "<w:txbxContent>" + p("signed by") + p("the DCS") + tbl(tr(tc("t"))) + "</w:txbxContent>"
    box = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><a:graphic><wps:txbx>{inside}</wps:txbx></a:graphic>'
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{inside}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    document = made(p(r("before") + box) + p("after"))
    assert [(each.text, each.place, each.stands_in) for each in document.texts] == [
        ("before", "paragraph 1", "body"),
        ("signed by", "text box 1, paragraph 1", "text box"),
        ("the DCS", "text box 1, paragraph 2", "text box"),
        ("after", "paragraph 2", "body"),
    ]
    assert [each.place for each in document.tables] == ["table 1 (in text box 1)"]
    old = made(p(f"<w:r><w:pict><v:textbox>{inside}</v:textbox></w:pict></w:r>"))
    assert texts(old) == ["signed by", "the DCS"]
    cell = cell_of(p(box))
    assert cell.text == "" and "a text box stands here: “signed by the DCS t”" in cell.note


def test_a_table_in_a_cell_follows_its_table_and_leaves_the_cells_words_alone():
    inner = tbl(tr(tc("18.4"), tc(p("x") + tbl(tr(tc("deep"))) + p())))
    document = made(tbl(tr(tc("label"), tc(p("above") + inner + p("below")))) + tbl(tr(tc("next"))))
    assert [each.place for each in document.tables] == [
        "table 1",
        "table 2 (inside table 1, row 1, column 2)",
        "table 3 (inside table 2 (inside table 1, row 1, column 2), row 1, column 2)",
        "table 4",
    ]
    assert grid(document.tables[0]) == [["label", "above\nbelow"]]
    assert "another table" in document.tables[0].rows[0][1].note
    assert document.tables[1].rows[0][0].place == "table 2 (inside table 1, row 1, column 2), row 1, column 1"
    assert [grid(each) for each in document.tables[1:]] == [[["18.4", "x"]], [["deep"]], [["next"]]]


def test_merged_cells_make_a_rectangle_whose_repeats_say_so():
    table = made(
        tbl(
            tr(tc("top", '<w:gridSpan w:val="3"/>')),
            tr(tc("side", '<w:vMerge w:val="restart"/>'), tc("a"), tc("b")),
            tr(tc("", "<w:vMerge/>"), tc("c")),
            tr(tc("own", "<w:vMerge/>"), tc("d", properties='<w:vMerge w:val="restart"/>'), tc("e")),
            tr(tc("f"), properties='<w:gridBefore w:val="2"/>'),
        )
    ).tables[0]
    assert grid(table) == [["top"] * 3, ["side", "a", "b"], ["side", "c", ""], ["side", "d", "e"], ["", "", "f"]]
    assert [[cell.spans for cell in row] for row in table.rows[:3]] == [[False, True, True], [False] * 3, [True, False, False]]
    assert table.rows[2][0].place == "table 1, row 2, column 1"
    assert "still holds “own”" in table.rows[3][0].note
    assert table.rows[4][2].place == "table 1, row 5, column 3"


def test_a_cell_that_continues_nothing_keeps_its_own_words():
    table = made(tbl(tr(tc("a"), tc("18.4")), tr(tc("b"), tc("19.2", "<w:vMerge/>")))).tables[0]
    assert grid(table) == [["a", "18.4"], ["b", "19.2"]]


def test_an_absurd_span_asks_for_no_memory():
    table = made(tbl(tr(tc("a", '<w:gridSpan w:val="999999999"/>')))).tables[0]
    assert len(table.rows[0]) == 63
    with pytest.raises(Unreadable, match="cells"):
        made(tbl(*[tr(tc("a", '<w:gridSpan w:val="63"/>'))] * 4000))


def test_tables_nested_beyond_sense_are_refused_and_a_hundred_deep_controls_are_not():
    deep = p("x")
    for _ in range(120):
        deep = sdt(deep)
    assert texts(made(deep)) == ["x"]
    for _ in range(300):
        deep = tbl(tr(tc(deep)))
    with pytest.raises(Unreadable):
        made(deep)

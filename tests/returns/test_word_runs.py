"""The words of a paragraph or cell: content controls, fields, notes, raised marks, symbols."""

import pytest

from tests.returns.word_made import RAISED, cell_of, grid, made, p, r, sdt, tbl, tc, texts, tr


@pytest.mark.parametrize(("val", "seen"), [("1", "☒"), ("true", "☒"), ("0", "☐"), ("false", "☐")])
def test_a_checkbox_shows_its_state_and_not_its_letter(val, seen):
    box = f'<w14:checkbox><w14:checked w14:val="{val}"/></w14:checkbox>'
    glyph = '<w:r><w:sym w:font="Wingdings" w:char="F06F"/></w:r>'
    assert cell_of(p(sdt(glyph, box) + r(" Fair to good"))).text == f"{seen} Fair to good"
    assert cell_of(sdt(p(glyph) + p("?"), box)).text == seen
    table = made(tbl(tr(tc("a"), sdt(tc(p(glyph)), box)))).tables[0]
    assert grid(table) == [["a", seen]]


def test_a_choice_is_read_and_a_prompt_nobody_replaced_is_empty():
    choice = '<w:dropDownList><w:listItem w:value="3" w:displayText="Fair to good"/></w:dropDownList>'
    assert cell_of(p(sdt(r("Fair to good"), choice))).text == "Fair to good"
    prompt = r("Choose 1 to 5", '<w:rStyle w:val="Prompt"/>')
    for inside in (p(sdt(prompt, "<w:showingPlcHdr/>")), sdt(p(prompt), "<w:showingPlcHdr/>")):
        cell = cell_of(inside)
        assert (cell.text, cell.note) == ("", "")
    assert cell_of(p(sdt(r("18.4"), '<w:showingPlcHdr w:val="0"/>'))).text == "18.4"
    filled = cell_of(p(sdt(r("18.4"), "<w:showingPlcHdr/>")))
    assert filled.text == ""
    assert "“18.4” is marked in Word as a prompt" in filled.note


@pytest.mark.parametrize(
    ("runs", "text", "note"),
    [
        (r("18.4") + r("1", RAISED), "18.4", "marked “1”"),
        (r("18.4") + r("1", '<w:rStyle w:val="Ref"/>'), "18.4", "marked “1”"),
        (r("18.4") + r("1", '<w:position w:val="8"/>'), "18.4", "marked “1”"),
        (r("18.4%") + r("a, b", RAISED) + r(" "), "18.4%a, b", ""),
        (r("18.4%") + r("1", RAISED) + r(",", RAISED) + r("2", RAISED), "18.4%", "marked “1,2”"),
        (r("18.4 ") + r("(p)", RAISED), "18.4", "marked “(p)”"),
        (r("&lt;5") + r("2", '<w:vertAlign w:val="subscript"/>'), "&lt;5".replace("&lt;", "<"), "marked “2”"),
        (r("18.4¹"), "18.4", "marked “¹”"),
        (r("18") + r(".4", RAISED), "18.4", ""),
        (r("18.") + r("4", RAISED), "18.4", ""),
        (r("18.4", RAISED), "18.4", ""),
        (r("18") + r("1", RAISED) + r("/") + r("2", '<w:vertAlign w:val="subscript"/>'), "18 1/", "marked “2”"),
        (r("30") + r("th", RAISED) + r(" September"), "30th September", ""),
        (r("18.4") + r("1", '<w:rStyle w:val="Ref"/><w:vertAlign w:val="baseline"/>'), "18.41", ""),
    ],
)
def test_a_raised_mark_never_becomes_part_of_a_number(runs, text, note):
    cell = cell_of(p(runs))
    assert (cell.text, cell.note) == (text, note)


def test_footnotes_and_endnotes_stay_out_of_the_number_and_are_read_with_their_place():
    notes = '<w:footnote w:id="0" w:type="separator">' + p("---") + "</w:footnote>"
    notes += '<w:footnote w:id="7">' + p(f"<w:r><w:footnoteRef/></w:r>{r(' second')}") + "</w:footnote>"
    notes += '<w:footnote w:id="5">' + p(" provisional") + "</w:footnote>"
    mark = '<w:r><w:rPr><w:rStyle w:val="Ref"/></w:rPr><w:footnoteReference w:id="{}"/></w:r>'
    own = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="7"/><w:t>9</w:t></w:r>'
    document = made(
        tbl(tr(tc(p(r("18.4") + mark.format(5))), tc(p(r("19.2") + own))))
        + p(r("Text") + '<w:r><w:endnoteReference w:id="2"/></w:r>'),
        footnotes=notes,
        endnotes='<w:endnote w:id="2">' + p("at the end") + "</w:endnote>",
    )
    first, second = document.tables[0].rows[0]
    assert (first.text, first.note) == ("18.4", "footnote 1: “provisional”")
    assert (second.text, second.note) == ("19.2", "footnote 2: “second”; marked “9”")
    assert [(each.text, each.place, each.stands_in) for each in document.texts] == [
        ("Text", "paragraph 1", "body"),
        ("provisional", "footnote 1", "footnote"),
        ("second", "footnote 2", "footnote"),
        ("at the end", "endnote 1", "footnote"),
    ]


def test_comments_are_notes_and_said_and_hidden_text_is_not_read():
    comment = '<w:comment w:id="3" w:author="Jo">' + p("is this right?") + "</w:comment>"
    cell = cell_of(p('<w:commentRangeStart w:id="3"/>' + r("18.4") + '<w:r><w:commentReference w:id="3"/></w:r>'), comments=comment)
    assert (cell.text, cell.note) == ("18.4", "comment by Jo: “is this right?”")
    document = made(
        tbl(
            tr(
                tc(p(r("18.4") + r("9", "<w:vanish/>") + r("8", '<w:rStyle w:val="Gone"/>'))),
                tc(p(r("1", '<w:vanish w:val="0"/>'))),
            )
        )
    )
    assert grid(document.tables[0]) == [["18.4", "1"]]
    assert "hidden text “98” was not read" in document.tables[0].rows[0][0].note
    assert "hidden text" in document.problems[0].found and document.problems[0].place == "table 1, row 1, column 1"
    assert grid(made(tbl(tr(tc("a")), tr(tc("b"), properties="<w:hidden/>"))).tables[0]) == [["a"]]


def mark(kind: str, inside: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{inside}</w:fldChar></w:r>'


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def test_fields_give_their_result_and_form_fields_what_they_show():
    assert cell_of(p(mark("begin") + code(" REF x ") + mark("separate") + r("18.4") + mark("end") + r("%"))).text == "18.4%"
    total = cell_of(p(mark("begin") + code(" =SUM(ABOVE) ") + mark("separate") + r("41") + mark("end")))
    assert (total.text, total.note) == ("41", "calculated in Word (=SUM(ABOVE)); its last result was read")
    nested = mark("begin") + code(" IF ") + mark("begin") + code("X") + mark("separate") + r("7") + mark("end") + code(" = 7 ")
    assert cell_of(p(nested + mark("separate") + r("yes") + mark("end"))).text == "yes"
    assert cell_of(p(f'<w:fldSimple w:instr=" REF y ">{r("12")}</w:fldSimple>')).text == "12"
    assert cell_of(p(mark("begin") + code(" broken ") + r("18.4"))).text == "18.4"
    form = "<w:ffData><w:textInput/></w:ffData>"
    empty = mark("begin", form) + code(" FORMTEXT ") + mark("separate") + r("\u2002" * 5) + mark("end")
    assert cell_of(p(empty)).text == ""
    assert cell_of(p(empty.replace("\u2002" * 5, "18.4"))).text == "18.4"
    left = empty.replace("<w:textInput/>", '<w:textInput><w:default w:val="0"/></w:textInput>').replace("\u2002" * 5, "0")
    assert "still at its default" in cell_of(p(left)).note
    for inside, seen in (
        ('<w:default w:val="0"/><w:checked/>', "☒"),
        ('<w:default w:val="0"/>', "☐"),
        ('<w:default w:val="1"/>', "☒"),
    ):
        box = f"<w:ffData><w:checkBox>{inside}</w:checkBox></w:ffData>"
        assert cell_of(p(mark("begin", box) + code(" FORMCHECKBOX ") + mark("end") + r(" yes"))).text == f"{seen} yes"
    entries = '<w:listEntry w:val="Poor to fair"/><w:listEntry w:val="Fair to good"/>'
    chosen = f'<w:ffData><w:ddList><w:result w:val="1"/>{entries}</w:ddList></w:ffData>'
    dropdown = mark("begin", chosen) + code(" FORMDROPDOWN ") + mark("separate") + r("stale") + mark("end") + r("!")
    assert cell_of(p(dropdown)).text == "Fair to good!"


def test_symbols_breaks_and_hyphens_are_what_a_reader_sees():
    symbols = "".join(f'<w:r><w:sym w:font="Wingdings" w:char="{each}"/></w:r>' for each in ("F0FC", "F0FE", "F0A8", "00FD"))
    assert cell_of(p(symbols)).text == "✓☒☐☒"
    assert cell_of(p(r("ü", '<w:rFonts w:ascii="Wingdings"/>') + r(" ü"))).text == "✓ ü"
    assert cell_of(p(r("8", '<w:rFonts w:ascii="Wingdings"/>'))).text == "\ufffd"
    pieces = "<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/>"
    pieces += "<w:t>2016</w:t><w:noBreakHyphen/><w:t>17</w:t><w:softHyphen/><w:t>x</w:t></w:r>"
    assert cell_of(p(pieces)).text == "a\nb\t2016-17x"
    assert cell_of(p("first") + p("second")).text == "first\nsecond"
    assert (
        cell_of(
            p("<m:oMath><m:f><m:num><m:r><m:t>12</m:t></m:r></m:num><m:den><m:r><m:t>60</m:t></m:r></m:den></m:f></m:oMath>")
        ).text
        == "12/60"
    )


def test_words_in_wrappers_and_in_other_scripts_are_kept_as_they_are():
    wrapped = f"<w:hyperlink>{r('see ')}</w:hyperlink><w:smartTag>{r('Bolton ')}</w:smartTag><w:customXml>{r('LA ')}</w:customXml>"
    assert texts(made(p(wrapped + f"<w:bdo>{r('مرحبا ٢٠١٧')}</w:bdo>"))) == ["see Bolton LA مرحبا ٢٠١٧"]
    assert texts(made(p(r("10") + r("6", RAISED) + r(" m") + r("2", RAISED)))) == ["10⁶ m²"]

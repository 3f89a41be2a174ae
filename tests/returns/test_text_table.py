"""CSV files as documents: letters, separators, decimal marks, lines; what cannot be told is refused or said."""

import hashlib

import pandas as pd
import pytest

from challenge.packs.table import csv_bytes, looks_like_a_formula
from challenge.returns import text_table
from challenge.returns.document import Document, Unreadable
from challenge.returns.opening import Sent

PLAIN = "KPI,2015/16,2016/17,Latest\r\nRe-referrals – all,18.4,19.2,£ n/a\r\nCaseload,17.0,16.5,16\r\n"
WORDS = [
    ["KPI", "2015/16", "2016/17", "Latest"],
    ["Re-referrals – all", "18.4", "19.2", "£ n/a"],
    ["Caseload", "17.0", "16.5", "16"],
]


def read(data: bytes | str) -> Document:
    held = data.encode() if isinstance(data, str) else data
    return text_table.read(Sent("Bolton.csv", held, hashlib.sha256(held).hexdigest(), "table"))


def words(document: Document) -> list[list[str]]:
    return [[cell.text for cell in row] for row in document.tables[0].rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_the_letters_are_told_from_the_bytes(encoding):
    found = read(PLAIN.encode(encoding))
    assert words(found) == WORDS and found.problems == ()


def test_utf_16_with_a_mark_in_the_other_order_reads_too():
    assert words(read(b"\xfe\xff" + PLAIN.encode("utf-16-be"))) == WORDS


def test_latin_1_reads():
    assert words(read("KPI,Latest\nCafé £,80·1\n".encode("latin-1"))) == [["KPI", "Latest"], ["Café £", "80·1"]]


def test_an_old_mac_file_has_its_line_ends_and_its_letters():
    assert words(read(PLAIN.replace("\r\n", "\r").encode("mac_roman"))) == WORDS
    assert words(read(PLAIN.replace("\r\n", "\r").encode("cp1252"))) == WORDS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
def test_words_of_any_script_are_kept(encoding):
    text = "KPI;الأخير\nنسبة;18,4\n日本;7,5\n"
    assert words(read(text.encode(encoding))) == [["KPI", "الأخير"], ["نسبة", "18,4"], ["日本", "7,5"]]


@pytest.mark.parametrize(
    "data",
    [b"KPI,Latest\nCaseload\x00,17\n", b"\x00\x01\x02\x03\x04\x05\x06\x07" * 9, b"\xff\xfeK\x00P", b"\xff\xfe\x00\xd8\x00\xd8"],
)
def test_bytes_that_are_no_text_are_refused(data):
    with pytest.raises(Unreadable, match="no text"):
        read(data)


@pytest.mark.parametrize("data", [b"", b"\r\n\r\n", b"\xef\xbb\xbf", b"\xff\xfe", b",,,\n,,,\n", b"sep=;\n"])
def test_an_empty_file_is_refused(data):
    with pytest.raises(Unreadable, match=r"empty|without a word"):
        read(data)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_told_from_what_the_file_holds(separator):
    found = read(PLAIN.replace(",", separator))
    assert words(found) == WORDS and found.problems == ()


def test_a_first_line_may_name_the_separator():
    found = read("sep=;\r\nKPI;a,b;c\r\nx;1,5;y\r\n")
    assert words(found) == [["KPI", "a,b", "c"], ["x", "1,5", "y"]]
    assert found.tables[0].rows[0][0].place == "line 2, column 1"


def test_commas_in_words_do_not_hide_semicolons_between_columns():
    text = "KPI;2015/16;2016/17\nreferrals, again;18,4;19,2\nplans, second;20,1;21,0\nplans, short;7,0;6,5\n"
    assert words(read(text))[1] == ["referrals, again", "18,4", "19,2"]


def test_two_separators_that_would_both_do_are_said():
    found = read("a,b;c\nd,e;f\ng,h;i\n")
    assert "semicolons, and commas" in found.problems[0].found and not found.problems[0].blocks


def test_a_heading_that_names_years_tells_the_separator_where_words_are_more_regular():
    found = read("KPI,2015/16,2016/17\na; b,17,4,16\na; c,8,12\n")
    assert words(found)[0] == ["KPI", "2015/16", "2016/17"] and found.tables[0].rows[1][1].kind == "error"


def test_decimal_commas_throughout_are_told_to_the_grammar():
    rows = read("KPI;2015/16;2016/17;Latest\ns47;1.204,5;18,4 %;12\ncare;n/a;7,25;7\n").tables[0].rows
    assert [cell.number_format for cell in rows[1]] == ["decimal comma"] * 4
    assert [cell.number_format for cell in rows[2]] == ["", "", "decimal comma", "decimal comma"]
    assert all(cell.number is None for row in rows for cell in row)


def test_decimal_points_in_a_semicolon_file_are_left_alone():
    found = read("KPI;2015/16;2016/17\ns47;1,204;18.4\n")
    assert {cell.number_format for cell in found.tables[0].rows[1]} == {""} and found.problems == ()


@pytest.mark.parametrize("row", ["s47;18,4;19.2", "s47;1,204;12"])
def test_numbers_written_in_two_ways_or_in_either_are_said(row):
    found = read(f"KPI;2015/16;2016/17\n{row}\n")
    assert found.problems[0].place == "the numbers of the file"
    assert {cell.number_format for cell in found.tables[0].rows[1]} == {""}


def test_a_decimal_comma_that_splits_a_number_never_gives_figures():
    found = read("KPI,2015/16,2016/17,Latest\nCaseload,17,16,15\nRe-referrals,18,4,19,2,20,1\n")
    assert {cell.kind for cell in found.tables[0].rows[1]} == {"text"}
    assert {cell.kind for cell in found.tables[0].rows[2]} == {"error"}
    assert found.problems[0].place == "line 3" and "cannot" not in found.problems[0].do


def test_a_comma_in_a_label_that_moves_the_row_never_gives_figures_even_when_the_last_is_blank():
    found = read("KPI,2015/16,2016/17,Latest\n% referrals, within 12 months,18.4,19.2,\n")
    assert {cell.kind for cell in found.tables[0].rows[1] if cell.text} == {"error"}


def test_a_split_number_is_found_below_lines_of_facts_and_with_two_columns():
    text = "Authority,Bolton\nCycle,2017/18\nKPI,2015/16,2016/17\nCaseload,17,5,16\n"
    found = read(text)
    assert [row[0].kind for row in found.tables[0].rows] == ["text", "text", "text", "error"]
    assert read("KPI,Latest\nCaseload,18,4\n").tables[0].rows[1][1].kind == "error"


def test_facts_before_a_long_table_are_rows_like_any():
    text = (
        "Authority,Bolton\r\nCycle,2017/18\r\n\r\nkpi,column,value,status\r\ns47,2015/16,120.5,value\r\ns47,2016/17,,suppressed\r\n"
    )
    found = read(text)
    assert words(found)[3] == ["kpi", "column", "value", "status"] and found.problems == ()
    assert {cell.kind for row in found.tables[0].rows for cell in row} == {"text"}
    close = read(text.replace("\r\n\r\n", "\r\n"))
    assert {cell.kind for row in close.tables[0].rows for cell in row} == {"text"}


def test_lines_are_counted_as_an_editor_counts_them():
    rows = read('KPI,Note,Latest\r\nA,"one\r\ntwo\r\n\r\nfour",1\r\n\r\nB,"say ""so"", or",2').tables[0].rows
    assert rows[1][1].text == "one\r\ntwo\r\n\r\nfour" and rows[1][2].place == "line 2, column 3"
    assert (rows[2][0].text, rows[2][0].place) == ("", "line 6, column 1")
    assert (rows[3][1].text, rows[3][2].place) == ('say "so", or', "line 7, column 3")


def test_a_quotation_mark_that_never_closes_swallows_nothing():
    found = read('KPI,2015/16,2016/17\n"Caseload,17,16\nRe-referrals,18.4,19.2\n')
    assert words(found) == [["KPI", "2015/16", "2016/17"], ['"Caseload', "17", "16"], ["Re-referrals", "18.4", "19.2"]]
    assert found.problems[0].place == "line 2"
    two = read('KPI,2015/16\n"Caseload,17\n"Re-referrals,18\n')
    assert words(two)[1:] == [['"Caseload', "17"], ['"Re-referrals', "18"]] and two.problems


def test_what_our_own_files_neutralise_reads_as_it_was():
    said = ["=18.4", "-5", "+1", "@x", "plain", "'quoted'", "－5"]
    data = csv_bytes(pd.DataFrame({"text": said, "value": [1.5] * 7}), {"cycle": "2017/18", "source": "-"})
    found = read(data)
    assert [row[0] for row in words(found)[1:]] == said
    assert all(row[3] == "-" for row in words(found)[1:])
    assert sum(map(looks_like_a_formula, said)) == 5


def test_formulas_and_errors_are_no_values():
    row = read('KPI,a,b,c,d\nx,=12/60,#REF!,"=""18.4""",#####\n').tables[0].rows[1]
    assert [(cell.text, cell.kind) for cell in row[1:]] == [
        ("=12/60", "formula"),
        ("#REF!", "error"),
        ("18.4", "text"),
        ("#####", "error"),
    ]


def test_one_column_is_still_a_table():
    found = read("Caseload\nis 17\n")
    assert words(found) == [["Caseload"], ["is 17"]] and found.problems == ()


def test_rows_may_be_shorter_than_their_heading():
    assert words(read("KPI,2015/16,2016/17\nCaseload,17\nRe-referrals,18,19\n"))[1] == ["Caseload", "17"]


def test_a_very_long_line_is_read_whole():
    text = "x " * 500_000
    assert words(read(f'KPI,Note\ns47,"{text}"\n'))[1] == ["s47", text.strip()]


def test_rows_beyond_what_is_read_are_said():
    found = read("a,b\n" * 6000)
    assert len(found.tables[0].rows) == 5000 and found.problems[0].place == "from line 5001"


def test_the_document_says_what_file_it_is():
    found = read(PLAIN)
    assert (found.name, found.kind, found.sha256) == ("Bolton.csv", "table", hashlib.sha256(PLAIN.encode()).hexdigest())
    assert found.tables[0].place == "lines 1–3"

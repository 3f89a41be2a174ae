"""Files made of what is on the screen: a spreadsheet reads them as they are meant, and they say what they rest on."""

import csv
import io
import re

import pandas as pd
import pytest

from challenge.packs.table import csv_bytes, file_name

FACTS = {"cycle": "2017/18", "as of": "now", "store": "Practice: BPNs, rounds and returned figures are invented"}


def cells(rows: pd.DataFrame, facts: dict[str, str] | None = None) -> list[dict[str, str]]:
    """The rows of the file, read back as text."""
    return list(csv.DictReader(io.StringIO(csv_bytes(rows, facts or {}).decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("text", ["=1+1", "+44 20", "-SUM(A1)", "@cmd", "\tx", "\rx", '=HYPERLINK("http://elsewhere.invalid")'])
def test_text_that_starts_like_a_formula_is_made_harmless(text):
    (row,) = cells(pd.DataFrame({"note": [text]}))
    assert row["note"] == "'" + text


@pytest.mark.parametrize("text", ["St. Helens", "a=b", "1,204", "−0.14", '«quoted» "twice"', "two\nlines", "’tis"])
def test_other_text_stays_as_it_is(text):
    (row,) = cells(pd.DataFrame({"note": [text]}))
    assert row["note"] == text


def test_a_name_somebody_declared_is_made_harmless_too():
    (row,) = cells(pd.DataFrame({"value": [1.0]}), {"made for": "=cmd|' /c calc'!A1"})
    assert row["made for"].startswith("'=")


def test_a_negative_number_stays_a_number():
    (row,) = cells(pd.DataFrame({"change": [-0.14], "rank": [3]}))
    assert row == {"change": "-0.14", "rank": "3"}


def test_no_number_is_an_empty_cell_and_not_a_word():
    rows = cells(pd.DataFrame({"value": [1.5, None], "status": ["value", "not_published"]}))
    assert [row["value"] for row in rows] == ["1.5", ""]


def test_every_row_states_the_facts():
    rows = cells(pd.DataFrame({"value": [1.0, 2.0, 3.0]}), FACTS)
    assert len(rows) == 3
    assert all(row[name] == fact for row in rows for name, fact in FACTS.items())


def test_a_table_without_rows_still_says_what_its_columns_are():
    assert csv_bytes(pd.DataFrame({"value": []}), FACTS).decode("utf-8-sig") == "value,cycle,as of,store\r\n"


def test_it_opens_in_a_spreadsheet_with_its_signs_whole():
    made = csv_bytes(pd.DataFrame({"name": ["−1 – “Wigan”"]}), {})
    assert made.startswith(b"\xef\xbb\xbf")
    assert made.count(b"\r\n") == made.count(b"\n") == 2
    assert "“Wigan”" in made.decode("utf-8-sig")


def test_the_rows_given_are_not_changed():
    rows = pd.DataFrame({"note": ["=1+1"]})
    csv_bytes(rows, FACTS)
    assert rows.to_dict("list") == {"note": ["=1+1"]}


def test_a_file_of_a_practice_store_says_so_in_its_name():
    assert file_name("North West 2017/18", practice=True).startswith("practice-north-west-2017-18-")
    assert "practice" not in file_name("North West 2017/18", practice=False)


@pytest.mark.parametrize(
    "name", ["Blackburn with Darwen, 2016/17 · Practice", "../../etc/passwd", "St. Helens: “Latest” \\ *?", "x" * 20]
)
def test_any_system_takes_the_file_name(name):
    assert re.fullmatch(r"[a-z0-9-]+-\d{4}-\d{2}-\d{2}\.csv", file_name(name, practice=False))

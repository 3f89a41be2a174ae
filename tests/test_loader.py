"""Query files: good ones become functions, bad ones are refused by file and line, wrong calls by name; none takes anything out."""

import re
from pathlib import Path

import duckdb
import pandas as pd
import pytest

import queries

ROOT = Path(__file__).resolve().parents[1]
GOOD = """-- What the file is about.

-- name: ranking
-- grain: authority, kpi
-- Best first.
-- Ties share the best.
select $cycle as cycle, 1 as rank;

-- name: everything
-- grain: none
-- All there is.
select 1 as one;
"""
HEAD = "-- name: first\n-- grain: none\n-- What it is.\nselect 1;\n\n"
BAD = {
    "nameless": ("-- name:\n-- grain: area\n-- What it is.\nselect 1;", 6, "no name for a block"),
    "of two words": ("-- name: two words\n-- grain: area\n-- What it is.\nselect 1;", 6, "'two words' is no name"),
    "a duplicate": ("-- name: first\n-- grain: area\n-- What it is.\nselect 1;", 6, "a second block is named 'first'"),
    "undocumented": ("-- name: second\n-- grain: area\nselect 1;", 6, "'second' needs"),
    "without a grain": ("-- name: second\n-- What it is.\nselect 1;", 6, "'second' needs a `-- grain:` line"),
    "with an empty grain": ("-- name: second\n-- grain:\n-- What it is.\nselect 1;", 6, "'second' needs a `-- grain:` line"),
    "without a statement": ("-- name: second\n-- grain: area\n-- What it is.\n", 6, "'second' has no statement"),
}


def parsed(folder, text: str) -> queries.QueryFile:
    """The query file with this text."""
    path = folder / "sample.sql"
    path.write_text(text, encoding="utf-8")
    return queries.parse(path)


@pytest.mark.parametrize("fault", BAD)
def test_a_block_that_is_bad_is_refused_by_file_and_line(fault, tmp_path):
    text, line, message = BAD[fault]
    with pytest.raises(queries.BadBlock) as refusal:
        parsed(tmp_path, HEAD + text)
    assert str(refusal.value).startswith(f"sample.sql:{line}: ")
    assert message in str(refusal.value)


def test_a_statement_before_the_first_name_is_refused_by_file_and_line(tmp_path):
    with pytest.raises(queries.BadBlock, match=r"^sample\.sql:3: a statement without a name"):
        parsed(tmp_path, "-- About the file.\n\nselect 2;\n\n" + HEAD)


def test_a_file_with_no_name_at_all_is_refused(tmp_path):
    with pytest.raises(queries.BadBlock, match=r"^sample\.sql:1: a statement without a name"):
        parsed(tmp_path, "select 2;")


def test_a_good_file_keeps_its_blocks_in_order_with_what_they_say(tmp_path):
    first, second = parsed(tmp_path, GOOD).blocks
    assert (first.name, first.grain, first.doc, first.line) == (
        "ranking",
        ("authority", "kpi"),
        "Best first. Ties share the best.",
        3,
    )
    assert (second.name, second.sql) == ("everything", "select 1 as one;")


def test_a_block_is_a_function_that_gives_a_frame(tmp_path):
    rows = parsed(tmp_path, GOOD).ranking(duckdb.connect(), cycle="2017-18")
    pd.testing.assert_frame_equal(rows, pd.DataFrame({"cycle": ["2017-18"], "rank": [1]}), check_dtype=False)


@pytest.mark.parametrize("given", [{}, {"cicle": "2017-18"}, {"cycle": "2017-18", "kpi": "s47"}])
def test_wrong_parameter_names_raise_with_the_right_ones(given, tmp_path):
    with pytest.raises(TypeError, match=r"queries\.sample\.ranking takes \['cycle'\], was given"):
        parsed(tmp_path, GOOD).ranking(duckdb.connect(), **given)


def test_a_parameter_of_a_block_that_takes_none_raises(tmp_path):
    with pytest.raises(TypeError, match=r"takes no parameters, was given \['cycle'\]"):
        parsed(tmp_path, GOOD).everything(duckdb.connect(), cycle="2017-18")


def test_a_block_there_is_not_is_named_with_its_file(tmp_path):
    with pytest.raises(AttributeError, match=r"queries/sample\.sql has no block named 'rankings'"):
        _ = parsed(tmp_path, GOOD).rankings


def test_a_file_there_is_not_is_named():
    with pytest.raises(AttributeError, match=r"queries/ has no file regions\.sql"):
        _ = queries.regions


def test_missing_numbers_are_one_kind_of_missing(tmp_path):
    text = (
        HEAD
        + "-- name: second\n-- grain: n\n-- What it is.\n"
        + "select * from (values (1, 1.5, true), (null, null, null)) as t (n, x, told);"
    )
    rows = parsed(tmp_path, text).second(duckdb.connect())
    assert rows["n"].isna().tolist() == rows["x"].isna().tolist() == [False, True]
    assert rows["told"].tolist() == [True, None]


def test_every_query_file_of_the_project_is_sound():
    assert {file.name for file in queries.files()} == {path.stem for path in queries.HERE.glob("*.sql")}


def statements(*names: str) -> list[tuple[str, str]]:
    """Kind and text of every statement of the query files named, or of all."""
    return [
        (statement.type.name, block.sql.lower())
        for file in queries.files()
        if file.name in names or not names
        for block in file.blocks
        for statement in duckdb.extract_statements(block.sql)
    ]


def test_the_ledger_only_asks_and_adds():
    assert {kind for kind, _ in statements("ledger")} == {"INSERT", "SELECT"}


def test_no_query_takes_anything_out_or_writes_over_it():
    kinds = {kind for kind, _ in statements()}
    assert kinds <= {"CREATE", "SELECT", "INSERT", "SET", "ALTER"}, kinds
    assert all(text.startswith("comment on") for kind, text in statements() if kind == "ALTER")
    assert not [text for _, text in statements() if re.search(r"or replace table|or replace into|do update", text)]


def test_no_module_takes_anything_out_of_the_store():
    taking = re.compile(
        r"[\"'](update \w+ set|delete from|drop (table|view|schema) (?!held)|truncate|alter table|insert or replace)", re.I
    )
    modules = [*(ROOT / "challenge").rglob("*.py"), *(ROOT / "pages").glob("*.py"), ROOT / "app.py"]
    assert [path.name for path in modules if taking.search(path.read_text(encoding="utf-8"))] == []

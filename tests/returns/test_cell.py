"""The grammar of a cell: each form of ``data/reference/cell_forms.csv``, and the README's table of them."""

import csv
import re
import sys
from itertools import groupby
from pathlib import Path

import pytest

from challenge.returns.cell import read

ROOT = Path(__file__).resolve().parents[2]
# A form is written with these in the table, since a reader cannot see what they stand for.
BLANK, LINE, SIGN = "(blank)", r"\n", re.compile(r"\\u([0-9a-f]{4})")
STATUSES = {"value", "zero", "suppressed", "not_returned", "not_applicable"}
UNITS = {"%": 1, "count": 0, "per 10,000": 1, "cases": 1, "points": 1}


def forms() -> list[dict]:
    with (ROOT / "data" / "reference" / "cell_forms.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


FORMS = forms()
README = (ROOT / "README.md").read_text(encoding="utf-8")


def spelt_out(form: str) -> str:
    return "" if form == BLANK else SIGN.sub(lambda found: chr(int(found[1], 16)), form).replace(LINE, "\n")


def held(told: str) -> dict:
    """What the file holds under the words of a form."""
    if told == "decimal comma":
        return {"decimal_comma": True}
    if " as " in told:
        number, number_format = told.split(" as ", 1)
        return {"number": float(number), "number_format": number_format, "kind": "number"}
    return {} if told == "words" else {"kind": told}


def readme_table() -> str:
    """The table of the README: forms that mean the same of the same KPI share a line."""
    status = {
        "not_returned": "not returned",
        "not_applicable": "not applicable",
        "value": "",
        "zero": "zero",
        "suppressed": "suppressed",
    }

    def meaning(row: dict) -> tuple:
        read_as = [row["value"], status[row["status"]]]
        if row["says"] == "refuse":
            read_as = ["**refused**"]
        read_as += ["part of a year"] * (row["part_year"] == "yes") + [f"to {row['period_end']}"] * bool(row["period_end"])
        read_as += ["**to confirm**"] * (row["says"] == "confirm")
        unit = row["unit"] if row["held"] == "words" else f"{row['unit']}; {row['held']}"
        note = "" if row["note"].startswith("as written") else row["note"]
        return unit, ", ".join(part for part in read_as if part), note, row["why"]

    shown = [(meaning(row), f"`{row['form'].replace(LINE, ' ⏎ ')}`") for row in FORMS]
    order = list(dict.fromkeys(key for key, _ in shown))
    lines = ["| in the cell | KPI in | read as | note | why |", "|---|---|---|---|---|"]
    for key, group in groupby(sorted(shown, key=lambda each: order.index(each[0])), key=lambda each: each[0]):
        lines.append(f"| {' · '.join(form for _, form in group)} | {' | '.join(key)} |")
    return "\n".join(lines)


@pytest.mark.parametrize("row", FORMS, ids=[f"{row['form']} in {row['unit']} ({row['held']})" for row in FORMS])
def test_each_form_of_the_table_means_what_the_table_says(row):
    meaning = read(spelt_out(row["form"]), row["unit"], UNITS[row["unit"]], **held(row["held"]))
    assert meaning.value == (float(row["value"]) if row["value"] else None)
    assert meaning.status == row["status"]
    assert meaning.numerator == (float(row["numerator"]) if row["numerator"] else None)
    assert meaning.denominator == (float(row["denominator"]) if row["denominator"] else None)
    assert meaning.part_year == (row["part_year"] == "yes")
    assert (meaning.period_end.isoformat() if meaning.period_end else "") == row["period_end"]
    assert (meaning.note or "") == " ".join(spelt_out(row["note"]).split())
    assert (bool(meaning.refuse), bool(meaning.confirm)) == (row["says"] == "refuse", row["says"] == "confirm")


def test_the_table_has_at_least_ninety_forms_and_words_only_from_closed_lists():
    assert len({row["form"] for row in FORMS}) >= 90
    assert {row["status"] for row in FORMS} == STATUSES
    assert {row["says"] for row in FORMS} == {"", "confirm", "refuse"}
    assert {row["unit"] for row in FORMS} == set(UNITS)


def test_whatever_is_to_be_confirmed_or_refused_has_a_reason_in_the_table():
    assert [row["form"] for row in FORMS if row["says"] and not row["why"]] == []


def test_a_value_stands_in_the_table_exactly_where_its_status_is_value_or_zero():
    assert [row["form"] for row in FORMS if bool(row["value"]) != (row["status"] in ("value", "zero"))] == []


def test_every_form_the_users_named_is_in_the_table():
    named = "18.4%|18.4|12/60|18.4 (prov)|c.18|~18|1 in 5|n/a|N/A – none|c|x|*|<5|0|-|tbc|(blank)|18.4 / 19.2|60% per 10,000|1,204"
    assert {*named.split("|"), "Q2: 9.1", "80·1"} <= {row["form"] for row in FORMS}


def test_the_readme_shows_the_table_as_it_is():
    assert "## What a cell may say" in README
    assert readme_table() in README


def test_a_refusal_says_why_and_quotes_the_cell():
    meaning = read("18.4 / 19.2", "%", 1)
    assert (meaning.value, meaning.status) == (None, "not_returned")
    assert meaning.refuse == "more than one number in the cell"
    assert meaning.note == "as written: 18.4 / 19.2"


def test_a_date_that_excel_made_of_counts_is_refused_with_that_reason():
    assert "Excel makes one of" in read("05/12/2017", "%", 1, kind="date").refuse


def test_counts_are_rounded_to_the_decimals_of_the_kpi_and_kept_beside_it():
    meaning = read("2/3", "%", 0)
    assert (meaning.value, meaning.numerator, meaning.denominator) == (67.0, 2.0, 3.0)


def test_counts_that_give_the_figure_only_before_rounding_are_to_be_confirmed_only_where_it_shows():
    assert read("20% (12/59)", "%", 1).confirm
    assert read("20% (12/59)", "%", 0).confirm is None


def test_a_workbooks_number_keeps_the_digits_it_does_not_show():
    assert read("18%", "%", 0, number=0.18367, number_format="0%", kind="number").value == 18.367


def test_a_figure_that_a_format_hides_behind_a_sign_for_suppression_stays_hidden():
    meaning = read("<5", "count", 0, number=3.0, number_format='"<5"', kind="number")
    assert (meaning.value, meaning.status) == (None, "suppressed")
    assert "3" not in meaning.note


def test_a_long_text_is_refused_and_quoted_in_short():
    meaning = read("We have changed how we count. " * 20, "%", 1)
    assert meaning.refuse and len(meaning.note) < 100


@pytest.mark.parametrize(
    "text", ["9" * 150, "1" * 60 + "/" + "2" * 60, "0." + "3" * 150, "٣" * 90, "1e999", "\x00", "\ud800", "(" * 190]
)
@pytest.mark.parametrize("unit", UNITS)
def test_nothing_that_can_be_typed_makes_it_fall_over(text, unit):
    assert read(text, unit, UNITS[unit]).status in STATUSES


@pytest.mark.parametrize("number", [1e300, -1e300, float("inf"), float("nan"), 1e-300, -0.0, 1e12, 123456789.123456789])
@pytest.mark.parametrize("number_format", ["General", "0%", "0.0", ";;;", '"c"'])
def test_no_number_of_a_workbook_makes_it_fall_over(number, number_format):
    assert read(str(number), "%", 1, number=number, number_format=number_format, kind="number").status in STATUSES


if __name__ == "__main__":
    # What the README shows, to be pasted under its heading when the table has changed.
    sys.stdout.write(readme_table() + "\n")

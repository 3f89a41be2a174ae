"""A form is a description: another region's, unlike the North West's in every word, is read by the same readers."""

import io
from pathlib import Path

import docx
import pytest

from challenge.returns import asking, figures, narrative, opening, placing, word
from challenge.returns.form import form, names, of_region

MIDLANDS = """
title = "Part A: our own assessment"
region = "west-midlands"
known_by = ["part a"]

[columns_also]
latest = ["this year so far"]

[[offices]]
key = "dcs"
name = "Executive director"

[[positions]]
key = "one"
name = "Setting out"
number = 1

[[enablers]]
key = "vision"
name = "A shared vision"
number = 1

[[sections]]
section = "1"
title = "What last year left to do"

[[sections.groups]]
group = "left"
title = "Areas left to improve"

[[sections.groups.kpis]]
number = 3
kpi = "rereferrals"
label = "Share of families who came back to the front door within a year"

[[sections.groups.questions]]
item = "travel"
label = "Direction of travel and capacity to improve"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the form of another region."""
    (tmp_path / "west-midlands.toml").write_text(MIDLANDS, encoding="utf-8")
    return tmp_path


def test_the_forms_of_the_project_are_found_by_region():
    assert "north-west" in names() and of_region("north-west").form == "north-west"
    assert of_region("london") is None


def test_another_regions_form_needs_no_new_reader(folder: Path):
    described = of_region("west-midlands", folder)
    assert described == form("west-midlands", folder)
    document = docx.Document()
    document.add_heading("Areas left to improve", 1)
    table = document.add_table(rows=2, cols=4)
    for row, words in enumerate(
        [
            ["", "2015/16", "2016/17", "This year so far"],
            ["Share of families who came back to the front door within a year", "18.4%", "19.2%", "20"],
        ]
    ):
        for cell, text in zip(table.rows[row].cells, words, strict=True):
            cell.text = text
    document.add_heading("Direction of travel and capacity to improve", 2)
    document.add_paragraph("Upwards, with a new front door.")
    made = io.BytesIO()
    document.save(made)
    read = word.read(opening.open_sent("Part A.docx", made.getvalue()))
    cycle = asking.shipped()["2017-18"]
    found, _ = figures.find(read, described, cycle)
    assert [(each.period, each.value) for each in found if each.kpi == "rereferrals"] == [
        ("2015-16", 18.4),
        ("2016-17", 19.2),
        ("latest", 20.0),
    ]
    answers, _ = narrative.find(read, described)
    assert [(each.item, each.text) for each in answers if each.item == "travel"] == [("travel", "Upwards, with a new front door.")]
    assert placing.grid(read, described) == ([], [])

"""The practice store's self-views: the files shipped are those the script makes, and they read back as what was invented."""

import io
import re
import zipfile
from random import Random

import docx
import pandas as pd
import pytest

from challenge.practice import CYCLE, SAMPLE
from challenge.returns import asking, cell, reading
from challenge.returns.form import form
from challenge.sampling import figures, files, spoiling, words, written
from challenge.sampling.files import Sent
from challenge.store import Store

SHIPPED = SAMPLE / "self-views"
FORM = form("north-west")
HEADINGS = ("2015/16", "2015-16", "15/16", "2015/2016")


@pytest.fixture(scope="module")
def sent(practice: Store) -> list[Sent]:
    """Every self-view, made anew."""
    return files.from_store(practice)


@pytest.fixture(scope="module")
def made(sent: list[Sent]) -> dict[str, bytes]:
    """Every file, made anew."""
    return {each.name: each.data() for each in sent}


@pytest.fixture(scope="module")
def views(sent: list[Sent]) -> dict[str, reading.SelfView]:
    """Every file that is shipped, as read."""
    return {each.name: reading.read_path(SHIPPED / each.name) for each in sent}


def parts(data: bytes) -> dict[str, bytes]:
    """What is in a Word or Excel file; how it is packed depends on the machine's zlib."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_files_that_are_shipped_are_those_the_script_makes(sent, made):
    assert {path.name for path in SHIPPED.iterdir()} == {files.RECEIVED, *made}
    for name, data in made.items():
        assert parts(data) == parts((SHIPPED / name).read_bytes()), name
    assert (SHIPPED / files.RECEIVED).read_text(encoding="utf-8") == files.received(sent)


def test_the_same_file_is_made_of_the_same_bytes(sent, made):
    for each in (
        sent[0],
        next(one for one in sent if one.ending == "xlsx"),
        next(one for one in sent if one.filled.authority == "bury"),
    ):
        assert each.data() == made[each.name]


def test_every_authority_has_a_file_and_all_together_are_small(sent):
    assert len({each.filled.authority for each in sent}) == 23
    assert sum(each.version == 2 for each in sent) == 3
    assert sum(each.ending == "xlsx" and each.version == 1 for each in sent) == 8
    assert sum(path.stat().st_size for path in SHIPPED.iterdir()) < 2_500_000


def test_every_file_reads_back_as_the_figures_that_were_invented(sent, views, practice):
    with practice.reading(files.PROGRAM, "infinity") as cursor:
        invented = figures.figures(files.queries.practice.blank_returns(cursor, cycle=CYCLE))
    invented = invented.set_index(["area", "number", "ordinal"])
    for each in sent:
        area, view = each.filled.authority, views[each.name]
        assert (view.authority, view.cycle, len(view.figures)) == (area, CYCLE, 42)
        wrong = files.SENT_TWICE.get(area, ((0, 0), 0))[0] if each.version == 1 else (0, 0)
        for read in view.figures:
            meant = invented.loc[(area, read.number, read.ordinal)]
            if (read.number, read.ordinal) == wrong:
                assert read.value != meant["value"]
                continue
            assert read.status == meant["status"], (each.name, read)
            assert read.value == (None if pd.isna(meant["value"]) else meant["value"]), (each.name, read)
            if read.value is not None:
                assert (read.part_year, read.period_end) == (meant["part_year"], meant["period_end"]), (each.name, read)
            if not pd.isna(meant["denominator"]):
                assert (read.numerator, read.denominator) == (meant["numerator"], meant["denominator"])


def test_every_file_reads_back_as_the_words_that_were_invented(sent, views):
    for each in sent:
        contents, view = each.filled.contents, views[each.name]
        for item, entries in contents.answers.items():
            said = [answer.text for answer in view.answers if answer.item == item]
            assert said == ([part for entry in entries for part in entry] if item.endswith("actions") else ["\n".join(entries)])
        assert {answer.item for answer in view.answers} == set(contents.answers), each.name
        assert {one.enabler: (one.position, one.evidence) for one in view.placements} == contents.placements
        assert {one.office: (one.name, one.day) for one in view.sign_offs} == contents.sign_offs


def test_only_the_cells_that_were_spoiled_have_problems(sent, views):
    for each in sent:
        area, problems = each.filled.authority, views[each.name].problems
        spoilt = area in spoiling.CELLS or area in spoiling.FURTHER_ROW or area in spoiling.TRACKED
        assert bool(problems) == spoilt, (each.name, problems)


def test_every_page_of_every_file_says_practice(sent):
    for each in sent:
        assert each.name.startswith("Practice-self-view-")
        told = parts((SHIPPED / each.name).read_bytes())
        heads = [text for name, text in told.items() if re.search(r"header\d|worksheets/sheet", name)]
        assert heads and all(b"Practice" in text for text in heads), each.name


def test_the_figure_changed_with_changes_tracked_keeps_both_in_the_file(sent, made):
    bury = next(each for each in sent if each.filled.authority == "bury")
    xml = parts(made[bury.name])["word/document.xml"]
    assert b"<w:delText>88%</w:delText>" in xml and b"<w:ins " in xml


def test_a_workbook_s_self_view_can_be_made_as_a_word_file_with_the_same_figures(sent, views):
    each = next(one for one in sent if one.ending == "xlsx")
    data = each.data("docx")
    again = reading.read(each.name.replace("xlsx", "docx"), data)
    said = [(one.kpi, one.ordinal, one.value, one.status) for one in again.figures]
    assert said == [(one.kpi, one.ordinal, one.value, one.status) for one in views[each.name].figures]
    assert docx.Document(io.BytesIO(data)).tables


@pytest.mark.parametrize("seed", range(40))
def test_a_figure_as_an_office_writes_it_is_read_as_itself(seed):
    draw = Random(seed)
    for unit, decimals, value in (
        ("%", 1, 18.4),
        ("%", 0, 90.0),
        ("%", 1, 0.7),
        ("per 10,000", 1, 103.5),
        ("points", 1, 24.1),
        ("cases", 1, 19.0),
        ("count", 0, 0.0),
    ):
        status = "zero" if value == 0 else "value"
        row = pd.Series(
            {
                "number": 1,
                "ordinal": 3,
                "value": value,
                "status": status,
                "decimals": decimals,
                "unit_short": unit,
                "denominator": None,
            }
        )
        held = written.cell(row, draw, seed % 2 == 0, seed % 3 == 0, False)
        read = cell.read(held, unit, decimals)
        assert (read.value, read.status, read.refuse, read.confirm) == (value, status, None, None), held


def test_column_headings_say_until_when_and_differ_between_offices():
    columns = asking.shipped()[CYCLE].columns
    made = {tuple(each.label for each in written.columns(columns, Random(seed))) for seed in range(60)}
    assert len(made) > 12 and {labels[0] for labels in made} == set(HEADINGS)
    assert all(re.search(r"Sept?|30[./]0?9", labels[2]) for labels in made)


def test_every_question_has_sentences_and_every_slot_words():
    told = words.told()
    lists = {"ofsted-actions", "peer-actions", "strengths", "focus-wanted"}
    assert set(told["answers"]) | lists == {question.item for question in FORM.questions}
    assert set(told["evidence"]) == {enabler.key for enabler in FORM.enablers}
    assert set(re.findall(r"\{(\w+)\}", words.SENTENCES.read_text(encoding="utf-8"))) == set(told["slots"])


def test_no_invented_sentence_holds_a_number():
    said = [text for item in words.told()["answers"].values() for text in item]
    assert len(said) > 150 and not [text for text in said if re.search(r"\d", text)]

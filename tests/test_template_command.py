"""`python -m challenge returns template`: what it writes, what it refuses, and that what it writes reads back as it was written."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from challenge.__main__ import main
from challenge.access import READER
from challenge.errors import ChallengeError
from challenge.packs.self_view import form_of
from challenge.returns_commands import FORMATS
from challenge.templating import made, templates
from tests.test_self_view_packs import PUBLISHED, WRITTEN, replace


@dataclass(frozen=True)
class Said:
    """What a command ended with."""

    code: int
    out: str
    refusal: str


@pytest.fixture
def run(folder, monkeypatch, capsys):
    """Run the command on the store in a folder."""
    monkeypatch.setenv("CHALLENGE_STORE", str(folder))

    def told(*arguments: object) -> Said:
        code = main(["returns", "template", *map(str, arguments)])
        return Said(code, *capsys.readouterr())

    return told


def refused(said: Said) -> str:
    """The one line a command that could not do what was asked ends with."""
    assert (said.code, said.out) == (1, "")
    assert said.refusal.count("\n") == 1, said.refusal
    return said.refusal


@pytest.fixture(scope="module")
def bury(practice):
    with practice.seeing(READER) as cursor:
        return templates(practice, cursor, "2017/18", "bury")[0]


@pytest.fixture(scope="module")
def folder(practice, tmp_path_factory) -> Path:
    """A copy of the practice store no other process holds open."""
    practice.connection.execute("checkpoint")
    copied = tmp_path_factory.mktemp("store")
    (copied / "store.duckdb").write_bytes((practice.folder / "store.duckdb").read_bytes())
    return copied


def test_it_writes_one_authority_s_template_and_says_where(run, tmp_path):
    said = run("--authority", "Bury", "--cycle", "2017-18", "--into", tmp_path / "new")
    assert (said.code, said.refusal) == (0, "")
    path = tmp_path / "new" / "not-for-ofsted-self-view-bury-2017-18.docx"
    assert str(path) in said.out and path.read_bytes()[:2] == b"PK"


def test_it_writes_one_for_every_authority(run, tmp_path):
    said = run("--all", "--cycle", "2017-18", "--format", "csv", "--into", tmp_path)
    assert "23 templates" in said.out
    assert len({path.read_bytes() for path in tmp_path.glob("self-view-*-2017-18.csv")}) == 23


def test_an_authority_there_is_not_is_refused_with_the_nearest(run, tmp_path):
    message = refused(run("--authority", "Burry", "--into", tmp_path))
    assert "no such authority" in message and "Bury" in message and not list(tmp_path.iterdir())


def test_a_cycle_a_day_and_a_name_that_do_not_fit_are_refused(run, tmp_path):
    assert "2017/18" in refused(run("--authority", "bury", "--cycle", "2016-17"))
    assert "2017-10-31" in refused(run("--authority", "bury", "--as-of", "soon"))
    assert "--format xlsx" in refused(run("--authority", "bury", "--into", tmp_path / "mine.xlsx"))
    assert "a folder" in refused(run("--all", "--into", tmp_path / "mine.docx"))
    assert list(tmp_path.iterdir()) == []


def test_a_region_without_a_form_is_told_what_to_write():
    with pytest.raises(ChallengeError, match=re.escape("data/reference/forms")):
        form_of("london")


@pytest.mark.parametrize("ending", FORMATS)
def test_a_template_reads_back_with_every_published_figure_right_and_nothing_to_mend(bury, ending):
    reading = pytest.importorskip("challenge.returns.reading")
    view = reading.read(f"self-view.{ending}", made(bury, ending))
    assert (view.authority, view.cycle) == ("bury", "2017-18")
    read = {(figure.number, figure.ordinal): figure.value for figure in view.figures if figure.value is not None}
    assert read == {key: value for key in bury.rows if (value := bury.published(*key)) is not None}
    assert PUBLISHED.items() <= read.items()
    assert {figure.status for figure in view.figures if figure.value is None} <= {"not_returned"}
    assert not view.answers and not [placement for placement in view.placements if placement.position]
    assert not [sign_off for sign_off in view.sign_offs if sign_off.name]
    assert [problem for problem in view.problems if problem.blocks or problem.number is not None] == []


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_what_an_authority_wrote_reads_back_word_for_word(bury, ending):
    reading = pytest.importorskip("challenge.returns.reading")
    view = reading.read(f"self-view.{ending}", made(replace(bury, contents=WRITTEN), ending))
    texts = {(figure.number, figure.ordinal): (figure.value, figure.status, figure.part_year) for figure in view.figures}
    assert texts[1, 1] == (18.4, "value", False) and texts[3, 2] == (20.0, "value", False)
    assert texts[8, 1][1] == "not_applicable" and texts[12, 3] == (91.0, "value", True)
    assert texts[11, 1][0] is None
    answers = {(answer.item, answer.part): "" for answer in view.answers}
    assert set(answers) == {
        ("ofsted-actions", "action"),
        ("ofsted-actions", "progress"),
        ("ofsted-actions", "impact"),
        ("context", ""),
        ("focus-wanted", ""),
    }
    assert [answer.text for answer in view.answers if answer.part == "action"] == ["Audit every case", "Train managers"]
    told = "\n".join(answer.text for answer in view.answers if answer.item == "context")
    assert told == WRITTEN.answers["context"][0]
    placed = {placement.enabler: (placement.position, placement.evidence) for placement in view.placements}
    assert placed["strategic-approach"] == (3, "One plan, known by all teams.")
    assert placed["engaging-partners"] == (None, "Not discussed yet.")
    signed = {sign_off.office: (sign_off.name, sign_off.day) for sign_off in view.sign_offs if sign_off.name}
    assert signed == {"dcs": ("Ann Example", date(2017, 10, 20)), "ce": ("Bo Example", None)}

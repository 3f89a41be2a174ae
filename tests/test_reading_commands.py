"""``returns check`` and ``returns load``: what they print, what they store, and when they say that something was kept out."""

import json
import shutil
from pathlib import Path

import pytest

from challenge.__main__ import main
from challenge.store import open_store
from tests.sent_files import self_view

PROBLEM = {"place", "found", "expected", "do", "blocks"}
FIGURE = {"kpi", "number", "period", "value", "status", "note", "place"}


@pytest.fixture(scope="module")
def files(practice_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Self-views on disk: one in order, one with a figure nobody can read, one of nobody."""
    folder = tmp_path_factory.mktemp("sent")
    own = folder / "store"
    own.mkdir()
    shutil.copy2(practice_folder / "store.duckdb", own)
    store = open_store(own)
    made = {
        "good": self_view(store, "bury", {("second_plans", 2): "21.0"}),
        "doubtful": self_view(store, "wigan", {("rereferrals", 2): "18.4 / 19.2"}),
        "empty": b"",
    }
    store.close()
    for name, data in made.items():
        (folder / f"{name}.docx").write_bytes(data)
    return {name: folder / f"{name}.docx" for name in made}


@pytest.fixture
def folder(practice_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A practice store the commands own."""
    shutil.copytree(practice_folder, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv("CHALLENGE_STORE", str(tmp_path))
    return tmp_path


def versions(folder: Path, area: str) -> int:
    store = open_store(folder)
    try:
        (count,) = store.connection.execute("select count(*) from submission where area = $area", {"area": area}).fetchone()
        return count
    finally:
        store.close()


def test_check_prints_one_object_for_each_file_and_stores_nothing(folder, files, capsys):
    before = versions(folder, "bury")
    assert main(["returns", "check", "--json", str(files["good"]), str(files["doubtful"])]) == 1
    good, doubtful = json.loads(capsys.readouterr().out)
    assert (good["file"], good["authority"], good["cycle"]) == ("good.docx", "bury", "2017-18")
    assert len(good["figures"]) == 42 and all(set(figure) >= FIGURE for figure in good["figures"])
    (second,) = [each for each in good["figures"] if (each["number"], each["period"]) == (7, "2016-17")]
    assert (second["kpi"], second["value"], second["status"]) == ("second_plans", 21.0, "value")
    (problem,) = [each for each in doubtful["problems"] if each["blocks"]]
    assert set(problem) >= PROBLEM and (problem["number"], problem["period"]) == (3, "2016-17")
    (kept_out,) = [each for each in doubtful["figures"] if (each["number"], each["period"]) == (3, "2016-17")]
    assert (kept_out["value"], kept_out["status"]) == (None, "not_returned") and "18.4 / 19.2" in kept_out["note"]
    assert versions(folder, "bury") == before


def test_check_of_files_in_order_says_so_and_exits_with_nothing_to_answer(folder, files, capsys):
    assert main(["returns", "check", str(files["good"])]) == 0
    said = capsys.readouterr().out
    assert "good.docx: Bury, 2017/18" in said and "21" in said


def test_check_works_without_a_store_and_says_what_it_could_not_do(files, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("CHALLENGE_STORE", str(tmp_path / "none"))
    assert main(["returns", "check", str(files["good"])]) == 0
    said = capsys.readouterr()
    assert "Bury, 2017/18" in said.out and "Not set beside published figures" in said.err
    assert not (tmp_path / "none").exists()


def test_load_stores_what_can_be_taken_and_says_what_was_kept_out(folder, files, capsys):
    before = versions(folder, "bury")
    named = ["--name", "Ann Lee", "--role", "Authority"]
    assert main(["returns", "load", str(files["good"]), str(files["empty"]), *named]) == 1
    said = capsys.readouterr().out
    assert f"stored as version {before + 1}" in said and "not stored" in said
    assert versions(folder, "bury") == before + 1


def test_load_asks_who_takes_them_in(folder, files, capsys):
    assert main(["returns", "load", str(files["good"])]) == 1
    assert "no name and role" in capsys.readouterr().err


def test_a_name_that_is_no_authority_is_answered_with_the_nearest(folder, files, capsys):
    assert main(["returns", "check", str(files["good"]), "--authority", "Burry"]) == 1
    assert "Bury" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_a_problem_of_that_file_alone(folder, files, capsys):
    assert main(["returns", "check", "--json", str(files["good"]), str(folder / "gone.docx")]) == 1
    good, gone = json.loads(capsys.readouterr().out)
    assert not [each for each in good["problems"] if each["blocks"]]
    assert gone["authority"] is None and gone["problems"][0]["blocks"]

"""Where the data set is written: whole or not at all, never over anything else, and refused in one message."""

import os
import re
import subprocess
import sys
from pathlib import Path
from shutil import copy

import duckdb
import pandas as pd
import pyarrow as pa
import pytest

from challenge.__main__ import main
from challenge.errors import ChallengeError
from challenge.packs import dataset

ROOT = Path(__file__).resolve().parents[1]
FACTS = {"cycle": "2017/18", "as of": "2017-11-16", "figures": "LAIT; Open Government Licence v3.0", "store": "live"}


@pytest.fixture(scope="module")
def stored(practice_folder, tmp_path_factory) -> Path:
    """A copy of the practice store that no process holds."""
    folder = tmp_path_factory.mktemp("stored")
    copy(practice_folder / "store.duckdb", folder)
    return folder


def small(note: str = "n", without: str = "") -> dict[str, pa.Table]:
    """A set of one row in each file."""
    rows = pa.table({"area": ["bury"], "value": [1.5], "note": [note]})
    return {name: rows for name in dataset.FILES if name != without}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_text_that_starts_like_a_formula_is_harmless_in_csv_and_itself_in_parquet(tmp_path):
    dataset.write(tmp_path / "set", small("=1+1"), FACTS, practice=False)
    assert (tmp_path / "set" / "figures.csv").read_bytes() == b"\xef\xbb\xbfarea,value,note\r\nbury,1.5,'=1+1\r\n"
    assert pd.read_parquet(tmp_path / "set" / "figures.parquet")["note"].tolist() == ["=1+1"]


def test_writing_again_gives_the_same_files(tmp_path):
    dataset.write(tmp_path / "set", small(), FACTS, practice=False)
    first = contents(tmp_path)
    dataset.write(tmp_path / "set", small(), FACTS, practice=False)
    assert contents(tmp_path) == first


def test_an_earlier_set_is_replaced_whole(tmp_path):
    dataset.write(tmp_path / "set", small(), FACTS, practice=True)
    written = dataset.write(tmp_path / "set", small("new"), FACTS, practice=False)
    assert {path.name for path in written} == {path.name for path in (tmp_path / "set").iterdir()}
    assert not [path for path in written if "practice" in path.name]
    assert [path.name for path in tmp_path.iterdir()] == ["set"]


@pytest.mark.parametrize("place", ["file", "file/below", "full"])
def test_a_folder_that_may_not_be_written_is_refused_and_left_as_it_is(tmp_path, place):
    (tmp_path / "file").write_bytes(b"what was there")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "budget.xlsx").write_bytes(b"somebody's")
    before = contents(tmp_path)
    with pytest.raises(ChallengeError) as refusal:
        dataset.write(tmp_path / place, small(), FACTS, practice=False)
    said = refusal.value
    assert all((said.place, said.found, said.expected, said.do)) and "None" not in str(said)
    assert contents(tmp_path) == before and len(list(tmp_path.iterdir())) == 2


def test_a_folder_with_csv_files_of_the_same_names_but_no_set_is_refused(tmp_path):
    (tmp_path / "kpis.csv").write_text("my own", encoding="utf-8")
    with pytest.raises(ChallengeError, match=r"kpis\.csv"):
        dataset.write(tmp_path, small(), FACTS, practice=False)
    assert contents(tmp_path) == {"kpis.csv": b"my own"}


def test_a_set_that_breaks_off_leaves_the_earlier_one(tmp_path):
    dataset.write(tmp_path / "set", small(), FACTS, practice=False)
    before = contents(tmp_path)
    with pytest.raises(KeyError):
        dataset.write(tmp_path / "set", small("new", without="kpis"), FACTS, practice=False)
    assert contents(tmp_path) == before


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--cycle", "2016-17"], r"no such cycle.*one of 2017-18, 2025-26"),
        (["--as-of", "yesterday"], r"year-month-day.*2017-11-16"),
        (["--as-of", "2016-01-01"], r"no cycle that had been set up"),
    ],
)
def test_a_choice_there_is_not_is_refused_in_one_line(stored, tmp_path, monkeypatch, capsys, options, said):
    monkeypatch.setenv("CHALLENGE_STORE", str(stored))
    assert main(["export", str(tmp_path / "set"), *options]) == 1
    out, message = capsys.readouterr()
    assert out == "" and message.count("\n") == 1 and re.search(said, message)
    assert list(tmp_path.iterdir()) == []


def test_a_store_another_process_has_open_says_so_and_how_to_go_on(stored, tmp_path):
    copy(stored / "store.duckdb", tmp_path)
    with duckdb.connect(str(tmp_path / "store.duckdb")):
        said = subprocess.run(
            [sys.executable, "-m", "challenge", "export", str(tmp_path / "set")],
            cwd=ROOT,
            env=os.environ | {"CHALLENGE_STORE": str(tmp_path), "PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
            timeout=60,
        )
    assert (said.returncode, said.stdout) == (1, "")
    assert "in use by another process" in said.stderr and "stop that process" in said.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["store.duckdb"]

"""An erasure takes a name out of every table, file, copy and backup, leaves everything else, and says when, why and by whom."""

import io
import re
import shutil
import subprocess
import sys
import zipfile
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from challenge import backup, erasing
from challenge.__main__ import main
from challenge.access import Person
from challenge.errors import ChallengeError
from challenge.sought import Sought
from challenge.store import StoreUnusable, Writing, now
from tests.named_files import BOOK, CLEAN, GONE, NAMED, STAYS, TABLE, hash_of
from tests.small_store import ANN, small

ROOT = Path(__file__).resolve().parents[1]
WORDS = Sought((GONE,))
HEAD = {"cycle": "2017-18", "area": "bury"}
WHY = ["--why", "a child was named in a return", "--name", "Ann Lee", "--role", "Sector-led improvement team"]


ASKED = {"state": "draft", "owner": GONE, "line": "", "reason": GONE}
ASKED_TABLES = (
    *("question_entry", "question_evidence_entry", "question_comment_entry", "focus_entry", "issue_entry"),
    *("issued_question_entry", "issued_evidence_entry", "ofsted_line_entry"),
)
SENT = {"docx": NAMED, "csv": TABLE, "xlsx": BOOK}
KINDS = {"docx": "word", "csv": "table", "xlsx": "workbook"}


def fill(folder: Path) -> None:
    """A live store in which the name stands in an answer, a note, a file's name, who wrote, and files of three kinds."""
    store = small(folder)
    files = [("docx", NAMED, f"{GONE.replace(' ', '_')} self-view.docx"), ("docx", CLEAN, f"{STAYS}.docx")]
    files += [("csv", TABLE, "figures.csv"), ("xlsx", BOOK, "figures.xlsx")]
    with store.writing("a return", Person(GONE.lower(), "Authority")) as entry:
        for version, (ending, data, name) in enumerate(files, start=1):
            (folder / "files" / f"{hash_of(data)}.{ending}").write_bytes(data)
            file = {"sha256": hash_of(data), "name": name, "kind": KINDS[ending], "bytes": len(data)}
            entry.append("received_file", pd.DataFrame([file]), signed=True)
            head = HEAD | {"version": version}
            row = head | {"received_as": name, "content_hash": "h", "note": None}
            entry.append("submission", pd.DataFrame([row]), signed=True)
            origin = head | {"how": "file", "sha256": hash_of(data), "form": "north-west", "based_on": None}
            entry.append("submission_origin", pd.DataFrame([origin]).astype({"based_on": "Int32"}))
        answer = HEAD | {"version": 1, "item": "1.1", "entry": 1, "part": "answer", "place": "paragraph 2"}
        texts = [f"We spoke with Zebedee\n  QUILLFEATHER and {STAYS}.", f"{STAYS} only.", "Zebedee\u00a0Quill\u00adfeather’s case"]
        entry.append("returned_answer", pd.DataFrame([answer | {"entry": n, "text": text} for n, text in enumerate(texts)]))
        note = HEAD | {"kpi": "re_referrals", "ordinal": 1, "revision": 1, "text": f"counts {GONE} twice"}
        entry.append("explanation_entry", pd.DataFrame([note]), signed=True)
        asked_of(entry)
    store.close()


def asked_of(entry: Writing) -> None:
    """The name in every text of a challenge question, of what was sent and of Ofsted's lines."""
    told = f"what {GONE} and {STAYS} were told"
    words = dict.fromkeys(("headline", "claim", "explanation", "other_explanation", "wording"), told)
    keys = {"question": "q", "revision": 1, "theme": "care", "focus": "", "source": "data"}
    entry.append("question_entry", pd.DataFrame([HEAD | keys | words | ASKED]), signed=True)
    rests = {"question": "q", "evidence": 1, "revision": 1, "state": "stands", "line": "", "role": "words", "source": "", "kpi": ""}
    rests |= {"period_label": "", "status": "", "part_year": False, "cell": told, "words": told}
    entry.append("question_evidence_entry", pd.DataFrame([rests]), signed=True)
    entry.append("question_comment_entry", pd.DataFrame([{"question": "q", "comment": 1, "text": told}]), signed=True)
    focus = HEAD | {"focus": "both"}
    entry.append("focus_entry", pd.DataFrame([focus | {"revision": 1, "reason": told, "state": "stands"}]), signed=True)
    version = {"version": 1, "focus_reason": told, "correction": told, "content_hash": "h"}
    entry.append("issue_entry", pd.DataFrame([focus | version]), signed=True)
    entry.append("issued_question_entry", pd.DataFrame([HEAD | keys | words | {"version": 1, "ordinal": 1}]))
    entry.append(
        "issued_evidence_entry", pd.DataFrame([HEAD | {"version": 1, "ordinal": 1, "evidence": 1, "words": told, "cell": told}])
    )
    line = {"ofsted_line": "o", "revision": 1, "cycle": HEAD["cycle"], "state": "stands", "text": told, "letter": told}
    entry.append("ofsted_line_entry", pd.DataFrame([line | {"origin": f"{GONE}.docx", "place": told}]), signed=True)


@pytest.fixture(scope="module")
def filled_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place with a store, an older version of it in copies/, files put aside, and a backup."""
    place = tmp_path_factory.mktemp("filled")
    fill(place / "store")
    backup.back_up(place / "backup", place / "store")
    for within in ("copies", "aside"):
        (place / "store" / within).mkdir()
    shutil.copyfile(place / "store" / "store.duckdb", place / "store" / "copies" / "store-version-2-20260101T000000.duckdb")
    with duckdb.connect(str(place / "store" / "copies" / "store-version-2-20260101T000000.duckdb")) as older:
        older.execute("drop table erasure")
    (place / "store" / "aside" / "store-1.duckdb").write_bytes(b"broken " + GONE.encode() + bytes(5000))
    (place / "store" / "store.making.duckdb").write_bytes(GONE.encode())
    return place


@pytest.fixture
def place(filled_once: Path, tmp_path: Path, monkeypatch) -> Path:
    copied = Path(shutil.copytree(filled_once, tmp_path / "place"))
    monkeypatch.setenv("CHALLENGE_STORE", str(copied / "store"))
    return copied


@dataclass(frozen=True)
class Erased:
    """A place after the name was erased: what the command said, when it began and ended, and what held the name and another."""

    place: Path
    said: str
    when: tuple[datetime, datetime]
    others: list[str]
    backup_made_at: str


@pytest.fixture(scope="module")
def erased(filled_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Erased:
    """Nobody writes to it."""
    place = Path(shutil.copytree(filled_once, tmp_path_factory.mktemp("erased") / "place"))
    others, made_at, said, begun = holding(place, STAYS), backup.verify(place / "backup").made_at, io.StringIO(), now()
    with pytest.MonkeyPatch.context() as patched, redirect_stdout(said):
        patched.setenv("CHALLENGE_STORE", str(place / "store"))
        assert erase(place, "--yes") == 0
    return Erased(place, said.getvalue(), (begun, now()), others, made_at)


def holding(folder: Path, name: str) -> list[str]:
    """Files under a folder whose name or bytes hold a name, in any usual encoding, also packed; and tables that hold it."""
    first, last = name.split()
    forms = [f"{first}{between}{last}" for between in (" ", "_", "\n  ", "")]
    seen = [form.lower().encode(encoding) for form in forms for encoding in ("utf-8", "utf-16-le", "utf-16-be")]
    seen += [last.lower().encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be")]
    found = []
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        parts = [path.name.encode(), path.read_bytes()]
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                parts += [re.sub(rb"<[^>]*>", b"", archive.read(each)) for each in archive.namelist()]
        if any(form in part.lower() for form in seen for part in parts):
            found.append(path.relative_to(folder).as_posix())
        if path.suffix == ".duckdb" and path.read_bytes()[8:12] == b"DUCK":
            with duckdb.connect(str(path), read_only=True) as connection:
                tables = [table for (table,) in connection.execute("select table_name from duckdb_tables()").fetchall()]
                for table in tables:
                    if any(last.lower() in re.sub(r"[\W_]", "", str(row)).lower() for row in connection.table(table).fetchall()):
                        found.append(f"{path.relative_to(folder).as_posix()}: {table}")
    return found


def erase(place: Path, *more: str, words: str = GONE) -> int:
    return main(["erase", "--words", words, *WHY, "--backups", str(place / "backup"), *more])


def rows(path: Path, question: str) -> list[tuple]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(question).fetchall()


def test_the_name_is_found_everywhere_before(place):
    found = holding(place, GONE)
    for path in ("store/store.duckdb", "backup/store.duckdb", "store/copies/store-version-2-20260101T000000.duckdb"):
        for table in ("received_file", "submission", "returned_answer", "explanation_entry", "written", *ASKED_TABLES):
            assert f"{path}: {table}" in found
    for ending, data in SENT.items():
        assert f"store/files/{hash_of(data)}.{ending}" in found and f"backup/files/{hash_of(data)}.{ending}" in found


def test_after_an_erasure_the_name_is_in_no_table_no_file_and_no_backup_and_another_name_still_is(erased):
    assert holding(erased.place, GONE) == []
    after = holding(erased.place, STAYS)
    assert [path for path in erased.others if path not in after] == [] and len(after) >= 10


def test_what_stood_around_the_name_still_stands(erased):
    for folder in (erased.place / "store", erased.place / "backup"):
        answers = rows(folder / "store.duckdb", "select text from returned_answer order by entry")
        assert answers == [(f"We spoke with [erased] and {STAYS}.",), (f"{STAYS} only.",), ("[erased]’s case",)]
        files = rows(folder / "store.duckdb", "select sha256, name from received_file")
        assert sorted(files) == sorted(
            [*((hash_of(data), "[erased]") for data in SENT.values()), (hash_of(CLEAN), f"{STAYS}.docx")]
        )
        assert [path.read_bytes() for path in (folder / "files").iterdir()] == [CLEAN]
    assert rows(erased.place / "store" / "store.duckdb", "select received_as, content_hash from submission where version = 1") == [
        ("[erased] self-view.docx", "h")
    ]


def test_a_stub_says_when_why_who_and_in_how_many_places_and_not_what(erased):
    path, (begun, ended) = erased.place / "store" / "store.duckdb", erased.when
    ((when, why, places, actor, role),) = rows(path, "from erasure")
    assert begun <= when <= ended and (why, actor, role) == (WHY[1], ANN.name, ANN.role)
    assert places > 30 and f"Erased in {places} places" in erased.said
    assert rows(path, "select what from written order by revision desc limit 1") == [("erasure",)]
    assert rows(erased.place / "backup" / "store.duckdb", "from erasure") == rows(path, "from erasure")


def test_a_backup_is_whole_after_an_erasure_and_can_be_restored(erased, tmp_path):
    assert backup.verify(erased.place / "backup").made_at == erased.backup_made_at
    backup.restore(erased.place / "backup", tmp_path / "again")
    assert holding(tmp_path / "again", GONE) == [] and holding(tmp_path / "again", STAYS) != []
    with duckdb.connect(str(tmp_path / "again" / "store.duckdb")) as connection, pytest.raises(duckdb.ConstraintException):
        connection.execute("insert into erasure select * from erasure")


def test_without_yes_it_says_what_would_go_and_changes_nothing(place, capsys):
    before = {path: path.read_bytes() for path in place.rglob("*") if path.is_file()}
    assert erase(place) == 0
    said = capsys.readouterr().out
    assert "returned_answer.text: 2" in said and "explanation_entry.text: 1" in said and "received_file.name: 1" in said
    assert f"{hash_of(NAMED)}.docx" in said and "store-1.duckdb" in said and "Nothing has been changed" in said
    assert {path: path.read_bytes() for path in place.rglob("*") if path.is_file()} == before


def test_a_second_erasure_of_the_same_name_finds_nothing(erased, tmp_path, monkeypatch, capsys):
    place = Path(shutil.copytree(erased.place, tmp_path / "place"))
    monkeypatch.setenv("CHALLENGE_STORE", str(place / "store"))
    assert erase(place, "--yes") == 0
    assert "Found nowhere" in capsys.readouterr().out
    assert len(rows(place / "store" / "store.duckdb", "from erasure")) == 1


def test_a_file_is_removed_by_its_hash_whatever_it_holds(place):
    assert main(["erase", "--file", hash_of(CLEAN)[:12], *WHY, "--yes"]) == 0
    assert not (place / "store" / "files" / f"{hash_of(CLEAN)}.docx").exists()
    assert len(list((place / "store" / "files").iterdir())) == len(SENT)
    named = rows(place / "store" / "store.duckdb", f"select name from received_file where sha256 = '{hash_of(CLEAN)}'")
    assert named == [("[erased]",)]
    assert main(["erase", "--file", "0" * 12, *WHY, "--yes"]) == 1


def test_a_file_that_hides_the_name_goes_because_a_row_was_read_from_it(place):
    locked = b"\xd0\xcf nothing to be read here"
    path = place / "store" / "files" / f"{hash_of(locked)}.doc"
    path.write_bytes(locked)
    with duckdb.connect(str(place / "store" / "store.duckdb")) as connection:
        connection.execute(f"insert into submission_origin values ('2017-18', 'bolton', 1, 'file', '{hash_of(locked)}', 'f', null)")
        connection.execute(f"insert into returned_answer values ('2017-18', 'bolton', 1, 'i', 1, 'p', 'by {GONE}', 'x')")
    erase(place, "--yes")
    assert not path.exists()


def test_while_the_store_is_in_use_it_is_refused(place, capsys):
    hold = "import duckdb, sys; connection = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    holder = subprocess.Popen(
        [sys.executable, "-c", hold, str(place / "store" / "store.duckdb")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert holder.stdout.readline() == "held\n"
        assert erase(place, "--yes") == 1
    finally:
        holder.communicate(timeout=20)
    assert "stop the dashboard" in capsys.readouterr().err
    assert holding(place / "store" / "files", GONE) != []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--words", "Salford"], "reference data"),
        (["--words", "-"], "fewer than two"),
        (["--words", GONE, "--why", f"{GONE} asked for it"], "the words that are to be erased"),
        (["--words", GONE, "--why", " "], "one that is empty"),
        ([], "neither --words nor --file"),
    ],
)
def test_what_cannot_be_erased_is_refused_and_nothing_is_changed(place, capsys, given, said):
    before = {path: path.read_bytes() for path in place.rglob("*") if path.is_file()}
    assert main(["erase", *WHY, *given, "--yes"]) == 1
    refusal = capsys.readouterr().err
    assert said in refusal and "Expected" in refusal
    assert {path: path.read_bytes() for path in place.rglob("*") if path.is_file()} == before


def test_words_that_a_table_is_known_by_are_refused_and_nothing_is_changed(place):
    with pytest.raises(ChallengeError, match="known by"):
        erasing.carry_out(erasing.plan(Sought(("workbook",)), place / "store"), "a reason", ANN)
    assert not list(place.rglob("*.erasing"))


def test_a_damaged_backup_is_to_be_deleted(place, capsys):
    (place / "backup" / "store.duckdb").write_bytes(b"broken")
    assert erase(place, "--yes") == 1
    assert "delete this backup" in capsys.readouterr().err


def test_a_store_without_the_table_of_erasures_is_brought_forward_first(place):
    with duckdb.connect(str(place / "store" / "store.duckdb")) as connection:
        connection.execute("drop table erasure")
    with pytest.raises(StoreUnusable, match="store check"):
        erasing.carry_out(erasing.plan(WORDS, place / "store"), "a reason", ANN)

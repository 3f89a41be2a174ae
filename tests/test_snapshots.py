"""A backup is of one moment, also while the dashboard runs and writes; who owns the store makes the copy, in the store's folder."""

import re
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from challenge import backup, snapshots
from challenge.__main__ import main
from challenge.store import Store, StoreUnusable, connect
from tests.browser.serving import copied, started
from tests.small_store import small

ROOT = Path(__file__).resolve().parents[1]
# Holds the store as the dashboard does, and writes a return and its note in one transaction, over and over.
HOLDER = """
import sys, itertools
from pathlib import Path
import pandas as pd
from challenge.access import PROGRAM
from challenge.snapshots import Answering
from challenge.store import Store, connect
folder = Path(sys.argv[1])
store = Store(folder, connect(folder / "store.duckdb"))
Answering(folder, lambda _: store).start()
print("held", flush=True)
for number in itertools.count(1):
    with store.writing("return", PROGRAM) as entry:
        head = {"cycle": "c", "area": "a", "version": number}
        entry.append("submission", pd.DataFrame([head | {"received_as": None, "content_hash": "h", "note": None}]), signed=True)
        answers = [head | {"item": "i", "entry": each, "part": "p", "text": "t", "place": "p"} for each in range(3)]
        entry.append("returned_answer", pd.DataFrame(answers))
"""


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small") / "store"
    small(folder).close()
    return folder


@pytest.fixture
def store_folder(made_once: Path, tmp_path: Path) -> Path:
    return copied(made_once, tmp_path / "store")


@pytest.fixture
def held(store_folder: Path):
    """A process that holds the store and writes to it all the time, and the store's folder."""
    process = subprocess.Popen([sys.executable, "-c", HOLDER, str(store_folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout.readline() == "held\n"
        yield process, store_folder
    finally:
        process.kill()
        process.wait()


def test_while_another_process_holds_the_store_and_writes_a_backup_is_of_one_moment(held, tmp_path):
    _, folder = held
    reached = []
    for number in range(2):
        made, _ = backup.back_up(tmp_path / f"made-{number}", folder)
        versions = made.rows["submission"]
        assert made.rows["written"] == made.revision == versions
        assert made.rows["returned_answer"] == 3 * versions
        reached.append(versions)
    assert reached[0] > 0 and reached == sorted(set(reached))
    assert not (folder / "requests").exists()
    with pytest.raises(StoreUnusable, match="in use by another process"):
        connect(folder / "store.duckdb")


def test_while_the_dashboard_runs_the_command_makes_a_backup_and_leaves_nothing_behind(
    practice_folder, tmp_path, monkeypatch, capsys
):
    folder = copied(practice_folder, tmp_path / "store")
    monkeypatch.setenv("CHALLENGE_STORE", str(folder))
    with started(folder):
        with pytest.raises(StoreUnusable, match="in use by another process"):
            connect(folder / "store.duckdb", read_only=True)
        assert main(["backup", str(tmp_path / "made")]) == 0
    said = capsys.readouterr().out
    assert "Wrote a backup of the practice store" in said
    assert re.search(r"107,100  published_figure", said)
    assert backup.verify(tmp_path / "made").rows["published_figure"] == 107_100
    assert not (folder / "requests").exists()


def test_who_holds_the_store_and_does_not_answer_is_named(store_folder, tmp_path, monkeypatch):
    monkeypatch.setattr(snapshots, "TAKEN_UP", 0.5)
    hold = "import duckdb, sys; connection = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    holder = subprocess.Popen(
        [sys.executable, "-c", hold, str(store_folder / "store.duckdb")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(StoreUnusable, match="did not answer"):
            backup.back_up(tmp_path / "made", store_folder)
    finally:
        holder.communicate(timeout=20)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["store"]
    assert sorted(path.name for path in store_folder.iterdir()) == ["files", "store.duckdb"]


def test_when_the_one_that_was_asked_dies_the_command_takes_the_copy_itself(store_folder, tmp_path, monkeypatch):
    monkeypatch.setattr(snapshots, "TAKEN_UP", 0.5)
    hold = "import duckdb, sys; connection = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    holder = subprocess.Popen(
        [sys.executable, "-c", hold, str(store_folder / "store.duckdb")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout.readline() == "held\n"
    asking = threading.Thread(target=backup.back_up, args=(tmp_path / "made", store_folder))
    asking.start()
    while not (store_folder / "requests").exists():
        time.sleep(0.01)
    holder.kill()
    holder.communicate()
    asking.join(timeout=20)
    assert backup.verify(tmp_path / "made").kind == "live"


def test_only_a_request_in_the_store_s_own_folder_is_answered(store_folder, tmp_path):
    store = Store(store_folder, connect(store_folder / "store.duckdb"))
    answering = snapshots.Answering(store_folder, lambda _: store)
    requests = store_folder / "requests"
    requests.mkdir()
    good, others = f"{'a' * 32}.ask", ["../elsewhere.ask", "b.ask", f"{'c' * 32}.json"]
    for name in (*others, good):
        (requests / name).touch()
    answering.start()
    until = time.monotonic() + 20
    while not (requests / f"{'a' * 32}.done").exists() and time.monotonic() < until:
        time.sleep(0.02)
    answering.stop()
    store.close()
    assert sorted(path.name for path in requests.iterdir()) == sorted(
        ["b.ask", f"{'c' * 32}.json", *(f"{'a' * 32}.{ending}" for ending in ("done", "duckdb", "taken"))]
    )
    assert sorted(path.name for path in store_folder.iterdir()) == ["elsewhere.ask", "files", "requests", "store.duckdb"]


def test_a_dashboard_that_is_stopped_says_so_to_who_asked(practice_folder, tmp_path):
    for attempt in range(6):
        folder = copied(practice_folder, tmp_path / f"store {attempt}")
        store = Store(folder, connect(folder / "store.duckdb"))
        answering = snapshots.Answering(folder, lambda _, store=store: store)
        (folder / "requests").mkdir()
        note = folder / "requests" / f"{'a' * 32}.ask"
        note.touch()
        answering.start()
        while not note.with_suffix(".duckdb").exists() and not note.with_suffix(".done").exists():
            time.sleep(0.001)
        answering.stop()
        store.close()
        said = note.with_suffix(".done").read_text(encoding="utf-8")
        if "refused" in said:
            assert "the dashboard was stopped" in said and "give the command again" in said
            assert not note.with_suffix(".duckdb").exists()
            return
        # On a busy machine the copy was whole before it could be stopped: then it is there, and once more.
        assert '"rows"' in said and note.with_suffix(".duckdb").exists()

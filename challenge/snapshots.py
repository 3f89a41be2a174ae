"""A copy of the store's file as it is at one moment, also while the dashboard runs and writes.

One process owns the file, and no other may even read it: so a running dashboard is asked for the copy. Who asks leaves a note in
``requests/`` of the store's own folder; the owner makes the copy there, in one transaction, and never writes anywhere else.
"""

import json
import re
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import duckdb

import queries
from challenge.errors import ChallengeError
from challenge.place import default_folder
from challenge.store import Store, StoreUnusable, connect, shared

REQUESTS = "requests"
# Seconds: between two looks for a request, until a request must have been taken up, and after which nobody waits for one any more.
LOOK, TAKEN_UP, FORGOTTEN = 0.3, 10.0, 3600.0
ASKED = re.compile(r"[0-9a-f]{32}\.ask")


def copy_from(connection: duckdb.DuckDBPyConnection, source: str, path: Path) -> dict[str, int]:
    """Write the attached database ``source`` to a new file with its tables, keys, views and comments, as it is at this moment.

    Returns the rows of each table. ``ChallengeError`` when a table of the copy holds anything else than its original.
    """
    copy = f"copy_{uuid4().hex}"
    connection.execute(f"attach '{quoted(path)}' as {copy}")
    try:
        connection.begin()
        try:
            connection.execute(f'copy from database "{source}" to {copy}')
            rows = _compare(connection, source, copy, path)
            connection.commit()
        except BaseException:
            connection.rollback()
            raise
        connection.execute(f"checkpoint {copy}")
    finally:
        connection.execute(f"detach {copy}")
    return rows


def _compare(connection: duckdb.DuckDBPyConnection, source: str, copy: str, path: Path) -> dict[str, int]:
    rows = {}
    for name in queries.backup.tables(connection, database=source)["table_name"]:
        was, now = (content(connection, database, name) for database in (source, copy))
        if was != now:
            raise ChallengeError(
                place=f"{path}, table {name}",
                found=f"{now[0]} rows that are not those of the store ({was[0]} rows)",
                expected="the same rows",
                do="make sure that the disk has room and is sound, then try again",
            )
        rows[name] = was[0]
    compare_definitions(connection, source, copy, path)
    return rows


def compare_definitions(connection: duckdb.DuckDBPyConnection, source: str, copy: str, path: Path) -> None:
    """Make sure that one attached database has the views and macros of another; ``ChallengeError`` names ``path`` if not."""
    was, now = (queries.backup.definitions(connection, database=database) for database in (source, copy))
    if not was.equals(now):
        raise ChallengeError(
            place=str(path),
            found=f"{len(now)} views and macros that are not the {len(was)} of the store",
            expected="the same views and macros",
            do="tell whoever looks after the program; the store has not been touched",
        )


def content(connection: duckdb.DuckDBPyConnection, database: str, table: str) -> tuple[int, int | None]:
    """How many rows a table of an attached database holds, and a number that stands for what they say (None: no rows)."""
    query = queries.backup.content.sql
    return connection.execute(query, {"table": f'"{database}".main."{table}"'}).fetchone()


def quoted(path: Path) -> str:
    """A path as it stands between quotes in a statement."""
    return str(path).replace("'", "''")


def take(folder: Path, into: Path) -> dict[str, int]:
    """Write the store of a folder to the new file ``into``, whoever owns it; returns the rows of each table.

    ``StoreUnusable`` when there is no store, it is damaged, or who owns it does not answer.
    """
    until = time.monotonic() + FORGOTTEN
    while time.monotonic() < until:
        try:
            return _take_alone(folder / "store.duckdb", into)
        except StoreUnusable as error:
            if "in use by another process" not in error.found:
                raise
            owned = error
        rows = _ask(folder, into, owned)
        if rows is not None:
            return rows
    raise owned


def _take_alone(path: Path, into: Path) -> dict[str, int]:
    if not path.is_file():
        raise StoreUnusable(
            place=str(path.parent),
            found="no store",
            expected="a store in this folder",
            do="name its folder in CHALLENGE_STORE: python -m challenge store where says which one is looked at",
        )
    # Says in one message what is wrong with the file; a connection that only reads could not write the copy.
    connect(path, read_only=True).close()
    with duckdb.connect() as connection:
        connection.execute(f"attach '{quoted(path)}' as store (read_only)")
        return copy_from(connection, "store", into)


def _ask(folder: Path, into: Path, owned: StoreUnusable) -> dict[str, int] | None:
    """Ask the process that owns the store; None when it has let go of it meanwhile."""
    requests = folder / REQUESTS
    requests.mkdir(exist_ok=True)
    name = uuid4().hex
    note, taken, done, copy = (requests / f"{name}.{ending}" for ending in ("ask", "taken", "done", "duckdb"))
    wal = copy.with_name(f"{copy.name}.wal")
    try:
        note.touch()
        begun = time.monotonic()
        while not done.exists():
            time.sleep(LOOK / 3)
            waited = time.monotonic() - begun
            if not taken.exists() and not done.exists() and waited > TAKEN_UP:
                if _let_go(folder):
                    return None
                raise StoreUnusable(
                    place=owned.place,
                    found=f"{owned.found}; it was asked for a copy and did not answer within {TAKEN_UP:.0f} seconds",
                    expected="the dashboard, in this version, or nobody",
                    do="if another command is running, wait until it has ended; if it is an older dashboard, restart it",
                )
            if waited > TAKEN_UP and _let_go(folder):
                return None
        said = json.loads(done.read_text(encoding="utf-8"))
        if "refused" in said:
            raise StoreUnusable(**said["refused"])
        # A plain copy, not a move: the place may be on another disk, and what is left is swept up below.
        shutil.copyfile(copy, into)
        return said["rows"]
    finally:
        for path in (note, taken, done, copy, wal):
            path.unlink(missing_ok=True)
        _tidy(requests)


def _let_go(folder: Path) -> bool:
    try:
        connect(folder / "store.duckdb", read_only=True).close()
    except StoreUnusable:
        return False
    return True


def _tidy(requests: Path) -> None:
    try:
        requests.rmdir()
    except OSError:
        # Somebody else's request is in it.
        return


class Answering:
    """Answers requests for a copy, in a thread of the process that owns the store. It looks in the store's own folder only."""

    def __init__(self, folder: Path | None = None, holding: Callable[[Path], Store] = shared) -> None:
        """folder: the store's, the default one when none is given. holding: gives the open store."""
        self._folder = folder or default_folder()
        self._holding = holding
        self._over = threading.Event()
        self._copying: duckdb.DuckDBPyConnection | None = None
        self._thread = threading.Thread(target=self._run, name="answering requests for a copy", daemon=True)

    def start(self) -> None:
        """Begin to look for requests."""
        self._thread.start()

    def stop(self) -> None:
        """End; a copy that is being made is broken off, and who asked is told."""
        self._over.set()
        if self._copying is not None:
            self._copying.interrupt()
        if self._thread.is_alive():
            self._thread.join(timeout=10)

    def _run(self) -> None:
        requests = self._folder / REQUESTS
        while not self._over.wait(LOOK):
            try:
                if not requests.is_dir() or requests.is_symlink():
                    continue
                found = sorted(requests.iterdir())
                for path in found:
                    if ASKED.fullmatch(path.name):
                        self._answer(path)
                    elif time.time() - path.stat().st_mtime > FORGOTTEN:
                        path.unlink()
            except OSError as error:
                # Who asked has gone and taken the request away, or the folder cannot be read: look again.
                print(f"{requests}: {error}")

    def _answer(self, note: Path) -> None:
        taken, copy, done, part = (note.with_suffix(ending) for ending in (".taken", ".duckdb", ".done", ".part"))
        note.rename(taken)
        try:
            said = {"rows": self._copy(copy)}
        except ChallengeError as error:
            said = {"refused": {"place": error.place, "found": error.found, "expected": error.expected, "do": error.do}}
        except (duckdb.Error, OSError) as error:
            found = "that the dashboard was stopped" if self._over.is_set() else f"no copy ({str(error).splitlines()[0]})"
            again = "give the command again" if self._over.is_set() else "make sure that the disk has room, then try again"
            said = {"refused": {"place": str(self._folder), "found": found, "expected": "a copy of the store", "do": again}}
        if "refused" in said:
            copy.unlink(missing_ok=True)
        if taken.exists():
            part.write_text(json.dumps(said), encoding="utf-8")
            part.replace(done)
        else:
            copy.unlink(missing_ok=True)

    def _copy(self, path: Path) -> dict[str, int]:
        store = self._holding(self._folder)
        self._copying = store.connection.cursor()
        try:
            source = self._copying.execute("select current_database()").fetchone()[0]
            return copy_from(self._copying, source, path)
        finally:
            self._copying.close()
            self._copying = None

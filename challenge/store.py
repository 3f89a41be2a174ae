"""The store: a folder with one DuckDB file, a ledger that only grows. This module opens it and is its only writer.

``store.duckdb`` is the ledger, ``files/`` what was sent, ``copies/`` what the store was before a migration, ``aside/`` files that
could not be read. Reads go through :meth:`Store.reading`, which binds a viewer and a moment; without both, every view is empty.
"""

import gc
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import pandas as pd

import queries
from challenge.access import PROGRAM, Person
from challenge.connecting import MAKE, StoreUnusable, connect, unusable
from challenge.errors import ChallengeError
from challenge.held import Held
from challenge.place import default_folder

SCHEMA_VERSION = 1 + len({block.name.split("_")[1] for block in queries.migrations.blocks})
SCHEMA = ("schema", "schema_reference", "schema_returns", "schema_journey", "schema_questions", "schema_lines")
DICTIONARY = (
    *("dictionary", "dictionary_cycles", "dictionary_made", "dictionary_returns", "dictionary_journey", "dictionary_questions"),
    "dictionary_lines",
)
# What writes are of. Figures are in all that is read; the others only in what says so (see `Store.reached`).
TOPICS = ("figures", "placements", "questions", "ofsted")
LOCAL = ZoneInfo("Europe/London")
ALL_TIME = "infinity"


class Conflict(ChallengeError):
    """Two people wrote the same revision. The first stands; whoever catches this holds the second and can show both."""


def now() -> datetime:
    """This moment in UTC, without a zone, as the ledger keeps it."""
    return datetime.now(UTC).replace(tzinfo=None)


def end_of(day: date) -> datetime:
    """The last moment of a day in England, in UTC without a zone."""
    return datetime.combine(day, time.max, LOCAL).astimezone(UTC).replace(tzinfo=None)


class Store:
    """An open store. ``kind`` is ``live`` or ``practice``."""

    def __init__(self, folder: Path, connection: duckdb.DuckDBPyConnection) -> None:
        self.folder = folder
        self.connection = connection
        self._lock = threading.Lock()
        identity = queries.session.identity(connection).iloc[0]
        self.kind: str = identity["kind"]
        self.version = int(identity["version"])
        self._revision = int(identity["revision"])
        self._latest: datetime = identity["latest"].to_pydatetime()
        self._reached = dict.fromkeys(TOPICS, self._revision)
        self._held = Held(connection)

    @property
    def practice(self) -> bool:
        """Whether everything but published figures in here is invented."""
        return self.kind == "practice"

    @property
    def revision(self) -> int:
        """How many things have been written: part of every cache key."""
        return self._revision

    def reached(self, *topics: str) -> int:
        """How many things had been written when something was written last of figures or of one of these topics, so that who places
        somebody or types a question leaves the kept screens of figures as they are drawn."""
        return max(self._reached[topic] for topic in ("figures", *topics))

    def moment(self) -> datetime:
        """This moment; the one of the last write when the clock stands before it, as it does after it was set back. So what was
        confirmed is seen at once, and what is written next comes no earlier."""
        return max(now(), self._latest)

    @contextmanager
    def reading(self, viewer: Person, as_of: datetime | str | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor that sees what the viewer may see at the moment (now, when none is given)."""
        cursor = self.connection.cursor()
        try:
            queries.session.for_viewer(cursor, viewer=viewer.role)
            queries.session.at_moment(cursor, as_of=as_of or self.moment())
            yield cursor
        except (duckdb.IOException, duckdb.InternalException, duckdb.FatalException) as error:
            raise StoreUnusable(
                place=str(self.folder / "store.duckdb"),
                found=f"a part of the file that cannot be read ({str(error).splitlines()[0]})",
                expected="a whole file",
                do=f"stop the dashboard, move store.duckdb to the folder aside/ beside it, and run: {MAKE}",
            ) from error
        finally:
            cursor.close()

    @contextmanager
    def seeing(self, viewer: Person, as_of: datetime | None = None, lines: bool = True) -> Iterator[duckdb.DuckDBPyConnection]:
        """What :meth:`reading` gives, faster: the cursor finds first what is held for this reader and moment. Who will not ask for
        lines of enquiry spares working them out by saying so."""
        with self.reading(viewer, as_of) as cursor:
            self._held.enter(cursor, (viewer.role, as_of or date.today()), lines)
            yield cursor

    @contextmanager
    def writing(self, what: str, actor: Person, recorded_at: datetime | None = None, of: str = "figures") -> Iterator["Writing"]:
        """One transaction: all of it is kept, or none. ``Conflict`` when somebody else wrote the same revision first. of: what
        it touches, one of ``TOPICS``; another than figures when no screen of figures shows it. An ``idle`` entry leaves no
        trace."""
        with self._lock:
            cursor = self.connection.cursor()
            cursor.begin()
            try:
                entry = Writing(cursor, actor, recorded_at or self.moment())
                yield entry
                if entry.idle:
                    cursor.rollback()
                    return
                queries.ledger.say_written(cursor, what=what, **entry.signed)
                cursor.commit()
            except duckdb.ConstraintException as error:
                cursor.rollback()
                if "duplicate key" not in str(error).lower():
                    raise
                raise Conflict(
                    place=what,
                    found=str(error).splitlines()[0],
                    expected="a revision nobody else has written",
                    do="look at what stands now, then keep it or take yours",
                ) from error
            except BaseException:
                cursor.rollback()
                raise
            finally:
                cursor.close()
            # The revision last: rows kept under it must not come from what was held, or known, before.
            self._latest = max(self._latest, entry.recorded_at)
            if of == "figures":
                self._held.renew()
            self._revision = int(queries.session.revision(self.connection)["revision"][0])
            self._reached[of] = self._revision

    @contextmanager
    def supposing(self, viewer: Person, fill: Callable[["Writing"], None]) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor that sees the store as if what ``fill`` writes stood in it. Nothing of it is kept, nobody else sees it."""
        cursor = self.connection.cursor()
        cursor.begin()
        try:
            fill(Writing(cursor, viewer, self.moment()))
            queries.session.for_viewer(cursor, viewer=viewer.role)
            queries.session.at_moment(cursor, as_of=self.moment())
            yield cursor
        finally:
            cursor.rollback()
            cursor.close()

    def close(self) -> None:
        """Write everything to the file and let go of it."""
        self.connection.execute("checkpoint")
        self.connection.close()


class Writing:
    """What one write may do: append frames to tables, or run one of ``queries/ledger.sql``, signed and dated."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, actor: Person, recorded_at: datetime) -> None:
        self.cursor = cursor
        self.idle = False
        self.recorded_at = recorded_at
        self.signed = {"recorded_at": recorded_at, "actor": actor.name, "actor_role": actor.role}

    def append(self, table: str, frame: pd.DataFrame, signed: bool = False) -> None:
        """Add the rows of a frame by column name; ``signed`` adds who and when."""
        self.cursor.append(table, frame.assign(**self.signed) if signed else frame, by_name=True)

    def say(self, name: str, signed: bool = True, **given: object) -> None:
        """Run an insert of ``queries/ledger.sql``."""
        getattr(queries.ledger, name)(self.cursor, **given, **(self.signed if signed else {}))


def open_store(folder: Path | None = None) -> Store:
    """Open the store of a folder, bringing an older one forward first; ``StoreUnusable`` says what stands in the way."""
    folder = folder or default_folder()
    path = folder / "store.duckdb"
    try:
        there = path.is_file()
    except OSError as error:
        raise unusable(path, f"Permission denied: {error.strerror}") from error
    if not there:
        raise StoreUnusable(place=str(folder), found="no store", expected="a store in this folder", do=f"run: {MAKE}")
    connection = connect(path)
    try:
        _check_is_store(path, connection)
        if bring_forward(folder, connection):
            # Copying the file has dropped this process's lock on it (POSIX: closing any handle does): take it again.
            connection.close()
            connection = connect(path)
        store = Store(folder, connection)
        # Imported here: making.py needs this module.
        from challenge import making

        making.refresh(store, PROGRAM)
        return store
    except BaseException:
        connection.close()
        raise


def _check_is_store(path: Path, connection: duckdb.DuckDBPyConnection) -> None:
    tables = set(queries.session.tables(connection)["table_name"])
    if not {"store_made", "schema_step", "written"} <= tables or queries.session.identity(connection).empty:
        raise unusable(path, "it lacks the tables of a store")
    version = int(queries.session.identity(connection)["version"][0])
    if version > SCHEMA_VERSION:
        raise StoreUnusable(
            place=str(path),
            found=f"a store of schema version {version}, made by a newer version of this program",
            expected=f"schema version {SCHEMA_VERSION} or older",
            do="update the program (git pull, then make run); the store has not been touched",
        )


def bring_forward(folder: Path, connection: duckdb.DuckDBPyConnection, steps: queries.QueryFile | None = None) -> bool:
    """Migrate an older store after copying its file: first the tables it lacks, then the blocks of ``queries/migrations.sql``
    (``to_2_…``, ``to_3_…``). False when there was nothing to do."""
    steps = steps or queries.migrations
    version = int(queries.session.identity(connection)["version"][0])
    due = [block for block in steps.blocks if _step(block) > version]
    if not due:
        return False
    connection.execute("checkpoint")
    copies = folder / "copies"
    copies.mkdir(exist_ok=True)
    shutil.copy2(folder / "store.duckdb", copies / f"store-version-{version}-{now():%Y%m%dT%H%M%S}.duckdb")
    cursor = connection.cursor()
    cursor.begin()
    try:
        for name in SCHEMA:
            queries.apply(cursor, name)
        for block in due:
            block(cursor)
        for name in DICTIONARY:
            queries.apply(cursor, name)
        for reached in sorted({_step(block) for block in due}):
            queries.ledger.say_schema(cursor, version=reached, recorded_at=now())
        cursor.commit()
    except BaseException:
        cursor.rollback()
        raise
    finally:
        cursor.close()
    return True


def _step(block: queries.Block) -> int:
    return int(block.name.split("_")[1])


_open: dict[Path, Store] = {}
_opening = threading.Lock()


def shared(folder: Path | None = None) -> Store:
    """The one open store of this process: opened at the first call, tried again after a failure."""
    folder = folder or default_folder()
    with _opening:
        if folder not in _open:
            _open[folder] = open_store(folder)
            gc.freeze()
        return _open[folder]


def close_shared() -> None:
    """Close what :func:`shared` has opened."""
    with _opening:
        while _open:
            _open.popitem()[1].close()

"""Backup and restore of a store: a folder with its file, the files that came, and a manifest that says what belongs to it.

A backup is made beside its place and renamed when it is whole; it counts as one only with its manifest, which is written last.
"""

import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from uuid import uuid4

import duckdb

import queries
from challenge import checking
from challenge.access import OFSTED
from challenge.errors import ChallengeError
from challenge.place import default_folder
from challenge.snapshots import content, take
from challenge.sought import STANDS_FOR
from challenge.store import SCHEMA_VERSION, Store, StoreUnusable, connect, now

MANIFEST = "manifest.json"
STORE_FILE = "store.duckdb"
WHAT = "backup of a peer challenge store"
# What a backup may consist of: nothing in a manifest can lead out of its folder.
NAMES = re.compile(r"store\.duckdb|files/[0-9a-f]{64}\.[a-z]{2,4}")
BROKEN_OFF = ".restoring-"


class NoBackup(ChallengeError):
    """A folder that is no backup, or a damaged one."""


@dataclass(frozen=True)
class Backup:
    """What a backup says of itself. rows: of each table. files: SHA-256 of each file, by its name in the folder. missing: files
    that came and were no longer whole in the store."""

    made_at: str
    kind: str
    schema_version: int
    revision: int
    duckdb: str
    rows: dict[str, int]
    files: dict[str, str]
    missing: list[str] = field(default_factory=list)
    what: str = WHAT
    ofsted: str = OFSTED[False]


def back_up(to: Path, folder: Path | None = None) -> tuple[Backup, str]:
    """Write a backup of the store of ``folder`` to the new folder ``to``, also while the dashboard runs, and open it to verify.

    Returns what it holds and what its audits found, in words. ``ChallengeError`` when ``to`` holds something, lies within the
    store, or cannot be written; ``StoreUnusable`` when the store cannot be read. Then nothing is left at ``to``.
    """
    folder, to = (folder or default_folder()).resolve(), to.resolve()
    _free_for_backup(to, folder)
    partial = to.parent / f".{to.name}.{uuid4().hex[:8]}.partial"
    try:
        partial.mkdir(parents=True)
        rows = take(folder, partial / STORE_FILE)
        if not {"store_made", "schema_step", "written"} <= rows.keys():
            raise StoreUnusable(
                place=str(folder / STORE_FILE),
                found="a file that lacks the tables of a store",
                expected="a store made by this program",
                do="name the store's folder in CHALLENGE_STORE",
            )
        missing = _copy_received(folder, partial)
        write_manifest(partial, missing)
        made = verify(partial)
        if made.rows != rows:
            raise _damaged(partial / STORE_FILE, "rows that are not those of the store")
        audits = _audits(partial, made)
        if to.exists():
            to.rmdir()
        partial.rename(to)
    except OSError as error:
        raise ChallengeError(
            place=str(to),
            found=f"that it cannot be written ({error.strerror or error})",
            expected="a place with room that you may write to",
            do="name a new folder in another place",
        ) from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return made, audits


def _free_for_backup(to: Path, folder: Path) -> None:
    if to == folder or folder in to.parents:
        raise ChallengeError(
            place=str(to),
            found="a place within the store's own folder",
            expected="another place, best on another disk: what destroys the store must not destroy its backup",
            do="name another folder",
        )
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise ChallengeError(
            place=str(to),
            found="a folder that holds something" if to.is_dir() else "a file",
            expected="a new folder, or an empty one: a backup overwrites nothing",
            do=f"name a new one, for example {to.name}-{now():%Y%m%d-%H%M}",
        )


def _copy_received(folder: Path, into: Path) -> list[str]:
    """Copy the files that the copied store knows of; returns those that are gone from the store or not as they came."""
    with reading(into / STORE_FILE) as connection:
        there = set(queries.backup.tables(connection, database="store")["table_name"])
        known = queries.backup.received(connection).itertuples() if "received_file" in there else ()
        known = [(each.sha256, each.name) for each in known]
    (into / "files").mkdir()
    missing = []
    for sha256, name in known:
        found = [path for path in (folder / "files").glob(f"{sha256}.*") if path.suffix != ".part"]
        if found and hash_of(found[0]) == sha256:
            shutil.copyfile(found[0], into / "files" / found[0].name)
        elif name != STANDS_FOR:
            missing.append(f"{name} (files/{sha256}…)")
    return missing


def write_manifest(folder: Path, missing: list[str], made_at: str = "") -> None:
    """Say in a manifest what a whole backup consists of, made now if no moment is given; it appears at once or not at all."""
    with reading(folder / STORE_FILE) as connection:
        said = queries.session.identity(connection).iloc[0]
        tables = queries.backup.tables(connection, database="store")["table_name"]
        rows = {name: content(connection, "store", name)[0] for name in tables}
    paths = [folder / STORE_FILE, *sorted((folder / "files").glob("*"))]
    made = Backup(
        made_at=made_at or f"{now():%Y-%m-%dT%H:%M:%S}Z",
        kind=said["kind"],
        schema_version=int(said["version"]),
        revision=int(said["revision"]),
        duckdb=duckdb.__version__,
        rows=rows,
        files={path.relative_to(folder).as_posix(): hash_of(path) for path in paths},
        missing=missing,
    )
    beside = folder / f"{MANIFEST}.part"
    beside.write_text(json.dumps(asdict(made), indent=1), encoding="utf-8")
    beside.replace(folder / MANIFEST)


def verify(folder: Path) -> Backup:
    """Check a backup against its manifest: every file's hash, then, opened, the rows of every table.

    ``NoBackup`` names the file and what is wrong with it.
    """
    try:
        said = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        made = Backup(**said)
        right = made.what == WHAT and all(NAMES.fullmatch(name) for name in made.files) and STORE_FILE in made.files
        right = right and isinstance(made.rows, dict) and isinstance(made.schema_version, int)
    except FileNotFoundError as error:
        raise NoBackup(
            place=str(folder),
            found=f"no {MANIFEST}",
            expected="the folder of a backup",
            do="name the folder that python -m challenge backup made; one without a manifest was never finished",
        ) from error
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise _damaged(folder / MANIFEST, f"something that cannot be read ({error})") from error
    if not right:
        raise _damaged(folder / MANIFEST, "something else than what this program writes there")
    if made.schema_version > SCHEMA_VERSION:
        raise NoBackup(
            place=str(folder),
            found=f"a backup of schema version {made.schema_version}, made by a newer version of this program",
            expected=f"schema version {SCHEMA_VERSION} or older",
            do="update the program (git pull), then try again",
        )
    for name, expected in made.files.items():
        if not (folder / name).is_file():
            raise _damaged(folder / name, "no such file, though the manifest names it")
        if hash_of(folder / name) != expected:
            raise _damaged(folder / name, "other bytes than when the backup was made")
    with reading(folder / STORE_FILE) as connection:
        tables = list(queries.backup.tables(connection, database="store")["table_name"])
        if set(tables) != set(made.rows):
            raise _damaged(folder / STORE_FILE, "other tables than the manifest names")
        for name in tables:
            if (count := content(connection, "store", name)[0]) != made.rows[name]:
                raise _damaged(folder / STORE_FILE, f"{count} rows in table {name}, where the manifest says {made.rows[name]}")
    return made


def _damaged(path: Path, found: str) -> NoBackup:
    return NoBackup(
        place=str(path),
        found=found,
        expected="the backup as it was made",
        do="use another backup; this one is damaged or was changed, and nothing of it was used",
    )


def _audits(folder: Path, made: Backup) -> str:
    if made.schema_version != SCHEMA_VERSION:
        return f"audits: not run, the store has schema version {made.schema_version} and the program {SCHEMA_VERSION}"
    with reading(folder / STORE_FILE) as connection:
        report = checking.check(Store(folder, connection))
    worth = "" if report.sound else f", {sum(count > 0 for count in report.found.values())} with findings: run store check"
    return f"audits: {len(report.found)} run over the backup{worth or ', none found anything'}"


@contextmanager
def reading(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A file ``store.duckdb`` opened to be read only."""
    connection = connect(path, read_only=True)
    try:
        yield connection
    finally:
        connection.close()


def hash_of(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def restore(backup: Path, into: Path | None = None) -> tuple[Backup, Path]:
    """Put a backup into an empty place (the store's folder when none is given), after checking all of it.

    Returns what it holds and where it is. ``StoreUnusable`` when the place is not empty, ``NoBackup`` when the backup is not whole;
    then nothing is changed.
    """
    into = (into or default_folder()).resolve()
    _free_for_store(into)
    made = verify(backup)
    try:
        into.mkdir(parents=True, exist_ok=True)
        _clear_broken_off(into)
        beside = into / f"{BROKEN_OFF}{uuid4().hex[:8]}"
        (beside / "files").mkdir(parents=True)
        for name in made.files:
            shutil.copyfile(backup / name, beside / name)
            if hash_of(beside / name) != made.files[name]:
                raise _damaged(into / name, "other bytes than those that were read")
        (beside / "files").rename(into / "files")
        # The store comes last: until it is there, the place counts as empty and the command can be given again.
        (beside / STORE_FILE).rename(into / STORE_FILE)
        beside.rmdir()
    except OSError as error:
        raise ChallengeError(
            place=str(into),
            found=f"that it cannot be written ({error.strerror or error})",
            expected="a place with room that you may write to",
            do="name another folder with --into",
        ) from error
    return made, into


def _free_for_store(into: Path) -> None:
    there = sorted(path.name for path in into.iterdir()) if into.is_dir() else []
    if any(name.startswith(BROKEN_OFF) for name in there) and STORE_FILE not in there:
        there = [name for name in there if name != "files" and not name.startswith(BROKEN_OFF)]
    if there or (into.exists() and not into.is_dir()):
        what = "a store" if STORE_FILE in there else f"{', '.join(there[:3])}" if there else "a file"
        raise StoreUnusable(
            place=str(into),
            found=what,
            expected="an empty place: a restore overwrites nothing",
            do="stop the dashboard and move that folder away, or name another with --into (and in CHALLENGE_STORE afterwards)",
        )


def _clear_broken_off(into: Path) -> None:
    """Take away what a restore that broke off has left; it had begun in an empty place."""
    left = list(into.glob(f"{BROKEN_OFF}*"))
    if left:
        for path in [*left, into / "files"]:
            shutil.rmtree(path, ignore_errors=True)

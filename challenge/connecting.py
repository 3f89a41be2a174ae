"""Opening a DuckDB file, or saying in one message why it cannot be opened and what mends it."""

from pathlib import Path

import duckdb

from challenge.errors import ChallengeError

MAKE = "python -m challenge store make"


class StoreUnusable(ChallengeError):
    """The store cannot be opened as it is; ``do`` holds the command that mends it."""


def connect(path: Path, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """Open a DuckDB file for reading and writing, or only reading, or say in one message why not and what mends it."""
    try:
        return duckdb.connect(str(path), read_only=read_only)
    except duckdb.Error as error:
        raise unusable(path, str(error)) from error


def unusable(path: Path, error: str) -> StoreUnusable:
    """What DuckDB's message about a file means, and what to do."""
    first = error.splitlines()[0]
    # Not just "lock": a damaged *block* is another matter. The second phrase is Windows's.
    if "set lock" in error or "used by another process" in error:
        return StoreUnusable(
            place=str(path),
            found="the store is in use by another process: " + first.split("Conflicting lock is held in ")[-1].split(". See")[0],
            expected="one process that owns the file",
            do="stop that process (Ctrl+C in its window), then start again; or set CHALLENGE_STORE to another folder",
        )
    if "Permission denied" in error or "Read-only file system" in error or "Access is denied" in error:
        return StoreUnusable(
            place=str(path),
            found="the folder or file cannot be written to",
            expected="a folder you may write in",
            do=f"ask for write access, or set CHALLENGE_STORE to a folder of your own and run: {MAKE}",
        )
    if "version number" in error:
        return StoreUnusable(
            place=str(path),
            found="a file written by another version of DuckDB",
            expected=f"a file that DuckDB {duckdb.__version__} can read",
            do="install the program that goes with it: pip install -r requirements.txt",
        )
    return StoreUnusable(
        place=str(path),
        found=f"a file that is no store or is damaged ({first})",
        expected="a store made by this program",
        do=f"run: {MAKE} (the broken file is kept in the folder aside/ beside it, never overwritten)",
    )

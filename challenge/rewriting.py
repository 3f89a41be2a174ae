"""Writing the file of a store anew without certain words. A new file, because one that is changed keeps the old bytes in blocks it
no longer uses."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

import queries
from challenge.errors import ChallengeError
from challenge.snapshots import compare_definitions, content, quoted
from challenge.sought import STANDS_FOR, Sought

# What was read from a file, row by row: where the words stand there, the file holds them too, however it is written.
READ_FROM_FILES = ("returned_answer", "returned_placement", "returned_sign_off", "returned_figure", "returned_problem")
# Texts of the program and of official statistics, where a longer word that holds a sought one is nobody's name.
SHIPPED = ("reference_", "published_figure", "release", "edition", "cycle_")


@dataclass
class Found:
    """Where the words stand in one store file. cells: rows by table and column. files: SHA-256 of the files they were read from.
    longer: longer words that hold a sought one, which stay, and how many rows have them."""

    path: Path
    cells: dict[tuple[str, str], int] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    longer: Counter = field(default_factory=Counter)
    tables: frozenset[str] = frozenset()


@contextmanager
def _opened(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that holds the file as ``was``, for reading, and spills nothing to disk."""
    with duckdb.connect(config={"temp_directory": ""}) as connection:
        connection.execute(f"attach '{quoted(path)}' as was (read_only)")
        connection.execute("use was")
        yield connection


def _rows(connection: duckdb.DuckDBPyConnection, database: str, table: str) -> pa.Table:
    return connection.table(f'{database}.main."{table}"').to_arrow_table()


def look(path: Path, sought: Sought) -> Found:
    """Find the words in every text column of every table of a store file that nobody else has open. ``duckdb.Error`` when it cannot
    be read."""
    with _opened(path) as connection:
        tables = list(queries.backup.tables(connection, database="was")["table_name"])
        found = Found(path, tables=frozenset(tables))
        origins = {}
        if "submission_origin" in tables:
            each = queries.erasing.read_from_files(connection)
            origins = dict(zip(zip(each["cycle"], each["area"], each["version"], strict=True), each["sha256"], strict=True))
        for name in tables:
            table = _rows(connection, "was", name)
            for column in _texts(table):
                _look_in(found, sought, name, column, table, origins)
    return found


def _texts(table: pa.Table) -> list[str]:
    return [each.name for each in table.schema if pa.types.is_string(each.type) or pa.types.is_large_string(each.type)]


def _look_in(found: Found, sought: Sought, name: str, column: str, table: pa.Table, origins: dict) -> None:
    known = _distinct(table, column)
    worth = [text for text in known.dictionary.to_pylist() if sought.maybe(text)]
    if not worth:
        return
    counts = Counter(text for text in known.to_pylist() if text in set(worth))
    if rows := sum(counts[text] for text in worth if sought.erased(text) != text):
        found.cells[name, column] = rows
    if not name.startswith(SHIPPED):
        for text in worth:
            for longer in sought.longer_words(text):
                found.longer[longer] += counts[text]
    if name in READ_FROM_FILES and rows:
        hit = pa.array([sought.erased(text) != text for text in known.dictionary.to_pylist()])
        held = table.filter(pc.fill_null(pc.take(hit, known.indices), False))
        keys = zip(*(held[part].to_pylist() for part in ("cycle", "area", "version")), strict=True)
        found.files |= {origins[key] for key in keys if key in origins}


def _distinct(table: pa.Table, column: str) -> pa.DictionaryArray:
    encoded = table[column].combine_chunks().dictionary_encode()
    return encoded.combine_chunks() if isinstance(encoded, pa.ChunkedArray) else encoded


def rewrite(found: Found, sought: Sought, removed: set[str], stub: dict[str, object]) -> Path:
    """Write the file anew beside itself with ``[erased]`` for the words, ``[erased]`` as the name of the files that are ``removed``
    (SHA-256), and the stub of the erasure where it has a table for that. Returns the new file; the old one stays.

    ``ChallengeError`` when the words are part of what a table is known by, or the new file is not what it should be.
    """
    fresh = found.path.with_name(f"{found.path.name}.erasing")
    fresh.unlink(missing_ok=True)
    with _opened(found.path) as connection:
        connection.execute(f"attach '{quoted(fresh)}' as fresh")
        connection.execute("copy from database was to fresh (schema)")
        compare_definitions(connection, "was", "fresh", fresh)
        for name in sorted(found.tables):
            table = _rows(connection, "was", name)
            changed = _without(table, sought, removed if name == "received_file" else set())
            try:
                connection.from_arrow(changed).insert_into(f"fresh.main.{name}")
            except duckdb.ConstraintException as error:
                raise ChallengeError(
                    place=f"{found.path}, table {name}",
                    found=f"the words as part of what its rows are known by ({str(error).splitlines()[0]})",
                    expected="words that somebody wrote",
                    do="give more of the words, so that they stand for one person only; nothing has been changed",
                ) from error
            same = changed is table and content(connection, "was", name) == content(connection, "fresh", name)
            if not same and (changed is table or content(connection, "fresh", name)[0] != table.num_rows):
                raise ChallengeError(
                    place=f"{fresh}, table {name}",
                    found="other rows than were written",
                    expected="the rows of the store without the words",
                    do="make sure that the disk has room and is sound, then try again; nothing has been changed",
                )
        connection.execute("use fresh")
        if "erasure" in found.tables:
            queries.erasing.say_erased(connection, **stub)
            signed = {"recorded_at": stub["erased_at"], "actor": stub["actor"], "actor_role": stub["actor_role"]}
            queries.ledger.say_written(connection, what="erasure", **signed)
        connection.execute("checkpoint fresh")
    if look(fresh, sought).cells:
        raise ChallengeError(
            place=str(fresh),
            found="the words, still",
            expected=f"none of them (what stands for them is {STANDS_FOR})",
            do="give other words; nothing has been changed",
        )
    return fresh


def _without(table: pa.Table, sought: Sought, removed: set[str]) -> pa.Table:
    """The rows without the words; the very same table when none of them holds any."""
    done = table
    for column in _texts(table):
        known = _distinct(table, column)
        old = known.dictionary.to_pylist()
        new = [sought.erased(text) for text in old]
        if new != old:
            texts = pc.take(pa.array(new, table.schema.field(column).type), known.indices)
            done = done.set_column(done.schema.get_field_index(column), column, texts)
    if removed:
        gone = [sha256 in removed for sha256 in table["sha256"].to_pylist()]
        names = [STANDS_FOR if each else name for each, name in zip(gone, done["name"].to_pylist(), strict=True)]
        if any(gone):
            done = done.set_column(done.schema.get_field_index("name"), "name", pa.array(names, pa.string()))
    return done

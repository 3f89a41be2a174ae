"""All SQL of the project, as functions.

Each ``.sql`` file holds blocks of the form::

    -- name: ranking
    -- grain: authority
    -- What a row is and what the method rests on.
    select …

A file is a namespace and a block a function: ``queries.region.ranking(connection, cycle=…)`` returns a DataFrame. Files of
definitions (``create …``) are applied in order with :func:`apply`. A view marked ``-- held: rows`` (or ``view``) is what screens
read: :func:`hold` works it out once for a reader and a moment (or sets it up over what was worked out). The loader refuses a block
that is nameless, a duplicate, or undocumented, naming the file and the line.
"""

import re
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

HERE = Path(__file__).parent
HEADER = re.compile(r"^-- (name|grain|held):\s*(.*?)\s*$")
VIEW = re.compile(r"^create or replace (view)\b")


class BadBlock(Exception):
    """A block of a query file that cannot be used; the message names file and line."""


@dataclass(frozen=True)
class Block:
    """One named statement of a query file: its name, the columns that identify a row, what it says, its SQL, and how it is held:
    as ``rows``, as a ``view`` over those, or not at all (empty)."""

    file: str
    line: int
    name: str
    grain: tuple[str, ...]
    doc: str
    sql: str
    held: str = ""

    @cached_property
    def parameters(self) -> frozenset[str]:
        """Names of the ``$parameters`` the statement takes, as DuckDB itself reads them."""
        return frozenset(duckdb.extract_statements(self.sql)[0].named_parameters)

    @property
    def defines(self) -> bool:
        """Whether the block creates or describes something, rather than asks or inserts."""
        return self.sql.lstrip().lower().startswith(("create", "comment"))

    @cached_property
    def asks(self) -> bool:
        """Whether the block gives rows."""
        return self.sql.lstrip().lower().startswith(("select", "with", "from"))

    def __call__(self, connection: duckdb.DuckDBPyConnection, **given: object) -> pd.DataFrame:
        """Run the statement at once and return its rows, none for an insert or a setting; wrong names raise ``TypeError``."""
        if given.keys() != self.parameters:
            raise TypeError(
                f"queries.{self.file}.{self.name} takes {sorted(self.parameters) or 'no parameters'}, was given {sorted(given)}"
            )
        done = connection.execute(self.sql, given or None)
        if not self.asks:
            return pd.DataFrame()
        return pd.DataFrame({name: _plain(values) for name, values in done.fetchnumpy().items()})


def _plain(values: Any) -> Any:
    """One kind of missing for everybody: NaN in numbers, NaT in days, None elsewhere. ``values``: a numpy array as DuckDB gives it.

    Words stay plain Python objects: screens read them one by one, and pandas' Arrow-backed strings make that three times slower.
    """
    kind = values.dtype.kind
    if not hasattr(values, "filled"):
        return pd.Series(values, dtype=object) if kind == "O" else values
    if kind in "iuf":
        return values.astype(float).filled(float("nan"))
    if kind == "M":
        return pd.Series(values.data).mask(values.mask)
    plain = values.data.astype(object)
    plain[values.mask] = None
    return pd.Series(plain, dtype=object)


class QueryFile:
    """The blocks of one ``.sql`` file, in order, each also an attribute."""

    def __init__(self, name: str, blocks: list[Block]) -> None:
        self.name = name
        self.blocks = tuple(blocks)
        self.by_name = {block.name: block for block in blocks}

    def __getattr__(self, name: str) -> Block:
        try:
            return self.__dict__["by_name"][name]
        except KeyError:
            raise AttributeError(f"queries/{self.__dict__.get('name')}.sql has no block named {name!r}") from None


def parse(path: Path) -> QueryFile:
    """Split a query file into blocks; text before the first ``-- name:`` is a comment on the file."""
    blocks: list[Block] = []
    lines = path.read_text(encoding="utf-8").splitlines()
    starts = [number for number, line in enumerate(lines) if line.startswith("-- name:")]
    for number, line in enumerate(lines[: starts[0] if starts else None], start=1):
        if line.strip() and not line.startswith("--"):
            raise BadBlock(f"{path.name}:{number}: a statement without a name; write `-- name: …` above it")
    for start, end in pairwise([*starts, len(lines)]):
        head: dict[str, str] = {}
        doc: list[str] = []
        body = start
        while body < end and lines[body].startswith("--"):
            if found := HEADER.match(lines[body]):
                head[found[1]] = found[2]
            else:
                doc.append(lines[body].removeprefix("--").strip())
            body += 1
        where = f"{path.name}:{start + 1}"
        name, sql = head.get("name", ""), "\n".join(lines[body:end]).strip()
        if not name.isidentifier():
            raise BadBlock(f"{where}: {name!r} is no name for a block; use lower_case words joined by _")
        if name in {block.name for block in blocks}:
            raise BadBlock(f"{where}: a second block is named {name!r}")
        if not head.get("grain") or not doc:
            raise BadBlock(f"{where}: block {name!r} needs a `-- grain:` line and a comment that says what a row is")
        if not sql:
            raise BadBlock(f"{where}: block {name!r} has no statement")
        if head.get("held", "rows") not in ("rows", "view") or ("held" in head and not VIEW.match(sql.lower())):
            raise BadBlock(f"{where}: block {name!r} cannot be held so; `-- held: rows` or `-- held: view` stands above a view")
        grain = tuple(column.strip() for column in head["grain"].split(","))
        blocks.append(Block(path.stem, start + 1, name, grain, " ".join(doc), sql, head.get("held", "")))
    return QueryFile(path.stem, blocks)


@cache
def file(name: str) -> QueryFile:
    """The query file of that name; ``FileNotFoundError`` when there is none."""
    return parse(HERE / f"{name}.sql")


def files() -> list[QueryFile]:
    """Every query file of the project."""
    return [file(path.stem) for path in sorted(HERE.glob("*.sql"))]


def apply(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Run every definition (``create …``) of a file, in order."""
    for block in file(name).blocks:
        if block.defines:
            connection.execute(block.sql)


def hold(cursor: duckdb.DuckDBPyConnection, names: tuple[str, ...]) -> None:
    """Work out what is marked as held in these files, in order, in the schema that comes first on the cursor's search path: each
    block stands on those held before it, so that nothing is worked out twice."""
    for block in (block for name in names for block in file(name).blocks if block.held):
        cursor.execute(VIEW.sub("create table", block.sql) if block.held == "rows" else block.sql)


def __getattr__(name: str) -> QueryFile:
    try:
        return file(name)
    except FileNotFoundError:
        raise AttributeError(f"queries/ has no file {name}.sql") from None

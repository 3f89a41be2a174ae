"""The whole data set as Parquet and CSV, for Power BI and Excel, with the words that explain it beside it."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from challenge.errors import ChallengeError
from challenge.packs.meanings import IN_UNIT, meaning
from challenge.packs.table import csv_bytes

FILES = {
    "figures": "every cell of the cycles’ tables: published and returned figures of the authorities, their region and England",
    "years": "every published figure of every year, of all authorities of England, the regions and England",
    "themes": "what each KPI says about the cycle’s region: its kind of theme with the parts it rests on, or why it makes none",
    "areas": "England, its regions, Inner and Outer London, and every authority there was in the years held",
    "kpis": "every KPI with its definition, unit and good end",
}
INVENTED = ("figures", "themes")
WORDS = ("columns", "about")
_OFTEN = {
    "string": "text",
    "large_string": "text",
    "int32": "whole number",
    "int64": "whole number",
    "double": "number",
    "bool": "true or false",
}


def file_stem(name: str, practice: bool) -> str:
    """The name of a file of the set without its ending: *practice* stands before it where it holds what is invented."""
    return f"practice-{name}" if practice and name in INVENTED else name


def write(folder: Path, tables: dict[str, pa.Table], facts: dict[str, str], practice: bool) -> list[Path]:
    """Write the set into ``folder``, whole or not at all, and return its files in order.

    tables: an Arrow table for each of FILES (the blocks of ``queries/export.sql``). facts: what the set states (``about``).
    The folder is made; one that holds an earlier set and nothing else is replaced; any other is refused (``ChallengeError``).
    Parquet holds text as it is; in CSV (UTF-8 with a mark, CRLF) text a spreadsheet would take for a formula gets an apostrophe.
    """
    with _replacing(folder) as draft:
        for name in FILES:
            stem = file_stem(name, practice)
            pq.write_table(tables[name], draft / f"{stem}.parquet", compression="zstd")
            (draft / f"{stem}.csv").write_bytes(csv_bytes(tables[name].to_pandas(types_mapper=pd.ArrowDtype), {}))
        for name, rows in (("columns", columns(tables, practice)), ("about", about(facts, tables, practice))):
            (draft / f"{name}.csv").write_bytes(csv_bytes(rows, {}))
    return sorted(folder.iterdir())


def columns(tables: dict[str, pa.Table], practice: bool) -> pd.DataFrame:
    """What every column of the set is: file, column, type, unit, meaning."""
    return pd.DataFrame(
        [
            {
                "file": file_stem(name, practice),
                "column": field.name,
                "type": _OFTEN.get(str(field.type), "day"),
                "unit": "the KPI’s unit" if field.name in IN_UNIT else "",
                "meaning": meaning(field.name, name),
            }
            for name in FILES
            for field in tables[name].schema
        ]
    )


def about(facts: dict[str, str], tables: dict[str, pa.Table], practice: bool) -> pd.DataFrame:
    """What the set states about itself: its facts, then each file with what it holds and how many rows."""
    held = {file_stem(name, practice): f"{words} ({tables[name].num_rows:,} rows)" for name, words in FILES.items()}
    held["columns"] = "what every column of these files means"
    return pd.DataFrame([{"about": name, "says": words} for name, words in {**facts, **held}.items()])


def known_names() -> frozenset[str]:
    """Names a file of a set can have, of a live or a practice store."""
    stems = {file_stem(name, practice) for name in FILES for practice in (False, True)}
    return frozenset({f"{stem}.{ending}" for stem in stems for ending in ("parquet", "csv")} | {f"{name}.csv" for name in WORDS})


@contextmanager
def _replacing(folder: Path) -> Iterator[Path]:
    """A draft beside the folder that takes its place at the end; after an error nothing has changed."""
    folder, draft = folder.resolve(), None
    try:
        _check(folder)
        folder.parent.mkdir(parents=True, exist_ok=True)
        # One folder for what comes and what goes: whatever happens, it is the only thing left to clear away.
        draft = Path(tempfile.mkdtemp(prefix=".export-", dir=folder.parent))
        new, old = draft / "new", draft / "old"
        new.mkdir()
        yield new
        there = folder.exists()
        if there:
            folder.rename(old)
        try:
            new.rename(folder)
        except OSError:
            if there:
                old.rename(folder)
            raise
    except OSError as error:
        raise ChallengeError(
            place=str(folder),
            found=f"that it cannot be written ({error.strerror or error})",
            expected="a folder you may write in, with room",
            do="name another folder, or close the programs that have its files open",
        ) from error
    finally:
        if draft:
            shutil.rmtree(draft, ignore_errors=True)


def _check(folder: Path) -> None:
    """Refuse what is no folder, and a folder with anything but an earlier set."""
    another = "name a folder that does not exist yet: python -m challenge export DIR"
    if folder.exists() and not folder.is_dir():
        raise ChallengeError(place=str(folder), found="a file", expected="a folder, or nothing yet", do=another)
    held = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    strange = sorted(held - known_names())
    if strange or (held and "about.csv" not in held):
        named = ", ".join(strange[:3] or sorted(held)[:3]) + (" …" if len(strange) > 3 else "")
        raise ChallengeError(
            place=str(folder),
            found=f"files that are no part of an export ({named})",
            expected="a folder that is empty or holds an earlier export only",
            do=another,
        )

"""Tables as CSV: what is on the screen, with what every file must state."""

import re
from datetime import date

import pandas as pd

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_bytes(rows: pd.DataFrame, facts: dict[str, str]) -> bytes:
    """``rows`` as CSV for spreadsheets (UTF-8 with a mark), each row followed by ``facts`` as columns of its own.

    Text that a spreadsheet would take for a formula is made harmless by a leading apostrophe; numbers stay numbers.
    """
    whole = rows.assign(**facts)
    text = whole.select_dtypes(exclude="number").columns
    safe = whole.assign(**{name: whole[name].map(_harmless) for name in text})
    return safe.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def file_name(name: str, practice: bool) -> str:
    """A file name any system takes, marked *practice* where it is, with today's day."""
    words = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    mark = "practice-" if practice and not words.startswith("practice") else ""
    return f"{mark}{words}-{date.today():%Y-%m-%d}.csv"


def rounded(rows: pd.DataFrame, decimals: pd.Series, names: str) -> pd.DataFrame:
    """``rows`` with the named columns rounded to each KPI's decimals, as the screen shows them."""
    shift = 10.0 ** decimals.astype(float)
    return rows.assign(**{name: (rows[name].astype(float) * shift).round() / shift for name in names.split()})


def _harmless(value: object) -> object:
    return "'" + value if isinstance(value, str) and value.startswith(_FORMULA) else value

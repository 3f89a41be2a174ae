"""Tables as CSV: what is on the screen, with what every file must state."""

import re
from datetime import date

import pandas as pd

from challenge import access

# What every table of figures holds, in this order, as far as its rows have it.
FIGURE = (
    *(
        "area",
        "area_name",
        "area_kind",
        "bpn_name",
        "kpi",
        "name",
        "unit",
        "decimals",
        "polarity",
        "source",
        "basis",
        "column_label",
    ),
    *("period_label", "year_label", "value", "status", "note", "numerator", "denominator", "part_year"),
    *("rank", "out_of", "band", "regional_rank", "regional_out_of", "regional_band", "context_side"),
    *("previous_value", "change", "direction", "change_reason", "england", "against_england", "region_value", "bpn_mean", "bpn_n"),
    *("neighbour_mean", "neighbour_n", "against_neighbours", "signal", "interval_low", "interval_high", "interval_method"),
    *("more_than_chance", "published_on", "measure", "place"),
)
OFSTED = access.OFSTED
_COMPUTED = ("change", "england", "region_value", "bpn_mean", "neighbour_mean", "interval_low", "interval_high")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_bytes(rows: pd.DataFrame, facts: dict[str, str]) -> bytes:
    """``rows`` as CSV for spreadsheets (UTF-8 with a mark), each row followed by ``facts`` as columns of its own.

    Text that a spreadsheet would take for a formula is made harmless by a leading apostrophe; numbers stay numbers, and a zero has
    no sign.
    """
    whole = rows.assign(**facts)
    text = whole.select_dtypes(exclude="number").columns
    safe = whole.assign(
        **{name: _harmless(whole[name]) for name in text},
        **{name: whole[name] + 0.0 for name in whole.select_dtypes(include="floating").columns},
    )
    return safe.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def file_name(name: str, practice: bool, ending: str = "csv", ofsted: bool = True) -> str:
    """A file name any system takes, marked *not for Ofsted* and *practice* where it is, with today's day and the ending."""
    words = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    mark = "" if ofsted else "not-for-ofsted-"
    mark += "practice-" if practice and not words.startswith("practice") else ""
    return f"{mark}{words}-{date.today():%Y-%m-%d}.{ending}"


def figures(rows: pd.DataFrame) -> pd.DataFrame:
    """``rows`` (of a query over ``standing``, one figure each) as every file shows them: the columns of FIGURE, what is computed
    rounded to the KPI's decimals."""
    renamed = rows.rename(columns={"kind": "area_kind"})
    chosen = renamed[[name for name in FIGURE if name in renamed]]
    computed = " ".join(name for name in _COMPUTED if name in chosen)
    return rounded(chosen, rows["decimals"], computed).convert_dtypes()


def rounded(rows: pd.DataFrame, decimals: pd.Series, names: str) -> pd.DataFrame:
    """``rows`` with the named columns rounded to each KPI's decimals, digit for digit as the screen shows them."""
    new = {name: rows[name].astype(float) for name in names.split()}
    for places in decimals.unique():
        at = decimals == places
        # Not numpy's round: it goes by way of ×10 and turns 0.15, which is a little less, into 0.2; screens show 0.1.
        new = {name: values.mask(at, values[at].map(lambda value, n=int(places): round(value, n))) for name, values in new.items()}
    return rows.assign(**new)


def looks_like_a_formula(text: str) -> bool:
    """Whether a spreadsheet would take a text for a formula."""
    return text.startswith(_FORMULA)


def _harmless(values: pd.Series) -> pd.Series:
    taken = [value for value in values.unique() if isinstance(value, str) and looks_like_a_formula(value)]
    return values.replace({value: f"'{value}" for value in taken}) if taken else values

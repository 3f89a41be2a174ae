"""Evidence of a line as a question keeps it: the figures as they are now, with the words they are shown in."""

import pandas as pd

NUMBERS = ("value", "england", "region_value", "previous_value")
COLUMNS = (
    *("role", "source", "kpi", "ordinal", "source_year", "period_label", "value", "status", "england", "region_value"),
    *("previous_value", "part_year", "cell", "words"),
)


def taken(evidence: pd.DataFrame, chips: list[str]) -> list[dict]:
    """Rows of one line's evidence (``line_evidence``) with the words of their chips, as ``questions.begin`` and ``take`` want them:
    one dict of ``COLUMNS`` each."""
    own = evidence.drop(columns=["ordinal", "words"], errors="ignore")
    rows = own.rename(columns={"figure_ordinal": "ordinal"}).assign(words=chips)
    return [{name: _plain(name, row[name]) for name in COLUMNS} for row in rows.to_dict("records")]


def _plain(name: str, value: object) -> object:
    if pd.isna(value):
        return False if name == "part_year" else None if name in (*NUMBERS, "ordinal", "source_year") else ""
    if name in ("ordinal", "source_year"):
        return int(value)
    return bool(value) if name == "part_year" else float(value) if name in NUMBERS else str(value)

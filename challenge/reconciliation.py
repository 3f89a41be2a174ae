"""Returned figures beside published ones for the same year."""

import pandas as pd

from challenge import wording
from challenge.sheet import Node, el


def table(rows: pd.DataFrame, caption: str) -> Node:
    """Returned beside published for the same year, largest difference first; what agrees within rounding is counted, not listed."""
    apart = rows[~rows["within_rounding"].astype(bool)]
    frame = apart.assign(
        returned_text=wording.figures(apart, "returned"),
        published_text=wording.figures(apart, "published"),
        difference_text=wording.figures(apart, "difference", signed=True),
    )
    agree = len(rows) - len(apart)
    intro = f"{wording.counted(agree, 'returned figure agrees', 'returned figures agree')} with the published one within rounding"
    if apart.empty:
        return el("p", wording.sentence(intro))
    heads = (
        ("KPI", ""),
        ("Column", ""),
        ("Returned", "num"),
        ("Published", "num"),
        ("Difference", "num"),
        ("Why they may differ", ""),
    )
    return el(
        "div",
        el("p", wording.sentence(f"{intro}; {wording.counted(len(apart), 'differs', 'differ')}")),
        el(
            "div",
            el(
                "table",
                el("caption", caption),
                el("thead", el("tr", [el("th", head, scope="col", cls=cls or None) for head, cls in heads])),
                el(
                    "tbody",
                    [
                        el(
                            "tr",
                            el("th", row.name, scope="row"),
                            el("td", row.column_label),
                            el("td", row.returned_text, cls="num"),
                            el("td", row.published_text, cls="num"),
                            el("td", row.difference_text, cls="num"),
                            el("td", row.comparability if isinstance(row.comparability, str) else "", cls="muted"),
                        )
                        for row in frame.itertuples()
                    ],
                ),
                cls="table",
            ),
            cls="scroll",
        ),
    )


def export(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    """Returned beside published, of the authority called ``name``, as a table to download; what agrees is in it too."""
    chosen = (
        *("area", "area_name", "kpi", "name", "unit", "decimals", "polarity", "column_label", "period_label", "part_year"),
        *("returned", "returned_status", "returned_note", "returned_place"),
        *("published", "published_status", "published_note", "published_place", "difference", "within_rounding", "comparability"),
    )
    return rows.assign(area_name=name)[[*chosen]].convert_dtypes()

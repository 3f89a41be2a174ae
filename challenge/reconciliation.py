"""Returned figures beside published ones for the same year."""

import pandas as pd

from challenge import wording
from challenge.sheet import Node, el


def table(rows: pd.DataFrame, caption: str, most: int | None = None) -> Node:
    """Returned figures beside published ones for the same column, what differs most first, with what may explain it and what the
    authority says; what agrees within rounding is counted. ``rows``: of ``queries.authority.reconciled_with`` or
    ``queries.self_check.beside_published``. ``most``: how many of those that differ are listed, all without it."""
    if rows.empty:
        return el("p", "None of its figures stands in a column for which figures are published.", cls="empty")
    apart = rows[~rows["within_rounding"].astype(bool)]
    agree = len(rows) - len(apart)
    words = f"{wording.counted(agree, 'returned figure agrees', 'returned figures agree')} with the published one within rounding"
    if apart.empty:
        return el("p", wording.sentence(words))
    words += f"; {wording.counted(len(apart), 'differs', 'differ')}"
    if most is not None and len(apart) > most:
        apart, words = apart.head(most), f"{words}, of which the {wording.counted(most, 'furthest')} apart stand here"
    apart = apart.assign(
        returned_text=wording.figures(apart, "returned"),
        published_text=wording.figures(apart, "published"),
        difference_text=wording.figures(apart, "difference", signed=True),
    )
    heads = (
        *(("KPI", ""), ("Column", ""), ("Returned", "num"), ("Published", "num"), ("Difference", "num")),
        *(("Why they may differ", ""), ("What the authority says", "")),
    )
    return el(
        "div",
        el("p", wording.sentence(words)),
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
                            el("th", f"{row.number} {row.short_name}", el("small", row.unit), scope="row"),
                            el("td", row.column_label, el("small", row.period_label)),
                            el("td", row.returned_text, cls="num"),
                            el("td", row.published_text, cls="num"),
                            el("td", row.difference_text, cls="num"),
                            el("td", row.comparability if isinstance(row.comparability, str) else "", cls="muted"),
                            el("td", row.explanation if isinstance(row.explanation, str) else "not explained yet"),
                        )
                        for row in apart.itertuples()
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

"""The lines of enquiry of the authority of an address, in words."""

import pandas as pd

import queries
from challenge import line_words
from challenge.opened import Opened


def worded(opened: Opened, name: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Lines about the chosen column as ``line_words.worded`` gives them, the strongest first, and the evidence behind them, with
    names and units. name: the authority's."""
    given = {"cycle": opened.cycle["cycle"], "area": opened.view.area, "ordinal": opened.ordinal}
    evidence = opened.rows(queries.line_rows.evidence_of_area, **given)
    evidence = evidence.rename(columns={"kpi_name": "name", "kpi_short_name": "short_name"})
    lines = line_words.worded(
        opened.rows(queries.line_rows.of_area, **given),
        evidence,
        opened.rows(queries.line_rows.templates),
        opened.rows(queries.line_rows.kinds),
        opened.rows(queries.line_rows.caveats),
        name,
        opened.cycle["region_name"],
    )
    return lines, evidence

"""The KPI screen where a comparison is known for nobody: it ranks, shades and says no more than there is."""

import re
from collections.abc import Callable
from types import SimpleNamespace

import pandas as pd
import pytest

import queries
from challenge import kpi_sheet, ranking, rug, shading
from challenge.access import READER
from challenge.links import View
from challenge.sheet import to_html, to_text
from challenge.store import Store

# In the practice store: too few figures to rank; the same of a KPI of which low is good, yet with England's quarters; ranks in the
# region and no quarters; parts of years only; everything.
FEW = {"kpi": "gld_ehcp", "source": "published", "ordinal": 2}
FEW_AND_LOW = {"kpi": "cp_two_years", "source": "published", "ordinal": 2}
NO_QUARTERS = {"kpi": "homes_good", "source": "returned", "ordinal": 3}
PARTS = {"kpi": "s47", "source": "returned", "ordinal": 3}
FULL = {"kpi": "caseload", "source": "published", "ordinal": 2}


@pytest.fixture(scope="module")
def asked(practice: Store) -> Callable[..., pd.DataFrame]:
    """Rows of a block of ``queries.kpi`` in the practice store, for a reader of today."""

    with practice.seeing(READER, None) as cursor:
        yield lambda block, **given: getattr(queries.kpi, block)(cursor, cycle="2017-18", **given)


def legend_of(rows: pd.DataFrame, compare: str = "england") -> str:
    return to_text(rug.legend(compare, "10%", rows["polarity"].iloc[0], shading.compared(rows, compare)))


@pytest.mark.parametrize(
    ("column", "words"),
    [
        (FEW, "From highest to lowest"),
        (FEW_AND_LOW, "From highest to lowest"),
        (NO_QUARTERS, "From best to worst"),
        (PARTS, "From highest to lowest"),
        (FULL, "From best to worst"),
    ],
    ids=lambda value: value["kpi"] if isinstance(value, dict) else "",
)
def test_the_order_is_called_what_it_is_and_who_has_no_figure_stands_last(column: dict, words: str, asked: Callable):
    rows = asked("ranking", **column)
    own = rows[rows["kind"] == "authority"]
    assert ranking.order(rows) == words
    assert own["value"].isna().tolist() == sorted(own["value"].isna())
    values = own["value"].dropna().tolist()
    assert values == sorted(values, reverse=words == "From highest to lowest" or rows["polarity"].iloc[0] == "high")


def test_too_few_figures_to_rank_are_not_called_highest_or_lowest(asked: Callable):
    rows = asked("ranking", **FEW)
    assert rows["value"].notna().sum() > 2
    said = asked("summary", **FEW).iloc[0].to_dict()
    headline, lede = kpi_sheet.headline(said, rows, "Development", "North West", "published", "10%")
    assert headline == "Too few authorities have a figure for development to rank them."
    assert "4 of 23 authorities have one" in lede
    said = asked("summary", **FEW_AND_LOW).iloc[0].to_dict()
    headline, _ = kpi_sheet.headline(said, asked("ranking", **FEW_AND_LOW), "Plans", "North West", "published", "10%")
    assert re.search("to rank them; [^;]* of 16 stands? in England’s .* quarter", headline) and "highest" not in headline


def test_a_legend_explains_no_shade_of_a_comparison_that_is_known_for_nobody(asked: Callable):
    few, no_quarters, parts, full = (asked("ranking", **which) for which in (FEW, NO_QUARTERS, PARTS, FULL))
    for rows, compare in ((few, "england"), (few, "region"), (no_quarters, "england"), (no_quarters, "against-england")):
        said = legend_of(rows, compare)
        assert re.search("not (known|compared)", said) and not re.search("best|worst|better|worse", said), compare
    assert legend_of(few, "direction").startswith("no change can be read")
    assert "worst quarter" in legend_of(no_quarters, "region") and "not known" not in legend_of(no_quarters, "region")
    assert "not compared" in legend_of(parts) and "above England" not in legend_of(parts)
    assert "above England" in legend_of(asked("ranking", kpi="s47", source="published", ordinal=2))
    assert "worst quarter" in legend_of(full)


@pytest.mark.parametrize(("column", "way"), [(FEW, None), (NO_QUARTERS, "/kpi?compare=region&kpi=homes_good")])
def test_the_region_s_quarters_are_offered_only_where_they_are_known(column: dict, way: str | None, asked: Callable):
    view = View("kpi", kpi=column["kpi"])
    opened = SimpleNamespace(view=view, now=view.but(compare="england"))
    said = to_html(kpi_sheet.not_shaded(asked("ranking", **column), opened))
    assert "England’s quarters are not known for these figures." in said
    assert re.findall('href="([^"]*)"', said) == ([way.replace("&", "&amp;")] if way else [])

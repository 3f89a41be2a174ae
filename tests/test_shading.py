"""What a cell of the rug says: its name in the words a reader would use, and what stands beyond it."""

import pandas as pd
import pytest

import queries
from challenge import shading
from challenge.access import READER
from challenge.links import View
from challenge.store import Store


def rug_of(practice: Store, source: str = "published", ordinal: int = 2) -> pd.DataFrame:
    with practice.reading(READER) as cursor:
        return queries.region.rug(cursor, cycle="2017-18", source=source, ordinal=ordinal, which="all")


@pytest.fixture(scope="module")
def published(practice: Store) -> pd.DataFrame:
    return rug_of(practice)


def said(rows: pd.DataFrame, area: str, kpi: str, compare: str = "england", mark: str = "") -> pd.Series:
    cells = shading.cells(rows, View("region"), compare, mark)
    return cells[(cells["area"] == area) & (cells["kpi"] == kpi)].iloc[0]


@pytest.mark.parametrize(
    ("area", "kpi", "name"),
    [
        ("blackpool", "caseload", "Blackpool, caseload, 23.7 cases per FTE, worst quarter"),
        ("blackpool", "s47", "Blackpool, s47 enquiries, 721.6 per 10,000, higher than England"),
        ("bury", "progress8_disadvantaged", "Bury, Progress 8: disadvantaged, −0.50, third quarter"),
        ("wigan", "caseload", "Wigan, caseload, not published or suppressed"),
        ("england", "caseload", "England, caseload, 16.1 cases per FTE"),
    ],
)
def test_a_cell_is_named_by_area_kpi_figure_and_shade(published: pd.DataFrame, area: str, kpi: str, name: str):
    assert said(published, area, kpi)["name"] == name


def test_the_words_of_the_shade_are_those_of_the_comparison(published: pd.DataFrame):
    assert said(published, "blackpool", "caseload", "against-england")["name"].endswith("worse than England")
    assert said(published, "blackpool", "caseload", "region")["name"].endswith(" quarter")


def test_what_stands_beyond_a_name_is_the_rank_and_the_note_of_its_row(published: pd.DataFrame):
    row = published[(published["area"] == "blackpool") & (published["kpi"] == "caseload")].iloc[0]
    rank = f"{int(row['regional_rank'])}"
    more = said(published, "blackpool", "caseload")["more"]
    assert more.startswith(rank) and more.endswith(f"of {int(row['regional_out_of'])} in the region")
    derived = published[published["note"].notna() & published["value"].notna()].iloc[0]
    assert derived["note"] in said(published, derived["area"], derived["kpi"])["more"]


def test_only_what_was_returned_is_called_practice(practice: Store, published: pd.DataFrame):
    returned = rug_of(practice, "returned")
    assert not shading.cells(published, View("region"), "england", "Practice")["more"].str.contains("Practice").any()
    marked = shading.cells(returned, View("region"), "england", "Practice")["more"].str.endswith("Practice")
    assert marked.tolist() == (returned["source"] == "returned").tolist() and marked.any()


def test_a_column_says_its_kpi_in_full_with_its_period_and_england(published: pd.DataFrame):
    columns = shading.columns(published, View("region")).set_index("kpi")
    assert columns.loc["caseload", "about"] == "Average social worker caseload, 30 September 2016"
    assert columns.loc["caseload", "england"] == "England 16.1"
    without = set(published["kpi"]) - set(published.loc[published["england"].notna(), "kpi"])
    assert without and columns.loc[sorted(without), "england"].isna().all()

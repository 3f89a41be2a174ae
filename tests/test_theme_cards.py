"""What a theme says on the screen is true to its rows."""

import pandas as pd
import pytest

import queries
from challenge import headlines, theme_cards, theme_detail
from challenge.access import READER
from challenge.links import View
from challenge.sheet import to_text

COLUMNS = [("2017-18", 1), ("2017-18", 2), ("2017-18", 3), ("2025-26", 1), ("2025-26", 2), ("2025-26", 3)]


def themes_of(practice, cycle: str, ordinal: int, source: str = "published") -> pd.DataFrame:
    with practice.seeing(READER, lines=False) as cursor:
        return queries.region.themes(cursor, cycle=cycle, source=source, ordinal=ordinal)


def rows_of(practice, cycle: str, ordinal: int, kpi: str, source: str = "published") -> pd.DataFrame:
    with practice.seeing(READER, lines=False) as cursor:
        return queries.region.theme_authorities(cursor, cycle=cycle, source=source, ordinal=ordinal, kpi=kpi)


@pytest.mark.parametrize(("cycle", "ordinal"), COLUMNS)
def test_every_authority_a_theme_counts_has_its_square(practice, cycle, ordinal):
    themes = themes_of(practice, cycle, ordinal)
    themes = themes[themes["existing"] > 0]
    assert themes["squares"].str.len().tolist() == themes["existing"].astype(int).tolist()
    assert themes["squares"].str.count("D").tolist() == themes["n_worst"].astype(int).tolist()


def test_an_authority_of_then_stands_among_the_rows_of_a_theme_though_no_longer_in_the_cycle(practice):
    rows = rows_of(practice, "2025-26", 1, "rereferrals").set_index("area")
    assert not rows.loc["cumbria", "in_cycle"] and "cumberland" not in rows.index
    theme = themes_of(practice, "2025-26", 1).set_index("kpi").loc["rereferrals"]
    assert len(rows) == theme["existing"]


def test_returned_themes_show_authorities_that_did_not_return_too(practice):
    rows = rows_of(practice, "2017-18", 2, "caseload", "returned").set_index("area")
    assert len(rows) == 23 and rows.loc["cumbria", "status"] == "not_returned"


@pytest.mark.parametrize("source", ["published", "returned"])
@pytest.mark.parametrize(("cycle", "ordinal"), COLUMNS)
def test_a_theme_never_says_higher_or_lower_of_a_region_at_englands_figure(practice, cycle, ordinal, source):
    themes = themes_of(practice, cycle, ordinal, source)
    equal = themes[themes["kind"].notna() & (themes["region_value"] == themes["england"])]
    for _, theme in equal.iterrows():
        assert theme_cards.says(theme) not in (theme["when_high"], theme["when_low"])
        assert "than in England" not in theme_cards.says(theme)


def test_what_moves_is_said_as_movement_with_both_changes(practice):
    theme = themes_of(practice, "2017-18", 2).set_index("kpi", drop=False).loc["persistent_absence"]
    assert theme_cards.says(theme) == "Persistent absence: worse than the year before in 14 of 23 authorities"
    assert headlines.breadth(theme).endswith("the region moved by −0.30, England by −0.29 (+ is better).")


def test_a_statement_about_level_names_england(practice):
    theme = themes_of(practice, "2017-18", 2).set_index("kpi", drop=False).loc["gld"]
    assert theme_cards.says(theme) == "Fewer children reach a good level of development than in England"


@pytest.mark.parametrize("kpi", ["serious_incidents", "ks2_rwm", "leavers_not_in_touch"])
def test_a_kpi_without_a_theme_opens_with_the_reason(practice, kpi):
    theme = themes_of(practice, "2017-18", 2).set_index("kpi", drop=False).loc[kpi]
    said = to_text(theme_detail.opened(theme, rows_of(practice, "2017-18", 2, kpi), View("region"), lambda title, _: title))
    assert f"{theme['name']}: no theme" in said and "None" not in said and "nan" not in said

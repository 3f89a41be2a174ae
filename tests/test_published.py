"""From a release on disk to figures: what is read, how it is rounded, and how a dash is told apart."""

from pathlib import Path

import pandas as pd
import pytest

from challenge.published import read_release
from tests.small_release import REFERENCE, Release

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def release(tmp_path):
    return Release(tmp_path)


@pytest.fixture(scope="module")
def figures():
    return pd.read_parquet(ROOT / "data" / "published" / "figures.parquet").set_index(["kpi", "area", "period"])


@pytest.mark.parametrize(
    ("kpi", "area", "period", "value"),
    [
        ("rereferrals", "wirral", 2017, 21.0),
        ("caseload", "england", 2016, 16.1),
        ("caseload", "rochdale", 2016, 10.7),
        ("caseload", "north-west", 2017, 19.4),
        ("s47", "blackpool", 2017, 721.6),
        ("s47", "england", 2016, 148.8),
        ("leavers_eet", "england", 2017, 50),
        ("care_starts", "blackburn-with-darwen", 2018, 42),
        ("progress8", "england", 2017, -0.03),
        ("attainment8", "england", 2016, 50.1),
        ("ks2_rwm", "england", 2017, 62),
        ("ks2_rwm_gap", "england", 2017, 20),
        ("ehc_20_weeks", "cumbria", 2016, 68.8),
        ("permanent_exclusions", "england", 2016, 0.08),
    ],
)
def test_a_figure_is_what_the_source_publishes(figures, kpi, area, period, value):
    assert figures.loc[(kpi, area, period), "value"] == value


def test_every_area_has_a_row_for_every_kpi_and_year(figures):
    areas = pd.read_csv(REFERENCE / "areas.csv")
    assert (figures.groupby(["kpi", "period"]).size() == len(areas)).all()


def test_every_kpi_with_a_published_counterpart_has_figures(figures):
    kpis = pd.read_csv(REFERENCE / "kpis.csv")
    assert set(figures.reset_index()["kpi"]) == set(kpis.loc[kpis["source"] != "none", "kpi"])


def test_there_is_a_number_exactly_where_the_status_says_so(figures):
    assert (figures["value"].notna() == figures["status"].isin(["value", "zero"])).all()


def test_values_carry_no_float_noise(figures):
    kpis = pd.read_csv(REFERENCE / "kpis.csv").set_index("kpi")["decimals"]
    numbers = figures[figures["value"].notna()].reset_index()
    text = numbers["value"].map(repr).str.split(".").str[1].str.removesuffix("0")
    assert (text.str.len() <= numbers["kpi"].map(kpis)).all()


def test_counts_stand_only_where_they_give_the_published_figure(figures):
    kpis = pd.read_csv(REFERENCE / "kpis.csv").set_index("kpi")["decimals"]
    counts = pd.read_csv(REFERENCE / "counts.csv").set_index("kpi")["scale"]
    counted = figures[figures["numerator"].notna()].reset_index()
    rate = counted["numerator"] / counted["denominator"] * counted["kpi"].map(counts)
    assert ((rate - counted["value"]).abs() <= 0.5 / 10.0 ** counted["kpi"].map(kpis) + 1e-9).all()


def test_an_authority_that_did_not_exist_is_not_applicable(figures):
    assert figures.loc[("caseload", "cumberland", 2017), "status"] == "not_applicable"
    assert figures.loc[("caseload", "cumberland", 2017), "note"] == "the authority has existed since 1 April 2023"
    assert figures.loc[("caseload", "cumbria", 2024), "note"] == "the authority existed until 31 March 2023"


def test_a_year_that_old_and_new_authorities_share_is_not_applicable_to_the_one_without_a_figure(figures):
    assert figures.loc[("ks2_rwm", "cumbria", 2023), "status"] == "not_applicable"
    assert figures.loc[("ks2_rwm", "cumberland", 2023), "status"] == "value"
    assert figures.loc[("absence", "cumberland", 2023), "status"] == "not_applicable"
    assert figures.loc[("absence", "cumbria", 2023), "status"] == "value"


def test_a_year_without_tests_is_not_published(figures):
    assert set(figures.xs(("ks2_rwm", 2020), level=("kpi", "period"))["status"]) == {"not_published", "not_applicable"}


def test_a_rate_before_it_was_published_is_derived_and_says_so(figures):
    wirral = figures.loc[("care_starts", "wirral", 2017)]
    assert (wirral["value"], wirral["numerator"], wirral["denominator"]) == (52, 348, 66985)
    assert wirral["note"].startswith("derived:")
    assert figures.loc[("care_starts", "poole", 2017), "status"] == "not_published"


def test_a_joint_return_has_no_counts_of_one_authority(figures):
    west = figures.loc[("caseload", "west-northamptonshire", 2022)]
    assert west["value"] == 18.7
    assert pd.isna(west["numerator"])
    assert west["note"] == "one return for two authorities together"


def test_the_committed_figures_are_what_the_release_gives(shared):
    made = read_release(shared / "reference" / "lait", shared / "reference" / "ees", REFERENCE)
    kept = pd.read_parquet(ROOT / "data" / "published" / "figures.parquet")
    pd.testing.assert_frame_equal(made.convert_dtypes(), kept.convert_dtypes(), check_dtype=False)


# Each in a cell of its own of one release: measure, area, what the file says, what is read.
ROUNDED = [
    ("ReReferral", "Wirral", "2.4500000000000002", 2.5),
    ("ReReferral", "Bury", "2.4499999999999997", 2.5),
    ("ReReferral", "Bolton", "2.4499", 2.4),
    ("TotPermEx", "Wirral", "8.4430000000000005E-2", 0.08),
    ("AVG_Prog8_Score", "Wirral", "-0.56999999999999995", -0.57),
    ("AVG_Prog8_Score", "Bury", "-0.565", -0.57),
    ("CareLeaverEET", "Wirral", "49.5", 50),
    ("ReReferral", "Oldham", "90.200000000000003", 90.2),
    ("ReReferral", "Salford", "90.2", 90.2),
    ("CareLeaverAcc", "Wirral", "90.200000000000003", 90),
]
DASHES = [
    ("Referrals_AssessedNotNeed", "not_in_need", "suppressed"),
    ("PrevRegCPR", "second_plans", "not_published"),
    ("Work_Force_Vac_Rate", "sw_vacancies", "not_published"),
    ("Work_Force_Agecy_Rate", "sw_agency", "not_applicable"),
    ("Section_47", "s47", "not_published_or_suppressed"),
]


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """What is read from one release that says all that can be said at once."""
    release = Release(tmp_path_factory.mktemp("said"))
    for measure, area, text, _ in ROUNDED:
        release.says(measure, area, text)
    for measure, *_ in DASHES:
        release.says(measure, "Wirral", "-")
    release.says("ReReferral", "Wigan", "0")
    release.says("TotPermEx", "Wigan", "0.004")
    release.says("NonDAP_KS4_ATT8", "Wirral", "50.1")
    release.says("DAP_KS4_ATT8", "Wirral", "36.700000000000003")
    release.says("DAP_KS4_ATT8", "Bury", "-")
    return release.figures()


@pytest.mark.parametrize(("measure", "area", "text", "value"), ROUNDED)
def test_halves_are_rounded_away_from_zero_and_float_noise_goes(said, measure, area, text, value):
    found = said.reset_index()
    cell = (found["measure"] == measure) & (found["area"] == area.lower()) & (found["period"] == 2017)
    assert found.loc[cell, "value"].item() == value


def test_zero_is_a_number(said):
    cell = said.loc[("rereferrals", "wigan", 2017)]
    assert (cell["value"], cell["status"]) == (0, "zero")


def test_what_only_rounds_to_zero_is_not_called_zero(said):
    cell = said.loc[("permanent_exclusions", "wigan", 2017)]
    assert (cell["value"], cell["status"], cell["note"]) == (0, "value", "not zero: it rounds to 0")


@pytest.mark.parametrize(("measure", "kpi", "status"), DASHES)
def test_a_dash_is_what_the_code_beside_it_says(said, measure, kpi, status):
    cell = said.loc[(kpi, "wirral", 2017)]
    assert (cell["measure"], cell["status"], pd.isna(cell["value"])) == (measure, status, True)


def test_a_figure_withheld_as_unreliable_says_so(said):
    assert said.loc[("sw_vacancies", "wirral", 2017), "note"] == "withheld by the source as unreliable"


def test_a_dash_stays_a_dash_when_the_other_file_has_a_number(release):
    release.says("ReReferral", "Wirral", "-")
    cell = release.figures().loc[("rereferrals", "wirral", 2017)]
    assert cell["status"] == "not_published_or_suppressed"
    assert cell["note"] == "LAIT has a dash, the EES file 25"


def test_counts_that_do_not_give_the_figure_are_left_out(release):
    release.says("ReReferral", "Wirral", "25")
    release.says("ReReferral", "England", "24")
    found = release.figures()
    assert tuple(found.loc[("rereferrals", "wirral", 2017), ["numerator", "denominator"]]) == (50, 200)
    assert pd.isna(found.loc[("rereferrals", "england", 2017), "numerator"])
    assert "counts not shown" in found.loc[("rereferrals", "england", 2017), "note"]


def test_a_gap_needs_both_of_its_figures(said):
    assert said.loc[("attainment8_gap", "wirral", 2017), "value"] == 13.4
    assert said.loc[("attainment8_gap", "bury", 2017), "status"] == "not_published_or_suppressed"

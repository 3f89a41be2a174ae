"""A release that is not what is expected is refused whole: what was found, what was expected, and nothing half written."""

import pandas as pd
import pytest

from challenge.published import RELEASE, Refused, read_release, write_release
from challenge.published_check import FILES
from tests.small_release import Release


@pytest.fixture
def release(tmp_path):
    return Release(tmp_path)


def spoil_columns(release):
    release.lait = release.lait.rename(columns={"Values": "Value"})


def spoil_measure(release):
    release.lait = release.lait[release.lait["Short Desc"] != "ReReferral"]


def spoil_area(release):
    release.lait["LA and Regions"] = release.lait["LA and Regions"].replace("Wirral", "Wirrall")


def spoil_coverage(release):
    release.lait = release.lait.drop(release.lait[release.lait["LA and Regions"] == "Wirral"].index[0])


def spoil_year(release):
    release.lait["Years"] = release.lait["Years"].replace("2017", "2017 (final)")


def spoil_year_pair(release):
    release.lait["Years"] = release.lait["Years"].replace("2017", "2015/17")


def spoil_by_doubling(release):
    release.lait = pd.concat([release.lait, release.lait.head(1)])


def spoil_value(release):
    release.says("ReReferral", "Wirral", "18.4%")


def spoil_ees_columns(release):
    release.ees["c1"] = release.ees["c1"].drop(columns="rereferral_count")


def spoil_ees_code(release):
    release.counts("c1", "rereferral_percent", "q")


def spoil_ees_area(release):
    release.counts("d3", "old_la_code", "999")


def spoil_ees_name(release):
    release.counts("d3", "la_name", "The Wirral")


def spoil_ees_by_doubling(release):
    release.ees["d3"] = pd.concat([release.ees["d3"], release.ees["d3"].query("la_name == 'Wirral'")])


def spoil_ees_coverage(release):
    release.ees["d3"] = release.ees["d3"].query("la_name != 'Wirral'")


def spoil_population(release):
    release.counts("ons", "population_estimate", "0")


@pytest.mark.parametrize(
    ("spoil", "place", "found", "expected"),
    [
        (spoil_columns, "bds_long_0", "Value", "columns Values"),
        (spoil_measure, "Short Desc", "no rows", "ReReferral"),
        (spoil_area, "LA and Regions", "Wirrall", "areas.csv"),
        (spoil_coverage, "bds_long_0", "169 areas, without Wirral", "all 170"),
        (spoil_year, "Years", "2017 (final)", "2016/17"),
        (spoil_year_pair, "Years", "2015/17", "follow each other"),
        (spoil_by_doubling, "bds_long_0", "1 rows twice", "one row per measure"),
        (spoil_value, "Values", "18.4%", "numbers or a dash"),
        (spoil_ees_columns, "c1_", "columns", "rereferral_count"),
        (spoil_ees_code, "c1_", "q", "codes c, low, u, x, z"),
        (spoil_ees_area, "d3_", "999", "areas.csv"),
        (spoil_ees_name, "d3_", "The Wirral", "areas.csv"),
        (spoil_ees_by_doubling, "d3_", "1 rows twice, first 344 2017", "one row per area and year"),
        (spoil_ees_coverage, "d3_", "no row for Wirral", "lasting areas"),
        (spoil_population, "ons_", "zero or less", "people"),
    ],
)
def test_a_release_that_is_not_as_expected_is_refused_whole(release, tmp_path, spoil, place, found, expected):
    spoil(release)
    lait, ees = release.save()
    into = tmp_path / "published"
    with pytest.raises(Refused) as refusal:
        write_release(lait, ees, into)
    assert place in refusal.value.place
    assert found in refusal.value.found
    assert expected in refusal.value.expected
    assert refusal.value.do in str(refusal.value)
    assert not into.exists()


def test_a_missing_file_is_named(release):
    lait, ees = release.save()
    (ees / FILES["d3"]).unlink()
    with pytest.raises(Refused, match="d3_cpps"):
        read_release(lait, ees)


def test_a_file_that_is_no_parquet_is_refused(release):
    lait, ees = release.save()
    (lait / FILES["lait"]).write_text("not a parquet file")
    with pytest.raises(Refused, match="cannot be read"):
        read_release(lait, ees)


def test_a_refused_release_leaves_what_was_there(release, tmp_path):
    into = tmp_path / "published"
    lait, ees = release.save()
    write_release(lait, ees, into)
    before = {path.name: path.read_bytes() for path in into.iterdir()}
    spoil_value(release)
    release.save()
    with pytest.raises(Refused):
        write_release(lait, ees, into)
    assert {path.name: path.read_bytes() for path in into.iterdir()} == before


def test_writing_says_how_many_figures_of_each_status(release, tmp_path):
    summary = write_release(*release.save(), tmp_path / "published")
    assert {path.name for path in (tmp_path / "published").iterdir()} == {"figures.parquet", "releases.csv"}
    assert summary.by_status.to_numpy().sum() == summary.figures
    assert str(summary).startswith(f"{RELEASE}: ")

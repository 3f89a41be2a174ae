"""The reviewed tables of data/reference: keys, references between them, and nothing left empty that a reader needs."""

import csv
from pathlib import Path

import pandas as pd
import pytest

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
KEYS = {
    "areas": ["area"],
    "tiles": ["area"],
    "kpi_groups": ["kpi_group"],
    "families": ["family"],
    "kpis": ["kpi"],
    "counts": ["kpi"],
    "breaks": ["kpi", "period"],
    "periods": ["cycle", "kpi", "ordinal"],
    "published_on": ["kpi", "period"],
    "cutoffs": ["cutoff"],
    "cycles": ["cycle"],
    "cycle_columns": ["cycle", "ordinal"],
    "cycle_members": ["cycle", "area"],
    "cycle_dates": ["cycle", "ordinal"],
    "cycle_bpns": ["cycle", "bpn"],
    "cycle_forums": ["cycle", "bpn", "round"],
    "neighbours": ["model", "area", "place"],
    "not_loaded": ["item"],
    "cell_forms": ["form", "held", "unit"],
    "plausible": ["kpi"],
    "enablers": ["enabler"],
    "positions": ["position"],
    "prompts": ["enabler", "position"],
    "enabler_groups": ["enabler", "kpi_group"],
    "enabler_items": ["enabler", "item"],
    "contrasts": ["contrast"],
    "tag_words": ["about", "tagged", "word"],
    "check_words": ["check", "words"],
    "line_caveats": ["caveat"],
    "line_kinds": ["kind"],
    "line_kpi_caveats": ["kpi", "caveat"],
    "line_pairs": ["pair"],
    "line_templates": ["kind", "subject"],
}


def table(stem: str) -> pd.DataFrame:
    return pd.read_csv(DATA / "reference" / f"{stem}.csv", dtype=str, keep_default_na=False)


def test_every_reference_file_has_a_key_here():
    assert {path.stem for path in (DATA / "reference").glob("*.csv")} == set(KEYS)


@pytest.mark.parametrize("stem", KEYS)
def test_keys_are_unique_and_never_empty(stem):
    frame = table(stem)
    assert not frame.duplicated(KEYS[stem]).any()
    assert (frame[KEYS[stem]] != "").all().all()


@pytest.mark.parametrize("stem", ["counts", "breaks", "periods", "published_on"])
def test_every_kpi_named_anywhere_exists(stem):
    assert set(table(stem)["kpi"]) <= set(table("kpis")["kpi"])


def test_every_enabler_and_group_named_anywhere_exists():
    enablers, groups = set(table("enablers")["enabler"]), set(table("kpi_groups")["kpi_group"])
    tags = table("tag_words")
    assert len(enablers) == 7 and len(table("positions")) == 5
    assert set(tags.loc[tags["about"] == "enabler", "tagged"]) | set(table("enabler_groups")["enabler"]) <= enablers
    assert set(tags.loc[tags["about"] == "kpi_group", "tagged"]) | set(table("enabler_groups")["kpi_group"]) <= groups


def test_each_enabler_has_a_short_prompt_for_each_stage_in_plain_words():
    prompts, positions = table("prompts"), table("positions")
    stages = set(positions.loc[positions["stage"] == "yes", "position"])
    asked = {(enabler, stage) for enabler in table("enablers")["enabler"] for stage in stages}
    assert set(zip(prompts["enabler"], prompts["position"], strict=True)) == asked
    assert prompts["text"].is_unique
    for text in prompts["text"]:
        assert 40 <= len(text) <= 160 and text.endswith(".") and text.count(".") <= 2 and "  " not in text, text


@pytest.mark.parametrize("stem", [stem for stem in KEYS if stem.startswith("cycle_")] + ["periods"])
def test_every_cycle_named_anywhere_exists(stem):
    assert set(table(stem)["cycle"]) <= set(table("cycles")["cycle"])


@pytest.mark.parametrize(
    ("stem", "column"),
    [
        ("cycle_members", "area"),
        ("tiles", "area"),
        ("neighbours", "area"),
        ("neighbours", "neighbour"),
        ("cycle_bpns", "lead_area"),
    ],
)
def test_members_and_neighbours_are_authorities(stem, column):
    areas = table("areas")
    assert set(table(stem)[column]) <= set(areas.loc[areas["kind"] == "authority", "area"])


def test_areas_stand_in_one_of_nine_regions():
    areas = table("areas")
    regions = set(areas.loc[areas["kind"] == "region", "area"])
    assert len(regions) == 9
    assert set(areas.loc[areas["kind"].isin(["authority", "subregion"]), "region"]) == regions
    assert set(areas.loc[areas["kind"].isin(["england", "region"]), "region"]) == {""}
    assert set(areas["kind"]) == {"england", "region", "subregion", "authority"}


def test_an_authority_that_follows_others_starts_the_day_after_they_end():
    areas = table("areas").set_index("area")
    for area, row in areas[areas["follows"] != ""].iterrows():
        for earlier in row["follows"].split():
            ended = pd.Timestamp(areas.loc[earlier, "last_day"])
            assert pd.Timestamp(row["first_day"]) - ended == pd.Timedelta(days=1), (area, earlier)


def test_a_spelling_means_one_area():
    areas = table("areas")
    spellings = pd.concat([areas["name"], areas["other_names"].str.split("|").explode()])
    assert spellings[(spellings != "") & spellings.duplicated()].empty


def test_the_fourteen_kpis_of_the_self_view_are_there_in_order():
    kpis = table("kpis")
    numbered = kpis[kpis["number"] != ""].astype({"number": int}).sort_values("number")
    assert list(numbered["number"]) == list(range(1, 15))
    assert list(numbered["kpi"]) == [
        "caseload", "serious_incidents", "rereferrals", "not_in_need", "s47", "short_plans", "second_plans", "homes_good",
        "care_starts", "care_good_schools", "care_attainment8", "leavers_in_touch", "leavers_eet", "leavers_housed",
    ]  # fmt: skip
    assert set(numbered["section"]) == {"2"}


def test_at_least_thirty_kpis_are_of_section_three():
    assert (table("kpis")["section"] == "3").sum() >= 30


def test_words_of_kpis_come_from_closed_lists():
    kpis = table("kpis")
    assert set(kpis["polarity"]) <= {"high", "low", "context"}
    assert set(kpis["section"]) <= {"2", "3", "beside"}
    assert set(kpis["year_type"]) <= {"financial", "academic", "september", "calendar", "march", "january"}
    assert set(kpis["source"]) <= {"lait", "derived", "none"}
    assert set(kpis["chance"]) <= {"proportion", "events", "none"}
    assert set(kpis["flow"]) | set(kpis["headline"]) <= {"yes", "no"}
    assert set(kpis["decimals"]) <= {"0", "1", "2"}
    assert set(kpis["kpi_group"]) == set(table("kpi_groups")["kpi_group"])


def test_every_kpi_says_what_it_is_and_how_it_compares():
    kpis = table("kpis")
    needed = ["name", "short_name", "unit", "unit_short", "definition", "comparability", "when_high", "when_low", "family"]
    assert (kpis[needed] != "").all().all()
    assert (kpis["short_name"].str.len() <= 16).all()
    assert not kpis["short_name"].duplicated().any()
    for column in ("when_high", "when_low"):
        assert (kpis[column].str.split().str.len() <= 9).all()
        assert not kpis[column].str.endswith(".").any()


def test_a_kpi_has_a_measure_exactly_when_it_has_a_source():
    kpis = table("kpis")
    assert ((kpis["measure"] != "") == (kpis["source"] != "none")).all()
    assert ((kpis["publication"] != "") == (kpis["source"] != "none")).all()
    derived = kpis[kpis["source"] == "derived"]
    assert derived["measure"].str.contains(" − ", regex=False).all()
    assert derived["definition"].str.startswith("Derived here, not published").all()


def test_chance_is_judged_only_where_counts_are_loaded():
    counts = table("counts")
    judged = table("kpis").query("chance != 'none'")["kpi"]
    assert set(judged) <= set(counts.loc[counts["numerator_column"] != "", "kpi"])


def test_definitions_are_not_the_words_of_the_dictionary(shared):
    dictionary = pd.read_csv(shared / "reference" / "lait" / "lait_data_dictionary.csv", dtype=str, keep_default_na=False)
    said = " ".join(dictionary["Description"] + " " + dictionary["Methodology"]).lower()
    kpis = table("kpis")
    for text in pd.concat([kpis["definition"], kpis["comparability"]]):
        words = text.lower().split()
        runs = (" ".join(words[start : start + 12]) for start in range(len(words) - 11))
        assert not [run for run in runs if run in said], text


def test_there_is_a_break_only_within_the_years_of_the_figures():
    breaks = table("breaks")
    assert breaks["period"].astype(int).between(2016, 2025).all()
    assert (breaks["why"] != "").all()
    assert {("caseload", "2017"), ("attainment8", "2017"), ("care_attainment8", "2017"), ("gld", "2022"), ("ks2_rwm", "2016"),
            ("ks2_rwm", "2018"), ("ehc_20_weeks", "2023"), ("absence", "2021"), ("permanent_exclusions", "2020")} <= set(
        breaks[["kpi", "period"]].itertuples(index=False, name=None)
    )  # fmt: skip


def test_the_columns_of_2017_18_follow_the_kind_of_year():
    periods = (
        table("periods")
        .merge(table("kpis")[["kpi", "year_type", "source"]], on="kpi")
        .query("cycle == '2017-18' and source != 'none'")
    )
    years = periods.pivot(index="kpi", columns="ordinal", values="source_year").join(
        periods.drop_duplicates("kpi").set_index("kpi")["year_type"]
    )
    expected = {
        **dict.fromkeys(["financial", "academic", "march", "january"], ("2016", "2017", "")),
        "september": ("2015", "2016", "2017"),
        "calendar": ("2015", "2016", ""),
    }
    assert all(tuple(row[["1", "2", "3"]]) == expected[row["year_type"]] for _, row in years.iterrows())


def test_the_columns_of_2025_26_are_consecutive_years_that_hold_values():
    figures = pd.read_parquet(DATA / "published" / "figures.parquet").query("value.notna()")
    held = set(figures[["kpi", "period"]].drop_duplicates().itertuples(index=False, name=None))
    periods = table("periods").query("cycle == '2025-26' and source_year != ''").astype({"source_year": int})
    assert set(periods[["kpi", "source_year"]].itertuples(index=False, name=None)) <= held
    assert (periods.groupby("kpi")["source_year"].agg(lambda years: list(years.diff().dropna()) == [1, 1])).all()


def test_the_fourteen_kpis_stand_in_every_column_of_every_cycle():
    fourteen = table("kpis").query("number != ''")["kpi"]
    periods = table("periods").merge(fourteen, on="kpi")
    assert len(periods) == 14 * len(table("cycle_columns"))
    assert (periods["label"] != "").all()


def test_a_kpi_without_published_counterpart_has_no_source_year():
    periods = table("periods").merge(table("kpis")[["kpi", "source"]], on="kpi").query("source == 'none'")
    assert set(periods["source_year"]) == {""}


def test_the_rosters_have_twenty_three_and_twenty_four_members():
    assert dict(table("cycle_members")["cycle"].value_counts()) == {"2017-18": 23, "2025-26": 24}
    members = table("cycle_members").groupby("cycle")["area"].agg(set)
    assert members["2017-18"] - members["2025-26"] == {"cumbria"}
    assert members["2025-26"] - members["2017-18"] == {"cumberland", "westmorland-and-furness"}


def test_every_member_has_ten_neighbours_in_the_model_of_its_cycle():
    cycles, members, neighbours = table("cycles"), table("cycle_members"), table("neighbours")
    wanted = members.merge(cycles[["cycle", "neighbour_model"]], on="cycle")
    had = neighbours.groupby(["model", "area"]).size()
    assert [had[(row.neighbour_model, row.area)] for row in wanted.itertuples()] == [10] * len(wanted)
    assert (neighbours["area"] != neighbours["neighbour"]).all()
    assert not neighbours.duplicated(["model", "area", "neighbour"]).any()


def test_both_deadlines_the_papers_give_are_kept():
    deadlines = table("cycle_dates").query("kind == 'deadline'")
    assert list(deadlines["last_day"]) == ["2017-10-27", "2017-10-31"]
    assert deadlines["said_by"].nunique() == 2


def test_cut_offs_are_numbers_with_a_meaning():
    cutoffs = table("cutoffs")
    assert (cutoffs["value"].astype(float) > 0).all()
    assert (cutoffs["meaning"] != "").all()


def test_every_data_file_is_in_the_register():
    with (DATA / "register.csv").open(encoding="utf-8", newline="") as file:
        registered = [row["file"] for row in csv.DictReader(file)]
    present = {path.relative_to(ROOT).as_posix() for path in DATA.rglob("*") if path.is_file()}
    assert len(registered) == len(set(registered))
    assert set(registered) == present


def test_every_family_of_kpis_has_a_topic_and_no_other_does():
    assert set(table("kpis")["family"]) == set(table("families")["family"])
    assert (table("families")["topic"] != "").all()

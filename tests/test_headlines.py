"""A screen's headline is one sentence, and true to the rows below it."""

import re

import pandas as pd
import pytest

import queries
from challenge import headlines, wording
from challenge.access import READER
from challenge.store import Store

PLACES = [
    (cycle, source, ordinal) for cycle in ("2017-18", "2025-26") for source in ("published", "returned") for ordinal in (1, 2, 3)
]


@pytest.fixture(scope="module")
def themes(practice: Store) -> dict[tuple, pd.DataFrame]:
    """Rows of the region screen by cycle, source and column."""
    with practice.seeing(READER, lines=False) as cursor:
        return {
            place: queries.region.themes(cursor, **dict(zip(("cycle", "source", "ordinal"), place, strict=True)))
            for place in PLACES
        }


@pytest.fixture(scope="module")
def of_2016_17(themes: dict[tuple, pd.DataFrame]) -> pd.DataFrame:
    """Themes of 2016/17 in published figures."""
    return themes["2017-18", "published", 2]


@pytest.fixture(scope="module")
def standings(practice: Store) -> pd.DataFrame:
    """Every authority's rows of 2016/17, with what the authority screen names them by."""
    with practice.seeing(READER, lines=False) as cursor:
        return cursor.execute(
            'select standing.*, kpi.name, kpi.short_name, kpi.kpi_group, kpi.family, kpi.headline, kpi."order" as kpi_order,'
            " kpi.topic, kpi.topic_plural"
            " from published_standing as standing inner join kpi using (kpi)"
            " where standing.cycle = '2017-18' and standing.ordinal = 2 and standing.kind = 'authority'"
        ).df()


def one_sentence(text: str) -> bool:
    """Whether a text is a single sentence with a capital or a number first."""
    return bool(re.fullmatch(r"[A-Z0-9].*\.", text)) and not re.search(r"[.!?]\s+[A-Z]", text.replace("St. Helens", "St Helens"))


def named(headline: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows whose topic a headline names."""
    return rows[[topic.lower() in headline.lower() for topic in rows["topic"]]]


@pytest.mark.parametrize(("cycle", "source", "ordinal"), PLACES)
def test_the_region_is_told_in_one_sentence(themes, cycle, source, ordinal):
    headline, lede = headlines.region(themes[cycle, source, ordinal], "North West", source, "2016/17")
    assert one_sentence(headline), headline
    assert len(headline) <= headlines.TWO_LINES, headline
    assert lede.endswith(".") and source in lede.lower()


def test_a_kind_of_theme_is_said_only_where_a_row_has_it(themes):
    for place, rows in themes.items():
        headline, _ = headlines.region(rows, "North West", place[1], "2016/17")
        for kind in ("shared concern", "shared strength", "concern for some"):
            said = re.search(rf"\b{kind}s?\b", headline) is not None
            assert not said or (rows["kind"] == kind).any(), (place, headline)


def test_the_strongest_shared_concern_is_named(of_2016_17):
    headline, _ = headlines.region(of_2016_17, "North West", "published", "2016/17")
    first = of_2016_17[of_2016_17["kind"] == "shared concern"].sort_values("theme_order").iloc[0]
    assert first["topic"].lower() in headline.lower()


def test_what_is_no_theme_is_not_in_the_headline(of_2016_17):
    without = of_2016_17[of_2016_17["kind"].isna()]
    shown = of_2016_17[of_2016_17["kind"].notna()]
    headline, _ = headlines.region(of_2016_17, "North West", "published", "2016/17")
    families = set(named(headline, without)["family"]) - set(named(headline, shown)["family"])
    assert families == set()


def test_the_lede_counts_as_the_first_row_does(of_2016_17):
    _, lede = headlines.region(of_2016_17, "North West", "published", "2016/17")
    first = of_2016_17[of_2016_17["theme_order"] == 1].iloc[0]
    assert re.match(rf"{int(first['n_worst'])} of {int(first['n_banded'])} authorities", lede)


def test_a_region_without_a_theme_is_told_so_and_why(of_2016_17):
    none = of_2016_17.assign(kind=None, family_place=None, theme_order=None)
    headline, _ = headlines.region(none, "North West", "published", "2016/17")
    assert headline.startswith("No theme for the North West") and one_sentence(headline)


@pytest.mark.parametrize("rows", ["no rows", "no cover"])
def test_too_few_figures_are_not_called_unremarkable(of_2016_17, rows):
    few = of_2016_17.head(0) if rows == "no rows" else of_2016_17.assign(kind=None, family_place=None, enough=False)
    assert "too few authorities have a figure" in headlines.region(few, "North West", "published", "2016/17")[0]


@pytest.mark.parametrize(("worst", "best", "said"), [(12, 0, "12 of 23 authorities stand"), (1, 3, "1 of 23 authorities stands")])
def test_breadth_counts_authorities_in_the_worst_quarter(of_2016_17, worst, best, said):
    row = of_2016_17.iloc[0].copy()
    row[["polarity", "kind", "n_worst", "n_best", "n_banded"]] = ["low", "shared concern", worst, best, 23]
    text = headlines.breadth(row)
    assert text.startswith(said) and "worst quarter" in text and text.endswith(f"{best or 'none'} in the best.")


def test_a_context_kpi_is_never_said_to_be_good_or_bad(of_2016_17):
    context = of_2016_17[(of_2016_17["polarity"] == "context") & of_2016_17["counted"].notna()]
    assert len(context) > 3
    for _, row in context.iterrows():
        assert not re.search(r"\b(worst|best|better|worse)\b", headlines.breadth(row, row["name"]))


def test_every_authority_is_told_in_one_sentence_with_its_name(standings, practice):
    with practice.reading(READER) as cursor:
        names = dict(cursor.execute("select area, name from area").fetchall())
    for area, rows in standings.groupby("area"):
        headline, lede = headlines.authority(names[area], rows)
        assert one_sentence(headline) and headline.startswith(names[area]), headline
        assert len(headline) <= headlines.TWO_LINES, headline
        assert lede.endswith(".")


def test_worse_and_worsening_is_said_where_and_only_where_a_row_says_so(standings):
    told = {area: "worsening" in headlines.authority("It", rows)[0] for area, rows in standings.groupby("area")}
    true = {area: bool((rows["signal"] == "worse and worsening").any()) for area, rows in standings.groupby("area")}
    assert told == true
    assert set(true.values()) == {True, False} or all(true.values())


def test_topics_beyond_two_lines_are_counted_and_none_is_lost(standings):
    rows = standings[standings["area"] == "bury"]
    headline, _ = headlines.authority("Bury", rows)
    signals = rows.dropna(subset=["signal"]).drop_duplicates(["signal", "family"])
    counts = {kind: len(of) for kind, of in signals.groupby("signal")}
    worse, better = headline.split("; ")
    named = [topic for topic in signals["topic"] if topic.lower() in worse.lower()]
    assert f"{wording.NUMBERS[counts['worse and worsening'] - len(named)]} more are worse than England" in worse
    assert better == f"{wording.NUMBERS[counts['better and improving']]} topics are better and improving."


def test_the_lede_of_an_authority_counts_its_quarters(standings):
    rows = standings[standings["area"] == "blackpool"]
    _, lede = headlines.authority("Blackpool", rows)
    counted = [int((rows["band"] == band).sum()) for band in "DA"]
    assert [int(number) for number in re.findall(r"(\d+) in", lede)] == [number for number in counted if number]
    assert f"Of {rows['band'].notna().sum()} figures" in lede


def test_an_authority_without_figures_is_told_so(standings):
    rows = standings[standings["area"] == "bury"].assign(value=float("nan"), band=None, signal=None)
    headline, lede = headlines.authority("Bury", rows)
    assert headline == "Bury has no figures in this column." and "Choose" in lede

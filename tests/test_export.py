"""The data set: whole, described, the same in both formats and as on the screens."""

import re
from datetime import date
from pathlib import Path
from shutil import copy

import pandas as pd
import pyarrow.parquet as parquet_file
import pytest
from pyarrow import csv

import queries
from challenge import access
from challenge.__main__ import main
from challenge.access import READER
from challenge.packs import dataset
from challenge.packs.meanings import meaning
from challenge.store import end_of
from tests.test_for_ofsted import GRID, Export, grid_of, placements_in, words_of
from tests.twins.world import generated, store_of

ROOT = Path(__file__).resolve().parents[1]
STATUSES = (
    *("value", "zero", "suppressed", "not_published", "not_published_or_suppressed", "not_applicable", "not_returned"),
    # What the papers ask to keep apart, and the two a dash may stand for.
)
SAME = (
    *(
        "value",
        "status",
        "note",
        "rank",
        "out_of",
        "band",
        "regional_rank",
        "regional_out_of",
        "regional_band",
        "change",
        "direction",
    ),
    *("england", "region_value", "neighbour_mean", "signal", "measure", "place"),
)
NATIONAL = ("value", "status", "numerator", "denominator", "rank", "out_of", "band", "regional_rank", "regional_band", "change")
COLUMNS_OF_ISSUE = (
    *(
        "cycle",
        "area",
        "area_kind",
        "kpi",
        "period",
        "source",
        "value",
        "status",
        "numerator",
        "denominator",
        "polarity",
        "measure",
    ),
    *("year_label", "rank", "out_of", "band", "regional_rank", "regional_out_of", "regional_band", "change", "direction"),
)


@pytest.fixture(scope="module")
def stored(practice_folder, tmp_path_factory) -> Path:
    """A copy of the practice store that no process holds."""
    folder = tmp_path_factory.mktemp("stored")
    copy(practice_folder / "store.duckdb", folder)
    return folder


@pytest.fixture(scope="module")
def written(stored, tmp_path_factory) -> Path:
    """The whole set of the practice store, written by the command."""
    folder = tmp_path_factory.mktemp("written") / "deep" / "set"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHALLENGE_STORE", str(stored))
        assert main(["export", str(folder)]) == 0
    return folder


def stem_of(name: str) -> str:
    return dataset.file_stem(name, practice=True)


@pytest.fixture(scope="module")
def parquet(written) -> dict[str, pd.DataFrame]:
    """Each file of the practice set, read back."""
    return {name: pd.read_parquet(written / f"{stem_of(name)}.parquet") for name in dataset.FILES}


def csv_of(path: Path) -> pd.DataFrame:
    """A CSV as text, without the apostrophe that keeps a spreadsheet from taking text for a formula."""
    rows = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    marked = [name for name in rows if rows[name].str.startswith("'").any()]
    return rows.assign(**{name: rows[name].str.replace(r"^'(?=[=+\-@])", "", regex=True) for name in marked})


def plain(values: pd.Series) -> list:
    """Values whatever way pandas keeps them; whatever is missing is None."""
    return [None if pd.isna(value) else value for value in values.tolist()]


@pytest.mark.parametrize("name", dataset.FILES)
def test_both_formats_hold_the_same_rows(parquet, written, name):
    rows, text = parquet[name], csv_of(written / f"{stem_of(name)}.csv")
    assert list(text.columns) == list(rows.columns)
    assert len(text) == len(rows) > 50
    for column in rows.columns:
        held, said = rows[column], text[column]
        assert ((said == "") == (held.isna() | (held.astype(str) == ""))).all(), column
        if pd.api.types.is_bool_dtype(held) or not pd.api.types.is_numeric_dtype(held):
            assert (held.dropna().astype(str) == said[held.notna()]).all(), column
        else:
            assert (held.dropna() == said[held.notna()].astype(float)).all(), column


@pytest.mark.parametrize(("cycle", "ordinal"), [("2017-18", 2), ("2017-18", 3), ("2025-26", 3)])
@pytest.mark.parametrize("source", ["published", "returned"])
def test_figures_are_those_of_the_region_screen(parquet, practice, cycle, ordinal, source):
    with practice.seeing(READER, lines=False) as cursor:
        rug = queries.region.rug(cursor, cycle=cycle, source=source, ordinal=ordinal, which="all").set_index(["kpi", "area"])
    figures = parquet["figures"]
    mine = figures[(figures["cycle"] == cycle) & (figures["ordinal"] == ordinal) & (figures["source"] == source)]
    mine = mine.set_index(["kpi", "area"]).loc[rug.index]
    assert len(mine) == len(rug) > 200
    for column in SAME:
        assert plain(mine[column]) == plain(rug[column]), column


def test_figures_of_every_year_of_all_authorities_are_out(parquet, practice):
    with practice.reading(READER) as cursor:
        (held,) = cursor.execute("select count(*) from published_position").fetchone()
    years, areas = parquet["years"], parquet["areas"]
    assert len(years) == held > 100_000
    assert set(years["kpi"]) <= set(parquet["kpis"]["kpi"]) and set(years["area"]) <= set(areas["area"])
    assert years.loc[years["area_kind"] == "authority", "area"].nunique() > 150
    assert years.loc[years["area_kind"] == "authority", "region"].nunique() == 9


def test_a_cycle_s_published_figures_are_those_of_the_years(parquet):
    keys = ["kpi", "period", "area"]
    published = parquet["figures"].query("source == 'published' and period.notna()")
    both = published.merge(parquet["years"], on=keys, suffixes=("", "_year"))
    assert len(both) > 7000
    for column in NATIONAL:
        assert plain(both[column]) == plain(both[f"{column}_year"]), column


def test_the_columns_asked_for_are_there(parquet):
    assert set(COLUMNS_OF_ISSUE) <= set(parquet["figures"].columns)
    assert set(COLUMNS_OF_ISSUE) - {"cycle"} <= set(parquet["years"].columns)


def test_every_kind_of_missing_figure_is_told_apart(parquet):
    figures = pd.concat([parquet["figures"], parquet["years"]])
    assert set(figures["status"]) == set(STATUSES)
    assert (figures["value"].notna() == figures["status"].isin(["value", "zero"])).all()
    assert (figures.loc[figures["status"] == "zero", "value"] == 0).all()


def test_no_context_kpi_is_ranked_or_banded(parquet):
    context = parquet["years"].query("polarity == 'context'")
    assert len(context) > 1000
    assert context[["rank", "band", "regional_rank", "regional_band", "signal"]].isna().all(axis=None)


def test_whole_numbers_truth_values_and_days_keep_their_types(written):
    columns = csv_of(written / "columns.csv").set_index(["file", "column"])["type"]
    of = stem_of("figures")
    assert [columns[of, name] for name in ("rank", "value", "part_year", "period_end", "kpi")] == [
        *("whole number", "number", "true or false", "day", "text")
    ]


def test_themes_are_those_of_the_region_screen(parquet, practice):
    place = {"cycle": "2017-18", "source": "published", "ordinal": 2}
    with practice.seeing(READER, lines=False) as cursor:
        shown = queries.region.themes(cursor, **place).set_index("kpi")
    mine = (
        parquet["themes"].query("cycle == '2017-18' and source == 'published' and ordinal == 2").set_index("kpi").loc[shown.index]
    )
    assert plain(mine["theme"]) == plain(shown["kind"])
    assert plain(mine["theme_order"]) == plain(shown["theme_order"])
    assert mine["theme"].notna().sum() > 5


def test_an_earlier_day_knows_no_later_year(practice):
    with practice.reading(READER, end_of(date(2017, 11, 16))) as cursor:
        years = cursor.execute(queries.export.years.sql).df()
        figures = cursor.execute(queries.export.figures.sql, {"cycle": None, "source": "published"}).df()
    assert set(years["as_of"].astype(str)) == {"2017-11-16"}
    assert years["period"].max() == 2017 and years.loc[years["kpi"] == "caseload", "period"].max() == 2016
    later = figures.query("kpi == 'caseload' and column_label == 'Latest' and source == 'published' and area_kind == 'authority'")
    assert set(later["status"]) == {"not_published"} and later["note"].str.startswith("first published on").all()
    assert set(figures["cycle"]) == {"2017-18"}


def test_practice_is_said_by_names_rows_and_the_page_about_it(parquet, written):
    names = {path.name for path in written.iterdir()}
    assert {"practice-figures.csv", "practice-themes.parquet", "years.csv", "kpis.parquet", "about.csv"} <= names
    figures = parquet["figures"]
    invented = (figures["source"] == "returned") | figures["bpn"].notna()
    assert (figures["practice"] == invented).all() and invented.any() and not invented.all()
    about = csv_of(written / "about.csv").set_index("about")["says"]
    assert about["store"].startswith("Practice") and "Open Government Licence v3.0" in about["figures"]
    assert f"{len(figures):,} rows" in about["practice-figures"]


def test_a_live_store_gives_no_returned_figure_nobody_returned_and_no_mark():
    world = generated(3)
    world.returned, world.memberships = [], []
    store = store_of(world)
    store.execute("insert into store_made values ('live', timestamp '2017-09-01', 'Ann Lee', 'Authority')")
    asked = [{"cycle": "c", "source": source} for source in ("published", "returned")]
    figures = pd.concat([store.execute(queries.export.figures.sql, given).df() for given in asked])
    returned = figures.query("source == 'returned' and area_kind == 'authority'")
    assert len(returned) > 100 and set(returned["status"]) == {"not_returned"} and returned["value"].isna().all()
    assert not figures["practice"].any() and figures["value"].notna().any()
    assert [dataset.file_stem(name, practice=False) for name in dataset.FILES] == list(dataset.FILES)


def test_one_cycle_s_set_holds_that_cycle(practice):
    with practice.seeing(READER, lines=False) as cursor:
        for block in (queries.export.figures, queries.export.themes):
            given = {"cycle": "2025-26", "source": "published"}
            asked = {name: given[name] for name in block.parameters}
            assert set(cursor.execute(block.sql, asked).df()["cycle"]) == {"2025-26"}


def test_no_file_of_the_set_holds_a_placement_and_it_says_that_it_may_go_to_ofsted(written, practice):
    grid = grid_of(practice)
    assert access.OFSTED[True] in (written / "about.csv").read_text(encoding="utf-8-sig")
    for path in written.iterdir():
        # They are large: each text is looked at once.
        table = csv.read_csv(path) if path.suffix == ".csv" else parquet_file.read_table(path)
        assert placements_in(Export("export", path.stem, words_of(table).encode()), grid) == [], path.name
        assert not [name for name in table.column_names if GRID.search(name)], path.name


def test_every_column_is_described_beside_the_data_and_in_the_readme(written):
    columns = csv_of(written / "columns.csv")
    assert (columns["meaning"] != "").all() and not columns.duplicated(["file", "column"]).any()
    section = (ROOT / "README.md").read_text(encoding="utf-8").partition("## The data set")[2].partition("\n## ")[0]
    letters = {name[0]: name for name in dataset.FILES}
    lines = re.findall(r"^\| `(\w+)` \| ([a-z ]+) \| (.+) \|$", section, re.M)
    described = {(letters[letter], column): words for column, where, words in lines for letter in where.split()}
    real = {
        (file.removeprefix("practice-"), column): words for file, column, words in columns[["file", "column", "meaning"]].values
    }
    assert described == real
    assert all(f"`{name}`" in section for name in dataset.FILES)


def test_a_column_means_the_same_in_every_file_but_where_it_is_said():
    assert meaning("name", "areas") != meaning("name", "kpis") == meaning("name")
    assert meaning("first_day", "areas") != meaning("first_day")
    assert meaning("nobody knows this") == ""

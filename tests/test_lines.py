"""Lines of enquiry: what each kind rests on, against a naive twin, and what every region finds on a first day."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

import queries
from challenge import cycle_settings, ofsted_lines, question_sheet
from challenge.access import READER, Person
from challenge.ofsted_lines import OfstedLine
from challenge.store import Store, open_store
from tests.twins.lines import far_from_neighbours, left_out, quarters, worse_and_worsening

CYCLE = {"cycle": "2017-18", "ordinal": 2}
LATEST = {"cycle": "2025-26", "ordinal": 3}
TESTER = Person("A tester", "Sector-led improvement team")
SMALL = {"city-of-london", "isles-of-scilly"}


@pytest.fixture(scope="module")
def read(practice: Store) -> dict[str, pd.DataFrame]:
    """Views of the practice store, as screens read them."""
    names = (
        "line",
        "line_evidence",
        "published_standing",
        "published_position",
        "series_break",
        "kpi",
        "reconciled",
        "cutoff",
        "voice",
    )
    with practice.seeing(READER) as cursor:
        found = {name: cursor.execute(f"select * from {name}").df() for name in names}
    found["cutoffs"] = found["cutoff"].set_index("cutoff")["value"].to_dict()
    return found


def of(frame: pd.DataFrame, cycle: str, ordinal: int, **more: object) -> pd.DataFrame:
    """The rows of one column of a cycle."""
    for name, value in {"cycle": cycle, "ordinal": ordinal, **more}.items():
        frame = frame[frame[name] == value]
    return frame


@pytest.mark.parametrize("column", [CYCLE, LATEST], ids=["2016/17", "2025/26"])
def test_each_published_finding_is_true_and_none_is_missed(read: dict[str, pd.DataFrame], column: dict):
    lines = of(read["line"], **column, origin="published")
    shown = of(read["published_standing"], **column, kind="authority").merge(read["kpi"][["kpi", "family", "kpi_group"]], on="kpi")
    wanted = {
        "worse-and-worsening": worse_and_worsening(shown),
        "far-from-neighbours": far_from_neighbours(shown, read["cutoffs"]),
        "worst-quarter": quarters(shown, read["published_position"], read["series_break"], "D"),
        "strength": quarters(shown, read["published_position"], read["series_break"], "A"),
    }
    spoken = {(row.area, row.family) for row in lines.merge(read["kpi"][["kpi", "family"]], on="kpi").itertuples()}
    for kind, true in wanted.items():
        found = {(row.area, row.kpi) for row in lines[lines["kind"] == kind].itertuples()}
        assert found <= true, f"{kind}: {sorted(found - true)[:3]}"
        groups = {(row.area, row.theme) for row in lines.itertuples()}
        kpis = read["kpi"].set_index("kpi")
        for area, kpi in true:
            assert (area, kpis.at[kpi, "family"]) in spoken or (area, kpis.at[kpi, "kpi_group"]) in groups, (kind, area, kpi)


def test_no_line_rests_on_part_of_a_year_or_crosses_a_break(read: dict[str, pd.DataFrame]):
    kinds = read["line"].set_index(["cycle", "ordinal", "area", "line"])["kind"].rename("of_kind")
    figures = read["line_evidence"].join(kinds, on=["cycle", "ordinal", "area", "line"])
    led = figures[(figures["place"] == 1) & ~figures["of_kind"].isin(["not-returned", "own-placement"])]
    assert not led["part_year"].astype(bool).any()
    moved = led[led["of_kind"].isin(["sharp-move", "worse-and-worsening"])]
    assert len(moved) > 100
    assert moved["change"].notna().all()
    breaks = set(zip(read["series_break"]["kpi"], read["series_break"]["period"], strict=True))
    published = moved[moved["source"] == "published"]
    assert not breaks & set(zip(published["kpi"], published["source_year"], strict=True))
    context = set(read["kpi"].loc[read["kpi"]["polarity"] == "context", "kpi"])
    assert not context & set(figures.loc[figures["of_kind"].isin(["worse-and-worsening", "worst-quarter", "strength"]), "kpi"])


def test_every_line_has_the_evidence_it_counts_and_a_place_of_its_own(read: dict[str, pd.DataFrame]):
    keys = ["cycle", "ordinal", "area", "line"]
    counted = read["line_evidence"].groupby(keys).size()
    assert (read["line"].set_index(keys)["n_evidence"] == counted.reindex(read["line"].set_index(keys).index)).all()
    for _, rows in read["line"].sort_values("line_order").groupby(keys[:3]):
        assert rows["line_order"].tolist() == list(range(1, len(rows) + 1))
        assert rows["strength"].is_monotonic_decreasing


def test_what_was_not_returned_is_one_line_with_each_figure_behind_it(read: dict[str, pd.DataFrame]):
    for area, missing in left_out(of(read["reconciled"], **CYCLE)).items():
        line = of(read["line"], **CYCLE, area=area, kind="not-returned")
        assert len(line) == bool(missing), area
        behind = of(read["line_evidence"], **CYCLE, area=area, line="not-returned")
        assert set(behind["kpi"].dropna()) in (missing, set()), area
    assert of(read["line"], **LATEST, kind="not-returned").empty, "no return and no deadline: nothing is missing"


def test_section_4_beside_the_figures_says_what_they_do_not_show_and_what_nobody_named(read: dict[str, pd.DataFrame]):
    voice, lines = read["voice"][read["voice"]["cycle"] == CYCLE["cycle"]], of(read["line"], **CYCLE)
    wish = voice[(voice["item"] == "focus-wanted") & (voice["about"] == "kpi_group")]
    figures = lines[lines["origin"].isin(["published", "returned"]) & lines["concern"]]
    figures = figures[~figures["kind"].isin(["differs-from-published", "not-returned"])]
    published = of(read["published_standing"], **CYCLE).dropna(subset="value").merge(read["kpi"][["kpi", "kpi_group"]], on="kpi")
    seen = set()
    for area in set(lines["area"]):
        wanted = set(wish.loc[wish["area"] == area, "tagged"])
        strongest = figures[figures["area"] == area].groupby("theme")["strength"].max()
        said = lines[lines["area"] == area].groupby("kind")["theme"].agg(set)
        own = published[published["area"] == area]
        calm = set(own["kpi_group"]) - set(own.loc[own["band"] == "D", "kpi_group"]) - set(strongest.index)
        assert said.get("focus-not-shown", set()) == wanted & calm, area
        unnamed = strongest[(strongest >= read["cutoffs"]["line_group_strong"]) & ~strongest.index.isin(wanted)]
        tagged = area in set(voice["area"])
        loudest = set(unnamed[unnamed == unnamed.max()].index) if tagged and len(unnamed) else set()
        found = said.get("shown-not-asked", set())
        assert found <= loudest and bool(found) == bool(loudest), area
        seen |= {kind for kind in ("focus-not-shown", "shown-not-asked") if kind in said.index}
    assert seen == {"focus-not-shown", "shown-not-asked"}, "each is tried"


def test_a_line_of_ofsteds_stands_with_each_authority_it_names_and_no_authority_reads_it(practice_folder: Path, tmp_path: Path):
    shutil.copy2(practice_folder / "store.duckdb", tmp_path)
    store = open_store(tmp_path)
    asked = OfstedLine("How is help reached in time?", ("wirral", "sefton"), ("care", "help_protection"), "A letter", "pasted", "1")
    try:
        ofsted_lines.add(store, "2017-18", [asked], TESTER)
        told = "select * from line where kind = 'ofsted' and cycle = '2017-18' and ordinal = 2"
        behind = "select * from line_evidence where source = 'ofsted' and cycle = '2017-18' and ordinal = 2 and words = $words"
        with store.seeing(TESTER) as cursor:
            lines = cursor.execute(told).df()
            evidence = cursor.execute(behind, {"words": asked.text}).df()
            first = cursor.execute(
                "select theme from question_theme where theme in ('care', 'help_protection') order by theme_order"
            )
            theme = first.fetchone()[0]
        with store.seeing(Person("Cat Fox", "Authority")) as cursor:
            assert cursor.execute(told).df().empty
    finally:
        store.close()
    assert sorted(evidence["area"]) == ["sefton", "wirral"]
    ours = lines[lines["line"].isin(evidence["line"])]
    assert sorted(ours["area"]) == ["sefton", "wirral"]
    assert set(ours["theme"]) == {theme}
    assert (ours["n_evidence"] == 1).all()


def test_blocks_of_the_page_read_the_lines_of_one_authority(practice: Store):
    with practice.seeing(READER) as cursor:
        lines = queries.line_rows.of_area(cursor, area="wirral", **CYCLE)
        behind = queries.line_rows.evidence_of_area(cursor, area="wirral", **CYCLE)
        counts = queries.line_rows.of_cycle(cursor, **CYCLE).set_index("area")
    assert 6 <= len(lines) <= 20
    assert set(behind["line"]) == set(lines["line"])
    assert counts.at["wirral", "n_lines"] == len(lines)
    assert len(counts) == 23


def test_a_rank_that_others_share_is_known_to_be_shared(practice: Store):
    with practice.seeing(READER) as cursor:
        behind = queries.line_rows.evidence_of_area(cursor, area="wirral", **CYCLE)
        every = cursor.execute("select kpi, source_year, rank from published_position where rank is not null").df()
        to_draft = queries.practice.evidence_to_draft(cursor, cycle=CYCLE["cycle"], areas=["wirral"])
        sharing = every.value_counts()
        for each in behind[behind["rank"].notna()].head(4).itertuples():
            held = queries.line_rows.sharing(cursor, kpi=each.kpi, source_year=int(each.source_year), rank=int(each.rank))
            assert held["n"].iat[0] == sharing[each.kpi, each.source_year, each.rank]
    for rows in (behind, to_draft):
        ranked = rows[rows["rank"].notna()]
        told = [sharing[key] > 1 for key in zip(ranked["kpi"], ranked["source_year"], ranked["rank"], strict=True)]
        assert ranked["tied"].tolist() == told and {True, False} == set(told)
        assert not rows.loc[rows["rank"].isna(), "tied"].any()


def test_where_too_few_years_are_held_no_line_rests_on_several_and_that_is_said(practice: Store):
    titles, said = ["Worst", "Best"], {}
    with practice.seeing(READER) as cursor:
        found = cursor.execute("select distinct cycle, ordinal from line where kind in ('worst-quarter', 'strength')").fetchall()
        for cycle, ordinal in cursor.execute("select cycle, ordinal from cycle_column order by all").fetchall():
            row = next(queries.line_rows.quarter_years(cursor, cycle=cycle, ordinal=ordinal).itertuples(index=False))
            said[cycle, ordinal] = question_sheet.too_few_years(row, titles, "Latest")
            assert (row.n_held > 0) == (row.most >= row.asked)
    assert {key for key, words in said.items() if not words} == set(found), "each column that has none says so"
    assert said["2017-18", 2] == (
        "“Worst” and “Best” can find nothing for latest: they need three years that may be compared, and no KPI has more than two."
    )
    assert said["2017-18", 1].endswith("and no KPI has more than one.")


def test_a_live_store_has_lines_for_every_authority_of_every_region_on_its_first_day(live_folder: Path, tmp_path: Path):
    shutil.copy2(live_folder / "store.duckdb", tmp_path)
    store = open_store(tmp_path)
    try:
        regions = cycle_settings.choices(store, TESTER).regions
        for region in regions:
            if region != "north-west":
                cycle_settings.save(
                    store, cycle_settings.propose(store, TESTER, f"2025/26 {region}", region, "2025-26", False), 0, TESTER
                )
        with store.seeing(TESTER) as cursor:
            counts = cursor.execute(
                "select cycle.region, cycle_member.area, count(line.line) as n, count(*) filter (line.concern) as concerns"
                " from cycle inner join cycle_member using (cycle) left join line on line.cycle = cycle.cycle"
                " and line.area = cycle_member.area and line.ordinal = 3 where cycle.cycle <> '2017-18' group by all"
            ).df()
    finally:
        store.close()
    assert counts["region"].nunique() == len(regions) == 9
    usual = counts[~counts["area"].isin(SMALL)]
    print(counts.sort_values("n").head(8).to_string())
    assert usual["n"].min() >= 3, usual.sort_values("n").head().to_string()
    assert usual["concerns"].min() >= 1, usual.sort_values("concerns").head().to_string()

"""The KPI screen: its sentence and its order against naive twins, its pictures against the rows they are made of, its words."""

import re
from collections.abc import Callable
from itertools import pairwise
from statistics import quantiles

import pandas as pd
import pytest

import queries
from challenge import charts, kpi_charts, kpi_sheet, kpi_tables, ranking, rug, shading
from challenge.access import READER
from challenge.links import View
from challenge.packs import meanings
from challenge.sheet import to_html, to_text
from challenge.store import Store

COLUMN = {"cycle": "2017-18", "source": "published", "ordinal": 2}
JUDGING = re.compile(r"\b(best|worst|better|worse|improv\w+|worsen\w+|good)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def asked(practice: Store) -> Callable[..., pd.DataFrame]:
    """Rows of a block of ``queries.kpi`` in the practice store, for a reader of today."""

    with practice.seeing(READER, None) as cursor:
        yield lambda block, **given: getattr(queries.kpi, block)(cursor, **given)


@pytest.fixture(scope="module")
def kpis(practice: Store) -> list[str]:
    with practice.seeing(READER, None) as cursor:
        return queries.frame.shown(cursor, cycle="2017-18")["kpi"].tolist()


def ranked(asked: Callable, kpi: str, **other: object) -> pd.DataFrame:
    return asked("ranking", kpi=kpi, **{**COLUMN, **other})


def of_england(asked: Callable, kpi: str, period: int = 2017) -> tuple[pd.DataFrame, dict]:
    place = {"kpi": kpi, "period": period, "region": "north-west"}
    return asked("england", **place), asked("cut_points", **place).iloc[0].to_dict()


def told(rows: pd.DataFrame) -> dict:
    """What the sentence says, worked out one authority at a time."""
    own = [row for row in rows.to_dict("records") if row["kind"] == "authority" and row["status"] != "not_applicable"]
    held = [row for row in own if row["value"] == row["value"]]
    best, worst = (sum(row["band"] == end for row in held) for end in "AD")
    polarity = own[0]["polarity"]
    bad = {"low": "highest", "high": "lowest", "context": "highest"}[polarity]
    other = {"highest": "lowest", "lowest": "highest"}[bad]
    end = other if best > worst and polarity != "context" else bad
    can = [(round(row["value"], row["decimals"]), row["area_name"]) for row in held if row["comparable"]]
    leaders, last = [], None
    for most in (3, 2, 1):
        placed = [(sum(other > value if end == "highest" else other < value for other, _ in can) + 1, name) for value, name in can]
        named = sorted(pair for pair in placed if pair[0] <= most)
        if len(named) <= 4:
            leaders, last = [name for _, name in named], most
            break
    return {
        "existing": len(own),
        "counted": len(held),
        "n_best": best,
        "n_worst": worst,
        "n_higher": sum(row["context_side"] == "higher" for row in held),
        "told_end": end,
        "leaders": "|".join(leaders) if last and leaders else None,
    }


@pytest.mark.parametrize("source", ["published", "returned"])
def test_the_sentence_s_counts_and_leaders_agree_with_their_twin(source: str, asked: Callable, kpis: list[str]):
    tied = 0
    # Every fourth, and those whose figures are known to tie or to be few.
    for kpi in {*kpis[::4], "caseload", "s47", "homes_good", "leavers_eet"}:
        found = asked("summary", kpi=kpi, **{**COLUMN, "source": source})
        if found.empty:
            continue
        said = found.astype(object).where(found.notna(), None).to_dict("records")[0]
        expected = told(ranked(asked, kpi, source=source))
        assert {name: said[name] for name in expected} == expected, kpi
        tied += bool(said["counted"] and not said["leaders"])
    assert source == "published" or tied


def test_authorities_stand_best_first_and_those_without_a_figure_last(asked: Callable):
    for kpi, best_is_low in (("caseload", True), ("gld", False)):
        rows = ranked(asked, kpi)
        assert rows["kind"].tolist()[:2] == ["england", "region"]
        own = rows[rows["kind"] == "authority"]
        values = own["value"].dropna().tolist()
        assert values == sorted(values, reverse=not best_is_low)
        assert own["value"].isna().tolist() == sorted(own["value"].isna())
    context = ranked(asked, "s47")
    assert context["regional_rank"].isna().all() and context["rank"].isna().all()
    values = context.loc[context["kind"] == "authority", "value"].tolist()
    assert values == sorted(values, reverse=True)


@pytest.mark.parametrize("kpi", ["s47", "caseload", "rereferrals", "care_starts", "permanent_exclusions"])
def test_what_lies_beyond_is_further_than_three_interquartile_ranges(kpi: str, asked: Callable):
    rows, _ = of_england(asked, kpi)
    held = rows.dropna(subset=["value"])
    decimals = int(held["decimals"].iloc[0])
    low, _, high = quantiles([round(value, decimals) for value in held["value"]], n=4, method="inclusive")
    room = 3 * (high - low)
    beyond = {row.area for row in held.itertuples() if not low - room - 1e-9 <= round(row.value, decimals) <= high + room + 1e-9}
    assert set(rows.loc[rows["beyond"].notna(), "area"]) == beyond
    assert kpi != "s47" or beyond == {"blackpool"}


def test_every_authority_of_england_is_one_dot_and_none_hides_another(asked: Callable):
    rows, cuts = of_england(asked, "s47")
    chart = kpi_charts.distribution(rows, cuts, "North West", ["bury"], "light")
    dots = [(x, y, text) for trace in chart.data for x, y, text in zip(trace.x, trace.y, trace.text, strict=True)]
    assert len(dots) == rows["value"].notna().sum() > 140
    assert len({(round(x, 6), y) for x, y, _ in dots}) == len(dots)
    own = chart.data[1]
    assert own.name == "North West" and len(own.x) == 23
    blackpool = next(dot for dot in dots if "Blackpool" in dot[2])
    assert blackpool[0] == max(x for x, _, _ in dots) < 450 and "721.6" in blackpool[2]
    named = [note.text for note in chart.layout.annotations]
    assert "<b>Blackpool</b> 721.6" in named and "<b>Bury</b>" in named


def test_a_dot_stands_within_half_a_bin_of_its_figure(asked: Callable):
    rows, _ = of_england(asked, "caseload")
    dots = kpi_charts.stacked(rows)
    inside = dots[dots["beyond"].isna()]
    steps = sorted(inside["x"].round(6).unique())
    width = min(after - before for before, after in pairwise(steps))
    assert ((inside["x"] - inside["value"]).abs() <= width / 2 + 1e-6).all()


def test_the_funnel_draws_the_limits_that_are_stored_and_names_who_is_beyond(asked: Callable):
    rows, cuts = of_england(asked, "rereferrals")
    chart = kpi_charts.funnel(rows, cuts, "North West", ["bury"], "dark")
    held = rows[rows["funnel_low"].notna()].sort_values("denominator")
    assert list(chart.data[0].y) == held["funnel_low"].tolist() and list(chart.data[1].y) == held["funnel_high"].tolist()
    assert len(chart.data[2].x) + len(chart.data[3].x) == len(held)
    beyond = held["more_than_chance"].notna() & held["in_region"].astype(bool)
    named = {note.text for note in chart.layout.annotations if note.text.startswith("<b>")}
    assert named == {"<b>Bury</b>", *("<b>" + held.loc[beyond, "area_name"] + "</b>")}
    outside = (held["value"] > held["funnel_high"] + 0.06) | (held["value"] < held["funnel_low"] - 0.06)
    assert not (outside & held["more_than_chance"].isna()).any()
    note = kpi_sheet.funnel_note(cuts, rows, "North West")
    assert "99.8% (z 3.09)" in note and f"{held['more_than_chance'].notna().sum()} of {len(held)} authorities" in note


def test_all_light_lines_are_one_trace_cut_between_authorities_and_at_a_new_series(asked: Callable):
    trend = asked("trend", kpi="caseload", region="north-west")
    lines = trend.assign(role=trend["role"].mask(trend["area"].isin(["bury", "wirral"]), "chosen"))
    breaks = pd.DataFrame({"period": [2017], "why": ["new series"]})
    chart = charts.trend(lines, "cases per FTE", "light", breaks)
    light, *named = chart.data
    assert [trace.name for trace in named] == ["North West", "England", "Bury", "Wirral"]
    assert len({(trace.line.color, trace.marker.symbol) for trace in named}) == len(named)
    drawn = {(name, x): y for name, x, y in zip(light.text, light.x, light.y, strict=True) if y == y}
    others = lines[(lines["role"] == "other") & lines["value"].notna()]
    assert drawn == {(row.area_label, row.period): row.value for row in others.itertuples()}
    cut = [y for x, y in zip(light.x, light.y, strict=True) if x == 2016.5]
    assert cut and all(pd.isna(y) for y in cut)
    ends = [y for x, y in zip(light.x, light.y, strict=True) if x == max(light.x)]
    assert len(ends) == others["area_label"].nunique() and all(pd.isna(y) for y in ends)


def drawn_ranking(rows: pd.DataFrame, **chosen: str) -> str:
    view = View("kpi", kpi=rows["kpi"].iloc[0], **chosen)
    return to_html(ranking.ranking(rows, shading.cells(rows, view, "england"), view, "North West", "words"))


def test_the_ranking_names_and_links_everybody_and_says_each_figure(asked: Callable):
    rows = ranked(asked, "caseload")
    html = drawn_ranking(rows, chosen="bury")
    own = rows[rows["kind"] == "authority"]
    assert html.count('<a href="/authority?area=') == len(own) == 23
    assert "St. Helens, caseload, 26.3 cases per FTE, worst quarter" in html
    assert 'class="name chosen">Bury<' in html
    assert html.count('class="dot ') == own["value"].notna().sum()
    assert html.count(">n/p<") == 2
    key = to_text(ranking.key(rows, "North West", rug.legend("england", "10%", "low")))
    assert "worst quarter" in key and "mean of its ten" in key and "interval" not in key
    assert ">England 16.1<" in html and ">North West 18.8<" in html


def test_marks_of_a_ranking_stay_on_its_track(asked: Callable):
    for kpi in ("s47", "rereferrals", "caseload"):
        rows = ranked(asked, kpi)
        html = drawn_ranking(rows)
        places = [float(x) for x in re.findall(r' (?:cx|x1|x2)="([\d.]+)"', html) if x not in ("0", str(ranking.WIDTH))]
        assert places and all(ranking.TRACK[0] <= x <= ranking.TRACK[1] for x in places)
    assert "Blackpool 721.6" in ranking.notes(ranked(asked, "s47"))


def test_a_context_kpi_is_nowhere_judged_or_ranked(asked: Callable):
    rows = ranked(asked, "s47")
    said = asked("summary", kpi="s47", **COLUMN).iloc[0].to_dict()
    headline, lede = kpi_sheet.headline(said, rows, "Section 47 enquiries started", "North West", "published", "10%")
    england, cuts = of_england(asked, "s47")
    chart = kpi_charts.distribution(england, cuts, "North West", [], "light")
    table = to_text(kpi_tables.table(rows, View("kpi", kpi="s47"), "North West", "caption"))
    everything = [headline, lede.removesuffix(kpi_sheet.ENDS["context"]), table, drawn_ranking(rows)]
    everything += [kpi_charts.hover(england, "per 10,000")[0], *(note.text for note in chart.layout.annotations)]
    assert [found[0] for text in everything if (found := JUDGING.search(text))] == []
    assert " of 23" not in table
    colours = {colour for trace in chart.data[1:] for colour in trace.marker.color}
    assert len(colours) == 1


def test_the_sentence_names_the_leaders_and_how_many_share_the_worst_quarter(asked: Callable):
    rows = ranked(asked, "caseload")
    said = asked("summary", kpi="caseload", **COLUMN).iloc[0].to_dict()
    headline, lede = kpi_sheet.headline(said, rows, "Average social worker caseload", "North West", "published", "10%")
    assert headline == (
        "St. Helens, Blackburn with Darwen and Wirral stand highest on average social worker caseload; "
        "10 of 21 stand in England’s worst quarter, 2 in its best."
    )
    assert lede == (
        "The North West stands at 18.8 cases per FTE, worse than England’s 16.1. "
        "Published figures, 30 September 2016: 21 of 23 authorities have one. Low is good."
    )


def test_a_kpi_without_a_figure_says_so_and_where_there_is_one(asked: Callable):
    said = asked("summary", kpi="homes_good", **COLUMN).iloc[0].to_dict()
    headline, _ = kpi_sheet.headline(said, ranked(asked, "homes_good"), "Homes", "North West", "published", "10%")
    assert headline == "No authority of the North West has a published figure for homes in this column."
    held = asked("column_held", kpi="homes_good", cycle="2017-18", source="returned")
    assert (held["counted"] > 0).all() and held["source_year"].isna().all()


def test_the_table_begins_with_england_and_the_region_and_says_why_a_figure_is_missing(asked: Callable):
    table = to_html(kpi_tables.table(ranked(asked, "caseload"), View("kpi", kpi="caseload"), "North West", "caption"))
    names = re.findall(r'<th scope="row">(?:<a [^>]*>)?([^<]*)<', table)
    assert names[:3] == ["England", "North West", "Rochdale"] and len(names) == 25
    assert table.count("not published or suppressed") + table.count('title="not published"') >= 2
    assert 'title="30 September 2016 · ' in table


def test_all_years_stand_in_the_table_with_a_status_where_there_is_no_figure(asked: Callable, practice: Store):
    trend = asked("trend", kpi="caseload", region="north-west")
    with practice.seeing(READER, None) as cursor:
        kpi = queries.frame.one_kpi(cursor, kpi="caseload").iloc[0].to_dict()
    table = to_html(kpi_tables.years(trend, kpi))
    assert re.findall(r'<th scope="row">([^<]*)<', table)[:3] == ["England", "North West", "Blackburn with Darwen"]
    assert table.count("<td") == trend["area"].nunique() * trend["period"].nunique()
    assert 'title="not applicable"' in table


def test_every_column_of_the_files_has_a_meaning(asked: Callable):
    england, _ = of_england(asked, "rereferrals")
    for file in (kpi_tables.export(ranked(asked, "rereferrals")), kpi_tables.export_england(england)):
        assert [name for name in file.columns if not meanings.meaning(name)] == []
        assert len(file) > 20

"""The practice store: real published figures, and invented BPNs and returns that never pass for them."""

import hashlib
from collections import Counter
from datetime import date, datetime

import pandas as pd
import pytest

import queries
from challenge import line_words, reference
from challenge import practice as practice_rows
from challenge.access import READER, Person
from challenge.practice import FORUMS, MAKER, MEETING, SAMPLE
from challenge.question_words import FIELDS
from challenge.sampling import drafted
from challenge.sampling.files import SENT_TWICE
from challenge.store import Store

CYCLE = "2017-18"
INVENTED = ("membership_entry", "submission", "received_file", "sign_off_entry", "explanation_entry")
COUNTED = ("not_returned", "suppressed")


def rows(store: Store, sql: str) -> list[tuple]:
    """Rows straight from the tables."""
    return store.connection.cursor().execute(sql).fetchall()


@pytest.fixture(scope="module")
def returns(practice: Store) -> pd.DataFrame:
    """Every returned figure, of every version."""
    return practice.connection.cursor().execute("from returned_figure").df()


@pytest.fixture(scope="module")
def lines_drafted(practice: Store) -> dict[str, list[drafted.Draft]]:
    """The drafts of each authority, worked out anew."""
    return practice_rows._lines_drafted(practice)


def test_a_practice_store_says_so_and_holds_invented_rows(practice):
    assert practice.practice
    for table in ("membership_entry", "submission", "returned_figure"):
        assert practice.connection.cursor().execute(f"select count(*) from {table}").fetchone()[0] > 0, table


def test_its_published_figures_are_those_of_the_release_and_no_others(practice):
    shipped = reference.PUBLISHED / "figures.parquet"
    columns = "release, kpi, area, period, value, status, note, numerator, denominator, year_label, measure, place"
    held, file = f"select {columns} from published_figure", f"select {columns} from read_parquet('{shipped.as_posix()}')"
    cursor = practice.connection.cursor()
    assert cursor.execute(f"({held}) except all ({file})").fetchall() == []
    assert cursor.execute(f"({file}) except all ({held})").fetchall() == []


def test_no_place_of_an_invented_figure_names_a_published_source(practice, returns):
    assert returns["place"].str.match(r"table \d+, row \d+, column \d+$|sheet Figures, cell [A-Z]+\d+$").all()
    sent = rows(
        practice,
        "select received_as, kind from submission inner join submission_origin using (cycle, area, version)"
        " inner join received_file using (sha256)",
    )
    assert len(sent) == 26 and all(name.startswith("Practice-self-view-") for name, _ in sent)
    assert Counter(kind for _, kind in sent) == {"word": 17, "workbook": 9}
    assert rows(practice, "select 1 from published_figure where place ilike '%practice%'") == []


def test_every_invented_row_is_signed_by_the_maker_of_the_practice_store(practice):
    for table in INVENTED:
        assert rows(practice, f"select distinct actor, actor_role from {table}") == [("Practice", "maker of the practice store")], (
            table
        )


def test_every_invented_row_is_dated_as_in_2017(practice):
    for table in INVENTED:
        first, last = rows(practice, f"select min(recorded_at), max(recorded_at) from {table}")[0]
        assert datetime(2017, 9, 1) <= first <= last <= datetime(2017, 11, 16), table


def test_all_twenty_three_have_returned_two_of_them_after_the_deadline(practice, returns):
    assert rows(practice, f"select count(*) from cycle_member_setting where cycle = '{CYCLE}' and revision = 1") == [(23,)]
    assert returns["area"].nunique() == 23
    assert set(returns["cycle"]) == {CYCLE}
    late = "select area from submission where version = 1 and recorded_at > timestamp '2017-11-01' order by recorded_at"
    assert rows(practice, late) == [("knowsley",), ("warrington",)]


def test_on_the_day_after_the_deadline_two_returns_are_missing(practice):
    with practice.reading(MAKER, datetime(2017, 11, 1)) as cursor:
        overview = queries.returns.overview(cursor, cycle=CYCLE, items=["context"])
    assert set(overview.loc[overview["version"].isna(), "name"]) == {"Knowsley", "Warrington"}


def test_three_bpns_hold_twelve_in_december_and_eleven_in_january(practice):
    by_round = rows(practice, "select round, count(*), count(distinct bpn) from membership_entry group by round order by round")
    assert by_round == [("december", 12, 3), ("january", 11, 3)]


def test_only_members_of_the_cycle_are_in_a_bpn_and_each_in_one(practice):
    members = rows(practice, f"select area from cycle_member_setting where cycle = '{CYCLE}' and revision = 1 order by area")
    assert rows(practice, "select area from membership_entry order by area") == members


def test_every_return_has_fourteen_kpis_in_three_columns(practice, returns):
    first = returns[returns["version"] == 1]
    numbered = {kpi for (kpi,) in rows(practice, "select distinct kpi from reference_kpi where number is not null")}
    assert len(numbered) == 14
    assert set(first["kpi"]) == numbered
    assert (first.groupby("area").size() == 14 * 3).all()


def test_the_kpis_nobody_publishes_are_returned_too(practice, returns):
    unpublished = {kpi for (kpi,) in rows(practice, "select distinct kpi from reference_kpi where number in (2, 6, 8, 10)")}
    held = returns[returns["value"].notna()]
    assert len(unpublished) == 4
    assert (held[held["kpi"].isin(unpublished)].groupby("kpi")["area"].nunique() >= 15).all()
    assert unpublished <= set(held["kpi"])
    names = ", ".join(f"'{kpi}'" for kpi in unpublished)
    assert rows(practice, f"select count(*) from published_figure where kpi in ({names})") == [(0,)]


def test_some_cells_are_not_returned_and_none_of_these_is_a_number(returns):
    missing = returns[returns["status"].isin(COUNTED)]
    assert 0.01 < (missing["status"] == "not_returned").sum() / len(returns) < 0.15
    assert missing[["value", "numerator", "denominator"]].isna().all(axis=None)


def test_some_returned_figures_are_off_the_published_one_and_most_are_not(practice):
    pairs = (
        practice.connection.cursor()
        .execute(
            "select distinct returned.area, returned.kpi, returned.ordinal, returned.value, published.value as published"
            " from returned_figure as returned"
            " inner join cycle_period_setting as period on period.cycle = returned.cycle and period.kpi = returned.kpi"
            " and period.ordinal = returned.ordinal and period.revision = 1"
            " inner join published_figure as published on published.kpi = returned.kpi and published.area = returned.area"
            " and published.period = period.source_year"
            " where returned.version = 1 and returned.value is not null and published.value is not null"
        )
        .df()
    )
    off = (pairs["value"] - pairs["published"]).abs() > 0.05
    assert len(pairs) > 300
    assert 0.03 < off.mean() < 0.4


def test_latest_runs_to_the_end_of_september_and_flows_are_part_of_a_year(returns):
    latest = returns["ordinal"] == 3
    # A blank cell covers nothing, so it has no last day.
    told = latest & (returns["status"] != "not_returned")
    assert {day.date() for day in returns.loc[told, "period_end"]} == {date(2017, 9, 30)}
    assert returns.loc[~latest, "period_end"].isna().all()
    assert set(returns.loc[returns["part_year"], "ordinal"]) == {3}
    assert {"caseload", "homes_good"}.isdisjoint(returns.loc[returns["part_year"], "kpi"])
    assert "s47" in set(returns.loc[returns["part_year"], "kpi"])


def test_three_have_sent_twice_and_put_one_figure_right(returns):
    again = returns[returns["version"] == 2]
    assert set(again["area"]) == set(SENT_TWICE)
    key = ["area", "kpi", "ordinal"]
    both = again.merge(returns[(returns["version"] == 1)], on=key, suffixes=("", "_first"))
    changed = both[both["value"].fillna(-1) != both["value_first"].fillna(-1)]
    assert len(both) == 3 * 42 and sorted(changed["area"]) == sorted(SENT_TWICE)


def test_words_grid_and_sign_offs_came_in_with_the_figures(practice):
    answered = rows(practice, "select area, count(distinct item) from returned_answer where version = 1 group by area")
    assert len(answered) == 23 and all(35 < items <= 43 for _, items in answered)
    placed = dict(rows(practice, "select area, count(position) from returned_placement where version = 1 group by area"))
    assert [area for area, n in sorted(placed.items()) if n < 7] == ["cumbria", "halton", "warrington", "wigan"]
    names = {
        name for (name,) in rows(practice, "select distinct name from returned_sign_off union select name from sign_off_entry")
    }
    assert names == {"Practice Director", "Practice Lead Member", "Practice Chief Executive"}


def test_some_returns_are_signed_and_bolton_s_sign_off_is_of_an_earlier_version(practice):
    with practice.reading(MAKER, datetime(2017, 11, 16)) as cursor:
        signed = queries.returns.overview(cursor, cycle=CYCLE, items=["context"]).set_index("area")
    assert 10 < signed["dcs"].notna().sum() < 20 > signed["ce"].notna().sum() > 5
    assert pd.isna(signed.loc["bolton", "dcs"]) and signed.loc["bolton", "n_of_earlier"] == 3


def test_a_handful_of_cells_have_problems_and_give_no_figure(practice):
    found = rows(practice, "select area, number, column_key from returned_problem where blocks order by area")
    assert found == [("cheshire-west-and-chester", 5, "2016-17"), ("st-helens", 7, "2015-16"), ("tameside", 7, "2016-17")]
    assert {area for (area,) in rows(practice, "select distinct area from returned_problem where not blocks")} == {
        "bury",
        "rochdale",
    }


def test_differences_are_explained_in_words_that_say_practice(practice):
    told = rows(practice, "select text from explanation_entry")
    assert len(told) == 5 and all(text.startswith("Practice text: ") for (text,) in told)
    with practice.reading(MAKER) as cursor:
        beside = queries.self_check.beside_published(cursor, cycle=CYCLE, area="bury")
    row = beside.set_index(["kpi", "ordinal"]).loc[("leavers_eet", 1)]
    assert row["explanation"] and not row["within_rounding"]


def test_every_file_is_kept_as_it_came(practice, practice_folder):
    shipped = {hashlib.sha256(path.read_bytes()).hexdigest() for path in (SAMPLE / "self-views").glob("*.*x")}
    assert {path.stem for path in (practice_folder / "files").iterdir()} == shipped and len(shipped) == 26


def test_percentages_stay_between_nothing_and_a_hundred(practice, returns):
    share = {kpi for (kpi,) in rows(practice, "select distinct kpi from reference_kpi where unit_short = '%'")}
    values = returns.loc[returns["kpi"].isin(share), "value"].dropna()
    assert len(values) > 200
    assert values.between(0, 100).all()


def test_a_share_of_homes_is_what_its_counts_say(returns):
    homes = returns[(returns["kpi"] == "homes_good") & returns["value"].notna()]
    assert len(homes) > 30
    assert ((100 * homes["numerator"] / homes["denominator"]).round() == homes["value"]).all()
    assert (homes["numerator"] <= homes["denominator"]).all()


def test_the_group_placed_most_of_them_on_sixteenth_november_and_forums_agreed_a_month_later(practice):
    days = rows(
        practice,
        "select kind, recorded_at::date, count(distinct area) from placement_entry where kind <> 'self' group by all order by 1, 2",
    )
    assert rows(practice, "select distinct actor from placement_entry") == [(MAKER.name,)]
    forums = {when.date(): 0 for when in FORUMS.values()}
    assert days[-1] == ("preliminary", MEETING.date(), 21)
    assert {day for kind, day, _ in days if kind == "agreed"} == set(forums)
    assert sum(count for kind, _, count in days if kind == "agreed") < 12
    last = rows(practice, "select max(recorded_at) from placement_entry where kind = 'preliminary'")[0][0]
    assert (last - MEETING).total_seconds() < 4 * 3600
    seen = practice.connection.cursor()
    seen.execute("set variable viewer = 'x'; set variable as_of = 'infinity'::timestamp")
    gaps = dict(
        seen.execute("select gap, count(*) from grid_cell where cycle = '2017-18' and gap is not null group by gap").fetchall()
    )
    assert {-2, -1, 0, 1} <= set(gaps) and max(gaps, key=gaps.get) == 0


def test_a_few_questions_are_drafted_of_the_strongest_lines_as_they_were_seen_on_ninth_november(practice, lines_drafted):
    drafts = {draft.question: draft for made in lines_drafted.values() for draft in made}
    with practice.seeing(READER, lines=False) as cursor:
        for area, states in drafted.DRAFTED.items():
            asked = queries.questions.of_area(cursor, cycle=CYCLE, area=area).set_index("question")
            rests = queries.questions.evidence(cursor, cycle=CYCLE, area=area).groupby("question")
            assert dict(asked["state"]) == {f"practice {area} {place}": state for place, state in enumerate(states, start=1)}
            assert {theme: count for theme, count in asked["theme"].value_counts().items() if count > 1 or not theme} == {}
            for question, row in asked.iterrows():
                draft = drafts[question]
                assert {name: row[name] for name in FIELDS} == draft.fields and row["line"] == draft.line
                assert row["headline"] and row["wording"].endswith("?") and row["explanation"] != row["other_explanation"]
                held = rests.get_group(question)
                assert list(held["words"]) == [each["words"] for each in draft.evidence]
                # What a figure was in November is what it is: nothing in the practice store was revised since.
                assert len(held) > 0 and not held["revised"].any()
    assert set(drafted.DRAFTED["wirral"]) == {"draft"} and len(drafted.DRAFTED["wirral"]) == 3


def test_drafts_say_what_the_panel_says_of_the_same_lines(practice, lines_drafted):
    with practice.seeing(READER, drafted.SEEN) as cursor:
        given = {"cycle": CYCLE, "ordinal": 2, "area": "liverpool"}
        evidence = queries.line_rows.evidence_of_area(cursor, **given)
        evidence = evidence.rename(columns={"kpi_name": "name", "kpi_short_name": "short_name"})
        words = (queries.line_rows.templates(cursor), queries.line_rows.kinds(cursor), queries.line_rows.caveats(cursor))
        rows = queries.line_rows.of_area(cursor, **given)
    lines = line_words.worded(rows, evidence, *words, "Liverpool", "North West")
    panel = drafted.drafts("liverpool", lines, evidence, "Rochdale")
    assert panel == lines_drafted["liverpool"]


def test_questions_come_about_day_by_day_and_one_authority_was_sent_its_own_on_the_seventeenth(practice):
    states = "select state, recorded_at::date, count(*) from question_entry group by all order by 2, 1"
    days = [(state, day.day, count) for state, day, count in rows(practice, states)]
    assert [(state, day) for state, day, _ in days] == [
        ("draft", 9),
        ("proposed", 14),
        ("parked", 15),
        ("agreed", 16),
        ("issued", 17),
    ]
    for table in ("question_entry", "question_evidence_entry", "question_comment_entry", "focus_entry", "issue_entry"):
        assert rows(practice, f"select distinct actor from {table}") == [(MAKER.name,)], table
        first, last = rows(practice, f"select min(recorded_at), max(recorded_at) from {table}")[0]
        assert datetime(2017, 11, 9) <= first <= last < datetime(2017, 11, 18), table
    assert all(text.startswith("Practice text: ") for (text,) in rows(practice, "select text from question_comment_entry"))
    assert sorted(rows(practice, "select area from focus_entry")) == sorted((area,) for area in drafted.FOCUSED)
    sent = "select area, version, count(*) from issued_question_entry group by all"
    assert rows(practice, sent) == [("blackpool", 1, 2)]
    with practice.reading(Person("", "Authority"), datetime(2017, 11, 17, 23)) as cursor:
        assert len(queries.issuing.questions(cursor, cycle=CYCLE, area="blackpool")) == 2

"""A question keeps its evidence as it was, and says so with both values when a figure is revised later."""

import shutil
from pathlib import Path
from uuid import uuid4

import pandas as pd
import pytest

import queries
from challenge import making, questions, receiving
from challenge.access import READER, Person
from challenge.errors import ChallengeError
from challenge.evidence_taken import COLUMNS, taken
from challenge.store import Store, open_store
from tests.sent_files import self_view

CYCLE = "2017-18"
ANN = Person("Ann Lee", "Sector-led improvement team")
KPI, COLUMN = "second_plans", 2


@pytest.fixture(scope="module")
def store(practice_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A practice store these tests write to; each about its own authority."""
    folder = tmp_path_factory.mktemp("rested")
    shutil.copy2(practice_folder / "store.duckdb", folder)
    opened = open_store(folder)
    yield opened
    opened.close()


def figure(store: Store, area: str, source: str, kpi: str = KPI, words: str = "as it was") -> dict:
    """A figure as a line of enquiry offers it as evidence, as it is now."""
    scope, period = ("", 2017) if source == "published" else (CYCLE, COLUMN)
    with store.reading(READER) as cursor:
        row = cursor.execute(
            "select value, status, part_year from position"
            " where (scope, source, area, kpi, period) = ($scope, $source, $area, $kpi, $period)",
            {"area": area, "source": source, "kpi": kpi, "period": period, "scope": scope},
        ).fetchone()
    value, status, part_year = row or (None, f"not_{source}", False)
    evidence = dict.fromkeys(("period_label", "cell", "words"), "") | dict.fromkeys(("england", "region_value", "previous_value"))
    evidence |= {"role": "figure", "source": source, "kpi": kpi, "ordinal": COLUMN, "source_year": 2017, "words": words}
    return evidence | {"value": value, "status": status, "part_year": part_year}


def words_alone(words: str) -> dict:
    """Evidence that is no figure."""
    empty = dict.fromkeys(("kpi", "period_label", "status", "cell"), "")
    none = dict.fromkeys(("ordinal", "source_year", "value", "england", "region_value", "previous_value"))
    return {**empty, **none, "role": "words", "source": "returned", "part_year": False, "words": words}


def resting(store: Store, area: str, *evidence: dict) -> str:
    return questions.begin(store, str(uuid4()), CYCLE, area, {}, ANN, "a line", list(evidence)).question


def rests_on(store: Store, question: str, area: str) -> pd.DataFrame:
    """What a question rests on, as the panel reads it."""
    with store.reading(READER) as cursor:
        rows = queries.questions.evidence(cursor, cycle=CYCLE, area=area)
    return rows[rows["question"] == question].reset_index(drop=True)


def send(store: Store, area: str, cells: str) -> None:
    """A self-view of the authority in which one figure is written over."""
    receiving.take(store, f"{area} {uuid4()}.docx", self_view(store, area, {(KPI, COLUMN): cells}), ANN)


def both(row: pd.Series) -> tuple:
    """A figure as it was and as it is, with its status, and whether it was revised."""
    was, now = (None if pd.isna(row[name]) else row[name] for name in ("value", "value_now"))
    return (was, row["status"], now, row["status_now"], bool(row["revised"]))


def test_a_figure_that_is_returned_anew_shows_both_values_and_one_that_is_not_shows_none(store):
    send(store, "bury", "21.5")
    question = resting(store, "bury", figure(store, "bury", "returned"), figure(store, "bury", "published", words="published"))
    assert not rests_on(store, question, "bury")["revised"].any()
    send(store, "bury", "23.0")
    first, second = rests_on(store, question, "bury").iloc
    assert both(first) == (21.5, "value", 23.0, "value", True)
    assert both(second)[4] is False and both(second)[0] == both(second)[2]


def test_a_value_that_becomes_suppressed_or_is_left_out_is_a_revision_and_so_is_the_way_back(store):
    send(store, "halton", "21.5")
    value = resting(store, "halton", figure(store, "halton", "returned"))
    send(store, "halton", "c")
    suppressed = resting(store, "halton", figure(store, "halton", "returned"))
    assert both(rests_on(store, value, "halton").iloc[0]) == (21.5, "value", None, "suppressed", True)
    assert both(rests_on(store, suppressed, "halton").iloc[0])[4] is False
    send(store, "halton", "")
    assert both(rests_on(store, value, "halton").iloc[0]) == (21.5, "value", None, "not_returned", True)
    assert both(rests_on(store, suppressed, "halton").iloc[0]) == (None, "suppressed", None, "not_returned", True)
    left_out = resting(store, "halton", figure(store, "halton", "returned"))
    # Written otherwise than the first time: the same file again would be known, and no new version.
    send(store, "halton", "21.50")
    assert both(rests_on(store, left_out, "halton").iloc[0]) == (None, "not_returned", 21.5, "value", True)
    assert both(rests_on(store, suppressed, "halton").iloc[0]) == (None, "suppressed", 21.5, "value", True)


def test_noise_beyond_the_kpi_s_decimals_is_no_revision(store):
    now = figure(store, "wigan", "published")
    question = resting(store, "wigan", now | {"value": now["value"] + 1e-9}, now | {"value": now["value"] + 0.1, "words": "other"})
    assert list(rests_on(store, question, "wigan")["revised"]) == [False, True]


def test_a_later_release_shows_both_values_and_says_nothing_of_what_it_left_as_it_was(store):
    question = resting(store, "wirral", figure(store, "wirral", "published"), figure(store, "wirral", "published", "s47", "s47"))
    was = rests_on(store, question, "wirral")["value"]
    with store.writing("a later release", ANN) as entry:
        release = entry.cursor.execute("select * exclude (recorded_at, actor, actor_role) from release").df().iloc[0].to_dict()
        rows = entry.cursor.execute("from published_figure").df()
        changed = (rows["area"] == "wirral") & (rows["kpi"] == KPI) & (rows["period"] == 2017)
        rows.loc[changed, "value"] += 3
        entry.say("say_release", **release | {"release": "later"})
        entry.append("published_figure", rows.assign(release="later"))
        editions = entry.cursor.execute("select max(edition) from edition").fetchone()[0]
        making._apply_rules(entry.cursor, editions)
    first, second = rests_on(store, question, "wirral").iloc
    assert both(first) == (was[0], "value", was[0] + 3, "value", True)
    assert both(second)[4] is False


def test_evidence_is_taken_once_counted_on_and_taken_away_by_its_number(store):
    question = resting(store, "oldham", figure(store, "oldham", "published"), words_alone("an answer"))
    more = [words_alone("an answer"), words_alone("another"), figure(store, "oldham", "returned", words="returned")]
    assert [questions.take(store, question, more, ANN, "another line") for _ in range(2)] == [2, 0]
    for number in (1, 2):
        questions.drop(store, question, number, ANN)
    rows = rests_on(store, question, "oldham")
    assert list(zip(rows["evidence"], rows["words"], rows["line"], strict=True)) == [
        (3, "another", "another line"),
        (4, "returned", "another line"),
    ]
    with pytest.raises(ChallengeError, match="no evidence 2"):
        questions.drop(store, question, 2, ANN)
    # What was taken away can be laid beside it again, as a piece of its own.
    assert questions.take(store, question, more[:1], ANN) == 1
    assert list(rests_on(store, question, "oldham")["evidence"]) == [3, 4, 5]


def test_rows_of_a_line_become_evidence_with_nothing_but_what_the_ledger_holds(store):
    empty = {name: [None, None] for name in COLUMNS} | {"figure_ordinal": [2.0, float("nan")], "source_year": [2017.0, None]}
    rows = pd.DataFrame(empty | {"value": [21.5, None], "part_year": [True, None], "words": ["", "an answer"], "rank": [3, None]})
    rows["role"] = ["figure", "words"]
    first, second = taken(rows.drop(columns="ordinal"), ["a chip", "another"])
    assert (first["ordinal"], first["source_year"], first["value"], first["part_year"], first["words"]) == (
        2,
        2017,
        21.5,
        True,
        "a chip",
    )
    assert (second["ordinal"], second["value"], second["part_year"], second["kpi"]) == (None, None, False, "")
    question = resting(store, "sefton", first, second)
    assert list(rests_on(store, question, "sefton")["words"]) == ["a chip", "another"]

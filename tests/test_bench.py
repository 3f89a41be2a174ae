"""The benchmarks measure what they say: the table tells ratios, the views exist, and the pandas twin follows the same rules."""

import json
import re
from importlib import import_module
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from challenge import making
from challenge.access import READER
from challenge.opened import Opened
from challenge.store import Store
from tests.bench import in_pandas, load, machine, people, table, tenfold, warm
from tests.bench.__main__ import ALL
from tests.bench.client import Answer
from tests.bench.table import Row

ROOT = Path(__file__).resolve().parents[1]
KEY = ["kpi", "period", "area"]
SAID = ("rank", "out_of", "regional_rank", "regional_out_of", "band", "regional_band", "direction", "against_england", "signal")


class Reading:
    """Rows of queries as a screen reads them, each asked once."""

    as_of = None

    def __init__(self, store: Store) -> None:
        self.store, self.kept = store, {}

    def rows(self, block, **given) -> pd.DataFrame:
        key = (block.file, block.name, *sorted(given.items()))
        if key not in self.kept:
            with self.store.reading(READER) as cursor:
                self.kept[key] = block(cursor, **given)
        return self.kept[key]


@pytest.mark.parametrize(
    ("row", "verdict", "ratio"),
    [
        (Row("a", ours=0.030, floor=0.020, at_most=1.5), "ok", "1.50 ×"),
        (Row("a", ours=0.031, floor=0.020, at_most=1.5), "over", "1.55 ×"),
        (Row("a", ours=0.010, floor=0.020, at_most=1.5, sound=False), "errors", "0.50 ×"),
        (Row("a", ours=3.0, floor=1.0), "", "3.00 ×"),
        (Row("a", ours=3.0), "", ""),
    ],
)
def test_a_row_says_its_ratio_and_whether_it_keeps_its_line(row, verdict, ratio):
    assert (row.verdict, row.cells()[3]) == (verdict, ratio)


def test_the_table_and_its_json_say_the_same():
    rows = [Row("warm rerun, region", 0.0204, 0.0102, 1.5, n=60, note="9 kB"), Row("peak memory", 432.1, 212.4, unit="MB")]
    lines = table.as_text(rows).splitlines()
    assert len({len(line) for line in lines}) == 1
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    assert cells[2] == ["warm rerun, region (60 ×)", "20.4 ms", "10.2 ms", "2.00 ×", "1.5 ×", "over; 9 kB"]
    assert cells[3] == ["peak memory", "432.10 MB", "212.40 MB", "2.03 ×", "", ""]
    written = json.loads(json.dumps(table.as_json(rows, machine.described())))
    assert [(row["ratio"], row["verdict"]) for row in written["rows"]] == [
        (pytest.approx(2), "over"),
        (pytest.approx(2.034, 0.001), ""),
    ]
    assert written["machine"]["processor"] and int(written["machine"]["cores"]) > 0


@pytest.mark.parametrize("name", ALL)
def test_every_benchmark_has_its_views_and_its_rows(name):
    benchmark = import_module(f"tests.bench.{name}")
    assert callable(benchmark.rows) and isinstance(benchmark.ADDRESSES, tuple)
    assert benchmark.__doc__


def test_every_view_that_is_asked_for_is_one_the_dashboard_has(practice):
    reading = Reading(practice)
    for address in {*load.ADDRESSES, *warm.ADDRESSES}:
        screen, _, query = address.partition("?")
        assert (ROOT / "pages" / f"{screen}.py").is_file()
        Opened.of(screen, dict(choice.split("=") for choice in filter(None, query.split("&"))), reading)


def test_fifty_people_walk_the_same_way_every_time_and_think_three_seconds():
    walks = [load._walk(user) for user in range(load.USERS)]
    assert walks == [load._walk(user) for user in range(load.USERS)]
    assert len({tuple(walk) for walk in walks}) == load.USERS
    thoughts = [thought for walk in walks for thought, _ in walk[1:]]
    assert sum(thoughts) / len(thoughts) == pytest.approx(load.THINK, abs=0.05)
    assert {view.partition("?")[0] for walk in walks for _, view in walk} == set(warm.SCREENS)
    assert min(sum(thought for thought, _ in walk) for walk in walks) > load.SECONDS


def test_the_95th_percentile_leaves_five_of_a_hundred_above_it():
    answers = [Answer(float(seconds), 0, True) for seconds in range(1, 101)]
    assert sum(answer.seconds > load.percentile(answers[::-1], 95) for answer in answers) == 5
    assert load.percentile(answers[:1], 95) == 1.0


def test_a_word_that_was_never_saved_is_an_error_and_no_quick_one():
    saved = people.shares("typed", 1, [1.0, 2.0, 3.0], 0.8, note="")
    assert [(row.what, row.ours, row.verdict) for row in saved] == [("typed, alone, p50", 2.0, ""), ("typed, alone, p95", 2.9, "")]
    lost = people.shares("typed", 5, [1.0, None], [0.5, 0.5], note="a floor")
    assert [row.verdict for row in lost] == ["errors", "errors"] and lost[0].note == "1 never saved; a floor"
    assert lost[1].ours > people.PATIENCE * 0.9


def test_ten_times_the_figures_are_copies_under_other_names():
    frame = pd.DataFrame({"kpi": ["caseload", "s47"], "value": [20.5, 90.0]})
    more = tenfold.times(frame)
    assert len(more) == 20 and more["kpi"].nunique() == 20
    assert more.groupby("value")["kpi"].count().tolist() == [10, 10]
    assert more.head(2).equals(frame.astype({"kpi": more["kpi"].dtype}))


def test_the_rules_in_pandas_say_of_every_figure_what_ours_say(practice):
    world = in_pandas.read(practice.connection)
    theirs = in_pandas.positions(world)
    made = practice.connection.execute(
        "select * from position_made where edition = (select max(edition) from edition)"
        " and release = (select arg_max(release, recorded_at) from release)"
    ).df()
    both = theirs.merge(made, on=KEY, suffixes=("_theirs", ""))
    assert len(both) == len(made) == len(theirs) > 100_000
    for said in SAID:
        ours, other = (both[column].astype(object) for column in (said, f"{said}_theirs"))
        assert ours.notna().sum() > 1000, said
        differ = (ours != other) & ~(ours.isna() & other.isna())
        assert not differ.any(), f"{said}\n{both.loc[differ, [*KEY, f'{said}_theirs', said]].head()}"
    for number in ("change", "meaningful", "england_gap", "region_gap"):
        np.testing.assert_allclose(both[f"{number}_theirs"].astype(float), both[number].astype(float), atol=1e-8, err_msg=number)


def test_the_rules_are_timed_over_every_table_they_make():
    from tests.bench import rules

    sql = (ROOT / "queries" / "made.sql").read_text(encoding="utf-8")
    assert set(rules.MADE) == set(re.findall(r"create table if not exists (\w+_made)", sql))
    assert callable(making._apply_rules)


def test_make_bench_is_a_target_and_the_readme_has_its_results():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^bench: .*\n\t.*python -m tests\.bench", makefile, re.M)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "## How fast it is" in readme and "make bench" in readme

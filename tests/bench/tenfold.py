"""Ten times the figures: the region screen on a store whose release holds ten times as many KPIs, beside the real one.

The further KPIs are copies of the real ones under other names, in the reference data and in the release, not placed in a cycle:
every query reads through ten times the rows and the screen shows the same. The store is made by the program itself.
"""

from datetime import date, timedelta
from itertools import product
from pathlib import Path
from shutil import copytree
from statistics import median
from unittest.mock import patch

import pandas as pd

from challenge import making, reference
from tests.bench import client
from tests.bench.load import COMPARED, PERIODS
from tests.bench.serving import Bench
from tests.bench.table import Row
from tests.bench.warm import SCREENS

ADDRESSES = ()
TIMES, MOMENTS = 30, 7
FACTOR = 10
AT_MOST = 1.5
# Reference tables that name a KPI in each row and hold no place of a cycle.
BY_KPI = ("kpis", "breaks", "published_on")
FIRST_DAY = date(2026, 6, 1)


def rows(bench: Bench) -> list[Row]:
    """Three rows, ten times against once: shown again, a choice nobody had made yet, and a day nobody had looked back to yet."""
    store = made(bench.folder)
    region = SCREENS["region"]
    choices = [f"{region}&period={period}&compare={compare}&order=az" for period, compare in product(PERIODS, COMPARED)]
    moments = [f"{region}&as_of={FIRST_DAY + timedelta(days=day)}" for day in range(MOMENTS)]
    with (
        bench.ours(store) as tenfold,
        bench.ours() as once,
        client.opened(tenfold.address) as more,
        client.opened(once.address) as less,
    ):
        for tab in (more, less) * 3:
            tab.ask(region)
        found = {
            how: [tuple(tab.ask(view) for tab in (more, less)) for view in views]
            for how, views in (("shown again", [region] * TIMES), ("a new choice", choices), ("a new moment", moments))
        }
    return [
        Row(
            f"region with ten times the figures, {how}",
            *(median(answer.seconds for answer in side) for side in zip(*pairs, strict=True)),
            AT_MOST,
            n=len(pairs),
            note="against the real figures",
            sound=all(answer.sound for pair in pairs for answer in pair),
        )
        for how, pairs in found.items()
    ]


def made(folder: Path) -> Path:
    """A practice store with ten times the KPIs and figures, made by the program from generated files."""
    store = folder / "tenfold"
    if (store / "store.duckdb").exists():
        return store
    published = Path(copytree(reference.PUBLISHED, folder / "tenfold_published", dirs_exist_ok=True))
    figures = times(pd.read_parquet(published / "figures.parquet"))
    figures.to_parquet(published / "figures.parquet")
    real = reference.table

    def table(stem: str, *where: Path) -> pd.DataFrame:
        frame = real(stem, *where)
        return times(frame) if stem in BY_KPI else frame

    with patch.object(reference, "PUBLISHED", published), patch.object(reference, "table", table):
        making.make(store)
    return store


def times(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of a frame by KPI, and nine copies of them under other KPIs' names."""
    copies = [frame.assign(kpi=frame["kpi"].astype(object) + f"_{number}") for number in range(2, FACTOR + 1)]
    return pd.concat([frame, *copies], ignore_index=True)

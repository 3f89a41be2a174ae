"""Official statistics, from a release on disk to the project's own table of figures.

A release is the LAIT file of the Department for Education and the EES files that hold counts beside it. It is taken whole or
refused whole: see :mod:`challenge.published_check`. The SQL is in ``queries/published.sql``; figures are rounded here, once.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

import queries
from challenge.published_check import Refused, checked_release, release_paths

__all__ = ["RELEASE", "Refused", "Summary", "read_release", "write_release"]

RELEASE = "lait-2026-04"
TITLE = "Local Authority Interactive Tool (LAIT), April 2026, with counts from Explore education statistics"
PUBLISHER = "Department for Education; population: Office for National Statistics"
LICENCE = "Open Government Licence v3.0"
NOTE = (
    "The exact day is not known; April 2026 is in the title. Holds today's revised values, not those of any earlier day: "
    "a figure of 2016/17 may differ from what was known in 2017."
)
REFERENCE = Path(__file__).resolve().parents[1] / "data" / "reference"
FIGURES = "figures.parquet"
RELEASES = "releases.csv"


@dataclass(frozen=True)
class Summary:
    """What one reading of a release gave: the file written, how many figures, and per KPI how many of each status."""

    release: str
    path: Path
    figures: int
    by_status: pd.DataFrame

    def __str__(self) -> str:
        counts = self.by_status.sum().sort_values(ascending=False)
        said = ", ".join(f"{count:,} {status.replace('_', ' ')}" for status, count in counts.items())
        head = f"{self.release}: {self.figures:,} figures of {len(self.by_status)} KPIs in {self.path}"
        return f"{head}\n{said}\n\n{self.by_status.to_string()}"


def _count_cells(rules: pd.DataFrame, files: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Counts and rates of the EES files as text: one row per KPI, area key and year; a joint return stands once for each area."""
    parts = []
    for rule in rules[rules["file"] != "ons"].itertuples():
        cells = files[rule.file]
        parts.append(
            pd.DataFrame(
                {
                    "kpi": rule.kpi,
                    "area_key": cells["area_key"],
                    "period": cells["period"],
                    "joint": cells["joint"],
                    "numerator_text": cells[rule.numerator_column] if rule.numerator_column else None,
                    "denominator_text": cells[rule.denominator_column] if rule.denominator_column else None,
                    "rate_text": cells[rule.rate_column],
                    "scale": float(rule.scale or 1),
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


def read_release(lait: Path, ees: Path, reference: Path = REFERENCE) -> pd.DataFrame:
    """Figures of a release: one row per KPI, area and period.

    ``lait`` is the folder of the LAIT release, ``ees`` that of the EES files, ``reference`` the project's reference tables.
    Columns: release, kpi, area, period (the year the label ends in), year_label, measure, value (rounded to the KPI's decimals, in
    the KPI's unit; NULL unless status is value or zero), status, note, numerator, denominator, place. Raises :class:`Refused` when
    anything is not as expected.
    """
    files, tables = checked_release(lait, ees, reference)
    rules = tables["counts"]
    connection = duckdb.connect(":memory:")
    try:
        connection.register("lait", files["lait"])
        connection.register("area", tables["areas"])
        connection.register("kpi", tables["kpis"])
        connection.register("count_cell", _count_cells(rules, files))
        connection.register("ons", files["ons"])
        starts = rules[rules["file"] == "ons"].astype({"scale": float, "first_year": int})
        connection.register("start_rule", starts)
        steps = queries.published
        connection.register("event", steps.events(connection))
        connection.register(
            "reading",
            pd.concat(
                [steps.readings(connection), steps.gap_readings(connection), steps.start_readings(connection)],
                ignore_index=True,
            ),
        )
        return steps.figures(connection, release=RELEASE)
    finally:
        connection.close()


def _sha256(paths: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _replace(path: Path, write: Callable[[Path], None]) -> None:
    """Write beside ``path`` and put it in place at the end, so that a failure leaves what was there."""
    draft = path.with_name(path.name + ".part")
    try:
        write(draft)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def write_release(lait: Path, ees: Path, into: Path, reference: Path = REFERENCE) -> Summary:
    """Read a release and write ``figures.parquet`` and ``releases.csv`` into ``into``; nothing is written when it is refused."""
    figures = read_release(lait, ees, reference)
    into.mkdir(parents=True, exist_ok=True)
    releases = pd.DataFrame(
        [
            {
                "release": RELEASE,
                "title": TITLE,
                "publisher": PUBLISHER,
                "published_on": "",
                "licence": LICENCE,
                "note": NOTE,
                "sha256": _sha256(list(release_paths(lait, ees).values())),
            }
        ]
    )
    _replace(into / FIGURES, lambda draft: figures.to_parquet(draft, compression="zstd", index=False))
    _replace(into / RELEASES, lambda draft: releases.to_csv(draft, index=False, lineterminator="\n"))
    by_status = figures.groupby(["kpi", "status"]).size().unstack(fill_value=0)
    return Summary(RELEASE, into / FIGURES, len(figures), by_status)

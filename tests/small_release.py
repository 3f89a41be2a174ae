"""A small release of one year that the reader accepts, written by the tests that then spoil it."""

from pathlib import Path

import pandas as pd

from challenge.published import read_release
from challenge.published_check import FILES, reference_tables

REFERENCE = Path(__file__).resolve().parents[1] / "data" / "reference"
LEVEL = {"england": "National", "region": "Regional", "subregion": "Regional", "authority": "Local authority"}
COUNTED = {
    "c1": {
        "referral_count": "200", "rereferral_count": "50", "rereferral_percent": "25", "not_in_need_count": "c",
        "not_in_need_percent": "c",
    },
    "d3": {"CPP_start": "x", "CPP_subsequent": "x", "CPP_subsequent_percent": "x"},
    "csww": {
        "cases": "160", "case_holders_fte": "10", "caseload_fte": "16", "vacancy_rate_fte": "u", "agency_rate_fte": "z",
        "turnover_rate_fte": "low", "absence_rate_fte": "3.1",
    },
    "ons": {"population_estimate": "20000"},
}  # fmt: skip


class Release:
    """Every measure in use for 2017 (12.5 everywhere) and 2020 (a dash everywhere), and EES files of one year."""

    def __init__(self, folder: Path) -> None:
        tables = reference_tables(REFERENCE)
        areas = tables["areas"]
        measures = sorted(set(tables["kpis"]["measure"].str.split(" − ").explode()) | {"LACnum_Start"})
        rows = [(measure, year, name) for measure in measures for year in ("2017", "2020") for name in areas["name"]]
        self.folder = folder
        self.lait = pd.DataFrame(rows, columns=["Short Desc", "Years", "LA and Regions"])
        self.lait["Values"] = "-"
        self.lait.loc[self.lait["Years"] == "2017", "Values"] = "12.5"
        local, regional = areas["kind"] == "authority", areas["kind"].isin(["region", "subregion"])
        identity = pd.DataFrame(
            {
                "time_period": "2017",
                "geographic_level": areas["kind"].map(LEVEL),
                "country_code": "E92000001",
                "region_code": areas["ons_code"].where(regional, ""),
                "old_la_code": areas["la_number"].where(local, ""),
                "la_name": areas["name"].where(local, ""),
            }
        )
        self.ees = {name: identity.assign(**cells) for name, cells in COUNTED.items()}
        self.ees["ons"]["time_period"] = "2016"

    def says(self, measure: str, area: str, value: str) -> None:
        """Put a value into the cell of 2017."""
        cell = (self.lait["Short Desc"] == measure) & (self.lait["LA and Regions"] == area) & (self.lait["Years"] == "2017")
        self.lait.loc[cell, "Values"] = value

    def counts(self, file: str, column: str, value: str) -> None:
        """Put a value into Wirral's row of an EES file."""
        self.ees[file].loc[self.ees[file]["la_name"] == "Wirral", column] = value

    def save(self) -> tuple[Path, Path]:
        """Write the files; returns the LAIT and the EES folder."""
        self.lait.to_parquet(self.folder / FILES["lait"])
        for name, frame in self.ees.items():
            frame.to_csv(self.folder / FILES[name], index=False)
        return self.folder, self.folder

    def figures(self) -> pd.DataFrame:
        """What the reader makes of it, by kpi, area and period."""
        return read_release(*self.save(), REFERENCE).set_index(["kpi", "area", "period"])

"""Whether a release is what it is expected to be: files, columns, labels, coverage. What is not is refused whole."""

from pathlib import Path

import pandas as pd

from challenge.errors import ChallengeError

FILES = {
    "lait": "bds_long_0.parquet",
    "c1": "c1_children_in_need_referrals_and_rereferrals_2013_to_2025.csv",
    "d3": "d3_cpps_subsequent_plan_2013_to_2025.csv",
    "csww": "csww_indicators_2017_to_2025.csv",
    "ons": "ons_mid-year_population_estimates_2012_to_2024.csv",
}
LAIT_COLUMNS = {"Short Desc": "measure", "Years": "year_label", "LA and Regions": "area_name", "Values": "reading"}
EES_COLUMNS = ["time_period", "geographic_level", "country_code", "region_code", "old_la_code", "la_name"]
LEVELS = {"National", "Regional", "Local authority"}
YEAR = r"(?P<whole>\d{4})(?: \((?:prov|Rev)\))?|(?P<start>\d{4})[/-](?P<end>\d{2})"
NUMBER = r"-?\d+(\.\d+)?([eE]-?\d+)?"
CODES = {"c", "x", "z", "u", "low"}
ANOTHER = "Nothing was written. Take the release these tables were made for, or review data/reference against the new one."


class Refused(ChallengeError):
    """A release that is not what is expected; nothing of it was taken."""


def release_paths(lait: Path, ees: Path) -> dict[str, Path]:
    """The files of a release by their short names."""
    return {name: (lait if name == "lait" else ees) / file for name, file in FILES.items()}


def _some(things) -> str:
    """The first five of some things as words, and how many more there are."""
    listed = sorted(map(str, things))
    return ", ".join(listed[:5]) + (f" and {len(listed) - 5} more" if len(listed) > 5 else "")


def _refuse_if(wrong: bool, place: str, found: str, expected: str, do: str = ANOTHER) -> None:
    if wrong:
        raise Refused(place, found, expected, do)


def _read(name: str, path: Path) -> pd.DataFrame:
    """One file as text; columns and codes as they are in the file."""
    _refuse_if(not path.is_file(), str(path), "no such file", f"the {name} file of the release", "Give the folder that holds it.")
    try:
        if path.suffix == ".parquet":
            return pd.read_parquet(path)
        return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except (OSError, ValueError, UnicodeDecodeError) as error:
        raise Refused(str(path), f"a file that cannot be read ({error})", f"a {path.suffix[1:]} file", ANOTHER) from error


def reference_tables(reference: Path) -> dict[str, pd.DataFrame]:
    """Areas (with ``area_key``, the code EES knows them by), published KPIs and count rules. An empty cell is None."""
    tables = {}
    for stem in ("areas", "kpis", "counts"):
        frame = _read(stem, reference / f"{stem}.csv").astype(object)
        tables[stem] = frame.where(frame != "", None)
    areas = tables["areas"]
    areas["area_key"] = areas["la_number"].where(areas["kind"] == "authority", areas["ons_code"])
    for day in ("first_day", "last_day"):
        areas[day] = pd.to_datetime(areas[day])
    published = tables["kpis"]["source"].isin(["lait", "derived"])
    tables["kpis"] = tables["kpis"][published].astype({"decimals": int})
    return tables


def _spellings(areas: pd.DataFrame) -> pd.DataFrame:
    """Every spelling a source uses, with the name of the area it means: columns spelling, name."""
    spelt = areas.assign(spelling=areas["other_names"].fillna("").str.split("|")).explode("spelling")
    own = areas.assign(spelling=areas["name"])
    return pd.concat([own, spelt[spelt["spelling"] != ""]])[["spelling", "name"]]


def _checked_lait(raw: pd.DataFrame, place: str, tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """The rows of the measures in use: measure, year_label, period, area_name (our name), source_name, reading (text or a dash)."""
    missing = set(LAIT_COLUMNS) - set(raw.columns)
    _refuse_if(bool(missing), place, f"columns {_some(raw.columns)}", f"also the columns {_some(missing)}")
    wanted = set(tables["kpis"]["measure"].str.split(" − ").explode())
    wanted |= set(tables["counts"].loc[tables["counts"]["file"] == "ons", "numerator_column"])
    rows = raw.rename(columns=LAIT_COLUMNS)[list(LAIT_COLUMNS.values())]
    absent = wanted - set(rows["measure"])
    _refuse_if(
        bool(absent), f"{place}, Short Desc", "no rows", f"the measures {_some(absent)}, which data/reference/kpis.csv names"
    )
    rows = rows[rows["measure"].isin(wanted)].astype(object)

    spellings = _spellings(tables["areas"])
    unknown = set(rows["area_name"]) - set(spellings["spelling"])
    _refuse_if(
        bool(unknown),
        f"{place}, LA and Regions",
        f"the names {_some(unknown)}",
        "names in data/reference/areas.csv",
        "Nothing was written. Add the area, or the spelling to its other_names.",
    )
    rows["source_name"] = rows["area_name"]
    rows["area_name"] = rows["area_name"].map(spellings.set_index("spelling")["name"])

    label = rows["year_label"].astype(str)
    parsed = label.str.extract(f"^(?:{YEAR})$")
    unparsed = parsed["whole"].isna() & parsed["start"].isna()
    _refuse_if(
        bool(unparsed.any()),
        f"{place}, Years",
        f"the labels {_some(set(label[unparsed]))}",
        "labels such as 2017, 2016/17 or 2025 (prov)",
    )
    rows["period"] = parsed["whole"].fillna(parsed["start"]).astype(int) + parsed["start"].notna()
    broken = parsed["start"].notna() & ((rows["period"] % 100) != pd.to_numeric(parsed["end"]))
    _refuse_if(bool(broken.any()), f"{place}, Years", f"the labels {_some(set(label[broken]))}", "two years that follow each other")

    key = ["measure", "period", "area_name"]
    twice = rows[rows.duplicated(key)]
    _refuse_if(
        not twice.empty,
        place,
        f"{len(twice)} rows twice, first {' | '.join(map(str, twice.iloc[0][key])) if len(twice) else ''}",
        "one row per measure, year and area",
    )
    cells = pd.Series(rows["reading"].to_numpy(), index=rows.index).astype(str)
    odd = ~cells.str.fullmatch(NUMBER) & (cells != "-")
    _refuse_if(
        bool(odd.any()),
        f"{place}, Values",
        f"{_some(set(cells[odd]))} (first in {' | '.join(map(str, rows[odd].iloc[0][key])) if odd.any() else ''})",
        "numbers or a dash",
    )
    everyone = set(tables["areas"]["name"])
    held = rows.groupby(["measure", "period"])["area_name"].nunique()
    short = held[held < len(everyone)]
    if len(short):
        measure, period = short.index[0]
        here = set(rows.loc[(rows["measure"] == measure) & (rows["period"] == period), "area_name"])
        raise Refused(
            f"{place}, {measure} {period}",
            f"{len(here)} areas, without {_some(everyone - here)}",
            f"all {len(everyone)} areas",
            ANOTHER,
        )
    rows["reading"] = cells
    return rows


def _checked_ees(raw: pd.DataFrame, place: str, columns: list[str], areas: pd.DataFrame) -> pd.DataFrame:
    """The cells of one EES file as text, with area_key, period, and whether one return stands for two authorities."""
    missing = set(EES_COLUMNS + columns) - set(raw.columns)
    _refuse_if(bool(missing), place, f"columns {_some(raw.columns)}", f"also the columns {_some(missing)}")
    levels = set(raw["geographic_level"]) - LEVELS
    _refuse_if(bool(levels), f"{place}, geographic_level", _some(levels), _some(LEVELS))
    bad_year = ~raw["time_period"].str.fullmatch(r"\d{4}")
    _refuse_if(bool(bad_year.any()), f"{place}, time_period", _some(set(raw.loc[bad_year, "time_period"])), "years of four digits")
    local = raw["geographic_level"] == "Local authority"
    key = raw["country_code"].mask(raw["geographic_level"] == "Regional", raw["region_code"]).mask(local, raw["old_la_code"])
    rows = raw.assign(joint=key.str.contains(" / "), area_key=key.str.split(" / "), period=raw["time_period"].astype(int))
    rows = rows.explode("area_key")
    unknown = set(rows["area_key"]) - set(areas["area_key"])
    _refuse_if(bool(unknown), f"{place}, area codes", _some(unknown), "codes in data/reference/areas.csv")
    names = set(rows.loc[rows["geographic_level"] == "Local authority", "la_name"].str.split(" / ").explode())
    strangers = names - set(_spellings(areas)["spelling"])
    _refuse_if(
        bool(strangers),
        f"{place}, la_name",
        f"the names {_some(strangers)}",
        "names in data/reference/areas.csv",
        "Nothing was written. Add the spelling to the area's other_names.",
    )
    twice = rows.duplicated(["area_key", "period"])
    first = " ".join(map(str, rows.loc[twice, ["area_key", "period"]].head(1).to_numpy().ravel()))
    _refuse_if(bool(twice.any()), place, f"{int(twice.sum())} rows twice, first {first}", "one row per area and year")
    lasting = areas[areas["first_day"].isna() & areas["last_day"].isna()].set_index("area_key")["name"]
    here = pd.crosstab(rows["period"], rows["area_key"]).reindex(columns=lasting.index, fill_value=0) > 0
    if not here.all(axis=None):
        period = here.index[~here.all(axis=1)][0]
        lacking = lasting[~here.loc[period].to_numpy()]
        raise Refused(f"{place}, {period}", f"no row for {_some(lacking)}", f"rows for all {len(lasting)} lasting areas", ANOTHER)
    cells = rows[columns].stack()
    odd = cells[~cells.str.fullmatch(NUMBER) & ~cells.isin(CODES)]
    _refuse_if(len(odd) > 0, f"{place}, cells", f"{_some(set(odd))}", f"numbers or the codes {_some(CODES)}")
    return rows[["area_key", "period", "joint", *columns]]


def _checked_population(cells: pd.DataFrame, place: str) -> pd.DataFrame:
    """Population aged 0–17 as a number, NULL where the source has a code: area_key, period, population."""
    population = pd.to_numeric(cells["population_estimate"], errors="coerce")
    _refuse_if(bool((population <= 0).any()), f"{place}, population_estimate", "a population of zero or less", "people")
    return cells.assign(population=population)[["area_key", "period", "population"]]


def checked_release(lait: Path, ees: Path, reference: Path) -> tuple[dict[str, pd.DataFrame], dict[str, pd.DataFrame]]:
    """Read a release and check all of it. Returns its tables by short name, and the reference tables they were read by."""
    tables = reference_tables(reference)
    paths = release_paths(lait, ees)
    raw = {name: _read(name, path) for name, path in paths.items()}
    files = {"lait": _checked_lait(raw["lait"], FILES["lait"], tables)}
    rules = tables["counts"]
    for name in ("c1", "d3", "csww", "ons"):
        mine = rules[rules["file"] == name]
        columns = ["denominator_column"] if name == "ons" else ["numerator_column", "denominator_column", "rate_column"]
        used = sorted(set(mine[columns].stack().dropna()))
        files[name] = _checked_ees(raw[name], FILES[name], used, tables["areas"])
    files["ons"] = _checked_population(files["ons"], FILES["ons"])
    return files, tables

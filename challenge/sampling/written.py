"""A figure as an authority writes it into its cell (``18.4%``, ``5/6 (83%)``, ``tbc``); read back it is the same figure."""

from random import Random

import pandas as pd

from challenge.returns.asking import Column

# Over the latest figures, in the words of different offices; each says that they run to 30 September 2017.
LATEST = (
    "Latest (30 Sept 2017)",
    "Latest (to 30 September 2017)",
    "Latest (30/09/2017)",
    "Latest: Apr–Sept 2017",
    "Latest – 30.9.17",
    "Latest available (30 Sep 17)",
)
YEARS = ("{first}/{last}", "{first}-{last}", "{short}/{last}", "{first}/20{last}")
_MISSING = ("", "", "", "tbc", "not yet available", "-")
_SUPPRESSED = ("<5", "c", "suppressed (small numbers)")
_UNITS = {"cases": " cases per FTE", "per 10,000": " per 10,000", "points": " points"}


def columns(asked: tuple[Column, ...], draw: Random) -> tuple[Column, ...]:
    """The cycle's columns under the headings one office gives them: ``2015-16``, ``15/16``, ``Latest (30 Sept 2017)``."""
    year, latest = draw.choice(YEARS), draw.choice(LATEST)
    return tuple(Column(each.ordinal, each.key, latest if each.key == "latest" else _year(each.key, year)) for each in asked)


def _year(key: str, shape: str) -> str:
    first, last = key.split("-")
    return shape.format(first=first, last=last, short=first[2:])


def cells(rows: pd.DataFrame, draw: Random, in_numbers: bool = False) -> dict[tuple[int, int], str | float]:
    """(number, ordinal) → what stands in the cell. rows: an authority's figures. in_numbers: most are numbers, as in a workbook."""
    signs, places = draw.random() < 0.6, draw.random() < 0.2
    return {(int(row.number), int(row.ordinal)): cell(row, draw, signs, places, in_numbers) for row in rows.itertuples(index=False)}


def cell(row: object, draw: Random, signs: bool, places: bool, in_numbers: bool) -> str | float:
    """One figure as written. signs: this office writes a percentage with its sign; places: and every figure to two decimals."""
    if row.status == "not_returned":
        return draw.choice(_MISSING)
    if row.status == "suppressed":
        return draw.choice(_SUPPRESSED)
    decimals = int(row.decimals)
    said = f"{row.value:.{2 if places and decimals else decimals}f}"
    if not pd.isna(row.denominator):
        return _share(int(row.numerator), int(row.denominator), said, draw)
    if row.unit_short == "count":
        return "nil" if row.value == 0 and draw.random() < 0.4 else said
    chance = draw.random()
    if row.unit_short == "%":
        # Without its sign, a share of 1 or less could be a fraction.
        if row.value <= 1:
            return f"{said}%"
        if chance < 0.06:
            return f"{said} %"
        if chance < 0.12 and row.ordinal == 3:
            return f"{said}% (prov)"
        return f"{said}%" if signs and not in_numbers else float(row.value) if in_numbers else said
    if chance < 0.08:
        return f"{said}{_UNITS[row.unit_short]}"
    return float(row.value) if in_numbers and row.value else said


def _share(part: int, whole: int, said: str, draw: Random) -> str:
    homes = "home" if whole == 1 else "homes"
    return draw.choice(
        (
            f"{part}/{whole} ({said}%)",
            f"{said}% ({part}/{whole})",
            f"{part} of {whole} {homes} ({said}%)",
            f"{said}% ({part} of {whole})",
        )
    )

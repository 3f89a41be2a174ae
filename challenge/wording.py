"""Numbers and directions as words. No rule lives here: what is better, worse or enough arrives decided by the SQL."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pandas as pd

STATUSES = {
    "not_returned": ("n/r", "not returned"),
    "suppressed": ("supp.", "suppressed"),
    "not_published": ("n/p", "not published"),
    "not_published_or_suppressed": ("n/p", "not published or suppressed"),
    "not_applicable": ("n/a", "not applicable"),
}
UNIT_AFTER = {
    "%": "%",
    "cases": " cases per FTE",
    "per 10,000": " per 10,000",
    "points": " points",
    "score": "",
    "count": "",
    "per 100": " per 100",
}
QUARTERS = {"A": "best quarter", "B": "second quarter", "C": "third quarter", "D": "worst quarter"}
NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


# Marks that turn the direction of what follows them, beyond the words they stand in: what they open, and with what it ends.
_TURNS = {**dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c"), **dict.fromkeys("\u2066\u2067\u2068", "\u2069")}
_ISOLATE, _ISOLATED = "\u2068", "\u2069"


def isolated(typed: str) -> str:
    """Typed words for the middle of a sentence of ours: marks that turn the line end with them. Nothing is taken out of them, and
    without such a mark they are as they were."""
    if not any(mark in typed for mark in (*_TURNS, _ISOLATED)):
        return typed
    # An end that nothing typed begins would end the isolation instead.
    depth = early = 0
    for letter in typed:
        depth += _TURNS.get(letter) == _ISOLATED
        if letter == _ISOLATED:
            depth, early = max(0, depth - 1), early + (depth == 0)
    return _ISOLATE * (1 + early) + typed + _ISOLATED * (1 + depth)


def marks() -> str:
    """What the short words in place of a figure mean, in a sentence."""
    return "; ".join(f"{short} {long}" for short, long in dict(STATUSES.values()).items()) + "."


def number(value: float, decimals: int, signed: bool = False) -> str:
    """A figure at its decimals with a true minus: ``21.0``, ``1,204``, ``+0.11``, ``−0.14``."""
    text = f"{abs(value):,.{decimals}f}"
    if not text.strip("0.,"):
        return text
    return ("−" if value < 0 else "+" if signed and value > 0 else "") + text


def with_unit(value: float, decimals: int, unit_short: str) -> str:
    """A figure with its unit: ``21.0%``, ``16.1 cases per FTE``, ``722 per 10,000``."""
    return number(value, decimals, signed=unit_short == "score") + UNIT_AFTER.get(unit_short, f" {unit_short}")


def figures(frame: pd.DataFrame, column: str = "value", signed: bool | None = None) -> pd.Series:
    """``column`` as text at each KPI's decimals, '' where there is no number. Needs decimals and unit_short beside it."""
    scores = frame["unit_short"] == "score" if signed is None else [signed] * len(frame)
    each = zip(frame[column].tolist(), frame["decimals"].tolist(), scores, strict=True)
    # Value by value: a screen has a few hundred, and plain Python words them faster than pandas groups them.
    text = [number(value, int(decimals), plus) if value is not None and value == value else "" for value, decimals, plus in each]
    return pd.Series(text, index=frame.index, dtype=object)


def or_status(text: pd.Series, status: pd.Series) -> pd.Series:
    """``text`` where there is a number, else the short word of the status."""
    return text.where(text != "", status.map({key: short for key, (short, _) in STATUSES.items()}).fillna("–"))


def ordinal(place: int) -> str:
    """``1st``, ``2nd``, ``13th``."""
    ending = "th" if 10 <= place % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    return f"{place}{ending}"


def counted(count: int, one: str, many: str | None = None) -> str:
    """A number in words with its noun: ``no figure``, ``one figure``, ``three figures``, ``14 figures``."""
    word = NUMBERS[count] if count < len(NUMBERS) else str(count)
    return f"{word} {one if count == 1 else many or one + 's'}"


def listed(words: Sequence[str], last: str = "and") -> str:
    """``a, b and c``."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}" if words else ""


def day(when: date | datetime | None, year: bool = True) -> str:
    """``16 November 2017``."""
    return f"{when.day} {when:%B}" + (f" {when.year}" if year else "") if when is not None and not pd.isna(when) else ""


def days(first: date | None, last: date | None) -> str:
    """One day, or a span: ``12 to 14 December 2017``."""
    if first is None or pd.isna(first):
        return "date not known"
    if last is None or pd.isna(last) or last == first:
        return day(first)
    if first.day == 1 and first.month == last.month and (last + timedelta(days=1)).day == 1:
        return f"{first:%B %Y}"
    if first.year == last.year:
        return f"{first.day if first.month == last.month else day(first, year=False)} to {day(last)}"
    return f"{day(first)} to {day(last)}"


def sentence(text: str) -> str:
    """The first letter large and a full stop at the end."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


def the(region: str) -> str:
    """A region as a sentence names it: ``the North West``, but ``London``, ``Yorkshire and The Humber``."""
    return region if region.startswith(("London", "Yorkshire")) else f"the {region}"


def lower_first(text: str) -> str:
    """For use inside a sentence: the first letter small, unless a word of capitals (KS2, EHC) or a number opens it."""
    head = text.split(" ", 1)[0]
    return (
        text
        if (not head[1:].islower() and len(head) > 1)
        or text.startswith(("Attainment 8", "Progress 8", "Section", "England", "Ofsted"))
        else text[:1].lower() + text[1:]
    )

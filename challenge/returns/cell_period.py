"""What part of time a cell says its figure covers: ``Q2``, ``YTD``, ``Apr–Sep 17``, ``at 30/9/17``, ``2016/17``."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

_DASH = "[-‐‑‒–—―−]"
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
# A year of two digits is one that a return can be about; “Sept 30” names a day.
_YEAR = r"(?:20[0-3]\d|'?(?:0[5-9]|1\d|2\d))"
_SPAN = rf"(?P<first>20[0-3]\d|[0-3]\d) ?(?:/|{_DASH}) ?(?P<last>20[0-3]\d|[0-3]\d)"
_UP_TO = r"(?:up to|to|until)"
_SOME_MONTHS = r"(?:first )?(?P<months>[1-9]|1[0-2]|three|six|nine|twelve) (?:months?|mths?)"
_LEAD = (
    rf"(?:(?P<part>ytd(?: to| at)?|year to date(?: to| at)?|(?:[369]|three|six|nine) (?:months|mths)(?: to| ending)?)"
    rf"|(?P<till>{_UP_TO})"
    r"|(?P<whole>(?:rolling )?(?:12|twelve) (?:months|mths)(?: to| ending)?|year (?:ending|to))"
    r"|(?:as )?at|as of|on|end(?: of)?|(?:position|data|snapshot) (?:at|as at)?) "
)
_QUARTER = rf"q(?:uarter|tr)? ?(?P<quarter>[1-4])(?: ?(?:{_DASH}|to|(?:and|&)(?= ?q)) ?q?(?P<until>[2-4]))?"


@dataclass(frozen=True)
class Period:
    """What is said of time: whether part of a year, the last day it covers where that is certain, whether only a year's name."""

    part_year: bool = False
    period_end: date | None = None
    year: bool = False


def spoken(words: str) -> Period | None:
    """The period that ``words`` name, all of them; None where they name none."""
    for pattern, meaning in PERIODS:
        found = pattern.fullmatch(words)
        period = meaning(found.groupdict()) if found else None
        if period:
            return period
    return None


def _part(told: dict) -> Period:
    return Period(part_year=True)


def _full(told: dict) -> Period:
    return Period()


def _some_months(told: dict) -> Period:
    return Period(part_year=told["months"] not in ("12", "twelve"))


def _quarter(told: dict) -> Period | None:
    """A quarter, with its last day where a year of two names is beside it: authorities count quarters from April."""
    quarter = int(told.get("until") or told["quarter"])
    if told.get("until") and quarter <= int(told["quarter"]):
        return None
    if not told.get("first"):
        return Period(part_year=True)
    start = _span_start(told)
    if start is None:
        return None
    year, month = (start, 3 + 3 * quarter) if quarter < 4 else (start + 1, 3)
    return Period(part_year=True, period_end=_month_end(year, month))


def _months_between(told: dict) -> Period:
    first, last = _month(told["from"]), _month(told["till_month"])
    whole_year = (last - first) % 12 == 11
    end = _month_end(_year(told["year"]), last) if told["year"] else None
    return Period(part_year=not whole_year, period_end=end)


def _day(told: dict) -> Period | None:
    month = int(told["month"]) if told["month"].isdigit() else _month(told["month"])
    if not told["year"]:
        return Period(part_year=_is_part(told, month)) if 1 <= int(told["day"]) <= 31 else None
    try:
        end = date(_year(told["year"]), month, int(told["day"]))
    except ValueError:
        return None
    return Period(part_year=_is_part(told, month), period_end=end)


def _month_only(told: dict) -> Period:
    month = _month(told["month"])
    return Period(part_year=_is_part(told, month), period_end=_month_end(_year(told["year"]), month) if told["year"] else None)


def _named_year(told: dict) -> Period | None:
    return Period(year=True) if told.get("single") or _span_start(told) is not None else None


def _is_part(told: dict, month: int) -> bool:
    """“To September” is part of a year; to March or August, where years end, it need not be; “at September” says nothing of it."""
    return bool(told["part"]) or (bool(told["till"]) and month not in (3, 8))


def _span_start(told: dict) -> int | None:
    """The first year of ``2016/17``; None where the second is not the year after."""
    first, last = _year(told["first"]), _year(told["last"])
    return first if last == first + 1 and 2005 <= first < 2035 else None


def _year(words: str) -> int:
    digits = words.removeprefix("'")
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _month(words: str) -> int:
    return _MONTHS.index(words[:3].lower()) + 1


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


_NUMBERED = rf"(?P<day>\d{{1,2}})(?P<sign>[./-])(?P<month>\d{{1,2}})(?P=sign)(?P<year>{_YEAR})"
_NAMED = rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ -](?:of )?(?P<month>{_MONTH})(?:[ -](?P<year>{_YEAR}))?"
# The first pattern that fits all the words is what they mean.
PERIODS = tuple(
    (re.compile(pattern, re.I), meaning)
    for pattern, meaning in (
        (rf"(?:ytd|year to date|to date|part[- ]year|half[- ]year|mid[- ]year|first half|h[12])(?: {_YEAR}| {_SPAN})?", _part),
        (rf"{_QUARTER}(?: (?:of )?(?:{_YEAR}|{_SPAN}))?(?: only| ytd)?", _quarter),
        (rf"{_SPAN} {_QUARTER}", _quarter),
        (_SOME_MONTHS, _some_months),
        (rf"(?P<from>{_MONTH})(?: {_YEAR})? ?(?:{_DASH}|to) ?(?P<till_month>{_MONTH})(?: (?P<year>{_YEAR}))?", _months_between),
        (rf"(?:{_LEAD})?{_NUMBERED}", _day),
        (rf"(?:{_LEAD})?{_NAMED}", _day),
        (rf"(?:{_LEAD})?(?P<month>{_MONTH})(?:(?:[ -]|(?='))(?P<year>{_YEAR}))?", _month_only),
        (r"full[- ]year|year[- ]end|rolling (?:year|12 (?:months|mths))", _full),
        (rf"(?P<single>20[0-3]\d)|{_SPAN}", _named_year),
    )
)

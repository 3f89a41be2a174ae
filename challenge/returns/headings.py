"""A column's heading taken apart: days, years, quarters, names of columns, authorities, and words that are known.

Nothing is decided here of which column it is (``columns``); a word that is not known is kept as strange, so that it can be asked
about.
"""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from challenge.returns.labels import MONTH, MONTHS, plain

_MONTH = {name: number for number, name in enumerate(MONTHS, 1)}
_WRITTEN_DAY = re.compile(rf"(?<![\d/])(\d{{1,2}})?(?:st|nd|rd|th)?[ .-]?\b({MONTH})[ .,-]?'?(20\d\d|\d\d)?(?![\d/])")
_NUMBERED_DAY = re.compile(
    r"(?<![\d/])(\d{1,2})([/.-])(\d{1,2})\2(20\d\d|\d\d)(?![\d/])|(?<![\d/-])(20\d\d)-(\d\d)-(\d\d)(?: 00:00:00)?(?![\d/-])"
)
_FROM = re.compile(rf"(?:1(?:st)? )?\bapr(?:il)?,? ?(?:20\d\d|'?\d\d)? ?(?:-|to|until) ?(?=(?:\d{{1,2}}(?:st|nd|rd|th)? )?{MONTH})")
_YEAR = re.compile(r"(?<![\d./-])(?:fy|ay)? ?(?:20)?(\d\d) ?(?:[/-]| to ) ?(?:20)?(\d\d)(?![\d./-]*\d)")
_QUARTER = re.compile(r"\b(?:q|qtr|quarter) ?([1-4])\b|\b([1-4])(?:st|nd|rd|th) (?:quarter|qtr)\b")
# 2016 may end or begin in that year, and FY16 too.
_BARE_YEAR = re.compile(r"(?:fy|ay)?20\d\d|(?:fy|ay)\d\d")
_ROLLING = re.compile(
    r"\brolling (?:12|twelve) ?(?:months?|mths?)?\b|\b(?:last |latest )?(?:12|twelve) ?(?:months|mths) (?:to|ending|ended)\b"
)
_ENDING = re.compile(
    r"\b(?:financial )?years? (?:ending|ended|end|to(?! date))\b|\by/?e\b|\b(?:12|twelve) (?:months|mths) (?:to|ending|ended)\b"
)
_PART = re.compile(r"\b(?:ytd|years? to date|to date|part[ -]year|(?:first )?(?:half|6 months|six months))\b")
_PROVISIONAL = re.compile(r"\b(?:prov(?:isional)?|unvalidated|draft|estimated?|est|unverified|interim)\b\.?")


def _words(told: str) -> frozenset[str]:
    return frozenset(told.split())


_OTHER = _words("""
    target targets england eng national nat nw north west region regional statistical neighbour neighbours neighbor
    neighbors sn sns stat stats direction travel dot trend comment comments commentary narrative explanation rank
    ranking quartile rag status change variance difference diff +/- cohort good polarity owner source benchmark
    benchmarks comparator comparators similar forecast projected projection plan ambition band best worst note notes
    analysis context evidence published dfe lait average avg mean median sparkline arrow movement traffic light high low
    better action actions lead officer progress impact why different differs differ
""")
_COUNTED = _words("number numbers no nos num n count numerator denominator numerators denominators numer denom den total of")
_NAMES = _words("""
    kpi kpis key performance indicator indicators measure measures description definition metric name label short area
    theme of the and for title item what row
""")
_REFERENCE = _words("no nos number ref reference # id kpi line row order")
_PERIOD = _words("year years period periods column time reporting financial academic date timeframe quarter")
_VALUE = _words("""
    value values figure figures result results outturn outturns performance actual actuals % percent percentage score
    rate la return returned your
""")
_UNIT = _words("unit units measured as measurement type of")
_FILLING = _words("""
    outturn outturns actual actuals result results final year financial fy academic ay figure figures performance value
    values score la our authority local annual full period at as of to the in for date data position % percent
    percentage rate return returned latest end ended ending available your own and up cumulative
""")
_COMPARED = _words(
    "target targets england national statistical neighbour neighbours neighbor neighbors comparator comparators comparison "
    "comparisons "
    "benchmark benchmarks benchmarking forecast forecasts projected projections similar"
)
_BESIDE = _words(
    "average averages figures data north west nw region regional the and of for all table kpi kpis sn sns group other authorities"
)
# With a period, these may stand over the authority's own figures.
_PERHAPS_OWN = _words("published dfe lait average avg mean median evidence context high low better position")
_REGION = _words("nw west region regional sn sns")
_TITLE = 8
_EARLIER = re.compile(
    r"\b(?:last|previous|prior|earlier) (?:years?'?s? )?"
    r"(?:self[- ]?views?|self[- ]?evaluations?|returns?|submissions?|figures|data|cycle)\b"
    r"|\bas (?:returned|submitted|reported) (?:last|previous)"
)
_ROLES = (("label", _NAMES), ("unit", _UNIT), ("periods", _PERIOD), ("value", _VALUE), ("count", _COUNTED), ("filling", _FILLING))


@dataclass(frozen=True)
class Heading:
    """A heading taken apart.

    role: ``period``, ``label``, ``reference``, ``unit``, ``periods`` (over the periods of rows), ``value``, ``count`` (a number
    beside a figure, a numerator or denominator), ``other``, ``blank``, ``filling``, ``unknown``.

    years: keys as ``2015-16``. keys: of columns named in words. part: it says it is part of a year; whole: twelve months or the end
    of a year; named: authorities named in it; strange: words not known.
    """

    text: str
    role: str = "unknown"
    years: tuple[str, ...] = ()
    ends: tuple[date, ...] = ()
    yearless: bool = False
    quarters: tuple[int, ...] = ()
    keys: tuple[str, ...] = ()
    part: bool = False
    whole: bool = False
    provisional: bool = False
    named: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()

    @property
    def dated(self) -> bool:
        """Whether it names a period at all."""
        return bool(self.years or self.ends or self.quarters or self.keys)


def read(text: str, starts: date, names: Sequence[tuple[str, str]], authorities: Sequence[str]) -> Heading:
    """Take a heading apart. starts: the first day of the cycle's year; names: words → key of the column they name, longest first;
    authorities: names in plain letters, longest first."""
    left = plain(text).replace("&", " and ")
    if not left.strip(" -–.:"):
        return Heading(text, "blank")
    part, provisional = bool(_PART.search(left)), bool(_PROVISIONAL.search(left))
    whole = bool(_ROLLING.search(left) or _ENDING.search(left))
    for pattern in (_ROLLING, _ENDING, _PROVISIONAL):
        left = pattern.sub(" ", left)
    if found := _FROM.search(left):
        part, left = True, left[: found.start()] + left[found.end() :]
    ends, yearless, left = _days(left, starts)
    spans = [(int(each[1]), int(each[2]), each[0].strip()) for each in _YEAR.finditer(left)]
    left = _YEAR.sub(" ", left)
    quarters = [int(each[1] or each[2]) for each in _QUARTER.finditer(left)]
    keys, left = _named(_QUARTER.sub(" ", left), names)
    found, left = _named(_PART.sub(" ", left), [(each, each) for each in authorities])
    apart = Heading(
        text,
        years=_once([key_of(2000 + first) for first, second, _ in spans if (first + 1) % 100 == second]),
        ends=_once(ends),
        yearless=yearless,
        quarters=_once(quarters),
        keys=keys,
        part=part,
        whole=whole,
        provisional=provisional,
        named=found,
    )
    words = re.findall(r"[a-z0-9][a-z0-9']*|%|#|\+/-", left)
    odd = [said for first, second, said in spans if (first + 1) % 100 != second]
    # 17–21 alone are ages; beside a period nobody knows what they are.
    return _with_role(apart, words, tuple(said for said in odd if apart.dated or re.search(r"20\d\d", said)))


def compared(title: str) -> str:
    """Whether a title says that the figures under it are others' or targets: ``wholly``, ``partly`` (it says more too), or not,
    which is empty. A long title is a sentence, and is not judged."""
    words = re.findall(r"[a-z]+", plain(title))
    if len(words) <= _TITLE and _EARLIER.search(plain(title)):
        return "wholly"
    if set(words) <= _BESIDE and set(words) & _REGION:
        return "wholly"
    if len(words) > _TITLE or not set(words) & _COMPARED:
        return ""
    return "wholly" if set(words) <= _COMPARED | _BESIDE else "partly"


def _named(left: str, names: Sequence[tuple[str, str]]) -> tuple[tuple[str, ...], str]:
    keys = []
    for words, key in names:
        if words in left:
            without = re.sub(rf"(?<!\w){re.escape(words)}(?!\w)", " ", left)
            if without != left:
                keys.append(key)
                left = without
    return _once(keys), left


def _with_role(read: Heading, words: list[str], strange: tuple[str, ...]) -> Heading:
    told = set(words)
    if told & _OTHER and not told & {"indicator", "kpi", "measure"} and not (read.dated and told & _OTHER <= _PERHAPS_OWN):
        return replace(read, role="other")
    strange += tuple(each for each in words if _BARE_YEAR.fullmatch(each))
    words = [each for each in words if not _BARE_YEAR.fullmatch(each)]
    if read.dated or strange:
        odd = tuple(each for each in words if each not in _FILLING)
        if odd and set(odd) <= _COUNTED and not strange:
            return replace(read, role="count")
        return replace(read, role="period", strange=(*strange, *odd))
    if not words:
        return replace(read, role="filling" if read.named or read.part or read.whole or read.provisional else "blank")
    if told <= _REFERENCE and told - {"kpi", "row", "line"}:
        return replace(read, role="reference")
    for role, known in _ROLES:
        if told <= known:
            return replace(read, role=role)
    return replace(read, strange=tuple(words))


def year_key(text: str) -> str | None:
    """``2015-16`` of a text that is one year of two halves and nothing else."""
    found = _YEAR.fullmatch(plain(text))
    return key_of(2000 + int(found[1])) if found and (int(found[1]) + 1) % 100 == int(found[2]) else None


def day(text: str) -> date | None:
    """The day a text names, when that is all it names."""
    ends, yearless, left = _days(plain(text), date(1900, 4, 1))
    return ends[0] if len(ends) == 1 and not yearless and not left.strip() else None


def key_of(first: int) -> str:
    """The key of the year that starts in ``first``."""
    return f"{first}-{(first + 1) % 100:02}"


def _once(found: list) -> tuple:
    return tuple(dict.fromkeys(found))


def _days(left: str, starts: date) -> tuple[list[date], bool, str]:
    """The days named, whether one lacks its year (then that of the cycle is taken), and what is left of the text."""
    ends, yearless = [], False

    def numbered(found: re.Match) -> str:
        said = (found[5], found[6], found[7]) if found[5] else (found[4], found[3], found[1])
        try:
            ends.append(date(int(said[0]) % 100 + 2000, int(said[1]), int(said[2])))
        except ValueError:
            return found[0]
        return " "

    def written(found: re.Match) -> str:
        nonlocal yearless
        month = _MONTH[found[2][:3]]
        year = int(found[3]) % 100 + 2000 if found[3] else starts.year + (month < 4)
        if not found[3] and found[2] in ("may", "mar"):
            return found[0]
        yearless = yearless or not found[3]
        last = calendar.monthrange(year, month)[1]
        if not 1 <= int(found[1] or last) <= last:
            return found[0]
        ends.append(date(year, month, int(found[1] or last)))
        return " "

    left = _WRITTEN_DAY.sub(written, _NUMBERED_DAY.sub(numbered, left))
    return ends, yearless, left

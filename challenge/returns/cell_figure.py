"""One figure as it is written: its number, its unit, counts of a whole; each shape of a number is a line of a table."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from challenge.returns.cell_period import spoken
from challenge.returns.cell_text import DASH, NoFigure

# Where thousands and decimals could be taken for each other, these units cannot be in the thousands.
_SMALL = ("%", "cases", "points", "score", "per 100")
_OTHER_SIGN = "a comma or a point that may divide thousands or decimals"


@dataclass(frozen=True)
class Number:
    """A number as written: its value, the decimals written, and why somebody should confirm it."""

    value: Decimal
    places: int
    confirm: str | None = None


@dataclass(frozen=True)
class Written:
    """A figure as written, with the counts it rests on, a note of them, and why somebody should confirm it.

    value None: the whole is nothing (0 of 0), so the KPI does not apply.
    """

    value: Decimal | None
    numerator: int | None = None
    denominator: int | None = None
    note: str | None = None
    confirms: tuple[str, ...] = ()


# pattern, sign that divides decimals, why it may be another number, what to do then in a unit that cannot be in the thousands, in a
# rate, in a count: nothing (""), confirm, refuse.
_POINT = (
    (r"[1-9]\d{0,2}\.\d{3}", ".", _OTHER_SIGN, "", "", "refuse"),
    (r"(?:0|[1-9]\d*)(?:\.\d+)?", ".", "", "", "", ""),
    (r"\d+\.\d+\.", ".", "", "", "", ""),
    (r"\d+\.", ".", "a point with nothing after it", "confirm", "confirm", "confirm"),
    (r"0\d+(?:\.\d+)?", ".", "a nought before the number", "confirm", "confirm", "confirm"),
    (r"[1-9]\d{0,2}(?:,\d{3})+", ".", _OTHER_SIGN, "refuse", "confirm", ""),
    (r"[1-9]\d{0,2}(?:,\d{3})+\.\d+", ".", _OTHER_SIGN, "refuse", "", ""),
    (r"[1-9]\d{0,2}(?: \d{3})+(?:\.\d+)?", ".", "a space that may divide thousands or two figures", "refuse", "confirm", "confirm"),
    (r"\d+,\d+", ".", _OTHER_SIGN, "refuse", "refuse", "refuse"),
)
_COMMA = (
    (r"(?:0|[1-9]\d*)(?:,(?:\d{1,2}|\d{4,}))?|0,\d{3}", ",", "", "", "", ""),
    (r"[1-9]\d{0,2}(?:\.\d{3})+,\d+", ",", "", "", "", ""),
    (r"[1-9]\d*,\d{3}", ",", _OTHER_SIGN, "confirm", "refuse", "refuse"),
    (r"[1-9]\d{0,2}(?:\.\d{3})+", ",", _OTHER_SIGN, "refuse", "refuse", "confirm"),
    (r"(?:0|[1-9]\d*)\.(?:\d{1,2}|\d{4,})", ".", "a decimal point in a file with decimal commas", "confirm", "confirm", "confirm"),
)
_FIGURE = r"(?:[1-9]\d{0,2}(?: \d{3})+(?:\.\d+)?(?![\d.,])|\d[\d.,]*)"
_COUNT = r"\d{1,3}(?:,\d{3})+|\d+"
_NOUN = (
    r"(?:\s(?:la |local authority |council )?(?:children'?s homes|homes|children|young people|care leavers|leavers|referrals|plans"
    r"|pupils|cla|lac|yp|cyp))?"
)
_COUNTS = rf"(?P<part>{_COUNT}){_NOUN}\s*(?P<between>/|out of|of)\s*(?:the )?(?P<whole>{_COUNT})(?P<noun>{_NOUN})"
_PERCENT = r"(?:%|per ?cent|pct)"
_SHARE = rf"(?P<share>\d[\d.,]*)\s*{_PERCENT}"
_JOIN = rf"\s*[{DASH}=,:;]?\s*"
_SHAPES = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"{_COUNTS}\s*[(\[]\s*(?P<share>\d[\d.,]*)\s*{_PERCENT}?\s*[)\]]",
        rf"(?P<share>\d[\d.,]*)\s*{_PERCENT}?\s*[(\[]\s*{_COUNTS}\s*[)\]]",
        rf"{_COUNTS}{_JOIN}{_SHARE}",
        rf"{_SHARE}{_JOIN}{_COUNTS}",
        _COUNTS,
    )
)
_ONE_IN = re.compile(rf"(?P<part>\d+) in (?P<whole>\d+){_NOUN}", re.I)
_WITH_UNIT = re.compile(rf"(?P<figure>{_FIGURE})\s*(?P<unit>.*)", re.I | re.S)
_WORKER = r"(?:fte|social worker|sw|worker|caseholder)"
# A unit written beside the figure, and the units of KPIs it may stand for.
UNITS = (
    (r"%|per ?cent|pct", ("%",)),
    (r"(?:per|/) ?10[, ]?(?:000|k)(?: children| population| child population)?|/10k|per ten thousand", ("per 10,000",)),
    (r"(?:per|/) ?(?:1[, ]?000|1k|100[, ]?000|100k)", ()),
    (r"(?:per|/) ?100", ("per 100",)),
    (rf"(?:cases|children)(?: ?(?:per|/|each) ?{_WORKER})?|per {_WORKER}", ("cases",)),
    (r"(?:serious )?(?:incident )?notifications?|(?:serious )?incidents?|sins?", ("count",)),
    (r"points?|pts|(?:point )?score", ("points", "score")),
)
_UNITS = [(re.compile(pattern, re.I), accepted) for pattern, accepted in UNITS]


def figure(words: str, unit_short: str, decimals: int, decimal_comma: bool) -> Written | None:
    """The one figure that ``words`` are, in the KPI's unit; None where they are not one figure alone.

    Raises ``NoFigure`` where they are a figure, but not one of this unit or not a certain one.
    """
    for shape in _SHAPES:
        found = shape.fullmatch(words)
        if found:
            return _counted(found.groupdict(), unit_short, decimals, decimal_comma)
    found = _ONE_IN.fullmatch(words)
    if found:
        share = _share_of(found.groupdict(), unit_short)
        confirm = f"a proportion in words ({words}), read as {_shown(_rounded(share, decimals))}%"
        return Written(_rounded(share, decimals), note=words, confirms=(confirm,))
    found = _WITH_UNIT.fullmatch(words)
    return _measured(found["figure"], found["unit"], unit_short, decimal_comma) if found else None


def number(words: str, unit_short: str, decimal_comma: bool) -> Number:
    """The number that digits, points, commas and spaces write; ``NoFigure`` where they may be two, or none."""
    for pattern, point, why, *does in _COMMA if decimal_comma else _POINT:
        if not re.fullmatch(pattern, words):
            continue
        doing = does[0 if unit_short in _SMALL else 2 if unit_short == "count" else 1]
        if doing == "refuse":
            raise NoFigure(why)
        bare = words.replace(" ", "").replace("," if point == "." else ".", "").replace(",", ".").rstrip(".")
        return Number(Decimal(bare), len(bare.partition(".")[2]), why if doing else None)
    raise NoFigure("points or commas that no number is written with")


def unsure(value: Decimal, unit_short: str) -> str | None:
    """Why a number with no unit beside it may be something else: a share written as a fraction of one, or a year; else None."""
    if unit_short == "%" and 0 < value <= 1:
        return f"{_shown(value)} without a % sign, which may be {_shown(value)}% or {_shown(value * 100)}%"
    if value == value.to_integral_value() and 1990 <= value <= 2039:
        return "a number that reads as a year"
    return None


def _measured(digits: str, unit: str, unit_short: str, decimal_comma: bool) -> Written | None:
    accepted = next((accepted for pattern, accepted in _UNITS if pattern.fullmatch(unit)), None)
    if unit and accepted is None:
        others, left = 0, unit
        for pattern, _ in _UNITS:
            left, times = pattern.subn(" ", left)
            others += times
        if others > 1 and not re.search(r"\d", left):
            raise NoFigure(f"two units beside one figure ({unit})")
        return None
    if unit and unit_short not in accepted:
        raise NoFigure(f"a figure said to be “{unit}” where the KPI is in {_in_words(unit_short)}")
    read = number(digits, unit_short, decimal_comma)
    why = None if unit else unsure(read.value, unit_short)
    if why:
        raise NoFigure(why)
    return Written(read.value, confirms=(read.confirm,) if read.confirm else ())


def _counted(told: dict, unit_short: str, decimals: int, decimal_comma: bool) -> Written | None:
    if decimal_comma and "," in told["part"] + told["whole"]:
        raise NoFigure(_OTHER_SIGN)
    reads_as_year = told["between"] == "/" and not told["noun"] and bool(spoken(f"{told['part']}/{told['whole']}"))
    share = number(told["share"], unit_short, decimal_comma) if told.get("share") else None
    part, whole = _whole_number(told["part"]), _whole_number(told["whole"])
    note = f"{part} of {whole}"
    if reads_as_year and share is None:
        raise NoFigure(f"{told['part']}/{told['whole']}, which may be a year or counts")
    if whole == part == 0 and share is None and unit_short == "%":
        return Written(None, 0, 0, note, ("0 of 0: there is no percentage of none",))
    if reads_as_year and not _agrees(share, part, whole):
        return None
    exact = _share_of(told, unit_short)
    if share is None:
        return Written(_rounded(exact, decimals), part, whole, note)
    if not _agrees(share, part, whole):
        raise NoFigure(f"counts that give {_shown(_rounded(exact, max(decimals, 1)))}% beside a figure of {_shown(share.value)}%")
    confirms = (share.confirm,) if share.confirm else ()
    if _rounded(share.value, decimals) != _rounded(exact, decimals):
        confirms += (f"counts that give {_shown(_rounded(exact, decimals))}% beside a figure of {_shown(share.value)}%",)
    return Written(share.value, part, whole, note, confirms)


def _share_of(told: dict, unit_short: str) -> Decimal:
    """Part of whole in per cent, not rounded."""
    part, whole = _whole_number(told["part"]), _whole_number(told["whole"])
    if unit_short != "%":
        raise NoFigure(f"part of a whole ({part} of {whole}) where the KPI is in {_in_words(unit_short)}")
    if part > whole:
        raise NoFigure(f"a part that is more than its whole ({part} of {whole})")
    if whole == 0:
        raise NoFigure("counts of nothing (0 of 0) beside a figure")
    return Decimal(100) * part / whole


def _agrees(share: Number, part: int, whole: int) -> bool:
    """Whether the counts give the share at the decimals it is written with."""
    return whole > 0 and abs(share.value - Decimal(100) * part / whole) <= Decimal(5).scaleb(-share.places - 1)


def _whole_number(words: str) -> int:
    return int(words.replace(",", ""))


def _rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _shown(value: Decimal) -> str:
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"


def _in_words(unit_short: str) -> str:
    return {"cases": "cases per social worker", "count": "whole numbers"}.get(unit_short, unit_short)

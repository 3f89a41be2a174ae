"""What Excel shows for a number: the plain part of its number formats, dates as they are written in the United Kingdom.

Source of method: ECMA-376 Part 1, 18.8.31 (number formats). Fractions, engineering notation and conditions are shown as General.
"""

import re
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

from openpyxl.styles.numbers import is_date_format

_TOKEN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.|[Ee][+-]0+|[0#?.,]+|%|.', re.DOTALL)
_DATE_TOKEN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.|am/pm|a/p|y+|m+|d+|h+|s+|.', re.IGNORECASE | re.DOTALL)
_SECTION = re.compile(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[])+|(?<=;)(?=;|$)|^(?=;)')
_DIGITS = re.compile(r"[0#?.,]+")
# The formats that Excel writes by number only and shows as the reader's country writes dates.
_OF_THE_COUNTRY = {"mm-dd-yy": "dd/mm/yyyy", "m/d/yy h:mm": "dd/mm/yyyy hh:mm", "m/d/yyyy": "dd/mm/yyyy", "m/d/yy": "dd/mm/yyyy"}


def is_date(code: str) -> bool:
    """Whether a number format shows its number as a day or a time."""
    return bool(is_date_format(code))


def number_words(value: float, code: str) -> str:
    """``value`` as Excel shows it under the format ``code``, spaces at the edges left out; empty where the format hides it."""
    sections = _SECTION.findall(code) or [""]
    section, negative = _section(value, sections)
    if section.strip() == "" and code.strip():
        return ""
    if re.sub(r"\[[^\]]*\]", "", section).strip().lower() in ("general", "", "@") or _beyond_us(section):
        return general(value)
    return _filled(abs(value) if negative else value, section).strip()


def shows_no_digit(code: str, value: float) -> bool:
    """Whether the format puts words (``"<5"``, ``"-"``) where the number would stand."""
    section, _ = _section(value, _SECTION.findall(code) or [""])
    bare = "".join(token for token in _TOKEN.findall(section) if token[0] not in '"\\[_*')
    return bool(section.strip()) and not re.search(r"[0#?@]|general", bare, re.IGNORECASE)


def general(value: float) -> str:
    """``value`` as the format General shows it in a wide cell: at most eleven digits."""
    if value == int(value) and abs(value) < 1e11:
        return str(int(value))
    shown = f"{value:.10g}"
    return re.sub(r"e([+-])0*(\d+)", lambda found: f"E{found[1]}{found[2]:0>2}", shown)


def date_words(moment: datetime | date | time, code: str) -> str:
    """``moment`` under a date format, day before month where the format names the month first."""
    code = "d mmmm yyyy" if code.upper().startswith("[$-F800]") else _OF_THE_COUNTRY.get(code.lower(), code)
    tokens = [token for token in _DATE_TOKEN.findall((_SECTION.findall(code) or [""])[0]) if token[0] not in "_*["]
    shown = _day_first(tokens)
    words = [_date_part(moment, token, shown, at) for at, token in enumerate(shown)]
    return "".join(words).strip()


def whole_date(moment: datetime | date | time) -> str:
    """The day in full (``1 December 1960``), empty for a time alone."""
    return "" if isinstance(moment, time) else f"{moment.day} {moment:%B} {moment.year}"


def _section(value: float, sections: list[str]) -> tuple[str, bool]:
    """The section of a format that a value falls under, and whether it drops the sign."""
    if len(sections) >= 3 and value == 0:
        return sections[2], False
    if len(sections) >= 2 and value < 0:
        return sections[1], True
    return sections[0], False


def _beyond_us(section: str) -> bool:
    bare = "".join(token for token in _TOKEN.findall(section) if token[0] not in '"\\_*')
    return "/" in bare or bool(re.search(r"[Ee][+-]|\[[<>=]", bare))


def _filled(value: float, section: str) -> str:
    tokens = _TOKEN.findall(section)
    slots = [at for at, token in enumerate(tokens) if _DIGITS.fullmatch(token) and re.search(r"[0#?]", token)]
    percents = sum(token == "%" for token in tokens)
    words = []
    for at, token in enumerate(tokens):
        if slots and at == slots[0]:
            words.append(_digits(Decimal(f"{value:.15g}") * 100**percents, token))
        elif at in slots:
            return general(value)
        else:
            words.append(_literal(token))
    return "".join(words)


def _digits(value: Decimal, slot: str) -> str:
    scaled = value / 1000 ** (len(slot) - len(slot.rstrip(",")))
    before, _, after = slot.rstrip(",").partition(".")
    places = len(re.sub(r"[^0#?]", "", after))
    rounded = scaled.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    whole, _, rest = f"{abs(rounded):f}".partition(".")
    whole = whole.lstrip("0").rjust(before.count("0"), "0")
    whole = f"{int(whole):,}" if "," in before and whole else whole
    kept = len(re.sub(r"[^0#?]", "", after).rstrip("#?"))
    while len(rest) > kept and rest.endswith("0"):
        rest = rest[:-1]
    sign = "-" if rounded < 0 else ""
    return f"{sign}{whole}{'.' + rest if rest or (after == '' and '.' in slot) else ''}"


def _literal(token: str) -> str:
    if token[0] == '"':
        return token[1:-1]
    if token[0] == "\\":
        return token[1:]
    if token.startswith("[$"):
        return token[2:-1].partition("-")[0]
    if token[0] == "_":
        return " "
    return "" if token[0] in "[*" else token


def _day_first(tokens: list[str]) -> list[str]:
    """Month and day change places where both are digits, the month leads and no year stands before them."""
    lower = [token.lower() for token in tokens]
    month = next((at for at, token in enumerate(lower) if token in ("m", "mm")), None)
    day = next((at for at, token in enumerate(lower) if token in ("d", "dd")), None)
    if month is None or day is None or month > day or any(token.startswith("y") for token in lower[:month]):
        return tokens
    if any(token[0] in "hs" for token in lower[:day]):
        return tokens
    swapped = list(tokens)
    swapped[month], swapped[day] = tokens[day], tokens[month]
    return swapped


def _date_part(moment: datetime | date | time, token: str, tokens: list[str], at: int) -> str:
    kind = token.lower()
    if kind in ("am/pm", "a/p"):
        return f"{moment:%p}" if not isinstance(moment, date) or isinstance(moment, datetime) else ""
    if kind[0] == "m" and _is_minutes(tokens, at):
        return f"{getattr(moment, 'minute', 0):0{min(len(kind), 2)}d}"
    if kind[0] in "hs":
        part = getattr(moment, "hour" if kind[0] == "h" else "second", 0)
        if kind[0] == "h" and any(each.lower() in ("am/pm", "a/p") for each in tokens):
            part = part % 12 or 12
        return f"{part:0{min(len(kind), 2)}d}"
    if kind[0] not in "ymd" or len(set(kind)) != 1:
        return _literal(token)
    if isinstance(moment, time):
        return ""
    if kind[0] == "y":
        return f"{moment.year:04d}" if len(kind) > 2 else f"{moment.year % 100:02d}"
    number, names = (moment.month, "%b %B") if kind[0] == "m" else (moment.day, "%a %A")
    if len(kind) <= 2:
        return f"{number:0{len(kind)}d}"
    return moment.strftime(names.split()[len(kind) > 3])


def _is_minutes(tokens: list[str], at: int) -> bool:
    letters = [(place, token[0].lower()) for place, token in enumerate(tokens) if token[0].lower() in "ymdhs" and token.isalpha()]
    here = next(position for position, (place, _) in enumerate(letters) if place == at)
    before = letters[here - 1][1] if here else ""
    after = letters[here + 1][1] if here + 1 < len(letters) else ""
    return before == "h" or after == "s"

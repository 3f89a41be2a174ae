"""The words of one cell as they can be compared: one kind of digit, of space and of point; and the words that stand for no figure.

Both are tables that the patterns are tried from in order; what fits none is for ``cell_figure``, or is refused.
"""

import re
import unicodedata
from dataclasses import dataclass

from challenge.returns.cell_period import spoken

DASH = "-‐‑‒–—―−"
QUOTED = 80
_TURNED = "\u202d\u202e"
_SIGNS = {"٫": ".", "٬": ",", "٪": "%", "·": ".", "∙": ".", "⋅": ".", "‧": ".", "’": "'", "‘": "'", "\ufe0f": "", "\ufe0e": ""}
_LINES = "\n\r\v\f\x07\x1c\x1d\x1e\x85\u2028\u2029"


class NoFigure(Exception):
    """No figure can be made of a cell; its one argument says why, as a phrase."""


@dataclass(frozen=True)
class Standing:
    """What words mean that stand where a figure would: a status, and why somebody should confirm it."""

    status: str
    confirm: str | None = None


def quoted(text: str) -> str:
    """The cell as it is quoted in a note: on one line, no longer than 80 characters."""
    line = " ".join("".join(letter for letter in text if unicodedata.category(letter) != "Cf").split())
    return line if len(line) <= QUOTED else line[: QUOTED - 1] + "…"


def plain(text: str) -> tuple[str, bool]:
    """The words of a cell with one kind of digit, space, point and line end, and whether digits of another script were among them.

    Raised figures become ``[1]``: they are marks, and must not lengthen a number. ½ stays as it is. Raises ``NoFigure`` where the
    text is turned round, so that what is seen is not what is held.
    """
    words, foreign = [], False
    for letter in text:
        kind = unicodedata.category(letter)
        if letter in _TURNED:
            raise NoFigure("text that is turned round, so that its digits are not seen in the order they are held")
        if letter in _SIGNS:
            words.append(_SIGNS[letter])
        elif letter in _LINES:
            words.append("\n")
        elif kind == "Cf":
            continue
        elif kind == "Zs" or letter == "\t":
            words.append(" ")
        elif kind == "Nd":
            words.append(str(unicodedata.digit(letter)))
            foreign = foreign or not letter.isascii()
        elif kind == "No":
            mark = unicodedata.digit(letter, None)
            words.append(letter if mark is None else f"[{mark}]")
        else:
            same = unicodedata.normalize("NFKC", letter)
            words.append(letter if re.search(r"\d", same) else same)
    joined = re.sub(r" +", " ", "".join(words))
    lines = re.sub(r" ?\n[ \n]*", "\n", joined).strip().removeprefix("'").strip()
    return re.sub(r"(?<=[a-z/.][a-z]|.[%)])\.$", "", lines, flags=re.I), foreign


# What may follow such words: “n/a – none”, “tbc (Q3)”, “suppressed (<5)”.
_SAID = r"(?P<tail>[^()]{1,80}?)\s*\)?"
_TAIL = rf"(?:\s*[{DASH}:,(\n]\s*{_SAID})?"
_TAIL_OF_WORDS = rf"(?:(?: (?=[a-z0-9])|\s*[{DASH}:,(\n]\s*){_SAID})?"
_PEOPLE = r"(?:children|young people|care leavers|cases|pupils|homes|incidents|notifications)"
_HOMES = r"(?:la |local authority |council |in-house )?(?:children'?s )?homes"
_WAITING = (
    r"t\.?b\.?[cad]\.?|to be (?:confirmed|advised|determined|announced|agreed|provided|added)|to follow|awaited|pending"
    r"|awaiting|(?:data )?(?:are |is )?not (?:yet |currently )?"
    r"(?:available|known|returned|published|collected|recorded|provided|reported|held|validated)|unavailable|no data(?: available)?"
    r"|unknown|n/?k|missing"
)
_WHY_NONE = "a word that may mean 0, or that there is nothing to report on"
_BELOW = rf"(?:<|≤|<=|less than|fewer than)\s*(?P<limit>\d{{1,2}})(?: {_PEOPLE})?|(?P<most>\d{{1,2}}) or (?:fewer|less)"
# name, pattern of the whole cell, status, why it is to be confirmed; or None and why it is refused; the units it is said of.
_EVERY = ""
STANDING = (
    ("nothing written", rf"|[{DASH}]+(?: ?[{DASH}]+)* ?%?|%|_+|\.+|:|\?+", "not_returned", None, _EVERY),
    (
        "the form's own words",
        r"(?:click|tap|click or tap)(?: here)? to enter text\.?|choose an item\.?",
        "not_returned",
        None,
        _EVERY,
    ),
    ("still to come", rf"(?:{_WAITING}){_TAIL_OF_WORDS}", "not_returned", None, _EVERY),
    ("NA", "na", "not_returned", "letters that may mean “not available” or “not applicable”", _EVERY),
    ("not applicable", rf"(?:n ?/ ?a|n\.a\.?|not applicable|not relevant){_TAIL_OF_WORDS}", "not_applicable", None, _EVERY),
    ("the sign for not applicable", r"z|\[z\]|\(z\)", "not_applicable", None, _EVERY),
    ("no homes", rf"(?:there are |we have )?no {_HOMES}", "not_applicable", "“no homes” in place of a figure", "%"),
    (
        "suppressed",
        rf"(?:supp?\.?|suppressed|confidential|withheld|redacted|small numbers?|[cxs*]|\[[cxs]\]){_TAIL}",
        "suppressed",
        None,
        _EVERY,
    ),
    ("the sign for suppressed", r"\*{2,3}|\([cxs*]\)", "suppressed", None, _EVERY),
    ("below a number", _BELOW, "suppressed", None, _EVERY),
    ("a range from 0 or 1", rf"[01] ?(?:[{DASH}]|to) ?(?P<high>\d{{1,2}})", "suppressed", None, _EVERY),
    ("zero", "zero", "zero", None, _EVERY),
    ("nil", "nil(?: return)?", "zero", None, "count"),
    ("nil elsewhere", "nil", "zero", "“nil” in place of a figure", _EVERY),
    ("none", r"none(?: reported| notified| to report)?|no (?:serious )?(?:incidents?|notifications?)", "zero", _WHY_NONE, "count"),
    ("none elsewhere", r"none(?: reported)?|nil return", None, _WHY_NONE, _EVERY),
)
_STANDING = [(name, re.compile(pattern, re.I), *rest) for name, pattern, *rest in STANDING]
_LEAD = re.compile(r"(?:due|expected|available|from|in|by|until|awaiting|data)\s+", re.I)


def standing(words: str, unit_short: str) -> Standing | None:
    """What words of a cell mean that stand in place of a figure; None where they are none of those known.

    Raises ``NoFigure`` where they are known and may mean different things.
    """
    for _, pattern, status, why, unit in _STANDING:
        found = pattern.fullmatch(words)
        if not found or unit not in ("", unit_short):
            continue
        told = found.groupdict()
        if status is None:
            raise NoFigure(why)
        limit = told.get("limit") or told.get("most") or told.get("high")
        if limit and not 3 <= int(limit) <= 10:
            return None
        if told.get("tail"):
            return _with_tail(status, told["tail"])
        return Standing(status, why)
    return None


def _with_tail(status: str, tail: str) -> Standing | None:
    """The meaning of words with something said after them, which may hold no figure and should say the same."""
    if re.fullmatch(_BELOW, tail, re.I) and status == "suppressed":
        return Standing(status)
    bare = tail
    while _LEAD.match(bare):
        bare = _LEAD.sub("", bare, count=1)
    if spoken(bare) and status == "not_returned":
        return Standing(status)
    if re.search(r"\d", tail):
        return None
    waiting = bool(re.search(rf"\b(?:{_WAITING})\b", tail, re.I))
    if waiting and status != "not_returned":
        return Standing("not_returned", f"words that mean different things: the cell also says “{tail}”")
    return Standing(status)


# Why a cell is refused that fits no pattern: the first that is found in it.
_NUMBER = r"\d[\d.,]*"
_REFUSED = (
    (r"^#(?:ref|n/a|div/0|value|name|null|num|spill|calc)", "an error of Excel in place of a figure"),
    (r"[½⅓⅔¼¾⅕⅖⅗⅘⅙⅛⅜⅝⅞]", "a fraction sign, which must be written as a decimal"),
    (r"[£$€]", "an amount of money"),
    (r"\d\s*(?:pp|ppts?|%\s*(?:points?|pts)|percentage points?)\b", "a change in percentage points, not a figure"),
    (rf"^[{DASH}+]\s*{_NUMBER}", "a sign before the figure: a change, a negative figure or only a dash"),
    (rf"^(?:[<>≤≥]|over|under|(?:more|less|fewer|greater) than|at (?:least|most)|up to)\s*{_NUMBER}", "a limit, not a figure"),
    (rf"^{_NUMBER}\s*%?\s*\+$", "a limit, not a figure"),
    (rf"^{_NUMBER}\s*%?\s*(?:[{DASH}]|to)\s*{_NUMBER}\s*%?$", "a range, not one figure"),
    (r"^\d[\d.]*\s*[km]$|^\d[\d.]*e\d+$", "a shortened number, which must be written in full"),
    (r"^[(\[]\s*\d[\d.,%\s]*[)\]]$", "a figure in brackets, which accounts write for a negative one"),
    (r"^\.\d", "a number that begins with its point"),
    (r"\d\D*[^\d.,]\D*\d", "more than one number in the cell"),
    (r"\d", "words or signs beside the number that this project does not know"),
    (
        r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|half|third|quarter)\b",
        "a number in words",
    ),
    (r"", "words that are neither a figure nor a known way to say there is none"),
)


def refusal(words: str) -> str:
    """Why no figure is made of words that fit no pattern, as a phrase."""
    return next(why for pattern, why in _REFUSED if re.search(pattern, words, re.I))

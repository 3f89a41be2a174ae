"""What may stand beside a figure in its cell, and what it says of the figure: ``(prov)``, ``c.``, ``Q2:``, ``*``, ``(n=60)``, ↑.

One piece is taken off at a time, from the end or from the beginning, by the first pattern that fits.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from challenge.returns.cell_period import spoken
from challenge.returns.cell_text import DASH, NoFigure, quoted


@dataclass(frozen=True)
class Beside:
    """What was found beside a figure so far. quote: the note is to quote the cell. kinds: of the pieces there were."""

    notes: tuple[str, ...] = ()
    confirms: tuple[str, ...] = ()
    part_year: bool = False
    period_end: date | None = None
    denominator: int | None = None
    quote: bool = False
    kinds: frozenset[str] = frozenset()

    def adding(
        self,
        note: str | None = None,
        confirm: str | None = None,
        part_year: bool = False,
        period_end: date | None = None,
        denominator: int | None = None,
        quote: bool = False,
        kind: str = "",
    ) -> "Beside":
        """The same with one piece more; ``NoFigure`` where two pieces name two days or two wholes."""
        if period_end and self.period_end and period_end != self.period_end:
            raise NoFigure("two dates beside one figure")
        if denominator is not None and self.denominator is not None:
            raise NoFigure("two totals beside one figure")
        return replace(
            self,
            notes=(*self.notes, *([note] if note else [])),
            confirms=(*self.confirms, *([confirm] if confirm else [])),
            part_year=self.part_year or part_year,
            period_end=self.period_end or period_end,
            denominator=self.denominator if denominator is None else denominator,
            quote=self.quote or quote,
            kinds=self.kinds | {kind},
        )


_ARROWS = "↑↓→←↗↘↔▲▼△▽▴▾⬆⬇➔⇑⇓"
_APPROXIMATE = "an approximate figure"
_MARK = "a mark beside the figure whose meaning the cell does not say"
# A piece in words: kind, pattern of the whole piece, note (None: its own words), why it is to be confirmed.
PIECES = (
    ("provisional", r"p|prov\.?|provisional(?: (?:figure|data))?", "provisional", None),
    ("unvalidated", r"draft|unvalidated|unverified|unaudited|interim|not (?:yet )?validated|subject to validation", None, None),
    ("revised", r"r|rev\.?|revised|corrected", "revised", None),
    ("final", r"validated|final|confirmed|actual|outturn|published|latest", None, None),
    ("approximate", r"approx\.?|approximately|approximate|est\.?|estimated?|circa", "approximate", _APPROXIMATE),
    ("arrow", rf"[{_ARROWS}]", None, None),
)
_PIECES = [(kind, re.compile(pattern, re.I), note, confirm) for kind, pattern, note, confirm in PIECES]
_TOTAL = re.compile(r"(?:n|base|cohort|cohort of|based on|of|out of) ?[=:]? ?(?P<whole>\d{1,3}(?:,\d{3})+|\d+)", re.I)
_BRACKETS_AFTER = re.compile(r"\s*(?P<open>[(\[])\s*(?P<inside>[^()\[\]]*?)\s*[)\]]\s*$")
_BRACKETS_BEFORE = re.compile(r"^[(\[]\s*(?P<inside>[^()\[\]]*?)\s*[)\]]\s*:?\s*(?=\d)")
_MARK_AFTER = re.compile(r"\s*(?P<mark>\*{1,3}|[†‡§#^])$")
_ARROW_AFTER = re.compile(rf"\s*(?P<mark>[{_ARROWS}])$")
_ARROW_BEFORE = re.compile(rf"^(?P<mark>[{_ARROWS}])\s*(?=\d)")
_ABOUT_BEFORE = re.compile(
    r"^(?:c\.?|ca\.?|circa|~|≈|approx\.?|approximately|around|about|roughly|est\.?|estimated?)\s*(?=\d)", re.I
)
_PROVISIONAL_BEFORE = re.compile(r"^(?P<mark>prov\.?|provisional|draft)\s*:?\s*(?=\d)", re.I)
_LETTER_AFTER = re.compile(r"(?<=[\d%])\s*(?P<piece>[pr])$", re.I)
# The digits of these could be a second figure where only a space stands before them, those that lead even after a comma.
_OPEN = re.compile(r"\d|[a-z]+\.?(?: ?[1-4])? ?\d\d$|(?:to|until|on|of) \d{1,2}[^\d/.-]+$|q.*\D\d$", re.I)
_GAP = re.compile(r"\s*[:=]\s*|\s+")
_GAP_AFTER = re.compile(rf"\s*[,;:]\s+|\s+[{DASH}]\s+|\s+")


def taken_off(words: str, beside: Beside, unit_short: str) -> tuple[str, Beside] | None:
    """``words`` without the piece farthest out, and what it says; None where none of the patterns fits."""
    for step in (_brackets_after, _marks, _after, _brackets_before, _before):
        done = step(words, beside, unit_short)
        if done and done[0]:
            return done
    return None


def _brackets_after(words: str, beside: Beside, unit_short: str) -> tuple[str, Beside] | None:
    found = _BRACKETS_AFTER.search(words)
    if not found or not found.start():
        return None
    left, inside = words[: found.start()], found["inside"]
    if found["open"] == "[" and re.fullmatch(r"\d{1,2}|[a-oqs-z]|note \d{1,2}", inside, re.I):
        return left, beside.adding(f"marked [{inside}]", _MARK)
    for piece in _pieces(inside):
        known = _piece(piece, beside, unit_short)
        if known is None and re.search(r"\d", piece):
            raise NoFigure(f"another number in brackets ({quoted(piece)})")
        beside = known or beside.adding(quoted(piece), f"words beside the figure ({quoted(piece)})")
    return left, beside


def _brackets_before(words: str, beside: Beside, unit_short: str) -> tuple[str, Beside] | None:
    found = _BRACKETS_BEFORE.search(words)
    if not found:
        return None
    for piece in _pieces(found["inside"]):
        beside = _piece(piece, beside, unit_short)
        if beside is None:
            return None
    return words[found.end() :], beside


def _pieces(inside: str) -> list[str]:
    """What stands in one pair of brackets, taken apart at commas (not those of a number), semicolons and line ends."""
    return [piece.strip() for piece in re.split(r"[;\n]|,(?!\d{3})", inside) if piece.strip()]


def _piece(piece: str, beside: Beside, unit_short: str) -> Beside | None:
    for kind, pattern, note, confirm in _PIECES:
        if pattern.fullmatch(piece) and kind not in beside.kinds:
            return beside.adding(note or piece, confirm, kind=kind)
    total = _TOTAL.fullmatch(piece)
    if total:
        whole = int(total["whole"].replace(",", ""))
        return beside.adding(piece, denominator=whole if unit_short == "%" else None)
    return _period(piece, beside)


def _period(piece: str, beside: Beside, unsure: bool = False) -> Beside | None:
    period = spoken(piece)
    if period is None:
        return None
    confirm = f"a year of its own beside the figure ({piece})" if period.year else None
    if unsure:
        confirm = f"“{piece}” before the figure, not set apart from it"
    return beside.adding(quoted(piece), confirm, period.part_year, period.period_end)


def _marks(words: str, beside: Beside, unit_short: str) -> tuple[str, Beside] | None:
    for pattern, confirm in ((_MARK_AFTER, _MARK), (_ARROW_AFTER, None)):
        found = pattern.search(words)
        if found:
            return words[: found.start()], beside.adding(f"marked {found['mark']}", confirm)
    found = _ARROW_BEFORE.search(words)
    if found:
        return words[found.end() :], beside.adding(f"marked {found['mark']}", "an arrow before the figure: “up to” or “up by”")
    return None


def _after(words: str, beside: Beside, unit_short: str) -> tuple[str, Beside] | None:
    """Words after the figure without brackets: the longest known piece. A bare year is none: it may be a second figure."""
    letter = _LETTER_AFTER.search(words)
    if letter:
        known = _piece(letter["piece"], beside, unit_short)
        return (words[: letter.start()], known) if known else None
    for gap in _GAP_AFTER.finditer(words):
        piece = words[gap.end() :]
        period = spoken(piece)
        if (period and period.year) or re.match(r"(?:out )?of", piece, re.I):
            continue
        known = _piece(piece, beside, unit_short)
        if known and _OPEN.match(piece) and (gap[0].isspace() or ";" in gap[0] or piece[0].isdigit()):
            known = known.adding(confirm=f"“{piece}” after the figure, not set apart from it")
        if known:
            return words[: gap.start()], known
    return None


def _before(words: str, beside: Beside, unit_short: str) -> tuple[str, Beside] | None:
    found = _ABOUT_BEFORE.search(words)
    if found:
        return words[found.end() :], beside.adding(confirm=_APPROXIMATE, quote=True)
    found = _PROVISIONAL_BEFORE.search(words)
    if found:
        return words[found.end() :], beside.adding("provisional" if found["mark"][0] in "pP" else found["mark"])
    for gap in reversed(list(_GAP.finditer(words))):
        piece, left = words[: gap.start()], words[gap.end() :]
        open_end = not re.search(r"[:=]", gap[0]) or re.search(r"\d\d[:=]$|^\d{1,2}[^\d]+\s*[:=]\s*$", words[: gap.end()])
        known = _period(piece, beside, unsure=bool(open_end)) if re.match(r"\d|c|~|≈|approx", left, re.I) else None
        if known:
            return left, known
    return None

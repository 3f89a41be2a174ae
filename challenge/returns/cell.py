"""The grammar of one cell of a KPI table: what was written → a value, a status and a note, or why no figure can be made of it.

``data/reference/cell_forms.csv`` is the specification, tested row by row and shown in the README. Nothing is guessed: what is
beside the figure is taken off piece by piece, each by a named pattern; what is left must be one figure (``cell_figure``) or words
that stand for none (``cell_text``); else the cell is refused.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from challenge.returns.cell_beside import Beside, taken_off
from challenge.returns.cell_figure import Written, figure, unsure
from challenge.returns.cell_period import spoken
from challenge.returns.cell_text import NoFigure, plain, quoted, refusal, standing

_LONGEST = 200
_LARGEST = 10**12
_NOISE = Decimal("1e-10")


@dataclass(frozen=True)
class Meaning:
    """What a cell says. value in the KPI's unit, not rounded beyond what is written; None unless status is ``value`` or ``zero``.

    status: ``value``, ``zero``, ``suppressed``, ``not_returned``, ``not_applicable``. note: what stands beside the figure, or the
    cell as written. numerator, denominator: counts the cell gives. part_year, period_end: only what the cell itself says.
    confirm: a phrase, why somebody should confirm what was read. refuse: a phrase, why no figure is made of it; the value is then
    None, the status ``not_returned`` and the note quotes the cell.
    """

    value: float | None
    status: str
    note: str | None = None
    numerator: float | None = None
    denominator: float | None = None
    part_year: bool = False
    period_end: date | None = None
    confirm: str | None = None
    refuse: str | None = None


def read(
    text: str,
    unit_short: str,
    decimals: int,
    *,
    number: float | None = None,
    number_format: str = "",
    kind: str = "text",
    decimal_comma: bool = False,
) -> Meaning:
    """Read one cell. text: as a reader sees it. unit_short, decimals: the KPI's. The rest as in ``document.Cell``: what a workbook
    holds under the text; decimal_comma: the file writes 18,4 for 18.4. Never raises: what cannot be read says so in ``refuse``."""
    try:
        if kind in _HELD:
            raise NoFigure(_HELD[kind])
        if number is not None:
            return _of_number(text, unit_short, decimals, number, number_format)
        return _of_words(text, unit_short, decimals, decimal_comma)
    except NoFigure as refused:
        return Meaning(None, "not_returned", f"as written: {quoted(text)}" if quoted(text) else None, refuse=str(refused))


_HELD = {
    "error": "an error of Excel in place of a figure",
    "formula": "a formula that was saved without its result",
    "date": "a date: Excel makes one of “5/12” or “1-5” unless the cell is set to Text first",
}


def _of_words(text: str, unit_short: str, decimals: int, decimal_comma: bool) -> Meaning:
    if len(text) > _LONGEST:
        raise NoFigure("a text where a figure is expected")
    words, foreign = plain(text)
    stands = standing(words, unit_short)
    if stands:
        note = f"as written: {quoted(text)}" if words else None
        return Meaning(0.0 if stands.status == "zero" else None, stands.status, note, confirm=stands.confirm)
    left, beside = words, Beside()
    while True:
        period = spoken(left)
        if period and not (period.year and left.isdigit()):
            raise NoFigure(f"a date, a year or a period ({quoted(left)}) and no figure")
        written = figure(left, unit_short, decimals, decimal_comma)
        if written:
            break
        step = taken_off(left, beside, unit_short)
        if step is None:
            raise NoFigure(refusal(left))
        left, beside = step
    if foreign:
        beside = beside.adding(confirm="digits of another script", quote=True)
    return _joined(text, written, beside)


def _joined(text: str, written: Written, beside: Beside) -> Meaning:
    confirms = (*written.confirms, *beside.confirms)
    notes = [*([written.note] if written.note else []), *beside.notes]
    if beside.quote or (confirms and not notes):
        notes.append(f"as written: {quoted(text)}")
    status = "not_applicable" if written.value is None else "value" if written.value else "zero"
    return Meaning(
        None if written.value is None else _without_noise(written.value),
        status,
        "; ".join(notes) or None,
        written.numerator,
        written.denominator if written.denominator is not None else beside.denominator,
        beside.part_year,
        beside.period_end,
        "; ".join(confirms) or None,
    )


def _of_number(text: str, unit_short: str, decimals: int, number: float, number_format: str) -> Meaning:
    """A workbook's number: the words it is shown with say what it is, the number itself how much."""
    bare = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", number_format)
    percent = "%" in bare
    if not abs(number) < _LARGEST:
        raise NoFigure("a number too large for any KPI")
    value = Decimal(repr(float(number))) * (100 if percent else 1)
    raw = f"{value.quantize(_NOISE):f}" + ("%" if percent else "")
    shown = text if text.strip() or bare.strip() not in ("", "General") else raw
    shown = re.sub(r"(?<=\d),(?=\d{3})", "", shown)
    if not shown.strip():
        raise NoFigure("a number that its format hides")
    meaning = _of_words(raw if _is_number(shown, number) else shown, unit_short, decimals, decimal_comma=False)
    if meaning.status in ("suppressed", "not_applicable"):
        return meaning
    if meaning.value is None and number == 0:
        return Meaning(0.0, "zero", f"as written: {quoted(shown)}", confirm=f"a 0 that Excel shows as “{quoted(shown)}”")
    if meaning.value is None or abs(Decimal(repr(meaning.value)) - value) > _last_place(shown):
        raise NoFigure(f"a cell that holds {number:g} and shows “{quoted(shown)}”")
    if percent and value > 100:
        raise NoFigure(f"{value.normalize():f}%: the cell holds {number:g} under a percentage format, which shows it a hundredfold")
    with_unit = percent or re.search(r"%|per ?cent" if unit_short == "%" else r"[^\W\d]", shown, re.I)
    why = None if with_unit else unsure(value.quantize(_NOISE).normalize(), unit_short)
    if why:
        raise NoFigure(why)
    exact = _without_noise(value)
    # A figure keeps its counts and notes; only its digits come from the number.
    return Meaning(**{**vars(meaning), "value": exact, "status": "value" if exact else "zero"})


def _is_number(shown: str, number: float) -> bool:
    """Whether the words are only the number itself as a program writes it (its format is then not applied to it yet)."""
    try:
        return float(shown) == number
    except ValueError:
        return False


def _last_place(shown: str) -> Decimal:
    """Half of the last place of the first number in the words, which is what showing may have rounded off."""
    found = re.search(r"\d[\d,]*(?:\.(\d+))?", shown)
    return Decimal("0.5").scaleb(-len(found[1] or "")) + _NOISE if found else Decimal(0)


def _without_noise(value: Decimal) -> float:
    return float(value.quantize(_NOISE)) if abs(value) < _LARGEST else float(value)

"""Single marks of Word as characters: symbol fonts, raised and lowered marks, form fields of the older kind, equations."""

import re

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
PARAGRAPH, TABLE, ROW, CELL, RUN = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc", f"{W}r"
PROPERTIES, RUN_PROPERTIES, STYLE, VALUE = f"{W}pPr", f"{W}rPr", f"{W}pStyle", f"{W}val"
OUTLINE, LISTED, LIST = f"{W}outlineLvl", f"{W}numPr", f"{W}numId"
TICKED, UNTICKED = "☒", "☐"
# Ticks, crosses and boxes of the symbol fonts by code; a box with a tick says the same as one with a cross: chosen.
SYMBOLS = {
    "wingdings": {0xFC: "✓", 0xFB: "✗", 0xFE: "☒", 0xFD: "☒", 0x78: "☒", 0xA8: "☐", 0x6F: "☐", 0x71: "☐", 0x72: "☐", 0xA7: "▪"},
    "wingdings 2": {0x50: "✓", 0x4F: "✗", 0x52: "☒", 0x51: "☒", 0x53: "☒", 0x54: "☒", 0xA3: "☐", 0x30: "☐"},
    "webdings": {0x61: "✓", 0x72: "✗", 0x63: "☐", 0x67: "☐"},
    "symbol": {0xB7: "•", 0xB3: "≥", 0xA3: "≤", 0xD6: "√", 0xB1: "±", 0xB4: "×", 0xBB: "≈", 0xB9: "≠"},
}
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_MARK = re.compile(r"(?:[0-9A-Za-z]{1,3}|[*†‡§¶#]{1,3}|\([0-9A-Za-z*]{1,3}\)|\[[0-9A-Za-z*]{1,3}\]|\d+(?:, ?\d+)*)$")
_ORDINAL = re.compile(r"(?:st|nd|rd|th)$", re.I)
_TYPED_MARK = re.compile(r"(?<=[\d%)\]])([⁰¹²³⁴-⁹₀-₉]+)(?![/⁄\d])")


def first(element: etree._Element, tag: str) -> etree._Element | None:
    """The first child of a kind; as ``find``, which takes several times as long."""
    return next(element.iterchildren(tag), None)


def inner(element: etree._Element, outer: str, tag: str) -> etree._Element | None:
    """The first of a kind within a child of another kind (``w:pPr/w:pStyle``)."""
    return next((found for each in element.iterchildren(outer) for found in each.iterchildren(tag)), None)


def whole(text: str | None, otherwise: int) -> int:
    """A whole number as written in an attribute, or what it is otherwise when none is written there."""
    try:
        return int((text or "")[:12])
    except ValueError:
        return otherwise


def on(element: etree._Element | None) -> bool:
    """Whether a switch such as ``w:vanish`` is there and not turned off."""
    return element is not None and element.get(f"{W}val", "1") not in ("0", "false", "off")


def state_of(properties: etree._Element | None) -> tuple[bool, str | None]:
    """Of a content control: whether it still shows its prompt, and what stands for its content (a ticked or empty box)."""
    if properties is None:
        return False, None
    box = properties.find(f"{W14}checkbox")
    if box is not None:
        checked = box.find(f"{W14}checked")
        ticked = checked is not None and checked.get(f"{W14}val", "1") not in ("0", "false", "off")
        return False, TICKED if ticked else UNTICKED
    return on(properties.find(f"{W}showingPlcHdr")), None


def branch(element: etree._Element) -> etree._Element | None:
    """Of alternative contents the one to read: the newer where it holds words, so that a text box is read once."""
    choices = [each for each in element if each.tag in (f"{MC}Choice", f"{MC}Fallback")]
    return next((each for each in choices if next(each.iter(f"{W}t", f"{W}txbxContent", f"{W}sym"), None) is not None), None)


def joined(pieces: list[tuple[str, str]], notes: list[str], in_cell: bool) -> str:
    """The words in one string. In a cell, marks raised after a value go to ``notes`` (18.4¹ is not 18.41); elsewhere raised
    digits stay as raised characters."""
    merged: list[list[str]] = []
    for how, text in pieces:
        if merged and merged[-1][0] == how:
            merged[-1][1] += text
        elif text:
            merged.append([how, text])
    said = ""
    for index, (how, text) in enumerate(merged):
        if how == "plain":
            said += text
        elif not in_cell:
            said += text.translate(_RAISED if how == "raised" else _LOWERED)
        elif said.strip() and _MARK.match(text.strip()) and not _ORDINAL.match(text.strip()) and said.rstrip()[-1] not in ".,·":
            after = merged[index + 1][1].lstrip()[:1] if index + 1 < len(merged) else ""
            if after in ("/", "⁄"):
                said += f" {text}"
            else:
                notes.append(f"marked “{text.strip()}”")
        else:
            said += text
    if in_cell and not said.isascii() and any(mark in said for mark in "⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉"):
        notes += [f"marked “{mark}”" for mark in _TYPED_MARK.findall(said)]
        said = _TYPED_MARK.sub("", said)
    return said


def form_field(form: etree._Element) -> str | None:
    """What a form field of the older kind shows: a box, or the choice made; None where its words follow."""
    box = form.find(f"{W}checkBox")
    if box is not None:
        checked = box.find(f"{W}checked")
        return TICKED if on(box.find(f"{W}default") if checked is None else checked) else UNTICKED
    choices = form.find(f"{W}ddList")
    if choices is None:
        return None
    entries = [each.get(f"{W}val", "") for each in choices.findall(f"{W}listEntry")]
    chosen = choices.find(f"{W}result")
    chosen = choices.find(f"{W}default") if chosen is None else chosen
    number = 0 if chosen is None else whole(chosen.get(f"{W}val"), 0)
    return entries[number] if 0 <= number < len(entries) else ""


def symbol(element: etree._Element) -> str:
    """The character of a ``w:sym``."""
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        return "\ufffd"
    font = element.get(f"{W}font", "").lower()
    if not 0x20 <= code <= 0xFFFD or 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    return symbols(chr(code), font if font in SYMBOLS else "")


def symbols(text: str, font: str) -> str:
    """Words set in a symbol font as the characters seen; what is not known shows as �, never as the letter beneath."""
    seen = []
    for letter in text:
        code = ord(letter) - 0xF000 if 0xF000 <= ord(letter) <= 0xF0FF else ord(letter)
        if not font:
            seen.append("\ufffd" if code != ord(letter) else letter)
        elif code > 0xFF or letter.isspace():
            seen.append(letter)
        else:
            plain = chr(code) if font == "symbol" and 0x20 <= code <= 0x3F else "\ufffd"
            seen.append(SYMBOLS[font].get(code, plain))
    return "".join(seen)


def sum_of(maths: etree._Element) -> str:
    """An equation on one line: 12 over 60 is 12/60, a power is ^."""
    said = ""
    for each in maths:
        name = etree.QName(each).localname if isinstance(each.tag, str) else ""
        if name == "t":
            said += each.text or ""
        elif name == "f":
            said += "/".join(sum_of(part) for part in each if etree.QName(part).localname in ("num", "den"))
        elif name == "sup":
            said += f"^{sum_of(each)}"
        elif name == "sub":
            said += f"_{sum_of(each)}"
        elif name not in ("rPr", "ctrlPr"):
            said += sum_of(each)
    return said

"""Bytes of a text file to text: which of the usual ways its letters are written, found from the bytes alone."""

import codecs

from challenge.returns.document import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Letters that English text is known to hold beside ASCII; they tell the alphabets of Windows and old Excel for Mac apart.
_USUAL = set("‘’“”–—…•£€½¼¾·°±×éèêëáàâäíìîïóòôöúùûüçñÉÂ\u00a0")


def text_of(name: str, data: bytes) -> str:
    """``data`` as text, without a byte-order mark. Known: UTF-8, UTF-16 and UTF-32 with a mark, UTF-16 without, Windows-1252,
    Latin-1, and Mac Roman where lines end as on an old Mac.

    Raises ``Unreadable`` where there is no text or the bytes are none.
    """
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Unreadable(
            name, "an empty file", "a CSV file with figures", "Check that this is the right file, and send the one with figures."
        )
    text = _marked(name, data) or _unmarked(name, data)
    if "\x00" in text:
        raise _no_text(name)
    return text


def _marked(name: str, data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as cause:
                if encoding != "utf-8":
                    raise _no_text(name) from cause
                return _eight_bit(data[len(mark) :])
    return None


def _unmarked(name: str, data: bytes) -> str:
    if b"\x00" in data:
        return _sixteen_bit(name, data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _eight_bit(data)


def _sixteen_bit(name: str, data: bytes) -> str:
    """UTF-16 without a mark: of both orders the one that gives the more plain characters, where any gives lines of text."""
    found = []
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            found.append((sum(character in "\t\r\n,;|" or " " <= character <= "~" for character in text) / len(text), text))
    share, text = max(found, default=(0.0, ""))
    if share < 0.1:
        raise _no_text(name)
    return text


def _eight_bit(data: bytes) -> str:
    windows = data.decode("cp1252") if not any(byte in b"\x81\x8d\x8f\x90\x9d" for byte in set(data)) else data.decode("latin-1")
    if b"\r" in data and b"\n" not in data:
        mac = data.decode("mac_roman")
        if _usual(mac) > _usual(windows):
            return mac
    return windows


def _usual(text: str) -> int:
    return sum(character in _USUAL for character in text if character > "\x7f")


def _no_text(name: str) -> Unreadable:
    return Unreadable(
        place=name,
        found="bytes that are no text, though the file is called a CSV file",
        expected="a table as text, one line for each row",
        do="Open it in the program it comes from, save it as CSV (UTF-8) or as .xlsx, and send that file.",
    )

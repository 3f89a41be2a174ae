"""Words that must go, and where they stand: in a text, or in the bytes of a file of any kind.

They are found in any case, across any white space, hyphens and apostrophes (``Ann Example`` also in ``ann_example`` and
``AnnExample``), as whole words only: ``Ann`` is not found in ``planned``.
"""

import html
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

STANDS_FOR = "[erased]"
# Characters nobody sees (soft hyphen, zero-width ones), which may stand within a word.
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_TAKE_AWAY = dict.fromkeys(map(ord, _UNSEEN))
# A line, paragraph, cell or entry of Office's markup ends here; any other tag may stand in the middle of a word.
_ENDS = re.compile(r"</(?:\w+:)?(?:p|tc|tr|si|c|row|is|comment)>|<(?:\w+:)?(?:br|tab|cr)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".bmp", ".tif", ".tiff")
_MOST_UNPACKED = 400_000_000
_DEEPEST = 4


class CannotLook(Exception):
    """A file that cannot be looked through; the message says why."""


@dataclass(frozen=True)
class Sought:
    """Words to look for: each of ``words`` is a name or phrase."""

    words: tuple[str, ...]

    @cached_property
    def parts(self) -> tuple[tuple[str, ...], ...]:
        """Each phrase as its runs of letters and digits; what stands between them does not count."""
        return tuple(tuple(re.findall(r"[^\W_]+", plain(phrase))) for phrase in self.words)

    @cached_property
    def _firsts(self) -> tuple[str, ...]:
        # The longest run is the rarest.
        return tuple(max((part.casefold() for part in parts), key=len) for parts in self.parts if parts)

    @cached_property
    def _loose(self) -> str:
        unseen = f"[{_UNSEEN}]*"
        phrases = [r"[\W_]{0,12}".join(unseen.join(map(re.escape, part)) for part in parts) for parts in self.parts if parts]
        return "|".join(sorted(phrases, key=len, reverse=True))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        # Beside a letter no letter, beside a digit no digit: a part of a longer word or number is something else.
        return re.compile(rf"(?:(?<![^\W\d_])(?=[^\W\d_])|(?<!\d)(?=\d))(?:{self._loose})(?!(?<=\d)\d|(?<=[^\W\d_])[^\W\d_])", re.I)

    @cached_property
    def _within(self) -> re.Pattern[str]:
        return re.compile(rf"[^\W_]*(?:{self._loose})[^\W_]*", re.I)

    def maybe(self, text: str) -> bool:
        """Whether it is worth looking closer; quick."""
        folded = plain(text).casefold()
        return any(first in folded for first in self._firsts)

    def stands_in(self, text: str) -> bool:
        """Whether a text holds any of the words."""
        return self.maybe(text) and bool(self._pattern.search(text) or self._pattern.search(plain(text)))

    def erased(self, text: str) -> str:
        """The text with ``[erased]`` for each of the words; the text itself when it holds none."""
        if not self.maybe(text):
            return text
        done = self._pattern.sub(STANDS_FOR, text)
        return self._pattern.sub(STANDS_FOR, plain(done)) if self._pattern.search(plain(done)) else done

    def longer_words(self, text: str) -> set[str]:
        """Longer words that the sought ones are a part of; these are not found."""
        if not self.maybe(text):
            return set()
        return {found[0] for found in self._within.finditer(self.erased(plain(text)))}

    def stands_in_file(self, name: str, data: bytes) -> bool:
        """Whether a file's bytes hold any of the words: as text however encoded, as Word or Excel, or in files within it.

        ``CannotLook`` when it cannot be told.
        """
        return any(self.stands_in(text) for text in _texts(name, data, [_MOST_UNPACKED], 0))


def plain(text: str) -> str:
    """A text with letters and their accents in one, and without what nobody sees."""
    return text if text.isascii() else unicodedata.normalize("NFC", text).translate(_TAKE_AWAY)


def _texts(name: str, data: bytes, left: list[int], depth: int) -> Iterator[str]:
    yield name
    if data.startswith(b"PK") and zipfile.is_zipfile(io.BytesIO(data)):
        if depth == _DEEPEST:
            raise CannotLook("archives within archives")
        yield from _in_archive(data, left, depth)
    elif name.lower().endswith(_PICTURES):
        yield data.decode("latin-1")
    else:
        yield from _decoded(data)


def _in_archive(data: bytes, left: list[int], depth: int) -> Iterator[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield archive.comment.decode("utf-8", "replace")
            for member in archive.infolist():
                left[0] -= member.file_size
                if left[0] < 0:
                    raise CannotLook("more than can be unpacked")
                yield member.comment.decode("utf-8", "replace")
                yield from _texts(member.filename, archive.read(member), left, depth + 1)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        raise CannotLook(str(error)) from error


def _decoded(data: bytes) -> Iterator[str]:
    if b"\0" not in data:
        for encoding in ("utf-8", "cp1252"):
            text = data.decode(encoding, "replace")
            yield text
            if "<" in text and ">" in text:
                yield html.unescape(text)
                yield html.unescape(_TAG.sub("", _ENDS.sub("\n", text)))
            if data.isascii():
                return
        return
    # Sixteen bits a letter, or bytes of another program with texts among them.
    yield data.decode("utf-8", "replace")
    yield data.decode("cp1252", "replace")
    for encoding, start in (("utf-16-le", 0), ("utf-16-le", 1), ("utf-16-be", 0), ("utf-16-be", 1)):
        text = data[start:].decode(encoding, "replace")
        yield text
        if "<" in text and ">" in text:
            yield html.unescape(_TAG.sub("", _ENDS.sub("\n", text)))

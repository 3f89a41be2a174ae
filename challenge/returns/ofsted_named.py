"""Whom and what one of Ofsted's lines names: authorities of a cycle and themes, each in a cell, a heading or before a colon."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from challenge.returns.asking import Cycle
from challenge.returns.authority_names import Names, is_name, named_by, named_in, words

_APART = re.compile(r"[;\n\r\t/|•]+")
_AND = re.compile(r"\s*(?:,|&|\+|\band\b)\s*", re.IGNORECASE)
_EVERY = {"all", "every", "each", "whole", "region", "regional"}
# Of 100, from which a name is worth naming.
LIKE = 55
# More words than that name nobody, and no name joins more parts.
_MOST, _JOINED = 2_000, 6
_OF_ALL = _EVERY | {"authority", "authorities", "local", "la", "las", "of", "in", "the", "councils"}


@dataclass(frozen=True)
class Known:
    """What a list is read against: the cycle, the names of every authority, and theme → the names it goes by."""

    cycle: Cycle
    names: Names
    themes: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Meant:
    """Whom some words mean. areas: of the cycle, each once. outside: authorities that take no part in it. unknown: words that name
    nobody. slips: words with a slip, and the name they were read as."""

    areas: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    slips: tuple[tuple[str, str], ...] = ()

    @property
    def whole(self) -> bool:
        """Whether they are names of authorities and nothing more."""
        return bool(self.areas or self.outside) and not self.unknown


def authorities(said: str, known: Known, strict: bool = False) -> Meant:
    """Whom words mean: ``Wirral; Sefton and Halton``, ``all``. strict: a name among other words (``early help in Wirral``) does not
    count, as before a colon, where a sentence may stand."""
    if len(said) > _MOST:
        return Meant(unknown=(f"{said[:120]}…",))
    areas: dict[str, None] = {}
    outside, unknown, slips = [], [], []
    for piece in _APART.split(said):
        if _everybody(piece, known):
            areas |= dict.fromkeys(known.cycle.members)
            continue
        for part in _parts(piece, lambda words: is_name(words, known.names)):
            keys, slip = ([], False) if strict and _among_others(part, known) else named_by(part, known.names)
            if not keys:
                unknown.append(part)
            if slip:
                slips.append((part, known.names.proper[keys[0]]))
            areas |= dict.fromkeys(key for key in keys if key in known.cycle.members)
            outside += [known.names.proper[key] for key in keys if key not in known.cycle.members]
    return Meant(tuple(areas), tuple(outside), tuple(unknown), tuple(slips))


def themes(said: str, known: Known) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The themes that words name, by name, short name or key, and the words that name none."""
    if len(said) > _MOST:
        return (), (f"{said[:120]}…",)
    by_words = {words(name): theme for theme, names in known.themes.items() for name in (*names, theme)}
    parts = [part for piece in _APART.split(said) for part in _parts(piece, lambda told: words(told) in by_words)]
    found = dict.fromkeys(by_words[words(part)] for part in parts if words(part) in by_words)
    return tuple(found), tuple(part for part in parts if words(part) not in by_words)


def nearest(said: str, known: Known) -> str:
    """The authority of the cycle whose name is most like some words; empty where none is like them."""
    names = {key: words(spellings[0]) for key, spellings in known.cycle.members.items()}
    found = process.extractOne(words(said), names, scorer=fuzz.ratio, score_cutoff=LIKE)
    return known.cycle.members[found[2]][0] if found else ""


def _everybody(piece: str, known: Known) -> bool:
    said = set(words(piece).split())
    return bool(said & _EVERY) and said <= _OF_ALL | set(words(known.cycle.region).split())


def _among_others(part: str, known: Known) -> bool:
    return not is_name(part, known.names) and bool(named_in(part, known.names))


def _parts(piece: str, whole: Callable[[str], bool]) -> list[str]:
    """A piece cut at commas and *and*, but not inside what is known whole (``Bath and North East Somerset``)."""
    ends = [found.span() for found in _AND.finditer(piece)]
    begins = [0, *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), len(piece)]
    found, at = [], 0
    while at < len(begins):
        last = next(
            (end for end in range(min(len(begins) - 1, at + _JOINED), at, -1) if whole(piece[begins[at] : stops[end]].strip())), at
        )
        if words(part := piece[begins[at] : stops[last]].strip()):
            found.append(part)
        at = last + 1
    return found

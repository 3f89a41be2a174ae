"""The words and marks of a grid: which position a cell names, and whether it is a mark."""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from challenge.returns.form import Choice, Form

TYPED = 88  # edit distance of a retyped name, of 100; the nearest two names of the form are 80 apart
CLEAR = 4  # and so far ahead of the next choice

_MARKS = {"x", "xx", "x.", "✓", "✔", "√", "☒", "☑", "✗", "✘", "✕", "×", "●", "•", "■", "◼", "⬛", "*", "1", "1.0", "yes", "y",
          "tick", "ticked", "true"}  # fmt: skip
_NO_MARKS = {"", "☐", "□", "no", "n", "-", "–", "—", "0", "false", "n/a", "○", "."}
_JOINING = re.compile(r"\b(?:to|and|between|the|a|an|of|or|stage|position|placed|at|we are|level|enabler)\b")
_PROMPT = re.compile(r"\W*(?:choose|select|pick|click|tap|please|drop ?down|tbc|to be confirmed)\b", re.I)
_NUMBER = re.compile(
    r"(?:position|stage|level)?\s*(-?\d+(?:[.,]\d+)?)(?:\s*(?:of|out of)\s*5)?\s*(?:$|[–—:=(.-]\s*(.*)$)", re.IGNORECASE | re.DOTALL
)
_LONG = 400  # letters
_TAIL = re.compile(r"\n|[;.(:]|\s[–—-]\s|,")


@dataclass(frozen=True)
class Said:
    """What a cell says of a position: number 0 (not placed) to 5, or None where it says nothing; why unclear; words after it."""

    number: int | None
    unclear: str = ""
    rest: str = ""


@dataclass(frozen=True)
class _Names:
    """The names of choices as words. by_words: the choice each stands for; slips: key and words of those that may hold a slip;
    shortest, longest: letters that a text must have to come near one of these."""

    choices: tuple[Choice, ...]
    by_words: dict[str, Choice]
    slips: tuple[tuple[str, str], ...]
    shortest: float
    longest: float


# Names hold their choices, so that an id stands for one tuple as long as they are kept.
_MADE: dict[int, _Names] = {}


def _names_of(choices: tuple[Choice, ...]) -> _Names:
    made = _MADE.get(id(choices))
    if made is None:
        made = _MADE[id(choices)] = _names(choices)
    return made


def _names(choices: tuple[Choice, ...]) -> _Names:
    names = [(choice, words_of(name)) for choice in choices for name in (choice.name, *choice.also)]
    by_words: dict[str, Choice] = {}
    for choice, own in names:
        by_words.setdefault(own, choice)
    by_words.pop("", None)
    # Short other names (partners, resources) count only as they stand: a slip away lies another word.
    slips = tuple((choice.key, own) for choice, own in names if " " in own or len(own) > 14)
    lengths = [len(own) for _, own in slips] or [0]
    return _Names(choices, by_words, slips, min(lengths) * TYPED / (200 - TYPED), max(lengths) * (200 - TYPED) / TYPED)


def longer_than(letters: float, text: str) -> bool:
    """Whether a long text has, for certain, more than so many letters of words; told by its beginning, whatever is cut off."""
    return len(text) > _LONG and len(words_of(text[:_LONG])) > letters + 20


@lru_cache(maxsize=2048)
def words_of(text: str) -> str:
    """Words alone, without joining words: *between fair to good and good to great* is *fair good good great*."""
    spaced = re.sub(r"[^a-z0-9']+", " ", text.replace("’", "'").replace("&", " and ").casefold())
    return " ".join(_JOINING.sub(" ", spaced).split()) or " ".join(spaced.split())


def choice_of(text: str, choices: tuple[Choice, ...]) -> Choice | None:
    """The choice a text names, by one of its names and with small slips; None where it names none or could be two."""
    known = _names_of(choices)
    if longer_than(known.longest, text):
        return None
    words = words_of(text)
    if words in known.by_words:
        return known.by_words[words]
    if not known.shortest <= len(words) <= known.longest:
        return None
    scores: dict[str, float] = {}
    for key, own in known.slips:
        score = fuzz.ratio(words, own, score_cutoff=TYPED - CLEAR)
        if score > scores.get(key, 0):
            scores[key] = score
    ordered = sorted(scores.items(), key=lambda each: -each[1])
    if not ordered or ordered[0][1] < TYPED or (len(ordered) > 1 and ordered[1][1] > ordered[0][1] - CLEAR):
        return None
    return next(choice for choice in choices if choice.key == ordered[0][0])


def is_mark(text: str) -> bool | None:
    """Whether a cell is a mark: True, None where it is empty or says no, False where it holds other words."""
    bare = text.strip().casefold()
    if bare in _NO_MARKS or _PROMPT.match(bare):
        return None
    return bare in _MARKS or (bare[:1] in "✓✔☒☑✗✘" and len(bare) < 3)


def position_of(text: str, form: Form) -> Said:
    """The position a cell names in words or as a number; boxes (☐ ☒) say it by the one that is ticked."""
    text = text.strip()
    if not text or _PROMPT.match(text) or text in {"-", "–", "—", "☐"}:
        return Said(None)
    if "☒" in text or "☑" in text:
        ticked = re.findall(r"[☒☑]\s*([^☐☒☑]*)", text)
        return position_of(ticked[0], form) if len(ticked) == 1 and ticked[0].strip() else Said(None, "two boxes are ticked")
    if "☐" in text:
        return Said(None)
    number = re.match(
        r"(?:position|stage|level)?\s*(-?\d+(?:[.,]\d+)?)(?:\s*(?:of|out of)\s*5)?\s*(?:$|[–—:=(.-]\s*(.*)$)", text, re.I | re.S
    )
    if number:
        return _numbered(number, form)
    whole = _named(text, form)
    if whole is not None:
        return Said(whole)
    for stop in _TAIL.finditer(text):
        head = _named(text[: stop.start()], form)
        if head is not None:
            rest = text[stop.end() :].strip(" )")
            return Said(None, "it names two positions", rest) if _mentions(rest, form) else Said(head, "", rest)
    return Said(None, "it names no position of the grid")


def _numbered(number: re.Match, form: Form) -> Said:
    value = float(number[1].replace(",", "."))
    if value not in {choice.number for choice in form.positions}:
        return Said(None, "beyond the grid")
    rest = (number[2] or "").strip(" )")
    named = position_of(rest, form) if rest and not rest[0].isdigit() else Said(None)
    if named.number is not None and named.number != value:
        return Said(None, "number and words disagree")
    return Said(int(value), "", named.rest if named.number is not None else rest)


def _named(text: str, form: Form) -> int | None:
    choice = choice_of(text, form.positions)
    if choice is None:
        return None
    # "Between fair to good" names no two stages: it may be either side of one.
    if re.search(r"\bbetween\b", text, re.I) and not any(
        re.search(r"\bbetween\b", name, re.I) for name in (choice.name, *choice.also)
    ):
        return None
    return choice.number


def _mentions(text: str, form: Form) -> bool:
    words = f" {words_of(text)} "
    return any(f" {words_of(choice.name)} " in words for choice in form.positions if choice.number)

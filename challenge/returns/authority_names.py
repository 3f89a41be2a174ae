"""Names of authorities in text: every spelling of every authority of England, found as whole words and never inside others."""

import re
from collections import deque
from dataclasses import dataclass

from rapidfuzz import fuzz

from challenge.returns.asking import Cycle
from challenge.returns.form import Form

TYPED = (
    86  # edit distance of a retyped name in a field, of 100; the nearest two authorities are closer, so the next must lie behind
)
CLEAR = 6

# Words beside a name that make it another place or body.
_BEFORE = {"greater", "east", "west", "north", "south", "central", "new", "mid", "inner", "outer", "near", "upper", "lower", "bpn",
           "royal"}  # fmt: skip
_AFTER = {"road", "street", "lane", "avenue", "university", "airport", "united", "police", "constabulary", "nhs", "ccg", "hospital",
          "college", "bpn", "alliance", "forum", "st", "evening", "combined", "diocese", "arms", "victoria", "piccadilly",
          "peninsula"}  # fmt: skip
_COUNCIL = re.compile(
    r"\b(?:metropolitan|borough|county|city|district|unitary|council|mbc|cbc|mdc|cc|bc|council's|councils|royal|"
    r"london|of|the|local|authority|children|childrens|services|la|lb|directorate|department|s)\b"
)
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s+\d[A-Z]{2}\b")
# The last few made, with what they were made from: a bulk of files is read against the same cycles.
_MADE: deque[tuple[dict, Form, "Names"]] = deque(maxlen=3)
# Names that are plain words too count only where they can be nothing else.
_PLAIN_WORDS = {"reading"}


@dataclass(frozen=True)
class Names:
    """Spellings → authority key, as words and squashed, a pattern of all spellings, and each authority's proper name."""

    by_words: dict[str, str]
    by_squashed: dict[str, str]
    pattern: re.Pattern
    proper: dict[str, str]


def names(cycles: dict[str, Cycle], form: Form) -> Names:
    """The names of every authority the cycles know, members or not, with the form's short names."""
    for told, described, made in _MADE:
        if told is cycles and described is form:
            return made
    made = _names(cycles, form)
    _MADE.append((cycles, form, made))
    return made


def _names(cycles: dict[str, Cycle], form: Form) -> Names:
    by_words: dict[str, str] = {}
    proper: dict[str, str] = {}
    for cycle in cycles.values():
        for key, spellings in (*cycle.members.items(), *cycle.others.items()):
            proper.setdefault(key, spellings[0])
            written = [each for spelling in spellings for each in spelling.split("|")]
            for spelling in (*written, key, *form.authorities_also.get(key, ())):
                by_words.setdefault(words(spelling), key)
    by_squashed = {spelling.replace(" ", ""): key for spelling, key in by_words.items() if len(spelling) > 4}
    longest = sorted(by_words, key=len, reverse=True)
    return Names(by_words, by_squashed, re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b"), proper)


def words(text: str) -> str:
    """A name as it is compared: lower case, *and* for &, *st* for Saint, no punctuation."""
    spaced = re.sub(r"[^a-z0-9]+", " ", re.sub(r"['’.]", "", text.replace("&", " and ").casefold()))
    return re.sub(r"\bsaint\b", "st", " ".join(spaced.split()))


def named_in(text: str, known: Names) -> list[str]:
    """The authorities a text names, each once, in order; none for a postal address."""
    if _POSTCODE.search(text):
        return []
    plain = words(re.sub(r"['’]s\b", " ", text))
    found: list[str] = []
    for name in known.pattern.finditer(plain):
        before = plain[: name.start()].split()[-1:]
        after = plain[name.end() :].split()[:1]
        if (before and before[0] in _BEFORE) or (after and after[0] in _AFTER):
            continue
        if name[0] in _PLAIN_WORDS and not re.search(rf"\b{name[0]} (?:borough )?council\b", plain) and plain != name[0]:
            continue
        key = known.by_words[name[0]]
        if key not in found:
            found.append(key)
    return found


def named_by(value: str, known: Names) -> tuple[list[str], bool]:
    """The authorities a field's value names (``Bury MBC``, ``City of Salford``), and whether a slip had to be mended."""
    bare = " ".join(_COUNCIL.sub(" ", words(value)).split())
    for spelling in (words(value), bare):
        if spelling in known.by_words:
            return [known.by_words[spelling]], False
    if found := named_in(value, known):
        return found, False
    if squashed := known.by_squashed.get(bare.replace(" ", "")):
        return [squashed], False
    scores: dict[str, float] = {}
    for spelling, key in known.by_words.items():
        if len(spelling) > 4:
            scores[key] = max(fuzz.ratio(bare, spelling), scores.get(key, 0))
    ordered = sorted(scores.items(), key=lambda each: -each[1])
    if ordered and ordered[0][1] >= TYPED and ordered[0][1] - ordered[1][1] >= CLEAR:
        return [ordered[0][0]], True
    return [], False


def is_name(value: str, known: Names) -> bool:
    """Whether a line is an authority's name and nothing more: ``Bury``, ``Bury Council``, not a sentence that names it."""
    bare = " ".join(_COUNCIL.sub(" ", words(value)).split())
    return words(value) in known.by_words or bare in known.by_words


def named_by_file(name: str, known: Names) -> list[str]:
    """The authorities a file's name names: ``Bury_self-view_2017-18.docx``, ``StHelens SV.docx``, ``CWaC.docx``."""
    stem = re.sub(r"\.[A-Za-z]{2,5}$", "", name)
    spaced = re.sub(r"(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])", " ", re.sub(r"[_\-+.,()\[\]]+", " ", stem))
    camel = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", spaced)
    run_together = [token for token in words(spaced).split() if token in known.by_squashed and token not in known.by_words]
    tokens = [known.by_squashed[token] for token in run_together]
    own = [known.by_words[word] for word in _PLAIN_WORDS if re.match(rf"{word.title()}\b", spaced)]
    return list(dict.fromkeys((*named_in(spaced, known), *named_in(camel, known), *tokens, *own)))

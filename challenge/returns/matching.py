"""Which KPI of a form a row's label means: by its words, never by its place.

A label is one of the form's KPIs when each of its words is known from a wording of that KPI (a slip of the pen apart), it covers
one wording nearly whole, no word stands against it, it measures by the same thing (a number is not a rate), and no other KPI comes
near. What comes close without that is asked; the rest is another row. Slips are judged by rapidfuzz (optimal string alignment).
"""

import math
import re
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from challenge.returns.form import Asked, Form
from challenge.returns.labels import Label, label, plain

ACCEPTED = 88.0
"""At least this score (0–100) to be taken as a KPI."""
LEAD = 8.0
"""And at least so far before the next KPI."""
ASKED = 60.0
"""At least this score to be asked about; below, the row is none of the form's."""
LONGEST = 60
"""Words beyond which a text is a paragraph, not a label."""
_SPAN = re.compile(r"(span|min|max)(\d+\w)")
_SLIP_FROM = 5
"""A word shorter than this is right or another word."""


@dataclass(frozen=True)
class Match:
    """What a label means. asked: the KPI, None unless it is sure; maybe: those it might be, best first, where it is not.

    doubt: what to confirm of a sure one, or why one is not sure; score: of the best; bare: it does not say what it is measured by.
    """

    asked: Asked | None = None
    maybe: tuple[Asked, ...] = ()
    doubt: str = ""
    score: float = 0.0
    bare: bool = False

    @property
    def near(self) -> bool:
        """Whether the label is, or might be, one of the form's."""
        return self.asked is not None or bool(self.maybe)


class Matcher:
    """Matches labels with the KPIs of one form."""

    def __init__(self, form: Form):
        self.form = form
        self._wordings = {asked.number: [label(each) for each in (asked.label, *asked.also)] for asked in form.asked}
        self._vocabulary = {
            number: frozenset(word for wording in wordings for word in wording.words) for number, wordings in self._wordings.items()
        }
        self._measures = {
            number: frozenset(each for wording in wordings for each in wording.measures)
            for number, wordings in self._wordings.items()
        }
        self._against = {asked.number: [label(each).flat for each in asked.against] for asked in form.asked}
        self._ended = {
            number for number, wordings in self._wordings.items() if any(" periodend " in each.flat for each in wordings)
        }
        every = frozenset().union(*self._vocabulary.values())
        count = len(self._vocabulary)
        spelt = {word for asked in form.asked for each in (asked.label, *asked.also) for word in re.findall(r"[a-z]+", plain(each))}
        self._spelt = sorted(word for word in spelt if len(word) >= _SLIP_FROM)
        self._weight = {word: math.log(1 + count / sum(word in own for own in self._vocabulary.values())) for word in every}
        self._strange = math.log(1 + 2 * count)
        self._known: dict[str, Match] = {}

    def match(self, text: str) -> Match:
        """The KPI a label means; the same label is judged once."""
        if text not in self._known:
            self._known[text] = self._judged(text)
        return self._known[text]

    def _judged(self, text: str) -> Match:
        if keyed := [asked for asked in self.form.asked if text.strip().casefold() == asked.kpi]:
            return Match(keyed[0], score=100.0)
        if len(text.split()) > LONGEST:
            return Match()
        read = label(re.sub(r"[a-z]+", self._mended, plain(text)))
        ranked = sorted(((self._score(read, asked), asked) for asked in self.form.asked), key=lambda each: -each[0][0])
        (score, clean, doubt), best = ranked[0]
        if score < ASKED:
            return Match(score=score)
        near = tuple(asked for (other, _, _), asked in ranked if other >= max(ASKED, score - LEAD))
        second = ranked[1][0][0] if len(ranked) > 1 else 0.0
        sure = clean and score >= ACCEPTED and score - second >= LEAD
        if read.number is not None and read.number <= len(self.form.asked) and read.number != best.number:
            said = f"it is numbered {read.number}, its words say KPI {best.number}"
            if read.spoken:
                numbered = [asked for asked in self.form.asked if asked.number == read.number]
                return Match(maybe=tuple(dict.fromkeys((*near, *numbered))), doubt=said, score=score)
            doubt = f"{doubt}; {said}" if doubt else said
        bare = not read.measures - {"average"} and not self._measures[best.number] <= {"average"}
        return Match(best, doubt=doubt, score=score, bare=bare) if sure else Match(maybe=near, doubt=doubt, score=score, bare=bare)

    def _score(self, read: Label, asked: Asked) -> tuple[float, bool, str]:
        """How near, whether nothing speaks against it, and what is to be confirmed."""
        if not read.words or any(against in read.flat for against in self._against[asked.number]):
            return 0.0, False, ""
        own, weight, strange = self._vocabulary[asked.number], 0.0, []
        meant = set()
        for word in read.words:
            known = self._meant(word, own)
            if known is None:
                strange.append(word)
            else:
                meant.add(known)
                weight += self._weight[known]
        doubts, strange = self._doubts(strange, own, asked.number in self._ended)
        explained = weight / (weight + self._strange * len(strange)) if weight else 0.0
        covered = max(
            sum(self._weight[word] for word in wording.words if self._meant(word, frozenset(meant)))
            / sum(self._weight[word] for word in wording.words)
            for wording in self._wordings[asked.number]
            if wording.words
        )
        if not explained or not covered:
            return 0.0, False, ""
        score = 100 * 2 * explained * covered / (explained + covered)
        against = self._measured_otherwise(read, asked)
        if read.years:
            years = [each for each in read.years if each == "bareyear" or not any(word.startswith("age") for word in own)]
            doubts.append("the label names a year itself")
            strange += [each for each in read.years if each.startswith("slash") and len(years) < len(read.years)]
        clean = not strange and not against
        return score if not against else min(score, ACCEPTED - 1), clean, "; ".join(filter(None, (*doubts, against)))

    @staticmethod
    def _meant(word: str, own: frozenset[str]) -> str | None:
        """The word of a KPI that a label's word is: itself, or the same span of time where one of the two leaves the bound open."""
        if word in own:
            return word
        if found := _SPAN.fullmatch(word):
            for each in sorted(own):
                same = _SPAN.fullmatch(each)
                if same and same[2] == found[2] and "span" in (same[1], found[1]):
                    return each
        return None

    def _mended(self, found: re.Match) -> str:
        """A word as the form spells it, when it is one slip from it (two in a long word) and from no other."""
        word = found[0]
        if word in self._spelt or len(word) < _SLIP_FROM:
            return word
        slips = 1 if len(word) < 9 else 2
        near = [each for each in self._spelt if each[0] == word[0] and OSA.distance(word, each, score_cutoff=slips) <= slips]
        return near[0] if len({each.rstrip("s") for each in near}) == 1 else word

    @staticmethod
    def _doubts(strange: list[str], own: frozenset[str], ended: bool) -> tuple[list[str], list[str]]:
        """Definitions known to differ: read, and to be confirmed. Returns what to confirm and the words left."""
        doubts, left = [], []
        spans = any(_SPAN.fullmatch(word) for word in own)
        for word in strange:
            ages = re.fullmatch(r"age(1[789])to21", word)
            if ages and any(each.startswith("age") for each in own):
                doubts.append(f"the row says ages {ages[1]}–21, the form asks another range")
            elif word in ("max24m", "span24m") and not spans:
                doubts.append("the row says within two years, the form asks without a limit")
            elif not (ended and re.fullmatch(r"day3[01](mar|jun|sep|dec)", word)):
                left.append(word)
        return doubts, left

    def _measured_otherwise(self, read: Label, asked: Asked) -> str:
        own = self._measures[asked.number]
        said = read.measures
        if "rate" in said and own & {"percent", "10000", "rate"}:
            said = said - {"rate"}
        if odd := sorted(said - own):
            return f"the row is measured as {', '.join(_MEASURED[each] for each in odd)}, the form asks otherwise"
        return ""


_MEASURED = {
    "percent": "a percentage",
    "rate": "a rate",
    "number": "a number",
    "10000": "a rate per 10,000",
    "average": "an average",
}

_MATCHERS: dict[int, Matcher] = {}


def matcher_of(form: Form) -> Matcher:
    """The matcher of a form, made once: a form is read once and never changes."""
    known = _MATCHERS.get(id(form))
    if known is None or known.form is not form:
        known = _MATCHERS[id(form)] = Matcher(form)
    return known

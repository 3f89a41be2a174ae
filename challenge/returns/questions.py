"""Which question, heading or prompt of a form a piece of text is, however it was retyped; never an answer's own words.

Exact wording first, then edit distance, then shared rare words for what reads like a heading. Thresholds are held by
``tests/returns/test_narrative.py``: every wording of the form against every other, with and without slips.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from challenge.returns.form import Question
from challenge.returns.wordings import OPENINGS, Heading, Wordings, ordered, plain, stems_of

TYPED = 84  # edit distance of a retyped wording, of 100; the nearest two questions of the form are 81 apart
TYPED_SHORT = 90  # the same for wordings of up to three words, where one letter says more
NEAR = 5  # wordings this close to the best one leave it open which is meant
REWORDED, CLEAR = 0.62, 0.15  # shared rare words of 1, and how far ahead of the next question
PERHAPS = 0.45  # enough to ask about a line that ends in a question mark
LONGEST = 60  # words; what is longer is an answer
LONG = 200  # letters; no heading is longer

_BREAKS = re.compile(r"(?<=\?)\s+|:\s+|\t+|\s[–—-]\s|:$")


@dataclass(frozen=True)
class Match:
    """What a text asks: the questions it may be (one, unless a wording stands twice in the form), and the words after it.

    sure: False where it only reads like them. typed: it is a wording of the form's, give or take slips, and not a free one.
    """

    questions: tuple[Question, ...]
    rest: str = ""
    sure: bool = True
    typed: bool = True


def asked(text: str, known: Wordings, heading_like: bool = False) -> Match | None:
    """The question a text is, or begins with.

    heading_like: it stands as a heading, or alone in a cell beside another, so that a freer wording may count.
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    best: tuple[float, int, tuple[Question, ...]] | None = None
    for taken in range(1, min(3, len(lines)) + 1):
        words = " ".join(lines[:taken])
        if len(words) > known.longest:
            break
        score, found = _typed(plain(words), known)
        if found and (best is None or score > best[0]):
            best = (score, taken, found)
    if best:
        return Match(best[2], _inner("\n".join(lines[best[1] :]), best[2], known))
    head = _head(lines[0], known) if lines else None
    if head:
        return Match(head[1], "\n".join(each for each in (lines[0][head[0] :].strip(), *lines[1:]) if each))
    if not lines or not (heading_like or lines[0].endswith("?")):
        return None
    reworded = _reworded(plain(lines[0]), known)
    if reworded is None or (not reworded.sure and not lines[0].endswith("?")):
        return None
    return Match(reworded.questions, "\n".join(lines[1:]), reworded.sure, typed=False)


def heading(text: str, known: Wordings) -> Heading | None:
    """The heading of the form a text is: a section by number or title, a group by title."""
    return _heading(text, known) if len(text) <= LONG else None


@lru_cache(maxsize=4096)
def _heading(text: str, known: Wordings) -> Heading | None:
    words = plain(text)
    if not words or words.count(" ") > 13:
        return None
    if words in known.headings:
        return known.headings[words]
    numbered = re.match(r"(section [0-9a-z]+)\b", words)
    if numbered and numbered[1] in known.headings:
        rest = heading(text.partition(":")[2], known) if ":" in text else None
        return rest or known.headings[numbered[1]]
    near = process.extractOne(words, known.headings.keys(), scorer=fuzz.ratio, score_cutoff=88 if " " in words else 92)
    return known.headings[near[0]] if near else None


def prompt(text: str, known: Wordings) -> bool:
    """Whether the words are the form's own and nobody's answer: a hint, or a piece of one that a text box broke in two."""
    if plain(text[:LONG]).startswith(OPENINGS):
        return True
    if len(text) > 4 * LONG:
        return False
    words = plain(text)
    if words in known.prompts:
        return True
    if words.count(" ") >= 4 and words in known.prompted:
        return True
    alike = known.prompts_by_word.get(words.partition(" ")[0], ())
    return process.extractOne(words, alike, scorer=fuzz.ratio, score_cutoff=88) is not None


def sub_heading(text: str, known: Wordings) -> bool:
    """Whether the words are a small heading of the form inside one answer."""
    words = plain(text) if len(text) <= LONG else ""
    if words in known.sub_headings:
        return True
    return 8 < len(words) < 120 and process.extractOne(words, known.sub_headings, scorer=fuzz.ratio, score_cutoff=90) is not None


def part_of(question: Question, text: str) -> bool:
    """Whether a text is a piece of the question's own wording (a question that runs over two paragraphs)."""
    words = plain(text) if len(text) <= 2 * LONG else ""
    return words.count(" ") >= 3 and any(words in plain(each) for each in (question.label, *question.also))


def kpi(text: str, known: Wordings) -> tuple[int, str] | None:
    """Number and group of the KPI a row's label reads like, to tell rows of figures from answers; which KPI is for ``figures``."""
    return _kpi(plain(text), known) if len(text) <= LONG else None


@lru_cache(maxsize=4096)
def _kpi(words: str, known: Wordings) -> tuple[int, str] | None:
    if not words or words.count(" ") > 24:
        return None
    if words in known.labels:
        return known.labels[words]
    near = process.extractOne(words, known.labels.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=86)
    return known.labels[near[0]] if near else None


@lru_cache(maxsize=4096)
def _typed(words: str, known: Wordings) -> tuple[float, tuple[Question, ...]]:
    if not words or words.count(" ") >= LONGEST:
        return 0, ()
    if words in known.by_text:
        return 101, known.by_text[words]
    least = TYPED if words.count(" ") > 2 else TYPED_SHORT
    scores: dict[str, float] = {}
    # No wording whose length lies further off can come within the distance.
    first = bisect_left(known.lengths, len(words) * least / (200 - least))
    last = bisect_right(known.lengths, len(words) * (200 - least) / least)
    for own, choices in ((words, known.plains), (ordered(words), known.ordered)):
        for _, score, at in process.extract(own, choices[first:last], scorer=fuzz.ratio, score_cutoff=least, limit=4):
            wording = known.plains[first + at]
            scores[wording] = max(score, scores.get(wording, 0))
    if words.count(" ") >= 4:
        # A question cut short: its first words, and enough of them.
        for wording in known.beginnings.get(words[:8], ()):
            if len(wording) * 0.4 <= len(words) < len(wording):
                score = fuzz.ratio(words, wording[: len(words)])
                if score >= 93:
                    scores[wording] = max(score, scores.get(wording, 0))
    if not scores:
        return 0, ()
    best = max(scores.values())
    found = [question for wording, score in scores.items() if score > best - NEAR for question in known.by_text[wording]]
    return best, tuple(dict.fromkeys(found))


def _head(line: str, known: Wordings) -> tuple[int, tuple[Question, ...]] | None:
    found = None
    for stop in _BREAKS.finditer(line[: known.longest]):
        head = line[: stop.start()]
        if head.count(" ") >= LONGEST:
            break
        score, matched = _typed(plain(head), known)
        if matched and score >= 90 and (found is None or score >= found[2]):
            found = (stop.end(), matched, score)
    return found[:2] if found else None


def _inner(rest: str, questions: tuple[Question, ...], known: Wordings) -> str:
    kept = [line for line in rest.split("\n") if not any(part_of(question, line) for question in questions)]
    return "\n".join(line for line in kept if not prompt(line, known))


def _reworded(words: str, known: Wordings) -> Match | None:
    own = stems_of(words)
    if len(own) < 2 or words.count(" ") > 30:
        return None
    weigh = {stem: known.rare.get(stem, known.rarest) for stem in own}
    every = sum(weigh.values())
    scores: dict[Question, float] = {}
    for question, stems, rare in known.stems:
        shared = sum(weigh[stem] for stem in own if stem in stems)
        if shared:
            scores[question] = max(2 * shared / (every + rare), scores.get(question, 0))
    ordered = sorted(scores.items(), key=lambda each: -each[1])
    if not ordered or ordered[0][1] < PERHAPS:
        return None
    close = tuple(question for question, score in ordered if score > ordered[0][1] - CLEAR)
    return Match(close, sure=ordered[0][1] >= REWORDED and len(close) == 1)

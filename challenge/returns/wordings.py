"""The wordings of a form made ready to compare with: its questions, headings, prompts and KPI labels as words alone."""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from challenge.returns import printed
from challenge.returns.form import Form, Group, Question, Section

_NUMBERED = re.compile(
    r"^\s*(?:[•·▪●◦‣*\-–—o]\s+)?(?:(?:q(?:uestion)?\s*)?\d+(?:\.\d+)*[.):]?|q\d+[.):]?|[a-z][.)]|\([a-z0-9]{1,3}\)|[ivx]+[.)])\s+",
    re.I,
)
_YEARS = re.compile(r"\b(?:20)?\d\d\s?[/–-]\s?(?:20)?\d\d\b")
_PAGE = re.compile(r"(?:\t|\s?[.…]{3,})\s*\d+\s*$")
_OTHER = re.compile(r"[^a-z0-9%]+")
_SLIGHT = frozenset(
    re.findall(
        r"\w+",
        "a an and any are as at be by can do does for from has have how i in is it its la local of on or our that the their them "
        "there these this to us we what where which who will with would you your please authority area",
    )
)
# Wordings hold their form, so that an id stands for one form as long as they are kept.
_MADE: dict[int, "Wordings"] = {}


@dataclass(frozen=True)
class Heading:
    """A heading of the form: its section, and its group where it is one."""

    section: Section
    group: Group | None


@dataclass(frozen=True, eq=False)
class Wordings:
    """The wordings of one form, made ready to compare with; :func:`wordings_of` makes them, once for each form: so that what a text
    is by them can be remembered, one is another only when it is the same."""

    form: Form
    by_text: dict[str, tuple[Question, ...]]
    plains: tuple[str, ...]
    ordered: tuple[str, ...]
    lengths: tuple[int, ...]
    beginnings: dict[str, list[str]]
    longest: int
    rare: dict[str, float]
    rarest: float
    stems: tuple[tuple[Question, Counter, float], ...]
    headings: dict[str, Heading]
    prompts: frozenset[str]
    prompts_by_word: dict[str, list[str]]
    prompted: str
    sub_headings: frozenset[str]
    labels: dict[str, tuple[int, str]]


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Words alone: lower case, no numbering, years, page numbers or punctuation, so that two wordings can be compared."""
    text = text.replace("’", "'").replace("&", " and ").casefold().replace("'", "")
    # Looked for only where one can be: in a long answer that search is most of the work.
    if text.rstrip()[-1:].isdecimal():
        text = _PAGE.sub("", text)
    numbered = _NUMBERED.match(text)
    return _OTHER.sub(" ", _YEARS.sub(" ", text[numbered.end() :] if numbered else text)).strip()


OPENINGS = tuple(plain(opening) for opening in printed.OPENINGS)


def wordings_of(form: Form) -> Wordings:
    """The wordings of a form; made once for each."""
    made = _MADE.get(id(form))
    if made is None:
        made = _MADE[id(form)] = _wordings(form)
    return made


def _wordings(form: Form) -> Wordings:
    by_text: dict[str, list[Question]] = {}
    stems = []
    for question in form.questions:
        for wording in (question.label, *question.also):
            asked = by_text.setdefault(plain(wording), [])
            if question not in asked:
                asked.append(question)
            stems.append((question, stems_of(plain(wording))))
    spread = Counter(stem for stem, *_ in {(stem, question.item) for question, words in stems for stem in words})
    rare = {stem: math.log(1 + len(form.questions) / number) for stem, number in spread.items()}
    headings: dict[str, Heading] = {}
    for section in form.sections:
        for title in (section.title, section.title.partition(":")[2], f"section {section.section}"):
            headings.setdefault(plain(title), Heading(section, None))
        for group in section.groups:
            for title in (group.title, group.title.partition(":")[2], *group.also):
                headings.setdefault(plain(title), Heading(section, group))
            # What several groups' titles begin with is a heading too (Education: …).
            headings.setdefault(plain(group.title.partition(":")[0] if ":" in group.title else ""), Heading(section, None))
    headings.pop("", None)
    lengths = [len(wording) for question in form.questions for wording in (question.label, *question.also)]
    by_length = sorted(by_text, key=len)
    own = (*printed.WHOLE, form.title, printed.PRACTICE + form.title, *(section.note for section in form.sections))
    prompts = [plain(prompt) for prompt in (*form.prompts, *own) if plain(prompt)]
    return Wordings(
        form=form,
        by_text={wording: tuple(asked) for wording, asked in by_text.items()},
        plains=tuple(by_length),
        ordered=tuple(ordered(wording) for wording in by_length),
        lengths=tuple(len(wording) for wording in by_length),
        beginnings=_grouped(by_text, lambda wording: wording[:8]),
        longest=round(1.3 * max(lengths)),
        rare=rare,
        rarest=math.log(1 + len(form.questions)),
        stems=tuple((question, words, sum(rare[stem] for stem in words)) for question, words in stems),
        headings=headings,
        prompts=frozenset(prompts),
        prompts_by_word=_grouped(prompts, lambda words: words.partition(" ")[0]),
        prompted=" | ".join(prompts),
        sub_headings=frozenset(plain(each) for each in form.sub_headings),
        labels={
            plain(wording): (asked.number, group.group)
            for section in form.sections
            for group in section.groups
            for asked in group.asked
            for wording in (asked.label, *asked.also)
        },
    )


def stems_of(words: str) -> Counter:
    """The beginnings of the words of a plain text that tell something."""
    return Counter({word[:5] for word in words.split() if word not in _SLIGHT and not word.isdigit()})


def _grouped(texts: Iterable[str], by: Callable[[str], str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for text in texts:
        found.setdefault(by(text), []).append(text)
    return found


def ordered(words: str) -> str:
    """The words of a plain text in the order of letters."""
    return " ".join(sorted(words.split()))

"""What a challenge question is made of, and what a write of one must know and check first."""

from dataclasses import dataclass
from datetime import datetime

import pandas as pd

import queries
from challenge.access import Person, may_draft
from challenge.errors import ChallengeError
from challenge.store import Conflict, Writing

WORDS = ("headline", "claim", "explanation", "other_explanation", "wording")
CHOICES = ("theme", "focus", "source", "owner")
FIELDS = (*WORDS, *CHOICES)
FOCI = ("", "Education", "Social Care")
SOURCES = ("data", "self-view", "ofsted", "group")
STATES = ("draft", "proposed", "agreed", "issued", "parked", "withdrawn")
# From each state to those a person may move it to; to `issued` it comes by issuing alone, from it by a correction.
MOVES = {
    "draft": ("proposed", "parked", "withdrawn"),
    "proposed": ("agreed", "draft", "parked", "withdrawn"),
    "agreed": ("proposed", "parked"),
    "issued": ("draft",),
    "parked": ("draft", "withdrawn"),
    "withdrawn": (),
}
MOST = 100_000
NOT_FIRST = "words were changed after it was agreed"


@dataclass(frozen=True)
class Kept:
    """A question as it stands: its revision, where, its state and fields, and who wrote last, when."""

    question: str
    revision: int
    cycle: str
    area: str
    state: str
    fields: dict[str, str]
    line: str
    reason: str
    actor: str
    recorded_at: datetime | None


@dataclass(frozen=True)
class Theirs:
    """What stands in one field (or as the state) instead of what was to be saved: the text, its revision, who and when."""

    text: str
    revision: int
    actor: str
    recorded_at: datetime | None


class WrittenMeanwhile(Conflict):
    """Somebody else wrote in the same field first; nothing was saved. theirs: what stands, by field; yours: what was not."""

    def __init__(self, place: str, theirs: dict[str, Theirs], yours: dict[str, str]) -> None:
        names = ", ".join(theirs)
        by = ", ".join(sorted({each.actor for each in theirs.values()}))
        super().__init__(
            place=place,
            found=f"{names}: written by {by} meanwhile",
            expected="the words that were on the screen",
            do="look at both, then keep theirs or take yours",
        )
        self.theirs, self.yours = theirs, yours


def check_ready(where: str, kept: Kept) -> None:
    """``ChallengeError`` when a question lacks what it needs to be agreed."""
    names = {"wording": "question", "headline": "headline"}
    if lacking := [word for name, word in names.items() if not kept.fields[name].strip()]:
        raise ChallengeError(
            where, f"no {' and no '.join(lacking)}", "a headline and a question", f"write the {' and the '.join(lacking)} first"
        )


def written_since(entry: Writing, last: Kept, seen: dict[str, int]) -> dict[str, Theirs]:
    """The fields that say something else than in the revision seen, with the one who first made them so what they are."""
    if set(seen.values()) == {last.revision}:
        return {}
    every = {each.revision: each for each in every_word(entry, last.question)}
    found = {}
    for name, revision in seen.items():
        before = every[revision].fields[name] if revision in every else ""
        if last.fields[name] != before:
            who = max((each for each in every.values() if _turned(each, every, name)), key=lambda each: each.revision)
            found[name] = Theirs(last.fields[name], last.revision, who.actor, who.recorded_at)
    return found


def _turned(each: Kept, every: dict[int, Kept], name: str) -> bool:
    before = every.get(each.revision - 1)
    return before is None or before.fields[name] != each.fields[name]


def as_theirs(last: Kept, text: str) -> Theirs:
    """What stands in a field, by who wrote last."""
    return Theirs(text, last.revision, last.actor, last.recorded_at)


def check_fields(entry: Writing, where: str, said: dict[str, str]) -> None:
    """``ChallengeError`` for text that is too long, or a theme, focus or source there is not."""
    for name, text in said.items():
        check_length(f"{where}, {name.replace('_', ' ')}", text)
    for name, known in (("focus", FOCI), ("source", SOURCES)):
        if name in said and said[name] not in known:
            raise ChallengeError(where, f"{name} {said[name]!r}", ", ".join(filter(None, known)), "choose one of these")
    if said.get("theme"):
        themes = queries.questions_ledger.known_themes(entry.cursor)
        if said["theme"] not in set(themes["theme"]):
            raise ChallengeError(where, f"theme {said['theme']!r}", ", ".join(themes["name"]), "choose one of these")


def check_length(place: str, text: str) -> None:
    """``ChallengeError`` for text that is too long."""
    if len(text) > MOST:
        raise ChallengeError(
            place=place,
            found=f"{len(text):,} characters",
            expected=f"at most {MOST:,}",
            do="shorten it; nothing was saved, and nothing of it is lost here",
        )


def clean(text: str) -> str:
    """Text as it was typed, without what no file can hold: half characters and NUL."""
    return str(text).encode("utf-8", "replace").decode("utf-8").replace("\x00", "")


def check_may(actor: Person, where: str) -> None:
    """``ChallengeError`` for somebody who may not draft."""
    if not may_draft(actor):
        raise ChallengeError(
            where, f"role {actor.role}", "the group or the improvement team", "an authority sees its questions once they are issued"
        )


def there(entry: Writing, question: str) -> Kept:
    """A question as it stands within a write; ``ChallengeError`` when there is none."""
    last = last_of(entry, question)
    if last is None:
        raise ChallengeError("question", f"no question {question!r}", "one that was begun", "go back to the authority’s questions")
    return last


def still_there(entry: Writing, question: str) -> Kept:
    """As :func:`there`; ``ChallengeError`` also for a question that was taken away, which nobody would see written in."""
    last = there(entry, question)
    if last.state == "withdrawn":
        raise ChallengeError(
            place=f"question for {last.area}",
            found=f"a question that {last.actor} took away",
            expected="one that stands",
            do="begin another with your words: nothing of them was saved in this one",
        )
    return last


def last_of(entry: Writing, question: str) -> Kept | None:
    """The last word on a question; None when there is none."""
    rows = queries.questions_ledger.last_word(entry.cursor, question=question)
    return None if rows.empty else _kept(next(rows.itertuples(index=False)))


def every_word(entry: Writing, question: str) -> list[Kept]:
    """Everything said of a question, the last first."""
    return [_kept(row) for row in queries.questions_ledger.of_question(entry.cursor, question=question).itertuples(index=False)]


def _kept(row: object) -> Kept:
    fields = {name: getattr(row, name) for name in FIELDS}
    where = (row.cycle, row.area, row.state)
    return Kept(row.question, int(row.revision), *where, fields, row.line, row.reason, row.actor, row.recorded_at)


def say(entry: Writing, kept: Kept) -> None:
    """Write one revision of a question."""
    given = {"question": kept.question, "revision": kept.revision, "cycle": kept.cycle, "area": kept.area, "state": kept.state}
    queries.questions_ledger.say_question(entry.cursor, **given, **kept.fields, line=kept.line, reason=kept.reason, **entry.signed)


def add_evidence(entry: Writing, question: str, evidence: list[dict], line: str, after: int) -> None:
    """Write evidence of a question, counted on from ``after``."""
    if not evidence:
        return
    keys = [{"question": question, "evidence": after + place, "revision": 1} for place in range(1, len(evidence) + 1)]
    rows = [{**row, **key, "state": "stands", "line": line} for key, row in zip(keys, evidence, strict=True)]
    entry.append("question_evidence_entry", pd.DataFrame(rows), signed=True)

"""Issuing: what an authority is sent of its headlines, questions and focus, word by word, so that what was sent cannot change
silently. Sending again is a new version that says why."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

import queries
from challenge.access import Person
from challenge.errors import ChallengeError
from challenge.question_words import FIELDS, Kept, check_length, check_may, check_ready, clean, last_of
from challenge.questions import say_issued
from challenge.store import Conflict, Store, Writing

SENT = ("headline", "claim", "explanation", "other_explanation", "wording", "theme", "focus", "source")


@dataclass(frozen=True)
class Issued:
    """What was sent: its version, and how many questions it holds."""

    cycle: str
    area: str
    version: int
    n_questions: int
    recorded_at: datetime


class Asks(ChallengeError):
    """Something is missing that one may do without, once one has said so: ``lacking`` is ``question``, ``focus`` or both."""

    def __init__(self, area: str, lacking: tuple[str, ...]) -> None:
        words = {"question": "no question is agreed", "focus": "no focus is chosen"}
        super().__init__(
            place=f"what {area} is to be sent",
            found=" and ".join(words[each] for each in lacking),
            expected="agreed questions and a focus",
            do=f"add the {' and the '.join(lacking)}, or say that it is to be sent without",
        )
        self.lacking = lacking


class ChangedMeanwhile(Conflict):
    """What is to be sent is not what was on the screen: questions of these ids were agreed, changed or taken away since."""

    def __init__(self, area: str, questions: tuple[str, ...]) -> None:
        super().__init__(
            place=f"what {area} is to be sent",
            found=f"{len(questions)} changed since it was on the screen",
            expected="the questions that were on the screen",
            do="look at them again, then issue",
        )
        self.questions = questions


def issue(
    store: Store,
    cycle: str,
    area: str,
    seen: dict[str, int],
    actor: Person,
    correction: str = "",
    without: frozenset[str] = frozenset(),
    recorded_at: datetime | None = None,
) -> Issued:
    """Send an authority its agreed questions (and those sent before that stand) with the group's focus, all in one write.

    seen: the revision of each question that was on the screen, in the order in which they are sent. correction: why it is sent
    again; needed from version 2 on. without: what may be lacking (``question``, ``focus``).

    ``ChangedMeanwhile`` when the questions are not those that were seen, ``Asks`` when something is lacking, ``ChallengeError``
    when nothing is different from what was sent last, or no reason is given for a correction.
    """
    where = f"what {area} is to be sent"
    with store.writing(f"questions for {area} issued", actor, recorded_at, of="questions") as entry:
        check_may(actor, where)
        if area not in set(queries.journey_ledger.known_members(entry.cursor, cycle=cycle)["area"]):
            found = f"{area!r}, which takes no part in {cycle}"
            raise ChallengeError("issuing", found, "an authority of the cycle", "choose another")
        kept = _to_send(entry, cycle, area, seen)
        focus, reason = _focus(entry, cycle, area)
        lacking = tuple(name for name, there in (("question", kept), ("focus", focus)) if not there and name not in without)
        if lacking:
            raise Asks(area, lacking)
        evidence = {each.question: _evidence(entry, each.question) for each in kept}
        content = _hash(focus, reason, kept, evidence)
        last = queries.questions_ledger.last_issue(entry.cursor, cycle=cycle, area=area)
        version = int(last["version"].iloc[0]) + 1 if len(last) else 1
        correction = clean(correction).strip()
        check_length(f"{where}, reason for the correction", correction)
        if version > 1:
            if last["content_hash"].iloc[0] == content:
                raise ChallengeError(
                    where, "what was sent last, unchanged", "something to correct", "nothing needs to be sent again"
                )
            if not correction:
                raise ChallengeError(where, "no reason for the correction", "why it is sent again", "write it in a line")
        _say(entry, (cycle, area, version), kept, evidence)
        row = {"cycle": cycle, "area": area, "version": version, "focus": focus, "focus_reason": reason}
        said = row | {"correction": correction if version > 1 else "", "content_hash": content}
        entry.append("issue_entry", pd.DataFrame([said]), signed=True)
        for each in kept:
            if each.state == "agreed":
                say_issued(entry, each, actor)
    return Issued(cycle, area, version, len(kept), entry.recorded_at)


def _to_send(entry: Writing, cycle: str, area: str, seen: dict[str, int]) -> list[Kept]:
    """The questions to send, in the order in which they were seen."""
    rows = queries.questions_ledger.of_area(entry.cursor, cycle=cycle, area=area)
    ready = rows[rows["state"].isin(["agreed", "issued"])]
    stands = {row.question: int(row.revision) for row in ready.itertuples()}
    if differ := {name for name in stands.keys() | seen.keys() if stands.get(name) != seen.get(name)}:
        raise ChangedMeanwhile(area, tuple(sorted(differ)))
    kept = [last_of(entry, question) for question in seen]
    for each in kept:
        check_ready(f"question for {area}", each)
    return kept


def _focus(entry: Writing, cycle: str, area: str) -> tuple[str, str]:
    rows = queries.questions_ledger.last_focus(entry.cursor, cycle=cycle, area=area)
    if rows.empty or rows["state"].iloc[0] != "stands":
        return "", ""
    return rows["focus"].iloc[0], rows["reason"].iloc[0]


def _evidence(entry: Writing, question: str) -> list[tuple[str, str]]:
    rows = queries.questions_ledger.evidence_of(entry.cursor, question=question)
    rows = rows[rows["state"] == "stands"]
    return list(zip(rows["words"], rows["cell"], strict=True))


def _hash(focus: str, reason: str, kept: list[Kept], evidence: dict[str, list[tuple[str, str]]]) -> str:
    told = [[each.question, *(each.fields[name] for name in FIELDS if name in SENT), evidence[each.question]] for each in kept]
    return hashlib.sha256(json.dumps([focus, reason, told], ensure_ascii=True).encode()).hexdigest()


def _say(entry: Writing, where: tuple[str, str, int], kept: list[Kept], evidence: dict[str, list[tuple[str, str]]]) -> None:
    keys = dict(zip(("cycle", "area", "version"), where, strict=True))
    told = [
        {**keys, "ordinal": place, "question": each.question, "revision": each.revision + (each.state == "agreed")}
        | {name: each.fields[name] for name in SENT}
        for place, each in enumerate(kept, start=1)
    ]
    rests = [
        {**keys, "ordinal": place, "evidence": number, "words": words, "cell": cell}
        for place, each in enumerate(kept, start=1)
        for number, (words, cell) in enumerate(evidence[each.question], start=1)
    ]
    if told:
        entry.append("issued_question_entry", pd.DataFrame(told))
    if rests:
        entry.append("issued_evidence_entry", pd.DataFrame(rests))

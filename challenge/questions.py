"""Writing challenge questions: each save is a revision after the one seen, field by field, so that two people may write in one
question and nobody's words are overwritten unseen."""

from dataclasses import replace
from datetime import datetime

import queries
from challenge.access import Person
from challenge.errors import ChallengeError
from challenge.question_words import (
    FIELDS,
    MOST,
    MOVES,
    NOT_FIRST,
    WORDS,
    Kept,
    WrittenMeanwhile,
    add_evidence,
    as_theirs,
    check_fields,
    check_length,
    check_may,
    check_ready,
    clean,
    every_word,
    last_of,
    say,
    still_there,
    there,
    written_since,
)
from challenge.store import Store, Writing

Said = dict[str, tuple[str, int]]


def begin(
    store: Store,
    question: str,
    cycle: str,
    area: str,
    fields: dict[str, str],
    actor: Person,
    line: str = "",
    evidence: list[dict] | None = None,
    recorded_at: datetime | None = None,
) -> Kept:
    """Begin a draft. question: a made-up id, so that who asks twice begins one. fields: some of ``FIELDS``. evidence: rows of
    ``question_evidence_entry`` without their keys and dates. What stands comes back when it is there already.

    ``ChallengeError`` for an authority outside the cycle, an unknown theme, focus or source, more than 100,000 characters in a
    field, or somebody who may not draft.
    """
    said = {name: clean(fields.get(name, "data" if name == "source" else "")) for name in FIELDS}
    with store.writing(f"question for {area} begun", actor, recorded_at, of="questions") as entry:
        check_may(actor, f"question for {area}")
        last = last_of(entry, question)
        if last is not None:
            entry.idle = True
            return last
        if area not in set(queries.journey_ledger.known_members(entry.cursor, cycle=cycle)["area"]):
            found = f"{area!r}, which takes no part in {cycle}"
            raise ChallengeError("question", found, "an authority of the cycle", "choose another")
        check_fields(entry, f"question for {area}", said)
        kept = Kept(question, 1, cycle, area, "draft", said, line, "", actor.name, entry.recorded_at)
        say(entry, kept)
        add_evidence(entry, question, evidence or [], line, 0)
    return kept


def write(
    store: Store, question: str, said: dict[str, tuple[str, int]], actor: Person, recorded_at: datetime | None = None
) -> Kept:
    """Save some fields, each with the revision that was on the screen when it was changed. What nobody else changed since is saved
    over what stands, whatever others wrote in other fields meanwhile; words of an agreed question make it proposed again.

    ``WrittenMeanwhile`` when one of the fields says something else by now: then nothing is saved. ``ChallengeError`` as in
    :func:`begin`, for a question there is not or that was taken away, and for one that was issued: that is corrected
    (:func:`move` to draft).
    """
    wanted = {name: clean(text) for name, (text, _) in said.items()}
    with store.writing(f"question {question} written", actor, recorded_at, of="questions") as entry:
        check_may(actor, "question")
        last = still_there(entry, question)
        where = f"question for {last.area}"
        if strange := sorted(set(wanted) - set(FIELDS)):
            raise ChallengeError(where, f"field {strange[0]!r}", ", ".join(FIELDS), "name one of these")
        check_fields(entry, where, wanted)
        changed = {name: text for name, text in wanted.items() if last.fields[name] != text}
        if not changed:
            entry.idle = True
            return last
        seen = {name: said[name][1] for name in changed}
        if theirs := written_since(entry, last, seen):
            raise WrittenMeanwhile(where, theirs, {name: wanted[name] for name in theirs})
        if last.state == "issued":
            raise ChallengeError(
                where, "a question that was issued", "one that is being drafted", "press Correct: what was sent stays as it was"
            )
        words = last.state == "agreed" and bool(set(changed) - {"owner"})
        kept = replace(
            last,
            revision=last.revision + 1,
            state="proposed" if words else last.state,
            reason=NOT_FIRST if words else "",
            fields=last.fields | changed,
            actor=actor.name,
            recorded_at=entry.recorded_at,
        )
        say(entry, kept)
    return kept


def move(
    store: Store, question: str, state: str, seen: int, actor: Person, reason: str = "", recorded_at: datetime | None = None
) -> Kept:
    """Move a question to another state (``MOVES``). seen: the revision that was on the screen.

    ``WrittenMeanwhile`` when it has another state by now, or when it is to be agreed and its words are not those that were seen;
    ``ChallengeError`` for a move there is not, and for agreeing to a question without words or headline.
    """
    with store.writing(f"question {question} {state}", actor, recorded_at, of="questions") as entry:
        check_may(actor, "question")
        last = there(entry, question)
        where, reason = f"question for {last.area}", clean(reason)
        check_length(f"{where}, reason", reason)
        if last.state == state:
            entry.idle = True
            return last
        before = next((each for each in every_word(entry, question) if each.revision == seen), None)
        if before is None or before.state != last.state:
            raise WrittenMeanwhile(where, {"state": as_theirs(last, last.state)}, {"state": state})
        if state not in MOVES[last.state]:
            expected = ", ".join(MOVES[last.state]) or "nothing: it was withdrawn"
            raise ChallengeError(where, f"{last.state} to {state}", expected, "choose one of these")
        if state == "agreed":
            theirs = {name: as_theirs(last, last.fields[name]) for name in WORDS if before.fields[name] != last.fields[name]}
            if theirs:
                raise WrittenMeanwhile(where, theirs, {name: before.fields[name] for name in theirs})
            check_ready(where, last)
        kept = replace(
            last, revision=last.revision + 1, state=state, reason=reason, actor=actor.name, recorded_at=entry.recorded_at
        )
        say(entry, kept)
    return kept


def take(
    store: Store, question: str, evidence: list[dict], actor: Person, line: str = "", recorded_at: datetime | None = None
) -> int:
    """Lay evidence beside a question, as it is now; how many pieces were not there already."""
    with store.writing(f"evidence for question {question}", actor, recorded_at, of="questions") as entry:
        check_may(actor, "evidence")
        last = _open(entry, question)
        stands = queries.questions_ledger.evidence_of(entry.cursor, question=question)
        known = set(stands.loc[stands["state"] == "stands", "words"])
        fresh = [row for row in evidence if row["words"] not in known]
        entry.idle = not fresh
        add_evidence(entry, last.question, fresh, line, int(stands["evidence"].max()) if len(stands) else 0)
    return len(fresh)


def drop(store: Store, question: str, evidence: int, actor: Person) -> None:
    """Take a piece of evidence away from a question; ``ChallengeError`` when it is not there."""
    with store.writing(f"evidence of question {question} taken away", actor, of="questions") as entry:
        check_may(actor, "evidence")
        last = _open(entry, question)
        stands = queries.questions_ledger.evidence_of(entry.cursor, question=question)
        row = stands[(stands["evidence"] == evidence) & (stands["state"] == "stands")]
        if row.empty:
            raise ChallengeError(f"question for {last.area}", f"no evidence {evidence}", "one that stands", "nothing to take away")
        gone = row.assign(revision=row["revision"] + 1, state="withdrawn").drop(columns=list(entry.signed))
        entry.append("question_evidence_entry", gone, signed=True)


def comment(store: Store, question: str, text: str, actor: Person, recorded_at: datetime | None = None) -> int:
    """Say something about a question; the number of the comment. ``ChallengeError`` for nothing said. Said twice by one person in a
    row (a browser that was cut off asks twice), it is kept once."""
    text = clean(text)
    with store.writing(f"comment on question {question}", actor, recorded_at, of="questions") as entry:
        check_may(actor, "comment")
        last = still_there(entry, question)
        if not text or len(text) > MOST:
            found = f"{len(text):,} characters"
            raise ChallengeError(f"comment on a question for {last.area}", found, f"1 to {MOST:,} characters", "say it in these")
        before = queries.questions_ledger.comments_of(entry.cursor, question=question)
        if len(before) and (before["text"].iloc[-1], before["actor"].iloc[-1]) == (text, actor.name):
            entry.idle = True
            return int(before["comment"].iloc[-1])
        number = len(before) + 1
        queries.questions_ledger.say_comment(entry.cursor, question=question, comment=number, text=text, **entry.signed)
    return number


def say_issued(entry: Writing, kept: Kept, actor: Person) -> Kept:
    """An agreed question becomes issued, in the write that issues it; the revision comes back."""
    said = replace(kept, revision=kept.revision + 1, state="issued", reason="", actor=actor.name, recorded_at=entry.recorded_at)
    say(entry, said)
    return said


def _open(entry: Writing, question: str) -> Kept:
    last = still_there(entry, question)
    if last.state == "issued":
        raise ChallengeError(
            f"question for {last.area}", "a question that was issued", "one that is being drafted", "press Correct first"
        )
    return last

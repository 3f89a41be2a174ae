"""The group's choice of focus for an authority: Education, Social Care or both. What the rows suggest stands beside it and decides
nothing."""

from dataclasses import dataclass
from datetime import datetime

import queries
from challenge.access import Person
from challenge.errors import ChallengeError
from challenge.question_words import check_length, check_may, clean
from challenge.store import Conflict, Store

FOCI = ("Education", "Social Care", "both")


@dataclass(frozen=True)
class Choice:
    """What was chosen: focus is empty where nothing stands; revision 0 where nobody ever chose."""

    revision: int
    focus: str
    reason: str
    actor: str
    recorded_at: datetime | None


class ChosenMeanwhile(Conflict):
    """Somebody else chose first: ``theirs`` stands now, ``yours`` is what was not written (focus, reason)."""

    def __init__(self, area: str, theirs: Choice, yours: tuple[str, str]) -> None:
        super().__init__(
            place=f"focus of {area}",
            found=f"{theirs.focus or 'no focus'}, by {theirs.actor}; yours: {yours[0] or 'no focus'}",
            expected="the choice that was on the screen",
            do="keep theirs, or put yours in its place",
        )
        self.theirs, self.yours = theirs, yours


def choose(
    store: Store,
    cycle: str,
    area: str,
    focus: str,
    reason: str,
    seen: int,
    actor: Person,
    recorded_at: datetime | None = None,
) -> Choice:
    """Choose an authority's focus; an empty one takes the choice back. seen: the revision that was on the screen, 0 for none.

    ``ChosenMeanwhile`` when somebody chose otherwise since; ``ChallengeError`` for an authority outside the cycle, a focus there
    is not, or a reason of more than 100,000 characters.
    """
    focus, reason = focus.strip(), clean(reason).strip()
    with store.writing(f"focus of {area}", actor, recorded_at, of="questions") as entry:
        check_may(actor, f"focus of {area}")
        check_length(f"focus of {area}, reason", reason)
        if area not in set(queries.journey_ledger.known_members(entry.cursor, cycle=cycle)["area"]):
            found = f"{area!r}, which takes no part in {cycle}"
            raise ChallengeError("focus", found, "an authority of the cycle", "choose another")
        if focus and focus not in FOCI:
            raise ChallengeError(f"focus of {area}", f"{focus!r}", ", ".join(FOCI), "choose one of these")
        rows = queries.questions_ledger.last_focus(entry.cursor, cycle=cycle, area=area)
        last = Choice(0, "", "", "", None)
        if len(rows):
            row = next(rows.itertuples(index=False))
            stands = row.focus if row.state == "stands" else ""
            last = Choice(int(row.revision), stands, row.reason if stands else "", row.actor, row.recorded_at)
        if (last.focus, last.reason) == (focus, reason if focus else ""):
            entry.idle = True
            return last
        if last.revision != seen:
            raise ChosenMeanwhile(area, last, (focus, reason))
        given = {"revision": last.revision + 1, "focus": focus or last.focus, "state": "stands" if focus else "withdrawn"}
        queries.questions_ledger.say_focus(entry.cursor, cycle=cycle, area=area, reason=reason, **given, **entry.signed)
    return Choice(last.revision + 1, focus, reason if focus else "", actor.name, entry.recorded_at)

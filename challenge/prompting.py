"""A region's own prompts for the improvement grid, in place of the project's: each change is the revision after the one seen."""

from dataclasses import dataclass
from datetime import datetime

import pandas as pd

import queries
from challenge.access import Person
from challenge.cycle_settings import must_be_somebody
from challenge.errors import ChallengeError
from challenge.store import Conflict, Store, Writing

LONGEST = 600
# Enabler and stage: what a prompt is for.
Key = tuple[str, int]


@dataclass(frozen=True)
class Prompt:
    """One prompt as it stands. revision: of the region's, 0 when it has never written one; text: the region's, or else the
    project's; by_region: whether it is the region's; recorded_at: when the region last said something of it."""

    revision: int
    text: str
    by_region: bool
    actor: str
    recorded_at: datetime | None


class PromptedMeanwhile(Conflict):
    """Somebody else wrote some of the same prompts: ``theirs`` stand now, ``yours`` were not written; both by enabler and stage."""

    def __init__(self, region: str, theirs: dict[Key, Prompt], yours: dict[Key, str]) -> None:
        (key, first), *_ = theirs.items()
        super().__init__(
            place=f"prompts of {region}",
            found=f"“{first.text}” for {key[0]}, position {key[1]}, by {first.actor}; yours: “{yours[key]}”",
            expected="the prompts that were on the screen",
            do="look at both, then keep theirs or take yours",
        )
        self.theirs, self.yours = theirs, yours


def save(store: Store, region: str, wanted: dict[Key, str], seen: dict[Key, int], actor: Person) -> dict[Key, int]:
    """Write prompts by enabler and stage; an empty text, or the project's own, gives the project's prompt back. seen: the revision
    of each that was on the screen, 0 for none.

    The revision of each that changes comes back; of the others nothing is written. ``PromptedMeanwhile`` when somebody else wrote
    one of them, ``ChallengeError`` for nobody's name, a region, enabler or stage there is not, or more than 600 characters. Then
    nothing is kept.
    """
    must_be_somebody(actor)
    texts = {key: text.strip() for key, text in wanted.items()}
    with store.writing(f"prompts of {region}", actor, of="placements") as entry:
        stands = _stands(entry, region)
        for (enabler, position), text in texts.items():
            if (enabler, position) not in stands:
                raise ChallengeError(
                    place=f"prompts of {region}",
                    found=f"enabler {enabler!r}, position {position}",
                    expected="one of the seven enablers, and one of the stages 1, 3 and 5",
                    do="name one of these",
                )
            if len(text) > LONGEST:
                raise ChallengeError(
                    place=f"prompt for {enabler}, position {position}",
                    found=f"{len(text):,} characters",
                    expected=f"a sentence or two, at most {LONGEST} characters",
                    do="shorten it; nothing was saved, and nothing of it is lost here",
                )
        own = {key: "" if text == stands[key]["by_project"] else text for key, text in texts.items()}
        changed = {key: text for key, text in own.items() if text != stands[key]["own"]}
        theirs = {key: _prompt(stands[key]) for key in changed if stands[key]["revision"] != seen.get(key, 0)}
        if theirs:
            raise PromptedMeanwhile(region, theirs, {key: texts[key] for key in theirs})
        entry.idle = not changed
        rows = [
            {"region": region, "enabler": key[0], "position": key[1], "revision": stands[key]["revision"] + 1, "text": text}
            for key, text in changed.items()
        ]
        if rows:
            entry.append("prompt_entry", pd.DataFrame(rows), signed=True)
    return {(row["enabler"], row["position"]): row["revision"] for row in rows}


def _stands(entry: Writing, region: str) -> dict[Key, dict]:
    """What stands for each enabler and stage; ``ChallengeError`` when there is no such region."""
    rows = queries.journey_ledger.prompts_of(entry.cursor, region=region)
    if rows.empty:
        raise ChallengeError(
            place="prompts", found=f"region {region!r}", expected="one of England’s regions", do="name one of these"
        )
    return {(row["enabler"], int(row["position"])): row | {"revision": int(row["revision"])} for row in rows.to_dict("records")}


def _prompt(row: dict) -> Prompt:
    when = None if pd.isna(row["recorded_at"]) else row["recorded_at"]
    return Prompt(row["revision"], row["own"] or row["by_project"], bool(row["own"]), row["actor"] or "", when)

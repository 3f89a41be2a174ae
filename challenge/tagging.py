"""Saying what a strength or wanted focus of Section 4 is about: groups of KPIs and enablers, tagged by a person. A tag hangs on the
words themselves, so that other words must be tagged anew. It moves no theme: themes only say how many authorities name their group.
"""

from dataclasses import dataclass
from datetime import datetime

import pandas as pd

import queries
from challenge.access import Person
from challenge.errors import ChallengeError
from challenge.store import Conflict, Store, Writing

ITEMS = {"strengths": "strength", "focus-wanted": "wanted focus"}
Tag = tuple[str, str]


@dataclass(frozen=True)
class Tags:
    """What stands on some words: (about, tagged) → revision, with who said the last of it, and when."""

    revisions: dict[Tag, int]
    actor: str
    recorded_at: datetime | None


class TaggedMeanwhile(Conflict):
    """Somebody else tagged the same words first: ``theirs`` stands now, ``yours`` is what was not written."""

    def __init__(self, place: str, theirs: Tags, yours: set[Tag], names: dict[Tag, str]) -> None:
        super().__init__(
            place=place,
            found=f"{said(theirs.revisions, names)}, by {theirs.actor}; yours: {said(yours, names)}",
            expected="the tags that were on the screen",
            do="keep theirs, or put yours in their place",
        )
        self.theirs, self.yours = theirs, yours


def said(tags: dict[Tag, int] | set[Tag], names: dict[Tag, str]) -> str:
    """Tags in words, in the order of ``names``; ``no tag`` for none."""
    return ", ".join(names[tag] for tag in names if tag in tags) or "no tag"


def tag(
    store: Store,
    cycle: str,
    area: str,
    item: str,
    text_hash: str,
    wanted: set[Tag],
    seen: dict[Tag, int],
    actor: Person,
    recorded_at: datetime | None = None,
) -> int:
    """Say what the words with this hash are about; how many tags were given or taken away.

    item: ``strengths`` or ``focus-wanted``. wanted: every (about, tagged) that is to stand, about ``kpi_group`` or ``enabler``.
    seen: the tags that stood on the screen, with their revisions. What stands already is not written again.

    ``TaggedMeanwhile`` when somebody tagged these words otherwise since; ``ChallengeError`` for an authority outside the cycle,
    words that are not in the version that counts, an unknown group or enabler.
    """
    where = f"tags of {area}, {ITEMS.get(item, item)}"
    with store.writing(where, actor, recorded_at) as entry:
        names = _check(entry, cycle, area, item, text_hash, wanted)
        last = queries.journey_ledger.last_tags(entry.cursor, cycle=cycle, area=area, item=item)
        last = last[last["text_hash"] == text_hash]
        stands = {(row.about, row.tagged): int(row.revision) for row in last.itertuples() if row.state == "stands"}
        if set(stands) != wanted and stands != seen:
            newest = last.sort_values("recorded_at").iloc[-1] if len(last) else None
            by = ("nobody", None) if newest is None else (newest["actor"], newest["recorded_at"])
            raise TaggedMeanwhile(where, Tags(stands, *by), wanted, names)
        reached = {(row.about, row.tagged): int(row.revision) for row in last.itertuples()}
        words = {"cycle": cycle, "area": area, "item": item, "text_hash": text_hash}
        rows = [
            words
            | {"about": each[0], "tagged": each[1]}
            | {"revision": reached.get(each, 0) + 1, "state": "stands" if each in wanted else "withdrawn"}
            for each in names
            if (each in wanted) != (each in stands)
        ]
        if rows:
            entry.append("tag_entry", pd.DataFrame(rows), signed=True)
        entry.idle = not rows
    return len(rows)


def _check(entry: Writing, cycle: str, area: str, item: str, text_hash: str, wanted: set[Tag]) -> dict[Tag, str]:
    """What can be tagged, each with its name, once all that is asked is in order."""
    if area not in set(queries.journey_ledger.known_members(entry.cursor, cycle=cycle)["area"]):
        raise ChallengeError("tags", f"{area!r}, which takes no part in {cycle}", "an authority of the cycle", "choose another")
    if item not in ITEMS:
        raise ChallengeError(f"tags of {area}", f"part {item!r}", " or ".join(ITEMS), "name one of these")
    words = queries.tags.words_that_stand(entry.cursor, cycle=cycle, area=area)
    if text_hash not in set(words.loc[words["item"] == item, "text_hash"]):
        raise ChallengeError(
            place=f"tags of {area}, {ITEMS[item]}",
            found="words that are not in the version that counts",
            expected="words of Section 4 as they stand now",
            do="look at the return again: a later version may say it otherwise; nothing was saved",
        )
    known = queries.tags.known_to_tag(entry.cursor)
    names = {(row.about, row.tagged): row.name for row in known.itertuples(index=False)}
    if strange := sorted(wanted - set(names)):
        raise ChallengeError(
            place=f"tags of {area}, {ITEMS[item]}",
            found=", ".join(f"{about} {tagged!r}" for about, tagged in strange),
            expected=f"a group of KPIs or an enabler: {', '.join(names.values())}",
            do="name one of these",
        )
    return names

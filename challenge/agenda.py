"""The order in which the chair takes the authorities of a cycle in the group's meeting."""

import pandas as pd

import queries
from challenge.access import Person, may_draft
from challenge.errors import ChallengeError
from challenge.store import Conflict, Store


def check_speaks(role: str, where: str, kind: str = "preliminary") -> None:
    """``ChallengeError`` for somebody who looks as an authority and would place for the group, or set its order; its own
    placement and its draft (kind: self, draft) are its own."""
    if kind not in ("self", "draft") and not may_draft(Person("", role)):
        raise ChallengeError(
            where,
            f"role {role}",
            "the group or the improvement team",
            "say who you are (on the left), or place your own authority from its self-check page",
        )


def save(store: Store, cycle: str, areas: list[str], seen: int, actor: Person) -> int:
    """The order in which the chair takes the authorities, as the next revision. ``areas``: every member of the cycle, once.
    ``Conflict`` when somebody else ordered them meanwhile, ``ChallengeError`` for somebody who looks as an authority."""
    check_speaks(actor.role, "the chair’s order")
    with store.writing(f"the chair’s order of {cycle}", actor, of="placements") as entry:
        members = set(queries.journey_ledger.known_members(entry.cursor, cycle=cycle)["area"])
        if set(areas) != members or len(areas) != len(members):
            wrong = sorted(set(areas) ^ members) or sorted({area for area in areas if areas.count(area) > 1})
            raise ChallengeError("the chair’s order", ", ".join(wrong), "every authority of the cycle once", "complete the list")
        reached = int(queries.journey_ledger.agenda_revision(entry.cursor, cycle=cycle)["revision"][0])
        if reached != seen:
            raise Conflict(
                place=f"the chair’s order of {cycle}",
                found=f"revision {reached}, saved meanwhile",
                expected=f"revision {seen}",
                do="look at the order that stands now, then keep it or save yours",
            )
        rows = [
            {"cycle": cycle, "revision": reached + 1, "ordinal": ordinal, "area": area} for ordinal, area in enumerate(areas, 1)
        ]
        entry.append("agenda_entry", pd.DataFrame(rows), signed=True)
    return reached + 1

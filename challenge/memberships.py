"""Who is in which BPN and round: data the region supplies, kept as one revision after another for each authority.

Partly known is fine; a contradiction is not: an authority has one BPN and one round, or neither.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

import queries
from challenge import cycle_settings
from challenge.access import Person
from challenge.errors import ChallengeError
from challenge.settings_checks import Settings
from challenge.store import Conflict, Store


@dataclass(frozen=True)
class Placed:
    """The last word on one authority: its BPN and round (empty when none or taken back), which revision, who said so and when."""

    bpn: str = ""
    round: str = ""
    revision: int = 0
    actor: str = ""
    recorded_at: datetime | None = None

    @property
    def where(self) -> tuple[str, str]:
        """BPN and round."""
        return self.bpn, self.round


def placed(store: Store, viewer: Person, cycle: str) -> dict[str, Placed]:
    """The last word on each authority of a cycle that was ever placed."""
    return {
        row.area: Placed(*((row.bpn, row.round) if row.state == "stands" else ("", "")), *row.said)
        for row in _rows(store, viewer, cycle).itertuples()
    }


def _rows(store: Store, viewer: Person, cycle: str) -> pd.DataFrame:
    with store.reading(viewer) as cursor:
        rows = queries.settings.memberships(cursor, cycle=cycle)
    said = zip(rows["revision"].astype(int), rows["actor"], rows["recorded_at"], strict=True)
    return rows.assign(said=pd.Series(list(said), index=rows.index, dtype=object))


def place(store: Store, cycle: str, wanted: dict[str, tuple[str, str]], seen: dict[str, int], actor: Person) -> int:
    """Place authorities: area → (BPN, round), both empty to take it back. seen: area → the revision that was on the screen.

    How many were placed anew or taken back; ``ChallengeError`` for a contradiction, ``Conflict`` when somebody placed any of them
    meanwhile. Then nothing is kept.
    """
    cycle_settings.must_be_somebody(actor)
    settings = cycle_settings.standing(store, actor, cycle).settings
    for problem in misplaced(settings, wanted, cycle_settings.choices(store, actor, cycle).names):
        raise problem
    before = placed(store, actor, cycle)
    changed = {area: where for area, where in wanted.items() if where != before.get(area, Placed()).where}
    back = sum(not bpn for bpn, _ in changed.values())
    with store.writing(f"BPNs and rounds of {settings.title}: {len(changed) - back} placed, {back} taken back", actor) as entry:
        # Read again: nobody else writes from here on.
        rows = _rows(store, actor, cycle).set_index("area")
        reached = rows["revision"].astype(int).to_dict()
        others = [area for area in wanted if reached.get(area, 0) != seen.get(area, 0)]
        if others:
            raise Conflict(
                place=f"BPNs and rounds of {settings.title}",
                found=f"{len(others)} placed meanwhile by {rows['actor'][others[0]]}",
                expected="what was on the screen",
                do="look at both, then keep theirs or take yours",
            )
        if not changed:
            raise ChallengeError(place="BPNs and rounds", found="nothing that differs", expected="a change", do="place somebody")
        entry.append("membership_entry", pd.DataFrame(_entries(cycle, changed, before)), signed=True)
    return len(changed)


def _entries(cycle: str, changed: dict[str, tuple[str, str]], before: dict[str, Placed]) -> Iterator[dict]:
    for area, where in changed.items():
        last = before.get(area, Placed())
        state = "stands" if where[0] else "withdrawn"
        # What is taken back says from where.
        bpn, name = where if where[0] else last.where
        yield {
            "cycle": cycle,
            "area": area,
            "revision": last.revision + 1,
            "bpn": bpn,
            "round": name,
            "state": state,
            "reason": None,
        }


def misplaced(settings: Settings, wanted: dict[str, tuple[str, str]], names: dict[str, str]) -> list[ChallengeError]:
    """Contradictions in who is placed where: half a place, somebody outside the roster, a BPN or round there is not. That somebody
    has no place yet is none."""
    bpns = {each.bpn: each.name for each in settings.bpns}
    found = []
    for area, (bpn, name) in wanted.items():
        who = names.get(area, area)
        if (bpn or name) and area not in settings.members:
            found.append(ChallengeError(who, "a BPN", "authorities on the roster only", "put it on the roster first"))
        elif bool(bpn) != bool(name):
            has, lacks = ("a BPN", "round") if bpn else ("a round", "BPN")
            found.append(ChallengeError(who, f"{has} and no {lacks}", "one BPN and one round, or neither", f"choose a {lacks}"))
        elif bpn and (bpn not in bpns or name not in settings.rounds):
            expected = f"one of {', '.join(bpns.values())}, and one of {', '.join(settings.rounds)}"
            found.append(ChallengeError(who, f"{bpn}, {name}", expected, "choose again"))
    return found

"""What live screens do on the improvement grid, in the name of whoever declared themselves: as ``acting`` does for returns."""

from challenge import agenda, placements, store
from challenge.access import Person
from challenge.placements import PlacedMeanwhile, Word

__all__ = ["PlacedMeanwhile", "Word", "hand_in", "place", "save_agenda", "sign", "take_back", "withdraw"]


def place(cycle: str, area: str, enabler: str, kind: str, position: int | None, evidence: str, seen: int, actor: Person) -> Word:
    """Say where an authority stands on an enabler; see ``placements.place``."""
    return placements.place(store.shared(), cycle, area, enabler, kind, position, evidence, seen, actor)


def take_back(cycle: str, area: str, enabler: str, kind: str, reason: str, seen: int, actor: Person) -> Word:
    """Take a placement back; see ``placements.take_back``."""
    return placements.take_back(store.shared(), cycle, area, enabler, kind, reason, seen, actor)


def hand_in(cycle: str, area: str, seen: dict[str, int], actor: Person) -> int:
    """The authority's draft becomes its own placement; see ``placements.hand_in``."""
    return placements.hand_in(store.shared(), cycle, area, seen, actor)


def sign(cycle: str, area: str, office: str, name: str, actor: Person) -> None:
    """An office signs the authority's own placement; see ``placements.sign``."""
    placements.sign(store.shared(), cycle, area, office, name, actor)


def withdraw(cycle: str, area: str, office: str, reason: str, actor: Person) -> None:
    """Take a sign-off of a placement back; see ``placements.withdraw``."""
    placements.withdraw(store.shared(), cycle, area, office, reason, actor)


def save_agenda(cycle: str, areas: list[str], seen: int, actor: Person) -> int:
    """The chair's order, as the revision after the one seen; see ``agenda.save``."""
    return agenda.save(store.shared(), cycle, areas, seen, actor)

"""What live screens do on the improvement grid, in the name of whoever declared themselves: as ``acting`` does for returns."""

from challenge import agenda, placements, prompting, store, tagging
from challenge.access import Person
from challenge.placements import PlacedMeanwhile, Word
from challenge.prompting import Key, PromptedMeanwhile
from challenge.tagging import TaggedMeanwhile

__all__ = [
    "PlacedMeanwhile",
    "PromptedMeanwhile",
    "TaggedMeanwhile",
    "Word",
    "hand_in",
    "jot",
    "place",
    "save_agenda",
    "save_prompts",
    "sign",
    "tag",
    "take_back",
    "withdraw",
]


def place(cycle: str, area: str, enabler: str, kind: str, position: int | None, evidence: str, seen: int, actor: Person) -> Word:
    """Say where an authority stands on an enabler; see ``placements.place``."""
    return placements.place(store.shared(), cycle, area, enabler, kind, position, evidence, seen, actor)


def jot(cycle: str, area: str, enabler: str, evidence: str, seen: int, actor: Person) -> Word:
    """Keep a draft's words before a position is chosen; see ``placements.place``."""
    return placements.place(store.shared(), cycle, area, enabler, "draft", None, evidence, seen, actor, undecided=True)


def take_back(cycle: str, area: str, enabler: str, kind: str, reason: str, seen: int, actor: Person) -> Word:
    """Take a placement back; see ``placements.take_back``."""
    return placements.take_back(store.shared(), cycle, area, enabler, kind, reason, seen, actor)


def hand_in(cycle: str, area: str, seen: dict[str, int], actor: Person) -> int:
    """The authority's draft becomes its own placement; see ``placements.hand_in``."""
    return placements.hand_in(store.shared(), cycle, area, seen, actor)


def sign(cycle: str, area: str, office: str, name: str, actor: Person, seen: dict[str, int] | None = None) -> None:
    """An office signs the authority's own placement; see ``placements.sign``."""
    placements.sign(store.shared(), cycle, area, office, name, actor, seen)


def withdraw(cycle: str, area: str, office: str, reason: str, actor: Person) -> None:
    """Take a sign-off of a placement back; see ``placements.withdraw``."""
    placements.withdraw(store.shared(), cycle, area, office, reason, actor)


def save_agenda(cycle: str, areas: list[str], seen: int, actor: Person) -> int:
    """The chair's order, as the revision after the one seen; see ``agenda.save``."""
    return agenda.save(store.shared(), cycle, areas, seen, actor)


def tag(
    cycle: str, area: str, item: str, text_hash: str, wanted: set[tuple[str, str]], seen: dict[tuple[str, str], int], actor: Person
) -> int:
    """Say what words of Section 4 are about; see ``tagging.tag``."""
    return tagging.tag(store.shared(), cycle, area, item, text_hash, wanted, seen, actor)


def save_prompts(region: str, wanted: dict[Key, str], seen: dict[Key, int], actor: Person) -> dict[Key, int]:
    """Put a region's own prompts in place of the project's; see ``prompting.save``."""
    return prompting.save(store.shared(), region, wanted, seen, actor)

"""What live screens do with challenge questions, in the name of whoever declared themselves: as ``acting`` does for returns."""

from challenge import focusing, issuing, ofsted_lines, questions, store
from challenge.access import Person
from challenge.focusing import Choice, ChosenMeanwhile
from challenge.issuing import Asks, ChangedMeanwhile, Issued
from challenge.ofsted_lines import LineMeanwhile, OfstedLine
from challenge.question_words import MOVES, Kept, Theirs, WrittenMeanwhile

__all__ = [
    "MOVES",
    "Asks",
    "ChangedMeanwhile",
    "Choice",
    "ChosenMeanwhile",
    "Issued",
    "Kept",
    "LineMeanwhile",
    "OfstedLine",
    "Theirs",
    "WrittenMeanwhile",
    "add_ofsted_lines",
    "begin",
    "change_ofsted_line",
    "choose_focus",
    "comment",
    "drop",
    "issue",
    "move",
    "take",
    "write",
]


def begin(
    question: str, cycle: str, area: str, fields: dict[str, str], actor: Person, line: str = "", evidence: list[dict] | None = None
) -> Kept:
    """Begin a draft; see ``questions.begin``."""
    return questions.begin(store.shared(), question, cycle, area, fields, actor, line, evidence)


def write(question: str, said: dict[str, tuple[str, int]], actor: Person) -> Kept:
    """Save fields of a question; see ``questions.write``."""
    return questions.write(store.shared(), question, said, actor)


def move(question: str, state: str, seen: int, actor: Person, reason: str = "") -> Kept:
    """Propose, agree, park, take away, correct; see ``questions.move``."""
    return questions.move(store.shared(), question, state, seen, actor, reason)


def take(question: str, evidence: list[dict], actor: Person, line: str = "") -> int:
    """Lay evidence beside a question; see ``questions.take``."""
    return questions.take(store.shared(), question, evidence, actor, line)


def drop(question: str, evidence: int, actor: Person) -> None:
    """Take evidence away from a question; see ``questions.drop``."""
    questions.drop(store.shared(), question, evidence, actor)


def comment(question: str, text: str, actor: Person) -> int:
    """Say something about a question; see ``questions.comment``."""
    return questions.comment(store.shared(), question, text, actor)


def choose_focus(cycle: str, area: str, focus: str, reason: str, seen: int, actor: Person) -> Choice:
    """The group's focus for an authority; see ``focusing.choose``."""
    return focusing.choose(store.shared(), cycle, area, focus, reason, seen, actor)


def issue(
    cycle: str, area: str, seen: dict[str, int], actor: Person, correction: str = "", without: frozenset[str] = frozenset()
) -> Issued:
    """Send an authority its questions; see ``issuing.issue``."""
    return issuing.issue(store.shared(), cycle, area, seen, actor, correction, without)


def add_ofsted_lines(cycle: str, lines: list[OfstedLine], actor: Person) -> int:
    """Add Ofsted's lines, all or none; see ``ofsted_lines.add``."""
    return ofsted_lines.add(store.shared(), cycle, lines, actor)


def change_ofsted_line(cycle: str, key: str, line: OfstedLine | None, seen: int, actor: Person) -> int:
    """Change one of Ofsted's lines, or take it away; see ``ofsted_lines.change``."""
    return ofsted_lines.change(store.shared(), cycle, key, line, seen, actor)

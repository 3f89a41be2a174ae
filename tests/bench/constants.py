"""What a screen drew, as constants: written by the recorder, drawn again by the floor."""

from dataclasses import dataclass, field
from typing import Any

FOLDER = "BENCH_CONSTANTS"
COMPONENT = "component"
SIDEBAR = -1


@dataclass(frozen=True)
class Call:
    """One command: ``on`` is the number of the container it was called on (None: ``st``), ``gives`` how many it gave."""

    on: int | None
    name: str
    given: tuple
    named: dict[str, Any]
    gives: int = 0


@dataclass
class Drawn:
    """One run: what was drawn before the navigation, the navigation's pages, what came between it and the screen, the screen."""

    before: list[Call] = field(default_factory=list)
    pages: dict[str, list[dict]] = field(default_factory=dict)
    options: dict[str, Any] = field(default_factory=dict)
    between: list[Call] = field(default_factory=list)
    screen: list[Call] = field(default_factory=list)


class Words(dict):
    """What the choices of a field are called, in place of the function that words them."""

    def __call__(self, choice: Any) -> str:
        """The words of one choice."""
        return self[choice]


def key(page: str, choices: dict[str, str]) -> str:
    """The name of one address among the constants."""
    return f"{page} {sorted(choices.items())}"


def nothing() -> bytes:
    """What a file made when asked for holds, on the floor."""
    return b""

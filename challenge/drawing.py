"""A screen as the steps that draw it.

A screen is a function of its address, its reader, the day and the store: its page runs once for these, its steps are kept, and a
reader who comes back to it (or another who asks for the same) gets the steps drawn, not worked out. A screen that takes something
in (a file, words, a choice that is no address) is *live*: it is worked out at every run, and its steps are drawn at once.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import CodeType

PAGES = Path(__file__).resolve().parents[1] / "pages"


class Over(Exception):
    """The page said that nothing more comes."""


@dataclass
class Drawing:
    """What a page was asked and what it drew: steps (what does it, with what), and how many places it made to draw in.

    choices: as typed in the address. role: of the reader. theme: ``light`` or ``dark``. live: steps are drawn as they come.
    """

    choices: dict[str, str]
    role: str
    theme: str
    live: bool = False
    steps: list[tuple[Callable, tuple]] = field(default_factory=list)
    places: int = 0
    drawn: dict[int, object] = field(default_factory=dict)

    def step(self, does: Callable, *given: object) -> None:
        """Draw one more thing: at once, or when the drawing is shown."""
        if self.live:
            does(self.drawn, *given)
        else:
            self.steps.append((does, given))


@dataclass(frozen=True)
class Place:
    """Somewhere on the screen to draw in, by its number: ``with place: …``."""

    drawing: Drawing
    number: int
    enter: Callable
    leave: Callable

    def __enter__(self) -> None:
        self.drawing.step(self.enter, self.number)

    def __exit__(self, *raised: object) -> None:
        self.drawing.step(self.leave, self.number)


_current: ContextVar[Drawing] = ContextVar("drawing")


def current() -> Drawing:
    """The drawing that is being made; ``LookupError`` outside a page."""
    return _current.get()


@contextmanager
def going_on(now: Drawing) -> Iterator[None]:
    """Draw on in a drawing that was made before, as a part of a live screen does that is drawn anew by itself."""
    token = _current.set(now)
    try:
        yield
    finally:
        _current.reset(token)


def make(screen: str, choices: dict[str, str], role: str, theme: str, live: bool = False) -> Drawing:
    """Run the page of a screen and keep what it draws, or draw it at once; what the page raises is raised."""
    drawing = Drawing(choices, role, theme, live)
    token = _current.set(drawing)
    try:
        exec(_code(screen), {"__name__": "__main__"})
    except Over:
        pass
    finally:
        _current.reset(token)
    return drawing


@cache
def _code(screen: str) -> CodeType:
    path = PAGES / f"{screen}.py"
    return compile(path.read_text(encoding="utf-8"), str(path), "exec")

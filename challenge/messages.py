"""What a screen says when it cannot show what was asked: what was asked, what was found, and the way on."""

from challenge import wording
from challenge.errors import ChallengeError
from challenge.links import CHOICES, Unknown, View
from challenge.sheet import Node, el


def unknown(problem: Unknown, screen: str, asked: dict[str, str]) -> Node:
    """A link asked for something there is not: it is named, with the nearest real ones as links that keep the other choices."""
    others = {name: value for name, value in asked.items() if name in CHOICES and name not in (problem.choice, "as_of")}
    view = View(screen, **others)
    nearest = [el("li", el("a", name, href=view.link(**{problem.choice: key}))) for key, name in problem.nearest]
    return el(
        "div",
        el("h1", wording.sentence(f"There is no {problem.what} “{problem.asked}”"), cls="headline"),
        el("p", "The nearest there are:" if nearest else "There are none to choose from at this moment.", cls="lede"),
        el("ul", nearest, cls="rows") if nearest else None,
        el("p", el("a", "Start again", href="/"), " · ", el("a", "The region", href="/region")),
        cls="message",
        role="alert",
    )


def error(problem: ChallengeError) -> Node:
    """Something stands in the way: where, what was found, what was expected, and the command that mends it."""
    return el(
        "div",
        el("h1", wording.sentence(problem.found), cls="headline"),
        el(
            "dl",
            el("dt", "Where"),
            el("dd", problem.place),
            el("dt", "Expected"),
            el("dd", problem.expected),
            el("dt", "What to do"),
            el("dd", el("code", problem.do)),
            cls="facts",
        ),
        el("p", "Then reload this page. Nothing has been changed. ", el("a", "Start again, as of now", href="/"), cls="muted"),
        cls="message",
        role="alert",
    )


def broken() -> Node:
    """A screen broke where it should not have."""
    return el(
        "div",
        el("h1", "This screen could not be drawn.", cls="headline"),
        el(
            "p",
            "It is a fault of the program, not yours, and nothing that was saved is lost. Its terminal says what happened.",
        ),
        el("p", el("a", "Start again", href="/"), " · ", el("a", "The region", href="/region")),
        cls="message",
        role="alert",
    )

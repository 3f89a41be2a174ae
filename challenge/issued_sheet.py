"""What an authority was sent, word by word, as its own screen and the group's shows it."""

from challenge import wording
from challenge.packs.questions_dataset import FOCI, Asked, Sent
from challenge.sheet import Node, el

NOTHING = (
    "Nothing has been issued to {name} yet. The group agrees headlines and questions at its meeting; what it then issues stands "
    "here word by word, with a Word file to take along."
)


def headline(sent: Sent | None, name: str) -> str:
    """What an authority will be asked, in a sentence."""
    if sent is None:
        return f"Nothing has been issued to {name} yet."
    focus = f"the suggested focus is {FOCI[sent.focus]}" if sent.focus else "no focus is suggested"
    return wording.sentence(f"{name} will be asked {wording.counted(len(sent.asked), 'question')}; {focus}")


def nothing(name: str) -> Node:
    """What stands here while nothing was issued."""
    return el("p", NOTHING.format(name=name), cls="empty")


def told(sent: Sent) -> Node:
    """One version in full: which it is, the focus with its reason, and each question with what it rests on."""
    return el(
        "div",
        el("p", el("strong", sent.says, cls="typed")),
        _gone(sent),
        el("p", " · ".join(f"{name}: {words}" for name, words in sent.where.items()), cls="muted"),
        el("p", "Suggested focus: ", el("strong", FOCI[sent.focus] if sent.focus else "none")),
        el("p", sent.focus_reason, cls="typed") if sent.focus_reason else None,
        [el("p", words, cls="changed typed") for words in sent.changes],
        [_question(number, asked) for number, asked in enumerate(sent.asked, start=1)],
        None if sent.asked else el("p", "No question is asked.", cls="empty"),
    )


def _gone(sent: Sent) -> Node | None:
    if not sent.gone:
        return None
    return el(
        "div",
        el("p", f"No longer asked, though version {sent.version - 1} held it:"),
        el("ul", [el("li", words, cls="typed") for words in sent.gone]),
    )


def _question(number: int, asked: Asked) -> Node:
    could = [(opening, words) for opening, words in (("It could be that", asked.explanation), ("Or that", asked.other_explanation))]
    could = [each for each in could if each[1]]
    return el(
        "article",
        el("h3", f"{number}. {asked.headline}", cls="typed"),
        [el("p", words, cls="changed typed") for words in asked.changes],
        el("h4", "The question"),
        el("p", asked.wording or "Not written yet.", cls="question typed"),
        el("h4", "What it rests on"),
        el("ul", [el("li", words, cls="typed") for words in asked.evidence])
        if asked.evidence
        else el("p", "No figure or words were laid beside it."),
        el("h4", "What the self-view says"),
        el("p", asked.claim or "Nothing of it was noted here.", cls="typed"),
        el("h4", "What could explain it") if could else None,
        [el("p", f"{opening}: ", el("span", words, cls="typed")) for opening, words in could],
        el("p", _about(asked), cls="muted"),
        cls="sent",
    )


def _about(asked: Asked) -> str:
    about = {"Theme": asked.theme or "Not said", "Focus": asked.focus or "Not said", "Comes from": asked.source}
    return " · ".join(f"{name}: {words}" for name, words in about.items())

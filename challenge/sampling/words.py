"""What the practice store's self-views say: answers, actions, placements and sign-offs, drawn from ``data/sample/sentences.toml``.

Everything is drawn by a seed of the authority's name and knows nothing of its figures.
"""

import re
import tomllib
from datetime import date, timedelta
from functools import cache
from random import Random

from challenge.reference import ROOT
from challenge.returns.form import OFFICES, Form

SENTENCES = ROOT / "data" / "sample" / "sentences.toml"
# These leave some enablers unplaced; the last two say nothing of the grid at all.
UNPLACED = {"halton": 2, "wigan": 3, "cumbria": 7, "warrington": 7}
_SLOT = re.compile(r"\{(\w+)\}")
# Positions are drawn around the middle: few place themselves at an end.
_WEIGHTS = {1: 1, 2: 3, 3: 6, 4: 5, 5: 2}

Answers = dict[str, tuple[str | tuple[str, ...], ...]]


@cache
def told() -> dict:
    """The sentences, by part of the file."""
    with SENTENCES.open("rb") as file:
        return tomllib.load(file)


def answers(form: Form, draw: Random) -> Answers:
    """An answer to most questions of the form, in its order; two to five questions stay empty."""
    questions = [question for question in form.questions if question.item in told()["answers"]]
    empty = {question.item for question in draw.sample(questions, draw.randint(2, 5))}
    found: Answers = {"ofsted-actions": _actions("ofsted", draw), "peer-actions": _actions("peer", draw)}
    for question in questions:
        if question.item not in empty:
            found[question.item] = _answer(told()["answers"][question.item], draw)
    topics = draw.sample(list(told()["topics"].values()), 6)
    found["strengths"] = tuple(topic[0] for topic in topics[:3])
    found["focus-wanted"] = tuple(topic[1] for topic in topics[3 : draw.randint(5, 6)])
    return found


def _answer(sentences: list[str], draw: Random) -> tuple[str, ...]:
    """One or two paragraphs."""
    chosen = draw.sample(sentences, min(len(sentences), draw.randint(3, 6)))
    if draw.random() < 0.5:
        chosen.append(draw.choice(told()["closing"]["sentences"]))
    said = [filled(sentence, draw) for sentence in chosen]
    middle = len(said) // 2
    return (" ".join(said[:middle]), " ".join(said[middle:])) if len(said) > 3 else (" ".join(said),)


def _actions(of: str, draw: Random) -> tuple[tuple[str, str, str], ...]:
    own = [action for action in told()["actions"] if action["of"] == of]
    chosen = draw.sample(own, draw.randint(3, 5))
    return tuple(tuple(filled(action[part], draw) for part in ("action", "progress", "impact")) for action in chosen)


def filled(sentence: str, draw: Random) -> str:
    """A sentence with its {slots} drawn."""
    said = _SLOT.sub(lambda slot: draw.choice(told()["slots"][slot[1]]), sentence)
    return re.sub(r"(^|\. )([a-z])", lambda found: found[1] + found[2].upper(), said)


def placements(form: Form, area: str, draw: Random) -> dict[str, tuple[int | None, str]]:
    """Where an authority places itself, enabler by enabler, each with one or two lines of evidence."""
    unplaced = {enabler.key for enabler in draw.sample(form.enablers, UNPLACED.get(area, 0))}
    found: dict[str, tuple[int | None, str]] = {}
    for enabler in form.enablers:
        lines = [filled(line, draw) for line in draw.sample(told()["evidence"][enabler.key], draw.randint(1, 2))]
        position = draw.choices(list(_WEIGHTS), list(_WEIGHTS.values()))[0]
        found[enabler.key] = (None, "") if enabler.key in unplaced else (position, " ".join(lines))
    return found


def sign_offs(received: date, draw: Random) -> dict[str, tuple[str, date | None]]:
    """Who signed, under names that cannot be anybody's; of Lead Members and Chief Executives about one in four has not yet."""
    found: dict[str, tuple[str, date | None]] = {}
    for office, name in OFFICES.items():
        if office == "dcs" or draw.random() < 0.75:
            found[office] = (f"Practice {name}", received - timedelta(days=draw.randint(1, 9)))
    return found

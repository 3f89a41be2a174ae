"""What the parts of the screen of Ofsted's key lines share: who acts, the names, and forms whose words stay in the browser."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

import pandas as pd

import queries
from challenge import acting, kept_form, widgets
from challenge.access import Person
from challenge.kept_form import Field, Form, Letter
from challenge.opened import Opened
from challenge.question_letters import session_token
from challenge.returns import ofsted_list
from challenge.returns.ofsted_named import Known

ANSWERS, FORGET = "ofsted answers", "ofsted drafts settled"
# Answers that are kept for a browser that asks again.
MOST = 40


@dataclass(frozen=True)
class Desk:
    """Who acts, names of the cycle's authorities and of themes, and the theme's names for a reader."""

    opened: Opened
    actor: Person | None
    names: dict[str, str]
    themes: dict[str, str]
    called: dict[str, tuple[str, ...]]

    @property
    def cycle(self) -> str:
        """The cycle's key."""
        return self.opened.cycle["cycle"]

    def known(self) -> Known:
        """What a list is read against."""
        return ofsted_list.known(self.cycle, acting.cycles(), self.called)


def desk(opened: Opened) -> Desk:
    """The desk of this run."""
    themes = opened.rows(queries.questions.themes)
    return Desk(
        opened,
        widgets.actor(),
        dict(zip(opened.members["area"], opened.members["name"], strict=True)),
        dict(zip(themes["theme"], themes["name"], strict=True)),
        {row.theme: (row.name, row.short_name) for row in themes[["theme", "name", "short_name"]].itertuples(index=False)},
    )


def rows_of(opened: Opened) -> pd.DataFrame:
    """The cycle's lines as they stand."""
    return opened.rows(queries.ofsted.lines, cycle=opened.cycle["cycle"])


def taking(on: Desk, form: Form, does: Callable[[Letter], dict]) -> None:
    """A form whose words stay in the browser until they are stored; does: what becomes of a letter from it (kind and words)."""
    token = session_token()

    def taken(sent: object) -> None:
        letter = kept_form.letter(sent, form, token)
        if letter is not None and letter.id not in widgets.recall(ANSWERS, {}):
            answer(letter.id, does(letter))

    data = form.data(on.actor is not None, token, widgets.recall(ANSWERS, {}), widgets.recall(FORGET, []))
    widgets.taking("kept_form", data, form.form, taken)


def answer(letter: str, said: dict) -> None:
    """What became of a letter: the browser reads it when the screen is drawn."""
    widgets.remember(ANSWERS, dict([*widgets.recall(ANSWERS, {}).items(), (letter, said)][-MOST:]))


def forget(form: str) -> None:
    """A form that is not drawn any more is settled, and its words go from the browser."""
    widgets.remember(FORGET, [*widgets.recall(FORGET, []), (uuid4().hex, form)][-MOST:])


def some(options: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """Options (key → words) as a field takes them."""
    return tuple(options.items())


def about(on: Desk) -> tuple[Field, ...]:
    """Whom and what a line is about, and the letter it is from."""
    return (
        Field("areas", "Authorities it is about", "some", some(on.names)),
        Field("themes", "Themes", "some", some(on.themes)),
        Field("letter", "Letter it is from", hint="Such as: Letter of 2 November 2017"),
    )

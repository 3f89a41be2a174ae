"""The floor: the same elements as our screens, drawn from constants. Nothing is read, worked out or worded."""

import os
import pickle
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components import v2

from tests.bench.constants import COMPONENT, FOLDER, SIDEBAR, Call, Drawn, key


@cache
def constants() -> dict[str, Drawn]:
    """What each address draws."""
    return dict(pickle.loads(path.read_bytes()) for path in sorted(Path(os.environ[FOLDER]).glob("*.pickle")))


def frame() -> None:
    """The frame around a screen, as ``challenge/screen.py`` draws it, and the screen in it."""
    first = next(iter(constants().values()))
    draw(first.before)
    page = st.navigation(pages(first), **first.options)
    draw(at(page.url_path).between)
    page.run()


def pages(drawn: Drawn) -> dict[str, list]:
    """The navigation's pages, each drawn from constants."""
    return {
        section: [st.Page(partial(screen, page["url_path"]), **page | {"url_path": page["url_path"] or "start"}) for page in each]
        for section, each in drawn.pages.items()
    }


def screen(page: str) -> None:
    """The screen at the address asked for."""
    draw(at(page).screen)


def at(page: str) -> Drawn:
    """What the address asked for draws."""
    return constants()[key(page, st.query_params.to_dict())]


def draw(calls: list[Call]) -> None:
    """Make the calls, one after another."""
    containers: list[Any] = []
    for call in calls:
        if call.name == COMPONENT:
            _component(call.given[0], *call.given[1].values())(**call.named)
            continue
        on = st if call.on is None else st.sidebar if call.on == SIDEBAR else containers[call.on]
        given = getattr(on, call.name)(*call.given, **call.named)
        if call.gives:
            containers += given if isinstance(given, list) else [given]


@cache
def _component(name: str, css: str, js: str) -> Callable:
    return v2.component(name, css=css, js=js)

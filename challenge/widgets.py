"""What the live screens take in: files, words, choices, and the presses of buttons. Beside ``screen`` and ``session`` the only
module of the package that uses ``st.``; a page that asks for any of these is named in ``session.LIVE``."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import pandas as pd
import streamlit as st

from challenge import drawing, session, sheet
from challenge.access import Person

Made = TypeVar("Made")
KINDS = ("docx", "xlsx", "csv", "doc")


def actor() -> Person | None:
    """Who acts: what was declared in this browser session; None until a name was given."""
    who = session.viewer()
    return who if who.name else None


def upload(label: str, key: str, many: bool = False, words: str | None = None) -> list[tuple[str, bytes]]:
    """A place to drop files: name and bytes of each, an empty list until there are any."""
    # Every kind is taken, so that the refusal of a wrong one is ours and says what to do.
    found = st.file_uploader(label, accept_multiple_files=many, key=key, help=words, max_upload_size=60)
    found = found if isinstance(found, list) else [found] if found else []
    return [(file.name, file.getvalue()) for file in found]


def button(label: str, key: str, main: bool = False, off: bool = False, words: str | None = None) -> bool:
    """Whether the button was pressed in this run."""
    return st.button(label, key=key, type="primary" if main else "secondary", disabled=off, help=words)


@contextmanager
def form(key: str) -> Iterator[None]:
    """Fields that are sent together with one :func:`send`."""
    with st.form(key, border=False):
        yield


def send(label: str, key: str, main: bool = True, off: bool = False) -> bool:
    """The button of a form."""
    return st.form_submit_button(label, key=key, type="primary" if main else "secondary", disabled=off)


def choose(label: str, options: dict[str, str], key: str, chosen: str | None = None, none: str | None = None) -> str | None:
    """One of some options (key → words); None while ``none`` stands there."""
    keys = list(options)
    return st.selectbox(
        label,
        keys,
        index=keys.index(chosen) if chosen in options else (None if none else 0),
        format_func=lambda key: options[key],
        key=key,
        placeholder=none or "Choose",
    )


def pick(label: str, options: dict[str, str], key: str, chosen: str) -> str:
    """One of a few options (key → words), all of them in view."""
    keys = list(options)
    words = {"index": keys.index(chosen), "format_func": lambda key: options[key]}
    return st.radio(label, keys, key=key, horizontal=True, **words)


def choose_some(label: str, options: dict[str, str], key: str, chosen: list[str]) -> list[str]:
    """Some of some options (key → words)."""
    return st.multiselect(label, list(options), default=chosen, format_func=lambda key: options[key], key=key)


def line(label: str, key: str, value: str = "", words: str | None = None, most: int = 200) -> str:
    """One line of words."""
    return st.text_input(label, value=value, key=key, help=words, max_chars=most)


def lines(label: str, key: str, value: str = "", words: str | None = None, most: int = 20_000) -> str:
    """Some lines of words."""
    return st.text_area(label, value=value, key=key, help=words, max_chars=most)


def tick(label: str, key: str, value: bool = False) -> bool:
    """Whether it is ticked."""
    return st.checkbox(label, value=value, key=key)


def day(label: str, key: str, value: object = None) -> object:
    """A day, or None."""
    return st.date_input(label, value=value, key=key, format="DD/MM/YYYY")


def grid(
    frame: pd.DataFrame, key: str, columns: dict[str, object], fixed: list[str] | None = None, grows: bool = False
) -> pd.DataFrame:
    """A table to edit, all its rows in view. columns: name → (label, choices) with choices a list, or None for words, ``date``,
    ``number`` or ``tick``. fixed: the columns that cannot be edited. grows: rows may be added and removed."""
    kinds = {
        "date": lambda label: st.column_config.DateColumn(label, format="DD/MM/YYYY"),
        "number": lambda label: st.column_config.NumberColumn(label, step=1),
        "tick": lambda label: st.column_config.CheckboxColumn(label),
    }
    shown = {
        name: (
            st.column_config.SelectboxColumn(label, options=choices)
            if isinstance(choices, list)
            else kinds.get(choices, st.column_config.TextColumn)(label)
        )
        for name, (label, choices) in columns.items()
    }
    return st.data_editor(
        frame,
        key=key,
        column_config=shown,
        column_order=list(columns),
        disabled=fixed or [],
        num_rows="dynamic" if grows else "fixed",
        hide_index=True,
        width="stretch",
        height="content",
        placeholder="",
    )


def take_along(label: str, key: str, made: bytes | Callable[[], bytes], name: str, mime: str, *, ofsted: bool) -> None:
    """A file to take along, made when asked for. ofsted: whether it may go to Ofsted; the name of one that may not says so."""
    name = name if ofsted else f"NOT FOR OFSTED {name}"
    st.download_button(label, data=made, file_name=name, mime=mime, on_click="ignore", key=key)


def part(does: Callable[[], None], every: float | None = None) -> None:
    """A part of the screen that is drawn anew by itself: when something in it is pressed, and every so many seconds."""
    now = drawing.current()

    def drawn() -> None:
        with drawing.going_on(now):
            does()

    st.fragment(drawn, run_every=every)()


def taking(name: str, data: dict, key: str, does: Callable[[object], None]) -> None:
    """A part of our own (one of ``sheet.show``'s) that people write in: ``does`` gets what it sends, before a screen is drawn."""

    def sent() -> None:
        # Nothing stands under the key when the screen was left meanwhile and its parts are gone: then it is sent again.
        does((st.session_state.get(key) or {}).get("sent"))

    sheet.show(name, data, key, on_sent_change=sent)


def progress(share: float, words: str) -> Callable[[float, str], None]:
    """A bar; what comes back moves it."""
    bar = st.progress(share, words)
    return lambda share, words: bar.progress(share, words)


@contextmanager
def folded(label: str, key: str, open_: bool = False) -> Iterator[None]:
    """A part that opens when asked."""
    with st.expander(label, expanded=open_, key=key):
        yield


@contextmanager
def abreast() -> Iterator[None]:
    """Things side by side while there is room."""
    with st.container(horizontal=True, gap="small"):
        yield


def said(words: str) -> None:
    """A short message that goes by itself."""
    st.toast(words)


def heard(key: str, state: str) -> object:
    """What a component of our own (``sheet.show``) hands back as a state; None while it has handed nothing back."""
    return (st.session_state.get(key) or {}).get(state)


def recall(name: str, otherwise: object = None) -> object:
    """What was remembered in this browser session."""
    return st.session_state.get(name, otherwise)


def remember(name: str, value: object) -> None:
    """Remember something in this browser session, until it ends."""
    st.session_state[name] = value


def kept(name: str, key: tuple, makes: Callable[[], Made]) -> Made:
    """What was made before in this browser session, as long as ``key`` says the same: see ``session.stands``."""
    held = recall(name)
    if held is None or held[0] != key:
        held = (key, makes())
        remember(name, held)
    return held[1]


def turn(**choices: str) -> None:
    """Go to another address of this screen."""
    st.query_params.from_dict(choices)
    st.rerun()


def again() -> None:
    """Draw the screen anew."""
    st.rerun()

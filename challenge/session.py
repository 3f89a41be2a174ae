"""What a run of a screen stands on: the open store, who reads, the moment, and rows kept between runs. With ``screen.py`` the only
module of the package that uses ``st.``."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

import pandas as pd
import plotly.graph_objects as go_
import streamlit as st

import queries
from challenge import links, messages, sheet, store
from challenge.access import READER, Person
from challenge.opened import Opened
from challenge.packs import table


@dataclass(frozen=True)
class Reading:
    """Everything one run reads: the store, the reader and the moment, frozen at the start of the run."""

    store: store.Store
    viewer: Person
    as_of: date | None

    def rows(self, block: queries.Block, **given: object) -> pd.DataFrame:
        """The rows of a query for this reader at this moment, kept until the store changes (or the day does)."""
        today = date.today() if self.as_of is None else None
        key = (self.viewer, self.as_of, today, str(self.store.folder), self.store.revision)
        return _rows(block.file, block.name, tuple(sorted(given.items())), *key)


@st.cache_data(max_entries=600, show_spinner=False)
def _rows(
    file: str, name: str, given: tuple, viewer: Person, as_of: date | None, today: date | None, folder: str, revision: int
) -> pd.DataFrame:
    # today, folder and revision are here as parts of the key.
    moment: datetime | None = None if as_of is None else store.end_of(as_of)
    with store.shared().seeing(viewer, moment) as cursor:
        return getattr(queries.file(file), name)(cursor, **dict(given))


def viewer() -> Person:
    """Who reads: what was declared in this browser session, else the group."""
    return st.session_state.get("declared", READER)


def asked() -> dict[str, str]:
    """The choices in the address, as typed."""
    return {name: value for name in links.CHOICES if (value := st.query_params.get(name)) is not None and value.strip()}


def open_view(screen: str) -> Opened:
    """The view of a screen the address asks for, on the open store. ``Unknown`` names a choice that does not exist,
    ``StoreUnusable`` says why there is no store."""
    typed = asked()
    reading = Reading(store.shared(), viewer(), links.read_day(typed.get("as_of", "")))
    return Opened.of(screen, typed, reading)


def show(tree: sheet.Node | list, key: str) -> None:
    """Show a tree of HTML; its links lead on without a reload."""
    sheet.mount(tree, key)


def say_broken() -> None:
    """A screen broke: say so, and that nothing was lost."""
    show(messages.broken(), "broken")


def title(name: str) -> None:
    """What the browser's tab and history call this view."""
    st.set_page_config(page_title=f"{name} · Peer challenge")


def stop() -> None:
    """Nothing more on this screen."""
    st.stop()


def theme() -> str:
    """``light`` or ``dark``, as the reader's browser shows the app."""
    return st.context.theme.type or "light"


def beside() -> tuple:
    """Two places side by side: words, and the wider one for a picture."""
    return tuple(st.columns([2, 3], gap="large"))


def chart(figure: go_.Figure, key: str) -> None:
    """Show a Plotly figure."""
    st.plotly_chart(figure, key=key, theme=None, config={"displaylogo": False, "modeBarButtons": [["toImage"]]})


def downloads(opened: Opened, says: str, *offered: tuple[str, str, Callable[[], pd.DataFrame]]) -> None:
    """Offer files (label, name, rows) as CSV that states cycle, moment, source, licence and *Practice*; made when asked for."""
    facts = opened.facts(says) | {"made for": viewer().declared}
    as_of = "" if opened.view.as_of is None else f" as of {opened.view.as_of}"
    with st.container(horizontal=True):
        for label, name, rows in offered:
            st.download_button(
                label,
                data=partial(_csv, rows, facts),
                file_name=table.file_name(name + as_of, opened.store.practice),
                mime="text/csv",
                on_click="ignore",
                key=f"download {label}",
            )


def _csv(rows: Callable[[], pd.DataFrame], facts: dict[str, str]) -> bytes:
    return table.csv_bytes(rows(), facts)

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
from challenge import drawing, links, rug, sheet, store
from challenge.access import READER, Person
from challenge.held import asks_for_lines
from challenge.opened import Opened
from challenge.packs import table as packs

# Screens that take something in.
LIVE = frozenset({"returns", "self_check", "settings", "meeting", "placing", "questions"})
# Query files, and the screens of the same names, that stand on more than figures: left as they are when something else is written.
STANDS_ON = {
    "placements": frozenset(
        {"journey", "meeting", "placing", "returns", "self_check", "settings", "line_rows", "focus", "questions_region"},
    ),
    "questions": frozenset({"questions", "questions_region", "questions_search", "issuing"}),
    "ofsted": frozenset({"ofsted", "line_rows", "focus", "questions_region", "questions_search"}),
}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def reached(held: store.Store, file: str) -> int:
    """How many things had been written when something was written last that this screen or query file stands on."""
    return held.reached(*(topic for topic, files in STANDS_ON.items() if file in files))


def stands(opened: Opened, *files: str) -> tuple:
    """All that what is made of rows of these query files hangs on: while it is the same, they need not be asked for again."""
    moment = (date.today(), str(opened.store.folder), *(reached(opened.store, file) for file in files))
    return opened.view, opened.now, viewer().role, *moment


@dataclass(frozen=True)
class Reading:
    """Everything one run reads: the store, the reader and the moment, frozen at the start of the run."""

    store: store.Store
    viewer: Person
    as_of: date | None

    def rows(self, block: queries.Block, **given: object) -> pd.DataFrame:
        """The rows of a query for this reader at this moment, kept until the store changes (or the day does)."""
        today = date.today() if self.as_of is None else None
        key = (self.viewer, self.as_of, today, str(self.store.folder), reached(self.store, block.file))
        # A shallow copy: pandas copies on write, so nobody can change what is kept.
        return _rows(block.file, block.name, tuple(sorted(given.items())), *key).copy(deep=False)


@st.cache_resource(max_entries=600, show_spinner=False)
def _rows(
    file: str, name: str, given: tuple, viewer: Person, as_of: date | None, today: date | None, folder: str, revision: int
) -> pd.DataFrame:
    # today, folder and revision are here as parts of the key.
    moment: datetime | None = None if as_of is None else store.end_of(as_of)
    with store.shared().seeing(viewer, moment, lines=asks_for_lines(file, name)) as cursor:
        return getattr(queries.file(file), name)(cursor, **dict(given))


def viewer() -> Person:
    """Who reads: what was declared in this browser session, else the group."""
    return st.session_state.get("declared", READER)


def asked() -> dict[str, str]:
    """The choices in the address, as typed."""
    return {name: value for name in links.CHOICES if (value := st.query_params.get(name)) is not None and value.strip()}


def draw(screen: str) -> None:
    """Draw a screen as its page describes it for this address, reader and theme, on the store as it stands today.

    ``Unknown`` names a choice that does not exist, ``StoreUnusable`` says why there is no store.
    """
    if screen in LIVE:
        drawing.make(screen, asked(), viewer().role, st.context.theme.type or "light", live=True)
        return
    held = store.shared()
    shown = (viewer().role, st.context.theme.type or "light", date.today(), str(held.folder), reached(held, screen))
    kept = _drawing(screen, _plain(asked()), *shown)
    places: dict[int, object] = {}
    for does, given in kept.steps:
        does(places, *given)


def prepare(screen: str, choices: tuple[tuple[str, str], ...] = ()) -> None:
    """Have a screen ready, as most readers open it, before anybody asks."""
    held = store.shared()
    _drawing(screen, choices, READER.role, "light", date.today(), str(held.folder), reached(held, screen))


def _plain(typed: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """The choices of an address without those that say what it would mean without them: one drawing for both."""
    defaults = {"source": "published", "compare": "england"}
    if "as_of" not in typed:
        held = store.shared()
        cycle, period = _opens_with(viewer().role, date.today(), str(held.folder), held.reached())
        if typed.get("cycle", cycle) == cycle:
            defaults |= {"cycle": cycle, "period": period}
    return tuple(sorted((name, value) for name, value in typed.items() if defaults.get(name) != value))


@st.cache_resource(max_entries=20, show_spinner=False)
def _opens_with(role: str, today: date, folder: str, revision: int) -> tuple[str, str]:
    """The cycle and the column a store opens with; empty while there is no cycle."""
    # today, folder and revision are here as parts of the key.
    reading = Reading(store.shared(), Person("", role), None)
    for cycle in reading.rows(queries.frame.cycles).head(1).itertuples():
        columns = reading.rows(queries.frame.columns, cycle=cycle.cycle).set_index("ordinal")["column_key"]
        return cycle.cycle, columns[cycle.default_ordinal]
    return "", ""


@st.cache_resource(max_entries=240, show_spinner=False)
def _drawing(
    screen: str, choices: tuple[tuple[str, str], ...], role: str, theme: str, today: date, folder: str, revision: int
) -> drawing.Drawing:
    # today, folder and revision are here as parts of the key.
    return drawing.make(screen, dict(choices), role, theme)


def open_view(screen: str) -> Opened:
    """The view of a screen the address asks for, on the open store. ``Unknown`` names a choice that does not exist,
    ``StoreUnusable`` says why there is no store."""
    now, held = drawing.current(), store.shared()
    return _opened(screen, tuple(sorted(now.choices.items())), now.role, date.today(), str(held.folder), held.reached(*STANDS_ON))


@st.cache_resource(max_entries=120, show_spinner=False)
def _opened(screen: str, choices: tuple[tuple[str, str], ...], role: str, today: date, folder: str, revision: int) -> Opened:
    # today, folder and revision are here as parts of the key.
    typed = dict(choices)
    return Opened.of(screen, typed, Reading(store.shared(), Person("", role), links.read_day(typed.get("as_of", ""))))


def theme() -> str:
    """``light`` or ``dark``, as the reader's browser shows the app."""
    return drawing.current().theme


def _step(does: Callable, *given: object) -> None:
    drawing.current().step(does, *given)


def show(tree: sheet.Node | list, key: str) -> None:
    """Show a tree of HTML; its links lead on without a reload."""
    _step(_show, tree, key)


def _show(_: dict, tree: sheet.Node | list, key: str) -> None:
    sheet.mount(tree, key)


def table(data: dict, key: str) -> None:
    """Show a rug, as ``challenge.rug.rug`` made it."""
    _step(_table, data, key)


def _table(_: dict, data: dict, key: str) -> None:
    rug.mount(data, key)


def title(name: str) -> None:
    """What the browser's tab and history call this view."""
    _step(_title, name)


def _title(_: dict, name: str) -> None:
    st.set_page_config(page_title=f"{name} · Peer challenge")


def stop() -> None:
    """Nothing more on this screen."""
    raise drawing.Over


def beside(*shares: int) -> tuple[drawing.Place, ...]:
    """Places side by side, of these shares of the width; two when none are given: words, and the wider one for a picture."""
    now = drawing.current()
    shares = shares or (2, 3)
    numbers = range(now.places, now.places + len(shares))
    now.places += len(shares)
    _step(_columns, shares, tuple(numbers))
    return tuple(drawing.Place(now, number, _enter, _leave) for number in numbers)


def _columns(places: dict, shares: tuple[int, ...], numbers: tuple[int, ...]) -> None:
    places.update(zip(numbers, st.columns(list(shares), gap="large"), strict=True))


def _enter(places: dict, number: int) -> None:
    places[number].__enter__()


def _leave(places: dict, number: int) -> None:
    places[number].__exit__(None, None, None)


def here() -> drawing.Place:
    """A place in the middle of a screen that is filled later, above what is drawn meanwhile; of several things the last stands."""
    now = drawing.current()
    number, now.places = now.places, now.places + 1
    _step(_room, number)
    return drawing.Place(now, number, _enter, _leave)


def _room(places: dict, number: int) -> None:
    places[number] = st.empty()


def chart(figure: go_.Figure, key: str) -> None:
    """Show a Plotly figure."""
    _step(_chart, figure, key)


def _chart(_: dict, figure: go_.Figure, key: str) -> None:
    st.plotly_chart(figure, key=key, theme=None, config={"displayModeBar": False})


def downloads(opened: Opened, says: str, *offered: tuple, ofsted: bool = True, sources: dict[str, str] | None = None) -> None:
    """Offer tables as CSV and as Excel workbook, made of the same rows when asked for. Each is (label, name, rows), or
    (label, name, rows, False) where nothing in it is invented in a practice store.

    label: of the buttons, without the format (``Download this rug``); its last word names the sheet. name: of the files, and the
    title of the workbook. rows: makes the DataFrame. ofsted: whether they may go to Ofsted, which each says. Files state cycle,
    moment, source, licence, for whom they were made, and *Practice*; sources: what they say in place of the published figures'.
    """
    as_of = "" if opened.view.as_of is None else f" as of {opened.view.as_of}"
    practice = opened.store.practice
    named = [(label, name + as_of, rows, practice and invented != [False]) for label, name, rows, *invented in offered]
    _step(_downloads, opened.facts(says, ofsted) | (sources or {}), named, ofsted)


def _downloads(
    _: dict, facts: dict[str, str], offered: list[tuple[str, str, Callable[[], pd.DataFrame], bool]], ofsted: bool
) -> None:
    # Who takes a file along is asked anew each time; all else is part of the drawing.
    facts = facts | {"made for": viewer().declared}
    with st.container(horizontal=True, gap="medium"):
        for label, name, rows, practice in offered:
            formats = (
                ("CSV", "csv", "text/csv", lambda rows=rows: packs.csv_bytes(rows(), facts)),
                ("Excel", "xlsx", XLSX, partial(_workbook, rows, facts, name, label, practice)),
            )
            # The two of a table stay together where the line breaks.
            with st.container(horizontal=True, width="content", gap="small"):
                for kind, ending, mime, made in formats:
                    st.download_button(
                        f"{label} ({kind})",
                        data=made,
                        file_name=packs.file_name(name, practice, ending, ofsted),
                        mime=mime,
                        on_click="ignore",
                        key=f"{label} {ending}",
                    )


def _workbook(rows: Callable[[], pd.DataFrame], facts: dict[str, str], title: str, label: str, practice: bool) -> bytes:
    # Imported here: the writer is large, and most views are looked at and not taken along.
    from challenge.packs import workbook

    return workbook.xlsx_bytes(rows(), facts, title, label.split()[-1], practice)

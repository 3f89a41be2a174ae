"""The panel on which the group places one authority: what `placer.js` needs to draw it. What stands comes as rows; nothing here
looks at a figure or decides where anybody stands."""

from datetime import datetime

import pandas as pd

from challenge.settings_sheet import moment
from challenge.sheet import show

NAME = "placer"
# What the browser hands back: entries that the server has not answered yet.
ENTRIES = "entries"
KEYS = (
    ("↑ ↓", "enabler"),
    ("1 2 3 4 5", "position"),
    ("0", "not placed"),
    ("Enter", "reason"),
    ("n", "next authority"),
    ("p", "previous"),
)


def panel(
    cells: pd.DataFrame, positions: list[str], title: str, who: str, readonly: str, today: str, answers: dict[str, dict]
) -> dict:
    """What the panel shows, ready for `mount`; the page adds where it is (cycle, area, name, next, previous).

    cells: rows of ``queries.meeting.cells``. positions: names of the five. who: who places, empty for nobody. readonly: why nothing
    can be placed, empty when it can. today: this day, as `moment` words it. answers: what became of entries, by their id.
    """
    return {
        "title": title,
        "positions": positions,
        "who": who,
        "readonly": readonly,
        "keys": KEYS,
        "enablers": [
            {
                "enabler": row.enabler,
                "number": row.number,
                "name": row.name,
                "own": {
                    "state": row.self_state,
                    "position": whole(row.self_position),
                    "words": own_words(row.self_state, row.self_position, positions),
                    "evidence": row.self_evidence,
                },
                "group": stands(
                    row.group_state,
                    row.group_position,
                    row.group_evidence,
                    row.group_revision,
                    row.group_actor,
                    row.group_recorded_at,
                    today,
                ),
            }
            for row in cells.itertuples(index=False)
        ],
        "answers": answers,
    }


def stands(
    state: str, position: float | None, evidence: str, revision: int, actor: str, recorded_at: datetime | None, today: str
) -> dict:
    """One word of the group as the panel holds it."""
    said = state in ("placed", "not_placed")
    return {
        "state": state if said else "none",
        "position": whole(position),
        "evidence": evidence,
        "revision": int(revision),
        "by": actor if said else "",
        "at": clock(recorded_at, today) if said else "",
    }


def own_words(state: str, position: float | None, positions: list[str]) -> str:
    """An authority's own placement in words: placed, said not to be placed, and nothing said are three things."""
    if state == "placed":
        return f"○ {positions[whole(position) - 1]}"
    return "○ Says: not placed" if state == "not_placed" else "No own placement"


def whole(position: float | None) -> int | None:
    """A position as a number without a fraction; None for none."""
    return None if position is None or pd.isna(position) else int(position)


def clock(when: datetime, today: str) -> str:
    """A moment of the ledger in England: ``10:42`` of today, else its day, ``16 Nov 2017``."""
    day, _, hour = moment(when).rpartition(", ")
    return hour if day == today else f"{pd.Timestamp(day).day} {pd.Timestamp(day):%b %Y}"


def today(now: datetime) -> str:
    """The day of a moment of the ledger, in England, as `clock` compares it."""
    return moment(now).rpartition(", ")[0]


def mount(data: dict, key: str) -> None:
    """Show the panel; what is entered on it comes back as the state ``ENTRIES`` of ``key``."""
    show(NAME, data, key, on_entries_change=_kept)


def _kept() -> None:
    """A state without something to call would not be kept."""

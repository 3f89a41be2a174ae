"""A self-view beside what is known, before anything is stored: published figures of the same columns, and changes further than
England's authorities make plausible."""

from collections.abc import Callable
from dataclasses import dataclass

import duckdb
import pandas as pd

import queries
from challenge.access import Person
from challenge.receiving import fill
from challenge.returns.document import Problem
from challenge.returns.self_view import SelfView
from challenge.store import Store, Writing

# A version that is only supposed stands after every one that was sent.
SUPPOSED = 1_000_000


@dataclass(frozen=True)
class Compared:
    """beside: rows of ``queries.self_check.beside_published``, what differs most first. problems: changes to confirm, none of which
    blocks."""

    beside: pd.DataFrame
    problems: tuple[Problem, ...]


def supposing(view: SelfView) -> Callable[[Writing], None]:
    """What makes a store look as if ``view`` had been sent: for :meth:`Store.supposing`."""
    return lambda entry: fill(entry, view, SUPPOSED, "file")


def compare(store: Store, viewer: Person, view: SelfView) -> Compared:
    """Set what was read beside what is published; nothing is stored. A view without authority or cycle has nothing to be set
    beside."""
    if view.authority is None or view.cycle is None:
        return Compared(pd.DataFrame(), ())
    with store.supposing(viewer, supposing(view)) as cursor:
        return compared(cursor, view.cycle, view.authority)


def compared(cursor: duckdb.DuckDBPyConnection, cycle: str, area: str) -> Compared:
    """The same for the version of an authority that counts, as a cursor sees it."""
    beside = queries.self_check.beside_published(cursor, cycle=cycle, area=area)
    jumps = queries.self_check.jumps(cursor, cycle=cycle, area=area)
    return Compared(beside, tuple(_jump(row) for row in jumps.itertuples()))


def _jump(row) -> Problem:
    def shown(value: float, sign: str = "") -> str:
        return format(value, f"{sign},.{int(row.decimals)}f")

    many = f"{int(row.n_as_far)} of England’s {int(row.n)} authorities" if row.n_as_far else f"none of England’s {int(row.n)}"
    return Problem(
        place=row.place,
        found=f"{row.name}, {row.column_label}: {shown(row.value)} after {shown(row.value_before)}, "
        f"a change of {shown(row.change, '+')}",
        expected=f"a smaller change: {many} moved as far between these years",
        do="look at both figures again; if they are right, say so and why",
        number=int(row.number),
        period=row.column_key,
    )

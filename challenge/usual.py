"""The usual views, drawn before anybody asks: on a meeting's morning everybody comes at once, and nobody should wait for the first
look at a screen that all of them open."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product

import queries
from challenge import store
from challenge.access import READER
from challenge.errors import ChallengeError
from challenge.links import COMPARISONS, Unknown

# Seconds a server is left alone after its start and after a write, before it draws ahead.
QUIET = 5.0


@dataclass(frozen=True)
class Usual:
    """A view many readers open: its screen and its choices as they stand in the address."""

    screen: str
    choices: tuple[tuple[str, str], ...] = ()


def views(opened: store.Store) -> Iterator[Usual]:
    """The usual views of the cycle a store opens with: start, the region by column and comparison, the journey, each BPN,
    authority and headline KPI as it opens, then BPNs by comparison and KPIs by column."""
    with opened.seeing(READER, lines=False) as cursor:
        cycles = queries.frame.cycles(cursor)
        if cycles.empty:
            return
        cycle = cycles["cycle"].iloc[0]
        columns = queries.frame.columns(cursor, cycle=cycle)
        members = queries.frame.members(cursor, cycle=cycle)
        kpis = queries.frame.shown(cursor, cycle=cycle)
    default = columns.loc[columns["ordinal"] == cycles["default_ordinal"].iloc[0], "column_key"].iloc[0]
    periods = [{"period": key} for key in columns["column_key"] if key != default]
    compared = [{"compare": key} for key in COMPARISONS if key != "england"]
    bpns = [{"bpn": key} for key in dict.fromkeys(members["bpn"].dropna())]
    headline = [{"kpi": key} for key in kpis.loc[kpis["headline"], "kpi"]]
    each = [
        ("start", [{}], [{}]),
        ("region", [{}, *compared], [{}, *periods]),
        ("journey", [{}], [{}]),
        ("bpn", [{}, *bpns], [{}]),
        ("authority", [{"area": key} for key in members["area"]], [{}]),
        ("kpi", headline, [{}]),
        ("bpn", bpns, compared),
        ("kpi", headline, periods),
    ]
    for screen, first, second in each:
        for choices in product(first, second):
            yield Usual(screen, tuple(sorted((choices[0] | choices[1]).items())))


class Ahead:
    """Draws the usual views one after another in a thread of its own, resting as long as it worked, so that readers come first:
    once after the start, and again when the store was written to or the day changed, and then nothing happened for a while."""

    def __init__(self, draw: Callable[[str, tuple[tuple[str, str], ...]], object]) -> None:
        """draw: makes ready one screen with these choices."""
        self._draw = draw
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="drawing ahead", daemon=True)

    def start(self) -> None:
        """Begin after a while of quiet."""
        self._thread.start()

    def stop(self) -> None:
        """End, and wait until the view in hand is done, before the store is closed."""
        self._over.set()
        if self._thread.is_alive():
            self._thread.join(timeout=10)

    def _run(self) -> None:
        done = seen = None
        while not self._over.wait(QUIET):
            try:
                now = (date.today(), store.shared().reached())
                # The first time nothing came before it: the start was a while of quiet ago.
                if now not in (done, seen or now):
                    seen = now
                elif now != done and self._all():
                    done = now
            except (ChallengeError, Unknown) as error:
                # What is wrong with the store is said on every screen; nothing can be drawn ahead.
                print(error)
                return

    def _all(self) -> bool:
        """Whether all of them were drawn on one state of the store."""
        began = store.shared().reached()
        for usual in views(store.shared()):
            begun = time.perf_counter()
            self._draw(usual.screen, usual.choices)
            if self._over.wait(time.perf_counter() - begun) or store.shared().reached() != began:
                return False
        return True

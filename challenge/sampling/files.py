"""The practice store's self-views as files: each a region's form, filled in by its authority's invented figures and words."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pandas as pd

import queries
from challenge import making, templating
from challenge.access import PROGRAM
from challenge.packs.self_view import Filled, SelfViewContents, stem
from challenge.packs.self_view_word import docx_bytes
from challenge.packs.self_view_workbook import xlsx_bytes
from challenge.sampling import figures, spoiling, words, written
from challenge.store import ALL_TIME, Store, open_store

SENT_AS_WORKBOOK = ("blackpool", "cheshire-east", "cumbria", "lancashire", "oldham", "st-helens", "wigan", "wirral")
# The figure that the first version had wrong, and what it said instead.
SENT_TWICE = {"bolton": ((10, 2), 11.0), "wirral": ((6, 2), 4.5), "sefton": ((12, 2), -9.0)}
# Everybody's sign-offs are entered a few days after, but for these; Bolton's stand by its first version.
NOT_SIGNED = ("blackpool", "halton", "liverpool", "salford", "tameside", "warrington", "wigan")
RECEIVED = "received.csv"


@dataclass(frozen=True)
class Sent:
    """One self-view as it was sent. signed_at: when its sign-offs were entered, if they were."""

    filled: Filled
    version: int
    ending: str
    received_at: datetime
    signed_at: datetime | None

    @property
    def name(self) -> str:
        """What the file is called: ``Practice-self-view-bury-2017-18.docx``."""
        again = f"-v{self.version}" if self.version > 1 else ""
        return f"{stem(self.filled).capitalize()}{again}.{self.ending}"

    def data(self, ending: str | None = None) -> bytes:
        """The file, the same bytes each time; ``ending`` makes another kind of it."""
        if (ending or self.ending) == "xlsx":
            return xlsx_bytes(self.filled)
        contents = self.filled.contents
        said = {key: each if isinstance(each, str) else f"{each:g}" for key, each in contents.figures.items()}
        filled = replace(self.filled, contents=replace(contents, figures=said))
        return spoiling.spoiled(docx_bytes(filled), filled)


def every(templates: list[Filled], cells: pd.DataFrame) -> Iterator[Sent]:
    """Every self-view in the order of authorities and versions. templates: the cycle's, of every member; cells: rows of
    ``queries/practice.sql``, block blank_returns."""
    invented = figures.figures(cells)
    for template in templates:
        own = invented[invented["area"] == template.authority]
        yield from _versions(template, own)


def _versions(template: Filled, own: pd.DataFrame) -> Iterator[Sent]:
    area = template.authority
    received = own["received_at"].iloc[0].to_pydatetime()
    ending = "xlsx" if area in SENT_AS_WORKBOOK else "docx"
    draw = Random(f"{area} {template.cycle}")
    columns = written.columns(template.columns, draw)
    cells = written.cells(own, draw, in_numbers=ending == "xlsx") | spoiling.CELLS.get(area, {})
    contents = SelfViewContents(
        figures=cells,
        answers=words.answers(template.form, draw),
        placements=words.placements(template.form, area, draw),
        sign_offs=words.sign_offs(received.date(), draw),
    )
    filled = replace(template, columns=columns, practice=True, contents=contents)
    signed = received + timedelta(days=draw.randint(1, 4), hours=3)
    if area not in SENT_TWICE:
        yield Sent(filled, 1, ending, received, None if area in NOT_SIGNED else signed)
        return
    again = received + timedelta(days=6, hours=3)
    yield Sent(replace(filled, contents=_first(contents, own, *SENT_TWICE[area])), 1, ending, received, signed)
    yield Sent(filled, 2, ending, again, None if area == "bolton" else again + timedelta(days=2))


def _first(contents: SelfViewContents, own: pd.DataFrame, key: tuple[int, int], off: float) -> SelfViewContents:
    """What the first version said: one figure was wrong, and the last question had no answer yet."""
    row = own[(own["number"] == key[0]) & (own["ordinal"] == key[1])].iloc[0]
    wrong = f"{row['value'] + off:.{int(row['decimals'])}f}%"
    answers = dict(list(contents.answers.items())[:-1])
    return replace(contents, figures=contents.figures | {key: wrong}, answers=answers)


def shipped() -> list[Sent]:
    """Every self-view, from the published figures and cycles that the program ships."""
    with TemporaryDirectory() as folder:
        making.make(Path(folder), "live")
        store = open_store(Path(folder))
        try:
            return from_store(store)
        finally:
            store.close()


def from_store(store: Store) -> list[Sent]:
    """Every self-view, from the published figures of a store."""
    with store.seeing(PROGRAM, ALL_TIME, lines=False) as cursor:
        cells = queries.practice.blank_returns(cursor, cycle=figures.CYCLE)
        return list(every(templating.templates(store, cursor, figures.CYCLE, None), cells))


def write(sent: list[Sent], folder: Path) -> list[Path]:
    """Write every file into ``folder``, with the list of when each was received; gives their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for each in sent:
        paths.append(folder / each.name)
        paths[-1].write_bytes(each.data())
    paths.append(folder / RECEIVED)
    paths[-1].write_text(received(sent), encoding="utf-8", newline="")
    return paths


def received(sent: list[Sent]) -> str:
    """When each file was received and its sign-offs entered, as CSV in the order they came."""
    held = io.StringIO()
    rows = csv.writer(held, lineterminator="\n")
    rows.writerow(["file", "area", "version", "received_at", "signed_at"])
    for each in sorted(sent, key=lambda one: one.received_at):
        signed = f"{each.signed_at:%Y-%m-%d %H:%M}" if each.signed_at else ""
        rows.writerow([each.name, each.filled.authority, each.version, f"{each.received_at:%Y-%m-%d %H:%M}", signed])
    return held.getvalue()

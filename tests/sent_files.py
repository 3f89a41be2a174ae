"""Self-views to send in tests: the project's own template of an authority, filled in and changed as its people would."""

import io
from functools import cache

import docx
import duckdb

from challenge import templating
from challenge.access import READER
from challenge.store import Store

NUMBERS = {
    "caseload": "Average social worker caseload",
    "rereferrals": "previous referral",
    "s47": "section 47",
    "second_plans": "second or subsequent",
    "leavers_eet": "in EET",
}
_templates: dict[tuple, bytes] = {}


def template(store: Store, area: str, cycle: str = "2017-18", ending: str = "docx") -> bytes:
    """A blank self-view, as the store would send it out. What has been sent does not stand in it, so that copies of one store,
    and a store before and after a return, have the same."""
    with store.reading(READER) as cursor:
        key = (store.kind, _settings(cursor), area, cycle, ending)
    if key not in _templates:
        with store.seeing(READER, lines=False) as cursor:
            (filled,) = templating.templates(store, cursor, cycle, area)
        _templates[key] = templating.made(filled, ending)
    return _templates[key]


def self_view(store: Store, area: str, cells: dict[tuple[str, int], str] | None = None, cycle: str = "2017-18") -> bytes:
    """A Word self-view of an authority with cells written over: (kpi, column from 1) → what stands there."""
    document = docx.Document(io.BytesIO(template(store, area, cycle)))
    wanted = {(_label(kpi), column): text for (kpi, column), text in (cells or {}).items()}
    for table in document.tables:
        for row in table.rows:
            for (label, column), text in wanted.items():
                if label in row.cells[0].text and len(row.cells) > column:
                    row.cells[column].text = text
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _settings(cursor: duckdb.DuckDBPyConnection) -> tuple:
    """How much there is of what stands in a blank self-view: releases, editions of the rules, and settings."""
    counted = ("release", "edition", "cycle_setting", "membership_entry")
    return tuple(cursor.execute(f"select count(*) from {table}").fetchone()[0] for table in counted)


@cache
def _label(kpi: str) -> str:
    return NUMBERS[kpi]

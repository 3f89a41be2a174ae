"""Self-views to send in tests: the project's own template of an authority, filled in and changed as its people would."""

import io
from functools import cache

import docx

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
_templates: dict[tuple[str, str], bytes] = {}


def template(store: Store, area: str, cycle: str = "2017-18", ending: str = "docx") -> bytes:
    """A blank self-view, as the store would send it out."""
    key = (str(store.folder), area, cycle, ending)
    if key not in _templates:
        with store.seeing(READER) as cursor:
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


@cache
def _label(kpi: str) -> str:
    return NUMBERS[kpi]

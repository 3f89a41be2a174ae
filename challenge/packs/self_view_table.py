"""The figures of an authority's self-view as CSV, one row for each KPI and column of the cycle."""

import csv
import io

from challenge.packs.self_view import Filled
from challenge.packs.table import looks_like_a_formula
from challenge.returns import printed


def csv_bytes(filled: Filled) -> bytes:
    """The figures alone, for spreadsheets (UTF-8 with a mark): whose they are, then a row for each KPI and period.

    ``value`` is pre-filled with what is published, ``source`` says where that comes from, ``note`` is empty for the authority.
    """
    lines = [("Practice", "invented for practice")] if filled.invented else []
    lines += filled.fields
    if filled.contents is None:
        lines.append((printed.HERE, filled.untouched))
        lines.append((printed.OFSTED, printed.MAY_GO))
        lines.append((printed.SOURCE, f"{printed.FROM}: {filled.facts.get('figures', 'official statistics')}"))
    lines.append(())
    lines.append(("number", "kpi", "label", "unit", "period", "value", "note", "source"))
    for asked in filled.form.asked:
        for column in filled.columns:
            value, source = filled.cell(asked.number, column.ordinal), filled.source_of(asked, column)
            lines.append((asked.number, asked.kpi, asked.label, filled.unit(asked), column.label, value, "", source))
    made = io.StringIO()
    csv.writer(made, lineterminator="\r\n").writerows([[_harmless(cell) for cell in line] for line in lines])
    return made.getvalue().encode("utf-8-sig")


def _harmless(cell: object) -> object:
    """Text a spreadsheet would take for a formula gets an apostrophe, as in every CSV of the project."""
    return f"'{cell}" if isinstance(cell, str) and looks_like_a_formula(cell) else cell

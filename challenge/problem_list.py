"""Problems of a return as a list to act on, and its figures: shown wherever a file was read."""

from collections.abc import Sequence

import pandas as pd

from challenge import wording
from challenge.returns.document import Problem
from challenge.sheet import Node, el

KINDS = {True: ("bad", "Blocks"), False: ("", "To confirm")}


def counts(problems: Sequence[Problem]) -> str:
    """How many there are, in words: ``one problem blocks a figure, three are to confirm``."""
    whole = sum(each.blocks and each.number is None for each in problems)
    figures = sum(each.blocks and each.number is not None for each in problems)
    rest = len(problems) - whole - figures
    parts = [
        wording.counted(whole, "problem keeps the file out", "problems keep the file out") if whole else "",
        wording.counted(figures, "figure waits for an answer", "figures wait for an answer") if figures else "",
        wording.counted(rest, "point to look at", "points to look at") if rest else "",
    ]
    return wording.listed([part for part in parts if part]) or "no problem was found"


def problems(found: Sequence[Problem], kpis: dict[int, str], columns: dict[str, str], caption: str) -> Node:
    """Each problem with its place, what was found, what was expected and the way out; what blocks comes first.

    kpis: number → name; columns: key → label.
    """
    ordered = sorted(found, key=lambda each: (not each.blocks, each.number is not None))
    return el(
        "div",
        el(
            "table",
            el("caption", caption),
            el(
                "thead",
                el("tr", [el("th", head, scope="col") for head in ("Kind", "What it concerns", "Found", "Expected", "What to do")]),
            ),
            el(
                "tbody",
                [
                    el(
                        "tr",
                        el("td", KINDS[each.blocks][1], cls=KINDS[each.blocks][0] or None),
                        el("th", _concerns(each, kpis, columns), el("small", each.place), scope="row"),
                        el("td", each.found),
                        el("td", each.expected),
                        el("td", wording.sentence(each.do)),
                    )
                    for each in ordered
                ],
            ),
            cls="table",
        ),
        cls="scroll",
    )


def _concerns(problem: Problem, kpis: dict[int, str], columns: dict[str, str]) -> str:
    if problem.number is None:
        return "The file"
    return ", ".join(
        part for part in (kpis.get(problem.number, f"KPI {problem.number}"), columns.get(problem.period or "", "")) if part
    )


def figures(rows: pd.DataFrame, columns: dict[str, str], caption: str) -> Node:
    """The figures of a return, a row for each KPI and a column for each of the cycle's. ``rows``: number, kpi, name, unit,
    unit_short, decimals, column_key, value, status, note, part_year, period_end, place."""
    texts = wording.or_status(wording.figures(rows), rows["status"])
    frame = rows.assign(text=texts)
    return el(
        "div",
        el(
            "table",
            el("caption", caption),
            el(
                "thead",
                el("tr", el("th", "KPI", scope="col"), [el("th", label, scope="col", cls="num") for label in columns.values()]),
            ),
            el("tbody", [_row(own, columns) for _, own in frame.groupby("number", sort=True)]),
            cls="table",
        ),
        cls="scroll",
    )


def _row(own: pd.DataFrame, columns: dict[str, str]) -> Node:
    first = own.iloc[0]
    cells = {row.column_key: row for row in own.itertuples()}
    return el(
        "tr",
        el("th", f"{int(first['number'])} {first['name']}", el("small", first["unit"]), scope="row"),
        [_cell(cells.get(key)) for key in columns],
    )


def _cell(row) -> Node:
    if row is None:
        return el("td", "n/r", cls="num")
    part = ""
    if row.part_year:
        ends = wording.day(row.period_end) if not pd.isna(row.period_end) else ""
        part = f"part of a year, to {ends}" if ends else "part of a year, end not said"
    beside = "; ".join(filter(None, (part, row.note if isinstance(row.note, str) else "")))
    return el("td", row.text, el("small", beside) if beside else None, cls="num", title=row.place)

"""Parts of the returns screen for the whole cycle: who has sent what, when, how complete, signed by whom, what is to be mended."""

from typing import Protocol

import pandas as pd

from challenge import wording
from challenge.links import View
from challenge.returns.self_view import SelfView
from challenge.sheet import Node, el


class Taken(Protocol):
    """What became of one file of an upload: the self-view read, ``stored``, ``known`` or ``refused``, and in words."""

    view: SelfView
    outcome: str
    said: str


HEADS = (
    *(("Authority", ""), ("Received", ""), ("Version", "num"), ("KPIs complete", "num"), ("Questions answered", "num")),
    *(("Grid", "num"), ("Director", ""), ("Lead Member", ""), ("Chief Executive", ""), ("Problems", "")),
)


def headline(rows: pd.DataFrame) -> str:
    """How far the returns are, in a sentence."""
    sent = rows["version"].notna()
    signed = rows[["dcs", "lm", "ce"]].notna().all(axis=1)
    blocking = rows["n_blocking"] > 0
    if not sent.any():
        return f"None of the {len(rows)} authorities has returned a self-view yet."
    first = f"{sent.sum()} of {len(rows)} authorities have returned a self-view"
    by_all = wording.counted(int(signed.sum()), "is", "are") if signed.any() else "none is"
    waits = wording.counted(int(blocking.sum()), "has", "have") if blocking.any() else "none has"
    return f"{first}; {by_all} signed by all three, and {waits} a figure that waits for an answer."


def due(deadlines: pd.DataFrame, missing: list[str]) -> str:
    """By when self-views are due, as each paper says, and from whom they are missing."""
    words = [f"{wording.day(row.last_day)} ({wording.lower_first(row.said_by)})" for row in deadlines.itertuples()]
    when = f"Due by {wording.listed(words, 'or')}." if words else "No deadline is set."
    return f"{when} {wording.sentence('Missing: ' + wording.listed(missing)) if missing and len(missing) < 12 else ''}".strip()


def overview(rows: pd.DataFrame, deadlines: pd.DataFrame, view: View, caption: str) -> Node:
    """One row for each authority. ``rows``: of ``queries.returns.overview``."""
    return el(
        "div",
        el(
            "table",
            el("caption", caption),
            el("thead", el("tr", [el("th", head, scope="col", cls=cls or None) for head, cls in HEADS])),
            el("tbody", [_row(row, deadlines, view) for row in rows.itertuples()]),
            cls="table",
        ),
        cls="scroll",
    )


def _row(row, deadlines: pd.DataFrame, view: View) -> Node:
    name = el("th", el("a", row.name, href=view.link(area=row.area)), scope="row")
    if row.version != row.version:
        return el("tr", name, el("td", "not received", colspan=len(HEADS) - 1, cls="muted"))
    return el(
        "tr",
        name,
        el("td", wording.day(row.first_received), el("small", punctual(row.first_received, deadlines))),
        el("td", str(int(row.version)), cls="num"),
        el("td", f"{int(row.n_complete)} of {int(row.n_kpis)}", cls="num"),
        el("td", f"{int(row.n_answered)} of {int(row.n_questions)}", cls="num"),
        el("td", f"{int(row.n_placed)} of 7", cls="num"),
        [el("td", *_signed(getattr(row, office), row.n_of_earlier)) for office in ("dcs", "lm", "ce")],
        el("td", *_problems(row)),
    )


def punctual(received: object, deadlines: pd.DataFrame) -> str:
    """How a day lies to each deadline: ``1 day after 27 October, before 31 October``."""
    day = pd.Timestamp(received).date()
    words = []
    for last in dict.fromkeys(pd.Timestamp(each).date() for each in deadlines["last_day"]):
        late = (day - last).days
        words.append(
            f"in time for {wording.day(last, year=False)}"
            if late <= 0
            else f"{wording.counted(late, 'day')} after {wording.day(last, year=False)}"
        )
    return ", ".join(words) if "after" in "".join(words) else "in time"


def _signed(name: object, earlier: float) -> tuple:
    if isinstance(name, str):
        return ("✓ ", name)
    return ("not yet", el("small", "an earlier version was") if earlier else None)


def _problems(row) -> tuple:
    blocking, rest = int(row.n_blocking), int(row.n_to_confirm)
    if not blocking and not rest:
        return ("none",)
    return (
        el("span", f"{blocking} to answer", cls="bad") if blocking else None,
        ", " if blocking and rest else None,
        f"{rest} to look at" if rest else None,
    )


def export(rows: pd.DataFrame) -> pd.DataFrame:
    """The overview as a table to download."""
    chosen = (
        *(
            "area",
            "name",
            "bpn_name",
            "round",
            "version",
            "first_received",
            "recorded_at",
            "received_as",
            "n_complete",
            "n_returned",
        ),
        *("n_asked", "n_answered", "n_questions", "dcs", "lm", "ce", "n_blocking", "n_to_confirm"),
    )
    return rows[[*chosen]].convert_dtypes()


def outcomes(found: list[Taken], names: dict[str, str], view: View, marked: str) -> Node:
    """What became of each file of an upload, with the problems of what was refused."""
    from challenge import problem_list

    stored = sum(each.outcome == "stored" for each in found)
    known = sum(each.outcome == "known" for each in found)
    refused = [each for each in found if each.outcome == "refused"]
    parts = [
        f"{wording.counted(stored, 'file was', 'files were')} stored" if stored else "",
        f"{wording.counted(known, 'was', 'were')} here already" if known else "",
        f"{wording.counted(len(refused), 'was', 'were')} refused, and nothing of {'it' if len(refused) == 1 else 'them'} was kept"
        if refused
        else "",
    ]
    return el(
        "div",
        el("h2", wording.sentence(wording.listed([part for part in parts if part]))),
        el(
            "div",
            el(
                "table",
                el("caption", marked),
                el(
                    "thead",
                    el("tr", [el("th", head, scope="col") for head in ("File", "Authority", "What became of it", "Problems")]),
                ),
                el("tbody", [_outcome(each, names, view) for each in found]),
                cls="table",
            ),
            cls="scroll",
        ),
        [
            el(
                "section",
                el("h3", f"Why {each.view.file} was refused"),
                problem_list.problems(
                    [problem for problem in each.view.problems if problem.blocks and problem.number is None],
                    {},
                    {},
                    f"{each.view.file}: what keeps it out",
                ),
            )
            for each in refused
        ],
        role="status",
    )


def _outcome(taken: Taken, names: dict[str, str], view: View) -> Node:
    from challenge import problem_list

    area = taken.view.authority
    name = names.get(area or "", area or "not known")
    return el(
        "tr",
        el("th", taken.view.file, scope="row"),
        el("td", el("a", name, href=view.link(area=area)) if area in names else name),
        el("td", taken.said, cls="bad" if taken.outcome == "refused" else None),
        el("td", problem_list.counts(taken.view.problems)),
    )

"""The panel on which the questions of one authority are written: what `panel.js` needs to draw it. What stands comes as rows; what
is typed and not saved yet stands in the browser alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from challenge import question_checks, wording
from challenge.line_figures import shortened
from challenge.links import View
from challenge.placer import clock
from challenge.sheet import Node, show

NAME = "panel"
# What the browser hands back: letters that the server has not answered yet.
LETTERS = "letters"
FIELDS = ("headline", "claim", "explanation", "other_explanation", "wording", "theme", "focus", "source", "owner")
NAMES = {
    "headline": "headline",
    "claim": "what the self-view says",
    "explanation": "it could be that",
    "other_explanation": "or that",
    "wording": "question",
    "theme": "theme",
    "focus": "focus",
    "source": "source",
    "owner": "owner",
}
STATES = {"draft": "draft", "proposed": "proposed", "agreed": "agreed", "issued": "issued", "parked": "parked"}
SOURCES = {"data": "figures", "self-view": "the self-view", "ofsted": "Ofsted", "group": "the group"}
# From each state the moves in the order of their buttons, the first the one that leads on.
MOVES = {
    "draft": (("proposed", "Propose to the group"), ("parked", "Park"), ("withdrawn", "Take away")),
    "proposed": (("agreed", "Agree"), ("draft", "Back to draft"), ("parked", "Park"), ("withdrawn", "Take away")),
    "agreed": (("proposed", "Back to proposed"), ("parked", "Park")),
    "issued": (("draft", "Correct"),),
    "parked": (("draft", "Back to draft"), ("withdrawn", "Take away")),
}
SECTION_4 = {"focus-wanted": "Section 4, focus wanted", "strengths": "Section 4, strengths"}
# Changes that are told, and as much of each as is quoted.
TOLD, QUOTED = 40, 140


@dataclass(frozen=True)
class Ways:
    """Where things of the screen lead. view: of the screen itself."""

    view: View

    def evidence(self, kpi: object, source: object) -> str | None:
        """The KPI a piece of evidence is of; None where it is of none."""
        if not isinstance(kpi, str) or not kpi:
            return None
        return self.view.to("kpi", kpi=kpi, chosen=self.view.area, source=source if source == "returned" else None)

    def figures(self, line: dict) -> str:
        """What a line of enquiry rests on, as a screen."""
        area = self.view.area
        if isinstance(line["kpi"], str) and line["kpi"]:
            return self.view.to("kpi", kpi=line["kpi"], chosen=area, source="returned" if line["origin"] == "returned" else None)
        if isinstance(line["enabler"], str) and line["enabler"]:
            return self.view.to("journey", area=area, enabler=line["enabler"])
        if line["kind"] == "not-returned":
            return self.view.to("self_check", area=area)
        return self.view.to("questions", show="ofsted") if line["origin"] == "ofsted" else self.view.to("authority", area=area)

    def self_check(self) -> str:
        """What the authority itself is shown."""
        return self.view.to("self_check", area=self.view.area)


def numbered(questions: pd.DataFrame) -> dict[str, int]:
    """The number each question of an authority goes by: the order in which they were begun."""
    begun = questions.sort_values(["begun_at", "question"])["question"]
    return {question: number for number, question in enumerate(begun, 1)}


def opens(questions: pd.DataFrame, asked: str | None) -> str | None:
    """The question that is open: the one asked for, else the newest under way, else the newest; None for none."""
    if asked is not None or questions.empty:
        return asked if asked in set(questions["question"]) else None
    rows = questions.sort_values(["begun_at", "question"])
    under_way = rows[rows["state"].isin(["draft", "proposed"])]
    return (rows if under_way.empty else under_way)["question"].iloc[-1]


def listed(questions: pd.DataFrame, ways: Ways, chosen: str | None) -> list[dict]:
    """The questions as the list above the open one holds them."""
    numbers = numbered(questions)
    return [
        {
            "question": row.question,
            "number": numbers[row.question],
            "headline": shortened(row.headline or row.wording, 110) or "No headline yet",
            "state": STATES[row.state],
            "about": " · ".join(filter(None, (row.theme_name, row.focus))),
            "comments": wording.counted(int(row.n_comments), "comment") if row.n_comments else "",
            "href": ways.view.link(question=row.question),
            "chosen": row.question == chosen,
        }
        for row in questions.itertuples(index=False)
    ]


def question(
    row: object, number: int, evidence: pd.DataFrame, comments: pd.DataFrame, history: pd.DataFrame, ways: Ways, today: str
) -> dict:
    """The open question. row: of ``queries.questions.of_area``; evidence, comments, history: of the blocks of these names, of this
    question alone. today: this day, as ``placer.today`` words it."""
    days = list(dict.fromkeys(wording.day(when) for when in evidence["recorded_at"]))
    return {
        "question": row.question,
        "number": number,
        "revision": int(row.revision),
        "state": row.state,
        "state_name": STATES[row.state],
        "theme_name": row.theme_name,
        "note": {"words were changed after it was agreed": "Its words were changed after it was agreed: it is proposed again."}.get(
            row.reason, ""
        ),
        "fields": {name: getattr(row, name) for name in FIELDS},
        "at": clock(row.recorded_at, today),
        "by": row.actor,
        "moves": [list(move) for move in MOVES[row.state]],
        "evidence_head": f"Evidence, as it was on {days[0]}" if len(days) == 1 else "Evidence, as it was when taken up",
        "evidence": [piece(each, ways, len(days) > 1) for each in evidence.to_dict("records")],
        "checks": [each.words for each in question_checks.checks({name: getattr(row, name) for name in FIELDS}, _read(evidence))],
        "comments": [
            {"text": each.text, "by": each.actor, "at": clock(each.recorded_at, today)} for each in comments.itertuples(index=False)
        ],
        "history": changes(history, today),
    }


def _read(evidence: pd.DataFrame) -> list[dict]:
    named = evidence.assign(name=evidence["kpi_name"], short_name=evidence.get("short_name", evidence["kpi_name"]))
    return named.to_dict("records")


def piece(row: dict, ways: Ways, dated: bool) -> dict:
    """One piece of evidence as it was taken up; where its figure was revised since, with both values."""
    revised = ""
    if row["revised"] is True or row["revised"] == 1:
        was, now = (_value(row, value, status) for value, status in (("value", "status"), ("value_now", "status_now")))
        revised = f"Revised since: {was} then, {now} now."
    taken = f"taken up {wording.day(row['recorded_at'])} by {row['actor']}"
    return {
        "evidence": int(row["evidence"]),
        "words": shortened(row["words"], 200),
        "href": ways.evidence(row["kpi"], row["source"]),
        "taken": taken,
        "dated": f" ({wording.day(row['recorded_at'], year=False)})" if dated else "",
        "revised": revised,
    }


def _value(row: dict, value: str, status: str) -> str:
    if row[value] == row[value] and row[value] is not None:
        return wording.with_unit(row[value], int(row["decimals"]), row["unit_short"])
    return wording.STATUSES.get(row[status], ("", "no figure"))[1]


def changes(history: pd.DataFrame, today: str) -> list[dict]:
    """Who changed what and when, the last first. history: rows of ``queries.questions.history``."""
    rows = history.sort_values("revision").to_dict("records")
    told = []
    for before, row in zip([None, *rows], rows, strict=False):
        if before is None:
            says = "began it" + (" from a line of enquiry" if row["line"] else "")
        else:
            moved = [f"{before['state']} → {row['state']}"] if before["state"] != row["state"] else []
            written = [_written(name, str(row[name])) for name in FIELDS if row[name] != before[name]]
            says = "; ".join([*moved, *written]) or "nothing changed"
        told.append({"by": row["actor"], "at": clock(row["recorded_at"], today), "says": says})
    return told[::-1][:TOLD]


def _written(name: str, text: str) -> str:
    return f"{NAMES[name]}: “{wording.isolated(shortened(text, QUOTED))}”" if text.strip() else f"{NAMES[name]}: emptied"


def quotes(said: pd.DataFrame) -> list[list[str]]:
    """What the authority says of itself in Section 4, to be quoted: where it stands, and the words. said: rows of
    ``queries.meeting.words``."""
    wanted = said[said["item"].isin(SECTION_4)]
    return [
        [SECTION_4[item], " ".join(rows["text"])] for (item, _), rows in wanted.groupby(["item", "entry"], sort=True) if len(rows)
    ]


def options(themes: pd.DataFrame) -> dict[str, list]:
    """What a question can be about, its focus and source, as the choices of the panel: key, words, and of a theme its focus."""
    return {
        "theme": [
            ["", "No theme yet", ""],
            *([row.theme, row.name, row.focus if isinstance(row.focus, str) else ""] for row in themes.itertuples(index=False)),
        ],
        "focus": [["", "No focus yet"], ["Education", "Education"], ["Social Care", "Social Care"]],
        "source": [[key, words] for key, words in SOURCES.items()],
    }


def answered(revision: int, at: datetime | None, by: str, today: str) -> dict:
    """What the browser is told of a letter that was saved."""
    return {"kind": "saved", "revision": revision, "at": clock(at, today) if at is not None else "", "by": by}


def theirs(fields: dict[str, object], today: str) -> dict:
    """What the browser is told when somebody else wrote first: what stands, by field."""
    return {
        "kind": "conflict",
        "theirs": {
            name: {"text": each.text, "revision": each.revision, "by": each.actor, "at": clock(each.recorded_at, today)}
            for name, each in fields.items()
        },
    }


def mount(data: dict, left: Sequence[Node], key: str) -> None:
    """Show the panel; what is written on it comes back as the state ``LETTERS`` of ``key``."""
    show(NAME, {**data, "left": list(left)}, key, on_letters_change=_kept)


def _kept() -> None:
    """A state without something to call would not be kept."""

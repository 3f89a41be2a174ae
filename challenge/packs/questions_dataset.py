"""What an authority is asked, as its own screen and the Word files say it: made of rows of what was issued, or of drafts."""

from dataclasses import dataclass, field, replace

import pandas as pd

from challenge import wording
from challenge.settings_sheet import moment

FOCI = {"": "None", "Education": "Education", "Social Care": "Social Care", "both": "Education and Social Care"}
SOURCES = {"data": "Figures", "self-view": "The self-view", "ofsted": "Ofsted’s key lines of enquiry", "group": "The group"}
NOT_FOR_OFSTED = (
    "Not for Ofsted: a question may rest on a placement on the improvement grid, which is solely for the peer challenge."
)
# What of a question is told, in this order, and what a correction calls it.
PARTS = {
    "headline": "the headline",
    "wording": "the question",
    "claim": "what the self-view says",
    "explanation": "the first explanation",
    "other_explanation": "the second explanation",
    "theme": "the theme",
    "focus": "the focus",
    "source": "where it comes from",
}


@dataclass(frozen=True)
class Asked:
    """One question in words. state: empty once it was issued. changes: what a correction did to it, a line for each change."""

    key: str
    headline: str
    wording: str
    evidence: tuple[str, ...]
    claim: str
    explanation: str
    other_explanation: str
    theme: str
    focus: str
    source: str
    state: str = ""
    changes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sent:
    """All one authority is asked. version: 0 for a draft; issued: when and by whom; gone: headlines of the version before that are
    no longer asked; changes: of the focus; where: BPN, round and forum day, in words."""

    area: str
    name: str
    version: int
    issued: str
    correction: str
    focus: str
    focus_reason: str
    asked: tuple[Asked, ...]
    where: dict[str, str] = field(default_factory=dict)
    gone: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()

    @property
    def says(self) -> str:
        """Which version this is, in a sentence."""
        if not self.version:
            return "A draft: nothing of it is issued by this file."
        corrects = f" It corrects version {self.version - 1}: {wording.sentence(self.correction)}" if self.version > 1 else ""
        return f"Version {self.version}, issued {self.issued}.{corrects}"


@dataclass(frozen=True)
class Pack:
    """One file: what it is called, whom it is about, what it states, and authorities to whom nothing was issued."""

    title: str
    subtitle: str
    sent: tuple[Sent, ...]
    facts: dict[str, str]
    practice: bool
    draft: bool = False
    absent: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        """The title with its marks, as it stands on every page."""
        marks = ("DRAFT, not issued" if self.draft else "", "Practice" if self.practice else "", self.title)
        return " · ".join(filter(None, marks))


def issued(
    versions: pd.DataFrame, questions: pd.DataFrame, evidence: pd.DataFrame, version: int, place: dict, where: dict[str, str]
) -> Sent:
    """One version of what an authority was sent, with what it changed. Rows: of ``queries.issuing``, all versions of one authority.
    place: its ``area`` and ``name``."""
    now = _version(versions, questions, evidence, version, place, where)
    if version == 1:
        return now
    before = _version(versions, questions, evidence, version - 1, place, where)
    stood = {each.key: each for each in before.asked}
    kept = {each.key for each in now.asked}
    changes: list[str] = []
    if now.focus != before.focus:
        changes.append(f"Changed: the suggested focus. Before it was: {FOCI[before.focus]}.")
    if now.focus_reason != before.focus_reason:
        changes.append(_change("the reason for the focus", before.focus_reason))
    return replace(
        now,
        asked=tuple(replace(each, changes=_changes(each, stood.get(each.key), version)) for each in now.asked),
        gone=tuple(each.headline for each in before.asked if each.key not in kept),
        changes=tuple(changes),
    )


def _version(
    versions: pd.DataFrame, questions: pd.DataFrame, evidence: pd.DataFrame, version: int, place: dict, where: dict[str, str]
) -> Sent:
    row = next(versions[versions["version"] == version].itertuples(index=False))
    rests = evidence[evidence["version"] == version]
    own = questions[questions["version"] == version].sort_values("ordinal")
    asked = tuple(_asked(each, rests.loc[rests["ordinal"] == each.ordinal, "words"]) for each in own.itertuples(index=False))
    by = f"{moment(row.recorded_at)} by {row.actor}, {row.actor_role} (declared, not authenticated)"
    said = (row.correction, row.focus, row.focus_reason, asked, where)
    return Sent(place["area"], place["name"], version, by, *said)


def drafted(questions: pd.DataFrame, evidence: pd.DataFrame, focus: str, reason: str, place: dict, where: dict[str, str]) -> Sent:
    """What an authority would be asked as the drafts stand. questions: rows of ``queries.questions.of_area``, in the order wanted;
    evidence: of ``queries.questions.evidence``."""
    asked = tuple(
        _asked(row, evidence.loc[evidence["question"] == row.question, "words"], row.state)
        for row in questions.itertuples(index=False)
    )
    return Sent(place["area"], place["name"], 0, "", "", focus, reason, asked, where)


def _asked(row: object, evidence: pd.Series, state: str = "") -> Asked:
    told = (row.headline, row.wording, tuple(evidence), row.claim, row.explanation, row.other_explanation)
    return Asked(row.question, *told, row.theme_name, row.focus, SOURCES[row.source], state)


def same(one: Sent, other: Sent) -> bool:
    """Whether two say the same: every question word by word, in one order, with the same focus."""

    def told(sent: Sent) -> tuple:
        return sent.focus, sent.focus_reason, tuple(replace(each, state="", changes=()) for each in sent.asked)

    return told(one) == told(other)


def _changes(now: Asked, before: Asked | None, version: int) -> tuple[str, ...]:
    if before is None:
        return (f"Added in version {version}.",)
    found = [_change(words, getattr(before, name)) for name, words in PARTS.items() if getattr(now, name) != getattr(before, name)]
    if now.evidence != before.evidence:
        found.append(_change("what it rests on", "; ".join(before.evidence)))
    return tuple(found)


def _change(what: str, before: str) -> str:
    was = f"Before it read: “{wording.isolated(before)}”" if before else "Before it was empty."
    return f"Changed: {what}. {was}"


def where_of(row: dict, forums: pd.DataFrame) -> dict[str, str]:
    """BPN, round and forum day of an authority, in words, as far as they are known. row: of ``queries.issuing.members``; forums: of
    ``queries.settings.forums``."""
    if not isinstance(row["bpn"], str):
        return {"BPN": "Not known"}
    said = {"BPN": row["bpn_name"], "Round": row["round"].capitalize() if isinstance(row["round"], str) else "Not known"}
    days = forums.loc[(forums["bpn"] == row["bpn"]) & (forums["round"] == row["round"]), "day"].dropna()
    return said | {"Forum day": wording.day(days.iloc[0]) if len(days) else "Not known"}

"""A form: what a self-view asks, as a description in ``data/reference/forms``, one TOML file for each form. Another region's form
is another file; no reader knows any of it."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from challenge.errors import ChallengeError
from challenge.reference import REFERENCE

FORMS = REFERENCE / "forms"
# Who signs a self-view, whatever the form calls them.
OFFICES = {"dcs": "Director", "lm": "Lead Member", "ce": "Chief Executive"}


@dataclass(frozen=True)
class Asked:
    """One KPI row: number in the form, the project's kpi key, the label printed, and other words people write for it.

    against: words that tell that a row is *not* this KPI, however alike it reads.
    """

    number: int
    kpi: str
    label: str
    also: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """One question or heading with room for words. kind: ``text`` (one answer) or ``list`` (entries with these parts, in order).

    also: other wordings of the heading, among them the form's own of 2017.
    """

    item: str
    section: str
    group: str
    label: str
    kind: str = "text"
    parts: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """A heading of a section with its KPIs and questions."""

    group: str
    section: str
    title: str
    also: tuple[str, ...]
    asked: tuple[Asked, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Section:
    """A part of the form. may_go_to_ofsted: False for the grid."""

    section: str
    title: str
    note: str
    groups: tuple[Group, ...]
    may_go_to_ofsted: bool = True


@dataclass(frozen=True)
class Choice:
    """An enabler, a position (``number`` 1–5, 0 is *not placed*) or an office that signs: key, name, other names."""

    key: str
    name: str
    also: tuple[str, ...] = ()
    number: int | None = None


@dataclass(frozen=True)
class Form:
    """A whole form: sections in order, the grid's enablers and positions, who signs, and what says that a file is this form.

    prompts: words it prints that are nobody's answer; sub_headings: those kept where something is written under them.
    authorities_also: short names authorities go by.
    """

    form: str
    title: str
    region: str
    known_by: tuple[str, ...]
    sections: tuple[Section, ...]
    enablers: tuple[Choice, ...]
    positions: tuple[Choice, ...]
    offices: tuple[Choice, ...]
    columns_also: dict[str, tuple[str, ...]]
    prompts: tuple[str, ...] = ()
    sub_headings: tuple[str, ...] = ()
    authorities_also: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def asked(self) -> tuple[Asked, ...]:
        """Every KPI row, in order."""
        return tuple(asked for section in self.sections for group in section.groups for asked in group.asked)

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question, in order."""
        return tuple(question for section in self.sections for group in section.groups for question in group.questions)


@cache
def form(name: str, folder: Path = FORMS) -> Form:
    """Read the description of a form; ``ChallengeError`` says which forms there are when it is none of them."""
    path = folder / f"{name}.toml"
    if not path.is_file():
        known = ", ".join(names(folder))
        raise ChallengeError(place=str(path), found="no such form", expected=f"one of {known}", do="name one of these")
    with path.open("rb") as file:
        return _form(name, tomllib.load(file))


def of_region(region: str, folder: Path = FORMS) -> Form | None:
    """The form a region's authorities fill in; None when nobody has described one."""
    return next((found for name in names(folder) if (found := form(name, folder)).region == region), None)


def names(folder: Path = FORMS) -> list[str]:
    """The forms there are."""
    return sorted(path.stem for path in folder.glob("*.toml"))


def _form(name: str, told: dict) -> Form:
    return Form(
        form=name,
        title=told["title"],
        region=told["region"],
        known_by=tuple(told["known_by"]),
        sections=tuple(_section(each) for each in told["sections"]),
        enablers=tuple(_choice(each) for each in told["enablers"]),
        positions=tuple(_choice(each) for each in told["positions"]),
        offices=tuple(_choice(each) for each in told["offices"]),
        columns_also={key: tuple(words) for key, words in told.get("columns_also", {}).items()},
        prompts=tuple(told.get("prompts", ())),
        sub_headings=tuple(told.get("sub_headings", ())),
        authorities_also={key: tuple(words) for key, words in told.get("authorities_also", {}).items()},
    )


def _section(told: dict) -> Section:
    groups = tuple(_group(each, told["section"]) for each in told.get("groups", ()))
    return Section(told["section"], told["title"], told.get("note", ""), groups, told.get("may_go_to_ofsted", True))


def _group(told: dict, section: str) -> Group:
    return Group(
        told["group"],
        section,
        told["title"],
        tuple(told.get("also", ())),
        tuple(
            Asked(each["number"], each["kpi"], each["label"], tuple(each.get("also", ())), tuple(each.get("against", ())))
            for each in told.get("kpis", ())
        ),
        tuple(
            Question(
                each["item"],
                section,
                told["group"],
                each["label"],
                each.get("kind", "text"),
                tuple(each.get("parts", ())),
                tuple(each.get("also", ())),
            )
            for each in told.get("questions", ())
        ),
    )


def _choice(told: dict) -> Choice:
    return Choice(told["key"], told["name"], tuple(told.get("also", ())), told.get("number"))

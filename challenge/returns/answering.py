"""What is open while a self-view is read for its words: the heading, the question, and what was written under each so far."""

import re
from dataclasses import dataclass, field

from challenge.returns.document import Problem
from challenge.returns.form import Form, Group, Question, Section
from challenge.returns.self_view import Answer
from challenge.returns.wordings import Heading

OTHER = "other"
_PART = re.compile(r"^(?:evidence of\s+)?(action|progress|impact)(?:\s*(?:/|and)\s*impact)?\s*[:–-]\s+(.+)$", re.I | re.S)


@dataclass(frozen=True)
class Piece:
    """One line of an answer. sub: a small heading of the form, kept only where something follows it."""

    text: str
    place: str
    listed: bool = False
    sub: bool = False


@dataclass
class Answering:
    """The state of one reading: where it stands, and what it found. ``answers`` gives the result."""

    form: Form
    section: Section | None = None
    group: Group | None = None
    question: Question | None = None
    title: str = ""
    level: int = 0
    pieces: dict[str, list[Piece]] = field(default_factory=dict)
    entries: dict[str, list[list[tuple[str, str, str]]]] = field(default_factory=dict)
    others: list[tuple[str, list[Piece]]] = field(default_factory=list)
    opened: dict[str, str] = field(default_factory=dict)
    places: dict[str, Question | None] = field(default_factory=dict)
    cover: list[tuple[str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def on_cover(self) -> bool:
        """Whether nothing of the form was met so far: short lines are then a title's."""
        return self.section is None and self.question is None and not self.others

    @property
    def group_key(self) -> str:
        """The group that stands open."""
        return self.group.group if self.group else ""

    @property
    def section_key(self) -> str:
        """The section that stands open."""
        return self.section.section if self.section else ""

    @property
    def signing(self) -> bool:
        """Whether the sign-offs stand here."""
        return bool(self.section and not self.question and re.search(r"\bsign", self.section.title, re.I))

    def under(self, heading: Heading, words: str, level: int) -> None:
        """A heading of the form: the answer above ends."""
        self.section, self.group, self.question = heading.section, heading.group, None
        self.title, self.level = " ".join(words.split()), level

    def own_heading(self, words: str, level: int) -> None:
        """A heading that is not the form's, of the same weight as those above: what follows answers no question."""
        self.question, self.title, self.level = None, " ".join(words.split()), level

    def ends_at(self, level: int) -> bool:
        """Whether a strange heading of a level ends what is open, rather than standing inside the answer."""
        return self.question is None or level <= max(self.level, 2 if not self.level else 0)

    def sheet(self, title: str, heading: Heading | None) -> None:
        """A new sheet: nothing of the one before stays open."""
        self.section, self.group = (heading.section, heading.group) if heading else (None, None)
        self.question, self.title, self.level = None, title, 0

    def within(self, group: str) -> None:
        """A KPI of a group stands here, so the group does."""
        if group == self.group_key:
            return
        for section in self.form.sections:
            for each in section.groups:
                if each.group == group:
                    self.section, self.group, self.question, self.title = section, each, None, each.title

    def open(self, question: Question, place: str, level: int) -> None:
        """A question: what follows is its answer."""
        self.question, self.level = question, level
        for section in self.form.sections:
            for group in section.groups:
                if question.group == group.group and question in group.questions:
                    self.section, self.group = section, group
        before = self.opened.setdefault(question.item, place)
        if before != place and self.pieces.get(question.item):
            self.problems.append(
                Problem(
                    f"{before} and {place}",
                    f"the question “{question.label}” twice",
                    "one answer to it",
                    "Both answers were kept, one below the other; check that this is meant.",
                )
            )

    def unsure(self, words: str, place: str, meant: tuple[Question, ...]) -> None:
        """What reads like a question and may be several: its words are kept as other, and it is to be confirmed."""
        first = " ".join(words.split("\n")[0].split())
        self.own_heading(first, self.level)
        wordings = " or ".join(f"“{each.label}” ({self._where(each)})" for each in meant[:3])
        self.problems.append(
            Problem(
                place,
                f"“{first[:120]}”, which may ask {wordings}",
                "a question in the form’s words, under its heading",
                "Put the question as in the form; its answer was kept with the other text.",
            )
        )

    def _where(self, question: Question) -> str:
        return next(group.title for section in self.form.sections for group in section.groups if group.group == question.group)

    def remember(self, place: str) -> None:
        """What is open at a cell, for a table that stands in it and is read later."""
        self.places[place] = self.question

    def back_to(self, place: str) -> None:
        """Open again what was open in the cell a table stands in (``table 4 (inside table 3, row 2, column 1)``)."""
        inside = re.search(r"\(inside (.+)\)$", place)
        if inside and self.places.get(inside[1]):
            self.open(self.places[inside[1]], self.opened[self.places[inside[1]].item], self.level)

    def add(self, text: str, place: str, listed: bool, sub: bool) -> None:
        """A line of what is open."""
        if self.question:
            self.pieces.setdefault(self.question.item, []).append(Piece(text, place, listed, sub))
        else:
            self.other(text, place, listed, sub)

    def other(self, text: str, place: str, listed: bool = False, sub: bool = False) -> None:
        """A line that belongs to no question."""
        if not self.others or self.others[-1][0] != self.title:
            self.others.append((self.title, []))
        self.others[-1][1].append(Piece(text, place, listed, sub))

    def aside(self, part: str, text: str, place: str) -> None:
        """Words that stand beside the text: a footnote."""
        self.others.append((part, [Piece(text, place)]))

    def entry(self, parts: list[tuple[str, str, str]]) -> None:
        """A row of a list: its parts with text and place; a column that is no part of the form's is kept with its name."""
        own = [(part, text, place) for part, text, place in parts if part in self.question.parts]
        rest = [(f"{part}: {text}" if part else text, place) for part, text, place in parts if part not in self.question.parts]
        if rest and own:
            at = next(
                (at for at, each in enumerate(own) if each[0] == self.question.parts[1 % len(self.question.parts)]), len(own) - 1
            )
            part, text, place = own[at]
            own[at] = (part, "\n".join((text, *(each for each, _ in rest))), place)
        elif rest:
            own = [(self.question.parts[0], "\n".join(each for each, _ in rest), rest[0][1])]
        if own:
            self.entries.setdefault(self.question.item, []).append(own)

    def answers(self) -> list[Answer]:
        """Everything found, in the order of the form; what belongs to no question last."""
        found: list[Answer] = []
        if self.section is None and not self.opened and not self.problems:
            # Nothing of the form was met at all: what looked like a title may be all there is.
            self.others = [("", [Piece(text, place) for text, place in self.cover]), *self.others] if self.cover else self.others
        for question in self.form.questions:
            pieces = _with_room_filled(self.pieces.get(question.item, []))
            if question.parts:
                entries = self.entries.get(question.item, []) + _entries(pieces, question)
                for number, parts in enumerate(entries, 1):
                    found += [Answer(question.item, number, part, text, place) for part, text, place in parts]
            elif pieces:
                found.append(Answer(question.item, 1, "", _joined(pieces), pieces[0].place))
        runs = [(title, kept) for title, pieces in self.others if (kept := _with_room_filled(pieces))]
        return found + [Answer(OTHER, number, title, _joined(kept), kept[0].place) for number, (title, kept) in enumerate(runs, 1)]


def _with_room_filled(pieces: list[Piece]) -> list[Piece]:
    """Without small headings under which nothing is written."""
    return [piece for at, piece in enumerate(pieces) if not piece.sub or (at + 1 < len(pieces) and not pieces[at + 1].sub)]


def _joined(pieces: list[Piece]) -> str:
    return "\n".join(f"• {piece.text}" if piece.listed else piece.text for piece in pieces)


def _entries(pieces: list[Piece], question: Question) -> list[list[tuple[str, str, str]]]:
    """Lines as entries of a list: each bullet one, or each line where there are none; ``Progress: …`` goes with the entry above."""
    bullets = any(piece.listed for piece in pieces)
    entries: list[dict[str, tuple[str, str]]] = []
    last = question.parts[0]
    for piece in pieces:
        named = _PART.match(piece.text)
        part = named[1].lower() if named and named[1].lower() in question.parts else ""
        if part and entries and part != question.parts[0]:
            text, place = entries[-1].get(part, ("", piece.place))
            entries[-1][part], last = ("\n".join(filter(None, (text, named[2].strip()))), place), part
        elif piece.listed or not bullets or not entries:
            entries.append({question.parts[0]: (named[2].strip() if part == question.parts[0] else piece.text, piece.place)})
            last = question.parts[0]
        else:
            text, place = entries[-1][last]
            entries[-1][last] = (f"{text}\n{piece.text}", place)
    return [[(part, *entry[part]) for part in question.parts if part in entry] for entry in entries]

"""What the settings of a cycle are, what is wrong with them, and what differs between two of them. Knows no store."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from itertools import pairwise

from challenge.errors import ChallengeError

KINDS = ("preparation", "deadline", "meeting", "forum", "conversation")


@dataclass(frozen=True)
class Column:
    """A column of the KPI table: its key in addresses, which stays when it is renamed, and its label."""

    key: str
    label: str


@dataclass(frozen=True)
class Day:
    """Something of the process with its days (the same for one day; first_day None: any time until last_day) and who says so."""

    kind: str
    what: str
    who: str
    first_day: date | None
    last_day: date | None
    detail: str
    said_by: str


@dataclass(frozen=True)
class Bpn:
    """A BPN: its key, which stays when it is renamed, its name, and the authority it is named after."""

    bpn: str
    name: str
    lead: str


@dataclass(frozen=True)
class Settings:
    """All settings of a cycle. years: (KPI, column key) → the published year that stands there, or None, with its words; a KPI
    without any has no place in the cycle. opens_with: the key of the column screens open with. forums: (BPN, round) → its day."""

    cycle: str
    title: str
    region: str
    neighbour_model: str
    opens_with: str
    note: str
    columns: tuple[Column, ...]
    members: tuple[str, ...]
    years: dict[tuple[str, str], tuple[int | None, str]]
    dates: tuple[Day, ...]
    bpns: tuple[Bpn, ...]
    rounds: tuple[str, ...]
    forums: dict[tuple[str, str], date | None]

    @property
    def kpis(self) -> tuple[str, ...]:
        """The KPIs that have a place in the cycle."""
        return tuple(dict.fromkeys(kpi for kpi, _ in self.years))


@dataclass(frozen=True)
class Choices:
    """What settings may be chosen from (key → name, unless said otherwise), and what rests on those there are.

    numbered: the KPIs of the form. years: KPI → published year → its words. placed: authority → its BPN and round. returned:
    authorities that have sent a self-view.
    """

    titles: dict[str, str]
    regions: dict[str, str]
    models: tuple[str, ...]
    names: dict[str, str]
    region_of: dict[str, str]
    exists: frozenset[str]
    follows: dict[str, tuple[str, ...]]
    until: dict[str, date]
    kpis: dict[str, str]
    numbered: tuple[str, ...]
    years: dict[str, dict[int, str]]
    placed: dict[str, tuple[str, str]]
    returned: frozenset[str]


def key_of(words: str) -> str:
    """Words as a key: ``2026/27 London`` → ``2026-27-london``."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def problems(settings: Settings, before: Settings | None, known: Choices) -> list[ChallengeError]:
    """Everything that keeps settings from being saved. before: the revision they follow; None for a new cycle."""
    return [
        *_named(settings, before, known),
        *_roster(settings, before, known),
        *_columns(settings, before, known),
        *_years(settings, before, known),
        *_dates(settings),
        *_bpns(settings, known),
    ]


def _named(settings: Settings, before: Settings | None, known: Choices) -> Iterator[ChallengeError]:
    other = next((key for key, title in known.titles.items() if title.casefold() == settings.title.strip().casefold()), None)
    if not key_of(settings.title):
        yield ChallengeError("Title", "none", "the years of the cycle, as in 2026/27", "write a title")
    elif other is not None and other != (before.cycle if before else None):
        found = f"“{settings.title}”, the title of another cycle"
        yield ChallengeError("Title", found, "a title of its own", "add the region, as in 2026/27 London")
    elif before is None and settings.cycle in known.titles:
        found = f"“{settings.title}”, too like {known.titles[settings.cycle]}"
        yield ChallengeError("Title", found, "a title of its own", "write another title")
    if settings.region not in known.regions:
        yield ChallengeError("Region", f"“{settings.region}”", "one of England’s regions", "choose one")
    if settings.neighbour_model not in known.models:
        expected = f"one of {', '.join(known.models)}"
        yield ChallengeError("Neighbour model", f"“{settings.neighbour_model}”", expected, "choose one")


def _roster(settings: Settings, before: Settings | None, known: Choices) -> Iterator[ChallengeError]:
    if not settings.members:
        yield ChallengeError("Roster", "no authority", "the authorities that take part", "choose them")
    for area in settings.members:
        name = known.names.get(area, area)
        if known.region_of.get(area) != settings.region:
            expected = f"authorities of the region {known.regions.get(settings.region, settings.region)}"
            yield ChallengeError("Roster", name, expected, f"take {name} off the roster")
        for earlier in set(known.follows.get(area, ())) & set(settings.members):
            found = f"{known.names[earlier]} and {name}, which followed it"
            yield ChallengeError("Roster", found, "one or the other", f"take {known.names[earlier]} or {name} off the roster")
    for area in sorted(set(before.members if before else ()) - set(settings.members)):
        name = known.names.get(area, area)
        if area in known.returned:
            yield ChallengeError("Roster", f"{name}, taken off", "everybody who has sent a self-view", f"put {name} back")
        elif area in known.placed:
            found = f"{name}, taken off while it is in a BPN"
            yield ChallengeError(
                "Roster", found, "an authority without a BPN", f"take its BPN and round back first, or keep {name}"
            )


def _columns(settings: Settings, before: Settings | None, known: Choices) -> Iterator[ChallengeError]:
    if not settings.columns:
        yield ChallengeError("Columns", "none", "at least one", "add a column")
        return
    labels = Counter(column.label.casefold() for column in settings.columns)
    for column in settings.columns:
        if labels[column.label.casefold()] > 1:
            yield ChallengeError("Columns", f"“{column.label}” twice", "labels that differ", "rename one")
            break
    keys = [column.key for column in settings.columns]
    if settings.opens_with not in keys:
        yield ChallengeError("Screens open with", "a column that is gone", "one of the columns", "choose one")
    if before and known.returned and keys != [column.key for column in before.columns]:
        yield ChallengeError(
            "Columns",
            f"{_labels(settings)}, after {len(known.returned)} self-views were received",
            f"the columns they were written for: {_labels(before)}",
            "put the columns back as they were; they may be renamed",
        )


def _labels(settings: Settings) -> str:
    return ", ".join(column.label for column in settings.columns)


def _years(settings: Settings, before: Settings | None, known: Choices) -> Iterator[ChallengeError]:
    held = set(settings.kpis)
    for kpi in known.numbered:
        if kpi not in held:
            name = known.kpis[kpi]
            yield ChallengeError("KPI list", f"no {name}", "the fourteen KPIs of the form", f"put {name} back")
    for kpi in settings.kpis:
        place = f"Years of {known.kpis.get(kpi, kpi)}"
        allowed = known.years.get(kpi, {})
        stood = {year for (own, _), (year, _) in (before.years if before else {}).items() if own == kpi}
        found = [(column, *settings.years.get((kpi, column.key), (None, ""))) for column in settings.columns]
        for column, year, words in found:
            if year is not None and year not in allowed and year not in stood:
                last = ", ".join(list(allowed.values())[-4:])
                expected = f"a year published for it ({last})" if allowed else "no year: nothing is published for it"
                yield ChallengeError(f"{place}, column {column.label}", words, expected, "choose one of these, or leave it empty")
        stand = [(year, words) for _, year, words in found if year is not None]
        for (year, words), (after, later) in pairwise(stand):
            if after <= year:
                yield ChallengeError(place, f"{words} before {later}", "years that go forward, each once", "put one of them right")


def _dates(settings: Settings) -> Iterator[ChallengeError]:
    for number, day in enumerate(settings.dates, start=1):
        place = f"Dates, line {number}" + (f" ({day.what})" if day.what else "")
        if not day.what:
            yield ChallengeError(place, "no words", "what happens", "say what it is, or remove the line")
        if day.kind not in KINDS:
            yield ChallengeError(place, day.kind or "no kind", f"one of {', '.join(KINDS)}", "choose one")
        if day.last_day is None:
            yield ChallengeError(place, "no last day", "the day it ends (for one day, the same as the first)", "give the last day")
        elif day.first_day and day.last_day < day.first_day:
            found = f"{day.first_day:%d/%m/%Y} to {day.last_day:%d/%m/%Y}"
            yield ChallengeError(place, found, "a last day that is not before the first", "put one of them right")


def _bpns(settings: Settings, known: Choices) -> Iterator[ChallengeError]:
    names = Counter(each.name.casefold() for each in settings.bpns)
    keys = {each.bpn for each in settings.bpns}
    for each in settings.bpns:
        if not each.name:
            yield ChallengeError("BPNs", "a BPN without a name", "its name", "name it, or remove the line")
        elif names[each.name.casefold()] > 1 or sum(other.bpn == each.bpn for other in settings.bpns) > 1:
            yield ChallengeError("BPNs", f"“{each.name}” twice", "names that differ", "rename one")
            break
        if each.lead and known.region_of.get(each.lead) != settings.region:
            found = known.names.get(each.lead, each.lead)
            yield ChallengeError(f"BPN {each.name}, lead", found, "an authority of the region", "choose another, or none")
    if settings.bpns and not settings.rounds:
        yield ChallengeError("Rounds", "none", "at least one round, as in December, January", "name the rounds")
    if settings.rounds and not settings.bpns:
        yield ChallengeError("Rounds", f"{len(settings.rounds)} and no BPN", "BPNs that meet in them", "name the BPNs, or no round")
    for what, gone in (
        ("BPNs", Counter(bpn for bpn, _ in known.placed.values() if bpn not in keys)),
        ("Rounds", Counter(name for _, name in known.placed.values() if name not in settings.rounds)),
    ):
        for key, count in gone.items():
            found = f"no {key}, in which {count} authorities are" if count > 1 else f"no {key}, in which one authority is"
            yield ChallengeError(what, found, "everything somebody is placed in", "place them elsewhere first, or put it back")


def changes(before: Settings | None, after: Settings, known: Choices) -> list[str]:
    """What differs, in words, one phrase for each part; nothing for none."""
    if before is None:
        return [f"started with {len(after.members)} authorities, {len(after.columns)} columns and {len(after.kpis)} KPIs"]
    said = []
    parts = {"title": "title", "neighbour_model": "neighbour model", "opens_with": "column to open with", "note": "note"}
    said += [words for part, words in parts.items() if getattr(before, part) != getattr(after, part)]
    said += _moved(
        "on the roster", {area: known.names.get(area, area) for area in (*before.members, *after.members)}, before, after
    )
    if before.columns != after.columns:
        said.append(f"columns now {_labels(after)}")
    said += _moved("in the KPI list", known.kpis, before, after)
    both = [kpi for kpi in after.kpis if kpi in before.kpis]
    moved = [kpi for kpi in both if _row(before, kpi) != _row(after, kpi)]
    if moved:
        named = ", ".join(known.kpis.get(kpi, kpi) for kpi in moved[:3]) + (f" and {len(moved) - 3} more" if len(moved) > 3 else "")
        said.append(f"years of {named}")
    if before.dates != after.dates:
        said.append(f"dates ({len(after.dates)} now)")
    if before.bpns != after.bpns:
        said.append(f"BPNs now {', '.join(each.name for each in after.bpns) or 'none'}")
    if set(before.rounds) != set(after.rounds):
        said.append(f"rounds now {', '.join(map(str.capitalize, after.rounds)) or 'none'}")
    elif {place: day for place, day in before.forums.items() if day} != {place: day for place, day in after.forums.items() if day}:
        said.append("forum days")
    return said


def _row(settings: Settings, kpi: str) -> dict[str, tuple[int | None, str]]:
    return {column: stands for (own, column), stands in settings.years.items() if own == kpi}


def _moved(where: str, names: dict[str, str], before: Settings, after: Settings) -> list[str]:
    part = "members" if where == "on the roster" else "kpis"
    old, new = getattr(before, part), getattr(after, part)
    come, gone = ([names.get(key, key) for key in one if key not in other] for one, other in ((new, old), (old, new)))
    return [f"{way} {where}: {', '.join(which)}" for way, which in (("new", come), ("no longer", gone)) if which]


def merged(base: Settings, theirs: Settings, mine: Settings) -> Settings:
    """Their settings with every part that I have changed as I have it."""
    own = {
        field.name: getattr(mine, field.name)
        for field in fields(Settings)
        if getattr(mine, field.name) != getattr(base, field.name)
    }
    whole = replace(theirs, **own)
    stand = {
        (kpi, column.key): whole.years.get((kpi, column.key), (None, column.label))
        for kpi in whole.kpis
        for column in whole.columns
    }
    return replace(whole, years=stand)

"""What the live screens do to the store, in the name of whoever declared themselves: the step between a page, which knows no store,
and the modules that write."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

import queries
from challenge import comparing, cycle_settings, memberships, mending, receiving, session, store, templating
from challenge.access import Person
from challenge.comparing import Compared
from challenge.errors import ChallengeError
from challenge.packs import self_view
from challenge.receiving import Taken
from challenge.returns import asking, form, reading
from challenge.returns.document import Problem
from challenge.returns.self_view import SelfView
from challenge.settings_checks import Choices, Settings


@dataclass(frozen=True)
class Outcome:
    """What became of one file of an upload, with what was compared where it could be."""

    taken: Taken
    compared: Compared | None = None


def cycles() -> dict[str, asking.Cycle]:
    """The cycles as readers of files meet them, by key."""
    return receiving.cycles(store.shared(), session.viewer())


def the_form(region: str) -> form.Form:
    """The form self-views of a region are read by: its own, or the one there has been from the start."""
    return form.of_region(region) or form.form(reading.USUAL)


def has_form(region: str) -> bool:
    """Whether a form of the region is described, so that blank self-views can be made."""
    return form.of_region(region) is not None


def read(name: str, data: bytes, authority: str | None = None, cycle: str | None = None) -> SelfView:
    """What a file says; nothing is stored."""
    return reading.read(name, data, authority=authority, cycle=cycle, cycles=cycles())


def fingerprint(data: bytes) -> str:
    """What tells one file from another."""
    return hashlib.sha256(data).hexdigest()


def compare(view: SelfView) -> Compared:
    """What was read beside what is published; nothing is stored."""
    return comparing.compare(store.shared(), session.viewer(), view)


def on_the_rug(view: SelfView, ordinal: int) -> pd.DataFrame:
    """The region's rug of returned figures in one column as it would be with this self-view in it: rows of ``queries.region.rug``.
    Nothing is stored."""
    with store.shared().supposing(session.viewer(), comparing.supposing(view)) as cursor:
        return queries.region.rug(cursor, cycle=view.cycle, source="returned", ordinal=ordinal, which="all")


def take_all(
    files: Sequence[tuple[str, bytes]], actor: Person, cycle: str | None = None, moved: Callable[[int, str], None] | None = None
) -> list[Outcome]:
    """Read and store one file or many: a bad one never stops the others, and of two for one authority neither is stored. moved: is
    told how many files are done, and the next one's name."""
    known = cycles()
    views = []
    for number, (name, data) in enumerate(files):
        if moved:
            moved(number, name)
        views.append(reading.read(name, data, cycle=cycle, cycles=known))
    senders = pd.Series([None if view.refused else (view.authority, view.cycle) for view in views], dtype=object)
    outcomes = []
    for number, (view, (_, data)) in enumerate(zip(views, files, strict=True)):
        others = [
            views[other].file
            for other in range(len(views))
            if other != number and senders[other] is not None and senders[other] == senders[number]
        ]
        if moved:
            moved(len(files), view.file)
        outcomes.append(_store(_twice(view, others), data, actor))
    return outcomes


def _twice(view: SelfView, others: list[str]) -> SelfView:
    if not others:
        return view
    problem = Problem(
        place=view.file,
        found=f"another file of the same authority in this upload: {', '.join(others)}",
        expected="one self-view for each authority",
        do="send the one that counts by itself",
        blocks=True,
    )
    return replace(view, problems=(problem, *view.problems))


def _store(view: SelfView, data: bytes, actor: Person) -> Outcome:
    if view.refused:
        return Outcome(Taken(view, "refused"))
    try:
        return send(view, data, actor)
    except ChallengeError as error:
        problem = Problem(error.place, error.found, error.expected, error.do, blocks=True)
        return Outcome(Taken(replace(view, problems=(*view.problems, problem)), "refused"))


def send(view: SelfView, data: bytes, actor: Person) -> Outcome:
    """Store what was read as the authority's next version, with the problems that comparing it finds."""
    compared = compare(view)
    whole = replace(view, problems=(*view.problems, *compared.problems))
    return Outcome(receiving.store_read(store.shared(), whole, data, actor), compared)


def template(cycle: str, area: str, ending: str, as_of: date | None = None) -> bytes:
    """The blank self-view of an authority as a file of this kind (``docx``, ``xlsx``, ``csv``), its published figures filled in."""
    held = store.shared()
    with held.seeing(session.viewer(), None if as_of is None else store.end_of(as_of), lines=False) as cursor:
        (filled,) = templating.templates(held, cursor, cycle, area, as_of)
    return templating.made(filled, ending)


def template_for_ofsted(region: str, ending: str) -> bool:
    """Whether a blank self-view of this kind may go to Ofsted: the form with the grid may not."""
    return self_view.for_ofsted(the_form(region), ending)


def original(sha256: str, kind: str) -> bytes | None:
    """A file as it came; None when it was erased."""
    path = receiving.file_of(store.shared().folder, sha256, kind)
    return path.read_bytes() if path.exists() else None


def version(cycle: str, area: str, number: int) -> SelfView:
    """A version as it is stored."""
    return mending.stored(store.shared(), session.viewer(), cycle, area, number)


def mend(
    view: SelfView, number: int, figures: dict[tuple[int, str], str], ends: dict[str, date], settled: set[Problem], actor: Person
) -> tuple[int, SelfView]:
    """Store a version with figures put right after the one it mends; its number and what it says now. ends: column key → the last
    day its part-year figures cover. ``Conflict`` when another version came in between."""
    mended = mending.mended(view, figures, ends, settled, cycles()[view.cycle])
    note = f"{len(figures)} put right, {len(settled)} confirmed on screen, {len(ends)} period ends said"
    return mending.store_mended(store.shared(), mended, number, actor, note), mended


def sign(cycle: str, area: str, office: str, number: int, name: str, actor: Person) -> None:
    """An office signs a version; ``Conflict`` when it is no longer the one that counts."""
    mending.sign(store.shared(), cycle, area, office, number, name, actor)


def withdraw(cycle: str, area: str, office: str, reason: str, actor: Person) -> None:
    """Take a sign-off back."""
    mending.withdraw(store.shared(), cycle, area, office, reason, actor)


def explain(cycle: str, area: str, kpi: str, ordinal: int, text: str, seen: int, actor: Person) -> None:
    """Say why a figure differs from the published one; ``Conflict`` when somebody else has said something meanwhile."""
    mending.explain(store.shared(), cycle, area, kpi, ordinal, text, seen, actor)


def settings(cycle: str, as_of: date | None = None) -> cycle_settings.Standing:
    """The settings of a cycle as they stand, or stood at the end of a day."""
    moment = None if as_of is None else store.end_of(as_of)
    return cycle_settings.standing(store.shared(), session.viewer(), cycle, moment)


def settings_choices(cycle: str = "") -> Choices:
    """What settings may be chosen from, and what rests on those of a cycle."""
    return cycle_settings.choices(store.shared(), session.viewer(), cycle)


def propose_cycle(title: str, region: str, like: str, shifted: bool) -> Settings:
    """Settings for a new cycle, to be reviewed; nothing is stored."""
    return cycle_settings.propose(store.shared(), session.viewer(), title, region, like, shifted)


def save_settings(wanted: Settings, seen: int, actor: Person) -> int:
    """Save settings as the revision after the one seen; ``Conflict`` when another came in between."""
    return cycle_settings.save(store.shared(), wanted, seen, actor)


def placed(cycle: str) -> dict[str, memberships.Placed]:
    """The last word on each authority's BPN and round."""
    return memberships.placed(store.shared(), session.viewer(), cycle)


def place(cycle: str, wanted: dict[str, tuple[str, str]], seen: dict[str, int], actor: Person) -> int:
    """Place authorities in BPNs and rounds; ``Conflict`` when somebody placed any of them meanwhile."""
    return memberships.place(store.shared(), cycle, wanted, seen, actor)


def misplaced(wanted_settings: Settings, wanted: dict[str, tuple[str, str]], names: dict[str, str]) -> list[ChallengeError]:
    """Contradictions in who is placed where."""
    return memberships.misplaced(wanted_settings, wanted, names)


def cycle_key(title: str, region: str, known: Choices) -> str:
    """The key of a new cycle, made from its title."""
    return cycle_settings.new_key(title, region, known)


def settings_history(cycle: str, as_of: date | None = None) -> pd.DataFrame:
    """Everything that was set for a cycle, the latest first."""
    moment = None if as_of is None else store.end_of(as_of)
    return cycle_settings.history(store.shared(), session.viewer(), cycle, moment)

"""Placing authorities on the improvement grid, and who signed it: each word is a revision after the one seen, so that
nobody's is overwritten. Nothing here looks at a figure.

Kinds: ``self`` (by the authority), ``draft`` (its own, still being written), ``preliminary`` (by the group), ``agreed`` (after the
forum). Source of the grid: Isos Partnership for the LGA, *Action research into improvement in local children's services*, 2016.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

import queries
from challenge.access import Person
from challenge.agenda import check_speaks
from challenge.errors import ChallengeError
from challenge.returns.form import OFFICES
from challenge.returns.self_view import SelfView
from challenge.store import Conflict, Store, Writing

KINDS = {
    "self": "the authority’s own placement",
    "draft": "the authority’s draft",
    "preliminary": "the group’s preliminary placement",
    "agreed": "the placement agreed after the forum",
}
EVIDENCE_MOST = 5_000
SCREEN = "on screen"


@dataclass(frozen=True)
class Word:
    """One revision of a placement. state: placed, not_placed or withdrawn; position: 1 to 5, only when placed."""

    revision: int
    state: str
    position: int | None
    evidence: str
    actor: str
    actor_role: str
    recorded_at: datetime | None


NOTHING = Word(0, "none", None, "", "", "", None)


class PlacedMeanwhile(Conflict):
    """Somebody else placed it first: ``theirs`` stands now, ``yours`` is what was not written or not seen (position, evidence)."""

    def __init__(self, place: str, theirs: Word, yours: Word) -> None:
        super().__init__(
            place=place,
            found=f"{_said(theirs)}, by {theirs.actor or 'nobody'}; yours: {_said(yours)}",
            expected="the placement that was on the screen",
            do="keep theirs, or put yours in its place",
        )
        self.theirs, self.yours = theirs, (yours.position, yours.evidence)


def place(
    store: Store,
    cycle: str,
    area: str,
    enabler: str,
    kind: str,
    position: int | None,
    evidence: str,
    seen: int,
    actor: Person,
    recorded_at: datetime | None = None,
    undecided: bool = False,
) -> Word:
    """Say where an authority stands on an enabler: position 1 to 5, None or 0 for *not placed*; evidence: the line it rests on (of
    the group: its reason). seen: the revision that was on the screen, 0 for none (or one that was taken back).

    What is written comes back. Saying again what one has just said writes nothing (a browser that was cut off asks twice), and what
    changes neither position nor evidence leaves sign-offs as they are. ``PlacedMeanwhile`` when somebody else's word came first,
    ``ChallengeError`` for an authority outside the cycle, an unknown enabler, a position beyond the grid, or more evidence than
    5,000 characters. undecided: a draft's words before a position is chosen; they place nobody.
    """
    evidence = evidence.strip()
    where = f"{area}, {enabler}, {kind}"
    with store.writing(f"placement: {where}", actor, recorded_at, of="placements") as entry:
        last = _checked(entry, cycle, area, enabler, kind, position, evidence)
        said = ("withdrawn" if undecided else "placed" if position else "not_placed", position or None, evidence)
        same = _content(last) == said
        # A draft said again is later than what was placed since, and counts again.
        if same and last.actor == actor.name and not (kind == "draft" and last.revision == seen):
            entry.idle = True
            return last
        if last.revision != seen and (seen or last.state != "withdrawn" or kind == "draft"):
            raise PlacedMeanwhile(where, last, Word(seen, *said, actor.name, actor.role, None))
        word = Word(last.revision + 1, *said, actor.name, actor.role, entry.recorded_at)
        _say(entry, cycle, area, {enabler: word}, kind, SCREEN)
        if kind == "self" and not same:
            _unsign(entry, cycle, area, "the placement was changed")
    return word


def take_back(store: Store, cycle: str, area: str, enabler: str, kind: str, reason: str, seen: int, actor: Person) -> Word:
    """Take a placement back, as if nobody had said anything; ``ChallengeError`` when there is none, ``PlacedMeanwhile`` as in
    :func:`place`."""
    where = f"{area}, {enabler}, {kind}"
    with store.writing(f"placement taken back: {where}", actor, of="placements") as entry:
        last = _checked(entry, cycle, area, enabler, kind, None, reason)
        if last.revision != seen:
            raise PlacedMeanwhile(where, last, Word(seen, "withdrawn", None, reason, actor.name, actor.role, None))
        if last.state in ("none", "withdrawn"):
            raise ChallengeError(where, "no placement that stands", "one", "nothing to take back")
        word = Word(seen + 1, "withdrawn", None, reason.strip(), actor.name, actor.role, entry.recorded_at)
        _say(entry, cycle, area, {enabler: word}, kind, SCREEN)
        if kind == "self":
            _unsign(entry, cycle, area, "the placement was taken back")
    return word


def hand_in(store: Store, cycle: str, area: str, seen: dict[str, int], actor: Person, recorded_at: datetime | None = None) -> int:
    """The authority's draft becomes its own placement, all that differs in one write; how many enablers changed. seen: the revision
    of each drafted enabler that was reviewed; ``PlacedMeanwhile`` when one was drafted anew since, ``ChallengeError`` when there is
    no draft; one that is older than what stands is over. Whatever was signed before is withdrawn."""
    with store.writing(f"own placement of {area}", actor, recorded_at, of="placements") as entry:
        drafted = queries.journey_ledger.last_of_kind(entry.cursor, cycle=cycle, area=area, kind="draft")
        stands = queries.journey_ledger.last_of_kind(entry.cursor, cycle=cycle, area=area, kind="self")
        before = {row.enabler: _word(row) for row in stands.itertuples()}
        newer = [
            row for row in drafted.itertuples() if row.enabler not in before or row.recorded_at > before[row.enabler].recorded_at
        ]
        _as_reviewed(entry, cycle, area, newer, seen)
        words = {row.enabler: _word(row) for row in newer if row.state != "withdrawn"}
        if not words:
            raise ChallengeError(
                f"own placement of {area}", "no draft", "a draft of at least one enabler", "place yourselves first"
            )
        signed = (actor.name, actor.role, entry.recorded_at)
        changed = {
            enabler: Word(before.get(enabler, NOTHING).revision + 1, *_content(word), *signed)
            for enabler, word in words.items()
            if _content(word) != _content(before.get(enabler, NOTHING))
        }
        if changed:
            _say(entry, cycle, area, changed, "self", SCREEN)
            _unsign(entry, cycle, area, "the placement was changed")
        entry.idle = not changed
    return len(changed)


def _as_reviewed(entry: Writing, cycle: str, area: str, stands: Iterable, seen: dict[str, int]) -> None:
    """``PlacedMeanwhile`` when the last words on an authority's enablers are not those that were on the screen."""
    for row in stands:
        word, reviewed = _word(row), seen.get(row.enabler, 0)
        if word.revision == reviewed or (word.state == "withdrawn" and not reviewed):
            continue
        where = {"cycle": cycle, "area": area, "enabler": row.enabler, "kind": row.kind}
        earlier = queries.journey_ledger.word(entry.cursor, **where, revision=reviewed)
        yours = next((_word(each) for each in earlier.itertuples()), NOTHING)
        raise PlacedMeanwhile(f"{area}, {row.enabler}, {row.kind}", word, yours)


def place_all(
    store: Store, cycle: str, area: str, kind: str, words: dict[str, tuple[int | None, str]], actor: Person, when: datetime
) -> None:
    """Say several placements of an authority that nobody has placed so far, in one write: enabler → (position, evidence)."""
    with store.writing(f"placement: {area}, {kind}", actor, when, of="placements") as entry:
        for enabler, (position, evidence) in words.items():
            _checked(entry, cycle, area, enabler, kind, position, evidence)
        first = {
            enabler: Word(1, "placed" if position else "not_placed", position or None, evidence, actor.name, actor.role, when)
            for enabler, (position, evidence) in words.items()
        }
        _say(entry, cycle, area, first, kind, SCREEN)
        entry.idle = not first


def take_over(entry: Writing, view: SelfView, version: int) -> None:
    """What the grid of a version says becomes the authority's own placement, in the write that stores the version: where it differs
    from what stands, unless the version before said the same (then what was said on screen since is the later word). A row left
    empty says nothing, and leaves what stands."""
    given = {"cycle": view.cycle, "area": view.authority}
    stands = queries.journey_ledger.last_of_kind(entry.cursor, **given, kind="self")
    earlier = queries.journey_ledger.grid_of_version(entry.cursor, **given, version=version - 1)
    before = {row.enabler: _word(row) for row in stands.itertuples()}
    told = {row.enabler: (_position(row.position), row.evidence) for row in earlier.itertuples()}
    changed = {}
    for each in view.placements:
        said = ("placed" if each.position else "not_placed", each.position, each.evidence)
        last = before.get(each.enabler, NOTHING)
        if not each.said:
            continue
        if said != _content(last) and told.get(each.enabler) != (each.position, each.evidence):
            signed = (entry.signed["actor"], entry.signed["actor_role"], entry.recorded_at)
            changed[each.enabler] = Word(last.revision + 1, *said, *signed)
    if changed:
        _say(entry, view.cycle, view.authority, changed, "self", f"self-view, version {version}")
        _unsign(entry, view.cycle, view.authority, f"version {version} of the self-view places it otherwise")


def sign(
    store: Store,
    cycle: str,
    area: str,
    office: str,
    name: str,
    actor: Person,
    seen: dict[str, int] | None = None,
    recorded_at: datetime | None = None,
) -> None:
    """An office signs the authority's own placement as it stands; ``ChallengeError`` without a name, for an unknown office, or when
    an enabler has neither a position nor *not placed*. seen: the revision of each enabler that was on the screen, if it was shown;
    ``PlacedMeanwhile`` when one was placed anew since."""
    if office not in OFFICES:
        raise ChallengeError(place="sign-off", found=f"office {office!r}", expected=", ".join(OFFICES), do="name one of these")
    if not name.strip():
        raise ChallengeError(place=f"sign-off of the {OFFICES[office]}", found="no name", expected="who signs", do="write the name")
    with store.writing(f"placement of {area} signed by the {OFFICES[office]}", actor, recorded_at, of="placements") as entry:
        stands = queries.journey_ledger.last_of_kind(entry.cursor, cycle=cycle, area=area, kind="self")
        if seen is not None:
            _as_reviewed(entry, cycle, area, stands.itertuples(), seen)
        known = set(queries.journey_ledger.known_enablers(entry.cursor)["enabler"])
        if missing := known - set(stands.loc[stands["state"] != "withdrawn", "enabler"]):
            raise ChallengeError(
                place=f"sign-off of the placement of {area}",
                found=f"{len(missing)} of {len(known)} enablers without a word",
                expected="a position, or not placed, for each",
                do="place the rest first",
            )
        _say_signed(entry, cycle, area, office, name.strip(), "stands", None)


def withdraw(store: Store, cycle: str, area: str, office: str, reason: str, actor: Person) -> None:
    """Take a sign-off of a placement back; ``ChallengeError`` when there is none."""
    with store.writing(f"sign-off of the placement of {area} withdrawn", actor, of="placements") as entry:
        last = queries.journey_ledger.last_sign_offs(entry.cursor, cycle=cycle, area=area).set_index("office")
        if office not in last.index or last.at[office, "state"] != "stands":
            raise ChallengeError("sign-off of the placement", "none that stands", "one of this office", "nothing to take back")
        _say_signed(entry, cycle, area, office, last.at[office, "name"], "withdrawn", reason.strip() or None)


def _checked(entry: Writing, cycle: str, area: str, enabler: str, kind: str, position: int | None, evidence: str) -> Word:
    """The last word on a placement, when another may follow it."""
    (known,) = queries.journey_ledger.before_placing(entry.cursor, cycle=cycle, area=area, enabler=enabler, kind=kind).itertuples()
    if not known.takes_part:
        found = f"{area!r}, which takes no part in {cycle}"
        raise ChallengeError("placement", found, "an authority of the cycle", "choose another")
    if known.enabler_name is None:
        expected = ", ".join(queries.journey_ledger.known_enablers(entry.cursor)["name"])
        raise ChallengeError(f"placement of {area}", f"enabler {enabler!r}", f"one of: {expected}", "name one of these")
    if kind not in KINDS:
        raise ChallengeError(f"placement of {area}", f"kind {kind!r}", ", ".join(KINDS), "name one of these")
    where = f"{area}, {known.enabler_name}"
    check_speaks(entry.signed["actor_role"], where, kind)
    if position and position not in range(1, 6):
        raise ChallengeError(where, f"position {position}", "1 to 5, or not placed", "choose one of the five positions")
    if len(evidence) > EVIDENCE_MOST:
        raise ChallengeError(
            place=where,
            found=f"{len(evidence):,} characters of evidence",
            expected=f"a line or two, at most {EVIDENCE_MOST:,} characters",
            do="shorten it: say what it rests on and where the rest can be read; nothing was saved, and nothing of it is lost here",
        )
    return NOTHING if known.state is None else _word(known)


def _word(row: object) -> Word:
    signed = (row.actor, row.actor_role, row.recorded_at)
    return Word(int(row.revision), row.state, _position(row.position), row.evidence, *signed)


def _content(word: Word) -> tuple[str, int | None, str]:
    return word.state, word.position, word.evidence


def _position(value: object) -> int | None:
    return None if pd.isna(value) else int(value)


def _said(word: Word) -> str:
    states = {"placed": f"position {word.position}", "not_placed": "not placed", "withdrawn": "taken back", "none": "nothing said"}
    return f"{states[word.state]} (“{word.evidence}”)" if word.evidence else states[word.state]


def _say(entry: Writing, cycle: str, area: str, words: dict[str, Word], kind: str, origin: str) -> None:
    # One by one: a few inserts are faster than a frame of them.
    for enabler, word in words.items():
        given = {name: getattr(word, name) for name in ("revision", "state", "position", "evidence")}
        where = {"cycle": cycle, "area": area, "enabler": enabler, "kind": kind, "origin": origin}
        queries.journey_ledger.say_placement(entry.cursor, **where, **given, **entry.signed)


def _unsign(entry: Writing, cycle: str, area: str, why: str) -> None:
    last = queries.journey_ledger.last_sign_offs(entry.cursor, cycle=cycle, area=area)
    for row in last[last["state"] == "stands"].itertuples():
        _say_signed(entry, cycle, area, row.office, row.name, "withdrawn", why)


def _say_signed(entry: Writing, cycle: str, area: str, office: str, name: str, state: str, reason: str | None) -> None:
    last = queries.journey_ledger.last_sign_offs(entry.cursor, cycle=cycle, area=area)
    revision = int(last.loc[last["office"] == office, "revision"].max() or 0) + 1 if (last["office"] == office).any() else 1
    row = {"cycle": cycle, "area": area, "office": office, "revision": revision, "name": name, "state": state, "reason": reason}
    entry.append("placement_sign_off_entry", pd.DataFrame([row]), signed=True)

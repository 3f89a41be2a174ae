"""The practice store's invented rows for the cycle 2017/18: BPN membership, rounds, and what authorities sent.

Everything here is invented, dated as in 2017, and kept only in a store whose kind is ``practice``. It is always a *returned*
figure or a decision, never a published one; published figures are real. The self-views are files (``challenge.sampling`` makes
them) and come in by the way anybody's do.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import pandas as pd

import queries
from challenge.access import READER, Person
from challenge.reference import ROOT

CYCLE = "2017-18"
MADE_AT = datetime(2017, 9, 1, 9, 0)
CYCLE_SET_UP = {"2017-18": datetime(2017, 9, 1, 9, 0), "2025-26": datetime(2026, 4, 30, 9, 0)}
MAKER = Person("Practice", "maker of the practice store")
OFSTED_WROTE = datetime(2017, 11, 2, 15, 0)
TAGGED = datetime(2017, 11, 10, 9, 0)
MEETING = datetime(2017, 11, 16, 10, 0)
FORUMS = {
    "blackburn-with-darwen": datetime(2017, 12, 12, 16, 0),
    "trafford": datetime(2017, 12, 13, 16, 0),
    "rochdale": datetime(2017, 12, 14, 16, 0),
}
SAMPLE = ROOT / "data" / "sample"

# Illustrative: no paper says which authority is in which BPN.
BPNS = {
    "blackburn-with-darwen": "blackburn-with-darwen blackpool bolton cumbria knowsley lancashire oldham wigan",
    "trafford": "bury cheshire-east cheshire-west-and-chester salford stockport trafford warrington wirral",
    "rochdale": "halton liverpool manchester rochdale sefton st-helens tameside",
}


def invent(store) -> None:
    """Write the invented rows into a practice store, in the order they came about; each in its own dated, signed write."""
    with store.writing("practice BPNs and rounds", MAKER, datetime(2017, 9, 4, 10, 0)) as entry:
        entry.append("membership_entry", memberships(), signed=True)
    for when, write in sorted(_events(store), key=lambda event: event[0]):
        write(when)
    _place(store)
    _draft(store)


def memberships() -> pd.DataFrame:
    """BPN and round per authority: 12 in the December round, 11 in January's. Columns of ``membership_entry``, unsigned."""
    rows = [
        (CYCLE, area, 1, bpn, "december" if place % 2 == 0 else "january", "stands", "illustrative")
        for bpn, areas in BPNS.items()
        for place, area in enumerate(areas.split())
    ]
    return pd.DataFrame(rows, columns=["cycle", "area", "revision", "bpn", "round", "state", "reason"])


def _events(store) -> list[tuple[datetime, Callable[[datetime], object]]]:
    """What happened when: a file was received, its sign-offs were entered, a difference was explained."""
    # Imported here: opening a store, which reads no file, must not wait for the readers.
    from challenge import mending, receiving
    from challenge.returns import reading

    cycles = receiving.cycles(store, MAKER)
    events = []
    for row in received().itertuples():
        data = (SAMPLE / "self-views" / row.file).read_bytes()
        view = reading.read(row.file, data, cycles=cycles)
        events.append((row.received_at, partial(receiving.store_read, store, view, data, MAKER)))
        for office in view.sign_offs if pd.notna(row.signed_at) else ():
            signed = (store, CYCLE, row.area, office.office, int(row.version), office.name, MAKER)
            events.append((row.signed_at, partial(mending.sign, *signed)))
    for row in pd.read_csv(SAMPLE / "explanations.csv", parse_dates=["said_at"]).itertuples():
        told = (store, CYCLE, row.area, row.kpi, int(row.ordinal), row.text, 0, MAKER)
        events.append((row.said_at, partial(mending.explain, *told)))
    return [*((when.to_pydatetime(), write) for when, write in events), *_ofsted(store, cycles), *_tags(store)]


def _ofsted(store, cycles: dict) -> list[tuple[datetime, Callable[[datetime], object]]]:
    """Ofsted's key lines of enquiry, read on 2 November as the group would read its list."""
    from challenge import ofsted_lines
    from challenge.returns import ofsted_list

    themes = {row.theme: (row.name,) for row in queries.questions_ledger.known_themes(store.connection).itertuples()}
    file = SAMPLE / "ofsted_lines.csv"
    listed = ofsted_list.read(file.name, file.read_bytes(), ofsted_list.known(CYCLE, cycles, themes))
    lines = [
        ofsted_lines.OfstedLine(each.text, each.areas, each.themes, each.letter, listed.name, each.place) for each in listed.ready
    ]
    return [(OFSTED_WROTE, lambda when: ofsted_lines.add(store, CYCLE, lines, MAKER, when))]


def _tags(store) -> list[tuple[datetime, Callable[[datetime], object]]]:
    """What somebody said on 10 November that the words of Section 4 are about, two minutes for each text; some texts were left."""
    tagged = pd.read_csv(SAMPLE / "tags.csv").groupby(["area", "item", "entry"], sort=True)
    return [
        (TAGGED + timedelta(minutes=2 * number), partial(_tag, store, *text, set(zip(rows["about"], rows["tagged"], strict=True))))
        for number, (text, rows) in enumerate(tagged)
    ]


def _tag(store, area: str, item: str, entry: int, wanted: set[tuple[str, str]], when: datetime) -> None:
    from challenge import tagging

    words = queries.tags.words_that_stand(store.connection, cycle=CYCLE, area=area).set_index(["item", "entry"])["text_hash"]
    tagging.tag(store, CYCLE, area, item, words[item, entry], wanted, {}, MAKER, when)


def _place(store) -> None:
    """The group's preliminary placements of 16 November, a minute for each, and what the December forums agreed."""
    from challenge import placements
    from challenge.sampling import placed

    def say(area: str, kind: str, words: placed.Placed, when: datetime) -> None:
        placements.place_all(store, CYCLE, area, kind, words, MAKER, when)

    rounds = memberships().set_index("area")
    for minute, area in enumerate(sorted(rounds.index)):
        stands = queries.journey_ledger.last_of_kind(store.connection, cycle=CYCLE, area=area, kind="self")
        own = {row.enabler: None if pd.isna(row.position) else int(row.position) for row in stands.itertuples()}
        group = placed.preliminary(area, own)
        say(area, "preliminary", group, MEETING + timedelta(minutes=8 * minute))
        if rounds.at[area, "round"] == "december":
            say(area, "agreed", placed.agreed(area, own, group), FORUMS[rounds.at[area, "bpn"]])


def _draft(store) -> None:
    """A few challenge questions made of lines of enquiry as they were seen on 9 November, and what became of them by the 17th."""
    from challenge import focusing, issuing, questions
    from challenge.sampling import drafted

    number = 0
    for area, drafts in _lines_drafted(store).items():
        sent = {}
        for place, draft in enumerate(drafts, start=1):
            number += 1
            begun = (store, draft.question, CYCLE, area, draft.fields, MAKER, draft.line, draft.evidence)
            kept = questions.begin(*begun, drafted.minute(drafted.BEGUN, number))
            if said := drafted.COMMENTS.get((area, place)):
                questions.comment(store, draft.question, said, MAKER, drafted.minute(drafted.SAID, number))
            for state, when in drafted.WAYS[draft.state]:
                why = drafted.PARKED if state == "parked" else ""
                kept = questions.move(store, draft.question, state, kept.revision, MAKER, why, drafted.minute(when, number))
            if draft.state == "issued":
                sent[draft.question] = kept.revision
        if area in drafted.FOCUSED:
            when = drafted.minute(drafted.AGREED, number)
            focusing.choose(store, CYCLE, area, *drafted.focus(drafts), 0, MAKER, when)
        if sent:
            issuing.issue(store, CYCLE, area, sent, MAKER, recorded_at=drafted.ISSUED)


def _lines_drafted(store) -> dict[str, list]:
    """The drafts of each authority, with words and evidence of its lines as the group saw them."""
    from challenge import line_words
    from challenge.sampling import drafted

    asked = {"cycle": CYCLE, "areas": list(drafted.DRAFTED)}
    with store.seeing(READER, drafted.SEEN) as cursor:
        words = (queries.line_rows.templates(cursor), queries.line_rows.kinds(cursor), queries.line_rows.caveats(cursor))
        lines = queries.practice.lines_to_draft(cursor, **asked)
        evidence = queries.practice.evidence_to_draft(cursor, **asked)
    found = {}
    for area in drafted.DRAFTED:
        rows, behind = lines[lines["area"] == area], evidence[evidence["area"] == area]
        name, region, bpn = rows[["area_name", "region_name", "bpn_name"]].iloc[0]
        found[area] = drafted.drafts(area, line_words.worded(rows, behind, *words, name, region), behind, bpn)
    return found


def received() -> pd.DataFrame:
    """The self-views that a practice store takes in: file, area, version, received_at and signed_at, in the order they came."""
    return pd.read_csv(SAMPLE / "self-views" / "received.csv", parse_dates=["received_at", "signed_at"])

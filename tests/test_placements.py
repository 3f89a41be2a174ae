"""Placing authorities on the grid: each word is kept as it was said, and nobody's is overwritten."""

import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import uuid4

import pandas as pd
import pytest

import queries
from challenge import agenda, placements, receiving
from challenge.access import READER, Person
from challenge.errors import ChallengeError
from challenge.placements import PlacedMeanwhile, Word
from challenge.practice import MEETING
from challenge.returns.self_view import Placement
from challenge.store import Conflict, Store, end_of, open_store
from tests.sent_files import self_view

ROOT = Path(__file__).resolve().parents[1]
CYCLE = "2017-18"
ANN = Person("Ann Lee", "Sector-led improvement team")
BEN = Person("Ben Ode", "Strategic performance group")
ONE = "engaging-partners"
LONGEST = 5_000
SEVEN = [
    "strategic-approach",
    "leadership-and-governance",
    "engaging-and-supporting-the-workforce",
    "engaging-partners",
    "building-the-supporting-apparatus",
    "fostering-innovation",
    "judicious-use-of-resources",
]
# Dies as if the power went, the moment the second of two placements was confirmed.
DYING = """
import os, sys
from pathlib import Path
from challenge import placements
from challenge.access import Person
from challenge.store import open_store

store, ann = open_store(Path(sys.argv[1])), Person("Ann Lee", "Strategic performance group")
for enabler in ("engaging-partners", "fostering-innovation"):
    word = placements.place(store, "2017-18", "wirral", enabler, "preliminary", 4, "confirmed", 0, ann)
    print(enabler, word.revision, flush=True)
os.kill(os.getpid(), 9)
"""


@pytest.fixture(scope="module")
def store(practice_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A practice store these tests write to; each writes about its own authority."""
    folder = tmp_path_factory.mktemp("placed")
    shutil.copy2(practice_folder / "store.duckdb", folder)
    opened = open_store(folder)
    yield opened
    opened.close()


def place(store: Store, area: str, position: int | None, evidence: str = "", **given: object) -> Word:
    """Place an authority on one enabler, as Ann for the group unless said otherwise."""
    whole = {"enabler": ONE, "kind": "preliminary", "seen": 0, "actor": ANN} | given
    return placements.place(store, CYCLE, area, position=position, evidence=evidence, **whole)


def words(store: Store, area: str, kind: str, enabler: str = ONE, day: date | None = None) -> list[tuple]:
    """Everything said of one cell as a reader sees it, the latest first."""
    with store.reading(READER, day and end_of(day)) as cursor:
        rows = queries.journey.history(cursor, cycle=CYCLE, area=area)
    own = rows[(rows["kind"] == kind) & (rows["enabler"] == enabler)].sort_values("revision", ascending=False)
    return [
        (row.revision, row.state, None if pd.isna(row.position) else int(row.position), row.evidence) for row in own.itertuples()
    ]


def cell(store: Store, area: str, enabler: str = ONE, day: date | None = None) -> pd.Series:
    """One cell of the grid as the journey screen reads it."""
    with store.reading(READER, day and end_of(day)) as cursor:
        rows = queries.journey.grid(cursor, cycle=CYCLE, against="preliminary")
    return rows.set_index(["area", "enabler"]).loc[area, enabler]


def last(store: Store, area: str, kind: str) -> dict[str, int]:
    """The revision of each enabler's last word."""
    rows = queries.journey_ledger.last_of_kind(store.connection.cursor(), cycle=CYCLE, area=area, kind=kind)
    return dict(zip(rows["enabler"], rows["revision"].astype(int), strict=True))


def test_every_word_is_kept_and_none_not_placed_and_taken_back_are_three_things(store):
    assert (cell(store, "wirral")["other_state"], words(store, "wirral", "preliminary")) == ("none", [])
    place(store, "wirral", 2, "the self-view")
    place(store, "wirral", None, "too little known", seen=1, actor=BEN)
    assert cell(store, "wirral")["other_state"] == "not_placed"
    assert pd.isna(cell(store, "wirral")["gap"])
    placements.take_back(store, CYCLE, "wirral", ONE, "preliminary", "the wrong authority", 2, ANN)
    assert cell(store, "wirral")["other_state"] == "none"
    # Who looks at an empty cell has seen nothing; the revision follows all the same.
    assert place(store, "wirral", 5, "said again").revision == 4
    assert words(store, "wirral", "preliminary") == [
        (4, "placed", 5, "said again"),
        (3, "withdrawn", None, "the wrong authority"),
        (2, "not_placed", None, "too little known"),
        (1, "placed", 2, "the self-view"),
    ]
    with pytest.raises(ChallengeError, match="nothing to take back"):
        placements.take_back(store, CYCLE, "wirral", "strategic-approach", "preliminary", "", 0, ANN)


def test_a_gap_of_two_positions_is_a_stage_apart_and_one_is_not(store):
    own = {enabler: int(cell(store, "stockport", enabler)["self_position"]) for enabler in SEVEN}
    two = next(enabler for enabler, position in own.items() if position <= 3)
    one = next(enabler for enabler, position in own.items() if position <= 4 and enabler != two)
    place(store, "stockport", own[two] + 2, enabler=two)
    place(store, "stockport", own[one] + 1, enabler=one)
    assert (cell(store, "stockport", two)["gap"], bool(cell(store, "stockport", two)["apart"])) == (2, True)
    assert (cell(store, "stockport", one)["gap"], bool(cell(store, "stockport", one)["apart"])) == (1, False)


def test_who_places_on_what_is_no_longer_there_is_shown_both(store):
    seen = last(store, "bury", "preliminary")[ONE]
    place(store, "bury", 5, "hers", seen=seen)
    with pytest.raises(PlacedMeanwhile) as both:
        place(store, "bury", 1, "his", seen=seen, actor=BEN)
    theirs, yours = both.value.theirs, both.value.yours
    assert (theirs.position, theirs.evidence, theirs.actor, yours) == (5, "hers", "Ann Lee", (1, "his"))
    assert "“hers”" in both.value.found and "“his”" in both.value.found and "keep theirs" in both.value.do
    assert isinstance(both.value, Conflict)
    taken = place(store, "bury", 1, "his", seen=theirs.revision, actor=BEN)
    assert [word[2:] for word in words(store, "bury", "preliminary")[:2]] == [(1, "his"), (5, "hers")]
    with pytest.raises(PlacedMeanwhile, match="taken back"):
        placements.take_back(store, CYCLE, "bury", ONE, "preliminary", "", taken.revision - 1, ANN)


def test_the_same_word_twice_by_the_same_person_writes_nothing(store):
    first = place(store, "bolton", 4, " partners lead ", seen=last(store, "bolton", "preliminary")[ONE])
    before = store.revision
    # Two tabs, a browser cut off that asks again, a second press: what stands is what was meant.
    for seen in (first.revision - 1, first.revision, 0):
        assert place(store, "bolton", 4, "partners lead", seen=seen) == first
    assert (store.revision, words(store, "bolton", "preliminary")[0][0]) == (before, first.revision)
    assert place(store, "bolton", 4, "partners lead", seen=first.revision, actor=BEN).revision == first.revision + 1


@pytest.mark.parametrize(
    ("wrong", "found", "way_out"),
    [
        ({"area": "leeds"}, "leeds", "authority"),
        ({"area": "wirral' or 1=1 --"}, "1=1", "authority"),
        ({"enabler": "charisma"}, "charisma", "Strategic approach"),
        ({"kind": "secret"}, "secret", "preliminary"),
        ({"position": 6}, "6", "1 to 5"),
        ({"position": -1}, "-1", "1 to 5"),
        ({"position": 2.5}, "2.5", "1 to 5"),
        ({"evidence": "e" * (LONGEST + 1)}, "5,001", "at most 5,000"),
        ({"evidence": "e" * 100_000}, "100,000", "at most 5,000"),
    ],
    ids=str,
)
def test_what_the_grid_cannot_hold_is_refused_with_the_place_and_nothing_is_written(store, wrong, found, way_out):
    before = store.revision
    with pytest.raises(ChallengeError) as refused:
        place(store, **({"area": "blackpool", "position": 3} | wrong))
    assert found in f"{refused.value.place} {refused.value.found}" and way_out in refused.value.expected
    assert refused.value.do and store.revision == before


@pytest.mark.parametrize("kind", ["preliminary", "agreed"])
def test_whoever_looks_as_an_authority_places_itself_and_speaks_for_nobody_else(store, kind):
    own, before = Person("Au Thor", "Authority"), store.revision
    for refused in (
        lambda: place(store, "bury", 3, kind=kind, seen=last(store, "bury", kind)[ONE], actor=own),
        lambda: placements.take_back(store, CYCLE, "bury", ONE, kind, "why", last(store, "bury", kind)[ONE], own),
        lambda: agenda.save(store, CYCLE, ["bury"], 0, own),
    ):
        with pytest.raises(ChallengeError, match=r"role Authority.*group or the improvement team.*say who you are"):
            refused()
    assert store.revision == before
    assert place(store, "bury", 2, kind="draft", seen=last(store, "bury", "draft").get(ONE, 0), actor=own).position == 2


@pytest.mark.parametrize("position", [None, 0])
def test_not_placed_is_a_word_with_no_position(store, position):
    area = {None: "trafford", 0: "salford"}[position]
    word = place(store, area, position, seen=last(store, area, "preliminary")[ONE])
    assert (word.state, word.position, words(store, area, "preliminary")[0][1:3]) == ("not_placed", None, ("not_placed", None))


def test_evidence_is_kept_as_text_to_the_letter(store):
    texts = [
        "e" * LONGEST,
        '<script>alert("1")</script> & <b>bold</b> {{braces}} $placeholder %s \\n',
        "'; drop table placement_entry; --",
        "=HYPERLINK(1+1)",
        "שלום, مرحبا \u202ereversed\u202c",
        "👩‍👧‍👦 🏴󠁧󠁢󠁷󠁬󠁳󠁿 e\u0301 \u00a0 tab\there\nnew line\r\nand \x00 nothing",
    ]
    seen = last(store, "knowsley", "preliminary")[ONE]
    for number, text in enumerate(texts):
        place(store, "knowsley", 3, text, seen=seen + number)
    assert [word[3] for word in words(store, "knowsley", "preliminary")[: len(texts)]] == texts[::-1]


def test_of_many_who_place_the_same_cell_at_once_one_wins_and_the_others_see_whose_it_is(store):
    people = [Person(f"Person {number}", "Strategic performance group") for number in range(6)]
    seen = last(store, "oldham", "preliminary")[ONE]

    def attempt(number: int) -> PlacedMeanwhile | Word:
        try:
            return place(store, "oldham", 1 + number % 5, f"reason {number}", seen=seen, actor=people[number])
        except PlacedMeanwhile as meanwhile:
            return meanwhile

    with ThreadPoolExecutor(6) as pool:
        came = list(pool.map(attempt, range(6)))
    (won,) = [each for each in came if isinstance(each, Word)]
    lost = [each for each in came if isinstance(each, PlacedMeanwhile)]
    assert len(lost) == 5 and {each.theirs.actor for each in lost} == {won.actor}
    assert words(store, "oldham", "preliminary")[0] == (won.revision, won.state, won.position, won.evidence)
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda enabler: place(store, "oldham", 2, "at once", enabler=enabler, kind="agreed", seen=1), SEVEN))
    assert [words(store, "oldham", "agreed", enabler)[0][3] for enabler in SEVEN] == ["at once"] * 7


def test_a_placement_leaves_screens_of_figures_as_they_are(store):
    figures, revision = store.reached(), store.revision
    place(store, "halton", 5, "new", seen=last(store, "halton", "preliminary")[ONE])
    assert (store.reached(), store.revision) == (figures, revision + 1)


def test_on_sixteenth_november_the_group_saw_what_it_had_placed_by_then(store):
    day = date(2017, 11, 16)
    place(store, "lancashire", 5, "long after", seen=last(store, "lancashire", "preliminary")[ONE])
    then, now = cell(store, "lancashire", day=day), cell(store, "lancashire")
    assert then["other_recorded_at"].date() == MEETING.date() and then["other_evidence"] != "long after"
    assert (now["other_position"], now["other_evidence"]) == (5, "long after")
    assert cell(store, "lancashire", day=date(2017, 11, 15))["other_state"] == "none"
    with store.reading(READER, end_of(day)) as cursor:
        assert set(queries.journey.grid(cursor, cycle=CYCLE, against="agreed")["other_state"]) == {"none"}


def test_a_confirmed_placement_survives_a_killed_process(practice_folder, tmp_path):
    shutil.copy2(practice_folder / "store.duckdb", tmp_path)
    ended = subprocess.run([sys.executable, "-c", DYING, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert ended.stdout.split() == ["engaging-partners", "1", "fostering-innovation", "1"], ended.stderr
    assert ended.returncode != 0
    opened = open_store(tmp_path)
    try:
        assert [words(opened, "wirral", "preliminary", each) for each in ended.stdout.split()[::2]] == [
            [(1, "placed", 4, "confirmed")]
        ] * 2
    finally:
        opened.close()


def send(store: Store, area: str, **rows: tuple[int | None, str]) -> int | None:
    """Take in a self-view that places the authority so (enabler with _ for -) and leaves the other rows empty."""
    data = self_view(store, area)
    view = receiving.reading.read(f"{area}.docx", data, cycles=receiving.cycles(store, ANN))
    said = {name.replace("_", "-"): row for name, row in rows.items()}
    grid = tuple(Placement(enabler, *said.get(enabler, (None, "")), "table 9", enabler in said) for enabler in SEVEN)
    # Each is another file, as far as the store can tell.
    return receiving.store_read(store, replace(view, placements=grid, sha256=uuid4().hex), data, ANN).version


def test_a_self_view_takes_over_only_what_it_says_anew(store):
    send(store, "sefton", engaging_partners=(2, "protocol"), fostering_innovation=(4, "hub"), strategic_approach=(2, "plan"))
    assert words(store, "sefton", "self")[0][1:] == ("placed", 2, "protocol")
    before = last(store, "sefton", "self")
    place(store, "sefton", 3, "on screen", kind="self", seen=before[ONE])
    place(store, "sefton", 3, "on screen", kind="self", enabler="strategic-approach", seen=before["strategic-approach"])
    send(store, "sefton", engaging_partners=(2, "protocol"), fostering_innovation=(5, "hub"))
    after = last(store, "sefton", "self")
    # What the version says as the one before did, and rows it leaves empty, leave what was said on screen since.
    assert words(store, "sefton", "self")[0][1:] == ("placed", 3, "on screen")
    assert words(store, "sefton", "self", "strategic-approach")[0][1:] == ("placed", 3, "on screen")
    assert after["fostering-innovation"] == before["fostering-innovation"] + 1
    assert after["judicious-use-of-resources"] == before["judicious-use-of-resources"]
    send(store, "sefton", engaging_partners=(1, "protocol"), fostering_innovation=(None, ""))
    assert words(store, "sefton", "self")[0][1:] == ("placed", 1, "protocol")
    assert words(store, "sefton", "self", "fostering-innovation")[0][1:] == ("not_placed", None, "")

"""An authority's own placement: drafted, handed in, signed; any change takes the signatures back, in the same write."""

import shutil
from datetime import date
from pathlib import Path

import pytest

import queries
from challenge import mending, placements
from challenge.access import READER
from challenge.errors import ChallengeError
from challenge.placements import PlacedMeanwhile
from challenge.store import Store, end_of, open_store
from tests.test_placements import ANN, BEN, CYCLE, ONE, SEVEN, last, place, send, words


@pytest.fixture(scope="module")
def store(practice_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A practice store these tests write to; each writes about its own authority."""
    folder = tmp_path_factory.mktemp("signed")
    shutil.copy2(practice_folder / "store.duckdb", folder)
    opened = open_store(folder)
    yield opened
    opened.close()


def signed(store: Store, area: str, day: date | None = None) -> dict[str, str]:
    """Which offices have signed an authority's own placement, and how."""
    with store.reading(READER, day and end_of(day)) as cursor:
        rows = cursor.execute("select area, office, how from placement_sign_off where cycle = $cycle", {"cycle": CYCLE}).fetchall()
    return {office: how for where, office, how in rows if where == area}


def sign_offs(store: Store, area: str) -> list[tuple]:
    """Everything said of an authority's signatures: office, revision, state and reason, the latest last."""
    sql = "select office, revision, state, reason from placement_sign_off_entry where area = $area order by recorded_at, office"
    return store.connection.cursor().execute(sql, {"area": area}).fetchall()


def draft(store: Store, area: str, position: int, enabler: str = ONE, seen: int = 0) -> placements.Word:
    return place(store, area, position, "drafted", enabler=enabler, kind="draft", seen=seen)


def test_a_draft_is_nobody_s_placement_until_it_is_handed_in_whole(store):
    before, stood = last(store, "wigan", "self"), words(store, "wigan", "self")
    seen = {
        ONE: draft(store, "wigan", 1).revision,
        "fostering-innovation": draft(store, "wigan", 2, "fostering-innovation").revision,
    }
    assert words(store, "wigan", "self") == stood and words(store, "wigan", "draft") == []
    assert placements.hand_in(store, CYCLE, "wigan", seen, ANN) == 2
    assert words(store, "wigan", "self")[0] == (before[ONE] + 1, "placed", 1, "drafted")
    revision = store.revision
    with pytest.raises(ChallengeError, match="no draft"):
        placements.hand_in(store, CYCLE, "wigan", seen, ANN)
    # What is drafted later goes by itself: the drafts handed in before are over.
    later = {"strategic-approach": draft(store, "wigan", 5, "strategic-approach").revision}
    assert placements.hand_in(store, CYCLE, "wigan", later, ANN) == 1
    assert store.revision == revision + 2 and last(store, "wigan", "self")[ONE] == before[ONE] + 1


def test_a_draft_that_changed_since_it_was_reviewed_is_not_handed_in(store):
    first = draft(store, "liverpool", 2)
    second = place(store, "liverpool", 4, "better", kind="draft", seen=first.revision, actor=BEN)
    stood = last(store, "liverpool", "self")
    with pytest.raises(PlacedMeanwhile) as meanwhile:
        placements.hand_in(store, CYCLE, "liverpool", {ONE: first.revision}, ANN)
    assert (meanwhile.value.theirs.position, meanwhile.value.theirs.actor) == (4, "Ben Ode")
    assert meanwhile.value.yours == (2, "drafted")
    # An enabler drafted since, and one whose draft was taken back since, were not reviewed either.
    draft(store, "liverpool", 5, "fostering-innovation")
    with pytest.raises(PlacedMeanwhile, match="nothing said"):
        placements.hand_in(store, CYCLE, "liverpool", {ONE: second.revision}, ANN)
    placements.take_back(store, CYCLE, "liverpool", "fostering-innovation", "draft", "", 1, ANN)
    with pytest.raises(PlacedMeanwhile, match="taken back"):
        placements.hand_in(store, CYCLE, "liverpool", {ONE: second.revision, "fostering-innovation": 1}, ANN)
    assert last(store, "liverpool", "self") == stood
    assert placements.hand_in(store, CYCLE, "liverpool", {ONE: second.revision}, ANN) == 1


def test_without_a_draft_there_is_nothing_to_hand_in(store):
    with pytest.raises(ChallengeError, match="no draft"):
        placements.hand_in(store, CYCLE, "tameside", {}, ANN)


def test_any_change_of_the_seven_withdraws_every_signature_in_the_same_write_and_says_why(store):
    for office in ("dcs", "lm", "ce"):
        placements.sign(store, CYCLE, "blackpool", office, f"The {office}", ANN)
    assert signed(store, "blackpool") == dict.fromkeys(("dcs", "lm", "ce"), "placement")
    stood = place(store, "blackpool", 2, "as signed", kind="self", seen=last(store, "blackpool", "self")[ONE])
    assert signed(store, "blackpool") == {}
    assert sign_offs(store, "blackpool")[-3:] == [
        (office, 2, "withdrawn", "the placement was changed") for office in ("ce", "dcs", "lm")
    ]
    placements.sign(store, CYCLE, "blackpool", "dcs", "Dee Cee", ANN)
    # Somebody else says the very same: nothing of what was signed has changed.
    again = place(store, "blackpool", 2, "as signed", kind="self", seen=stood.revision, actor=BEN)
    assert signed(store, "blackpool") == {"dcs": "placement"}
    placements.take_back(store, CYCLE, "blackpool", ONE, "self", "a slip", again.revision, ANN)
    assert signed(store, "blackpool") == {} and sign_offs(store, "blackpool")[-1][3] == "the placement was taken back"
    writes = store.connection.cursor().execute("select what from written order by revision desc limit 1").fetchone()
    assert writes == ("placement taken back: blackpool, engaging-partners, self",)


def test_the_group_s_placement_leaves_the_authority_s_signatures(store):
    placements.sign(store, CYCLE, "salford", "dcs", "Dee Cee", ANN)
    place(store, "salford", 1, "lower", seen=last(store, "salford", "preliminary")[ONE])
    draft(store, "salford", 1)
    assert signed(store, "salford") == {"dcs": "placement"}
    placements.withdraw(store, CYCLE, "salford", "dcs", "signed too early", BEN)
    assert signed(store, "salford") == {} and sign_offs(store, "salford")[-1] == ("dcs", 2, "withdrawn", "signed too early")
    with pytest.raises(ChallengeError, match="none that stands"):
        placements.withdraw(store, CYCLE, "salford", "dcs", "", BEN)


def test_a_placement_handed_in_or_sent_anew_withdraws_what_was_signed(store):
    placements.sign(store, CYCLE, "halton", "ce", "See Ee", ANN)
    word = draft(store, "halton", 1)
    placements.hand_in(store, CYCLE, "halton", {ONE: word.revision}, ANN)
    assert signed(store, "halton") == {}
    placements.sign(store, CYCLE, "halton", "ce", "See Ee", ANN)
    version = send(store, "halton", engaging_partners=(5, "sent"))
    assert signed(store, "halton") == {}
    assert sign_offs(store, "halton")[-1][3] == f"version {version} of the self-view places it otherwise"


def test_nobody_signs_what_is_not_whole_or_has_changed_on_their_screen(store):
    seen = last(store, "oldham", "self")
    placements.take_back(store, CYCLE, "oldham", ONE, "self", "a slip", seen[ONE], ANN)
    with pytest.raises(ChallengeError, match="1 of 7 enablers without a word"):
        placements.sign(store, CYCLE, "oldham", "dcs", "Dee Cee", ANN)
    # Not placed is a word.
    place(store, "oldham", None, "", kind="self", seen=0)
    with pytest.raises(PlacedMeanwhile) as meanwhile:
        placements.sign(store, CYCLE, "oldham", "dcs", "Dee Cee", ANN, seen=seen)
    assert meanwhile.value.theirs.state == "not_placed"
    placements.sign(store, CYCLE, "oldham", "dcs", "Dee Cee", ANN, seen=last(store, "oldham", "self"))
    assert signed(store, "oldham") == {"dcs": "placement"}
    for office, name, found in (("mayor", "Em", "mayor"), ("lm", "  ", "no name")):
        with pytest.raises(ChallengeError, match=found):
            placements.sign(store, CYCLE, "oldham", office, name, ANN)
    with pytest.raises(ChallengeError, match="7 of 7"):
        placements.sign(store, CYCLE, "leeds", "lm", "El Em", ANN)


def test_who_signed_the_self_view_signed_the_placement_in_it_until_one_of_them_changes(store):
    area = "cheshire-east"
    three = dict.fromkeys(("dcs", "lm", "ce"), "self-view")
    assert signed(store, area) == three
    stood = last(store, area, "self")
    with store.reading(READER) as cursor:
        rows = queries.journey.history(cursor, cycle=CYCLE, area=area)
    was = rows[(rows["kind"] == "self") & (rows["enabler"] == ONE)].iloc[0]
    changed = place(store, area, 1 + int(was["position"]) % 5, "otherwise", kind="self", seen=stood[ONE])
    assert signed(store, area) == {}
    # As before is not as signed: it was changed, and nobody has signed since.
    place(store, area, int(was["position"]), was["evidence"], kind="self", seen=changed.revision)
    assert signed(store, area) == {}
    placements.sign(store, CYCLE, area, "lm", "El Em", ANN)
    assert signed(store, area) == {"lm": "placement"}
    assert signed(store, area, date(2017, 11, 16)) == three


def test_a_signed_self_view_does_not_sign_what_was_taken_back_or_placed_beside_it(store):
    assert set(signed(store, "manchester").values()) == {"self-view"}
    placements.take_back(store, CYCLE, "manchester", ONE, "self", "a slip", last(store, "manchester", "self")[ONE], ANN)
    assert signed(store, "manchester") == {}
    version = send(store, "manchester", **{enabler.replace("-", "_"): (3, "sent") for enabler in SEVEN})
    assert signed(store, "manchester") == {}
    place(store, "manchester", 4, "then on screen", kind="self", seen=last(store, "manchester", "self")[ONE])
    mending.sign(store, CYCLE, "manchester", "dcs", version, "Dee Cee", ANN)
    assert signed(store, "manchester") == {}


def test_a_self_view_without_a_grid_signs_no_placement(store):
    with store.reading(READER) as cursor:
        offices = cursor.execute("select count(*) from sign_off where area = 'cumbria' and current").fetchone()
    assert (offices, signed(store, "cumbria")) == ((3,), {})

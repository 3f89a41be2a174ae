"""Words of Section 4 are tagged by a person: tags hang on words, are never overwritten unseen, and themes only count them."""

import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

import queries
from challenge import reference
from challenge.access import READER, Person
from challenge.errors import ChallengeError
from challenge.links import View
from challenge.sheet import to_text
from challenge.store import Store, end_of, open_store
from challenge.tagging import TaggedMeanwhile, tag
from challenge.theme_detail import export, listing, parts
from challenge.theme_voice import Voice

ANN, BOB = Person("Ann Lee", "Sector-led improvement team"), Person("Bob Ray", "Authority")
CYCLE, GROUP, ENABLER = "2017-18", ("kpi_group", "help_protection"), ("enabler", "engaging-partners")
PLACE = {"cycle": CYCLE, "source": "published", "ordinal": 2}


@pytest.fixture
def own(practice_folder: Path, tmp_path: Path) -> Store:
    """A practice store to write to."""
    shutil.copy2(practice_folder / "store.duckdb", tmp_path)
    store = open_store(tmp_path)
    yield store
    store.close()


def asked(store: Store, name: str, as_of: date | None = None, **given: object) -> pd.DataFrame:
    with store.reading(READER, None if as_of is None else end_of(as_of)) as cursor:
        return getattr(queries.tags, name)(cursor, **given)


def hash_of(store: Store, area: str, item: str) -> str:
    return asked(store, "texts", cycle=CYCLE, area=area).set_index("item").at[item, "text_hash"]


def stands(store: Store, area: str, item: str) -> dict[tuple[str, str], int]:
    rows = asked(store, "tagged", cycle=CYCLE, area=area)
    return {(row.about, row.tagged): int(row.revision) for row in rows[rows["item"] == item].itertuples()}


def voice_of(store: Store, as_of: date | None = None, cycle: str = CYCLE) -> Voice:
    with store.reading(READER, None if as_of is None else end_of(as_of)) as cursor:
        heard = queries.region.heard(cursor, cycle=cycle).iloc[0]
        rows = queries.region.voice(cursor, cycle=cycle)
    return Voice(rows, int(heard["n_returned"]), int(heard["n_tagged"]), lambda title, _: f"Practice · {title}")


def themes_of(store: Store) -> pd.DataFrame:
    with store.reading(READER) as cursor:
        return queries.region.themes(cursor, **PLACE)


def test_tags_are_given_changed_and_taken_away_each_as_a_revision(own: Store):
    words = (CYCLE, "wirral", "strengths", hash_of(own, "wirral", "strengths"))
    before = own.reached()
    assert tag(own, *words, {GROUP, ENABLER}, {}, ANN) == 2
    assert own.reached() > before
    assert stands(own, "wirral", "strengths") == {GROUP: 1, ENABLER: 1}
    written = own.revision
    assert tag(own, *words, {GROUP, ENABLER}, {}, ANN) == 0
    assert own.revision == written
    assert tag(own, *words, {GROUP}, {GROUP: 1, ENABLER: 1}, BOB) == 1
    assert tag(own, *words, {GROUP, ENABLER}, {GROUP: 1}, ANN) == 1
    assert stands(own, "wirral", "strengths") == {GROUP: 1, ENABLER: 3}


def test_who_tagged_the_same_words_meanwhile_is_shown_and_nothing_of_it_is_lost(own: Store):
    words = (CYCLE, "wirral", "strengths", hash_of(own, "wirral", "strengths"))
    tag(own, *words, {GROUP}, {}, ANN)
    with pytest.raises(TaggedMeanwhile, match="Help and protection, by Ann Lee; yours: Engaging partners") as conflict:
        tag(own, *words, {ENABLER}, {}, BOB)
    assert (conflict.value.theirs.revisions, conflict.value.yours) == ({GROUP: 1}, {ENABLER})
    assert stands(own, "wirral", "strengths") == {GROUP: 1}
    tag(own, *words, conflict.value.yours, conflict.value.theirs.revisions, BOB)
    assert stands(own, "wirral", "strengths") == {ENABLER: 1}


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        pytest.param({"area": "leeds"}, "takes no part", id="an area outside the cycle"),
        pytest.param({"cycle": "2099-00"}, "takes no part", id="an unknown cycle"),
        pytest.param({"item": "send-strengths"}, "send-strengths", id="another question"),
        pytest.param({"text_hash": "0" * 64}, "words that are not in the version that counts", id="words nobody wrote"),
        pytest.param({"wanted": {("kpi_group", "<b>magic</b>"), GROUP}}, "<b>magic</b>", id="markup for a group"),
        pytest.param({"wanted": {("enabler", "help_protection")}}, "enabler 'help_protection'", id="a group as an enabler"),
    ],
)
def test_what_cannot_be_tagged_is_refused_in_words(own: Store, changed: dict, found: str):
    asked_for = {"cycle": CYCLE, "area": "wirral", "item": "strengths", "text_hash": hash_of(own, "wirral", "strengths")}
    with pytest.raises(ChallengeError) as refused:
        tag(own, **({**asked_for, "wanted": {GROUP}} | changed), seen={}, actor=ANN)
    assert found in refused.value.found
    assert stands(own, "wirral", "strengths") == {}


def test_a_suggestion_is_whole_words_in_any_case_and_is_no_tag(own: Store):
    text = "Early-Help and SENDing; our care. Leavers’ Front  DOOR"
    own.connection.execute(
        f"create or replace view said as "
        f"select '{CYCLE}' as cycle, 'bury' as area, 'strengths' as item, 1 as entry, '{text}' as text, 'h' as text_hash"
    )
    found = asked(own, "suggested", cycle=CYCLE, area="bury")
    assert set(found["tagged"]) == {"help_protection"}
    assert found["words"].tolist() == ["early help, front door"]
    assert stands(own, "bury", "strengths").keys().isdisjoint({("kpi_group", "send")})


def test_word_lists_cover_every_group_and_enabler_and_every_word_can_be_found(practice: Store):
    words = reference.table("tag_words")
    choices = asked(practice, "to_tag")
    assert set(zip(words["about"], words["tagged"], strict=True)) == set(zip(choices["about"], choices["tagged"], strict=True))
    assert not words.duplicated().any() and (words["word"] == words["word"].str.lower()).all()


def test_practice_texts_are_mostly_tagged_by_the_tenth_and_not_before(practice: Store):
    def waiting(day: date | None) -> int:
        return int(asked(practice, "waiting", day, cycle=CYCLE)["n_waiting"].sum())

    assert waiting(date(2017, 11, 9)) == len(asked(practice, "waiting", cycle=CYCLE)) * 2
    assert 0 < waiting(date(2017, 11, 10)) == waiting(None) < 10


def test_voice_counts_authorities_not_texts_and_moves_no_theme(own: Store):
    themes, voice = themes_of(own), voice_of(own)
    twin = pd.read_csv(reference.ROOT / "data" / "sample" / "tags.csv").query("about == 'kpi_group'")
    for group in themes["kpi_group"].unique():
        each = twin[twin["tagged"] == group].groupby("item")["area"].nunique()
        assert voice.counts(group) == (each.get("focus-wanted", 0), each.get("strengths", 0)), group
    tag(own, CYCLE, "wirral", "strengths", hash_of(own, "wirral", "strengths"), {GROUP}, {}, ANN)
    assert voice_of(own).counts("help_protection")[1] == voice.counts("help_protection")[1] + 1
    pd.testing.assert_frame_equal(themes_of(own), themes)


def test_voice_is_said_with_names_and_practice_and_only_once_somebody_tagged(practice: Store):
    themes, voice = themes_of(practice), voice_of(practice)
    theme = themes[themes["kpi_group"] == "destinations"].iloc[0]
    said = to_text(parts(theme, voice))
    assert "Practice · " in said and "wanted as focus by 2: Bolton and Cumbria" in said and "of 23 authorities" in said
    assert "2 / 3 of 23" in to_text(listing(themes, View("region"), voice))
    assert to_text(voice.on_card(theme.to_dict())) == "Practice · focus wanted by 2, strength of 3"
    early = voice_of(practice, date(2017, 11, 9))
    assert early.on_card(theme.to_dict()) is None and not early.rule() and "has no tags yet" in early.in_full(theme)
    assert voice_of(practice, cycle="2025-26").in_full(theme) == ""
    rows = export(themes, voice)
    of_group = rows[rows["group_name"] == theme["group_name"]].iloc[0]
    assert of_group[["voice_focus", "voice_strength", "voice_of"]].tolist() == [2, 3, 23]
    assert export(themes, early)["voice_of"].isna().all()


def test_words_that_change_wait_for_tags_again(own: Store):
    area = "bury"
    assert stands(own, area, "strengths")
    with own.writing("a later version", ANN) as entry:
        last = entry.cursor.execute(
            "from submission where cycle = ? and area = ? order by version desc limit 1", [CYCLE, area]
        ).df()
        said = entry.cursor.execute(
            "from returned_answer where cycle = ? and area = ? and version = ?", [CYCLE, area, int(last["version"][0])]
        ).df()
        version = int(last["version"][0]) + 1
        entry.append("submission", last.assign(version=version, recorded_at=entry.recorded_at))
        entry.append("returned_answer", said.assign(version=version, text=said["text"] + " New."))
    assert asked(own, "waiting", cycle=CYCLE).set_index("area").at[area, "n_waiting"] == 2
    assert area not in set(voice_of(own).rows["area"])


def test_voice_on_enablers_counts_authorities_too(practice: Store):
    rows = asked(practice, "voice_by_enabler", cycle=CYCLE)
    twin = pd.read_csv(reference.ROOT / "data" / "sample" / "tags.csv").query("about == 'enabler'")
    assert rows.groupby(["enabler", "item"]).size().to_dict() == twin.groupby(["tagged", "item"])["area"].nunique().to_dict()

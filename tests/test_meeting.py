"""The group's meeting: who is taken next, what stands beside the panel, and what becomes of what a browser sends."""

import json
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pandas as pd
import pytest

import queries
from challenge import agenda, meeting_parts, meeting_sheet, placements, placer, store
from challenge.access import READER, Person
from challenge.errors import ChallengeError
from challenge.links import View
from challenge.sheet import to_text

CYCLE = "2017-18"
ANN, BEN = (Person(name, "Strategic performance group") for name in ("Ann Lee", "Ben Shah"))
POSITIONS = [
    "Poor to fair",
    "Between poor to fair and fair to good",
    "Fair to good",
    "Between fair to good and good to great",
    "Good to great",
]
TODAY = "22 November 2026"


@pytest.fixture(scope="module")
def met(practice_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[store.Store]:
    """A practice store these tests write to, as the one that is open; each writes of its own authority or enabler."""
    own = store.open_store(Path(copytree(practice_folder, tmp_path_factory.mktemp("met") / "store")))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(store, "shared", lambda: own)
        yield own
    own.close()


def order_of(held: store.Store, day: str | None = None) -> pd.DataFrame:
    with held.reading(READER, None if day is None else f"{day} 23:59:59") as cursor:
        return queries.meeting.running_order(cursor, cycle=CYCLE)


def cells_of(held: store.Store, area: str) -> pd.DataFrame:
    with held.reading(READER) as cursor:
        return queries.meeting.cells(cursor, cycle=CYCLE, area=area)


def counts_of(held: store.Store, area: str) -> pd.Series:
    with held.reading(READER) as cursor:
        return queries.journey.counts(cursor, cycle=CYCLE, against="preliminary").set_index("area").loc[area]


def cells(own: list[int | str | None], group: list[int | str | None]) -> pd.DataFrame:
    """Cells of an authority: a position, None for not placed, "" for nothing said."""

    def state(said: int | str | None) -> str:
        return "none" if said == "" else "not_placed" if said is None else "placed"

    return pd.DataFrame(
        {
            "self_state": [state(said) for said in own],
            "self_position": [said or None for said in own],
            "group_state": [state(said) for said in group],
        }
    )


def sent(**differs: object) -> dict:
    stock = {"id": "one", "cycle": CYCLE, "area": "stockport", "enabler": "fostering-innovation"}
    return stock | {"position": 4, "evidence": "We heard it.", "seen": 0} | differs


def test_authorities_are_taken_by_bpn_then_by_name_until_the_chair_says_otherwise(met):
    first = order_of(met)
    assert first["place"].tolist() == list(range(1, 24))
    assert first[["bpn_name", "name"]].to_records(index=False).tolist() == sorted(
        first[["bpn_name", "name"]].to_records(index=False).tolist()
    )
    assert set(first["chair_revision"]) == {0}
    areas = first["area"].tolist()
    wanted = [areas[-1], *areas[:-1]]
    assert agenda.save(met, CYCLE, wanted, 0, ANN) == 1
    assert order_of(met)["area"].tolist() == wanted
    assert (order_of(met)["chair_actor"] == "Ann Lee").all()
    assert order_of(met, "2017-11-16")["area"].tolist() == areas
    with pytest.raises(store.Conflict):
        agenda.save(met, CYCLE, areas, 0, BEN)


def test_whoever_the_group_has_not_wholly_placed_is_counted_by_words_not_by_positions(met, practice):
    reached = order_of(practice).set_index("area")["n_said"]
    assert (reached["stockport"], reached["st-helens"], reached["bury"]) == (0, 4, 7)
    for enabler in cells_of(met, "st-helens").query("group_state == 'none'")["enabler"]:
        placements.place(met, CYCLE, "st-helens", enabler, "preliminary", None, "", 0, ANN)
    assert order_of(met).set_index("area")["n_said"]["st-helens"] == 7


def test_a_placement_that_was_taken_back_is_nothing_said_but_its_revision_counts_on(met):
    placements.place(met, CYCLE, "wirral", "engaging-partners", "preliminary", 3, "", 0, ANN)
    placements.take_back(met, CYCLE, "wirral", "engaging-partners", "preliminary", "a slip", 1, ANN)
    cell = cells_of(met, "wirral").set_index("enabler").loc["engaging-partners"]
    assert (cell["group_state"], cell["group_revision"]) == ("none", 2)
    assert meeting_parts.saved(sent(area="wirral", enabler="engaging-partners", seen=2), BEN, TODAY)["revision"] == 3


@pytest.mark.parametrize(
    ("area", "group", "says"),
    [
        # 4, 2, 3, 4, 3, 4, 2: no one position holds more than half, fair to good and just above do.
        ("bury", [""] * 7, "Bury places itself at fair to good or just above on most enablers; the group has not begun."),
        ("wigan", [4, None, 2, *[""] * 4], "Wigan places itself "),
        ("wigan", [4, None, 2, *[""] * 4], "on most of the four enablers it places; the group has done three of seven enablers."),
        ("cumbria", [1] * 7, "Cumbria says that it is not placed on any enabler; the group has done all seven enablers."),
    ],
)
def test_the_sentence_says_where_it_places_itself_and_how_far_the_group_is(practice, area, group, says):
    assert says in meeting_sheet.headline(area.capitalize(), counts_of(practice, area), cells([3] * 7, group), True)


def test_an_authority_that_has_returned_nothing_is_said_to_have():
    nothing = cells([""] * 7, [""] * 7)
    silent = pd.Series({"n": 7, "own_placed": 0, "own_not_placed": 0})
    assert meeting_sheet.headline("Bury", silent, nothing, False).startswith("Bury has returned no self-view and not placed")
    assert meeting_sheet.headline("Bury", silent, nothing, True).startswith("Bury has not placed itself yet")
    assert "has said nothing of its strengths" in to_text(meeting_sheet.nothing_returned("Bury", View("meeting", area="bury")))


def test_an_entry_asked_twice_is_written_once(met):
    first = meeting_parts.saved(sent(), ANN, TODAY)
    again = meeting_parts.saved(sent(id="asked anew"), ANN, TODAY)
    assert first == again and first["revision"] == 1 and first["by"] == "Ann Lee"
    assert cells_of(met, "stockport").set_index("enabler").at["fostering-innovation", "group_revision"] == 1


def test_who_comes_second_is_told_what_stands_and_writes_after_it_when_asked_to(met):
    cell = {"enabler": "judicious-use-of-resources"}
    meeting_parts.saved(sent(**cell), ANN, TODAY)
    told = meeting_parts.saved(sent(**cell, position=2, evidence="<b>Less</b>"), BEN, TODAY)
    assert {name: told["theirs"][name] for name in ("position", "evidence", "by", "revision")} == {
        "position": 4,
        "evidence": "We heard it.",
        "by": "Ann Lee",
        "revision": 1,
    }
    assert meeting_parts.saved(sent(**cell, position=2, evidence="<b>Less</b>", seen=1), BEN, TODAY)["evidence"] == "<b>Less</b>"


@pytest.mark.parametrize(
    ("wrong", "found"),
    [
        ({"position": 6}, "position 6"),
        ({"position": -1}, "position -1"),
        ({"position": "3"}, "position is '3'"),
        ({"position": True}, "position is True"),
        ({"position": 2.5}, "position is 2.5"),
        ({"enabler": "luck"}, "enabler 'luck'"),
        ({"area": "leeds"}, "'leeds', which takes no part"),
        ({"cycle": "1066"}, "takes no part in 1066"),
        ({"evidence": "a" * 100_000}, "100,000 characters"),
        ({"evidence": None}, "evidence is None"),
        ({"seen": "0"}, "seen is '0'"),
    ],
)
def test_what_no_panel_would_send_is_refused_in_words_and_nothing_is_stored(met, wrong, found):
    before = met.revision
    answer = meeting_parts.saved(sent(**wrong), ANN, TODAY)
    assert found in answer["refused"] and answer["refused"].startswith("Not saved: ")
    assert met.revision == before


def test_an_entry_of_another_shape_names_what_is_wrong_with_it():
    with pytest.raises(ChallengeError, match="seen"):
        meeting_parts.Entry.of({name: value for name, value in sent().items() if name != "seen"})
    assert meeting_parts.Entry.of(sent(position=None)).position == 0


def test_the_panel_tells_placed_from_not_placed_from_nothing_said(met):
    meeting_parts.saved(sent(enabler="strategic-approach", position=0), ANN, TODAY)
    today = placer.today(store.now())
    data = placer.panel(cells_of(met, "stockport"), POSITIONS, "Title", "Ann Lee", "", today, {})
    assert json.loads(json.dumps(data))["who"] == "Ann Lee"
    groups = {each["enabler"]: each["group"] for each in data["enablers"]}
    assert groups["strategic-approach"]["state"] == "not_placed" and groups["strategic-approach"]["position"] is None
    assert groups["strategic-approach"]["at"].count(":") == 1
    assert groups["engaging-partners"] | {"state": "none", "revision": 0, "at": "", "by": ""} == groups["engaging-partners"]
    assert placer.own_words("not_placed", None, POSITIONS) != placer.own_words("none", None, POSITIONS)
    assert placer.clock(pd.Timestamp("2017-11-16 10:24"), today) == "16 Nov 2017"


def test_figures_worse_and_worsening_stand_first(practice):
    given = {"cycle": CYCLE, "source": "published", "ordinal": 2, "area": "bury"}
    with practice.reading(READER) as cursor:
        rows = queries.authority.spine(cursor, **given)
    words = to_text(meeting_sheet.figures(rows, "Bury", "North West", View("meeting", area="bury"), "Bury"))
    assert rows["red_red"].any()
    assert words.index("Worse than England and worsening") < words.index("Other headline KPIs")
    red = rows.loc[rows["red_red"].astype(bool), "short_name"].tolist()
    assert all(name in words[: words.index("Other headline KPIs")] for name in red)


def test_ofsted_s_key_lines_stand_apart_from_what_came_of_its_annual_conversation(practice):
    with practice.reading(READER) as cursor:
        lines = queries.ofsted.of_area(cursor, cycle=CYCLE, area="wirral")
        said = queries.meeting.words(cursor, cycle=CYCLE, area="wirral")
        none = queries.ofsted.of_area(cursor, cycle=CYCLE, area="bolton")
    shown = " ".join(map(to_text, meeting_sheet.ofsted(lines, "Practice · Ofsted’s key lines of enquiry")))
    assert shown.startswith("Practice · Ofsted’s key lines of enquiry")
    assert "second or later child protection plan" in shown
    assert "(Help & protection, Letter of 2 November 2017)" in shown
    assert meeting_sheet.ofsted(none, "Ofsted’s key lines of enquiry") == []
    own = " ".join(map(to_text, meeting_sheet.words(said, cells_of(practice, "wirral"), POSITIONS, "What it says of itself")[1:]))
    assert "After Ofsted’s annual conversation" in own
    assert "second or later child protection plan" not in own

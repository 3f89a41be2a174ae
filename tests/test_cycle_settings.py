"""The settings of a cycle: proposed, checked, saved whole or not at all; who is in which BPN; what the program ships."""

import shutil
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

import queries
from challenge import cycle_settings, making, memberships, reference, settings_checks
from challenge.access import PROGRAM, Person
from challenge.errors import ChallengeError
from challenge.settings_checks import Bpn, Choices, Column, Day, Settings
from challenge.store import Conflict, Store, open_store
from tests.wrong_settings import WRONG

ANN = Person("Ann Lee", "Sector-led improvement team")
BEN = Person("Ben Shah", "Strategic performance group")


@pytest.fixture(scope="module")
def made(live_folder: Path) -> Path:
    return live_folder / "store.duckdb"


@pytest.fixture
def live(made: Path, tmp_path: Path) -> Iterator[Store]:
    """A live store to write to."""
    shutil.copy2(made, tmp_path)
    store = open_store(tmp_path)
    yield store
    store.close()


@pytest.fixture(scope="module")
def opened(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A live store to look at."""
    folder = tmp_path_factory.mktemp("opened")
    shutil.copy2(made, folder)
    store = open_store(folder)
    yield store
    store.close()


@pytest.fixture(scope="module")
def known(opened: Store) -> Choices:
    return cycle_settings.choices(opened, ANN, "2017-18")


@pytest.fixture(scope="module")
def nw(opened: Store) -> Settings:
    """The cycle 2017/18 as shipped: it has BPNs, rounds and dates."""
    return cycle_settings.standing(opened, ANN, "2017-18").settings


def started(store: Store, title: str = "2026/27", region: str = "london", **changes: object) -> Settings:
    """A cycle proposed, changed and saved."""
    settings = replace(cycle_settings.propose(store, ANN, title, region, "2025-26", False), **changes)
    cycle_settings.save(store, settings, 0, ANN)
    return cycle_settings.standing(store, ANN, settings.cycle).settings


def with_bpns(settings: Settings, *names: str) -> dict:
    """Changes that give a cycle BPNs and two rounds."""
    bpns = tuple(Bpn(settings_checks.key_of(name), name, "") for name in names)
    rounds = ("december", "january")
    return {"bpns": bpns, "rounds": rounds, "forums": {(each.bpn, name): None for each in bpns for name in rounds}}


def rows_of(store: Store) -> dict[str, int]:
    """How many rows each table of settings holds."""
    tables = [*reference.CYCLE_TABLES.values(), "membership_entry", "written"]
    return {table: store.connection.execute(f"select count(*) from {table}").fetchone()[0] for table in tables}


@pytest.mark.parametrize("region", sorted(reference.table("areas").query("kind == 'region'")["area"]))
def test_a_cycle_of_any_region_is_proposed_ready_to_save_with_published_years_only(opened: Store, known: Choices, region: str):
    proposed = cycle_settings.propose(opened, ANN, "2026/27", region, "2025-26", False)
    assert settings_checks.problems(proposed, None, known) == []
    areas = reference.table("areas").query(f"kind == 'authority' and region == '{region}'")
    assert set(proposed.members) == set(areas.loc[areas["last_day"].isna(), "area"])
    assert set(known.numbered) <= set(proposed.kpis)
    assert proposed.years["caseload", "latest-published"] == (2025, "30 September 2025")
    assert all(year in known.years[kpi] for (kpi, _), (year, _) in proposed.years.items() if year is not None)


def test_the_years_of_another_cycle_one_on_stand_only_where_they_are_published(opened: Store):
    proposed = cycle_settings.propose(opened, ANN, "2026/27", "south-east", "2025-26", True)
    assert proposed.years["rereferrals", "year-before"] == (2025, "2024/25")
    assert proposed.years["rereferrals", "latest-published"] == (None, "Latest published")


def test_what_is_saved_comes_back_whole_signed_and_as_revision_one_or_the_next(live: Store):
    first = started(live)
    days = (Day("deadline", "Self-views are due", "Each authority", None, date(2026, 10, 30), "", "The process paper"),)
    second = replace(first, dates=days, note="A note", **with_bpns(first, "Camden", "Ealing"))
    assert cycle_settings.save(live, second, 1, BEN) == 2
    standing = cycle_settings.standing(live, ANN, "2026-27")
    assert (standing.revision, standing.actor) == (2, "Ben Shah")
    assert {
        field.name for field in fields(Settings) if getattr(standing.settings, field.name) != getattr(second, field.name)
    } == set()
    history = cycle_settings.history(live, ANN, "2026-27")
    assert (
        history["what"].tolist()[0]
        == "settings of 2026/27: note; dates (1 now); BPNs now Camden, Ealing; rounds now December, January"
    )
    assert history["actor"].tolist() == ["Ben Shah", "Ann Lee"] and not history["shipped"].any()


def test_a_title_taken_by_another_region_asks_for_the_region_in_it(live: Store):
    started(live)
    with pytest.raises(ChallengeError) as refusal:
        started(live, region="south-east")
    assert (refusal.value.place, refusal.value.do) == ("Title", "add the region, as in 2026/27 London")
    assert started(live, "2026/27 South East", "south-east").cycle == "2026-27-south-east"


@pytest.mark.parametrize("wrong", WRONG)
def test_a_contradiction_is_named_with_its_place_and_nothing_of_it_is_saved(
    opened: Store, known: Choices, nw: Settings, wrong: str
):
    changes, place, found = WRONG[wrong]
    settings = replace(nw, **changes(nw))
    problems = settings_checks.problems(settings, nw, known)
    assert any(place in each.place and found in each.found and each.expected and each.do for each in problems), problems
    before = rows_of(opened)
    with pytest.raises(ChallengeError):
        cycle_settings.save(opened, settings, cycle_settings.standing(opened, ANN, "2017-18").revision, ANN)
    assert rows_of(opened) == before


@pytest.mark.parametrize("cycle", ["2017-18", "2025-26"])
def test_a_cycle_as_shipped_has_nothing_to_put_right(opened: Store, cycle: str):
    settings = cycle_settings.standing(opened, ANN, cycle).settings
    assert settings_checks.problems(settings, settings, cycle_settings.choices(opened, ANN, cycle)) == []


def test_nobody_saves_without_a_name_and_nothing_is_saved_for_nothing(live: Store, nw: Settings):
    before = rows_of(live)
    revision = cycle_settings.standing(live, ANN, "2017-18").revision
    for settings, actor, found in ((replace(nw, note="x"), Person(" ", ANN.role), "no name"), (nw, ANN, "nothing that differs")):
        with pytest.raises(ChallengeError) as refusal:
            cycle_settings.save(live, settings, revision, actor)
        assert refusal.value.found == found
    with pytest.raises(ChallengeError, match="no name"):
        memberships.place(live, "2017-18", {"bury": ("trafford", "december")}, {}, Person("", ANN.role))
    assert rows_of(live) == before


def test_of_two_who_save_the_same_revision_the_second_learns_of_the_first_and_can_take_both(live: Store):
    base = started(live)
    theirs, mine = replace(base, note="Theirs"), replace(base, neighbour_model="april-2021")
    cycle_settings.save(live, theirs, 1, BEN)
    before = rows_of(live)
    with pytest.raises(Conflict, match="revision 2, which came in meanwhile"):
        cycle_settings.save(live, mine, 1, ANN)
    assert rows_of(live) == before
    both = settings_checks.merged(base, theirs, mine)
    assert (both.note, both.neighbour_model) == ("Theirs", "april-2021")
    assert cycle_settings.save(live, both, 2, ANN) == 3


def test_two_changes_of_columns_and_kpis_put_together_leave_no_hole(nw: Settings):
    theirs = replace(nw, columns=(*nw.columns, Column("more", "More")))
    mine = replace(nw, years={key: stands for key, stands in nw.years.items() if key[0] != "gld"})
    both = settings_checks.merged(nw, theirs, mine)
    assert "gld" not in both.kpis and both.years["caseload", "more"] == (None, "More")


def test_part_of_the_places_may_be_known_and_one_may_be_taken_back(live: Store):
    settings = started(live)
    cycle_settings.save(live, replace(settings, **with_bpns(settings, "Camden", "Ealing")), 1, ANN)
    wanted = dict.fromkeys(settings.members, ("", "")) | {"camden": ("camden", "december"), "barnet": ("ealing", "january")}
    assert memberships.place(live, "2026-27", wanted, {}, ANN) == 2
    back = wanted | {"camden": ("", "")}
    assert memberships.place(live, "2026-27", back, {"camden": 1, "barnet": 1}, BEN) == 1
    with live.reading(ANN) as cursor:
        members = queries.frame.members(cursor, cycle="2026-27")
    assert members.dropna(subset=["bpn"])[["area", "bpn_name", "round"]].values.tolist() == [["barnet", "Ealing", "january"]]
    said = memberships.placed(live, ANN, "2026-27")["camden"]
    assert (said.where, said.revision, said.actor) == (("", ""), 2, "Ben Shah")
    assert cycle_settings.history(live, ANN, "2026-27")["what"].iloc[0] == "BPNs and rounds of 2026/27: 0 placed, 1 taken back"


@pytest.mark.parametrize(
    ("area", "where", "found"),
    [
        ("bury", ("trafford", ""), "a BPN and no round"),
        ("bury", ("", "december"), "a round and no BPN"),
        ("bury", ("camden", "december"), "camden, december"),
        ("bury", ("trafford", "may"), "trafford, may"),
        ("camden", ("trafford", "december"), "a BPN"),
    ],
)
def test_half_a_place_or_one_there_is_not_is_refused_whole(opened: Store, area: str, where: tuple[str, str], found: str):
    before = rows_of(opened)
    with pytest.raises(ChallengeError) as refusal:
        memberships.place(opened, "2017-18", {"wigan": ("trafford", "january"), area: where}, {}, ANN)
    assert (refusal.value.place.lower(), refusal.value.found) == (area, found)
    assert rows_of(opened) == before


def test_of_two_who_place_at_once_the_second_learns_of_the_first(live: Store):
    memberships.place(live, "2017-18", {"bury": ("trafford", "december")}, {}, BEN)
    with pytest.raises(Conflict, match="1 placed meanwhile by Ben Shah"):
        memberships.place(live, "2017-18", {"bury": ("rochdale", "january"), "wigan": ("rochdale", "january")}, {}, ANN)
    assert set(memberships.placed(live, ANN, "2017-18")) == {"bury"}


def test_what_somebody_is_placed_in_cannot_be_taken_away_nor_can_they(live: Store, nw: Settings):
    memberships.place(live, "2017-18", {"bury": ("trafford", "december")}, {}, BEN)
    now = cycle_settings.choices(live, ANN, "2017-18")
    gone = replace(
        nw,
        members=tuple(area for area in nw.members if area != "bury"),
        bpns=tuple(each for each in nw.bpns if each.bpn != "trafford"),
        rounds=("january",),
    )
    found = {each.place: each.found for each in settings_checks.problems(gone, nw, now)}
    assert found == {
        "Roster": "Bury, taken off while it is in a BPN",
        "BPNs": "no trafford, in which one authority is",
        "Rounds": "no december, in which one authority is",
    }


def test_columns_that_self_views_were_written_for_stay_where_they_are(practice: Store):
    now = cycle_settings.choices(practice, ANN, "2017-18")
    settings = cycle_settings.standing(practice, ANN, "2017-18").settings
    turned = replace(settings, columns=settings.columns[::-1])
    assert [each.place for each in settings_checks.problems(turned, settings, now) if each.place == "Columns"] == ["Columns"]
    renamed = replace(settings, columns=tuple(replace(each, label=f"{each.label} again") for each in settings.columns))
    assert settings_checks.problems(renamed, settings, now) == []
    alone = replace(settings, members=tuple(area for area in settings.members if area != "bury"))
    assert "Bury, taken off" in [each.found for each in settings_checks.problems(alone, settings, now)]


def test_what_the_program_ships_never_overwrites_what_somebody_saved(live: Store, nw: Settings, monkeypatch: pytest.MonkeyPatch):
    shipped = cycle_settings.standing(live, ANN, "2025-26").revision
    before = cycle_settings.standing(live, ANN, "2017-18").revision
    cycle_settings.save(live, replace(nw, note="Ours"), before, ANN)
    monkeypatch.setattr(reference, "fingerprint", lambda *given, **named: "another edition")
    making.refresh(live, PROGRAM)
    ours = cycle_settings.standing(live, ANN, "2017-18")
    assert (ours.settings.note, ours.revision, ours.actor) == ("Ours", before + 1, "Ann Lee")
    assert cycle_settings.standing(live, ANN, "2025-26").revision == shipped + 1
    with live.reading(ANN) as cursor:
        assert queries.frame.cycles(cursor)["n_members"].tolist() == [24, 23]


def test_settings_of_an_earlier_day_can_be_looked_at(live: Store, nw: Settings):
    revision = cycle_settings.standing(live, ANN, "2017-18").revision
    moment = cycle_settings.standing(live, ANN, "2017-18").recorded_at
    cycle_settings.save(live, replace(nw, note="Later"), revision, ANN)
    assert cycle_settings.standing(live, ANN, "2017-18", moment).settings == nw
    assert len(cycle_settings.history(live, ANN, "2017-18", moment)) == revision

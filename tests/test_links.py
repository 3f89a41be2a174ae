"""Every view is an address, and an address that asks for what there is not gets the nearest there is."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from challenge.links import CHOICES, Unknown, View, find, find_each, read_day

AREAS = {
    "wirral": "Wirral",
    "wigan": "Wigan",
    "st-helens": "St. Helens",
    "blackburn-with-darwen": "Blackburn with Darwen",
    "blackpool": "Blackpool",
    "cheshire-east": "Cheshire East",
    "cheshire-west-and-chester": "Cheshire West and Chester",
}
FULL = View(
    "region",
    "2017-18",
    "latest",
    "returned",
    "direction",
    "az",
    "s47",
    "wirral",
    "rereferrals",
    "practice",
    "trafford",
    "wirral,st-helens",
    "s47",
    "2",
    "engaging-partners",
    "agreed",
    "gap",
    "3",
    "q1",
    "sharp-move",
    "care",
    "Education",
    "returned",
    "themes",
    "care & leavers",
    date(2017, 11, 16),
)


def nearest(asked: str) -> list[str]:
    """Keys of what is offered to who asked for an area there is not."""
    with pytest.raises(Unknown) as unknown:
        find("area", "authority", asked, AREAS)
    assert (unknown.value.choice, unknown.value.what, unknown.value.asked) == ("area", "authority", asked)
    assert all(AREAS[key] == name for key, name in unknown.value.nearest)
    return [key for key, _ in unknown.value.nearest]


def test_the_start_is_the_bare_address():
    assert View("start").link() == "/"


def test_what_is_a_default_stays_out_of_the_address():
    assert View("region").link() == "/region"
    assert View("region", cycle="2017-18").link() == "/region?cycle=2017-18"


def test_a_choice_given_back_to_its_default_leaves_the_address():
    assert FULL.link(**dict.fromkeys(CHOICES)) == "/region"


@pytest.mark.parametrize(
    "view", [View("start", cycle="2025-26"), View("authority", area="st-helens"), FULL], ids=lambda view: view.screen
)
def test_a_view_is_read_back_from_its_address(view):
    parts = urlsplit(view.link())
    read = {name: values[0] for name, values in parse_qs(parts.query).items()}
    read |= {"as_of": read_day(read["as_of"])} if "as_of" in read else {}
    assert View(parts.path.strip("/") or "start", **read) == view


def test_a_link_changes_only_what_it_says():
    changed = FULL.but(order="bpn")
    assert {name for name in CHOICES if getattr(changed, name) != getattr(FULL, name)} == {"order"}


def test_letters_with_a_meaning_in_addresses_are_escaped():
    assert View("region", group="a&b=c d").link() == "/region?group=a%26b%3Dc+d"


@pytest.mark.parametrize("asked", ["wirral", "Wirral", "WIRRAL", " wirral "])
def test_an_area_is_found_by_key_or_name_whatever_the_case(asked):
    assert find("area", "authority", asked, AREAS) == "wirral"


def test_an_area_is_found_by_its_name_with_stops_and_spaces():
    assert find("area", "authority", "st. helens", AREAS) == "st-helens"


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("Wiral", "wirral"),
        ("wigen", "wigan"),
        ("Blackpol", "blackpool"),
        ("Blackburn & Darwen", "blackburn-with-darwen"),
        ("St Helen", "st-helens"),
    ],
)
def test_what_is_misspelt_gets_the_one_that_was_meant_first(asked, meant):
    assert nearest(asked)[0] == meant


def test_the_beginning_of_a_name_gets_those_that_begin_so():
    assert set(nearest("chesh")[:2]) == {"cheshire-east", "cheshire-west-and-chester"}


@pytest.mark.parametrize("asked", ["xyzzy", "", "99", "☃", "wirral; drop table"])
def test_nonsense_still_gets_something_to_choose(asked):
    assert nearest(asked)


def test_where_there_is_nothing_to_choose_nothing_is_offered():
    with pytest.raises(Unknown) as unknown:
        find("bpn", "BPN", "trafford", {})
    assert unknown.value.nearest == ()


def lists_near(asked: str) -> dict[str, str]:
    """Lists offered to who asked for a list of areas, and what they are called."""
    with pytest.raises(Unknown) as unknown:
        find_each("chosen", "authority", asked, AREAS)
    return dict(unknown.value.nearest)


def test_a_list_is_read_in_its_order_each_once():
    assert find_each("chosen", "authority", "Wirral, wigan,,WIRRAL", AREAS) == "wirral,wigan"
    assert find_each("chosen", "authority", " , ", AREAS) is None


def test_a_wrong_word_of_a_list_gives_way_to_the_nearest_and_the_right_ones_stay():
    offered = lists_near("wirral,Blackpol,wigan")
    assert next(iter(offered)) == "wirral,blackpool,wigan"
    assert offered["wirral,blackpool,wigan"] == "Wirral, Blackpool and Wigan"
    assert list(offered)[-1] == "wirral,wigan"
    assert all({"wirral", "wigan"} <= set(keys.split(",")) for keys in offered)


def test_a_wrong_word_of_a_list_with_nothing_near_it_goes():
    assert lists_near("wirral,xyzzy,wigan") == {"wirral,wigan": "Wirral and Wigan"}


def test_several_wrong_words_of_a_list_are_all_named_and_all_mended():
    with pytest.raises(Unknown) as unknown:
        find_each("chosen", "authority", "Blackpol,wirral,xyzzy,wigen", AREAS)
    assert unknown.value.asked == "Blackpol, xyzzy, wigen"
    assert [keys for keys, _ in unknown.value.nearest] == ["blackpool,wirral,wigan", "wirral"]


def test_a_list_of_nonsense_still_gets_something_to_choose():
    assert set(lists_near("xyzzy,99")) <= set(AREAS) and lists_near("xyzzy,99")


def test_a_day_is_read_from_the_address():
    assert read_day("2017-11-16") == date(2017, 11, 16)


@pytest.mark.parametrize("asked", ["", "now"])
def test_now_is_no_day(asked):
    assert read_day(asked) is None


@pytest.mark.parametrize("asked", ["16/11/2017", "2017-11-31", "yesterday", "2017"])
def test_a_day_there_is_not_is_named_with_days_there_are(asked):
    with pytest.raises(Unknown) as unknown:
        read_day(asked)
    assert (unknown.value.asked, unknown.value.choice) == (asked, "as_of")
    assert all(read_day(day) is None or isinstance(read_day(day), date) for day, _ in unknown.value.nearest)

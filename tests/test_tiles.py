"""The tile maps: every authority once, where it lies."""

import pandas as pd
import pytest

from tests.test_reference import table


def squares() -> pd.DataFrame:
    """Every tile with its region and the days its authority existed."""
    areas = table("areas")
    days = {"first_day": "1900-01-01", "last_day": "2100-01-01"}
    areas = areas.assign(**{day: areas[day].replace("", usual) for day, usual in days.items()})
    return table("tiles").astype({"column": int, "row": int}).merge(areas, on="area")


def test_every_authority_has_a_tile():
    areas = table("areas")
    assert set(table("tiles")["area"]) == set(areas.loc[areas["kind"] == "authority", "area"])


def test_no_two_authorities_share_a_tile_on_a_day_both_existed():
    pairs = squares().merge(squares(), on=["region", "column", "row"])
    pairs = pairs[pairs["area_x"] < pairs["area_y"]]
    together = (pairs["first_day_x"] <= pairs["last_day_y"]) & (pairs["first_day_y"] <= pairs["last_day_x"])
    assert pairs.loc[together, ["area_x", "area_y"]].values.tolist() == []
    assert ["cumbria", "westmorland-and-furness"] in pairs[["area_x", "area_y"]].values.tolist()


@pytest.mark.parametrize("day", ["2017-11-16", "2025-11-16"])
@pytest.mark.parametrize("region", sorted(set(squares()["region"])))
def test_the_tiles_of_a_region_hang_together(region, day):
    there = squares().query("region == @region and first_day <= @day <= last_day")
    places = set(zip(there["column"], there["row"], strict=True))
    reached, edge = set(), [min(places)]
    while edge:
        column, row = edge.pop()
        reached.add((column, row))
        beside = {(column + right, row + down) for right in (-1, 0, 1) for down in (-1, 0, 1)}
        edge += (beside & places) - reached
    assert reached == places
    rows, columns = there.groupby("column")["row"].agg(["min", "max"]), there.groupby("row")["column"].agg(["min", "max"])
    within = {
        (c, r) for c, (top, end) in rows.iterrows() for r in range(top, end) if columns.loc[r, "min"] < c < columns.loc[r, "max"]
    }
    assert within <= places, "a hole inside the map"


@pytest.mark.parametrize(
    "said",
    [
        "cumbria north of lancashire", "wirral west of liverpool", "blackpool west of lancashire", "rochdale north of oldham",
        "cheshire-east south of trafford", "cumberland west of westmorland-and-furness", "cornwall west of devon",
        "isles-of-scilly west of cornwall", "dorset south of wiltshire", "gloucestershire north of bristol", "kent east of surrey",
        "isle-of-wight south of portsmouth", "milton-keynes north of slough", "norfolk north of suffolk",
        "thurrock west of southend-on-sea",
        "enfield north of croydon", "hillingdon west of havering", "camden north of lambeth", "northumberland north of durham",
        "hartlepool east of darlington", "kingston-upon-hull east of leeds", "sheffield south of barnsley",
        "lincolnshire east of derby",
        "northamptonshire south of leicester", "herefordshire west of coventry", "stoke-on-trent north of birmingham",
    ],
)  # fmt: skip
def test_tiles_lie_as_on_the_map(said):
    area, way, _, other = said.split()
    here, there = (squares().set_index("area").loc[name, ["column", "row", "region"]] for name in (area, other))
    ahead = {"north": ("row", -1), "south": ("row", 1), "west": ("column", -1), "east": ("column", 1)}
    axis, sign = ahead[way]
    assert here["region"] == there["region"]
    assert (here[axis] - there[axis]) * sign > 0


def test_a_label_is_short_and_means_one_authority_of_its_region():
    tiles = squares()
    assert (tiles["label"].str.split().explode().str.len() <= 11).all()
    assert (tiles["label"].str.split().str.len() <= 3).all()
    alive = tiles[tiles["last_day"] == "2100-01-01"]
    assert not alive.duplicated(["region", "label"]).any()

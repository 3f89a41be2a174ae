"""Where authorities stand on the grid agrees with a naive count of the words, at every moment, and with a table made by hand."""

import csv
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import pytest

import queries
from tests.twins.placing import cells
from tests.twins.world import LONG_AGO, World, generated, store_of

GOLDEN = Path(__file__).parent / "golden" / "placing.csv"
DAYS = [LONG_AGO + timedelta(days=day) for day in range(4)]
# (area, enabler, kind, what was said in turn): a position, N not placed, W taken back.
BY_HAND = [
    ("ash", "plan", "self", "34"),
    ("ash", "plan", "preliminary", "2"),
    ("ash", "plan", "agreed", "W3"),
    ("ash", "people", "self", "1N"),
    ("ash", "people", "preliminary", "3"),
    ("ash", "money", "draft", "2"),
    ("ash", "money", "preliminary", "N5"),
    ("elm", "plan", "self", "4W"),
    ("elm", "people", "self", "W2"),
    ("elm", "people", "preliminary", "54W"),
    ("elm", "people", "agreed", "2"),
    ("elm", "money", "self", "5"),
    ("elm", "money", "preliminary", "1N"),
]


def seen(connection: duckdb.DuckDBPyConnection, moment: datetime) -> dict[tuple[str, str], dict]:
    """The grid as the store shows it at a moment."""
    connection.execute(f"set variable as_of = '{moment}'::timestamp")
    rows = connection.execute("select * from grid_cell where cycle = 'c'").fetchall()
    names = [column[0] for column in connection.description]
    return {(row["area"], row["enabler"]): row for row in (dict(zip(names, values, strict=True)) for values in rows)}


@pytest.mark.parametrize("seed", range(3))
def test_every_cell_says_the_last_word_by_the_moment(seed: int):
    world = generated(seed)
    connection = store_of(world, made=False)
    for moment in DAYS:
        expected, found = cells(world, moment), seen(connection, moment)
        assert found.keys() == expected.keys() and len(found) == 36
        assert {key: {name: row[name] for name in expected[key]} for key, row in found.items()} == expected, moment


def test_the_worlds_hold_every_kind_of_cell():
    kinds = {tuple(cell[f"{kind}_state"] for kind in ("self", "preliminary")) for cell in cells(generated(0), DAYS[-1]).values()}
    assert len(kinds) == 9


def by_hand() -> World:
    """The words of ``BY_HAND``, a day apart."""
    rows = []
    for area, enabler, kind, said in BY_HAND:
        for revision, letter in enumerate(said, start=1):
            state = {"N": "not_placed", "W": "withdrawn"}.get(letter, "placed")
            rows.append(
                {"area": area, "enabler": enabler, "kind": kind, "revision": revision, "state": state, "evidence": "why"}
                | {"position": int(letter) if state == "placed" else None, "recorded_at": LONG_AGO + timedelta(days=revision)}
            )
    areas = [{"area": "ash", "region": "r1"}, {"area": "elm", "region": "r1"}]
    return World(areas, [{"kpi": "k"}], members=["ash", "elm"], enablers=["plan", "people", "money"], placements=rows)


def test_cells_agree_with_the_table_made_by_hand():
    with GOLDEN.open(encoding="utf-8") as file:
        expected = {(row.pop("area"), row.pop("enabler")): row for row in csv.DictReader(file)}
    found = seen(store_of(by_hand(), made=False), datetime(2020, 1, 1))
    assert found.keys() == expected.keys()
    for key, row in expected.items():
        row.pop("why")
        assert {name: "" if found[key][name] is None else str(found[key][name]) for name in row} == row, key


def test_no_audit_finds_anything_in_the_table_made_by_hand():
    connection = store_of(by_hand(), made=False)
    assert [block.name for block in queries.audits_journey.blocks if not block(connection).empty] == []

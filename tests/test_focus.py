"""The suggested focus against a naive twin and a table worked out by hand, on the practice store, and in words."""

import csv
from pathlib import Path
from random import Random

import duckdb
import pandas as pd
import pytest

import queries
from challenge import focus_sheet
from challenge.access import READER
from challenge.links import View
from challenge.sheet import to_text
from challenge.store import Store

GOLDEN = Path(__file__).parent / "golden" / "focus.csv"
SIDES = ("Education", "Social Care")
GROUPS = [("school", "Schools", "Education", 1), ("send", "SEND", "Education", 2)]
GROUPS += [("safe", "Help", "Social Care", 3), ("care", "Care", "Social Care", 4)]
LINE = {"cycle": "c", "ordinal": 2, "kind": "sharp-move", "concern": True, "strength": 50.0, "focus": "Education"}


def world(areas: list[str], lines: list[dict], wishes: list[tuple[str, str]]) -> duckdb.DuckDBPyConnection:
    """What the query reads, as tables: lines as dicts over ``LINE``, wishes as (area, group of KPIs)."""
    connection = duckdb.connect()
    voice = [("c", area, "focus-wanted", "kpi_group", group) for area, group in wishes]
    tables = {
        "cycle_member": pd.DataFrame([("c", area) for area in areas], columns=["cycle", "area"]),
        "area": pd.DataFrame([(area, area.title()) for area in areas], columns=["area", "name"]),
        "kpi_group": pd.DataFrame(GROUPS, columns=["kpi_group", "name", "focus", "order"]),
        "voice": pd.DataFrame(voice, columns=["cycle", "area", "item", "about", "tagged"], dtype=object),
        "line": pd.DataFrame([LINE | line for line in lines], columns=["area", "line", *LINE]),
        "line_cutoffs": pd.DataFrame([{"focus_both_share": 0.45, "focus_least_reasons": 2, "focus_wish": 40.0}]),
    }
    kinds = {"ordinal": "integer", "order": "integer", "focus_least_reasons": "integer", "concern": "boolean"}
    kinds |= dict.fromkeys(("strength", "focus_both_share", "focus_wish"), "double")
    for name, rows in tables.items():
        shape = ", ".join(f'"{column}" {kinds.get(column, "varchar")}' for column in rows)
        connection.execute(f"create table {name} ({shape})")
        if len(rows):
            connection.append(name, rows)
    return connection


def asked(connection: duckdb.DuckDBPyConnection, area: str = "") -> dict[str, dict]:
    """What the query suggests, by authority."""
    rows = queries.focus.suggested(connection, cycle="c", ordinal=2, area=area)
    return {row["area"]: row for row in rows.astype(object).where(rows.notna(), None).to_dict("records")}


def twin(area: str, lines: list[dict], wishes: list[tuple[str, str]]) -> tuple:
    """Lines and weight by side, and what is suggested, the long way."""
    side_of = {group: side for group, _, side, _ in GROUPS}
    counts, weights, reasons = dict.fromkeys(SIDES, 0), dict.fromkeys(SIDES, 0.0), 0
    for line in (LINE | each for each in lines):
        if (line["area"], line["cycle"], line["ordinal"]) != (area, "c", 2) or not line["concern"] or line["focus"] is None:
            continue
        if line["kind"] in ("focus-not-shown", "shown-not-asked"):
            continue
        counts[line["focus"]] += 1
        weights[line["focus"]] += line["strength"]
        reasons += 1
    for wisher, group in wishes:
        if wisher == area:
            weights[side_of[group]] += 40
            reasons += 1
    lesser, greater = sorted(weights.values())
    if reasons < 2 or lesser + greater == 0:
        said = None
    elif round(lesser / (lesser + greater), 9) >= 0.45:
        said = "both"
    else:
        said = max(weights, key=weights.get)
    return (*counts.values(), *(round(weight, 6) for weight in weights.values()), said)


@pytest.mark.parametrize("seed", range(4))
def test_the_suggestion_agrees_with_a_naive_twin(seed: int):
    random = Random(f"focus {seed}")
    areas = [f"a{number:02}" for number in range(30)]
    lines = [
        {
            "area": random.choice([*areas, "elsewhere"]),
            "line": f"l{number}",
            "cycle": random.choice("cccd"),
            "ordinal": random.choice([2, 2, 2, 1]),
            "kind": random.choice(["sharp-move", "ofsted", "own-placement", "focus-not-shown", "shown-not-asked"]),
            "concern": random.random() < 0.8,
            "strength": round(random.uniform(0, 100), 3),
            "focus": random.choice([*SIDES, None]),
        }
        for number in range(260)
    ]
    wishes = [(area, group) for area in areas for group, *_ in GROUPS if random.random() < 0.2]
    found = asked(world(areas, lines, wishes))
    assert list(found) == areas
    names = ("n_education", "n_social_care", "education", "social_care", "suggested")
    said = {
        area: tuple(round(row[name], 6) if isinstance(row[name], float) else row[name] for name in names)
        for area, row in found.items()
    }
    assert said == {area: twin(area, lines, wishes) for area in areas}
    assert {None, "both", *SIDES} == {row["suggested"] for row in found.values()}


def test_the_suggestion_is_as_worked_out_by_hand():
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        cases = list(csv.DictReader(file))
    lines, wishes = [], []
    for row in cases:
        kinds = {
            "education": {"focus": "Education"},
            "social_care": {"focus": "Social Care"},
            "neither": {"focus": None, "kind": "own-placement"},
            "strengths": {"concern": False, "kind": "strength"},
            "section_4": {"kind": "shown-not-asked"},
        }
        for kind, given in kinds.items():
            each = [float(weight) for weight in row[kind].split(";") if weight]
            lines += [{"area": row["case"], "line": f"{kind}{n}", "strength": weight, **given} for n, weight in enumerate(each)]
        wishes += [(row["case"], group) for group in ("school", "send")[: int(row["wish_education"])]]
        wishes += [(row["case"], group) for group in ("safe", "care")[: int(row["wish_social_care"])]]
    connection = world([row["case"] for row in cases], lines, wishes)
    found = asked(connection)
    assert {row["case"]: found[row["case"]]["suggested"] or "" for row in cases} == {row["case"]: row["suggested"] for row in cases}
    # One authority asked for by itself is told the same.
    one = asked(connection, "wish-turns")
    assert list(one) == ["wish-turns"] and one["wish-turns"]["education"] == found["wish-turns"]["education"] == 90


def test_every_authority_of_the_practice_region_is_told_what_its_own_lines_say(practice: Store):
    with practice.seeing(READER) as cursor:
        found = queries.focus.suggested(cursor, cycle="2017-18", ordinal=2, area="")
        reasons = queries.focus.reasons(cursor, cycle="2017-18", ordinal=2, area="bury")
    assert len(found) == 23 and set(found["suggested"]) == {"both", *SIDES}
    assert 2 <= (found["suggested"] == "both").sum() <= 10, "a suggestion that is nearly always both suggests nothing"
    bury = found.set_index("area").loc["bury"]
    assert [(reasons["focus"] == side).sum() for side in SIDES] == [bury["n_education"], bury["n_social_care"]]
    assert reasons["strength"].is_monotonic_decreasing and (reasons["subject"] != "").all()
    assert round(reasons["strength"].sum(), 3) == round(bury["lines_education"] + bury["lines_social_care"], 3)


def row_of(**given: object) -> dict:
    """A row of the suggestion, for its words."""
    base = {"suggested": "Social Care", "n_education": 3, "n_social_care": 6, "n_neither": 1, "n_reasons": 10}
    base |= {
        "wished_education": [],
        "wished_social_care": ["Children in care and care leavers"],
        "education": 100.0,
        "social_care": 300.0,
    }
    cuts = {"focus_both_share": 0.45, "focus_least_reasons": 2, "focus_wish": 40.0}
    return base | {"lines_education": 100.0, "lines_social_care": 260.0} | cuts | given


@pytest.mark.parametrize(
    ("row", "chosen", "says"),
    [
        (
            row_of(),
            "",
            "Suggested focus: Social Care (6 of the 9 lines on Education or Social Care; Section 4 asks for children in care and"
            " care leavers). The group has not chosen yet.",
        ),
        (
            row_of(suggested="both", wished_social_care=[], n_education=1),
            "Education",
            "Suggested focus: Both (one line on Education and six lines on Social Care). The group has chosen Education.",
        ),
        (
            row_of(suggested=None, n_reasons=1),
            "both",
            "Suggested focus: too little to suggest (only one reason on either side). The group has chosen both.",
        ),
        (
            row_of(suggested=float("nan"), n_reasons=0),
            "",
            "Suggested focus: too little to suggest (nothing speaks for either side yet). The group has not chosen yet.",
        ),
    ],
)
def test_the_suggestion_in_words_names_its_reason_and_the_choice(row: dict, chosen: str, says: str):
    assert to_text(focus_sheet.lede(row, {"focus": chosen})) == says


def test_the_rule_stands_below_the_reasons_with_its_cut_offs():
    lines = pd.DataFrame(columns=["line", "kind", "title", "symbol", "focus", "strength", "subject"])
    said = to_text(focus_sheet.reasons(row_of(), lines, View("questions", area="bury"), "Bury"))
    assert all(
        words in said for words in ("weighs 40.", "45% of the weight", "fewer than two reasons", "the group’s choice counts")
    )
    assert "300 (75%)" in said and "One line is on neither side" in said

"""The journey: its counts, sentence and order against a naive twin and a table made by hand; its drawing, its tables, its file."""

import csv
from collections import Counter
from datetime import date, datetime
from itertools import combinations_with_replacement
from pathlib import Path

import duckdb
import pandas as pd
import pytest

import queries
from challenge import journey_grid, journey_sheet, journey_words
from challenge.access import READER
from challenge.links import View
from challenge.packs.meanings import meaning
from challenge.sheet import Node, to_html, to_text
from challenge.store import Store, end_of
from tests.twins.world import ENABLERS, LONG_AGO, World, generated, store_of

GOLDEN = Path(__file__).parent / "golden" / "journey.csv"
NAMES = {1: "Poor to fair", 2: "Between the first two", 3: "Fair to good", 4: "Between the last two", 5: "Good to great"}
LOW = tuple(name[0].lower() + name[1:] for name in NAMES.values())
VIEW = View("journey")
Cells = list[dict]


def connected(world: World) -> duckdb.DuckDBPyConnection:
    """A world's store, read long after its last word."""
    connection = store_of(world, made=False)
    connection.execute("set variable as_of = '2020-01-01'::timestamp")
    return connection


def plain(rows: pd.DataFrame) -> Cells:
    """Rows as dicts in which nothing is None."""
    return rows.astype(object).where(rows.notna(), None).to_dict("records")


def scopes(cells: Cells) -> dict[tuple[str, str, str], Cells]:
    """The cells of each scope that is counted: by (BPN, authority, enabler), empty for all."""
    found: dict[tuple[str, str, str], Cells] = {}
    for cell in cells:
        bpn, area, enabler = cell["bpn"] or "-", cell["area"], cell["enabler"]
        for key in (("", "", ""), ("", "", enabler), (bpn, "", ""), (bpn, "", enabler), ("", area, "")):
            found.setdefault(key, []).append(cell)
    return found


def counted(cells: Cells) -> dict:
    """One scope, cell by cell."""
    own, other = ([c[f"{side}_position"] for c in cells if c[f"{side}_state"] == "placed"] for side in ("self", "other"))
    gaps = [c["other_position"] - c["self_position"] for c in cells if c["self_state"] == c["other_state"] == "placed"]
    said = {"n": len(cells), "n_areas": len({c["area"] for c in cells}), "own_placed": len(own), "other_placed": len(other)}
    for side, name, positions in (("own", "self", own), ("other", "other", other)):
        said[f"n_areas_{side}"] = len({c["area"] for c in cells if c[f"{name}_state"] == "placed"})
        said |= {f"{side}_{position}": positions.count(position) for position in range(1, 6)}
        said |= {f"{side}_{state}": sum(c[f"{name}_state"] == state for c in cells) for state in ("not_placed", "none")}
        ranked = sorted(positions)
        said[f"{side}_middle"] = ranked[(len(ranked) - 1) // 2] if ranked else None
        said[f"{side}_middle_high"] = ranked[len(ranked) // 2] if ranked else None
    said |= {"n_both": len(gaps), "n_below": sum(gap < 0 for gap in gaps), "n_above": sum(gap > 0 for gap in gaps)}
    said |= {"n_apart": sum(abs(gap) >= 2 for gap in gaps), "widest": max(map(abs, gaps), default=None)}
    said["mostly_low"], said["mostly_high"] = mostly(own)
    return said


def mostly(own: list[int]) -> tuple[int | None, int | None]:
    """The shortest run of positions with more than half of them, the fullest of these, all of these when they tie."""
    runs = [
        (high - low, -inside, low, high)
        for low, high in combinations_with_replacement(range(1, 6), 2)
        if 2 * (inside := sum(low <= position <= high for position in own)) > len(own)
    ]
    best = [run for run in runs if run[:2] == min(runs)[:2]]
    return (min(run[2] for run in best), max(run[3] for run in best)) if best else (None, None)


def first(said: dict[str, dict], share: object) -> set[str]:
    """The enablers where a share is largest, by its whole numbers; nothing where it is nothing anywhere."""
    shares = {enabler: share(row) for enabler, row in said.items()}
    top = max(shares.values(), default=())
    return {enabler for enabler, found in shares.items() if found == top and any(found)}


def standing(row: dict) -> tuple:
    """An authority's place in the order by gap, before its name."""
    widest = -1 if row["widest"] is None else row["widest"]
    return -row["n_apart"], -widest, -row["n_below"] - row["n_above"]


@pytest.mark.parametrize("against", ["preliminary", "agreed"])
@pytest.mark.parametrize("seed", range(3))
def test_counts_runs_and_firsts_agree_with_a_count_cell_by_cell(seed: int, against: str):
    connection = connected(generated(seed))
    cells = plain(queries.journey.cells(connection, cycle="c", against=against))
    rows = {
        (row["bpn"], row["area"], row["enabler"]): row
        for row in plain(queries.journey.counts(connection, cycle="c", against=against))
    }
    expected = {key: counted(own) for key, own in scopes(cells).items()}
    assert len(cells) == 36 and rows.keys() == expected.keys()
    for key, row in expected.items():
        assert {name: rows[key][name] for name in row} == row, key
    for bpn in {key[0] for key in rows}:
        own = {enabler: row for (b, area, enabler), row in expected.items() if b == bpn and enabler and not area}
        found = {
            place: {key[2] for key, row in rows.items() if key[0] == bpn and row[place] == 1}
            for place in ("weak_place", "differ_place")
        }
        low = first(own, lambda row: ((row["own_1"] + row["own_2"]) / (row["own_placed"] or 1),))
        far = first(own, lambda row: tuple(n / (row["n_both"] or 1) for n in (row["n_apart"], row["n_below"] + row["n_above"])))
        assert found == {"weak_place": low, "differ_place": far}, bpn
    people = {key[1]: row for key, row in expected.items() if key[1]}
    order = sorted(people, key=lambda area: (*standing(people[area]), area))
    assert [key[1] for key in sorted((key for key in rows if key[1]), key=lambda key: rows[key]["gap_place"])] == order
    apart = [(-abs(c["other_gap"]), c["area"], c["number"]) for c in cells if c["apart"]]
    assert sorted(apart) == [
        (-abs(c["other_gap"]), c["area"], c["number"])
        for c in sorted((c for c in cells if c["apart"]), key=lambda c: c["apart_place"])
    ]


def golden() -> list[dict]:
    """Worlds made by hand, a letter an authority: own placements / the group's; N not placed, - nothing said."""
    with GOLDEN.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("case", golden(), ids=lambda case: case["case"])
def test_the_sentence_says_what_the_table_made_by_hand_says(case: dict):
    words = [
        {"area": f"a{number}", "enabler": enabler, "kind": kind, "revision": 1, "evidence": "why", "recorded_at": LONG_AGO}
        | {"state": "not_placed" if letter == "N" else "placed", "position": None if letter == "N" else int(letter)}
        for enabler in ENABLERS
        for kind, letters in zip(("self", "preliminary"), case[enabler].split("/"), strict=True)
        for number, letter in enumerate(letters)
        if letter != "-"
    ]
    areas = [f"a{number}" for number in range(len(case["plan"].split("/")[0]))]
    world = World(
        [{"area": area, "region": "r1"} for area in areas], [{"kpi": "k"}], members=areas, enablers=[*ENABLERS], placements=words
    )
    rows = queries.journey.counts(connected(world), cycle="c", against="preliminary").assign(
        name=lambda rows: rows["enabler"], short_name=lambda rows: rows["enabler"]
    )
    rows = rows[(rows["bpn"] == "") & (rows["area"] == "")].set_index("enabler", drop=False).loc[["", *ENABLERS]]
    assert journey_words.headline(rows.iloc[0], rows.iloc[1:], "They", "preliminary") == case["sentence"]


def nodes(tree: Node, tag: str) -> list[Node]:
    """Every element of a kind, in order."""
    below = [found for child in tree[2:] if isinstance(child, list) for found in nodes(child, tag)]
    return [tree, *below] if tree[0] == tag else below


def test_the_drawing_says_of_every_kind_of_cell_what_its_row_says():
    cells = queries.journey.cells(connected(generated(0)), cycle="c", against="preliminary")
    rows = journey_grid.by_area(cells)
    drawn = journey_grid.grid(rows, [(None, None, list(rows))], VIEW, "preliminary", NAMES, "the grid")
    links = [link for link in nodes(drawn, "a") if "tabindex" in link[1]]
    kinds = Counter()
    for link, row in zip(links, (cell for own in rows.values() for cell in own), strict=True):
        at = {name: journey_grid.INSET + journey_grid.STEP * (getattr(row, f"{name}_position") - 1) for name in ("self", "other")}
        rings = [float(ring[1]["cx"]) for ring in nodes(link, "circle")]
        diamonds = [float(one[1]["d"][1:].split()[0]) for one in nodes(link, "path") if one[1]["class"] == "g"]
        bars = [one[1]["class"] for one in nodes(link, "path") if one[1]["class"].startswith("b")]
        words = "".join(map(to_text, nodes(link, "text")))
        assert rings == ([at["self"]] if row.self_state == "placed" else [])
        assert diamonds == ([at["other"]] if row.other_state == "placed" else [])
        assert bars == ([] if pd.isna(row.other_gap) or not row.other_gap else ["b far" if row.apart else "b"])
        expected = {
            ("placed", "placed"): "",
            ("placed", "none"): "",
            ("placed", "not_placed"): "group: not placed",
            ("not_placed", "placed"): "itself: not placed",
            ("not_placed", "none"): "not placed",
            ("not_placed", "not_placed"): "both: not placed",
            ("none", "placed"): "itself: nothing yet",
            ("none", "none"): "nothing yet",
            ("none", "not_placed"): "group: not placed",
        }
        assert words == expected[row.self_state, row.other_state]
        title = to_text(nodes(link, "title")[0])
        assert title.startswith(f"{row.area}, {row.enabler}: itself ")
        assert title.endswith(
            f": {gap}" if (gap := journey_words.difference(row.other_gap)) else ("not placed", "nothing said yet", *LOW)
        )
        kinds[row.self_state, row.other_state] += 1
        assert link[1]["href"] == f"/journey?area={row.area}&enabler={row.enabler}"
    assert len(kinds) == 9 and [link[1]["tabindex"] for link in links].count("0") == 1
    table = to_text(journey_sheet.every_cell(rows, [(None, None, list(rows))], VIEW, "preliminary", NAMES, "the grid"))
    assert all(words in table for words in ("Not placed", "Nothing said yet", "one position lower", "a stage lower", "two stages"))


@pytest.mark.parametrize(
    ("day", "preliminary", "agreed", "opens"),
    [
        (date(2017, 9, 1), 0, 0, "Nobody"),
        (date(2017, 11, 15), 0, 0, "the group has placed nobody yet"),
        (date(2017, 11, 16), 138, 0, "the group is more cautious, most of all on leadership and governance"),
        (None, 138, 74, "the group is more cautious, most of all on leadership and governance"),
    ],
)
def test_as_of_shows_what_had_been_said_by_the_end_of_the_day(practice: Store, day, preliminary: int, agreed: int, opens: str):
    moment: datetime | None = None if day is None else end_of(day)
    with practice.seeing(READER, moment, lines=False) as cursor:
        counts = queries.journey.counts(cursor, cycle="2017-18", against="preliminary")
        cells = queries.journey.cells(cursor, cycle="2017-18", against="agreed")
        names = queries.journey.enablers(cursor)
    rows = counts[(counts["bpn"] == "") & (counts["area"] == "")].merge(names, on="enabler", how="left")
    whole, each = rows[rows["enabler"] == ""].iloc[0], rows[rows["enabler"] != ""]
    assert (cells["preliminary_state"] == "placed").sum() == whole["other_placed"] == preliminary
    assert (cells["agreed_state"] == "placed").sum() == agreed
    assert journey_words.nothing(whole) == (opens == "Nobody")
    assert opens in journey_words.headline(whole, each, "Authorities", "preliminary")


def test_a_file_holds_a_row_for_each_cell_and_every_column_has_a_meaning(practice: Store):
    with practice.seeing(READER) as cursor:
        cells = queries.journey.cells(cursor, cycle="2017-18", against="agreed")
    file = journey_sheet.export(cells, NAMES)
    assert len(file) == 161 and [name for name in file if not meaning(name)] == []
    bolton = file[(file["area"] == "bolton") & (file["enabler"] == "strategic-approach")].iloc[0]
    assert (bolton["self_position"], bolton["self_position_name"], bolton["preliminary_gap"]) == (3, "Fair to good", -2)
    assert (file["preliminary_gap"].isna() == (file["self_position"].isna() | file["preliminary_position"].isna())).all()


def test_markup_in_a_line_of_evidence_is_shown_as_text_and_a_long_one_is_cut_in_lists_only():
    line = "<img src=x onerror=alert(1)> " + "word " * 900
    assert "&lt;img" in to_html(journey_sheet.quote(line)) and "<img" not in to_html(journey_sheet.quote(line))
    assert len(to_text(journey_sheet.quote(line))) < 400 and to_text(journey_sheet.quote(line)).endswith("word …”")
    assert to_text(journey_sheet.quote(line, whole=True)) == f"“{line}”"
    assert to_text(journey_sheet.quote("  ")) == "no line given"


@pytest.mark.parametrize(
    ("own", "other", "apart", "sentence"),
    [
        ("3334444", "3333333", [], "Ash places itself at good to great or just below"),
        (
            "3335555",
            "1335555",
            ["Leadership & governance"],
            "the group is more cautious on one of seven enablers, a stage or more on leadership and governance.",
        ),
        (
            "333----",
            "2445---",
            [],
            "on most of the three enablers it places; the group is more cautious on one and more confident on two of three "
            "enablers.",
        ),
        ("NNNNNNN", "---5---", [], "Ash says that it is not placed on any enabler; the group places it on one enabler."),
        ("-------", "-------", [], "Ash has not placed itself yet; the group has not placed it yet."),
        ("3333333", "3333333", [], "Ash places itself at fair to good on most enablers; the group agrees on all seven enablers."),
    ],
)
def test_an_authority_s_sentence(own: str, other: str, apart: list[str], sentence: str):
    states = {"N": "not_placed", "-": "none"}
    cells = [
        {"area": "ash", "enabler": str(n)}
        | {f"{side}_state": states.get(letter, "placed") for side, letter in (("self", mine), ("other", theirs))}
        | {f"{side}_position": int(letter) if letter.isdigit() else None for side, letter in (("self", mine), ("other", theirs))}
        for n, (mine, theirs) in enumerate(zip(own, other, strict=True))
    ]
    said = journey_words.one("Ash", pd.Series(counted(cells), dtype=object), apart, "preliminary")
    assert sentence in said if sentence.endswith(".") else not said.startswith(sentence)

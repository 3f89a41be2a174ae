"""The page for an authority's lead: its placement among the region's, and what sits oddly beside it, against a naive twin and a
table worked out by hand; its words, its tables, its files."""

from pathlib import Path
from random import Random

import duckdb
import pandas as pd
import pytest

import queries
from challenge import contrast_sheet, placed_sheet, position_sheet
from challenge.access import READER
from challenge.links import View
from challenge.packs.meanings import meaning
from challenge.sheet import to_html, to_text
from challenge.store import Store
from tests.twins.position import judged
from tests.twins.world import EDITION, RELEASE, World, generated, holding, store_of

GOLDEN = Path(__file__).parent / "golden" / "contrasts.csv"
# Groups of KPIs beside the enablers of the generated world; nothing stands beside the third.
GROUPS = {"plan": ("g", "h"), "people": ("h",), "money": ()}
KINDS = ("high-red", "high-not-returned", "high-thin", "low-best")
BURY = {"cycle": "2017-18", "area": "bury"}
VIEW = View("self_check", area="bury")


@pytest.fixture(scope="module", params=[0, 2])
def placed_world(request: pytest.FixtureRequest) -> tuple[World, dict, duckdb.DuckDBPyConnection]:
    """A generated world with two groups of KPIs and evidence of all lengths, what the rules' twin says of it, its store."""
    random = Random(f"evidence {request.param}")
    world = generated(request.param)
    for place, kpi in enumerate(world.kpis):
        kpi["kpi_group"] = "gh"[place % 2]
    for row in world.placements:
        row["evidence"] = "  \n ".join(["word"] * random.choice([0, 1, 7, 8, 9, 20]))
    connection = store_of(world, made=False)
    beside = [{"enabler": enabler, "kpi_group": group, "why": "w"} for enabler, each in GROUPS.items() for group in each]
    more = {
        "reference_kpi_group": [{"kpi_group": "h", "order": 2, "name": "h", "short_name": "h", "focus": "Education"}],
        "reference_enabler_group": beside,
        "reference_grid_position": [{"position": place, "name": f"at {place}", "stage": place % 2 == 1} for place in range(1, 6)],
        "reference_contrast": [{"contrast": kind, "order": n, "title": kind, "question": "q?"} for n, kind in enumerate(KINDS)],
        "reference_cutoff": [
            {"cutoff": name, "value": value, "meaning": "m"}
            for name, value in (("placed_high", 4.0), ("placed_low", 2.0), ("thin_evidence", 8.0))
        ],
    }
    for table, rows in more.items():
        connection.append(table, pd.DataFrame(rows).assign(edition=EDITION), by_name=True)
    for block in queries.made.blocks:
        if not block.defines:
            block(connection, release=RELEASE, edition=EDITION)
    return world, judged(world), holding(connection)


def last_words(world: World, kind: str) -> dict[tuple[str, str], dict]:
    """The last word on each authority's placement of a kind; what was taken back is none."""
    last: dict[tuple[str, str], dict] = {}
    for row in world.placements:
        key = (row["area"], row["enabler"])
        if row["kind"] == kind and (key not in last or row["revision"] > last[key]["revision"]):
            last[key] = row
    return {key: row for key, row in last.items() if row["state"] != "withdrawn"}


def twin(world: World, said: dict, area: str, source: str, ordinal: int) -> set[tuple]:
    """What sits oddly together for one authority, asked enabler by enabler and figure by figure."""
    found = set()
    year = {(row["kpi"], row["ordinal"]): row["source_year"] for row in world.periods}
    version = max((row["version"] for row in world.returned if row["area"] == area), default=0)
    sent = {(row["kpi"], row["ordinal"]): row for row in world.returned if (row["area"], row["version"]) == (area, version)}
    for (own, enabler), word in last_words(world, "self").items():
        if own != area or word["position"] is None:
            continue
        high, low = word["position"] >= 4, word["position"] <= 2
        if high and len(word["evidence"].split()) < 8:
            found.add(("high-thin", enabler, None, None))
        for kpi in world.kpis:
            if kpi["kpi_group"] not in GROUPS[enabler]:
                continue
            key = ("", "published", kpi["kpi"], year[kpi["kpi"], ordinal], area)
            if source == "returned":
                key = ("c", "returned", kpi["kpi"], ordinal, area)
            rules = said.get(key, {})
            if high and rules.get("signal") == "worse and worsening":
                found.add(("high-red", enabler, kpi["kpi"], ordinal))
            if low and rules.get("band") == "A":
                found.add(("low-best", enabler, kpi["kpi"], ordinal))
            for column in (1, 2, 3):
                row = sent.get((kpi["kpi"], column), {"status": "not_returned"})
                if high and kpi["number"] and row["status"] == "not_returned":
                    found.add(("high-not-returned", enabler, kpi["kpi"], column))
    return found


def found_by_sql(rows: pd.DataFrame) -> set[tuple]:
    """The keys of the rows of ``queries.self_check.contrasts``."""
    keys = rows[["contrast", "enabler", "kpi", "ordinal"]].astype(object).where(lambda frame: frame.notna(), None)
    return {(contrast, enabler, kpi, None if n is None else int(n)) for contrast, enabler, kpi, n in keys.itertuples(index=False)}


def test_what_sits_oddly_together_agrees_with_its_twin(placed_world: tuple):
    world, said, connection = placed_world
    seen = set()
    for source, ordinal in (("published", 2), ("returned", 2), ("returned", 3)):
        for area in world.members[:5]:
            rows = queries.self_check.contrasts(connection, cycle="c", area=area, source=source, ordinal=ordinal)
            wanted = twin(world, said, area, source, ordinal)
            assert found_by_sql(rows) == wanted, (source, area, ordinal)
            seen |= {contrast for contrast, *_ in wanted}
    assert seen == set(KINDS), "each kind is tried"


def test_the_distribution_counts_every_own_placement_that_stands(placed_world: tuple):
    world, _, connection = placed_world
    own, group = last_words(world, "self"), last_words(world, "preliminary")
    for area in world.members[:4]:
        for row in queries.self_check.placed(connection, cycle="c", area=area).itertuples():
            words = [own[other, row.enabler] for other in world.members if (other, row.enabler) in own]
            for place in range(1, 6):
                assert getattr(row, f"n_at_{place}") == sum(word["position"] == place for word in words)
            assert row.n_not_placed == sum(word["state"] == "not_placed" for word in words)
            assert row.n_placed == sum(word["state"] == "placed" for word in words)
            assert row.n_members == len(world.members)
            mine, theirs = own.get((area, row.enabler)), group.get((area, row.enabler))
            assert row.self_state == (mine["state"] if mine else "none")
            assert row.preliminary_state == (theirs["state"] if theirs else "none")
            both = mine and theirs and mine["position"] and theirs["position"]
            assert row.apart == bool(both and abs(mine["position"] - theirs["position"]) >= 2)


@pytest.fixture(scope="module")
def bury(practice: Store) -> dict[str, pd.DataFrame]:
    """What the page reads of Bury, published figures of 2016/17."""
    with practice.seeing(READER, None) as cursor:
        contrasts = queries.self_check.contrasts(cursor, **BURY, source="published", ordinal=2)
        nothing = queries.self_check.contrasts(cursor, cycle="2017-18", area="cumbria", source="published", ordinal=2)
        items = cursor.execute("select distinct item from answer").df()["item"].tolist()
        overview = queries.returns.overview(cursor, cycle="2017-18", items=items).set_index("area", drop=False)
        return {
            "contrasts": contrasts,
            "nothing": nothing,
            "placed": queries.self_check.placed(cursor, **BURY),
            "unplaced": queries.self_check.placed(cursor, cycle="2017-18", area="cumbria"),
            "signed": queries.self_check.placement_signed(cursor, **BURY),
            "positions": queries.journey.positions(cursor),
            "spine": queries.authority.spine(cursor, **BURY, source="published", ordinal=2),
            "latest": queries.authority.spine(cursor, **BURY, source="returned", ordinal=3),
            "periods": queries.authority.periods(cursor, **BURY, source="returned"),
            "columns": queries.frame.columns(cursor, cycle="2017-18"),
            "deadlines": queries.returns.deadlines(cursor, cycle="2017-18"),
            "overview": overview,
        }


def test_bury_in_2016_17_is_asked_what_was_worked_out_by_hand(bury: dict[str, pd.DataFrame]):
    wanted = pd.read_csv(GOLDEN).astype(object).where(lambda frame: frame.notna(), None)
    rows = {(row.contrast, row.enabler, row.kpi, None if row.ordinal is None else int(row.ordinal)) for row in wanted.itertuples()}
    assert found_by_sql(bury["contrasts"]) == rows
    assert bury["nothing"].empty, "who is not placed is asked nothing"


def test_every_question_is_open_and_names_what_it_rests_on(bury: dict[str, pd.DataFrame]):
    asked = contrast_sheet.asked(bury["contrasts"])
    assert [title for title, _, _ in asked] == sorted((title for title, _, _ in asked), key=[t for t, _, _ in asked].index)
    assert len(asked) == len(bury["contrasts"].drop_duplicates(["contrast", "enabler"])) == 7
    for _, words, _ in asked:
        last = words.rsplit(". ", 1)[1]
        assert words.endswith("?") and "{" not in words
        assert last.split()[0] in ("How", "What", "Who", "Which"), f"can be answered with yes: {last}"
    words = [words for _, words, _ in asked]
    assert "second or subsequent protection plans (22.9%)" in words[0] and "between fair to good and good to great" in words[0]
    assert "and seven more are worse than England and worsening" in words[1], "three are named, the others counted"
    assert "care leavers in education, employment or training (45%) is worse than" in words[2]
    assert "1 of the 15 figures beside it was not returned (re-referrals within 12 months)" in words[3]
    assert "the evidence you give is six words long" in words[5]
    text = to_text(contrast_sheet.questions(bury["contrasts"]))
    assert "Suspensions: secondary schools: 14.24" in text and "England 9.40" in text and "+5.10 ↘ worsening" in text


def test_evidence_is_text_whatever_it_holds(bury: dict[str, pd.DataFrame]):
    marked = bury["contrasts"].assign(evidence="<script>alert(1)</script>")
    shown = to_html(contrast_sheet.questions(marked))
    assert "&lt;script&gt;" in shown and "<script" not in shown
    silent = marked[marked["contrast"] == "high-thin"].assign(evidence="", evidence_words=0)
    assert "no evidence stands beside it" in to_text(contrast_sheet.questions(silent))


def test_others_are_counted_and_never_named(bury: dict[str, pd.DataFrame]):
    placed, names = bury["placed"], bury["overview"]["name"]
    shown = to_html(placed_sheet.panels(placed, "Bury")) + to_html(placed_sheet.table(placed, bury["positions"], "caption"))
    assert [name for name in names if name in shown] == ["Bury"]
    assert shown.count('class="own"') == 7 + 1 and shown.count('class="group"') == 7 + 1, "seven panels and a key"
    assert shown.count("<small>own</small>") == 7
    assert "Bury between fair to good and good to great, the group’s preliminary placement between" in shown
    said = placed_sheet.sentence(placed, "North West")
    assert said.startswith("It places itself on 7 of 7 enablers") and "is the same on two enablers" in said
    assert "signed by" in placed_sheet.signed(bury["signed"], placed)
    # Not placed was said; nothing said is something else.
    unplaced = bury["unplaced"]
    assert placed_sheet.sentence(unplaced, "North West").startswith("It says of seven enablers that it is not placed; the group")
    silent = unplaced.assign(self_state="none", preliminary_state="none", preliminary_position=float("nan"), n_placed=0)
    assert placed_sheet.sentence(silent, "North West") == "It has not said where it stands yet; the group has not placed it yet."
    assert "nothing said yet" in to_text(placed_sheet.table(silent, bury["positions"], "caption"))
    assert "Nobody has been placed" in to_text(placed_sheet.panels(silent, "Cumbria"))


def test_the_headline_says_what_was_returned_what_worsens_and_how_much_is_asked(bury: dict[str, pd.DataFrame]):
    row, spine = bury["overview"].loc["bury"].to_dict(), bury["spine"]
    rows = spine[spine["headline"]]
    said = position_sheet.headline("Bury", row, rows, bury["placed"], bury["contrasts"])
    assert said == (
        "Bury has returned 41 of 42 figures; six KPIs are worse than England and worsening;"
        " seven questions beside its own placement."
    )
    nobody = {**row, "version": None}
    said = position_sheet.headline("Bury", nobody, bury["latest"], bury["unplaced"], bury["nothing"])
    assert said == "Bury has returned no self-view; no KPI is worse than England and worsening; it says it is not placed."
    # In time is what came first; what counts now may have come later.
    later = {**row, "version": 2, "first_received": pd.Timestamp("2017-10-29"), "recorded_at": pd.Timestamp("2017-11-04")}
    assert position_sheet.lede(later, bury["deadlines"], "Published figures.").startswith(
        "First received 29 October 2017: two days after 27 October, in time for 31 October; version 2 of 4 November 2017 counts now"
    )
    assert "due by 27 October 2017 or 31 October 2017" in position_sheet.lede(nobody, bury["deadlines"], "Published figures.")
    names = dict(zip(spine["kpi"], spine["name"], strict=True))
    cells = bury["periods"].assign(name=bury["periods"]["kpi"].map(names))
    text = to_text(position_sheet.returned(row, cells, bury["columns"], bury["deadlines"], VIEW))
    assert "One figure was not returned, of 42" in text and "Not returned, LatestRe-referrals within 12 months" in text
    gone = cells.assign(status="not_returned")
    text = to_text(position_sheet.returned(nobody, gone, bury["columns"], bury["deadlines"], VIEW))
    assert "Nothing was returned: all 42 figures of 14 KPIs are missing" in text and "nothing to sign yet" in text


def test_the_table_judges_no_context_kpi_and_compares_no_part_of_a_year(bury: dict[str, pd.DataFrame]):
    spine = bury["spine"]
    table = position_sheet.table(spine[spine["value"].notna()], VIEW, "Bury", "North West", "caption")
    rows = {to_text(row[2]).strip(): to_html(row) for body in table[2][3:] for row in body[2:] if "area=bury" in to_html(row)}
    context = [html for html in rows.values() if ">context<" in html]
    assert len(context) == int((spine["polarity"].eq("context") & spine["value"].notna()).sum())
    assert not [html for html in context if "worst" in html or "best" in html or "improving" in html or "worsening" in html]
    latest = bury["latest"][bury["latest"]["part_year"].eq(True) & bury["latest"]["kpi"].eq("s47")]
    text = to_text(position_sheet.table(latest, VIEW, "Bury", "North West", "caption"))
    assert "78.9part-year" in text and "not compared" in text and " of 23" not in text
    moved = position_sheet.moved(spine[spine["headline"]])
    assert moved.endswith("three context KPIs moved, which is neither good nor bad.")


def test_the_position_may_go_to_ofsted_and_the_placement_stays(bury: dict[str, pd.DataFrame]):
    position = position_sheet.export(bury["spine"], "Bury")
    assert not [name for name in position if "position" in name or "placed" in name or "enabler" in name]
    assert len(position) == len(bury["spine"]) and {"value", "rank", "change", "neighbour_mean"} <= set(position)
    placement = placed_sheet.export(bury["placed"], "Bury")
    assert placement["self_position"].tolist() == bury["placed"]["self_position"].tolist()
    counts = placement[[f"n_at_{place}" for place in range(1, 6)]].sum(axis=1)
    assert counts.tolist() == placement["n_placed"].tolist()
    assert [name for name in (*position, *placement) if not meaning(name)] == []

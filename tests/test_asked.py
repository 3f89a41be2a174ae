"""Questions across the region: how far each authority's are, whether one is asked what another is let off, and search in all text:
counts, words, and results."""

import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest

import queries
from challenge import asked_sheet, focusing, found_sheet, issuing, ofsted_lines, questions
from challenge.access import READER, Person
from challenge.links import View
from challenge.packs.meanings import meaning
from challenge.question_words import Kept
from challenge.sheet import to_html, to_text
from challenge.store import Store, open_store

# A cycle for which nobody has drafted anything but here.
CYCLE, ORDINAL = "2025-26", 3
ANN = Person("Ann Lee", "Sector-led improvement team")
BEN = Person("Ben Ode", "Strategic performance group")
OUTSIDE = Person("Cy Roe", "Authority")
VIEW = View("questions", cycle=CYCLE)
LONG = "Word. " * 8000


@pytest.fixture(scope="module")
def store(practice_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A practice store with questions on its lines: ``q-…`` is drafted, proposed, agreed, parked, taken away."""
    folder = tmp_path_factory.mktemp("region")
    shutil.copy2(practice_folder / "store.duckdb", folder)
    opened = open_store(folder)
    with opened.seeing(READER) as cursor:
        lines = queries.questions_region.alike(cursor, cycle=CYCLE, ordinal=ORDINAL)
    kind, subject = lines[lines["subject"] != ""].groupby(["kind", "subject"]).size().idxmax()
    same = lines[(lines["kind"] == kind) & (lines["subject"] == subject)]["area"].tolist()
    figure = {
        "role": "figure",
        "source": "published",
        "kpi": subject,
        "ordinal": ORDINAL,
        "source_year": 2024,
        "period_label": "2023/24",
    }
    figure |= {"value": 1.0, "status": "value", "england": 1.0, "region_value": 1.0, "previous_value": 1.0, "part_year": False}
    figure |= {"cell": "x", "words": "Evidence: naïve average 12%"}

    def begin(area: str, key: str, line: str = "", evidence: tuple = (), to: tuple = (), **fields: str) -> None:
        last = questions.begin(opened, key, CYCLE, area, fields, ANN, line, list(evidence))
        for state in to:
            last = questions.move(opened, key, state, last.revision, BEN)

    words = {"headline": "Café-style reviews", "wording": "How do you know, and what’s next?"}
    begin(same[0], "q-agreed", evidence=(figure,), to=("proposed", "agreed"), **words)
    begin(same[1], "q-draft", evidence=(figure,), headline="100% _sure_ \\d+ O'Brien [a-z]* 'quoted'")
    begin(same[2], "q-parked", evidence=(figure,), to=("parked",), headline="Parked re‑referrals")
    begin(same[3], "q-gone", evidence=(figure,), to=("withdrawn",), headline="Café gone")
    begin(same[0], "q-long", headline="Re-referrals", explanation=f"{LONG} <b>needle</b> {LONG}", theme="help_protection")
    questions.comment(opened, "q-draft", "مرحبا 👋 ask about the needle", BEN)
    focusing.choose(opened, CYCLE, same[1], "both", "both sides rise", 0, BEN)
    ofsted_lines.add(opened, CYCLE, [ofsted_line(same[4])], ANN)
    opened.same, opened.subject = same, subject
    yield opened
    opened.close()


def ofsted_line(area: str) -> ofsted_lines.OfstedLine:
    """One of Ofsted's lines for an authority."""
    return ofsted_lines.OfstedLine(text="Needle and early help: the effect on demand", areas=(area,), themes=())


def rows(store: Store, block: str, reader: Person = READER, **given: object) -> pd.DataFrame:
    """Rows of one of the region's queries."""
    file = queries.questions_search if block in ("found", "ofsted_areas") else queries.questions_region
    with store.seeing(reader) as cursor:
        return getattr(file, block)(cursor, cycle=CYCLE, **given)


def found(store: Store, search: str, reader: Person = READER) -> list[str]:
    """Which questions or lines hold all of the words, in order, each once."""
    return list(dict.fromkeys(rows(store, "found", reader, search=search)["thing"]))


def test_each_authority_s_questions_are_counted_by_state(store: Store):
    table = rows(store, "overview").set_index("area")
    assert len(table) == 24
    counts = table[["n_drafts", "n_proposed", "n_agreed", "n_issued", "n_parked"]]
    assert [tuple(counts.loc[area]) for area in store.same[:4]] == [
        *((1, 0, 1, 0, 0), (1, 0, 0, 0, 0), (0, 0, 0, 0, 1), (0, 0, 0, 0, 0)),
    ]
    assert counts.sum().sum() == 4
    chosen = table.loc[store.same[1]]
    assert (chosen["focus"], chosen["focus_reason"], chosen["changed_by"]) == ("both", "both sides rise", "Ben Ode")
    # A withdrawn question is still the last thing somebody did there.
    assert table["changed_at"].notna().sum() == 4
    assert asked_sheet.headline(table) == "1 of 24 authorities has a question agreed; 22 have none drafted."


def test_an_authority_sees_nothing_of_what_is_drafted(store: Store):
    table = rows(store, "overview", OUTSIDE)
    assert table[["n_drafts", "n_agreed", "n_parked"]].sum().sum() == 0 and set(table["focus"]) == {""}
    assert found(store, "needle", OUTSIDE) == [] and rows(store, "ofsted_areas", OUTSIDE).empty
    assert rows(store, "by_theme", OUTSIDE, ordinal=ORDINAL)["n_questions"].sum() == 0


def test_who_is_asked_what_another_with_the_same_line_is_not_agrees_with_a_naive_twin(store: Store):
    alike = rows(store, "alike", ordinal=ORDINAL)
    with store.seeing(READER) as cursor:
        lines = cursor.execute(
            "select * from line where cycle = $cycle and ordinal = $ordinal and concern and kind <> 'ofsted'",
            {"cycle": CYCLE, "ordinal": ORDINAL},
        ).df()
    lines = lines.astype(object).where(lines.notna(), None).to_dict("records")
    said = {}
    asking = {store.same[0]: "agreed", store.same[1]: "draft"}
    for line in lines:
        subject = line["pair"] or line["kpi"] or line["enabler"] or line["theme"] or ""
        key = (line["kind"], subject, line["area"])
        before = said.get(key)
        said[key] = before or (asking.get(line["area"]) if line["kpi"] == store.subject else None)
    states = alike["state"].astype(object).where(alike["state"].notna(), None)
    assert dict(zip(zip(alike["kind"], alike["subject"], alike["area"], strict=True), states, strict=True)) == said
    cases = asked_sheet.cases(alike)
    first = cases[cases["subject"] == store.subject].iloc[0]
    assert first["asked"]["area"].tolist() == [area for area in first["asked"]["area"] if area in store.same[:2]]
    assert set(store.same[2:]) <= set(first["let_off"]["area"]), "a parked or withdrawn question asks nothing"
    assert cases["strongest"].is_monotonic_decreasing
    drawn = to_html(asked_sheet.uneven(cases, VIEW, "c"))
    assert f"/questions?cycle={CYCLE}&amp;area={store.same[0]}&amp;question=q-agreed" in drawn


def test_themes_name_who_has_a_question_and_who_has_only_lines(store: Store):
    themes = rows(store, "by_theme", ordinal=ORDINAL)
    unnamed = themes[themes["theme"] == ""].set_index("area")
    assert (unnamed.loc[store.same[1], "n_questions"], unnamed.loc[store.same[1], "state"]) == (1, "draft")
    assert (unnamed.loc[store.same[2], "n_questions"], unnamed.loc[store.same[2], "state"]) == (0, "parked")
    said = to_text(asked_sheet.by_theme(themes, VIEW, "caption"))
    assert "No theme named" in said and "(parked)" not in said
    file = asked_sheet.themes_export(themes)
    assert len(file) == len(themes) and [name for name in file if not meaning(name)] == []


@pytest.mark.parametrize(
    ("search", "things"),
    [
        ("cafe", ["q-agreed"]),
        ("CAFÉ what's", ["q-agreed"]),
        ("rereferrals", ["q-long", "q-parked"]),
        ("re-referrals", ["q-long", "q-parked"]),
        ("naive 12%", ["q-agreed", "q-draft", "q-parked"]),
        ("needle", ["q-long", "q-draft", "ofsted"]),
        ("needle demand", ["ofsted"]),
        ("needle sure", ["q-draft"]),
        ("needle cafe", []),
        ("%", ["q-agreed", "q-draft", "q-parked"]),
        ("_", ["q-draft"]),
        ("\\d+", ["q-draft"]),
        ("[a-z]*", ["q-draft"]),
        ("o'brien", ["q-draft"]),
        ("'", ["q-agreed", "q-draft"]),
        ("مرحبا 👋", ["q-draft"]),
        ("<b>needle</b>", ["q-long"]),
        (".*", []),
        ("  ", []),
        ("gone", []),
    ],
)
def test_search_finds_all_words_wherever_they_stand_and_takes_every_character_as_it_is(
    store: Store, search: str, things: list[str]
):
    names = [thing if thing.startswith("q-") else "ofsted" for thing in found(store, search)]
    assert sorted(names) == sorted(things)


def test_words_that_stand_together_come_before_words_that_stand_apart(store: Store):
    assert found(store, "ask needle")[0] == "q-draft"
    assert rows(store, "found", search="cafe know")["place"].tolist() == ["headline", "question"]


@pytest.mark.parametrize(
    ("text", "search", "around"),
    [
        ("Café-style re‑referrals", "cafe rereferrals", "[Café]-style [re‑referrals]"),
        ("what’s next", "WHAT'S", "[what’s] next"),
        ("100% _sure_", "% _", "100[%] [_]sure[_]"),
        ("ab abc", "ab abc", "[ab] [abc]"),
        ("nothing here", "zebra", "nothing here"),
    ],
)
def test_the_words_found_are_marked_where_they_stand(text: str, search: str, around: str):
    parts = found_sheet.around(text, search.split())
    said = "".join(part if isinstance(part, str) else f"[{to_text(part)}]" for part in parts)
    assert said == around


def test_of_a_long_text_only_what_stands_around_the_first_word_is_shown():
    said = "".join(map(to_text, found_sheet.around(f"{'x ' * 300}needle {'y ' * 300}", ["needle"])))
    assert said.startswith("… x x") and said.endswith("y y …") and "x needle y" in said and len(said) < 320


def test_a_search_s_result_is_text_and_says_what_was_sought(store: Store):
    hits = rows(store, "found", search="<b>needle</b>")
    drawn = found_sheet.results("<b>needle</b>", hits, {}, VIEW)
    assert "<mark>&lt;b&gt;needle&lt;/b&gt;</mark>" in to_html(drawn) and len(to_text(drawn)) < 600
    assert found_sheet.headline("<b>needle</b>", hits) == "One question with “<b>needle</b>”."
    both = rows(store, "found", search="needle")
    assert found_sheet.headline("needle", both) == "Two questions and one line of Ofsted’s with “needle”."
    nothing = rows(store, "found", search="zebra cafe")
    assert found_sheet.headline("zebra cafe", nothing) == "Nothing was found with “zebra cafe”."
    assert "“zebra” and “cafe”" in to_text(found_sheet.results("zebra cafe", nothing, {}, VIEW))


def test_a_reason_for_a_focus_is_found_and_so_are_words_that_were_issued_and_corrected_since(store: Store):
    area = next(area for area in ("salford", "bolton", "bury", "wigan", "oldham") if area not in store.same[:4])
    words = {"headline": "Sent", "wording": "How does the zebra know?"}
    focusing.choose(store, CYCLE, area, "both", "Giraffe sides rise", 0, BEN)

    def told(search: str) -> str:
        hits = rows(store, "found", search=search)
        return f"{found_sheet.headline(search, hits)} {to_text(found_sheet.results(search, hits, {}, VIEW))}"

    def issue(last: Kept, **given: str) -> None:
        for state in ("proposed", "agreed"):
            last = questions.move(store, last.question, state, last.revision, BEN)
        issuing.issue(store, CYCLE, area, {last.question: last.revision}, BEN, **given)

    assert told("giraffe rise").startswith("One reason for a focus with “giraffe rise”.")
    assert f"The focus of {area.capitalize()}" in told("giraffe") and found(store, "giraffe", OUTSIDE) == []
    issue(questions.begin(store, "q-sent", CYCLE, area, words, ANN))
    assert "version" not in told("zebra")
    last = questions.move(store, "q-sent", "draft", 4, ANN, "a wrong animal")
    questions.write(store, "q-sent", {"wording": ("How does the lion know?", last.revision)}, ANN)
    assert "Question in version 1, as issued" in told("zebra")
    issue(replace(last, revision=last.revision + 1), correction="a wrong animal")
    assert "Question in version 1, since corrected" in told("zebra") and "version" not in told("lion")
    assert found(store, "zebra", OUTSIDE) == []
    assert "All of the words must stand in the same one" in to_text(found_sheet.form(VIEW))


def test_the_headline_of_themes_is_one_plain_sentence_and_the_strongest_line_stands_below():
    who = pd.DataFrame({"name": ["Bury", "Bolton", "Wigan"]})
    case = {"title": "Worse than England and worsening", "subject_name": "P8", "asked": who[:1], "let_off": who[1:]}
    cases, alike = pd.DataFrame([case] * 14), pd.DataFrame({"state": ["draft"]})
    says = "On 14 lines of enquiry we ask one authority what we let another off."
    assert asked_sheet.themes_headline(cases, alike) == says
    below = "P8 (worse than England and worsening). Bury is asked, Bolton and Wigan are not."
    assert asked_sheet.themes_lede(cases).endswith(below)


def overview(**states: list[int]) -> pd.DataFrame:
    """An overview of authorities a, b, c, … with so many questions in each state."""
    columns = ("n_drafts", "n_proposed", "n_agreed", "n_issued", "n_parked")
    size = max(map(len, states.values()))
    rest = {"bpn": ["x", None, "y"] * size, "bpn_name": ["X", None, "Y"] * size, "focus": ["both", "", ""] * size}
    rest |= {"name": list("abcdefgh"), "area": list("abcdefgh"), "n_concern": [1, 5, 9] * size, "issued_at": [pd.NaT] * 9}
    return pd.DataFrame({name: states.get(name, [0] * size) for name in columns} | {key: each[:size] for key, each in rest.items()})


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (overview(n_parked=[1, 0, 0]), "No question is drafted yet for any of the three authorities."),
        (overview(n_drafts=[1, 0, 0]), "None of three authorities has a question agreed; two have none drafted."),
        (
            overview(n_agreed=[1, 0, 0], n_drafts=[0, 1, 1]),
            "1 of three authorities has a question agreed; every one has one drafted.",
        ),
        (overview(n_agreed=[1, 0, 0], n_issued=[0, 1, 0]), "2 of three authorities have a question agreed; one has none drafted."),
        (overview(n_agreed=[1, 1], n_issued=[0, 1]), "All two authorities have a question agreed."),
    ],
)
def test_the_headline_says_how_far_the_region_is(rows: pd.DataFrame, says: str):
    assert asked_sheet.headline(rows) == says


def test_authorities_stand_by_bpn_by_name_or_by_what_is_missing_first():
    table = overview(n_drafts=[0, 0, 1], n_agreed=[1, 0, 0])
    order = {
        arrange: [(title, rows["area"].tolist()) for title, _, rows in asked_sheet.arranged(table, arrange, VIEW, str)]
        for arrange in ("bpn", "az", "gap")
    }
    assert order == {
        "bpn": [("X BPN", ["a"]), ("Y BPN", ["c"]), ("Without a BPN", ["b"])],
        "az": [(None, ["a", "b", "c"])],
        "gap": [("No question drafted (1)", ["b"]), ("No question agreed (1)", ["c"]), ("Agreed, not issued (1)", ["a"])],
    }


def test_the_file_has_a_row_for_each_authority_and_every_column_a_meaning(store: Store):
    with store.seeing(READER) as cursor:
        suggested = queries.focus.suggested(cursor, cycle=CYCLE, ordinal=ORDINAL, area="")
    whole = rows(store, "overview").merge(suggested[["area", "n_lines", "n_concern", "suggested"]], on="area")
    file = asked_sheet.export(whole)
    assert len(file) == 24 and [name for name in file if not meaning(name)] == []
    assert file.loc[file["area"] == store.same[1], "group_focus"].item() == "both"
    drawn = to_text(asked_sheet.overview(asked_sheet.arranged(whole, "az", VIEW, str), VIEW, "c"))
    assert "not chosen" in drawn and f"{datetime.now():%Y}" in drawn and "Ben Ode" in drawn

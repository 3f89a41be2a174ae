"""Lines of enquiry in words: what the figures say, what could explain them, what to ask; no gap for what is missing."""

import re

import pandas as pd
import pytest

import queries
from challenge import line_figures, line_words, reference
from challenge.access import PROGRAM
from challenge.line_figures import shortened
from challenge.question_checks import checks

TEMPLATES, KINDS, CAVEATS, PAIRS = (reference.table(f"line_{stem}") for stem in ("templates", "kinds", "caveats", "pairs"))
KPIS = reference.table("kpis").set_index("kpi", drop=False)
GROUPS = reference.table("kpi_groups").set_index("kpi_group", drop=False)
CONTRASTS = set(reference.table("contrasts")["contrast"])
TURNS = {"up", "down", "better", "worse", "nothing"}
GAP = re.compile(r"[{}\[\]]|\bnan\b|\bNone\b|  | [,.;:]|“”|\(\)")
PLACED = "Good to great: Our board sees the figures each month."


def figure(kpi, role="figure", value=22.84, earlier=17.1, **other):
    """A row of evidence as the page query gives it."""
    about = KPIS.loc[kpi, ["name", "short_name", "unit_short", "polarity"]].to_dict()
    about = {"kpi_name": about.pop("name"), "kpi_short_name": about.pop("short_name"), **about}
    return {
        "role": role,
        "source": "published",
        "kpi": kpi,
        **about,
        "decimals": int(KPIS.loc[kpi, "decimals"]),
        "value": value,
        "status": "value",
        "period_label": "2016/17",
        "source_year": 2017,
        "part_year": False,
        "previous_value": earlier,
        "previous_label": "2015/16",
        "england": 18.7,
        "region_value": 19.2,
        "neighbour_mean": 18.0,
        "rank": 16,
        "out_of": 23,
        "cell": "table 2, row 7",
        "words": None,
        **other,
    }


def said(words, role="words", source="returned"):
    """A row of evidence that is no figure."""
    return {**dict.fromkeys(figure("s47")), "role": role, "source": source, "words": words, "part_year": False}


def about(kind, rows, concern=True, origin="published", theme=None, caveats=(), **keys):
    """A line that rests on these rows, as the page query gives it, with its evidence."""
    lead = next((row["kpi"] for row in rows if row["kpi"]), None)
    group = theme or (KPIS.loc[lead, "kpi_group"] if lead else None)
    none = {"pair": None, "contrast": None, "enabler": None, "enabler_name": None, "focus": "Social Care"}
    name = GROUPS.loc[group, "name"] if group in GROUPS.index else None
    line = {"kind": kind, "origin": origin, "theme": group, "theme_name": name, "kpi": lead, **none, **keys}
    return {**line, "concern": concern, "caveats": list(caveats)}, rows


def worded(*lines):
    """Lines, each with its evidence, in words."""
    evidence = [
        {"line": f"line {number}", "place": place, **row}
        for number, (_, rows) in enumerate(lines)
        for place, row in enumerate(rows, 1)
    ]
    given = pd.DataFrame([{"line": f"line {number}", **line} for number, (line, _) in enumerate(lines)])
    return line_words.worded(given, pd.DataFrame(evidence), TEMPLATES, KINDS, CAVEATS, "Wirral", "North West")


def one(*line, **keys):
    """The words of one line."""
    return worded(about(*line, **keys)).iloc[0]


def every():
    """A line of each kind about each thing it could be about."""
    for kpi in KPIS.index:
        context = KPIS.loc[kpi, "polarity"] == "context"
        years = [figure(kpi), figure(kpi, "earlier", 21.3, source_year=2016), figure(kpi, "earlier", 24.5, source_year=2015)]
        for value in (22.84, 10.2):
            for kind in ("far-from-neighbours", "sharp-move") if context else ("worse-and-worsening", "sharp-move"):
                yield about(kind, [figure(kpi, value=value)], origin="returned" if value > 20 else "published")
        if not context:
            yield about("sharp-move", [figure(kpi)], concern=False)
            yield about("worst-quarter", years)
            yield about("strength", years, concern=False)
        yield about("differs-from-published", [figure(kpi, "returned"), figure(kpi, "published", 21.0)], origin="returned")
    for pair in PAIRS.to_dict("records"):
        yield about("pulls-apart", [figure(pair["kpi"]), figure(pair["other_kpi"], "other", 51.0)], pair=pair["pair"])
    for contrast in CONTRASTS:
        own = {
            "contrast": contrast,
            "theme": "engaging-partners",
            "enabler": "engaging-partners",
            "enabler_name": "Engaging partners",
        }
        status = {"value": None, "earlier": None, "status": "not_returned"} if contrast == "high-not-returned" else {}
        yield about("own-placement", [said(PLACED, "placement"), figure("caseload", **status)], origin="self-view", **own)
    for group in GROUPS.index:
        yield about("focus-not-shown", [said("We want help with this."), figure("rereferrals")], origin="self-view", theme=group)
        yield about("shown-not-asked", [figure("rereferrals"), figure("s47")], origin="self-view", theme=group)
    missing = [figure(kpi, value=None, earlier=None, status="not_returned") for kpi in ("caseload", "homes_good", "short_plans")]
    yield about("not-returned", missing, origin="returned")
    yield about("not-returned", [said("No self-view has been received.")], origin="returned")
    yield about("ofsted", [said("Impact of early help on demand", source="ofsted")], origin="ofsted")


@pytest.fixture(scope="module")
def lines():
    return worded(*every()).to_dict("records")


def test_every_template_is_about_something_there_is():
    kinds = dict(zip(KINDS["kind"], KINDS["kind"], strict=True))
    known = {"any", *KPIS.index, *GROUPS.index, *PAIRS["pair"], *CONTRASTS}
    subjects = [(row.kind, subject) for row in TEMPLATES.itertuples() for subject in row.subject.split("|")]
    assert len(subjects) == len(set(subjects))
    for kind, subject in subjects:
        about, _, turn = subject.partition(" ")
        assert kind in kinds and about in known and turn in {"", *TURNS}, subject
    assert {kind for kind, subject in subjects if subject == "any"} == set(kinds)
    assert set(PAIRS["pair"]) <= {subject for kind, subject in subjects if kind == "pulls-apart"}
    assert {subject for kind, subject in subjects if kind == "own-placement"} >= CONTRASTS


def test_a_template_offers_two_explanations_that_differ_and_one_open_question_of_its_own():
    for row in TEMPLATES.itertuples():
        assert row.explanation and row.other_explanation and row.explanation != row.other_explanation
        assert row.question.endswith("?") and len(row.question.split()) <= 60
        for text in (row.explanation, row.other_explanation):
            assert text[0].islower() and not text.endswith("."), text  # both go on from "It could be that"
    assert TEMPLATES["question"].is_unique and not TEMPLATES.duplicated(["explanation", "other_explanation"]).any()


def test_every_line_has_all_its_words_and_no_gap_shows(lines):
    assert len(lines) > 400
    for line in lines:
        chips = [chip["full"] for chip in line["chips"]]
        for text in (line["headline"], *(line[part] for part in line_words.PARTS), line["full"], *chips):
            assert text and not GAP.search(text), (line["kind"], line["kpi"], text)


def test_the_lines_of_the_practice_store_read_whole_and_their_questions_pass(practice):
    with practice.seeing(PROGRAM) as cursor:
        templates, kinds, caveats = (getattr(queries.line_rows, name)(cursor) for name in ("templates", "kinds", "caveats"))
        seen = set()
        for area in ("wirral", "trafford", "blackpool", "bury", "st-helens"):
            given = {"cycle": "2017-18", "area": area, "ordinal": 2}
            rows, evidence = (getattr(queries.line_rows, name)(cursor, **given) for name in ("of_area", "evidence_of_area"))
            got = line_words.worded(rows, evidence, templates, kinds, caveats, rows["area_name"].iloc[0], "North West")
            assert list(got["line"]) == list(rows["line"]) and [len(chips) for chips in got["chips"]] == list(rows["n_evidence"])
            for line in got.to_dict("records"):
                for text in (
                    line["headline"],
                    *(line[part] for part in line_words.PARTS),
                    *(chip["full"] for chip in line["chips"]),
                ):
                    assert text and not GAP.search(text), (line["line"], text)
                behind = evidence[evidence["line"] == line["line"]].to_dict("records")
                assert not checks(line_words.fields(line), behind), (area, line["line"])
            seen |= set(got["kind"])
    assert len(seen) >= 7, seen


def test_no_question_offered_is_one_the_checks_would_look_at_again(lines):
    for line in lines:
        kpis = [chip["kpi"] for chip in line["chips"] if chip["kpi"]]
        found = checks(line_words.fields(line), [figure(kpi) for kpi in kpis])
        assert not found, (line["kind"], line["kpi"], line["question"], found)


def test_of_a_context_figure_nothing_is_called_better_or_worse(lines):
    judged = re.compile(r"\b(better|worse|worst|best|poor|good|weak|strong|improv\w+|worsen\w*)\b", re.I)
    about = [line for line in lines if line["kind"] in ("far-from-neighbours", "sharp-move") and line["tone"] == "context"]
    assert len(about) > 20
    for line in about:
        assert not judged.search(line["wording"] + line["headline"]) and line["kpi"] in set(
            KPIS.query("polarity == 'context'").index
        )


def test_a_figure_that_worsens_is_said_with_what_it_stands_beside():
    line = one("worse-and-worsening", [figure("second_plans")], caveats=["small-numbers"])
    assert line["wording"] == (
        "Second or subsequent protection plans rose to 22.8% in 2016/17, from 17.1% in 2015/16; England 18.7%, North West 19.2%."
    )
    assert line["headline"] == "Second or subsequent protection plans: above England and rising"
    assert (line["title"], line["symbol"], line["tone"]) == ("Worse than England and worsening", "▼▼", "worse")
    assert line["caveats"] == ["Few children, or few workers, stand behind the figure: one or two more would move it."]
    chip = line["chips"][0]
    assert chip["words"] == "2nd plans 22.8% · 2016/17 · England 18.7%, North West 19.2% · 16th of 23 in England, 1st is best"
    assert (chip["kpi"], chip["place"], chip["role"], chip["cell"]) == ("second_plans", 1, "figure", "table 2, row 7")


def test_a_place_in_england_says_which_end_is_best_and_when_others_share_it():
    assert line_figures.in_england({"rank": 120, "out_of": 151, "tied": False}) == "120th of 151 in England, 1st is best"
    assert line_figures.in_england({"rank": 1, "out_of": 151, "tied": True}) == "joint 1st of 151 in England, 1st is best"
    assert line_figures.in_england({"rank": None, "out_of": 151}) == line_figures.in_england({}) == ""


def test_what_is_not_known_is_left_out_with_its_clause():
    bare = figure(
        "second_plans", england=None, region_value=float("nan"), rank=None, out_of=None, earlier=None, previous_label=None
    )
    line = one("worse-and-worsening", [bare])
    assert line["wording"] == "Second or subsequent protection plans stood at 22.8% in 2016/17."
    assert line["chips"][0]["words"] == "2nd plans 22.8% · 2016/17"


def test_a_figure_that_is_missing_is_said_in_words():
    rows = [figure("s47", "returned"), figure("s47", "published", None, None, status="suppressed")]
    line = one("differs-from-published", rows, origin="returned")
    assert line["wording"] == "Section 47 enquiries started in 2016/17: 22.8 per 10,000 returned, suppressed published."
    assert line["chips"][1]["words"].startswith("s47 enquiries suppressed")
    nothing = one("sharp-move", [figure("s47", value=None, earlier=None, status="suppressed")])
    assert nothing["wording"] == "A sharp move." and nothing["question"]


def test_rising_and_falling_have_words_of_their_own():
    rose, fell = (one("sharp-move", [figure("care_starts", value=value)]) for value in (35.0, 9.0))
    assert rose["wording"].startswith("Children starting to be looked after rose from 17 in 2015/16 to 35 per 10,000 in 2016/17")
    assert fell["wording"].startswith("Children starting to be looked after fell from 17 in 2015/16 to 9 per 10,000 in 2016/17")
    assert rose["question"] != fell["question"] and rose["explanation"] != fell["explanation"]
    assert (rose["headline"], fell["headline"]) == tuple(
        f"Children starting to be looked after: a sharp {way}" for way in ("rise", "fall")
    )
    worse, better = (one("sharp-move", [figure("leavers_eet", value=value)], concern=value < 17) for value in (9.0, 35.0))
    assert (worse["tone"], better["tone"]) == ("worse", "better") and worse["question"] != better["question"]


def test_the_most_specific_words_win():
    own, group, rest = (
        one("differs-from-published", [figure(kpi, "returned"), figure(kpi, "published", 9.0)])
        for kpi in ("second_plans", "s47", "gld")
    )
    asked = TEMPLATES.query("kind == 'differs-from-published'").set_index("subject")["question"]
    assert (own["question"], group["question"], rest["question"]) == tuple(asked[["second_plans", "help_protection", "any"]])


def test_years_running_are_named_from_the_first_to_the_last():
    rows = [figure("rereferrals", value=25.04), *(figure("rereferrals", "earlier", value, source_year=year, period_label=label)
            for value, year, label in ((24.1, 2016, "2015/16"), (23.0, 2015, "2014/15")))]  # fmt: skip
    line = one("worst-quarter", rows)
    assert line["wording"] == (
        "Re-referrals within 12 months stood in England’s worst quarter in each of the last three years: 23.0% in 2014/15, 24.1% "
        "in 2015/16 and 25.0% in 2016/17; England 18.7% in 2016/17."
    )
    assert line["headline"] == "Re-referrals within 12 months: three years in England’s worst quarter"


def test_a_snapshot_is_of_its_day_and_what_is_returned_says_so():
    line = one("far-from-neighbours", [figure("cp_rate", period_label="31 March 2017")], origin="returned")
    assert line["wording"] == (
        "Children on protection plans stood at 22.8 per 10,000 as returned on 31 March 2017, higher than the average of its "
        "statistical neighbours, 18.0; England 18.7."
    )


def test_words_of_others_are_short_on_the_card_and_whole_elsewhere():
    text = "We would like to be challenged on how well early help holds families. " * 6
    line = one("focus-not-shown", [said(text), figure("rereferrals")], origin="self-view", theme="help_protection")
    assert "…”" in line["wording"] and len(line["wording"]) < 400 and text.strip() in line["full"]
    assert line["claim"] == text and line["chips"][0]["words"].endswith("…") and text in line["chips"][0]["full"]
    assert shortened("x" * 500, 40) == "x" * 39 + "…"
    assert shortened("שלום עולם " * 40, 20).endswith("…") and shortened("as it is", 20) == "as it is"


def test_markup_in_the_words_of_others_stays_text():
    line = one("ofsted", [said("<script>alert(1)</script> {kpi} [early help]", source="ofsted")], origin="ofsted")
    assert line["wording"] == "Ofsted’s key line of enquiry: “<script>alert(1)</script> {kpi} [early help]”"


def test_a_draft_starts_with_what_the_line_says():
    rows = [said(PLACED, "placement"), figure("caseload")]
    enabler = {"enabler": "engaging-partners", "enabler_name": "Engaging partners", "theme": "engaging-partners", "focus": None}
    draft = line_words.fields(one("own-placement", rows, origin="self-view", contrast="high-red", **enabler))
    assert draft["claim"] == "Engaging partners: good to great. Our board sees the figures each month."
    assert (draft["theme"], draft["focus"], draft["source"]) == ("engaging-partners", "", "self-view")
    plain = line_words.fields(one("worse-and-worsening", [figure("second_plans")]))
    assert (plain["claim"], plain["theme"], plain["focus"], plain["source"]) == ("", "help_protection", "Social Care", "data")
    assert set(plain) == {"headline", "claim", "explanation", "other_explanation", "wording", "theme", "focus", "source"}


def test_no_lines_give_an_empty_frame_with_its_columns():
    whole = one("worse-and-worsening", [figure("second_plans")])
    empty = pd.DataFrame(columns=["line", "kind", "caveats"])
    got = line_words.worded(empty, pd.DataFrame(columns=["line", "place"]), TEMPLATES, KINDS, CAVEATS, "Wirral", "North West")
    assert got.empty and {"wording", "chips", "caveats"} <= set(got.columns) <= set(whole.index)

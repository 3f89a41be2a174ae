"""Gentle checks of a challenge question: what is worth a look is said, what is fair is left alone, and nothing is ever blocked."""

from time import process_time

import pytest

from challenge import reference
from challenge.question_checks import checks

EXAMPLES = (  # of tone, from the description of the domain
    "Re-referrals have risen for two years and now stand above the North West and England while “assessed, not in need” is also "
    "high. Is the front door letting too much in, or closing too soon? How do you know which, and what did your last audit of "
    "repeat referrals change?",
    "Contact with care leavers is 97% but EET is 12 points below neighbours. Contact is not the barrier: what is, and for which "
    "young people?",
    "Top quartile three years running: what would a neighbour copy first, and will you host them?",
    "You place yourselves at good-to-great on the supporting apparatus, and four of fourteen KPIs were not returned. How do you "
    "square the two?",
)
THREE = (
    "Your pathway plans reach more young people than two years ago. For which group of care leavers has nothing changed, how do "
    "you know, and what will you do differently for them first?"
)


def figure(kpi, value=22.84, **other):
    """A row of evidence."""
    kpis = reference.table("kpis").set_index("kpi")
    about = kpis.loc[kpi, ["name", "short_name", "unit_short", "polarity"]].to_dict()
    years = {"status": "value", "part_year": False, "period_label": "2016/17", "previous_value": 17.1, "england": 18.7}
    return {"kpi": kpi, **about, "decimals": int(kpis.loc[kpi, "decimals"]), "value": value, **years, **other}


def keys(wording, *evidence, headline=""):
    return [suggestion.key for suggestion in checks({"headline": headline, "wording": wording}, evidence)]


def said(wording, *evidence):
    return [suggestion.words for suggestion in checks({"wording": wording}, evidence)]


@pytest.mark.parametrize("wording", [*EXAMPLES, *reference.table("contrasts")["question"]])
def test_the_examples_of_tone_are_left_alone(wording):
    assert keys(wording) == []


@pytest.mark.parametrize(
    ("closed", "open_one"),
    [
        ("Do you audit repeat referrals?", "What did your last audit of repeat referrals change?"),
        ("Is early help working", "Is it need, or recording? How do you know?"),
        ("Do schools or partners know about this?", "Is it a few schools or many?"),
        ("Have you looked at this or not?", "Have families changed, or has practice?"),
        ("When cases close, do you check on them?", "When do you check on them?"),
        ("Re-referrals rose. Isn’t it time for an audit?", "Re-referrals rose. Isn’t it time for an audit? What would it look at?"),
        ("Do you know how many children wait?", "Can you tell us how you know how many children wait?"),
        ("Given the above: is practice sound?", "Contact is not the barrier: what is?"),
        ("Are thresholds right, and are partners content?", "Tell us what partners make of thresholds."),
    ],
)
def test_a_question_that_yes_would_answer_is_closed(closed, open_one):
    assert keys(closed) == ["closed"]
    assert keys(open_one) == []


@pytest.mark.parametrize(
    ("chain", "told"),
    [
        ("Do you know why they return, and who decides, and what will you do? And why did nothing change?", ["closed", "several"]),
        ("Do you know why they return, and who decides?", ["closed"]),
        ("Is practice sound, and how do you know, and what will you do?", ["closed", "several"]),
        ("Do you know why they return, and what will you do?", []),
        ("Is practice sound, and how do you know?", []),
        ("Can you tell us how you know, and what would change?", []),
    ],
)
def test_a_chain_that_opens_closed_is_answered_by_yes_however_it_goes_on(chain, told):
    assert keys(chain) == told


@pytest.mark.parametrize(
    ("several", "fair"),
    [
        (THREE, THREE.replace("how do you know, ", "")),
        ("What changed? For whom? Who noticed?", "What changed? For whom, and who noticed?"),
        ("What changed and how do you know and what will you do next?", "How do you know what changed, and where it did not?"),
        ("What works, and why? How do you know, and who says so?", "What works, which we ask of all, and why?"),
    ],
)
def test_more_than_one_answer_can_hold_is_several_in_one(several, fair):
    assert keys(several) == ["several"]
    assert keys(fair) == []


def test_of_several_it_says_what_could_be_kept():
    assert said(THREE) == [
        "Three questions in one. The group may prefer to keep “For which group of care leavers has nothing changed, how do you "
        "know”."
    ]


@pytest.mark.parametrize(
    ("restated", "fair"),
    [
        ("What lies behind 22.8%?", "What lies behind 22.9%?"),
        ("What lies behind 22.8 per cent?", "What of the 23 young people?"),
        ("What lies behind 23%?", "What of those aged 22 or 23?"),
        ("What lies behind 23 percent?", "What changed in 2016/17?"),
        ("Why was it 17.1% before?", "Why within 17 weeks?"),
        ("Why not 18.7, as in England?", "Why version 18.7.1?"),
    ],
)
def test_a_number_of_the_evidence_is_not_said_again(restated, fair):
    evidence = figure("second_plans")
    assert keys(restated, evidence) == ["restates"]
    assert keys(fair, evidence) == [] and keys(restated) == []


def test_a_rate_is_not_said_again_and_a_section_is_no_rate():
    s47 = figure("s47", 1204.0)
    assert keys("What do 1,204 enquiries per 10,000 lead to?", s47) == ["restates"]
    assert keys("What do Section 47 enquiries lead to for a child of 12?", s47) == []


@pytest.mark.parametrize(
    ("judging", "fair"),
    [
        ("Why is the s47 rate so poor?", "What makes the s47 rate higher than neighbours’?"),
        ("What explains s47 enquiries being too high?", "What would have helped children better?"),
        ("What makes these figures worse than England’s?", "What do your Good or Outstanding schools see?"),
    ],
)
def test_a_context_figure_is_not_judged(judging, fair):
    assert keys(judging, figure("s47", 209.0)) == ["judges"]
    assert keys(fair, figure("s47", 209.0)) == [] and keys(judging, figure("second_plans")) == []


def test_beside_other_figures_a_judgement_counts_where_it_names_the_context_figure():
    both = (figure("s47", 209.0), figure("second_plans"))
    assert keys("Why have second plans become worse?", *both) == []
    assert keys("What is behind this?", *both, headline="Section 47 enquiries: worse than England") == ["judges"]
    assert said("Why are Section 47 enquiries so bad?", *both) == [
        "“bad” judges, and of Section 47 enquiries started neither end is good. Neutral would be: higher or lower than, and what "
        "explains it."
    ]


def test_part_of_a_year_and_what_is_suppressed_are_named():
    part, held = figure("rereferrals", part_year=True, period_label="Latest"), figure("short_plans", None, status="suppressed")
    assert said("What changed?", part) == [
        "Re-referrals within 12 months, Latest: part of a year. It may be safer to rest on the last full year."
    ]
    assert keys("What changed?", held) == ["suppressed"]
    assert keys("What changed?", figure("rereferrals"), figure("s47", None, status="not_returned", part_year=True)) == []


@pytest.mark.parametrize(
    ("blaming", "fair"),
    [
        ("How did you fail these children?", "What makes a plan a failsafe?"),
        ("Why haven’t you changed this, and how will you?", "Why has this not changed?"),
        ("What explains such poor performance?", "What would poorer families say?"),
        ("What is your excuse?", "From what would you like to be excused?"),
        ("Who is to blame?", "What does “a failing service” in Ofsted’s letter mean to you?"),
        ("How is this unacceptable position to end?", "What would be acceptable to families?"),
    ],
)
def test_words_that_blame_are_named_with_others_to_try(blaming, fair):
    assert keys(blaming) == ["blaming"]
    assert keys(fair) == []
    assert "may be heard as blame" in said(blaming)[0] and "with " in said(blaming)[0]


def test_sixty_words_are_not_too_many_and_sixty_one_are():
    assert keys("What " + "now " * 58 + "then?") == []
    assert said("What " + "now " * 59 + "then?") == ["61 words. Up to 60 are easier to answer; the evidence holds the rest."]


@pytest.mark.parametrize("wording", ["", "   ", "?", "👩‍👧‍👦 🙂", "كيف تعرفون ذلك؟", "<script>alert(1)</script>", "\x00", "…", "“"])
def test_anything_may_be_typed(wording):
    assert checks({"wording": wording, "headline": wording}, [figure("s47")]) == []
    assert checks({}) == [] and checks({"wording": None}) == []


@pytest.mark.parametrize(
    "piece",
    ["what and how ", "is it, or ", ", which", "“", "(“", "can you tell ", "1,", "1 ", "?", "é🙂", "a", "</script>", "22.8% "],
)
def test_fifty_thousand_characters_are_looked_at_at_once(piece):
    text = (piece * 50_000)[:50_000]
    evidence = [figure("second_plans"), figure("s47", 209.0)] * 4
    took = []
    for _ in range(3):
        begun = process_time()
        checks({"wording": text, "headline": text}, evidence)
        took.append(process_time() - begun)
    assert min(took) < 0.05


def test_each_suggestion_is_a_sentence_or_two():
    found = checks(
        {"wording": "Do you fail them? " + "so " * 60 + "is s47 too high at 209 per 10,000? And who? And when?", "headline": ""},
        [figure("s47", 209.0, part_year=True)],
    )
    assert [one.key for one in found] == ["several", "restates", "judges", "part-year", "blaming", "long"]
    for one in found:
        assert one.words.endswith(".") and "  " not in one.words and one.words.count(". ") <= 2, one.words

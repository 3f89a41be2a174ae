"""Labels are matched by their words: what people retype lands right or is asked, and what is another row never lands."""

import pytest

from challenge.returns import form
from challenge.returns.labels import label
from challenge.returns.matching import ACCEPTED, ASKED, LEAD, Matcher
from tests.returns.labels_never import NEVER
from tests.returns.labels_retyped import MEANT, RETYPED
from tests.returns.labels_unseen import MEANT_UNSEEN, NEVER_UNSEEN

MATCHER = Matcher(form.form("north-west"))
# Both are taken, to be confirmed: ages 19–21 are the published definition, not the form's.
OTHER_AGES = 2
# Shares on the lists the matcher was tuned on, so they flatter it: what to expect of new labels is measured on the unseen ones.
OUTRIGHT_AT_LEAST = 0.98
ASKED_AT_MOST = 0.45


def test_the_lists_are_long_enough_to_mean_something():
    assert len(RETYPED) >= 120 and len(NEVER) >= 80
    assert {number for number, _ in RETYPED} == set(range(1, 15)) and min(len(each.splitlines()) for each in MEANT.values()) >= 9


@pytest.mark.parametrize(("number", "text"), RETYPED)
def test_a_retyped_label_is_its_kpi_or_is_asked_and_never_another(number, text):
    found = MATCHER.match(text)
    assert found.near
    assert (found.asked.number if found.asked else number) == number
    assert not found.maybe or number in [asked.number for asked in found.maybe]


@pytest.mark.parametrize("text", NEVER)
def test_a_near_miss_is_never_taken(text):
    assert MATCHER.match(text).asked is None


def test_the_share_of_retyped_labels_taken_outright_holds():
    taken = [text for number, text in RETYPED if MATCHER.match(text).asked and not MATCHER.match(text).doubt]
    assert len(taken) / len(RETYPED) >= OUTRIGHT_AT_LEAST
    assert sum(MATCHER.match(text).doubt != "" for _, text in RETYPED) == OTHER_AGES


def test_the_share_of_near_misses_asked_about_holds():
    assert sum(bool(MATCHER.match(text).maybe) for text in NEVER) / len(NEVER) <= ASKED_AT_MOST


def test_the_thresholds_leave_room_on_both_sides():
    taken = min(MATCHER.match(text).score for _, text in RETYPED)
    assert taken >= ACCEPTED > ASKED and LEAD > 0
    refused = [MATCHER.match(text).score for text in NEVER if not MATCHER.match(text).near]
    assert max(refused) < ASKED


def test_the_forms_own_labels_are_taken_whatever_case_and_dashes():
    for asked in form.form("north-west").asked:
        for text in (asked.label, *asked.also, asked.label.upper(), asked.label.replace(" ", "\u00a0"), f"  {asked.label} "):
            assert MATCHER.match(text).asked == asked, text


def test_a_key_is_a_label_too():
    assert MATCHER.match("leavers_eet").asked.number == 13


@pytest.mark.parametrize(
    "text", ["KPI 3 re-refs", "3. re-referrals", "3) re-referrals", "[3] re-referrals", "3 - re-referrals", "re-referrals (KPI 3)"]
)
def test_a_number_that_agrees_is_read_and_says_nothing(text):
    found = MATCHER.match(text)
    assert found.asked.number == label(text).number == 3 and not found.doubt


def test_a_spoken_number_against_the_words_is_asked():
    found = MATCHER.match("KPI 7 - CP plans lasting 3 months or less")
    assert found.asked is None and {asked.number for asked in found.maybe} == {6, 7} and "numbered 7" in found.doubt


def test_mere_numbering_against_the_words_is_confirmed():
    found = MATCHER.match("1. Re-referral rate")
    assert found.asked.number == 3 and "numbered 1" in found.doubt


@pytest.mark.parametrize(
    "text", ["12 months re-referrals", "3 months or less CP plans", "10,000 rate of s47", "17-21 care leavers in EET"]
)
def test_a_quantity_is_no_number_of_a_kpi(text):
    assert label(text).number is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12mths+", "12 months or more"),
        ("twelve months", "12 months"),
        ("under 3 months", "three months or less"),
        ("s.47", "Section 47"),
        ("per 10k", "per 10,000"),
        ("LAC", "children looked after"),
        ("aged 17 to 21", "17–21"),
    ],
)
def test_two_ways_of_writing_are_one(one, other):
    assert (label(one).words, label(one).measures) == (label(other).words, label(other).measures)


@pytest.mark.parametrize(
    ("one", "other"),
    [("12 months or more", "within 12 months"), ("in EET", "not in EET"), ("suitable", "unsuitable"), ("in touch", "not in touch")],
)
def test_what_turns_a_meaning_round_is_kept(one, other):
    assert label(one).words != label(other).words


def test_a_year_in_the_label_is_confirmed():
    found = MATCHER.match("Re-referral rate 2016/17")
    assert found.asked.number == 3 and "year" in found.doubt


def test_a_paragraph_is_no_label():
    assert not MATCHER.match("re-referral rate " * 40).near


def test_within_two_years_is_confirmed_for_repeat_plans():
    found = MATCHER.match("% second or subsequent CP plans within two years")
    assert found.asked.number == 7 and "two years" in found.doubt


def test_of_labels_never_tuned_on_none_lands_wrong_and_most_are_taken_or_asked():
    unseen = [(number, MATCHER.match(text)) for number, texts in MEANT_UNSEEN.items() for text in texts]
    assert all(found.asked.number == number for number, found in unseen if found.asked)
    # Measured when they were written: 34 of 60 taken, 23 asked, 3 passed over.
    assert sum(found.asked is not None for _, found in unseen) / len(unseen) >= 0.55
    assert sum(found.near for _, found in unseen) / len(unseen) >= 0.95
    assert [text for text in NEVER_UNSEEN if MATCHER.match(text).asked] == []

"""Which question a text is: every wording of the form, with slips and freely reworded, and never a sentence of an answer."""

import random

import pytest

from challenge.returns import narrative, questions
from challenge.returns.form import form
from challenge.returns.wordings import wordings_of
from tests.returns.documents_made import document

FORM = form("north-west")
KNOWN = wordings_of(FORM)
STEADY = "What does a steady state look like in your local area and how will your plans shape the future position?"


def answers(*parts):
    return narrative.find(document(*parts), FORM)[0]


def text_of(found, item):
    return [answer.text for answer in found if answer.item == item]


@pytest.mark.parametrize("question", FORM.questions, ids=lambda question: question.item)
def test_every_wording_of_the_form_finds_its_own_question(question):
    for wording in (question.label, *question.also):
        group = next(group for section in FORM.sections for group in section.groups if question in group.questions)
        found = answers(group.title, wording, "An answer of our own.")
        assert text_of(found, question.item) == ["An answer of our own."], wording


def test_slips_of_typing_find_the_same_question_and_never_another():
    generator = random.Random(4)
    tried = unfound = 0
    for question in FORM.questions:
        for wording in (question.label, *question.also):
            for _ in range(12):
                letters = list(wording)
                for _ in range(max(1, len(letters) // 20)):
                    at = generator.randrange(len(letters))
                    letters[at : at + generator.choice((0, 1))] = generator.choice(("", "e", " ", "t"))
                match = questions.asked("".join(letters), KNOWN)
                tried += 1
                unfound += match is None
                assert match is None or question in match.questions, "".join(letters)
    assert tried > 1000
    assert unfound < tried * 0.03


@pytest.mark.parametrize(
    ("heading", "item"),
    [
        ("Strengths we would share", "strengths"),
        ("3. What are your strengths to share?", "strengths"),
        ("Changes in local context since the last challenge", "context"),
        ("How timely are EHC plans?", "ehc-timeliness"),
        ("Electively home educated children", "home-education"),
        ("Q12. How are you prioritising investment to meet need", "investment"),
        ("Is local SEND provision sufficient to meet local need?", "send-sufficiency"),
    ],
)
def test_a_renamed_heading_finds_its_question(heading, item):
    assert text_of(answers("## " + heading, "Our words."), item) == ["Our words."]


@pytest.mark.parametrize(
    "sentence",
    [
        "Our strengths are many and we will share them across the region in the spring.",
        "We have put investment where need is greatest and know the risks.",
        "Progress 8 rose in our secondary schools by a tenth.",
        "What did we learn? That thresholds had drifted.",
        "The local offer was relaunched in May with parents.",
        "Caseloads are now 16.2 and allow work built on relationships.",
        "Key priorities for 2017/18 are set out in our plan on a page.",
        "Capacity remains a concern in two of our teams.",
    ],
)
def test_a_sentence_of_an_answer_is_never_taken_for_a_question(sentence):
    found, problems = narrative.find(document("Help and protection", STEADY, "First.", sentence, "Last."), FORM)
    assert text_of(found, "protection-steady-state") == [f"First.\n{sentence}\nLast."]
    assert problems == []

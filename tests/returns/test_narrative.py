"""Answers of a self-view: each question finds what is written under it, wherever it stands, and nothing written is lost."""

import random

from challenge.returns import narrative
from challenge.returns.document import Cell, Text
from challenge.returns.form import form
from tests.returns.documents_made import document, table

FORM = form("north-west")
STEADY = "What does a steady state look like in your local area and how will your plans shape the future position?"
STRENGTHS = (
    "Having completed this self-view what do you consider your key areas of strength for sharing in your Improvement Alliance/ "
    "across the region? "
)
INVESTMENT = "How are you prioritising investment to meet need and what risks does this create?"
LEARNING = (
    "How confident are you that you are a learning organisation that delivers continuous improvements in quality and outcomes?"
)
OFSTED = "Ofsted Annual Conversation actions 2016/17 and evidence of progress/impact"
PEER = "Peer Challenge Forum actions 2016/17 and evidence of progress/impact"
CONTEXT = "Please outline, in brief, any changes to the LA context for 2017/18"
HINT = (
    "Eg have you adapted your delivery models in any way to respond to the changing policy, structural and statutory environment?"
)


def answers(*parts, kind="word"):
    return narrative.find(document(*parts, kind=kind), FORM)[0]


def text_of(found, item, part=""):
    return [answer.text for answer in found if answer.item == item and (not part or answer.part == part)]


def test_text_below_a_question_is_its_answer_until_the_next_question():
    found = answers(
        "SECTION 2", "• " + INVESTMENT, "We moved £2m to early help.", "• It is a risk.", "• " + LEARNING, "Our audits say so."
    )
    assert [(each.item, each.text, each.place) for each in found] == [
        ("investment", "We moved £2m to early help.\n• It is a risk.", "paragraph 3"),
        ("learning-organisation", "Our audits say so.", "paragraph 6"),
    ]


def test_the_same_question_in_two_groups_is_told_apart_by_its_heading():
    found = answers("Children in Care and Care Leavers", STEADY, "Fewer in care.", "Help and Protection", STEADY, "Fewer plans.")
    assert text_of(found, "care-steady-state") == ["Fewer in care."]
    assert text_of(found, "protection-steady-state") == ["Fewer plans."]


def test_the_kpis_above_tell_the_group_when_its_heading_was_renamed():
    figures = [["", "2015/16", "2016/17", "Latest"], ["% Care Leavers now aged 17-21 in EET", "51", "52", "53"]]
    assert text_of(answers("Our children", figures, STEADY, "Fewer in care."), "care-steady-state") == ["Fewer in care."]


def test_the_same_question_under_no_heading_is_a_problem_and_its_text_is_kept():
    found, problems = narrative.find(document("Self-view", STEADY, "Fewer in care."), FORM)
    assert [(each.item, each.part, each.text) for each in found] == [("other", STEADY, "Fewer in care.")]
    assert len(problems) == 1
    assert "Help and protection" in problems[0].found
    assert "Children in care" in problems[0].found
    assert not problems[0].blocks


def test_the_paper_itself_filled_in_nowhere_has_no_answer():
    paper = document(
        "SECTION 1",
        FORM.prompts[2],
        [[f"{OFSTED}\nPlease list"], [f"{PEER}\n\nPlease list"]],
        [[f"{CONTEXT}\n{HINT}"]],
        "SECTION 2",
        "CHILDREN’S SOCIAL CARE AND SAFEGUARDING",
        FORM.prompts[3],
        "Creating environments where social work can flourish",
        [
            ["Key Performance Indicator", "2015/16", "2016/17", "Latest"],
            ["Average Social Worker caseload at 30 September/period end", "17.1", "16.9", "17.4 (Q2)"],
        ],
        "• " + INVESTMENT,
        "• " + LEARNING,
        "Help and Protection",
        "• " + STEADY,
        "SECTION 3 ",
        "SEND/HEALTH PARTNERSHIP ",
        "Progress the LA is making with the implementation of the reforms:",
        "a) The development of EHC assessments / plans",
        "b) The local offer",
        "i) Data scorecard / monitoring / audit tools",
        "Please provide a summary statement on the following:-",
        "• The aspects of the SEND reforms that are proving particularly challenging",
        "• Key priorities for 2017/18",
        "EDUCATION",
        "• pupil outcomes",
        "• school performance",
        "• system leader capacity. ",
        "Pupil outcomes",
        "SECTION 4",
        "Peer Challenge Focus",
        [[STRENGTHS]],
        "Appendix 1 ",
        "How do you assess yourselves on this grid? ",
    )
    assert narrative.find(paper, FORM) == ([], [])


def test_an_answer_stands_in_the_cell_of_its_question_beside_it_or_below_it():
    same = answers([[f"{CONTEXT}\n{HINT}\nWe joined a trust.\nAnd left it."]])
    beside = answers([[CONTEXT, "We joined a trust.\nAnd left it."]])
    below = answers([[CONTEXT], ["We joined a trust.\nAnd left it."]])
    for found in (same, beside, below):
        assert text_of(found, "context") == ["We joined a trust.\nAnd left it."]
    assert beside[0].place == "table 1, row 1, column 2"


def test_questions_side_by_side_have_their_answers_below():
    strengths = "Strengths to share in your alliance and across the region"
    wanted = "Focus you would welcome peer challenge on"
    found = answers([[strengths, wanted], ["Our front door", "Neglect"]])
    assert (text_of(found, "strengths"), text_of(found, "focus-wanted")) == (["Our front door"], ["Neglect"])


def test_actions_come_from_columns_by_their_headings():
    rows = [
        ["No.", "Impact", "Action", "Progress", "RAG"],
        ["1", "Fewer", "Audit plans", "Done", "Green"],
        ["2", "", "Train staff", "Begun", ""],
    ]
    found = answers(OFSTED, rows)
    assert [(each.entry, each.part, each.text) for each in found] == [
        (1, "impact", "Fewer"),
        (1, "action", "Audit plans"),
        (1, "progress", "Done\nRAG: Green"),
        (2, "action", "Train staff"),
        (2, "progress", "Begun"),
    ]
    assert {each.item for each in found} == {"ofsted-actions"}


def test_actions_come_from_bullets_each_its_own_entry():
    found = answers(PEER, "• Reduce re-referrals", "Progress: down by 4 points", "Impact: fewer children wait", "• Peer audits")
    assert [(each.item, each.entry, each.part, each.text) for each in found] == [
        ("peer-actions", 1, "action", "Reduce re-referrals"),
        ("peer-actions", 1, "progress", "down by 4 points"),
        ("peer-actions", 1, "impact", "fewer children wait"),
        ("peer-actions", 2, "action", "Peer audits"),
    ]


def test_actions_in_the_cell_of_their_question_are_split_and_the_hint_is_left_out():
    found = answers(
        [[f"{OFSTED}\nPlease list\n• Stronger MASH\n• Voice of the child"], [f"{PEER}\nPlease list\n1. Neglect toolkit"]]
    )
    assert text_of(found, "ofsted-actions") == ["Stronger MASH", "Voice of the child"]
    assert text_of(found, "peer-actions") == ["1. Neglect toolkit"]


def test_one_table_may_hold_both_lists_of_actions():
    rows = [
        [OFSTED, Cell(OFSTED, "", spans=True), Cell(OFSTED, "", spans=True)],
        ["Action", "Progress", "Impact"],
        ["a", "b", "c"],
        [PEER, Cell(PEER, "", spans=True), Cell(PEER, "", spans=True)],
        ["Action", "Progress", "Impact"],
        ["d", "e", "f"],
    ]
    found = answers(rows)
    assert [(each.item, each.text) for each in found] == [
        *[("ofsted-actions", text) for text in "abc"],
        *[("peer-actions", text) for text in "def"],
    ]


def test_small_headings_are_kept_where_something_is_written_under_them():
    found = answers(
        "SEND/HEALTH PARTNERSHIP",
        "Progress the LA is making with the implementation of the reforms:",
        "a) The development of EHC assessments / plans",
        "All converted.",
        "b) The local offer",
        "c) Personal budgets",
        "Twelve in place.",
    )
    assert text_of(found, "send-progress") == [
        "a) The development of EHC assessments / plans\nAll converted.\nc) Personal budgets\nTwelve in place."
    ]


def test_figures_are_no_answer_but_words_among_them_are_kept():
    rows = [
        ["Key Performance Indicator", "2015/16", "2016/17", "Latest"],
        ["% referrals within 12 months of previous referral", "18.4%", "19.0%", "17.2% (Q2)"],
        ["Re-referrals fell after the front door was joined up with early help in May.", "", "", ""],
    ]
    found = answers("Help and Protection", rows)
    assert [(each.item, each.part, each.text) for each in found] == [
        ("other", "Help and Protection", "Re-referrals fell after the front door was joined up with early help in May.")
    ]


def test_a_table_of_the_authority_s_own_inside_an_answer_stays_in_it():
    found = answers(INVESTMENT, "See below.", [["Service", "Spend"], ["Early help", "£2m"]], "And more to come.")
    assert text_of(found, "investment") == ["See below.\nService | Spend\nEarly help | £2m\nAnd more to come."]


def test_what_belongs_to_no_question_is_kept_with_its_heading():
    found = answers("SECTION 2", "Domestic abuse has been our theme of the year.", "# Our own chapter", "More words of ours.")
    assert [(each.item, each.entry, each.part, each.text) for each in found] == [
        ("other", 1, "SECTION 2", "Domestic abuse has been our theme of the year."),
        ("other", 2, "Our own chapter", "More words of ours."),
    ]


def test_a_strange_heading_as_large_as_the_form_s_ends_an_answer_and_a_smaller_one_does_not():
    label = "## How do you put investment where need is, and what do you risk?"
    inside = answers(label, "A.", "### Early help", "B.")
    after = answers(label, "A.", "## Early help", "B.")
    assert text_of(inside, "investment") == ["A.\nEarly help\nB."]
    assert text_of(after, "investment") == ["A."]
    assert text_of(after, "other") == ["B."]


def test_moved_sections_lose_nothing():
    blocks = [
        ("Peer Challenge Focus", "Focus you would welcome peer challenge on", "focus-wanted"),
        ("Help and protection", STEADY, "protection-steady-state"),
        ("Children in care and care leavers", STEADY, "care-steady-state"),
        ("Creating environments where social work can flourish", INVESTMENT, "investment"),
        ("Capacity", "Where are the pressures in capacity in the school led system", "capacity-pressures"),
    ]
    generator = random.Random(1)
    for _ in range(30):
        generator.shuffle(blocks)
        found = answers(*[part for title, question, item in blocks for part in (title, question, f"Words on {item}.")])
        assert {each.item: each.text for each in found} == {item: f"Words on {item}." for _, _, item in blocks}


def test_text_boxes_are_read_in_place_and_footnotes_beside():
    found = answers(
        INVESTMENT,
        Text("In a box.", "text box 1, paragraph 1", stands_in="text box"),
        Text("As of May.", "footnote 1, paragraph 1", stands_in="footnote"),
        Text("Bury Council", "header", stands_in="header"),
    )
    assert [(each.item, each.part, each.text) for each in found] == [
        ("investment", "", "In a box."),
        ("other", "footnote", "As of May."),
    ]


def test_a_table_in_a_cell_belongs_to_the_question_of_that_cell():
    outer = table([[INVESTMENT, "See the table."], [LEARNING, "We learn."]], "table 1")
    inner = table([["Early help", "£2m"]], "table 2 (inside table 1, row 1, column 2)")
    found = answers(outer, inner)
    assert text_of(found, "investment") == ["See the table.\nEarly help | £2m"]
    assert text_of(found, "learning-organisation") == ["We learn."]


def test_a_question_answered_twice_keeps_both_and_says_so():
    found, problems = narrative.find(document(INVESTMENT, "One.", LEARNING, "Two.", INVESTMENT, "Three."), FORM)
    assert text_of(found, "investment") == ["One.\nThree."]
    assert "twice" in problems[0].found


def test_a_sheet_of_questions_with_answers_beside_is_read_and_a_hidden_sheet_is_not():
    rows = [
        ["Section", "Question", "Answer"],
        ["Help and protection", STEADY, "Fewer plans."],
        ["Children in care and care leavers", STEADY, "Fewer in care."],
        ["1.3", CONTEXT, "A new trust."],
        ["1.4", INVESTMENT, ""],
    ]
    hidden = table([["Poor to fair"], ["Fair to good"]], "sheet Lists", "Lists", hidden=True)
    found = answers(table(rows, "sheet Questions", "Questions"), hidden, kind="workbook")
    assert {each.item: each.text for each in found} == {
        "protection-steady-state": "Fewer plans.",
        "care-steady-state": "Fewer in care.",
        "context": "A new trust.",
    }


def test_a_question_in_two_paragraphs_leaves_no_piece_of_itself_in_the_answer():
    found = answers(
        "Is local SEND provision sufficient to meet local need?",
        "Which needs are met through placements in independent special schools?",
        "Mostly autism.",
    )
    assert text_of(found, "send-sufficiency") == ["Mostly autism."]


def test_an_answer_may_follow_its_question_on_the_same_line():
    assert text_of(answers("Timeliness of EHC process / Compliance: 62% in 20 weeks"), "ehc-timeliness") == ["62% in 20 weeks"]

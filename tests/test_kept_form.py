"""What a form that is kept in the browser sends is taken for what its fields are, whatever came."""

import pytest

from challenge.kept_form import Field, Form, letter

FORM = Form(
    "ofsted write",
    (
        Field("text", "Line", "text"),
        Field("area", "Whose", "one", (("wirral", "Wirral"),)),
        Field("areas", "About", "some", (("wirral", "Wirral"), ("bury", "Bury"))),
        Field("out", "Leave out", "tick"),
    ),
    "Add",
)
SENT = {"id": "one", "session": "mine", "values": {"text": "How? 🙂", "area": "wirral", "areas": ["bury"], "out": True}, "seen": 3}


def test_a_letter_brings_the_words_and_choices_of_its_form():
    got = letter(SENT, FORM, "mine")
    assert (got.id, got.kind, got.item, got.seen, got.values) == ("one", "send", "", 3, SENT["values"])


@pytest.mark.parametrize(
    ("sent", "values"),
    [
        ({"values": {}}, {"text": "", "area": "", "areas": [], "out": False}),
        ({"values": "no"}, {"text": "", "area": "", "areas": [], "out": False}),
        (
            {"values": {"text": ["<b>"], "area": "atlantis", "areas": ["atlantis", 4, "wirral"], "out": "yes"}},
            {"text": "", "area": "", "areas": ["wirral"], "out": False},
        ),
    ],
)
def test_what_no_field_can_hold_is_not_taken(sent, values):
    assert letter(SENT | sent, FORM, "mine").values == values


def test_nothing_is_taken_back_by_a_form_that_does_not_offer_it_and_no_letter_of_another_session_counts():
    assert letter(SENT | {"kind": "withdraw"}, FORM, "mine").kind == "send"
    assert [letter(sent, FORM, "mine") for sent in (None, [], {}, SENT | {"session": "theirs"}, SENT | {"id": 4})] == [None] * 5

"""Who reads and acts: what is declared, as it stands on what they make."""

from challenge.access import Person, plain_name


def test_a_name_keeps_its_letters_and_loses_what_would_turn_the_line():
    assert plain_name("  Zoë O’Neill ") == "Zoë O’Neill"
    assert plain_name("\u202eAnn\u2067 Lee") == "Ann Lee"
    assert plain_name("ליאה") == "ליאה"


def test_somebody_is_named_as_declared_and_not_authenticated():
    assert Person("Ann Lee", "Authority").declared == "Ann Lee, Authority (declared, not authenticated)"
    assert Person("", "Authority").declared.startswith("No name given, ")

"""Issuing on screen: what is missing is asked, what changed meanwhile is shown, a correction needs its reason; and an authority
reads what was issued to it, and nothing else."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from challenge import access, focusing, issuing, questions, session, sheet, store
from challenge.access import ROLES, Person
from challenge.store import Store

ANN, BEN = Person("Ann Lee", ROLES[0]), Person("Ben Fry", ROLES[0])
CYCLE = "2017-18"


@pytest.fixture(scope="module")
def served(practice_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A practice store these tests write to, as the one a server has open; each writes about its own authority, of which nothing
    was asked before."""
    own = tmp_path_factory.mktemp("issuing") / "store"
    shutil.copytree(practice_folder, own)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("CHALLENGE_STORE", str(own))
        yield store.shared()
        store.close_shared()


class Shown:
    """One browser session on a screen: what it said at its last run, and what can be pressed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, screen: str, area: str, who: Person) -> None:
        self.said: dict[str, str] = {}
        self.files: dict[str, bytes] = {}
        monkeypatch.setattr(sheet, "show", self._show)
        monkeypatch.setattr(session.rug, "mount", lambda *_: None)
        monkeypatch.setattr(st, "download_button", self._offer)
        self.run = AppTest.from_function(_drawn, args=(screen,), default_timeout=60)
        self.run.query_params.update({"cycle": CYCLE, "area": area})
        self.run.session_state["declared"] = who
        self.again()

    def _show(self, _: str, data: dict, key: str, **__: object) -> None:
        if key == "masthead":
            # A press may draw the screen twice: what was said first is gone.
            self.said.clear()
        self.said[key] = " ".join(sheet.to_text(tree) for tree in data.get("tree", []))

    def _offer(self, label: str, data: object, file_name: str, **_: object) -> bool:
        self.files[file_name] = data
        return False

    def again(self) -> None:
        self.said.clear()
        self.files.clear()
        assert not self.run.run().exception

    def press(self, key: str) -> None:
        self.said.clear()
        self.files.clear()
        assert not self.run.button(key=key).click().run().exception

    def offers(self, key: str) -> bool:
        return any(button.key == key for button in self.run.button)

    @property
    def whole(self) -> str:
        return "\n".join(self.said.values())


def _drawn(name: str) -> None:
    from challenge import session

    session.draw(name)


def agreed(held: Store, area: str, question: str, headline: str) -> int:
    fields = {"headline": headline, "wording": f"{headline}: how do you know?", "claim": f"{headline} claim"}
    revision = questions.begin(held, question, CYCLE, area, fields, ANN).revision
    for state in ("proposed", "agreed"):
        revision = questions.move(held, question, state, revision, ANN).revision
    return revision


def issued(held: Store, area: str) -> list[tuple]:
    sql = "select version, focus, correction, actor from issue_entry where area = ? order by version"
    return held.connection.cursor().execute(sql, [area]).fetchall()


def test_issuing_asks_for_what_is_missing_and_goes_on_without_at_a_second_press(served: Store, monkeypatch: pytest.MonkeyPatch):
    agreed(served, "oldham", "oldham one", "In touch")
    screen = Shown(monkeypatch, "questions", "oldham", ANN)
    assert "would hold one question" in screen.said["issue"] and "1. " not in screen.said["was issued"]
    assert not screen.offers("issue without")
    screen.press("issue now")
    assert "No focus is chosen for Oldham." in screen.said["issue lacks"] and issued(served, "oldham") == []
    screen.press("issue not yet")
    assert "issue lacks" not in screen.said and issued(served, "oldham") == []
    screen.press("issue now")
    screen.press("issue without")
    assert issued(served, "oldham") == [(1, "", "", "Ann Lee")]
    assert "Version 1 was issued to Oldham" in screen.said["issued now"] and "by Ann Lee" in screen.said["issued now"]
    assert "nothing needs to be issued" in screen.said["issue"] and not screen.offers("issue now")
    assert any("version-1" in name and name.startswith("NOT FOR OFSTED practice-") for name in screen.files)


def test_what_changed_between_screen_and_press_is_shown_and_nothing_is_issued(served: Store, monkeypatch: pytest.MonkeyPatch):
    first = agreed(served, "bury", "bury one", "In touch")
    focusing.choose(served, CYCLE, "bury", "both", "", 0, ANN)
    screen = Shown(monkeypatch, "questions", "bury", ANN)
    questions.move(served, "bury one", "proposed", first, BEN)
    agreed(served, "bury", "bury two", "Second plans")
    screen.press("issue now")
    told = screen.said["not issued"]
    assert "“In touch” was agreed and is proposed now, by Ben Fry." in told and "“Second plans” is new, by Ann Lee: agreed." in told
    assert issued(served, "bury") == [] and "Second plans" in screen.said["issue"]
    focusing.choose(served, CYCLE, "bury", "Education", "GLD", 1, BEN)
    screen.press("issue now")
    assert (
        "The focus was Education and Social Care and is Education now." in screen.said["not issued"]
        and issued(served, "bury") == []
    )
    screen.press("issue now")
    assert issued(served, "bury") == [(1, "Education", "", "Ann Lee")] and "not issued" not in screen.said


def test_a_correction_needs_its_reason_and_says_what_would_no_longer_be_asked(served: Store, monkeypatch: pytest.MonkeyPatch):
    sent = {
        "salford one": agreed(served, "salford", "salford one", "In touch"),
        "salford two": agreed(served, "salford", "salford two", "Second plans"),
    }
    focusing.choose(served, CYCLE, "salford", "both", "", 0, ANN)
    issuing.issue(served, CYCLE, "salford", sent, ANN)
    questions.move(served, "salford two", "draft", sent["salford two"] + 1, ANN)
    screen = Shown(monkeypatch, "questions", "salford", BEN)
    assert "it would no longer be asked unless it is agreed again.Second plans" in screen.said["issue"]
    screen.press("issue now")
    assert (
        "No reason for the correction" in screen.said["not issued"].replace("no reason", "No reason")
        and len(issued(served, "salford")) == 1
    )
    screen.run.text_input(key=f"why {CYCLE} salford 2").set_value("It was asked twice.")
    screen.press("issue now")
    assert issued(served, "salford")[1:] == [(2, "both", "It was asked twice.", "Ben Fry")]
    assert "No longer asked: Second plans" in screen.said["was issued"]
    assert screen.said["issued now"].endswith("Its Word file stands below.")
    questions.move(served, "salford one", "draft", sent["salford one"] + 1, ANN)
    screen.again()
    assert "Version 3 is being prepared: until it is issued, version 2 counts." in screen.said["issued now"]


def test_nobody_issues_without_a_name_or_on_an_earlier_day(served: Store, monkeypatch: pytest.MonkeyPatch):
    agreed(served, "tameside", "tameside one", "In touch")
    screen = Shown(monkeypatch, "questions", "tameside", access.READER)
    assert screen.run.button(key="issue now").disabled and "Say who you are" in screen.said["who issues"]
    screen.run.query_params["as_of"] = "2017-11-16"
    screen.again()
    assert not screen.offers("issue now") and "In touch" not in screen.whole


def test_an_authority_reads_what_was_issued_to_it_and_nothing_else(served: Store, monkeypatch: pytest.MonkeyPatch):
    own = Person("Cat Roe", "Authority")
    before = Shown(monkeypatch, "self_check", "wigan", own)
    assert "Nothing has been issued to Wigan yet." in before.said["asked"]
    sent = agreed(served, "wigan", "wigan one", "In touch")
    agreed(served, "wigan", "wigan two", "UNSEEN agreed")
    questions.begin(served, "wigan three", CYCLE, "wigan", {"headline": "UNSEEN draft", "claim": "UNSEEN claim"}, ANN)
    questions.comment(served, "wigan one", "UNSEEN comment", ANN)
    focusing.choose(served, CYCLE, "wigan", "Education", "Attainment.", 0, ANN)
    two = questions.move(served, "wigan two", "proposed", 3, ANN)
    issuing.issue(served, CYCLE, "wigan", {"wigan one": sent}, ANN)
    assert two.state == "proposed"
    again = questions.move(served, "wigan one", "draft", sent + 1, ANN)
    questions.write(served, "wigan one", {"wording": ("UNSEEN correction?", again.revision)}, ANN)
    focusing.choose(served, CYCLE, "wigan", "both", "UNSEEN reason", 1, ANN)
    screen = Shown(monkeypatch, "self_check", "wigan", own)
    for words in ("In touch: how do you know?", "In touch claim", "Attainment.", "Version 1, issued", "Suggested focus: Education"):
        assert words in screen.said["asked"], words
    files = {name: data() for name, data in screen.files.items() if name.endswith(".docx")}
    assert len(files) == 1 and next(iter(files)).startswith("NOT FOR OFSTED practice-questions-wigan-2017-18-version-1")
    assert "UNSEEN" not in screen.whole + (held := _words(next(iter(files.values()))))
    # It is written after the run, where nobody is declared.
    assert "Cat Roe, Authority (declared, not authenticated)" in held
    closed = Shown(monkeypatch, "questions", "wigan", own)
    assert "UNSEEN" not in closed.whole and not any(name.endswith(".docx") for name in closed.files)


def _words(data: bytes) -> str:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return "\n".join(parts.read(name).decode("utf-8") for name in parts.namelist() if name.endswith(".xml"))

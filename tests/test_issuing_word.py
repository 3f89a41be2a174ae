"""What authorities are sent as Word: word by word what was issued, in a document everybody can read; and files for all at once."""

import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

import queries
from challenge import focusing, issued_packs, issued_parts, issuing, questions, session, store
from challenge.access import ROLES, Person
from challenge.opened import Opened
from challenge.packs import questions_word
from challenge.packs.questions_dataset import Sent
from challenge.packs.questions_word import docx_bytes
from challenge.store import Store

ANN = Person("Ann Lee", ROLES[0])
CYCLE = "2017-18"
LONG = "Is this long? " * 3572
HEBREW = "שאלה ראשונה: what changed?"
FIRST = {
    "headline": "Care leavers: in touch, but fewer in work 😀",
    "wording": "For which care leavers has nothing changed?\nHow do you know?",
    "claim": "<b>Section 2</b> says {name} & \x0b“more”; <script>alert(1)</script>\x01",
    "explanation": "the offer is right",
    "other_explanation": "a harder group is standing still",
    "theme": "care",
    "focus": "Social Care",
    "source": "self-view",
}
SECOND = {"headline": HEBREW, "wording": LONG, "explanation": "%s =1+1", "source": "data"}
THIRD = {"headline": "Second plans", "wording": "What did the last audit change?", "source": "group", "focus": "Education"}
UNSEEN = {"headline": "UNSEEN headline", "wording": "UNSEEN question?", "claim": "UNSEEN claim", "source": "data"}
RESTS = (
    "EET 47% · 2016/17 · England 50%, North West 49% · 16th of 23 in England, 1st is best",
    "was 40% in 2015/16 <i>",
    "=SUM(A1)",
)


def evidence(*words: str) -> list[dict]:
    empty = dict.fromkeys(("kpi", "period_label", "status"), "")
    blank = dict.fromkeys(("ordinal", "source_year", "value", "england", "region_value", "previous_value"))
    return [
        {"role": "figure", "source": "published", **empty, **blank, "part_year": False, "cell": f"cell {place}", "words": each}
        for place, each in enumerate(words)
    ]


@pytest.fixture(scope="module")
def served(practice_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A practice store of these tests' own. Oldham was sent two questions, then a correction that changed one, added one and took
    one away; Wigan one question without a focus; a draft of Oldham stays unseen."""
    own = tmp_path_factory.mktemp("issued") / "store"
    shutil.copytree(practice_folder, own)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("CHALLENGE_STORE", str(own))
        held = store.shared()
        first, second = agreed(held, "first", "oldham", FIRST, *RESTS), agreed(held, "second", "oldham", SECOND)
        questions.begin(held, "unseen", CYCLE, "oldham", UNSEEN, ANN, evidence=evidence("UNSEEN evidence"))
        focusing.choose(held, CYCLE, "oldham", "both", "Six of nine lines.", 0, ANN)
        issuing.issue(held, CYCLE, "oldham", {"first": first, "second": second}, ANN)
        begun = questions.move(held, "first", "draft", first + 1, ANN, "a figure was revised")
        written = questions.write(held, "first", {"wording": ("How do you know what changed?", begun.revision)}, ANN)
        questions.drop(held, "first", 3, ANN)
        again = moved(held, "first", written.revision, "proposed", "agreed")
        back = questions.move(held, "second", "draft", second + 1, ANN)
        questions.move(held, "second", "parked", back.revision, ANN)
        third = agreed(held, "third", "oldham", THIRD)
        issuing.issue(held, CYCLE, "oldham", {"first": again, "third": third}, ANN, "One figure was revised.")
        wigan = agreed(held, "wigan", "wigan", THIRD)
        issuing.issue(held, CYCLE, "wigan", {"wigan": wigan}, ANN, without=frozenset({"focus"}))
        yield held
        store.close_shared()


def moved(held: Store, question: str, revision: int, *states: str) -> int:
    for state in states:
        revision = questions.move(held, question, state, revision, ANN).revision
    return revision


def agreed(held: Store, question: str, area: str, fields: dict[str, str], *rests: str) -> int:
    begun = questions.begin(held, question, CYCLE, area, fields, ANN, evidence=evidence(*rests))
    return moved(held, question, begun.revision, "proposed", "agreed")


def opened(area: str | None = None, role: str = ROLES[0]) -> Opened:
    typed = {"cycle": CYCLE} | ({"area": area} if area else {})
    return Opened.of("questions", typed, session.Reading(store.shared(), Person("", role), None))


def document_of(sent: Sent) -> docx.document.Document:
    return docx.Document(io.BytesIO(docx_bytes(issued_parts.of_one(opened(sent.area), sent))))


def paragraphs(document: docx.document.Document) -> list[tuple[str, str]]:
    return [(each.style.name, each.text) for each in document.paragraphs]


def as_held(text: str) -> list[str]:
    """What a document keeps of typed words: its lines, without what no XML file can hold."""
    return [re.sub(r"[\x00-\x08\x0e-\x1f]", "", line) for line in re.split(r"\n|\x0b", text)]


def test_the_document_holds_what_was_issued_word_by_word_and_nothing_else(served: Store):
    """Told anew from the tables themselves, not from the rows the screen is made of."""
    with served.seeing(ANN) as cursor:
        run = cursor.execute
        rows = run("select * from issued_question_entry where area = 'oldham' and version = 2 order by ordinal").df()
        rests = run("select * from issued_evidence_entry where area = 'oldham' and version = 2 order by ordinal, evidence").df()
        themes = dict(queries.questions.themes(cursor)[["theme", "name"]].to_numpy().tolist())
    expected = []
    sources = {"self-view": "The self-view", "group": "The group"}
    for place, row in enumerate(rows.itertuples(), start=1):
        own = rests.loc[rests["ordinal"] == row.ordinal, "words"]
        expected += [("Heading 2", f"{place}. {row.headline}")]
        expected += [("Heading 3", "The question"), *(("Normal", line) for line in as_held(row.wording))]
        expected += [("Heading 3", "What it rests on"), *(("List Bullet", words) for words in own)]
        expected += [] if len(own) else [("Normal", "No figure or words were laid beside it.")]
        expected += [("Heading 3", "What the self-view says")]
        expected += [("Normal", line) for line in as_held(row.claim or "Nothing of it was noted here.")]
        could = [("It could be that", row.explanation), ("Or that", row.other_explanation)]
        expected += [("Heading 3", "What could explain it")] if any(words for _, words in could) else []
        expected += [("Normal", f"{head}: {words}") for head, words in could if words]
        about = f"Theme: {themes.get(row.theme, 'Not said')} · Focus: {row.focus or 'Not said'} · Comes from: {sources[row.source]}"
        expected += [("Normal", about)]
    found = paragraphs(document_of(issued_parts.of_area(opened(), "oldham")[0]))
    begins = next(place for place, each in enumerate(found) if each[1].startswith("1. "))
    ends = next(place for place, each in enumerate(found) if each[1] == "About this document")
    told, under = [], ""
    for style, words in found[begins:ends]:
        under = style if style.startswith("Heading") else under
        # What a correction says stands between a headline and its question, and is looked at below.
        told += [(style, words)] if under == "Heading 3" or style == under else []
    assert told == expected
    assert "UNSEEN" not in "\n".join(words for _, words in found)


def test_a_correction_says_what_it_changed_and_why(served: Store):
    latest, before = issued_parts.of_area(opened(), "oldham")
    words = "\n".join(text for _, text in paragraphs(document_of(latest)))
    assert re.search(
        r"Version 2, issued \d+ \w+ \d{4}, \d\d:\d\d by Ann Lee, Strategic performance group .*corrects version 1: One figure was",
        words,
    )
    assert f"Changed: the question. Before it read: “{FIRST['wording'].splitlines()[0]}" in words
    assert f"Changed: what it rests on. Before it read: “{'; '.join(RESTS)}”" in words
    assert "Added in version 2." in words
    assert f"No longer asked, though version 1 held it:\n{HEBREW}" in words
    first = "\n".join(text for _, text in paragraphs(document_of(before)))
    assert LONG.rstrip() in first and "Changed" not in first and "corrects" not in first and FIRST["wording"] in first


def test_the_document_is_made_for_everybody(served: Store):
    sent = issued_parts.of_area(opened(), "oldham")[0]
    document = document_of(sent)
    styles = [name for name, _ in paragraphs(document)]
    levels = [int(name[-1]) for name in styles if name.startswith("Heading")]
    assert styles.count("Title") == 1 and levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    language = document.styles.element.find(qn("w:docDefaults")).find(f".//{qn('w:lang')}")
    assert language.get(qn("w:val")) == "en-GB" == document.core_properties.language
    title = "Practice · Headlines, questions and suggested focus: Oldham, 2017/18"
    assert document.core_properties.title == title == document.paragraphs[0].text
    assert document.sections[0].header.paragraphs[0].text == f"{title} · Not for Ofsted"
    fields = [each.get(qn("w:instr")) for each in document.sections[0].footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert len(document.tables) == 2
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
    stated = dict([cell.text for cell in row.cells] for row in document.tables[-1].rows)
    assert stated["Cycle"] == "2017/18" and "Open Government Licence v3.0" in stated["Figures"] and stated["As of"] == "now"
    assert stated["Store"].startswith("Practice") and stated["Ofsted"].startswith("Not for Ofsted")
    assert stated["Made for"].endswith("(declared, not authenticated)")
    where = "BPN: Blackburn with Darwen · Round: December · Forum day: 12 December 2017"
    assert any(text.startswith(where) for _, text in paragraphs(document))
    assert docx_bytes(issued_parts.of_one(opened("oldham"), sent)) == docx_bytes(issued_parts.of_one(opened("oldham"), sent))


def test_words_written_leftward_go_leftward_and_others_do_not(served: Store):
    before = issued_parts.of_area(opened(), "oldham")[1]
    headings = [each for each in document_of(before).paragraphs if each.style.name == "Heading 2"]
    leftward = next(each for each in headings if "שאלה" in each.text)
    assert [(run.text, bool(run.font.rtl)) for run in leftward.runs] == [
        ("2. ", False),
        ("שאלה ראשונה", True),
        (": what changed?", False),
    ]
    assert [each.text for each in headings if each._p.pPr.find(qn("w:bidi")) is not None] == [leftward.text]
    # Word reads a paragraph's properties in the schema's order alone.
    assert [child.tag.split("}")[1] for child in leftward._p.pPr] == ["pStyle", "bidi"]
    assert questions_word.plain("a\x00\x08\x0b\x1fb\ud800\ufffe") == "ab"


def test_a_draft_says_so_on_every_page_with_the_state_of_each_question(served: Store):
    from challenge import issue_parts

    rows = issue_parts.asked(opened("oldham"))
    document = document_of(rows.draft)
    heading = "DRAFT, not issued · Practice · Headlines, questions and suggested focus: Oldham, 2017/18"
    assert document.sections[0].header.paragraphs[0].text == f"{heading} · Not for Ofsted"
    assert document.core_properties.title == heading
    words = [text for _, text in paragraphs(document)]
    # The one that was parked is not taken along.
    assert [words[place + 1] for place, text in enumerate(words) if re.match(r"\d+\. ", text)] == [
        "State: issued",
        "State: draft",
        "State: issued",
    ]
    assert "UNSEEN question?" in words and "A draft: nothing of it is issued by this file." in words


def test_a_forum_days_file_has_its_authorities_and_names_who_was_sent_nothing(served: Store):
    with served.seeing(ANN) as cursor:
        members = queries.issuing.members(cursor, cycle=CYCLE)
        days = queries.settings.forums(cursor, cycle=CYCLE)
    forums = issued_packs.forums_of(members, days)
    assert sorted(area for forum in forums for area in forum.members["area"]) == sorted(members["area"])
    forum = next(forum for forum in forums if "oldham" in set(forum.members["area"]))
    made = issued_packs.of_forum(opened(), forum)
    document = docx.Document(io.BytesIO(docx_bytes(made)))
    issued = forum.members.loc[forum.members["version"].notna(), "name"].tolist()
    heads = [each for each in document.paragraphs if each.style.name == "Heading 1"]
    assert [each.text for each in heads] == [*(f"{name}: headlines and questions" for name in issued), "About this document"]
    assert all(each.paragraph_format.page_break_before for each in heads[1:-1])
    absent = set(forum.members["name"]) - set(issued)
    said = next(each.text for each in document.paragraphs if each.text.startswith("Nothing was issued to"))
    assert absent and all(name in said for name in absent) and "Oldham" not in said
    assert made.title.endswith(": Blackburn with Darwen BPN, December round, 12 December 2017")


def test_all_files_come_in_one_with_a_list_of_who_was_sent_nothing(served: Store):
    with served.seeing(ANN) as cursor:
        members = queries.issuing.members(cursor, cycle=CYCLE)
        days = queries.settings.forums(cursor, cycle=CYCLE)
    told = []
    forums = issued_packs.forums_of(members, days)
    made = issued_packs.zipped(opened(), members, forums, lambda share, words: told.append((share, words)))
    shares = [share for share, _ in told]
    assert shares == sorted(shares) and shares[0] == 0 and shares[-1] == 1 and any(words.startswith("Wigan (") for _, words in told)
    with zipfile.ZipFile(io.BytesIO(made)) as files:
        names = files.namelist()
        listed = files.read(names[0]).decode("utf-8-sig")
        words = {name: docx.Document(io.BytesIO(files.read(name))).paragraphs[0].text for name in names[1:]}
    issued = members.loc[members["version"].notna(), "name"].tolist()
    own = [text for name, text in words.items() if name.startswith("authorities/")]
    assert own == [f"Practice · Headlines, questions and suggested focus: {name}, 2017/18" for name in issued]
    assert all(re.search(r"/not-for-ofsted-practice-questions-", name) and name in listed for name in words)
    assert "Ofsted: Not for Ofsted" in listed and listed.startswith("Practice · ")
    assert all(name in listed.split("Nothing was issued to: ")[1] for name in members.loc[members["version"].isna(), "name"])
    assert len(words) == len(issued) + sum(forum.n_issued > 0 for forum in forums)

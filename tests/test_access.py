"""Who reads and acts: what is declared, as it stands on what they make."""

import re

import duckdb
import pytest

import queries
from challenge.access import ROLES, Person, may_draft, plain_name
from challenge.held import Held
from challenge.store import ALL_TIME
from tests.twins.world import World, store_of

# What a write must know first, whoever reads, and what looks over the whole store for the program itself; no screen asks them.
BEHIND = ("_ledger", "audits", "backup", "erasing", "migrations")
FILES = [file for file in queries.files() if not any(name in file.name for name in BEHIND)]
TABLES = [block.name for block in queries.schema_questions.blocks]
SECRET, SENT = "Zanzibar words nobody was sent", "Timbuktu words that were sent"
ASKED = {"cycle": "c", "area": "a01", "ordinal": 2, "question": "q", "theme": "g", "region": "r1", "search": "zanzibar"}


def test_a_name_keeps_its_letters_and_loses_what_would_turn_the_line():
    assert plain_name("  Zoë O’Neill ") == "Zoë O’Neill"
    assert plain_name("\u202eAnn\u2067 Lee") == "Ann Lee"
    assert plain_name("ליאה") == "ליאה"


def test_somebody_is_named_as_declared_and_not_authenticated():
    assert Person("Ann Lee", "Authority").declared == "Ann Lee, Authority (declared, not authenticated)"
    assert Person("", "Authority").declared.startswith("No name given, ")


def reaching() -> dict[str, queries.Block]:
    """Every view and query of a screen that stands, through whatever views, on a table of drafts or of what was sent."""
    blocks = [block for file in FILES for block in file.blocks]
    names, found = set(TABLES), {}
    while True:
        named = re.compile(rf"\b({'|'.join(names)})\b")
        fresh = {f"{block.file}.{block.name}": block for block in blocks if named.search(block.sql) and not is_table(block)}
        if len(fresh) == len(found):
            return found
        found = fresh
        names |= {block.name for block in found.values() if block.defines}


def is_table(block: queries.Block) -> bool:
    return block.sql.lower().startswith(("create table", "comment", "insert"))


def planted() -> duckdb.DuckDBPyConnection:
    """A world of one authority with a draft, a comment, a focus, a line of Ofsted's and a question that was sent, in words to look
    for."""
    world = World([{"area": "r1", "kind": "region"}, {"area": "a01", "region": "r1"}], [{"kpi": "k"}])
    world.members, world.periods = ["a01"], [{"kpi": "k", "ordinal": 2, "source_year": 2017}]
    connection = store_of(world, made=False)
    signed, where = "timestamp '2017-01-02', 'A', 'B'", "'c', 'a01'"
    texts = {name: ", ".join([f"'{words}'"] * 5) for name, words in (("q", SECRET), ("sent", SENT))}
    for row in (
        f"question_entry values ('q', 1, {where}, 'draft', {texts['q']}, 'g', '', 'data', '{SECRET}', '', '{SECRET}', {signed})",
        f"question_evidence_entry values ('q', 1, 1, 'stands', '', 'words', '', '', null, null, '', null, '', null, null, null,"
        f" false, '{SECRET}', '{SECRET}', {signed})",
        f"question_comment_entry values ('q', 1, '{SECRET}', {signed})",
        f"focus_entry values ({where}, 1, 'both', '{SECRET}', 'stands', {signed})",
        f"issue_entry values ({where}, 1, 'both', '{SENT}', '', 'hash', {signed})",
        f"issued_question_entry values ({where}, 1, 1, 'sent', 2, {texts['sent']}, 'g', '', 'data')",
        f"issued_evidence_entry values ({where}, 1, 1, 1, '{SENT}', '{SENT}')",
        f"ofsted_line_entry values ('o', 1, 'c', 'stands', '{SECRET}', '{SECRET}', '{SECRET}', '{SECRET}', {signed})",
        "ofsted_line_area_entry values ('o', 1, 'a01')",
        "ofsted_line_theme_entry values ('o', 1, 'g')",
        "reference_line_kind values (1, 'ofsted', 1, 't', 's', true, 50)",
    ):
        connection.execute(f"insert into {row}")
    return connection


@pytest.fixture(scope="module")
def told() -> dict[str, dict[str, str]]:
    """What each such view and query says to each role, as one text by its name."""
    connection, said = planted(), {}
    held = Held(connection)
    for role in ROLES:
        cursor = connection.cursor()
        queries.session.for_viewer(cursor, viewer=role)
        queries.session.at_moment(cursor, as_of=ALL_TIME)
        held.enter(cursor, (role, "now"))
        said[role] = {name: answer(cursor, block) for name, block in reaching().items()}
    return said


def answer(connection: duckdb.DuckDBPyConnection, block: queries.Block) -> str:
    """What a query gives about the authority, or a view in all; empty for a macro."""
    if block.defines:
        return connection.execute(f"from {block.name}").df().to_csv() if " view " in block.sql[:30].lower() else ""
    return block(connection, **{name: ASKED.get(name) for name in block.parameters}).to_csv()


def test_who_looks_as_an_authority_is_told_by_no_query_and_no_view_what_was_not_sent(told):
    assert len(told["Authority"]) > 30
    assert [name for name, text in told["Authority"].items() if SECRET in text] == []
    assert {name for name, text in told["Authority"].items() if SENT in text} >= {"issuing.questions", "issuing.evidence"}


def test_the_group_and_the_team_are_told_by_those_same_queries(told):
    for role in ROLES:
        speaking = {name.partition(".")[0] for name, text in told[role].items() if SECRET in text}
        assert (speaking >= {"enquiry", "questions", "ofsted", "lines", "line_rows"}) == may_draft(Person("", role)), speaking


def test_only_views_that_ask_who_reads_and_what_stands_behind_the_screens_name_the_tables_of_drafts():
    drafts = re.compile(rf"\b({'|'.join(name for name in TABLES if not name.startswith('issue'))})\b")
    naming = [block for file in FILES for block in file.blocks if drafts.search(block.sql) and not is_table(block)]
    asking = re.compile(r"\b(group_moment|ofsted_line)\b")
    assert [f"{block.file}.{block.name}" for block in naming if not asking.search(block.sql)] == []

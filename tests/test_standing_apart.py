"""Placements and figures stand apart: no query of another screen reads a placement, and none is inferred from a figure."""

import inspect
import re
from functools import cache

import pytest

import queries
from challenge import session
from challenge.making import SCHEMA, VIEWS
from challenge.sampling import placed
from challenge.store import DICTIONARY, TOPICS

# Tables whose writes leave kept screens as they are, by what such a write is of.
APART = {
    "placements": {"placement_entry", "placement_sign_off_entry", "agenda_entry", "prompt_entry"},
    "questions": {
        *("question_entry", "question_evidence_entry", "question_comment_entry", "focus_entry"),
        *("issue_entry", "issued_question_entry", "issued_evidence_entry"),
    },
    "ofsted": {"ofsted_line_entry", "ofsted_line_area_entry", "ofsted_line_theme_entry"},
}
PLACED = APART["placements"]
# These write, check, describe, copy or bring forward what there is: none is a screen.
NO_SCREEN = {*SCHEMA, *VIEWS, *DICTIONARY, "ledger", "migrations", "erasing", "backup", "made", "practice"} | {
    *("journey_ledger", "questions_ledger", "audits_journey", "audits_questions", "audits_lines"),
}
# What is worked out from figures; a placement must rest on none of it.
FIGURES = {"published_figure", "returned_figure"}
READ = re.compile(r"(?<!distinct )\b(?:from|join)\s+([a-z_]+)", re.I)


def read(block: queries.Block) -> set[str]:
    """The tables, views and steps a block reads from."""
    return set(READ.findall(re.sub(r"--[^\n]*|'[^']*'", " ", block.sql)))


@cache
def views() -> dict[str, set[str]]:
    """Every view with what it reads from."""
    defined = {}
    for name in VIEWS:
        for block in queries.file(name).blocks:
            if "create or replace view" in block.sql.lower():
                defined[block.name] = read(block) - {block.name}
    return defined


def stands_on(names: set[str]) -> set[str]:
    """These and all that the views among them are made of, down to tables."""
    found, more = set(), set(names)
    while more:
        found |= more
        more = set().union(*(views().get(name, set()) for name in more)) - found
    return found


SCREENS = [file for file in queries.files() if file.name not in NO_SCREEN]


def test_a_placement_is_found_behind_any_number_of_views():
    assert PLACED & stands_on({"grid_cell"}) == {"placement_entry"}
    assert "placement_sign_off_entry" in stands_on({"placement_sign_off"})
    assert not PLACED & stands_on({"published_theme", "returned_standing", "voice", "sign_off"})
    assert {file.name for file in SCREENS} >= {"region", "bpn", "authority", "kpi", "start", "export", "template", "journey"}


def test_each_kind_of_write_that_leaves_screens_alone_has_its_tables_here():
    assert set(APART) == set(session.STANDS_ON) == set(TOPICS) - {"figures"}


@pytest.mark.parametrize("topic", APART)
@pytest.mark.parametrize("file", SCREENS, ids=lambda file: file.name)
def test_only_screens_that_are_renewed_by_a_write_read_what_it_wrote(file: queries.QueryFile, topic: str):
    reads = {block.name: APART[topic] & stands_on(read(block)) for block in file.blocks}
    reads = {name: tables for name, tables in reads.items() if tables}
    if file.name not in session.STANDS_ON[topic]:
        assert reads == {}, f"queries/{file.name}.sql is not renewed when {topic} are written (session.STANDS_ON)"


def test_where_an_authority_stands_is_read_from_no_figure():
    for view in ("placement_revision", "draft_placement", "placement", "grid_cell"):
        assert not FIGURES & stands_on({view}), view
    for block in queries.journey_ledger.blocks:
        assert not FIGURES & stands_on(read(block)), block.name


def test_practice_placements_are_drawn_from_a_name_and_the_authority_s_own_word_alone():
    assert list(inspect.signature(placed.preliminary).parameters) == ["area", "own"]
    imported = re.findall(r"^(?:from|import) ([\w.]+)", inspect.getsource(placed), re.M)
    assert set(imported) == {"random", "challenge.sampling.words"}
    own = {"strategic-approach": 3, "fostering-innovation": None, "engaging-partners": 1}
    group = placed.preliminary("bury", own)
    assert group and group == placed.preliminary("bury", dict(own))
    assert all(position is None or 1 <= position <= 5 for position, _ in group.values())
    assert placed.preliminary("stockport", own) == {}
    assert all(position is not None for position, _ in placed.agreed("bury", own, group).values())

"""Audits find no row in a sound store, and find the one that is wrong."""

import duckdb
import pytest

import queries
from challenge import checking
from challenge.access import PROGRAM
from challenge.store import ALL_TIME, Store
from tests.twins.world import LONG_AGO, World, generated, store_of

AUDITS = [pytest.param(block, id=block.name) for name in checking.AUDITS for block in queries.file(name).blocks]


@pytest.fixture(scope="module")
def sample() -> duckdb.DuckDBPyConnection:
    return store_of(generated(4))


@pytest.mark.parametrize("audit", AUDITS)
def test_no_row_that_should_not_exist_in_a_generated_world(audit: queries.Block, sample: duckdb.DuckDBPyConnection):
    assert audit(sample).empty


@pytest.mark.parametrize("audit", AUDITS)
def test_no_row_that_should_not_exist_in_the_practice_store(audit: queries.Block, practice: Store):
    with practice.reading(PROGRAM, ALL_TIME) as connection:
        found = audit(connection)
    assert found.empty, found.head().to_string()


def one_figure(**kpi: object) -> World:
    areas = [{"area": "a01", "region": "r1"}]
    return World(areas, [{"kpi": "k", **kpi}], [{"kpi": "k", "period": 2017, "area": "a01", "value": 120.0}])


def test_a_percentage_above_a_hundred_is_found():
    assert len(queries.audits.share_beyond_whole(store_of(one_figure(), made=False))) == 1


def test_a_figure_of_an_unknown_area_is_found():
    world = one_figure()
    world.published[0]["area"] = "nowhere"
    assert list(queries.audits.kpi_without_area(store_of(world, made=False))["area"]) == ["nowhere"]


def test_a_release_without_its_rules_is_found():
    assert len(queries.audits.release_not_made(store_of(one_figure(), made=False))) == 1


def test_rules_made_of_a_release_twice_are_found():
    connection = store_of(one_figure())
    assert queries.audits.made_twice(connection).empty
    for table in ("cut_point_made", "position_made", "theme_made"):
        connection.execute(f"insert into {table} from {table}")
    assert set(queries.audits.made_twice(connection)["table_name"]) == {"cut_point_made", "position_made", "theme_made"}


def test_a_published_figure_of_a_kpi_nobody_publishes_is_found():
    assert len(queries.audits.invented_as_published(store_of(one_figure(source="none"), made=False))) == 1


def test_a_figure_without_a_place_is_found():
    world = one_figure()
    world.published[0]["place"] = " "
    assert len(queries.audits.figure_without_place(store_of(world, made=False))) == 1


def test_a_missing_cut_off_is_found():
    world = one_figure()
    del world.cutoffs["context_mark"]
    assert list(queries.audits.cutoff_missing(store_of(world, made=False))["cutoff"]) == ["context_mark"]


def test_a_return_from_outside_the_cycle_is_found():
    world = one_figure(number=1)
    world.periods = [{"kpi": "k", "ordinal": 1, "source_year": None}]
    world.returned = [
        {"kpi": "k", "ordinal": 1, "area": "a01", "version": 1, "part_year": False, "value": 1.0, "status": "value"},
    ]
    assert len(queries.audits.returned_by_stranger(store_of(world, made=False))) == 1


def test_words_of_a_version_nobody_sent_are_found():
    connection = store_of(one_figure(), made=False)
    assert queries.audits_returns.part_without_version(connection).empty
    connection.execute("insert into returned_answer values ('c', 'a01', 7, 'context', 1, '', 'words', 'paragraph 1')")
    assert list(queries.audits_returns.part_without_version(connection)["part"]) == ["answer"]


def test_a_signature_under_other_content_is_found():
    connection = store_of(one_figure(), made=False)
    head = "'c', 'a01', 1"
    connection.execute(f"insert into submission values ({head}, 'a.docx', 'hash', null, now(), 'Ann', 'Authority')")
    for office, content in (("dcs", "hash"), ("lm", "another")):
        connection.execute(
            f"insert into sign_off_entry values ('c', 'a01', '{office}', 1, 1, '{content}', 'N', 'stands', null, now(), 'A', 'B')"
        )
    assert list(queries.audits_returns.signature_of_other_content(connection)["office"]) == ["lm"]


def test_a_version_read_from_a_file_that_never_came_is_found():
    connection = store_of(one_figure(), made=False)
    connection.execute("insert into submission_origin values ('c', 'a01', 1, 'file', 'abc', 'north-west', null)")
    assert len(queries.audits_returns.origin_without_file(connection)) == 1


SIGNED = "timestamp '2017-01-01', 'A', 'B'"


def said(**changes: object) -> World:
    """A world in which one authority has said one thing of one enabler, changed."""
    world = one_figure()
    world.members, world.enablers = ["a01"], ["plan"]
    row = {"area": "a01", "enabler": "plan", "kind": "self", "revision": 1, "state": "placed", "position": 3, "evidence": "e"}
    world.placements = [row | {"recorded_at": LONG_AGO} | changes]
    return world


def found_in_journey(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """The audits of the journey that find a row."""
    return [block.name for block in queries.audits_journey.blocks if not block(connection).empty]


def test_placements_as_they_should_be_are_not_found():
    assert found_in_journey(store_of(said(), made=False)) == []


@pytest.mark.parametrize(
    ("wrong", "audit"),
    [
        ({"revision": 2}, "gap_in_revisions"),
        ({"area": "a02"}, "placed_stranger"),
        ({"enabler": "charisma"}, "unknown_enabler"),
        ({"origin": "self-view, version 3"}, "placement_of_unsent_version"),
    ],
    ids=str,
)
def test_a_placement_that_should_not_exist_is_found(wrong: dict, audit: str):
    world = said(**wrong)
    assert found_in_journey(store_of(world, made=False)) == [audit]


@pytest.mark.parametrize(
    ("insert", "audit"),
    [
        (f"placement_entry values ('c', 'a01', 'plan', 'self', 3, 'placed', 1, '', 'on screen', {SIGNED})", "gap_in_revisions"),
        (
            "placement_entry values ('c', 'a01', 'plan', 'self', 2, 'placed', 1, '', 'on screen', '2015-01-01', 'A', 'B')",
            "gap_in_revisions",
        ),
        (f"placement_sign_off_entry values ('c', 'a01', 'dcs', 1, ' ', 'stands', null, {SIGNED})", "signature_of_nobody"),
        (f"agenda_entry values ('c', 1, 2, 'a01', {SIGNED})", "agenda_without_member"),
        (f"prompt_entry values ('atlantis', 'plan', 1, 1, 'words', {SIGNED})", "prompt_of_no_region"),
        (
            f"tag_entry values ('c', 'a01', 'strengths', 'abc', 'enabler', 'plan', 1, 'stands', {SIGNED})",
            "tag_on_words_nobody_wrote",
        ),
    ],
    ids=lambda given: given.partition(" ")[0],
)
def test_a_row_of_the_journey_that_should_not_exist_is_found(insert: str, audit: str):
    connection = store_of(said(), made=False)
    connection.execute(f"insert into {insert}")
    assert found_in_journey(connection) == [audit]


def test_a_signature_that_outlived_a_change_or_covers_less_than_the_grid_is_found():
    connection = store_of(said(), made=False)
    connection.execute(f"insert into placement_sign_off_entry values ('c', 'a01', 'dcs', 1, 'N', 'stands', null, {SIGNED})")
    assert found_in_journey(connection) == []
    for revision, evidence, found in ((2, "e", []), (3, "other", ["signed_and_changed"])):
        said_later = f"'c', 'a01', 'plan', 'self', {revision}, 'placed', 3, '{evidence}', 'on screen', '2018-01-01', 'A', 'B'"
        connection.execute(f"insert into placement_entry values ({said_later})")
        assert found_in_journey(connection) == found
    half = said()
    half.enablers = ["plan", "people"]
    connection = store_of(half, made=False)
    connection.execute(f"insert into placement_sign_off_entry values ('c', 'a01', 'dcs', 1, 'N', 'stands', null, {SIGNED})")
    assert found_in_journey(connection) == ["signed_and_changed"]


def test_an_order_without_a_member_is_found():
    world = said()
    world.members = ["a01", "a02"]
    connection = store_of(world, made=False)
    connection.execute(f"insert into agenda_entry values ('c', 1, 1, 'a01', {SIGNED})")
    assert list(queries.audits_journey.agenda_without_member(connection)["area"]) == ["a02"]


ASKED = "'c', 'a01'"
EARLY, LATE = (f"timestamp '{day}', 'A', 'B'" for day in ("2017-01-02", "2017-01-03"))


def question(
    revision: int, state: str, words: str = "w", key: str = "q", where: str = ASKED, theme: str = "g", on: str = EARLY
) -> str:
    """A row of a question, as an insert wants it."""
    return (
        f"question_entry values ('{key}', {revision}, {where}, '{state}', 'h', '', '', '', '{words}', '{theme}', '', 'data', '',"
        f" '', '', {on})"
    )


def evidence(number: int, revision: int = 1, key: str = "q") -> str:
    return (
        f"question_evidence_entry values ('{key}', {number}, {revision}, 'stands', '', 'words', '', '', null, null, '', null, '',"
        f" null, null, null, false, '', 'chip', {EARLY})"
    )


def sent(version: int = 1, ordinal: int = 1, revision: int = 2, words: str = "w", key: str = "q", focus: str = "") -> str:
    return (
        f"issued_question_entry values ({ASKED}, {version}, {ordinal}, '{key}', {revision}, 'h', '', '', '', '{words}', 'g',"
        f" '{focus}', 'data')"
    )


def issue(version: int, why: str = "", content: str = "hash", on: str = EARLY) -> str:
    return f"issue_entry values ({ASKED}, {version}, 'both', '', '{why}', '{content}', {on})"


def line(revision: int = 1, words: str = "o", on: str = EARLY) -> str:
    return f"ofsted_line_entry values ('o', {revision}, 'c', 'stands', '{words}', '', 'entered', '', {on})"


@pytest.fixture
def asked() -> duckdb.DuckDBPyConnection:
    """One authority with a question that was sent, with evidence and a comment, a focus, and a line of Ofsted's."""
    world = one_figure()
    world.members = ["a01"]
    connection = store_of(world, made=False)
    for row in (
        *(question(1, "draft"), question(2, "issued"), evidence(1), f"question_comment_entry values ('q', 1, 'good', {EARLY})"),
        *(f"focus_entry values ({ASKED}, 1, 'both', '', 'stands', {EARLY})", issue(1), sent()),
        *(f"issued_evidence_entry values ({ASKED}, 1, 1, 1, 'chip', '')", line()),
        *("ofsted_line_area_entry values ('o', 1, 'a01')", "ofsted_line_theme_entry values ('o', 1, 'g')"),
    ):
        connection.execute(f"insert into {row}")
    return connection


def found_in_questions(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """The audits of the questions that find a row."""
    return {block.name for block in queries.audits_questions.blocks if not block(connection).empty}


def test_questions_as_they_should_be_are_not_found(asked):
    assert found_in_questions(asked) == set()


@pytest.mark.parametrize(
    ("wrong", "audits"),
    [
        (question(4, "draft"), "gap_in_words"),
        (question(3, "draft", on=SIGNED), "gap_in_words"),
        (evidence(1, 3), "gap_in_words"),
        (f"question_comment_entry values ('q', 3, 'again', {EARLY})", "gap_in_words"),
        (f"focus_entry values ({ASKED}, 2, 'both', '', 'stands', {SIGNED})", "gap_in_words"),
        (issue(3, "why", "other"), "gap_in_words"),
        (question(1, "draft", where="'c', 'a02'", key="r"), "asked_stranger"),
        (f"focus_entry values ('c', 'a02', 1, 'both', '', 'stands', {EARLY})", "asked_stranger"),
        ("ofsted_line_area_entry values ('o', 1, 'a02')", "asked_stranger"),
        (question(3, "draft", where="'other', 'a01'"), "question_moved_house asked_stranger"),
        (question(3, "draft", theme="charisma"), "unknown_theme"),
        ("ofsted_line_theme_entry values ('o', 1, 'charisma')", "unknown_theme"),
        (sent(ordinal=2, focus="Housing"), "unknown_focus sent_otherwise"),
        (question(3, "agreed", words=" "), "agreed_without_words"),
        (evidence(1, key="nobody"), "part_of_no_question"),
        (f"question_comment_entry values ('nobody', 1, 'good', {EARLY})", "part_of_no_question"),
        (sent(ordinal=2, words="others"), "sent_otherwise"),
        (sent(ordinal=2, revision=1), "sent_otherwise"),
        (sent(ordinal=2, revision=7), "sent_otherwise"),
        (question(3, "issued"), "issued_and_not_sent"),
        (sent(version=2), "part_of_nothing_sent"),
        (sent(ordinal=3), "part_of_nothing_sent"),
        (f"issued_evidence_entry values ({ASKED}, 1, 5, 1, 'chip', '')", "part_of_nothing_sent"),
        (issue(2, content="other", on=LATE), "correction_without_reason"),
        (issue(2, "why", on=LATE), "correction_without_reason"),
        (line(2, on=LATE), "line_of_nobody"),
        ("ofsted_line_area_entry values ('gone', 1, 'a01')", "line_of_nobody"),
    ],
    ids=lambda given: str(given).partition(" ")[0],
)
def test_a_row_of_the_questions_that_should_not_exist_is_found(asked, wrong: str, audits: str):
    asked.execute(f"insert into {wrong}")
    assert found_in_questions(asked) == set(audits.split())

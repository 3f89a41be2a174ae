"""What holds for every query, present and future: it can be planned on an empty store, keeps its grain, and says what it is."""

import duckdb
import pytest

import queries
from challenge.making import DICTIONARY, SCHEMA, VIEWS
from tests.twins.world import generated, holding, store_of

# Their tables are registered on a private connection while a release is read; test_published.py runs them. Those of a backup are
# given by name and there is none without; test_backup.py runs them.
OWN_TABLES = {"published", "backup"}
FILES = [file for file in queries.files() if file.name not in OWN_TABLES]
BLOCKS = [pytest.param(block, id=f"{block.file}.{block.name}") for file in FILES for block in file.blocks]
EVERY = [pytest.param(block, id=f"{block.file}.{block.name}") for file in queries.files() for block in file.blocks]
# A query that is asked of a source is asked of both.
QUESTIONS = [
    pytest.param(block, source, id=f"{block.file}.{block.name}{'-returned' * (source == 'returned')}")
    for block in (param.values[0] for param in BLOCKS)
    if block.sql.lstrip().lower().startswith(("select", "with"))
    for source in (("published", "returned") if "source" in block.parameters else ("published",))
]
VIEW_BLOCKS = [param for param in BLOCKS if param.values[0].sql.lstrip().lower().startswith("create or replace view")]
# What a page would ask for in the generated world; anything else is asked with nothing.
ASKED = {
    "cycle": "c",
    "source": "published",
    "kpi": "share",
    "period": 2017,
    "ordinal": 2,
    "area": "a03",
    "region": "r1",
    "model": "m",
    "which": "all",
}


@pytest.fixture(scope="module")
def sample() -> duckdb.DuckDBPyConnection:
    return holding(store_of(generated(3)))


@pytest.fixture(scope="module")
def refused() -> dict[str, str]:
    """What an empty store says against the definitions of each file, by block; nothing when they fit."""
    connection, said = duckdb.connect(), {}
    for name in (*SCHEMA, *VIEWS, *DICTIONARY):
        for block in queries.file(name).blocks:
            if block.defines:
                try:
                    connection.execute(block.sql)
                except duckdb.Error as error:
                    said[f"{name}.{block.name}"] = str(error)
    connection.close()
    return said


@pytest.fixture(scope="module")
def empty() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    for name in (*SCHEMA, *VIEWS):
        queries.apply(connection, name)
    return holding(connection)


@pytest.mark.parametrize("block", BLOCKS)
def test_it_can_be_planned_on_an_empty_store(block: queries.Block, request: pytest.FixtureRequest):
    if block.defines and block.file in {*SCHEMA, *VIEWS, *DICTIONARY}:
        assert request.getfixturevalue("refused").get(f"{block.file}.{block.name}") is None
    elif block.defines:
        request.getfixturevalue("empty").execute(block.sql)
    elif not block.sql.lower().startswith("set "):
        request.getfixturevalue("empty").execute("explain " + block.sql, dict.fromkeys(block.parameters) or None)


@pytest.mark.parametrize("block", VIEW_BLOCKS)
def test_a_view_keeps_its_grain(block: queries.Block, sample: duckdb.DuckDBPyConnection):
    keeps_grain(sample.execute(f"select * from {block.name}").df(), block)


@pytest.mark.parametrize(("block", "source"), QUESTIONS)
def test_a_query_keeps_its_grain(block: queries.Block, source: str, sample: duckdb.DuckDBPyConnection):
    given = {**ASKED, "source": source}
    keeps_grain(block(sample, **{name: given.get(name) for name in block.parameters}), block)


def keeps_grain(rows, block: queries.Block) -> None:
    if block.grain == ("none",):
        return
    missing = set(block.grain) - set(rows.columns)
    assert not missing, f"{block.file}.{block.name} declares a grain it does not select: {missing}"
    assert not rows.duplicated(list(block.grain)).any(), f"{block.file}.{block.name} has two rows for one {block.grain}"


@pytest.mark.parametrize("block", EVERY)
def test_its_header_says_what_a_row_is(block: queries.Block):
    assert block.grain
    assert len(block.doc.split()) >= 2
    assert block.doc.endswith((".", ":", ";"))


def test_views_are_applied_in_an_order_that_leaves_none_out():
    defining = {file.name for file in FILES if any(block.defines for block in file.blocks)}
    assert defining - {"migrations"} == {*SCHEMA, *VIEWS, *DICTIONARY}

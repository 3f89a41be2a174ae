"""A live store with all tables and views and hardly a row, for tests that need no figures."""

from pathlib import Path
from shutil import copyfile

import queries
from challenge.access import Person
from challenge.store import DICTIONARY, SCHEMA_VERSION, Store, connect, now
from tests.twins.world import empty

ANN = Person("Ann Lee", "Sector-led improvement team")


def small(folder: Path) -> Store:
    """Make one in a new folder and give it open; nothing has been written to it."""
    (folder / "files").mkdir(parents=True)
    copyfile(empty(), folder / "store.duckdb")
    connection = connect(folder / "store.duckdb")
    connection.begin()
    for name in DICTIONARY:
        queries.apply(connection, name)
    queries.ledger.say_made(connection, kind="live", recorded_at=now(), actor=ANN.name, actor_role=ANN.role)
    queries.ledger.say_schema(connection, version=SCHEMA_VERSION, recorded_at=now())
    connection.commit()
    return Store(folder, connection)

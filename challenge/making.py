"""Making a store, and keeping an open one in step with the reference data, rules and releases the program ships."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb
import pandas as pd

import queries
from challenge import practice, reference
from challenge.access import PROGRAM, Person
from challenge.errors import ChallengeError
from challenge.place import default_folder
from challenge.store import (
    ALL_TIME,
    DICTIONARY,
    MAKE,
    SCHEMA,
    SCHEMA_VERSION,
    Store,
    StoreUnusable,
    Writing,
    connect,
    now,
    open_store,
)

KINDS = ("practice", "live")
VIEWS = (
    *("visible", "decisions", "made", "cut_points", "rules", "chance", "judged", "themes", "cells", "standing", "cycle_themes"),
    *("submissions", "grid", "placements", "enquiry"),
    *("line_reference", "line_findings", "figure_lines", "returned_lines", "placement_lines", "lines", "line_evidence"),
)


@dataclass(frozen=True)
class Made:
    """What making a store did: where it is, its kind, and the broken file it had to put aside, if any."""

    path: Path
    kind: str
    put_aside: Path | None


def make(folder: Path | None = None, kind: str = "practice", actor: Person = PROGRAM) -> Made:
    """Make a store with the shipped releases, rules and cycles; a practice store gets invented returns and BPNs too.

    It is made beside its place and moved there when it is whole. A store that is there and can be read is left alone
    (``StoreUnusable``); a file that cannot is moved to ``aside/``.
    """
    folder = folder or default_folder()
    if kind not in KINDS:
        raise ChallengeError(place="store make", found=kind, expected=" or ".join(KINDS), do=f"run: {MAKE}")
    path, making = folder / "store.duckdb", folder / "store.making.duckdb"
    _make_folder(folder)
    put_aside = _put_aside(path)
    making.unlink(missing_ok=True)
    connection = connect(making)
    try:
        for name in SCHEMA:
            queries.apply(connection, name)
        made_at = practice.MADE_AT if kind == "practice" else now()
        signed = {"recorded_at": made_at, "actor": actor.name, "actor_role": actor.role}
        queries.ledger.say_made(connection, kind=kind, **signed)
        queries.ledger.say_schema(connection, version=SCHEMA_VERSION, recorded_at=made_at)
        store = Store(folder, connection)
        # The views come with the first edition; binding them is slow, so it is done once.
        refresh(store, actor, made_at)
        for name in DICTIONARY:
            queries.apply(connection, name)
        if store.practice:
            practice.invent(store)
        store.close()
    except BaseException:
        connection.close()
        raise
    making.replace(path)
    return Made(path, kind, put_aside)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnusable(
            place=str(folder),
            found=f"the folder cannot be made ({error.strerror})",
            expected="a folder you may write in",
            do=f"set CHALLENGE_STORE to a folder of your own and run: {MAKE}",
        ) from error


def _put_aside(path: Path) -> Path | None:
    """Move a file that is no store out of the way; a store that can be read stops the making."""
    if not path.exists():
        return None
    try:
        open_store(path.parent).close()
    except StoreUnusable as error:
        if "damaged" not in error.found:
            raise
    else:
        raise StoreUnusable(
            place=str(path),
            found="a store that is in order",
            expected="no store",
            do="start the program with it (make run), or set CHALLENGE_STORE to another folder",
        )
    aside = path.parent / "aside"
    aside.mkdir(exist_ok=True)
    stamp = f"{now():%Y%m%dT%H%M%S%f}"
    wal = path.with_name(path.name + ".wal")
    if wal.exists():
        wal.rename(aside / f"store-{stamp}.duckdb.wal")
    return path.rename(aside / f"store-{stamp}.duckdb")


def refresh(store: Store, actor: Person, recorded_at: datetime | None = None) -> None:
    """Load what the program ships and the store lacks: new releases, changed reference data, rules or cycles. Idempotent."""
    rules = tuple(queries.HERE / f"{name}.sql" for name in VIEWS)
    fingerprint = reference.fingerprint(also=rules)
    editions = queries.ledger.editions(store.connection)
    loaded = set(queries.ledger.releases(store.connection)["release"])
    shipped = reference.table("releases", reference.PUBLISHED)
    fresh = shipped[~shipped["release"].isin(loaded)]
    changed = editions.empty or editions["fingerprint"][0] != fingerprint
    if fresh.empty and not changed:
        return
    try:
        _load(store, actor, recorded_at, fresh, fingerprint if changed else None, len(editions))
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        raise StoreUnusable(
            place=str(store.folder / "store.duckdb"),
            found=f"a store whose tables do not fit the rules ({str(error).splitlines()[0]})",
            expected=f"the tables of schema version {SCHEMA_VERSION}",
            do="update the program (git pull, then make run); the store has not been touched",
        ) from error


def _load(
    store: Store, actor: Person, recorded_at: datetime | None, fresh: pd.DataFrame, fingerprint: str | None, editions: int
) -> None:
    """One write: new releases; under a new fingerprint a new edition with its cycles; then the rules over the newest release."""
    with store.writing("reference data, rules and releases", actor, recorded_at) as entry:
        for name in VIEWS if fingerprint else ():
            queries.apply(entry.cursor, name)
        if not fresh.empty:
            _load_releases(entry, fresh)
        if fingerprint:
            editions += 1
            _load_edition(entry, editions, fingerprint)
            _load_cycles(entry, store.practice)
        _apply_rules(entry.cursor, editions)


def _load_releases(entry: Writing, releases: pd.DataFrame) -> None:
    figures = pd.read_parquet(reference.PUBLISHED / "figures.parquet")
    for release in releases.to_dict("records"):
        rows = figures[figures["release"] == release["release"]]
        if rows.empty:
            raise ChallengeError(
                place="data/published/figures.parquet",
                found=f"no figure of release {release['release']}",
                expected="the figures of every release in releases.csv",
                do="write them again: python -m challenge published",
            )
        entry.say("say_release", **release)
        entry.append("published_figure", rows)


def _load_edition(entry: Writing, edition: int, fingerprint: str) -> None:
    entry.say("say_edition", edition=edition, fingerprint=fingerprint)
    for stem, table in reference.EDITION_TABLES.items():
        entry.append(table, reference.table(stem).assign(edition=edition))


def _load_cycles(entry: Writing, is_practice: bool) -> None:
    """Add a revision of each shipped cycle; the frames of all its settings carry the same revision. What somebody saved on screen
    stands: such a cycle gets none."""
    reached = queries.ledger.cycle_revisions(entry.cursor).set_index("cycle")
    cycles = reference.table("cycles")
    cycles = cycles[~cycles["cycle"].isin(reached.index[reached["saved"].astype(bool)])]
    revision = cycles["cycle"].map(reached["revision"]).fillna(0).astype(int) + 1
    numbers = dict(zip(cycles["cycle"], revision, strict=True))
    for stem, table in reference.CYCLE_TABLES.items():
        frame = reference.table(stem)
        frame = frame[frame["cycle"].isin(numbers)]
        frame = frame.assign(revision=frame["cycle"].map(numbers))
        if stem == "cycles":
            first = frame["cycle"].map(practice.CYCLE_SET_UP) if is_practice else pd.Series(entry.recorded_at, frame.index)
            frame = frame.assign(
                recorded_at=first.where(frame["revision"] == 1, entry.recorded_at),
                actor=entry.signed["actor"],
                actor_role=entry.signed["actor_role"],
            )
        entry.append(table, frame)


def _apply_rules(cursor: duckdb.DuckDBPyConnection, edition: int) -> None:
    """Work out the rules over the newest release, for all authorities, and keep what they make of it under this edition."""
    queries.session.for_viewer(cursor, viewer=PROGRAM.role)
    queries.session.at_moment(cursor, as_of=ALL_TIME)
    release = queries.ledger.newest_release(cursor)["release"][0]
    for block in queries.made.blocks:
        if not block.defines:
            block(cursor, edition=edition, release=release)

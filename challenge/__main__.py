"""The command line: ``python -m challenge`` lists its commands."""

import argparse
import os
import socket
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from challenge import keeping_commands, returns_commands
from challenge.access import OFSTED, READER, Person
from challenge.errors import ChallengeError

if TYPE_CHECKING:
    from challenge.store import Store

ROOT = Path(__file__).resolve().parents[1]


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 when it did what was asked, 1 with one message when it could not."""
    parser = _parser()
    given = parser.parse_args(arguments)
    if not hasattr(given, "run"):
        parser.print_help()
        return 0
    try:
        return given.run(given) or 0
    except ChallengeError as error:
        print(error, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m challenge", description="Peer challenge dashboard: figures, rules and the store."
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    run = commands.add_parser("run", help="start the dashboard, making the practice store if there is none")
    run.add_argument("--port", type=int, default=8501)
    run.set_defaults(run=_run)

    published = commands.add_parser("published", help="read a release of official statistics into data/published")
    published.add_argument(
        "--lait", type=Path, required=True, help="folder of a LAIT release (bds_long_0.parquet and its dictionary)"
    )
    published.add_argument("--ees", type=Path, required=True, help="folder of the Explore Education Statistics count files")
    published.add_argument(
        "--into", type=Path, default=ROOT / "data" / "published", help="where to write (default: data/published)"
    )
    published.set_defaults(run=_published)

    export = commands.add_parser("export", help="write all data into a folder as Parquet and CSV, for Power BI and Excel")
    export.add_argument("folder", type=Path, metavar="DIR", help="a folder that does not exist yet, or holds an earlier export")
    export.add_argument("--cycle", help="figures and themes of this cycle only, e.g. 2017-18 (default: of every cycle)")
    export.add_argument("--as-of", metavar="YYYY-MM-DD", help="what was known on this day (default: now)")
    export.set_defaults(run=_export)

    returns_commands.add(commands)
    keeping_commands.add(commands)

    store = commands.add_parser("store", help="make the store, check it, or say where it is")
    steps = store.add_subparsers(title="steps", metavar="STEP", required=True)
    make = steps.add_parser("make", help="make a store in the store's folder (CHALLENGE_STORE, or the system's place for data)")
    make.add_argument("--live", action="store_true", help="a live store: real figures, nothing invented (default: practice)")
    make.add_argument("--name", default="", help="your name: kept as declared, not authenticated")
    make.add_argument("--role", default="", help="your role: kept as declared, not authenticated")
    make.set_defaults(run=_store_make)
    files = steps.add_parser("practice-files", help="make anew the self-views that a practice store takes in, from invented data")
    files.add_argument("into", type=Path, metavar="DIR", help="a folder: data/sample/self-views to replace those that are shipped")
    files.set_defaults(run=_store_practice_files)
    steps.add_parser("check", help="look for rows that should not exist").set_defaults(run=_store_check)
    steps.add_parser("where", help="say where the store is").set_defaults(run=_store_where)
    return parser


def _run(given: argparse.Namespace) -> int:
    from challenge.place import default_folder

    if (free := free_port(given.port)) != given.port:
        raise ChallengeError(
            place=f"port {given.port}",
            found="another program is using it" if free else "not a port this machine can use",
            expected="a free port",
            do=f"run: make run PORT={free or 8501}   (Windows: .venv\\Scripts\\python -m challenge run --port {free or 8501})",
        )
    if not (default_folder() / "store.duckdb").exists():
        print(f"Making the practice store in {default_folder()} …", flush=True)
        from challenge import making

        making.make()
    print(f"The dashboard is at http://127.0.0.1:{given.port} (Ctrl+C stops it).", flush=True)
    os.chdir(ROOT)
    from streamlit.web import cli

    sys.argv = [
        "streamlit",
        "run",
        "app.py",
        "--server.port",
        str(given.port),
        "--server.address",
        "127.0.0.1",
        "--server.headless",
        "true",
    ]
    return cli.main(prog_name="streamlit")


def free_port(wanted: int, tries: int = 50) -> int | None:
    """The wanted port of 127.0.0.1 if it is free, else the next free one; None when there is none."""
    for port in range(wanted, min(wanted + tries, 65536)):
        with socket.socket() as probe:
            if os.name != "nt":
                # A port left in TIME_WAIT by the last run is free; on Windows this option would allow stealing one.
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except (OSError, OverflowError):
                continue
            return port
    return None


def _published(given: argparse.Namespace) -> int:
    from challenge import published

    print(published.write_release(lait=given.lait, ees=given.ees, into=given.into))
    return 0


def _export(given: argparse.Namespace) -> int:
    from challenge.packs import dataset
    from challenge.store import open_store

    as_of = _day(given.as_of)
    store = open_store()
    try:
        tables, facts = _whole(store, given.cycle, as_of)
    finally:
        store.close()
    written = dataset.write(given.folder, tables, facts, store.practice)
    rows = ", ".join(f"{name} {table.num_rows:,}" for name, table in tables.items())
    print(f"Wrote {len(written)} files to {given.folder} (rows: {rows}).")
    if store.practice:
        print("Practice: BPNs, rounds, returned figures and placements in this store are invented.")
    return 0


def _whole(store: "Store", cycle: str | None, as_of: date | None) -> tuple[dict, dict[str, str]]:
    """The tables of the data set and what they state, for the reader with least access."""
    import pyarrow as pa

    import queries
    from challenge.links import SOURCES
    from challenge.store import end_of

    with store.seeing(READER, None if as_of is None else end_of(as_of), lines=False) as cursor:
        cycles = queries.frame.cycles(cursor)
        titles = dict(zip(cycles["cycle"], cycles["title"], strict=True))
        chosen = None if cycle is None else next((key for key, title in titles.items() if cycle in (key, title)), "")
        if chosen == "" or not titles:
            raise ChallengeError(
                place="export" if cycle is None else f"export --cycle {cycle}",
                found="no cycle that had been set up by then" if not titles else "no such cycle",
                expected=f"one of {', '.join(titles)}" if titles else "at least one",
                do="name one of these, or leave --cycle out" if titles else "choose a later day",
            )
        release = queries.frame.release(cursor).iloc[0]
        tables = {
            block.name: pa.concat_tables(
                [
                    cursor.execute(
                        block.sql, {name: {"cycle": chosen, "source": source}[name] for name in block.parameters}
                    ).to_arrow_table()
                    for source in (SOURCES if "source" in block.parameters else [None])
                ],
                promote_options="permissive",
            )
            for block in queries.export.blocks
        }
    return tables, {
        "cycle": titles[chosen] if chosen else ", ".join(titles.values()),
        "as of": f"{date.today()} (now)" if as_of is None else str(as_of),
        "figures": f"{release['title']}; {release['publisher']}; {release['licence']}",
        "vintage": release["note"],
        "returned": "what authorities returned in their self-views, the latest version of each",
        "store": "Practice: BPNs, rounds, returned figures and placements are invented" if store.practice else "live",
        "Ofsted": OFSTED[True],
        "made for": READER.declared,
    }


def _day(asked: str | None) -> date | None:
    try:
        return None if asked is None else date.fromisoformat(asked)
    except ValueError as error:
        raise ChallengeError(
            place=f"export --as-of {asked}",
            found="no day",
            expected="year-month-day",
            do="write it like 2017-11-16, or leave --as-of out",
        ) from error


def _store_make(given: argparse.Namespace) -> int:
    from challenge import making

    if given.live and not (given.name.strip() and given.role.strip()):
        raise ChallengeError(
            place="store make --live",
            found="no name and role",
            expected="who makes the live store",
            do='run: python -m challenge store make --live --name "Your name" --role "Sector-led improvement team"',
        )
    actor = Person(given.name.strip(), given.role.strip()) if given.name.strip() else making.PROGRAM
    made = making.make(kind="live" if given.live else "practice", actor=actor)
    if made.put_aside:
        print(f"A file that could not be read was kept as {made.put_aside}.")
    print(f"Made a {made.kind} store: {made.path}")
    return 0


def _store_practice_files(given: argparse.Namespace) -> int:
    from challenge.sampling import files

    made = files.write(files.shipped(), given.into)
    print(f"Wrote {len(made) - 1} self-views and {made[-1].name} into {given.into}")
    return 0


def _store_check(given: argparse.Namespace) -> int:
    from challenge import checking
    from challenge.store import open_store

    store = open_store()
    try:
        report = checking.check(store)
    finally:
        store.close()
    print(report)
    return 0 if report.sound else 1


def _store_where(given: argparse.Namespace) -> int:
    from challenge.place import default_folder

    folder = default_folder()
    there = "there is a store" if (folder / "store.duckdb").exists() else "no store yet: python -m challenge store make"
    print(f"{folder}   ({there})")
    return 0


if __name__ == "__main__":
    sys.exit(main())

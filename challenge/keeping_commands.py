"""The commands that keep a store safe and clean: ``python -m challenge backup``, ``restore`` and ``erase``."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from challenge.errors import ChallengeError

if TYPE_CHECKING:
    from challenge.backup import Backup


def add(commands: argparse._SubParsersAction) -> None:
    """Add ``backup``, ``restore`` and ``erase`` to the commands of the command line."""
    backup = commands.add_parser("backup", help="copy the store and the files that came, also while the dashboard runs")
    backup.add_argument("to", type=Path, metavar="DEST", help="a folder that does not exist yet, or is empty")
    backup.set_defaults(run=_backup)

    restore = commands.add_parser("restore", help="put a backup into an empty place, after checking all of it")
    restore.add_argument("backup", type=Path, metavar="BACKUP", help="the folder a backup was written to")
    restore.add_argument("--into", type=Path, metavar="FOLDER", help="an empty or new folder (default: the store's)")
    restore.set_defaults(run=_restore)

    erase = commands.add_parser("erase", help="take a name out of the store, its files, copies and backups for good")
    erase.add_argument(
        "--words", action="append", default=[], metavar="WORDS", help='what is to go, for example "Ann Example"; may be repeated'
    )
    erase.add_argument("--file", default="", metavar="SHA256", help="a file that came and goes whatever it holds")
    erase.add_argument("--why", required=True, help="the reason, which is kept: without the words themselves")
    erase.add_argument("--name", required=True, help="your name: kept as declared, not authenticated")
    erase.add_argument("--role", required=True, help="your role: kept as declared, not authenticated")
    erase.add_argument("--backups", nargs="+", type=Path, default=[], metavar="DIR", help="backups to erase from as well")
    erase.add_argument("--yes", action="store_true", help="do it (default: only say what would be erased)")
    erase.set_defaults(run=_erase)


def _backup(given: argparse.Namespace) -> int:
    from challenge.backup import back_up

    made, audits = back_up(given.to)
    print(f"Wrote a backup of the {made.kind} store to {given.to} and opened it to verify.")
    print(made.ofsted)
    print(f"Revision {made.revision}, schema version {made.schema_version}; {_held(made)}.")
    print("\n".join(f"  {count:>9,}  {name}" for name, count in made.rows.items()))
    print(f"{audits[0].upper()}{audits[1:]}.")
    for name in made.missing:
        print(f"Not in the backup, because it is gone from the store or no longer as it came: {name}")
    return 0


def _held(made: "Backup") -> str:
    return f"{len(made.rows)} tables with {sum(made.rows.values()):,} rows; files received: {len(made.files) - 1}"


def _restore(given: argparse.Namespace) -> int:
    from challenge.backup import restore

    made, into = restore(given.backup, given.into)
    print(f"Checked {given.backup} and put it into {into}.")
    print(f"A {made.kind} store of {made.made_at}, revision {made.revision}; {_held(made)}.")
    return 0


def _erase(given: argparse.Namespace) -> int:
    from challenge import erasing
    from challenge.access import Person
    from challenge.sought import Sought

    if not given.words and not given.file:
        raise ChallengeError(
            place="erase",
            found="neither --words nor --file",
            expected="what is to be erased",
            do='write for example --words "Ann Example"',
        )
    if not all(text.strip() for text in (given.why, given.name, given.role)):
        raise ChallengeError(
            place="erase --why, --name, --role",
            found="one that is empty",
            expected="why it is erased, and who does it",
            do="fill all three: they are what is kept of an erasure",
        )
    plan = erasing.plan(Sought(tuple(given.words)), backups=tuple(given.backups), file=given.file)
    print(erasing.in_words(plan))
    if not plan.places and not plan.broken:
        print("Found nowhere: there is nothing to erase, and nothing has been changed.")
        return 0
    if not given.yes:
        print(f"{plan.places} places. Nothing has been changed: give the command again with --yes to erase.")
        return 0
    erasing.carry_out(plan, given.why.strip(), Person(given.name.strip(), given.role.strip()))
    print(f"Erased in {plan.places} places, each shown as [erased]. When, why and by whom is kept in the table erasure.")
    if not given.backups:
        print("No backup was named: those you have still hold the words. Name them with --backups, or delete them.")
    return 0

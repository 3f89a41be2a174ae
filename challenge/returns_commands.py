"""The commands about self-views: ``python -m challenge returns …``."""

import argparse
from datetime import date
from pathlib import Path

from challenge.access import READER
from challenge.errors import ChallengeError

FORMATS = ("docx", "xlsx", "csv")


def add(commands: argparse._SubParsersAction) -> None:
    """Add ``returns`` with its steps to the commands of the command line."""
    returns = commands.add_parser("returns", help="self-views: write an authority's template")
    steps = returns.add_subparsers(title="steps", metavar="STEP", required=True)

    template = steps.add_parser("template", help="write a self-view template, filled with the authority's published figures")
    which = template.add_mutually_exclusive_group(required=True)
    which.add_argument("--authority", metavar="NAME", help="an authority of the cycle by name or key, e.g. Bury")
    which.add_argument("--all", action="store_true", help="one for every authority of the cycle")
    template.add_argument("--cycle", help="the cycle, e.g. 2017-18 (default: the one screens open with)")
    template.add_argument("--format", choices=FORMATS, default="docx", help="Word, Excel, or CSV with the figures alone")
    template.add_argument("--as-of", metavar="YYYY-MM-DD", help="figures published by this day (default: now)")
    template.add_argument("--return-to", metavar="WHO", default="", help="who receives self-views: a name and an e-mail address")
    template.add_argument(
        "--into", type=Path, default=Path(), metavar="PATH", help="a file, or a folder for files (default: this folder)"
    )
    template.set_defaults(run=_template)

    from challenge import reading_commands

    reading_commands.add(steps)


def _template(given: argparse.Namespace) -> int:
    from challenge.packs.self_view import for_ofsted, stem
    from challenge.store import end_of, open_store
    from challenge.templating import made, templates

    as_of = _day(given.as_of)
    if given.all and given.into.suffix and not given.into.is_dir():
        raise ChallengeError(
            place=f"returns template --all --into {given.into}",
            found="the name of one file",
            expected="a folder",
            do="name a folder: one file for every authority is written into it",
        )
    one_file = bool(given.into.suffix) and not given.into.is_dir()
    if one_file and given.into.suffix.lower() != f".{given.format}":
        ending = given.into.suffix.lower()[1:]
        raise ChallengeError(
            place=f"returns template --format {given.format} --into {given.into}",
            found=f"a file that ends with .{ending}",
            expected=f"a name that ends with .{given.format}",
            do=f"write --format {ending}" if ending in FORMATS else f"name it {given.into.stem}.{given.format}",
        )
    store = open_store()
    try:
        with store.seeing(READER, None if as_of is None else end_of(as_of), lines=False) as cursor:
            filled = templates(store, cursor, given.cycle, None if given.all else given.authority, as_of, given.return_to)
    finally:
        store.close()
    for one in filled:
        path = given.into if one_file else given.into / f"{stem(one, for_ofsted(one.form, given.format))}.{given.format}"
        _write(path, made(one, given.format))
    plural = f"{len(filled)} templates into {given.into}" if given.all else f"{path}"
    print(f"Wrote {plural} ({filled[0].cycle_title}, filled with published figures as known {as_of or 'now'}).")
    return 0


def _day(asked: str | None) -> date | None:
    try:
        return None if asked is None else date.fromisoformat(asked)
    except ValueError as error:
        raise ChallengeError(
            place=f"returns template --as-of {asked}",
            found="no day",
            expected="year-month-day",
            do="write it like 2017-10-31, or leave --as-of out",
        ) from error


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise ChallengeError(
            place=str(path),
            found=f"that it cannot be written ({error.strerror or error})",
            expected="a place you may write to",
            do="name another with --into, or close the program that has the file open",
        ) from error

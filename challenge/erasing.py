"""Erasure: the one exception to a ledger that only grows.

What a law or a slip demands goes from the store, the files that came, its copies, what was put aside, and the backups; a stub says
when, why, by whom and in how many places, not what.
"""

from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from challenge import backup, reference
from challenge.access import Person
from challenge.errors import ChallengeError
from challenge.place import default_folder
from challenge.rewriting import Found, look, rewrite
from challenge.snapshots import REQUESTS
from challenge.sought import CannotLook, Sought
from challenge.store import StoreUnusable, connect, now

SHIPPED_FIGURES = {"published_figure", "release"}


@dataclass
class Plan:
    """What an erasure would do. ledgers: store files to be written anew, the store's last. files: files that came, to be removed,
    by SHA-256. broken: store files that cannot be read and so are removed. unclear: files nobody can look into, with why. others:
    files of somebody else that hold the words. backups: what each says of itself."""

    folder: Path
    sought: Sought
    ledgers: list[Found] = field(default_factory=list)
    files: dict[str, list[Path]] = field(default_factory=dict)
    broken: list[Path] = field(default_factory=list)
    unclear: dict[Path, str] = field(default_factory=dict)
    others: list[Path] = field(default_factory=list)
    backups: dict[Path, backup.Backup] = field(default_factory=dict)

    @property
    def places(self) -> int:
        """How many cells and files hold what is to go."""
        return sum(sum(found.cells.values()) for found in self.ledgers) + sum(map(len, self.files.values()))

    @property
    def longer(self) -> dict[str, int]:
        """Longer words that hold a sought one, which are not touched: rows of the store."""
        return dict(self.ledgers[-1].longer)


def plan(sought: Sought, folder: Path | None = None, backups: tuple[Path, ...] = (), file: str = "") -> Plan:
    """Look where the words stand and which files are to go; nothing is changed. file: the beginning of the SHA-256 of a file that
    goes whatever it holds.

    ``StoreUnusable`` while the dashboard runs; ``ChallengeError`` when the words are the program's own, too few to tell, or a
    backup is damaged.
    """
    folder = folder or default_folder()
    _refuse_own_words(sought)
    if not (folder / backup.STORE_FILE).is_file():
        raise StoreUnusable(
            place=str(folder),
            found="no store",
            expected="the store to erase from",
            do="name its folder in CHALLENGE_STORE: python -m challenge store where says which one is looked at",
        )
    made = Plan(folder, sought)
    _settle(folder / backup.STORE_FILE)
    for place in backups:
        try:
            made.backups[place] = backup.verify(place)
        except backup.NoBackup as error:
            raise ChallengeError(
                place=error.place,
                found=error.found,
                expected="a whole backup",
                do="delete this backup, for nobody can tell what is in it, and give the command again without it",
            ) from error
        made.ledgers.append(look(place / backup.STORE_FILE, sought))
    for path in sorted([*(folder / "copies").glob("*.duckdb"), *(folder / "aside").glob("*.duckdb")]):
        try:
            _settle(path)
            made.ledgers.append(look(path, sought))
        except StoreUnusable as error:
            if "damaged" not in error.found and "another version of DuckDB" not in error.found:
                raise
            made.broken.append(path)
        except duckdb.Error:
            made.broken.append(path)
    try:
        made.ledgers.append(look(folder / backup.STORE_FILE, sought))
    except duckdb.Error as error:
        raise StoreUnusable(
            place=str(folder / backup.STORE_FILE),
            found=f"a part of the file that cannot be read ({str(error).splitlines()[0]})",
            expected="a whole file",
            do="restore a backup, then erase from that",
        ) from error
    _refuse_figures(made)
    _look_at_files(made, file)
    return made


def _refuse_own_words(sought: Sought) -> None:
    if not all(sum(map(len, parts)) >= 2 for parts in sought.parts):
        raise ChallengeError(
            place="erase --words",
            found="fewer than two letters or digits",
            expected="a name or phrase",
            do='write it between quotes, for example --words "Ann Example"',
        )
    own = [*reference.REFERENCE.rglob("*.csv"), *reference.REFERENCE.rglob("*.toml"), *reference.PUBLISHED.glob("*.csv")]
    for path in sorted(own):
        if sought.stands_in(path.read_text(encoding="utf-8")):
            raise ChallengeError(
                place=path.relative_to(reference.ROOT).as_posix(),
                found="the words in the program's own reference data, which would load them again",
                expected="words that somebody sent or wrote",
                do="give more of the words (first name and surname); if they do not belong there, take them out of that file first",
            )


def _refuse_figures(made: Plan) -> None:
    for found in made.ledgers:
        for table, column in found.cells:
            if table in SHIPPED_FIGURES:
                raise ChallengeError(
                    place=f"{found.path}, table {table}, {column}",
                    found="the words in published official statistics",
                    expected="words that somebody sent or wrote",
                    do="give more of the words, so that they stand for one person only",
                )


def _settle(path: Path) -> None:
    """Have everything in the file itself and nothing beside it. ``StoreUnusable`` while another process has it open."""
    try:
        connection = connect(path)
    except StoreUnusable as error:
        if "in use by another process" in error.found:
            error.do = (
                "stop the dashboard (Ctrl+C in its window): an erasure needs the store for itself. Then give the command again"
            )
            error.args = (error.place, error.found, error.expected, error.do)
        raise
    try:
        connection.execute("checkpoint")
    finally:
        connection.close()


def _look_at_files(made: Plan, file: str) -> None:
    linked = set().union(*(found.files for found in made.ledgers))
    named = set()
    ledgers = {found.path for found in made.ledgers} | set(made.broken)
    for top in (made.folder, *made.backups):
        for path in sorted(each for each in top.rglob("*") if each.is_file()):
            within = path.relative_to(top).parts
            if path in ledgers or _left_over(path.relative_to(top)) or within == (backup.MANIFEST,):
                continue
            came = len(within) == 2 and within[0] == "files"
            chosen = bool(file) and came and path.name.startswith(file)
            if chosen:
                named.add(path.stem)
            if chosen or (came and path.stem in linked) or _holds(made, path):
                if came:
                    made.files.setdefault(path.stem, []).append(path)
                else:
                    made.others.append(path)
    if file and len(named) != 1:
        raise ChallengeError(
            place=f"erase --file {file}",
            found="no file that came" if not named else f"{len(named)} files that came",
            expected="the SHA-256 of one file, or as much of its beginning as tells it from the others",
            do=f"look into {made.folder / 'files'}: each file's name is its SHA-256",
        )


def _holds(made: Plan, path: Path) -> bool:
    try:
        return made.sought.stands_in_file(path.name, path.read_bytes())
    except (CannotLook, OSError) as error:
        made.unclear[path] = str(error)
        return False


def _left_over(path: Path) -> bool:
    """Whether a file is what a step of this program that broke off has left: it goes in any case."""
    head = path.parts[0]
    ours = head == REQUESTS or head.startswith((backup.BROKEN_OFF, "store.making.duckdb"))
    return ours or path.name.endswith((".erasing", ".erasing.wal")) or (head == "files" and path.suffix == ".part")


def carry_out(made: Plan, why: str, actor: Person) -> None:
    """Erase. Everything is written anew first; only when all of it is there does the new take the place of the old, the store last.

    ``ChallengeError`` when the reason holds the words, or the store is of an older version; then nothing is changed.
    """
    if any(made.sought.stands_in(text) for text in (why, actor.name, actor.role)):
        raise ChallengeError(
            place="erase --why, --name or --role",
            found="the words that are to be erased",
            expected="a reason without them, for it is kept",
            do='write for example --why "a child was named in a return"',
        )
    if "erasure" not in made.ledgers[-1].tables:
        raise StoreUnusable(
            place=str(made.folder / backup.STORE_FILE),
            found="a store of an older version of this program",
            expected="one that can say that something was erased",
            do="bring it forward first: python -m challenge store check",
        )
    stub = {"erased_at": now(), "why": why, "places": made.places, "actor": actor.name, "actor_role": actor.role}
    fresh: list[tuple[Path, Path]] = []
    try:
        for found in made.ledgers:
            fresh.append((rewrite(found, made.sought, set(made.files), stub), found.path))
    except BaseException:
        for found in made.ledgers:
            for ending in (".erasing", ".erasing.wal"):
                found.path.with_name(found.path.name + ending).unlink(missing_ok=True)
        raise
    try:
        _put_in_place(made, fresh)
    except OSError as error:
        raise ChallengeError(
            place=str(error.filename or made.folder),
            found=f"that it cannot be changed ({error.strerror or error})",
            expected="files you may write, which no program has open",
            do="close what has it open, then give the same command again: what is done already stays done",
        ) from error


def _put_in_place(made: Plan, fresh: list[tuple[Path, Path]]) -> None:
    for path in [*made.broken, *(path for paths in made.files.values() for path in paths)]:
        path.unlink()
        path.with_name(f"{path.name}.wal").unlink(missing_ok=True)
    for new, old in fresh:
        new.replace(old)
        if old.parent in made.backups:
            said = made.backups[old.parent]
            missing = [text for text in said.missing if not made.sought.stands_in(text)]
            backup.write_manifest(old.parent, missing, said.made_at)
    for top in (made.folder, *made.backups):
        for path in sorted(each for each in top.rglob("*") if each.is_file() and _left_over(each.relative_to(top))):
            path.unlink()


def in_words(made: Plan) -> str:
    """What a plan finds, place by place."""
    lines = []
    for found in reversed(made.ledgers):
        lines.append(f"{found.path}: {sum(found.cells.values())} cells" + (", the file is written anew" if made.places else ""))
        lines += [f"  {table}.{column}: {rows}" for (table, column), rows in sorted(found.cells.items())]
    for title, listed in (
        ("Files that came, removed", [path for paths in made.files.values() for path in paths]),
        ("Broken store files, which nobody can look into, removed", made.broken),
        ("Not this program's files: they hold the words, delete or mend them yourself", made.others),
    ):
        if listed:
            lines += [f"{title}:", *(f"  {path}" for path in listed)]
    if made.unclear:
        lines.append("Files nobody can look into; name one with --file to remove it:")
        lines += [f"  {path}: {why}" for path, why in made.unclear.items()]
    if made.longer:
        words = ", ".join(f"{word} ({rows})" for word, rows in sorted(made.longer.items())[:12])
        lines.append(f"Within longer words, which stay: {words}. Give them with --words if they are meant.")
    return "\n".join(lines)

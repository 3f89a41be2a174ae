"""The commands that read self-views: ``python -m challenge returns check FILE…`` and ``returns load FILE…``."""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from challenge.access import OFSTED, READER, Person
from challenge.errors import ChallengeError

if TYPE_CHECKING:
    from challenge.returns.asking import Cycle
    from challenge.returns.self_view import SelfView
    from challenge.store import Store


def add(steps: argparse._SubParsersAction) -> None:
    """Add ``check`` and ``load`` to the steps of ``returns``."""
    check = steps.add_parser("check", help="read self-views and say what is wrong with them; nothing is stored")
    _which(check)
    check.add_argument("--json", action="store_true", help="one JSON object for each file, as a list")
    check.set_defaults(run=_check)

    load = steps.add_parser("load", help="read self-views and store them, each as its authority's next version")
    _which(load)
    load.add_argument("--name", default="", help="your name: kept as declared, not authenticated")
    load.add_argument("--role", default="", help="your role: kept as declared, not authenticated")
    load.set_defaults(run=_load)


def _which(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="Word (.docx, .doc), Excel (.xlsx) or CSV files")
    parser.add_argument(
        "--authority", help="whose they are, by name or key; a file of another is refused (default: as the file says)"
    )
    parser.add_argument("--cycle", help="the cycle, e.g. 2017-18; a file of another is refused (default: as the file says)")


def _check(given: argparse.Namespace) -> int:
    from challenge.returns import reading

    store, why_not = _store_if_there()
    try:
        cycles = _cycles(store)
        authority, cycle = _chosen(given, cycles)
        views = _twice([reading.read_path(path, authority=authority, cycle=cycle, cycles=cycles) for path in given.files])
        views = [_compared(store, view) for view in views]
    finally:
        if store is not None:
            store.close()
    if given.json:
        json.dump([{"ofsted": OFSTED[False]} | reading.as_json(view) for view in views], sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        print("\n\n".join("\n".join(_report(view, cycles)) for view in views))
    if why_not:
        print(f"Not set beside published figures: {why_not}", file=sys.stderr)
    return int(any(view.blocked for view in views))


def _load(given: argparse.Namespace) -> int:
    from challenge import receiving
    from challenge.returns import reading
    from challenge.store import open_store

    if not (given.name.strip() and given.role.strip()):
        raise ChallengeError(
            place="returns load",
            found="no name and role",
            expected="who takes the self-views in",
            do='run: python -m challenge returns load FILE… --name "Your name" --role "Sector-led improvement team"',
        )
    actor = Person(given.name.strip(), given.role.strip())
    store = open_store()
    kept_out = 0
    try:
        cycles = receiving.cycles(store, actor)
        authority, cycle = _chosen(given, cycles)
        read = [reading.read_path(path, authority=authority, cycle=cycle, cycles=cycles) for path in given.files]
        for path, view in zip(given.files, _twice(read), strict=True):
            taken = (
                receiving.Taken(view, "refused")
                if view.refused
                else receiving.store_read(store, _compared(store, view), path.read_bytes(), actor)
            )
            kept_out += taken.outcome == "refused"
            print("\n".join(_report(taken.view, cycles, figures=False)))
            print(f"  {taken.said}\n")
    finally:
        store.close()
    return int(kept_out > 0)


def _store_if_there() -> tuple["Store | None", str]:
    """The store, or why there is none to compare with: a file can be read without."""
    from challenge.place import default_folder
    from challenge.store import StoreUnusable, open_store

    if not (default_folder() / "store.duckdb").exists():
        return None, "there is no store yet (python -m challenge store make)."
    try:
        return open_store(), ""
    except StoreUnusable as error:
        return None, f"{error.found}. The self-check screen of the running dashboard does it."


def _cycles(store: "Store | None") -> dict[str, "Cycle"]:
    from challenge import receiving
    from challenge.returns import asking

    return asking.shipped() if store is None else receiving.cycles(store, READER)


def _chosen(given: argparse.Namespace, cycles: dict[str, "Cycle"]) -> tuple[str | None, str | None]:
    """The authority and cycle named on the command line, as keys; ``ChallengeError`` names the nearest."""
    from challenge import links

    titles = {key: cycle.title for key, cycle in cycles.items()}
    names = {key: spellings[0] for cycle in cycles.values() for key, spellings in (cycle.members | cycle.others).items()}
    found = []
    for option, known in (("authority", names), ("cycle", titles)):
        asked = getattr(given, option)
        try:
            found.append(links.find(option, option, asked, known) if asked else None)
        except links.Unknown as unknown:
            raise ChallengeError(
                place=f"--{option} {asked}",
                found=f"no such {option}",
                expected=" or ".join(name for _, name in unknown.nearest),
                do="write it like one of these",
            ) from None
    return found[0], found[1]


def _twice(views: list["SelfView"]) -> list["SelfView"]:
    """Of two files of one authority neither is taken: each says which the other is."""
    from challenge.returns.document import Problem

    def others(view: "SelfView") -> list[str]:
        return [each.file for each in views if each is not view and not each.refused and _whose(each) == _whose(view)]

    problems = [
        Problem(
            view.file, f"another file of the same authority: {', '.join(found)}", "one for each", "send the one that counts", True
        )
        if not view.refused and (found := others(view))
        else None
        for view in views
    ]
    return [
        view if problem is None else replace(view, problems=(problem, *view.problems))
        for view, problem in zip(views, problems, strict=True)
    ]


def _whose(view: "SelfView") -> tuple:
    return view.authority, view.cycle


def _compared(store: "Store | None", view: "SelfView") -> "SelfView":
    """With what comparing it with published figures finds to confirm."""
    if store is None or view.refused:
        return view
    from challenge import comparing

    return replace(view, problems=(*view.problems, *comparing.compare(store, READER, view).problems))


def _report(view: "SelfView", cycles: dict[str, "Cycle"], figures: bool = True) -> Iterator[str]:
    """What was read from a file, line by line: whose it is, a line for each KPI, and the problems."""
    cycle = cycles.get(view.cycle or "")
    name = cycle.members.get(view.authority or "", (view.authority,))[0] if cycle else view.authority
    yield f"{view.file}: {name or 'authority not known'}, {cycle.title if cycle else 'cycle not known'}"
    if cycle and figures and view.figures:
        width = max(len(kpi.name) for kpi in cycle.kpis.values())
        yield f"  {'':>2} {'':<{width}}" + "".join(f"{column.label:>18}" for column in cycle.columns)
        cells = {(figure.number, figure.period): figure for figure in view.figures}
        for kpi in sorted(cycle.kpis.values(), key=lambda each: each.number):
            shown = "".join(f"{_shown(cells.get((kpi.number, column.key)), kpi.decimals):>18}" for column in cycle.columns)
            yield f"  {kpi.number:>2} {kpi.name:<{width}}{shown}"
    blocking = sum(problem.blocks for problem in view.problems)
    yield f"  {len(view.problems)} to look at, {blocking} of them blocking" if view.problems else "  no problem found"
    for problem in view.problems:
        yield f"  {'BLOCKS ' if problem.blocks else 'confirm'} {problem.place}"
        yield f"          found {problem.found}"
        yield f"          expected {problem.expected}"
        yield f"          {problem.do}"


def _shown(figure, decimals: int) -> str:
    if figure is None:
        return "–"
    if figure.value is None:
        return figure.status.replace("_", " ")
    return f"{figure.value:,.{max(decimals, 1)}f}".rstrip("0").rstrip(".") + (" (part)" if figure.part_year else "")

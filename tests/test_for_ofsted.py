"""Every export declares whether it may go to Ofsted. Each one there is, is found by itself, made and opened: what may go holds no
placement, what may not says so inside and in its name, and what declares nothing fails."""

import argparse
import ast
import html
import io
import json
import re
import shutil
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pyarrow as pa
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from challenge import __main__, access, picture, screen, session, sheet, store, widgets
from challenge.access import OFSTED, Person

ROOT = Path(__file__).resolve().parents[1]
SCREENS = [name for screens in screen.SCREENS.values() for name, _ in screens]
# Everything a reader can choose at once; a screen takes what it knows.
RICH = {
    "cycle": "2017-18",
    "area": "bury",
    "kpi": "rereferrals",
    "bpn": "trafford",
    "theme": "caseload",
    "chosen": "bury,wigan",
    "enabler": "engaging-partners",
}
CHOICES = ({}, RICH, RICH | {"source": "returned", "area": "cumbria", "kpi": "caseload", "against": "agreed", "arrange": "gap"})
# Parts of one screen that are chosen by address.
PARTS = {"questions": ({"show": "themes"}, {"show": "ofsted"})}
# What makes a file that leaves: each is called where an export is offered.
OFFERING = {"downloads": session, "take_along": widgets, "save_row": picture, "picture": picture}
COMMANDS = {
    *("returns template", "returns check"),
    # What these declare is looked at in test_export.py and test_backup.py, where the command is given.
    *("export", "backup"),
    # These write no file that is handed on.
    *("run", "published", "restore", "erase", "returns load", "store make", "store check", "store where", "store practice-files"),
}
GRID = re.compile(r"position|placement|enabler", re.I)
NOT_FOR = re.compile(r"not[ -]for[ -]ofsted", re.I)
ENDS = re.compile(r"</(?:w:p|w:tc|si|c|is|oddHeader|oddFooter|dc:title)>")


@dataclass(frozen=True)
class Export:
    """One file that leaves: where it is offered, its name with ending, and its bytes."""

    where: str
    name: str
    data: bytes


@dataclass(frozen=True)
class Grid:
    """What no file for Ofsted may hold: evidence of every placement there is, keys and names of enablers, names of positions."""

    evidence: frozenset[str]
    enablers: dict[str, str]
    positions: tuple[str, ...]


def text_of(export: Export) -> str:
    """All words of a file, also those in its headers, tips and lists."""
    if export.data[:2] != b"PK":
        return export.data.decode("utf-8-sig")
    with zipfile.ZipFile(io.BytesIO(export.data)) as parts:
        whole = "\n".join(parts.read(name).decode("utf-8") for name in parts.namelist() if name.endswith((".xml", ".rels")))
    return html.unescape(re.sub(r"<[^>]+>", "", ENDS.sub("\n", whole)))


def words_of(table: pa.Table) -> str:
    """The heads of a table and every text in it, each once."""
    texts = [column.unique().to_pylist() for column in table.columns if column.type in (pa.string(), pa.large_string())]
    return "\n".join([*table.column_names, *(text for each in texts for text in each if text)])


def columns_of(export: Export) -> list[str]:
    """The heads of its tables."""
    if export.name.endswith(".xlsx"):
        book = openpyxl.load_workbook(io.BytesIO(export.data))
        return [str(cell.value) for cell in book.worksheets[0][1]]
    return export.data.decode("utf-8-sig").split("\r\n", 1)[0].split(",") if export.name.endswith(".csv") else []


def placements_in(export: Export, grid: Grid) -> list[str]:
    """What of the improvement grid stands in a file."""
    words = text_of(export)
    plain = " ".join(words.split())
    found = [f"evidence: {line}" for line in grid.evidence if line in plain]
    found += [f"enabler: {key}" for key in grid.enablers if key in words]
    placed = [name for name in grid.positions if name in words]
    found += [f"{name} beside {placed[0]}" for name in grid.enablers.values() if placed and name in words]
    return found + [f"column {name}" for name in columns_of(export) if GRID.search(name)]


def wrong(export: Export, grid: Grid) -> list[str]:
    """What is wrong with how a file declares itself."""
    words = text_of(export)
    if NOT_FOR.search(export.name):
        return [] if NOT_FOR.search(words) else ["only its name says that it is not for Ofsted"]
    if OFSTED[False] in words or "Not for Ofsted" in words:
        return ["its name does not say that it is not for Ofsted"]
    return placements_in(export, grid) if "May go to Ofsted" in words else ["it declares nothing"]


def calls() -> dict[tuple[str, int], range]:
    """Every place in the program where an export is offered: file and first line → its lines."""
    found = {}
    for path in [*(ROOT / "challenge").rglob("*.py"), *(ROOT / "pages").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in OFFERING:
                module = OFFERING[node.func.attr].__name__.removeprefix("challenge.")
                if getattr(node.func.value, "id", None) == module:
                    found[path.relative_to(ROOT).as_posix(), node.lineno] = range(node.lineno, node.end_lineno + 1)
    return found


@pytest.fixture(scope="module")
def folder(practice_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A practice store of these tests' own, as the server would open it."""
    own = tmp_path_factory.mktemp("ofsted") / "store"
    shutil.copytree(practice_folder, own)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("CHALLENGE_STORE", str(own))
        yield own
        store.close_shared()


def grid_of(practice: store.Store) -> Grid:
    """What the practice store holds of the improvement grid."""
    run = practice.connection.cursor().execute
    lines = run("select evidence from placement_entry union select evidence from returned_placement").fetchall()
    enablers = dict(run("select enabler, name from reference_enabler").fetchall())
    positions = tuple(name for (name,) in run("select distinct name from reference_grid_position").fetchall())
    return Grid(frozenset(" ".join(line.split()) for (line,) in lines if len(line) > 15), enablers, positions)


@pytest.fixture(scope="module")
def grid(practice: store.Store) -> Grid:
    return grid_of(practice)


@pytest.fixture(scope="module")
def offered(scanned_once: None, folder: Path) -> tuple[list[Export], set[tuple[str, int]]]:
    """Every export of every screen, made, and the lines of the program that offered them."""
    made: dict[tuple, Export] = {}
    lines: set[tuple[str, int]] = set()
    charts: dict[tuple[str, str], str] = {}
    here = ""

    def recording(does):
        def recorded(*given, **named):
            frame = sys._getframe(1)
            if frame.f_code.co_filename.startswith(str(ROOT)):
                lines.add((Path(frame.f_code.co_filename).relative_to(ROOT).as_posix(), frame.f_lineno))
            return does(*given, **named)

        return recorded

    def button(label: str, data: object, file_name: str, **_: object) -> bool:
        made[here, label, file_name] = Export(f"{here}: {label}", file_name, data() if callable(data) else data)
        return False

    def shown(_: str, data: dict, key: str, **__: object) -> None:
        for tree in data.get("tree", []):
            pictures(tree, None)

    def pictures(tree: object, figure: object) -> None:
        if not isinstance(tree, list):
            return
        figure = tree if tree[0] == "figure" else figure
        if "data-lines" in tree[1]:
            saved[tree[1]["data-name"]] = (here, tree[1], figure)
        for child in tree[2:]:
            pictures(child, figure)

    saved: dict[str, tuple] = {}
    with pytest.MonkeyPatch.context() as patched:
        for name, module in OFFERING.items():
            patched.setattr(module, name, recording(getattr(module, name)))
        patched.setattr(st, "download_button", button)
        patched.setattr(sheet, "show", shown)
        patched.setattr(session.rug, "mount", lambda *_: None)
        patched.setattr(st, "plotly_chart", lambda figure, key, **_: charts.__setitem__((here, key), figure.to_json()))
        for name in SCREENS:
            for choices in (*CHOICES, *PARTS.get(name, ())):
                here = f"{name} {choices}"
                run = AppTest.from_function(_drawn, args=(name,), default_timeout=120)
                run.query_params.update(choices)
                run.session_state["declared"] = Person("Ann Lee", access.ROLES[1])
                assert not run.run().exception, here
    for name, (place, about, figure) in saved.items():
        drawn = charts[place, about["data-of"]] if about.get("data-of") else sheet.to_text(figure)
        said = "\n".join([about["data-title"], about["data-lines"], drawn])
        made[name,] = Export(f"picture on {place}", f"{name}.svg", said.encode())
    return list(made.values()), lines


def _drawn(name: str) -> None:
    from challenge import session

    session.draw(name)


def test_every_place_that_offers_an_export_was_reached(offered: tuple[list[Export], set[tuple[str, int]]]):
    reached = {call for call, span in calls().items() if any(path == call[0] and line in span for path, line in offered[1])}
    assert len(reached) > 15
    assert set(calls()) - reached == set()


def test_what_may_go_to_ofsted_holds_no_placement_and_what_may_not_says_so(
    offered: tuple[list[Export], set[tuple[str, int]]], grid: Grid
):
    exports = offered[0]
    assert {export.where: found for export in exports if (found := wrong(export, grid))} == {}
    endings = {Path(export.name).suffix for export in exports if not NOT_FOR.search(export.name)}
    kept = {Path(export.name).suffix for export in exports if NOT_FOR.search(export.name)}
    assert endings >= {".csv", ".xlsx", ".svg"} and kept >= {".csv", ".xlsx", ".svg", ".docx"}
    # What is kept from Ofsted does hold placements: else nothing would have been looked for.
    assert any(placements_in(export, grid) for export in exports if NOT_FOR.search(export.name) and export.name.endswith(".csv"))


def test_files_leave_by_no_other_way():
    found = {
        (path.relative_to(ROOT).as_posix(), hit)
        for path in [*(ROOT / "challenge").rglob("*.py"), *(ROOT / "pages").glob("*.py")]
        for hit in re.findall(r"\.download_button\(|\bdata_save=|\bdownload=", path.read_text(encoding="utf-8"))
    }
    assert found == {
        ("challenge/session.py", ".download_button("),
        ("challenge/widgets.py", ".download_button("),
        ("challenge/picture.py", "data_save="),
    }


def test_every_command_is_known_to_write_a_file_or_not():
    def commands(parser: argparse.ArgumentParser, before: str = "") -> Iterator[str]:
        steps = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
        for name, step in ((name, step) for action in steps for name, step in action.choices.items()):
            yield from commands(step, f"{before}{name} ")
        if not steps:
            yield before.strip()

    assert set(commands(__main__._parser())) == COMMANDS


def test_every_command_that_writes_a_file_declares_it(
    practice_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture, grid: Grid
):
    shutil.copytree(practice_folder, tmp_path / "store")
    monkeypatch.setenv("CHALLENGE_STORE", str(tmp_path / "store"))
    for ending in ("docx", "xlsx", "csv"):
        asked = ["--authority", "Bury", "--cycle", "2017-18", "--format", ending, "--into", str(tmp_path / "blank")]
        assert __main__.main(["returns", "template", *asked]) == 0
    blank = [Export("template", path.name, path.read_bytes()) for path in (tmp_path / "blank").iterdir()]
    assert {export.name: wrong(export, grid) for export in blank} == {
        "not-for-ofsted-self-view-bury-2017-18.docx": [],
        "not-for-ofsted-self-view-bury-2017-18.xlsx": [],
        "self-view-bury-2017-18.csv": [],
    }
    capsys.readouterr()
    __main__.main(["returns", "check", "--json", str(tmp_path / "blank" / blank[0].name)])
    assert [one["ofsted"] for one in json.loads(capsys.readouterr().out)] == [OFSTED[False]]


def test_an_export_that_declares_nothing_or_hides_a_placement_is_found(grid: Grid):
    def found(name: str, words: str) -> list[str]:
        return wrong(Export("planted", name, words.encode()), grid)

    line = max(grid.evidence, key=len)
    may = OFSTED[True]
    assert found("figures.csv", "area,value\r\nbury,1") == ["it declares nothing"]
    assert found("figures.csv", f"area,value,Ofsted\r\nbury,1,{OFSTED[False]}") == [
        "its name does not say that it is not for Ofsted"
    ]
    assert found("not-for-ofsted-grid.csv", "area,value\r\nbury,1") == ["only its name says that it is not for Ofsted"]
    assert found("figures.csv", f"area,value,Ofsted\r\nbury,1,{may}") == []
    assert found("figures.csv", f"area,self_position,Ofsted\r\nbury,1,{may}") == ["column self_position"]
    assert f"evidence: {line}" in found("words.csv", f"area,text,Ofsted\r\nbury,{line},{may}")
    assert found("map.svg", f"fostering-innovation 3\n{may}") == ["enabler: fostering-innovation"]
    assert found("map.svg", f"Fostering innovation\nGood to great\n{may}") == ["Fostering innovation beside Good to great"]

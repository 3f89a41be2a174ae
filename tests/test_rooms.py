"""The rooms are kept: who may import whom, where a screen is drawn, where SQL stands, and what a file may be."""

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# Rooms of challenge/, from left to right; a module that is named nowhere makes marks, words and files, and is held to most.
WORDS = {"errors", "access"}
FIGURES = {"reference", "published", "published_check", "returns", "settings_checks"}
STORE = {
    *("store", "connecting", "held", "place", "making", "practice", "checking", "snapshots"),
    *("backup", "sought", "rewriting", "erasing"),
    *("receiving", "mending", "comparing", "cycle_settings", "memberships"),
    *("placements", "agenda", "tagging", "prompting"),
    *("questions", "question_words", "focusing", "issuing", "ofsted_lines"),
}
FRAME = {
    "screen",
    "session",
    "usual",
    "widgets",
    "acting",
    "placing_acts",
    "question_acts",
    "line_parts",
    "templating",
    "taking_in",
    "returned_parts",
    "settings_parts",
    "settings_grids",
    "draft_parts",
    "placing_parts",
    "meeting_parts",
    "position_parts",
    "wizard_parts",
    "tag_parts",
    "prompt_parts",
    "starting_parts",
    "question_parts",
    "question_letters",
    "ofsted_parts",
    "ofsted_adding",
    "ofsted_desk",
    "asked_parts",
    "focus_parts",
    "issue_parts",
    "issued_parts",
    "issued_packs",
}
WAY_IN = {"__main__", "reading_commands", "returns_commands", "keeping_commands", "sampling"}
# What a room may not import, with what is meant by it. A name stands for everything under it.
SCREENS = ("streamlit", "pages", "app", *(f"challenge.{name}" for name in sorted(FRAME)))
STORED = (*(f"challenge.{name}" for name in sorted(STORE)), "duckdb")
MARKED = "charts, headlines, links, masthead, messages, opened, packs, rug, shading, sheet, wording"
MARKS = tuple(f"challenge.{name}" for name in MARKED.split(", "))
CONTRACTS = {
    "queries": ("SQL knows nothing of the program", ("challenge", *SCREENS)),
    "words": ("what a refusal says and who acts rest on nothing", ("challenge", "queries", "duckdb", "pandas", *SCREENS)),
    "figures": ("figures are read without store or screen", (*(f"challenge.{name}" for name in sorted(STORE)), *MARKS, *SCREENS)),
    "store": ("the store knows no screen and no mark", (*MARKS, *SCREENS)),
    "marks": ("marks, words and files are made of rows, wherever these come from", (*STORED, "challenge.published", *SCREENS)),
    "frame": ("the frame knows no way in and reads no file sent", ("app", "challenge.__main__", "challenge.published", "duckdb")),
    "pages": (
        "a page chooses, asks and shows",
        ("streamlit", "duckdb", "pages", "app", *STORED, "challenge.screen", "challenge.published"),
    ),
}
# A component is mounted where it is described, and a server is started by its own command: both inside a function.
WITHIN_A_FUNCTION = {"challenge/sheet.py", "challenge/__main__.py"}
SCREEN_FILES = {"app.py", "challenge/screen.py", "challenge/session.py", "challenge/widgets.py"}
SQL = re.compile(
    r"\bselect\b[^.]{0,400}?\bfrom\s+\w+|\binsert\s+(or\s+\w+\s+)?into\b|\bdelete\s+from\b|\bupdate\s+\w+\s+set\b"
    r"|\b(create|drop|alter)\s+(or\s+replace\s+)?(table|view|macro)\b|\bcopy\s+\w+\s+to\b",
    re.I,
)
MACHINE = re.compile(
    "|".join(
        [
            r"(?<![\w.])/(?:" + "|".join(["work", "tmp", "root", "home", "Users"]) + r")/\w",
            r"[A-Z]:\\Users",
            "--(?:extra-)?index-" + "url",
        ]
    )
)
# Names in the XML of Word and Excel files; nothing is fetched from them.
NAMESPACES = {"schemas.openxmlformats.org", "schemas.microsoft.com", "purl.oclc.org", "purl.org", "openoffice.org"}
HOSTS = {"127.0.0.1", "localhost", "www.w3.org", "example.org", "elsewhere.invalid", "example.invalid", *NAMESPACES}
TEXT = {".py", ".sql", ".js", ".css", ".md", ".toml", ".csv", ".txt", ".svg", ".yml", ""}


@cache
def files() -> list[Path]:
    """Every file that is, or would be, in git."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-co", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def name_of(path: Path) -> str:
    """A file as the rooms name it."""
    return path.relative_to(ROOT).as_posix()


@cache
def program() -> list[Path]:
    """Every module of the program, without its tests."""
    return [path for path in files() if path.suffix == ".py" and not name_of(path).startswith("tests/")]


def room(name: str) -> str | None:
    """The room a module is in; None for the way in, which may import everything."""
    if name.startswith(("queries/", "pages/")):
        return name.split("/")[0]
    if not name.startswith("challenge/"):
        return None
    module = name.removeprefix("challenge/").split("/")[0].removesuffix(".py")
    for kind, members in (("words", WORDS), ("figures", FIGURES), ("store", STORE), ("frame", FRAME), (None, WAY_IN)):
        if module in members:
            return kind
    return "marks"


@cache
def tree(path: Path) -> ast.Module:
    """A module as Python reads it."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imported(node: ast.AST) -> list[str]:
    """Everything imported in a node, also inside functions, by full name."""
    names = []
    for found in ast.walk(node):
        if isinstance(found, ast.Import):
            names += [alias.name for alias in found.names]
        elif isinstance(found, ast.ImportFrom):
            assert not found.level, "imports are written out in full"
            names += [f"{found.module}.{alias.name}" for alias in found.names]
    return names


def strings(path: Path) -> list[str]:
    """Every string of a module that is not a docstring, f-strings as one."""
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree(path))
        if isinstance(node, owners) and node.body and isinstance(node.body[0], ast.Expr)
    }
    whole = [
        "".join(part.value if isinstance(part, ast.Constant) else "x" for part in node.values)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.JoinedStr)
    ]
    return whole + [
        node.value
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
    ]


def under(name: str, barred: str) -> bool:
    """Whether an imported name is the barred one or within it."""
    return name == barred or name.startswith(f"{barred}.")


@pytest.mark.parametrize("path", program(), ids=name_of)
def test_nothing_on_the_left_imports_anything_to_its_right(path):
    kind = room(name_of(path))
    if kind is None:
        return
    meant, barred = CONTRACTS[kind]
    wrong = {name for name in imported(tree(path)) if any(under(name, one) for one in barred)}
    if kind in ("words", "queries"):
        wrong = {name for name in wrong if not any(under(name, f"challenge.{word}") for word in WORDS)}
    if name_of(path) in WITHIN_A_FUNCTION:
        wrong = {name for name in wrong if not under(name, "streamlit")}
    assert not wrong, f"{meant}: {name_of(path)} imports {', '.join(sorted(wrong))}"


@pytest.mark.parametrize("path", program(), ids=name_of)
def test_streamlit_is_used_only_where_screens_are_drawn(path):
    name = name_of(path)
    if name in SCREEN_FILES:
        return
    at_the_top = [found for node in tree(path).body if isinstance(node, ast.Import | ast.ImportFrom) for found in imported(node)]
    inside = imported(tree(path)) if name not in WITHIN_A_FUNCTION else []
    assert not [found for found in at_the_top + inside if under(found, "streamlit")]
    assert not [node for node in ast.walk(tree(path)) if isinstance(node, ast.Name) and node.id == "st"]


@pytest.mark.parametrize("path", program(), ids=name_of)
def test_sql_stands_in_queries_and_nowhere_else(path):
    if room(name_of(path)) == "queries":
        return
    assert [text for text in strings(path) if SQL.search(text)] == []


def test_a_statement_hidden_in_python_would_be_found(tmp_path):
    hidden = tmp_path / "hidden.py"
    hidden.write_text(
        '"""Docs may say select a from b."""\nname = "figure"\nrows = run(f"select * from {name} where kpi = 1")\n',
        encoding="utf-8",
    )
    assert [bool(SQL.search(text)) for text in strings(hidden)].count(True) == 1


def test_queries_and_everything_made_of_rows_load_without_streamlit():
    modules = [
        name_of(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for path in program()
        if room(name_of(path)) not in (None, "frame", "pages")
    ]
    assert {"queries", "challenge.packs.table", "challenge.rug", "challenge.charts", "challenge.store"} <= set(modules)
    code = f"import sys, {', '.join(modules)}; print([name for name in sys.modules if name.split('.')[0] == 'streamlit'])"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (loaded.stdout.strip(), loaded.returncode) == ("[]", 0), loaded.stderr


def test_queries_holds_sql_and_the_loader_and_nothing_else():
    assert {path.suffix for path in files() if name_of(path).startswith("queries/")} == {".sql", ".py"}
    assert [path.name for path in files() if name_of(path).startswith("queries/") and path.suffix == ".py"] == ["__init__.py"]


def test_every_screen_has_its_query_file_and_stands_in_the_navigation():
    screens = {path.stem for path in files() if name_of(path).startswith("pages/")}
    listed = {text for text in strings(ROOT / "challenge" / "screen.py") if text in screens}
    assert screens and listed == screens
    assert screens <= {path.stem for path in files() if path.suffix == ".sql"}


def test_a_file_that_passes_three_hundred_lines_is_two_things():
    long = {
        name_of(path): count
        for path in files()
        if path.suffix in (".py", ".sql", ".js", ".css")
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 300
    }
    assert long == {}


def test_no_module_is_called_by_a_name_that_says_nothing():
    assert [
        name_of(path)
        for path in files()
        if path.stem in {"utils", "util", "core", "common", "helpers", "helper", "manager", "misc"}
    ] == []


def test_no_large_file_slips_in():
    assert {name_of(path): path.stat().st_size for path in files() if path.stat().st_size > 1_000_000} == {}


def test_no_store_slips_in():
    assert [name_of(path) for path in files() if path.suffix in (".duckdb", ".wal")] == []


def test_no_file_names_a_place_on_somebody_s_machine():
    found = {
        name_of(path): hit[0]
        for path in files()
        if path.suffix in TEXT and (hit := MACHINE.search(path.read_text(encoding="utf-8")))
    }
    assert found == {}


def test_no_file_names_a_host_nobody_agreed_to():
    found = {
        (name_of(path), host)
        for path in files()
        if path.suffix in TEXT
        for host in re.findall(r"https?://([\w.-]+)", path.read_text(encoding="utf-8"))
        if host not in HOSTS
    }
    assert found == set()


def test_every_data_file_is_in_the_register_and_every_line_of_it_is_a_file():
    register = (ROOT / "data" / "register.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert {line.split(",")[0] for line in register} == {name_of(path) for path in files() if name_of(path).startswith("data/")}

"""The README is true: its commands, files, rooms and words are those of the project."""

import re
from pathlib import Path

import pytest

import queries
from challenge.__main__ import main

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8") if (ROOT / "README.md").is_file() else ""
WORDS = "authority, area, kpi, period, source, figure, status, band, cycle, round, BPN, theme, return, neighbour"


def quoted() -> set[str]:
    """Everything between single back ticks."""
    return set(re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", README, flags=re.S)))


def test_its_pictures_and_links_lead_to_files_that_are_there():
    targets = [target for target in re.findall(r"\]\(([^)#\s]+)\)", README) if not target.startswith("http")]
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_every_make_target_it_names_is_in_the_makefile():
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    named = set(re.findall(r"\bmake (run|test|lint|clean)\b", README))
    assert {"run", "test"} <= named <= targets


@pytest.mark.parametrize("command", ["run", "published", "export", "store"])
def test_every_command_is_described_and_every_option_it_gives_exists(command, capsys):
    described = [text for text in quoted() if text.split()[0] == command and (" " in text or command == "store")]
    assert described, f"{command} is not described"
    steps = {text.split()[1] for text in described if command == "store" and len(text.split()) > 1}
    asked = [[command, step] for step in sorted(steps)] or [[command]]
    for words in asked:
        with pytest.raises(SystemExit):
            main([*words, "--help"])
    helps = capsys.readouterr().out
    assert "usage:" in helps
    assert [option for text in described for option in re.findall(r"--[a-z]+", text) if option not in helps] == []


def test_every_query_file_it_names_is_there():
    named = {text.removesuffix(".sql") for text in quoted() if re.fullmatch(r"\w+\.sql", text)}
    assert named and named <= {path.stem for path in queries.HERE.glob("*.sql")}


def test_every_reference_file_it_names_is_there():
    named = {text.rsplit("/", 1)[-1] for text in quoted() if text.endswith(".csv")}
    there = {path.name for path in (ROOT / "data").rglob("*.csv")} | {path.name for path in (ROOT / "tests").rglob("*.csv")}
    assert named and named <= there


def test_every_folder_it_names_is_there():
    named = {text for text in quoted() if re.fullmatch(r"[\w.]+/", text)}
    made = {"aside/", "copies/", "files/"}
    inside = {f"{path.name}/" for top in ("data", "tests", "challenge") for path in (ROOT / top).iterdir() if path.is_dir()}
    assert named and {name for name in named - made - inside if not (ROOT / name).is_dir()} == set()


def test_every_room_and_module_is_named():
    rooms = [path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith((".", "__"))]
    modules = [path.stem for path in (ROOT / "challenge").glob("*.py") if not path.stem.startswith("_")]
    unnamed = [name for name in rooms if f"`{name}/`" not in README and name != "docs"]
    unnamed += [name for name in modules if not re.search(rf"`{name}(\.py)?`", README)]
    assert unnamed == []


def test_every_recipe_ends_in_a_file_or_command_there_is():
    assert "## Recipes" in README
    for name in ("kpis.csv", "families.csv", "periods.csv", "breaks.csv", "cycles.csv", "migrations.sql"):
        assert name in README.split("## Recipes")[1].split("\n## ")[0], name


@pytest.mark.parametrize("word", WORDS.split(", "))
def test_the_glossary_has_every_word_of_the_house(word):
    glossary = README.split("Glossary")[-1]
    assert re.search(rf"\*\*[^*]*\b{word}s?\b|^[|*\- `]*{word}s?\b", glossary, re.I | re.M), f"{word} is not in the glossary"

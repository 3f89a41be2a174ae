"""When the store cannot be used every screen says so in one message, with the command that mends it."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
from playwright.sync_api import Browser, Page, expect

from tests.browser.seeing import SCREENS, address_of, follow, headline, settled, visit
from tests.browser.serving import ROOT, copied, started

HOLD = "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"


@contextmanager
def held_elsewhere(store: Path) -> Iterator[Callable]:
    """Another process owns the store's file until it is told to let go."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(store / "store.duckdb")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout.readline().strip() == "held"
        yield process.communicate
    finally:
        process.kill()
        process.wait()


@contextmanager
def reading(browser: Browser, address: str) -> Iterator[Page]:
    with browser.new_context(base_url=address) as context:
        yield context.new_page()


def test_a_damaged_store_is_explained_on_every_screen_and_mended_by_the_command(
    browser: Browser, practice_folder: Path, tmp_path: Path
):
    file = tmp_path / "store.duckdb"
    file.write_bytes(b"this is no store")
    with started(tmp_path) as address, reading(browser, address) as page:
        visit(page, "/")
        for screen in reversed(SCREENS):
            follow(page, address_of(screen))
            message = page.get_by_role("alert")
            expect(message).to_contain_text("python -m challenge store make")
            expect(message).to_contain_text(str(file))
            assert "Traceback" not in page.inner_text("body")
        assert file.read_bytes() == b"this is no store"
        made = [sys.executable, "-m", "challenge", "store", "make"]
        subprocess.run(made, cwd=ROOT, env=os.environ | {"CHALLENGE_STORE": str(tmp_path)}, check=True, capture_output=True)
        page.reload()
        settled(page)
        expect(page.get_by_role("alert")).to_have_count(0)
        expect(page.locator(".practice").first).to_be_visible()
        kept = [path.read_bytes() for path in (tmp_path / "aside").iterdir()]
        assert kept == [b"this is no store"]
    # It is the second practice store made in these tests: two makings give the same rows.
    for table in ("membership_entry", "submission", "returned_figure", "cycle_setting", "reference_kpi"):
        one, other = (rows_of(folder / "store.duckdb", table) for folder in (tmp_path, practice_folder))
        assert one == other != [], table


def rows_of(path: Path, table: str) -> list[tuple]:
    """What was written to a table when its store was made; a program that has changed since adds rows beside."""
    first = {"cycle_setting": "revision = 1", "reference_kpi": "edition = 1"}.get(table, "true")
    with duckdb.connect(str(path)) as connection:
        return connection.execute(f"select distinct * from {table} where {first} order by all").fetchall()


def test_a_store_another_process_holds_is_explained_and_works_after_a_reload(
    browser: Browser, practice_folder: Path, tmp_path: Path
):
    store = copied(practice_folder, tmp_path / "store")
    with held_elsewhere(store) as let_go, started(store) as address, reading(browser, address) as page:
        visit(page, "/region")
        message = page.get_by_role("alert")
        expect(message).to_contain_text("another process")
        expect(message).to_contain_text("store.duckdb")
        assert "Traceback" not in page.inner_text("body")
        let_go()
        page.reload()
        settled(page)
        expect(message).to_have_count(0)
        expect(page.locator("table.rug")).to_be_visible()


def test_a_store_made_by_a_newer_program_is_left_as_it_is(browser: Browser, practice_folder: Path, tmp_path: Path):
    store = copied(practice_folder, tmp_path / "store")
    with duckdb.connect(str(store / "store.duckdb")) as connection:
        connection.execute("insert into schema_step select * replace (9999 as version) from schema_step")
    before = (store / "store.duckdb").read_bytes()
    with started(store) as address, reading(browser, address) as page:
        visit(page, "/")
        expect(headline(page)).to_contain_text("9999")
        expect(page.get_by_role("alert").locator("code")).not_to_be_empty()
    assert (store / "store.duckdb").read_bytes() == before

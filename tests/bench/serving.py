"""Servers for the benchmarks: the dashboard on a prepared store, its recorder, the floor, and a page of one line."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO
from urllib.error import URLError
from urllib.request import urlopen

from challenge import making
from challenge.usual import QUIET
from tests.bench import client
from tests.bench.constants import FOLDER
from tests.browser.serving import ROOT, free_port

PATIENCE = 60
# Seconds of processor time a server spends while it only waits, in a few seconds.
RESTING = 0.2
ONE_LINE = 'import streamlit as st\nst.write("x")\n'


@dataclass(frozen=True)
class Server:
    """A server: its address, its process, when that began and first answered (by ``perf_counter``), and what it writes."""

    address: str
    process: subprocess.Popen
    log: BinaryIO
    begun: float
    up: float = 0.0

    def worked(self) -> float | None:
        """Seconds of processor time the process has used; None where the operating system does not say."""
        status = Path(f"/proc/{self.process.pid}/stat")
        if not status.exists():
            return None
        # Its second word, a name in brackets, may hold blanks.
        words = status.read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")

    def rest(self) -> None:
        """Wait until the server has nothing left to do of its own accord, as when people come some minutes after its start."""
        until, before, now = time.monotonic() + 3 * PATIENCE, -1.0, 0.0
        while now - before > RESTING and time.monotonic() < until:
            before = self.worked() or 0.0
            time.sleep(QUIET + 2)
            now = self.worked() or 0.0

    def peak(self) -> float | None:
        """The most memory the process ever had, in MB; None where the operating system does not say."""
        status = Path(f"/proc/{self.process.pid}/status")
        if not status.exists():
            return None
        line = next(line for line in status.read_text(encoding="utf-8").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024

    def said(self) -> str:
        """The end of what the server wrote."""
        self.log.seek(0)
        return self.log.read().decode(errors="replace")[-2000:]


@dataclass(frozen=True)
class Bench:
    """Everything the benchmarks measure on: a store, and the constants recorded from it."""

    folder: Path

    @property
    def store(self) -> Path:
        """The folder of the prepared practice store."""
        return self.folder / "store"

    @property
    def constants(self) -> Path:
        """The folder of what the screens draw, as recorded."""
        return self.folder / "constants"

    def ours(self, store: Path | None = None, ahead: bool = True):
        """The dashboard, started as ``make run`` starts it. ahead: whether it may draw its usual views, which takes a minute or
        two of half a core; where none of them is measured, nobody need wait for it."""
        command = [sys.executable, "-m", "challenge", "run", "--port"]
        surroundings = {"CHALLENGE_STORE": str(store or self.store), "CHALLENGE_AHEAD": "yes" if ahead else "no"}
        return _running(command, surroundings, ROOT)

    def floor(self):
        """The floor, with the same settings."""
        return _running([*_streamlit("tests/bench/floor_app.py"), "--server.port"], {FOLDER: str(self.constants)}, ROOT)

    def placing_floor(self, file: str):
        """One button, one bare insert into ``file``, and a part drawn anew, with the same settings."""
        return _running([*_streamlit("tests/bench/placing_floor.py"), "--server.port"], {"PLACING_FLOOR": file}, ROOT)

    def one_line(self):
        """A page of one line, with Streamlit's own settings."""
        page = self.folder / "one_line.py"
        page.write_text(ONE_LINE, encoding="utf-8")
        return _running([*_streamlit(str(page)), "--browser.gatherUsageStats", "false", "--server.port"], {}, self.folder)


def prepared(folder: Path, addresses: Iterable[str]) -> Bench:
    """Make a practice store in ``folder``, and record what it draws at each address."""
    bench = Bench(folder)
    if not (bench.store / "store.duckdb").exists():
        making.make(bench.store)
    bench.constants.mkdir(exist_ok=True)
    for path in bench.constants.iterdir():
        path.unlink()
    surroundings = {"CHALLENGE_STORE": str(bench.store), FOLDER: str(bench.constants)}
    command = [*_streamlit("tests/bench/recorder_app.py"), "--server.port"]
    with _running(command, surroundings, ROOT) as recorder, client.opened(recorder.address) as tab:
        for count, address in enumerate(dict.fromkeys(addresses), start=1):
            if not tab.ask(address).sound or len(list(bench.constants.iterdir())) != count:
                raise RuntimeError(f"/{address} does not run through, so there is nothing to compare it with:\n{recorder.said()}")
    return bench


def _streamlit(script: str) -> list[str]:
    return [
        *(sys.executable, "-m", "streamlit", "run", script),
        *("--server.headless", "true", "--server.address", "127.0.0.1"),
    ]


@contextmanager
def _running(command: list[str], surroundings: dict[str, str], folder: Path) -> Iterator[Server]:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    paths = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    begun = time.perf_counter()
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [*command, str(port)],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": paths} | surroundings,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        server = Server(address, process, log, begun)
        try:
            if not _up(process, address):
                raise RuntimeError(f"{' '.join(command)} did not start:\n{server.said()}")
            yield replace(server, up=time.perf_counter())
        finally:
            _stop(process)


def _stop(process: subprocess.Popen) -> None:
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _up(process: subprocess.Popen, address: str) -> bool:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            with urlopen(f"{address}/_stcore/health", timeout=1):
                return True
        except (URLError, OSError):
            time.sleep(0.02)
    return False

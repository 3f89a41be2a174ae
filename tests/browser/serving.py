"""Start the dashboard as a stranger would, on a store of the test's own, and stop it again."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 90


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def copied(store: Path, into: Path) -> Path:
    """A copy of a store's folder that a server may own."""
    return Path(shutil.copytree(store, into))


@contextmanager
def started(folder: Path) -> Iterator[str]:
    """Run ``python -m challenge run`` on the store in ``folder``; gives its address, and stops the process at the end.

    RuntimeError with what the server wrote when it ends early or is not up in time.
    """
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    written = folder / f"server-{port}.log"
    with written.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "challenge", "run", "--port", str(port)],
            cwd=ROOT,
            env=os.environ | {"CHALLENGE_STORE": str(folder), "CHALLENGE_AHEAD": "no"},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_until_up(process, address, written)
            yield address
        finally:
            _stop(process)


def _wait_until_up(process: subprocess.Popen, address: str, written: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            with urlopen(f"{address}/_stcore/health", timeout=1):
                return
        except (URLError, OSError):
            time.sleep(0.05)
    raise RuntimeError(f"the server at {address} did not start:\n{written.read_text(encoding='utf-8', errors='replace')}")


def _stop(process: subprocess.Popen) -> None:
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()

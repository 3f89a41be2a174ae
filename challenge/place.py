"""Where the store is; apart from the store itself, so that the server can start before the heavy modules are loaded."""

import os
from pathlib import Path

import platformdirs


def default_folder() -> Path:
    """Where the store is: ``CHALLENGE_STORE``, or the user's data folder of the operating system."""
    named = os.environ.get("CHALLENGE_STORE")
    return Path(named).expanduser() if named else Path(platformdirs.user_data_dir("peer-challenge", appauthor=False)) / "practice"

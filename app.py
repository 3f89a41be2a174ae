"""The way in: an ASGI app, so that every address, also the first on a fresh server, goes through ``challenge/screen.py``."""

import gc
import logging
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st

from challenge.errors import ChallengeError


def prepare() -> None:
    """Load the heavy modules, open the store and draw the first screen, so that the first reader waits for none of it; a store
    that cannot be opened is explained on every screen."""
    # Until a session runs there is no runtime that Streamlit's caches could belong to, and they say so.
    logging.getLogger("streamlit.runtime.caching").setLevel(logging.ERROR)
    try:
        from challenge import session

        session.prepare("region")
    except ChallengeError as error:
        print(error)
    gc.freeze()


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Have everything ready before the first reader comes, and close the store at the end."""
    prepare()
    from challenge import session, snapshots, usual

    ahead, answering = usual.Ahead(session.prepare), snapshots.Answering()
    # A server for a moment, as tests start many, has no morning to prepare for.
    if os.environ.get("CHALLENGE_AHEAD") != "no":
        ahead.start()
    answering.start()
    yield
    answering.stop()
    ahead.stop()
    if "challenge.store" in sys.modules:
        sys.modules["challenge.store"].close_shared()


def explain(error: Exception) -> bool:
    """Say calmly on the screen that something broke; the whole of it stands in the terminal."""
    from challenge import messages, sheet

    logging.getLogger("challenge").error("A screen broke", exc_info=error)
    sheet.mount(messages.broken(), "broken")
    return True


app = st.App("challenge/screen.py", lifespan=lifespan, on_script_error=explain)

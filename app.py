"""The way in: an ASGI app, so that every address, also the first on a fresh server, goes through ``challenge/screen.py``."""

import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st

from challenge import messages, session, sheet, store
from challenge.errors import ChallengeError


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Open the store, load the heavy modules and have the first screens ready; a store that cannot be opened is explained on every
    screen."""
    try:
        for screen in ("start", "region"):
            session.prepare(screen)
    except ChallengeError as error:
        print(error)
    gc.freeze()
    yield
    store.close_shared()


def explain(error: Exception) -> bool:
    """Say calmly on the screen that something broke; the whole of it stands in the terminal."""
    logging.getLogger("challenge").error("A screen broke", exc_info=error)
    sheet.mount(messages.broken(), "broken")
    return True


app = st.App("challenge/screen.py", lifespan=lifespan, on_script_error=explain)

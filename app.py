"""The way in: an ASGI app, so that every address, also the first on a fresh server, goes through ``challenge/screen.py``."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st

from challenge import store
from challenge.errors import ChallengeError


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Open the store and load the heavy modules once; a store that cannot be opened is explained on every screen."""
    try:
        store.shared()
    except ChallengeError as error:
        print(error)
    gc.freeze()
    yield
    store.close_shared()


app = st.App("challenge/screen.py", lifespan=lifespan)

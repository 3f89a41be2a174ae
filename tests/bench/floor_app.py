"""The floor's way in, like ``app.py``: the same server, the same settings, constants in place of a store."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st

from tests.bench import floor


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Load the constants once."""
    floor.constants()
    gc.freeze()
    yield


app = st.App("floor_script.py", lifespan=lifespan)

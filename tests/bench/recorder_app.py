"""The dashboard, taken down as it draws: started once per benchmark to make the floor's constants."""

import streamlit as st

from app import explain, lifespan

app = st.App("recorder_script.py", lifespan=lifespan, on_script_error=explain)

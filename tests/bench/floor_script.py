"""What Streamlit runs on the floor in place of ``challenge/screen.py``."""

from tests.bench import floor

floor.frame()

"""What Streamlit runs in place of ``challenge/screen.py`` when a screen is taken down."""

import runpy
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from tests.bench.recording import RECORDER  # noqa: E402

RECORDER.again()
runpy.run_path(str(ROOT / "challenge" / "screen.py"), run_name="__main__")

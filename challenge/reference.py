"""Reference data: the reviewed CSV files of ``data/reference`` as frames, ready for the store."""

import hashlib
from pathlib import Path

import pandas as pd

from challenge.errors import ChallengeError

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "data" / "reference"
PUBLISHED = ROOT / "data" / "published"

# file stem → table of the store it is kept in
EDITION_TABLES = {
    "areas": "reference_area",
    "tiles": "reference_tile",
    "kpi_groups": "reference_kpi_group",
    "families": "reference_family",
    "kpis": "reference_kpi",
    "breaks": "reference_break",
    "published_on": "reference_publication",
    "cutoffs": "reference_cutoff",
    "neighbours": "reference_neighbour",
    "not_loaded": "reference_not_loaded",
    "enablers": "reference_enabler",
    "positions": "reference_grid_position",
    "prompts": "reference_prompt",
    "enabler_groups": "reference_enabler_group",
    "contrasts": "reference_contrast",
    "tag_words": "reference_tag_word",
    "line_kinds": "reference_line_kind",
    "line_pairs": "reference_line_pair",
    "line_templates": "reference_line_template",
    "line_caveats": "reference_line_caveat",
    "line_kpi_caveats": "reference_line_kpi_caveat",
}
CYCLE_TABLES = {
    "cycles": "cycle_setting",
    "cycle_columns": "cycle_column_setting",
    "cycle_members": "cycle_member_setting",
    "periods": "cycle_period_setting",
    "cycle_dates": "cycle_date_setting",
    "cycle_bpns": "cycle_bpn_setting",
    "cycle_forums": "cycle_forum_setting",
}


def table(stem: str, folder: Path = REFERENCE) -> pd.DataFrame:
    """Read one reference file as text; an empty cell is None. Columns are as the file has them."""
    path = folder / f"{stem}.csv"
    if not path.is_file():
        raise ChallengeError(
            place=str(path), found="no such file", expected="a reference table", do="restore it from the project's repository"
        )
    frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8").astype(object)
    return frame.where(frame != "", None)


def fingerprint(folder: Path = REFERENCE, also: tuple[Path, ...] = ()) -> str:
    """SHA-256 over the names and contents of the reference files and of ``also``; line ends do not count."""
    digest = hashlib.sha256()
    for path in [*sorted(folder.glob("*.csv")), *also]:
        digest.update(path.name.encode())
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()

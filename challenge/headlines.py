"""The one sentence a screen opens with, in words, from computed rows."""

import pandas as pd

from challenge import wording

CONCERNS = ("shared concern", "worsening", "concern for some")
STRENGTHS = ("shared strength", "improving", "leaning to strength")
_CLAUSES = {
    "shared concern": ("is a shared concern", "are shared concerns"),
    "shared strength": ("is a shared strength", "are shared strengths"),
    "worsening": ("is worsening", "are worsening"),
    "improving": ("is improving", "are improving"),
    "concern for some": ("is a concern for some", "are concerns for some"),
    "leaning to strength": ("leans to strength", "lean to strength"),
    "context to understand": ("stands apart from England’s, a context to understand", "stand apart from England’s, a context to understand"),
}


def region(themes: pd.DataFrame, region: str, source: str, period: str) -> tuple[str, str]:
    """Headline and lede of the region screen from its themes (rows of ``queries.region.themes``).

    One KPI stands for its family; up to three of the first kind of concern and two of the first kind of strength are named.
    """
    leads = themes[themes["kind"].notna() & (themes["family_place"] == 1)]
    clauses = [clause for kinds, most in ((CONCERNS, 3), (STRENGTHS, 2)) if (clause := _clause(leads, kinds, most))]
    basis = "Returned figures" if source == "returned" else "Published figures"
    if not clauses and not (context := _clause(leads, ("context to understand",), 2)):
        counted = themes["n_banded"].max() if not themes.empty else 0
        why = "no KPI has enough figures" if not counted else "no KPI stands far enough from England’s pattern"
        return wording.sentence(f"No theme for the {region} in this column: {why}"), f"{basis}, {period}."
    headline = wording.sentence("; ".join(clauses or [context]))
    first = leads.iloc[0]
    return headline, f"{breadth(first, first['name'])} {basis}, {period}, against all of England’s authorities."


def breadth(theme: pd.Series, name: str = "") -> str:
    """How far a theme reaches: ``12 of 23 authorities stand in England’s worst quarter, none in the best.``"""
    of = f" for {wording.lower_first(name)}" if name else ""
    if theme["polarity"] == "context":
        return f"{int(theme['counted'])} of {int(theme['existing'])} authorities have a figure{of}; it has no good end."
    if theme["kind"] in ("worsening", "improving"):
        moved, many = ("worsened", "n_worsened") if theme["kind"] == "worsening" else ("improved", "n_improved")
        return f"{int(theme[many])} of {int(theme['n_moved_of'])} authorities have {moved}{of}."
    ends = [("worst", int(theme["n_worst"])), ("best", int(theme["n_best"]))]
    if theme["kind"] in STRENGTHS:
        ends.reverse()
    (one, many), (other, few) = ends
    stand = "stands" if many == 1 else "stand"
    rest = f"{few or 'none'} in the {other}"
    return f"{many} of {int(theme['n_banded'])} authorities {stand} in England’s {one} quarter{of}, {rest}."


def authority(name: str, rows: pd.DataFrame) -> tuple[str, str]:
    """Headline and lede of an authority from its rows of the chosen period (``queries.authority.table``)."""
    banded = rows[rows["band"].notna()]
    red = rows[rows["signal"] == "worse and worsening"]
    green = rows[rows["signal"] == "better and improving"]
    worst, best = int((banded["band"] == "D").sum()), int((banded["band"] == "A").sum())
    held = rows["value"].notna()
    if not held.any():
        return f"{name} has no figures in this column.", "Choose another period or source above."
    parts = []
    if not red.empty:
        one = len(red) == 1
        parts.append(f"{_named(red, 3)} {'is' if one else 'are'} worse than England and worsening")
    if not green.empty:
        parts.append(f"{_named(green, 2)} {'is' if len(green) == 1 else 'are'} better and improving")
    if not parts:
        if worst:
            parts.append(f"{_named(banded[banded['band'] == 'D'], 3)} {'stands' if worst == 1 else 'stand'} in England’s worst quarter")
        if best:
            parts.append(f"{_named(banded[banded['band'] == 'A'], 2)} in the best")
    if not parts:
        parts.append("no figure stands out from England’s")
    lede = f"Of {len(banded)} figures with a good end, {worst or 'none'} in England’s worst quarter and {best or 'none'} in the best."
    return wording.sentence(f"{name}: {'; '.join(parts)}"), lede


def _named(rows: pd.DataFrame, most: int) -> str:
    names = [wording.lower_first(name) for name in rows["name"].head(most)]
    more = len(rows) - len(names)
    return wording.listed([*names, f"{wording.counted(more, 'other')}"] if more else names)


def _clause(leads: pd.DataFrame, kinds: tuple[str, ...], most: int) -> str:
    for kind in kinds:
        if not (rows := leads[leads["kind"] == kind]).empty:
            named = rows.head(most)
            one, many = _CLAUSES[kind]
            return f"{wording.listed([wording.lower_first(name) for name in named['name']])} {one if len(named) == 1 else many}"
    return ""

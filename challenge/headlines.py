"""The one sentence a screen opens with, in words, from computed rows."""

import pandas as pd

from challenge import wording

CONCERNS = ("shared concern", "worsening", "concern for some")
STRENGTHS = ("shared strength", "improving", "leaning to strength")
# Characters of a headline on two lines of the smallest projector, 1366 pixels wide.
TWO_LINES = 144
# kind → said of one topic, of one topic in the plural, of several
_CLAUSES = {
    "shared concern": ("is a shared concern", "are a shared concern", "are shared concerns"),
    "shared strength": ("is a shared strength", "are a shared strength", "are shared strengths"),
    "worsening": ("is worsening",) + ("are worsening",) * 2,
    "improving": ("is improving",) + ("are improving",) * 2,
    "concern for some": ("is a concern for some",) + ("are a concern for some",) * 2,
    "leaning to strength": ("leans to strength",) + ("lean to strength",) * 2,
    "context to understand": ("is a context to understand",) + ("are a context to understand",) * 2,
}


def leads(themes: pd.DataFrame) -> pd.DataFrame:
    """The theme that stands for each family, in order: its strongest."""
    return themes[themes["kind"].notna() & (themes["family_place"] == 1)]


def region(themes: pd.DataFrame, region: str, source: str, period: str) -> tuple[str, str]:
    """Headline and lede of the region screen from its themes (rows of ``queries.region.themes``).

    Up to three families of the first kind of concern there is and two of the first kind of strength are named.
    """
    first = leads(themes)
    which = "Returned" if source == "returned" else "Published"
    basis = f"{which} figures, {wording.lower_first(period)}, against all of England’s authorities."
    for low, high in ((3, 2), (3, 1), (2, 1), (1, 1)):
        clauses = [clause for kinds, most in ((CONCERNS, low), (STRENGTHS, high)) if (clause := _clause(first, kinds, most))]
        if len("; ".join(clauses)) < TWO_LINES:
            break
    clauses = clauses or [clause for clause in [_clause(first, ("context to understand",), 2)] if clause]
    if not clauses:
        if source == "returned" and not (themes["counted"] > 0).any():
            return f"No self-view of {wording.the(region)} has a figure in this column yet.", basis
        enough = themes["enough"].eq(True).any()
        why = "no KPI stands far enough from England’s pattern" if enough else "too few authorities have a figure"
        return wording.sentence(f"No theme for {wording.the(region)} in this column: {why}"), basis
    lead = first.iloc[0]
    return wording.sentence("; ".join(clauses)), f"{breadth(lead, lead['name'])} {basis}"


def breadth(theme: pd.Series | dict, name: str = "", brief: bool = False) -> str:
    """How far a theme reaches: ``12 of 23 authorities stand in England’s worst quarter, none in the best.``

    brief: without its verb.
    """
    of = f" for {wording.lower_first(name)}" if name else ""
    if theme["polarity"] == "context":
        return f"{int(theme['counted'])} of {int(theme['existing'])} authorities have a figure{of}; it has no good end."
    if theme["kind"] in ("worsening", "improving"):
        moved, many = ("worsened", "n_worsened") if theme["kind"] == "worsening" else ("improved", "n_improved")
        said = f"{int(theme[many])} of {int(theme['n_moved_of'])} authorities have {moved}{of}"
        if pd.isna(theme["region_change"]) or pd.isna(theme["england_change"]):
            return f"{said}."
        # Both turned towards good, as the rule compares them.
        own, other = (wording.number(theme[name], int(theme["decimals"]), True) for name in ("region_change", "england_change"))
        return f"{said}; the region moved by {own}, England by {other} (+ is better)."
    ends = [("worst", int(theme["n_worst"])), ("best", int(theme["n_best"]))]
    if theme["kind"] in STRENGTHS:
        ends.reverse()
    (one, many), (other, few) = ends
    stand = "" if brief else " authorities stands" if many == 1 else " authorities stand"
    return f"{many} of {int(theme['n_banded'])}{stand} in England’s {one} quarter{of}, {few or 'none'} in the {other}."


def authority(name: str, rows: pd.DataFrame) -> tuple[str, str]:
    """Headline and lede of an authority from its rows of the chosen period (``queries.authority.spine``)."""
    if not rows["value"].notna().any():
        return f"{name} has no figures in this column.", "Choose another period or source above."
    banded = rows[rows["band"].notna()]
    worst, best = banded[banded["band"] == "D"], banded[banded["band"] == "A"]
    red, green = rows[rows["signal"] == "worse and worsening"], rows[rows["signal"] == "better and improving"]
    ends = [(red, 2, "worse than England and worsening"), (green, 1, "better and improving")]
    if red.empty and green.empty:
        # A topic with KPIs at both ends is neither.
        both = set(worst["family"]) & set(best["family"])
        low, high = worst[~worst["family"].isin(both)], best[~best["family"].isin(both)]
        ends = [(low, 3, "in England’s worst quarter"), (high, 2, "in England’s best quarter" if low.empty else "in the best")]
    said = _within(name, ends) or "no figure stands out from England’s"
    if banded.empty:
        return wording.sentence(f"{name}: {said}"), "No figure here can be placed in England’s quarters."
    of = wording.counted(len(banded), "figure")
    ends = f"{len(worst) or 'none'} in England’s worst quarter and {len(best) or 'none'} in the best"
    lede = f"Of {of} with a good end, {ends}."
    return wording.sentence(f"{name}: {said}"), lede


def _within(name: str, ends: list[tuple[pd.DataFrame, int, str]]) -> str:
    """What stands at either end, naming as many topics as two lines hold; the others are counted."""
    (_, low, _), (_, high, _) = ends
    named = [(_topics(rows), what) for rows, _, what in ends]
    for fewer in range(low + high):
        most = (low - min(fewer, low - 1), high - max(0, fewer - low + 1))
        said = "; ".join(part for (topics, what), few in zip(named, most, strict=True) if (part := _stand(topics, few, what)))
        if len(f"{name}: {said}.") <= TWO_LINES:
            break
    return said


def _topics(rows: pd.DataFrame) -> list[tuple[str, bool]]:
    """Topics of the rows' families with how their verb agrees, headline KPIs' first."""
    topics = rows.sort_values(["headline", "kpi_order"], ascending=[False, True]).drop_duplicates("family")
    return list(zip(topics["topic"], topics["topic_plural"], strict=True))


def _stand(topics: list[tuple[str, bool]], most: int, what: str) -> str:
    if not topics:
        return ""
    named, more = [topic for topic, _ in topics[:most]], len(topics) - most
    if not named:
        return f"{wording.counted(more, 'topic is', 'topics are')} {what}"
    words = [*named, wording.counted(more, "more", "more")] if more > 0 else named
    one = len(words) == 1 and not topics[0][1]
    return f"{wording.listed(words)} {'is' if one else 'are'} {what}"


def _clause(first: pd.DataFrame, kinds: tuple[str, ...], most: int) -> str:
    for kind in kinds:
        if not (rows := first[first["kind"] == kind].head(most)).empty:
            form = 2 if len(rows) > 1 else int(bool(rows["topic_plural"].iloc[0]))
            return f"{wording.listed(rows['topic'].tolist())} {_CLAUSES[kind][form]}"
    return ""

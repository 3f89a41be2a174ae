"""Placements on the improvement grid as words: positions, gaps, and the sentences the journey screen opens with. Where people place
themselves, which enabler is lowest and where two differ most arrive decided by ``queries.journey.counts``."""

import pandas as pd

from challenge import wording
from challenge.sheet import Node, el

SOURCE = "The grid: Isos Partnership for the LGA, Action research into improvement in local children’s services, 2016."
QUIET = (
    "Placements are what people say, each with the line it rests on. They are never worked out from figures, are no score and no "
    "ranking, and are not for Ofsted."
)
# Who stands beside an authority's own placement: as the one who acts, as a column's head, as a short word.
ACTS = {"preliminary": "the group", "agreed": "the forum"}
HEADS = {"preliminary": "The group’s, preliminary", "agreed": "Agreed after the forum"}
BESIDE = {"preliminary": "the group’s, preliminary", "agreed": "agreed after the forum"}
STATES = {"not_placed": "Not placed", "none": "Nothing said yet"}
STEPS = {1: "one position", 2: "a stage", 3: "a stage and a half", 4: "two stages"}
# Runs of neighbouring positions, as a sentence says where somebody stands.
SPREADS = {
    (1, 1): "at poor to fair",
    (2, 2): "between poor to fair and fair to good",
    (3, 3): "at fair to good",
    (4, 4): "between fair to good and good to great",
    (5, 5): "at good to great",
    (1, 2): "at poor to fair or just above",
    (2, 3): "at fair to good or just below",
    (3, 4): "at fair to good or just above",
    (4, 5): "at good to great or just below",
    (1, 3): "at poor to fair, at fair to good or between the two",
    (2, 4): "around fair to good",
    (3, 5): "at fair to good, at good to great or between the two",
    (1, 4): "anywhere below good to great",
    (2, 5): "anywhere above poor to fair",
    (1, 5): "anywhere on the grid",
}


def sources(practice: bool) -> dict[str, str]:
    """What a picture of placements rests on, in place of the published figures of other pictures."""
    said = "placements as authorities and the group said them; grid of Isos Partnership for the LGA, Action research into "
    said += "improvement in local children’s services, 2016"
    return {"figures": said, "store": "Practice: BPNs, rounds and placements are invented" if practice else "live"}


def placed(state: str, position: float, names: dict[int, str]) -> str:
    """Where somebody stands: the position's name, ``Not placed`` or ``Nothing said yet``."""
    return names[int(position)] if state == "placed" else STATES[state]


def difference(gap: float) -> str:
    """How the other's placement lies to the authority's own: ``one position lower``, ``a stage higher``; empty for none."""
    if pd.isna(gap):
        return ""
    if gap == 0:
        return "the same"
    return f"{STEPS[abs(int(gap))]} {'lower' if gap < 0 else 'higher'}"


def middle(low: float, high: float, names: dict[int, str]) -> str:
    """A median in words; two positions where it falls between them; empty for none."""
    if pd.isna(low):
        return ""
    return names[int(low)] if low == high else f"{names[int(low)]} / {wording.lower_first(names[int(high)])}"


def nothing(whole: pd.Series) -> bool:
    """Whether nobody has said anything of any placement."""
    return whole["own_none"] == whole["n"] and whole["other_none"] == whole["n"]


def headline(whole: pd.Series, enablers: pd.DataFrame, who: str, against: str) -> str:
    """Where most place themselves, on which enabler lowest, and where the other differs most. whole and enablers: rows of
    ``queries.journey.counts`` of one scope, enablers with ``name`` and ``short_name``; who: those placed, as the subject."""
    if whole["own_placed"]:
        said = f"{who} mostly place themselves {SPREADS[int(whole['mostly_low']), int(whole['mostly_high'])]}"
        said += f", lowest on {low}" if (low := _first(enablers, "weak_place")) else ""
    else:
        said = "Nobody has placed themselves on any enabler" if whole["own_not_placed"] else "Nobody has placed themselves yet"
    return f"{said}; {_other(whole, enablers, against)}."


def _other(whole: pd.Series, enablers: pd.DataFrame, against: str) -> str:
    who = ACTS[against]
    if not whole["other_placed"]:
        return "nothing has been agreed after a forum yet" if against == "agreed" else "the group has placed nobody yet"
    if not whole["n_both"]:
        return f"{who} has placed nobody who placed themselves"
    if not whole["n_below"] + whole["n_above"]:
        return f"{who} agrees wherever both have placed them"
    top = enablers[enablers["differ_place"] == 1]
    where, there, overall = _first(enablers, "differ_place"), _leaning(top[["n_below", "n_above"]].sum()), _leaning(whole)
    if there and there == overall:
        return f"{who} is {there}, most of all on {where}"
    return f"{who} differs most on {where}, where it is {there}" if there else f"{who} differs most on {where}, both ways"


def _leaning(row: pd.Series) -> str:
    below, above = row["n_below"], row["n_above"]
    return "more cautious" if below > above else "more confident" if above > below else ""


def _first(enablers: pd.DataFrame, place: str) -> str:
    names = enablers.loc[enablers[place] == 1, "short_name"].tolist()
    return shorts(names) if len(names) < 3 else f"{wording.NUMBERS[len(names)]} enablers alike"


def shorts(names: list[str]) -> str:
    """Enablers' short names inside a sentence: ``leadership and governance``, but ``leadership & governance and partners``."""
    small = [wording.lower_first(name) for name in names]
    return wording.listed(small) if len(small) > 1 else small[0].replace("&", "and") if small else ""


def lede(whole: pd.Series, against: str) -> str:
    """How many are placed, by whom, and how many cells lie a stage apart."""
    other = {"preliminary": "the group’s preliminary placement", "agreed": "agreed after the forum"}[against]
    said = (
        f"Own placements: {whole['n_areas_own']} of {whole['n_areas']} {'authority' if whole['n_areas'] == 1 else 'authorities'}; "
        f"{other}: {whole['n_areas_other']} of {whole['n_areas']}. "
    )
    if whole["n_both"]:
        stand = "stands" if against == "preliminary" else "stood"
        said += (
            f"In {whole['n_apart']} of the {whole['n_both']} cells placed by both, {ACTS[against]} {stand} a stage or more away."
        )
    return said.strip()


def rules(whole: pd.Series, enablers: pd.DataFrame, against: str) -> Node | None:
    """How the sentence was worked out, with its numbers; None where nobody placed themselves."""
    if not whole["own_placed"]:
        return None
    low, high = int(whole["mostly_low"]), int(whole["mostly_high"])
    held = sum(int(whole[f"own_{position}"]) for position in range(low, high + 1))
    lines = [
        f"Mostly: the fewest neighbouring positions that hold more than half of all own placements, here {held} of "
        f"{whole['own_placed']}; of several, those that hold most."
    ]
    for row in enablers[enablers["weak_place"] == 1].itertuples():
        lines.append(
            f"Lowest: the enabler with the largest share of own placements below fair to good; {wording.lower_first(row.name)}: "
            f"{row.own_1 + row.own_2} of {row.own_placed}."
        )
    for row in enablers[enablers["differ_place"] == 1].itertuples():
        lines.append(
            f"Differs most: the enabler with the largest share of cells a stage or more apart, then of cells that differ at all; "
            f"{wording.lower_first(row.name)}: {row.n_apart} of {row.n_both} a stage apart, lower in {row.n_below} and higher in "
            f"{row.n_above}."
        )
    lines.append(
        "A stage is two positions. Positions have an order and no distance: they are counted, never added or averaged. Enablers "
        "that tie are all named, or counted when they are three or more."
    )
    return el("details", el("summary", "How this sentence is worked out"), el("ul", [el("li", line) for line in lines]), cls="more")


def itself(name: str, row: pd.Series) -> str:
    """Where one authority places itself, as a clause. row: its row of ``queries.journey.counts``."""
    n = int(row["n"])
    if row["own_placed"]:
        most = (
            "on most enablers"
            if row["own_placed"] == n
            else f"on most of the {wording.counted(row['own_placed'], 'enabler')} it places"
        )
        return f"{name} places itself {SPREADS[int(row['mostly_low']), int(row['mostly_high'])]} {most}"
    if row["own_not_placed"]:
        any_one = "any enabler" if row["own_not_placed"] == n else f"{wording.counted(row['own_not_placed'], 'enabler')}"
        return f"{name} says that it is not placed on {any_one}"
    return f"{name} has not placed itself yet"


def one(name: str, row: pd.Series, apart: list[str], against: str) -> str:
    """The sentence of one authority. row: its row of ``queries.journey.counts``; apart: enablers with a stage between the two."""
    return f"{itself(name, row)}; {_about(row, apart, ACTS[against], against)}."


def _about(row: pd.Series, apart: list[str], who: str, against: str) -> str:
    if not row["other_placed"]:
        return "nothing has been agreed after its forum yet" if against == "agreed" else "the group has not placed it yet"
    of = wording.counted(row["n_both"], "enabler")
    if not row["n_both"]:
        return f"{who} places it on {wording.counted(row['other_placed'], 'enabler')}"
    sides = {"more cautious": row["n_below"], "more confident": row["n_above"]}
    parts = [f"{kind} on {wording.NUMBERS[int(count)]}" for kind, count in sides.items() if count]
    if not parts:
        return f"{who} agrees on all {of}" if row["n_both"] > 1 else f"{who} agrees on the one enabler both placed"
    stage = f", a stage or more on {shorts(apart)}" if apart else ""
    return f"{who} is {' and '.join(parts)} of {of}{stage}"


def looking_back(day: object) -> Node | None:
    """What an earlier moment means for placements; None for now."""
    if day is None:
        return None
    words = f"As it stood at the end of {wording.day(day)}: what was placed, changed, signed or agreed later is left out."
    return el("p", words, cls="note")


def lede_of_one(row: pd.Series, against: str) -> str:
    """How many of an authority's enablers are placed, by whom."""
    n = row["n"]
    other = {"preliminary": "placed by the group", "agreed": "agreed after the forum"}[against]
    said = f"Placed by itself: {row['own_placed']} of {n} enablers; {other}: {row['other_placed']} of {n}."
    stage = f"{row['n_apart'] or 'None'} of the {row['n_both']} placed by both {'lies' if row['n_apart'] == 1 else 'lie'}"
    return f"{said} {stage} a stage or more apart." if row["n_both"] else said

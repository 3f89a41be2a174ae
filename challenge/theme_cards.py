"""Regional themes as cards: one for each family's strongest theme, each opening its authorities."""

from collections.abc import Callable

import pandas as pd

from challenge import headlines, wording
from challenge.links import View
from challenge.marks import SHADES
from challenge.sheet import Node, el
from challenge.theme_voice import Voice

TONES = {
    "shared concern": "concern",
    "worsening": "concern",
    "concern for some": "concern",
    "shared strength": "strength",
    "improving": "strength",
    "leaning to strength": "strength",
    "context to understand": "context",
}
IN_WORDS = {"best": "best quarter", "second": "second", "third": "third", "worst": "worst quarter", "none": "no quarter"}


def cards(
    themes: pd.DataFrame, view: View, marked: Callable[[str, bool], str], voice: Voice | None = None, most: int = 4
) -> Node | None:
    """The first themes, one per family, as cards that open their authorities; None when there is no theme. voice: what authorities
    say of their groups, where somebody asked for it.

    They stand in the order of the themes, but the first strength has a place beside the first concerns.
    """
    leads = headlines.leads(themes)
    strong = leads["kind"].isin(headlines.STRENGTHS)
    kept = (
        leads.head(most)
        if strong.head(most).any() or not strong.any()
        else pd.concat([leads.head(most - 1), leads[strong].head(1)])
    )
    if kept.empty:
        return None
    every = themes.to_dict("records")
    each = [_card(theme, every, view, marked, voice) for theme in kept.to_dict("records")]
    return el("section", el("h2", "What stands out", cls="visually-hidden"), el("div", each, cls="cards"))


def _card(theme: dict, themes: list[dict], view: View, marked: Callable[[str, bool], str], voice: Voice | None) -> Node:
    tone, family = TONES[theme["kind"]], theme["family"]
    siblings = [row for row in themes if row["family"] == family and TONES.get(row["kind"]) == tone and row["kpi"] != theme["kpi"]]
    also = [_part(row) for row in siblings[:2]]
    open_here = view.theme == theme["kpi"]
    return el(
        "article",
        el(
            "p",
            marked(f"{wording.sentence(theme['kind'])[:-1]} · {theme['group_short_name']}", theme["source"] == "returned"),
            cls="kind",
        ),
        el(
            "h3",
            el(
                "a",
                says(theme),
                href=view.link(theme=None if open_here else theme["kpi"]),
                aria_current="true" if open_here else None,
            ),
        ),
        _squares(theme),
        el(
            "p",
            f"{headlines.breadth(theme, brief=True)} {_pair(theme)}, {theme['period_label']}.",
            f" Also {wording.listed(also)}." if also else None,
        ),
        voice.on_card(theme) if voice else None,
        cls=f"card {TONES[theme['kind']]}" + (" chosen" if open_here else ""),
    )


def says(theme: pd.Series | dict) -> str:
    """The theme as a statement true to its kind: how the region stands against England, what moves, or that authorities differ."""
    if theme["kind"] in ("worsening", "improving"):
        many, moved = (theme["n_worsened"], "worse") if theme["kind"] == "worsening" else (theme["n_improved"], "better")
        return f"{theme['name']}: {moved} than the year before in {int(many)} of {int(theme['n_moved_of'])} authorities"
    if theme["kind"] == "concern for some" or theme["region_value"] == theme["england"]:
        return f"{theme['name']}: authorities differ widely"
    statement = theme["when_high"] if theme["region_value"] > theme["england"] else theme["when_low"]
    return statement if "England" in statement else f"{statement} than in England"


def against(theme: pd.Series | dict) -> str:
    """The region beside England with unit and period: ``67.9% v 70.7 in England, 2016/17``."""
    decimals, unit = int(theme["decimals"]), theme["unit_short"]
    signed = unit == "score"
    mean = "" if theme["source"] == "published" else " (mean of its authorities)"
    own = wording.with_unit(theme["region_value"], decimals, unit)
    return f"{own}{mean} v {wording.number(theme['england'], decimals, signed)} in England, {theme['period_label']}"


def _pair(theme: dict) -> str:
    unit, decimals = theme["unit_short"], int(theme["decimals"])
    sign = "%" if unit == "%" else ""
    own, other = (wording.number(theme[column], decimals, unit == "score") + sign for column in ("region_value", "england"))
    return f"{own} (England {other})"


def _part(theme: dict) -> str:
    """What a KPI is within its family: the words after its colon, ``overall`` for the whole."""
    if ": " in theme["name"]:
        return wording.lower_first(theme["name"].split(": ")[-1])
    return "overall" if theme["kpi"] == theme["family"] else wording.lower_first(theme["short_name"])


def _squares(theme: dict) -> Node | None:
    if theme["polarity"] == "context" or not isinstance(theme["squares"], str):
        return None
    shades = [SHADES[band] for band in theme["squares"]]
    words = ", ".join(f"{shades.count(shade)} {IN_WORDS[shade]}" for shade in dict.fromkeys(shades))
    return el("div", [el("span", cls=f"shade-{shade}") for shade in shades], cls="squares", role="img", aria_label=words)

"""Voice: what authorities say in Section 4 of their self-views about the group of KPIs a theme belongs to, as tagged by a person.
It stands beside a theme and moves neither its kind nor its order."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from challenge import wording
from challenge.sheet import Node, el

ITEMS = ("focus-wanted", "strengths")


@dataclass(frozen=True)
class Voice:
    """Who names which group of KPIs. rows: of ``queries.region.voice``. returned: how many authorities returned a self-view;
    tagged: of how many of these somebody tagged Section 4. marked: puts *Practice* before what is invented."""

    rows: pd.DataFrame
    returned: int
    tagged: int
    marked: Callable[[str, bool], str]

    def names(self, group: str, item: str) -> list[str]:
        """The authorities that name a group, as ``focus-wanted`` or as ``strengths``."""
        rows = self.rows
        return rows.loc[(rows["kpi_group"] == group) & (rows["item"] == item), "name"].tolist()

    def counts(self, group: str) -> tuple[int, int]:
        """How many want a group as focus, and how many name it as a strength."""
        focus, strength = (len(self.names(group, item)) for item in ITEMS)
        return focus, strength

    def on_card(self, theme: dict) -> Node | None:
        """A line for a theme's card; None while nothing is tagged."""
        if not self.tagged:
            return None
        focus, strength = self.counts(theme["kpi_group"])
        return el("p", self.marked(f"focus wanted by {focus}, strength of {strength}", True), cls="voice")

    def rule(self) -> str:
        """What the line on a card counts; empty while nothing is tagged."""
        if not self.tagged:
            return ""
        said = f"On a card, focus and strength: how many of the {self.returned} authorities that returned a self-view name the "
        return f"{said}card’s group of KPIs so in Section 4, as tagged by hand."

    def in_full(self, theme: pd.Series | dict) -> str:
        """Who names the theme's group, for the theme in full; empty where nobody returned a self-view."""
        if not self.returned:
            return ""
        if not self.tagged:
            return self.marked(f"Section 4 of the {self.returned} self-views returned has no tags yet.", True)
        said = [
            f"{verb} by {len(names) or 'none'}{': ' + wording.listed(names) if names else ''}"
            for verb, item in (("wanted as focus", ITEMS[0]), ("named as strength", ITEMS[1]))
            for names in [self.names(theme["kpi_group"], item)]
        ]
        known = f"of {wording.counted(self.returned, 'authority', 'authorities')} that returned a self-view"
        rest = self.returned - self.tagged
        waits = f"; {wording.counted(rest, 'authority’s', 'authorities’')} Section 4 has no tags yet" if rest else ""
        return self.marked(
            f"{theme['group_name']}, {known}: {'; '.join(said)}{waits}. Tagged by hand; it changes neither kind nor order.", True
        )

    def in_list(self, group: str) -> str:
        """``4 / 2 of 23``, empty while nothing is tagged."""
        focus, strength = self.counts(group)
        return f"{focus} / {strength} of {self.returned}" if self.tagged else ""

    def beside(self, themes: pd.DataFrame) -> pd.DataFrame:
        """Themes with voice_focus, voice_strength and voice_of, empty while nothing is tagged."""
        counts = {group: self.counts(group) for group in themes["kpi_group"].unique()}
        said = {
            "voice_focus": [counts[group][0] for group in themes["kpi_group"]],
            "voice_strength": [counts[group][1] for group in themes["kpi_group"]],
            "voice_of": self.returned,
        }
        return themes.assign(**(said if self.tagged else dict.fromkeys(said)))

"""Regional themes on the screen: a card for each family's strongest theme, one opened with its rows, and the list of all."""

from collections.abc import Callable

import pandas as pd

from challenge import headlines, wording
from challenge.links import View
from challenge.sheet import Node, el

TONES = {
    "shared concern": "concern",
    "worsening": "concern",
    "concern for some": "concern",
    "shared strength": "strength",
    "improving": "strength",
    "leaning to strength": "strength",
    "context to understand": "context",
}
SHADES = {"A": "best", "B": "second", "C": "third", "D": "worst", "-": "none"}
IN_WORDS = {"best": "best quarter", "second": "second", "third": "third", "worst": "worst quarter", "none": "no quarter"}


def cards(themes: pd.DataFrame, view: View, marked: Callable[[str, bool], str], most: int = 4) -> Node | None:
    """The first themes, one per family, as cards that open their authorities; None when there is no theme.

    They stand in the order of the themes, but the first strength has a place beside the first concerns.
    """
    leads = headlines.leads(themes)
    strong = leads["kind"].isin(headlines.STRENGTHS)
    kept = leads.head(most) if strong.head(most).any() or not strong.any() else pd.concat([leads.head(most - 1), leads[strong].head(1)])
    return None if kept.empty else el("div", [_card(theme, themes, view, marked) for _, theme in kept.iterrows()], cls="cards")


def _card(theme: pd.Series, themes: pd.DataFrame, view: View, marked: Callable[[str, bool], str]) -> Node:
    same_tone = themes["kind"].map(TONES) == TONES[theme["kind"]]
    siblings = themes[(themes["family"] == theme["family"]) & same_tone & (themes["kpi"] != theme["kpi"])]
    also = [f"{_part(row)} {_pair(row)}" for _, row in siblings.head(2).iterrows()]
    open_here = view.theme == theme["kpi"]
    return el(
        "article",
        el("p", marked(f"{wording.sentence(theme['kind'])[:-1]} · {theme['group_short_name']}", theme["source"] == "returned"), cls="kind"),
        el("h3", el("a", says(theme), href=view.link(theme=None if open_here else theme["kpi"]), aria_current="true" if open_here else None)),
        _squares(theme),
        el("p", f"{headlines.breadth(theme)} {_pair(theme)}, {theme['period_label']}.", f" Also {wording.listed(also)}." if also else None),
        cls=f"card {TONES[theme['kind']]}" + (" chosen" if open_here else ""),
    )


def says(theme: pd.Series) -> str:
    """The theme as a statement: how the region stands against England."""
    high = theme["region_value"] > theme["england"]
    return theme["when_high"] if high else theme["when_low"]


def _against(theme: pd.Series) -> str:
    decimals, unit = int(theme["decimals"]), theme["unit_short"]
    signed = unit == "score"
    mean = "" if theme["source"] == "published" else " (mean of its authorities)"
    return f"{wording.with_unit(theme['region_value'], decimals, unit)}{mean} v {wording.number(theme['england'], decimals, signed)} in England, {theme['period_label']}"


def _pair(theme: pd.Series) -> str:
    unit, decimals = theme["unit_short"], int(theme["decimals"])
    sign = "%" if unit == "%" else ""
    both = (wording.number(theme[column], decimals, unit == "score") + sign for column in ("region_value", "england"))
    return " v ".join(both)


def _part(theme: pd.Series) -> str:
    """What a KPI is within its family: the words after its colon, ``overall`` for the whole."""
    if ": " in theme["name"]:
        return wording.lower_first(theme["name"].split(": ")[-1])
    return "overall" if theme["kpi"] == theme["family"] else wording.lower_first(theme["short_name"])


def _squares(theme: pd.Series) -> Node | None:
    if theme["polarity"] == "context" or not isinstance(theme["squares"], str):
        return None
    shades = [SHADES[band] for band in theme["squares"]]
    words = ", ".join(f"{shades.count(shade)} {IN_WORDS[shade]}" for shade in dict.fromkeys(shades))
    return el("div", [el("span", cls=f"shade-{shade}") for shade in shades], cls="squares", role="img", aria_label=words)


def opened(theme: pd.Series, rows: pd.DataFrame, view: View, marked: Callable[[str, bool], str]) -> Node:
    """One theme with its parts and the authorities behind it, best first."""
    home = view.but(screen="authority", theme=None, order=None, group=None, bpn=None, compare=None)
    frame = rows.assign(
        text=wording.or_status(wording.figures(rows), rows["status"]),
        moved=wording.figures(rows, "change", signed=True),
    )
    return el(
        "section",
        el("h2", f"{says(theme)}: {theme['kind']}", id="theme"),
        el("p", f"{headlines.breadth(theme)} {wording.sentence(_against(theme))}"),
        parts(theme),
        el(
            "div",
            el(
                "table",
                el("caption", marked(f"{theme['name']}, {theme['unit']}, {theme['period_label']}: the authorities behind the theme", rows["bpn_name"].notna().any())),
                el("thead", el("tr", [el("th", name, scope="col") for name in ("Authority", "BPN", "Figure", "Quarter in England", "In the region", "In England", "Change", "")])),
                el("tbody", [_row(row, home, theme["kpi"]) for row in frame.itertuples()]),
                cls="table",
            ),
            cls="scroll",
        ),
        el("p", el("a", "Close this theme", href=view.link(theme=None)), cls="no-print"),
        aria_labelledby="theme",
    )


def _row(row: object, home: View, kpi: str) -> Node:
    shade = SHADES.get(row.band, "none") if isinstance(row.band, str) else None
    return el(
        "tr",
        el("th", el("a", row.area_name, href=home.link(area=row.area, kpi=kpi)), scope="row"),
        el("td", row.bpn_name if isinstance(row.bpn_name, str) else ""),
        el("td", row.text, cls="num"),
        el("td", el("span", cls=f"swatch shade-{shade}", aria_hidden="true") if shade else None, f" {wording.QUARTERS[row.band]}" if shade else "–"),
        el("td", _rank(row.regional_rank, row.regional_out_of), cls="num"),
        el("td", _rank(row.rank, row.out_of), cls="num"),
        el("td", row.moved, cls="num"),
        el("td", direction_words(row.direction, row.change_reason)),
    )


def _rank(rank: float, out_of: float) -> str:
    return "" if pd.isna(rank) else f"{int(rank)} of {int(out_of)}"


def direction_words(direction: str | None, reason: str | None) -> Node:
    """The direction with its arrow, or why none is stated."""
    arrows = {"improving": ("↗", "good"), "worsening": ("↘", "bad"), "about the same": ("→", ""), "higher": ("↑", ""), "lower": ("↓", "")}
    if isinstance(direction, str):
        arrow, cls = arrows[direction]
        return el("span", f"{arrow} {direction}", cls=cls or None)
    return el("span", reason if isinstance(reason, str) else "", cls="muted")


def parts(theme: pd.Series) -> Node:
    """What the theme rests on: coverage, level, breadth, momentum and spread, each in words with its figures."""
    decimals, unit = int(theme["decimals"]), theme["unit_short"]
    said = [("Coverage", f"{int(theme['counted'])} of {int(theme['existing'])} authorities have a figure")]
    if pd.notna(theme["level"]):
        side = "above" if theme["level"] > 0 else "below"
        better = side if theme["polarity"] == "context" else "better" if theme["level"] > 0 else "worse"
        said.append(("Level", f"{abs(theme['level']):.2f} of England’s interquartile range {better} than England" if better not in ("above", "below") else f"{abs(theme['level']):.2f} of England’s interquartile range {better} England"))
    if theme["n_banded"] > 0:
        said.append(("Breadth", f"{int(theme['n_worst'])} in England’s worst quarter, {int(theme['n_best'])} in its best, of {int(theme['n_banded'])}; chance alone would put a quarter in each"))
    if theme["n_moved_of"] > 0:
        change = "" if pd.isna(theme["region_change"]) or pd.isna(theme["england_change"]) else (
            f"; the region moved by {wording.number(theme['region_change'], decimals, True)}, England by {wording.number(theme['england_change'], decimals, True)} (towards the good end is +)"
        )
        said.append(("Momentum", f"{int(theme['n_improved'])} improved and {int(theme['n_worsened'])} worsened, of {int(theme['n_moved_of'])} with a change{change}" if theme["polarity"] != "context" else f"{int(theme['n_moved_of'])} with a change"))
    if pd.notna(theme["spread"]):
        said.append(("Spread", f"the region’s authorities spread {theme['spread']:.2f} times as wide as England’s"))
    if isinstance(theme["caution"], str):
        said.append(("Caution", theme["caution"]))
    return el("dl", [[el("dt", name), el("dd", words)] for name, words in said], cls="facts")


def listing(themes: pd.DataFrame, view: View) -> Node:
    """Every KPI of the column with its theme, or why it makes none, by group."""
    rows = [
        el(
            "tr",
            el("th", el("a", row["name"], href=view.link(theme=row["kpi"])), scope="row"),
            el("td", row["group_short_name"]),
            el("td", row["kind"] if isinstance(row["kind"], str) else el("span", row["no_theme_reason"] if isinstance(row["no_theme_reason"], str) else "no theme", cls="muted")),
            el("td", _value(row, "region_value"), cls="num"),
            el("td", _value(row, "england"), cls="num"),
            el("td", f"{int(row['n_worst'])} / {int(row['n_best'])} of {int(row['n_banded'])}" if row["n_banded"] > 0 else "", cls="num"),
        )
        for _, row in themes.iterrows()
    ]
    heads = ("KPI", "Group", "Theme", "Region", "England", "Worst / best quarter")
    return el(
        "details",
        el("summary", f"All {int(themes['kind'].notna().sum())} themes, and why the other KPIs make none"),
        el("div", el("table", el("caption", "Themes by KPI, in order"), el("thead", el("tr", [el("th", head, scope="col") for head in heads])), el("tbody", rows), cls="table"), cls="scroll"),
        cls="more",
    )


def _value(row: pd.Series, column: str) -> str:
    return "" if pd.isna(row[column]) else wording.number(row[column], int(row["decimals"]), row["unit_short"] == "score")


def export(themes: pd.DataFrame) -> pd.DataFrame:
    """The themes as a table to download, with every part they rest on."""
    chosen = "theme_order kind no_theme_reason kpi name group_name focus unit polarity period_label region_value england level level_basis".split()
    chosen += "counted existing coverage n_banded n_worst n_best worst_share best_share n_moved_of n_improved n_worsened".split()
    chosen += "region_change england_change spread breadth_distance".split()
    return themes[chosen].convert_dtypes()

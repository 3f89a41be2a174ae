"""A regional theme in full: its parts, the authorities behind it, and the list of all themes with why others make none."""

from collections.abc import Callable

import pandas as pd

from challenge import headlines, wording
from challenge.links import View
from challenge.marks import SHADES, direction_words, figure, rank_words
from challenge.packs import table
from challenge.sheet import Node, el
from challenge.theme_cards import against, says
from challenge.theme_voice import Voice

HEADS = ("Authority", "BPN", "Figure", "Quarter in England", "In the region", "In England", "Change", "Direction")


def opened(
    theme: pd.Series, rows: pd.DataFrame, view: View, marked: Callable[[str, bool], str], voice: Voice | None = None
) -> Node:
    """One theme with its parts and the authorities behind it, best first."""
    by_bpn = rows["bpn_name"].notna().any()
    frame = rows.assign(
        text=wording.or_status(wording.figures(rows), rows["status"]),
        moved=wording.figures(rows, "change", signed=True),
    )
    return el(
        "section",
        [
            el("h2", says(theme), el("small", f" {theme['kind']}", cls="muted"), id="theme"),
            el("p", f"{headlines.breadth(theme)} {wording.sentence(against(theme))}"),
        ]
        if isinstance(theme["kind"], str)
        else [el("h2", f"{theme['name']}: no theme", id="theme"), el("p", wording.sentence(_why_none(theme)))],
        parts(theme, voice) if theme["counted"] > 0 else None,
        el(
            "div",
            el(
                "table",
                el(
                    "caption",
                    marked(
                        f"{theme['name']}, {theme['unit']}, {theme['period_label']}: the authorities behind the theme",
                        by_bpn,
                    ),
                ),
                el(
                    "thead",
                    el(
                        "tr",
                        [el("th", name, scope="col") for name in HEADS if name != "BPN" or by_bpn],
                    ),
                ),
                el("tbody", [_row(row, view, theme["kpi"], by_bpn) for row in frame.itertuples()]),
                cls="table",
            ),
            cls="scroll",
        ),
        el(
            "p",
            el("a", "Close this theme", href=view.link(theme=None)),
            " · ",
            el("a", "Everything on this KPI", href=view.to("kpi", kpi=theme["kpi"])),
            cls="no-print",
        ),
        aria_labelledby="theme",
    )


def _why_none(theme: pd.Series | dict) -> str:
    reason = theme["no_theme_reason"]
    if not isinstance(reason, str) or reason == "no rule is met":
        return "no rule of a theme is met"
    return reason.replace("LAs have a value", "authorities have a figure that can be compared")


def _row(row: object, view: View, kpi: str, by_bpn: bool) -> Node:
    shade = SHADES.get(row.band, "none") if isinstance(row.band, str) else None
    return el(
        "tr",
        el(
            "th",
            el("a", row.area_name, href=view.to("authority", area=row.area, kpi=kpi)) if row.in_cycle else row.area_name,
            scope="row",
        ),
        el("td", row.bpn_name if isinstance(row.bpn_name, str) else "") if by_bpn else None,
        el("td", figure(row.text, row.status), cls="num"),
        el(
            "td",
            el("span", cls=f"swatch shade-{shade}", aria_hidden="true") if shade else None,
            f" {wording.QUARTERS[row.band]}" if shade else "–",
        ),
        el("td", rank_words(row.regional_rank, row.regional_out_of), cls="num"),
        el("td", rank_words(row.rank, row.out_of), cls="num"),
        el("td", row.moved, cls="num"),
        el("td", direction_words(row.direction, row.change_reason)),
    )


def parts(theme: pd.Series, voice: Voice | None = None) -> Node:
    """What the theme rests on: coverage, level, breadth, momentum and spread, each in words with its figures; and voice."""
    said = {
        "Coverage": f"{int(theme['counted'])} of {int(theme['existing'])} authorities have a figure",
        "Level": _level(theme),
        "Breadth": _breadth(theme),
        "Momentum": _momentum(theme),
        "Spread": f"the region’s authorities spread {theme['spread']:.2f} times as wide as England’s"
        if pd.notna(theme["spread"])
        else "",
        "Voice": voice.in_full(theme) if voice else "",
        "Caution": theme["caution"] if isinstance(theme["caution"], str) else "",
    }
    return el("dl", [[el("dt", name), el("dd", words)] for name, words in said.items() if words], cls="facts")


def _level(theme: pd.Series) -> str:
    if pd.isna(theme["level"]):
        return ""
    up, down = ("above", "below") if theme["polarity"] == "context" else ("better than", "worse than")
    return f"{abs(theme['level']):.2f} of England’s interquartile range {up if theme['level'] > 0 else down} England"


def _breadth(theme: pd.Series) -> str:
    if not theme["n_banded"] > 0:
        return ""
    worst, best, of = (int(theme[name]) for name in ("n_worst", "n_best", "n_banded"))
    return f"{worst} in England’s worst quarter, {best} in its best, of {of}; chance alone would put about a quarter in each"


def _momentum(theme: pd.Series) -> str:
    if not theme["n_moved_of"] > 0 or theme["polarity"] == "context":
        return ""
    improved, worsened, of = (int(theme[name]) for name in ("n_improved", "n_worsened", "n_moved_of"))
    said = f"{improved} improved and {worsened} worsened, of {of} with a change"
    if pd.isna(theme["region_change"]) or pd.isna(theme["england_change"]):
        return said
    own, other = (wording.number(theme[name], int(theme["decimals"]), True) for name in ("region_change", "england_change"))
    return f"{said}; the region moved by {own}, England by {other} (+ is better)"


def listing(themes: pd.DataFrame, view: View, voice: Voice | None = None) -> Node:
    """Every KPI of the column with its theme, or why it makes none, by group; with voice where there is any."""
    heard = voice is not None and voice.tagged > 0
    n = int(themes["kind"].notna().sum())
    rows = [
        el(
            "tr",
            el(
                "th",
                el("a", row["name"], href=view.link(theme=row["kpi"])),
                el("small", f"{row['unit']}, {row['period_label']}"),
                scope="row",
            ),
            el("td", row["group_short_name"]),
            el("td", row["kind"] if isinstance(row["kind"], str) else el("span", _why_none(row), cls="muted")),
            el("td", _value(row, "region_value"), cls="num"),
            el("td", _value(row, "england"), cls="num"),
            el(
                "td",
                f"{int(row['n_worst'])} / {int(row['n_best'])} of {int(row['n_banded'])}" if row["n_banded"] > 0 else "",
                cls="num",
            ),
            el("td", voice.in_list(row["kpi_group"]), cls="num") if heard else None,
        )
        for row in themes.to_dict("records")
    ]
    heads = ("KPI", "Group", "Theme", "Region", "England", "Worst / best quarter")
    heads = (*heads, voice.marked("Voice on the group: focus / strength", True)) if heard else heads
    return el(
        "details",
        el("summary", f"{wording.sentence(wording.counted(n, 'theme'))[:-1]} in all, and why the other KPIs make none"),
        el(
            "div",
            el(
                "table",
                el("caption", "Themes by KPI, in order"),
                el("thead", el("tr", [el("th", head, scope="col") for head in heads])),
                el("tbody", rows),
                cls="table",
            ),
            cls="scroll",
        ),
        cls="more",
    )


def _value(row: dict, column: str) -> str:
    return "" if pd.isna(row[column]) else wording.number(row[column], int(row["decimals"]), row["unit_short"] == "score")


def export(themes: pd.DataFrame, voice: Voice | None = None) -> pd.DataFrame:
    """The themes as a table to download, with every part they rest on, and what authorities say of their groups."""
    said = ("voice_focus", "voice_strength", "voice_of") if voice else ()
    themes = voice.beside(themes) if voice else themes
    chosen = (
        *("theme_order", "theme", "no_theme_reason", "kpi", "name", "group_name", "focus", "unit", "decimals", "polarity"),
        *("source", "region", "period_label", "region_value", "england", "level", "level_basis", "counted", "existing"),
        *("coverage", "n_banded", "n_worst", "n_best", "worst_share", "best_share", "n_moved_of", "n_improved", "n_worsened"),
        *("region_change", "england_change", "spread", "breadth_distance", *said),
    )
    return themes.rename(columns={"kind": "theme"})[[*chosen]].convert_dtypes()


def behind(rows: pd.DataFrame, theme: pd.Series) -> pd.DataFrame:
    """The authorities behind one theme as a table to download, best first."""
    said = {name: theme[name] for name in ("kpi", "name", "unit", "decimals", "polarity", "source", "period_label")}
    return table.figures(rows.assign(**said)).assign(in_cycle=rows["in_cycle"])

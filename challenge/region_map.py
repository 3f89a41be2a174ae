"""The region's authorities on a tile map, shaded like the rug, for one KPI."""

import pandas as pd

from challenge import cartogram, headlines, masthead, picture, rug, shading, wording
from challenge.opened import Opened
from challenge.sheet import Node, el

SIDE = 64


def which(opened: Opened, themes: pd.DataFrame) -> str:
    """The KPI to map: the one asked for; else that of the open theme, of the order or the one the rug is narrowed to; else the
    leading theme's, else the cycle's first."""
    view = opened.view
    asked = view.mapped or view.theme or (view.order if view.order in opened.kpi_names else None) or view.kpi
    leading = headlines.leads(themes)["kpi"].tolist()
    return asked or (leading or list(opened.kpi_names))[0]


def section(opened: Opened, rows: pd.DataFrame, tiles: pd.DataFrame, kpi: str, shown: list[str], share: str) -> Node:
    """The map with its heading, its choice of KPI and its legend.

    rows: of ``queries.region.rug`` for ``kpi``. tiles: ``queries.frame.tiles``. shown: KPIs to choose from. share: of the legend.
    """
    view, now = opened.view, opened.now
    name = opened.kpi_names[kpi]
    keys = dict.fromkeys([*([kpi] if kpi not in shown else []), *shown])
    choices = [(opened.kpi_names[key], view.link(mapped=key), key == kpi) for key in keys]
    if rows["value"].notna().any():
        period = rows["period_label"].dropna().iloc[0]
        said = f"{opened.cycle['region_name']}: {wording.lower_first(name)}, {rows['unit'].iloc[0]}, {period}"
        title = opened.marked(said, now.source == "returned")
        practice = "Practice" if opened.store.practice else ""
        placed = cartogram.placed(shading.cells(rows, view, now.compare, practice), tiles, _outlined(opened))
        drawn = picture.picture(
            cartogram.cartogram(placed, title, SIDE),
            title=title,
            name=f"{opened.cycle['region_name']} map {name}",
            facts=opened.facts(title),
            legend=rug.legend(now.compare, share, rows["polarity"].iloc[0], shading.compared(rows, now.compare)),
            invented=now.source == "returned",
        )
    else:
        drawn = el("p", "This KPI has no figure in this column. Choose another, or another period above.", cls="empty")
    return el(
        "section",
        el("h2", "On the map", id="map"),
        el("ul", masthead.pill("KPI", name, choices), cls="pills", aria_label="KPI on the map"),
        drawn,
        el("p", el("a", f"Everything on {wording.lower_first(name)}", href=view.to("kpi", kpi=kpi))),
        aria_labelledby="map",
    )


def _outlined(opened: Opened) -> list[str]:
    members = opened.members
    return members.loc[members["bpn"] == opened.view.bpn, "area"].tolist() if opened.view.bpn else []

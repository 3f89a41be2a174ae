"""The BPN's rows: its rug's, the table of its strips, and what is shared as a file."""

import pandas as pd

from challenge import shading, wording
from challenge.links import View
from challenge.packs import table as packs
from challenge.sheet import Node, el

# column of ``queries.bpn.ground`` → its name in a file, where the same word would mean the region's authorities
FILED = {
    "n_members": "members",
    "n_banded": "members_placed",
    "n_best": "members_best",
    "n_worst": "members_worst",
    "n_better": "members_better",
    "n_worse": "members_worse",
    "shared": "shared",
    "differ": "differ",
    "spread": "members_range",
    "best": "best_members",
    "worst": "worst_members",
}


def rug_rows(cells: pd.DataFrame, forums: pd.DataFrame, view: View, order: str, bpn: str) -> pd.DataFrame:
    """Rows of the BPN's rug: England, the region and the BPN's mean, then members by round, by name, or best first by a KPI."""
    rows = shading.rows(cells, view, order if order != "bpn" else "az")
    rounds = cells[cells["member"]].drop_duplicates("area").set_index("area")["round"]
    days = forums.dropna(subset=["round"]).drop_duplicates("round").set_index("round")["day"]
    own = rows["area"].map(rounds)
    fixed = rows["kind"].map({"england": 0, "region": 1, "bpn": 2}).fillna(3)
    rows = rows.assign(group=None, group_href=None, fixed=fixed, by=own.map(days))
    rows.loc[rows["kind"] == "bpn", "label"] = f"{bpn} BPN (mean)"
    if order == "bpn":
        # As text: without any day known there are only NaT, which joins no words.
        known = own.map(days).astype(object).map(lambda day: "" if pd.isna(day) else f", {wording.day(day)}")
        words = own.str.capitalize() + " round" + known
        rows["group"] = words.where(words.notna(), None).where(rows["fixed"] == 3, None)
        return rows.sort_values(["fixed", "by", "group"], kind="stable", na_position="last")
    return rows.sort_values("fixed", kind="stable")


def table(cells: pd.DataFrame, shaded: pd.DataFrame, view: View, region: str, caption: str) -> Node:
    """KPIs × members: each figure with its mark, the BPN's mean with n, the region and England. ``shaded``: the rug's cells."""
    areas = cells.loc[cells["member"].astype(bool), ["area", "area_name"]].drop_duplicates().sort_values("area_name")
    kpis = cells[["kpi", "name", "unit", "polarity"]].drop_duplicates("kpi")
    look = {
        (cell.area, cell.kpi): cell for cell in shaded[["area", "kpi", "text", "symbol", "name", "href"]].itertuples(index=False)
    }
    means = cells[cells["kind"] == "bpn"].set_index("kpi")
    mean, beside = means["bpn_n"], {row.kind: row.area for row in cells[["kind", "area"]].drop_duplicates().itertuples()}

    def figure(area: str, kpi: str) -> Node:
        cell = look[area, kpi]
        text = f"{cell.symbol} {cell.text}".strip()
        return el("td", el("a", text, href=cell.href, title=cell.name) if cell.href else text, cls="num")

    heads = [el("th", "KPI", scope="col", cls="named")]
    heads += [
        el("th", el("a", row.area_name, href=view.to("authority", area=row.area)), scope="col", cls="num")
        for row in areas.itertuples()
    ]
    heads += [el("th", text, scope="col", cls="num") for text in ("BPN mean (n)", region, "England")]
    lines = [
        el(
            "tr",
            el(
                "th",
                el("a", kpi.name, href=view.to("kpi", kpi=kpi.kpi)),
                el("small", f"{kpi.unit}, {shading.GOOD_END[kpi.polarity]}"),
                scope="row",
            ),
            [figure(area, kpi.kpi) for area in areas["area"]],
            el("td", f"{look[beside['bpn'], kpi.kpi].text} ({int(mean[kpi.kpi])})", cls="num"),
            [el("td", look[beside[kind], kpi.kpi].text, cls="num muted") for kind in ("region", "england")],
        )
        for kpi in kpis.itertuples()
    ]
    drawn = el("table", el("caption", caption), el("thead", el("tr", heads)), el("tbody", lines), cls="table spines")
    return el("details", el("summary", "The table of these strips"), el("div", drawn, cls="scroll"), cls="more")


def export(ground: pd.DataFrame) -> pd.DataFrame:
    """What members share and where they differ, a row per KPI, to download."""
    rows = ground[["kpi", "name", "unit", "decimals", "polarity", "period_label", *FILED, "bpn_mean", "england"]]
    return packs.rounded(rows, rows["decimals"], "bpn_mean england").rename(columns=FILED).convert_dtypes()

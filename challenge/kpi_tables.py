"""The tables of the KPI screen: the region's authorities, all of England's, and all years; and the files made of them."""

import pandas as pd

from challenge import wording
from challenge.links import View
from challenge.marks import SHADES, direction_words, figure, rank_words
from challenge.packs import table as packs
from challenge.sheet import Node, el
from challenge.spine_table import rests_on

# Few columns of many: rows of all are ten times slower to walk.
_TOLD = [
    *("area", "area_name", "kind", "kpi", "source", "basis", "bpn_name", "value", "status", "note", "place", "period_label"),
    *("numerator", "denominator", "regional_rank", "regional_out_of", "rank", "out_of", "band", "context_side", "direction"),
    *("against_england", "against_neighbours", "neighbour_n", "interval_method", "break_why", "change_reason", "part_year"),
    *("period_end", "comparable", "polarity", "england_counted", "england_existing", "more_than_chance"),
]
ROLES = ("england", "region", "chosen", "other")


def table(rows: pd.DataFrame, view: View, region: str, caption: str) -> Node:
    """England, the region and each authority with everything said of its figure. rows: ``queries.kpi.ranking``."""
    context = rows["polarity"].iloc[0] == "context"
    by_bpn = rows["bpn_name"].notna().any()
    ranked = rows["rank"].notna().any()
    counted = rows["interval_low"].notna().any()
    heads = [
        "Authority",
        "BPN" if by_bpn else None,
        f"Figure, {rows['unit'].iloc[0]}",
        "95% interval" if counted else None,
        None if context else f"In {region}",
        "In England" if ranked else None,
        "Side of England" if context else "Quarter of England",
        None if context else "v England",
        "v neighbours",
        "Change",
        "What it rests on",
    ]
    numbers = {2, 3, 4, 5}
    shown = rows.assign(
        text=wording.or_status(wording.figures(rows), rows["status"]),
        low=wording.figures(rows, "interval_low"),
        high=wording.figures(rows, "interval_high"),
        near=wording.figures(rows, "neighbour_mean"),
        moved=wording.figures(rows, "change", signed=True),
    )
    keep = [place for place, head in enumerate(heads) if head]
    body = []
    for row in shown[[*_TOLD, "text", "low", "high", "near", "moved"]].itertuples():
        cells = _cells(row, view, context)
        body.append(el("tr", [cells[place] for place in keep], cls=None if row.kind == "authority" else "strong"))
    head = [el("th", heads[place], scope="col", cls="num" if place in numbers else None) for place in keep]
    whole = el("table", el("caption", caption), el("thead", el("tr", head)), el("tbody", body), cls="table spines kpi")
    return el("div", whole, cls="scroll")


def _cells(row: object, view: View, context: bool) -> list[Node]:
    authority = row.kind == "authority"
    name = row.area_name + ("" if authority or row.source == "published" else f" ({row.basis})")
    link = el("a", name, href=view.to("authority", area=row.area, kpi=row.kpi)) if authority else name
    counts = f"{row.numerator:,.0f} of {row.denominator:,.0f}" if pd.notna(row.denominator) and pd.notna(row.value) else None
    title = " · ".join(words for words in (row.period_label, row.note, row.place) if isinstance(words, str))
    rank = rank_words(row.regional_rank, row.regional_out_of)
    return [
        el("th", link, scope="row"),
        el("td", row.bpn_name if isinstance(row.bpn_name, str) else ""),
        el("td", el("strong", figure(row.text, row.status)), el("small", counts) if counts else None, cls="num", title=title),
        el("td", f"{row.low} to {row.high}" if row.low else "", cls="num", title=_method(row)),
        el("td", rank, cls="num"),
        el("td", rank_words(row.rank, row.out_of), cls="num"),
        el("td", _side(row) if context else _quarter(row)),
        el("td", row.against_england if isinstance(row.against_england, str) and row.kind != "england" else ""),
        el(
            "td",
            row.against_neighbours if isinstance(row.against_neighbours, str) and authority else "",
            el("small", f"mean {row.near}, n {int(row.neighbour_n)}") if row.near and authority else None,
        ),
        el("td", f"{row.moved} " if row.moved else "", direction_words(row.direction, None), cls="moved"),
        el("td", el("small", rests_on(row)) if authority else ""),
    ]


def _method(row: object) -> str | None:
    return row.interval_method if isinstance(row.interval_method, str) else None


def _quarter(row: object) -> Node | str:
    if not isinstance(row.band, str):
        return ""
    symbol = {"A": "●", "D": "■"}.get(row.band, "")
    return el(
        "span",
        el("span", symbol, cls=f"swatch shade-{SHADES[row.band]}", aria_hidden="true"),
        f" {wording.QUARTERS[row.band].removesuffix(' quarter')}",
    )


def _side(row: object) -> str:
    return {"higher": "▲ higher", "lower": "▽ lower"}.get(row.context_side, "") if isinstance(row.context_side, str) else ""


def of_england(england: pd.DataFrame, title: str) -> Node:
    """All of England's authorities as the table under their picture, with the funnel's limits where counts are known."""
    ranked, limited = england["rank"].notna().any(), england["funnel_low"].notna().any()
    told = ["area_name", "region_name", "in_region", "status", "rank", "out_of", "band", "numerator", "denominator", "place"]
    shown = england[[*told, "more_than_chance"]].assign(
        text=wording.or_status(wording.figures(england), england["status"]),
        low=wording.figures(england, "funnel_low"),
        high=wording.figures(england, "funnel_high"),
    )
    heads = ["Authority", "Region", "Figure", *(["In England", "Quarter"] if ranked else [])]
    heads += ["Counted", "Limits of the funnel", "Beyond"] if limited else []
    lines = []
    for row in shown.itertuples():
        cells = [
            el("th", row.area_name, scope="row"),
            el("td", row.region_name if isinstance(row.region_name, str) else ""),
            el("td", figure(row.text, row.status), cls="num", title=row.place if isinstance(row.place, str) else None),
        ]
        if ranked:
            cells += [el("td", rank_words(row.rank, row.out_of), cls="num"), el("td", _quarter(row))]
        if limited:
            counts = f"{row.numerator:,.0f} of {row.denominator:,.0f}" if pd.notna(row.denominator) else ""
            beyond = (
                {"high": "above", "low": "below"}.get(row.more_than_chance, "") if isinstance(row.more_than_chance, str) else ""
            )
            cells += [
                el("td", counts, cls="num"),
                el("td", f"{row.low} to {row.high}" if row.low else "", cls="num"),
                el("td", beyond),
            ]
        lines.append(el("tr", cells, cls="strong" if row.in_region else None))
    numbers = {"Figure", "In England", "Counted", "Limits of the funnel"}
    head = [el("th", text, scope="col", cls="num" if text in numbers else None) for text in heads]
    whole = el("table", el("caption", title), el("thead", el("tr", head)), el("tbody", lines), cls="table")
    return el("details", el("summary", f"All {len(england)} authorities as a table"), el("div", whole, cls="scroll"), cls="more")


def years(trend: pd.DataFrame, kpi: dict) -> Node:
    """All years of every line of the trend: England, the region, the chosen authorities, then the rest."""
    shown = trend.assign(decimals=kpi["decimals"], unit_short=kpi["unit_short"])
    shown = shown.assign(text=wording.or_status(wording.figures(shown), shown["status"]), at=shown["role"].map(ROLES.index))
    labels = shown.drop_duplicates("period").sort_values("period").set_index("period")["year_label"]
    found = {(row.area, row.period): row for row in shown.itertuples()}
    areas = shown.sort_values(["at", "area_label"]).drop_duplicates("area")
    lines = []
    for area in areas.itertuples():
        cells = []
        for period in labels.index:
            row = found.get((area.area, period))
            place = row.place if row and isinstance(row.place, str) else None
            cells.append(el("td", figure(row.text, row.status) if row else "–", cls="num", title=place))
        lines.append(el("tr", el("th", area.area_label, scope="row"), cells, cls=None if area.role == "other" else "strong"))
    head = [el("th", "Authority", scope="col"), [el("th", label, scope="col", cls="num") for label in labels]]
    caption = f"{kpi['name']}, {kpi['unit']}: all published years"
    whole = el("table", el("caption", caption), el("thead", el("tr", head)), el("tbody", lines), cls="table")
    return el("details", el("summary", "All years as a table"), el("div", whole, cls="scroll"), cls="more")


def export(rows: pd.DataFrame) -> pd.DataFrame:
    """The region's authorities as a table to download."""
    return packs.figures(rows)


def export_england(england: pd.DataFrame) -> pd.DataFrame:
    """England's authorities as a table to download, with the limits of the funnel."""
    limits = packs.rounded(england[["funnel_low", "funnel_high"]], england["decimals"], "funnel_low funnel_high")
    return packs.figures(england).assign(region=england["region"], **limits).convert_dtypes()

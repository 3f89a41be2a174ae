"""The authority's table: three periods, change in words, the spine, ranks and comparators, with what each figure rests on."""

import pandas as pd

from challenge import charts, wording
from challenge.links import View
from challenge.marks import SHADES, direction_words, figure, rank_words
from challenge.packs import table as packs
from challenge.sheet import Node, el

FEW = 10
CELL = ("kpi", "ordinal", "text", "status", "note", "period_label", "part_year", "place")


def key(name: str, region: str) -> Node:
    """The marks of the spine in words, and which way it runs."""
    marks = (
        ("own", f"{name}, shaded by England’s quarter"),
        ("england", "England"),
        ("region", region),
        ("neighbours", "ten statistical neighbours"),
        ("middle", "middle half of England’s authorities"),
        ("interval", "95% interval, where counts are known"),
    )
    return el(
        "ul",
        [el("li", charts.spine_key(mark, "worst" if mark == "own" else "plain"), el("span", words)) for mark, words in marks],
        el("li", el("span", "worst ← → best of England (context KPIs: low ← → high)")),
        cls="legend",
        aria_label="What the marks mean",
    )


def table(
    rows: pd.DataFrame, periods: pd.DataFrame, columns: pd.DataFrame, view: View, ordinal: int, name: str, region: str, caption: str
) -> Node:
    """The table of one authority.

    rows: ``queries.authority.spine`` of the chosen column. periods: ``queries.authority.periods``. columns: the cycle's columns.
    Worse-and-worsening KPIs stand first under a heading of their own, then the groups of the self-view.
    """
    shown = periods.assign(text=wording.or_status(wording.figures(periods), periods["status"]))[list(CELL)]
    cells = {(cell.kpi, cell.ordinal): cell for cell in shown.itertuples(index=False)}
    rows = rows.assign(
        moved=wording.figures(rows, "change", signed=True),
        england_text=wording.figures(rows, "england"),
        region_text=wording.figures(rows, "region_value"),
        neighbour_text=wording.figures(rows, "neighbour_mean"),
        own_text=wording.figures(rows),
        section_name=rows["group_name"].where(~rows["red_red"], "Worse than England and worsening"),
    )
    heads = [el("th", "KPI", scope="col", cls="named")]
    ordinals = columns["ordinal"].tolist()
    heads += [
        el("th", label, scope="col", cls="num strong" if place == ordinal else "num")
        for place, label in zip(ordinals, columns["label"], strict=True)
    ]
    others = [
        ("Change", None),
        ("Position in England", None),
        (f"Rank in {region}", "num"),
        ("Rank in England", "num"),
        ("Quarter of England", None),
    ]
    if not (nationally := rows["rank"].notna().any()):
        others.pop(3)  # Returned figures have no rank in England.
    heads += [
        el("th", text, scope="col", cls=cls) for text, cls in (*others, ("England", "num"), (region, "num"), ("Neigh­bours", "num"))
    ]
    sections: dict[str, list] = {}
    for row in rows.itertuples():
        sections.setdefault(row.section_name, []).append(_row(row, cells, ordinals, view, ordinal, name, region, nationally))
    bodies = [
        el("tbody", el("tr", el("th", section, scope="rowgroup", colspan=len(heads))), each, data_group=True)
        for section, each in sections.items()
    ]
    return el(
        "div",
        el("table", el("caption", caption), el("thead", el("tr", heads)), bodies, cls="table spines"),
        cls="scroll",
    )


def chosen(rows: pd.DataFrame, which: str, kpi: str | None) -> pd.DataFrame:
    """The KPIs asked for: ``headline``, ``all`` or a group, and always the one that is opened."""
    wanted = rows["headline"].astype(bool) if which == "headline" else (rows["kpi_group"] == which) | (which == "all")
    return rows[wanted | (rows["kpi"] == kpi)]


def elsewhere(every: pd.DataFrame, rows: pd.DataFrame, view: View) -> Node | None:
    """What is worse and worsening among the KPIs that are not in the table; None when nothing is."""
    hidden = every[every["red_red"].astype(bool) & ~every["kpi"].isin(rows["kpi"])]
    if hidden.empty:
        return None
    count = wording.counted(len(hidden), "other KPI is", "other KPIs are")
    named = wording.listed(hidden["name"].tolist())
    return el(
        "p",
        wording.sentence(f"{count} worse than England and worsening: {named}"),
        " ",
        el("a", "Show every KPI", href=view.link(group="all")),
    )


def _row(
    row: object, cells: dict[tuple, object], ordinals: list[int], view: View, ordinal: int, name: str, region: str, nationally: bool
) -> Node:
    chosen = view.kpi == row.kpi
    values = []
    for place in ordinals:
        cell = cells[row.kpi, place]
        text = figure(cell.text, cell.status)
        title = " · ".join(words for words in (cell.period_label, cell.note, cell.place) if isinstance(words, str))
        body = el("strong", text) if place == ordinal else text
        values.append(
            el(
                "td",
                body,
                el("small", " part-year") if cell.part_year is True else None,
                cls="num" if place == ordinal else "num muted",
                title=title,
            )
        )
    rests = rests_on(row)
    return el(
        "tr",
        el(
            "th",
            el("a", row.name, href=view.link(kpi=None if chosen else row.kpi), aria_current="true" if chosen else None),
            el("small", f" {row.unit}{'' if row.period_label == row.column_label else f', {row.period_label}'}"),
            scope="row",
            title=" ".join(words for words in (row.definition, row.comparability) if isinstance(words, str)),
        ),
        values,
        el(
            "td",
            el("span", f"{row.moved} " if row.moved else "", direction_words(row.direction, None), cls="moved"),
            el("small", rests) if rests else None,
        ),
        el("td", charts.spine(spine_of(row, name, region)) if pd.notna(row.spot) else el("span", "", cls="muted")),
        el("td", _rank(row.regional_rank, row.regional_out_of, row), cls="num"),
        el("td", _rank(row.rank, row.out_of, row), cls="num") if nationally else None,
        el("td", quarter_words(row.band)),
        [el("td", text or "–", cls="num muted") for text in (row.england_text, row.region_text, row.neighbour_text)],
        cls="strong" if chosen else None,
    )


def rests_on(row: object) -> str:
    """What a figure or its missing change rests on, in words: a break, a part of a year, few authorities, few cases."""
    said = []
    if isinstance(row.break_why, str):
        said.append(f"new series: {row.break_why}")
    elif isinstance(row.change_reason, str) and row.change_reason not in ("no figure", "no yardstick", "part-year"):
        said.append(row.change_reason)
    if row.part_year is True:
        end = f", to {wording.day(row.period_end)}" if not pd.isna(row.period_end) else ""
        said.append(f"part of a year{end}: not compared" + (" with full years" if row.comparable else ""))
    if row.source == "published" and row.polarity != "context" and pd.notna(row.value) and pd.isna(row.band):
        said.append(f"no rank: only {int(row.england_counted)} of England’s {int(row.england_existing)} authorities have a figure")
    if pd.notna(row.denominator) and row.denominator < FEW:
        said.append(f"{int(row.numerator)} of {int(row.denominator)}")
    if isinstance(row.more_than_chance, str):
        said.append(f"{'higher' if row.more_than_chance == 'high' else 'lower'} than England by more than chance")
    return wording.sentence("; ".join(said)) if said else ""


def _rank(rank: float, out_of: float, row: object) -> str:
    if pd.notna(rank):
        return rank_words(rank, out_of)
    return "context" if row.polarity == "context" and pd.notna(row.value) else ""


def quarter_words(band: str | None) -> str:
    """The quarter with the symbol the rug gives its ends: colour never speaks alone."""
    return {"A": "● best", "B": "second", "C": "third", "D": "■ worst"}.get(band, "") if isinstance(band, str) else ""


def spine_of(row: object, name: str, region: str) -> charts.Spine:
    """The marks of one row with england_text, region_text and neighbour_text beside its figures, and the whole picture in words."""
    low_high = (
        "context, no good end"
        if row.polarity == "context"
        else wording.QUARTERS.get(row.band, "no quarter")
        if isinstance(row.band, str)
        else "no quarter"
    )
    own = wording.with_unit(row.value, row.decimals, row.unit_short)
    beside = (("England", row.england_text), (region, row.region_text), ("neighbours", row.neighbour_text))
    others = ", ".join(f"{who} {figure or 'not known'}" for who, figure in beside)
    words = f"{row.name}: {name} {own}, {low_high}; {others}"
    return charts.Spine(
        own=row.spot,
        words=words,
        shade=SHADES[row.band] if isinstance(row.band, str) else "plain",
        region=row.spot_region,
        neighbours=row.spot_neighbours,
        middle_low=row.spot_q25,
        middle_high=row.spot_q75,
        interval_low=row.spot_low,
        interval_high=row.spot_high,
    )


def export(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    """The table of the authority called ``name`` to download: figures as numbers with everything a file states of them."""
    return packs.figures(rows.assign(area_name=name))

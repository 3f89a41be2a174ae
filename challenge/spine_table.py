"""The authority's table: three periods, change in words, the spine, ranks and comparators, with what each figure rests on."""

import pandas as pd

from challenge import charts, wording
from challenge.links import View
from challenge.sheet import Node, el
from challenge.theme_cards import SHADES, direction_words

FEW = 10


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
    shown = periods.assign(text=wording.or_status(wording.figures(periods), periods["status"]))
    cells = shown.pivot(index="kpi", columns="ordinal", values=["text", "note", "period_label", "part_year", "place"])
    rows = rows.assign(
        moved=wording.figures(rows, "change", signed=True),
        england_text=wording.figures(rows, "england"),
        region_text=wording.figures(rows, "region_value"),
        neighbour_text=wording.figures(rows, "neighbour_mean"),
        own_text=wording.figures(rows),
        section_name=rows["group_name"].where(~rows["red_red"], "Worse than England and worsening"),
    )
    heads = [el("th", "KPI", scope="col", cls="named")]
    heads += [el("th", column.label, scope="col", cls="num strong" if column.ordinal == ordinal else "num") for column in columns.itertuples()]
    others = [("Change", None), ("Position in England", None), (f"Rank in {region}", "num"), ("Rank in England", "num"), ("Quarter of England", None)]
    if not (nationally := rows["rank"].notna().any()):
        others.pop(3)  # Returned figures have no rank in England.
    heads += [el("th", text, scope="col", cls=cls) for text, cls in (*others, ("England", "num"), (region, "num"), ("Neigh­bours", "num"))]
    bodies = []
    for section, group in rows.groupby("section_name", sort=False):
        head = el("tr", el("th", section, scope="rowgroup", colspan=len(heads)))
        bodies.append(el("tbody", head, [_row(row, cells, columns, view, ordinal, name, region, nationally) for row in group.itertuples()], data_group=True))
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


def _row(row: object, cells: pd.DataFrame, columns: pd.DataFrame, view: View, ordinal: int, name: str, region: str, nationally: bool) -> Node:
    chosen = view.kpi == row.kpi
    values = []
    for column in columns.itertuples():
        text = cells.loc[row.kpi, ("text", column.ordinal)]
        part = cells.loc[row.kpi, ("part_year", column.ordinal)] is True
        said = (cells.loc[row.kpi, (what, column.ordinal)] for what in ("period_label", "note", "place"))
        title = " · ".join(words for words in said if isinstance(words, str))
        body = el("strong", text) if column.ordinal == ordinal else text
        values.append(el("td", body, el("small", " part-year") if part else None, cls="num" if column.ordinal == ordinal else "num muted", title=title))
    rests = rests_on(row)
    return el(
        "tr",
        el("th", el("a", row.name, href=view.link(kpi=None if chosen else row.kpi), aria_current="true" if chosen else None), el("small", f" {row.unit}"), scope="row"),
        values,
        el(
            "td",
            el("span", f"{row.moved} " if row.moved else "", direction_words(row.direction, None), cls="moved"),
            el("small", rests) if rests else None,
        ),
        el("td", charts.spine(_spine(row, name, region)) if pd.notna(row.spot) else el("span", "", cls="muted")),
        el("td", _rank(row.regional_rank, row.regional_out_of, row), cls="num"),
        el("td", _rank(row.rank, row.out_of, row), cls="num") if nationally else None,
        el("td", _quarter(row.band)),
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
        return f"{int(rank)} of {int(out_of)}"
    return "context" if row.polarity == "context" and pd.notna(row.value) else ""


def _quarter(band: str | None) -> str:
    """The quarter with the symbol the rug gives its ends: colour never speaks alone."""
    return {"A": "● best", "B": "second", "C": "third", "D": "■ worst"}.get(band, "") if isinstance(band, str) else ""


def _spine(row: object, name: str, region: str) -> charts.Spine:
    low_high = "context, no good end" if row.polarity == "context" else wording.QUARTERS.get(row.band, "no quarter") if isinstance(row.band, str) else "no quarter"
    words = f"{row.name}: {name} {wording.with_unit(row.value, row.decimals, row.unit_short)}, {low_high}; England {row.england_text or 'not known'}, {region} {row.region_text or 'not known'}, neighbours {row.neighbour_text or 'not known'}"
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


def reconciliation(rows: pd.DataFrame, caption: str) -> Node:
    """Returned beside published for the same year, largest difference first; what agrees within rounding is counted, not listed."""
    apart = rows[~rows["within_rounding"].astype(bool)]
    frame = apart.assign(
        returned_text=wording.figures(apart, "returned"),
        published_text=wording.figures(apart, "published"),
        difference_text=wording.figures(apart, "difference", signed=True),
    )
    agree = len(rows) - len(apart)
    intro = f"{wording.counted(agree, 'returned figure agrees', 'returned figures agree')} with the published one within rounding"
    if apart.empty:
        return el("p", wording.sentence(intro))
    heads = (("KPI", ""), ("Column", ""), ("Returned", "num"), ("Published", "num"), ("Difference", "num"), ("Why they may differ", ""))
    return el(
        "div",
        el("p", wording.sentence(f"{intro}; {wording.counted(len(apart), 'differs', 'differ')}")),
        el(
            "div",
            el(
                "table",
                el("caption", caption),
                el("thead", el("tr", [el("th", head, scope="col", cls=cls or None) for head, cls in heads])),
                el(
                    "tbody",
                    [
                        el(
                            "tr",
                            el("th", row.name, scope="row"),
                            el("td", row.column_label),
                            el("td", row.returned_text, cls="num"),
                            el("td", row.published_text, cls="num"),
                            el("td", row.difference_text, cls="num"),
                            el("td", row.comparability if isinstance(row.comparability, str) else "", cls="muted"),
                        )
                        for row in frame.itertuples()
                    ],
                ),
                cls="table",
            ),
            cls="scroll",
        ),
    )


def opened(kpi: dict, own: pd.DataFrame, name: str, view: View) -> Node:
    """The heading of an opened KPI: the authority's figure in words, and the way to close it."""
    said = ""
    if len(own) and pd.notna(own["value"].iloc[0]):
        row = own.iloc[0]
        said = f"{name}: {wording.with_unit(row['value'], int(row['decimals']), row['unit_short'])}, {row['period_label']}"
        if isinstance(row["band"], str):
            said += f", {wording.QUARTERS[row['band']]} of England"
        if isinstance(row["interval_method"], str):
            low, high = (wording.number(row[end], int(row["decimals"])) for end in ("interval_low", "interval_high"))
            said += f"; {row['interval_method']} interval {low} to {high}"
        if pd.notna(row["denominator"]):
            said += f" ({row['numerator']:,.0f} of {row['denominator']:,.0f})"
    return el(
        "div",
        el("h2", kpi["name"], el("small", f" {kpi['unit']}", cls="muted"), id="kpi"),
        el("p", wording.sentence(said) if said else None, " ", el("a", "Close", href=view.link(kpi=None), cls="no-print")),
    )


def about(kpi: dict, known: pd.DataFrame, breaks: pd.DataFrame) -> Node:
    """What a KPI is, where it comes from and what to keep in mind."""
    good = {"low": "Low is good", "high": "High is good", "context": "Context: no good end, never ranked or judged"}[kpi["polarity"]]
    said = [
        ("What it is", kpi["definition"]),
        ("Which end is good", wording.sentence(good) + (f" {kpi['caution']}" if isinstance(kpi["caution"], str) else "")),
        ("Source", f"{kpi['publication']}; measure {kpi['measure']}" if isinstance(kpi["measure"], str) else "Returned only: nothing is published for authorities"),
        ("Comparability", kpi["comparability"]),
        *((f"New series from {row.year_label}", row.why) for row in breaks.itertuples()),
        *((f"First published: {row.year_label}", f"{wording.day(row.published_on)} ({row.known_from})") for row in known.itertuples()),
    ]
    return el("dl", [[el("dt", term), el("dd", text)] for term, text in said if isinstance(text, str)], cls="facts stacked")


def years(trend: pd.DataFrame, kpi: dict) -> Node:
    """All years of one KPI as the table under its chart; each figure says on hover where its cell is."""
    frame = trend.assign(decimals=kpi["decimals"], unit_short=kpi["unit_short"])
    frame = frame.assign(text=wording.or_status(wording.figures(frame), frame["status"]))
    labels = frame.drop_duplicates("period").set_index("period")["year_label"]
    wide = frame.pivot(index="period", columns="role", values=["text", "place"])
    roles = [(role, frame.loc[frame["role"] == role, "area_label"].iloc[0]) for role in ("own", "region", "england", "neighbours") if (frame["role"] == role).any()]
    rows = [
        el("tr", el("th", labels[period], scope="row"), [el("td", row[("text", role)] if isinstance(row[("text", role)], str) else "–", cls="num", title=row[("place", role)] if isinstance(row[("place", role)], str) else None) for role, _ in roles])
        for period, row in wide.iterrows()
    ]
    head = el("thead", el("tr", el("th", "Year", scope="col"), [el("th", label, scope="col", cls="num") for _, label in roles]))
    whole = el("table", el("caption", f"{kpi['name']}, {kpi['unit']}: all published years"), head, el("tbody", rows), cls="table")
    return el("details", el("summary", "The chart as a table"), el("div", whole, cls="scroll"), cls="more")


def export(rows: pd.DataFrame) -> pd.DataFrame:
    """The authority's table to download: figures as numbers, with rank, band, polarity, comparators and where each cell is."""
    chosen = "kpi name unit polarity period_label year_label source value status note part_year previous_value change direction change_reason".split()
    chosen += "rank out_of band regional_rank regional_out_of regional_band england region_value neighbour_mean neighbour_n".split()
    chosen += "against_england signal interval_low interval_high interval_method more_than_chance measure place".split()
    return rows[chosen].convert_dtypes()

"""The page for an authority's lead, first half: how it stands in a sentence, what was returned, and where each KPI stands."""

import pandas as pd

from challenge import charts, wording
from challenge.links import View
from challenge.marks import direction_words, figure, rank_words
from challenge.packs import table as packs
from challenge.returns.form import OFFICES
from challenge.returns_sheet import punctual
from challenge.sheet import Node, el
from challenge.spine_table import quarter_words, rests_on, spine_of

NOT_FOR_OFSTED = "Not for Ofsted: it holds placements on the improvement grid, which are solely for the peer challenge."
# Differences from published figures that stand on the page; the returns screen has them all.
FURTHEST = 5


def headline(name: str, row: dict, rows: pd.DataFrame, placed: pd.DataFrame, contrasts: pd.DataFrame) -> str:
    """How an authority stands, in a sentence: what it returned, what is worse and worsening, what sits oddly beside its placement.

    row: of ``queries.returns.overview``. rows: the KPIs shown, of ``queries.authority.spine``. placed, contrasts: of
    ``queries.self_check``.
    """
    sent = pd.notna(row["version"])
    returned = f"has returned {_of(int(row['n_returned']), int(row['n_asked']))} figures" if sent else "has returned no self-view"
    red = int(rows["red_red"].sum())
    worse = f"{wording.counted(red, 'KPI is', 'KPIs are')} worse than England and worsening" if red else ""
    if not worse:
        judged = rows.loc[rows["polarity"] != "context", "direction"].notna().any()
        worse = "no KPI is worse than England and worsening" if judged else "no KPI can be judged by its change in this column"
    if (placed["self_state"] == "placed").any():
        asked = len(contrasts.drop_duplicates(["contrast", "enabler"]))
        oddly = f"{wording.counted(asked, 'question')} beside its own placement"
    else:
        said = (placed["self_state"] == "not_placed").any()
        oddly = "it says it is not placed" if said else "it has not placed itself yet"
    return wording.sentence(f"{name} {returned}; {worse}; {oddly}")


def lede(row: dict, deadlines: pd.DataFrame, basis: str) -> str:
    """When a self-view came first and whether that was in time, which version counts now, who signed it; then which figures are
    shown."""
    if pd.isna(row["version"]):
        days = wording.listed([wording.day(day) for day in dict.fromkeys(deadlines["last_day"])], "or")
        return f"Its self-view is due by {days}. {basis}" if days else f"No deadline is set. {basis}"
    number = int(row["version"])
    came = (
        f"received {wording.day(row['first_received'])}" if number == 1 else f"first received {wording.day(row['first_received'])}"
    )
    came += f": {punctual(row['first_received'], deadlines)}" if len(deadlines) else ""
    later = "" if number == 1 else f"; version {number} of {wording.day(row['recorded_at'])} counts now"
    return wording.sentence(f"{came}{later}; {_signers(row)}") + f" {basis}"


def returned(row: dict, cells: pd.DataFrame, columns: pd.DataFrame, deadlines: pd.DataFrame, view: View) -> Node:
    """What was returned and what is missing. cells: ``queries.authority.periods`` of what it returned, with ``name``."""
    missing = cells[cells["status"] == "not_returned"]
    sent = pd.notna(row["version"])
    many = cells["kpi"].nunique()
    short = [
        [
            el("dt", f"Not returned, {label}"),
            el("dd", _missing(missing.loc[missing["ordinal"] == ordinal, "name"].tolist(), many)),
        ]
        for ordinal, label in zip(columns["ordinal"], columns["label"], strict=True)
    ]
    due = [f"{wording.day(each.last_day)} ({wording.lower_first(each.said_by)})" for each in deadlines.itertuples()]
    blocking, rest = int(row["n_blocking"]), int(row["n_to_confirm"])
    waits = wording.listed(
        [
            *([wording.counted(blocking, "figure waits for an answer", "figures wait for an answer")] if blocking else []),
            *([f"{wording.counted(rest, 'point')} to look at"] if rest else []),
        ]
    )
    if not sent:
        words = f"Nothing was returned: all {len(cells)} figures of {many} KPIs are missing"
    elif missing.empty:
        words = f"All {len(cells)} figures of {many} KPIs were returned; {waits or 'no problem is open'}"
    else:
        were = wording.counted(len(missing), "figure was", "figures were")
        words = f"{were} not returned, of {len(cells)}; {waits or 'no problem is open'}"
    return el(
        "div",
        el("p", wording.sentence(words)),
        el(
            "dl",
            el("dt", "Due by"),
            el("dd", wording.listed(due, "or") or "no deadline is set"),
            el("dt", "Signed"),
            el(
                "dd",
                " · ".join(_office(row, office, words) for office, words in OFFICES.items()) if sent else "nothing to sign yet",
            ),
            short if sent else None,
            el("dt", "Open problems" if sent else "Return"),
            el(
                "dd",
                f"{waits or 'none'}. " if sent else "",
                el(
                    "a",
                    "See the return, answer and explain" if sent else "Take in a self-view",
                    href=view.to("returns", area=view.area),
                ),
            ),
            cls="facts",
        ),
    )


def _of(many: int, whole: int) -> str:
    return f"all {whole}" if many == whole else f"{many} of {whole}"


def _signers(row: dict) -> str:
    signed = [words for office, words in OFFICES.items() if isinstance(row[office], str)]
    if len(signed) == len(OFFICES):
        return "signed by all three"
    return f"signed by the {wording.listed(signed)}" if signed else "signed by nobody yet"


def _office(row: dict, office: str, words: str) -> str:
    return f"{words} ✓ {row[office]}" if isinstance(row[office], str) else f"{words} not yet"


def _missing(names: list[str], many: int) -> str:
    if len(names) == many:
        return f"all {many} KPIs"
    return "; ".join(names) or "nothing is missing"


def moved(rows: pd.DataFrame) -> str:
    """What moved since the year before, in a sentence: KPIs with a good end by direction, context KPIs without judging."""
    judged, context = rows[rows["polarity"] != "context"], rows[rows["polarity"] == "context"]
    counts = {word: int((judged["direction"] == word).sum()) for word in ("improving", "worsening", "about the same")}
    if not sum(counts.values()):
        said = ["No KPI with a good end has a change from the year before"]
    else:
        said = [
            f"Of {wording.counted(sum(counts.values()), 'KPI')} with a good end and a change from the year before, "
            + wording.listed(
                [
                    f"{wording.NUMBERS[n] if n < len(wording.NUMBERS) else n} {'is' if n == 1 else 'are'} {word}"
                    for word, n in counts.items()
                    if n
                ]
            )
        ]
    shifted = int(context["direction"].isin(["higher", "lower"]).sum())
    if shifted:
        said.append(f"{wording.counted(shifted, 'context KPI')} moved, which is neither good nor bad")
    return wording.sentence("; ".join(said))


HEADS = (
    *(("KPI", "named"), ("Figure", "num strong"), ("Change", None), ("Position in England", None), ("In England", None)),
    ("In {region}", None),
    *(("England", "num"), ("{region}", "num"), ("BPN", "num"), ("Neigh­bours", "num")),
)


def table(rows: pd.DataFrame, view: View, name: str, region: str, caption: str) -> Node:
    """Where each KPI stands: figure, change, place in England and in the region, and what it is compared with.

    rows: of ``queries.authority.spine``. Worse-and-worsening KPIs stand first under a heading of their own. A context KPI has no
    rank and no quarter; a part of a year is compared within the region alone, a count or flow of one with nothing.
    """
    rows = rows.assign(
        own_text=wording.or_status(wording.figures(rows), rows["status"]),
        moved=wording.figures(rows, "change", signed=True),
        england_text=wording.figures(rows, "england"),
        region_text=wording.figures(rows, "region_value"),
        bpn_text=wording.figures(rows, "bpn_mean"),
        neighbour_text=wording.figures(rows, "neighbour_mean"),
        section_name=rows["group_name"].where(~rows["red_red"], "Worse than England and worsening"),
    )
    sections: dict[str, list] = {}
    for row in rows.itertuples():
        sections.setdefault(row.section_name, []).append(_row(row, view, name, region))
    return el(
        "div",
        el(
            "table",
            el("caption", caption),
            el("thead", el("tr", [el("th", head.format(region=region), scope="col", cls=cls) for head, cls in HEADS])),
            [
                el("tbody", el("tr", el("th", section, scope="rowgroup", colspan=len(HEADS))), each, data_group=True)
                for section, each in sections.items()
            ],
            cls="table spines standing",
        ),
        cls="scroll",
    )


def _row(row: object, view: View, name: str, region: str) -> Node:
    rests = rests_on(row)
    small = row.unit if row.period_label == row.column_label else f"{row.unit}, {row.period_label}"
    drawn = charts.spine(spine_of(row, name, region)) if pd.notna(row.spot) else None
    comparators = (
        (row.england_text, None),
        (row.region_text, row.region_value_kind if isinstance(row.region_value_kind, str) else None),
        (row.bpn_text, f"mean of {int(row.bpn_n)}" if row.bpn_text else None),
        (row.neighbour_text, f"mean of {int(row.neighbour_n)} of ten" if row.neighbour_text else None),
    )
    return el(
        "tr",
        el(
            "th",
            el("a", row.name, href=view.to("authority", area=view.area, kpi=row.kpi)),
            el("small", f" {small}"),
            scope="row",
            title=" ".join(words for words in (row.definition, row.comparability) if isinstance(words, str)),
        ),
        el("td", el("strong", figure(row.own_text, row.status)), _part_year(row), cls="num", title=_place(row)),
        el(
            "td",
            el("span", f"{row.moved} " if row.moved else "", direction_words(row.direction, None), cls="moved"),
            el("small", rests) if rests else None,
        ),
        el("td", drawn),
        el("td", *_in_england(row)),
        el("td", *_in_region(row)),
        [el("td", text or "–", cls="num muted", title=words) for text, words in comparators],
    )


def _part_year(row: object) -> Node | None:
    return el("small", "part-year") if row.part_year is True else None


def _place(row: object) -> str | None:
    words = [text for text in (row.period_label, row.note, row.place) if isinstance(text, str)]
    return " · ".join(words) or None


def _in_england(row: object) -> tuple:
    if row.polarity == "context":
        side = {"higher": "higher than England", "lower": "lower than England"}.get(row.context_side)
        return ("context", el("small", side) if side else None) if pd.notna(row.value) else ("",)
    ranked = rank_words(row.rank, row.out_of)
    return (quarter_words(row.band), el("small", ranked) if ranked else None)


def _in_region(row: object) -> tuple:
    ranked = rank_words(row.regional_rank, row.regional_out_of)
    return (quarter_words(row.regional_band), el("small", ranked) if ranked else None)


def export(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    """The position of every KPI shown, of the authority called ``name``, to download: figures, and no placement."""
    return packs.figures(rows.assign(area_name=name))


def onward(view: View, name: str, back: bool) -> Node:
    """Where to go next. back: looking at an earlier day, when nothing is placed or answered."""
    ways = (
        *([("Place yourselves on the improvement grid", "placing")] if not back else []),
        ("See the return: answer problems, explain differences, sign", "returns"),
        ("See where everybody places themselves", "journey"),
        (f"See every figure of {name}, with its years", "authority"),
    )
    return el(
        "nav",
        el("ul", [el("li", el("a", words, href=view.to(screen, area=view.area))) for words, screen in ways], cls="rows"),
        aria_labelledby="onward",
    )

"""From a region's rows to the frames of a rug: which shade, symbol and words each cell has under the chosen comparison.

The rules in SQL have decided who stands where; here a band becomes a shade, a direction an arrow, and a row its words.
"""

import pandas as pd

from challenge import wording
from challenge.links import View
from challenge.packs import table

NO_BPN = "No BPN yet"
GOOD_END = {"low": "low is good", "high": "high is good", "context": "context"}

# column the comparison reads → its value → (shade, symbol, words)
_BANDS = {
    "A": ("best", "●", "best quarter"),
    "B": ("second", "", "second quarter"),
    "C": ("third", "", "third quarter"),
    "D": ("worst", "■", "worst quarter"),
}
_SIDES = {
    "better": ("better", "●", "better than {of}"),
    "worse": ("worse", "■", "worse than {of}"),
    "about the same": ("same", "", "about the same as {of}"),
    "higher": ("high", "▲", "higher than {of}"),
    "lower": ("low", "▽", "lower than {of}"),
}
_DIRECTIONS = {
    "improving": ("better", "↗", "improving"),
    "worsening": ("worse", "↘", "worsening"),
    "about the same": ("same", "→", "about the same as the year before"),
    "higher": ("high", "▲", "higher than the year before"),
    "lower": ("low", "▽", "lower than the year before"),
}
_SIGNALS = {
    "worse and worsening": ("redred", "■", "worse than England and worsening"),
    "better and improving": ("greengreen", "●", "better than England and improving"),
}
READS = {
    "england": ("band", _BANDS, "England"),
    "region": ("regional_band", _BANDS, "the region"),
    "against-england": ("against_england", _SIDES, "England"),
    "against-neighbours": ("against_neighbours", _SIDES, "its statistical neighbours"),
    "direction": ("direction", _DIRECTIONS, ""),
    "worse-and-worsening": ("signal", _SIGNALS, "England"),
}


CELL = ("area", "kpi", "text", "shade", "symbol", "name", "more", "href")


def columns(cells: pd.DataFrame, view: View) -> pd.DataFrame:
    """One row per KPI of ``cells`` in order, with its heading, the year that stands in it, and where it leads.

    ``about`` and ``england`` say what every cell of the column shares: the KPI in full with its period, and England's figure.
    """
    frame = cells.drop_duplicates("kpi")
    known = cells.dropna(subset=["england"]).drop_duplicates("kpi")
    england = dict(zip(known["kpi"], "England " + wording.figures(known, "england"), strict=True))
    usual = frame["period_label"].mode()
    own_year = frame["period_label"].where(frame["period_label"] != (usual.iloc[0] if len(usual) else ""), None)
    return pd.DataFrame(
        {
            "kpi": frame["kpi"],
            "short_name": frame["short_name"],
            "good_end": frame["polarity"].map(GOOD_END),
            "year_label": own_year.str.replace("September", "Sep").replace({float("nan"): None}),
            "group": frame["group_short_name"],
            "group_href": frame["kpi_group"].map(
                {group: view.link(group=group, kpi=None, theme=None) for group in frame["kpi_group"].unique()}
            ),
            "href": frame["kpi"].map(lambda kpi: view.to("kpi", kpi=kpi)),
            "name": frame["name"] + ", " + frame["unit"],
            "about": frame["name"] + (", " + frame["period_label"]).fillna(""),
            "england": frame["kpi"].map(england),
            "sorted": frame["kpi"] == view.order,
        }
    )


def rows(cells: pd.DataFrame, view: View, order: str) -> pd.DataFrame:
    """One row per area: England and the region first, then authorities by BPN, by name, or best first by the KPI in ``order``."""
    frame = cells.drop_duplicates("area")[["area", "area_name", "kind", "bpn", "bpn_name", "source"]]
    mean = {"england": " (published)", "region": " (mean)"}
    frame = frame.assign(basis=frame["kind"].map(mean).where(frame["source"] == "returned").fillna(""))
    rank = frame["kind"].map({"england": 0, "region": 1}).fillna(2)
    place = pd.Series(0.0, index=frame.index)
    if order in set(cells["kpi"]):
        own = cells[cells["kpi"] == order].set_index("area")
        by = own["regional_rank"].fillna(-own["value"].rank() + 10_000).fillna(99_999)
        place = frame["area"].map(by)
    grouped = order == "bpn" and frame["bpn"].notna().any()
    group = (frame["bpn_name"] + " BPN").where(frame["bpn_name"].notna(), NO_BPN).where(grouped & (rank == 2), None)
    frame = frame.assign(rank=rank, place=place, group=group, without=frame["bpn"].isna())
    frame = frame.sort_values(["rank", *(["without", "group"] if grouped else []), "place", "area_name"], na_position="last")
    authority = frame["kind"] == "authority"
    return pd.DataFrame(
        {
            "area": frame["area"],
            "label": frame["area_name"] + frame["basis"],
            "kind": frame["kind"],
            "group": frame["group"].where(frame["group"].notna(), None),
            "group_href": frame["bpn"].map(lambda bpn: view.to("bpn", bpn=bpn), na_action="ignore"),
            "href": frame["area"].map(lambda area: view.to("authority", area=area)).where(authority, None),
        }
    )


def cells(frame: pd.DataFrame, view: View, compare: str, mark: str = "") -> pd.DataFrame:
    """Text, shade, symbol, words and link of each cell of ``frame`` (rows of ``queries.region.rug``) under ``compare``.

    ``name`` reads as "Bury, caseload, 20.5 cases per FTE, worst quarter"; ``more`` is what stands beyond it: the rank in
    the region, a note, and ``mark`` (``Practice``) for every cell that holds no published figure.
    """
    column, meanings, of = READS[compare]
    sides = compare in ("england", "region")
    if sides:
        side = {"higher": ("high", "▲", "higher than England"), "lower": ("low", "▽", "lower than England")}
        meanings = {**meanings, **side}
    meant = {key: (shade, symbol, words.format(of=of)) for key, (shade, symbol, words) in meanings.items()}
    plain = ("none" if compare == "direction" else "quiet", "", "")
    stem = view.to("authority", area="AREA", kpi="KPI")
    before, between, after = stem.partition("AREA")[0], stem.partition("AREA")[2].partition("KPI")[0], stem.partition("KPI")[2]
    made = []
    # Cell by cell and not column by column: for a few hundred cells of words that is ten times faster in plain Python.
    for area, area_name, kpi, spoken, kind, polarity, unit, value, status, note, source, read, context, rank, out_of, text in zip(
        *(frame[name].tolist() for name in ("area", "area_name", "kpi")),
        _spoken(frame),
        *(frame[name].tolist() for name in ("kind", "polarity", "unit_short", "value", "status", "note", "source", column)),
        *(frame[name].tolist() for name in ("context_side", "regional_rank", "regional_out_of")),
        wording.figures(frame).tolist(),
        strict=True,
    ):
        authority, held = kind == "authority", value == value
        shade, symbol, words = meant.get(context if sides and polarity == "context" else read, plain)
        if not authority:
            shade, symbol, words = "plain", "", ""
        elif not held:
            shade, symbol, words = "none", "", ""
        short, long = wording.STATUSES.get(status, ("–", "not held"))
        said = text + wording.UNIT_AFTER.get(unit, "") if held else long
        more = [f"{wording.ordinal(int(rank))} of {int(out_of)} in the region"] if rank == rank else []
        more += [note] if isinstance(note, str) else []
        more += [mark] if mark and source == "returned" else []
        name = f"{area_name}, {spoken}, {said}" + (f", {words}" if words else "")
        href = f"{before}{area}{between}{kpi}{after}" if authority else ""
        made.append((area, kpi, text if held else short, shade, symbol, name, " · ".join(more), href))
    return pd.DataFrame(made, columns=list(CELL), index=frame.index)


def compared(frame: pd.DataFrame, compare: str) -> bool:
    """Whether ``compare`` reads anything of the authorities in ``frame``, which may also be that nobody stands out.

    frame: rows of ``queries.region.rug`` or ``queries.kpi.ranking``.
    """
    own = frame[frame["kind"] == "authority"]
    known = own[READS[compare][0]].notna()
    if compare in ("england", "region"):
        known |= (own["polarity"] == "context") & (own["context_side"].notna() | own["against_england"].notna())
    if compare == "worse-and-worsening":
        known |= own["against_england"].notna() & own["direction"].notna()
    return bool(known.any())


def _spoken(frame: pd.DataFrame) -> list[str]:
    # A short name cut with full stops is for the eye: read out, the KPI has its whole name.
    spoken = {
        kpi: wording.lower_first(name if "." in short else short)
        for kpi, name, short in dict.fromkeys(zip(frame["kpi"], frame["name"], frame["short_name"], strict=True))
    }
    return [spoken[kpi] for kpi in frame["kpi"]]


def export(frame: pd.DataFrame, compare: str) -> pd.DataFrame:
    """The rug's cells as a table to download: figures as numbers with everything a file states of them, and the comparison."""
    return table.figures(frame).assign(shaded_by=compare, shaded_as=frame[READS[compare][0]])

"""From a region's rows to the frames of a rug: which shade, symbol and words each cell has under the chosen comparison.

The rules in SQL have decided who stands where; here a band becomes a shade, a direction an arrow, and a row its words.
"""

import pandas as pd

from challenge import wording
from challenge.links import View
from challenge.packs import table

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


def columns(cells: pd.DataFrame, view: View) -> pd.DataFrame:
    """One row per KPI of ``cells`` in order, with its heading, the year that stands in it, and where it leads."""
    frame = cells.drop_duplicates("kpi")
    usual = frame["period_label"].mode()
    own_year = frame["period_label"].where(frame["period_label"] != (usual.iloc[0] if len(usual) else ""), None)
    return pd.DataFrame(
        {
            "kpi": frame["kpi"],
            "short_name": frame["short_name"],
            "good_end": frame["polarity"].map(GOOD_END),
            "year_label": own_year.str.replace("September", "Sep").replace({float("nan"): None}),
            "group": frame["group_short_name"],
            "group_href": frame["kpi_group"].map(lambda group: view.link(group=group, kpi=None, theme=None)),
            "href": frame["kpi"].map(lambda kpi: view.link(kpi=kpi, group=None, theme=None, order=kpi)),
            "name": frame["name"] + ", " + frame["unit"],
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
    frame = frame.assign(rank=rank, place=place, group=(frame["bpn_name"] + " BPN").where(grouped & (rank == 2), None))
    frame = frame.sort_values(["rank", *(["group"] if grouped else []), "place", "area_name"], na_position="last")
    authority = frame["kind"] == "authority"
    home = view.but(screen="authority", order=None, theme=None, group=None, kpi=None, bpn=None, compare=None)
    return pd.DataFrame(
        {
            "area": frame["area"],
            "label": frame["area_name"] + frame["basis"],
            "kind": frame["kind"],
            "group": frame["group"].where(frame["group"].notna(), None),
            "group_href": frame["bpn"].map(lambda bpn: view.link(bpn=bpn), na_action="ignore"),
            "href": frame["area"].map(lambda area: home.link(screen="authority", area=area)).where(authority, None),
        }
    )


def cells(frame: pd.DataFrame, view: View, compare: str, mark: str = "") -> pd.DataFrame:
    """Text, shade, symbol, words and link of each cell of ``frame`` (rows of ``queries.region.rug``) under ``compare``.

    ``mark`` (``Practice``) stands in the words of every cell that holds no published figure.
    """
    column, meanings, of = READS[compare]
    held = frame["value"].notna()
    authority = frame["kind"] == "authority"
    read = frame[column].where(authority & held)
    if compare in ("england", "region"):
        context = frame["context_side"].where(authority & held & (frame["polarity"] == "context"))
        side = {"higher": ("high", "▲", "higher than England"), "lower": ("low", "▽", "lower than England")}
        meanings = {**meanings, **side}
        read = read.fillna(context)
    shade = read.map({key: meaning[0] for key, meaning in meanings.items()})
    quiet = "none" if compare == "direction" else "quiet"
    shade = shade.fillna(quiet).where(authority, "plain").where(held | ~authority, "none")
    symbol = read.map({key: meaning[1] for key, meaning in meanings.items()}).fillna("")
    words = read.map({key: meaning[2].format(of=of) for key, meaning in meanings.items()}).fillna("")
    text = wording.or_status(wording.figures(frame), frame["status"])
    said = text + frame["unit_short"].map(wording.UNIT_AFTER).fillna("")
    said = said.where(held, frame["status"].map({key: long for key, (_, long) in wording.STATUSES.items()}).fillna("not held"))
    name = frame["area_name"] + ", " + frame["name"] + ", " + said + (", " + words).where(words != "", "")
    name = name.where(held | frame["note"].isna(), name + " (" + frame["note"].fillna("") + ")")
    england = ("; England " + wording.figures(frame, "england")).where(frame["england"].notna() & authority, "")
    ranked = frame["regional_rank"].notna()
    rank = frame["regional_rank"].fillna(0).astype(int).map(wording.ordinal).astype(str)
    out_of = frame["regional_out_of"].fillna(0).astype(int).astype(str)
    place = ("; " + rank + " of " + out_of).where(ranked, "")
    marked = pd.Series(f" · {mark}" if mark else "", index=frame.index).where(frame["source"] == "returned", "")
    home = view.but(screen="authority", order=None, theme=None, group=None, bpn=None, compare=None)
    stem = home.link(screen="authority", area="AREA", kpi="KPI")
    before, between, after = stem.partition("AREA")[0], stem.partition("AREA")[2].partition("KPI")[0], stem.partition("KPI")[2]
    return pd.DataFrame(
        {
            "area": frame["area"],
            "kpi": frame["kpi"],
            "text": text,
            "shade": shade,
            "symbol": symbol,
            "title": name + england + place + " · " + frame["period_label"].fillna("") + marked,
            "name": name,
            "href": (before + frame["area"] + between + frame["kpi"] + after).where(authority, ""),
        }
    )


def export(frame: pd.DataFrame, compare: str) -> pd.DataFrame:
    """The rug's cells as a table to download: figures as numbers, statuses, rank, band, polarity and the comparison."""
    column = READS[compare][0]
    chosen = [
        "area_name",
        "kind",
        "bpn_name",
        "kpi",
        "name",
        "unit",
        "polarity",
        "period_label",
        "value",
        "status",
        "note",
        "rank",
        "out_of",
        "band",
    ]
    chosen += [
        "regional_rank",
        "regional_out_of",
        "regional_band",
        "england",
        "region_value",
        "neighbour_mean",
        "change",
        "direction",
        "signal",
    ]
    shown = table.rounded(frame[chosen], frame["decimals"], "england region_value neighbour_mean change")
    return shown.assign(shaded_by=compare, shaded_as=frame[column]).convert_dtypes()

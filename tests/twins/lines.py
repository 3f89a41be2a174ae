"""Lines of enquiry the long way: each finding asked figure by figure, over the rows the rules give."""

import pandas as pd

from tests.twins import chance
from tests.twins.position import Judge
from tests.twins.world import World


def worse_and_worsening(shown: pd.DataFrame) -> set[tuple[str, str]]:
    """Authority and KPI of every figure worse than England and worsening. shown: rows of ``published_standing``."""
    found = set()
    for row in shown.to_dict("records"):
        if row["polarity"] == "context" or pd.isna(row["value"]) or pd.isna(row["change"]) or pd.isna(row["england_gap"]):
            continue
        sign = 1 if row["polarity"] == "high" else -1
        worse = round(-sign * row["england_gap"], 9) > round(row["meaningful"], 9)
        worsened = round(-sign * row["change"], 9) > round(row["meaningful"], 9)
        if worse and worsened:
            found.add((row["area"], row["kpi"]))
    return found


def far_from_neighbours(shown: pd.DataFrame, cutoffs: dict[str, float]) -> set[tuple[str, str]]:
    """Authority and KPI of every context figure far from the mean of enough neighbours."""
    found = set()
    for row in shown.to_dict("records"):
        if row["polarity"] != "context" or pd.isna(row["value"]) or pd.isna(row["neighbour_mean"]) or pd.isna(row["v75"]):
            continue
        gap = abs(round(row["value"], int(row["decimals"])) - row["neighbour_mean"])
        width = round(row["v75"] - row["v25"], 9)
        if row["neighbour_n"] >= cutoffs["line_neighbours_min"] and round(gap, 9) >= round(
            cutoffs["line_neighbour_far"] * width, 9
        ):
            found.add((row["area"], row["kpi"]))
    return found


def quarters(shown: pd.DataFrame, positions: pd.DataFrame, breaks: pd.DataFrame, band: str) -> set[tuple[str, str]]:
    """Authority and KPI of every figure in this band three years running, with no new series between the first and the last."""
    bands = {(row.kpi, row.period, row.area): row.band for row in positions[positions["kind"] == "authority"].itertuples()}
    new = set(zip(breaks["kpi"], breaks["period"], strict=True))
    found = set()
    for row in shown.itertuples():
        if pd.isna(row.source_year):
            continue
        years = [int(row.source_year) - back for back in (0, 1, 2)]
        if all(bands.get((row.kpi, year, row.area)) == band for year in years) and not any(
            (row.kpi, year) in new for year in years[:2]
        ):
            found.add((row.area, row.kpi))
    return found


def left_out(reconciled: pd.DataFrame) -> dict[str, set[str]]:
    """The numbered KPIs each authority did not return in a column. reconciled: rows of that view."""
    return {area: set(rows.loc[rows["returned_status"] == "not_returned", "kpi"]) for area, rows in reconciled.groupby("area")}


class Finder:
    """What lines rest on in a generated world, asked figure by figure of the rules' twin; nothing is folded."""

    def __init__(self, world: World, pairs: list[dict]) -> None:
        self.world, self.pairs, self.judge = world, pairs, Judge(world)
        self.said, self.cutoffs, self.breaks = self.judge.all(), world.cutoffs, {(b["kpi"], b["period"]) for b in world.breaks}

    def all(self, source: str) -> set[tuple]:
        """Kind, KPI (and pair), column and authority of everything found in the figures of a source."""
        found = set()
        for place in self.world.periods:
            for area in self.world.members:
                key = self.key(source, place, area)
                if self.usable(key):
                    found |= {(kind, place["kpi"], None, place["ordinal"], area) for kind in self.kinds(key, place)}
                    found |= {("pulls-apart", place["kpi"], pair, place["ordinal"], area) for pair in self.apart(key, place)}
        return found

    def key(self, source: str, place: dict, area: str) -> tuple:
        """Where the figure of a column stands among the rules' rows."""
        if source == "published":
            return ("", source, place["kpi"], place["source_year"], area)
        return ("c", source, place["kpi"], place["ordinal"], area)

    def usable(self, key: tuple) -> bool:
        """Whether a line may rest on a figure: there, comparable, of a whole year."""
        row = self.judge.rows.get(key)
        return bool(row) and row["rounded"] is not None and row["comparable"] and not row["part_year"]

    def width(self, kpi: str, year: int | None) -> float | None:
        """How wide England's middle half is."""
        cuts = self.judge.england(kpi, year)["cuts"]
        return None if cuts is None else round(cuts[2] - cuts[0], 9) or None

    def kinds(self, key: tuple, place: dict) -> set[str]:
        """The kinds found in one figure."""
        said, kpi, found = self.said[key], self.judge.kpis[key[2]], set()
        if said["signal"] == "worse and worsening":
            found.add("worse-and-worsening")
        if kpi["polarity"] == "context" and self.far(key, place["source_year"]):
            found.add("far-from-neighbours")
        if said["direction"] not in (None, "about the same") and self.sharp(key, place):
            found.add("sharp-move")
        if key[1] == "published" and said["band"] in ("A", "D"):
            years = [place["source_year"] - back for back in (1, 2)]
            same = all(self.said.get((*key[:3], year, key[4]), {}).get("band") == said["band"] for year in years)
            if same and not self.breaks & {(key[2], place["source_year"]), (key[2], years[0])}:
                found.add("strength" if said["band"] == "A" else "worst-quarter")
        return found

    def far(self, key: tuple, year: int | None) -> bool:
        """Whether a figure is far from the mean of enough neighbours' published ones."""
        near = [row["neighbour"] for row in self.world.neighbours if row["area"] == key[4]]
        rows = [self.judge.rows.get(("", "published", key[2], year, other), {}) for other in near]
        values = [row["rounded"] for row in rows if row.get("rounded") is not None]
        width = self.width(key[2], year)
        if width is None or len(values) < self.cutoffs["line_neighbours_min"]:
            return False
        gap = abs(self.judge.rows[key]["rounded"] - sum(values) / len(values))
        return round(gap, 9) >= round(self.cutoffs["line_neighbour_far"] * width, 9)

    def sharp(self, key: tuple, place: dict) -> bool:
        """Whether a change is more than chance, or, without counts, among England's furthest between the same years."""
        said, before = self.said[key], (*key[:3], key[3] - 1, key[4])
        ends = [self.said.get(each, {}).get(name) for each in (key, before) for name in ("interval_low", "interval_high")]
        if None not in ends:
            return ends[0] > ends[3] or ends[1] < ends[2]
        year = place["source_year"]
        if year is None or self.judge.rows[before]["source_year"] != year - 1:
            return False
        changes = [
            row["change"]
            for each, row in self.said.items()
            if each[:4] == ("", "published", key[2], year)
            and self.judge.areas[each[4]]["kind"] == "authority"
            and row["change"] is not None
        ]
        if len(changes) < self.cutoffs["line_move_least"]:
            return False
        share = self.cutoffs["line_move_share"]
        low, high = (round(chance.quantile(changes, each), 9) for each in (share, 1 - share))
        change = round(said["change"], 9)
        return change >= high if change > 0 else change <= low

    def apart(self, key: tuple, place: dict) -> set[str]:
        """The pairs this figure leads."""
        found = set()
        for pair in self.pairs:
            if pair["kpi"] != key[2]:
                continue
            others = [row for row in self.world.periods if (row["kpi"], row["ordinal"]) == (pair["other_kpi"], place["ordinal"])]
            for other in others:
                there = self.key(key[1], other, key[4])
                if self.usable(there) and pair["side"] in self.sides(key, place) and pair["other_side"] in self.sides(there, other):
                    found.add(pair["pair"])
        return found

    def sides(self, key: tuple, place: dict) -> set[str]:
        """In which outer quarter of values a figure lies: England's published ones, else those the region returned."""
        value = self.judge.rows[key]["rounded"]
        cuts = self.judge.england(key[2], place["source_year"])["cuts"]
        if cuts is None and key[1] == "returned":
            cuts = self.judge.local(*key[:1], "returned", key[2], key[3], self.judge.areas[key[4]]["region"])["cuts"]
        if cuts is None or cuts[2] <= cuts[0]:
            return set()
        return {name for name, true in (("high", value >= round(cuts[2], 9)), ("low", value <= round(cuts[0], 9))) if true}

    def differing(self) -> set[tuple]:
        """KPI, column and authority of what was returned otherwise than it is published, by enough."""
        found = set()
        for place in self.world.periods:
            if not self.judge.kpis[place["kpi"]]["number"]:
                continue
            for area in self.world.members:
                sent = self.judge.rows.get(("c", "returned", place["kpi"], place["ordinal"], area))
                out = self.judge.rows.get(("", "published", place["kpi"], place["source_year"], area))
                if not sent or not out or sent["part_year"] or None in (sent["value"], out["value"]):
                    continue
                value, decimals = sent["value"], self.judge.kpis[place["kpi"]]["decimals"]
                shown = 0 if value == round(value) else 1 if value == round(value, 1) else decimals
                apart = round(abs(value - out["value"]), 9)
                iqr = self.judge.england(place["kpi"], place["source_year"]).get("iqr")
                if apart >= round((10**-decimals + 10**-shown) / 2, 9) and (
                    not iqr or apart / iqr >= self.cutoffs["line_differs_far"]
                ):
                    found.add((place["kpi"], place["ordinal"], area))
        return found

"""What the rules say about a figure, the long way: every comparison a loop over all rows."""

from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

from tests.twins import chance
from tests.twins.world import World

Key = tuple[str, str, str, int, str]


def judged(world: World) -> dict[Key, dict]:
    """Every published and returned figure with what the rules say, keyed by scope, source, KPI, period and area."""
    return Judge(world).all()


def rounded(value: float | None, decimals: int) -> float | None:
    """A value to so many decimals, halves away from zero."""
    if value is None:
        return None
    return float(Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def better(kpi: dict, first: float, second: float) -> bool:
    """Whether the first of two values is the better one."""
    return first > second if kpi["polarity"] == "high" else first < second


def in_words(kpi: dict, difference: float | None, size: float | None, good: str, bad: str) -> str | None:
    """A difference in words: it must exceed the size."""
    if difference is None or size is None:
        return None
    if round(abs(difference), 9) <= round(size, 9):
        return "about the same"
    if kpi["polarity"] == "context":
        return "higher" if difference > 0 else "lower"
    return good if better(kpi, difference, 0) else bad


def band(kpi: dict, value: float, cuts: list[float]) -> str | None:
    """The quarter a value lies in; each includes its upper bound in value."""
    if kpi["polarity"] == "context":
        return None
    quarter = sum(value > round(cut, 9) for cut in cuts)
    return "ABCD"[quarter] if kpi["polarity"] == "low" else "DCBA"[quarter]


class Judge:
    """The rows of a world that count, and every question the rules ask of them."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.kpis = {kpi["kpi"]: kpi for kpi in world.kpis}
        self.areas = {area["area"]: area for area in world.areas}
        self.year = {(row["kpi"], row["ordinal"]): row["source_year"] for row in world.periods}
        self.rows: dict[Key, dict] = {}
        for row in world.published:
            self._take(("", "published", row["kpi"], row["period"], row["area"]), row, row["period"], False)
        last = {
            area: max(r["version"] for r in world.returned if r["area"] == area) for area in {r["area"] for r in world.returned}
        }
        for row in world.returned:
            if row["version"] == last[row["area"]]:
                key = ("c", "returned", row["kpi"], row["ordinal"], row["area"])
                self._take(key, row, self.year.get((row["kpi"], row["ordinal"])), row["part_year"])

    def _take(self, key: Key, row: dict, source_year: int | None, part_year: bool) -> None:
        kpi, area = self.kpis[key[2]], self.areas[key[4]]
        value = rounded(row["value"], kpi["decimals"])
        self.rows[key] = {
            **row,
            "kind": area["kind"],
            "region": area["area"] if area["kind"] == "region" else area["region"],
            "rounded": value,
            "source_year": source_year,
            "part_year": part_year,
            "comparable": not (part_year and kpi["flow"]),
        }

    def authorities(self, scope: str, source: str, kpi: str, period: int | None, region: str | None = None) -> list[dict]:
        """The authorities' rows of one KPI and period, of one region if named."""
        return [
            row
            for key, row in self.rows.items()
            if key[:4] == (scope, source, kpi, period) and row["kind"] == "authority" and region in (None, row["region"])
        ]

    def enough(self, counted: int, existing: int) -> bool:
        """Whether enough of those there have a value."""
        return counted > 0 and counted >= round(self.world.cutoffs["coverage_min"] * existing, 9)

    def england(self, kpi: str, year: int | None) -> dict:
        """Cut-points and value of England for one year, empty where there are none."""
        rows = [row for row in self.authorities("", "published", kpi, year) if row["status"] != "not_applicable"]
        values = [row["rounded"] for row in rows if row["rounded"] is not None]
        found = {"existing": len(rows), "counted": len(values), "enough": self.enough(len(values), len(rows)), "cuts": None}
        found["england"] = self.rows.get(("", "published", kpi, year, "england"), {}).get("rounded")
        if found["enough"]:
            found["cuts"] = [chance.quantile(values, share) for share in (0.25, 0.5, 0.75)]
            found["ends"] = (min(values), max(values))
            found["iqr"] = found["cuts"][2] - found["cuts"][0]
        return found

    def local(self, scope: str, source: str, kpi: str, period: int, region: str | None) -> dict:
        """The same within a region, with the region's value."""
        rows = self.authorities(scope, source, kpi, period, region) if region else []
        values = [row["rounded"] for row in rows if row["rounded"] is not None and row["comparable"]]
        there = [row for row in rows if row["status"] != "not_applicable"]
        existing = len(there)
        if source == "returned":
            members = [area for area in self.world.members if self.areas[area]["region"] == region]
            existing = len(members) - (len(rows) - len(there))
        found = {"existing": existing, "counted": len(values), "enough": self.enough(len(values), existing), "cuts": None}
        if source == "published":
            found["value"] = self.rows.get((scope, source, kpi, period, region), {}).get("rounded")
            found["kind"] = None if found["value"] is None else "published"
        else:
            found["value"] = sum(values) / len(values) if values else None
            found["kind"] = f"mean of {len(values)}" if values else None
        if found["enough"]:
            found["cuts"] = [chance.quantile(values, share) for share in (0.25, 0.5, 0.75)]
            found["iqr"] = found["cuts"][2] - found["cuts"][0]
        return found

    def all(self) -> dict[Key, dict]:
        """What is said about every row."""
        answers = {}
        for group, keys in groupby(sorted(self.rows), key=lambda key: key[:4]):
            scope, source, name, period = group
            for key in keys:
                row = self.rows[key]
                england = self.england(name, row["source_year"])
                local = self.local(scope, source, name, period, row["region"])
                answers[key] = self.one(key, row, self.kpis[name], england, local)
        return answers

    def one(self, key: Key, row: dict, kpi: dict, england: dict, local: dict) -> dict:
        """What is said about one row."""
        cutoffs, value = self.world.cutoffs, row["rounded"]
        answer = dict.fromkeys(("rank", "out_of", "regional_rank", "regional_out_of", "band", "regional_band", "context_side"))
        places = row["kind"] == "authority" and row["comparable"] and value is not None
        if places and kpi["polarity"] != "context":
            if key[1] == "published" and england["enough"]:
                answer |= self.place(kpi, value, self.authorities(*key[:4]), "rank", "out_of")
            if local["enough"]:
                answer |= self.place(kpi, value, self.authorities(*key[:4], row["region"]), "regional_rank", "regional_out_of")
        if places and england["cuts"]:
            answer["band"] = band(kpi, value, england["cuts"])
        if places and local["cuts"]:
            answer["regional_band"] = band(kpi, value, local["cuts"])
        whole = england["england"]
        if (
            kpi["polarity"] == "context"
            and row["comparable"]
            and row["kind"] != "england"
            and value is not None
            and (whole or 0) > 0
        ):
            if value >= round(whole * (1 + cutoffs["context_mark"]), 9):
                answer["context_side"] = "higher"
            elif value <= round(whole * (1 - cutoffs["context_mark"]), 9):
                answer["context_side"] = "lower"
        size = kpi["meaningful_change"]
        if size is None and england["cuts"]:
            size = cutoffs["meaningful_share"] * england["iqr"]
        answer |= {"meaningful": size, "england": whole, "region_value": local["value"], "region_value_kind": local["kind"]}
        answer |= self.change(key, row, kpi, size)
        answer["england_gap"] = answer["region_gap"] = None
        if row["comparable"] and value is not None:
            if row["kind"] != "england" and whole is not None:
                answer["england_gap"] = value - whole
            if row["kind"] not in ("england", "region") and local["value"] is not None:
                answer["region_gap"] = value - local["value"]
        answer["against_england"] = in_words(kpi, answer["england_gap"], size, "better", "worse")
        answer["against_region"] = in_words(kpi, answer["region_gap"], size, "better", "worse")
        pair = (answer["against_england"], answer["direction"])
        answer["signal"] = {
            ("worse", "worsening"): "worse and worsening",
            ("better", "improving"): "better and improving",
        }.get(pair)
        answer |= self.bounds(row, kpi)
        return answer | self.spots(row, kpi, england, local, answer)

    def place(self, kpi: dict, value: float, rows: list[dict], rank: str, out_of: str) -> dict:
        """How many are better, plus one, and of how many."""
        others = [row["rounded"] for row in rows if row["rounded"] is not None and row["comparable"]]
        return {rank: 1 + sum(better(kpi, other, value) for other in others), out_of: len(others)}

    def change(self, key: Key, row: dict, kpi: dict, size: float | None) -> dict:
        """The change since the consecutive earlier period, or why there is none."""
        answer = {"previous_value": None, "change": None, "direction": None, "change_reason": None, "break_why": None}
        earlier = {
            other[3]: self.rows[other]
            for other in self.rows
            if other[:3] == key[:3] and other[4] == key[4] and other[3] < key[3] and self.rows[other]["rounded"] is not None
        }
        if key[3] - 1 in earlier:
            answer["previous_value"] = earlier[key[3] - 1]["rounded"]
        if row["rounded"] is None:
            return answer | {"change_reason": "no figure"}
        if not earlier:
            return answer | {"change_reason": "no earlier figure"}
        if key[3] - 1 not in earlier:
            return answer | {"change_reason": "earlier figure is not consecutive"}
        before = earlier[key[3] - 1]
        start, end = before["source_year"], row["source_year"]
        if start is not None and end is not None:
            years = sorted(b["period"] for b in self.world.breaks if b["kpi"] == kpi["kpi"] and start < b["period"] <= end)
            if years:
                return answer | {"change_reason": "new series", "break_why": " ".join(["why"] * len(years))}
        if not row["comparable"] or row["part_year"] != before["part_year"]:
            return answer | {"change_reason": "part-year"}
        answer["change"] = row["rounded"] - before["rounded"]
        if size is None:
            return answer | {"change_reason": "no yardstick"}
        return answer | {"direction": in_words(kpi, answer["change"], size, "improving", "worsening")}

    def bounds(self, row: dict, kpi: dict) -> dict:
        """Interval and funnel."""
        names = ("interval_low", "interval_high", "interval_method", "funnel_low", "funnel_high", "z", "more_than_chance")
        answer = dict.fromkeys(names)
        if not row["comparable"] or not chance.usable(kpi, row):
            return answer
        cases, base = row["numerator"], row["denominator"]
        if kpi["chance"] == "proportion":
            low, high = chance.wilson(cases, base, self.world.cutoffs["interval_z"])
            scale, answer["interval_method"] = 100, "Wilson 95%"
        else:
            low, high = (limit / base for limit in chance.byar(cases, self.world.cutoffs["interval_z"]))
            scale, answer["interval_method"] = 10_000, "Byar 95%"
        answer |= {"interval_low": scale * low, "interval_high": scale * high}
        rows = self.authorities("", "published", kpi["kpi"], row["source_year"])
        existing = sum(other["status"] != "not_applicable" for other in rows)
        funnel = chance.funnel(kpi, rows, existing, self.world.cutoffs)
        if funnel is None or row["kind"] != "authority":
            return answer
        spread = (1 / (4 * base) + funnel["tau2"]) ** 0.5
        reach = self.world.cutoffs["funnel_z"]
        answer["z"] = (chance.steadied(cases / base, kpi) - funnel["target"]) / spread
        answer["funnel_low"] = scale * chance.unsteadied(funnel["target"] - reach * spread, kpi)
        answer["funnel_high"] = scale * chance.unsteadied(funnel["target"] + reach * spread, kpi)
        answer["more_than_chance"] = "high" if answer["z"] > reach else "low" if answer["z"] < -reach else None
        return answer

    def spots(self, row: dict, kpi: dict, england: dict, local: dict, answer: dict) -> dict:
        """Places on the line from worst to best."""
        turn = -1 if kpi["polarity"] == "low" else 1
        names = ("spot", "spot_region", "spot_q25", "spot_q75", "spot_low", "spot_high")
        if not england["cuts"] or england["england"] is None:
            return dict.fromkeys(names)
        middle = turn * england["england"]
        reach = max(abs(end - england["england"]) for end in england["ends"])

        def spot(value: float | None) -> float | None:
            if value is None or (reach == 0 and turn * value == middle):
                return None
            place = 0.5 + (turn * value - middle) / (2 * reach) if reach else float(turn * value > middle)
            return min(max(place, 0.0), 1.0)

        low, high = sorted((turn * england["cuts"][0], turn * england["cuts"][2]))
        ends = sorted(turn * end for end in (answer["interval_low"], answer["interval_high"]) if end is not None)
        found = [row["rounded"] if row["comparable"] else None, local["value"], turn * low, turn * high]
        found += [turn * ends[0], turn * ends[1]] if ends else [None, None]
        return dict(zip(names, map(spot, found), strict=True))

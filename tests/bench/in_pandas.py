"""The rules of ``cut_points.sql``, ``rules.sql`` and ``themes.sql`` over published figures in pandas, without a loop over rows.

What somebody who knew only pandas would write well. Intervals, the funnel, the spine and means of neighbours are left out.
"""

from dataclasses import dataclass

import duckdb
import numpy as np
import pandas as pd

LEAVES_OUT = "pandas without intervals, funnel, spine and neighbours"
CELL, LOCAL = ["kpi", "period"], ["kpi", "period", "region"]


@dataclass(frozen=True)
class World:
    """What the rules read, as frames; cut-offs by name."""

    figure: pd.DataFrame
    area: pd.DataFrame
    kpi: pd.DataFrame
    series_break: pd.DataFrame
    cutoffs: dict[str, float]


def read(connection: duckdb.DuckDBPyConnection) -> World:
    """The latest release and edition of a store."""
    edition = "where edition = (select max(edition) from edition)"
    release = "where release = (select arg_max(release, recorded_at) from release)"

    def table(name: str, which: str, columns: str = "*") -> pd.DataFrame:
        return connection.execute(f"select {columns} from {name} {which}").df()

    cutoffs = table("reference_cutoff", edition)
    return World(
        table("published_figure", release, "kpi, period, area, value, status"),
        table("reference_area", edition, "area, kind, region"),
        table("reference_kpi", edition, 'kpi, polarity, decimals, meaningful_change, "order" as kpi_order'),
        table("reference_break", edition, "kpi, period"),
        dict(zip(cutoffs["cutoff"], cutoffs["value"].astype(float), strict=True)),
    )


def positions(world: World) -> pd.DataFrame:
    """One row for each figure: ranks, bands, change and direction, gaps and signal."""
    return compared(travelled(banded(ranked(oriented(world), world), world), world))


def oriented(world: World) -> pd.DataFrame:
    """Figures rounded half up and turned so that more is better."""
    rows = world.figure.merge(world.area, on="area").merge(world.kpi, on="kpi")
    rows["region"] = rows["region"].where(rows["kind"] != "region", rows["area"])
    scale = 10.0 ** rows["decimals"].to_numpy(int)
    value = rows["value"].to_numpy(float)
    # The nudge is what makes 2.675 round as it is written and not as a binary fraction holds it.
    rows["rounded"] = np.sign(value) * np.floor(np.abs(value) * scale * (1 + 1e-12) + 0.5) / scale
    rows["goodness"] = rows["rounded"] * rows["polarity"].map({"high": 1.0, "low": -1.0}).astype(float)
    rows["authority"] = rows["kind"] == "authority"
    rows["exists"] = rows["authority"] & (rows["status"] != "not_applicable")
    rows["stands"] = rows["authority"] & rows["rounded"].notna()
    return rows


def cut_points(rows: pd.DataFrame, by: list[str], cutoffs: dict[str, float]) -> pd.DataFrame:
    """Quartiles by group, where enough of the authorities there have a value; with how many exist and count."""
    there = rows[rows["authority"]].dropna(subset=by)
    groups = there.groupby(by)
    cuts = groups["rounded"].quantile([0.25, 0.5, 0.75]).unstack()
    cuts.columns = ["v25", "v50", "v75"]
    counts = groups[["exists", "stands"]].sum().rename(columns={"exists": "existing", "stands": "counted"})
    enough = (counts["counted"] > 0) & (counts["counted"] >= (cutoffs["coverage_min"] * counts["existing"]).round(9))
    return counts.join(cuts.where(enough)).assign(enough=enough, iqr=lambda found: (found["v75"] - found["v25"]).round(9))


def ranked(rows: pd.DataFrame, world: World) -> pd.DataFrame:
    """Cut-points and England's and the region's values beside each figure, and ranks over England and the region."""
    national = cut_points(rows, CELL, world.cutoffs)
    national["england"] = rows[rows["kind"] == "england"].set_index(CELL)["rounded"]
    regional = cut_points(rows, LOCAL, world.cutoffs)
    regional["region_value"] = rows[rows["kind"] == "region"].set_index(LOCAL)["rounded"]
    rows = rows.join(national, on=CELL).join(regional.add_prefix("regional_"), on=LOCAL)
    rows = rows.rename(columns={"regional_region_value": "region_value"})
    for rank, of, by, enough in (
        ("rank", "out_of", CELL, "enough"),
        ("regional_rank", "regional_out_of", LOCAL, "regional_enough"),
    ):
        placed = rows["stands"] & rows["goodness"].notna() & rows[enough].eq(True)
        goodness = rows["goodness"].where(placed)
        groups = goodness.groupby([rows[name] for name in by])
        rows[rank] = groups.rank(method="min", ascending=False)
        rows[of] = groups.transform("count").where(placed)
    return rows


def banded(rows: pd.DataFrame, world: World) -> pd.DataFrame:
    """Bands A to D; a value on a cut-point falls in the quarter of the lower values. A context KPI has a side instead."""
    for band, prefix in (("band", ""), ("regional_band", "regional_")):
        cuts = [rows[f"{prefix}v{share}"].round(9) for share in (25, 50, 75)]
        quarter = sum((rows["rounded"].round(9) > cut).astype(int) for cut in cuts)
        letter = np.where(rows["polarity"] == "low", np.array(list("ABCD"))[quarter], np.array(list("DCBA"))[quarter])
        has = rows["stands"] & cuts[0].notna() & (rows["polarity"] != "context")
        rows[band] = pd.Series(letter, rows.index).where(has)
    share = world.cutoffs["context_mark"]
    apart = (rows["polarity"] == "context") & (rows["kind"] != "england") & (rows["england"] > 0)
    higher = apart & (rows["rounded"] >= ((1 + share) * rows["england"]).round(9))
    lower = apart & (rows["rounded"] <= ((1 - share) * rows["england"]).round(9))
    rows["context_side"] = pd.Series(np.select([higher, lower], ["higher", "lower"], ""), rows.index).replace("", None)
    return rows


def travelled(rows: pd.DataFrame, world: World) -> pd.DataFrame:
    """The change since the consecutive period, never across a break, and its direction."""
    rows = rows.sort_values(["kpi", "area", "period"], ignore_index=True)
    rows["meaningful"] = rows["meaningful_change"].astype(float).fillna(world.cutoffs["meaningful_share"] * rows["iqr"])
    groups = rows.groupby(["kpi", "area"])
    held = rows["rounded"].groupby([rows["kpi"], rows["area"]])
    consecutive = groups["period"].shift() == rows["period"] - 1
    broken = pd.MultiIndex.from_frame(rows[CELL]).isin(pd.MultiIndex.from_frame(world.series_break[CELL]))
    rows["previous_value"] = held.shift().where(consecutive)
    rows["change"] = (rows["rounded"] - rows["previous_value"]).where(~broken).round(9)
    rows["direction"] = in_words(rows["change"], rows, "improving", "worsening")
    return rows


def compared(rows: pd.DataFrame) -> pd.DataFrame:
    """Gaps to England and the region in words, and worse *and* worsening."""
    rows["england_gap"] = (rows["rounded"] - rows["england"]).where(rows["kind"] != "england").round(9)
    rows["region_gap"] = (rows["rounded"] - rows["region_value"]).where(~rows["kind"].isin(["england", "region"])).round(9)
    rows["against_england"] = in_words(rows["england_gap"], rows, "better", "worse")
    rows["against_region"] = in_words(rows["region_gap"], rows, "better", "worse")
    worse = (rows["against_england"] == "worse") & (rows["direction"] == "worsening")
    better = (rows["against_england"] == "better") & (rows["direction"] == "improving")
    words = np.select([worse, better], ["worse and worsening", "better and improving"], "")
    rows["signal"] = pd.Series(words, rows.index).replace("", None)
    return rows


def in_words(difference: pd.Series, rows: pd.DataFrame, good: str, bad: str) -> pd.Series:
    """A difference in words: it must exceed the meaningful size; a context KPI is only higher or lower."""
    known = difference.notna() & rows["meaningful"].notna()
    small = difference.abs().round(9) <= rows["meaningful"].round(9)
    context, up = rows["polarity"] == "context", difference > 0
    is_good = up == (rows["polarity"] == "high")
    choices = [~known, small, context & up, context, is_good]
    words = np.select(choices, ["", "about the same", "higher", "lower", good], bad)
    return pd.Series(words, rows.index).replace("", None)


def themes(rows: pd.DataFrame, world: World) -> pd.DataFrame:
    """The theme of each region, KPI and period: its parts, its kind and its order."""
    cut = world.cutoffs
    local = rows.dropna(subset=["region"]).set_index(LOCAL)
    members, region = local[local["kind"] == "authority"], local[local["kind"] == "region"]
    flags = pd.DataFrame(
        {
            "n_banded": members["band"].notna(),
            "n_worst": members["band"] == "D",
            "n_best": members["band"] == "A",
            "n_moved_of": members["direction"].notna(),
            "n_improved": members["direction"] == "improving",
            "n_worsened": members["direction"] == "worsening",
        }
    )
    parts = members.groupby(level=LOCAL)[
        ["polarity", "kpi_order", "enough", "england", "iqr", "regional_iqr", "regional_enough", "regional_existing"]
    ].first()
    parts = parts.join(flags.groupby(level=LOCAL).sum())
    parts = parts.join(region[["rounded", "change"]].rename(columns={"rounded": "region_value", "change": "region_change"}))
    england = rows[rows["kind"] == "england"].set_index(CELL)["change"].rename("england_change")
    parts = parts.reset_index().join(england, on=CELL)
    turn = parts["polarity"].map({"low": -1.0}).fillna(1.0)
    iqr = parts["iqr"].replace(0, np.nan)
    parts["level"] = (turn * (parts["region_value"] - parts["england"]) / iqr).round(9)
    parts["spread"] = (parts["regional_iqr"] / iqr).round(9)
    gained = (turn * (parts["region_change"] - parts["england_change"])).round(9)
    worst, best = (parts[name] / parts["n_banded"].replace(0, np.nan) for name in ("n_worst", "n_best"))
    down, up = (parts[name] / parts["n_moved_of"].replace(0, np.nan) for name in ("n_worsened", "n_improved"))
    moved = parts["n_moved_of"] >= (cut["coverage_min"] * parts["regional_existing"]).round(9)
    sound = parts["regional_enough"].eq(True) & parts["enough"].eq(True) & parts["level"].notna()
    context = parts["polarity"] == "context"
    far = (parts["level"].abs() >= cut["context_level"]) | (parts["spread"] >= cut["context_spread"])
    level = parts["level"]
    kinds = {
        "": ~sound | (context & ~far),
        "context to understand": context,
        "shared concern": (worst >= cut["theme_worst_share"]) & (level < 0),
        "shared strength": (best >= cut["theme_best_share"]) & (level > 0),
        "worsening": moved & (down >= cut["moved_share"]) & (gained < 0),
        "improving": moved & (up >= cut["moved_share"]) & (gained > 0),
        "concern for some": (parts["spread"] >= cut["some_spread"]) & (worst >= cut["some_worst_share"]),
        "leaning to strength": (best >= cut["leaning_best_share"]) & (worst <= cut["leaning_worst_share"]) & (level > 0),
    }
    parts["kind"] = pd.Series(np.select(list(kinds.values()), list(kinds), ""), parts.index).replace("", None)
    off_worst, off_best = (worst - 0.25).round(9), (best - 0.25).round(9)
    concern, strength = parts["kind"].isin(["shared concern", "concern for some"]), parts["kind"].str.contains("strength", na=False)
    away = np.where(context, 0, np.fmax(off_worst.abs(), off_best.abs()))
    parts["breadth_distance"] = np.where(parts["kind"].isna(), np.nan, np.select([concern, strength], [off_worst, off_best], away))
    ordered = parts[parts["kind"].notna()].assign(
        reach=lambda found: -found["level"].abs(), far=lambda found: -found["breadth_distance"]
    )
    ordered = ordered.sort_values(["far", "reach", "kpi_order", "kpi"])
    parts["theme_order"] = ordered.groupby(["period", "region"]).cumcount() + 1
    return parts

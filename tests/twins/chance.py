"""What chance may do, the long way: intervals from their textbook forms and the widened funnel, a loop at a time."""

from math import asin, sin, sqrt


def quantile(values: list[float], share: float) -> float:
    """Type 7 quantile."""
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def wilson(cases: float, base: float, z: float) -> tuple[float, float]:
    """Wilson's interval of a proportion, centre plus and minus half width."""
    share = cases / base
    centre = (share + z**2 / (2 * base)) / (1 + z**2 / base)
    half = z / (1 + z**2 / base) * sqrt(share * (1 - share) / base + z**2 / (4 * base**2))
    return centre - half, centre + half


def byar(events: float, z: float) -> tuple[float, float]:
    """Byar's interval of a count."""
    low = 0.0 if events == 0 else events * (1 - 1 / (9 * events) - z / (3 * sqrt(events))) ** 3
    more = events + 1
    return low, more * (1 - 1 / (9 * more) + z / (3 * sqrt(more))) ** 3


def usable(kpi: dict, row: dict) -> bool:
    """Whether a figure's counts can be used."""
    if kpi["chance"] == "none" or row["value"] is None or row["numerator"] is None or not row["denominator"]:
        return False
    return kpi["chance"] == "events" or row["numerator"] <= row["denominator"]


def steadied(share: float, kpi: dict) -> float:
    """A share on the scale where its spread by chance depends on its base only."""
    return asin(sqrt(share)) if kpi["chance"] == "proportion" else sqrt(share)


def unsteadied(amount: float, kpi: dict) -> float:
    """The way back."""
    if kpi["chance"] == "proportion":
        return sin(min(max(amount, 0), asin(1))) ** 2
    return max(amount, 0) ** 2


def funnel(kpi: dict, rows: list[dict], existing: int, cutoffs: dict) -> dict | None:
    """Centre, phi and tau2 over the authorities' rows with counts, after Spiegelhalter; None when too few have counts."""
    rows = [row for row in rows if usable(kpi, row)]
    if not rows or len(rows) < cutoffs["coverage_min"] * existing:
        return None
    target = steadied(sum(row["numerator"] for row in rows) / sum(row["denominator"] for row in rows), kpi)
    errors = [1 / (2 * sqrt(row["denominator"])) for row in rows]
    scores = [
        (steadied(row["numerator"] / row["denominator"], kpi) - target) / error for row, error in zip(rows, errors, strict=True)
    ]
    low, high = quantile(scores, cutoffs["winsorise_share"]), quantile(scores, 1 - cutoffs["winsorise_share"])
    drawn_in = [min(max(score, low), high) for score in scores]
    count = len(rows)
    phi = sum(score**2 for score in drawn_in) / count
    weights = [1 / error**2 for error in errors]
    tau2 = 0.0
    if count > 1:
        tau2 = max(0.0, (count * phi - (count - 1)) / (sum(weights) - sum(w**2 for w in weights) / sum(weights)))
    return {"n": count, "target": target, "phi": phi, "tau2": tau2}

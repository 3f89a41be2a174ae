"""What a line of enquiry rests on, in words: the figures that templates are filled with, and each row of evidence as a chip."""

import re

import pandas as pd

from challenge import wording

Row = dict[str, object]
STARTS_WITH_A_DAY = re.compile(r"\d{1,2} [A-Z]")
# Kinds whose figures are years of one KPI, and not KPIs side by side.
OF_YEARS = ("worst-quarter", "strength")
FIGURES = ("figure", "other", "earlier", "published", "returned")
# As many figures as one sentence holds; the others are counted.
NAMED = 4
CHIP = 120


def given(found: object) -> bool:
    """Whether there is something: no None, no missing number, no empty text."""
    return not (found is None or found == "" or (pd.api.types.is_scalar(found) and pd.isna(found)))


def shortened(text: str, most: int) -> str:
    """``text`` on one line, cut at a word's end to at most ``most`` characters with …; a single longer word is cut within."""
    text = " ".join(text[: 8 * most].split()) + (" …" if len(text) > 8 * most else "")
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    at = cut.rfind(" ") if text[most - 1] != " " else len(cut)
    return cut[: at if at > most // 2 else len(cut)].rstrip(" ,;:.–—-") + "…"


def leading(rows: list[Row]) -> Row:
    """The row a line is led by; empty where it rests on no figure."""
    return next((row for row in rows if row["role"] in FIGURES), {})


def left_out(rows: list[Row]) -> list[Row]:
    """KPIs that a self-view left out."""
    return [row for row in rows if given(row["kpi"]) and row["status"] == "not_returned"]


def placed(row: Row) -> tuple[str, str]:
    """Where an authority places itself and the words it gives for it, of a row of evidence that says both."""
    position, _, words = str(row["words"]).partition(": ")
    return position.removesuffix(" (no evidence given)"), words


def side(row: Row, column: str) -> list[str]:
    """``up`` where the figure stands higher than ``column``, ``down`` where lower; nothing where either is missing or both tie."""
    value, beside = row.get("value"), row.get(column)
    if not given(value) or not given(beside):
        return []
    digits = int(row["decimals"]) if given(row.get("decimals")) else 2
    gap = round(value, digits) - round(beside, digits)
    return [] if not gap else ["up" if gap > 0 else "down"]


def figure(row: Row, column: str = "value") -> str:
    """A figure of a row with its unit; '' where there is none."""
    if not given(row.get(column)):
        return ""
    return wording.with_unit(row[column], int(row["decimals"]), row["unit_short"])


def beside(row: Row, column: str) -> str:
    """A figure that stands beside one with its unit: only per cent is said again."""
    if not given(row.get(column)):
        return ""
    signed = row["unit_short"] == "score"
    return wording.number(row[column], int(row["decimals"]), signed) + ("%" if row["unit_short"] == "%" else "")


def name(row: Row, column: str = "name") -> str:
    """A KPI's name (or short_name) as a sentence can hold it: what follows a colon stands in brackets. A row may have it as
    ``name`` or ``kpi_name``."""
    head, colon, tail = (_text(row.get(column)) or _text(row.get(f"kpi_{column}"))).partition(": ")
    return f"{head} ({tail})" if colon else head


def named_enabler(line: Row) -> str:
    """The enabler a line is about, by its name or, where none came with it, its key as words."""
    return _text(line.get("enabler_name")) or _spoken(line.get("enabler"))


def named_theme(line: Row) -> str:
    """The theme a line is about, by its name or its key as words."""
    return _text(line.get("theme_name")) or _spoken(line.get("theme"))


def within(period: object) -> str:
    """A period with its preposition: ``in 2016/17``, ``on 31 March 2017``, ``in the latest period``."""
    if not given(period):
        return ""
    if period == "Latest":
        return "in the latest period"
    return f"{'on' if STARTS_WITH_A_DAY.match(period) else 'in'} {period.removeprefix('calendar ')}"


def values(line: Row, rows: list[Row], authority: str, region: str) -> dict[str, str]:
    """What stands for each {…} of a template; '' where it is not known."""
    lead = leading(rows)
    other = next((row for row in rows if row["role"] == "other"), {})
    returned = next((row for row in rows if row["role"] == "returned"), {})
    published = next((row for row in rows if row["role"] == "published"), {})
    words = next((row["words"] for row in rows if row["role"] == "words" and given(row.get("words"))), "")
    position, reason = next((placed(row) for row in rows if row["role"] == "placement"), ("", ""))
    moved, above = side(lead, "previous_value"), side(lead, "neighbour_mean") or side(lead, "england")
    value = figure(lead)
    named = _named(line, rows)
    return {
        "authority": authority,
        "region_name": region,
        "kpi": name(lead),
        "kpi_lower": wording.lower_first(name(lead)),
        "value": f"{value} as returned" if value and line["origin"] == "returned" else value,
        "period": lead.get("period_label") or "",
        "in_period": within(lead.get("period_label")),
        "earlier_value": beside(lead, "previous_value"),
        "earlier_period": lead.get("previous_label") if given(lead.get("previous_label")) else "",
        "in_earlier_period": within(lead.get("previous_label")),
        "england": beside(lead, "england"),
        "region": beside(lead, "region_value"),
        "neighbours": beside(lead, "neighbour_mean"),
        "change": wording.number(lead["change"], int(lead["decimals"]), True) if given(lead.get("change")) else "",
        "rank": f"{wording.ordinal(int(lead['rank']))} of {int(lead['out_of'])}" if given(lead.get("rank")) else "",
        "rose": {"up": "rose", "down": "fell"}[moved[0]] if moved else "stood",
        "rose_to": {"up": "rose to", "down": "fell to"}[moved[0]] if moved else "stood at",
        "higher": {"up": "higher than", "down": "lower than"}[above[0]] if above else "beside",
        "more": {"up": "more", "down": "fewer"}[above[0]] if above else "",
        "other_kpi": name(other),
        "other_kpi_lower": wording.lower_first(name(other)) if other else "",
        "other_value": figure(other),
        "other_england": beside(other, "england"),
        "returned": figure(returned) or _status(returned),
        "published": figure(published) or _status(published),
        "enabler": wording.lower_first(named_enabler(line)),
        "position": _at(position),
        "theme": wording.lower_first(named_theme(line)),
        "words": _text(words) or reason,
        "count": wording.NUMBERS[len(named)] if len(named) < len(wording.NUMBERS) else str(len(named)),
        "count_figures": wording.counted(len(named), "figure"),
        "figures": _some(named),
    }


def chip(line: Row, row: Row, region: str) -> Row:
    """One row of evidence in words: ``words`` for the card, ``full`` whole, and where it leads (kpi, source, place, role, cell)."""
    full = _chip(row, region) if row["role"] in FIGURES and given(row.get("kpi")) else _said(line, row)
    where = {key: row[key] if given(row.get(key)) else None for key in ("kpi", "source", "place", "role", "cell")}
    return {"words": shortened(full, CHIP), "full": full, **where}


def _chip(row: Row, region: str) -> str:
    shown, short = figure(row) or _status(row), name(row, "short_name")
    period = _text(row.get("period_label"))
    if row["role"] == "earlier":
        return f"{short} {shown} {within(period)}".strip()
    by = {"returned": "returned", "published": "published"}.get(row["role"], "returned" if row["source"] == "returned" else "")
    opening = f"{short} {shown}" if not by or shown == "not returned" else f"{short} {shown} {by}"
    # A figure that stands beside the same of the other source needs no comparison of its own, and what is missing has none.
    alone = given(row["value"]) and (row["role"] not in ("returned", "published") or row.get("place") == 1)
    others = (("England", beside(row, "england")), (region, beside(row, "region_value"))) if alone else ()
    averages = [f"{area} {text}" for area, text in others if text]
    part = "part of a year" if given(row["value"]) and given(row.get("part_year")) and row["part_year"] else ""
    return " · ".join(text for text in (opening, period, part, ", ".join(averages), in_england(row)) if text)


def in_england(row: Row) -> str:
    """A figure's place among England's authorities: ``120th of 151 in England, 1st is best``, ``joint`` where others share it;
    nothing where none is given, as of a context KPI."""
    if not given(row.get("rank")) or not given(row.get("out_of")):
        return ""
    joint = "joint " if given(row.get("tied")) and row["tied"] else ""
    return f"{joint}{wording.ordinal(int(row['rank']))} of {int(row['out_of'])} in England, 1st is best"


def _said(line: Row, row: Row) -> str:
    """Evidence that is no figure, with who says it."""
    words = _text(row.get("words"))
    if row["role"] == "placement":
        position, reason = placed(row)
        return f"Own placement: {wording.lower_first(position)}" + (
            f", “{wording.isolated(reason)}”" if reason else ", no evidence given"
        )
    if row.get("source") == "ofsted":
        return f"Ofsted: “{wording.isolated(words)}”"
    return words if line["kind"] == "not-returned" else f"Self-view: “{wording.isolated(words)}”"


def _named(line: Row, rows: list[Row]) -> list[str]:
    """The figures of a line, one text each."""
    if line["kind"] == "not-returned" or line.get("contrast") == "high-not-returned":
        return [wording.lower_first(text) for text in dict.fromkeys(name(row) for row in left_out(rows))]
    held = [row for row in rows if row["role"] in FIGURES and given(row.get("kpi"))]
    if line["kind"] in OF_YEARS:
        years = sorted(held, key=lambda row: row["source_year"] if given(row.get("source_year")) else 0)
        return [f"{beside(row, 'value')} {within(row['period_label'])}" for row in years if given(row.get("value"))]
    # One figure may stand in several columns; a sentence names it once.
    once = {row["kpi"]: row for row in reversed(held)}
    return [f"{wording.lower_first(name(row))} {figure(row) or _status(row)}" for row in reversed(once.values())]


def _some(named: list[str]) -> str:
    """The first few of several texts as a sentence lists them, the others counted."""
    if len(named) <= NAMED + 1:
        return wording.listed(named)
    return wording.listed([*named[:NAMED], f"{wording.counted(len(named) - NAMED, 'other')}"])


def _status(row: Row) -> str:
    """In words, why there is no figure."""
    return wording.STATUSES.get(str(row.get("status")), ("", "no figure"))[1] if row else ""


def _at(position: str) -> str:
    """A position of the grid as somebody is placed there: ``at fair to good``, ``between poor to fair and fair to good``."""
    small = wording.lower_first(position)
    return small if not small or small.startswith("between") else f"at {small}"


def _text(found: object) -> str:
    return str(found) if given(found) else ""


def _spoken(key: object) -> str:
    """A key as words, where no name came with it."""
    return str(key).replace("-", " ").replace("_", " ").capitalize() if given(key) else ""

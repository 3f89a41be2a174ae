"""The choices of an address, checked against what there is at the moment."""

from typing import Protocol

import pandas as pd

import queries
from challenge import links, wording
from challenge.errors import ChallengeError


class Reads(Protocol):
    """What an opened view reads through: rows of a query for one reader at one moment."""

    store: object
    as_of: object

    def rows(self, block: queries.Block, **given: object) -> pd.DataFrame: ...


def checked(typed: dict[str, str], reading: Reads) -> tuple[dict[str, str], dict, pd.DataFrame, bool]:
    """Each choice as the program names it, the cycle's row, its columns, and whether BPNs are known. ``Unknown`` names the first
    choice there is not, ``ChallengeError`` says that no cycle had been set up."""
    cycles = reading.rows(queries.frame.cycles)
    if cycles.empty:
        raise ChallengeError(
            place="the store at " + ("this moment" if reading.as_of is None else wording.day(reading.as_of)),
            found="no cycle had been set up",
            expected="at least one cycle",
            do="choose a later day: take as_of out of the address",
        )
    found: dict[str, str] = {}

    def check(choice: str, what: str, known: dict[str, str]) -> None:
        if choice in typed:
            found[choice] = links.find(choice, what, typed[choice], known)

    check("cycle", "cycle", dict(zip(cycles["cycle"], cycles["title"], strict=True)))
    key = found.get("cycle", cycles["cycle"].iloc[0])
    cycle = cycles.set_index("cycle", drop=False).loc[key].to_dict()
    columns = reading.rows(queries.frame.columns, cycle=key)
    members = reading.rows(queries.frame.members, cycle=key)
    kpis = reading.rows(queries.frame.shown, cycle=key)
    names = dict(zip(kpis["kpi"], kpis["name"], strict=True))
    placed = members.dropna(subset=["bpn"])
    check("period", f"period in {cycle['title']}", dict(zip(columns["column_key"], columns["label"], strict=True)))
    check("source", "source of figures", links.SOURCES)
    check("compare", "comparison", links.COMPARISONS)
    try:
        check("area", f"authority in {cycle['title']}", dict(zip(members["area"], members["name"], strict=True)))
    except links.Unknown as unknown:
        kin = reading.rows(queries.frame.kin, cycle=key, area=unknown.asked.strip())
        if kin.empty:
            raise
        nearest = tuple(zip(kin["area"], kin["name"], strict=True))
        raise links.Unknown(unknown.what, unknown.asked, nearest, "area") from None
    check("kpi", f"KPI in {cycle['title']}", names)
    check("theme", f"theme in {cycle['title']}", names)
    check("mapped", f"KPI in {cycle['title']}", names)
    check("order", "order", {**links.ORDERS, **names})
    check("group", "group of KPIs", {**dict(zip(kpis["kpi_group"], kpis["group_name"], strict=True)), "all": "every KPI"})
    check("bpn", f"BPN in {cycle['title']}", dict(zip(placed["bpn"], placed["bpn_name"], strict=True)))
    if "chosen" in typed:
        authorities = dict(zip(members["area"], members["name"], strict=True))
        what = f"authority in {cycle['title']}"
        found["chosen"] = links.find_each("chosen", what, typed["chosen"], authorities)
    if "version" in typed:
        found["version"] = links.find("version", "version of the return", typed["version"], _numbers(reading, key, found))
    # Asked for only where an address has such a choice.
    for choice, what, block, given in (
        ("enabler", "enabler", "journey.enablers", {}),
        ("about", "theme", "questions.themes", {}),
        ("kind", "kind of line", "line_rows.kinds", {}),
        ("question", f"question in {cycle['title']}", "questions.known", {"cycle": key}),
    ):
        if choice in typed:
            file, name = block.split(".")
            rows = reading.rows(getattr(queries.file(file), name), **given)
            named = rows["name"] if "name" in rows else rows["title"]
            check(choice, what, dict(zip(rows[choice if choice in rows else "theme"], named, strict=True)))
    check("focus", "focus", links.FOCI)
    check("origin", "source of lines", links.ORIGINS)
    check("show", "part of the screen", links.SHOWN)
    if "search" in typed:
        found["search"] = typed["search"].strip()
    check("against", "placement", links.AGAINST)
    check("arrange", "order", links.ARRANGED)
    check("step", "step", links.STEPS)
    return found, cycle, columns, len(placed) > 0


def _numbers(reading: Reads, cycle: str, found: dict[str, str]) -> dict[str, str]:
    """The versions of the chosen authority's return, as a link and as words name them."""
    if "area" not in found:
        return {}
    versions = reading.rows(queries.returns.versions, cycle=cycle, area=found["area"])["version"]
    return {str(int(version)): f"version {int(version)}" for version in versions}

"""Self-views as a generator knows them: what stands in each cell and what a careful reader would take from it.

The oracle of the mutation tests is here, apart from any reader: it never looks at a label or a heading, only at what was put there.
"""

import random
from dataclasses import dataclass, field, replace

from challenge.returns import asking, form

FORM = form.form("north-west")
CYCLE = asking.shipped()["2017-18"]
GROUPS = [group for section in FORM.sections for group in section.groups if group.asked]
LABELS = {asked.number: asked.label for asked in FORM.asked}
SHORT = {asked.number: CYCLE.kpis[asked.kpi].unit_short for asked in FORM.asked}
DECIMALS = {asked.number: CYCLE.kpis[asked.kpi].decimals for asked in FORM.asked}
HEADS = {1: "2015/16", 2: "2016/17", 3: "Latest"}
KEYS = {1: "2015-16", 2: "2016-17", 3: "latest"}
UNCLEAR = ("unclear", None)
NOTHING = ("not_returned", None)


@dataclass
class Box:
    """A cell. role: ``head``, ``label``, ``figure``, ``other``; of which KPI and column; says: what its words mean to a careful
    reader (status and value), None where they say nothing; clouded: nobody could tell of what it is the figure; either: it could
    be told or not; merged: ``<`` with the left, ``^`` with the one above; dress: how Word holds it."""

    text: str
    role: str = "other"
    number: int | None = None
    ordinal: int | None = None
    says: tuple[str, float | None] | None = None
    clouded: bool = False
    either: bool = False
    merged: str = ""
    dress: str = ""


@dataclass
class Grid:
    """A table. title: the line above it; heads: how many rows of headings; group: where the template has it."""

    rows: list[list[Box]]
    title: str = ""
    heads: int = 1
    group: int = 0
    nested: bool = False
    others: bool = False

    def figures(self) -> list[tuple[int, int]]:
        """Row and column of each figure."""
        return [(r, c) for r, row in enumerate(self.rows) for c, box in enumerate(row) if box.role == "figure"]

    def columns(self) -> list[int]:
        """The columns that hold figures."""
        return sorted({c for _, c in self.figures()})

    @property
    def plain(self) -> bool:
        """Whether nothing is merged and each row has the same cells."""
        return not any(box.merged for row in self.rows for box in row) and len({len(row) for row in self.rows}) == 1


@dataclass
class Made:
    """A whole file before it is written. frozen: columns may not change any more; touched: they did; done: names of mutations."""

    grids: list[Grid]
    layout: str
    kind: str = "docx"
    texts: list[str] = field(default_factory=list)
    frozen: bool = False
    touched: bool = False
    done: list[str] = field(default_factory=list)


def oracle(made: Made) -> dict[tuple[int, int], tuple[tuple[str, float | None], bool]]:
    """What a careful reader takes for each KPI and column, and whether it may as well be left unread."""
    claims: dict[tuple[int, int], list[Box]] = {}
    for grid in made.grids:
        for row in grid.rows:
            for box in row:
                if box.role == "figure" and box.number and box.says is not None:
                    claims.setdefault((box.number, box.ordinal), []).append(box)
    told = {}
    for key in ((n, o) for n in LABELS for o in HEADS):
        # That nothing was returned is as true of no column as of this one.
        own = [box for box in claims.get(key, []) if not (box.clouded and box.says == NOTHING)]
        # What nobody can place for certain cannot be set against what stands where it should.
        own = [box for box in own if not (box.either or box.clouded)] or [box for box in own if not box.either] or own
        means = {box.says for box in own}
        clear = any(not box.clouded for box in own) and len(means) == 1
        either = any(box.either or box.clouded for box in claims.get(key, []))
        told[key] = (means.pop() if clear else UNCLEAR if means else NOTHING), either
    return told


def a_value(rng: random.Random, number: int, taken: set[float]) -> float:
    """A figure of a KPI that no other cell of the file has."""
    low, high = {"cases": (13, 26), "count": (1, 40), "per 10,000": (21, 240), "points": (15, 35)}.get(SHORT[number], (6, 96))
    while True:
        value = rng.randint(low, high) if SHORT[number] == "count" else round(rng.uniform(low, high), 1)
        if value not in taken and (value % 1 or SHORT[number] == "count"):
            taken.add(value)
            return float(value)


def figure(number: int, ordinal: int, value: float, sign: bool) -> Box:
    """A cell with a figure as most write it."""
    text = f"{value:g}{'%' if sign and SHORT[number] == '%' else ''}"
    return Box(text, "figure", number, ordinal, ("value", value))


def wide(rng: random.Random, numbers: list[int], taken: set[float], extras: bool, sign: bool) -> list[list[Box]]:
    """A table of KPIs down and periods across; extras: with numbers and units beside the labels."""
    head = [Box("Key performance indicator", "head"), *[Box(HEADS[o], "head", ordinal=o) for o in HEADS]]
    rows = [[Box("No.", "head"), head[0], Box("Unit", "head"), *head[1:]] if extras else head]
    for n in numbers:
        cells = [figure(n, o, a_value(rng, n, taken), sign and not extras) for o in HEADS]
        label = Box(LABELS[n], "label", n)
        unit = Box("%" if SHORT[n] == "%" else CYCLE.kpis[FORM.asked[n - 1].kpi].unit)
        rows.append([Box(str(n)), label, unit, *cells] if extras else [label, *cells])
    return rows


def base(rng: random.Random, layout: str) -> Made:
    """A good file in one of the layouts."""
    taken: set[float] = set()
    sign = rng.random() < 0.6
    if layout in ("groups", "template"):
        grids = [
            Grid(wide(rng, [asked.number for asked in group.asked], taken, False, sign), group.title, group=at)
            for at, group in enumerate(GROUPS)
        ]
    elif layout in ("sheet", "whole"):
        rows = wide(rng, list(LABELS), taken, layout == "sheet", sign)
        for group in reversed(GROUPS):
            at = next(r for r, row in enumerate(rows) if any(box.number == group.asked[0].number for box in row))
            if layout == "sheet":
                rows.insert(at, [Box(""), Box(group.title), *[Box("") for _ in rows[0][2:]]])
        grids = [Grid(rows)]
    else:
        halves = [list(LABELS)[:7], list(LABELS)[7:]]
        grids = [Grid(wide(rng, numbers, taken, False, sign), f"Part {at}") for at, numbers in enumerate(halves, 1)]
    return Made(grids, layout)


def laid_out(made: Made) -> Made:
    """The grids as the layout turns them, after every mutation: across, or one figure a row."""
    if made.layout == "across":
        for grid in made.grids:
            if grid.plain:
                grid.rows = [list(row) for row in zip(*grid.rows, strict=True)]
    elif made.layout == "long":
        for grid in made.grids:
            if grid.plain and grid.heads == 1:
                grid.rows = _long(grid)
    return made


def _long(grid: Grid) -> list[list[Box]]:
    head, label = grid.rows[0], next(c for row in grid.rows for c, box in enumerate(row) if box.role == "label")
    rows = [[Box(text, "head") for text in ("kpi", "period", "value")]]
    for row in grid.rows[1:]:
        for c, box in enumerate(row):
            if box.role == "figure" or (c != label and box.text and box.role == "other"):
                rows.append([replace(row[label]), Box(head[c].text), box])
    return rows

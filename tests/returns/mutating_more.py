"""Mutations that put in what is nobody's figure, and ways in which Word holds a cell."""

from tests.returns.labels_never import NEVER
from tests.returns.mutated import LABELS, Box, Grid, wide
from tests.returns.mutating import any_of, free, mutation, rows_of

OTHER_HEADS = """2016/17 target|England 2016/17|Target|NW average 2016/17|2016/17 Bolton|Stat neighbours|2014/15|Rank|Bolton 2015/16
Direction of travel|Change on 2015/16|National 2015/16|Target 2017/18|Comments""".replace("\n", "|").split("|")
OTHER_ROWS = ["England", "Target", "North West", "Statistical neighbours", "of which boys", "Target 2016/17", "National average"]
TITLES = ["England", "Statistical neighbours", "Targets", "Bolton", "Last year's return", "Previous self-view", "North West"]
LINES = [
    "On re-referrals we compare well: 2016/17 21% against 23% for statistical neighbours.",
    "Re-referrals fell from 31% to 22% over three years, and we know why.",
    "Care leavers: 61% in EET, up from 48%; Attainment 8 of pupils with SEND was 27.1 in 2016/17.",
    "In 2015/16 our caseloads stood at 29, and in Bolton at 17.",
]


@mutation
def insert_row(rng, made):
    grid = any_of(rng, made)
    if grid is None or made.layout == "across":
        return False
    at = rng.choice(rows_of(grid))
    like, kind = grid.rows[at], rng.choice(["other", "blank", "never", "title"])
    said = {"other": rng.choice(OTHER_ROWS), "blank": "", "never": rng.choice(NEVER), "title": "Help and protection"}[kind]
    row = [Box(f"{rng.uniform(5, 90):.1f}" if box.role == "figure" and kind in ("other", "never") else "") for box in like]
    row[next(c for c, box in enumerate(like) if box.role == "label")] = Box(said)
    below = grid.rows[at + 1] if at + 1 < len(grid.rows) else []
    if any(box.merged == "^" for box in below):
        return False
    grid.rows.insert(at + 1, row)
    return True


@mutation
def insert_headings_again(rng, made):
    grid = any_of(rng, made, plain=True)
    if grid is None or not grid.heads or made.layout in ("across", "long"):
        return False
    grid.rows.insert(rng.choice(rows_of(grid)), [Box(box.text, "head") for box in grid.rows[0]])
    return True


@mutation
def insert_column(rng, made):
    grid = free(rng, made)
    if grid is None or not grid.heads:
        return False
    at, said = rng.choice(grid.columns()) + rng.randint(0, 1), rng.choice(OTHER_HEADS)
    for r, row in enumerate(grid.rows):
        held = any(box.role == "figure" for box in row)
        row.insert(at, Box(said, "head") if r < grid.heads else Box(f"{rng.uniform(5, 90):.1f}" if held else ""))
    return True


@mutation
def insert_others_table(rng, made):
    """The same KPIs of others, of targets, or of the year before, under a title that says so."""
    if made.frozen:
        return False
    numbers = rng.sample(list(LABELS), rng.randint(1, 6))
    rows = wide(rng, sorted(numbers), set(), False, True)
    for row in rows:
        for box in row:
            box.role = "other" if box.role == "figure" else box.role
    made.grids.insert(rng.randint(0, len(made.grids)), Grid(rows, rng.choice(TITLES), others=True))
    return True


@mutation
def insert_lines(rng, made):
    made.texts += rng.sample(LINES if made.kind == "docx" else LINES[:3], 2)
    return True


@mutation
def number_tables_twice(rng, made):
    """A table given twice, the same."""
    grid = None if made.frozen else any_of(rng, made, plain=True)
    if grid is None:
        return False
    made.grids.append(Grid([[Box(**vars(box)) for box in row] for row in grid.rows], "Summary of figures", grid.heads))
    return True


@mutation
def nest(rng, made):
    grid = any_of(rng, made)
    if grid is None or grid.nested or not grid.heads:
        return False
    grid.nested = True
    return True


@mutation
def dress(rng, made):
    """Cells held as Word can hold them: content controls, tracked changes, a raised mark, several runs."""
    spots = [box for grid in made.grids for row in grid.rows for box in row if box.text and not box.merged]
    for box in rng.sample(spots, min(6, len(spots))):
        box.dress = rng.choice(["control", "tracked", "runs", "deleted beside", *(["mark"] if box.role == "figure" else [])])
    return True

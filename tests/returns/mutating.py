"""What happens to a good self-view between the form and the file that comes: each mutation changes a file that is made and says to
the oracle what a careful reader would then take. Two labels or two headings changed over are left out: nobody could see it."""

import random
from collections.abc import Callable

from tests.returns.mutated import Box, Grid, Made

Mutation = Callable[[random.Random, Made], bool]
MUTATIONS: dict[str, Mutation] = {}


def mutation(work: Mutation) -> Mutation:
    """Enter a mutation by its name; it returns whether it found something to change."""
    MUTATIONS[work.__name__] = work
    return work


def any_of(rng: random.Random, made: Made, plain: bool = False) -> Grid | None:
    """A table with figures."""
    grids = [grid for grid in made.grids if grid.figures() and (grid.plain or not plain)]
    return rng.choice(grids) if grids else None


def rows_of(grid: Grid) -> list[int]:
    """The rows that hold figures."""
    return sorted({r for r, _ in grid.figures()})


def free(rng: random.Random, made: Made) -> Grid | None:
    """A table whose columns may change."""
    grid = None if made.frozen else any_of(rng, made, plain=True)
    made.touched = made.touched or grid is not None
    return grid


def head(grid: Grid, c: int, text: str, cloud: bool) -> bool:
    """Retype a heading; cloud: so that nobody can tell what stands under it."""
    if grid.rows[0][c].role != "head" or grid.rows[0][c].merged:
        return False
    grid.rows[0][c].text = text
    for row in grid.rows[1:]:
        if row[c].role == "head":
            break
        if row[c].role == "figure":
            row[c].clouded = row[c].clouded or cloud
    return True


def write(rng: random.Random, made: Made, what: Callable[[Box, float], tuple]) -> bool:
    """Write over one figure."""
    spots = [row for grid in made.grids for row in grid.rows for box in row if writable(box)]
    if not spots:
        return False
    box = rng.choice([box for box in rng.choice(spots) if writable(box)])
    while (other := float(rng.randint(3, 99)) + 0.5) == box.says[1]:
        pass
    box.text, box.says = what(box, other)
    return True


def writable(box: Box) -> bool:
    return box.role == "figure" and not box.merged and not box.clouded and box.says is not None and box.says[0] == "value"


@mutation
def drop_row(rng, made):
    grid = any_of(rng, made)
    at = rng.choice(rows_of(grid)) if grid else None
    if grid is None or any(box.merged for row in grid.rows[at : at + 2] for box in row):
        return False
    del grid.rows[at]
    return True


@mutation
def drop_column(rng, made):
    grid = free(rng, made)
    if grid is None:
        return False
    at = rng.choice(grid.columns())
    for row in grid.rows:
        del row[at]
    return True


@mutation
def drop_table(rng, made):
    if len(made.grids) < 2:
        return False
    if not made.frozen:
        made.grids.remove(rng.choice(made.grids))
    return not made.frozen


@mutation
def empty_cell(rng, made):
    return write(rng, made, lambda box, other: ("", None))


@mutation
def take_cell_out(rng, made):
    """A cell deleted so that those to its right move up: nobody can tell any more which is which."""
    grid = any_of(rng, made, plain=True)
    if grid is None or made.layout in ("across", "long") or made.kind == "xlsx":
        return False
    row = grid.rows[rng.choice(rows_of(grid))]
    del row[rng.choice([c for c, box in enumerate(row) if box.role == "figure"])]
    for box in row:
        box.clouded = True
    return True


@mutation
def drop_heading(rng, made):
    grid = any_of(rng, made, plain=True)
    return bool(grid and grid.heads) and head(grid, rng.choice(grid.columns()), "", True)


@mutation
def drop_headings(rng, made):
    if made.touched or (grid := any_of(rng, made, plain=True)) is None or not grid.heads or made.layout in ("across", "long"):
        return False
    made.frozen = True
    del grid.rows[: grid.heads]
    grid.heads = 0
    for r, c in grid.figures():
        grid.rows[r][c].either = True
    return True


@mutation
def drop_title(rng, made):
    grid = rng.choice(made.grids)
    if grid.others:
        return False
    found, grid.title = bool(grid.title), ""
    return found


@mutation
def shuffle_rows(rng, made):
    grid = any_of(rng, made, plain=True)
    if grid is None:
        return False
    body = grid.rows[grid.heads :]
    if any(box.role == "title" for row in body for box in row):
        return False
    rng.shuffle(body)
    grid.rows = grid.rows[: grid.heads] + body
    return True


@mutation
def shuffle_columns(rng, made):
    grid = free(rng, made)
    if grid is None:
        return False
    at = grid.columns()
    to = rng.sample(at, len(at))
    for row in grid.rows:
        kept = [row[c] for c in to]
        for c, box in zip(at, kept, strict=True):
            row[c] = box
    return True


@mutation
def label_last(rng, made):
    grid = free(rng, made)
    if grid is None or made.layout == "sheet":
        return False
    grid.rows = [[*row[1:], row[0]] for row in grid.rows]
    return all(box.role != "figure" for box in grid.rows[0])


@mutation
def shuffle_tables(rng, made):
    if made.frozen or len(made.grids) < 2:
        return False
    rng.shuffle(made.grids)
    return True


@mutation
def merge_across(rng, made):
    grid = any_of(rng, made, plain=True)
    spots = [(r, c) for r, c in grid.figures() if c + 1 in grid.columns() and grid.rows[r][c].text] if grid else []
    if not spots or made.layout == "long":
        return False
    r, c = rng.choice(spots)
    for box in grid.rows[r][c : c + 2]:
        box.clouded, box.says = box.role == "figure", ("merged", None)
    grid.rows[r][c + 1].merged, grid.rows[r][c + 1].text = "<", grid.rows[r][c].text
    return True


@mutation
def merge_down(rng, made):
    grid = any_of(rng, made, plain=True)
    spots = [(r, c) for r, c in grid.figures() if r + 1 in rows_of(grid) and grid.rows[r][c].text] if grid else []
    if not spots or made.layout == "long":
        return False
    r, c = rng.choice(spots)
    for row in grid.rows[r : r + 2]:
        row[c].clouded, row[c].says = True, ("merged", None)
    grid.rows[r + 1][c].merged, grid.rows[r + 1][c].text = "^", grid.rows[r][c].text
    return True


@mutation
def merge_labels(rng, made):
    """A label over two rows: the second could be a second line of the first."""
    grid = any_of(rng, made, plain=True)
    rows = [r for r in rows_of(grid) if r + 1 in rows_of(grid)] if grid else []
    if not rows or made.layout in ("long", "sheet"):
        return False
    r = rng.choice(rows)
    label = next(c for c, box in enumerate(grid.rows[r]) if box.role == "label")
    number = grid.rows[r][label].number
    grid.rows[r + 1][label] = Box(grid.rows[r][label].text, "label", number, merged="^")
    for box in (*grid.rows[r], *grid.rows[r + 1]):
        if box.role == "figure":
            box.number, box.clouded = number, True
    return True


@mutation
def merge_headings(rng, made):
    grid = free(rng, made)
    spots = [c for c in grid.columns() if c + 1 in grid.columns() and grid.rows[0][c].text] if grid and grid.heads else []
    again = grid and any(box.role == "head" for row in grid.rows[grid.heads :] for box in row)
    if not spots or again or made.layout in ("across", "long"):
        return False
    c = rng.choice(spots)
    ordinal = next(row[c].ordinal for row in grid.rows if row[c].role == "figure")
    grid.rows[0][c + 1].text, grid.rows[0][c + 1].merged = grid.rows[0][c].text, "<"
    for r, at in grid.figures():
        if at in (c, c + 1):
            grid.rows[r][at].ordinal, grid.rows[r][at].clouded = ordinal, True
    return True


@mutation
def split_rows(rng, made):
    """A table cut in two, with its headings over both."""
    return _split(rng, made, True)


@mutation
def split_without_headings(rng, made):
    return not made.touched and made.layout not in ("across", "long") and _split(rng, made, False)


@mutation
def split_columns(rng, made):
    """A table cut between its periods, the labels repeated."""
    grid = free(rng, made)
    if grid is None or len(grid.columns()) < 2 or not grid.heads:
        return False
    apart = rng.choice(grid.columns())
    new = [[Box(**vars(box)) for c, box in enumerate(row) if c not in grid.columns() or c == apart] for row in grid.rows]
    for row in grid.rows:
        del row[apart]
    made.grids.insert(made.grids.index(grid) + 1, Grid(new, grid.title, grid.heads, grid.group))
    return True


def _split(rng: random.Random, made: Made, headed: bool) -> bool:
    grid = any_of(rng, made, plain=True)
    if grid is None or not grid.heads or len(rows_of(grid)) < 2:
        return False
    at = rng.choice(rows_of(grid)[1:])
    below = grid.rows[at:]
    grid.rows = grid.rows[:at]
    new = [[Box(**vars(box)) for box in row] for row in grid.rows[: grid.heads]] + below if headed else below
    made.frozen = made.frozen or not headed
    if not headed:
        for row in below:
            for box in row:
                box.either = True
    made.grids.insert(made.grids.index(grid) + 1, Grid(new, "", grid.heads if headed else 0, grid.group, grid.nested))
    return True

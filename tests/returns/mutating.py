"""What happens to a good self-view between the form and the file that comes: each mutation changes a file that is made and says to
the oracle what a careful reader would then take. Two labels or two headings changed over are left out: nobody could see it."""

import random
from collections.abc import Callable

from tests.returns.labels_never import NEVER
from tests.returns.labels_retyped import RETYPED
from tests.returns.labels_unseen import MEANT_UNSEEN
from tests.returns.mutated import CYCLE, DECIMALS, HEADS, LABELS, SHORT, Box, Grid, Made, wide

Mutation = Callable[[random.Random, Made], bool]
MUTATIONS: dict[str, Mutation] = {}
SURE_HEADS = {
    1: ["15/16", "2015-16", "2015/2016", "2015 – 16", "FY 2015/16", "2015/16 outturn", "Year ending March 2016", "2015/16 (final)"],
    2: ["16/17", "2016-17", "2016/2017", "2016 – 17", "FY 2016/17", "Outturn 2016/17", "Y/E 31 March 2017", "2016/17 actual"],
    3: ["Latest (Q2)", "Latest available", "Current", "2017/18 YTD", "Q2 2017/18", "Latest – Sept 2017", "2017/18 to date"],
}
UNCLEAR_HEADS = ["2016", "2017", "2015/16 and 2016/17", "FY17", "Last year", "Year 2", "2014-16", "Latest (2016/17)", "Position", ""]
OTHER_HEADS = ["2016/17 target", "England 2016/17", "Target", "NW average 2016/17", "2016/17 Bolton", "Stat neighbours", "2014/15", "Rank"]
OTHER_HEADS += ["Bolton 2015/16", "Direction of travel", "Change on 2015/16", "National 2015/16", "Target 2017/18", "Comments"]
OTHER_ROWS = ["England", "Target", "North West", "Statistical neighbours", "of which boys", "Target 2016/17", "National average"]
LINES = [
    "On re-referrals we compare well: 2016/17 21% against 23% for statistical neighbours.",
    "Re-referrals fell from 31% to 22% over three years, and we know why.",
    "Care leavers: 61% in EET, up from 48%; Attainment 8 of pupils with SEND was 27.1 in 2016/17.",
    "In 2015/16 our caseloads stood at 29, and in Bolton at 17.",
]


def mutation(work: Mutation) -> Mutation:
    """Enter a mutation by its name; it returns whether it found something to change."""
    MUTATIONS[work.__name__] = work
    return work


def _any(rng: random.Random, made: Made, plain: bool = False) -> Grid | None:
    grids = [grid for grid in made.grids if grid.figures() and (grid.plain or not plain)]
    return rng.choice(grids) if grids else None


def _rows(grid: Grid) -> list[int]:
    return sorted({r for r, _ in grid.figures()})


def _free(rng: random.Random, made: Made) -> Grid | None:
    """A table whose columns may change."""
    grid = None if made.frozen else _any(rng, made, plain=True)
    made.touched = made.touched or grid is not None
    return grid


@mutation
def drop_row(rng, made):
    grid = _any(rng, made)
    at = rng.choice(_rows(grid)) if grid else None
    if grid is None or any(box.merged for row in grid.rows[at : at + 2] for box in row):
        return False
    del grid.rows[at]
    return True


@mutation
def drop_column(rng, made):
    grid = _free(rng, made)
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
    return _write(rng, made, lambda box, other: ("", None))


@mutation
def take_cell_out(rng, made):
    """A cell deleted so that those to its right move up: nobody can tell any more which is which."""
    grid = _any(rng, made, plain=True)
    if grid is None or made.layout in ("across", "long") or made.kind == "xlsx":
        return False
    row = grid.rows[rng.choice(_rows(grid))]
    del row[rng.choice([c for c, box in enumerate(row) if box.role == "figure"])]
    for box in row:
        box.clouded = True
    return True


@mutation
def drop_heading(rng, made):
    grid = _any(rng, made, plain=True)
    return bool(grid and grid.heads) and _head(grid, rng.choice(grid.columns()), "", True)


@mutation
def drop_headings(rng, made):
    if made.touched or (grid := _any(rng, made, plain=True)) is None or not grid.heads or made.layout in ("across", "long"):
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
    grid = _any(rng, made, plain=True)
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
    grid = _free(rng, made)
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
    grid = _free(rng, made)
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
    grid = _any(rng, made, plain=True)
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
    grid = _any(rng, made, plain=True)
    spots = [(r, c) for r, c in grid.figures() if r + 1 in _rows(grid) and grid.rows[r][c].text] if grid else []
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
    grid = _any(rng, made, plain=True)
    rows = [r for r in _rows(grid) if r + 1 in _rows(grid)] if grid else []
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
    grid = _free(rng, made)
    spots = [c for c in grid.columns() if c + 1 in grid.columns() and grid.rows[0][c].text] if grid and grid.heads else []
    if not spots or made.layout in ("across", "long"):
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
    grid = _free(rng, made)
    if grid is None or len(grid.columns()) < 2 or not grid.heads:
        return False
    apart = rng.choice(grid.columns())
    new = [[Box(**vars(box)) for c, box in enumerate(row) if c not in grid.columns() or c == apart] for row in grid.rows]
    for row in grid.rows:
        del row[apart]
    made.grids.insert(made.grids.index(grid) + 1, Grid(new, grid.title, grid.heads, grid.group))
    return True


@mutation
def retype_labels(rng, made):
    return _labels(rng, made, RETYPED)


@mutation
def retype_labels_unseen(rng, made):
    return _labels(rng, made, [(number, text) for number, texts in MEANT_UNSEEN.items() for text in texts])


@mutation
def retype_headings(rng, made):
    grid = _any(rng, made, plain=True)
    if grid is None or not grid.heads:
        return False
    done = False
    for c in grid.columns():
        ordinal = grid.rows[0][c].ordinal
        if ordinal and grid.rows[0][c].text in HEADS.values():
            done = _head(grid, c, rng.choice(SURE_HEADS[ordinal]), False)
    return done


@mutation
def retype_heading_unclear(rng, made):
    grid = _any(rng, made, plain=True)
    return bool(grid and grid.heads) and _head(grid, rng.choice(grid.columns()), rng.choice(UNCLEAR_HEADS), True)


@mutation
def retype_value(rng, made):
    return _write(rng, made, lambda box, other: rng.choice(written(rng, box.number, box.says[1], other)))


@mutation
def retype_values(rng, made):
    return all([retype_value(rng, made) for _ in range(5)])


@mutation
def retype_value_unclear(rng, made):
    return _write(rng, made, lambda box, other: (rng.choice(unclear(box.number, box.says[1], other)), ("unclear", None)))


@mutation
def insert_row(rng, made):
    grid = _any(rng, made)
    if grid is None or made.layout == "across":
        return False
    at = rng.choice(_rows(grid))
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
    grid = _any(rng, made, plain=True)
    if grid is None or not grid.heads or made.layout in ("across", "long"):
        return False
    grid.rows.insert(rng.choice(_rows(grid)), [Box(box.text, "head") for box in grid.rows[0]])
    return True


@mutation
def insert_column(rng, made):
    grid = _free(rng, made)
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
            box.role = "other"
    titles = ["England", "Statistical neighbours", "Targets", "Bolton", "Last year's return", "Previous self-view 2016/17", "North West"]
    made.grids.insert(rng.randint(0, len(made.grids)), Grid(rows, rng.choice(titles), others=True))
    return True


@mutation
def insert_lines(rng, made):
    made.texts += rng.sample(LINES, 2)
    return True


@mutation
def number_tables_twice(rng, made):
    """A table given twice, the same."""
    grid = None if made.frozen else _any(rng, made, plain=True)
    if grid is None:
        return False
    made.grids.append(Grid([[Box(**vars(box)) for box in row] for row in grid.rows], "Summary of figures", grid.heads))
    return True


@mutation
def nest(rng, made):
    grid = _any(rng, made)
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


def written(rng: random.Random, number: int, value: float, other: float) -> list[tuple[str, tuple[str, float | None]]]:
    """Ways of writing a cell whose meaning is certain (to confirm or not)."""
    unit = SHORT[number]
    plain = f"{value:g}"
    forms = [(text, ("value", value)) for text in (f" {plain} ", plain, plain.replace(".", "·"), f"c.{plain}", f"{plain} (prov)")]
    forms += [(f"{plain}*", ("value", value)), (f"~{plain}", ("value", value)), (f"{plain} (provisional)\n", ("value", value))]
    forms += [(text, ("not_applicable", None)) for text in ("n/a", "N/A – none")]
    forms += [(text, ("suppressed", None)) for text in ("<5", "c", "x", "*")]
    forms += [(text, ("not_returned", None)) for text in ("tbc", "-", "to follow")]
    forms += [(text, ("zero", 0.0)) for text in (("0", "zero") if unit != "%" else ("0%", "0"))]
    if unit == "%":
        whole = rng.randint(110, 400)
        part = rng.randint(30, whole - 5)
        share = float(f"{100 * part / whole + 1e-9:.{DECIMALS[number]}f}")
        forms += [(f"{plain}%", ("value", value)), (f"{plain} per cent", ("value", value))] * 3
        forms += [(text, ("value", share)) for text in (f"{part}/{whole}", f"{share:g}% ({part}/{whole})", f"{part} of {whole}")]
    if unit == "per 10,000":
        forms += [(f"{plain} per 10,000", ("value", value)), (f"Q2: {plain}", ("value", value))] * 2
    return forms


def unclear(number: int, value: float, other: float) -> list[str]:
    """Ways of writing a cell of which nobody could say for certain what figure it is."""
    forms = [f"{value:g} / {other:g}", f"{value:g} {other:g}", f"{value:g}–{other:g}", f"+{value:g}", "60% per 10,000", "see above 3"]
    forms += [f"{value:g} (was {other:g})", f"{value:g}\n{other:g}", f"{value:g} → {other:g}", f"{value:g}, {other:g}", "#REF!", "16/17"]
    return [*forms, "0.184"] if SHORT[number] == "%" else [*forms, f"{value:g}%"]


def _write(rng: random.Random, made: Made, what: Callable[[Box, float], tuple]) -> bool:
    spots = [row for grid in made.grids for row in grid.rows for box in row if _writable(box)]
    if not spots:
        return False
    box = rng.choice([box for box in rng.choice(spots) if _writable(box)])
    while (other := float(rng.randint(3, 99)) + 0.5) == box.says[1]:
        pass
    box.text, box.says = what(box, other)
    return True


def _writable(box: Box) -> bool:
    return box.role == "figure" and not box.merged and not box.clouded and box.says is not None and box.says[0] == "value"


def _head(grid: Grid, c: int, text: str, cloud: bool) -> bool:
    if grid.rows[0][c].role != "head" or grid.rows[0][c].merged:
        return False
    grid.rows[0][c].text = text
    for row in grid.rows[1:]:
        if row[c].role == "head":
            break
        if row[c].role == "figure":
            row[c].clouded = row[c].clouded or cloud
    return True


def _labels(rng: random.Random, made: Made, known: list[tuple[int, str]]) -> bool:
    done = False
    for grid in made.grids:
        for row in grid.rows:
            for box in row:
                if box.role == "label" and box.number and not box.merged and rng.random() < 0.4:
                    box.text = rng.choice([text for number, text in known if number == box.number])
                    done = True
    return done


def _split(rng: random.Random, made: Made, headed: bool) -> bool:
    grid = _any(rng, made, plain=True)
    if grid is None or not grid.heads or len(_rows(grid)) < 2:
        return False
    at = rng.choice(_rows(grid)[1:])
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


assert CYCLE.cycle == "2017-18"

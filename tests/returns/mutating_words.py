"""Mutations that retype labels, headings and figures, as people do."""

import random

from tests.returns.labels_retyped import RETYPED
from tests.returns.labels_unseen import MEANT_UNSEEN
from tests.returns.mutated import DECIMALS, HEADS, SHORT, Made
from tests.returns.mutating import any_of, head, mutation, write

SURE_HEADS = {
    1: ["15/16", "2015-16", "2015/2016", "2015 – 16", "FY 2015/16", "2015/16 outturn", "Year ending March 2016", "2015/16 (final)"],
    2: ["16/17", "2016-17", "2016/2017", "2016 – 17", "FY 2016/17", "Outturn 2016/17", "Y/E 31 March 2017", "2016/17 actual"],
    3: ["Latest (Q2)", "Latest available", "Current", "2017/18 YTD", "Q2 2017/18", "Latest – Sept 2017", "2017/18 to date"],
}
UNCLEAR_HEADS = [
    "2016",
    "2017",
    "2015/16 and 2016/17",
    "FY17",
    "Last year",
    "Year 2",
    "2014-16",
    "Latest (2016/17)",
    "Position",
    "",
]


@mutation
def retype_labels(rng, made):
    return relabel(rng, made, RETYPED)


@mutation
def retype_labels_unseen(rng, made):
    return relabel(rng, made, [(number, text) for number, texts in MEANT_UNSEEN.items() for text in texts])


@mutation
def retype_headings(rng, made):
    grid = any_of(rng, made, plain=True)
    if grid is None or not grid.heads:
        return False
    done = False
    for c in grid.columns():
        ordinal = grid.rows[0][c].ordinal
        if ordinal and grid.rows[0][c].text in HEADS.values():
            done = head(grid, c, rng.choice(SURE_HEADS[ordinal]), False)
    return done


@mutation
def retype_heading_unclear(rng, made):
    grid = any_of(rng, made, plain=True)
    return bool(grid and grid.heads) and head(grid, rng.choice(grid.columns()), rng.choice(UNCLEAR_HEADS), True)


@mutation
def retype_value(rng, made):
    return write(rng, made, lambda box, other: rng.choice(written(rng, box.number, box.says[1], other)))


@mutation
def retype_values(rng, made):
    return [retype_value(rng, made) for _ in range(5)].count(True) > 0


@mutation
def retype_value_unclear(rng, made):
    return write(rng, made, lambda box, other: (rng.choice(unclear(box.number, box.says[1], other)), ("unclear", None)))


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
    forms = [
        f"{value:g} / {other:g}",
        f"{value:g} {other:g}",
        f"{value:g}–{other:g}",
        f"+{value:g}",
        "60% per 10,000",
        "see above 3",
    ]
    forms += [
        f"{value:g} (was {other:g})",
        f"{value:g}\n{other:g}",
        f"{value:g} → {other:g}",
        f"{value:g}, {other:g}",
        "#REF!",
        "16/17",
    ]
    return [*forms, "0.184"] if SHORT[number] == "%" else [*forms, f"{value:g}%"]


def relabel(rng: random.Random, made: Made, known: list[tuple[int, str]]) -> bool:
    done = False
    for grid in made.grids:
        for row in grid.rows:
            for box in row:
                if box.role == "label" and box.number and not box.merged and rng.random() < 0.4:
                    box.text = rng.choice([text for number, text in known if number == box.number])
                    done = True
    return done

"""A figure that was damaged at random is never read as another figure, unless somebody is asked about it."""

import random
import re
import sys

import pytest

from challenge.returns.cell import read

UNITS = {"%": 1, "count": 0, "per 10,000": 1, "cases": 1, "points": 1}
DIVIDERS = [",", " ", "-", "–", ":", ";", "'", "_", "..", ". ", " .", ",.", "·", "٫", "٬", "|", "\n", "\u200b.", "\u00a0", "e", "x"]
JUNK = [
    *[
        "%",
        " %",
        "(",
        ")",
        "[",
        "]",
        "()",
        "<",
        ">",
        "≤",
        "+",
        "-",
        "–",
        "−",
        "~",
        "*",
        "†",
        "#",
        "=",
        "'",
        '"',
        "?",
        "!",
        "£",
        "$",
        "&",
    ],
    *[
        "c",
        "c.",
        "p",
        "r",
        "k",
        "m",
        "e",
        "E",
        "x",
        "O",
        "l",
        "½",
        "²",
        "①",
        "\u0301",
        "\u200b",
        "\u200f",
        "\u202e",
        "\u00a0",
        "\n",
    ],
    *["Q2", "Q2: ", " Q2", " (Q2)", "YTD", " YTD", "Sept ", " Sept", " Sept 17", "2016/17: ", " (2016/17)", " at 30/9/17", "H1 "],
    *[" per 10,000", " per cent", "pp", " cases", " homes", " points", " (n=60)", " prov", "(prov)", "approx ", " approx"],
    *[
        "↑",
        "▲",
        "→",
        "tbc",
        "n/a",
        "nil",
        "none ",
        " North West",
        "target ",
        " of",
        " in",
        "to ",
        " and ",
        ".",
        ",",
        ":",
        ";",
        "\\",
        "|",
    ],
]
BETWEEN = [
    " ",
    "  ",
    "\n",
    " / ",
    "-",
    " – ",
    " → ",
    "; ",
    ", ",
    " (",
    " [",
    ": ",
    " = ",
    " to ",
    " and ",
    " v ",
    " Q2 ",
    " Sept ",
    "*",
    " n=",
    "|",
]


def damaged(rng: random.Random, text: str, other: str, unit: str) -> str:
    """A figure with its divider changed, with something put in anywhere, or with another figure beside it.

    Left out is what makes another figure as good as the first, so that nothing in the cell could tell: a decimal sign put between
    two digits, counts made of two figures, a month named beside two.
    """
    kind = rng.choice(["divider", "junk", "junk", "doubled"])
    if kind == "divider":
        return re.sub(r"[.,]", lambda _: rng.choice(DIVIDERS), text)
    if kind == "doubled":
        pair = [text, other]
        between = rng.choice([each for each in BETWEEN if each != " / "] if unit == "%" else BETWEEN)
        if between != " n=":
            rng.shuffle(pair)
        return between.join(pair) + rng.choice(["", "", ")", "%", " (prov)"])
    at = rng.choice([0, len(text), rng.randrange(len(text) + 1)])
    junk = rng.choice(JUNK)
    if "Sept" in junk and not re.fullmatch(r"[\d.,]+", text):
        return text
    inside = 0 < at < len(text) and text[at - 1].isdigit() and text[at].isdigit()
    return text if (inside and junk in ".,") or junk.strip() == "of" else text[:at] + junk + text[at:]


def plain_figure(rng: random.Random, unit: str) -> str:
    if unit == "count":
        return str(rng.choice([rng.randrange(10), rng.randrange(100), rng.randrange(1900)]))
    digits = rng.choice([0, 1, 1, 1, 2, 3])
    return f"{rng.uniform(0, rng.choice([9, 99, 99, 1500 if unit == 'per 10,000' else 99])):.{digits}f}"


def misread(unit: str, comma: bool, rounds: int) -> tuple[list, int, int]:
    """So many damaged figures: those read as another with nothing asked, how many were read right, how many asked about."""
    rng = random.Random(f"{unit} {comma}")
    wrong, read_right, asked = [], 0, 0
    for _ in range(rounds):
        text, other = plain_figure(rng, unit), plain_figure(rng, unit)
        written, beside = (each.replace(".", ",") if comma else each for each in (text, other))
        for _ in range(rng.choice([1, 1, 2])):
            written = written if "Sept" in written else damaged(rng, written, beside, unit)
        meaning = read(written, unit, UNITS[unit], decimal_comma=comma)
        same = meaning.value == float(text)
        read_right += same
        asked += bool(meaning.refuse or meaning.confirm)
        if meaning.value is not None and not same and not meaning.confirm and not meaning.refuse:
            wrong.append((text, other, written, meaning.value))
    return wrong, read_right, asked


@pytest.mark.parametrize("comma", [False, True], ids=["points", "commas"])
@pytest.mark.parametrize("unit", UNITS)
def test_a_damaged_figure_is_never_another_figure_unless_it_is_asked_about(unit, comma):
    wrong, read_right, asked = misread(unit, comma, 600)
    assert wrong == []
    assert read_right > 60 and asked > 60


if __name__ == "__main__":
    # As in the suite, at length: python -m tests.returns.test_cell_damaged 30000
    each_of = int(sys.argv[1] if len(sys.argv) > 1 else 30_000) // (2 * len(UNITS))
    found = [misread(unit, comma, each_of) for unit in UNITS for comma in (False, True)]
    print(f"{each_of * len(found):,} damaged figures: {sum(len(each[0]) for each in found)} read as another and not asked about")
    sys.exit(int(any(wrong for wrong, *_ in found)))

"""Good files mutated (dropped, shuffled, merged, split, retyped, put in): each figure is right or a problem names it."""

import random

import pytest

from challenge.returns import reading
from tests.returns.mutated import UNCLEAR, base, laid_out, oracle
from tests.returns.mutated_files import table, word, workbook
from tests.returns.mutating import MUTATIONS
from tests.returns.mutations import judged, made, run

FILES = 260
"""With three or four mutations each: 700 and more. ``python -m tests.returns.mutations 20000`` tries as many as are wanted."""


@pytest.fixture(scope="module")
def tally():
    return run(FILES, "suite", least=3)


def test_no_figure_is_wrong_or_lost_without_a_word(tally):
    assert not tally.failures, "\n".join(tally.failures[:20])


def test_so_many_mutations_were_tried(tally, record_property, capsys):
    record_property("mutations", str(tally))
    with capsys.disabled():
        print(f"\n{tally}")
    assert sum(tally.mutations.values()) >= 700 and set(tally.files) == {"docx", "xlsx", "csv"}
    assert all(tally.mutations[name] >= 4 for name in MUTATIONS), tally.mutations


def test_most_figures_that_can_be_told_are_read(tally):
    of = {name: sum(count for (_, said), count in tally.figures.items() if said.startswith(name)) for name in ("right", "kept out")}
    assert of["right"] / (of["right"] + of["kept out"]) > 0.95
    refused = sum(count for (_, said), count in tally.figures.items() if said.startswith("file kept out"))
    assert refused / sum(tally.figures.values()) < 0.06


@pytest.mark.parametrize("layout", ["groups", "whole", "sheet", "template", "across", "long"])
def test_the_good_file_of_each_layout_reads_whole(layout):
    for kind, write in (("docx", word), ("xlsx", workbook), ("csv", table)):
        if kind == "docx" or (layout != "template" and (kind, layout) != ("csv", "across")):
            rng = random.Random(layout)
            file = base(rng, layout)
            view = reading.read(f"Bury self-view 2017-18.{kind}", write(laid_out(file), rng), authority="bury", cycle="2017-18")
            assert judged(view, file)[0]["right"] == 42, (kind, layout)
            assert not view.blocked


def test_the_same_seed_makes_the_same_file():
    assert made("suite-1")[2] == made("suite-1")[2]


@pytest.mark.parametrize("spoil", ["another value", "nothing", "a value where nobody can tell"])
def test_the_judge_sees_a_wrong_figure(spoil):
    kind, file, data = "docx", base(random.Random(7), "groups"), None
    data = word(laid_out(file), random.Random(7))
    view = reading.read(f"Bury self-view 2017-18.{kind}", data, authority="bury", cycle="2017-18")
    assert not judged(view, file)[1]
    spot = next(box for grid in file.grids for row in grid.rows for box in row if box.number == 5 and box.role == "figure")
    if spoil == "another value":
        spot.says = ("value", spot.says[1] + 1)
    elif spoil == "nothing":
        spot.says = None
    else:
        spot.clouded = True
        assert oracle(file)[5, spot.ordinal][0] == UNCLEAR
    assert judged(view, file)[1]

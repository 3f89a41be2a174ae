"""A row of Word with fewer cells than its headings: nobody can say which figure is which, and it is said."""

import random

import pytest

from challenge.returns import reading
from challenge.returns.document import Cell
from challenge.returns.readings import cells_of
from tests.returns import word_made
from tests.returns.mutated import Box, base
from tests.returns.mutated_files import word


def test_a_cell_a_row_does_not_have_is_told_from_an_empty_one():
    made = word_made.made(word_made.tbl(
        word_made.tr(word_made.tc("KPI"), word_made.tc("2015/16"), word_made.tc("")),
        word_made.tr(word_made.tc("Re-referrals"), word_made.tc("18.4")),
    ))  # fmt: skip
    assert [cell.kind for cell in made.tables[0].rows[0]] == ["text", "text", "text"]
    assert [cell.kind for cell in made.tables[0].rows[1]] == ["text", "text", "missing"]
    assert [cells_of(row) for row in made.tables[0].rows] == [3, 2]


@pytest.mark.parametrize("where", ["figure", "heading"])
def test_figures_moved_up_by_a_deleted_cell_are_kept_out_in_a_real_file(where):
    rng = random.Random(3)
    file = base(rng, "groups")
    del file.grids[2].rows[0 if where == "heading" else 1][1]
    view = reading.read("Bury self-view 2017-18.docx", word(file, rng), authority="bury", cycle="2017-18")
    kept = {figure.period: figure.value for figure in view.figures if figure.number == 3}
    assert set(kept.values()) == {None}
    assert any(each.blocks and each.number == 3 and "cells under" in each.found for each in view.problems)
    assert view.blocked and not view.refused


def test_a_row_that_only_fills_up_has_no_cells():
    assert cells_of((Cell("", "table 1", kind="missing"),)) == 0 and Box("").text == ""

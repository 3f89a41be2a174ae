"""The grid: a mark, words or a number put an enabler on one position; what is unclear is on none."""

import pytest

from challenge.returns import placing
from challenge.returns.document import Cell, Text
from challenge.returns.form import form
from challenge.returns.positions import is_mark, position_of
from tests.returns.documents_made import document, table

FORM = form("north-west")
NAMES = [enabler.name for enabler in FORM.enablers]
POSITIONS = [choice.name for choice in FORM.positions if choice.number]


def grid(*rows):
    return placing.grid(document(table(rows, "table 9")), FORM)


def placed(placements):
    return {each.enabler: each.position for each in placements}


def marked(*positions, mark="X"):
    """Rows of the whole grid, each enabler marked in the column of its position."""
    return [
        [name, *(mark if number == position else "" for number in range(1, 6))]
        for name, position in zip(NAMES, positions, strict=True)
    ]


@pytest.mark.parametrize("mark", ["X", "x", "☒", "✓", "✔", "1", "yes", "●", " X "])
def test_a_mark_in_a_column_is_the_position(mark):
    placements, problems = grid(["Enabler", *POSITIONS], *marked(3, 2, 5, 1, 4, 3, 3, mark=mark))
    assert list(placed(placements).values()) == [3, 2, 5, 1, 4, 3, 3]
    assert [each.enabler for each in placements] == [enabler.key for enabler in FORM.enablers]
    assert placements[0].place == "table 9, row 2, column 4"
    assert problems == []


def test_columns_headed_by_numbers_or_by_the_three_stages_are_the_same_positions():
    by_number, _ = grid(["Enabler", "1", "2", "3", "4", "5"], *marked(3, 2, 5, 1, 4, 3, 3))
    stages = ["", "Poor to fair", "", "Fair to good", "", "Good to great"]
    by_stage, problems = grid(stages, *marked(3, 2, 5, 1, 4, 3, 3))
    assert placed(by_number) == placed(by_stage)
    assert list(placed(by_stage).values()) == [3, 2, 5, 1, 4, 3, 3]
    assert problems == []


def test_columns_in_another_order_are_told_by_their_heads():
    rows = [[row[0], *row[:0:-1]] for row in marked(3, 2, 5, 1, 4, 3, 3)]
    placements, _ = grid(["Enabler", *reversed(POSITIONS)], *rows)
    assert list(placed(placements).values()) == [3, 2, 5, 1, 4, 3, 3]


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("Fair to good", 3),
        ("fair-good", 3),
        ("Fair / good", 3),
        ("FtG", 3),
        ("3", 3),
        ("3.0", 3),
        ("3 – Fair to good", 3),
        ("Fair to god", 3),
        ("between fair to good and good to great", 4),
        ("Fair to good / good to great", 4),
        ("FtG/GtG", 4),
        ("Poor to fair – fair to good", 2),
        ("☐ Poor to fair ☒ Fair to good ☐ Good to great", 3),
        ("not placed", 0),
        ("0", 0),
    ],
)
def test_words_and_numbers_name_a_position(words, number):
    assert position_of(words, FORM).number == number
    assert position_of(words, FORM).unclear == ""


@pytest.mark.parametrize(
    "words",
    [
        "Good",
        "6",
        "-1",
        "2.5",
        "3/4",
        "4/5",
        "between fair to good",
        "3 – Good to great",
        "Fair to good (towards good to great)",
        "good to fair",
        "☒ Fair to good ☒ Good to great",
        "to be agreed with partners",
    ],
)
def test_what_names_no_one_position_is_unclear(words):
    said = position_of(words, FORM)
    assert said.number is None
    assert said.unclear


@pytest.mark.parametrize("words", ["", "–", "Choose a position", "Click or tap here to choose", "☐", "TBC"])
def test_what_is_not_filled_in_says_nothing(words):
    assert position_of(words, FORM).number is None
    assert position_of(words, FORM).unclear == ""


@pytest.mark.parametrize(("text", "mark"), [("X", True), ("no", None), ("☐", None), ("", None), ("QA shows drift", False)])
def test_a_mark_is_told_from_none_and_from_words(text, mark):
    assert is_mark(text) is mark


def test_a_column_of_positions_is_read_with_its_evidence():
    placements, problems = grid(
        ["Enabler", "Where we are", "Evidence"],
        ["1. Strategic approach", "Fair to good", "A plan since May."],
        ["2. Leadership and governance", "not placed", "Two boards."],
        ["3. Engaging & supporting the workforce", "Choose a position", ""],
        ["4. Engaging partners", "2", "Joint posts."],
    )
    assert [(each.position, each.evidence) for each in placements] == [
        (3, "A plan since May."),
        (None, "Two boards."),
        (None, ""),
        (2, "Joint posts."),
    ]
    assert problems == []


def test_an_evidence_row_below_belongs_to_the_enabler_above():
    rows = marked(3, 2, 5, 1, 4, 3, 3)
    evidence = "Peers saw it in May."
    rows.insert(1, ["Evidence", evidence, *[Cell(evidence, "", spans=True)] * 4])
    rows.insert(3, ["", *[Cell("", "")] * 5])
    placements, problems = grid(["Enabler", *POSITIONS], *rows)
    assert placements[0].evidence == evidence
    assert list(placed(placements).values()) == [3, 2, 5, 1, 4, 3, 3]
    assert problems == []


def test_an_enabler_merged_over_two_rows_has_its_evidence_in_the_second():
    rows = marked(3, 2, 5, 1, 4, 3, 3)
    rows.insert(1, [Cell(NAMES[0], "", spans=True), "Our plan says so.", *[Cell("Our plan says so.", "", spans=True)] * 4])
    placements, problems = grid(["Enabler", *POSITIONS], *rows)
    assert (placements[0].position, placements[0].evidence) == (3, "Our plan says so.")
    assert problems == []


def test_a_transposed_grid_is_read_the_same():
    rows = [["Enabler", *POSITIONS], *marked(3, 2, 5, 1, 4, 3, 3)]
    placements, problems = grid(*zip(*rows, strict=True))
    assert list(placed(placements).values()) == [3, 2, 5, 1, 4, 3, 3]
    assert problems == []


def test_two_marks_in_a_row_are_a_problem_and_no_position():
    rows = marked(3, 2, 5, 1, 4, 3, 3)
    rows[1][5] = "X"
    placements, problems = grid(["Enabler", *POSITIONS], *rows)
    assert placed(placements)["leadership-and-governance"] is None
    assert placed(placements)["strategic-approach"] == 3
    assert len(problems) == 1
    assert "2 marks" in problems[0].found
    assert "row 3, column 3" in problems[0].place
    assert not problems[0].blocks


def test_no_mark_is_not_placed_and_keeps_the_evidence():
    rows = [[*row, "See plan."] for row in marked(0, 2, 5, 1, 4, 3, 3)]
    placements, problems = grid(["Enabler", *POSITIONS, "Evidence"], *rows)
    assert (placements[0].position, placements[0].evidence) == (None, "See plan.")
    assert problems == []


def test_a_row_of_no_known_enabler_is_a_problem():
    placements, problems = grid(["Enabler", *POSITIONS], *marked(3, 2, 5, 1, 4, 3, 3), ["Digital ambition", "", "X", "", "", ""])
    assert len(placements) == 7
    assert placements[6].position == 3
    assert "Digital ambition" in problems[0].found


def test_a_number_beyond_the_grid_is_a_problem_and_no_position():
    placements, problems = grid(["Enabler", "Position"], *[[name, "7" if name == NAMES[2] else "3"] for name in NAMES])
    assert placements[2].position is None
    assert placements[3].position == 3
    assert [problem.place for problem in problems] == ["table 9, row 4, column 2"]


def test_words_under_a_position_without_a_mark_are_evidence_and_a_problem():
    rows = marked(0, 2, 5, 1, 4, 3, 3)
    rows[0][3] = "Our plan is new and known."
    placements, problems = grid(["Enabler", *POSITIONS], *rows)
    assert (placements[0].position, placements[0].evidence) == (None, "Our plan is new and known.")
    assert len(problems) == 1


def test_a_grid_split_over_two_tables_is_one_grid():
    rows = marked(3, 2, 5, 1, 4, 3, 3)
    head = ["Enabler", *POSITIONS]
    placements, problems = placing.grid(document(table([head, *rows[:2]], "table 8"), table([head, *rows[2:]], "table 9")), FORM)
    assert list(placed(placements).values()) == [3, 2, 5, 1, 4, 3, 3]
    assert problems == []


def test_the_same_enabler_on_two_positions_is_a_problem():
    rows = marked(3, 2, 5, 1, 4, 3, 3)
    placements, problems = grid(["Enabler", *POSITIONS], *rows, [NAMES[0], "X", "", "", "", ""])
    assert placements[0].position is None
    assert len(problems) == 1


def test_lines_of_enabler_and_position_are_a_grid_too():
    placements, problems = placing.grid(
        document(
            Text("Strategic approach: fair to good", "paragraph 1"),
            Text("Evidence: a plan since May", "paragraph 2"),
            Text("Engaging partners – between fair to good and good to great", "paragraph 3"),
            Text("Strategic approach: we have worked hard on it this year.", "paragraph 4"),
        ),
        FORM,
    )
    assert [(each.position, each.evidence) for each in placements] == [(3, "a plan since May"), (4, "")]
    assert problems == []


def test_other_tables_are_no_grid():
    services = [["Service", "Partners", "Resources"], ["Early help", "12", "£2m"], ["Strategy", "3", "£1m"]]
    assert grid(*services) == ([], [])


def test_a_row_left_empty_says_nothing_and_not_placed_is_a_word():
    rows = [[NAMES[0], "Not placed", ""], [NAMES[1], "", ""], [NAMES[2], "", "A line without a position."], [NAMES[3], "3", ""]]
    placements, problems = grid(["Enabler", "Position", "Evidence"], *rows)
    assert [(each.position, each.said) for each in placements] == [(None, True), (None, False), (None, True), (3, True)]
    assert problems == []

"""Words our own templates print and that are nobody's answer: written by ``challenge.packs``, passed over by the readers."""

PRACTICE = "Practice · "
WRITE = "Write your answer here."
EVIDENCE = "Write a line of evidence."
PLACED = "Choose a position"
DAY = "Choose the day"
ROWS = "One row for each action; add rows as you need them."
HERE = "Figures that are already here"
INSTEAD = "In place of a number you can write:"
BOXES = "Write as much or as little as each question needs: the boxes grow."
UNTOUCHED = (
    "put there so that both sides look at the same data. They are not yours yet. Put your own figure over any you do not agree "
    "with. What stands in a cell when you send this back counts as your returned figure: leaving a published figure means that you "
    "agree with it."
)
OVER = "Put your own figure over it; what you leave is returned as yours, and agreed."
SHADED = "Shaded figures are published, not yours yet: put your own over them. What you leave is returned as yours, and agreed."
NOT_YET = "Published, not yours yet"
ALREADY = "Figures already in a table are"
FROM = "Published figures come from"
OF_KPI = "Published figures of KPI"
NONE_HELD = "No published figure is held for"
PERCENT = "Write the number of per cent: 18.4 for 18.4%."
LOCKED = "Labels are locked, without a password. Cells to fill are open."
SOURCE = "Their source"
DUE, BACK = "To be returned by", "Return to"
OFSTED = "May it go to Ofsted?"
NOT_WHOLE = "Not for Ofsted as a whole:"
MAY_GO = "May go to Ofsted: it holds figures alone, no placement on the improvement grid and no draft."
NUMBERS, LOCKS = "Percentages", "Locked cells"
WORDS = (
    "n/a: it does not apply: no such children, homes or cases",
    "c: you have the figure but must suppress it: too few children",
    "tbc: you do not have it yet; an empty cell says the same",
    "12 of 60: a share with the numbers behind it, read as 20%",
)
PART_YEAR = "for part of a year, here up to the second quarter:"

WHOLE = (
    *(WRITE, EVIDENCE, PLACED, DAY, ROWS, HERE, INSTEAD, BOXES, SHADED, PERCENT, LOCKED, SOURCE, OFSTED, MAY_GO, NUMBERS, LOCKS),
    *WORDS,
)
FIELDS = (DUE, BACK)
OPENINGS = (NOT_WHOLE, NOT_YET, ALREADY, FROM, OF_KPI, NONE_HELD, BOXES, PART_YEAR)

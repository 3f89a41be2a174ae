"""Layouts of tables with the figures of one KPI, made by hand: those that must read alike, and those that must give no figure."""

from challenge.returns import asking, form
from challenge.returns.document import Cell, Table, Text

FORM = form.form("north-west")
CYCLE = asking.shipped()["2017-18"]
LABELS = {asked.number: asked.label for asked in FORM.asked}
KEYS = {1: "2015-16", 2: "2016-17", 3: "latest"}
HEAD = ["Key Performance Indicator", "2015/16", "2016/17", "Latest"]


def table(*rows, at=1, title="", hidden=False):
    """A table of words; ``<`` is merged with the cell to its left, ``^`` with the one above."""
    made = []
    for down, row in enumerate(rows, 1):
        cells = []
        for across, text in enumerate(row, 1):
            spans = text in ("<", "^")
            said = cells[-1].text if text == "<" else made[-1][across - 1].text if text == "^" else text
            cells.append(Cell(said, f"table {at}, row {down}, column {across}", spans=spans))
        made.append(tuple(cells))
    return Table(tuple(made), f"table {at}", title, hidden)


# Each is one way in which three figures of re-referrals may be laid out; all must read 18.4, 19.2, 20.1 and block nothing.
RE = LABELS[3]
ROW = ["18.4%", "19.2%", "20.1%"]
SAME = {
    "the form": [table(HEAD, [RE, *ROW])],
    "short years": [table(["KPI", "15/16", "16/17", "Latest"], [RE, *ROW])],
    "years with dashes": [table(["KPI", "2015-16", "2016 – 2017", "Latest (Q2)"], [RE, *ROW])],
    "years in full": [table(["", "2015/2016", "2016/2017", "Current"], [RE, *ROW])],
    "year endings": [table(["Measure", "Year ending March 2016", "Y/E 31 March 2017", "Latest – Sept 2017"], [RE, *ROW])],
    "shuffled": [table(["KPI", "Latest", "2015/16", "2016/17"], [RE, "20.1%", "18.4%", "19.2%"])],
    "label last": [table(["2015/16", "2016/17", "Latest", "KPI"], [*ROW, RE])],
    "label amid": [table(["2015/16", "KPI", "2016/17", "Latest"], ["18.4%", RE, "19.2%", "20.1%"])],
    "quarter of the year": [table(["KPI", "2015/16", "2016/17", "Q2 2017/18"], [RE, *ROW])],
    "year to date": [table(["KPI", "2015/16", "2016/17", "2017/18 YTD"], [RE, *ROW])],
    "two heading rows": [table(["", "Outturn", "<", "Latest"], ["KPI", "2015/16", "2016/17", "^"], [RE, *ROW])],
    "heading over kinds": [
        table(
            ["KPI", "2015/16", "<", "2016/17", "<", "Latest", "<"],
            ["^", "%", "Num", "%", "Num", "%", "Num"],
            [RE, "18.4", "184", "19.2", "192", "20.1", "201"],
        )
    ],
    "target and others between": [
        table(
            [
                "KPI",
                "2015/16",
                "2015/16 target",
                "England 2015/16",
                "2016/17",
                "NW average",
                "Latest",
                "Direction of travel",
                "Rank",
                "Comments",
            ],
            [RE, "18.4", "17", "21.9", "19.2", "22.0", "20.1", "↑", "7", "Up 2 points since 2015"],
        )
    ],
    "heading over authorities": [
        table(
            ["KPI", "Bolton", "<", "<", "England", "<"],
            ["^", "2015/16", "2016/17", "Latest", "2015/16", "2016/17"],
            [RE, *ROW, "21.1", "22.3"],
        )
    ],
    "number and label apart": [table(["No.", "KPI", "2015/16", "2016/17", "Latest"], ["3", RE, *ROW])],
    "unit column": [
        table(["KPI", "Unit", "2015/16", "2016/17", "Latest"], ["Re-referrals within 12 months", "%", "18.4", "19.2", "20.1"])
    ],
    "the project's units": [
        table(["kpi", "unit", "2015/16", "2016/17", "Latest"], ["rereferrals", "% of referrals", "18.4", "19.2", "20.1"])
    ],
    "transposed": [table(["", RE, LABELS[5]], ["2015/16", "18.4", "120"], ["2016/17", "19.2", "125"], ["Latest", "20.1", "61"])],
    "transposed, one KPI": [table(["Year", RE], ["2015/16", "18.4"], ["2016/17", "19.2"], ["Latest", "20.1"])],
    "one figure a row": [
        table(["kpi", "period", "value"], [RE, "2015/16", "18.4"], [RE, "2016/17", "19.2"], [RE, "Latest", "20.1"])
    ],
    "one figure a row, keys": [
        table(
            ["kpi", "label", "unit", "period", "value", "note"],
            *[["rereferrals", RE, "%", p, v, ""] for p, v in zip(KEYS.values(), ROW, strict=True)],
        )
    ],
    "merged label beside years": [table([RE, "2015/16", "18.4%"], ["^", "2016/17", "19.2%"], ["^", "Latest", "20.1%"])],
    "merged label, headed": [
        table(["KPI", "Year", "Outturn"], [RE, "2015/16", "18.4%"], ["^", "2016/17", "19.2%"], ["^", "Latest", "20.1%"])
    ],
    "small table with its KPI in the corner": [table([RE, "2015/16", "2016/17", "Latest"], ["Outturn", *ROW])],
    "small table under its KPI": [table([RE, "<", "<"], ["2015/16", "2016/17", "Latest"], ROW)],
    "small tables in one": [
        table(
            [RE, "2015/16", "2016/17", "Latest"],
            ["Value", *ROW],
            [LABELS[5], "2015/16", "2016/17", "Latest"],
            ["Value", "120", "121", "60"],
        )
    ],
    "headings as rows": [
        table(
            HEAD,
            ["Help and protection", "<", "<", "<"],
            [RE, *ROW],
            ["Children in care and care leavers", "", "", ""],
            [LABELS[13], "55%", "56%", "57%"],
        )
    ],
    "headings again": [
        table(HEAD, [LABELS[1], "17.1", "17", "18"], ["Help and protection", "2015/16", "2016/17", "Latest"], [RE, *ROW])
    ],
    "headings again, otherwise ordered": [
        table(
            HEAD,
            [LABELS[1], "17.1", "17", "18"],
            ["Help and protection", "Latest", "2016/17", "2015/16"],
            [RE, "20.1%", "19.2%", "18.4%"],
        )
    ],
    "side by side": [table([*HEAD, *HEAD], [RE, *ROW, LABELS[5], "120", "121", "60"])],
    "a row more": [table(HEAD, ["Contacts", "9000", "9100", "4400"], [RE, *ROW], ["Number of referrals", "3000", "3100", "1500"])],
    "blank rows": [table(["", "", "", ""], HEAD, ["", "", "", ""], [RE, *ROW])],
    "title over all": [table(["NW Peer Challenge 2017/18 - figures", "<", "<", "<"], HEAD, [RE, *ROW])],
    "title in a cell": [table(["Self-view 2017/18", "", "", ""], HEAD, [RE, *ROW])],
    "empty columns": [table(["KPI", "", "2015/16", "", "2016/17", "Latest", ""], [RE, "", "18.4", "", "19.2", "20.1", ""])],
    "section and KPI": [table(["Section", "KPI", "2015/16", "2016/17", "Latest"], ["Help and protection", RE, *ROW])],
    "tables apart": [table(HEAD, [LABELS[1], "17.1", "17", "18"]), Text("Help", "paragraph 3", 1), table(HEAD, [RE, *ROW], at=2)],
    "nested": [table(["", ""], ["Figures:", ""]), table(HEAD, [RE, *ROW], at=2)],
    "split with headings": [table(HEAD, [LABELS[1], "17.1", "17", "18"]), table(HEAD, [RE, *ROW], at=2)],
    "split without headings": [table(HEAD, [LABELS[5], "171", "170", "90"]), table([RE, *ROW], at=2)],
    "the blank form kept": [table(HEAD, [RE, "", "", ""]), table(HEAD, [RE, *ROW], at=2)],
    "twice alike": [table(HEAD, [RE, *ROW]), table(HEAD, ["Re-referral rate", "18.4", "19.2", "20.1"], at=2)],
    "its name beside each": [
        table(["authority", "kpi", "period", "value"], *[["Bolton", RE, p, v] for p, v in zip(KEYS.values(), ROW, strict=True)])
    ],
    "partly of others": [Text("How we compare with England", "paragraph 1", 2), table(HEAD, [RE, *ROW])],
    "an older year": [table(["KPI", "2014/15", "2015/16", "2016/17", "Latest"], [RE, "30.3", *ROW])],
    "title of a sheet": [table(["", "2015/16", "2016/17", "Latest"], ["Outturn", *ROW], title="Re-referrals within 12 months")],
}

# Each of these must give no figure of re-referrals in the columns named, and say so.
KEPT_OUT = {
    "a year alone": ([table(["KPI", "2016", "2017", "Latest"], [RE, *ROW])], (1, 2)),
    "a short financial year": ([table(["KPI", "FY16", "2016/17", "Latest"], [RE, *ROW])], (1,)),
    "two periods in a heading": ([table(["KPI", "2015/16 and 2016/17", "2016/17", "Latest"], [RE, *ROW])], (1,)),
    "latest of an older year": ([table(["KPI", "2015/16", "2016/17", "Latest (2016/17)"], [RE, *ROW])], (3,)),
    "a quarter of an older year": ([table(["KPI", "2015/16", "2016/17 Q2", "Latest"], [RE, *ROW])], (2,)),
    "three years": ([table(["KPI", "2014-16", "2016/17", "Latest"], [RE, *ROW])], (1,)),
    "a word not known": ([table(["KPI", "2015/16 cohorts A", "2016/17", "Latest"], [RE, *ROW])], (1,)),
    "no headings": ([table([RE, *ROW], [LABELS[5], "120", "121", "60"])], (1, 2, 3)),
    "no headings, far from any": (
        [table(HEAD, [LABELS[5], "1", "2", "3"]), Text("England", "paragraph 2"), table([RE, *ROW], at=2)],
        (1, 2, 3),
    ),
    "no headings, of another group": ([table(HEAD, [LABELS[1], "1", "2", "3"]), table([RE, *ROW], at=2)], (1, 2, 3)),
    "no headings, another width": ([table(HEAD, [LABELS[5], "1", "2", "3"]), table([RE, *ROW, "5"], at=2)], (1, 2, 3)),
    "no headings, the same KPIs": (
        [table(HEAD, [LABELS[5], "1", "2", "3"]), table([LABELS[5], "4", "5", "6"], [RE, *ROW], at=2)],
        (1, 2, 3),
    ),
    "a label that may be two": ([table(HEAD, ["Referrals within 12 months", *ROW])], (1, 2, 3)),
    "a number and words apart": ([table(HEAD, ["KPI 7: re-referrals", *ROW])], (1, 2, 3)),
    "a number of them": ([table(HEAD, ["Number of re-referrals", "184", "192", "201"])], (1, 2, 3)),
    "a qualifier in its own cell": (
        [table(["KPI", "Detail", "2015/16", "2016/17", "Latest"], [RE, "Asylum-seeking only", *ROW])],
        (1, 2, 3),
    ),
    "only its number": ([table(HEAD, ["3.", *ROW])], (1, 2, 3)),
    "two authorities": ([table(["KPI", "Bolton 2015/16", "Bury 2015/16", "Latest"], [RE, *ROW])], (1, 2)),
    "merged over years": ([table(HEAD, [RE, "18.4%", "<", "20.1%"])], (1, 2)),
    "merged over rows": ([table(HEAD, [LABELS[7], "18.4%", "19%", "20%"], [RE, "^", "19.2%", "20.1%"])], (1,)),
    "a cell fewer": ([table(HEAD, [RE, "18.4%", "20.1%"])], (1, 2, 3)),
    "a cell fewer where a column has no heading": (
        [table([*HEAD, ""], [LABELS[5], "1", "2", "3", "4"], [RE, "18.4", "19.2", "20.1"])],
        (1, 2, 3),
    ),
    "a heading fewer": ([table(["KPI", "2016/17", "Latest", "Comments"], [RE, *ROW, ""])], (1, 2, 3)),
    "under a title of others": ([Text("England", "paragraph 1", 2), table(HEAD, [RE, *ROW])], (1, 2, 3)),
    "on a sheet of others": ([table(HEAD, [RE, *ROW], title="Statistical neighbours")], (1, 2, 3)),
    "under a row of targets": ([table(HEAD, [LABELS[5], "1", "2", "3"], ["Targets", "<", "<", "<"], [RE, *ROW])], (1, 2, 3)),
    "England beside each": ([table(["area", "kpi", "period", "value"], ["England", RE, "2015/16", "21"])], (1, 2, 3)),
    "two authorities by row": (
        [table(["authority", "kpi", "period", "value"], ["Bury", RE, "2015/16", "21"], ["Bolton", RE, "2016/17", "18.4"])],
        (1, 2, 3),
    ),
    "a cell more": ([table(HEAD, [RE, "18", "4", "19.2", "20.1"])], (1, 2, 3)),
    "two columns for a year": ([table(["KPI", "2015/16", "2015/16", "Latest"], [RE, *ROW])], (1, 2)),
    "two rows": ([table(HEAD, [RE, *ROW], ["Re-referral rate", "18.5", "19.3", "20.2"])], (1, 2, 3)),
    "two tables": ([table(HEAD, [RE, *ROW]), table(HEAD, [RE, "18.4", "19.2", "21.0"], at=2)], (3,)),
    "suppressed in one": ([table(HEAD, [RE, *ROW]), table(HEAD, [RE, "c", "19.2", "20.1"], at=2)], (1,)),
    "two figures in a cell": ([table(HEAD, [RE, "18.4 / 19.2", "19.2%", "20.1%"])], (1,)),
    "a rate where a percentage is asked": ([table(HEAD, [RE, "60% per 10,000", "19.2%", "20.1%"])], (1,)),
    "in a line of text": ([Text("Re-referrals within 12 months: 2015/16 18.4%, 2016/17 19.2%", "paragraph 9")], (1, 2, 3)),
    "hidden": ([table(HEAD, [RE, *ROW], hidden=True)], (1, 2, 3)),
    "fractions that may be headings": (
        [table(["KPI", "15/16", "16/17", "Latest"], ["Homes, of all", "14/15", "15/16", "16/17"], [RE, *ROW])],
        (1, 2, 3),
    ),
    "only a number beside": (
        [table(["KPI", "2015/16", "2015/16 number", "2016/17", "Latest"], [RE, "", "184", "19.2", "20.1"])],
        (1,),
    ),
}

"""Settings that contradict themselves: what is changed in those of 2017/18, and the place and words that must name it."""

from datetime import date

from challenge.settings_checks import Bpn, Column, Day, Settings


def changed_years(settings: Settings, kpi: str, *stands: tuple[int | None, str]) -> dict:
    return {"years": settings.years | {(kpi, c.key): each for c, each in zip(settings.columns, stands, strict=True)}}


WRONG = {
    "no title": (lambda s: {"title": "/"}, "Title", "none"),
    "a model there is not": (lambda s: {"neighbour_model": "mine"}, "Neighbour model", "“mine”"),
    "nobody": (lambda s: {"members": ()}, "Roster", "no authority"),
    "somebody of another region": (lambda s: {"members": (*s.members, "camden")}, "Roster", "Camden"),
    "an authority and its successor": (
        lambda s: {"members": (*s.members, "cumberland")},
        "Roster",
        "Cumbria and Cumberland, which followed it",
    ),
    "no column": (lambda s: {"columns": ()}, "Columns", "none"),
    "two columns alike": (lambda s: {"columns": (*s.columns, Column("more", "latest"))}, "Columns", "“Latest” twice"),
    "a column that is gone": (lambda s: {"opens_with": "gone"}, "Screens open with", "a column that is gone"),
    "a form with thirteen": (
        lambda s: {"years": {k: v for k, v in s.years.items() if k[0] != "s47"}},
        "KPI list",
        "no s47 enquiries",
    ),
    "another kind of year": (
        lambda s: changed_years(s, "caseload", (0, "2015/16"), (2016, "30 September 2016"), (None, "Latest")),
        "Years of Caseload, column 2015/16",
        "2015/16",
    ),
    "a year of nothing": (
        lambda s: changed_years(s, "homes_good", (2016, "2015/16"), (None, "2016/17"), (None, "Latest")),
        "column 2015/16",
        "2015/16",
    ),
    "years that go back": (
        lambda s: changed_years(s, "caseload", (2017, "30 September 2017"), (2016, "30 September 2016"), (None, "Latest")),
        "Years of Caseload",
        "30 September 2017 before 30 September 2016",
    ),
    "a day without an end": (
        lambda s: {"dates": (Day("meeting", "We meet", "", date(2017, 1, 1), None, "", ""),)},
        "line 1",
        "no last day",
    ),
    "days that go back": (
        lambda s: {"dates": (Day("meeting", "We meet", "", date(2017, 1, 2), date(2017, 1, 1), "", ""),)},
        "Dates, line 1 (We meet)",
        "02/01/2017 to 01/01/2017",
    ),
    "a kind there is not": (lambda s: {"dates": (Day("party", "We meet", "", None, date(2017, 1, 1), "", ""),)}, "line 1", "party"),
    "two BPNs alike": (lambda s: {"bpns": (*s.bpns, Bpn("more", "trafford", ""))}, "BPNs", "twice"),
    "a lead from elsewhere": (lambda s: {"bpns": (Bpn("trafford", "Trafford", "camden"),)}, "BPN Trafford, lead", "Camden"),
    "BPNs that never meet": (lambda s: {"rounds": ()}, "Rounds", "none"),
    "rounds without BPNs": (lambda s: {"bpns": ()}, "Rounds", "2 and no BPN"),
}

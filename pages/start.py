"""Where does the cycle stand, and where do I go?"""

from datetime import date

import queries
from challenge import session, start_sheet
from challenge.sheet import el

opened = session.open_view("start")
view, cycle = opened.view, opened.cycle
session.title(f"{cycle['title']}")
dates = opened.rows(queries.start.dates, cycle=cycle["cycle"])
forums = opened.rows(queries.start.forums, cycle=cycle["cycle"])
returns = opened.rows(queries.start.returns, cycle=cycle["cycle"])
today = view.as_of or date.today()
headline, lede = start_sheet.stands(cycle, returns, dates, today)

session.show(
    [
        opened.masthead([("Start", None)], only=("Cycle", "As of")),
        el("h1", headline, cls="headline"),
        el("p", lede, cls="lede"),
        opened.looking_back(),
        start_sheet.ways_in(view, opened.members, dates),
        el("h2", f"The process, {cycle['title']}"),
        start_sheet.timeline(dates, forums, today, opened.store.practice)
        if len(dates)
        else el("p", "No dates are set for this cycle yet.", cls="empty"),
        start_sheet.returned(returns, view, opened.marked("Self-views received")),
        start_sheet.not_loaded(opened.rows(queries.frame.not_loaded)),
        start_sheet.live_store(opened.store.practice),
        opened.sources(),
    ],
    key="start",
)
session.downloads(
    opened,
    headline,
    (
        "Download the dates",
        f"peer challenge {cycle['title']} dates",
        lambda: dates[["first_day", "last_day", "what", "who", "detail", "said_by"]],
        False,
    ),
)

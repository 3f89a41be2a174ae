"""Where does an authority place itself on the seven enablers, and what does that rest on?"""

import queries
from challenge import session, wizard_parts, wizard_sheet
from challenge.sheet import el

opened = session.open_view("placing")
if opened.view.area is not None:
    wizard_parts.one(opened)
    session.stop()
members = opened.rows(queries.placing.members, cycle=opened.cycle["cycle"])
session.title("Place yourselves")
session.show(
    [
        opened.masthead(
            [(opened.cycle["region_name"], opened.home("region")), ("Place yourselves", None)],
            only=("Cycle", "As of"),
        ),
        el("h1", wizard_sheet.headline_of_all(members), cls="headline"),
        *wizard_sheet.about(opened.cycle["title"]),
        opened.looking_back(),
        opened.directory(),
    ],
    key="placing",
)

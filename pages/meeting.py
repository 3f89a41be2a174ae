"""Where does the group place this authority, beside its figures and its own words?"""

import queries
from challenge import meeting_parts, meeting_sheet, session, spine_table, wording
from challenge.access import may_draft
from challenge.sheet import el

opened = session.open_view("meeting")
view, cycle = opened.view, opened.cycle
if not may_draft(session.viewer()):
    meeting_parts.closed(opened)
    session.stop()
# Everything is asked for before anything is drawn: until then the screen before stands whole.
order = opened.rows(queries.meeting.running_order, cycle=cycle["cycle"])
area = meeting_parts.chosen(opened, order)
view = view.but(area=area)
given = {"cycle": cycle["cycle"], "area": area}
person = opened.row(queries.authority.person, **given)
positions = opened.rows(queries.journey.positions)["name"].tolist()
spine = opened.rows(queries.authority.spine, **given, source=opened.now.source, ordinal=opened.ordinal)
cells = opened.rows(queries.meeting.cells, **given)
said = opened.rows(queries.meeting.words, **given)
lines = opened.rows(queries.ofsted.of_area, **given)
counts = opened.rows(queries.journey.counts, cycle=cycle["cycle"], against="preliminary").set_index("area")
name, returned = person["name"], person["version"] == person["version"]

session.title(f"Meeting: {name}")
crumbs = [(cycle["region_name"], opened.home("region")), ("Meeting", view.link(area=None)), (name, None)]
session.show(opened.masthead(crumbs, only=("Cycle", "Period", "As of")), key="masthead")
meeting_parts.opening(opened, area, name, counts.loc[area], returned)
known, group = session.beside(5, 8)
with group:
    meeting_parts.panel(opened, area, name, order, positions)
with known:
    caption = opened.marked(f"{name}, {wording.lower_first(opened.period_label)}", opened.now.source == "returned")
    session.show(
        [
            opened.looking_back(),
            el("p", el("a", "Its strengths, focus wanted and own words ↓", href="#says")) if returned else None,
            el("p", el("a", "Ofsted’s key lines of enquiry ↓", href="#ofsted")) if len(lines) else None,
            meeting_sheet.figures(spine, name, cycle["region_name"], view, caption),
            spine_table.key(name, cycle["region_name"]),
            *meeting_sheet.ofsted(lines, opened.marked("Ofsted’s key lines of enquiry")),
            *(
                meeting_sheet.words(said, cells, positions, opened.marked("What it says of itself"))
                if returned
                else [meeting_sheet.nothing_returned(name, view)]
            ),
            el("p", opened.basis(), cls="muted"),
        ],
        key="known",
    )
meeting_parts.ordering(opened, order)
session.show(opened.sources(), key="sources")

"""How do we stand before the challenge: returned, compared, placed, and what sits oddly together? And is our draft in order?"""

from challenge import check_sheet, draft_parts, position_parts, session

opened = session.open_view("self_check")
if opened.view.area is not None:
    position_parts.one(opened)
    session.stop()

session.title("Self-check")
crumbs = [(opened.cycle["region_name"], opened.home("region")), ("Self-check", None)]
session.show(opened.masthead(crumbs, only=("Cycle", "Period")), key="masthead")
draft_parts.check(opened, check_sheet.waiting(opened.members, opened.view))
session.show(opened.sources(), key="sources")

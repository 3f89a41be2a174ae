"""Who has returned what, what is missing, what is to be mended, and who has signed?"""

import queries
from challenge import acting, returned_parts, returns_sheet, session, tag_sheet, taking_in, widgets, wording
from challenge.sheet import el

opened = session.open_view("returns")
view, cycle = opened.view, opened.cycle
form = acting.the_form(cycle["region"])
rows = opened.rows(queries.returns.overview, cycle=cycle["cycle"], items=[question.item for question in form.questions])
deadlines = opened.rows(queries.returns.deadlines, cycle=cycle["cycle"])
names = dict(zip(rows["area"], rows["name"], strict=True))
if view.area is not None:
    returned_parts.one(opened, form, rows, deadlines)
    session.stop()

tags = opened.rows(queries.tags.waiting, cycle=cycle["cycle"])
session.title("Returns")
missing = rows.loc[rows["version"].isna(), "name"].tolist()
session.show(
    [
        opened.masthead([(cycle["region_name"], opened.home("region")), ("Returns", None)], only=("Cycle", "As of")),
        el("h1", returns_sheet.headline(rows), cls="headline"),
        el("p", returns_sheet.due(deadlines, missing), cls="lede"),
        opened.looking_back(),
    ],
    key="returns",
)
caption = opened.marked(f"Self-views of {wording.the(cycle['region_name'])}, cycle {cycle['title']}")
if view.as_of is None:
    with widgets.folded("Take in self-views: drop one file or all of them", key="take in", open_=bool(widgets.recall("taken"))):
        taking_in.files(opened, names)
    with widgets.folded("Blank self-views to send out, with published figures filled in", key="blank"):
        area = widgets.choose("Authority", names, key="template of")
        taking_in.templates(opened, area, names[area])
waiting = tag_sheet.waiting(tags, lambda area: view.link(area=area), opened.marked("Strengths and wanted focus of Section 4"))
session.show([returns_sheet.overview(rows, deadlines, view, caption), waiting], key="overview")
session.downloads(
    opened, returns_sheet.headline(rows), ("Download this list", f"returns {cycle['title']}", lambda: returns_sheet.export(rows))
)

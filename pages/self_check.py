"""Is our self-view in order before we send it: what would be asked about it, and where would our figures stand?"""

from dataclasses import replace

from challenge import acting, check_sheet, problem_list, rug, session, shading, widgets, wording
from challenge.errors import ChallengeError
from challenge.sheet import el

opened = session.open_view("self_check")
view, cycle = opened.view, opened.cycle
session.title("Self-check")
crumbs = [(cycle["region_name"], opened.home("region")), ("Self-check", None)]
names = dict(zip(opened.members["area"], opened.members["name"], strict=True))
session.show(opened.masthead(crumbs, only=("Cycle", "Period")), key="masthead")
place = session.here()
found = widgets.upload("Your draft: Word, Excel or CSV", key="draft")
if not found:
    widgets.remember("checked", None)
    with place:
        session.show(check_sheet.waiting(), key="self_check")
    session.show(opened.sources(), key="sources")
    session.stop()

(name, data) = found[0]
checked = widgets.recall("checked")
mark = (name, acting.fingerprint(data), cycle["cycle"])
if checked is None or checked[0] != mark:
    draft = acting.read(name, data, cycle=cycle["cycle"])
    compared = acting.compare(draft)
    checked = (mark, replace(draft, problems=(*draft.problems, *compared.problems)), compared)
    widgets.remember("checked", checked)
_, draft, compared = checked
own = names.get(draft.authority or "", "Nobody in this cycle")
with place:
    session.show(check_sheet.opening(draft, own), key="self_check")

columns = dict(zip(opened.columns["column_key"], opened.columns["label"], strict=True))
kpis = {figure.number: f"{figure.number} {opened.kpi_names.get(figure.kpi, figure.kpi)}" for figure in draft.figures}
if draft.problems:
    caption = opened.marked(f"{draft.file}: what was found to look at")
    session.show(
        [el("h2", "What would be asked about it"), problem_list.problems(draft.problems, kpis, columns, caption)], key="problems"
    )
if draft.refused:
    session.stop()

title = opened.marked(f"{own}: this draft beside published figures")
session.show(
    [
        el("h2", "Your figures beside published ones"),
        problem_list.beside(compared.beside, title),
        el("h2", "What was read"),
        problem_list.figures(check_sheet.figures(draft, opened.kpis), columns, opened.marked(f"{own}: figures of this draft")),
        el("p", f"In place of a figure: {wording.marks()} The place of each figure stands on hover.", cls="muted"),
    ],
    key="beside",
)
kept = ("rug", mark, opened.ordinal)
cells = widgets.recall(str(kept))
if cells is None:
    cells = acting.on_the_rug(draft, opened.ordinal)
    widgets.remember(str(kept), cells)
cells = cells[cells["kpi"].isin(cells.loc[(cells["area"] == draft.authority) & cells["value"].notna(), "kpi"])]
column = wording.lower_first(opened.period_label)
caption = opened.marked(f"{cycle['region_name']}, returned figures of {column}, with this draft of {own}")
session.show(
    [
        el("h2", "Your figures on the region’s rug"),
        el("p", f"As it would look with this draft in it. {own} stands first."),
        rug.legend(opened.now.compare, f"{opened.cutoff('context_mark'):.0%}") if len(cells) else None,
    ],
    key="rug head",
)
if cells.empty:
    session.show(el("p", "This column of the draft holds no figure. Choose another period above.", cls="empty"), key="no rug")
else:
    rows = shading.rows(cells, view, "az")
    first = rows["kind"].ne("authority") | rows["area"].eq(draft.authority)
    rows = rows.assign(last=~first).sort_values("last", kind="stable").drop(columns="last")
    invented = "Practice" if opened.store.practice else ""
    shown = shading.cells(cells, view, opened.now.compare, invented)
    session.table(rug.rug(shading.columns(cells, view), rows, shown, caption), key="rug")
who = widgets.actor()
session.show(
    [
        el("h2", "Send it"),
        el(
            "p",
            "Nothing has been stored so far. When you send it, it becomes the next version of your return, with the file as it is.",
        ),
        None if who else el("p", "Say who you are (on the left) before you send.", cls="note"),
    ],
    key="send head",
)
if widgets.button(f"Send it as the self-view of {own}", key="send", main=True, off=who is None):
    try:
        outcome = acting.send(draft, data, who)
    except ChallengeError as error:
        session.show(el("p", wording.sentence(f"Not sent: {error.found}. {error.do}"), cls="message", role="alert"), key="not sent")
    else:
        session.show(
            check_sheet.sent(outcome.taken.outcome, outcome.taken.version, own, view.to("returns", area=draft.authority)),
            key="sent",
        )

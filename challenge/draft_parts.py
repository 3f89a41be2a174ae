"""A draft that is dropped in: read, set beside what is known, and sent when its authority says so; nothing is stored until then."""

from dataclasses import replace

import pandas as pd

from challenge import acting, check_sheet, problem_list, reconciliation, rug, session, shading, widgets, wording
from challenge.errors import ChallengeError
from challenge.opened import Opened
from challenge.sheet import Node, el


def check(opened: Opened, waiting: Node | None) -> None:
    """Room for a draft, and what would be asked about it. waiting: what stands above while there is none; without it the draft is a
    part of another page, which has its own headline."""
    view, cycle = opened.view, opened.cycle
    names = dict(zip(opened.members["area"], opened.members["name"], strict=True))
    place = session.here()
    found = widgets.upload("Your draft: Word, Excel or CSV", key="draft")
    if not found:
        widgets.remember("checked", None)
        with place:
            session.show(waiting or check_sheet.nothing_stored(), key="self_check")
        return

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
        session.show(
            [
                check_sheet.opening(draft, own, whole=waiting is not None),
                check_sheet.of_another(own, names[view.area])
                if view.area and draft.authority != view.area and not draft.refused
                else None,
            ],
            key="self_check",
        )

    columns = dict(zip(opened.columns["column_key"], opened.columns["label"], strict=True))
    kpis = {figure.number: f"{figure.number} {opened.kpi_names.get(figure.kpi, figure.kpi)}" for figure in draft.figures}
    if draft.problems:
        caption = opened.marked(f"{draft.file}: what was found to look at")
        session.show(
            [el("h2", "What would be asked about it"), problem_list.problems(draft.problems, kpis, columns, caption)],
            key="problems",
        )
    if draft.refused:
        return

    title = opened.marked(f"{own}: this draft beside published figures")
    session.show(
        [
            el("h2", "Your figures beside published ones"),
            reconciliation.table(compared.beside, title),
            el("h2", "What was read"),
            problem_list.figures(check_sheet.figures(draft, opened.kpis), columns, opened.marked(f"{own}: figures of this draft")),
            el("p", f"In place of a figure: {wording.marks()} The place of each figure stands on hover.", cls="muted"),
        ],
        key="beside",
    )
    _rug(opened, draft, own, _cells(opened, draft, mark))
    _send(opened, draft, data, own)


def _cells(opened: Opened, draft: object, mark: tuple) -> pd.DataFrame:
    kept = str(("rug", mark, opened.ordinal))
    cells = widgets.recall(kept)
    if cells is None:
        cells = acting.on_the_rug(draft, opened.ordinal)
        widgets.remember(kept, cells)
    return cells[cells["kpi"].isin(cells.loc[(cells["area"] == draft.authority) & cells["value"].notna(), "kpi"])]


def _rug(opened: Opened, draft: object, own: str, cells: pd.DataFrame) -> None:
    view, region = opened.view, opened.cycle["region_name"]
    caption = opened.marked(f"{region}, returned figures of {wording.lower_first(opened.period_label)}, with this draft of {own}")
    session.show(
        [
            el("h2", "Your figures on the region’s rug"),
            el("p", f"As it would look with this draft in it. {own} stands first."),
            rug.legend(opened.now.compare, f"{opened.cutoff('context_mark'):.0%}") if len(cells) else None,
        ],
        key="rug head",
    )
    if cells.empty:
        words = "This column of the draft holds no figure. Choose another period above."
        session.show(el("p", words, cls="empty"), key="no rug")
        return
    rows = shading.rows(cells, view, "az")
    first = rows["kind"].ne("authority") | rows["area"].eq(draft.authority)
    rows = rows.assign(last=~first).sort_values("last", kind="stable").drop(columns="last")
    invented = "Practice" if opened.store.practice else ""
    shown = shading.cells(cells, view, opened.now.compare, invented)
    session.table(rug.rug(shading.columns(cells, view), rows, shown, caption), key="rug")


def _send(opened: Opened, draft: object, data: bytes, own: str) -> None:
    who = widgets.actor()
    session.show(
        [
            el("h2", "Send it"),
            el(
                "p",
                "Nothing has been stored so far. When you send it, it becomes the next version of your return, with the file "
                "as it is.",
            ),
            None if who else el("p", "Say who you are (on the left) before you send.", cls="note"),
        ],
        key="send head",
    )
    if not widgets.button(f"Send it as the self-view of {own}", key="send", main=True, off=who is None):
        return
    try:
        outcome = acting.send(draft, data, who)
    except ChallengeError as error:
        session.show(el("p", wording.sentence(f"Not sent: {error.found}. {error.do}"), cls="message", role="alert"), key="not sent")
    else:
        link = opened.view.to("returns", area=draft.authority)
        session.show(check_sheet.sent(outcome.taken.outcome, outcome.taken.version, own, link), key="sent")

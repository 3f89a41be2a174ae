"""Where self-views come in and blank ones go out: files dropped, what became of each, and templates to send to authorities."""

from challenge import acting, returns_sheet, session, widgets, wording
from challenge.opened import Opened
from challenge.sheet import el

MIMES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": session.XLSX,
    "csv": "text/csv",
    "doc": "application/msword",
}


def files(opened: Opened, names: dict[str, str]) -> None:
    """Where files are dropped, and what became of each."""
    session.show(
        el(
            "p",
            "Word (.docx), Excel (.xlsx), CSV, or .doc. Each file is read, checked, set beside published figures and stored as the "
            "next version of its authority’s return. What cannot be read is refused and explained; a bad file never stops others.",
        ),
        key="what is taken",
    )
    actor = widgets.actor()
    dropped = widgets.upload("Self-views", key=f"returned files {widgets.recall('uploads', 0)}", many=True)
    if actor is None:
        session.show(el("p", "Say who you are (on the left) before you take anything in.", cls="note"), key="who")
    label = f"Take in {wording.counted(len(dropped), 'file')}" if dropped else "Take in"
    if widgets.button(label, key="take", main=True, off=not dropped or actor is None) and actor is not None:
        bar = widgets.progress(0.0, "Reading …")

        def moved(done: int, name: str) -> None:
            bar(min(done / len(dropped), 1.0), f"{min(done + 1, len(dropped))} of {len(dropped)}: {name}")

        outcomes = acting.take_all(dropped, actor, opened.cycle["cycle"], moved)
        widgets.remember("taken", [each.taken for each in outcomes])
        # An emptied field: what was taken in is not offered again.
        widgets.remember("uploads", widgets.recall("uploads", 0) + 1)
        widgets.again()
    if found := widgets.recall("taken"):
        session.show(returns_sheet.outcomes(found, names, opened.view, opened.marked("Files of this upload")), key="outcomes")
        if widgets.button("Put this list away", key="away"):
            widgets.remember("taken", None)
            widgets.again()


def templates(opened: Opened, area: str, name: str) -> None:
    """Blank self-views of one authority to take along, filled with its published figures."""
    cycle, as_of = opened.cycle["cycle"], opened.view.as_of
    if not acting.has_form(opened.cycle["region"]):
        region = wording.the(opened.cycle["region_name"])
        words = f"No form of {region} is described yet (data/reference/forms), so none can be sent out."
        session.show(el("p", words, cls="note"), key="no form")
        return
    with widgets.abreast():
        for ending, label in (("docx", "Word"), ("xlsx", "Excel"), ("csv", "CSV, figures alone")):
            widgets.take_along(
                f"Blank self-view of {name} ({label})",
                f"template {ending}",
                lambda ending=ending: acting.template(cycle, area, ending, as_of),
                f"{name} self-view {opened.cycle['title'].replace('/', '-')}.{ending}",
                MIMES[ending],
                ofsted=acting.template_for_ofsted(opened.cycle["region"], ending),
            )

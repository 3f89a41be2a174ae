"""Pictures that can be saved as PNG or SVG: what stands above and below them in the file, and the row of buttons.

The file is made in the browser by `save.js`, from the marks that are on the screen; nothing is sent anywhere.
"""

from datetime import date
from pathlib import PurePath

from challenge import wording
from challenge.packs import table
from challenge.sheet import Node, el


def picture(
    drawn: Node,
    *,
    title: str,
    name: str,
    facts: dict[str, str],
    legend: Node | None = None,
    note: str | None = None,
    invented: bool = False,
    shown: bool = True,
) -> Node:
    """One of our own drawings as a figure with its title, its legend and the buttons that save it.

    drawn: an svg; only what stands inside it gets into the file, so its words must be text in it. title: KPI, unit and period, with
    *Practice* where what it shows is invented; unless `shown` it is read out and saved only. name: of the file, without day and
    ending. facts: `Opened.facts`. legend: a `ul.legend`, drawn into the file too. note: a sentence under the drawing. invented: the
    file says *Practice*, where the store is one.
    """
    return el(
        "figure",
        el("figcaption", title, cls=None if shown else "visually-hidden"),
        legend,
        drawn,
        el("p", note, cls="muted") if note else None,
        save_row(title=title, name=name, facts=facts, note=note, invented=invented),
        cls="picture",
    )


def save_row(
    *, title: str, name: str, facts: dict[str, str], of: str | None = None, note: str | None = None, invented: bool = False
) -> Node:
    """The buttons that save a picture: the figure they stand in or, with `of`, the chart Streamlit shows under that key.

    title: above the chart in the file; '' where the chart has its own. The rest as in `picture`.
    """
    offered = ("png", "svg")
    return el(
        "div",
        el("span", "Save this picture:"),
        [
            el("button", kind.upper(), type="button", data_save=kind, aria_label=f"Save as {kind.upper()}: {title or name}")
            for kind in offered
        ],
        el("span", cls="said", role="status"),
        cls="save no-print",
        data_of=of,
        data_name=file_stem(name, facts, invented),
        data_title=title,
        data_lines="\n".join(([note] if note else []) + lines(facts, invented)),
    )


def lines(facts: dict[str, str], invented: bool = False) -> list[str]:
    """What every saved picture states below it: cycle, moment, source and licence; what is invented, where something is."""
    seen = date.today() if facts["as of"] == "now" else date.fromisoformat(facts["as of"])
    said = [f"Cycle {facts['cycle']}, as of {wording.day(seen)}.", f"Source: {facts['figures']}."]
    return [*said, *([wording.sentence(facts["store"])] if _marked(facts, invented) else []), facts["Ofsted"]]


def file_stem(name: str, facts: dict[str, str], invented: bool = False) -> str:
    """The file's name without ending, as downloads are called: *practice* where it is, the moment, today's day."""
    moment = "" if facts["as of"] == "now" else f" as of {facts['as of']}"
    ofsted = facts["Ofsted"] == table.OFSTED[True]
    return PurePath(table.file_name(name + moment, _marked(facts, invented), ofsted=ofsted)).stem


def _marked(facts: dict[str, str], invented: bool) -> bool:
    return invented and facts["store"].startswith("Practice")

"""The files of what was issued across a region: one authority's, one for each BPN and forum day, and all of them at once."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

import queries
from challenge import access, issued_parts, session, widgets, wording
from challenge.issued_parts import TITLE, nothing_issued, of_area, of_one, pack, word
from challenge.opened import Opened
from challenge.packs import questions_dataset, table
from challenge.packs.questions_dataset import Pack
from challenge.sheet import el

_MADE = datetime(2000, 1, 1).timetuple()[:6]
ALL = "all issued questions"


@dataclass(frozen=True)
class Forum:
    """The authorities of one BPN and round, A–Z, as they meet on one day. title: BPN, round and day; short: BPN and day."""

    title: str
    short: str
    members: pd.DataFrame

    @property
    def n_issued(self) -> int:
        """To how many of them something was issued."""
        return int(self.members["version"].notna().sum())

    @property
    def words(self) -> str:
        """The forum, and to how many of it something was issued."""
        return f"{self.short} ({self.n_issued} of {len(self.members)})"


def packs(opened: Opened) -> None:
    """What was issued in the region, to take along. To whom nothing was issued is named."""
    given = {"cycle": opened.cycle["cycle"]}
    members = opened.rows(queries.issuing.members, **given)
    forums = forums_of(members, opened.rows(queries.settings.forums, **given))

    def drawn() -> None:
        session.show(
            [el("h2", opened.marked("Take along what was issued"), id="files"), *_said(opened, members)], key="issued files"
        )
        if access.may_draft(opened.reading.viewer) and members["version"].notna().any():
            one, forum, whole = session.beside(2, 3, 3)
            with one:
                _one(opened, members)
            with forum:
                _forum(opened, forums)
            with whole:
                _all(opened, members, forums)

    widgets.part(drawn)


def _said(opened: Opened, members: pd.DataFrame) -> list:
    absent = nothing_issued(members)
    if not access.may_draft(opened.reading.viewer):
        own = el("a", "self-check", href=opened.home("self_check"))
        return [el("p", "What was issued to an authority stands on its own screen: choose it on ", own, ".")]
    if len(absent) == len(members):
        words = "Nothing has been issued yet. Open an authority above, agree its questions, then press Issue below them."
        return [el("p", words, cls="empty")]
    done = len(members) - len(absent)
    words = f"Issued to {done} of {wording.counted(len(members), 'authority', 'authorities')}"
    # The shorter list is named; the table above says it of each.
    if len(absent) > done:
        given = members.loc[~members["name"].isin(absent), "name"].tolist()
        words = f"{words}: {wording.listed(given)}."
    else:
        words = f"{words}. Nothing was issued to {wording.listed(absent)}." if absent else f"{words}."
    return [el("p", words), el("p", questions_dataset.NOT_FOR_OFSTED, cls="muted")]


def forums_of(members: pd.DataFrame, days: pd.DataFrame) -> list[Forum]:
    """The forums of a cycle in the order of their days, each with its authorities. members: of ``queries.issuing.members``; days:
    of ``queries.settings.forums``."""
    found = []
    for row in days.itertuples():
        own = members[(members["bpn"] == row.bpn) & (members["round"] == row.round)]
        if len(own):
            bpn, turn, when = own["bpn_name"].iloc[0], f"{row.round.capitalize()} round", wording.day(row.day)
            found.append(Forum(f"{bpn} BPN, {turn}, {when or 'day not known'}", f"{bpn}, {when or turn}", own))
    return found


def _one(opened: Opened, members: pd.DataFrame) -> None:
    issued = members[members["version"].notna()]
    area = widgets.choose("Authority", dict(zip(issued["area"], issued["name"], strict=True)), "issued to")
    latest = of_area(opened, area)[0]
    issued_parts.take(
        opened, "one issued", f"{latest.name} as Word", issued_parts.file_name(opened, latest), lambda: of_one(opened, latest)
    )


def _forum(opened: Opened, forums: list[Forum]) -> None:
    held = {str(number): forum for number, forum in enumerate(forums) if forum.n_issued}
    if not held:
        session.show(el("p", "No forum day has an authority with anything issued.", cls="muted"), key="no forum")
        return
    chosen = held[
        widgets.choose(
            "BPN and forum day (how many were issued)", {key: forum.words for key, forum in held.items()}, "issued forum"
        )
    ]
    name = f"questions {chosen.title} {opened.cycle['title']}"
    issued_parts.take(opened, "one forum", "This forum day as Word", name, lambda: of_forum(opened, chosen))


def of_forum(opened: Opened, forum: Forum) -> Pack:
    """The file of one forum day: its authorities A–Z, each on a page of its own; who was sent nothing is named."""
    areas = forum.members.loc[forum.members["version"].notna(), "area"]
    sent = tuple(of_area(opened, area)[0] for area in areas)
    return pack(opened, sent, f"{TITLE}: {forum.title}", absent=nothing_issued(forum.members))


def _all(opened: Opened, members: pd.DataFrame, forums: list[Forum]) -> None:
    """All files in one, made when asked for with a bar that moves; what was made is offered until something else is issued."""
    issued = members[members["version"].notna()]
    mark = (opened.cycle["cycle"], str(opened.view.as_of), *zip(issued["area"], issued["version"], strict=True))
    kept = widgets.recall(ALL)
    ready = kept is not None and kept[0] == mark
    words = "A file for each authority, one for each forum day, and a list that names who was sent nothing."
    session.show(el("p", words), key="all issued words")
    label = "Make all files again" if ready else "Make all files"
    if widgets.button(label, key="make all files", main=not ready):
        show = widgets.progress(0.0, "Making the files")
        widgets.remember(ALL, (mark, zipped(opened, members, forums, show)))
        ready = True
    if ready:
        data = widgets.recall(ALL)[1]
        issued_parts.take(opened, "all issued", "All files in one (ZIP)", f"questions {opened.cycle['title']}", data, "zip")


def zipped(opened: Opened, members: pd.DataFrame, forums: list[Forum], show: Callable[[float, str], None]) -> bytes:
    """A Word file for each authority that was sent something, one for each forum day, and a list of both that names the rest.
    show: hears how far it is."""
    issued = members[members["version"].notna()]
    held = [forum for forum in forums if forum.n_issued]
    whole, made = len(issued) + len(held), {}
    for row in issued.itertuples():
        show(len(made) / whole, f"{row.name} ({len(made) + 1} of {whole})")
        latest = of_area(opened, row.area)[0]
        made[f"authorities/{_named(opened, issued_parts.file_name(opened, latest))}"] = word(of_one(opened, latest))
    for forum in held:
        show(len(made) / whole, f"{forum.title} ({len(made) + 1} of {whole})")
        made[f"forums/{_named(opened, f'questions {forum.title}')}"] = word(of_forum(opened, forum))
    show(1.0, f"{wording.sentence(wording.counted(whole, 'file is', 'files are'))[:-1]} ready")
    said = _list(opened, members, forums, list(made))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as files:
        for name, data in {"about-these-files.txt": said.encode("utf-8-sig"), **made}.items():
            files.writestr(zipfile.ZipInfo(name, _MADE), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _named(opened: Opened, name: str) -> str:
    return table.file_name(name, opened.store.practice, ofsted=False, ending="docx")


def _list(opened: Opened, members: pd.DataFrame, forums: list[Forum], names: list[str]) -> str:
    absent = nothing_issued(members)
    empty = [forum.title for forum in forums if not forum.n_issued]
    facts = pack(opened, (), TITLE).facts | {"says": f"issued to {len(members) - len(absent)} of {len(members)} authorities"}
    lines = [
        opened.marked(f"{TITLE}, {opened.cycle['title']}"),
        "",
        *(f"{wording.sentence(name)[:-1]}: {words}" for name, words in facts.items()),
        "",
        f"Nothing was issued to: {wording.listed(absent)}." if absent else "Something was issued to every authority.",
        *(f"No file for {title}: nothing was issued to any of its authorities." for title in empty),
        "",
        *names,
    ]
    return "\r\n".join(lines) + "\r\n"

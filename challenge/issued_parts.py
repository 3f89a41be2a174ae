"""What was issued, on an authority's own screen, and the files made of it."""

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

import queries
from challenge import issued_sheet, session, widgets, wording
from challenge.opened import Opened
from challenge.packs import questions_dataset, table
from challenge.packs.questions_dataset import Pack, Sent
from challenge.sheet import el

MIMES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "zip": "application/zip",
}
TITLE = "Headlines, questions and suggested focus"


def asked(opened: Opened) -> list[Sent]:
    """Every version the authority of the address was sent, the last first."""
    return of_area(opened, opened.view.area)


def of_area(opened: Opened, area: str) -> list[Sent]:
    """Every version an authority was sent, the last first."""
    given = {"cycle": opened.cycle["cycle"], "area": area}
    versions = opened.rows(queries.issuing.versions, **given)
    if versions.empty:
        return []
    questions = opened.rows(queries.issuing.questions, **given)
    evidence = opened.rows(queries.issuing.evidence, **given)
    place, where = placed(opened, area)
    return [
        questions_dataset.issued(versions, questions, evidence, int(number), place, where)
        for number in versions["version"].tolist()
    ]


def placed(opened: Opened, area: str) -> tuple[dict, dict[str, str]]:
    """An authority's row among the members, and its BPN, round and forum day in words."""
    members = opened.rows(queries.issuing.members, cycle=opened.cycle["cycle"])
    row = members[members["area"] == area].to_dict("records")[0]
    return row, questions_dataset.where_of(row, opened.rows(queries.settings.forums, cycle=opened.cycle["cycle"]))


def pack(opened: Opened, sent: tuple[Sent, ...], title: str, draft: bool = False, absent: tuple[str, ...] = ()) -> Pack:
    """The file of some authorities, with what every file states."""
    many = wording.counted(sum(len(each.asked) for each in sent), "question")
    says = f"{many} for {wording.counted(len(sent), 'authority', 'authorities')}"
    facts = opened.facts(wording.sentence(says), ofsted=False) | {
        "Ofsted": questions_dataset.NOT_FOR_OFSTED,
        "made for": session.viewer().declared,
    }
    if opened.store.practice:
        facts["store"] = "Practice: BPNs, rounds, returned figures, placements and the questions themselves are invented"
    subtitle = f"Peer challenge {opened.cycle['title']} · {opened.cycle['region_name']}"
    return Pack(title, subtitle, sent, facts, opened.store.practice, draft, absent)


def of_one(opened: Opened, sent: Sent) -> Pack:
    """The file of one authority."""
    return pack(opened, (sent,), f"{TITLE}: {sent.name}, {opened.cycle['title']}", draft=not sent.version)


def word(made: Pack) -> bytes:
    """A pack as a Word document."""
    # Imported here: the writer is large, and most screens are looked at and not taken along.
    from challenge.packs import questions_word

    return questions_word.docx_bytes(made)


def file_name(opened: Opened, sent: Sent) -> str:
    """What the file of one authority is called, without marks and ending."""
    which = f"version {sent.version}" if sent.version else "DRAFT"
    return f"questions {sent.name} {opened.cycle['title']} {which}"


def take(opened: Opened, key: str, label: str, name: str, made: bytes | Callable[[], Pack], ending: str = "docx") -> None:
    """Offer one of the files, or what makes a pack of which it is written; none of them is for Ofsted, and its name says so."""
    # The file is written outside the run of a screen, where nobody is declared: for whom is asked now.
    reader = {"made for": session.viewer().declared}

    def written() -> bytes:
        its = made()
        return word(replace(its, facts=its.facts | reader))

    named = table.file_name(name, opened.store.practice, ending)
    named = named.replace("-draft-", "-DRAFT-")
    widgets.take_along(label, key, made if isinstance(made, bytes) else written, named, MIMES[ending], ofsted=False)


def take_version(opened: Opened, sent: Sent, key: str = "issued") -> None:
    """Offer one version an authority was sent, or its draft, as Word."""
    label = f"Version {sent.version} as Word" if sent.version else "The draft as Word"
    take(opened, f"{key} {sent.area} {sent.version}", label, file_name(opened, sent), lambda: of_one(opened, sent))


def part(opened: Opened, versions: list[Sent], name: str) -> None:
    """What an authority will be asked, as it was issued, with the versions before and the Word files."""
    latest = versions[0] if versions else None
    session.show(
        el(
            "div",
            el("h2", opened.marked("What you will be asked"), id="asked"),
            [el("p", issued_sheet.headline(latest, name)), issued_sheet.told(latest)] if latest else issued_sheet.nothing(name),
            data_part="issued",
        ),
        key="asked",
    )
    if not versions:
        return
    with widgets.abreast():
        for sent in versions:
            take_version(opened, sent)
    for sent in versions[1:]:
        with widgets.folded(f"Version {sent.version}, corrected since", key=f"asked {sent.version}"):
            session.show(el("div", issued_sheet.told(sent), data_part="issued"), key=f"asked {sent.version} told")


def nothing_issued(members: pd.DataFrame) -> tuple[str, ...]:
    """The authorities to whom nothing was issued. members: of ``queries.issuing.members``."""
    return tuple(members.loc[members["version"].isna(), "name"])

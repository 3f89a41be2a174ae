"""Blank self-views of authorities, filled with their published figures: from the store's rows to files."""

from datetime import date

import queries
from challenge import links
from challenge.errors import ChallengeError
from challenge.packs import self_view
from challenge.packs.self_view import Filled
from challenge.store import Store


def made(filled: Filled, ending: str) -> bytes:
    """The template as a file of this kind: ``docx``, ``xlsx`` or ``csv``."""
    if ending == "docx":
        from challenge.packs.self_view_word import docx_bytes

        return docx_bytes(filled)
    if ending == "xlsx":
        from challenge.packs.self_view_workbook import xlsx_bytes

        return xlsx_bytes(filled)
    from challenge.packs.self_view_table import csv_bytes

    return csv_bytes(filled)


def templates(
    store: Store,
    cursor: object,
    cycle: str | None,
    authority: str | None,
    as_of: date | None = None,
    return_to: str = "",
) -> list[Filled]:
    """The templates of one authority of a cycle, or of all of them, as the cursor sees them.

    ``ChallengeError`` names the nearest when there is no such cycle or authority.
    """
    cycles = queries.frame.cycles(cursor)
    titles = dict(zip(cycles["cycle"], cycles["title"], strict=True))
    key = _known("--cycle", cycle, titles) if cycle else next(iter(titles))
    row = cycles.set_index("cycle", drop=False).loc[key].to_dict()
    members = queries.frame.members(cursor, cycle=key)
    if authority is not None:
        area = _known("--authority", authority, dict(zip(members["area"], members["name"], strict=True)))
        members = members[members["area"] == area]
    release = queries.frame.release(cursor).iloc[0]
    facts = {
        "cycle": row["title"],
        "as of": "now" if as_of is None else str(as_of),
        "figures": f"{release['title']}; {release['publisher']}; {release['licence']}",
        "vintage": release["note"],
    }
    columns, due = queries.frame.columns(cursor, cycle=key), queries.template.deadlines(cursor, cycle=key)
    return [
        self_view.fill(
            member,
            row,
            columns,
            queries.template.figures(cursor, cycle=key, area=member["area"]),
            due,
            return_to=return_to or "the sector-led improvement team of your region",
            facts=facts,
            practice=store.practice,
        )
        for member in members.to_dict("records")
    ]


def _known(option: str, asked: str, names: dict[str, str]) -> str:
    try:
        return links.find("", "", asked, names)
    except links.Unknown as unknown:
        nearest = [name for _, name in unknown.nearest]
        raise ChallengeError(
            place=f"returns template {option} {asked}",
            found=f"no such {option.strip('-')}" + (" in this cycle" if option == "--authority" else ""),
            expected=" or ".join(nearest) if len(nearest) < 3 else f"{', '.join(nearest[:-1])} or {nearest[-1]}, perhaps",
            do="write it like one of these, or leave --cycle out" if option == "--cycle" else "write it like one of these",
        ) from None

"""Ofsted's key lines of enquiry as marks: by letter or by authority, a list that was read, what is in the way."""

from collections.abc import Callable, Sequence

import pandas as pd

from challenge import settings_sheet, wording
from challenge.errors import ChallengeError
from challenge.returns.document import Problem
from challenge.returns.ofsted_rows import Line
from challenge.sheet import Node, el

WHO = "Say who you are (on the left) before you add or change a key line."
LEDE = (
    "What Ofsted tells the group before its meeting that it will ask about. Each stands among its authority’s lines of enquiry, on "
    "the meeting screen, and beside its questions."
)
KEPT = "They stay with the group: whoever looks as an authority does not see them, and no file with them goes to Ofsted."
NO_LETTER = "No letter is named"
NO_THEME = "no theme yet"


def headline(rows: pd.DataFrame, members: pd.DataFrame) -> str:
    """How many there are, and how many authorities they are about. rows: of ``queries.ofsted.lines``."""
    if rows.empty:
        return "None of Ofsted’s key lines of enquiry has been entered yet."
    covered, of = len(_covered(rows)), len(members)
    which = f"all {of} authorities" if covered == of else f"{covered} of {of} authorities"
    several = len(rows) > 1
    return (
        f"Ofsted’s {wording.counted(len(rows), 'key line')} of enquiry cover {which}."
        if several
        else f"Ofsted’s one key line of enquiry covers {which}."
    )


def _covered(rows: pd.DataFrame) -> set[str]:
    return {area for areas in rows["areas"] for area in areas}


def not_for_authorities(link: str) -> list[Node]:
    """What whoever looks as an authority is told instead."""
    return [
        el("h1", "Ofsted’s key lines of enquiry are for the group.", cls="headline"),
        el(
            "p", "You look as an authority: what Ofsted tells the group before its meeting is not shown to authorities.", cls="lede"
        ),
        el(
            "p",
            "What your authority is asked stands on its own screen once it was sent. ",
            el("a", "Questions", href=link),
            cls="empty",
        ),
    ]


def empty() -> Node:
    """Nothing was entered: how to begin."""
    return el(
        "div",
        el(
            "p",
            el("strong", "How to begin: "),
            "take the letter or list that Ofsted sent the group, and do one of three things below.",
        ),
        el(
            "ul",
            el("li", "Drop it in as a Word, Excel or CSV file with the authority beside each line or above several."),
            el("li", "Paste its lines, each as “Wirral: …”, or several for one authority."),
            el("li", "Write one line and choose the authorities it is about."),
        ),
        el("p", "What was read is shown first; nothing is stored until you say so."),
        cls="empty",
    )


def by_letter(rows: pd.DataFrame, names: dict[str, str], themes: dict[str, str], link: Callable[[str], str], caption: str) -> Node:
    """Every line below the letter it is from, with whom and what it is about, and who entered it."""
    groups = [([letter or NO_LETTER], own) for letter, own in rows.groupby("letter", sort=True)]
    return _lines(
        groups,
        ("Key line of enquiry", "About", "Themes", "Entered or changed"),
        lambda row: _about(row, names, link),
        themes,
        caption,
    )


def by_authority(
    rows: pd.DataFrame, names: dict[str, str], themes: dict[str, str], link: Callable[[str], str], caption: str
) -> list[Node]:
    """Every authority's lines, one that is about several under each; who has none is named below."""
    groups = [
        ([el("a", name, href=link(area)), f" ({len(own)})"], own)
        for area, name in names.items()
        if len(own := rows[[area in areas for areas in rows["areas"]]])
    ]
    none = [name for area, name in names.items() if area not in _covered(rows)]
    heads = ("Key line of enquiry", "Letter", "Themes", "Entered or changed")
    return [
        _lines(groups, heads, lambda row: row.letter or NO_LETTER, themes, caption),
        el("p", f"No key line is about {wording.listed(none, 'or')}.", cls="note") if none else None,
    ]


def _about(row: object, names: dict[str, str], link: Callable[[str], str]) -> list[object] | str:
    if len(row.areas) == len(names):
        return f"All {len(names)} authorities"
    return [[", " if place else "", el("a", names.get(area, area), href=link(area))] for place, area in enumerate(row.areas)]


def _lines(
    groups: list[tuple[list, pd.DataFrame]], heads: Sequence[str], second: Callable, themes: dict[str, str], caption: str
) -> Node:
    bodies = [
        el(
            "tbody",
            el("tr", el("th", shown, scope="rowgroup", colspan=len(heads))),
            [
                el(
                    "tr",
                    el("td", row.text, cls="told"),
                    el("td", second(row)),
                    el("td", _themes(row.themes, themes)),
                    el("td", row.actor, el("small", f"{row.actor_role}, {_unbroken(row.recorded_at)}"), el("small", origin(row))),
                )
                for row in own.itertuples()
            ],
            data_group=True,
        )
        for shown, own in groups
    ]
    head = el("thead", el("tr", [el("th", each, scope="col") for each in heads]))
    return el("div", el("table", el("caption", caption), head, bodies, cls="table"), cls="scroll")


def _unbroken(when: object) -> str:
    return wording.day(when).replace(" ", "\u00a0")


def _themes(own: Sequence[str], themes: dict[str, str]) -> object:
    return ", ".join(themes.get(theme, theme) for theme in own) or el("span", NO_THEME, cls="muted")


def origin(row: object) -> str:
    """Where a line came from: ``entered on this screen``, ``pasted, line 3``, ``KLOE.docx, table 1, row 4``."""
    named = {"entered": "written on this screen"}.get(row.origin, row.origin)
    return f"{named}, {row.place}" if row.place else named


def counts(ready: int, waiting: int, name: str) -> str:
    """How many lines were read, and how many of them can be added."""
    several = ready + waiting
    read = f"{wording.sentence(wording.counted(several, 'key line was', 'key lines were') + f' read from {name}')}"
    if not waiting:
        can = "It can be added as it is." if several == 1 else "All can be added as they are."
    elif not ready:
        can = "It waits for your word." if several == 1 else "All wait for your word."
    else:
        added = wording.counted(ready, "can be added as it is", "can be added as they are")
        can = wording.sentence(f"{added}, {wording.counted(waiting, 'waits', 'wait')} for your word")
    return f"{read} {can} Nothing is stored yet."


def problems(found: Sequence[Problem], caption: str) -> Node:
    """Each problem with its place, what was found, what was expected and the way out; what keeps something out comes first."""
    ordered = sorted(found, key=lambda each: not each.blocks)
    kinds = {True: "Keeps it out", False: "To look at"}
    return settings_sheet.table(
        caption,
        ("Where", "Kind", "Found", "Expected", "What to do"),
        [
            settings_sheet.row(
                each.place,
                el("span", kinds[each.blocks], cls="bad" if each.blocks else None),
                each.found,
                each.expected,
                wording.sentence(each.do),
            )
            for each in ordered
        ],
    )


def ready(
    lines: Sequence[Line], suggested: dict[int, list[str]], names: dict[str, str], themes: dict[str, str], caption: str
) -> Node:
    """The lines that can be added, as they would be. suggested: a line's place in the list → names of themes its words suggest."""
    rows = []
    for place, line in enumerate(lines):
        about = f"All {len(names)} authorities" if len(line.areas) == len(names) else ", ".join(names[area] for area in line.areas)
        more = f"suggested by its words: {', '.join(suggested[place])}" if place in suggested else ""
        tags = _themes(line.themes, themes) if line.themes or not more else el("span", more, cls="muted")
        rows.append(
            el(
                "tr",
                el("th", line.place, scope="row"),
                el("td", line.text, cls="told"),
                el("td", about),
                el("td", tags),
                el("td", line.letter or NO_LETTER),
            )
        )
    head = el(
        "thead", el("tr", [el("th", each, scope="col") for each in ("Where", "Key line of enquiry", "About", "Themes", "Letter")])
    )
    return el("div", el("table", el("caption", caption), head, el("tbody", rows), cls="table"), cls="scroll")


def refused_words(error: ChallengeError) -> str:
    """Why nothing was saved, in one paragraph."""
    said = (f"Not saved: {error.place}: {error.found}", f"expected {error.expected}", error.do)
    return " ".join(map(wording.sentence, said))


def refused(error: ChallengeError) -> Node:
    """The same as a message."""
    return el("div", el("p", el("strong", refused_words(error))), cls="message", role="alert")


def both(who: str, theirs: str | None, yours: str | None) -> Node:
    """Somebody changed the same line meanwhile: what stands, and what was not saved; None for a line taken away."""
    gone = "taken away"
    return el(
        "div",
        el("p", el("strong", f"Not saved: {who} changed this key line meanwhile. Nothing of yours is lost.")),
        el("dl", el("dt", "Stands now"), el("dd", theirs or gone), el("dt", "Yours"), el("dd", yours or gone), cls="facts"),
        el("p", "Keep what stands, or put yours in its place."),
        cls="message",
        role="alert",
    )


def whole(text: str, areas: Sequence[str], themes: Sequence[str], letter: str, names: dict[str, str], known: dict[str, str]) -> str:
    """A line in words, with all that is said of it."""
    about = ", ".join(names.get(area, area) for area in areas)
    tags = ", ".join(known.get(theme, theme) for theme in themes) or NO_THEME
    return f"“{wording.isolated(text)}” (about {about}; {tags}; {letter or NO_LETTER.lower()})"


def export(rows: pd.DataFrame, names: dict[str, str], themes: dict[str, str]) -> pd.DataFrame:
    """The lines as a table to download; this screen reads it again. Columns: letter, line, authorities, themes, actor, actor_role,
    recorded_at (UTC), origin, place."""
    told = pd.DataFrame(
        {
            "letter": rows["letter"],
            "line": rows["text"],
            "authorities": ["; ".join(names.get(area, area) for area in areas) for areas in rows["areas"]],
            "themes": ["; ".join(themes.get(theme, theme) for theme in own) for own in rows["themes"]],
        }
    )
    return told.join(rows[["actor", "actor_role", "recorded_at", "origin", "place"]])

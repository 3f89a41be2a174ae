"""Parts of the returns screen for one authority: what its version says, what changed since the last, who signed it."""

import pandas as pd

from challenge import wording
from challenge.links import View
from challenge.returns.form import OFFICES, Form
from challenge.sheet import Node, el

NOT_FOR_OFSTED = "Not for Ofsted: it holds the authority’s own placement on the improvement grid."


def headline(name: str, row: dict, versions: pd.DataFrame) -> str:
    """How this authority's return stands, in a sentence."""
    if versions.empty:
        return f"{name} has not returned a self-view yet."
    latest = versions.iloc[0]
    signed = [words for office, words in OFFICES.items() if isinstance(row[office], str)]
    open_ = wording.counted(int(row["n_blocking"]), "figure waits", "figures wait") if row["n_blocking"] else "no figure waits"
    by = f"signed by the {wording.listed(signed)}" if signed else "signed by nobody yet"
    return f"{name}’s self-view is version {int(latest['version'])}, {by}; {open_} for an answer."


def versions(rows: pd.DataFrame, view: View, shown: int, caption: str) -> Node:
    """Every version with when and how it came, the one shown marked."""
    return el(
        "div",
        el(
            "table",
            el("caption", caption),
            el(
                "thead",
                el("tr", [el("th", head, scope="col") for head in ("Version", "Recorded", "Came as", "By", "What was said")]),
            ),
            el(
                "tbody",
                [
                    el(
                        "tr",
                        el(
                            "th",
                            el("a", f"Version {int(row.version)}", href=view.link(version=None if row.latest else int(row.version)))
                            if int(row.version) != shown
                            else f"Version {int(row.version)} (shown)",
                            scope="row",
                        ),
                        el("td", wording.day(row.recorded_at), f", {row.recorded_at:%H:%M} UTC"),
                        el("td", _came(row)),
                        el("td", f"{row.actor}, {row.actor_role}"),
                        el("td", row.note if isinstance(row.note, str) else ""),
                    )
                    for row in rows.itertuples()
                ],
            ),
            cls="table",
        ),
        cls="scroll",
    )


def _came(row) -> str:
    if row.how == "mended":
        return f"put right on screen, from version {int(row.based_on)}"
    return row.received_as if isinstance(row.received_as, str) else "not known"


def changes(figures: pd.DataFrame, words: pd.DataFrame, form: Form, since: int, caption: str) -> Node:
    """What differs from the version before: figures, words, placements."""
    if figures.empty and words.empty:
        return el("p", f"It says the same as version {since}.")
    return el(
        "div",
        _changed_figures(figures, f"{caption}: figures changed since version {since}") if len(figures) else None,
        _changed_words(words, form, f"{caption}: words changed since version {since}") if len(words) else None,
    )


def _changed_figures(rows: pd.DataFrame, caption: str) -> Node:
    frame = rows.assign(
        old=wording.or_status(wording.figures(rows, "old_value"), rows["old_status"]),
        new=wording.or_status(wording.figures(rows, "new_value"), rows["new_status"]),
    )
    heads = (("KPI", ""), ("Column", ""), ("Before", "num"), ("Now", "num"), ("Note", ""))
    return el(
        "div",
        el(
            "table",
            el("caption", caption),
            el("thead", el("tr", [el("th", head, scope="col", cls=cls or None) for head, cls in heads])),
            el(
                "tbody",
                [
                    el(
                        "tr",
                        el("th", f"{int(row.number)} {row.name}", scope="row"),
                        el("td", row.column_label),
                        el("td", row.old, cls="num"),
                        el("td", el("strong", row.new), cls="num"),
                        el("td", row.new_note if isinstance(row.new_note, str) else "", cls="muted"),
                    )
                    for row in frame.itertuples()
                ],
            ),
            cls="table",
        ),
        cls="scroll",
    )


def _changed_words(rows: pd.DataFrame, form: Form, caption: str) -> Node:
    labels = {question.item: question.label for question in form.questions}
    labels |= {f"grid: {enabler.key}": f"Grid: {enabler.name}" for enabler in form.enablers}
    return el(
        "div",
        el(
            "table",
            el("caption", caption),
            el("thead", el("tr", [el("th", head, scope="col") for head in ("Where", "Before", "Now")])),
            el(
                "tbody",
                [
                    el(
                        "tr",
                        el("th", labels.get(row.item, "Other words"), el("small", row.part) if row.part else None, scope="row"),
                        el("td", row.old_said if isinstance(row.old_said, str) else "nothing"),
                        el("td", row.new_said if isinstance(row.new_said, str) else "nothing"),
                    )
                    for row in rows.itertuples()
                ],
            ),
            cls="table",
        ),
        cls="scroll",
    )


def narrative(answers: pd.DataFrame, form: Form) -> Node:
    """What was written, by section, each answer with its place; questions without an answer are named."""
    said = dict(list(answers.groupby("item", sort=False)))
    sections = []
    for section in form.sections:
        questions = [question for group in section.groups for question in group.questions]
        if not questions:
            continue
        answered = [question for question in questions if question.item in said]
        silent = [question.label for question in questions if question.item not in said]
        sections.append(
            el(
                "details",
                el("summary", f"{section.title}: {len(answered)} of {len(questions)} answered"),
                [el("section", el("h3", each.label), _entries(said[each.item], each.parts)) for each in answered],
                el("p", f"Without an answer: {'; '.join(silent)}", cls="muted") if silent else None,
                cls="more",
            )
        )
    if "other" in said:
        sections.append(
            el(
                "details",
                el("summary", f"Words under no question of the form: {len(said['other'])}"),
                _entries(said["other"], ()),
                cls="more",
            )
        )
    return el("div", sections)


def _entries(rows: pd.DataFrame, parts: tuple[str, ...]) -> Node:
    return el(
        "ul",
        [
            el(
                "li",
                [
                    el("p", f"{row.part}: " if row.part in parts and row.part else "", line)
                    for line in row.text.split("\n")
                    if line.strip()
                ],
                el("small", row.place, cls="muted"),
            )
            for row in rows.itertuples()
        ],
        cls="rows",
    )


def grid(placements: pd.DataFrame, form: Form, caption: str) -> Node:
    """Where the authority places itself, enabler by enabler, with its evidence. Never in a file for Ofsted."""
    names = {position.number: position.name for position in form.positions}
    placed = placements.set_index("enabler").to_dict("index")
    return el(
        "div",
        el("p", NOT_FOR_OFSTED, cls="note"),
        el(
            "table",
            el("caption", caption),
            el("thead", el("tr", [el("th", head, scope="col") for head in ("Enabler", "Places itself", "Evidence")])),
            el(
                "tbody",
                [
                    el(
                        "tr",
                        el("th", f"{enabler.number} {enabler.name}", scope="row"),
                        el("td", _position(placed.get(enabler.key), names)),
                        el("td", placed.get(enabler.key, {}).get("evidence") or "none given", cls="told"),
                    )
                    for enabler in form.enablers
                ],
            ),
            cls="table",
        ),
    )


def _position(row: dict | None, names: dict[int | None, str]) -> str:
    if row is None or row["position"] is None or row["position"] != row["position"]:
        return "Not placed"
    return names.get(int(row["position"]), "Not placed")


def signatures(rows: pd.DataFrame, written: pd.DataFrame, version: int) -> Node:
    """Who signed which version here, and what the file itself says of it."""
    here = {row.office: row for row in rows.itertuples()}
    there = {row.office: row for row in written.itertuples()}
    return el(
        "dl",
        [
            [
                el("dt", words),
                el("dd", _signed(here.get(office), version), _in_file(there.get(office))),
            ]
            for office, words in OFFICES.items()
        ],
        cls="facts",
    )


def _signed(row, version: int) -> str:
    if row is None:
        return "Not signed."
    when = f"{row.name}, {wording.day(row.recorded_at)}; entered by {row.actor}, declared and not authenticated"
    if row.current:
        return f"✓ Signed version {int(row.version)}: {when}."
    return f"Signed version {int(row.version)}, not what counts now ({when}). Version {version} is unsigned."


def _in_file(row) -> Node | None:
    if row is None:
        return None
    day = f", {wording.day(row.day)}" if row.day is not None and not pd.isna(row.day) else ", no day given"
    return el("small", f" The file names {row.name}{day}.", cls="muted")

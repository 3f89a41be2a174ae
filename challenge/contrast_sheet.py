"""Where an authority's own placement and what stands beside it sit oddly together: as questions, with the figures behind them."""

from itertools import groupby

import pandas as pd

from challenge import wording
from challenge.marks import direction_words
from challenge.sheet import Node, el

NEVER = (
    "These are questions and no verdicts: figures do not say where an authority stands on the improvement journey, and no "
    "placement is worked out from them. Both are shown so that they can be talked about together."
)
# Figures that a question names; all of them stand below it.
NAMED = 3


def nothing_odd(placed: pd.DataFrame) -> str:
    """What it means that no question stands here, and what to do next."""
    if (placed["self_state"] == "placed").any():
        return "Nothing sits oddly together in this column. Another period or source above may raise a question."
    if (placed["self_state"] == "not_placed").any():
        return "There is no own placement to set beside figures: it says it is not placed, which is allowed."
    return "There is no own placement to set beside figures yet. Place yourselves first: the way there stands below."


def asked(contrasts: pd.DataFrame) -> list[tuple[str, str, pd.DataFrame]]:
    """The questions of ``queries.self_check.contrasts`` in their order: title, question in words, the rows behind it."""
    found = []
    for _, rows in contrasts.groupby(["contrast_order", "enabler_number"], sort=True):
        first = rows.iloc[0]
        place = wording.lower_first(first["position_name"])
        words = first["question"].format(
            position=place if place.startswith("between") else f"at {place}",
            enabler=wording.lower_first(first["enabler_name"]),
            figures=_figures(first["contrast"], rows),
        )
        found.append((first["title"], words, rows))
    return found


def _figures(contrast: str, rows: pd.DataFrame) -> str:
    if contrast == "high-thin":
        words = int(rows["evidence_words"].iloc[0])
        return f"the evidence you give is {wording.counted(words, 'word')} long" if words else "no evidence stands beside it"
    if contrast == "high-not-returned":
        names = _names([wording.lower_first(name) for name in dict.fromkeys(rows["name"])])
        were = "was" if len(rows) == 1 else "were"
        return f"{len(rows)} of the {int(rows['n_figures'].iloc[0])} figures beside it {were} not returned ({names})"
    names = [wording.lower_first(name) for name in rows["name"]]
    values = [wording.with_unit(row.value, int(row.decimals), row.unit_short) for row in rows.itertuples()]
    named = _names([f"{name} ({value})" for name, value in zip(names, values, strict=True)])
    if contrast == "low-best":
        return f"{named} {'stands' if len(rows) == 1 else 'stand'} in England’s best quarter"
    return f"{named} {'is' if len(rows) == 1 else 'are'} worse than England and worsening"


def _names(names: list[str]) -> str:
    more = len(names) - NAMED
    return wording.listed([*names[:NAMED], wording.counted(more, "more", "more")] if more > 0 else names)


def questions(contrasts: pd.DataFrame) -> Node:
    """Each question under its title, with the figures or the evidence it rests on."""
    return el(
        "div",
        [
            el(
                "section",
                el("h3", title),
                [el("article", el("p", words), _behind(rows), cls="asked") for _, words, rows in each],
            )
            for title, each in groupby(asked(contrasts), key=lambda one: one[0])
        ],
    )


def _behind(rows: pd.DataFrame) -> Node:
    contrast, about = rows["contrast"].iloc[0], f"{rows['enabler_number'].iloc[0]} {rows['enabler_name'].iloc[0]}"
    if contrast == "high-thin":
        said = rows["evidence"].iloc[0].strip()
        return el("p", f"{about}. Evidence given: {f'“{said}”' if said else 'none'}", cls="muted")
    if contrast == "high-not-returned":
        each = [f"{name}: {wording.listed(own['column_label'].tolist())}" for name, own in rows.groupby("name", sort=False)]
        return el("p", f"{about}. Not returned: {'; '.join(each)}.", cls="muted")
    frame = rows.assign(
        own_text=wording.figures(rows),
        england_text=wording.figures(rows, "england"),
        moved=wording.figures(rows, "change", signed=True),
    )
    return el(
        "div", el("p", f"{about}, and the figures beside it:", cls="muted"), el("ul", [_figure(row) for row in frame.itertuples()])
    )


def _figure(row: object) -> Node:
    after = wording.UNIT_AFTER.get(row.unit_short, "")
    change = [row.moved, " "] if row.moved else []
    return el(
        "li",
        f"{row.name}: ",
        el("strong", f"{row.own_text}{after}"),
        f", England {row.england_text}{after}; " if row.england_text else "; ",
        [*change, direction_words(row.direction, "no change stated")],
        el("small", f" {row.period_label}", cls="muted"),
    )

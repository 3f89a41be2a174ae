"""What the meeting screen shows of one authority: a sentence, its figures, its own words. Nothing of it says where to place it."""

import pandas as pd

from challenge import charts, journey_words, placer, spine_table, wording
from challenge.links import View
from challenge.marks import direction_words, figure
from challenge.masthead import pill
from challenge.sheet import Node, el

ACTION = ("action", "progress", "impact")


def headline(name: str, own: pd.Series, cells: pd.DataFrame, returned: bool) -> str:
    """Who it is, where it mostly places itself, and how far the group has come with it. own: its row of ``queries.journey.counts``;
    cells: ``queries.meeting.cells``."""
    done = int((cells["group_state"] != "none").sum())
    of = wording.NUMBERS[len(cells)]
    group = {0: "the group has not begun", len(cells): f"the group has done all {of} enablers"}.get(
        done, f"the group has done {wording.NUMBERS[done]} of {of} enablers"
    )
    silent = not returned and not own["own_placed"] and not own["own_not_placed"]
    itself = f"{name} has returned no self-view and not placed itself" if silent else journey_words.itself(name, own)
    return wording.sentence(f"{itself}; {group}")


def closed(name: str | None, own_page: str) -> list[Node]:
    """What somebody who looks as an authority is told. name: of the authority in the address, whose page is at ``own_page``."""
    others = "Whoever looks as an authority does not see here how others are placed, and places nobody."
    if name is None:
        where = ["Choose an authority to see where it stands."]
    else:
        where = [
            f"Where {name} stands, by its own placement and the group’s, is on ",
            el("a", f"the self-check page of {name}", href=own_page),
            ".",
        ]
    return [
        el("h1", f"The group places {name or 'every authority'} in its meeting.", cls="headline"),
        el("p", f"{others} ", *where, " If you are of the group or the improvement team, say so (on the left).", cls="note"),
    ]


def way(order: pd.DataFrame, area: str, view: View) -> Node:
    """How many authorities are done, the one before and the one after, and all of them to go to."""
    done = (order["n_said"] >= order["n_enablers"]).sum()
    place = order["area"].tolist().index(area)
    steps = [
        el("a", f"{before}{order['name'].iloc[at]}{after}", href=view.link(area=order["area"].iloc[at]), id=f"step-{at - place}")
        for at, before, after in ((place - 1, "← ", ""), (place + 1, "", " →"))
        if 0 <= at < len(order)
    ]
    every = [(f"{row.place} {row.name}: {_reached(row)}", view.link(area=row.area), row.area == area) for row in order.itertuples()]
    return el(
        "div",
        el("strong", f"{done} of {len(order)} authorities done"),
        el("span", steps, cls="steps"),
        el("ul", pill("Go to", f"{place + 1} of {len(order)}", every), cls="pills", aria_label="Authorities in their order"),
        cls="bar",
    )


def _reached(row: object) -> str:
    return "done" if row.n_said >= row.n_enablers else f"{row.n_said} of {row.n_enablers}" if row.n_said else "not begun"


def figures(rows: pd.DataFrame, name: str, region: str, view: View, caption: str) -> Node:
    """Its figures, those worse than England and worsening first, then the headline KPIs.

    rows: of ``queries.authority.spine``. A figure's change and what it rests on stand beneath it.
    """
    rows = rows[rows["value"].notna() & (rows["red_red"].astype(bool) | rows["headline"].astype(bool))]
    if rows.empty:
        return el("p", "No figure stands in this column. Choose another period or source above.", cls="empty")
    rows = rows.assign(
        moved=wording.figures(rows, "change", signed=True),
        england_text=wording.figures(rows, "england"),
        region_text=wording.figures(rows, "region_value"),
        neighbour_text=wording.figures(rows, "neighbour_mean"),
        own_text=wording.figures(rows),
    )
    parts = (
        ("Worse than England and worsening", rows[rows["red_red"].astype(bool)]),
        ("Other headline KPIs", rows[~rows["red_red"].astype(bool)]),
    )
    bodies = [
        el(
            "tbody",
            el("tr", el("th", head, scope="rowgroup", colspan=3)),
            [_figure(row, name, region, view) for row in part.itertuples()],
            data_group=True,
        )
        for head, part in parts
        if len(part)
    ]
    heads = el(
        "tr", el("th", "KPI", scope="col"), el("th", name, scope="col", cls="num"), el("th", "Worst ← England → best", scope="col")
    )
    return el("div", el("table", el("caption", caption), el("thead", heads), bodies, cls="table spines narrow"), cls="scroll")


def _figure(row: object, name: str, region: str, view: View) -> Node:
    rests = spine_table.rests_on(row)
    return el(
        "tr",
        el(
            "th",
            el("a", row.short_name, href=view.to("authority", area=row.area, kpi=row.kpi, group="all")),
            el("small", f" {row.unit}"),
            scope="row",
            title=row.name,
        ),
        el("td", el("strong", figure(row.own_text, row.status)), cls="num"),
        el(
            "td",
            charts.spine(spine_table.spine_of(row, name, region)) if pd.notna(row.spot) else None,
            el("small", f"{row.moved} " if row.moved else "", direction_words(row.direction, None), cls="moved"),
            el("small", rests) if rests else None,
        ),
    )


def words(said: pd.DataFrame, cells: pd.DataFrame, positions: list[str], title: str) -> list[Node]:
    """What its self-view says: strengths and focus wanted, its words on each enabler, what came of Ofsted's annual conversation.

    said: ``queries.meeting.words``; cells: ``queries.meeting.cells``.
    """
    parts = [
        el("h2", title, id="says", tabindex="-1"),
        *[
            _listed(title, said.loc[said["item"] == item, "text"])
            for item, title in (
                ("strengths", "Strengths it would share"),
                ("focus-wanted", "Focus it wants from its peers"),
            )
        ],
        el("h3", "On each enabler"),
        el(
            "dl",
            [
                [
                    el("dt", f"{row.number} {row.name}"),
                    el(
                        "dd",
                        el("strong", placer.own_words(row.self_state, row.self_position, positions)),
                        f" {row.self_evidence}" if row.self_evidence else "",
                    ),
                ]
                for row in cells.itertuples()
            ],
            cls="facts stacked",
        ),
    ]
    actions = said[said["item"] == "ofsted-actions"]
    if len(actions):
        parts += [el("h3", "After Ofsted’s annual conversation"), el("ul", [_action(each) for _, each in actions.groupby("entry")])]
    return parts


def ofsted(lines: pd.DataFrame, title: str) -> list[Node]:
    """What Ofsted tells the group that it will ask of the authority; nothing where no key line is about it. lines: of
    ``queries.ofsted.of_area``."""
    if lines.empty:
        return []
    said = [
        el(
            "li",
            row.text,
            el("small", f" ({', '.join(filter(None, (row.themes, row.letter)))})" if row.themes or row.letter else None),
        )
        for row in lines.itertuples()
    ]
    return [el("h2", title, id="ofsted", tabindex="-1"), el("ul", said)]


def _listed(title: str, texts: pd.Series) -> list[Node]:
    lines = [line for text in texts for line in text.splitlines() if line.strip()]
    return [
        el("h3", title),
        el("ul", [el("li", line) for line in lines]) if lines else el("p", "Nothing was written.", cls="muted"),
    ]


def _action(rows: pd.DataFrame) -> Node:
    said = dict(zip(rows["part"], rows["text"], strict=True))
    rest = [said[part] for part in ACTION if part in said] or list(said.values())
    return el("li", el("strong", rest[0]), f" {' '.join(rest[1:])}" if rest[1:] else None)


def nothing_returned(name: str, view: View) -> Node:
    """An authority without a self-view."""
    return el(
        "p",
        f"{name} has returned no self-view: it has said nothing of its strengths, the focus it wants, or its enablers. ",
        "The group may place it all the same, on what it knows. ",
        el("a", f"Returns of {name}", href=view.to("returns", area=view.area)),
        cls="empty",
    )

"""Where does this authority stand, what is moving, and what does each figure rest on?"""

import queries
from challenge import charts, headlines, kpi_panel, picture, reconciliation, session, spine_table, wording
from challenge.sheet import el

opened = session.open_view("authority")
view, cycle, now = opened.view, opened.cycle, opened.now
if view.area is None:
    region = cycle["region_name"]
    session.show(
        [
            opened.masthead([(region, opened.home("region")), ("Authority", None)]),
            el("h1", f"Choose one of the {len(opened.members)} authorities of {wording.the(region)}.", cls="headline"),
            opened.directory(),
        ],
        key="authority",
    )
    session.stop()

person = opened.row(queries.authority.person, cycle=cycle["cycle"], area=view.area)
session.title(f"{person['name']}, {opened.period_label}")
which = view.group or "headline"
every = opened.rows(queries.authority.spine, cycle=cycle["cycle"], source=now.source, ordinal=opened.ordinal, area=view.area)
periods = opened.rows(queries.authority.periods, cycle=cycle["cycle"], source=now.source, area=view.area)
held = set(periods.loc[periods["value"].notna(), "kpi"])
chosen = spine_table.chosen(every, which, view.kpi)
absent = chosen.loc[~chosen["kpi"].isin(held), "name"].tolist()
rows = chosen[chosen["kpi"].isin(held)]
returned = opened.rows(queries.authority.reconciled_with, cycle=cycle["cycle"], area=view.area)
headline, lede = headlines.authority(person["name"], every)
if now.source == "returned" and person["version"] != person["version"]:
    headline, lede = (
        f"{person['name']} has returned no self-view for {cycle['title']}.",
        "Its published figures are one choice away.",
    )
bpn = person["bpn_name"] if isinstance(person["bpn_name"], str) else None
crumbs = [
    (cycle["region_name"], opened.home("region")),
    *([(f"{bpn} BPN", opened.home("bpn", bpn=person["bpn"]))] if bpn else []),
]

session.show(
    [
        opened.masthead([*crumbs, (person["name"], None)]),
        el("h1", headline, cls="headline"),
        el("p", f"{lede} {opened.basis()}", cls="lede"),
        opened.looking_back(),
    ],
    key="authority",
)
if view.kpi:
    kpi = opened.row(queries.frame.one_kpi, kpi=view.kpi)
    trend = opened.rows(
        queries.authority.trend, kpi=view.kpi, area=view.area, region=cycle["region"], model=cycle["neighbour_model"]
    )
    breaks = opened.rows(queries.authority.breaks, kpi=view.kpi)
    known = opened.rows(queries.authority.known_years, kpi=view.kpi)
    own = rows[rows["kpi"] == view.kpi]
    session.show(kpi_panel.opened(kpi, own, person["name"], view), key="kpi")
    words, drawing = session.beside()
    with words:
        session.show(kpi_panel.about(kpi, known, breaks), key="about")
    with drawing:
        if trend["value"].notna().any():
            figure = charts.trend(
                trend, kpi["unit"], session.theme(), breaks[breaks["period"] <= trend["period"].max()].assign(why="new series")
            )
            session.chart(figure, key="trend")
            title = f"{kpi['name']}, {kpi['unit']}: {person['name']}"
            row = picture.save_row(of="trend", title=title, name=f"{person['name']} {kpi['name']}", facts=opened.facts(headline))
            session.show(row, key="save trend")
        else:
            session.show(
                el("p", "Nothing is published for authorities, so there is no trend to draw.", cls="empty"), key="no trend"
            )
    if trend["value"].notna().any():
        session.show(kpi_panel.years(trend, kpi), key="years")
caption = opened.marked(f"{person['name']}, cycle {cycle['title']}, {now.source} figures", now.source == "returned")
session.show(
    [
        spine_table.key(person["name"], cycle["region_name"]),
        el("div", opened.narrowing(which), opened.authorities(), cls="bar"),
        spine_table.table(rows, periods, opened.columns, view, opened.ordinal, person["name"], cycle["region_name"], caption)
        if len(rows)
        else el("p", "Nothing stands here. Choose another source or other KPIs above.", cls="empty"),
        el("p", f"In place of a figure: {wording.marks()} An arrow needs a change of more than a meaningful size.", cls="muted"),
        spine_table.elsewhere(every, rows, view),
        el("p", f"No {now.source} figure in any period: {wording.listed(absent)}.", cls="muted") if absent else None,
    ],
    key="table",
)
if len(returned):
    title = opened.marked(f"{person['name']}: returned beside published")
    session.show([el("h2", "Returned beside published"), reconciliation.table(returned, title)], key="reconciled")
session.show(opened.sources(), key="sources")
offered = [
    (
        "Download these figures",
        f"{person['name']} {cycle['title']} {opened.period_label} {now.source}",
        lambda: spine_table.export(rows, person["name"]),
    )
]
if view.kpi:
    offered.append(("Download its years", f"{person['name']} {kpi['name']} all years", lambda: kpi_panel.export(trend, kpi), False))
if len(returned):
    name = f"{person['name']} {cycle['title']} returned beside published"
    offered.append(("Download the comparison", name, lambda: reconciliation.export(returned, person["name"])))
session.downloads(opened, headline, *offered)

"""Who stands where on this KPI, how is it moving, and what does it rest on?"""

import queries
from challenge import (
    cartogram,
    charts,
    kpi_charts,
    kpi_panel,
    kpi_sheet,
    kpi_tables,
    picture,
    ranking,
    rug,
    session,
    shading,
    wording,
)
from challenge.links import COMPARISONS
from challenge.sheet import el

opened = session.open_view("kpi")
view, cycle, now = opened.view, opened.cycle, opened.now
region = cycle["region_name"]
column = {"cycle": cycle["cycle"], "source": now.source, "ordinal": opened.ordinal}
if view.kpi is None:
    every = opened.rows(queries.kpi.directory, **column)
    session.title(f"KPIs, {cycle['title']}")
    session.show(
        [
            opened.masthead([(region, opened.home("region")), ("KPI", None)]),
            el("h1", f"Choose one of the {len(every)} KPIs of {cycle['title']}.", cls="headline"),
            el("p", f"{opened.basis()} Where no figure stands in this column, another period or source may have one.", cls="lede"),
            opened.looking_back(),
            kpi_sheet.directory(every, opened),
            opened.sources(),
        ],
        key="kpi",
    )
    session.stop()

kpi = opened.row(queries.frame.one_kpi, kpi=view.kpi)
name, of = kpi["name"], {"kpi": view.kpi}
session.title(f"{name}, {opened.period_label}")
rows = opened.rows(queries.kpi.ranking, **of, **column)
held = opened.rows(queries.kpi.column_held, **of, cycle=cycle["cycle"], source=now.source)
year = held.loc[held["ordinal"] == opened.ordinal, "source_year"].iloc[0]
trend = opened.rows(queries.kpi.trend, **of, region=cycle["region"])
breaks = opened.rows(queries.authority.breaks, **of)
known = opened.rows(queries.authority.known_years, **of)
invented = now.source == "returned"
crumbs = [(region, opened.home("region")), (kpi["group_name"], opened.home("region", group=kpi["kpi_group"])), (name, None)]
some = rows["value"].notna() & (rows["kind"] == "authority")
summary = opened.rows(queries.kpi.summary, **of, **column)
said = summary.iloc[0].to_dict() if len(summary) else {"counted": 0}
share = f"{opened.cutoff('context_mark'):.0%}"
headline, lede = kpi_sheet.headline(said, rows, name, region, now.source, share)
facts = opened.facts(headline)
tree = [
    opened.masthead(crumbs),
    kpi_sheet.picker(opened),
    el("h1", headline, cls="headline"),
    el("p", lede, cls="lede") if lede else None,
    opened.looking_back(),
]
period = rows["period_label"].dropna().iloc[0] if rows["period_label"].notna().any() else opened.period_label
title = opened.marked(f"{region}: {wording.lower_first(name)}, {kpi['unit']}, {period}", invented)
if some.any():
    tree += [
        el("div", opened.segments("Shade by", COMPARISONS, "compare"), cls="bar"),
        kpi_sheet.not_shaded(rows, opened),
    ]
    session.show(tree, key="kpi")
    cells = shading.cells(rows, view, now.compare, "Practice" if opened.store.practice else "")
    tiles = opened.rows(queries.frame.tiles, region=cycle["region"])
    placed = cartogram.placed(cells, tiles, opened.chosen)
    legend = rug.legend(now.compare, share, kpi["polarity"], shading.compared(rows, now.compare))
    where, order = session.beside(6, 7)
    with where:
        session.show(
            picture.picture(
                cartogram.cartogram(placed, title, 66),
                title=title,
                name=f"{region} map {name} {period}",
                facts=facts,
                legend=legend,
                invented=invented,
            ),
            key="map",
        )
    with order:
        session.show(
            picture.picture(
                ranking.ranking(rows, cells, view, region, title),
                title=opened.marked(f"{ranking.order(rows)}: {wording.lower_first(name)}, {kpi['unit']}, {period}", invented),
                name=f"{region} ranking {name} {period}",
                facts=facts,
                legend=ranking.key(rows, region, legend),
                note=ranking.notes(rows),
                invented=invented,
            ),
            key="ranking",
        )
else:
    session.show([*tree, kpi_sheet.elsewhere(held, opened, kpi["number"] == kpi["number"])], key="kpi")

england, cuts = None, None
if year == year:
    england = opened.rows(queries.kpi.england, **of, period=int(year), region=cycle["region"])
    found = opened.rows(queries.kpi.cut_points, **of, period=int(year), region=cycle["region"])
    cuts = found.iloc[0].to_dict() if len(found) else None
drawn = cuts is not None and england["value"].notna().any()
if drawn:
    all_title = f"England’s authorities: {wording.lower_first(name)}, {kpi['unit']}, {cuts['period_label']}"
    out = ranking.beyond(england)
    edge = f" Beyond the edge, drawn as an arrow: {wording.listed(out)}." if out else ""
    published = " Published figures." if invented else ""
    session.show(
        [
            el("h2", "Among all authorities of England"),
            el(
                "p",
                f"Each dot is an authority: filled ones in {wording.the(region)}, light ones elsewhere. ",
                f"Dotted lines part England’s quarters.{edge}{published}",
                cls="muted",
            ),
        ],
        key="england",
    )
    session.chart(kpi_charts.distribution(england, cuts, region, opened.chosen, session.theme()), key="distribution")
    session.show(
        [
            picture.save_row(of="distribution", title=all_title, name=f"England {name} {cuts['period_label']}", facts=facts),
            kpi_tables.of_england(england, all_title),
        ],
        key="england table",
    )

if trend["value"].notna().any():
    lines = trend.assign(role=trend["role"].mask(trend["area"].isin(opened.chosen), "chosen"))
    cut = breaks[(breaks["period"] > trend["period"].min()) & (breaks["period"] <= trend["period"].max())]
    session.show(
        [
            el("h2", "All years"),
            el(
                "p", f"Light lines: the other authorities of {wording.the(region)}, named on hover. Published figures.", cls="muted"
            ),
        ],
        key="years",
    )
    over, who = session.beside(7, 3)
    with over:
        session.chart(charts.trend(lines, kpi["unit"], session.theme(), cut.assign(why="new series")), key="trend")
        trend_title = f"{region}: {wording.lower_first(name)}, {kpi['unit']}, all years"
        session.show(
            [
                kpi_sheet.break_words(cut),
                picture.save_row(of="trend", title=trend_title, name=f"{region} years {name}", facts=facts),
                kpi_tables.years(lines, kpi),
            ],
            key="trend table",
        )
    with who:
        session.show(kpi_sheet.chooser(opened), key="chooser")

about = [el("h2", "What it is and rests on"), kpi_panel.about(kpi, known, breaks)]
if drawn and cuts["funnel_n"] == cuts["funnel_n"]:
    left, right = session.beside(6, 5)
    with left:
        note = kpi_sheet.funnel_note(cuts, england, region)
        funnel_title = f"Funnel plot: {wording.lower_first(name)}, {kpi['unit']}, {cuts['period_label']}"
        session.show(el("h2", "More than chance?"), key="funnel")
        session.chart(kpi_charts.funnel(england, cuts, region, opened.chosen, session.theme()), key="funnel-plot")
        session.show(
            [
                el("p", note, cls="muted"),
                picture.save_row(of="funnel-plot", title=funnel_title, name=f"funnel {name}", facts=facts, note=note),
            ],
            key="funnel note",
        )
    with right:
        session.show(about, key="about")
else:
    session.show([*about, el("p", kpi_sheet.no_funnel(kpi, cuts), cls="muted")], key="about")

offered = []
if some.any():
    caption = opened.marked(
        f"{name}, {kpi['unit']}, {period}, cycle {cycle['title']}, {now.source} figures", invented or cycle["n_placed"] > 0
    )
    session.show(
        [
            el("h2", "Every authority of the region"),
            kpi_tables.table(rows, view, region, caption),
            el(
                "p",
                f"In place of a figure: {wording.marks()} Neighbours: ten statistical neighbours, unweighted mean.",
                cls="muted",
            ),
        ],
        key="table",
    )
    offered.append(("Download the ranking", f"{region} {name} {period} {now.source}", lambda: kpi_tables.export(rows)))
if drawn:
    year_name = f"England {name} {cuts['period_label']}"
    offered.append(("Download all of England", year_name, lambda: kpi_tables.export_england(england), False))
if trend["value"].notna().any():
    offered.append(("Download all years", f"{region} {name} all years", lambda: kpi_panel.export(trend, kpi), False))
session.show(opened.sources(), key="sources")
if offered:
    session.downloads(opened, headline, *offered)

"""What stands out in the region, is it shared, and which authorities make it so?"""

import queries
from challenge import headlines, region_map, rug, session, shading, theme_cards, theme_detail, wording
from challenge.links import COMPARISONS
from challenge.sheet import el
from challenge.theme_voice import Voice

opened = session.open_view("region")
view, cycle, now = opened.view, opened.cycle, opened.now
session.title(f"{cycle['region_name']}, {opened.period_label}")
place = {"cycle": cycle["cycle"], "source": now.source, "ordinal": opened.ordinal}
themes = opened.rows(queries.region.themes, **place)
heard = opened.row(queries.region.heard, cycle=cycle["cycle"])
said = opened.rows(queries.region.voice, cycle=cycle["cycle"])
voice = Voice(said, int(heard["n_returned"]), int(heard["n_tagged"]), opened.marked)
which = view.kpi or view.group or "headline"
cells = opened.rows(queries.region.rug, which=which, **place)
held = cells.groupby("kpi")["value"].transform("count") > 0
empty = cells[~held].drop_duplicates("kpi")["name"].tolist()
cells = cells[held]
if view.bpn:
    cells = cells[(cells["kind"] != "authority") | (cells["bpn"] == view.bpn)]
headline, lede = headlines.region(themes, cycle["region_name"], now.source, opened.period_label)
invented = now.source == "returned" or (now.order == "bpn" and cycle["n_placed"] > 0)
what = f"cycle {cycle['title']}, {now.source} figures of {wording.lower_first(opened.period_label)}"
caption = opened.marked(f"{cycle['region_name']}, {what}", invented)
mark = "Practice" if opened.store.practice else ""
share = f"{opened.cutoff('context_mark'):.0%}"
mapped = region_map.which(opened, themes)
tile_map = region_map.section(
    opened,
    opened.rows(queries.region.rug, which=mapped, **place),
    opened.rows(queries.frame.tiles, region=cycle["region"]),
    mapped,
    cells["kpi"].drop_duplicates().tolist(),
    share,
)

tree = [
    opened.masthead([(cycle["region_name"], None)]),
    el("h1", headline, cls="headline"),
    el("p", lede, cls="lede"),
    opened.looking_back(),
    theme_cards.cards(themes, view, opened.marked, voice),
]
if view.theme:
    theme = themes[themes["kpi"] == view.theme]
    rows = opened.rows(queries.region.theme_authorities, kpi=view.theme, **place)
    tree.append(
        theme_detail.opened(theme.iloc[0], rows, view, opened.marked, voice)
        if len(theme)
        else el("p", "Nothing stands in this column for that KPI.", cls="empty")
    )
    tree.append(tile_map)
tree.append(
    el(
        "div",
        opened.segments("Shade by", COMPARISONS, "compare"),
        opened.narrowing(which, opened.ordering(cells["kpi"].drop_duplicates().tolist())),
        cls="bar",
        id="rug",
    )
)
tree.append(rug.legend(now.compare, share))
session.show(tree, key="region")
if cells.empty:
    session.show(
        el(
            "p",
            "None of these KPIs has a figure in this column. Choose another period above, or ",
            el("a", "show every KPI", href=view.link(group="all", kpi=None)),
            ".",
            cls="empty",
        ),
        key="nothing",
    )
else:
    data = rug.rug(
        shading.columns(cells, view), shading.rows(cells, view, now.order), shading.cells(cells, view, now.compare, mark), caption
    )
    session.table(data, key="rug")
session.show(
    [
        el("p", f"Nothing in this column for: {wording.listed(empty)}. See another period or source.", cls="muted")
        if empty and len(cells)
        else None,
        el("p", f"In place of a figure: {wording.marks()} A BPN is a group of authorities that challenge each other.", cls="muted"),
        el("p", voice.rule(), cls="muted") if voice.rule() else None,
        theme_detail.listing(themes, view, voice),
        None if view.theme else tile_map,
        opened.sources(),
    ],
    key="sources",
)
offered = [
    ("Download this rug", caption, lambda: shading.export(cells, now.compare)),
    ("Download the themes", f"{caption}, themes", lambda: theme_detail.export(themes, voice)),
]
if view.theme and len(theme):
    name = f"{caption}, {theme['name'].iloc[0]}"
    offered.append(("Download the authorities", name, lambda: theme_detail.behind(rows, theme.iloc[0])))
session.downloads(opened, headline, *offered)

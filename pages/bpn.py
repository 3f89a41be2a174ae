"""Where do the members of this BPN stand, what do they share, and where do they differ most, so that they can help each other?"""

import queries
from challenge import bpn_sheet, bpn_table, picture, rug, session, shading, strips, wording
from challenge.links import COMPARISONS
from challenge.sheet import el

opened = session.open_view("bpn")
view, cycle, now = opened.view, opened.cycle, opened.now
region = cycle["region_name"]
home = (region, opened.home("region"))
forums = opened.rows(queries.bpn.forums, cycle=cycle["cycle"])
invented = cycle["n_placed"] > 0
placed = opened.members.dropna(subset=["bpn"])
if view.bpn is None:
    session.title(f"BPNs, {cycle['title']}")
    count = wording.counted(forums["bpn"].nunique(), "BPN")
    known = (
        f"Choose one of the {count} of {wording.the(region)}."
        if len(placed)
        else f"Nobody has been placed in the {count} of {cycle['title']} yet."
    )
    session.show(
        [
            opened.masthead([home, ("BPN", None)], only=("Cycle", "As of")),
            el("h1", known if len(forums) else f"No BPNs are set for {cycle['title']}.", cls="headline"),
            el(
                "p",
                "A BPN is a group of authorities that challenge each other at forums, in rounds. "
                + (
                    "It is named after an authority; the papers do not say that it hosts the forum or is a member."
                    if len(forums)
                    else ""
                ),
                cls="lede",
            ),
            opened.looking_back(),
            bpn_sheet.directory(forums, placed, view, lambda title: opened.marked(title, invented))
            if len(forums)
            else bpn_sheet.none_set(cycle["title"], opened.home("settings")),
            bpn_sheet.nobody_placed(opened.home("settings")) if len(forums) and placed.empty else None,
            opened.sources(),
        ],
        key="bpn",
    )
    session.stop()

name = placed.loc[placed["bpn"] == view.bpn, "bpn_name"].iloc[0]
session.title(f"{name} BPN, {opened.period_label}")
forums = forums[forums["bpn"] == view.bpn]
own = placed[placed["bpn"] == view.bpn]
names = dict(zip(own["area"], own["name"], strict=True))
which = view.kpi or view.group or "headline"
place = {"cycle": cycle["cycle"], "source": now.source, "ordinal": opened.ordinal, "bpn": view.bpn}
ground = opened.rows(queries.bpn.ground, **place)
cells = opened.rows(queries.bpn.cells, which=which, **place)
held = cells.assign(own=cells["value"].where(cells["member"].astype(bool))).groupby("kpi")["own"].transform("count") > 0
empty = cells[~held].drop_duplicates("kpi")["name"].tolist()
cells = cells[held]
short = cells[cells["member"].astype(bool) | (cells["kind"] != "authority")]
headline, counts = bpn_sheet.headline(ground, name)
column = f"cycle {cycle['title']}, {now.source} figures of {wording.lower_first(opened.period_label)}"
caption = opened.marked(f"{name} BPN, {column}", invented)
mark = "Practice" if opened.store.practice else ""

session.show(
    [
        opened.masthead([home, (f"{name} BPN", None)]),
        el(
            "div",
            opened.segments("BPN", dict(placed.sort_values("bpn_name")[["bpn", "bpn_name"]].values.tolist()), "bpn"),
            cls="bar",
        ),
        el("h1", headline, cls="headline"),
        el("p", f"{counts} {opened.basis()}", cls="lede"),
        opened.looking_back(),
        bpn_sheet.members(forums, own, view),
        el(
            "div",
            el(
                "section",
                el("h2", opened.marked("What its members share", invented)),
                bpn_sheet.rule(ground, "shared"),
                bpn_sheet.shared(ground, names, view),
            ),
            el(
                "section",
                el("h2", opened.marked("Where they differ most", invented)),
                bpn_sheet.rule(ground, "differ"),
                bpn_sheet.differ(ground, names, view),
            ),
            cls="columns",
        ),
        bpn_sheet.every(ground, names, view, opened.marked(f"{name} BPN: shared and differing, {column}", invented)),
        bpn_sheet.rule(ground, "both"),
        el("h2", f"The {name} BPN’s rug"),
        el(
            "div",
            opened.segments("Shade by", COMPARISONS, "compare"),
            opened.narrowing(which, opened.ordering(cells["kpi"].drop_duplicates().tolist(), "By round")),
            cls="bar",
            id="rug",
        ),
        rug.legend(now.compare, f"{opened.cutoff('context_mark'):.0%}"),
    ],
    key="bpn",
)
if cells.empty:
    every = el("a", "show every KPI", href=view.link(group="all", kpi=None))
    message = "No member has a figure of these KPIs in this column. Choose another period or source above, or "
    session.show(el("p", message, every, ".", cls="empty"), key="nothing")
else:
    shaded = shading.cells(short, view, now.compare, mark)
    if mark and invented:
        shaded["more"] = shaded["more"].mask(shaded["area"] == "bpn", mark)
    hrefs = {kpi: opened.home("kpi", kpi=kpi) for kpi in cells["kpi"].unique()}
    rows = bpn_table.rug_rows(short, forums, view, now.order, name)
    session.table(rug.rug(shading.columns(short, view), rows, shaded, caption), key="rug")
    unplaced = strips.left_out(cells)
    title = f"{name} BPN among the authorities of {wording.the(region)}, {column}"
    session.show(
        [
            el("h2", "Each KPI, among all authorities of the region"),
            picture.picture(
                strips.strips(cells, region, hrefs, opened.marked(title, invented)),
                title=opened.marked(title, invented),
                name=f"{name} BPN strips {cycle['title']} {opened.period_label}",
                facts=opened.facts(headline),
                legend=strips.key(name, region),
                invented=invented and opened.store.practice,
            )
            if len(unplaced) < cells["kpi"].nunique()
            else None,
            el("p", f"Without a strip: {wording.listed([opened.kpi_names[kpi] for kpi in unplaced])}. {strips.WHY}", cls="muted")
            if unplaced
            else None,
            bpn_table.table(short, shaded, view, region, caption),
        ],
        key="strips",
    )
session.show(
    [
        el("p", f"No member has a figure in this column for: {wording.listed(empty)}.", cls="muted")
        if empty and len(cells)
        else None,
        el(
            "p", f"In place of a figure: {wording.marks()} The BPN’s mean is unweighted, of the members with a figure.", cls="muted"
        ),
        opened.sources(),
    ],
    key="sources",
)
session.downloads(
    opened,
    headline,
    ("Download this rug", caption, lambda: shading.export(short[short["kind"] != "bpn"], now.compare)),
    ("Download what is shared", f"{caption}, shared and differing", lambda: bpn_table.export(ground)),
)

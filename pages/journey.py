"""Where does each authority place itself on the improvement grid, where does the group place it, and where do they differ?"""

import queries
from challenge import journey_area, journey_grid, journey_sheet, journey_words, links, masthead, picture, session, wording
from challenge.sheet import el

opened = session.open_view("journey")
view, cycle, now = opened.view, opened.cycle, opened.now
title, against = cycle["title"], now.against
region = (cycle["region_name"], opened.home("region"))
place = {"cycle": cycle["cycle"], "against": against}
counts = opened.rows(queries.journey.counts, **place)
enablers = opened.rows(queries.journey.enablers)
counts = counts.merge(enablers, on="enabler", how="left").sort_values(["bpn", "area", "number"])
scope = view.bpn or ""
whole = counts[(counts["bpn"] == "") & (counts["area"] == "") & (counts["enabler"] == "")]
if whole.empty or journey_words.nothing(whole.iloc[0]):
    session.title(f"Journey, {title}")
    session.show(
        [
            opened.masthead([region, ("Journey", None)], only=("Cycle", "As of")),
            el("h1", f"Nobody has been placed on the improvement grid in {title} yet.", cls="headline"),
            journey_words.looking_back(view.as_of),
            journey_sheet.empty(title, {name: opened.home(name) for name in ("placing", "returns", "meeting")}),
        ],
        key="journey",
    )
    session.stop()

cells = opened.rows(queries.journey.cells, **place)
positions = opened.rows(queries.journey.positions)
names = dict(zip(positions["position"].astype(int), positions["name"], strict=True))
beside = opened.segments("Beside its own" if view.area else "Beside their own", journey_words.BESIDE, "against")
# On paper the sheet says whose it is by this name (page.css).
sheet = "practice-journey" if opened.store.practice else "journey"
rests = journey_words.sources(opened.store.practice)
facts = opened.facts("", ofsted=False) | rests
if view.area:
    own = cells[cells["area"] == view.area]
    name = own["area_name"].iloc[0]
    session.title(f"{name}, journey")
    who = {"cycle": cycle["cycle"], "area": view.area}
    history = opened.rows(queries.journey.history, **who)
    prompts = opened.rows(queries.journey.prompts, region=cycle["region"])
    sentence = journey_words.one(
        name, counts[counts["area"] == view.area].iloc[0], own.loc[own["apart"], "short_name"].tolist(), against
    )
    caption = opened.marked(f"{name}: placements on the improvement grid, cycle {title}")
    captions = (
        journey_area.whose(prompts, wording.the(cycle["region_name"])),
        opened.marked(f"{name}: everything said, latest first"),
    )
    chosen = own[own["enabler"] == view.enabler]
    session.show(
        [
            opened.masthead([region, ("Journey", view.link(area=None, enabler=None)), (name, None)], only=("Cycle", "As of")),
            el("h1", sentence, cls="headline", data_part="journey"),
            el("p", journey_words.lede_of_one(counts[counts["area"] == view.area].iloc[0], against), cls="lede"),
            journey_words.looking_back(view.as_of),
            el("div", beside, journey_area.ways(view, opened, name), cls="bar"),
            journey_area.cell(chosen.iloc[0], history, prompts, view, names, captions[0], opened.marked) if len(chosen) else None,
            el("h2", "The seven enablers"),
            journey_area.enablers(own, history["enabler"].value_counts(), view, against, names, caption),
            journey_area.every_stage(prompts, own, captions[0]),
            el("h2", opened.marked("Who signed its own placement")),
            journey_area.signed(opened.rows(queries.journey.signed, **who), own),
            journey_area.everything(history, names, captions[1]) if len(history) else None,
            el("p", f"{journey_words.QUIET} {journey_words.SOURCE}", cls="muted sources"),
        ],
        key=sheet,
    )
    session.downloads(
        opened,
        sentence,
        ("Download these placements", caption, lambda: journey_sheet.export(own, names)),
        ofsted=False,
        sources=rests,
    )
    session.stop()

placed = cells.dropna(subset=["bpn"]).sort_values("bpn_name")
bpns = dict(zip(placed["bpn"], placed["bpn_name"], strict=True)) | ({"-": "Without a BPN"} if cells["bpn"].isna().any() else {})
narrowed = cells[cells["bpn"] == view.bpn] if view.bpn else cells
scoped = counts[(counts["bpn"] == scope) & (counts["area"] == "")]
whole, each = scoped[scoped["enabler"] == ""].iloc[0], scoped[scoped["enabler"] != ""]
subject = f"The {bpns[view.bpn]} BPN’s authorities" if view.bpn else "Authorities"
headline = journey_words.headline(whole, each, subject, against)
within = f"{bpns[view.bpn]} BPN" if view.bpn else cycle["region_name"]
caption = opened.marked(f"{within}, cycle {title}: own placements and {links.AGAINST[against]}")
rows = journey_grid.by_area(narrowed)
groups = journey_sheet.grouped(narrowed, counts, now.arrange, view, opened.marked)
arranged = {key: label for key, label in links.ARRANGED.items() if key != "bpn" or len(placed)}
pill = [("every BPN", view.link(bpn=None), view.bpn is None)]
pill += [(label, view.link(bpn=key), key == view.bpn) for key, label in bpns.items() if key != "-"]
session.title(f"Journey, {title}")
session.show(
    [
        opened.masthead([region, ("Journey", None)], only=("Cycle", "As of")),
        el("h1", headline, cls="headline", data_part="journey"),
        el("p", journey_words.lede(whole, against), cls="lede"),
        journey_words.looking_back(view.as_of),
        el(
            "div",
            opened.segments("Arrange", arranged, "arrange"),
            el("ul", masthead.pill("BPN", bpns.get(view.bpn, "every"), pill), cls="pills", aria_label="Which BPN")
            if len(placed)
            else None,
            beside,
            cls="bar",
        ),
        picture.picture(
            journey_grid.grid(rows, groups, view, against, names, caption),
            title=caption,
            name=f"Journey {title} {now.arrange}",
            facts=facts,
            legend=journey_grid.legend(against),
            note=journey_words.QUIET,
            invented=opened.store.practice,
        ),
        journey_words.rules(whole, each, against),
        journey_sheet.every_cell(rows, groups, view, against, names, caption),
        el("h2", opened.marked("Where they lie a stage or more apart")),
        journey_sheet.apart(narrowed, view, against, names, f"{caption}; the widest first"),
        el("h2", "Each enabler"),
        picture.picture(
            journey_grid.spread(each, against, f"{caption}: how many at each position of each enabler"),
            title=f"{caption}: how many at each position",
            name=f"Journey {title} positions",
            facts=facts,
            note=journey_grid.AXES,
            invented=opened.store.practice,
        ),
        journey_sheet.spread(each, against, names, f"{caption}: how many at each position"),
        [
            el("h2", opened.marked("By BPN")),
            journey_sheet.by_bpn(
                counts, {view.bpn: bpns[view.bpn]} if view.bpn else bpns, against, names, view, f"{caption}, by BPN"
            ),
        ]
        if len(placed)
        else None,
        el(
            "div",
            el("section", el("h2", opened.marked("Not placed")), journey_sheet.unplaced(narrowed, view, against)),
            el(
                "section",
                el("h2", opened.marked("Placed without a line of evidence")),
                journey_sheet.unsupported(narrowed, view, against),
            ),
            cls="columns",
        ),
        el("p", journey_words.SOURCE, cls="muted sources"),
    ],
    key=sheet,
)
session.downloads(
    opened,
    headline,
    ("Download the grid", caption, lambda: journey_sheet.export(narrowed, names)),
    ofsted=False,
    sources=rests,
)

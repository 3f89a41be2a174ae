"""How is a cycle set up: who takes part, which year stands in which column, when what is due, and who is in which BPN?"""

import queries
from challenge import acting, placing_parts, prompt_parts, session, settings_parts, settings_sheet, starting_parts, widgets
from challenge.sheet import el

opened = session.open_view("settings")
view, cycle = opened.view, opened.cycle["cycle"]
actor = widgets.actor()
kpis = opened.rows(queries.frame.kpis)
edits = not opened.store.practice and view.as_of is None
if edits and starting_parts.going_on():
    starting_parts.review(opened, kpis, actor)
    session.stop()

standing = acting.settings(cycle, view.as_of)
settings, known = standing.settings, acting.settings_choices(cycle)
where = opened.members[opened.members["bpn"].notna()]
where = dict(zip(where["area"], zip(where["bpn"], where["round"], strict=True), strict=True))
history = acting.settings_history(cycle, view.as_of)
prompt_parts.asked(opened, settings.region)
session.title(f"Settings of {settings.title}")
session.show(
    [
        opened.masthead([(known.regions[settings.region], opened.home("region")), ("Settings", None)], only=("Cycle", "As of")),
        el("h1", settings_sheet.headline(settings, known, len(where)), cls="headline"),
        el(
            "p",
            settings_sheet.revision(standing, history),
            cls="lede",
        ),
        opened.looking_back(),
    ],
    key="settings",
)
if edits:
    starting_parts.begin(opened, known)
    name = f"settings {cycle}"
    settings_parts.desk(name, standing)
    now = settings_parts.edit(name, known, kpis)
    if settings_parts.keep(name, now, known, standing, actor):
        widgets.again()
    placing_parts.place(settings, known, actor)
else:
    placed = (
        [
            *settings_sheet.placed(settings, known, where, opened.marked("Authorities by BPN and round", bool(where))),
            settings_sheet.membership(settings, known, where, opened.marked("BPN and round of each authority", bool(where))),
        ]
        if settings.bpns
        else el("p", "Nobody can be placed before the BPNs are named.", cls="empty")
    )
    session.show(
        [
            settings_sheet.how_to_edit(opened.store.practice),
            el("h2", "The cycle"),
            settings_sheet.facts(settings, known),
            el("h2", "Columns, and the published year in each"),
            settings_sheet.years(settings, kpis, f"{settings.title}: published year in each column"),
            el("h2", "Deadlines and meetings"),
            settings_sheet.dates(settings, f"{settings.title}: dates, with who says so"),
            el("h2", "BPNs, rounds and forum days"),
            settings_sheet.bpns(settings, known, f"{settings.title}: BPNs and the days of their forums"),
            el("h2", opened.marked("BPN and round of each authority", bool(where))),
            placed,
        ],
        key="standing",
    )
prompt_parts.prompts(opened, settings.region, known.regions[settings.region], actor)
session.show(
    [
        el("h2", "Who changed what"),
        settings_sheet.history(history, f"{settings.title}: every revision, the latest first"),
    ],
    key="history",
)

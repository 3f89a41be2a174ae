"""Parts of the settings screen: a cycle's settings to read, what was changed and by whom, and what is in the way of saving."""

from collections.abc import Iterable, Sequence

import pandas as pd

from challenge import wording
from challenge.errors import ChallengeError
from challenge.settings_checks import Choices, Settings
from challenge.sheet import Node, el

LIVE = 'python -m challenge store make --live --name "Your name" --role "Sector-led improvement team"'


def headline(settings: Settings, known: Choices, placed: int) -> str:
    """How far a cycle is set up, in a sentence."""
    bpns = f"{wording.counted(len(settings.bpns), 'BPN')}" if settings.bpns else "no BPN is named"
    where = (
        ""
        if not settings.bpns
        else ", everybody placed"
        if placed >= len(settings.members)
        else f", {placed} of {len(settings.members)} placed"
        if placed
        else ", nobody placed yet"
    )
    taking_part = wording.counted(len(settings.members), "authority", "authorities")
    return (
        f"{settings.title}, {known.regions[settings.region]}: {taking_part}, "
        f"{wording.counted(len(settings.columns), 'column')}, {wording.counted(len(settings.kpis), 'KPI')}; {bpns}{where}."
    )


def moment(when: object) -> str:
    """A moment of the ledger (UTC) as a day and hour in England."""
    here = pd.Timestamp(when).tz_localize("UTC").tz_convert("Europe/London")
    return f"{wording.day(here)}, {here:%H:%M}"


def revision(standing: object, rows: pd.DataFrame) -> str:
    """Which revision stands and where it is from. ``standing``: of ``cycle_settings``; ``rows``: its history."""
    shipped = bool(rows.loc[rows["kind"] == "settings", "shipped"].iloc[0])
    source = "as shipped with the program" if shipped else f"saved by {standing.actor} on {moment(standing.recorded_at)}"
    return (
        f"Revision {standing.revision}, {source}. Nothing is overwritten: what is saved here is the next revision, signed, "
        "and earlier ones stay."
    )


def model_name(model: str) -> str:
    """``may-2025`` → ``May 2025``."""
    return model.replace("-", " ").capitalize()


def how_to_edit(practice: bool) -> Node:
    """Why nothing can be changed here, and where it can."""
    if not practice:
        return el("p", "This is how the cycle stood at the moment above. Go back to now to change it.", cls="note")
    return el(
        "div",
        el(
            "p",
            "This is a practice store, so the settings of its cycles can be read and not changed; only its prompts, further down, "
            "can be tried. In a live store, which holds the same published figures and nothing invented, all are edited on this "
            "screen.",
        ),
        el("p", "To make one: set CHALLENGE_STORE to a new folder, run ", el("code", LIVE), " and start the dashboard again."),
        cls="note",
    )


def table(caption: str, heads: Sequence[str], rows: Iterable[Node]) -> Node:
    """A plain table: what it shows, the heads of its columns, its rows."""
    return el(
        "div",
        el(
            "table",
            el("caption", caption),
            el("thead", el("tr", [el("th", head, scope="col") for head in heads])),
            el("tbody", list(rows)),
            cls="table",
        ),
        cls="scroll",
    )


def row(first: object, *rest: object) -> Node:
    """A row: what it is about, then its cells."""
    return el("tr", el("th", first, scope="row"), [el("td", cell) for cell in rest])


def facts(settings: Settings, known: Choices) -> Node:
    """The cycle's own settings and who takes part."""
    opens = next(column.label for column in settings.columns if column.key == settings.opens_with)
    said = {
        "Region": known.regions[settings.region],
        "Statistical neighbours": f"model of {model_name(settings.neighbour_model)}",
        "Screens open with": opens,
        "Note": settings.note or "none",
        "Takes part": wording.listed(sorted(known.names[area] for area in settings.members)),
    }
    return el("dl", [[el("dt", name), el("dd", words)] for name, words in said.items()], cls="facts")


def groups(kpis: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The KPIs as the screen groups them, name → rows of ``queries.frame.kpis``: the form's fourteen, what stands beside them, then
    Section 3 by group."""
    beside = kpis["section"] == "beside"
    found = {"The fourteen of the form": kpis[kpis["number"].notna()], "Beside the fourteen": kpis[beside]}
    rest = kpis[kpis["section"] == "3"]
    return found | {f"Section 3: {name}": own for name, own in rest.groupby("group_name", sort=False)}


def years(settings: Settings, kpis: pd.DataFrame, caption: str) -> Node:
    """Which published year stands in which column, KPI by KPI; nothing published there is said so."""
    labels = [column.label for column in settings.columns]
    bodies = []
    for group, own in groups(kpis[kpis["kpi"].isin(settings.kpis)]).items():
        if own.empty:
            continue
        lines = []
        for each in own.itertuples():
            stands = [settings.years.get((each.kpi, column.key), (None, "")) for column in settings.columns]
            shown = [words if year is not None else el("span", "nothing published", cls="muted") for year, words in stands]
            lines.append(row(each.name, *shown))
        head = el("tr", el("th", f"{group} ({len(own)})", scope="rowgroup", colspan=len(labels) + 1))
        bodies.append(el("tbody", head, lines, data_group="yes"))
    heads = el("thead", el("tr", [el("th", head, scope="col") for head in ("KPI", *labels)]))
    whole = el("div", el("table", el("caption", caption), heads, bodies, cls="table"), cls="scroll")
    return el("details", el("summary", f"All {len(settings.kpis)} KPIs with the year in each column"), whole, cls="more")


def dates(settings: Settings, caption: str) -> Node:
    """The dates of the process."""
    if not settings.dates:
        return el("p", "No date is set.", cls="empty")
    return table(
        caption,
        ("What", "Kind", "When", "Who", "Said by"),
        [
            row(
                day.what,
                day.kind,
                wording.days(day.first_day, day.last_day) if day.first_day else f"until {wording.day(day.last_day)}",
                day.who,
                day.said_by,
            )
            for day in settings.dates
        ],
    )


def bpns(settings: Settings, known: Choices, caption: str) -> Node:
    """BPNs with the authority each is named after, and the day of each forum."""
    if not settings.bpns:
        return el("p", "No BPN is named.", cls="empty")
    heads = ("BPN", "Lead authority", *(f"Forum, {name.capitalize()} round" for name in settings.rounds))
    lines = []
    for each in settings.bpns:
        days = [settings.forums.get((each.bpn, name)) for name in settings.rounds]
        shown = [wording.day(day) if day else "day not known" for day in days]
        lines.append(row(each.name, known.names.get(each.lead, "none"), *shown))
    return table(caption, heads, lines)


def placed(settings: Settings, known: Choices, where: dict[str, tuple[str, str]], caption: str) -> list[Node]:
    """How many authorities each BPN and round holds, and who has no place yet."""
    names = {each.bpn: each.name for each in settings.bpns}
    whole = [place for area, place in where.items() if all(place) and area in settings.members]
    lines = [
        row(
            name,
            *(str(sum(place == (bpn, each) for place in whole)) for each in settings.rounds),
            str(sum(place[0] == bpn for place in whole)),
        )
        for bpn, name in names.items()
    ]
    lines.append(row("All", *(str(sum(place[1] == each for place in whole)) for each in settings.rounds), str(len(whole))))
    return [
        el("p", missing(settings, known, where)),
        table(caption, ("BPN", *(f"{each.capitalize()} round" for each in settings.rounds), "Both"), lines),
    ]


def missing(settings: Settings, known: Choices, where: dict[str, tuple[str, str]]) -> str:
    """Who has no BPN and round yet, in a sentence."""
    lacking = sorted(known.names[area] for area in settings.members if not all(where.get(area, ("", ""))))
    if not lacking:
        return "Every authority has one BPN and one round."
    count = wording.sentence(wording.counted(len(lacking), "authority has", "authorities have") + " no BPN and round yet")
    return count if len(lacking) == len(settings.members) else f"{count} {wording.sentence(wording.listed(lacking))}"


def membership(settings: Settings, known: Choices, where: dict[str, tuple[str, str]], caption: str) -> Node:
    """Each authority with its BPN and round, to read."""
    names = {each.bpn: each.name for each in settings.bpns}
    lines = []
    for area in sorted(settings.members, key=known.names.get):
        bpn, name = where.get(area, ("", ""))
        lines.append(row(known.names[area], names.get(bpn, bpn) or "none yet", name.capitalize()))
    return table(caption, ("Authority", "BPN", "Round"), lines)


def problems(found: Sequence[ChallengeError], what: str) -> Node | None:
    """Everything that is in the way of saving: its place, what was found, what was expected, what to do."""
    if not found:
        return None
    lines = [row(each.place, each.found, each.expected, wording.sentence(each.do)) for each in found]
    head = wording.sentence(f"{what}: {wording.counted(len(found), 'thing is', 'things are')} to put right first")
    return el(
        "div",
        el("p", el("strong", head)),
        table("In the order of the screen", ("Where", "Found", "Expected", "What to do"), lines),
        cls="message",
    )


def changed(said: Sequence[str], before: int, saved: str | None = None) -> Node:
    """What saving would change; when nothing, what was saved last."""
    if not said:
        return el("p", saved or "Nothing is changed yet.", cls=None if saved else "muted", role="status")
    head = f"What differs from revision {before}:" if before else "What will be saved:"
    return el("div", el("p", head), el("ul", [el("li", words) for words in said]))


def unsaved(count: int, saved: str | None) -> Node:
    """How many authorities are placed anew and not saved; when none, what was saved last."""
    if not count:
        return el("p", saved or "Nothing is changed yet.", cls=None if saved else "muted", role="status")
    return el("p", f"Not saved yet: {wording.counted(count, 'authority', 'authorities')}.", role="status")


def both(who: str, when: object, theirs: Sequence[str], mine: Sequence[str]) -> Node:
    """Two people changed the same settings: what each did."""
    return el(
        "div",
        el("p", el("strong", f"{who} saved on {moment(when)}, while you were editing. Nothing of yours is lost, nor saved yet.")),
        el(
            "div",
            [
                el("section", el("h3", head), el("ul", [el("li", words) for words in said] or el("li", "nothing")))
                for head, said in (("Theirs", theirs), ("Yours", mine))
            ],
            cls="columns",
        ),
        el("p", "Keep theirs and give yours up, or take yours: theirs stays in the parts you have not touched."),
        cls="message",
        role="alert",
    )


def refused(error: ChallengeError) -> Node:
    """Why nothing was saved."""
    words = wording.sentence(f"Not saved: {error.place}: {error.found}")
    return el("div", el("p", el("strong", words), f" {wording.sentence(error.do)}"), cls="message", role="alert")


def history(rows: pd.DataFrame, caption: str) -> Node:
    """Who changed what, and when. ``rows``: of ``queries.settings.history``."""
    lines = []
    for each in rows.itertuples():
        what = each.what.partition(": ")[2] or each.what
        shown = ("as shipped with the program" if each.shipped else what) if each.kind == "settings" else f"BPNs and rounds: {what}"
        number = f"revision {each.revision}" if each.kind == "settings" else ""
        lines.append(row(moment(each.recorded_at), number, f"{each.actor}, {each.actor_role}", shown))
    return table(caption, ("When", "Settings", "Who (declared, not authenticated)", "What"), lines)

"""The fields and grids of a cycle's settings, part by part: each takes the settings as they were laid out and gives them as they
now stand. Nothing is stored here."""

from dataclasses import replace
from datetime import date

import pandas as pd

from challenge import session, settings_sheet, widgets, wording
from challenge.settings_checks import KINDS, Bpn, Choices, Column, Day, Settings, key_of
from challenge.sheet import el

# In place of a year that its KPI does not have: never one of those published.
NO_YEAR = 0


def by_name(areas: tuple[str, ...], known: Choices) -> list[str]:
    """Authorities in order of their names."""
    return sorted(areas, key=known.names.get)


def words_of(value: object) -> str:
    """What a cell of a grid says, without spaces around it; empty where it says nothing."""
    return value.strip() if isinstance(value, str) else ""


def cycle(now: Settings, known: Choices, key: str) -> Settings:
    """The cycle itself: title, roster, neighbours, opening column, note."""
    session.show(
        [
            el("h2", "The cycle"),
            el(
                "p",
                "Its name, who takes part, and what screens begin with. The roster is the authorities of the region: they change.",
            ),
        ],
        key="the cycle",
    )
    title = widgets.line("Title, as in 2026/27", key=f"title {key}", value=now.title, most=40).strip()
    own = {
        area: name + (f" (until {wording.day(known.until[area])})" if area in known.until else "")
        for area, name in known.names.items()
        if known.region_of[area] == now.region
    }
    members = widgets.choose_some("Authorities that take part", own, key=f"roster {key}", chosen=by_name(now.members, known))
    with widgets.folded("Neighbours, opening column, note", key=f"more {key}"):
        models = {model: settings_sheet.model_name(model) for model in known.models}
        model = widgets.choose("Model of statistical neighbours", models, key=f"model {key}", chosen=now.neighbour_model)
        labels = {column.key: column.label for column in now.columns}
        opens = widgets.choose("Screens open with the column", labels, key=f"opens {key}", chosen=now.opens_with)
        note = widgets.line("Note shown with the cycle", key=f"note {key}", value=now.note, most=400).strip()
    return replace(
        now, title=title, members=tuple(sorted(members)), neighbour_model=model, opens_with=opens or now.opens_with, note=note
    )


def columns(now: Settings, key: str) -> Settings:
    """The columns of the KPI table; years follow their column, and nothing published is said in the column’s label."""
    session.show(
        [
            el("h2", "Columns, and the published year in each"),
            el(
                "p",
                "The columns of the self-view’s KPI table, from left to right. Add a line for another; a column that is "
                "renamed keeps its years.",
            ),
        ],
        key="columns",
    )
    frame = pd.DataFrame({"key": [each.key for each in now.columns], "label": [each.label for each in now.columns]}, dtype=object)
    edited = widgets.grid(frame, f"columns {key}", {"label": ("Column", None)}, grows=True)
    columns, keys = [], set(filter(None, map(words_of, edited["key"])))
    for row in edited.itertuples():
        label, own = words_of(row.label), words_of(row.key)
        if not label:
            continue
        if not own:
            own = next(each for each in (key_of(label) or "column", *(f"column-{n}" for n in range(1, 99))) if each not in keys)
            keys.add(own)
        columns.append(Column(own, label))
    kept = {column.key for column in columns}
    words = {column.key: column.label for column in columns}
    years = {(kpi, own): (year, said) for (kpi, own), (year, said) in now.years.items() if own in kept}
    for kpi in now.kpis:
        for own in kept:
            if years.get((kpi, own), (None, ""))[0] is None:
                years[kpi, own] = (None, words[own])
    opens = now.opens_with if now.opens_with in kept or not columns else columns[-1].key
    return replace(now, columns=tuple(columns), years=years, opens_with=opens)


def years(now: Settings, before: Settings, known: Choices, kpis: pd.DataFrame, key: str) -> Settings:
    """The KPI list, and the published year in each column. A year that its KPI does not have comes back as ``NO_YEAR``."""
    session.show(
        [
            el("h3", "KPI list and years"),
            el(
                "p",
                "Which KPIs have a place, and which published year stands in which column: a table somebody reviews, never worked "
                "out silently. The fourteen of the form are always in. Empty means that nothing published stands there.",
            ),
        ],
        key="years",
    )
    years = {}
    for group, own in settings_sheet.groups(kpis).items():
        held = [kpi for kpi in own["kpi"] if kpi in now.kpis]
        with widgets.folded(f"{group}: {len(held)} of {len(own)}", key=f"{group} {key}"):
            years |= _group(now, before, known, own, f"{group} grid {key}")
    return replace(now, years=years)


def _group(now: Settings, before: Settings, known: Choices, own: pd.DataFrame, key: str) -> dict:
    fixed = own["number"].notna().all()
    words = {kpi: dict(known.years.get(kpi, {})) for kpi in own["kpi"]}
    for settings in (before, now):
        for (kpi, _), (year, said) in settings.years.items():
            if kpi in words and year:
                words[kpi].setdefault(year, said)
    meant = {kpi: {said: year for year, said in found.items()} for kpi, found in words.items()}
    options = sorted(
        {said for found in words.values() for said in found.values()}, key=lambda said: said.split()[::-1], reverse=True
    )
    frame = pd.DataFrame({"in": own["kpi"].isin(now.kpis).to_numpy(), "name": own["name"].to_numpy()})
    for column in now.columns:
        stands = [now.years.get((kpi, column.key), (None, "")) for kpi in own["kpi"]]
        frame[f"year {column.key}"] = pd.Series([said if year is not None else None for year, said in stands], dtype=object)
    shown = {} if fixed else {"in": ("In this cycle", "tick")}
    shown |= {"name": ("KPI", None)} | {f"year {column.key}": (column.label, options) for column in now.columns}
    edited = widgets.grid(frame, key, shown, fixed=["name"])
    found = {}
    for place, kpi in enumerate(own["kpi"]):
        if not (fixed or edited["in"].iloc[place]):
            continue
        for column in now.columns:
            said = words_of(edited[f"year {column.key}"].iloc[place])
            year = meant[kpi].get(said, NO_YEAR) if said else None
            found[kpi, column.key] = (year, said or column.label)
    return found


def dates(now: Settings, key: str) -> Settings:
    """Deadlines and meetings."""
    session.show(
        [
            el("h2", "Deadlines and meetings"),
            el(
                "p",
                "The dates of the process, in order, with who says so: two papers may give two deadlines, and both are kept. For "
                "one day, the first and the last are the same; a deadline may have the last alone.",
            ),
        ],
        key="dates",
    )
    frame = pd.DataFrame(
        [(day.kind, day.what, day.who, day.first_day, day.last_day, day.said_by, day.detail) for day in now.dates],
        columns=["kind", "what", "who", "first", "last", "said_by", "detail"],
        dtype=object,
    )
    frame[["first", "last"]] = frame[["first", "last"]].apply(pd.to_datetime)
    shown = {
        "kind": ("Kind", list(KINDS)),
        "what": ("What", None),
        "who": ("Who", None),
        "first": ("First day", "date"),
        "last": ("Last day", "date"),
        "said_by": ("Said by", None),
        "detail": ("More", None),
    }
    edited = widgets.grid(frame, f"dates {key}", shown, grows=True)
    dates = [
        Day(
            words_of(row.kind),
            words_of(row.what),
            words_of(row.who),
            _day(row.first),
            _day(row.last),
            words_of(row.detail),
            words_of(row.said_by),
        )
        for row in edited.itertuples()
    ]
    return replace(now, dates=tuple(day for day in dates if day != Day("", "", "", None, None, "", "")))


def _day(value: object) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()


def bpns(now: Settings, known: Choices, key: str) -> Settings:
    """BPNs with lead and forum days, and the rounds."""
    session.show(
        [
            el("h2", "BPNs, rounds and forum days"),
            el(
                "p",
                "Groups of authorities that challenge each other, the authority each is named after, and the day of each forum. "
                "Who is in which is entered below, once these are saved.",
            ),
        ],
        key="bpns",
    )
    said = widgets.line(
        "Rounds, in order, with commas between",
        key=f"rounds {key}",
        value=", ".join(name.capitalize() for name in now.rounds),
        words="As in: December, January. Each BPN meets once in each.",
    )
    rounds = tuple(dict.fromkeys(filter(None, map(key_of, said.split(",")))))
    leads = {name: area for area, name in known.names.items() if known.region_of[area] == now.region}
    frame = pd.DataFrame(
        [(each.bpn, each.name, known.names.get(each.lead)) for each in now.bpns], columns=["bpn", "name", "lead"], dtype=object
    )
    for name in now.rounds:
        frame[f"round {name}"] = pd.to_datetime(pd.Series([now.forums.get((each.bpn, name)) for each in now.bpns], dtype=object))
    shown = {"name": ("BPN", None), "lead": ("Lead authority", list(leads))}
    shown |= {f"round {name}": (f"Forum, {name.capitalize()} round", "date") for name in now.rounds}
    edited = widgets.grid(frame, f"bpns {key}", shown, grows=True)
    bpns, forums = [], {}
    for row in edited.to_dict("records"):
        own = words_of(row["bpn"]) or key_of(words_of(row["name"]))
        days = {name: _day(row[f"round {name}"]) for name in now.rounds}
        if own or words_of(row["lead"]) or any(days.values()):
            bpns.append(Bpn(own, words_of(row["name"]), leads.get(words_of(row["lead"]), "")))
            forums |= {(own, name): days.get(name) for name in rounds}
    return replace(now, bpns=tuple(bpns), rounds=rounds, forums=forums)

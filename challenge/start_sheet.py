"""What the start screen shows: where the cycle stands, three ways in, the process as a time line, and how a live store is made."""

from datetime import date

import pandas as pd

from challenge import wording
from challenge.links import View
from challenge.sheet import Node, el


def stands(cycle: dict, returns: pd.DataFrame, dates: pd.DataFrame, today: date) -> tuple[str, str]:
    """Headline and lede: what is in, what is missing, what comes next."""
    missing = returns.loc[returns["version"].isna(), "name"].tolist()
    title, n = cycle["title"], len(returns)
    if len(missing) == n:
        headline = f"Published figures of {n} authorities are ready for {title}; no self-view is in yet."
    elif missing:
        who = f": {wording.listed(missing)} {'is' if len(missing) == 1 else 'are'} missing" if len(missing) <= 4 else ""
        headline = f"{n - len(missing)} of {n} self-views for {title} are in{who}."
    else:
        headline = f"All {n} self-views for {title} are in."
    if dates.empty:
        return headline, "No dates are set for this cycle."
    ahead = dates[(pd.to_datetime(dates["last_day"]).dt.date >= today) & dates["first_day"].notna()]
    if ahead.empty:
        last = pd.to_datetime(dates["last_day"]).max().date()
        return headline, f"Every date of this cycle has passed; the last was {wording.day(last)}."
    coming = ahead.iloc[0]
    return headline, f"Next: {wording.lower_first(coming['what'])}, {wording.days(*_span(coming))}."


def ways_in(view: View, members: pd.DataFrame, dates: pd.DataFrame) -> Node:
    """Three ways in: before the group's meeting, presenting the address, checking one's own authority."""
    meetings = dates[dates["kind"] == "meeting"].head(2) if not dates.empty else dates
    days = [wording.day(_span(row)[0], year=False) for _, row in meetings.iterrows()]
    region = view.but(screen="region")
    ways = el(
        "div",
        el(
            "article",
            el("p", "For the strategic performance group", cls="kind"),
            el(
                "h3",
                el(
                    "a",
                    f"Before {days[0]}: what stands out?" if days else "Before the meeting: what stands out?",
                    href=region.link(),
                ),
            ),
            el("p", "The region’s themes, every authority beside every other, and the way into each."),
            el(
                "p",
                el("a", "In the meeting", href=view.but(screen="meeting").link()),
                ": each authority’s figures and own words, and where the group places it. ",
                el("a", "The journey", href=view.but(screen="journey").link()),
                ": where all stand.",
            ),
            cls="card",
        ),
        el(
            "article",
            el("p", "For the sector-led improvement team", cls="kind"),
            el(
                "h3",
                el(
                    "a",
                    f"Presenting on {days[1]}: what do we say?" if len(days) > 1 else "Presenting the region: what do we say?",
                    href=region.link(compare="worse-and-worsening"),
                ),
            ),
            el("p", "Themes with the rows they rest on, and what is worse than England and still worsening."),
            cls="card",
        ),
        el(
            "article",
            el("p", "For an authority", cls="kind"),
            el("h3", "Checking my own position"),
            el(
                "form",
                [el("input", type="hidden", name=name, value=value) for name, value in view.query().items()],
                el(
                    "label",
                    "Authority ",
                    el(
                        "select",
                        [el("option", row.name, value=row.area) for row in members[["area", "name"]].itertuples(index=False)],
                        name="area",
                    ),
                ),
                el("button", "Open"),
                action="/authority",
                cls="ask",
            ),
            el(
                "p",
                "Or ",
                el("a", "the self-check", href=view.but(screen="self_check").link()),
                ": what is in and what is missing; and ",
                el("a", "place yourselves", href=view.but(screen="placing").link()),
                " on the improvement grid.",
            ),
            cls="card",
        ),
        cls="cards",
    )
    return el("section", el("h2", "Ways in", cls="visually-hidden"), ways)


def timeline(dates: pd.DataFrame, forums: pd.DataFrame, today: date, practice: bool) -> Node:
    """The process in order of time; what is over, under way and ahead is said in words too."""
    return el("ol", [_moment(row, forums, today, practice) for _, row in dates.iterrows()], cls="timeline")


def _moment(row: pd.Series, forums: pd.DataFrame, today: date, practice: bool) -> Node:
    first, last = _span(row)
    state = "past" if last < today else "now" if (first or last) <= today else "next"
    when = f"to {wording.day(last)}" if first is None else wording.days(first, last)
    own = forums[pd.to_datetime(forums["day"]).dt.date.between(first or last, last)] if row["kind"] == "forum" else forums.head(0)
    return el(
        "li",
        el("time", when, datetime=str(first or last)),
        el(
            "div",
            el("strong", row["what"]),
            el("span", f" · {row['who']}" if isinstance(row["who"], str) else "", cls="muted"),
            el(
                "p",
                row["detail"],
                f" (Said by: {row['said_by'][:1].lower() + row['said_by'][1:]}.)" if row["kind"] == "deadline" else None,
            ),
            el(
                "ul",
                [
                    el(
                        "li",
                        f"{wording.day(f.day, year=False)}: {f.name} BPN"
                        + (f" ({'Practice: ' if practice else ''}{f.areas})" if isinstance(f.areas, str) else ""),
                    )
                    for f in own[["day", "name", "areas"]].itertuples(index=False)
                ],
                cls="rows",
            )
            if not own.empty
            else None,
            el("span", {"past": "over", "now": "under way", "next": "ahead"}[state], cls="visually-hidden"),
        ),
        cls=state,
    )


def _span(row: pd.Series) -> tuple[date | None, date]:
    first, last = (None if pd.isna(day) else pd.Timestamp(day).date() for day in (row["first_day"], row["last_day"]))
    return first, last or first


def returned(returns: pd.DataFrame, view: View, title: str) -> Node | None:
    """Who has returned, as a table; None when nobody has."""
    if returns["version"].isna().all():
        return None
    home = view.but(screen="authority", source="returned")
    return el(
        "details",
        el("summary", "Who has returned"),
        el(
            "div",
            el(
                "table",
                el("caption", title),
                el("thead", el("tr", [el("th", head, scope="col") for head in ("Authority", "Received", "Version", "Figures")])),
                el(
                    "tbody",
                    [
                        el(
                            "tr",
                            el("th", el("a", row.name, href=home.link(area=row.area)), scope="row"),
                            el("td", "not returned" if pd.isna(row.version) else wording.day(row.recorded_at)),
                            el("td", "" if pd.isna(row.version) else int(row.version), cls="num"),
                            el("td", "" if pd.isna(row.version) else int(row.n_figures), cls="num"),
                        )
                        for row in returns.itertuples(index=False)
                    ],
                ),
                cls="table",
            ),
            cls="scroll",
        ),
        cls="more",
    )


def live_store(practice: bool) -> Node:
    """How a live store is made: the commands, for each system."""
    make = '-m challenge store make --live --name "Your name" --role "Sector-led improvement team"'
    lines = (
        (
            "Linux and macOS",
            f"CHALLENGE_STORE=~/peer-challenge-live .venv/bin/python {make}",
        ),
        ("then", "CHALLENGE_STORE=~/peer-challenge-live make run"),
        (
            "Windows (PowerShell)",
            f'$env:CHALLENGE_STORE = "$HOME\\peer-challenge-live"; .venv\\Scripts\\python {make}',
        ),
        ("then", ".venv\\Scripts\\python -m challenge run"),
    )
    return el(
        "details",
        el("summary", "Make a live store" if practice else "This is a live store"),
        el(
            "p",
            "A live store holds the real published figures and only what people enter or send: no BPN, round or return is ",
            "invented. Stop the dashboard, then:",
        ),
        el("dl", [[el("dt", system), el("dd", el("code", line))] for system, line in lines], cls="facts"),
        cls="more",
    )


def not_loaded(items: pd.DataFrame) -> Node:
    """What the self-view asks and no release holds, with where it would come from."""
    return el(
        "details",
        el("summary", f"What the self-view asks and no release holds ({len(items)})"),
        el(
            "div",
            el(
                "table",
                el("caption", "Not loaded"),
                el("thead", el("tr", [el("th", head, scope="col") for head in ("What", "Asked in", "Why not", "Would come from")])),
                el(
                    "tbody",
                    [
                        el(
                            "tr",
                            el("th", row.item, scope="row"),
                            el("td", row.asked_in),
                            el("td", row.why),
                            el("td", row.would_come_from),
                        )
                        for row in items.itertuples(index=False)
                    ],
                ),
                cls="table",
            ),
            cls="scroll",
        ),
        cls="more",
    )

"""The returns screen for one authority, part by part: what waits for an answer, figures beside published ones, words, grid,
versions, signatures, and files to take along."""

import pandas as pd

import queries
from challenge import acting, problem_list, reconciliation, return_sheet, returns_sheet, session, tag_parts, widgets, wording
from challenge.access import Person
from challenge.errors import ChallengeError
from challenge.opened import Opened
from challenge.returns.document import Problem
from challenge.returns.form import OFFICES, Form
from challenge.returns.self_view import SelfView
from challenge.sheet import el
from challenge.taking_in import MIMES, templates

ENDINGS = {"word": "docx", "old_word": "doc", "workbook": "xlsx", "table": "csv"}


def one(opened: Opened, form: Form, rows: pd.DataFrame, deadlines: pd.DataFrame) -> None:
    """Everything about one authority's return: the version chosen in the address, else the one that counts."""
    view, cycle = opened.view, opened.cycle["cycle"]
    row = rows.set_index("area", drop=False).loc[view.area].to_dict()
    versions = opened.rows(queries.returns.versions, cycle=cycle, area=view.area)
    name = row["name"]
    shown = int(view.version or (versions["version"].iloc[0] if len(versions) else 0))
    latest = len(versions) > 0 and shown == int(versions["version"].iloc[0])
    # Everything is asked for before anything is drawn: until then the screen before stands whole.
    given = {"cycle": cycle, "area": view.area, "version": shown}
    figures = opened.rows(queries.returns.figures, **given)
    answers = opened.rows(queries.returns.answers, **given)
    placements = opened.rows(queries.returns.placements, **given)
    beside = opened.rows(queries.self_check.beside_published, cycle=cycle, area=view.area) if latest else None
    acts = latest and view.as_of is None
    tags = tag_parts.asked(opened) if acts else None
    stored = acting.version(cycle, view.area, shown) if len(versions) else None
    session.title(f"Return of {name}")
    crumbs = [(opened.cycle["region_name"], opened.home("region")), ("Returns", view.link(area=None, version=None)), (name, None)]
    lede = returns_sheet.due(deadlines, [])
    if len(versions):
        lede = f"Received {wording.day(row['first_received'])}: {returns_sheet.punctual(row['first_received'], deadlines)}."
    session.show(
        [
            opened.masthead(crumbs, only=("As of",)),
            el("h1", return_sheet.headline(name, row, versions), cls="headline"),
            el("p", lede, cls="lede"),
            opened.looking_back(),
        ],
        key="return",
    )
    if stored is None:
        session.show(
            el(
                "p", el("a", "Take in its file", href=view.link(area=None, as_of=None)), " on the list of all returns.", cls="empty"
            ),
            key="none",
        )
        templates(opened, view.area, name)
        return
    columns = dict(zip(opened.columns["column_key"], opened.columns["label"], strict=True))
    _problems(opened, stored, shown, columns, acts)
    session.show(
        [
            el("h2", f"Its figures, version {shown}"),
            problem_list.figures(figures, columns, opened.marked(f"{name}, version {shown}: figures as returned")),
            el("p", f"In place of a figure: {wording.marks()}", cls="muted"),
        ],
        key="figures",
    )
    if beside is not None:
        title = opened.marked(f"{name}: returned beside published")
        session.show([el("h2", "Returned beside published"), reconciliation.table(beside, title)], key="beside")
        if acts:
            _explanations(beside, cycle, view.area)
    session.show(
        [el("h2", opened.marked("What it says")), return_sheet.narrative(answers, form)],
        key="says",
    )
    if tags is not None:
        tag_parts.part(opened, tags)
    session.show(
        [
            el("h2", opened.marked("Where it places itself")),
            return_sheet.grid(placements, form, opened.marked(f"{name}, version {shown}: own placement on the improvement grid")),
        ],
        key="words",
    )
    _signatures(opened, stored, shown, acts)
    _versions(opened, form, versions, shown, name)
    templates(opened, view.area, name)


def _problems(opened: Opened, stored: SelfView, shown: int, columns: dict[str, str], acts: bool) -> None:
    name = opened.kpi_names
    kpis = {figure.number: f"{figure.number} {name.get(figure.kpi, figure.kpi)}" for figure in stored.figures}
    if not stored.problems:
        session.show(
            [el("h2", "What waits for an answer"), el("p", "Nothing: no problem was found in this version.")], key="problems"
        )
        return
    caption = opened.marked(f"Version {shown}: what was found to look at")
    session.show(
        [
            el("h2", "What waits for an answer"),
            el("p", wording.sentence(problem_list.counts(stored.problems))),
            problem_list.problems(stored.problems, kpis, columns, caption),
        ],
        key="problems",
    )
    actor = widgets.actor()
    if not acts:
        return
    with widgets.folded("Put figures right here", key="mending"):
        _mending(stored, shown, kpis, columns, actor)


def _mending(stored: SelfView, shown: int, kpis: dict[int, str], columns: dict[str, str], actor: Person | None) -> None:
    """Fields for every figure with a problem; sending them makes a new version that keeps what the file said."""
    rows = {each.number for each in stored.problems if each.blocks and each.period is None}
    concerned = list(
        dict.fromkeys(
            [
                *((each.number, each.period) for each in stored.problems if each.number is not None and each.period),
                *((each.number, each.period) for each in stored.figures if each.number in rows and each.value is None),
            ]
        )
    )
    ends = sorted({figure.period for figure in stored.figures if figure.part_year and figure.period_end is None})
    with widgets.form("mend"):
        said = {
            key: widgets.line(
                f"{kpis[key[0]]}, {columns.get(key[1], key[1])}: what the cell should say",
                key=f"mend {key[0]} {key[1]}",
                words="As in the form: a figure, n/a, <5, tbc. Leave empty to change nothing.",
            )
            for key in concerned
        }
        days = {
            column: widgets.day(f"{columns[column]}: the last day its part-year figures cover", key=f"end {column}")
            for column in ends
        }
        settled: set[Problem] = set()
        for number, problem in enumerate(stored.problems):
            if not problem.blocks and widgets.tick(
                f"Confirmed as it stands: {problem.found} ({problem.place})", key=f"settle {number}"
            ):
                settled.add(problem)
        sent = widgets.send(f"Store as version {shown + 1}", key="store mended", off=actor is None)
    if actor is None:
        session.show(el("p", "Say who you are (on the left) before you put anything right.", cls="note"), key="who mends")
    if not sent or actor is None:
        return
    figures = {key: words for key, words in said.items() if words.strip()}
    days = {column: day for column, day in days.items() if day}
    if not figures and not settled and not days:
        session.show(el("p", "Nothing was changed or confirmed, so nothing was stored.", cls="note"), key="nothing mended")
        return
    try:
        version, _ = acting.mend(stored, shown, figures, days, settled, actor)
    except ChallengeError as error:
        _refused(error, "not mended")
        return
    widgets.said(f"Stored as version {version}")
    widgets.again()


def _refused(error: ChallengeError, key: str) -> None:
    session.show(
        el(
            "div",
            el("p", el("strong", wording.sentence(f"Not saved: {error.found}")), f" {wording.sentence(error.do)}"),
            cls="message",
            role="alert",
        ),
        key=key,
    )


def _explanations(beside: pd.DataFrame, cycle: str, area: str) -> None:
    """Room for the authority's explanation of a difference."""
    apart = beside[~beside["within_rounding"].astype(bool)]
    if apart.empty:
        return
    rows = {f"{row.kpi} {row.ordinal}": row for row in apart.itertuples()}
    with widgets.folded("Explain a difference", key="explaining"):
        actor = widgets.actor()
        chosen = rows[
            widgets.choose(
                "Which figure",
                {key: f"{row.number} {row.short_name}, {row.column_label}" for key, row in rows.items()},
                key="explained figure",
            )
        ]
        with widgets.form("explain"):
            before = chosen.explanation if isinstance(chosen.explanation, str) else ""
            text = widgets.lines("Why it differs, in the authority’s words", key=f"why {chosen.kpi} {chosen.ordinal}", value=before)
            sent = widgets.send("Save the explanation", key="save explanation", off=actor is None)
        if sent and actor is not None:
            try:
                acting.explain(cycle, area, chosen.kpi, int(chosen.ordinal), text, int(chosen.explanation_revision), actor)
            except ChallengeError as error:
                _refused(error, "not explained")
                return
            widgets.said("Saved")
            widgets.again()


def _signatures(opened: Opened, stored: SelfView, shown: int, acts: bool) -> None:
    cycle, area = opened.cycle["cycle"], opened.view.area
    rows = opened.rows(queries.returns.sign_offs, cycle=cycle, area=area)
    written = opened.rows(queries.returns.written_sign_offs, cycle=cycle, area=area, version=shown)
    session.show(
        [
            el("h2", opened.marked("Sign-off")),
            el("p", "A signature belongs to one version. Any later version is unsigned until it is signed again."),
            return_sheet.signatures(rows, written, shown),
        ],
        key="signatures",
    )
    actor = widgets.actor()
    if not acts:
        return
    current = set(rows.loc[rows["current"].astype(bool), "office"])
    with widgets.folded("Sign, or take a signature back", key="signing"):
        if actor is None:
            session.show(el("p", "Say who you are (on the left) before you sign.", cls="note"), key="who signs")
        with widgets.form("sign"):
            office = widgets.choose("Office", OFFICES, key="office")
            name = widgets.line("Name of who signs", key="signatory")
            reason = widgets.line("Reason, when a signature is taken back", key="reason")
            signed = widgets.send(f"Sign version {shown}", key="sign version", off=actor is None)
            back = widgets.send("Take it back", key="withdraw", main=False, off=actor is None)
        try:
            if signed and actor is not None:
                acting.sign(cycle, area, office, shown, name, actor)
                widgets.again()
            if back and actor is not None:
                if office not in current:
                    raise ChallengeError("sign-off", "no signature of this office that stands", "one", "nothing to take back")
                acting.withdraw(cycle, area, office, reason, actor)
                widgets.again()
        except ChallengeError as error:
            _refused(error, "not signed")


def _versions(opened: Opened, form: Form, versions: pd.DataFrame, shown: int, name: str) -> None:
    cycle, area = opened.cycle["cycle"], opened.view.area
    caption = opened.marked(f"{name}: every version")
    parts = [el("h2", "Versions"), return_sheet.versions(versions, opened.view, shown, caption)]
    earlier = versions.loc[versions["version"] < shown, "version"]
    if len(earlier):
        given = {"cycle": cycle, "area": area, "version": shown, "earlier": int(earlier.iloc[0])}
        figures = opened.rows(queries.versions.changed_figures, **given)
        words = opened.rows(queries.versions.changed_words, **given)
        parts.append(return_sheet.changes(figures, words, form, int(earlier.iloc[0]), opened.marked(f"{name}, version {shown}")))
    session.show(parts, key="versions")
    row = versions.set_index("version").loc[shown]
    if isinstance(row["sha256"], str) and isinstance(row["file_kind"], str):
        data = acting.original(row["sha256"], row["file_kind"])
        ending = ENDINGS[row["file_kind"]]
        if data is None:
            session.show(el("p", "Its file was erased; what was read from it stands above.", cls="note"), key="erased")
            return
        session.show(el("p", return_sheet.NOT_FOR_OFSTED, cls="note"), key="original note")
        widgets.take_along(
            f"Download the file as it came ({ending}, not for Ofsted)",
            "original",
            data,
            row["received_as"],
            MIMES[ending],
            ofsted=False,
        )

"""Issuing on the questions screen: what an authority would be sent, the press that sends it, and what was sent."""

from dataclasses import dataclass

import pandas as pd

import queries
from challenge import access, issue_sheet, issued_parts, issued_sheet, question_acts, session, widgets
from challenge.errors import ChallengeError
from challenge.issued_packs import packs
from challenge.issued_parts import take_version
from challenge.opened import Opened
from challenge.packs import questions_dataset
from challenge.packs.questions_dataset import Sent
from challenge.question_acts import Asks, ChangedMeanwhile
from challenge.sheet import Node, el

__all__ = ["Rows", "asked", "packs", "part"]
WHO = "Say who you are (on the left) before you issue."


@dataclass(frozen=True)
class Rows:
    """What stands of one authority: its questions (``queries.questions.of_area``), evidence, focus, what it was sent."""

    name: str
    questions: pd.DataFrame
    draft: Sent
    ready: Sent
    focus: dict
    versions: pd.DataFrame
    sent: list[Sent]

    @property
    def latest(self) -> Sent | None:
        """What was sent last."""
        return self.sent[0] if self.sent else None

    def seen(self) -> dict[str, tuple]:
        """What is on the screen, as a press is compared with what stands by then."""
        each = self.questions.itertuples(index=False)
        found = {row.question: (int(row.revision), row.state, row.headline, row.actor) for row in each}
        return found | {"focus": (self.ready.focus, self.ready.focus_reason)}


def asked(opened: Opened) -> Rows:
    """Everything this part shows, asked before anything is drawn."""
    given = {"cycle": opened.cycle["cycle"], "area": opened.view.area}
    questions = opened.rows(queries.questions.of_area, **given)
    evidence = opened.rows(queries.questions.evidence, **given)
    focus = opened.row(queries.questions.focus, **given)
    sent = issued_parts.asked(opened)
    place, where = issued_parts.placed(opened, opened.view.area)
    chosen = (focus["focus"], focus["reason"], place, where)
    stood = {each.key: number for number, each in enumerate(sent[0].asked)} if sent else {}
    order = questions["question"].map(lambda key: stood.get(key, len(stood)))
    ready = questions.assign(place=order).sort_values("place", kind="stable")
    ready = ready[ready["state"].isin(issue_sheet.READY)]
    return Rows(
        place["name"],
        questions,
        questions_dataset.drafted(questions[questions["state"] != "parked"], evidence, *chosen),
        questions_dataset.drafted(ready, evidence, *chosen),
        focus,
        opened.rows(queries.issuing.versions, **given),
        sent,
    )


def rows_now(opened: Opened) -> Rows:
    """The same, asked for again only when something was written since."""
    return widgets.kept("issue rows", _hangs_on(opened), lambda: asked(opened))


def _hangs_on(opened: Opened) -> tuple:
    return session.stands(opened, "issuing", "settings")


def part(opened: Opened, rows: Rows) -> None:
    """What would be issued and what was, drawn anew as the group goes on. An authority sees what was issued alone."""
    if not access.may_draft(opened.reading.viewer):
        issued_parts.part(opened, rows.sent, rows.name)
        return

    def drawn() -> None:
        _drawn(opened, rows_now(opened))

    widgets.part(drawn, every=3)


@dataclass(frozen=True)
class Told:
    """The rows in words: what would be issued, what was, what the authority reads, and whether these say the same."""

    now: Node
    before: Node
    read: Node | None
    unchanged: bool
    draft_differs: bool


def _told(opened: Opened, rows: Rows) -> Told:
    unchanged = rows.latest is not None and questions_dataset.same(rows.ready, rows.latest)
    now = el(
        "div",
        el("h2", opened.marked(f"Issue to {rows.name}"), id="issue"),
        issue_sheet.how(rows.name, opened.home("self_check", area=opened.view.area)),
        issue_sheet.ready(rows.ready, rows.latest, unchanged),
        issue_sheet.left_out(rows.questions, rows.latest),
        cls="issue",
        data_part="issued",
    )
    caption = opened.marked(f"{rows.name}: what was issued, the last first")
    before = el(
        "div",
        el("h3", "What was issued"),
        issue_sheet.history(rows.sent, rows.versions, caption)
        if rows.sent
        else el("p", f"Nothing has been issued to {rows.name} yet.", cls="muted"),
        cls="issue",
        data_part="issued",
    )
    read = el("div", issued_sheet.told(rows.latest), data_part="issued") if rows.latest else None
    differs = bool(rows.draft.asked) and not (rows.latest and questions_dataset.same(rows.draft, rows.latest))
    return Told(now, before, read, unchanged, differs)


def _drawn(opened: Opened, rows: Rows) -> None:
    name, now = rows.name, rows.seen()
    place = f"{opened.cycle['cycle']} {opened.view.area}"
    told = widgets.kept("issue told", _hangs_on(opened), lambda: _told(opened, rows))
    session.show(told.now, key="issue")
    if opened.view.as_of is None and not told.unchanged:
        _press(opened, rows, place, now)
    widgets.remember(f"seen to issue {place}", now)
    said = widgets.recall(f"issued {place}")
    if said and rows.latest and rows.latest.version == said[0]:
        session.show(issue_sheet.done(name, *said, told.unchanged), key="issued now")
    _was_issued(opened, rows, told)


def _press(opened: Opened, rows: Rows, place: str, now: dict[str, tuple]) -> None:
    """The button, the reason a correction needs, and what was asked back."""
    actor, version = widgets.actor(), (rows.latest.version if rows.latest else 0) + 1
    why = f"why {place} {version}"
    if actor is None:
        session.show(el("p", WHO, cls="note"), key="who issues")
    with widgets.form(f"issue {place} {version}"):
        if version > 1:
            widgets.line(f"Why version {version - 1} is corrected", why, most=1000)
        label = f"Issue to {rows.name}" if version == 1 else f"Issue version {version}, a correction"
        pressed = widgets.send(label, "issue now", off=actor is None)
    asks, answer = f"issue asks {place}", f"issue answer {place}"
    if pressed:
        widgets.remember(asks, None)
        _issue(opened, rows, place, now, frozenset())
    lacking = tuple(
        name for name in widgets.recall(asks) or () if (name == "focus" and not rows.ready.focus) or not rows.ready.asked
    )
    if lacking:
        session.show(issue_sheet.lacks(rows.name, lacking), key="issue lacks")
        with widgets.abreast():
            if widgets.button(issue_sheet.WITHOUT[lacking], key="issue without", off=actor is None):
                widgets.remember(asks, None)
                _issue(opened, rows, place, now, frozenset(lacking))
            if widgets.button("Not yet", key="issue not yet"):
                widgets.remember(asks, None)
                widgets.again()
    if words := widgets.recall(answer):
        session.show(words, key="not issued")


def _issue(opened: Opened, rows: Rows, place: str, now: dict[str, tuple], without: frozenset[str]) -> None:
    """Send what was on the screen; what comes of it is said at the next drawing."""
    actor = widgets.actor()
    if actor is None:
        return
    cycle, area = opened.cycle["cycle"], opened.view.area
    seen = widgets.recall(f"seen to issue {place}") or now
    was = {key: each[0] for key, each in seen.items() if key != "focus" and each[1] in issue_sheet.READY}
    order = [each.key for each in rows.ready.asked if each.key in was]
    wanted = {key: was[key] for key in [*order, *(key for key in was if key not in order)]}
    reason = widgets.recall(f"why {place} {(rows.latest.version if rows.latest else 0) + 1}") or ""
    answer = f"issue answer {place}"
    widgets.remember(answer, None)
    try:
        if differ := issue_sheet.differences(*({"focus": each["focus"]} for each in (seen, now))):
            widgets.remember(answer, issue_sheet.changed(differ))
        else:
            made = question_acts.issue(cycle, area, wanted, actor, reason, without)
            widgets.remember(f"issued {place}", (made.version, made.recorded_at, actor.name))
            widgets.said(f"Version {made.version} is issued")
    except Asks as lacks:
        widgets.remember(f"issue asks {place}", lacks.lacking)
    except ChangedMeanwhile:
        # Read anew: what stands now is what the press met.
        widgets.remember(answer, issue_sheet.changed(issue_sheet.differences(seen, asked(opened).seen())))
    except ChallengeError as error:
        widgets.remember(answer, issue_sheet.refused(error))
    widgets.again()


def _was_issued(opened: Opened, rows: Rows, told: Told) -> None:
    """The versions there are, in words and as files."""
    session.show(told.before, key="was issued")
    with widgets.abreast():
        for sent in rows.sent:
            take_version(opened, sent)
        if told.draft_differs:
            take_version(opened, rows.draft)
    if rows.latest and told.read:
        with widgets.folded(f"Read version {rows.latest.version} as {rows.name} sees it", key="read issued"):
            session.show(told.read, key="issued told")

"""Adding Ofsted's key lines: read from a file, pasted, or written; what was read is shown before anything is stored."""

from dataclasses import dataclass, replace

import pandas as pd

import queries
from challenge import acting, ofsted_sheet, question_acts, session, widgets, wording
from challenge.access import Person
from challenge.errors import ChallengeError
from challenge.opened import Opened
from challenge.question_acts import OfstedLine
from challenge.returns import ofsted_list
from challenge.returns.ofsted_list import Listed
from challenge.returns.ofsted_named import Known
from challenge.returns.ofsted_rows import Line
from challenge.sheet import el

# A field that is full takes nothing more and does not say so: what is too long is refused in words.
PASTED = 2_000_000
# Lines mended at a time: each is three fields.
MENDED = 12
READ = "ofsted list read"
SAVED = "ofsted lines saved"
FILE = "ofsted file taken"


@dataclass(frozen=True)
class Desk:
    """What the parts share: who acts, names of the cycle's authorities and of themes, and the theme's names for a reader."""

    opened: Opened
    actor: Person | None
    names: dict[str, str]
    themes: dict[str, str]
    called: dict[str, tuple[str, ...]]

    @property
    def cycle(self) -> str:
        """The cycle's key."""
        return self.opened.cycle["cycle"]

    def known(self) -> Known:
        """What a list is read against."""
        return ofsted_list.known(self.cycle, acting.cycles(), self.called)


def desk(opened: Opened) -> Desk:
    """The desk of this run."""
    themes = opened.rows(queries.questions.themes)
    return Desk(
        opened,
        widgets.actor(),
        dict(zip(opened.members["area"], opened.members["name"], strict=True)),
        dict(zip(themes["theme"], themes["name"], strict=True)),
        {row.theme: (row.name, row.short_name) for row in themes[["theme", "name", "short_name"]].itertuples(index=False)},
    )


def adding(on: Desk, first: bool) -> None:
    """Three ways in, and what was read. first: none was entered yet, so the first way stands open."""
    session.show(
        [el("h2", "Add key lines", id="add"), None if on.actor else el("p", ofsted_sheet.WHO, cls="note")], key="ofsted add"
    )
    if saved := widgets.recall(SAVED):
        session.show(el("p", saved, cls="note", role="status"), key="ofsted saved")
    turn = widgets.recall(f"{FILE} turn", 0)
    with widgets.folded("Read a list: Word, Excel or CSV", key="ofsted file fold", open_=first):
        found = widgets.upload("Ofsted’s key lines: Word, Excel or CSV", key=f"ofsted file {turn}", words=ofsted_list.EXPECTED)
        _read_file(on, found)
    with widgets.folded("Paste lines", key="ofsted paste fold"):
        _paste(on)
    with widgets.folded("Write one line", key="ofsted write fold"):
        _write(on)
    listed: tuple[str, Listed] | None = widgets.recall(READ)
    if listed is not None and listed[0] == on.cycle:
        _review(on, listed[1])


def _read_file(on: Desk, found: list[tuple[str, bytes]]) -> None:
    mark = (on.cycle, found[0][0], acting.fingerprint(found[0][1])) if found else None
    if mark == widgets.recall(FILE):
        return
    widgets.remember(FILE, mark)
    if mark is not None:
        _lay(on, ofsted_list.read(found[0][0], found[0][1], on.known()))


def _paste(on: Desk) -> None:
    with widgets.form("ofsted paste"):
        area = widgets.choose("Authority of lines without one", on.names, key="ofsted paste area", none="Each line names its own")
        text = widgets.lines(
            "Key lines, one to a paragraph, such as “Wirral: How does early help …?”", key="ofsted paste text", most=PASTED
        )
        sent = widgets.send("Read these lines", key="ofsted paste read", main=False)
    if sent and text.strip():
        _lay(on, ofsted_list.read_text(text, on.known(), (area,) if area else ()))
    elif sent:
        session.show(
            el("p", "There is nothing to read yet: paste the lines above.", cls="note", role="alert"), key="ofsted no paste"
        )


def _write(on: Desk) -> None:
    turn = widgets.recall("ofsted write turn", 0)
    with widgets.form(f"ofsted write {turn}"):
        text = widgets.lines("Key line of enquiry", key=f"ofsted text {turn}", most=PASTED)
        areas = widgets.choose_some("Authorities it is about", on.names, key=f"ofsted areas {turn}", chosen=[])
        themes = widgets.choose_some("Themes", on.themes, key=f"ofsted themes {turn}", chosen=[])
        letter = widgets.line("Letter it is from", key=f"ofsted letter {turn}", words="Such as: Letter of 2 November 2017")
        sent = widgets.send("Add this line", key=f"ofsted add {turn}", off=on.actor is None)
    if sent and _add(on, [OfstedLine(text, tuple(areas), tuple(themes), letter)]):
        widgets.remember("ofsted write turn", turn + 1)
        widgets.again()


def _lay(on: Desk, listed: Listed) -> None:
    widgets.remember(SAVED, None)
    widgets.remember(READ, (on.cycle, listed))
    widgets.remember("ofsted review turn", widgets.recall("ofsted review turn", 0) + 1)


def _review(on: Desk, listed: Listed) -> None:
    """What was read: how many lines, what is in the way, the lines as they would be added, and those to mend."""
    turn = widgets.recall("ofsted review turn", 0)
    name = "the pasted text" if listed.name == ofsted_list.PASTED else listed.name
    found = [*listed.problems, *(problem for line in listed.lines for problem in line.problems)]
    session.show(
        [
            el("h2", f"What was read from {name}", id="read"),
            el("p", ofsted_sheet.counts(len(listed.ready), len(listed.waiting), name)) if listed.lines else None,
            ofsted_sheet.problems(found, f"{name}: what was found to look at") if found else None,
        ],
        key="ofsted read",
    )
    lacking = any(not line.letter for line in listed.lines)
    mark = listed.sha256[:12]
    letter = widgets.line("Letter of the lines without one", key=f"ofsted list letter {mark}") if lacking else ""
    whole = replace(listed, lines=tuple(replace(line, letter=line.letter or letter.strip()) for line in listed.lines))
    if whole.ready:
        _ready(on, whole, mark)
    if whole.waiting:
        _mend(on, whole, mark)
    if widgets.button("Put this list away (nothing more of it is added)", key=f"ofsted away {turn}"):
        _finish(None)


def _ready(on: Desk, listed: Listed, mark: str) -> None:
    lines = listed.ready
    suggested = _suggested(on, lines)
    table = session.here()
    also = bool(suggested) and widgets.tick(
        f"Tag {wording.counted(len(suggested), 'line')} without a theme with what the words suggest",
        key=f"ofsted suggested {mark}",
    )
    if also:
        lines = tuple(replace(line, themes=tuple(suggested.get(place, line.themes))) for place, line in enumerate(lines))
    told = {} if also else {place: [on.themes[theme] for theme in themes] for place, themes in suggested.items()}
    caption = on.opened.marked("These lines are added, all or none")
    with table:
        session.show(ofsted_sheet.ready(lines, told, on.names, on.themes, caption), key="ofsted ready")
    label = f"Add {'this line' if len(lines) == 1 else f'these {len(lines)} lines'}"
    if widgets.button(label, key=f"ofsted add list {mark}", main=True, off=on.actor is None):
        wanted = [_of(listed, line) for line in lines]
        if _add(on, wanted):
            _finish(replace(listed, lines=listed.waiting, problems=()))


def _suggested(on: Desk, lines: tuple[Line, ...]) -> dict[int, list[str]]:
    """For lines without a theme, by their place: the themes that their words suggest."""
    rows = on.opened.rows(queries.ofsted.suggested, texts=tuple(line.text for line in lines))
    found: dict[int, list[str]] = {}
    for row in rows[["ordinal", "theme"]].itertuples(index=False):
        if not lines[int(row.ordinal) - 1].themes:
            found.setdefault(int(row.ordinal) - 1, []).append(row.theme)
    return found


def _mend(on: Desk, listed: Listed, mark: str) -> None:
    waiting = listed.waiting[:MENDED]
    more = len(listed.waiting) - len(waiting)
    rest = f" The first {MENDED} are here, {more} more follow." if more else ""
    session.show(
        [
            el("h3", "Lines that wait for your word"),
            el("p", f"Choose the authorities of each, or leave it out. One without an authority goes on waiting here.{rest}"),
        ],
        key="ofsted mend",
    )
    said: list[tuple[Line, str, list[str], list[str], bool]] = []
    with widgets.form(f"ofsted mend {mark}"):
        for line in waiting:
            # Of the line, not of its place: what is typed stays when others of the list are added.
            key = f"{mark} {acting.fingerprint(f'{line.place} {line.text}'.encode('utf-8', 'replace'))[:12]}"
            why = "; ".join(problem.found for problem in line.problems if problem.blocks)
            session.show(el("p", el("strong", f"{wording.sentence(line.place)} "), wording.sentence(why)), key=f"ofsted why {key}")
            text = widgets.lines(f"Key line of {line.place}", key=f"ofsted mend text {key}", value=line.text, most=PASTED)
            areas = widgets.choose_some(f"Authorities of {line.place}", on.names, f"ofsted mend areas {key}", list(line.areas))
            themes = widgets.choose_some(f"Themes of {line.place}", on.themes, f"ofsted mend themes {key}", list(line.themes))
            said.append((line, text, areas, themes, widgets.tick(f"Leave out {line.place}", key=f"ofsted leave {key}")))
        sent = widgets.send("Add the lines that now have an authority", key=f"ofsted mended {mark}", off=on.actor is None)
    if not sent:
        return
    gone = [line for line, *_, out in said if out]
    good = [(line, text, areas, themes) for line, text, areas, themes, out in said if not out and areas and text.strip()]
    wanted = [_of(listed, replace(line, text=text, areas=tuple(areas), themes=tuple(themes))) for line, text, areas, themes in good]
    if not good and not gone:
        words = "None of them has an authority and words yet. Nothing was added."
        session.show(el("p", words, cls="note", role="alert"), key="ofsted none mended")
    elif not wanted or _add(on, wanted):
        done = [*gone, *(line for line, *_ in good)]
        _finish(replace(listed, lines=tuple(line for line in listed.lines if line not in done), problems=()))


def _of(listed: Listed, line: Line) -> OfstedLine:
    return OfstedLine(line.text, line.areas, line.themes, line.letter, listed.name, line.place)


def _add(on: Desk, lines: list[OfstedLine]) -> bool:
    """Whether the lines were added; what became of them is said above."""
    if on.actor is None:
        return False
    try:
        fresh = question_acts.add_ofsted_lines(on.cycle, lines, on.actor)
    except ChallengeError as error:
        session.show(ofsted_sheet.refused(error), key="ofsted refused")
        return False
    there = len(lines) - fresh
    also = f" {wording.sentence(wording.counted(there, 'line was', 'lines were') + ' there already')}" if there else ""
    said = wording.counted(fresh, "key line was added", "key lines were added")
    widgets.remember(SAVED, f"{wording.sentence(said)}{also}")
    return True


def _finish(rest: Listed | None) -> None:
    """Go on with what is left of a list; with nothing left it is put away."""
    left = rest is not None and bool(rest.lines)
    widgets.remember(READ, (widgets.recall(READ)[0], rest) if left else None)
    widgets.remember("ofsted review turn", widgets.recall("ofsted review turn", 0) + 1)
    if not left:
        widgets.remember(FILE, None)
        widgets.remember(f"{FILE} turn", widgets.recall(f"{FILE} turn", 0) + 1)
    widgets.again()


def rows_of(opened: Opened) -> pd.DataFrame:
    """The cycle's lines as they stand."""
    return opened.rows(queries.ofsted.lines, cycle=opened.cycle["cycle"])

"""Adding Ofsted's key lines: read from a file, pasted, or written; what was read is shown before anything is stored."""

from dataclasses import replace

import queries
from challenge import acting, kept_form, ofsted_sheet, question_acts, session, widgets, wording
from challenge.errors import ChallengeError
from challenge.kept_form import Field, Form, Letter
from challenge.ofsted_desk import Desk, about, answer, forget, some, taking
from challenge.question_acts import OfstedLine
from challenge.returns import ofsted_list
from challenge.returns.ofsted_list import Listed
from challenge.returns.ofsted_rows import Line
from challenge.sheet import el

# Lines mended at a time: each is three fields.
MENDED = 12
READ = "ofsted list read"
SAVED = "ofsted lines saved"
FILE = "ofsted file taken"
PASTE = "ofsted paste letter"
LETTER = "ofsted list letter"
AGAIN = "Kept in this browser until you send it: after a reload read the same list again, and it stands here."
NOTHING = {"kind": "refused", "words": "This list was put away meanwhile. Nothing was added."}
# What is said of a line that is mended.
PARTS = ("text", "areas", "themes", "out")


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
    taking(on, _to_paste(on), lambda letter: _paste(on, letter))
    taking(on, _to_write(on), lambda letter: _write(on, letter))
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


def _to_paste(on: Desk) -> Form:
    each = (("", "Each line names its own"), *some(on.names))
    label = "Key lines, one to a paragraph, such as “Wirral: How does early help …?”"
    needed = "There is nothing to read yet: paste the lines above."
    fields = (
        Field("area", "Authority of lines without one", "one", each),
        Field("text", label, "text", needed=needed, rows=6),
    )
    kept = "Kept in this browser until its lines are added."
    return Form(f"ofsted paste {on.cycle}", fields, "Read these lines", "Paste lines", signed=False, main=False, kept=kept)


def _paste(on: Desk, letter: Letter) -> dict:
    area = letter.values["area"]
    _lay(on, ofsted_list.read_text(letter.values["text"], on.known(), (area,) if area else ()))
    widgets.remember(PASTE, letter.id)
    return {"kind": "read", "words": "They were read: look below at what was found, and add them. They stay here until then."}


def _to_write(on: Desk) -> Form:
    text = Field("text", "Key line of enquiry", "text", needed="There is no key line yet: write what Ofsted asks about.")
    return Form(f"ofsted write {on.cycle}", (text, *about(on)), "Add this line", "Write one line")


def _write(on: Desk, letter: Letter) -> dict:
    said = letter.values
    return _stored(on, [OfstedLine(said["text"], tuple(said["areas"]), tuple(said["themes"]), said["letter"])])


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
    if listed.ready:
        _ready(on, listed)
    if listed.waiting:
        _mend(on, listed)
    if widgets.button("Put this list away (nothing more of it is added)", key=f"ofsted away {turn}"):
        _go_on(None)
        widgets.again()


def _forms(listed: Listed) -> tuple[str, str]:
    """What the forms of a list go by: of its lines that can be added, and of those that wait."""
    return f"ofsted ready {listed.sha256[:12]}", f"ofsted mend {listed.sha256[:12]}"


def _letter(lines: tuple[Line, ...], label: str) -> tuple[Field, ...]:
    """Room for the letter of lines that name none."""
    return (Field("letter", label, hint="Such as: Letter of 2 November 2017"),) if any(not line.letter for line in lines) else ()


def _lettered(line: Line, letter: Letter) -> Line:
    return replace(line, letter=line.letter or str(letter.values.get("letter", "")).strip())


def _ready(on: Desk, listed: Listed) -> None:
    lines = listed.ready
    suggested = _suggested(on, lines)
    told = {place: [on.themes[theme] for theme in themes] for place, themes in suggested.items()}
    caption = on.opened.marked("These lines are added, all or none")
    session.show(ofsted_sheet.ready(lines, told, on.names, on.themes, caption), key="ofsted ready")
    tag = f"Tag {wording.counted(len(suggested), 'line')} without a theme with what the words suggest"
    fields = _letter(lines, "Letter of the lines without one") + ((Field("tag", tag, "tick"),) if suggested else ())
    label = "Add this line" if len(lines) == 1 else f"Add these {len(lines)} lines"
    by_words = {_key(lines[place]): tuple(themes) for place, themes in suggested.items()}
    drawn = {_key(line) for line in lines}
    form = Form(_forms(listed)[0], fields, send=label, kept=AGAIN)
    taking(on, form, lambda letter: _added(on, drawn, by_words, letter))


def _added(on: Desk, drawn: set[str], suggested: dict[str, tuple[str, ...]], letter: Letter) -> dict:
    """Add the lines that were drawn, of the list as it stands now: a letter may come after another one was answered."""
    listed = _now(on)
    lines = [line for line in listed.ready if _key(line) in drawn] if listed else []
    if letter.values.get("tag"):
        lines = [replace(line, themes=suggested.get(_key(line), line.themes)) for line in lines]
    became = _stored(on, [_of(listed, _lettered(line, letter)) for line in lines]) if lines else dict(NOTHING)
    if became["kind"] == "stored":
        widgets.remember(LETTER, letter.values.get("letter", ""))
        _go_on(replace(listed, lines=tuple(line for line in listed.lines if _key(line) not in drawn), problems=()))
        forget(_forms(listed)[0])
    return became


def _now(on: Desk) -> Listed | None:
    read: tuple[str, Listed] | None = widgets.recall(READ)
    return read[1] if read is not None and read[0] == on.cycle else None


def _suggested(on: Desk, lines: tuple[Line, ...]) -> dict[int, list[str]]:
    """For lines without a theme, by their place: the themes that their words suggest."""
    rows = on.opened.rows(queries.ofsted.suggested, texts=tuple(line.text for line in lines))
    found: dict[int, list[str]] = {}
    for row in rows[["ordinal", "theme"]].itertuples(index=False):
        if not lines[int(row.ordinal) - 1].themes:
            found.setdefault(int(row.ordinal) - 1, []).append(row.theme)
    return found


def _mend(on: Desk, listed: Listed) -> None:
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
    fields: list[Field] = []
    values: dict[str, kept_form.Value] = {}
    for line in waiting:
        key = _key(line)
        why = "; ".join(problem.found for problem in line.problems if problem.blocks)
        fields += [
            Field(f"{key} why", wording.sentence(line.place), "says", hint=wording.sentence(why)),
            Field(f"{key} text", f"Key line of {line.place}", "text"),
            Field(f"{key} areas", f"Authorities of {line.place}", "some", some(on.names)),
            Field(f"{key} themes", f"Themes of {line.place}", "some", some(on.themes)),
            Field(f"{key} out", f"Leave out {line.place}", "tick"),
        ]
        values |= {f"{key} text": line.text, f"{key} areas": list(line.areas), f"{key} themes": list(line.themes)}
    fields += _letter(waiting, "Letter of those that name none")
    values["letter"] = widgets.recall(LETTER) or ""
    form = Form(_forms(listed)[1], tuple(fields), values=values, send="Add the lines that now have an authority", kept=AGAIN)
    taking(on, form, lambda letter: _mended(on, waiting, letter))


def _key(line: Line) -> str:
    # Of the line, not of its place: what is typed stays when others of the list are added.
    return acting.fingerprint(f"{line.place} {line.text}".encode("utf-8", "replace"))[:12]


def _mended(on: Desk, waiting: tuple[Line, ...], letter: Letter) -> dict:
    listed = _now(on)
    if listed is None:
        return dict(NOTHING)
    said = [(line, *(letter.values[f"{_key(line)} {part}"] for part in PARTS)) for line in waiting]
    gone = [line for line, *_, out in said if out]
    good = [(line, text, areas, themes) for line, text, areas, themes, out in said if not out and areas and text.strip()]
    if not good and not gone:
        return {"kind": "refused", "words": "None of them has an authority and words yet. Nothing was added."}
    wanted = [
        _of(listed, replace(_lettered(line, letter), text=text, areas=tuple(areas), themes=tuple(themes)))
        for line, text, areas, themes in good
    ]
    left_out = {"kind": "stored", "words": "Nothing was added; what you left out is gone from here."}
    became = _stored(on, wanted) if wanted else left_out
    if became["kind"] == "stored":
        done = {_key(line) for line in (*gone, *(line for line, *_ in good))}
        _go_on(replace(listed, lines=tuple(line for line in listed.lines if _key(line) not in done), problems=()))
        became |= {"fields": [f"{key} {part}" for key in done for part in PARTS]}
    return became


def _of(listed: Listed, line: Line) -> OfstedLine:
    return OfstedLine(line.text, line.areas, line.themes, line.letter, listed.name, line.place)


def _stored(on: Desk, lines: list[OfstedLine]) -> dict:
    """Add lines, and what became of them: ``stored`` or ``refused``, in words."""
    if on.actor is None:
        return {"kind": "refused", "words": ofsted_sheet.WHO}
    try:
        fresh = question_acts.add_ofsted_lines(on.cycle, lines, on.actor)
    except ChallengeError as error:
        return {"kind": "refused", "words": ofsted_sheet.refused_words(error)}
    there = len(lines) - fresh
    also = f" {wording.sentence(wording.counted(there, 'line was', 'lines were') + ' there already')}" if there else ""
    words = f"{wording.sentence(wording.counted(fresh, 'key line was added', 'key lines were added'))}{also}"
    widgets.remember(SAVED, words)
    return {"kind": "stored", "words": words}


def _go_on(rest: Listed | None) -> None:
    """Go on with what is left of a list; with nothing left it is put away, and so is what was typed about it."""
    read = widgets.recall(READ)
    left = rest is not None and bool(rest.lines)
    widgets.remember(READ, (read[0], rest) if left else None)
    widgets.remember("ofsted review turn", widgets.recall("ofsted review turn", 0) + 1)
    if left:
        return
    widgets.remember(FILE, None)
    widgets.remember(f"{FILE} turn", widgets.recall(f"{FILE} turn", 0) + 1)
    if rest is None:
        return
    widgets.remember(LETTER, None)
    for form in _forms(rest):
        forget(form)
    if rest.name == ofsted_list.PASTED and (letter := widgets.recall(PASTE)):
        answer(letter, {"kind": "stored", "words": "All its lines were added or left out."})

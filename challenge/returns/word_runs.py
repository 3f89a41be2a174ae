"""The words of one paragraph of Word as its reader sees them: fields, tracked changes, content controls, symbols, raised marks."""

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from challenge.returns.word_marks import (
    MC,
    PROPERTIES,
    RUN,
    RUN_PROPERTIES,
    STYLE,
    SYMBOLS,
    VALUE,
    W,
    branch,
    first,
    form_field,
    inner,
    joined,
    on,
    state_of,
    sum_of,
    symbol,
    symbols,
    whole,
)

MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PUT_IN, TAKEN_OUT = {f"{W}ins", f"{W}moveTo"}, {f"{W}del", f"{W}moveFrom"}
_NOT_WORDS = {
    f"{W}{name}" for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "trPr", "tcPr", "delText", "delInstrText", "rt")
}
_TEXT = f"{W}t"
_SHAPING = tuple(f"{W}{name}" for name in ("rStyle", "vertAlign", "position", "vanish", "rFonts"))
_LETTERS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote", f"{W}commentReference": "comment"}


@dataclass(frozen=True)
class Styles:
    """What a document's styles say: ids of hidden styles, the raised and lowered, and of placeholders; level and listing by id."""

    hidden: frozenset[str] = frozenset()
    shifted: dict[str, str] = field(default_factory=dict)
    prompts: frozenset[str] = frozenset()
    levels: dict[str, int] = field(default_factory=dict)
    listed: frozenset[str] = frozenset()
    contents: frozenset[str] = frozenset()
    fonts: dict[str, str] = field(default_factory=dict)


@dataclass
class Heard:
    """What a paragraph yields: pieces of ``(how, words)``, how being ``plain``, ``raised`` or ``lowered``; notes on them; text
    boxes anchored in it; how many tracked changes; hidden words; what cannot be read (a large picture, an embedded object)."""

    pieces: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    put_in: list[str] = field(default_factory=list)
    taken_out: list[str] = field(default_factory=list)
    tracked: int = 0
    hidden: list[str] = field(default_factory=list)
    comments: int = 0
    unread: list[str] = field(default_factory=list)

    @property
    def beside(self) -> bool:
        """Whether it holds more than words and notes."""
        return bool(self.boxes or self.put_in or self.taken_out or self.tracked or self.hidden or self.comments or self.unread)


@dataclass
class _Field:
    """A field that has begun: what it computes, whether its result shows, and the words held back until that is known."""

    code: str = ""
    showing: bool = False
    replaced: bool = False
    held: list[tuple[str, str]] = field(default_factory=list)
    default: str = ""
    begins: int = 0


@dataclass
class _Way:
    """The walk through one paragraph. note: (``footnote``, id) → what to say of it."""

    heard: Heard
    styles: Styles
    note: Callable[[str, str], str]
    fields: list[_Field]
    how: str = "plain"
    font: str = ""
    hidden: bool = False
    inside: str = ""


def hear(paragraph: etree._Element, styles: Styles, note: Callable[[str, str], str], heard: Heard | None = None) -> Heard:
    """Read a paragraph, onto the end of ``heard`` when its mark was deleted as a tracked change."""
    heard = heard or Heard()
    style = inner(paragraph, PROPERTIES, STYLE)
    way = _Way(heard, styles, note, [], inside="" if style is None else style.get(VALUE, ""))
    way.hidden = way.inside in styles.hidden
    _walk(paragraph, way)
    # A field that never shows a result within its paragraph is broken or goes on: its words are kept rather than lost.
    for each in way.fields:
        if not each.showing and not each.replaced:
            heard.pieces += each.held
    return heard


def words(heard: Heard, in_cell: bool) -> str:
    """The words in one string; in a cell, marks raised after a value go to ``heard.notes``."""
    return joined(heard.pieces, heard.notes, in_cell)


def _put(way: _Way, text: str) -> None:
    if way.hidden:
        way.heard.hidden.append(text)
        return
    piece = (way.how, text)
    quiet = next((each for each in way.fields if not each.showing), None) if way.fields else None
    if quiet is None:
        way.heard.pieces.append(piece)
    else:
        quiet.held.append(piece)


def _walk(element: etree._Element, way: _Way) -> None:
    for child in element:
        tag = child.tag
        if tag == _TEXT:
            if child.text:
                _put(way, symbols(child.text, way.font) if way.font else child.text)
        elif tag in _NOT_WORDS:
            continue
        elif tag == RUN:
            _run(child, way)
        elif tag in _LETTERS:
            _put(way, _LETTERS[tag])
        elif tag in PUT_IN:
            before = len(way.heard.pieces)
            way.heard.tracked += 1
            _walk(child, way)
            way.heard.put_in.append("".join(text for _, text in way.heard.pieces[before:]))
        elif tag in TAKEN_OUT:
            way.heard.tracked += 1
            way.heard.taken_out.append("".join(each.text or "" for each in child.iter(f"{W}t", f"{W}delText")))
        elif tag == f"{W}sdt":
            _control(child, way)
        elif tag == f"{W}fldChar":
            _field_mark(child, way)
        elif tag == f"{W}instrText":
            if way.fields:
                way.fields[-1].code += child.text or ""
        elif tag == f"{W}fldSimple":
            _calculated(child.get(f"{W}instr", ""), way)
            _walk(child, way)
        elif tag == f"{W}sym":
            _put(way, symbol(child))
        elif tag in _NOTES:
            if child.get(f"{W}customMarkFollows") is not None:
                way.how = "raised"
            if not way.hidden:
                way.heard.comments += tag == f"{W}commentReference"
                way.heard.notes.append(way.note(_NOTES[tag], child.get(f"{W}id", "")))
        elif tag == f"{MC}AlternateContent":
            chosen = branch(child)
            _pictures(child, way)
            if chosen is not None:
                _walk(chosen, way)
        elif tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
            _boxes(child, way)
            _pictures(child, way)
        elif tag in (f"{MATHS}oMath", f"{MATHS}oMathPara"):
            _put(way, sum_of(child))
        elif tag == f"{W}subDoc":
            way.heard.unread.append("a linked sub-document")
        elif isinstance(tag, str):
            # Hyperlinks, smart tags, custom XML, directions, ruby: wrappers around words.
            _walk(child, way)


def _run(run: etree._Element, way: _Way) -> None:
    properties = first(run, RUN_PROPERTIES)
    outer = way.how, way.font, way.hidden
    if properties is not None:
        _formatted(properties, way)
    _walk(run, way)
    way.how, way.font, way.hidden = outer


def _formatted(properties: etree._Element, way: _Way) -> None:
    shift, font = "", ""
    for each in properties.iterchildren(*_SHAPING):
        tag = each.tag
        if tag == f"{W}rStyle":
            style = each.get(f"{W}val", "")
            shift = shift or way.styles.shifted.get(style, "")
            font = font or way.styles.fonts.get(style, "")
            way.hidden = way.hidden or style in way.styles.hidden
        elif tag == f"{W}vertAlign":
            shift = each.get(f"{W}val", "")
        elif tag == f"{W}position":
            height = whole(each.get(f"{W}val"), 0)
            shift = shift or ("superscript" if height >= 4 else "subscript" if height <= -4 else "")
        elif tag == f"{W}vanish":
            way.hidden = on(each)
        elif tag == f"{W}rFonts":
            font = next((name for kind in ("ascii", "hAnsi", "cs") if (name := each.get(f"{W}{kind}", "").lower()) in SYMBOLS), "")
    way.how = {"superscript": "raised", "subscript": "lowered"}.get(shift, "plain")
    way.font = font


def _control(control: etree._Element, way: _Way) -> None:
    properties, content = control.find(f"{W}sdtPr"), control.find(f"{W}sdtContent")
    prompt, instead = state_of(properties)
    if instead is not None:
        _put(way, instead)
    elif content is not None and prompt:
        note = prompt_note(content, way.styles)
        if note:
            way.heard.notes.append(note)
    elif content is not None:
        _walk(content, way)


def prompt_note(content: etree._Element, styles: Styles) -> str:
    """What to say of words that Word marks as a prompt though they are not formatted as one: perhaps a program put them there."""
    runs = [run for run in content.iter(f"{W}r") if run.find(f"{W}t") is not None]
    styled = [run.find(f"{W}rPr/{W}rStyle") for run in runs]
    if not runs or all(each is not None and each.get(f"{W}val") in styles.prompts for each in styled):
        return ""
    text = "".join(each.text or "" for each in content.iter(f"{W}t")).strip()
    return f"“{text[:80]}” is marked in Word as a prompt that nobody has replaced, and was not read" if text else ""


def _field_mark(mark: etree._Element, way: _Way) -> None:
    kind = mark.get(f"{W}fldCharType")
    if kind == "begin":
        form = mark.find(f"{W}ffData")
        begun = _Field()
        if form is not None:
            instead = form_field(form)
            if instead is not None:
                _put(way, instead)
                begun.replaced = True
            default = form.find(f"{W}textInput/{W}default")
            begun.default = "" if default is None else default.get(f"{W}val", "")
        way.fields.append(begun)
    elif kind == "separate" and way.fields:
        way.fields[-1].showing = not way.fields[-1].replaced
        way.fields[-1].begins = len(way.heard.pieces)
        _calculated(way.fields[-1].code, way)
    elif kind == "end" and way.fields:
        ended = way.fields.pop()
        shown = "".join(text for _, text in way.heard.pieces[ended.begins :])
        if ended.showing and ended.default.strip() and shown.strip() == ended.default.strip():
            way.heard.notes.append("a form field still at its default")


def _calculated(code: str, way: _Way) -> None:
    if code.strip().startswith("="):
        way.heard.notes.append(f"calculated in Word ({code.strip()}); its last result was read")


def _boxes(drawn: etree._Element, way: _Way) -> None:
    """The text boxes in a drawing, not those inside them, which are met when they are read."""
    for each in drawn:
        if each.tag == f"{W}txbxContent":
            way.heard.boxes.append(each)
        elif each.tag == f"{MC}AlternateContent":
            chosen = branch(each)
            if chosen is not None:
                _boxes(chosen, way)
        elif isinstance(each.tag, str):
            _boxes(each, way)


def _pictures(drawn: etree._Element, way: _Way) -> None:
    """Say so where a large picture, a chart or an embedded sheet could hold figures that nobody reads."""
    if next(drawn.iter(f"{W}txbxContent"), None) is not None:
        return
    for each in drawn.iter():
        tag = each.tag if isinstance(each.tag, str) else ""
        if tag.endswith("}OLEObject"):
            way.heard.unread.append(f"an embedded object ({each.get('ProgID', 'unknown kind')})")
            return
        if tag.endswith("}graphicData") and each.get("uri", "").rsplit("/", 1)[-1] in ("chart", "diagram"):
            way.heard.unread.append(f"a {each.get('uri').rsplit('/', 1)[-1]}")
            return
    if not any(isinstance(each.tag, str) and each.tag.endswith(("}blip", "}imagedata")) for each in drawn.iter()):
        return
    size = next(drawn.iter(f"{DRAWN}extent"), None)
    if size is not None and whole(size.get("cx"), 0) > 3_000_000 and whole(size.get("cy"), 0) > 1_000_000:
        way.heard.unread.append("a large picture")

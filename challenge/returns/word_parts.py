"""What stands beside the body of a Word document: its styles, footnotes, endnotes and comments, headers and footers, its title."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from lxml import etree

from challenge.returns.office_package import Package, has, part, relations, tree
from challenge.returns.word_marks import (
    LIST,
    LISTED,
    OUTLINE,
    PROPERTIES,
    RUN_PROPERTIES,
    SYMBOLS,
    VALUE,
    W,
    first,
    inner,
    on,
    whole,
)
from challenge.returns.word_runs import Heard, Styles, hear, words

_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_KNOWN: dict[bytes, Styles] = {}
MOST_KNOWN = 16
_NINE = tuple("123456789")
_OF_STYLE = {
    "vanish": (RUN_PROPERTIES, f"{W}vanish"),
    "vertAlign": (RUN_PROPERTIES, f"{W}vertAlign"),
    "rFonts": (RUN_PROPERTIES, f"{W}rFonts"),
    "outlineLvl": (PROPERTIES, OUTLINE),
}


@dataclass(frozen=True)
class _Style:
    """What one style says itself: its name, the id of the style it is based on, what it sets by name (``vanish``, ``numId``)."""

    name: str
    based: str | None
    found: dict[str, etree._Element]


@dataclass
class Beside:
    """The parts of one document. notes: (``footnote``, id) → its element. numbers: the same → its number, in order of the
    references met. edges: (``header`` or ``footer``, its element) in order."""

    styles: Styles
    notes: dict[tuple[str, str], etree._Element] = field(default_factory=dict)
    numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    edges: list[tuple[str, etree._Element]] = field(default_factory=list)
    title: str = ""

    def note(self, kind: str, key: str) -> str:
        """What to say where a footnote, endnote or comment is referred to."""
        element = self.notes.get((kind, key))
        said = "" if element is None else plain(element, self.styles)
        if kind == "comment":
            author = "" if element is None else element.get(f"{W}author", "")
            return f"comment{f' by {author}' if author else ''}: “{said[:300]}”"
        number = self.numbers.setdefault((kind, key), sum(1 for each, _ in self.numbers if each == kind) + 1)
        return f"{kind} {number}: “{said[:300]}”"


def plain(element: etree._Element, styles: Styles) -> str:
    """The words of a footnote or comment, without what it refers to itself."""
    said = (words(hear(each, styles, lambda kind, key: "", Heard()), in_cell=False) for each in element.iter(f"{W}p"))
    return " ".join(" ".join(said).split())


def beside(opened: Package, main: str, document: etree._Element) -> Beside:
    """Read the parts that belong to the main part; a part that is not there is as if it were empty."""
    related = relations(opened, main)
    found = Beside(Styles())
    for each in related.values():
        if each.external or not has(opened, each.target):
            continue
        if each.kind == "styles":
            found.styles = _styles_in(opened, each.target)
        elif each.kind in ("footnotes", "endnotes", "comments"):
            kind = each.kind[:-1]
            for note in tree(opened, each.target):
                if note.get(f"{W}type", "normal") == "normal":
                    found.notes[(kind, note.get(f"{W}id", ""))] = note
    seen = set()
    for reference in document.iter(f"{W}headerReference", f"{W}footerReference"):
        key = next((value for name, value in reference.attrib.items() if name.endswith("}id")), "")
        if key in related and related[key].target not in seen and has(opened, related[key].target):
            seen.add(related[key].target)
            found.edges.append((related[key].kind, tree(opened, related[key].target)))
    core = next((each for each in relations(opened).values() if each.kind == "core-properties" and has(opened, each.target)), None)
    if core is not None:
        found.title = (tree(opened, core.target).findtext(f".//{_TITLE}") or "").strip()
    return found


def _styles_in(opened: Package, path: str) -> Styles:
    """The styles of a part. Self-views made from one template hold the very same part, so the last few read are kept."""
    key = sha256(part(opened, path)).digest()
    known = _KNOWN.get(key)
    if known is None:
        known = styles(tree(opened, path))
        if len(_KNOWN) >= MOST_KNOWN:
            _KNOWN.clear()
        _KNOWN[key] = known
    return known


def styles(root: etree._Element) -> Styles:
    """What the styles mean for reading, each with what it takes from the style it is based on."""
    said = {each.get(f"{W}styleId", ""): _said(each) for each in root.iter(f"{W}style")}
    hidden, prompts, listed, contents = set(), set(), set(), set()
    shifted, levels, fonts = {}, {}, {}
    for key, own in said.items():
        chain = _chain(own, said)
        if on(_first(chain, "vanish")):
            hidden.add(key)
        shift = _first(chain, "vertAlign")
        if shift is not None and shift.get(VALUE) in ("superscript", "subscript"):
            shifted[key] = shift.get(VALUE)
        font = _first(chain, "rFonts")
        if font is not None and font.get(f"{W}ascii", "").lower() in SYMBOLS:
            fonts[key] = font.get(f"{W}ascii").lower()
        if own.name == "placeholder text":
            prompts.add(key)
        if own.name.startswith("toc ") and own.name[4:] in _NINE:
            contents.add(key)
        level = _level(chain)
        if level:
            levels[key] = level
        number = _first(chain, "numId")
        if number is not None and number.get(VALUE) != "0":
            listed.add(key)
    return Styles(frozenset(hidden), shifted, frozenset(prompts), levels, frozenset(listed), frozenset(contents), fonts)


def _said(style: etree._Element) -> _Style:
    """What a style says itself."""
    name, based = first(style, f"{W}name"), first(style, f"{W}basedOn")
    found = {key: each for key, (outer, tag) in _OF_STYLE.items() if (each := inner(style, outer, tag)) is not None}
    number = next((each for own in style.iterchildren(PROPERTIES) for each in _numbers(own)), None)
    if number is not None:
        found["numId"] = number
    return _Style(
        "" if name is None else name.get(VALUE, "").strip().lower(), None if based is None else based.get(VALUE, ""), found
    )


def _numbers(properties: etree._Element) -> Iterator[etree._Element]:
    for each in properties.iterchildren(LISTED):
        yield from each.iterchildren(LIST)


def _chain(style: _Style | None, said: dict[str, _Style]) -> list[_Style]:
    chain: list[_Style] = []
    while style is not None and not any(style is each for each in chain):
        chain.append(style)
        style = None if style.based is None else said.get(style.based)
    return chain


def _first(chain: list[_Style], what: str) -> etree._Element | None:
    return next((style.found[what] for style in chain if what in style.found), None)


def _level(chain: list[_Style]) -> int:
    outline = _first(chain, "outlineLvl")
    if outline is not None:
        return level_of(outline)
    for each in chain:
        if each.name.startswith("heading ") and each.name[8:] in _NINE:
            return int(each.name[8:])
        if each.name == "title":
            return 1
    return 0


def level_of(outline: etree._Element) -> int:
    """A heading's level from its outline level, which counts from 0 and calls body text 9."""
    number = whole(outline.get(f"{W}val"), 9)
    return number + 1 if 0 <= number < 9 else 0

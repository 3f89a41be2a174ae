"""What stands beside the body of a Word document: its styles, footnotes, endnotes and comments, headers and footers, its title."""

from dataclasses import dataclass, field

from lxml import etree

from challenge.returns.office_package import Package, has, relations, tree
from challenge.returns.word_marks import SYMBOLS, W, on, whole
from challenge.returns.word_runs import Heard, Styles, hear, words

_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_NINE = tuple("123456789")


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
            found.styles = styles(tree(opened, each.target))
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


def styles(root: etree._Element) -> Styles:
    """What the styles mean for reading, each with what it takes from the style it is based on."""
    by_id = {each.get(f"{W}styleId", ""): each for each in root.iter(f"{W}style")}
    hidden, prompts, listed, contents = set(), set(), set(), set()
    shifted, levels, fonts = {}, {}, {}
    for key, style in by_id.items():
        name = _name(style)
        chain = _chain(style, by_id)
        if on(_first(chain, f"{W}rPr/{W}vanish")):
            hidden.add(key)
        shift = _first(chain, f"{W}rPr/{W}vertAlign")
        if shift is not None and shift.get(f"{W}val") in ("superscript", "subscript"):
            shifted[key] = shift.get(f"{W}val")
        font = _first(chain, f"{W}rPr/{W}rFonts")
        if font is not None and font.get(f"{W}ascii", "").lower() in SYMBOLS:
            fonts[key] = font.get(f"{W}ascii").lower()
        if name == "placeholder text":
            prompts.add(key)
        if name.startswith("toc ") and name[4:] in _NINE:
            contents.add(key)
        level = _level(chain)
        if level:
            levels[key] = level
        number = _first(chain, f"{W}pPr/{W}numPr/{W}numId")
        if number is not None and number.get(f"{W}val") != "0":
            listed.add(key)
    return Styles(frozenset(hidden), shifted, frozenset(prompts), levels, frozenset(listed), frozenset(contents), fonts)


def _name(style: etree._Element) -> str:
    name = style.find(f"{W}name")
    return "" if name is None else name.get(f"{W}val", "").strip().lower()


def _chain(style: etree._Element, by_id: dict[str, etree._Element]) -> list[etree._Element]:
    chain = []
    while style is not None and style not in chain:
        chain.append(style)
        based = style.find(f"{W}basedOn")
        style = None if based is None else by_id.get(based.get(f"{W}val", ""))
    return chain


def _first(chain: list[etree._Element], path: str) -> etree._Element | None:
    return next((found for each in chain if (found := each.find(path)) is not None), None)


def _level(chain: list[etree._Element]) -> int:
    outline = _first(chain, f"{W}pPr/{W}outlineLvl")
    if outline is not None:
        return level_of(outline)
    for each in chain:
        name = _name(each)
        if name.startswith("heading ") and name[8:] in _NINE:
            return int(name[8:])
        if name == "title":
            return 1
    return 0


def level_of(outline: etree._Element) -> int:
    """A heading's level from its outline level, which counts from 0 and calls body text 9."""
    number = whole(outline.get(f"{W}val"), 9)
    return number + 1 if 0 <= number < 9 else 0

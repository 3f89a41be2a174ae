"""Paragraphs and rows of a list to Ofsted's lines: whom each is about, which theme, which letter, and what is unclear."""

import re
from dataclasses import dataclass, field, replace

from challenge.returns.authority_names import words
from challenge.returns.document import Cell, Problem, Table, Text
from challenge.returns.ofsted_named import Known, Meant, authorities, nearest, themes

LONGEST = 100_000
_BULLET = re.compile(r"^\s*(?:[•·▪‣◦●○*–—-]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+")
_LABEL = re.compile(r"^(?P<who>[^:\n]{2,160}?)\s*(?::|\s[–—-]\s)\s*(?P<what>\S.*)$", re.DOTALL)
_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_LETTER = re.compile(
    rf"^(?:ofsted['’]?s?\s+)?(?:letter\b[^?]*\d{{4}}|dated?\b[^?]*\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{_MONTH})\w*\s+\d{{4}})\W*$",
    re.I,
)
_TITLE = re.compile(r"^\W*(?:ofsted['’]?s?\s+)?(?:annual conversations?:?\s+)?(?:key\s+)?lines?\s+of\s+enquiry\b[^?]{0,80}$", re.I)
_SENTENCE = re.compile(r"[.?!;,]$")
# What heads the columns of such lists, the surest first.
_HEADS = (
    ("what", re.compile(r"\b(enquiry|enquiries|kloes?|key lines?|lines?|questions?|issues?|text)\b")),
    ("who", re.compile(r"\b(authority|authorities|las?|councils?|borough)\b")),
    ("about", re.compile(r"\b(themes?|topics?|subjects?|about|tags?)\b")),
    ("letter", re.compile(r"\b(letters?|dated?|source|sent)\b")),
)
_HEAD_ROWS = 8
_CHECK = "check it in the list below before you add it"
_MEND = "look at the words, choose the authority, or leave the line out"


@dataclass(frozen=True)
class Line:
    """One line as read. said: the words that stood for its authority. problems: what is to be said of it; one that blocks keeps it
    out until somebody says what it means."""

    text: str
    areas: tuple[str, ...]
    themes: tuple[str, ...]
    letter: str
    place: str
    said: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def blocked(self) -> bool:
        """Whether it waits for somebody's word."""
        return any(problem.blocks for problem in self.problems)


@dataclass
class Under:
    """What the headings above say: whom, about what, from which letter. named: a heading that names nobody we know."""

    areas: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    letter: str = ""
    named: str = ""
    meant: Meant = field(default_factory=Meant)


def of_paragraph(text: Text, follows: Text | Table | None, under: Under, known: Known, every: bool) -> list[Line] | None:
    """The lines of a paragraph: none of a heading, which ``under`` remembers; None where it is no line at all. follows: what comes
    next. every: a paragraph under no authority is a line as well, with a problem."""
    said = _BULLET.sub("", text.text).strip()
    bare = said.rstrip(":").strip()
    if not bare or _TITLE.match(bare):
        return []
    if len(bare) <= 120 and _LETTER.match(bare):
        under.letter = bare
        return []
    label = _LABEL.match(said)
    before = authorities(label["who"], known, strict=True) if label else Meant()
    if label and before.whole:
        return [_line(label["what"].strip(), before, label["who"], under, text.place, known)]
    if len(bare) <= 300 and not bare.endswith("?") and (meant := authorities(bare, known, strict=True)).whole:
        under.areas, under.meant, under.named = meant.areas, meant, "" if meant.areas else bare
        return []
    heads = isinstance(follows, Text) and follows.listed and not text.listed and len(bare.split()) <= 8
    if text.level or (heads and not _SENTENCE.search(bare)):
        _headed(bare, under, known)
        return []
    if under.areas or under.named or every or text.listed:
        meant = under.meant if under.areas or under.named else Meant()
        who = under.named or (label["who"] if label and len(label["who"].split()) <= 4 and not under.areas else "")
        return [_line(said, replace(meant, areas=under.areas), who, under, text.place, known)]
    return None


def _headed(said: str, under: Under, known: Known) -> None:
    found, strange = themes(said, known)
    if found and not strange:
        under.themes = found
    else:
        under.areas, under.meant, under.named, under.themes = (), Meant(), said, ()


def of_table(table: Table, under: Under, known: Known, every: bool) -> list[Line] | None:
    """The lines of a table's rows; None where it is no such table. every: a table without heads is read row by row."""
    start, columns, wide = _columns(table, known)
    if not columns:
        if not every:
            return None
        told = [Text(" ".join(cell.text for cell in row if cell.text), row[0].place) for row in table.rows if row]
        return [line for text in told for line in of_paragraph(text, None, under, known, every=True) or []]
    if "who" not in columns and authorities(table.title, known, strict=True).whole:
        of_paragraph(Text(table.title, table.place), None, under, known, every=False)
    lines: list[Line] = []
    last = ""
    for row in table.rows[start:]:
        found, last = _of_row(row, columns, wide, last, under, known)
        lines += found
    return lines


def _columns(table: Table, known: Known) -> tuple[int, dict[str, int], int]:
    """Where the rows begin, which column holds what, and how many the heading has; no column where it is no list."""
    for number, row in enumerate(table.rows[:_HEAD_ROWS]):
        found: dict[str, int] = {}
        for at, cell in enumerate(row):
            plain = words(cell.text)
            role = next((role for role, head in _HEADS if len(plain.split()) <= 8 and head.search(plain)), None)
            if role and role not in found and "?" not in cell.text:
                found[role] = at
        if "what" in found and (len(found) > 1 or len([cell for cell in row if cell.text]) == 1):
            return number + 1, found, max(at for at, cell in enumerate(row) if cell.text) + 1
    filled = [row for row in table.rows if any(cell.text for cell in row)]
    named = [row for row in filled if len(row) > 1 and authorities(row[0].text, known, strict=True).whole]
    if filled and len(named) * 2 > len(filled):
        widest = max(range(1, max(map(len, named))), key=lambda at: sum(len(row[at].text) for row in named if at < len(row)))
        return 0, {"who": 0, "what": widest}, max(map(len, filled))
    return 0, {}, 0


def _of_row(
    row: tuple[Cell, ...], columns: dict[str, int], wide: int, last: str, under: Under, known: Known
) -> tuple[list[Line], str]:
    """The lines of one row, and the words that name its authority, for a row below that names none."""
    told = {role: row[at].text.strip() if at < len(row) else "" for role, at in columns.items()}
    texts = {cell.text.strip() for cell in row if cell.text.strip()}
    if not texts:
        return [], last
    place = row[min(columns["what"], len(row) - 1)].place.rsplit(", column", 1)[0]
    if len(texts) == 1 and len(row) > 1 and authorities(next(iter(texts)), known, strict=True).whole:
        # A name alone, or across the row, heads the rows below.
        of_paragraph(Text(texts.pop(), place), None, under, known, every=False)
        return [], "" if "who" not in columns else known.names.proper.get(under.areas[0], "") if under.areas else ""
    doubts: list[Problem] = []
    above = last if "who" in columns and not told["who"] else ""
    who = above or told.get("who", "")
    about, strange = themes(told.get("about", ""), known)
    doubts += [_no_theme(each, place, known) for each in strange]
    if beyond := [cell.text for cell in row[wide:] if cell.text.strip()]:
        told["what"] = ", ".join(filter(None, (told["what"], *beyond)))
        found = "more cells than the heading has; a comma may have split the words, which stand together again below"
        doubts.append(Problem(place, found, "quotation marks around words with commas", _MEND, blocks=True))
    if not told["what"]:
        doubts.append(
            Problem(place, "no words in the column of the line", "a key line of enquiry", "write it, or leave the row out", True)
        )
    meant = authorities(who, known) if who else replace(under.meant, areas=under.areas)
    if above and meant.areas and not (meant.unknown or meant.outside):
        doubts.insert(0, Problem(place, f"no authority; read as “{above}”, like the row above", "an authority in each row", _CHECK))
    lines = []
    for each in _split(told["what"]):
        line = _line(each, meant, who or under.named, under, place, known, tuple(doubts), above=bool(above))
        lines.append(replace(line, themes=about or line.themes, letter=told.get("letter", "") or line.letter))
    return lines, who or last


def _split(text: str) -> list[str]:
    """One cell may hold several lines: as bullets, or as questions one below the other."""
    parts = [part.strip() for part in text.splitlines() if part.strip()]
    if len(parts) > 1 and (all(map(_BULLET.match, parts)) or all(part.endswith("?") for part in parts)):
        return [_BULLET.sub("", part).strip() for part in parts]
    return [_BULLET.sub("", text).strip()]


def _no_theme(said: str, place: str, known: Known) -> Problem:
    names = ", ".join(names[0] for names in known.themes.values())
    return Problem(place, f"the theme “{said[:80]}”, which is none we know", names, "it is added without; tag it afterwards")


def _line(
    text: str, meant: Meant, who: str, under: Under, place: str, known: Known, doubts: tuple[Problem, ...] = (), above: bool = False
) -> Line:
    """above: the words for its authority stand in the row above, and in its own there are none."""
    title = known.cycle.title
    here = "no authority; the row above says " if above else ""
    problems = [*doubts]
    if len(text) > LONGEST:
        problems.append(Problem(place, f"{len(text):,} characters", f"at most {LONGEST:,}", "shorten it, or leave it out", True))
    for each in meant.unknown:
        problems.append(_nobody(f"{here}“{each[:120]}”, which is no authority we know", each, place, known))
    for each in meant.outside:
        found, do = f"{here}{each}, which takes no part in {title}", "choose an authority that does, or leave the line out"
        problems.append(Problem(place, found, f"an authority of {title}", do, blocks=True))
    if not meant.areas and not meant.unknown and not meant.outside:
        named = f"{here}“{who[:120]}”, which is no authority we know" if who else "no authority"
        problems.append(_nobody(named, who, place, known))
    for slip, name in meant.slips:
        problems.append(Problem(place, f"“{slip}”, read as {name}", "the name as it is spelt", _CHECK))
    return Line(text, meant.areas, under.themes, under.letter, place, who, tuple(problems))


def _nobody(found: str, said: str, place: str, known: Known) -> Problem:
    name = nearest(said, known)
    near = f"; the nearest name is {name}" if name else ""
    do = "choose the authority below, or leave the line out"
    return Problem(place, found, f"an authority of {known.cycle.title}{near}", do, blocks=True)

"""What a file says of its sign-offs: office, name and day, from a table or from lines; an office without a name is no sign-off."""

import re
from dataclasses import dataclass, replace
from datetime import date

from rapidfuzz import fuzz

from challenge.returns.document import Cell, Document, Problem, Table
from challenge.returns.form import Choice, Form
from challenge.returns.positions import longer_than, words_of
from challenge.returns.self_view import SignOff

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATES = re.compile(
    r"(?P<iso>\b\d{4}-\d{1,2}-\d{1,2}\b)"
    r"|(?P<numbers>\b\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:\d{4}|\d{2})\b)"
    r"|(?P<words>\b\d{1,2}(?:st|nd|rd|th)?(?:\s+of)?[\s-]+[a-z]{3,9}\.?,?[\s-]+(?:\d{4}|\d{2})\b)",
    re.I,
)
_SERVICES = re.compile(r"(?:for )?(?:children|young people|people|education)")
_EDGES = "()"
_BRACKETED = re.compile(r"(?!\([^()]*\)$)[^()]*(?:\([^()]+\)[^()]*)+")
_ASIDE = re.compile(r"\(.*?\)")
_BY = re.compile(r"(?:signed off|signed|sign off|approved|agreed) ?(?:by )?")
LONGEST = 160  # letters; a line that signs is no longer
_SIGNED = re.compile(r"\b(?:sign(?:ed|s|ature)?(?:[- ]?off)?|approved?|agreed|endorsed|cleared)\b", re.I)
_NO_NAME = re.compile(r"^\W*(?:name|signature|signed?|date|tbc|tba|n/?a|none|insert.*|click.*|enter.*|type.*|choose.*|please.*|"
                      r"awaiting.*|to be .*|not yet.*|pending.*|outstanding.*|yes|no|x)?\W*$", re.I)  # fmt: skip
_HEADS = {
    "name": ("name", "signed by", "signed off by", "print name", "who", "signed"),
    "day": ("date", "on", "day", "signed on", "date signed", "when"),
}


@dataclass(frozen=True)
class _Offices:
    """The names of a form's offices as words; openings: those that more words may follow; longest: letters of one with slips."""

    offices: tuple[Choice, ...]
    names: tuple[tuple[Choice, str], ...]
    openings: tuple[str, ...]
    longest: float


# What is made holds its offices, so that an id stands for one tuple as long as it is kept.
_MADE: dict[int, _Offices] = {}


@dataclass(frozen=True)
class Day:
    """A date found in a text: the day (None where there is no such day), the words it stood in, and what is left of the text."""

    day: date | None
    text: str
    rest: str


def day_in(text: str) -> Day | None:
    """The first date in a text, day first as in Britain; two-digit years are of this century."""
    found = _DATES.search(text)
    if not found:
        return None
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    parts = re.findall(r"\d+|[a-z]{3,}", re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|\bof\b", "", found[0].casefold()))
    if found["iso"]:
        year, month, day = (int(part) for part in parts[:3])
    else:
        day, year = int(parts[0]), int(parts[-1])
        month = int(parts[1]) if found["numbers"] else (_MONTHS.index(parts[1][:3]) + 1 if parts[1][:3] in _MONTHS else 0)
        if found["words"] and not month:
            return None
    try:
        return Day(date(year + 2000 if year < 100 else year, month, day), found[0], rest)
    except ValueError:
        return Day(None, found[0], rest)


def office_of(text: str, form: Form) -> Choice | None:
    """The office a label names (``Lead Member (Children)`` too); None where it names none."""
    names = _offices(form)
    bare = _ASIDE.sub(" ", text) if "(" in text else text
    if longer_than(names.longest, bare) and not _unsigned(words_of(bare[:LONGEST])).startswith(names.openings):
        return None
    words = _unsigned(words_of(bare))
    if len(words) > names.longest and not words.startswith(names.openings):
        return None
    best: tuple[float, Choice] | None = None
    for office, own in names.names:
        score = 101 if own == words else fuzz.ratio(own, words, score_cutoff=90) if len(own) > 4 else 0
        if score < 90 and len(own) > 6 and words.startswith(f"{own} ") and _SERVICES.match(words[len(own) + 1 :]):
            score = 95
        if score >= 90 and (best is None or score > best[0]):
            best = (score, office)
    return best[1] if best else None


def _unsigned(words: str) -> str:
    said = _BY.match(words)
    return (words[said.end() :] if said else words).strip()


def _offices(form: Form) -> _Offices:
    made = _MADE.get(id(form.offices))
    if made is None:
        names = tuple((office, words_of(name)) for office in form.offices for name in (office.name, *office.also))
        longest = max((len(own) for _, own in names), default=0) * (200 - 90) / 90
        openings = tuple(f"{own} " for _, own in names if len(own) > 6)
        made = _MADE[id(form.offices)] = _Offices(form.offices, names, openings, longest)
    return made


def is_sign_off(table: Table, form: Form) -> bool:
    """Whether a table is one of sign-offs: two offices, or one beside words of signing."""
    said = any(_SIGNED.search(cell.text) for row in table.rows[:2] for cell in row if len(cell.text) < 60)
    if not said and sum(len(row) for row in table.rows) < 2:
        return False
    first = [office.key if (office := office_of(cell.text, form)) else "" for cell in (table.rows[0] if table.rows else ())]
    below = {office.key for row in table.rows[1:] for cell in row[:2] if (office := office_of(cell.text, form))}
    offices, across = {*first[:2], *below} - {""}, {*first} - {""}
    return max(len(offices), len(across)) >= 2 or (bool(offices | across) and said)


def is_line(text: str, form: Form, under_heading: bool) -> bool:
    """Whether a line says a sign-off, or under a heading of sign-offs has room for one (``Lead Member: ……``)."""
    return _line(text, form) is not None and (under_heading or day_in(text) is not None or bool(_SIGNED.search(text)))


def sign_offs_in(document: Document, form: Form) -> tuple[list[SignOff], list[Problem]]:
    """The sign-offs of a document, one for each office, and what is unclear of them.

    Lines count under a sign-off heading, or where they hold a date or say *signed* or *approved*; a name alone elsewhere is a name.
    """
    found: list[SignOff] = []
    problems: list[Problem] = []
    for table in document.tables:
        if not table.hidden and is_sign_off(table, form):
            _read_table(table, form, found, problems)
    signing = 0
    for text in document.texts:
        if len(text.text) > LONGEST:
            signing -= 1
            continue
        if _SIGNED.search(text.text) and len(text.text.split()) <= 8 and not _line(text.text, form):
            signing = 8
            continue
        signing -= 1
        line = _line(text.text, form)
        if line and (signing > 0 or day_in(text.text) or _SIGNED.search(text.text)):
            _add(line[0], line[1], line[2], text.place, found, problems)
    return _once(found, problems), problems


def _line(text: str, form: Form) -> tuple[Choice, str, Day | None] | None:
    """Office, name and date of a line: ``Lead Member: Cllr Jane Smith, 24 October 2017``, ``Signed off by Jo Hill (DCS)``."""
    if len(text) > LONGEST or "\n" in text:
        return None
    if not (":" in text or " – " in text or " - " in text or _SIGNED.search(text)):
        return None
    day = day_in(text)
    rest = day.rest if day else text
    label, colon, name = rest.partition(":")
    if not colon:
        label, colon, name = (f"{rest} ").partition(" – ") if " – " in rest else (f"{rest} ").partition(" - ")
    office = office_of(label, form) if colon else None
    if office is None and colon and _SIGNED.search(label):
        rest = name
    if office is None:
        inner = re.search(r"^(?:.*\bby\s+)?(.+?)\s*[,(]\s*([^(),]+?)\s*(?:\)|,|$)", rest)
        office = office_of(inner[2], form) if inner else None
        name = inner[1] if inner else ""
        if office is None or not _SIGNED.search(text):
            return None
    name = _name(name)
    return (office, name, day) if len(name.split()) <= 7 else None


def _name(text: str) -> str:
    bare = re.sub(r"[_….]{2,}|\b(?:signed|on|date|dated|name|signature)\b\s*:?(?=\s|$)", " ", text, flags=re.I)
    bare = re.sub(r"\([\s,;:–—-]*\)", " ", bare)
    bare = " ".join(bare.split()).strip(" ,;:-–—")
    # A bracket that a date or a label left alone goes; one that closes what the name opens (P. Practice (Director)) stays.
    while bare and (bare[0] in _EDGES or bare[-1] in _EDGES) and not _BRACKETED.fullmatch(bare):
        bare = (bare[1:] if bare[0] in _EDGES else bare[:-1]).strip(" ,;:-–—")
    return "" if _NO_NAME.match(bare) or not re.search(r"[^\W\d_]{2}", bare) else bare


def _read_table(table: Table, form: Form, found: list[SignOff], problems: list[Problem]) -> None:
    rows = [tuple(row) for row in table.rows]
    if len({office.key for cell in rows[0] if (office := office_of(cell.text, form))}) >= 2:
        width = max(len(row) for row in rows)
        rows = [tuple(row[at] if at < len(row) else Cell("", "") for row in rows) for at in range(width)]
    heads: dict[int, str] = {}
    for row in rows:
        at = next((at for at, cell in enumerate(row[:2]) if office_of(cell.text, form)), None)
        if at is None:
            told = {at: _head(cell.text) for at, cell in enumerate(row)}
            heads = {at: kind for at, kind in told.items() if kind} or heads
            line = _line(" ".join(cell.text for cell in row if not cell.spans), form)
            if line:
                _add(*line, row[0].place, found, problems)
            continue
        names, days = [], []
        for other, cell in enumerate(row):
            if other == at or cell.spans or not cell.text.strip():
                continue
            # Excel may show a date without its year; what it holds then stands in the note.
            day = day_in(cell.text) or (replace(told, rest="") if cell.kind == "date" and (told := day_in(cell.note)) else None)
            days += [day] if day else []
            name = _name(day.rest if day else cell.text)
            if name and heads.get(other, "name") == "name":
                names.append(name)
        _add(office_of(row[at].text, form), names[0] if names else "", days[0] if days else None, row[at].place, found, problems)


def _head(text: str) -> str:
    words = " ".join(re.sub(r"[^a-z]+", " ", text.casefold()).split())
    kind = next((kind for kind, heads in _HEADS.items() if words in heads), "")
    return kind or ("other" if words in {"signature", "comment", "comments", "status", "office", "role", "signed off"} else "")


def _add(office: Choice, name: str, day: Day | None, place: str, found: list[SignOff], problems: list[Problem]) -> None:
    if day and day.day is None:
        problems.append(
            Problem(
                place, f"“{day.text}” as the day of a sign-off", "a day such as 24 October 2017", "Give the day of the sign-off."
            )
        )
    if name:
        found.append(SignOff(office.key, name, day.day if day else None, place))
    elif day:
        problems.append(
            Problem(
                place,
                f"a date and no name for {office.name}",
                "the name of who signed off",
                "Write the name; this is no sign-off yet.",
            )
        )


def _once(found: list[SignOff], problems: list[Problem]) -> list[SignOff]:
    kept: dict[str, SignOff] = {}
    for each in found:
        before = kept.get(each.office)
        if before is None or (before.name.casefold() == each.name.casefold() and before.day is None):
            kept[each.office] = each
        elif before.name.casefold() != each.name.casefold():
            problems.append(
                Problem(
                    each.place,
                    f"“{each.name}” beside “{before.name}” ({before.place})",
                    "one name for one office",
                    "Say who signed off; the first stands.",
                )
            )
    return list(kept.values())

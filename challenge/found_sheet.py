"""Words found in challenge questions and in Ofsted's lines, with what stands around them."""

import re
import unicodedata

import pandas as pd

from challenge import wording
from challenge.links import View
from challenge.sheet import Node, el

PLACES = {
    "headline": "Headline",
    "question": "Question",
    "claim": "What the self-view says",
    "explanation": "It could be that",
    "other_explanation": "Or that",
    "owner": "Owner",
    "reason": "Reason of the last change",
    "evidence": "Evidence",
    "comment": "Comment",
    "ofsted": "Ofsted’s line",
    "focus": "Reason for the focus",
}
ISSUED = "issued_"
# As the query folds them: kinds of quotes and dashes are one, and hyphens and apostrophes may be missing.
ALIKE = str.maketrans("’‘“”–—‑−", "''\"\"----")
MARKS = "-'"
# Characters shown on each side of the first word found.
AROUND = 90
MOST = 60


def form(view: View) -> Node:
    """Where words are typed; sending it is an address."""
    kept = view.but(search=None, show="search", about=None).query()
    return el(
        "form",
        [el("input", type="hidden", name=name, value=value) for name, value in kept.items()],
        el(
            "label",
            "Words to look for ",
            el(
                "input",
                type="search",
                name="search",
                value=view.search or "",
                maxlength=200,
                autocomplete="off",
                aria_describedby="search-hint",
            ),
        ),
        el("button", "Search", cls="primary"),
        el(
            "small",
            "In headlines, questions, explanations, evidence and comments, also as issued and corrected since, in the group’s"
            " reasons for a focus and in Ofsted’s lines. All of the words must stand in the same one, in any order.",
            id="search-hint",
            cls="muted",
        ),
        action="/questions",
        role="search",
        cls="ask",
    )


def headline(sought: str | None, found: pd.DataFrame) -> str:
    """How many things were found, in a sentence. found: of ``queries.questions_search.found``."""
    if not sought:
        return "Search all questions, what they rest on, and Ofsted’s lines."
    words = f"“{wording.isolated(sought if len(sought) <= 80 else f'{sought[:80]}…')}”"
    each = found.drop_duplicates("thing")
    kinds = (
        ("question", "question", "questions"),
        ("focus", "reason for a focus", "reasons for a focus"),
        ("ofsted", "line of Ofsted’s", "lines of Ofsted’s"),
    )
    counts = [
        wording.counted(int((each["about"] == about).sum()), one, many)
        for about, one, many in kinds
        if (each["about"] == about).any()
    ]
    return wording.sentence(f"{wording.listed(counts)} with {words}") if counts else f"Nothing was found with {words}."


def results(sought: str, found: pd.DataFrame, about: dict[str, list[str]], view: View) -> Node:
    """What was found, each with the places and the words around, marked. about: names of the authorities of Ofsted's lines."""
    if found.empty:
        return el(
            "div",
            el("p", "No question, no reason for a focus and no line of Ofsted’s holds all of these words: ", _quoted(sought), "."),
            el("p", "Case, accents and hyphens do not matter. Try fewer words, or only the beginning of one."),
            cls="empty",
        )
    words = list(dict.fromkeys(sought.split()))
    groups = [own for _, own in found.groupby("thing", sort=False)]
    return el(
        "div",
        el("ul", [_thing(own, words, about, view) for own in groups[:MOST]], cls="rows"),
        el("p", f"The first {MOST} of {len(groups)} are shown. Add a word to narrow them.", cls="muted")
        if len(groups) > MOST
        else None,
    )


def _quoted(sought: str) -> Node:
    words = list(dict.fromkeys(sought.split()))[:20]
    return el("span", wording.listed([f"“{wording.isolated(word[:60])}”" for word in words]))


def _thing(own: pd.DataFrame, words: list[str], about: dict[str, list[str]], view: View) -> Node:
    first = own.iloc[0]
    plain = view.but(search=None, show=None, bpn=None, arrange=None)
    if first["about"] == "question":
        title = el(
            "a", first["headline"] or "A question without a headline", href=plain.link(area=first["area"], question=first["thing"])
        )
        said = f"{first['name']}, {first['state']}"
    elif first["about"] == "focus":
        title = el("a", f"The focus of {first['name']}", href=plain.link(area=first["area"]))
        said = "the group’s choice"
    else:
        names = about.get(first["thing"], [])
        title = el("a", "Ofsted’s line", href=plain.link(show="ofsted"))
        said = wording.listed(names) if names else "no authority named"
    return el(
        "li",
        el("div", el("strong", title), " ", el("span", said, cls="muted")),
        el(
            "dl",
            [[el("dt", _place(row)), el("dd", *around(row.words, words), cls="typed")] for row in own.itertuples(index=False)],
            cls="facts",
        ),
    )


def _place(row: object) -> str:
    """Where the words stand; of words that were issued and stand otherwise now, in which version."""
    place = PLACES[row.place.removeprefix(ISSUED)]
    if not row.place.startswith(ISSUED):
        return place
    return f"{place} in version {row.entry}, {'since corrected' if row.corrected else 'as issued'}"


def around(text: str, words: list[str]) -> list[Node | str]:
    """What stands around the first of the words found in a text, each word marked; the text's beginning where none is."""
    spans = _spans(text, words)
    start = max(0, (spans[0][0] if spans else 0) - AROUND)
    end = min(len(text), (spans[0][1] if spans else 0) + 2 * AROUND)
    if start:
        start += next((found.end() for found in [re.search(r"\s", text[start : start + 20])] if found), 0)
    if end < len(text):
        cut = text.rfind(" ", end - 20, end)
        end = cut if cut > start else end
    parts: list[Node | str] = ["… "] if start else []
    at = start
    for first, last in spans:
        if first < at or last > end:
            continue
        parts += [text[at:first], el("mark", text[first:last])]
        at = last
    parts += [text[at:end], " …" if end < len(text) else ""]
    return [part for part in parts if part != ""]


def _spans(text: str, words: list[str]) -> list[tuple[int, int]]:
    """Where words stand in a text, from – to, from left to right, none within another."""
    found = []
    for bare in (False, True):
        folded, places = _folded(text, bare)
        for word in words:
            sought = _folded(word, bare)[0]
            at = folded.find(sought) if sought else -1
            while at >= 0:
                found.append((places[at], places[at + len(sought) - 1] + 1))
                at = folded.find(sought, at + len(sought))
    spans: list[tuple[int, int]] = []
    for first, last in sorted(found, key=lambda span: (span[0], -span[1])):
        if not spans or first >= spans[-1][1]:
            spans.append((first, last))
    return spans


def _folded(text: str, bare: bool) -> tuple[str, list[int]]:
    """A text as it is compared, and which character each of its characters came of; bare: without marks."""
    letters, places = [], []
    for place, character in enumerate(text):
        plain = unicodedata.normalize("NFD", character.translate(ALIKE).lower())
        for each in plain:
            if not unicodedata.combining(each) and not (bare and each in MARKS):
                letters.append(each)
                places.append(place)
    return "".join(letters), places

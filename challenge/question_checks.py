"""Gentle checks of a challenge question while it is written: suggestions, never a block. The words they look for are data
(``data/reference/check_words.csv``)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from challenge import reference, wording
from challenge.line_figures import given, name, shortened

MOST_WORDS = 60
# Questions in one sentence, question marks, and questions in all from which it is several in one.
MOST_CHAINED, MOST_MARKS, MOST_ASKED = 2, 2, 3
# Text beyond this is counted and not looked into: nobody asks a question of twenty pages, and the panel must not wait for it.
LOOKED_INTO = 6_000

SENTENCE = re.compile(r"[^.?!…\n؟]+[.?!…\n؟]*")
ASKS = r"(?:what|how|why|which|who|whom|whose|where|when)"
AUXILIARY = (
    r"(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would|should|shall|may|might|must|am"
    r"|(?:do|does|did|is|are|was|were|has|have|had|can|could|wo|would|should)n['’]t)"
)
SUBJECT = (
    r"(?:you|your|it|its|they|their|there|this|that|these|those|the|a|an|any|all|we|he|she|some|children|families|partners|schools)"
)
CLAUSE = r"(?:^|[,;:–—(]\s*(?:and\s+|or\s+|but\s+|so\s+)?|\b(?:and|or|but|so)\s+)"
BEFORE = r"(?:(?:for|with|in|to|from|by|of|on|at|about|after|until|through)\s+)?"
OPENS = re.compile(rf"{CLAUSE}{BEFORE}{ASKS}\b", re.I)
# After a bare comma "which", "who", "where" and "when" may begin an aside, and without one "and which" a mere list: only what
# cannot counts as a further question.
CHAINED = re.compile(
    rf"(?:^|[;:–—]\s*|,\s*(?:and|or|but)\s+){BEFORE}{ASKS}\b|\b(?:and|or|but)\s+{BEFORE}{ASKS}\s+{AUXILIARY}\b"
    rf"|,\s*(?:what|how|why)\b|(?:,?\s*\b(?:and|or|but)\s+){AUXILIARY}\s+{SUBJECT}\b",
    re.I,
)
# What hangs on "Do you know why …" does not turn verb and subject round: only what does asks for itself.
ASKS_ITSELF = re.compile(rf"{CLAUSE}{BEFORE}{ASKS}(?:\s+\w+){{0,2}}?\s+{AUXILIARY}\s+{SUBJECT}\b", re.I)
# "When cases close, do you …?": what comes before the comma asks nothing.
LEADS_IN = re.compile(
    rf"^(?:(?:when|where)(?!\s+{AUXILIARY}\b)|while|if|as|once|after|before|since|although|given)\b[^,?]*,\s*", re.I
)
CLOSED = re.compile(rf"{CLAUSE}{AUXILIARY}\s+(?!not\b)\S", re.I)
# "Can you tell us how …" is open in all but its grammar; "Is it this, or that?" offers two answers and asks which.
INVITES = re.compile(
    r"\b(?:can|could|would|will)\s+you\s+(?:please\s+)?(?:tell|say|describe|explain|show|share|walk|talk|take|help)\b", re.I
)
INDIRECT = re.compile(rf"\b{ASKS}\b", re.I)
EITHER_OR = re.compile(r"(,\s*|\s)or\b(?!\s+(?:not|so|other|more|less|any)\b)", re.I)
TO_BE = re.compile(r"\b(?:is|are|was|were)\b", re.I)
ASIDE = re.compile(r"“[^“”]*”|\"[^\"]*\"|«[^«»]*»")
NUMBER = re.compile(
    r"(?<![\w./–-])([−-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[−-]?\d{1,7}(?:[.·]\d{1,4})?)"
    r"(?:(\s?(?:%|％|per\s?cent\b|percent\b|percentage\b))|(\s(?:per\s(?:10,?000|100)\b|points?\b|cases\b|in\s10,?000\b)))?(?![\w/]|[.,]\d)",
    re.I,
)
# Words that speak of a figure without its name.
FIGURE = re.compile(
    r"\b(?:rates?|figures?|numbers?|levels?|shares?|proportions?|percentages?|performance|this|these|it|they)\b", re.I
)
WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Suggestion:
    """What may be worth a look: which check says so, and what it says."""

    key: str
    words: str


def checks(fields: dict[str, str], evidence: Sequence[dict[str, object]] = ()) -> list[Suggestion]:
    """What may be worth a look in a question, in the order a reader would take it up; nothing where all is well.

    fields: headline and wording (the question) as typed; others are not looked at. evidence: rows it rests on, with kpi, value,
    status, part_year, period_label, previous_value, england, neighbour_mean, and of the KPI kpi_name, kpi_short_name, unit_short,
    decimals and polarity; what is missing is passed over."""
    question, headline = (str(fields.get(key) or "")[:LOOKED_INTO].replace("’", "'") for key in ("wording", "headline"))
    length = sum(1 for _ in WORD.finditer(str(fields.get("wording") or "")))
    sentences = [said.strip() for said in SENTENCE.findall(question)]
    rows = [row for row in evidence if given(row.get("kpi"))]
    own = ASIDE.sub(" ", f"{headline}. {question}")
    found = [
        _closed(sentences),
        _several(sentences),
        _restated(question, rows),
        _judged(own, rows),
        _rests_on(rows),
        _blaming(own),
        _long(length),
    ]
    return [suggestion for suggestion in found if suggestion]


def _closed(sentences: list[str]) -> Suggestion | None:
    """A question to which yes or no is an answer, where nothing beside it asks more."""
    asked = [said for said in sentences if said.endswith("?") or _opens_closed(said)]
    # Of a chain that opens closed the opening is what is answered, whatever else is asked.
    chains = (said for said in asked if said.endswith("?") and len(_starts(said)) > MOST_CHAINED)
    first = next((said for said in chains if _begins_closed(said)), None)
    if not first and not (asked and all(_opens_closed(said) for said in asked)):
        return None
    return Suggestion(
        "closed",
        f"“{_quoted(first or asked[0])}” can be answered with yes or no. It may say more when it opens with what, how or which.",
    )


def _opens_closed(said: str) -> bool:
    asked = LEADS_IN.sub("", said)
    invited = INVITES.search(asked)
    if (ASKS_ITSELF if _depends(asked) else OPENS).search(asked) or (invited and INDIRECT.search(asked, invited.end())):
        return False
    closed = CLOSED.search(asked)
    if not closed or (not asked.endswith("?") and closed.start()):
        return False
    # "Is it this or that?" names two answers; "Do schools or partners know?" names two of whom one thing is asked.
    either = EITHER_OR.search(asked, closed.end())
    return not (either and ("," in either[1] or TO_BE.search(closed[0])))


def _begins_closed(said: str) -> bool:
    """Whether the first thing asked can be answered with yes or no: "Do you …", not "Can you tell us …"."""
    asked = LEADS_IN.sub("", said)
    return bool(CLOSED.match(asked)) and not INVITES.match(asked)


def _depends(asked: str) -> bool:
    """Whether a question opens like "Do you know why …": what follows "and" mostly hangs on the same "know"."""
    return _begins_closed(asked) and bool(INDIRECT.search(asked.split(",")[0]))


def _starts(said: str) -> list[int]:
    """Where each of the questions in one sentence begins."""
    further = [found.start() for found in CHAINED.finditer(said)]
    lead = LEADS_IN.match(said)
    begins = lead.end() if lead else 0
    opening = [begins] if CLOSED.match(said[begins:]) and not any(start <= begins for start in further) else []
    return [*opening, *further] or [begins]


def _several(sentences: list[str]) -> Suggestion | None:
    """More questions than one answer can hold."""
    # An aside that asks nothing may hold the same words: only what ends with a question mark is counted.
    asked = [(said, len(_starts(said))) for said in sentences if said.endswith("?")]
    total, most = sum(count for _, count in asked), max((count for _, count in asked), default=0)
    if most <= MOST_CHAINED and len(asked) <= MOST_MARKS and total <= MOST_ASKED:
        return None
    numbers = {3: "Three", 4: "Four", 5: "Five", 6: "Six"}
    first = next(said for said, count in asked if most <= MOST_CHAINED or count > MOST_CHAINED)
    starts = _starts(first)
    kept = first[: starts[2]] if len(starts) > MOST_CHAINED else first
    return Suggestion(
        "several",
        f"{numbers.get(total, 'Many')} questions in one. The group may prefer to keep “{_quoted(kept.rstrip(' ,;:–—'))}”.",
    )


def _restated(question: str, rows: list[dict[str, object]]) -> Suggestion | None:
    """A number of the evidence that stands in the question again, also rounded or with its unit in words."""
    for said in NUMBER.finditer(question):
        text, percent, unit = said[1].replace(",", "").replace("·", ".").replace("−", "-"), said[2], said[3]
        decimals = len(text.partition(".")[2])
        if not (percent or unit or decimals) and abs(float(text)) < 100:
            continue  # a bare small number is mostly an age, a year group or a count of something else
        for row in rows:
            if (percent and row.get("unit_short") != "%") or (
                unit and row.get("unit_short") == "%" and "point" not in unit.lower()
            ):
                continue
            if any(
                _same(float(text), decimals, row, column) for column in ("value", "previous_value", "england", "neighbour_mean")
            ):
                shown = " ".join(said[0].split())
                return Suggestion(
                    "restates", f"“{shown}” stands in the evidence already. What lies behind it may be the stronger question."
                )
    return None


def _same(said: float, decimals: int, row: dict[str, object], column: str) -> bool:
    value, held = row.get(column), int(row["decimals"]) if given(row.get("decimals")) else 0
    if not given(value) or decimals > held:
        return False
    return abs(said - value) <= 0.5 * 10**-decimals + 1e-9 and round(value, held) != 0


def _judged(own: str, rows: list[dict[str, object]]) -> Suggestion | None:
    """A word of judgement beside a figure that has no good end."""
    context = [row for row in rows if row.get("polarity") == "context"]
    if not context:
        return None
    only = len(context) == len(rows)
    for said in SENTENCE.findall(_words("allowed").sub(" ", own)):
        judged = _words("judging").search(said)
        spoken_of = only and judged and (FIGURE.search(said) or judged[0].lower().startswith(("too ", "far ")))
        about = next((row for row in context if _named(row, said)), context[0] if spoken_of else None)
        if judged and about:
            neutral = _instead("judging", judged[0])
            return Suggestion(
                "judges", f"“{judged[0]}” judges, and of {name(about)} neither end is good. Neutral would be: {neutral}."
            )
    return None


def _named(row: dict[str, object], said: str) -> bool:
    """Whether a sentence names a KPI, by its short name or the first two words of its name."""
    text, full = said.lower(), name(row).lower()
    heads = [name(row, "short_name").lower(), " ".join(full.split()[:2])]
    return any(head and head in text for head in heads)


def _rests_on(rows: list[dict[str, object]]) -> Suggestion | None:
    """Evidence that is not the figure of a whole year."""
    for row in rows:
        called = f"{name(row)}{', ' + str(row['period_label']) if given(row.get('period_label')) else ''}"
        if given(row.get("value")) and given(row.get("part_year")) and row["part_year"]:
            return Suggestion("part-year", f"{called}: part of a year. It may be safer to rest on the last full year.")
        if row.get("status") in ("suppressed", "not_published_or_suppressed") and not given(row.get("value")):
            held = "suppressed" if row["status"] == "suppressed" else "not published or suppressed"
            return Suggestion("suppressed", f"{called}: {held}. There is no figure to ask about; another may carry the question.")
    return None


def _blaming(own: str) -> Suggestion | None:
    """A word that puts people on the defensive; words in quotation marks are somebody else's."""
    found = _words("blaming").search(own)
    if not found:
        return None
    said = found[0].replace("'", "’")
    return Suggestion(
        "blaming", f"“{said}” may be heard as blame. It may get a fuller answer with {_instead('blaming', found[0])}."
    )


def _long(length: int) -> Suggestion | None:
    if length <= MOST_WORDS:
        return None
    return Suggestion("long", f"{length:,} words. Up to {MOST_WORDS} are easier to answer; the evidence holds the rest.")


def _quoted(said: str) -> str:
    return wording.isolated(shortened(said.replace("'", "’"), 90))


@cache
def _listed(check: str) -> tuple[tuple[str, str], ...]:
    """The words of a check, each with what could be said instead."""
    rows = reference.table("check_words").to_dict("records")
    return tuple((word, row["instead"]) for row in rows if row["check"] == check for word in row["words"].split("|"))


@cache
def _words(check: str) -> re.Pattern[str]:
    """Any of the words of a check, whole, the longest first."""
    words = sorted((word for word, _ in _listed(check)), key=len, reverse=True)
    any_of = "|".join(r"\s+".join(re.escape(part) for part in word.split()) for word in words)
    return re.compile(rf"(?<![\w-])(?:{any_of})(?![\w-])", re.I)


def _instead(check: str, said: str) -> str:
    return dict(_listed(check))[" ".join(said.lower().split())]

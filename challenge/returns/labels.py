"""A label as words to compare: abbreviations written out, years and numbering set apart, what it is measured by noted.

The abbreviations are those of children's services in England, the same in every region; what a form asks is in its description.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)

# In this order: what comes later finds the words that come earlier already written out.
_WRITTEN_OUT = tuple(
    (re.compile(pattern), f" {words} ")
    for pattern, words in (
        (
            r"\b(?:year|12 ?(?:months?|mths?)) (?:ending|ended|to)"
            rf"(?: (?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)? )?{MONTH})?(?: (?:20)?\d\d\b)?",
            "yearending",
        ),
        (rf"\b(\d{{1,2}})(?:st|nd|rd|th)? ({'|'.join(MONTHS)})[a-z]*\.?(?: (?:20)?\d\d\b)?", r"day\1\2"),
        (r"(?<![\d/])20(\d\d) ?[-/] ?(?:20)?(\d\d)(?![\d/])", r"year\1\2"),
        (r"(?<![\d/,.])(\d\d) ?/ ?(\d\d)(?![\d/,.])", r"slash\1\2"),
        (r"\b(?:20[12]\d)\b", "bareyear"),
        (r"\b10[ ,]?000s?\b|\b10 ?ks?\b", "10000"),
        (
            r"\b10000 (?:(?:of|the|children|child|population|aged|0 ?- ?1[78]|under|18s?|years?|olds?|cyp|young people)\b ?)+",
            "10000",
        ),
        (r"\bre[ -]?(?:refs?\b|refer{1,2}(?:als?|ed|ing)\b|referals?\b)", "rereferral"),
        (r"\bref(?:s|['’]?ls?)\b", "referral"),
        (r"\bs(?:ection|ect?)?[ .]*47['’]?s?\b", "section47"),
        (r"\b(?:att(?:ainment)?[ .]*(?:8|eight)|a8)\b", "attainment8"),
        (r"\b(?:progress[ -]*(?:8|eight)|p8)\b", "progress8"),
        (r"\bn\.?f\.?a\b|\bno further actions?\b", "nofurtheraction"),
        (r"\b(?:not|never|un)[ -]?suitabl[ey]\b|\bunsuitabl[ey]\b", "unsuitable"),
        (r"\b(?:education|ed)\b\W+(?:or |and )?(?:employment|training)\b\W+(?:or |and |& )?(?:training|employment)\b", "eet"),
        (r"\be ?/ ?e ?/ ?t\b|\bete\b|\be\.e\.t\b", "eet"),
        (r"\bnot (?:currently )?(?:in )?eet\b", "neet"),
        (r"\bnot (?:\w+ )?(?:in |been )*(?:touch|contact)|\b(?:out of|lost|no longer in) (?:touch|contact)\b", "notintouch"),
        (r"\b(?:in|kept in|keeping in) (?:touch|contact)\b", "intouch"),
        (
            r"\bnot (?:found |deemed |assessed )?(?:to be )?(?:a )?(?:child )?in need\b"
            r"|\bno (?:identified )?needs?(?: (?:was |were )?(?:identified|found))?\b",
            "notinneed",
        ),
        (r"\bnot (?:a )?cin\b", "notinneed"),
        (r"\bchild(?:ren)? in need\b|\bcin\b", "childinneed"),
        (r"\b(?:initial )?(?:child protection )?(?:case )?conferences?\b|\bicpcs?\b", "conference"),
        (r"\b(?:cp|child protection) ?plans?\b|\bcpps?\b|\bcp\b|\bchild protection\b|\bprotection plans?\b", "cpplan"),
        (
            r"\bchild(?:ren)?['’]?s? (?:in care|looked[ -]after)\b|\blooked[ -]after(?: child(?:ren)?)?\b|\b(?:lac|cla|cic)s?\b",
            "lookedafter",
        ),
        (r"\b(?:becom(?:ing|es?)|became) lookedafter\b", "start lookedafter"),
        (r"\bcare[ -]?leavers?\b|\bcls?\b|\b(?:young people )?leaving care\b", "careleaver"),
        (r"\bsocial[ -]?workers?['’]?s?\b|\bsws?\b", "socialworker"),
        (r"\bcase[ -]?loads?\b", "caseload"),
        (r"\bserious incidents?\b", "seriousincident"),
        (r"\bsins?\b", "seriousincident notification"),
        (r"\bnotif(?:y|ied|ications?)\b", "notification"),
        (
            r"\b(?:c ?& ?f|c and f|child(?:ren)? (?:and|&) famil(?:y|ies)|single|statutory|social work) assessments?\b|\bcafs?\b",
            "assess",
        ),
        (r"\bassess(?:ments?|ed|ing)?\b", "assess"),
        (
            r"\b(?:good ?(?:or|and|&|/|\+|-)? ?(?:outstanding|better|above)|outstanding ?(?:or|and|&|/|-) ?good|good ?\+|g ?/ ?o)",
            "goodoutstanding",
        ),
        (
            r"\b(?:second|2nd)(?: time)? ?(?:or|/|and|&) ?(?:a )?subsequent(?: time)?|\b2nd ?\+|\b(?:second|2nd) time\b",
            "subsequent",
        ),
        (r"\b(?:ceas\w+|ended|ending|clos(?:ed|ing|ures?))\b", "cease"),
        (r"\b(?:starts?|started|starting)\b", "start"),
        (r"\b(?:last(?:ing|ed)|durations?|lengths?)\b", "lasting"),
        (r"\baccom+(?:odation)?s?\b|\bacc?omm?odation\b", "accommodation"),
        (r"\b(?:av|avg|ave|mean)\b\.?", "average"),
        (r"\baverage (?:no\b\.?|nos?\.|number) of\b", "average"),
        (r"\b(?:no|nos|num)\.|\bno of\b|#|\b(?:numbers?|nos|count)\b", "number"),
        (r"%|\bper ?cent(?:age)?s?\b|\bpct\b|\bproportion\b", "percent"),
        (r"\b(?:year|period) ?(?:/ ?period )?end\b|\bend of (?:the )?(?:year|period)\b", "periodend"),
        (r"\byears? to date\b|\bytd\b", "todate"),
        (r"\bf\.?t\.?e\.?s?\b|\bwte\b", "fte"),
        (r"\bchild(?:ren)?['’]?s (?:social (?:care|services?)|services?)\b", ""),
        (r"\b(?:prev)\b\.?", "previous"),
    )
)
_SPAN = re.compile(
    r"(?P<less>under|within|less than|fewer than|up to|in|< ?=?|≤|0 ?-|of|max(?:imum)?)? ?"
    r"(?P<more>over|more than|at least|longer than|> ?=?|≥|min(?:imum)?)? ?"
    r"\b(?P<n>\d{1,2}) ?(?P<plus>\+)? ?-?(?P<unit>months?|mths?|mnths?|mos?|m|years?|yrs?|y|days?|weeks?|wks?)\b\.? ?"
    r"(?P<tail>\+|(?:or|and|&) (?:more|over|longer|above)|(?:or|and|&) (?:less|under|fewer|shorter))?"
)
_AGES = re.compile(
    r"\b(?:ages?d?:? )?(\d\d) ?(?:-|to|–) ?(\d\d)\b(?: ?(?:years?|yrs?)(?:[ -]olds?)?)?"
    r"|\bages?d? ((?:\d\d[ ,/&]*(?:and )?){1,6})|\b(\d\d) (?:years?|yrs?)[ -]olds?\b"
)
_PREFIX = re.compile(
    r"(?:(?P<said>kpi|pi|indicator|measure)\.? ?(?:number|no|#)?\.? ?(?P<a>\d{1,2})(?![\d/%])[ .:)\]-]*"
    r"|[\[(]? ?(?P<b>\d{1,2})[.:)\]](?!\d) ?|(?P<c>\d{1,2}) - (?=\D)|\d{1,2}\.\d{1,2}[.:)]? (?=\D))"
)
_INNER = re.compile(r"[\[(] ?(?:kpi|pi|indicator) ?(\d{1,2}) ?[\])]")

MEASURES = frozenset({"percent", "rate", "number", "10000", "average"})
# Words that tell nothing of which KPI a row is. None of them turns a meaning round (not, no, only, other, all …).
_SILENT = frozenset(
    re.findall(
        r"\S+",
        """
        a an the of in on at to for and or by with from who whom which that was were are is be been being have
        has had this their our its as per during within la las local authority authoritys council child
        children childrens childs young people person persons yp cyp s aged age year years period now led
        resulted result resulting kpi indicator todate yearending periodend those it they into subject
        subjects becoming become where whose when key performance judged rated
        """,
    )
)


@dataclass(frozen=True)
class Label:
    """Words of a label: those that tell something, what it is measured by, the years and days it names, the ages, its number.

    number: the form's number as the label says it; spoken: it says so in words (``KPI 7``), not only as numbering (``7.``).
    """

    words: tuple[str, ...]
    measures: frozenset[str]
    number: int | None = None
    spoken: bool = False
    years: tuple[str, ...] = ()
    flat: str = ""


@lru_cache(maxsize=16_384)
def plain(text: str) -> str:
    """Text without case, typographic variants, marks that cannot be seen, or doubled spaces."""
    if text.isascii():
        return re.sub(r"[\x00-\x20\x7f]+", " ", text.casefold()).replace("`", "'").strip(" *")
    text = unicodedata.normalize("NFKC", text).casefold()
    text = "".join(
        " " if unicodedata.category(each) in ("Zs", "Cc") else each for each in text if unicodedata.category(each) != "Cf"
    )
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", text).replace("’", "'").replace("‘", "'").replace("`", "'")
    return re.sub(r"\s+", " ", text).strip(" •·*")


def label(text: str) -> Label:
    """Read a label."""
    flat = plain(text)
    number, spoken = None, False
    if found := _PREFIX.match(flat):
        number = int(found["a"] or found["b"] or found["c"] or 0) or None
        spoken, flat = bool(found["said"]), flat[found.end() :]
    if found := _INNER.search(flat):
        number, spoken, flat = int(found[1]), True, flat[: found.start()] + flat[found.end() :]
    out = _written_out(flat)
    words = [_stem(each) for each in re.findall(r"[a-z0-9]+", out)]
    years = tuple(each for each in words if re.fullmatch(r"(?:year|slash)\d{4}|bareyear", each))
    told = tuple(
        dict.fromkeys(each for each in words if each not in _SILENT and each not in MEASURES - {"average"} and each not in years)
    )
    return Label(told, frozenset(words) & MEASURES, number, spoken, years, f" {' '.join(words)} ")


def _written_out(flat: str) -> str:
    flat = flat.replace("'s ", "s ").replace("s' ", "s ") if "47" not in flat else flat
    for value, word in enumerate(_NUMBERS, 1):
        flat = re.sub(rf"\b{word}(?= (?:months?|mths?|years?|yrs?|weeks?|days?)\b)", str(value), flat)
    for pattern, words in _WRITTEN_OUT:
        flat = pattern.sub(words, flat)
        flat = re.sub(r" {2,}", " ", flat)
    return _SPAN.sub(_span, _AGES.sub(_ages, flat))


def _span(found: re.Match) -> str:
    unit = found["unit"][0]
    if found["unit"] in ("m", "y", "mo", "mos") and not re.search(r"\d", found[0]):
        return found[0]
    many = int(found["n"]) * (12 if unit == "y" else 1)
    tail = found["tail"] or ""
    more = bool(found["more"] or found["plus"] or re.search(r"\+|more|over|longer|above", tail))
    less = bool((found["less"] and found["less"] not in ("in", "of")) or re.search(r"less|under|fewer|shorter", tail))
    bound = "min" if more and not less else "max" if less and not more else "span" if not more else "odd"
    # "for 12 months" may be either; "more than 3 months, under …" is neither.
    kept = f"{found['less']} " if found["less"] in ("in", "of") else ""
    return f" {kept}{bound}{many}{'m' if unit in 'my' else unit} "


def _ages(found: re.Match) -> str:
    ages = [int(each) for each in re.findall(r"\d\d", found[0])]
    return f" age{min(ages)}to{max(ages)} "


def _stem(word: str) -> str:
    """A word in the singular."""
    if word.endswith("ies") and len(word) > 5:
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us")) else word

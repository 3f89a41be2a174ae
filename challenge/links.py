"""What a screen shows, as a link: every choice is in the address, so any view can be linked, bookmarked and reloaded."""

from dataclasses import dataclass, fields, replace
from datetime import date
from difflib import get_close_matches
from urllib.parse import urlencode

from challenge import wording

SOURCES = {"published": "published", "returned": "returned by the authorities"}
COMPARISONS = {
    "england": "England’s quarters",
    "region": "Region’s quarters",
    "against-england": "v England",
    "against-neighbours": "v neighbours",
    "direction": "Direction",
    "worse-and-worsening": "Worse and worsening",
}
FIRST = "start"
# Choices a reader takes along from screen to screen.
VISIT = ("cycle", "period", "source", "compare", "order", "group", "as_of")
ORDERS = {"bpn": "By BPN", "az": "A–Z"}
AGAINST = {"preliminary": "the group’s preliminary placement", "agreed": "the placement agreed after the forum"}
STEPS = {**{str(number): f"enabler {number}" for number in range(1, 8)}, "review": "review", "sign": "sign-off"}
FOCI = {"Education": "Education", "Social Care": "Social Care"}
ORIGINS = {"published": "published figures", "returned": "returned figures", "self-view": "the self-view", "ofsted": "Ofsted"}
SHOWN = {"areas": "authorities", "themes": "questions by theme", "search": "search", "ofsted": "Ofsted’s key lines of enquiry"}
ARRANGED = {"bpn": "By BPN", "gap": "By gap", "az": "A–Z"}


@dataclass(frozen=True)
class View:
    """One view of one screen. None is the screen's default and stays out of the address.

    cycle, period (a column's key), source, compare, order (``bpn``, ``az`` or a KPI), theme (a KPI), area, kpi, group (of KPIs),
    bpn, chosen (authorities drawn over the rest, their keys joined by commas), mapped (the KPI on the map), version (of a
    return), enabler (of the improvement grid), against (whose placement stands beside an authority's own), arrange (order of the
    grid), step (of placing oneself), question (its id), kind (of line), about (theme of a question), focus, origin (of lines), show
    (part of the questions of a region), search (words sought), and ``as_of`` (a day; None is now).
    """

    screen: str
    cycle: str | None = None
    period: str | None = None
    source: str | None = None
    compare: str | None = None
    order: str | None = None
    theme: str | None = None
    area: str | None = None
    kpi: str | None = None
    group: str | None = None
    bpn: str | None = None
    chosen: str | None = None
    mapped: str | None = None
    version: str | None = None
    enabler: str | None = None
    against: str | None = None
    arrange: str | None = None
    step: str | None = None
    question: str | None = None
    kind: str | None = None
    about: str | None = None
    focus: str | None = None
    origin: str | None = None
    show: str | None = None
    search: str | None = None
    as_of: date | None = None

    def but(self, **changes: object) -> "View":
        """This view with some choices changed; None gives a choice back to its default."""
        return replace(self, **changes)

    def link(self, **changes: object) -> str:
        """The address of this view with some choices changed, e.g. ``/region?cycle=2017-18&order=az``."""
        wanted = self.but(**changes)
        query = wanted.query()
        return f"/{'' if wanted.screen == FIRST else wanted.screen}" + (f"?{urlencode(query)}" if query else "")

    def to(self, screen: str, **choices: object) -> str:
        """The address of another screen: what holds for a whole visit goes along, what belongs to this screen stays behind."""
        return View(screen, **{name: getattr(self, name) for name in VISIT}).link(**choices)

    def query(self) -> dict[str, str]:
        """The choices that are not defaults, as they stand in the address."""
        return {name: str(value) for name in CHOICES if (value := getattr(self, name)) is not None}


CHOICES = tuple(field.name for field in fields(View) if field.name != "screen")


@dataclass
class Unknown(Exception):
    """A link asked for something there is not: what kind of thing, the word asked for, and the nearest real (word, name) pairs."""

    what: str
    asked: str
    nearest: tuple[tuple[str, str], ...]
    choice: str


def find(choice: str, what: str, asked: str, known: dict[str, str]) -> str:
    """The key of ``known`` (key → name) that ``asked`` means, by key or name, whatever the case; ``Unknown`` when there is none."""
    if key := _meant(asked, known):
        return key
    nearest = tuple((key, known[key]) for key in (_close(asked, known) or list(known))[:3])
    raise Unknown(what, asked, nearest, choice)


def find_each(choice: str, what: str, asked: str, known: dict[str, str]) -> str | None:
    """The keys that the words of a list mean, as `find` finds them: joined by commas like the words, each once; None for no words.

    ``Unknown`` names all words that mean nothing, and offers whole lists: words that mean something stay, and each of the others
    gives way to what is nearest to it, or goes.
    """
    words = [word.strip() for word in asked.split(",") if word.strip()]
    found = [_meant(word, known) for word in words]
    wrong = [word for word, key in zip(words, found, strict=True) if key is None]
    if not wrong:
        return ",".join(dict.fromkeys(found)) or None
    places = [[key] if key else _close(word, known)[:3] for word, key in zip(words, found, strict=True)]
    # Of several wrong words each gets its one nearest: all ways to combine their nearest would be too many to choose from.
    turns = range(3 if len(wrong) == 1 else 1)
    mended = [[keys[min(turn, len(keys) - 1)] for keys in places if keys] for turn in turns]
    lists = dict.fromkeys(tuple(dict.fromkeys(keys)) for keys in [*mended, [key for key in found if key]] if keys)
    offered = {",".join(keys): wording.listed([known[key] for key in keys]) for keys in lists}
    raise Unknown(what, ", ".join(wrong), tuple((offered or dict(list(known.items())[:3])).items()), choice)


def _meant(asked: str, known: dict[str, str]) -> str | None:
    folded = asked.strip().casefold()
    return next((key for key, name in known.items() if folded in (key.casefold(), name.casefold())), None)


def _close(asked: str, known: dict[str, str]) -> list[str]:
    folded = asked.strip().casefold()
    names = {key.casefold(): key for key in known} | {name.casefold(): key for key, name in known.items()}
    begin = [key for word, key in names.items() if len(folded) > 2 and word.startswith(folded)]
    alike = [names[word] for word in get_close_matches(folded, names, n=6, cutoff=0.5)]
    near = [key for word, key in names.items() if len(folded) > 2 and folded[:3] in word]
    return list(dict.fromkeys([*begin, *alike] or near))


def read_day(asked: str) -> date | None:
    """A day in an address (``2017-11-16``); ``now`` or nothing is None. ``Unknown`` for anything else."""
    if asked in ("", "now"):
        return None
    try:
        return date.fromisoformat(asked)
    except ValueError:
        nearest = (("2017-11-16", "16 November 2017"), ("now", "now"))
        raise Unknown("day to look back to (year-month-day)", asked, nearest, "as_of") from None

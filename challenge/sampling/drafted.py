"""What the practice store's group drafts of its lines of enquiry before the meeting, and what becomes of each draft. For whom and
with what end is invented; words and figures are those of the strongest lines."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pandas as pd

from challenge import evidence_taken, line_words

SEEN = datetime(2017, 11, 9, 23, 59)
BEGUN = datetime(2017, 11, 9, 14, 0)
SAID = datetime(2017, 11, 13, 9, 30)
AGREED = datetime(2017, 11, 16, 15, 0)
ISSUED = datetime(2017, 11, 17, 11, 0)
# What each draft becomes, the strongest line's first. Wirral's are left as they were begun: the meeting did not reach it.
DRAFTED = {
    "wirral": ("draft", "draft", "draft"),
    "blackpool": ("issued", "issued"),
    "cheshire-east": ("agreed", "proposed", "parked"),
    "lancashire": ("proposed", "draft"),
    "liverpool": ("agreed", "proposed"),
    "manchester": ("agreed",),
}
FOCUSED = ("blackpool", "liverpool", "manchester")
PARKED = "Practice text: kept for January; the authority has sent its action plan."
COMMENTS = {
    ("wirral", 1): "Practice text: could this be asked of the whole BPN? Two neighbours show the same.",
    ("cheshire-east", 2): "Practice text: the second explanation needs a figure beside it, or it will be taken as ours.",
}
FOCUS_REASON = "Practice text: most of what was agreed is about {focus}."


# The way to each state, with the first of the moments at which such a step was taken; issued it becomes by being sent.
_PROPOSED = ("proposed", datetime(2017, 11, 14, 15, 0))
WAYS = {
    "draft": (),
    "proposed": (_PROPOSED,),
    "parked": (("parked", datetime(2017, 11, 15, 10, 0)),),
    "agreed": (_PROPOSED, ("agreed", AGREED)),
    "issued": (_PROPOSED, ("agreed", AGREED)),
}


@dataclass(frozen=True)
class Draft:
    """One draft: its id, the key of its line, fields and evidence as ``questions.begin`` wants them, and the state it reaches."""

    question: str
    line: str
    fields: dict[str, str]
    evidence: list[dict]
    state: str


def drafts(area: str, lines: pd.DataFrame, evidence: pd.DataFrame, bpn: str) -> list[Draft]:
    """The drafts of an authority, of its strongest lines of a theme each. lines: as ``line_words.worded`` gives them; evidence:
    the rows behind them. bpn: whose data lead sees to them. Ofsted's own lines are left: the group has them in Ofsted's words."""
    ready = lines[lines["concern"].astype(bool) & (lines["origin"] != "ofsted") & lines["theme"].notna()]
    strongest = ready.sort_values("line_order").drop_duplicates("theme")
    return [
        Draft(
            f"practice {area} {place}",
            line["line"],
            line_words.fields(line) | {"owner": f"Data lead, {bpn}"},
            evidence_taken.taken(
                evidence[evidence["line"] == line["line"]].sort_values("place"), [chip["full"] for chip in line["chips"]]
            ),
            state,
        )
        for place, (state, (_, line)) in enumerate(zip(DRAFTED[area], strongest.iterrows(), strict=False), start=1)
    ]


def minute(first: datetime, place: int) -> datetime:
    """The moment of the ``place``-th of several things that were done in a row, four minutes for each."""
    return first + timedelta(minutes=4 * place)


def focus(made: list[Draft]) -> tuple[str, str]:
    """The focus the group chooses for an authority after its drafts, and why."""
    asked = [draft.fields["focus"] for draft in made if draft.fields["focus"]]
    found = asked[0] if len(set(asked)) == 1 else "both"
    return found, FOCUS_REASON.format(focus="Education and Social Care" if found == "both" else found)

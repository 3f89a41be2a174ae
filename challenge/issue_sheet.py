"""What an authority would be sent now, what it was sent, and what stands in the way of sending: the words of the group's part."""

import pandas as pd

from challenge import wording
from challenge.errors import ChallengeError
from challenge.packs.questions_dataset import FOCI, Sent
from challenge.settings_sheet import moment
from challenge.sheet import Node, el

LACKS = {"question": "No question is agreed for {name}.", "focus": "No focus is chosen for {name}."}
WITHOUT = {
    ("question",): "Issue without a question",
    ("focus",): "Issue without a focus",
    ("question", "focus"): "Issue without a question and without a focus",
}
READY = ("agreed", "issued")


def how(name: str, own: str) -> Node:
    """What issuing does. own: the address of the authority's own screen."""
    return el(
        "p",
        f"Issuing makes a Word file for you to hand to {name}, and shows the same words on ",
        el("a", "its own screen", href=own),
        ". No message goes out by itself. What is issued stays as it was: a correction is a new version, marked.",
    )


def ready(sent: Sent, latest: Sent | None, unchanged: bool) -> Node:
    """The questions and the focus that would be issued now."""
    number = latest.version + 1 if latest else 1
    lead = (
        f"This is what version {latest.version} says: nothing needs to be issued."
        if unchanged
        else f"Version {number} would hold {wording.counted(len(sent.asked), 'question')}, in this order:"
        if sent.asked
        else "No question is agreed. Propose one above, then agree it: agreed questions are what is issued."
    )
    return el(
        "div",
        el("h3", "To issue now"),
        el("p", lead),
        el("ol", [el("li", el("span", each.headline, cls="typed")) for each in sent.asked]) if sent.asked else None,
        el("p", "Suggested focus: ", el("strong", FOCI[sent.focus] if sent.focus else "none chosen")),
        el("p", sent.focus_reason, cls="typed muted") if sent.focus_reason else None,
    )


def left_out(questions: pd.DataFrame, latest: Sent | None) -> Node | None:
    """What is under way and would not be issued; what was issued before and is not agreed again comes first."""
    rest = questions[~questions["state"].isin(READY)]
    kept = {each.key: each.headline for each in latest.asked} if latest else {}
    standing = set(questions.loc[questions["state"].isin(READY), "question"])
    again = [headline for key, headline in kept.items() if key not in standing]
    fresh = rest[~rest["question"].isin(kept)]
    counts = [
        wording.counted(int((fresh["state"] == state).sum()), word, many)
        for state, word, many in (
            ("draft", "draft", "drafts"),
            ("proposed", "proposed", "proposed"),
            ("parked", "parked", "parked"),
        )
        if (fresh["state"] == state).any()
    ]
    if not again and not counts:
        return None
    return el(
        "div",
        el("p", f"Left out, because not agreed: {wording.listed(counts)}.") if counts else None,
        el(
            "div",
            el(
                "p",
                f"Issued in version {latest.version} and not agreed now: it would no longer be asked unless it is agreed again.",
            ),
            el("ul", [el("li", words, cls="typed") for words in again]),
            cls="note warn",
        )
        if again
        else None,
    )


def lacks(name: str, lacking: tuple[str, ...]) -> Node:
    """What is missing, and that one may go on without."""
    return el(
        "div",
        el("p", " ".join(LACKS[each].format(name=name) for each in lacking)),
        el("p", "Nothing was issued yet. Add it above, or issue without."),
        cls="note warn",
        role="alert",
    )


def refused(error: ChallengeError) -> Node:
    """Why nothing was issued."""
    words = (f"Nothing was issued: {error.found}", f"Expected: {error.expected}", error.do)
    return el("p", " ".join(wording.sentence(each) for each in words), cls="note warn", role="alert")


def changed(differ: list[str]) -> Node:
    """What changed between the screen and the press."""
    return el(
        "div",
        el("p", "Nothing was issued: what stood here changed meanwhile."),
        el("ul", [el("li", words, cls="typed") for words in differ]),
        el("p", "What stands here now is new. Look at it, then press Issue again."),
        cls="note warn",
        role="alert",
    )


def differences(seen: dict[str, tuple], now: dict[str, tuple]) -> list[str]:
    """What became of questions since they were seen, a line for each. Both: question → (revision, state, headline, who wrote last);
    ``focus`` → (focus, reason, who)."""
    found = []
    for key in (key for key in {**seen, **now} if key != "focus" and seen.get(key, ())[:1] != now.get(key, ())[:1]):
        title = f"“{wording.isolated((now.get(key) or seen[key])[2]) or 'A question without a headline'}”"
        if key not in now:
            found.append(f"{title} was taken away.")
        elif key not in seen:
            found.append(f"{title} is new, by {now[key][3]}: {now[key][1]}.")
        elif seen[key][1] != now[key][1]:
            found.append(f"{title} was {seen[key][1]} and is {now[key][1]} now, by {now[key][3]}.")
        else:
            found.append(f"{title} was written in by {now[key][3]}.")
    if seen.get("focus", ())[:2] != now.get("focus", ())[:2]:
        was, stands = (FOCI[each["focus"][0]] for each in (seen, now))
        found.append(f"The focus was {was} and is {stands} now." if was != stands else "The reason for the focus was changed.")
    return found


def done(name: str, version: int, when: object, actor: str, unchanged: bool) -> Node:
    """What issuing did. unchanged: whether what would be issued now is what that version says."""
    words = f"Version {version} was issued to {name} on {moment(when)} by {actor}. Its Word file stands below."
    if not unchanged:
        words += f" Version {version + 1} is being prepared: until it is issued, version {version} counts."
    return el("p", words, cls="note", role="status")


def history(sent: list[Sent], versions: pd.DataFrame, caption: str) -> Node:
    """What was issued: each version with who issued it, when, and what a correction changed. versions: of
    ``queries.issuing.versions``, in the order of sent."""
    heads = ("Version", "Issued", "By", "Questions", "Focus", "What it changed")
    return el(
        "div",
        el(
            "table",
            el("caption", caption),
            el("thead", el("tr", [el("th", head, scope="col") for head in heads])),
            el("tbody", [_version(each, row) for each, row in zip(sent, versions.itertuples(), strict=True)]),
            cls="table",
        ),
        cls="scroll",
    )


def _version(sent: Sent, row: object) -> Node:
    return el(
        "tr",
        el("th", str(sent.version), el("small", "stands" if row.latest else "corrected since"), scope="row"),
        el("td", moment(row.recorded_at)),
        el("td", row.actor, el("small", row.actor_role)),
        el("td", str(len(sent.asked))),
        el("td", FOCI[sent.focus]),
        el("td", el("span", sent.correction, cls="typed"), _what_changed(sent)),
    )


def _what_changed(sent: Sent) -> Node | str | None:
    if sent.version == 1:
        return "The first"
    lines = [f"{wording.isolated(each.headline)}: {change}" for each in sent.asked for change in each.changes]
    lines += [*sent.changes, *(f"No longer asked: {words}" for words in sent.gone)]
    if not lines:
        return el("small", "Only the order.")
    return el(
        "details",
        el("summary", wording.sentence(wording.counted(len(lines), "change")).rstrip(".")),
        el("ul", [el("li", words, cls="typed") for words in lines]),
        cls="more",
    )

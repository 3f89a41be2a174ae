"""The placing screen for one authority, part by part: what this is and stands, one enabler at a time, review, sign-off. What is
written is saved as it comes, as a draft; what was not saved stays in the browser tab, and why is said."""

import pandas as pd

import queries
from challenge import acting, placing_acts, session, widgets, wizard_form, wizard_review, wizard_sheet, wording
from challenge.access import Person
from challenge.errors import ChallengeError
from challenge.opened import Opened
from challenge.placing_acts import PlacedMeanwhile
from challenge.returns.form import OFFICES
from challenge.sheet import Node, el

# Under this name: what became of the last thing sent on each enabler, by cycle, authority and enabler.
OUTCOMES = "placing outcomes"
WHO = el("p", "Say who you are (on the left) before you save: each word is signed. What you typed stays.", cls="note")


def one(opened: Opened) -> None:
    """Everything about one authority's placing of itself: the step in the address, else what this is and what stands."""
    view, cycle = opened.view, opened.cycle["cycle"]
    name = opened.members.set_index("area")["name"][view.area]
    # Everything is asked for before anything is drawn: until then the screen before stands whole.
    stands = opened.rows(queries.placing.stands, cycle=cycle, area=view.area)
    sign_offs = opened.rows(queries.placing.sign_offs, cycle=cycle, area=view.area)
    draws = {None: _begin, "review": _review, "sign": _sign}.get(view.step, _step)
    draws(opened, name, stands, sign_offs)


def _top(opened: Opened, name: str, stands: pd.DataFrame, *parts: object) -> None:
    view = opened.view
    crumbs = [(opened.cycle["region_name"], opened.home("region")), ("Place yourselves", view.link(area=None, step=None))]
    steps = {"review": "Review", "sign": "Sign-off"} | {str(row.number): row.name for row in stands.itertuples()}
    crumbs += [(name, view.link(step=None)), (steps[view.step], None)] if view.step else [(name, None)]
    session.title(f"{steps[view.step]}: {name}" if view.step else f"{name} places itself")
    session.show(
        [
            opened.masthead(crumbs, only=("Cycle", "As of")),
            wizard_sheet.steps(view, stands) if view.step else None,
            *parts,
            opened.looking_back(),
        ],
        key="placing",
    )


def _begin(opened: Opened, name: str, stands: pd.DataFrame, sign_offs: pd.DataFrame) -> None:
    view = opened.view
    _top(
        opened,
        name,
        stands,
        el("h1", wizard_sheet.headline(name, stands), cls="headline"),
        *wizard_sheet.about(opened.cycle["title"]),
        wizard_sheet.ways(view, stands) if view.as_of is None else None,
    )
    _kept(opened, stands)
    caption = opened.marked(f"{name}, cycle {opened.cycle['title']}: where it places itself, and its draft")
    history = el("a", "Where the group places it, and every word said", href=opened.home("journey", area=view.area))
    session.show(
        [
            el("h2", "What stands now"),
            el(
                "p",
                wizard_review.signed_headline(name, sign_offs, stands),
                " ",
                el("a", "Sign-off", href=view.link(step="sign")),
                ". ",
                history,
            ),
            wizard_sheet.standing(view, stands, caption),
        ],
        key="stands",
    )


def _step(opened: Opened, name: str, stands: pd.DataFrame, _: pd.DataFrame) -> None:
    view, cycle = opened.view, opened.cycle["cycle"]
    row = next(each for each in stands.itertuples() if str(each.number) == view.step)
    prompts = opened.rows(queries.journey.prompts, region=opened.cycle["region"])
    positions = opened.rows(queries.journey.positions)
    history = opened.home("journey", area=view.area, enabler=row.enabler)
    if view.as_of is not None:
        _top(opened, name, stands, wizard_form.head(name, row), el("p", "On an earlier day it can only be read.", cls="lede"))
        caption = opened.marked(f"{name} as it stood on {wording.day(view.as_of)}")
        session.show(wizard_form.shown(row, prompts, positions, history, caption), key="read")
        return
    grid = opened.rows(queries.placing.grid_of_self_view, cycle=cycle, area=view.area)
    answers = opened.rows(queries.placing.answers, cycle=cycle, area=view.area, items=list(wizard_form.offered(row.enabler)))
    asked = acting.the_form(opened.cycle["region"])
    quotable = wizard_form.quotes(row, grid, answers, asked, opened.store.practice)
    _top(opened, name, stands)
    _kept(opened, stands, row, wizard_form.form(name, row, view, prompts, positions, quotable, history))


def _kept(opened: Opened, stands: pd.DataFrame, row: object = None, form: tuple[Node, ...] | list[Node] = ()) -> None:
    """The part people write in, and on every page what was typed in this tab and is not saved."""
    view, cycle = opened.view, opened.cycle["cycle"]
    if view.as_of is not None:
        return
    outcomes = widgets.recall(OUTCOMES, {})
    own = {enabler: outcomes[key] for enabler in stands["enabler"] if (key := (cycle, view.area, enabler)) in outcomes}
    data = {
        "tree": [each for each in (*form, wizard_sheet.unsaved(view, stands)) if each is not None],
        "cycle": cycle,
        "area": view.area,
        "enabler": None if row is None else row.enabler,
        "content": None if row is None else wizard_form.content(row),
        "kind": "saved" if row is not None and row.draft in wizard_sheet.DRAFTED else "quiet",
        "says": "" if row is None else wizard_form.says(row),
        "gentle": "" if row is None else wizard_form.gentle(row),
        "may": widgets.actor() is not None,
        "outcomes": own,
    }
    positions = dict(opened.rows(queries.journey.positions)[["position", "name"]].itertuples(index=False))
    widgets.taking("wizard", data, "wizard", lambda sent: take(sent, positions))


def take(sent: object, positions: dict[int, str]) -> None:
    """Save what the browser sent, each enabler as a draft, and remember what became of each for the form to say. positions: their
    names."""
    who, outcomes = widgets.actor(), dict(widgets.recall(OUTCOMES, {}))
    for letter in sent if isinstance(sent, list) else []:
        words = {name: str(letter.get(name, "")) for name in ("cycle", "area", "enabler", "nonce", "position", "evidence")}
        seen = letter.get("seen")
        outcome = _save(words, seen if isinstance(seen, int) else 0, who, positions)
        outcomes[words["cycle"], words["area"], words["enabler"]] = outcome | {"nonce": words["nonce"]}
    widgets.remember(OUTCOMES, outcomes)


def _save(words: dict[str, str], seen: int, who: Person | None, positions: dict[int, str]) -> dict:
    where = (words["cycle"], words["area"], words["enabler"])
    if who is None:
        return {"kind": "refused", "words": "Not saved: say who you are (on the left) first."}
    try:
        if not words["position"]:
            word = placing_acts.jot(*where, words["evidence"], seen, who)
        else:
            chosen = int(words["position"]) if words["position"].isdecimal() else -1
            word = placing_acts.place(*where, "draft", chosen, words["evidence"], seen, who)
    except PlacedMeanwhile as other:
        theirs = wizard_form.theirs(other.theirs, positions.get(other.theirs.position))
        return {"kind": "conflict", "words": "Not saved yet: choose theirs or yours above.", "theirs": theirs}
    except ChallengeError as error:
        return {
            "kind": "refused",
            "words": f"Not saved: found {error.found}, expected {error.expected}. {wording.sentence(error.do)}",
        }
    return {"kind": "saved", "revision": word.revision}


def _review(opened: Opened, name: str, stands: pd.DataFrame, sign_offs: pd.DataFrame) -> None:
    view, cycle = opened.view, opened.cycle["cycle"]
    said, reviewed = f"handed in {cycle} {view.area}", f"reviewed {cycle} {view.area} {view.as_of}"
    before = widgets.recall(reviewed)
    widgets.remember(reviewed, stands.set_index("enabler")["draft_revision"].astype(int).to_dict())
    changing = wizard_review.to_hand_in(stands)
    _top(
        opened,
        name,
        stands,
        el("h1", wizard_review.headline(name, stands), cls="headline"),
        el("p", widgets.recall(said), cls="note", role="status") if widgets.recall(said) else None,
    )
    widgets.remember(said, None)
    _kept(opened, stands)
    caption = opened.marked(f"{name}, cycle {opened.cycle['title']}: all seven enablers as they would stand")
    actor = widgets.actor()
    session.show(
        [
            wizard_review.table(view, stands, caption),
            wizard_review.withdraws(sign_offs) if len(changing) else None,
            WHO if actor is None and view.as_of is None and len(changing) else None,
        ],
        key="review",
    )
    if view.as_of is not None:
        return
    place = session.here()
    if before is not None and (replaced := wizard_review.replaced(stands, before, actor.name if actor else "")):
        with place:
            session.show(replaced, key="drafted meanwhile")
    if widgets.button("Hand in as our own placement", key="hand in", main=True, off=actor is None or changing.empty) and actor:
        try:
            changed = placing_acts.hand_in(cycle, view.area, before or {}, actor)
        except PlacedMeanwhile as other:
            with place:
                session.show(
                    _changed_meanwhile(other, "Nothing was handed in. The table shows what is drafted now"), key="not handed in"
                )
        except ChallengeError as error:
            with place:
                session.show(_refused(error, "Nothing was handed in"), key="not handed in")
        else:
            withdrawn = sign_offs.loc[sign_offs["state"] == "stands", "office"].tolist()
            widgets.remember(said, wizard_review.handed_in(changed, changing["name"].tolist(), withdrawn))
            widgets.again()
    session.show(
        el(
            "p", el("a", "Sign-off", href=view.link(step="sign")), " comes next: it is of what stands, not of a draft.", cls="muted"
        ),
        key="next",
    )


def _changed_meanwhile(other: PlacedMeanwhile, so: str) -> Node:
    return el(
        "p",
        el("strong", f"{other.theirs.actor or 'Somebody'} changed it meanwhile. "),
        f"{so}: look at it once more.",
        cls="message",
        role="alert",
    )


def _refused(error: ChallengeError, so: str) -> Node:
    return el(
        "p",
        el("strong", f"{so}: {error.found}. "),
        f"Expected: {error.expected}. {wording.sentence(error.do)}",
        cls="message",
        role="alert",
    )


def _sign(opened: Opened, name: str, stands: pd.DataFrame, sign_offs: pd.DataFrame) -> None:
    view, cycle = opened.view, opened.cycle["cycle"]
    seen = f"signed over {cycle} {view.area} {view.as_of}"
    before = widgets.recall(seen)
    widgets.remember(seen, stands.set_index("enabler")["own_revision"].astype(int).to_dict())
    title = f"{name}, cycle {opened.cycle['title']}"
    _top(
        opened,
        name,
        stands,
        el("h1", wizard_review.signed_headline(name, sign_offs, stands), cls="headline"),
        el(
            "p",
            "A sign-off is of the seven as they stand. Whatever changes one of them withdraws it, and says so here.",
            cls="lede",
        ),
    )
    _kept(opened, stands)
    session.show(
        [
            wizard_review.sign_offs(sign_offs, stands, opened.marked(f"{title}: who signed its own placement")),
            el("h2", "What is signed" if (sign_offs["state"] == "stands").any() else "What would be signed"),
            wizard_review.signs(stands, opened.marked(f"{title}: own placement as it stands")),
        ],
        key="sign",
    )
    if view.as_of is None:
        _signing(opened, name, stands, sign_offs, before)


def _signing(opened: Opened, name: str, stands: pd.DataFrame, sign_offs: pd.DataFrame, before: dict[str, int] | None) -> None:
    view, cycle, actor = opened.view, opened.cycle["cycle"], widgets.actor()
    area = view.area
    on_its_own = sign_offs[(sign_offs["state"] == "stands") & (sign_offs["how"] == "placement")]["office"].tolist()
    not_yet = wizard_review.not_yet(view, stands)
    session.show([el("h2", "Sign"), not_yet or (WHO if actor is None else None)], key="signing")
    place = session.here()
    with widgets.form("sign"):
        office = widgets.choose("Office", OFFICES, key="signing office")
        signatory = widgets.line("Name of who signs", key="signatory", most=80)
        signed = widgets.send(f"Sign the placement of {name}", key="sign it", off=actor is None or not_yet is not None)
    back = reason = None
    if on_its_own:
        with widgets.folded("Take a sign-off back", key="taking back"), widgets.form("take back"):
            taken = widgets.choose("Whose", {each: OFFICES[each] for each in on_its_own}, key="taken back")
            reason = widgets.line("Reason", key="why taken back")
            back = widgets.send("Take it back", key="take it back", main=False, off=actor is None)
    elif (sign_offs["how"] == "self-view").any():
        lead = el("a", "the returns screen", href=opened.home("returns", area=area))
        session.show(
            el("p", "What was signed with the self-view is taken back on ", lead, ".", cls="muted"), key="with the self-view"
        )
    if actor is None or not (signed or back):
        return
    try:
        if signed:
            placing_acts.sign(cycle, area, office, signatory, actor, before)
            widgets.said(f"Signed by the {OFFICES[office]}")
        else:
            placing_acts.withdraw(cycle, area, taken, reason, actor)
            widgets.said("Taken back")
    except PlacedMeanwhile as other:
        with place:
            session.show(_changed_meanwhile(other, "Nothing was signed. The table above shows what stands now"), key="not signed")
    except ChallengeError as error:
        with place:
            session.show(_refused(error, "Not signed"), key="not signed")
    else:
        widgets.again()

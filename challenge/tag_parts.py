"""Tagging the words of Section 4 on the returns screen of one authority: suggestions confirmed or changed by hand."""

import pandas as pd

import queries
from challenge import placing_acts, session, tag_sheet, widgets, wording
from challenge.access import Person
from challenge.errors import ChallengeError
from challenge.opened import Opened
from challenge.placing_acts import TaggedMeanwhile
from challenge.sheet import el

Tag = tuple[str, str]


def asked(opened: Opened) -> dict[str, pd.DataFrame]:
    """All rows that the part draws, before anything of the screen is drawn."""
    given = {"cycle": opened.cycle["cycle"], "area": opened.view.area}
    return {
        "texts": opened.rows(queries.tags.texts, **given),
        "tagged": opened.rows(queries.tags.tagged, **given),
        "suggested": opened.rows(queries.tags.suggested, **given),
        "choices": opened.rows(queries.tags.to_tag),
    }


def part(opened: Opened, rows: dict[str, pd.DataFrame]) -> None:
    """Each strength and wanted focus with its tags, and a form to confirm or change them."""
    texts, tagged = rows["texts"], rows["tagged"]
    title = el("h2", opened.marked("What Section 4 is about"), id="tags")
    if texts.empty:
        session.show([title, el("p", "It names no strength and no wanted focus, so there is nothing to tag.")], key="tags")
        return
    session.show([title, el("p", tag_sheet.headline(texts, tagged)), el("p", tag_sheet.WHY, cls="muted")], key="tags")
    names = {(row.about, row.tagged): row.name for row in rows["choices"].itertuples(index=False)}
    texts = texts.drop_duplicates(["item", "text_hash"])
    many = texts["item"].value_counts() > 1
    for row in texts.to_dict("records"):
        _text(opened, row, bool(many[row["item"]]), *(_of(rows[name], row) for name in ("tagged", "suggested")), names)


def _of(rows: pd.DataFrame, text: dict) -> pd.DataFrame:
    return rows[(rows["item"] == text["item"]) & (rows["text_hash"] == text["text_hash"])]


def _text(opened: Opened, row: dict, several: bool, tags: pd.DataFrame, suggested: pd.DataFrame, names: dict[Tag, str]) -> None:
    cycle, area = opened.cycle["cycle"], opened.view.area
    name = f"{row['item']} {row['text_hash'][:12]} {area} {cycle}"
    session.show(tag_sheet.text(row, several, tags, suggested, names), key=f"tags {name}")
    stands = {(each.about, each.tagged): int(each.revision) for each in tags.itertuples()}
    begin = set(stands) or {(each.about, each.tagged) for each in suggested.itertuples()}
    turn = widgets.recall(f"tag turn {name}", 0)
    fields = {about: f"tags {about} {name} {turn}" for about in tag_sheet.KINDS}
    # What was on the screen when the fields were filled; kept while they stand, so that nobody's tags are overwritten unseen.
    if widgets.recall(next(iter(fields.values()))) is None:
        widgets.remember(f"tags seen {name}", stands)
    called = wording.lower_first(tag_sheet.title(row["item"], int(row["entry"]), several))
    actor = widgets.actor()
    meanwhile: TaggedMeanwhile | None = widgets.recall(f"tags both {name}")
    verb = "Change" if stands else "Confirm or change"
    with widgets.folded(f"{verb} the tags of {called}", key=f"tagging {name}", open_=meanwhile is not None):
        if not stands and begin:
            words = "The fields begin with what the words suggest. Nothing is saved until you press Save tags."
            session.show(el("p", words, cls="muted"), key=f"begin {name}")
        with widgets.form(f"tag {name}"):
            wanted = {
                (about, tagged)
                for about, kind in tag_sheet.KINDS.items()
                for tagged in widgets.choose_some(
                    f"{kind}: {called}",
                    {tag[1]: words for tag, words in names.items() if tag[0] == about},
                    key=fields[about],
                    chosen=[tag[1] for tag in names if tag[0] == about and tag in begin],
                )
            }
            sent = widgets.send("Save tags", key=f"save {name}", off=actor is None)
        if actor is None:
            session.show(el("p", "Say who you are (on the left) before you tag.", cls="note"), key=f"who tags {name}")
        elif sent:
            _save((cycle, area, row["item"], row["text_hash"]), name, wanted, widgets.recall(f"tags seen {name}", {}), actor)
        elif meanwhile is not None:
            _both((cycle, area, row["item"], row["text_hash"]), name, meanwhile, names, actor)


def _save(words: tuple[str, str, str, str], name: str, wanted: set[Tag], seen: dict[Tag, int], actor: Person) -> None:
    try:
        changed = placing_acts.tag(*words, wanted, seen, actor)
    except TaggedMeanwhile as meanwhile:
        widgets.remember(f"tags both {name}", meanwhile)
        widgets.again()
        return
    except ChallengeError as error:
        session.show(
            el("p", el("strong", wording.sentence(f"Not saved: {error.found}")), f" {wording.sentence(error.do)}", role="alert"),
            key=f"not tagged {name}",
        )
        return
    _settle(name)
    widgets.said("Tags saved" if changed else "Nothing was changed")
    widgets.again()


def _both(words: tuple[str, str, str, str], name: str, meanwhile: TaggedMeanwhile, names: dict[Tag, str], actor: Person) -> None:
    theirs = meanwhile.theirs
    said = ["; ".join(names[tag] for tag in names if tag in tags) or "no tag" for tags in (theirs.revisions, meanwhile.yours)]
    session.show(tag_sheet.both(said[0], theirs.actor, theirs.recorded_at, said[1]), key=f"both {name}")
    with widgets.abreast():
        keep = widgets.button("Keep what stands", key=f"keep {name}")
        take = widgets.button("Put mine in its place", key=f"take {name}", main=True)
    if keep:
        _settle(name)
        widgets.again()
    if take:
        widgets.remember(f"tags both {name}", None)
        _save(words, name, meanwhile.yours, theirs.revisions, actor)


def _settle(name: str) -> None:
    """The fields begin anew with what stands."""
    widgets.remember(f"tags both {name}", None)
    widgets.remember(f"tag turn {name}", widgets.recall(f"tag turn {name}", 0) + 1)

"""Placing oneself: what counts as a draft, what is offered for quoting, and what becomes of who signed."""

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest

import queries
from challenge import placements, reference, sheet, wizard_form, wizard_review, wizard_sheet
from challenge.access import READER, Person
from challenge.errors import ChallengeError
from challenge.links import View
from challenge.placements import PlacedMeanwhile
from challenge.returns import form
from challenge.store import Store, open_store

ANN = Person("Ann Lee", "Authority")
CYCLE = "2017-18"
VIEW = View("placing", area="cumbria", step="sign")
PLAN, LEADERS, PARTNERS = "strategic-approach", "leadership-and-governance", "engaging-partners"


@pytest.fixture(scope="module")
def own(practice_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A practice store to write to; each test has an authority of its own."""
    folder = tmp_path_factory.mktemp("wizard")
    shutil.copy2(practice_folder / "store.duckdb", folder)
    opened = open_store(folder)
    yield opened
    opened.close()


def stands(store: Store, area: str) -> pd.DataFrame:
    with store.seeing(READER, lines=False) as cursor:
        return queries.placing.stands(cursor, cycle=CYCLE, area=area).set_index("enabler", drop=False)


def signed(store: Store, area: str) -> pd.DataFrame:
    with store.seeing(READER, lines=False) as cursor:
        return queries.placing.sign_offs(cursor, cycle=CYCLE, area=area)


def draft(store: Store, area: str, enabler: str, position: int | None, evidence: str, seen: int, **more: object) -> int:
    return placements.place(store, CYCLE, area, enabler, "draft", position, evidence, seen, ANN, **more).revision


def test_a_draft_is_open_until_it_is_handed_in_and_over_when_something_else_was_placed_later(own: Store):
    before = stands(own, "bury")
    assert set(before["draft"]) == {"none"}
    assert wizard_sheet.headline("Bury", before) == "Bury places itself on 7 of 7 enablers."
    stood = before.loc[PLAN]
    draft(own, "bury", PLAN, int(stood.own_position), stood.own_evidence, 0)
    draft(own, "bury", LEADERS, 5, "Short.", 0)
    draft(own, "bury", PARTNERS, None, "We have not looked at it together, and shall in spring.", 0)
    now = stands(own, "bury")
    assert now.loc[[PLAN, LEADERS, PARTNERS], "draft"].tolist() == ["same", "open", "open"]
    assert now.loc[[LEADERS, PARTNERS], "shown_state"].tolist() == ["placed", "not_placed"]
    # Short is asked about, whatever was placed; eight words and more are not.
    assert now.loc[[LEADERS, PARTNERS], "thin"].tolist() == [True, False]
    assert wizard_sheet.headline("Bury", now.assign(own_state=now["draft_state"])) == (
        "Bury places itself on 2 of 7 enablers, not placed on one more; two drafts are not handed in."
    )
    assert wizard_review.headline("Bury", now) == "Handing in would change two of the seven placements of Bury."
    assert placements.hand_in(own, CYCLE, "bury", {PLAN: 1, LEADERS: 1, PARTNERS: 1}, ANN) == 2
    after = stands(own, "bury")
    assert after.loc[[PLAN, LEADERS, PARTNERS], "draft"].tolist() == ["same", "handed_in", "handed_in"]
    assert after.loc[LEADERS, "own_name"] == "Good to great"
    # A later word that says otherwise leaves the drafts behind; what nobody handed in is shown, never handed in unseen.
    draft(own, "bury", PARTNERS, 2, "Partners come and go.", 1)
    placements.place(own, CYCLE, "bury", PARTNERS, "self", 4, "By telephone.", int(after.loc[PARTNERS, "own_revision"]), ANN)
    late = stands(own, "bury").loc[PARTNERS]
    assert (late["draft"], late["shown_position"], late["shown_evidence"]) == ("overtaken", 4, "By telephone.")
    assert "between poor to fair and fair to good. Its evidence: “Partners come and go.”" in sheet.to_text(
        wizard_form.overtaken(late)
    )
    # Only the first, which says what stands, is later than what stands.
    assert placements.hand_in(own, CYCLE, "bury", {PLAN: 1, LEADERS: 1, PARTNERS: 2}, ANN) == 0
    assert stands(own, "bury").loc[PARTNERS, "own_evidence"] == "By telephone."
    # Said again it is the later word.
    draft(own, "bury", PARTNERS, 2, "Partners come and go.", 2)
    assert stands(own, "bury").loc[PARTNERS, "draft"] == "open"


def test_who_says_not_placed_of_all_seven_has_placed_itself_nowhere(own: Store):
    with own.seeing(READER, lines=False) as cursor:
        members = queries.placing.members(cursor, cycle=CYCLE)
    assert wizard_sheet.headline_of_all(members) == (
        "21 of 23 authorities have placed themselves on the improvement grid, two say they are not placed; choose yours."
    )
    rows = stands(own, "cumbria")
    assert wizard_sheet.headline("Cumbria", rows) == "Cumbria says it is not placed on any of the seven enablers."
    assert wizard_review.not_yet(VIEW, rows) is None, "not placed is a word that can be signed"
    silent = rows.assign(own_state="none")
    assert wizard_sheet.headline("Cumbria", silent) == "Cumbria has not placed itself yet."
    assert wizard_review.signed_headline("Cumbria", signed(own, "cumbria"), silent).endswith("so there is nothing to sign.")
    silent.loc[[LEADERS, PARTNERS], "own_state"] = "placed"
    said = sheet.to_text(wizard_review.not_yet(VIEW, silent))
    assert said.startswith("Five enablers have neither a position nor not placed: strategic approach, engaging and supporting")


def test_a_draft_that_somebody_else_wrote_since_the_review_is_named():
    rows = pd.DataFrame(
        {"enabler": [PLAN, LEADERS], "name": ["Plan", "Leaders"], "draft_revision": [3, 2], "draft_actor": ["Ben Shah", "Ann Lee"]}
    )
    said = wizard_review.replaced(rows, {PLAN: 2, LEADERS: 1}, "Ann Lee")
    assert sheet.to_text(said).startswith("Ben Shah drafted Plan anew since this was shown last.")
    assert wizard_review.replaced(rows, {PLAN: 3, LEADERS: 1}, "Ann Lee") is None, "what one wrote oneself is no news"


def test_words_without_a_position_are_kept_and_place_nobody(own: Store):
    assert draft(own, "wigan", PLAN, None, "First thoughts.", 0, undecided=True) == 1
    row = stands(own, "wigan").loc[PLAN]
    assert (row["draft"], row["draft_state"], row["shown_evidence"]) == ("open", "words", "First thoughts.")
    assert wizard_form.content(row)["position"] == ""
    assert wizard_review.to_hand_in(stands(own, "wigan")).empty
    # Another tab that had seen nothing yet does not write over them.
    with pytest.raises(PlacedMeanwhile) as other:
        draft(own, "wigan", PLAN, None, "Second thoughts.", 0, undecided=True)
    said = wizard_form.theirs(other.value.theirs, None)
    assert (said["position"], said["evidence"]) == ("", "First thoughts.")
    assert said["who"].startswith("Ann Lee saved this enabler at ")
    with pytest.raises(ChallengeError, match="no draft"):
        placements.hand_in(own, CYCLE, "wigan", {PLAN: 1}, ANN)


def test_every_sign_off_says_what_became_of_it(own: Store):
    # Sefton's self-view is signed by all three and nothing was placed since; of Bolton's another version counts.
    assert set(signed(own, "sefton")["state"]) == {"stands"}
    assert wizard_review.signed_headline("Sefton", signed(own, "sefton"), stands(own, "sefton")).startswith(
        "Sefton’s own placement is signed by all three"
    )
    lapsed = signed(own, "bolton").iloc[0]
    assert "it no longer counts here: another version counts now" in wizard_review.became(lapsed, None)
    soon = datetime(2017, 11, 3, 10, 0)
    placements.sign(own, CYCLE, "bolton", "dcs", "Jo Bell", ANN, recorded_at=soon)
    row = signed(own, "bolton").iloc[0]
    assert (row["state"], row["how"], row["name"]) == ("stands", "placement", "Jo Bell")
    stood = stands(own, "bolton").loc[PLAN]
    placements.place(own, CYCLE, "bolton", PLAN, "self", 1, "", int(stood.own_revision), ANN, recorded_at=soon + timedelta(days=2))
    withdrawn = signed(own, "bolton")
    assert wizard_review.became(withdrawn.iloc[0], None) == (
        "The Director’s sign-off of 3 November 2017 was withdrawn on 5 November 2017: the placement was changed (Ann Lee)."
    )
    assert (
        wizard_review.signed_headline("Bolton", withdrawn, stands(own, "bolton"))
        == "Nobody has signed Bolton’s own placement as it stands."
    )
    # At a moment between the two it still stood.
    with own.reading(READER, soon + timedelta(days=1)) as cursor:
        assert queries.placing.sign_offs(cursor, cycle=CYCLE, area="bolton")["state"][0] == "stands"
    # What came in with a self-view lapses when something is placed otherwise on the screen.
    stood = stands(own, "sefton").loc[PLAN]
    placements.place(
        own, CYCLE, "sefton", PLAN, "self", 5, "", int(stood.own_revision), ANN, recorded_at=datetime(2017, 11, 6, 9, 0)
    )
    row = signed(own, "sefton").iloc[0]
    assert (row["state"], row["current"]) == ("lapsed", True)
    assert "the placement was changed on 6 November 2017" in wizard_review.became(
        row, stands(own, "sefton")["own_recorded_at"].max()
    )


def test_every_question_offered_for_quoting_is_in_the_form_and_every_enabler_has_some():
    rows = reference.table("enabler_items")
    assert set(rows["item"]) <= {question.item for question in form.form("north-west").questions}
    assert set(rows["enabler"]) == set(reference.table("enablers")["enabler"])


def test_an_authority_s_own_words_are_offered_with_their_place_and_markup_stays_text(own: Store):
    area = "bury"
    items = list(wizard_form.offered("fostering-innovation"))
    with own.seeing(READER, lines=False) as cursor:
        grid = queries.placing.grid_of_self_view(cursor, cycle=CYCLE, area=area)
        answers = queries.placing.answers(cursor, cycle=CYCLE, area=area, items=items)
        prompts = queries.journey.prompts(cursor, region="north-west")
        positions = queries.journey.positions(cursor)
    assert set(answers["item"]) <= set(items)
    answers.loc[0, "text"] = "<script>alert(1)</script>"
    row = stands(own, area).loc["fostering-innovation"].copy()
    quotable = wizard_form.quotes(row, grid, answers, form.form("north-west"), practice=True)
    page = "".join(
        map(
            sheet.to_html,
            filter(
                None, wizard_form.form("Bury", row, View("placing", area=area, step="6"), prompts, positions, quotable, "/journey")
            ),
        )
    )
    first = grid.loc[grid["enabler"] == "fostering-innovation"].iloc[0]
    assert first["evidence"] in page
    assert f'data-place="self-view, version 1, {first["place"]}"' in page
    assert "<script>" not in page and "&lt;script&gt;" in page
    assert page.count('type="radio"') == 6 and "checked" not in page


def test_where_to_go_on_is_what_nobody_has_spoken_of_then_what_was_drafted_last():
    frame = pd.DataFrame(
        {
            "number": [1, 2, 3],
            "own_state": ["placed", "none", "none"],
            "draft_state": ["none", "placed", "words"],
            "draft": ["none", "open", "open"],
            "draft_recorded_at": [pd.NaT, pd.Timestamp("2017-11-02"), pd.Timestamp("2017-11-01")],
        }
    )
    assert wizard_sheet.next_step(frame) == "3"
    assert wizard_sheet.next_step(frame.assign(own_state="placed")) == "2"
    assert wizard_sheet.next_step(frame.assign(own_state="placed", draft="none")) == "1"

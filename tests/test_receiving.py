"""What authorities send becomes versions: whole or not at all, never twice, and what is put right on screen is a new one."""

import shutil
from datetime import date
from pathlib import Path

import pytest

import queries
from challenge import comparing, mending, receiving
from challenge.access import READER, Person
from challenge.errors import ChallengeError
from challenge.store import Conflict, Store, open_store
from tests.sent_files import self_view, template

ANN = Person("Ann Lee", "Sector-led improvement team")
CYCLE = "2017-18"


@pytest.fixture
def store(practice_folder: Path, tmp_path: Path) -> Store:
    """A practice store to send things to."""
    shutil.copy2(practice_folder / "store.duckdb", tmp_path)
    opened = open_store(tmp_path)
    yield opened
    opened.close()


def versions(store: Store, area: str):
    with store.reading(READER) as cursor:
        return queries.returns.versions(cursor, cycle=CYCLE, area=area)


def figures(store: Store, area: str, version: int) -> dict[tuple[str, int], tuple]:
    with store.reading(READER) as cursor:
        rows = queries.returns.figures(cursor, cycle=CYCLE, area=area, version=version)
    return {(row.kpi, int(row.ordinal)): (None if row.value != row.value else row.value, row.status) for row in rows.itertuples()}


def send(store: Store, area: str, cells: dict | None = None, name: str = "") -> receiving.Taken:
    return receiving.take(store, name or f"{area} self-view.docx", self_view(store, area, cells), ANN)


def stood(store: Store, area: str) -> int:
    """How many versions of an authority stand already."""
    return len(versions(store, area))


def test_a_self_view_becomes_the_next_version_and_the_file_is_kept_as_it_came(store):
    before = stood(store, "bury")
    data = self_view(store, "bury", {("second_plans", 2): "25.1"})
    taken = receiving.take(store, "Bury self-view.docx", data, ANN)
    assert (taken.outcome, taken.version) == ("stored", before + 1)
    row = versions(store, "bury").iloc[0]
    assert (row["received_as"], row["how"], row["actor"]) == ("Bury self-view.docx", "file", "Ann Lee")
    assert receiving.file_of(store.folder, row["sha256"], row["file_kind"]).read_bytes() == data
    assert figures(store, "bury", before + 1)["second_plans", 2] == (25.1, "value")


def test_every_figure_says_the_place_it_was_read_from(store):
    version = send(store, "bury").version
    with store.reading(READER) as cursor:
        places = queries.returns.figures(cursor, cycle=CYCLE, area="bury", version=version)["place"]
    assert places.str.match(r"table \d+, row \d+, column \d+").all()


def test_the_same_file_twice_is_said_and_not_stored_twice(store):
    data = self_view(store, "bury")
    first = receiving.take(store, "a.docx", data, ANN)
    again = receiving.take(store, "b.docx", data, ANN)
    assert (again.outcome, again.version) == ("known", first.version)
    assert "not stored again" in again.said
    assert stood(store, "bury") == first.version


def test_a_later_version_counts_whole(store):
    send(store, "bury", {("second_plans", 2): "25.1"})
    version = send(store, "bury", {("second_plans", 2): ""}).version
    assert figures(store, "bury", version)["second_plans", 2] == (None, "not_returned")
    with store.reading(READER) as cursor:
        seen = cursor.execute(
            "select value, status from figure where source = 'returned' and area = 'bury' and kpi = 'second_plans' and period = 2"
        ).fetchall()
    assert seen == [(None, "not_returned")]


@pytest.mark.parametrize(
    ("authority", "cycle"), [("wigan", None), (None, "2025-26")], ids=["of another authority", "of another cycle"]
)
def test_a_file_of_another_than_was_chosen_is_refused_and_nothing_is_kept(store, authority, cycle):
    counted = store.connection.cursor().execute("select count(*) from written").fetchone()
    taken = receiving.take(store, "Bury self-view.docx", self_view(store, "bury"), ANN, authority=authority, cycle=cycle)
    assert taken.outcome == "refused" and taken.view.refused
    assert store.connection.cursor().execute("select count(*) from written").fetchone() == counted
    assert not any((store.folder / "files").glob("*")) if (store.folder / "files").exists() else True


def test_a_write_that_fails_leaves_neither_rows_nor_file(store, monkeypatch):
    def breaks(*_: object, **__: object) -> None:
        raise ChallengeError("a disk", "no room", "room", "make room")

    monkeypatch.setattr(receiving, "fill", breaks)
    before = stood(store, "bury")
    with pytest.raises(ChallengeError):
        send(store, "bury")
    assert stood(store, "bury") == before
    assert list((store.folder / "files").glob("*")) == []


def test_a_draft_is_set_beside_published_figures_and_nothing_is_stored(store):
    from challenge.returns import reading

    view = reading.read("Bury.docx", self_view(store, "bury", {("second_plans", 2): "29.9"}), cycles=receiving.cycles(store, ANN))
    revision, before = store.revision, stood(store, "bury")
    compared = comparing.compare(store, ANN, view)
    first = compared.beside.iloc[0]
    assert (first["kpi"], first["returned"], bool(first["within_rounding"])) == ("second_plans", 29.9, False)
    assert (store.revision, stood(store, "bury")) == (revision, before)


def test_a_jump_that_hardly_any_authority_made_is_asked_about_and_a_usual_change_is_not(store):
    from challenge.returns import reading

    cycles = receiving.cycles(store, ANN)

    def asked(value: str) -> list:
        view = reading.read("Bury.docx", self_view(store, "bury", {("leavers_eet", 2): value}), cycles=cycles)
        return [(each.number, each.period) for each in comparing.compare(store, ANN, view).problems]

    assert asked("97") == [(13, "2016-17")]
    assert asked("47") == []


def test_putting_a_figure_right_makes_a_version_that_keeps_what_the_file_said(store):
    version = send(store, "bury", {("rereferrals", 2): "18.4 / 19.2"}).version
    view = mending.stored(store, ANN, CYCLE, "bury", version)
    assert [(each.number, each.period) for each in view.problems if each.blocks] == [(3, "2016-17")]
    mended = mending.mended(view, {(3, "2016-17"): "18.4"}, {}, set(), receiving.cycles(store, ANN)[CYCLE])
    new = mending.store_mended(store, mended, version, ANN, "one put right")
    assert figures(store, "bury", new)["rereferrals", 2] == (18.4, "value")
    assert figures(store, "bury", version)["rereferrals", 2] == (None, "not_returned")
    after = mending.stored(store, ANN, CYCLE, "bury", new)
    assert not [each for each in after.problems if each.blocks]
    (figure,) = [each for each in after.figures if (each.kpi, each.ordinal) == ("rereferrals", 2)]
    assert "18.4 / 19.2" in figure.note and figure.place.startswith("put right on screen (table")


def test_what_is_put_right_wrongly_is_a_problem_again_and_no_figure(store):
    version = send(store, "bury", {("rereferrals", 2): "18.4 / 19.2"}).version
    view = mending.stored(store, ANN, CYCLE, "bury", version)
    mended = mending.mended(view, {(3, "2016-17"): "18 or 19"}, {}, set(), receiving.cycles(store, ANN)[CYCLE])
    (problem,) = [each for each in mended.problems if each.blocks]
    assert (problem.number, problem.period) == (3, "2016-17") and "18 or 19" in problem.found


def test_saying_when_a_part_year_ends_reaches_every_figure_of_the_column(store):
    version = send(store, "bury", {("s47", 3): "Q2: 48.2"}).version
    view = mending.stored(store, ANN, CYCLE, "bury", version)
    mended = mending.mended(view, {}, {"latest": date(2017, 9, 30)}, set(), receiving.cycles(store, ANN)[CYCLE])
    ends = {each.period_end for each in mended.figures if each.part_year}
    assert ends == {date(2017, 9, 30)}


def test_two_people_who_put_the_same_version_right_do_not_overwrite_each_other(store):
    version = send(store, "bury", {("rereferrals", 2): "18.4 / 19.2"}).version
    view = mending.stored(store, ANN, CYCLE, "bury", version)
    cycle = receiving.cycles(store, ANN)[CYCLE]
    mending.store_mended(store, mending.mended(view, {(3, "2016-17"): "18.4"}, {}, set(), cycle), version, ANN, "Ann's")
    with pytest.raises(Conflict):
        mending.store_mended(store, mending.mended(view, {(3, "2016-17"): "19.2"}, {}, set(), cycle), version, ANN, "Ben's")
    assert figures(store, "bury", version + 1)["rereferrals", 2] == (18.4, "value")


def signed(store: Store, area: str) -> dict[str, bool]:
    with store.reading(READER) as cursor:
        rows = queries.returns.sign_offs(cursor, cycle=CYCLE, area=area)
    return dict(zip(rows["office"], rows["current"].astype(bool), strict=True))


def test_a_signature_belongs_to_one_version_and_any_later_one_is_unsigned(store):
    version = send(store, "bury").version
    mending.sign(store, CYCLE, "bury", "dcs", version, "Dee Cee", ANN)
    assert signed(store, "bury")["dcs"] is True
    send(store, "bury", {("second_plans", 2): "25.1"})
    assert signed(store, "bury")["dcs"] is False


def test_a_signature_can_be_taken_back_and_the_history_keeps_both(store):
    version = send(store, "bury").version
    mending.sign(store, CYCLE, "bury", "lm", version, "El Em", ANN)
    mending.withdraw(store, CYCLE, "bury", "lm", "signed too early", ANN)
    assert "lm" not in signed(store, "bury")
    counted = "select count(*) from sign_off_entry where area = 'bury' and office = 'lm' and name = 'El Em'"
    assert store.connection.cursor().execute(counted).fetchone() == (2,)


@pytest.mark.parametrize(
    ("office", "name", "said"), [("dcs", " ", "no name"), ("mayor", "Em", "office")], ids=["no name", "no such office"]
)
def test_a_signature_needs_an_office_and_a_name(store, office, name, said):
    version = send(store, "bury").version
    with pytest.raises(ChallengeError) as refused:
        mending.sign(store, CYCLE, "bury", office, version, name, ANN)
    assert said in refused.value.found


def test_signing_a_version_that_no_longer_counts_is_a_conflict(store):
    version = send(store, "bury").version
    send(store, "bury", {("second_plans", 2): "25.1"})
    with pytest.raises(Conflict):
        mending.sign(store, CYCLE, "bury", "ce", version, "See Ee", ANN)


def test_an_explanation_written_meanwhile_is_shown_with_both_texts(store):
    send(store, "bury", {("second_plans", 2): "29.9"})
    mending.explain(store, CYCLE, "bury", "second_plans", 2, "within two years", 0, ANN)
    with pytest.raises(Conflict) as conflict:
        mending.explain(store, CYCLE, "bury", "second_plans", 2, "counted twice", 0, ANN)
    assert "within two years" in conflict.value.found and "counted twice" in conflict.value.found
    with store.reading(READER) as cursor:
        rows = queries.self_check.beside_published(cursor, cycle=CYCLE, area="bury")
    assert rows.set_index(["kpi", "ordinal"]).loc[("second_plans", 2), "explanation"] == "within two years"


def test_the_template_left_as_it_came_returns_the_published_figures(store):
    taken = receiving.take(store, "Bury.docx", template(store, "bury"), ANN)
    assert taken.outcome == "stored"
    with store.reading(READER) as cursor:
        rows = queries.self_check.beside_published(cursor, cycle=CYCLE, area="bury")
    assert len(rows) > 10 and rows["within_rounding"].astype(bool).all()

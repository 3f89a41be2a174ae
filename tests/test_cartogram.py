"""The tile map: every authority where it lies, with its figure, shade and name as in the rug."""

import pandas as pd
import pytest

import queries
from challenge import cartogram, picture, shading, sheet
from challenge.access import OFSTED, READER
from challenge.links import View

VIEW = View("region")
FACTS = {
    "cycle": "2017/18",
    "as of": "2017-11-16",
    "says": "x",
    "figures": "LAIT, April 2026; DfE; Open Government Licence v3.0",
    "store": "Practice: returned figures are invented",
    "Ofsted": OFSTED[True],
}


@pytest.fixture(scope="module")
def read(practice):
    """Cells of the region's rug under a comparison, and the tiles of a region."""
    with practice.reading(READER) as cursor:
        rows = queries.region.rug(cursor, cycle="2017-18", source="published", ordinal=2, which="all")
        tiles = queries.frame.tiles(cursor, region="north-west")
    return rows, tiles


def map_of(read, kpi: str, compare: str = "england", **given) -> pd.DataFrame:
    rows, tiles = read
    return cartogram.placed(shading.cells(rows[rows["kpi"] == kpi], VIEW, compare), tiles, **given)


def squares(svg: list) -> list:
    """The squares of a map, links or not."""
    return [child for child in svg[2:] if "tile" in child[1].get("class", "")]


def square(svg: list, name: str) -> list:
    return next(one for one in squares(svg) if one[1].get("aria-label", "").startswith(f"{name}, "))


def words(one: list) -> list[str]:
    """The words drawn in a square, without what shows on hover."""
    return [sheet.to_text(child) for child in one[2:] if child[0] == "text"]


def test_every_authority_of_the_cycle_has_one_square_and_the_dead_and_unborn_none(read):
    frame = map_of(read, "caseload")
    assert len(frame) == 23
    assert {"cumbria"} == set(frame["area"]) & {"cumbria", "cumberland", "westmorland-and-furness", "england", "north-west"}


def test_a_square_says_is_shaded_and_leads_as_the_rugs_cell(read):
    frame = map_of(read, "caseload")
    svg = cartogram.cartogram(frame, "Caseload")
    assert len(squares(svg)) == len(frame)
    for row in frame.itertuples():
        one = square(svg, row.area_name)
        assert one[0] == "a"
        assert one[1]["aria-label"] == row.name
        assert one[1]["href"] == row.href
        assert f"shade-{row.shade}" in one[1]["class"].split()
        assert words(one)[-1] == f"{row.symbol} {row.text}".strip()
    assert {"■", "●"} <= set(frame["symbol"]), "the map was not tried on both ends"


def test_squares_lie_in_their_column_and_row_without_overlap(read):
    svg = cartogram.cartogram(map_of(read, "caseload"), "Caseload", side=56)
    places = {one[1]["transform"] for one in squares(svg)}
    assert len(places) == 23
    assert square(svg, "Wirral")[1]["transform"] == "translate(4 184)"
    assert square(svg, "Cumbria")[1]["transform"] == "translate(184 4)"
    assert svg[1]["viewBox"] == "0 0 424 364"


def test_a_square_without_a_figure_shows_its_status_and_is_striped(read):
    frame = map_of(read, "caseload")
    wigan = square(cartogram.cartogram(frame, "Caseload"), "Wigan")
    assert words(wigan) == ["Wigan", "n/p"]
    assert [child[1]["class"] for child in wigan[2:] if child[0] == "path"] == ["stripes"]
    assert "stripes" not in str(square(cartogram.cartogram(frame, "Caseload"), "Bury"))


def test_a_context_kpi_is_never_good_or_bad_on_the_map(read):
    frame = map_of(read, "s47")
    assert set(frame["shade"]) <= {"high", "low", "quiet", "none"}
    assert not frame["name"].str.contains("best|worst|better|worse").any()


def test_a_chosen_authority_is_outlined(read):
    svg = cartogram.cartogram(map_of(read, "caseload", chosen=["bury"]), "Caseload")
    assert [one[1]["aria-label"].split(",")[0] for one in squares(svg) if "chosen" in one[1]["class"].split()] == ["Bury"]


def test_a_square_that_leads_nowhere_is_no_link(read):
    svg = cartogram.cartogram(map_of(read, "caseload").assign(href=""), "Caseload")
    assert {one[0] for one in squares(svg)} == {"g"}


@pytest.mark.parametrize(("side", "said"), [(92, ["Blackburn", "with Darwen"]), (56, ["BwD"])])
def test_a_name_is_shortened_only_where_it_does_not_fit(read, side, said):
    svg = cartogram.cartogram(map_of(read, "caseload"), "Caseload", side=side)
    assert words(square(svg, "Blackburn with Darwen"))[:-1] == said


@pytest.mark.parametrize("side", [56, 72, 92])
def test_every_name_fits_its_square_in_every_region(practice, side):
    with practice.reading(READER) as cursor:
        regions = cursor.execute("select distinct region from area where kind = 'authority'").fetchall()
        every = pd.concat([queries.frame.tiles(cursor, region=region) for (region,) in regions])
    assert len(every) == 158
    size = min(max(side * 0.145, 11.0), 13.5)
    room = (side - 6) / size
    for row in every.itertuples():
        lines = cartogram.fitted(row.area_name, row.label, room)
        assert len(lines) * size * 1.1 + 14.5 * 1.4 < side, row.area
        assert max(cartogram._width(line) for line in lines) * size <= side - 2, (row.area, lines)


def test_two_squares_in_one_place_are_refused(read):
    rows, tiles = read
    twice = tiles.assign(column=1, row=1)
    cells = shading.cells(rows[rows["kpi"] == "caseload"], VIEW, "england")
    with pytest.raises(ValueError, match="in one place"):
        cartogram.cartogram(cartogram.placed(cells, twice), "Caseload")


def test_two_kpis_at_once_and_a_lacking_column_are_refused(read):
    rows, tiles = read
    with pytest.raises(ValueError, match="shows one KPI"):
        cartogram.placed(shading.cells(rows, VIEW, "england"), tiles)
    with pytest.raises(ValueError, match="lacks name"):
        cartogram.cartogram(map_of(read, "caseload").drop(columns="name"), "Caseload")
    with pytest.raises(ValueError, match="unknown shade"):
        cartogram.cartogram(map_of(read, "caseload").assign(shade="pink"), "Caseload")


def test_a_picture_says_moment_source_and_licence_and_practice_only_where_it_is():
    assert picture.lines(FACTS) == [
        "Cycle 2017/18, as of 16 November 2017.",
        "Source: LAIT, April 2026; DfE; Open Government Licence v3.0.",
        OFSTED[True],
    ]
    assert "Practice: returned figures are invented." in picture.lines(FACTS, invented=True)
    assert picture.lines(FACTS | {"store": "live"}, invented=True) == picture.lines(FACTS)
    assert picture.file_stem("Bury caseload", FACTS, invented=True).startswith("practice-bury-caseload-as-of-2017-11-16-")
    assert picture.file_stem("Bury caseload", FACTS).startswith("bury-caseload-")
    withheld = FACTS | {"Ofsted": OFSTED[False]}
    assert picture.lines(withheld)[-1].startswith("Not for Ofsted")
    assert picture.file_stem("Bury caseload", withheld).startswith("not-for-ofsted-bury-caseload-")


def test_only_sheets_with_pictures_carry_what_saves_them(monkeypatch):
    shown = []
    monkeypatch.setattr(sheet, "show", lambda name, data, key, **does: shown.append(name))
    sheet.mount(sheet.el("p", "words"), key="a")
    sheet.mount(
        sheet.el("div", picture.picture(sheet.el("svg"), title="t", name="n", facts=FACTS, note="Mind the gap.")),
        key="b",
    )
    sheet.mount(picture.save_row(of="trend", title="t", name="n", facts=FACTS), key="c")
    assert shown == ["sheet", "picture", "picture"]

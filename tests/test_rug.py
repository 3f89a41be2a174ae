"""The rug's data, its legends, the spine and the trend."""

import json

import pandas as pd
import pytest

from challenge import rug as rugs
from challenge.charts import Spine, spine, spine_key, trend
from challenge.sheet import to_html, to_text


@pytest.fixture
def columns():
    return pd.DataFrame(
        {
            "kpi": ["caseload", "s47"],
            "short_name": ["Caseload", "s47 enquiries"],
            "good_end": ["low is good", "context"],
            "year_label": ["30 September 2016", None],
            "group": ["Workforce", "Help and protection"],
            "group_href": ["/region?group=workforce", "/region?group=help_protection"],
            "href": ["/region?kpi=caseload", "/region?kpi=s47"],
            "name": ["average social worker caseload", "s47 enquiries started"],
            "about": ["Average social worker caseload, 2016/17", "Section 47 enquiries started, 2016/17"],
            "england": ["England 16.1", None],
        }
    )


@pytest.fixture
def rows():
    return pd.DataFrame(
        {
            "area": ["england", "bury"],
            "label": ["England", "Bury"],
            "kind": ["england", "authority"],
            "group": [None, "Trafford BPN"],
            "group_href": [None, "/region?bpn=trafford"],
            "href": ["/region", "/authority?area=bury"],
        }
    )


@pytest.fixture
def cells():
    return pd.DataFrame(
        {
            "area": ["bury", "england", "bury"],
            "kpi": ["s47", "caseload", "caseload"],
            "text": ["108", "16.1", "16.7"],
            "shade": ["low", "plain", "third"],
            "symbol": ["▽", "", ""],
            "name": ["Bury, s47 enquiries", "England, caseload", "Bury, caseload"],
            "more": ["12th of 23 in the region", "", ""],
            "href": ["/authority?area=bury&kpi=s47", "/region?kpi=caseload", "/authority?area=bury&kpi=caseload"],
        }
    )


def test_cells_stand_row_by_row_whatever_order_they_came_in(columns, rows, cells):
    data = rugs.rug(columns, rows, cells, "Figures")
    assert data["cells"]["text"] == ["16.1", "–", "16.7", "108"]


def test_a_pair_without_a_cell_is_shaded_as_missing_and_leads_nowhere(columns, rows, cells):
    data = rugs.rug(columns, rows, cells, "Figures")["cells"]
    assert rugs.SHADES[data["shade"][1]] == "none"
    assert data["href"][1] is None


def test_addresses_are_whole_again_with_their_shared_beginning(columns, rows, cells):
    data = rugs.rug(columns, rows, cells, "Figures")
    assert data["shared"] + data["cells"]["href"][3] == "/authority?area=bury&kpi=s47"


def test_the_data_is_json_with_null_for_what_is_not_there(columns, rows, cells):
    data = json.loads(json.dumps(rugs.rug(columns, rows, cells, "Figures"), allow_nan=False))
    assert data["rows"]["group"] == [None, "Trafford BPN"]
    assert data["columns"]["year_label"] == ["30 September 2016", None]


def test_a_rug_without_cells_is_all_missing(columns, rows, cells):
    assert rugs.rug(columns, rows, cells.head(0), "Figures")["cells"]["text"] == ["–"] * 4


def test_two_cells_in_one_place_are_refused(columns, rows, cells):
    with pytest.raises(ValueError, match=r"two cells for .*bury"):
        rugs.rug(columns, rows, pd.concat([cells, cells.tail(1)]), "Figures")


def test_an_unknown_shade_is_refused_with_the_known_ones(columns, rows, cells):
    with pytest.raises(ValueError, match=r"'red'.*worst"):
        rugs.rug(columns, rows, cells.assign(shade="red"), "Figures")


def test_a_missing_column_is_named(columns, rows, cells):
    with pytest.raises(ValueError, match="columns lacks good_end"):
        rugs.rug(columns.drop(columns="good_end"), rows, cells, "Figures")


@pytest.mark.parametrize("comparison", rugs.LEGENDS)
def test_a_legend_explains_its_shades_in_words(comparison):
    shades = [shade for shade, _, _ in rugs.LEGENDS[comparison]]
    assert set(shades) <= set(rugs.SHADES)
    assert len(shades) == len(set(shades))
    assert all(words.format(share="10%") in to_text(rugs.legend(comparison)) for _, _, words in rugs.LEGENDS[comparison])


@pytest.mark.parametrize("comparison", rugs.LEGENDS)
def test_strong_shades_never_speak_by_colour_alone(comparison):
    strong = {"best", "worst", "better", "worse", "redred", "greengreen", "high", "low"}
    assert all(symbol for shade, symbol, _ in rugs.LEGENDS[comparison] if shade in strong)


def test_a_spine_draws_only_what_is_known():
    drawn = to_html(spine(Spine(own=0.25, words="Bury, caseload", shade="worst", region=float("nan"))))
    assert 'cx="25.00%"' in drawn and 'class="own worst"' in drawn
    assert "region" not in drawn and "interval" not in drawn


def test_a_place_beyond_the_ends_is_drawn_at_the_end():
    assert 'cx="100.00%"' in to_html(spine(Spine(own=1.2, words="far")))


def test_a_spine_says_in_words_what_it_draws():
    assert "<title>Bury is 19th of 21</title>" in to_html(spine(Spine(own=0.2, words="Bury is 19th of 21")))


@pytest.mark.parametrize("mark", ["own", "england", "region", "neighbours", "middle", "interval", "returned"])
def test_every_mark_of_the_spine_has_a_key(mark):
    assert to_html(spine_key(mark)).startswith("<svg")


@pytest.fixture
def figures():
    return pd.DataFrame(
        {
            "area_label": ["Bury"] * 4 + ["England"] * 4,
            "role": ["own"] * 4 + ["england"] * 4,
            "period": [2016, 2017, 2019, 2020] * 2,
            "year_label": ["2015/16", "2016/17", "2018/19", "2019/20"] * 2,
            "value": [20.0, 21.0, 19.0, 18.0, 16.0, 16.5, 17.0, 17.5],
        }
    )


def drawn(chart, name):
    line = next(line for line in chart.data if line.name == name)
    return dict(zip(line.x, line.y, strict=True))


def test_a_line_does_not_bridge_a_year_without_a_figure(figures):
    assert pd.isna(drawn(trend(figures, "cases"), "Bury")[2018])


def test_a_line_is_broken_where_a_new_series_begins(figures):
    chart = trend(figures, "cases", breaks=pd.DataFrame({"period": [2017], "why": ["collected on individuals"]}))
    assert pd.isna(drawn(chart, "Bury")[2016.5])
    assert "collected on individuals" in [note.text for note in chart.layout.annotations]


def test_lines_are_named_at_their_ends_the_own_one_bold(figures):
    assert {note.text for note in trend(figures, "cases").layout.annotations} == {"<b>Bury</b>", "England"}


def test_names_that_would_touch_are_moved_apart(figures):
    close = figures.assign(value=figures["value"].where(figures["period"] < 2020, 18.0))
    places = sorted(note.y for note in trend(close, "cases").layout.annotations)
    assert places[1] - places[0] >= 0.07 * (close["value"].max() - close["value"].min()) - 1e-9


def test_the_own_line_lies_on_top(figures):
    assert trend(figures, "cases").data[-1].name == "Bury"


def test_an_unknown_role_is_refused(figures):
    with pytest.raises(ValueError, match=r"neighbour'.*neighbours"):
        trend(figures.assign(role="neighbour"), "cases")

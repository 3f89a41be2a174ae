"""Excel files: the rows of the CSV beside them, numbers as numbers, text never a formula, and a sheet that says what it means."""

import csv
import io
from datetime import date, datetime

import openpyxl
import pandas as pd
import pytest

import queries
from challenge import bpn_table, kpi_panel, reconciliation, shading, spine_table, theme_detail
from challenge.access import READER
from challenge.packs.meanings import meaning
from challenge.packs.table import csv_bytes, rounded
from challenge.packs.workbook import xlsx_bytes

FACTS = {"cycle": "2017/18", "as of": "now", "figures": "LAIT; Open Government Licence v3.0", "store": "live"}
ROWS = pd.DataFrame(
    {
        "kpi": ["caseload", "ks2_gap", "progress8"],
        "decimals": [1, 0, 2],
        "value": [20.5, 7.0, None],
        "status": ["value", "value", "suppressed"],
        "rank": [3, 1, None],
        "worst_share": [0.6956521739, 0.25, None],
    }
).convert_dtypes()


def opened(rows: pd.DataFrame, facts: dict[str, str] | None = None, **given: object) -> openpyxl.Workbook:
    """The workbook, read back as Excel would."""
    given = {"title": "Bury 2017/18", "sheet": "figures", "practice": False, **given}
    return openpyxl.load_workbook(io.BytesIO(xlsx_bytes(rows, FACTS if facts is None else facts, **given)))


@pytest.fixture(scope="module")
def offered(practice) -> dict[str, pd.DataFrame]:
    """Every table screens offer of figures, from the practice store."""
    place = {"cycle": "2017-18", "source": "published", "ordinal": 2}
    of_bury = {"cycle": "2017-18", "area": "bury"}
    with practice.seeing(READER, lines=False) as cursor:
        themes = queries.region.themes(cursor, **place)
        kpi = queries.frame.one_kpi(cursor, kpi="caseload").iloc[0].to_dict()
        trend = queries.authority.trend(cursor, kpi="caseload", area="bury", region="north-west", model="april-2021")
        theme = themes[themes["kpi"] == "caseload"].iloc[0]
        # Every seventh figure of the rug: each authority and each KPI, in a seventh of the time.
        rug = queries.region.rug(cursor, which="all", **place).iloc[::7]
        return {
            "rug": shading.export(rug, "england"),
            "themes": theme_detail.export(themes),
            "shared": bpn_table.export(queries.bpn.ground(cursor, bpn="trafford", **place)),
            "behind": theme_detail.behind(queries.region.theme_authorities(cursor, kpi="caseload", **place), theme),
            "spine": spine_table.export(queries.authority.spine(cursor, source="published", ordinal=2, **of_bury), "Bury"),
            "years": kpi_panel.export(trend, kpi),
            "compared": reconciliation.export(queries.authority.reconciled_with(cursor, **of_bury), "Bury"),
        }


def as_csv_says(value: object) -> str:
    """A cell of a workbook as the CSV writes it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    return f"{value:.12g}" if isinstance(value, int | float) and not isinstance(value, bool) else str(value)


def as_number(text: str) -> str:
    """A number of a CSV without the zeros it ends in; other text as it is."""
    try:
        return f"{float(text):.12g}"
    except ValueError:
        return text


@pytest.mark.parametrize("table", ["rug", "themes", "behind", "spine", "years", "compared", "shared"])
def test_a_workbook_holds_the_rows_of_its_csv(offered, table):
    rows = offered[table]
    facts = {name: FACTS[name] for name in ("cycle", "as of")}
    written = list(csv.reader(io.StringIO(csv_bytes(rows, facts).decode("utf-8-sig"), newline="")))
    read = [[as_csv_says(value) for value in line] for line in opened(rows).worksheets[0].iter_rows(values_only=True)]
    assert len(read) == len(rows) + 1 > 5
    assert read[0] == written[0]
    texts = set(rows.select_dtypes(exclude="number").columns)
    for line, other in zip(read[1:], written[1:], strict=True):
        cells = zip(written[0], other, strict=True)
        assert line == [text.removeprefix("'") if name in texts else as_number(text) for name, text in cells]


@pytest.mark.parametrize("table", ["rug", "themes", "behind", "spine", "years", "compared", "shared"])
def test_every_column_a_screen_offers_is_explained(offered, table):
    assert [name for name in offered[table] if not meaning(name)] == []


@pytest.mark.parametrize(
    ("table", "needed"),
    [
        ("rug", "rank out_of band regional_rank regional_out_of regional_band polarity source measure place year_label"),
        ("behind", "rank out_of band regional_rank regional_out_of regional_band polarity source measure place year_label"),
        ("spine", "rank out_of band regional_rank regional_out_of regional_band polarity source measure place area area_name"),
        ("themes", "theme level n_worst n_best polarity source period_label"),
        ("years", "polarity source value status place period"),
        ("compared", "polarity returned published returned_place published_place difference"),
    ],
)
def test_a_table_of_figures_states_rank_band_polarity_source_and_place(offered, table, needed):
    rows = offered[table]
    assert set(needed.split()) <= set(rows.columns)
    empty = [name for name in needed.split() if rows[name].isna().all() and name not in ("rank", "out_of")]
    assert empty == []


def test_numbers_stay_numbers_and_are_shown_at_the_decimals_of_their_kpi():
    sheet = opened(ROWS)["Figures"]
    assert [(cell.value, cell.number_format) for cell in sheet["C"][1:3]] == [(20.5, "0.0"), (7, "0")]
    assert sheet["C4"].value is None and sheet["D4"].value == "suppressed"
    assert sheet["E2"].value == 3 and sheet["F2"].value == pytest.approx(0.6956521739) and sheet["F2"].number_format == "0.00"


@pytest.mark.parametrize("text", ["=1+1", "+44 20", "-SUM(A1)", "@cmd", '=HYPERLINK("http://elsewhere.invalid")'])
def test_text_that_starts_like_a_formula_stays_text(text):
    book = opened(pd.DataFrame({"note": [text]}), {**FACTS, "made for": text})
    (cell,) = book["Figures"]["A"][1:]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)
    said = next(line for line in book["About"].iter_rows() if line[0].value == "made for")[1]
    assert (said.value, said.data_type, said.quotePrefix) == (text, "s", True)


def test_a_character_no_workbook_can_hold_is_left_out():
    assert opened(pd.DataFrame({"note": ["a\x00b\x0bc"]}))["Figures"]["A2"].value == "abc"


def test_days_and_truth_values_are_days_and_truth_values():
    sheet = opened(pd.DataFrame({"first_day": [date(2017, 11, 16)], "headline": [True], "part_year": [None]}))["Figures"]
    assert (sheet["A2"].value, sheet["A2"].number_format) == (datetime(2017, 11, 16), "yyyy-mm-dd")
    assert sheet["B2"].value is True and sheet["C2"].value is None


def test_the_first_row_stays_in_sight_and_filters():
    sheet = opened(ROWS)["Figures"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("B2", "A1:H4", "$1:$1")
    assert all(8 <= sheet.column_dimensions[letter].width <= 50 for letter in "ABCDEF")


def test_a_second_sheet_says_what_it_rests_on_and_what_every_column_means():
    about = {line[0]: line[1] for line in opened(ROWS)["About"].iter_rows(values_only=True)}
    assert {name: about[name] for name in FACTS if name not in ("cycle", "as of")} == {"figures": FACTS["figures"], "store": "live"}
    assert "decimals" in about["numbers"]
    assert {name: about[name] for name in ROWS} == {name: meaning(name) for name in ROWS}


def test_practice_is_said_by_the_sheet_the_title_and_the_printed_page():
    book = opened(ROWS, practice=True)
    sheet = book.worksheets[0]
    assert sheet.title == "Practice figures"
    assert book.properties.title == sheet.oddHeader.center.text == "Practice · Bury 2017/18"
    assert book["About"]["B1"].value == "Practice · Bury 2017/18"
    assert opened(ROWS, practice=True, title="Practice · Bury").properties.title == "Practice · Bury"
    live = opened(ROWS)
    assert "Practice" not in live.properties.title + live.worksheets[0].title


@pytest.mark.parametrize("sheet", ["what/is: [shared]?*", "x" * 50, "'quoted'"])
def test_any_word_makes_a_name_for_a_sheet(sheet):
    name = opened(ROWS, sheet=sheet).sheetnames[0]
    assert 0 < len(name) <= 31 and not set(name) & set("[]:*?/\\'")


def test_a_table_without_rows_still_says_what_its_columns_are():
    book = opened(ROWS.iloc[:0])
    assert [cell.value for cell in book["Figures"][1]] == [*ROWS.columns, "cycle", "as of"]


def test_the_same_rows_give_the_same_bytes():
    made = [xlsx_bytes(ROWS, FACTS, "Bury", "figures", False) for _ in range(2)]
    assert made[0] == made[1]
    assert made[0][:2] == b"PK" and xlsx_bytes(ROWS.iloc[:2], FACTS, "Bury", "figures", False) != made[0]


@pytest.mark.parametrize(("value", "decimals"), [(0.15, 1), (16.45, 1), (16.55, 1), (-0.05, 1), (2.675, 2), (0.5, 0), (1.5, 0)])
def test_a_mean_is_rounded_in_files_as_screens_show_it(value, decimals):
    frame = pd.DataFrame({"england": [value], "decimals": [decimals]})
    assert f"{rounded(frame, frame['decimals'], 'england')['england'][0]:.{decimals}f}" == f"{value:.{decimals}f}"

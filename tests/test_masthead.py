"""The line above each screen."""

import re

import pandas as pd
import pytest

from challenge.links import View
from challenge.masthead import PRACTICE, masthead
from challenge.sheet import to_html

CYCLES = pd.DataFrame({"cycle": ["2017-18"], "title": ["2017/18"], "n_returned": [1], "set_up": [pd.Timestamp("2017-09-01")]})
COLUMNS = pd.DataFrame({"column_key": ["latest"], "label": ["Latest"]})
MEETINGS = pd.DataFrame({"day": [pd.Timestamp("2017-11-16")], "what": ["Round one"]})


@pytest.mark.parametrize("practice", [True, False])
def test_the_badge_keeps_beside_the_choices_however_long_the_way_here_is(practice: bool):
    view = View("kpi")
    now = view.but(cycle="2017-18", period="latest", source="returned")
    html = to_html(
        masthead(view, now, [("North West", "/region"), ("A long name " * 9, None)], CYCLES, COLUMNS, MEETINGS, practice)
    )
    # The way here, then one part that holds the choices and the badge and wraps as a whole.
    way, shown = re.split('<div class="bar shown">', html)
    assert "A long name" in way and PRACTICE not in way
    assert "2017/18" in shown and (PRACTICE in shown) == practice

"""Being written."""

from challenge import session

session.open_view("kpi")

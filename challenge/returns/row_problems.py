"""What is to be said of rows and headings of KPI tables, in words an office worker understands."""

from challenge.returns.columns import Where
from challenge.returns.document import Cell, Problem
from challenge.returns.form import Asked


def which_kpi(maybe: tuple[Asked, ...], why: str, said: str, place: str, figures: list[Cell]) -> Problem:
    """A row that comes near to a KPI without being it for certain."""
    listed = "; ".join(f"KPI {asked.number}, {asked.label}" for asked in maybe)
    held = ", ".join(f"“{cell.text.strip()}”" for cell in figures[:6])
    found = f"a row “{said}” with {held}" + (f": {why}" if why else "")
    return Problem(
        place,
        found,
        f"a label that can only be one KPI; it might be {listed}",
        "Say which KPI the row is, if it is one; until then none of its figures is read.",
        number=maybe[0].number if len(maybe) == 1 else None,
    )


def unknown_row(said: str, place: str) -> Problem:
    """A row between KPIs that is none of the form's."""
    return Problem(
        place, f"a row “{said}” among the KPIs", "a KPI of the form", "Nothing, if the row is your own addition: it is left out."
    )


def others_figures(place: str, title: str) -> Problem:
    """Rows of KPIs under a title that says they are targets, or others' figures."""
    return Problem(
        place,
        f"rows of KPIs under “{title.strip()}”",
        "figures of the authority itself",
        "Nothing, if they are not its own: they are left out. Else give the rows another title.",
    )


def column_not_read(place: str, heading: str, why: str) -> Problem:
    """A heading under which figures stand that are not read."""
    return Problem(
        place,
        f"a column headed “{heading.strip()}”: {why}",
        "one period of the form over each column of figures",
        "Head the column with the period it is, if it is one of the form's; its figures are not read.",
    )


def heading_doubted(place: str, heading: str, where: Where, period: str) -> Problem:
    """A heading that was taken for a period and should be confirmed."""
    return Problem(
        place,
        f"a column headed “{heading.strip()}”: {where.doubt}",
        f"the period {period}",
        "Confirm that this is what it is.",
        period=period,
    )


def own_columns(place: str, names: frozenset[str]) -> Problem:
    """Columns headed with an authority's name."""
    said = ", ".join(sorted(name.title() for name in names))
    return Problem(
        place, f"columns headed “{said}”", "figures of the authority that sends the file", "Confirm that they are its own."
    )


def headings_shifted(place: str, said: str) -> Problem:
    """A row in the middle of a table that may be headings or figures."""
    return Problem(
        place,
        f"a row “{said}”, which may be headings or figures",
        "headings that cannot be fractions, as 2015/16",
        "Write the years in full; the rows under it are not read.",
    )


def another_width(asked: Asked, period: str, place: str, said: str, width: tuple[int, int]) -> Problem:
    """A row with more or fewer cells than the headings over it."""
    return Problem(
        place,
        f"a row “{said}” of {width[0]} cells under {width[1]} headings, so that it is not sure which cell belongs to which",
        "a cell under each heading",
        "Mend the row, or type the figures in; none of them is read.",
        blocks=True,
        number=asked.number,
        period=period,
    )


def without_headings(place: str, numbers: list[int]) -> Problem:
    """KPI rows over which no period stands."""
    listed = ", ".join(map(str, numbers)) or "not settled"
    return Problem(
        place,
        f"rows of KPIs ({listed}) and no heading that says which period a column is",
        "a heading with the period over each column of figures",
        "Write the periods over the columns and send the file again, or type the figures in.",
        number=numbers[0] if len(numbers) == 1 else None,
    )


def headings_of_before(place: str, said: str) -> Problem:
    """A table that goes on from the one before without its headings."""
    return Problem(
        place,
        "a table of KPIs without headings, right after one that has them",
        "headings over each table",
        f"Confirm that the headings of the table before hold here too: {said}.",
    )


def only_a_number(cell: Cell, heading: str, asked: Asked, period: str) -> Problem:
    """A number of children where the figure itself is missing."""
    return Problem(
        cell.place,
        f"“{cell.text.strip()}” under “{heading.strip()}”, and no figure beside it",
        f"KPI {asked.number} as the form asks it: {asked.label}",
        "Give the figure itself; a number on its own is not read as one.",
        number=asked.number,
        period=period,
    )

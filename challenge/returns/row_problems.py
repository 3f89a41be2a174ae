"""What is to be said of rows and headings of KPI tables, in words an office worker understands."""

from dataclasses import replace

from challenge.returns.columns import Where
from challenge.returns.document import Cell, Problem
from challenge.returns.form import Asked
from challenge.returns.readings import Unread


def which_kpi(maybe: tuple[Asked, ...], why: str, said: str, place: str, figures: list[Cell]) -> Unread:
    """A row that comes near to a KPI without being it for certain."""
    listed = "; ".join(f"KPI {asked.number}, {asked.label}" for asked in maybe)
    problem = Problem(
        place,
        f"a row “{said}” with {_held(figures)}" + (f": {why}" if why else ""),
        f"a label that can only be one KPI; it might be {listed}",
        "Say which KPI the row is, if it is one; until then none of its figures is read.",
    )
    otherwise = replace(
        problem,
        do="Nothing, if the row is your own addition: the KPIs it might be stand elsewhere, and it is left out.",
        number=maybe[0].number if len(maybe) == 1 else None,
    )
    return Unread(maybe, problem, otherwise, tuple(figures), doubtful=True)


def _held(figures: list[Cell]) -> str:
    return ", ".join(f"“{cell.text.strip()}”" for cell in figures[:6])


def unknown_row(said: str, place: str) -> Problem:
    """A row between KPIs that is none of the form's."""
    return Problem(
        place, f"a row “{said}” among the KPIs", "a KPI of the form", "Nothing, if the row is your own addition: it is left out."
    )


def others_figures(asked: Asked, place: str, title: str, figures: list[Cell], first: str) -> Unread:
    """A row of a KPI under a title that says it tells of targets, or of others' figures. first: where the first such row stands."""
    problem = Problem(
        first,
        f"rows of KPIs under “{title.strip()}”",
        "figures of the authority itself, for this cycle",
        "Nothing, if they are not: they are left out. Else give the rows another title.",
    )
    alone = replace(
        problem,
        place=place,
        found=f"KPI {asked.number} with {_held(figures)} only under “{title.strip()}”",
        do="Give the row another title if the figures are its own; else say what its own are. They are left out.",
    )
    return Unread((asked,), alone, problem, tuple(figures), beside=True, title=title)


def hidden(asked: Asked, place: str, figures: list[Cell]) -> Unread:
    """Figures of a KPI in a table, or on a sheet, that is hidden."""
    problem = Problem(
        place, "a hidden table with KPIs", "figures in sight", "Nothing, if it is meant to be hidden: it is not read."
    )
    alone = replace(
        problem,
        found=f"KPI {asked.number} with {_held(figures)} only in a hidden table",
        do="Show the table and send the file again, or type the figures in; it is not read.",
    )
    return Unread((asked,), alone, problem, tuple(figures), beside=True)


def column_not_read(place: str, heading: str, why: str) -> Problem:
    """A heading under which figures stand that are not read."""
    return Problem(
        place,
        f"a column under {_headed(heading)}: {why}",
        "one period of the form over each column of figures",
        "Head the column with the period it is, if it is one of the form's; its figures are not read.",
    )


def _headed(heading: str) -> str:
    return f"the heading “{heading.strip()}”" if heading.strip() else "no heading"


def cell_not_read(asked: Asked, cell: Cell, at: str, heading: str, why: str) -> Unread:
    """A figure of a KPI under a heading (which stands ``at``) that does not say which period it is."""
    problem = Problem(
        cell.place,
        f"“{cell.text.strip()}” of KPI {asked.number} under {_headed(heading)}: {why}",
        "one period of the form over each column of figures",
        "Head the column with the period it is, or type the figure in; it is not read.",
    )
    return Unread((asked,), problem, column_not_read(at, heading, why), (cell,))


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


def another_width(asked: Asked, place: str, said: str, width: tuple[int, int], figures: list[Cell]) -> Unread:
    """A row with more or fewer cells than the headings over it."""
    problem = Problem(
        place,
        f"a row “{said}” of {width[0]} cells under {width[1]} headings, so that it is not sure which cell belongs to which",
        "a cell under each heading",
        "Mend the row, or type the figures in; none of them is read.",
        number=asked.number,
    )
    return Unread((asked,), problem, problem, tuple(figures))


def without_heading(maybe: tuple[Asked, ...], place: str, said: str, figures: list[Cell], doubtful: bool) -> Unread:
    """A KPI row over which no period stands."""
    listed = " or ".join(str(asked.number) for asked in maybe)
    problem = Problem(
        place,
        f"a row “{said}” (KPI {listed}) with {_held(figures)}, and no heading that says which period a column is",
        "a heading with the period over each column of figures",
        "Write the periods over the columns and send the file again, or type the figures in.",
    )
    otherwise = replace(problem, do="Nothing, if it is no part of the figures: the KPI is read elsewhere.")
    return Unread(maybe, problem, otherwise, tuple(figures), doubtful)


def headings_of_before(place: str, said: str) -> Problem:
    """A table that goes on from the one before without its headings."""
    return Problem(
        place,
        "a table of KPIs without headings, right after one that has them",
        "headings over each table",
        f"Confirm that the headings of the table before hold here too: {said}.",
    )


def only_a_number(cell: Cell, heading: str, asked: Asked) -> Unread:
    """A number of children where the figure itself is missing."""
    problem = Problem(
        cell.place,
        f"“{cell.text.strip()}” under “{heading.strip()}”, and no figure beside it",
        f"KPI {asked.number} as the form asks it: {asked.label}",
        "Give the figure itself; a number on its own is not read as one.",
        number=asked.number,
    )
    return Unread((asked,), problem, problem, (cell,))

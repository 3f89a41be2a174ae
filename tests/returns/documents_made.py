"""Documents made by hand, as a reader would yield them."""

from itertools import count

from challenge.returns.document import Cell, Document, Table, Text


def document(*parts, kind="word"):
    """A document from texts (``str``: a paragraph, ``• …``: a list item, ``# …``: a heading) and tables (lists of rows)."""
    paragraphs, tables = count(1), count(1)
    blocks = []
    for part in parts:
        if isinstance(part, str):
            level = len(part) - len(part.lstrip("#"))
            listed = part.startswith("• ")
            blocks.append(Text(part.lstrip("#• "), f"paragraph {next(paragraphs)}", level, listed))
        elif isinstance(part, list):
            blocks.append(table(part, f"table {next(tables)}"))
        else:
            blocks.append(part)
    return Document("self-view.docx", kind, "0" * 64, tuple(blocks))


def table(rows, place="table 1", title="", hidden=False):
    return Table(
        tuple(
            tuple(
                text if isinstance(text, Cell) else Cell(text, f"{place}, row {row}, column {column}")
                for column, text in enumerate(cells, 1)
            )
            for row, cells in enumerate(rows, 1)
        ),
        place,
        title,
        hidden,
    )

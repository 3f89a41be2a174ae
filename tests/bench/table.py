"""The results: one row for each thing measured, as a table to read and as JSON."""

from dataclasses import asdict, dataclass

HEADINGS = ("what", "ours", "floor", "ratio", "at most", "")


@dataclass(frozen=True)
class Row:
    """One thing measured: ours and the floor's in seconds (or ``unit``), the ratio it may have at most (None: only reported)."""

    what: str
    ours: float
    floor: float | None = None
    at_most: float | None = None
    n: int = 1
    unit: str = "s"
    note: str = ""
    sound: bool = True

    @property
    def ratio(self) -> float | None:
        """How many times the floor's ours is; None where there is no floor."""
        return None if not self.floor else self.ours / self.floor

    @property
    def verdict(self) -> str:
        """``ok``, ``over``, ``errors``, or nothing where there is no line to keep."""
        if not self.sound:
            return "errors"
        if self.at_most is None or self.ratio is None:
            return ""
        return "ok" if self.ratio <= self.at_most else "over"

    def cells(self) -> tuple[str, ...]:
        """The row in words."""
        return (
            f"{self.what} ({self.n} ×)" if self.n > 1 else self.what,
            amount(self.ours, self.unit),
            amount(self.floor, self.unit),
            "" if self.ratio is None else f"{self.ratio:.2f} ×",
            "" if self.at_most is None else f"{self.at_most:g} ×",
            "; ".join(filter(None, (self.verdict, self.note))),
        )


def amount(value: float | None, unit: str) -> str:
    """A measured amount: seconds under one as milliseconds."""
    if value is None:
        return ""
    return f"{1000 * value:.1f} ms" if unit == "s" and value < 1 else f"{value:,.2f} {unit}"


def as_text(rows: list[Row]) -> str:
    """The table in Markdown, its columns in line, so that the README can take it as it is."""
    lines = [HEADINGS, *(row.cells() for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(HEADINGS))]
    texts = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |" for line in lines]
    return "\n".join([texts[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *texts[1:]])


def as_json(rows: list[Row], machine: dict[str, str]) -> dict:
    """The results as JSON: the machine, and every row with its ratio and verdict."""
    return {"machine": machine, "rows": [asdict(row) | {"ratio": row.ratio, "verdict": row.verdict} for row in rows]}

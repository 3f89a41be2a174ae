"""What is said when a file does not settle whose it is, or of which cycle."""

from challenge.returns.document import Problem


def no_authority(text: str, place: str) -> Problem:
    """A field for the authority holds something that is none."""
    return Problem(
        place,
        f"“{short(text)}” as the authority",
        "the name of an authority of England with children’s services",
        "Write the authority’s name as it is usually written.",
        blocks=True,
    )


def wrong_cycle(start: int, text: str, place: str, expected: str) -> Problem:
    """A year is named, by its first calendar year, that is not the cycle's."""
    year = f"{start}/{(start + 1) % 100:02d}"
    return Problem(
        place,
        f"“{short(text)}”, that is {year}",
        expected,
        "Send the self-view of this cycle, or choose the other cycle.",
        blocks=True,
    )


def short(text: str) -> str:
    """The words in one line, cut where they get long."""
    text = " ".join(text.split())
    return text if len(text) <= 80 else text[:79] + "…"

"""What every refusal of this package says: where, what was found, what was expected, what to do."""


class ChallengeError(Exception):
    """A refusal in plain words.

    ``place`` is where it happened (a file, a column, a cell), ``found`` and ``expected`` are phrases, ``do`` is the way out.
    """

    def __init__(self, place: str, found: str, expected: str, do: str) -> None:
        super().__init__(place, found, expected, do)
        self.place, self.found, self.expected, self.do = place, found, expected, do

    def __str__(self) -> str:
        return f"{self.place}: found {self.found}. Expected {self.expected}. {self.do}"

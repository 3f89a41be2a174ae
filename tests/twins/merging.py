"""Two or three people in one question, the long way: the whole history is walked for each field that is to be saved."""

from dataclasses import dataclass, field
from random import Random


@dataclass
class Question:
    """Everything that was ever saved of a question: one dict of fields for each revision, from 1."""

    history: list[dict[str, str]] = field(default_factory=list)

    def save(self, said: dict[str, tuple[str, int]]) -> str:
        """``same``, ``saved`` or ``meanwhile``: who saves what somebody changed after they looked saves nothing at all."""
        stands = self.history[-1]
        differing = {name: seen for name, (text, seen) in said.items() if stands[name] != text}
        if not differing:
            return "same"
        for name, seen in differing.items():
            if self.history[seen - 1][name] != stands[name]:
                return "meanwhile"
        self.history.append(stands | {name: said[name][0] for name in differing})
        return "saved"


@dataclass
class Writer:
    """Somebody with a screen: each field as it was when they last looked, and what they typed into it since."""

    name: str
    screen: dict[str, tuple[str, int]]
    typed: dict[str, str] = field(default_factory=dict)

    def look(self, stands: dict[str, str], revision: int) -> None:
        """Others' changes come in where nothing is being typed."""
        for name, text in stands.items():
            if name not in self.typed:
                self.screen[name] = (text, revision)

    def type(self, random: Random, number: int) -> None:
        """Type into one or two fields; sometimes what somebody else might type too, or what stood there before."""
        for name in random.sample(sorted(self.screen), random.choice((1, 1, 2))):
            self.typed[name] = random.choice(
                (f"{self.name} {number}", f"{self.name} {number}", "the same words", self.screen[name][0])
            )

    @property
    def said(self) -> dict[str, tuple[str, int]]:
        """What a save of all that was typed would send."""
        return {name: (text, self.screen[name][1]) for name, text in self.typed.items()}

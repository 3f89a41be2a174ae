"""Who may see and do what.

Until people sign in, whoever acts or reads declares a name and a role; it is kept with each row as declared, not authenticated.
"""

from dataclasses import dataclass

ROLES = (
    "Strategic performance group",
    "Sector-led improvement team",
    "Authority",
)


@dataclass(frozen=True)
class Person:
    """Somebody who reads or acts: the name they gave (may be empty for a reader) and one of ROLES or a program's own role."""

    name: str
    role: str

    @property
    def declared(self) -> str:
        """How the person is named on what they make: ``Ann Lee, Sector-led improvement team (declared, not authenticated)``."""
        return f"{self.name or 'No name given'}, {self.role} (declared, not authenticated)"


READER = Person("", ROLES[0])
PROGRAM = Person("challenge", "the program itself")

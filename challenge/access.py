"""Who may see and do what.

Until people sign in, whoever acts or reads declares a name and a role; it is kept with each row as declared, not authenticated.
"""

from dataclasses import dataclass

# What every export declares; placements are solely for the peer challenge.
OFSTED = {
    True: "May go to Ofsted: it holds no placement on the improvement grid and no draft.",
    False: "Not for Ofsted: it holds placements on the improvement grid or drafts, which are solely for the peer challenge.",
}

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


# They turn the direction of all that follows them on a line, beyond the name.
_TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def plain_name(typed: str) -> str:
    """A name as it was typed, without space around it and without marks that would turn the line it stands on."""
    return typed.translate(_TURNING).strip()


def may_draft(who: Person) -> bool:
    """Whether somebody may see and write what the group drafts: not who looks as an authority, which sees what was issued."""
    return who.role != "Authority"


READER = Person("", ROLES[0])
PROGRAM = Person("challenge", "the program itself")

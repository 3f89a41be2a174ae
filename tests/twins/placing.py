"""Where authorities stand on the grid, the long way: the last word by the moment counts, a word that was taken back does not."""

from datetime import datetime

from tests.twins.world import World

KINDS = ("self", "preliminary", "agreed")


def cells(world: World, moment: datetime) -> dict[tuple[str, str], dict]:
    """Every authority × enabler with its three placements and the group's gaps, as known at a moment."""
    found = {}
    for area in world.members:
        for enabler in world.enablers:
            cell: dict = {}
            for kind in KINDS:
                state, position, evidence = last_word(world, area, enabler, kind, moment)
                cell |= {f"{kind}_state": state, f"{kind}_position": position, f"{kind}_evidence": evidence}
            cell["gap"] = between(cell["self_position"], cell["preliminary_position"])
            cell["agreed_gap"] = between(cell["self_position"], cell["agreed_position"])
            found[area, enabler] = cell
    return found


def last_word(world: World, area: str, enabler: str, kind: str, moment: datetime) -> tuple[str, int | None, str]:
    """State, position and evidence of one placement."""
    last = None
    for row in world.placements:
        mine = (row["area"], row["enabler"], row["kind"]) == (area, enabler, kind)
        if mine and row["recorded_at"] <= moment and (last is None or row["revision"] > last["revision"]):
            last = row
    if last is None or last["state"] == "withdrawn":
        return "none", None, ""
    return last["state"], last["position"], last["evidence"]


def between(own: int | None, theirs: int | None) -> int | None:
    """How far the group's placement lies above the authority's own."""
    return None if own is None or theirs is None else theirs - own

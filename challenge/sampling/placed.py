"""Where the practice store's group places authorities: drawn by a seed of the authority's name around its own placement.
Nothing here knows of a figure."""

from random import Random

from challenge.sampling.words import filled, told

# The group has not come to these in its meeting, or stopped half-way.
NOT_REACHED = ("stockport", "wirral")
HALF_WAY = "st-helens"
_SHIFTS = {-2: 3, -1: 5, 0: 9, 1: 2}
Placed = dict[str, tuple[int | None, str]]


def preliminary(area: str, own: dict[str, int | None]) -> Placed:
    """The group's preliminary placement with a line of reason, by enabler. own: the authority's positions, None for not placed."""
    if area in NOT_REACHED:
        return {}
    draw = Random(f"preliminary {area}")
    found: Placed = {}
    for enabler, position in own.items():
        shift = draw.choices(list(_SHIFTS), list(_SHIFTS.values()))[0]
        chance = draw.random()
        if position is None and chance < 0.4:
            found[enabler] = (None, filled(draw.choice(told()["group"]["unplaced"]), draw))
            continue
        base = position or draw.choice((2, 3, 3, 4))
        now = min(5, max(1, base + shift))
        kind = "with" if position is None or now == position else "below" if now < position else "above"
        reason = filled(draw.choice(told()["group"][kind]), draw) if kind != "with" or chance < 0.5 else ""
        found[enabler] = (now, reason)
    return dict(list(found.items())[:4]) if area == HALF_WAY else found


def agreed(area: str, own: dict[str, int | None], group: Placed) -> Placed:
    """What was agreed after the forum: the group's, the authority's own, or between them."""
    draw = Random(f"agreed {area}")
    found: Placed = {}
    for enabler, (position, _) in group.items():
        mine = own.get(enabler)
        if position is None:
            continue
        between = position if mine is None else draw.choice((position, position, round((position + mine) / 2), mine))
        found[enabler] = (between, filled(draw.choice(told()["group"]["agreed"]), draw))
    return found

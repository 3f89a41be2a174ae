"""The first view after a start: a server that has answered nothing yet shows the region screen to its first session."""

from statistics import median

from tests.bench import client
from tests.bench.serving import Bench
from tests.bench.table import Row
from tests.bench.warm import SCREENS

ADDRESSES = (SCREENS["region"],)
STARTS = 7
AT_MOST = 2.0


def rows(bench: Bench) -> list[Row]:
    """One row: median seconds over fresh starts, ours and the floor's in turn."""
    address = SCREENS["region"]
    pairs = []
    for _ in range(STARTS):
        with bench.ours() as ours, client.opened(ours.address) as tab:
            our = tab.ask(address)
        with bench.floor() as floor, client.opened(floor.address) as tab:
            pairs.append((our, tab.ask(address)))
    seconds = [median(answer.seconds for answer in side) for side in zip(*pairs, strict=True)]
    sound = all(answer.sound for pair in pairs for answer in pair)
    return [Row("first view after start, region", *seconds, AT_MOST, n=STARTS, sound=sound)]

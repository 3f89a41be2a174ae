"""Warm reruns: how long a screen that was shown before takes to be shown again, beside the same elements drawn from constants."""

from statistics import median

from tests.bench import client
from tests.bench.serving import Bench
from tests.bench.table import Row

SCREENS = {
    "region": "region?cycle=2017-18",
    "bpn": "bpn?bpn=trafford",
    "authority": "authority?area=bury",
    "kpi": "kpi?kpi=caseload",
    "journey": "journey",
}
ADDRESSES = tuple(SCREENS.values())
TIMES = 60
AT_MOST = 1.5
# The floor draws the same elements when it sends as much, within a share.
SAME_SIZE = 0.02


def rows(bench: Bench) -> list[Row]:
    """One row for each screen: the median seconds of many reruns, one of ours and one of the floor's in turn."""
    found = []
    # What is drawn ahead is kept as what was asked for is: nobody need wait until all of it is.
    with (
        bench.ours(ahead=False) as ours,
        bench.floor() as floor,
        client.opened(ours.address) as our,
        client.opened(floor.address) as their,
    ):
        for server in (ours, floor):
            server.rest()
        for screen, address in SCREENS.items():
            for tab in (our, their):
                for _ in range(3):
                    tab.ask(address)
            before = [server.worked() for server in (ours, floor)]
            pairs = [(our.ask(address), their.ask(address)) for _ in range(TIMES)]
            after = [server.worked() for server in (ours, floor)]
            sizes = [median(answer.size for answer in side) / 1000 for side in zip(*pairs, strict=True)]
            found.append(
                Row(
                    f"warm rerun, {screen}",
                    *(median(answer.seconds for answer in side) for side in zip(*pairs, strict=True)),
                    AT_MOST,
                    n=TIMES,
                    note=f"{processor(before, after)}{sizes[0]:.0f} kB, floor {sizes[1]:.0f} kB",
                    sound=all(answer.sound for pair in pairs for answer in pair) and abs(sizes[0] / sizes[1] - 1) < SAME_SIZE,
                )
            )
    return found


def processor(before: list[float | None], after: list[float | None], times: int = TIMES) -> str:
    """Processor time of one rerun: steady also where other programs take their share of the machine."""
    if None in before:
        return ""
    ours, floor = (1000 * (end - begin) / times for begin, end in zip(before, after, strict=True))
    return f"processor {ours:.1f} ms, floor {floor:.1f} ms; "

"""Fifty people at once: each in a session of their own, three seconds of thought between views, one process for all of them.

Everybody walks through one list of views, the popular ones more often. The servers were started a minute or two before, as on a
real morning: ours has drawn its usual views by then, the rest is worked out for the first who asks. The floor meets the same
people, who ask for the same views after the same thought.
"""

import asyncio
import sys
from collections.abc import Iterable
from itertools import accumulate, product
from math import ceil
from random import Random
from statistics import median

from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from tests.bench import client
from tests.bench.client import Answer
from tests.bench.serving import Bench, Server
from tests.bench.table import Row
from tests.bench.warm import SCREENS

USERS, THINK, SECONDS = 50, 3.0, 90
AT_MOST = 2.0
PATIENCE = 60.0
SEED = 2017
AUTHORITIES = ("bury", "blackpool", "bolton", "cumbria", "halton", "knowsley", "lancashire", "liverpool", "manchester", "salford")
KPIS = ("caseload", "rereferrals", "not_in_need", "s47", "second_plans", "care_starts", "leavers_eet")
PERIODS = ("2015-16", "2016-17", "latest")
COMPARED = ("england", "region", "against-england", "against-neighbours", "direction", "worse-and-worsening")


def views() -> list[str]:
    """Every view that is asked for, the most popular first: each screen as it opens, then its choices, screen by screen in turn."""
    choices = (
        [f"region?cycle=2017-18&compare={how}&period={when}" for when, how in product(PERIODS, COMPARED)],
        [f"bpn?bpn={bpn}&compare={how}" for how, bpn in product(COMPARED, ("trafford", "rochdale", "blackburn-with-darwen"))],
        [f"authority?area={area}{kpi}" for kpi in ("", "&kpi=caseload") for area in AUTHORITIES],
        [f"kpi?kpi={kpi}&period={when}" for when, kpi in product(PERIODS, KPIS)],
    )
    in_turn = [view for turn in zip(*(each[:18] for each in choices), strict=True) for view in turn]
    return list(dict.fromkeys([*SCREENS.values(), *in_turn]))


ADDRESSES = tuple(views())
WEIGHTS = tuple(accumulate(1 / place for place in range(1, len(ADDRESSES) + 1)))


def rows(bench: Bench) -> list[Row]:
    """The 95th percentile of all answers, ours and the floor's, and the highest memory each process had."""
    found = {}
    for name, running in (("ours", bench.ours), ("floor", bench.floor)):
        with running() as server:
            server.rest()
            answers = asyncio.run(_everybody(server))
            found[name] = (answers, server.peak())
    (ours, our_peak), (floor, floor_peak) = found["ours"], found["floor"]
    middle = [1000 * median(answer.seconds for answer in side.values()) for side in (ours, floor)]
    first: dict[str, Answer] = {}
    again = [answer for (_, _, view), answer in ours.items() if first.setdefault(view, answer) is not answer]
    return [
        Row(
            f"{USERS} users, p95 of a view",
            percentile(ours.values(), 95),
            percentile(floor.values(), 95),
            AT_MOST,
            n=len(ours),
            note=f"median {middle[0]:.0f} ms, floor {middle[1]:.0f} ms; {len(first)} views for the first time, p95 of all others "
            f"{1000 * percentile(again, 95):.0f} ms; errors: {sum(not answer.sound for answer in ours.values())}",
            sound=all(answer.sound for answer in (*ours.values(), *floor.values())),
        ),
        *([Row("peak memory after the users", our_peak, floor_peak, unit="MB")] if our_peak else []),
    ]


def percentile(answers: Iterable[Answer], share: int) -> float:
    """Seconds within which so many per cent of the answers came."""
    ordered = sorted(answer.seconds for answer in answers)
    return ordered[ceil(len(ordered) * share / 100) - 1]


def _walk(user: int) -> list[tuple[float, str]]:
    """What one user asks for, with seconds of thought before each; the same at every run."""
    chance = Random(SEED + user)
    count = round(4 * SECONDS / THINK)
    return [
        (chance.uniform(0, THINK) if not place else chance.uniform(0.5 * THINK, 1.5 * THINK), view)
        for place, view in enumerate(chance.choices(ADDRESSES, cum_weights=WEIGHTS, k=count))
    ]


async def _everybody(server: Server) -> dict[tuple[int, int, str], Answer]:
    """The answers by user, place in the user's walk, and view, in the order they came."""
    answers: dict[tuple[int, int, str], Answer] = {}
    ends = asyncio.get_running_loop().time() + SECONDS
    await asyncio.gather(*(_user(server, user, ends, answers) for user in range(USERS)))
    return answers


async def _user(server: Server, user: int, ends: float, answers: dict[tuple[int, int, str], Answer]) -> None:
    place, view = 0, ""
    try:
        async with connect(**client.socket_of(server.address)) as socket:
            for place, (thought, view) in enumerate(_walk(user)):
                await asyncio.sleep(thought)
                if asyncio.get_running_loop().time() > ends:
                    break
                listening = client.Listening()
                await socket.send(client.question(view))
                while not listening.hears(await asyncio.wait_for(socket.recv(), PATIENCE)):
                    pass
                answers[user, place, view] = listening.answer()
    except (WebSocketException, OSError, TimeoutError) as error:
        print(f"user {user}: {error!r}", file=sys.stderr)
        answers[user, place, view] = Answer(PATIENCE, 0, False)

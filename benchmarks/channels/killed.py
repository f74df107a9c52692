"""Every event one to four times, in any order, while Spil is killed with kill -9 again and again.

    .venv/bin/python -m benchmarks.channels.killed --events 2000

The bar: nobody is left without an answer; on Slack, which keeps our key with a message, each gets exactly one;
elsewhere one, or a second one that says that it may be double, and at most 20 of these for a kill.
"""

import argparse
import asyncio
import json
import logging
import random
import signal
import sqlite3
import tempfile
import time
from collections import Counter, defaultdict
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.channels.world import PLATFORMS, Event, World
from storage.store import database_file

QUESTION, ANSWER, MARK = "wat is een LIVC-R?", "LIVC", "Mogelijk dubbel"
AT_A_TIME = 12
QUIET, PATIENCE = 6.0, 90.0
"""Seconds: without anything new it is over; after which it is over in any case."""


@dataclass(frozen=True, slots=True)
class Kills:
    """How it is killed: so many seconds of life between two kills, at random between these; at most so many."""

    shortest: float = 0.3
    longest: float = 4.0
    most: int = 1_000


@dataclass
class Ledger:
    """What every person was shown, by place: the text of each message by its id, as it stands."""

    shown: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    latest: float = 0.0

    def hear(self, platform: str, place: str, shown: dict[str, Any]) -> None:
        if shown["text"]:
            self.latest = time.perf_counter()
            self.shown[place][shown["id"]] = shown["text"]

    def answers(self, place: str) -> tuple[int, int]:
        """How many answers somebody was shown: unmarked, and marked as possibly double."""
        texts = [text for text in self.shown[place].values() if ANSWER in text]
        marked = sum(MARK in text for text in texts)
        return len(texts) - marked, marked


class Run:
    """Events on their way to a Spil that dies."""

    def __init__(self, world: World, ledger: Ledger, chance: random.Random) -> None:
        self.world, self.ledger, self.chance = world, ledger, chance
        self.alive, self.kills, self.sending = asyncio.Event(), 0, list[int]()
        self.alive.set()

    async def deliver(self, events: list[Event]) -> None:
        """Each event until it was acknowledged, as a platform does that tries again."""
        waiting = list(events)

        async def worker() -> None:
            while waiting:
                event = waiting.pop()
                await self.alive.wait()
                while await event.deliver() is None:
                    await asyncio.sleep(0.05)
                    await self.alive.wait()

        await asyncio.gather(*(worker() for _ in range(AT_A_TIME)))

    async def kill(self, how: Kills) -> None:
        """Kill, count what was on its way, start again; over and over."""
        while self.kills < how.most:
            await asyncio.sleep(self.chance.uniform(how.shortest, how.longest))
            self.alive.clear()
            await self.world.stop(signal.SIGKILL)
            self.kills += 1
            self.sending.append(self._count("sending"))
            await self.world.start()
            self.alive.set()

    async def quiet(self) -> None:
        """Until nothing is left to send and nothing has been shown for a while."""
        end = time.perf_counter() + PATIENCE
        while time.perf_counter() < min(end, self.ledger.latest + QUIET):
            await asyncio.sleep(0.1)
            # In this order: what is handled between two looks is among what is to be sent.
            if self._ask("select count(*) from inbox where handled_at is null") or self._unsent():
                self.ledger.latest = time.perf_counter()

    def _unsent(self) -> int:
        """All at one moment: a row goes from one of these states to another."""
        states = ("pending", "claimed", "sending")
        return self._ask("select count(*) from deliveries where state in (?, ?, ?)", *states)

    def _count(self, state: str) -> int:
        return self._ask("select count(*) from deliveries where state = ?", state)

    def _ask(self, query: str, *values: str) -> int:
        with closing(sqlite3.connect(database_file(self.world.folder), timeout=60)) as database:
            return int(database.execute(query, values).fetchone()[0])

    def report(self) -> dict[str, Any]:
        found: dict[str, Counter[str]] = {platform: Counter() for platform in PLATFORMS}
        for place, person in self.world.people.items():
            plain, marked = self.ledger.answers(place)
            kind = "doubled" if plain > 1 else "once" if plain + marked == 1 and not marked else "marked"
            found[person.platform]["lost" if plain + marked == 0 else kind] += 1
        refused = self.world.slack.refused + self.world.telegram.refused + self.world.teams.refused
        return {
            "kills": self.kills,
            **{platform: dict(kinds) for platform, kinds in found.items()},
            "on_their_way_at_a_kill": max(self.sending, default=0),
            "uncertain": self._count("uncertain"),
            "failed": self._count("failed"),
            "unsent": self._unsent(),
            "refused_by_platforms": Counter(refused),
        }


async def run(folder: Path, events: int, how: Kills, seed: int = 1) -> dict[str, Any]:
    """`events` of as many people; the report."""
    ledger, chance = Ledger(), random.Random(seed)  # noqa: S311 - a benchmark's chance
    world = World(folder, ledger.hear)
    async with world.open(events, max(1, events // 40)):
        made = [await world.text(person, QUESTION) for person in world.people.values()]
        repeated = [event for event in made for _ in range(chance.randint(1, 4))]
        chance.shuffle(repeated)
        going = Run(world, ledger, chance)
        async with asyncio.TaskGroup() as group:
            killing = group.create_task(going.kill(how))
            await going.deliver(repeated)
            # A fast machine takes all of it in before the first kill, which comes all the same.
            while going.kills < min(1, how.most) or not going.alive.is_set():  # noqa: ASYNC110 - it is being started again
                await asyncio.sleep(0.05)
            killing.cancel()
        ledger.latest = time.perf_counter()
        await going.quiet()
        return {"events": events, "deliveries": len(repeated), **going.report()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=1_000, help="at most so many")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    logging.disable()  # The platforms' servers would tell of every line that breaks.
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(
            run(Path(folder) / "data", options.events, Kills(most=options.kills), options.seed)
        )
    print(json.dumps(found, indent=1))  # noqa: T201 - this is the report


if __name__ == "__main__":
    main()

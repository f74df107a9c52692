"""Twenty messages a second from 500 people in 50 cells, on three platforms at once.

    .venv/bin/python -m benchmarks.channels.load --seconds 600 --rate 20

The bar: acknowledged in at most 300 ms (p95), something visible in at most 1 s (p95), none lost. `--profile FILE`
writes a cProfile of Spil's process.
"""

import argparse
import asyncio
import json
import random
import statistics
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.channels.world import Person, World

QUESTIONS = (
    "mag een school iets zeggen over een leerling?",
    "wat is een LIVC-R?",
    "wie zit er in een LIVC-R?",
    "wat is het beroepsgeheim?",
    "hoe lang worden gegevens bewaard?",
    "wat doet de information officer?",
)
TALK = ("hallo", "help", "wat bewaar je over mij?", "wie komt er?")
PLANS = (
    "plan een casusoverleg volgende dinsdag om 14u in het stadhuis",
    "plan een overleg op donderdag om 10u, elke zes weken, herinner iedereen een dag vooraf",
)
WARM = 10.0
"""Seconds of talk before anything is measured."""
DRAIN = 20.0
"""Seconds after the last message in which answers still count."""


class Load:
    """What was said, when it was answered, and how fast it was acknowledged."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - a benchmark's chance
        self.waiting: dict[str, float] = {}
        self.acknowledged, self.reacted = list[float](), list[float]()
        self.kinds, self.refused, self.shown = Counter[str](), 0, 0

    def hear(self, platform: str, place: str, shown: dict[str, Any]) -> None:
        self.shown += shown["text"] is not None
        if since := self.waiting.pop(place, None):
            self.reacted.append(time.perf_counter() - since)

    async def one(self, world: World, person: Person) -> None:
        """One message of one person: something like what coordinators send."""
        draw = self.chance.random()
        if person.buttons and draw < 0.3:
            kind, event = "press", await world.press(person, self.chance.choice(person.buttons))
        else:
            (kind,) = self.chance.choices(("plan", "show", "talk", "ask"), (4, 20, 16, 60))
            texts = {"plan": PLANS, "show": ("wat staat er gepland?",), "talk": TALK, "ask": QUESTIONS}[kind]
            event = await world.text(person, self.chance.choice(texts))
        self.kinds[kind] += 1
        self.waiting[person.place] = time.perf_counter()
        if (took := await event.deliver()) is None:
            self.refused += 1
        else:
            self.acknowledged.append(took)

    async def run(self, world: World, rate: float, seconds: float) -> None:
        """`rate` messages a second, from whoever does not wait for an answer."""
        tasks, begun, number = set[asyncio.Task[None]](), time.perf_counter(), 0
        people = list(world.people.values())
        while (passed := time.perf_counter() - begun) < seconds:
            if number / rate > passed:
                await asyncio.sleep(number / rate - passed)
            person = self.chance.choice(people)
            while person.place in self.waiting and len(self.waiting) < len(people):
                person = self.chance.choice(people)
            task = asyncio.create_task(self.one(world, person))
            tasks.add(task)
            task.add_done_callback(tasks.discard)
            number += 1
        await asyncio.gather(*tasks)
        until = time.perf_counter() + DRAIN
        while self.waiting and time.perf_counter() < until:  # noqa: ASYNC110 - it comes over a real line
            await asyncio.sleep(0.05)


def _spread(values: list[float]) -> dict[str, float]:
    if len(values) < 2:
        return {}
    cuts = statistics.quantiles(values, n=100)
    found = {"p50": cuts[49], "p95": cuts[94], "p99": cuts[98], "max": max(values)}
    return {name: round(value * 1000, 1) for name, value in found.items()}


async def measure(options: argparse.Namespace) -> dict[str, Any]:
    load = Load(options.seed)
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        world = World(Path(folder) / "data", load.hear, options.profile)
        async with world.open(options.people, options.cells):
            await load.run(world, 2, WARM)
            load = Load(options.seed)
            world.shown = load.hear
            cpu, _ = world.used()
            begun = time.perf_counter()
            await load.run(world, options.rate, options.seconds)
            took, (after, memory) = time.perf_counter() - begun, world.used()
            number = sum(load.kinds.values())
            refused = world.slack.refused + world.telegram.refused + world.teams.refused
        log = (Path(folder) / "spil.log").read_text("utf-8")
    rows = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    faults = Counter(f"{row['event']}: {row['kind']} at {row['where']}" for row in rows if "where" in row)
    return {
        "messages": number,
        "kinds": dict(load.kinds),
        "shown": load.shown,
        "acknowledged_ms": _spread(load.acknowledged),
        "first_visible_ms": _spread(load.reacted),
        "not_acknowledged": load.refused,
        "lost": len(load.waiting),
        "refused_by_platforms": Counter(refused),
        "faults": faults,
        "cpu_ms_a_message": round((after - cpu) * 1000 / max(1, number), 1),
        "cpu_share": round((after - cpu) / took, 2),
        "memory_mb": round(memory),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--rate", type=float, default=20)
    parser.add_argument("--people", type=int, default=500)
    parser.add_argument("--cells", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", default=None, help="where the database goes; the disk that is measured")
    parser.add_argument("--profile", default="")
    print(json.dumps(asyncio.run(measure(parser.parse_args())), indent=1))  # noqa: T201 - this is the report


if __name__ == "__main__":
    main()

"""Reminders while Spil is killed with kill -9 again and again, on SQLite, or on PostgreSQL with two nodes.

    .venv/bin/python -m benchmarks.scheduler.killed --reminders 20000 --kills 1000 [--postgres]

The bar: none lost; on the web nobody sees one twice; elsewhere at most 20 for a kill are of unknown fate, each marked
so, and whoever planned the meeting is told. A kill comes at any moment: after a random part of what is left was seen,
or a random moment after the start.
"""

import argparse
import asyncio
import json
import logging
import os
import random
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text

from benchmarks.scheduler.cells import Filled, fill
from benchmarks.scheduler.node import Place, work
from storage.databases.postgres import Postgres
from storage.store import database_file
from tests import postgres

QUIET = 120.0
"""Seconds after which it is over in any case."""
OPEN = ("pending", "claimed", "sending")


@dataclass(frozen=True, slots=True)
class Task:
    """What is done: so many reminders and kills; on a PostgreSQL server, with two nodes, where `url` is given."""

    reminders: int
    kills: int
    url: str = ""
    seed: int = 1

    @property
    def nodes(self) -> int:
        return 2 if self.url else 1


@dataclass
class Run:
    """Nodes that die and are started again."""

    place: Place
    task: Task
    pids: list[int] = field(default_factory=list)
    in_hand: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.task.seed)  # noqa: S311 - a benchmark's chance
        self.database = (
            Postgres(self.task.url).engine()
            if self.task.url
            else create_engine(f"sqlite:///{database_file(self.place.folder)}")
        )

    def start(self) -> None:
        """A node more; a copy of this process, which has nothing open."""
        self.database.dispose()
        pid = os.fork()
        if pid == 0:
            try:
                asyncio.run(work(self.place))
            finally:
                os._exit(1)
        self.pids.append(pid)

    def kill(self) -> None:
        pid = self.pids.pop(self.chance.randrange(len(self.pids)))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)

    def shown(self) -> int:
        return self.place.ledger.read_bytes().count(b" reminder ") if self.place.ledger.exists() else 0

    def go(self) -> None:
        """Kill until it was done often enough or nothing is left to send; then until all is settled."""
        for _ in range(self.task.nodes):
            self.start()
        for number in range(self.task.kills):
            left = self.task.reminders - self.shown()
            self.wait(self.chance.randint(0, max(1, 2 * left // (self.task.kills - number))))
            time.sleep(self.chance.uniform(0, 0.2 if self.chance.random() < 0.2 else 0.02))
            self.kill()
            self.in_hand.append(self.most_in_hand())
            self.start()
        end = time.monotonic() + QUIET
        while self.count(OPEN) and time.monotonic() < end:
            time.sleep(0.2)
        while self.pids:
            self.kill()

    def wait(self, more: int) -> None:
        """Until so many more were seen; or some seconds, when nothing comes any more."""
        seen, end = self.shown(), time.monotonic() + 5
        while self.shown() < seen + more and time.monotonic() < end:
            time.sleep(0.005)

    def most_in_hand(self) -> int:
        """The most that one process has handed over and not settled. Those of a node that lives are counted too."""
        query = "SELECT owner, count(*) FROM deliveries WHERE state = 'sending' GROUP BY owner"
        with self.database.connect() as connection:
            return max((int(row[1]) for row in connection.execute(text(query))), default=0)

    def count(self, states: tuple[str, ...]) -> int:
        query = "SELECT state, count(*) FROM deliveries GROUP BY state"
        with self.database.connect() as connection:
            return sum(int(row[1]) for row in connection.execute(text(query)) if row[0] in states)

    def report(self) -> dict[str, Any]:
        with self.database.connect() as connection:
            query = "SELECT key, state, reason FROM deliveries WHERE kind = 'reminder'"
            rows = {row.key: row for row in connection.execute(text(query))}
            told = connection.execute(text("SELECT count(*) FROM deliveries WHERE kind = 'notice'")).scalar()
        self.database.dispose()
        return {
            "reminders": len(rows),
            "kills": len(self.in_hand),
            "nodes": self.task.nodes,
            "states": Counter(row.state for row in rows.values()),
            "reasons": Counter(row.reason for row in rows.values() if row.state != "sent"),
            "most_in_hand_at_a_kill": max(self.in_hand, default=0),
            "planners_told": told,
            **self.seen(rows),
        }

    def seen(self, rows: dict[str, Any]) -> dict[str, Any]:
        """What people saw, held against what is written down. A page shows a row once, however often it is sent."""
        times, again = Counter[str](), Counter[str]()
        for line in self.place.ledger.read_text().splitlines():
            channel, _, kind, key = line.split(" ")
            if kind == "reminder":
                again[channel] += times[key] > 0
                times[key] += 1
        lost = [key for key, row in rows.items() if row.state == "sent" and not times[key]]
        lost += [key for key, row in rows.items() if row.state in (*OPEN, "failed")]
        web = Counter(key.replace(":web:", ":") for key in times if ":web:" in key)
        return {
            "lost": len(lost),
            "doubled_on_web": sum(number > 1 for number in web.values()),
            "sent_again_to_a_page_that_had_it": again["web"],
            "doubled_elsewhere": again["plain"],
        }


def run(folder: Path, task: Task) -> dict[str, Any]:
    """The report of one run."""
    begun = datetime.now(UTC).replace(microsecond=0)
    wanted = Filled(task.reminders, begun, ("web", "plain"))
    people = asyncio.run(fill(folder / "data", task.url, wanted))
    made = time.monotonic()
    going = Run(Place(folder / "data", task.url, people, folder / "ledger"), task)
    going.go()
    return {**going.report(), "seconds": round(time.monotonic() - made)}


@contextmanager
def server(wanted: bool) -> Iterator[str]:
    """The address of an empty database on a real PostgreSQL, or nothing."""
    if not wanted:
        yield ""
        return
    with postgres.server() as address, postgres.database(address) as found:
        yield found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reminders", type=int, default=20_000)
    parser.add_argument("--kills", type=int, default=1_000)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    logging.disable()  # A clock that is killed and starts anew tells of every tick it skips.
    with tempfile.TemporaryDirectory() as folder, server(options.postgres) as url:
        found = run(Path(folder), Task(options.reminders, options.kills, url, options.seed))
    print(json.dumps(found, indent=1))  # noqa: T201 - this is the report


if __name__ == "__main__":
    main()

"""Spil beside APScheduler 3.11 (SQLAlchemyJobStore, as shipped and with WAL) and Procrastinate with a job per reminder.

    .venv/bin/python -m benchmarks.scheduler.compare --due 10000 --pending 100000

In one run, one after another, each in a process and a folder of its own; before each the disk is probed (fdatasync of
4 KB). PostgreSQL writes to the disk here, as in an installation. The bars: adding at most 1/20 of `add_job` as shipped;
of what falls due at once none is dropped, at least as fast as APScheduler with WAL and twice as fast as Procrastinate,
p99 lateness no worse; one due with many pending within 50 ms (p99).
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.scheduler import others, spil
from benchmarks.scheduler.figures import Burst, Figures
from tests import postgres

DURABLE = "-c listen_addresses='' -c max_connections=60"
Measure = Callable[[Path, str, int], "float | Figures"]


def _burst(due: int) -> Burst:
    return Burst(due, lead=8 + due / 250, people=20)


MEASURES: dict[str, tuple[str, Measure]] = {
    "add: apscheduler": ("", lambda folder, _, n: others.apscheduler_adding(folder, False, n)),
    "add: apscheduler wal": ("", lambda folder, _, n: others.apscheduler_adding(folder, True, n)),
    "add: procrastinate": ("pg", lambda _, url, n: others.procrastinate_adding(url, n)),
    "add: spil": ("", lambda folder, url, n: spil.adding(folder, url, n)),
    "add: spil postgres": ("pg", lambda folder, url, n: spil.adding(folder, url, n)),
    "due: apscheduler": ("", lambda folder, _, n: others.apscheduler_burst(folder, False, _burst(n))),
    "due: apscheduler wal": ("", lambda folder, _, n: others.apscheduler_burst(folder, True, _burst(n))),
    "due: spil": ("", lambda folder, url, n: spil.burst(folder, url, _burst(n))),
    "due: procrastinate": ("pg", lambda _, url, n: others.procrastinate_burst(url, _burst(n))),
    "due: spil postgres": ("pg", lambda folder, url, n: spil.burst(folder, url, _burst(n))),
    "alone: spil": ("", lambda folder, url, n: spil.alone(folder, url, n, 20)),
    "alone: spil postgres": ("pg", lambda folder, url, n: spil.alone(folder, url, n, 20)),
}
"""What is measured, whether it needs a PostgreSQL, and how."""


def probe(folder: Path) -> float:
    """Milliseconds of an fdatasync there, the median of a hundred."""
    took = []
    handle = os.open(folder / "probe", os.O_CREAT | os.O_WRONLY)
    for _ in range(100):
        os.write(handle, b"x" * 4096)
        began = time.perf_counter()
        os.fdatasync(handle)
        took.append(time.perf_counter() - began)
    os.close(handle)
    return round(statistics.median(took) * 1_000, 3)


def one(name: str, number: int) -> dict[str, Any]:
    """One measurement, in this process."""
    needs, measure = MEASURES[name]
    with tempfile.TemporaryDirectory() as folder:
        disk = probe(Path(folder))
        if needs:
            with postgres.server(DURABLE) as server, postgres.database(server) as url:
                found = measure(Path(folder), url, number)
        else:
            found = measure(Path(folder), "", number)
    figures = asdict(found) if isinstance(found, Figures) else {"ms_each": round(found * 1_000, 3)}
    return {"fdatasync_ms": disk, **figures}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--add", type=int, default=1_000)
    parser.add_argument("--due", type=int, default=10_000)
    parser.add_argument("--pending", type=int, default=100_000)
    parser.add_argument("--only", default="", help="measurements whose name has this in it")
    parser.add_argument("--one", choices=MEASURES, help=argparse.SUPPRESS)
    options = parser.parse_args()
    numbers = {"add": options.add, "due": options.due, "alone": options.pending}
    if options.one:
        print(json.dumps(one(options.one, numbers[options.one.split(":")[0]])))  # noqa: T201 - for the process above
        return
    for name in (name for name in MEASURES if options.only in name):
        command = [sys.executable, "-m", "benchmarks.scheduler.compare", "--one", name]
        command += [
            f"--{key}={number}"
            for key, number in zip(("add", "due", "pending"), numbers.values(), strict=True)
        ]
        ran = subprocess.run(command, capture_output=True, text=True)  # noqa: S603 - this program itself
        shown = ran.stdout.strip() or f"failed: {ran.stderr[-300:]}"
        print(f"{name:22} load {os.getloadavg()[0]:4.1f}  {shown}", flush=True)  # noqa: T201 - this is the report


if __name__ == "__main__":
    main()

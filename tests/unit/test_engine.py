"""The embedded engine ticks, wakes, survives a failing tick, and lets only one process tick."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scheduler.engines.embedded import LOCK_NAME, Engine, FileLock

SOON = timedelta(milliseconds=20)
PATIENCE = 60
"""Seconds until something counts as hanging, on however slow a machine."""
NEVER = timedelta(hours=1)
HOLD = """
import sys, time
from pathlib import Path
from scheduler.engines.embedded import FileLock
assert FileLock(Path(sys.argv[1])).acquire()
print("held", flush=True)
sys.stdin.read()
"""


class Counter:
    """A tick that counts, and tells when it has counted far enough."""

    def __init__(self) -> None:
        self.ticks = 0
        self.at_once = 0
        self.most_at_once = 0
        self.fails = False
        self._changed = asyncio.Event()

    async def __call__(self) -> None:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(0)
        self.at_once -= 1
        self.ticks += 1
        self._changed.set()
        if self.fails:
            raise RuntimeError("what must not be logged")

    async def reaches(self, ticks: int) -> None:
        async with asyncio.timeout(PATIENCE):
            while self.ticks < ticks:
                self._changed.clear()
                await self._changed.wait()


async def test_it_ticks_at_once_and_again(tmp_path: Path) -> None:
    tick = Counter()
    engine = Engine(tmp_path, tick, SOON)
    assert await engine.start()
    assert await engine.start()
    await tick.reaches(3)
    await engine.stop()
    assert tick.most_at_once == 1
    assert not engine.ticking
    await engine.stop()


async def test_a_wake_up_comes_before_the_interval(tmp_path: Path) -> None:
    tick = Counter()
    engine = Engine(tmp_path, tick, NEVER)
    await engine.start()
    await tick.reaches(1)
    now = datetime.now(UTC)
    for after in (60, 30, 10, 30):
        engine.wake_at(now + timedelta(milliseconds=after))
    await tick.reaches(2)
    engine.wake_at(now - timedelta(days=1))
    await tick.reaches(3)
    await engine.stop()


async def test_a_wake_up_asked_for_by_the_tick_itself_is_kept(tmp_path: Path) -> None:
    ticks = []
    enough = asyncio.Event()

    async def again() -> None:
        ticks.append(True)
        if len(ticks) == 5:
            enough.set()
        else:
            engine.wake_at(datetime.now(UTC))

    engine = Engine(tmp_path, again, NEVER)
    await engine.start()
    async with asyncio.timeout(PATIENCE):
        await enough.wait()
    await engine.stop()


async def test_a_failing_tick_is_named_and_comes_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    tick = Counter()
    tick.fails = True
    engine = Engine(tmp_path, tick, SOON)
    await engine.start()
    await tick.reaches(2)
    await engine.stop()
    # The scheduler itself may have told of a tick that came late.
    failed = [row for row in caplog.records if row.message == "tick failed"]
    assert {row.__dict__["error"] for row in failed} == {"RuntimeError"}
    assert "must not be logged" not in caplog.text


async def test_a_second_engine_waits_and_takes_over(tmp_path: Path) -> None:
    first, second = Counter(), Counter()
    one, two = Engine(tmp_path, first, SOON), Engine(tmp_path, second, SOON)
    assert await one.start()
    assert not await two.start()
    two.wake_at(datetime.now(UTC))
    await first.reaches(3)
    assert second.ticks == 0
    await one.stop()
    await second.reaches(1)
    assert two.ticking
    await two.stop()


async def test_stopping_waits_for_the_tick_that_runs(tmp_path: Path) -> None:
    begun, go_on, done = asyncio.Event(), asyncio.Event(), []

    async def slow() -> None:
        begun.set()
        await go_on.wait()
        done.append(True)

    engine = Engine(tmp_path, slow, NEVER)
    await engine.start()
    await begun.wait()
    stopping = asyncio.create_task(engine.stop())
    await asyncio.sleep(0)
    go_on.set()
    await stopping
    assert done == [True]


@contextmanager
def holding(path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Another process, which holds the lock on `path`."""
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert other.stdin is not None
    assert other.stdout is not None
    with other.stdin, other.stdout:
        assert other.stdout.readline() == b"held\n"
        yield other


def test_a_killed_process_lets_go_of_the_lock(tmp_path: Path) -> None:
    path = tmp_path / LOCK_NAME
    with holding(path) as other:
        lock = FileLock(path)
        assert not lock.acquire()
        other.kill()
        other.wait()
    assert lock.acquire()
    assert lock.acquire()
    lock.release()
    assert path.stat().st_mode & 0o777 == 0o600


async def test_beside_another_process_it_refuses_to_tick_until_that_is_gone(tmp_path: Path) -> None:
    with holding(tmp_path / LOCK_NAME) as other:
        tick = Counter()
        engine = Engine(tmp_path, tick, SOON)
        assert not await engine.start()
        await asyncio.sleep(5 * SOON.total_seconds())
        assert tick.ticks == 0
        other.kill()
        other.wait()
        await tick.reaches(1)
        assert engine.ticking
        await engine.stop()

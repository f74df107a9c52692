"""The engine for several nodes on a real PostgreSQL: it ticks on each, wakes, and clears away what a dead node left."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from scheduler.engines.shared import SCHEMA, Node, SharedEngine
from storage.store.nodes import LivingNodes
from tests import postgres
from tests.channels.driver import until
from tests.unit.test_engine import NEVER, Counter

OFTEN = timedelta(seconds=1)
JOBS = f"SELECT queue_name, task_name, args::text, status::text FROM {SCHEMA}.procrastinate_jobs"  # noqa: S608
QUEUED = f"INSERT INTO {SCHEMA}.procrastinate_jobs (queue_name, task_name, status) VALUES (%s, 'tick', %s)"  # noqa: S608

DEFERRED = (
    f"INSERT INTO {SCHEMA}.procrastinate_periodic_defers (task_name, defer_timestamp) VALUES ('old', 1)"  # noqa: S608
)
READY = f"""
SELECT exists(SELECT FROM pg_stat_activity
              WHERE datname = current_database() AND query LIKE 'LISTEN%' AND state = 'idle')
   AND NOT exists(SELECT FROM {SCHEMA}.procrastinate_jobs)
"""  # noqa: S608 - a name of our own
"""Whether the worker has done its first job, and is told of the next one."""
COUNTED = f"SELECT count(*) FROM {SCHEMA}.procrastinate_periodic_defers WHERE task_name = 'old'"  # noqa: S608


@pytest.fixture
def address(postgres_server: str) -> Iterator[str]:
    with postgres.database(postgres_server) as found:
        yield found


@asynccontextmanager
async def engine(
    address: str, tick: Callable[[], Awaitable[None]], every: timedelta
) -> AsyncIterator[SharedEngine]:
    living = LivingNodes(address)
    living.join()
    made = SharedEngine(Node(address, living.name, living.names), tick, every)
    try:
        assert await made.start()
        yield made
    finally:
        await made.stop()
        living.leave()


async def test_it_ticks_at_once_and_again(address: str) -> None:
    tick = Counter()
    async with engine(address, tick, OFTEN) as made:
        assert await made.start()
        await tick.reaches(3)
        assert made.ticking
    assert not made.ticking
    assert tick.most_at_once == 1
    await made.stop()


async def test_a_wake_up_comes_before_the_interval(address: str) -> None:
    tick = Counter()
    async with engine(address, tick, NEVER) as made:
        await tick.reaches(1)
        # A worker works before it listens, and what it did not hear of waits for its next look: here an hour.
        with psycopg.connect(address, autocommit=True) as connection:
            await until(lambda: connection.execute(READY).fetchone() == (True,))  # type: ignore[arg-type]
        now = datetime.now(UTC)
        for after in (300, 200, 100, 200):
            made.wake_at(now + timedelta(milliseconds=after))
        await tick.reaches(2)
        made.wake_at(now - timedelta(days=1))
        await tick.reaches(3)


async def test_a_failing_tick_is_named_and_comes_again(
    address: str, caplog: pytest.LogCaptureFixture
) -> None:
    tick = Counter()
    tick.fails = True
    async with engine(address, tick, OFTEN):
        await tick.reaches(2)
    assert "tick failed" in caplog.text
    assert "must not be logged" not in caplog.text


async def test_each_node_ticks_and_what_a_dead_one_left_is_cleared_away(address: str) -> None:
    first, second = Counter(), Counter()
    async with engine(address, first, OFTEN), engine(address, second, OFTEN):
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f"SET search_path = {SCHEMA}")  # type: ignore[arg-type]
            for status in ("todo", "doing"):
                connection.execute(QUEUED, ("spil-12345", status))  # type: ignore[arg-type]
            await first.reaches(first.ticks + 2)
            await second.reaches(second.ticks + 2)
            left = connection.execute(JOBS).fetchall()  # type: ignore[arg-type]
    assert all(queue != "spil-12345" for queue, *_ in left)
    assert len(left) <= 4  # Nothing piles up: for each node the tick that runs, and the next one.
    for _, task, args, _ in left:
        assert task == "tick"
        assert args.startswith('{"timestamp": 1')


async def test_stopping_waits_for_the_tick_that_runs(address: str) -> None:
    begun, go_on, done = asyncio.Event(), asyncio.Event(), []

    async def slow() -> None:
        begun.set()
        await go_on.wait()
        done.append(True)

    living = LivingNodes(address)
    living.join()
    made = SharedEngine(Node(address, living.name, living.names), slow, NEVER)
    await made.start()
    await begun.wait()
    stopping = asyncio.create_task(made.stop())
    await asyncio.sleep(0)
    go_on.set()
    await stopping
    living.leave()
    assert done == [True]


async def test_it_goes_on_when_the_server_dropped_every_connection(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scheduler.engines.shared.AGAIN", 0.05)
    tick = Counter()
    async with engine(address, tick, OFTEN):
        await tick.reaches(1)
        with psycopg.connect(address, autocommit=True) as connection:
            query = (
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
            )
            connection.execute(f"{query} AND pid <> pg_backend_pid()")  # type: ignore[arg-type]
        await tick.reaches(tick.ticks + 2)


async def test_the_first_one_in_begins_with_nothing(address: str) -> None:
    async with engine(address, Counter(), NEVER), engine(address, Counter(), NEVER):
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(DEFERRED)  # type: ignore[arg-type]
            async with engine(address, Counter(), NEVER):
                assert connection.execute(COUNTED).fetchone() == (1,)  # type: ignore[arg-type]
    async with engine(address, Counter(), NEVER):
        with psycopg.connect(address) as connection:
            assert connection.execute(COUNTED).fetchone() == (0,)  # type: ignore[arg-type]

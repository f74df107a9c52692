"""The engine for several nodes on one PostgreSQL: Procrastinate, whose jobs are ticks and wake-ups and nothing else.

Every node ticks, since some of what is due can leave from one node only (an open page of the web chat); what any of
them may send is claimed by one in the store. So each has a queue of its own: what stands there says nothing but 'tick',
and what a dead node leaves there is cleared away by the others. A job that is lost costs an interval, never a delivery.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from procrastinate import App, PsycopgConnector, exceptions
from procrastinate.jobs import DeleteJobCondition, Status
from procrastinate.schema import SchemaManager
from procrastinate.tasks import Task

from storage.databases.apart import lay_apart

SCHEMA = "spil_engine"
"""Where Procrastinate's own tables are in the database."""
AGAIN = 2.0
"""Seconds until a worker that ended is started again."""
_LOG = logging.getLogger(__name__)
_QUEUE = "spil-"
_Tick = Task[[int], Coroutine[Any, Any, None], [int]]


@dataclass(frozen=True, slots=True)
class Node:
    """This process among those that share the database at `url`; `living`: the names of all that live."""

    url: str
    name: str
    living: Callable[[], Collection[str]]

    def alone(self) -> bool:
        """Whether no other process lives."""
        return not set(self.living()) - {self.name}


class SharedEngine:
    """Calls `tick` every few seconds, and at once when a wake-up is due; never twice at the same time in a process.

    A tick that fails is logged by its type only and comes again. Where the database is away the worker ends, and is
    started again until it is back.
    """

    def __init__(
        self, node: Node, tick: Callable[[], Awaitable[None]], every: timedelta = timedelta(seconds=5)
    ) -> None:
        self._node, self._tick, self._every = node, tick, every
        self._queue = f"{_QUEUE}{node.name}"
        self._working: asyncio.Task[None] | None = None
        self._task: _Tick | None = None
        self._wakes: dict[datetime, asyncio.TimerHandle] = {}
        self._asking = set[asyncio.Task[None]]()

    @property
    def ticking(self) -> bool:
        """Whether the worker of this process is at work; the other nodes tick beside it."""
        return self._task is not None

    async def start(self) -> bool:
        """Begin; the first tick comes at once. Returns `ticking`: False says that the database is away, and then it
        begins as soon as that is back."""
        if self._working is None:
            begun = asyncio.Event()
            self._working = asyncio.create_task(self._keep_working(begun))
            await begun.wait()
        return self.ticking

    async def stop(self) -> None:
        """End: a running tick is waited for."""
        for handle in self._wakes.values():
            handle.cancel()
        self._wakes.clear()
        if self._working is not None:
            self._working.cancel()
            await asyncio.gather(self._working, *self._asking, return_exceptions=True)
            self._working = None

    def wake_at(self, when: datetime) -> None:
        """Tick at that moment (aware) as well, if no interval comes sooner. Call it from the event loop."""
        wait = (when - datetime.now(UTC)).total_seconds()
        if wait < self._every.total_seconds() and when not in self._wakes:
            self._wakes[when] = asyncio.get_running_loop().call_later(max(0.0, wait), self._wake, when)

    def _wake(self, when: datetime) -> None:
        """Put the job in the queue now, not ahead of time: for a job of the future a worker only looks now and then,
        of one that can begin it is told at once."""
        self._wakes.pop(when, None)
        asking = asyncio.create_task(self._ask(when))
        self._asking.add(asking)
        asking.add_done_callback(self._asking.discard)

    async def _ask(self, when: datetime) -> None:
        if self._task is None:
            return
        try:
            with suppress(exceptions.AlreadyEnqueued):
                await self._task.configure(task_kwargs={"timestamp": int(when.timestamp())}).defer_async()
        except Exception as failure:
            _LOG.error("no wake-up", extra={"error": type(failure).__name__})

    async def _keep_working(self, begun: asyncio.Event) -> None:
        while True:
            try:
                await self._work(begun)
            except Exception as failure:
                _LOG.error("worker ended", extra={"error": type(failure).__name__})
            finally:
                self._task = None
                begun.set()
            await asyncio.sleep(AGAIN)

    async def _work(self, begun: asyncio.Event) -> None:
        """One life of the worker."""
        node, script = self._node, SchemaManager.get_schema()
        address = await asyncio.to_thread(lay_apart, node.url, SCHEMA, script, node.alone)
        app = App(connector=PsycopgConnector(conninfo=address, min_size=1, max_size=2))
        task = self._registered(app)
        async with app.open_async():
            await self._clear(app, {self._queue})
            self._task = task
            await self._ask(datetime.now(UTC))
            begun.set()
            await app.run_worker_async(
                queues=[self._queue],
                name=self._node.name,
                fetch_job_polling_interval=self._every.total_seconds(),
                delete_jobs=DeleteJobCondition.ALWAYS,
                install_signal_handlers=False,
            )

    def _registered(self, app: App) -> _Tick:
        async def tick(timestamp: int) -> None:
            await self._run(app)

        task = app.task(name="tick", queue=self._queue, queueing_lock=self._queue)(tick)
        app.periodic(cron=_cron(self._every), periodic_id=self._node.name)(task)
        return task

    async def _run(self, app: App) -> None:
        try:
            await self._tick()
            living = {f"{_QUEUE}{name}" for name in self._node.living()}
            queues = {str(queue["name"]) for queue in await app.job_manager.list_queues_async()}
            await self._clear(app, queues - living)
        except Exception as failure:  # One bad tick must not end the clock; its text stays out of the log.
            _LOG.error("tick failed", extra={"error": type(failure).__name__})

    async def _clear(self, app: App, queues: Collection[str]) -> None:
        """Forget what stands in `queues`, whose process is gone. Procrastinate itself leaves what a killed worker was
        doing for ever, and by its heartbeats not all of it can be found (its issue 1518)."""
        for queue in queues:
            for job in await app.job_manager.list_jobs_async(queue=queue):
                if job.id is not None and job.status in ("todo", "doing"):
                    await app.job_manager.finish_job_by_id_async(job.id, Status.FAILED, delete_job=True)


def _cron(every: timedelta) -> str:
    """An interval as six fields, the last one of seconds; rather more often than `every` where it does not fit."""
    seconds = max(1, int(every.total_seconds()))
    return f"* * * * * */{seconds}" if seconds < 60 else f"*/{min(59, seconds // 60)} * * * * 0"

"""The embedded engine: one APScheduler job in memory that calls the tick. It keeps no truth of its own.

One process ticks at a time: whoever holds the lock on a file in the data folder. The lock is the kernel's, so
a killed process lets go of it at once and the next tick of a waiting one takes over.
"""

import asyncio
import fcntl
import logging
import os
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from pathlib import Path

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_EXECUTED, EVENT_JOB_SUBMITTED, JobEvent
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler

LOCK_NAME = "tick.lock"
_LOG = logging.getLogger(__name__)
_JOB = "tick"


class FileLock:
    """An exclusive lock on one file, held by the process until released or dead."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return self._handle is not None

    def acquire(self) -> bool:
        """Take the lock if it is free, without waiting. Raises `OSError` where the file cannot be opened."""
        if self._handle is not None:
            return True
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return False
        self._handle = handle
        return True

    def release(self) -> None:
        """Let go. The file stays: removing it would let two processes lock two files of the same name."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


class Engine:
    """Calls `tick` every few seconds, and at once when a wake-up is due; never twice at the same time.

    A tick that fails is logged by its type only and comes again; a tick that was missed (a sleeping laptop)
    runs once when possible, however late.
    """

    def __init__(
        self, folder: Path, tick: Callable[[], Awaitable[None]], every: timedelta = timedelta(seconds=5)
    ) -> None:
        self._tick = tick
        self._every = every
        self._lock = FileLock(folder / LOCK_NAME)
        self._busy = asyncio.Lock()
        self._wakes: list[datetime] = []
        self._handed_over = False
        self._scheduler: AsyncIOScheduler | None = None

    @property
    def ticking(self) -> bool:
        """Whether this process is the one that ticks; False while another process on the folder does."""
        return self._scheduler is not None and self._lock.held

    async def start(self) -> bool:
        """Begin; the first tick comes at once. Returns `ticking`: False says that another process ticks.

        Such a process keeps asking for the lock at each interval, and takes over when the other is gone.
        """
        if self._scheduler is not None:
            return self.ticking
        self._lock.acquire()
        self._scheduler = AsyncIOScheduler(jobstores={"default": MemoryJobStore()}, timezone=UTC)
        self._scheduler.add_job(
            self._run,
            "interval",
            seconds=self._every.total_seconds(),
            id=_JOB,
            next_run_time=datetime.now(UTC),
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )
        self._scheduler.add_listener(self._follow, EVENT_JOB_SUBMITTED | EVENT_JOB_EXECUTED | EVENT_JOB_ERROR)
        self._scheduler.start()
        if not self.ticking:
            _LOG.warning("another process ticks on this folder; waiting for it")
        return self.ticking

    async def stop(self) -> None:
        """End: a running tick is waited for, then the lock is free for the next process."""
        if self._scheduler is None:
            return
        scheduler, self._scheduler = self._scheduler, None
        scheduler.pause()
        async with self._busy:
            scheduler.shutdown(wait=False)
        await asyncio.sleep(0)  # APScheduler shuts down in the loop's next round.
        self._lock.release()

    def wake_at(self, when: datetime) -> None:
        """Tick at that moment (aware) as well, if no interval comes sooner. Call it from the event loop.

        Wake-ups are a courtesy and live in memory: a lost one costs one interval, never a delivery.
        """
        heappush(self._wakes, when.astimezone(UTC))
        self._bring_forward()

    def _bring_forward(self) -> None:
        """Move the one job to the earliest wake-up, when that is sooner than its next run.

        Not while a run is under way: APScheduler would drop the second run instead of keeping it for later.
        """
        if self._scheduler is None or self._handed_over or not self._wakes:
            return
        job = self._scheduler.get_job(_JOB)
        if job is not None and job.next_run_time is not None and self._wakes[0] < job.next_run_time:
            job.modify(next_run_time=max(self._wakes[0], datetime.now(UTC)))

    def _follow(self, event: JobEvent) -> None:
        self._handed_over = event.code == EVENT_JOB_SUBMITTED
        self._bring_forward()

    async def _run(self) -> None:
        async with self._busy:
            now = datetime.now(UTC)
            while self._wakes and self._wakes[0] <= now:
                heappop(self._wakes)
            if self._scheduler is None or not self._lock.acquire():
                return
            try:
                await self._tick()
            except (
                Exception
            ) as failure:  # One bad tick must not end the clock; its text stays out of the log.
                _LOG.error("tick failed", extra={"error": type(failure).__name__})

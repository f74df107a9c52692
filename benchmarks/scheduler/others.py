"""The same measured of APScheduler 3.11 with its SQLAlchemyJobStore, and of Procrastinate with a job per reminder."""

import asyncio
import pickle
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.job import Job
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.date import DateTrigger
from procrastinate import App, PsycopgConnector
from procrastinate.schema import SchemaManager
from sqlalchemy import create_engine, event

from benchmarks.scheduler.figures import AT_A_TIME, Burst, Figures, lateness
from storage.databases.apart import lay_apart


@dataclass
class Taken:
    """What was sent. Module-wide, since a stored job names its function by where it stands."""

    due: float = 0.0
    late: list[float] = field(default_factory=list)
    inside: int = 0
    most: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


TAKEN = Taken()


def send(text: str) -> None:
    """A platform that takes a message at once."""
    with TAKEN.lock:
        TAKEN.inside += 1
        TAKEN.most = max(TAKEN.most, TAKEN.inside)
    with TAKEN.lock:
        TAKEN.inside -= 1
        TAKEN.late.append(time.time() - TAKEN.due)


def _scheduler(folder: Path, wal: bool) -> BackgroundScheduler:
    engine = create_engine(f"sqlite:///{folder / f'apscheduler-{wal}.sqlite3'}")
    if wal:

        @event.listens_for(engine, "connect")
        def prepare(connection: object, _: object) -> None:
            connection.execute("PRAGMA journal_mode=WAL")  # type: ignore[attr-defined]
            connection.execute("PRAGMA synchronous=FULL")  # type: ignore[attr-defined]

    return BackgroundScheduler(
        jobstores={"default": SQLAlchemyJobStore(engine=engine)},
        executors={"default": ThreadPoolExecutor(AT_A_TIME)},
        job_defaults={"misfire_grace_time": None},  # Its default of a second drops what is late.
        timezone=UTC,
    )


def apscheduler_adding(folder: Path, wal: bool, reminders: int) -> float:
    """Seconds that `add_job` takes."""
    scheduler = _scheduler(folder, wal)
    scheduler.start(paused=True)
    when = datetime.fromtimestamp(time.time() + 86_400, UTC)
    began = time.perf_counter()
    for number in range(reminders):
        scheduler.add_job(send, "date", run_date=when, args=[f"reminder {number}"])
    took = (time.perf_counter() - began) / reminders
    scheduler.shutdown()
    return took


def apscheduler_burst(folder: Path, wal: bool, wanted: Burst) -> Figures:
    """`wanted.due` jobs fall due in the same second; they are put in the store beforehand."""
    scheduler = _scheduler(folder, wal)
    scheduler.start(paused=True)
    TAKEN.due = float(int(time.time() + wanted.lead))
    when, store = datetime.fromtimestamp(TAKEN.due, UTC), scheduler._jobstores["default"]
    _in_one_transaction(scheduler, store, when, wanted.due)
    scheduler.resume()
    _until(lambda: len(TAKEN.late) >= wanted.due, wanted)
    scheduler.shutdown()
    return lateness(TAKEN.late, wanted.due, TAKEN.most)


def _in_one_transaction(
    scheduler: BackgroundScheduler, store: SQLAlchemyJobStore, when: datetime, number: int
) -> None:
    """Fill the store without a commit for each: what filling costs is measured elsewhere."""
    common = {
        "func": send,
        "kwargs": {},
        "name": "send",
        "trigger": DateTrigger(when, UTC),
        "executor": "default",
        "misfire_grace_time": None,
        "coalesce": True,
        "max_instances": 1,
        "next_run_time": when,
    }
    rows = []
    for count in range(number):
        job = Job(scheduler, id=f"job{count}", args=[f"reminder {count}"], **common)
        state = pickle.dumps(job.__getstate__(), pickle.HIGHEST_PROTOCOL)
        rows.append({"id": job.id, "next_run_time": when.timestamp(), "job_state": state})
    with store.engine.begin() as connection:
        connection.execute(store.jobs_t.insert(), rows)


def _until(done: Callable[[], bool], wanted: Burst) -> None:
    end = time.monotonic() + wanted.lead + 600
    while not done() and time.monotonic() < end:
        time.sleep(0.02)


def _app(url: str) -> App:
    address = lay_apart(url, "jobs", SchemaManager.get_schema(), lambda: True)
    return App(connector=PsycopgConnector(conninfo=address, min_size=2, max_size=AT_A_TIME + 4))


def procrastinate_adding(url: str, reminders: int) -> float:
    """Seconds that deferring a job takes."""
    app = _app(url)

    async def add() -> float:
        async with app.open_async():
            deferred = app.configure_task(
                "send", schedule_at=datetime.fromtimestamp(time.time() + 86_400, UTC)
            )
            began = time.perf_counter()
            for number in range(reminders):
                await deferred.defer_async(text=f"reminder {number}")
            return (time.perf_counter() - began) / reminders

    return asyncio.run(add())


def procrastinate_burst(url: str, wanted: Burst) -> Figures:
    """`wanted.due` jobs fall due in the same second; the worker looks each second for what has become due."""
    app = _app(url)

    @app.task(name="send")
    async def _send(text: str) -> None:
        send(text)

    async def go() -> None:
        async with app.open_async():
            TAKEN.due = float(int(time.time() + wanted.lead))
            when = datetime.fromtimestamp(TAKEN.due, UTC)
            rows = [{"text": f"reminder {number}"} for number in range(wanted.due)]
            await app.configure_task("send", schedule_at=when).batch_defer_async(*rows)
            working = asyncio.create_task(
                app.run_worker_async(
                    concurrency=AT_A_TIME, fetch_job_polling_interval=1.0, install_signal_handlers=False
                )
            )
            end = time.monotonic() + wanted.lead + 600
            while len(TAKEN.late) < wanted.due and time.monotonic() < end:  # noqa: ASYNC110 - as of Spil
                await asyncio.sleep(0.02)
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)

    asyncio.run(go())
    return lateness(TAKEN.late, wanted.due, TAKEN.most)

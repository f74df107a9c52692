"""One SQLite file: one writer connection, many readers."""

import sqlite3
from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path
from typing import Any

import aiosqlite
from sqlalchemy import Connection, create_engine, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from storage.migrations import newest_revision, stored_revision, upgrade

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "secure_delete=ON",
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "busy_timeout=3000",
    # Queries sort and join in memory: no temporary file that could hold text.
    "temp_store=MEMORY",
    # A burst of reminders writes some 40 MB: what it touches fits (16 MB), and goes into the file less often.
    "cache_size=-16000",
    "wal_autocheckpoint=4000",
)
_LOCKS = ("BEGIN IMMEDIATE", "PRAGMA")
"""Statements that may wait for another process."""


def database_file(folder: Path) -> Path:
    """Where the installation in `folder` keeps its database, unless it keeps it elsewhere."""
    return folder / "spil.sqlite3"


class SqliteFile:
    """The database file of the installation in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._file = database_file(folder)

    def upgrade(self, then: Callable[[Connection], None], to: str = "head") -> None:
        """See `Database`."""
        engine = create_engine(f"sqlite:///{self._file}", hide_parameters=True)
        try:
            with engine.begin() as connection:
                if stored_revision(connection) != newest_revision():
                    # By itself the driver begins only with the first row: tables made before that would be left by a
                    # kill, and two that start at once would both make them.
                    connection.exec_driver_sql("BEGIN IMMEDIATE")
                upgrade(connection, to)
                then(connection)
        finally:
            engine.dispose()

    def scrub(self, tables: Collection[str]) -> bool:
        """See `Database`. In the file removed rows are overwritten at once (secure_delete); the journal still has
        them until it is emptied."""
        connection = sqlite3.connect(self._file, timeout=3.0)
        try:
            busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return not busy
        except sqlite3.OperationalError:
            return False
        finally:
            connection.close()

    def is_new(self) -> bool:
        """See `Database`."""
        return not self._file.exists()

    def writer(self) -> AsyncEngine:
        """See `Database`."""
        return _engine(self._file, "IMMEDIATE", size=1)

    def reader(self) -> AsyncEngine:
        """See `Database`."""
        return _engine(self._file, "DEFERRED", size=4)


class _Near(aiosqlite.Connection):
    """A connection that goes to its thread only with what may wait, for another process's lock or for the disk.

    Every other statement takes some 50 microseconds, and handing it to a thread and back takes several times that:
    measured with benchmarks/channels, a message cost more than twice the CPU.
    """

    _written = 0

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        first = args[0] if args and isinstance(args[0], str) else fn.__name__
        written = self._conn.total_changes
        if first.startswith(_LOCKS) or first == "close" or (first == "commit" and written != self._written):
            self._written = written
            return await super()._execute(fn, *args, **kwargs)  # type: ignore[no-untyped-call] # half typed
        return fn(*args, **kwargs)


def _engine(file: Path, begin: str, size: int) -> AsyncEngine:
    async def connect() -> aiosqlite.Connection:
        # Its own thread and the loop's take turns, one statement after another.
        near = _Near(partial(sqlite3.connect, str(file), check_same_thread=False), iter_chunk_size=64)
        near._thread.daemon = True
        return await near

    engine = create_async_engine(
        f"sqlite+aiosqlite:///{file}",
        async_creator=connect,
        poolclass=AsyncAdaptedQueuePool,
        pool_size=size,
        max_overflow=0,
        hide_parameters=True,
    )

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # The driver starts no transaction of its own; `begin` below does.
        cursor = connection.cursor()
        for pragma in _PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def start(connection: Any) -> None:
        connection.exec_driver_sql(f"BEGIN {begin}")

    return engine

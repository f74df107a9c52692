"""One SQLite file: one writer connection, many readers, and the schema brought up to date on opening."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import aiosqlite
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from storage.crypto import Keyring
from storage.migrations import upgrade
from storage.store.proof import prove
from storage.store.scope import Everywhere, Scope, Vault

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "secure_delete=ON",
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "busy_timeout=3000",
    # Queries sort and join in memory: no temporary file that could hold text.
    "temp_store=MEMORY",
)


_LOCKS = ("BEGIN IMMEDIATE", "PRAGMA")
"""Statements that may wait for another process."""


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


class StoreUnavailable(RuntimeError):
    """The database could not be read or written just now (locked, read-only, disk full): nothing was changed."""


def database_file(folder: Path) -> Path:
    """Where the installation in `folder` keeps its database."""
    return folder / "spil.sqlite3"


class Store:
    """The database of one installation. Open with `Store.open`, and close it."""

    def __init__(self, writer: AsyncEngine, reader: AsyncEngine, keyring: Keyring) -> None:
        self._writer, self._reader = writer, reader
        self._one_writer = asyncio.Lock()
        self.vault = Vault(keyring)

    @classmethod
    def open(cls, folder: Path, keyring: Keyring) -> "Store":
        """Open the database in `folder`, made or migrated where needed. Raises `StoreUnavailable`,
        `KeyUnusable`."""
        file = database_file(folder)
        try:
            upgrade(file, lambda connection: prove(connection, keyring))
        except DBAPIError as failure:
            raise StoreUnavailable("the database cannot be opened or written") from failure
        return cls(_engine(file, "IMMEDIATE", size=1), _engine(file, "DEFERRED", size=4), keyring)

    async def close(self) -> None:
        await self._writer.dispose()
        await self._reader.dispose()

    @asynccontextmanager
    async def reading(self, cell_id: str) -> AsyncIterator[Scope]:
        """A consistent view of one cell."""
        async with self._connection(self._reader) as connection:
            yield Scope(connection, self.vault, cell_id)

    @asynccontextmanager
    async def writing(self, cell_id: str) -> AsyncIterator[Scope]:
        """One transaction in one cell; await nothing inside it but the database. Raises `StoreUnavailable`."""
        async with self._one_writer, self._connection(self._writer) as connection:
            yield Scope(connection, self.vault, cell_id)

    @asynccontextmanager
    async def everywhere(self) -> AsyncIterator[Everywhere]:
        """One transaction over the installation: people who knock, and the outbox."""
        async with self._one_writer, self._connection(self._writer) as connection:
            yield Everywhere(connection, self.vault)

    @asynccontextmanager
    async def looking(self) -> AsyncIterator[Everywhere]:
        """A consistent view of the installation, to look only: it waits for no writer."""
        async with self._connection(self._reader) as connection:
            yield Everywhere(connection, self.vault)

    @asynccontextmanager
    async def _connection(self, engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
        try:
            async with engine.begin() as connection:
                yield connection
        except DBAPIError as failure:
            raise StoreUnavailable(type(failure.orig).__name__) from None


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

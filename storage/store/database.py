"""The store of one installation: transactions on its database, whichever kind that is."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.crypto import Keyring
from storage.databases import Database, database_of
from storage.store.proof import prove
from storage.store.scope import Everywhere, Scope, Vault


class StoreUnavailable(RuntimeError):
    """The database could not be read or written just now (locked, read-only, disk full, away): nothing was changed."""


def holds_anything(folder: Path, url: str = "") -> bool:
    """Whether the installation's database has something of Spil in it already. Raises `StoreUnavailable`."""
    try:
        return not database_of(folder, url).is_new()
    except DBAPIError as failure:
        raise StoreUnavailable("the database cannot be opened") from failure


class Store:
    """The database of one installation. Open with `Store.open`, and close it."""

    def __init__(self, database: Database, keyring: Keyring) -> None:
        self._writer, self._reader = database.writer(), database.reader()
        self._one_writer = asyncio.Lock()
        self.vault = Vault(keyring)

    @classmethod
    def open(cls, folder: Path, keyring: Keyring, url: str = "") -> "Store":
        """Open the database in `folder`, or at `url`, made or migrated where needed. Raises `StoreUnavailable`,
        `KeyUnusable`, `ValueError` for an address that cannot be one."""
        database = database_of(folder, url)
        try:
            database.upgrade(lambda connection: prove(connection, keyring))
        except DBAPIError as failure:
            raise StoreUnavailable("the database cannot be opened or written") from failure
        return cls(database, keyring)

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

"""The store of one installation: transactions on its database, whichever kind that is."""

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.crypto import Keyring
from storage.databases import Database, database_of
from storage.moments import Clock, system_clock
from storage.store.audit import SPIL, Diary
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

    def __init__(self, database: Database, keyring: Keyring, clock: Clock) -> None:
        self._writer, self._reader = database.writer(), database.reader()
        self._one_writer = asyncio.Lock()
        self._database, self._clock = database, clock
        self.vault = Vault(keyring)

    @classmethod
    def open(cls, folder: Path, keyring: Keyring, url: str = "", clock: Clock = system_clock) -> "Store":
        """Open the database in `folder`, or at `url`, made or migrated where needed; the audit goes by `clock`. Raises
        `StoreUnavailable`, `KeyUnusable`, `ValueError` for an address that cannot be one."""
        database = database_of(folder, url)
        try:
            database.upgrade(lambda connection: prove(connection, keyring))
        except DBAPIError as failure:
            raise StoreUnavailable("the database cannot be opened or written") from failure
        return cls(database, keyring, clock)

    @property
    def on_server(self) -> bool:
        """Whether the rows are in PostgreSQL, on a server, rather than in a file in the installation's folder."""
        return self._reader.dialect.name != "sqlite"

    def scrub(self, tables: Collection[str]) -> bool:
        """See `storage.databases.Database.scrub`; it waits for other processes: call it off the event loop. Raises
        `StoreUnavailable`."""
        try:
            return self._database.scrub(tables)
        except (DBAPIError, OSError) as failure:
            raise StoreUnavailable(type(failure).__name__) from None

    async def close(self) -> None:
        await self._writer.dispose()
        await self._reader.dispose()

    @asynccontextmanager
    async def reading(self, cell_id: str) -> AsyncIterator[Scope]:
        """A consistent view of one cell."""
        async with self._connection(self._reader) as connection:
            yield Scope(connection, self.vault, cell_id)

    @asynccontextmanager
    async def writing(self, cell_id: str, actor: str = SPIL) -> AsyncIterator[Scope]:
        """One transaction in one cell, by `actor` (a member's id, or one of `storage.store.audit`); await nothing
        inside it but the database. Raises `StoreUnavailable`, also where the audit cannot be written."""
        async with self.everywhere(actor) as everywhere:
            yield everywhere.within(cell_id)

    @asynccontextmanager
    async def everywhere(self, actor: str = SPIL) -> AsyncIterator[Everywhere]:
        """One transaction over the installation: people who knock, and the outbox. See `writing`."""
        keyring = self.vault.keyring
        async with self._one_writer, self._connection(self._writer) as connection:
            keyring.look_again()  # Nobody else writes now: a key that is retired after this seals nothing any more.
            here = Everywhere(connection, self.vault, diary=Diary(actor))
            yield here
            await here.diary.write(connection, keyring, self._clock())

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

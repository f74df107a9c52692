"""The databases that Spil can keep its rows in: one SQLite file in its folder, or PostgreSQL for several machines."""

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.databases.postgres import Postgres
from storage.databases.sqlite import SqliteFile

__all__ = ["Database", "database_of"]


class Database(Protocol):
    """Where the rows are. Both kinds let one transaction write at a time: what a turn read, nobody has changed."""

    def upgrade(self, then: Callable[[Connection], None], to: str = "head") -> None:
        """Bring the schema up to date, or to the one named, in an empty database too; then do `then` in the same
        transaction."""
        ...

    def scrub(self, tables: Collection[str]) -> bool:
        """See to it that what was removed from these tables is in no file of the database any more; False where
        somebody is reading it just now."""
        ...

    def is_new(self) -> bool:
        """Whether nothing of Spil is in it yet."""
        ...

    def writer(self) -> AsyncEngine:
        """Connections whose transactions write, one after another."""
        ...

    def reader(self) -> AsyncEngine:
        """Connections whose transactions see one state of things and wait for no writer."""
        ...


def database_of(folder: Path, url: str = "") -> Database:
    """The database at `url` (postgresql://…), or the file in `folder` where there is none. Raises `ValueError`
    for another kind of address, and where the extra [postgres] is not installed."""
    return Postgres(url) if url else SqliteFile(folder)

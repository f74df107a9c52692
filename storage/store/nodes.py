"""Which processes work on one PostgreSQL database now, on whatever machine: each holds an advisory lock of its own."""

import secrets
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from storage.databases.postgres import Postgres
from storage.store.database import StoreUnavailable
from storage.store.living import Living, LivingHere

_CLASS = 0x5B13
"""Spil's own class of advisory locks for processes; the second number is the process."""


class LivingNodes:
    """Processes known by locks of the database server, which end with the connection that holds them."""

    def __init__(self, url: str) -> None:
        self._engine = Postgres(url).engine()
        self.name = ""
        self._held: Connection | None = None

    def join(self) -> None:
        """See `Living`."""
        self.name = str(secrets.randbelow(2**31))
        self._hold()

    def leave(self) -> None:
        """See `Living`."""
        if self._held is not None:
            # Said, not left to the end of the connection: the server notices that a moment later. A connection that
            # was lost holds no lock.
            with suppress(SQLAlchemyError):
                self._held.execute(text("SELECT pg_advisory_unlock(:own, :me)"), self._lock())
            self._held.close()
            self._held = None
        self._engine.dispose()

    def names(self) -> list[str]:
        """See `Living`. A connection that was lost is made anew first: this process lives. Raises
        `StoreUnavailable`."""
        try:
            return self._names()
        except DBAPIError:
            return self._again()

    def _again(self) -> list[str]:
        try:
            self._hold()
            return self._names()
        except DBAPIError as failure:
            raise StoreUnavailable(type(failure.orig).__name__) from None

    def _names(self) -> list[str]:
        query = text("SELECT objid FROM pg_locks WHERE locktype = 'advisory' AND classid = :own AND granted")
        assert self._held is not None  # noqa: S101 - `join` came first; this tells the type checker.
        return [str(row.objid) for row in self._held.execute(query, {"own": _CLASS})]

    def _hold(self) -> None:
        if self._held is not None:
            self._held.invalidate()
        self._held = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        self._held.execute(text("SELECT pg_advisory_lock(:own, :me)"), self._lock())

    def _lock(self) -> dict[str, int]:
        return {"own": _CLASS, "me": int(self.name)}


def living_on(folder: Path, url: str) -> Living:
    """Who works on the file in `folder`, or on the database at `url`."""
    return LivingNodes(url) if url else LivingHere(folder)

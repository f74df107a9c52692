"""PostgreSQL, for an installation on several machines: the same tables, the same one writer at a time.

A lock of the server's own (an advisory one) stands in for SQLite's single writer. It ends with its transaction, also
where the machine that held it is gone.
"""

from collections.abc import Callable, Collection
from importlib.util import find_spec
from typing import Any

from sqlalchemy import URL, Connection, String, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.ext.compiler import compiles

from storage.migrations import stored_revision, upgrade

WRITING, UPGRADING = 0x5B11, 0x5B12
"""Names of Spil's advisory locks; any two numbers that no other program of the server uses."""
ALIVE = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3, "connect_timeout": 10}
"""Seconds after which a server that is gone is noticed."""
_ORDER = "ALTER TABLE deliveries ADD COLUMN IF NOT EXISTS number bigint GENERATED ALWAYS AS IDENTITY"
"""What SQLite has by itself as `rowid`: the order in which rows were added."""
_NEXT = (
    "CREATE INDEX IF NOT EXISTS ix_deliveries_order ON deliveries (due_at, number) WHERE state = 'pending'"
)
"""By which the next rows that are due are found without looking at all of them."""
_PLANS = "-c enable_sort=off -c enable_bitmapscan=off -c enable_seqscan=off -c jit=off"
"""Go by an index where there is one. Of thousands of rows written a moment ago the planner knows nothing yet, and takes
them all to sort them: 250 ms for the first 60 of 5,000 that are due, instead of 0.1 ms. Where there is no other way
than the one that is off it is thought so dear that it would be compiled first: 18 ms for a cell's members."""


@compiles(String, "postgresql")
def _by_bytes(kind: String, compiler: Any, **how: Any) -> str:
    """Ids, codes and ISO dates are compared byte by byte, as in SQLite, whatever language the server sorts by."""
    plain = str(compiler.visit_VARCHAR(kind, **how))
    return f'{plain} COLLATE "C"' if "identifier_preparer" in how else plain


class Postgres:
    """The database at an address such as postgresql://spil@host/spil. Raises `ValueError` for any other kind,
    and where the driver is not installed."""

    def __init__(self, url: str) -> None:
        self.url = _driven(url)
        """The address with its driver and its password: never shown or logged."""

    def upgrade(self, then: Callable[[Connection], None], to: str = "head") -> None:
        """See `Database`. Of several nodes that start at once, one does the work."""
        engine = self.engine()
        try:
            with engine.begin() as connection:
                connection.execute(text(f"SELECT pg_advisory_xact_lock({UPGRADING})"))
                upgrade(connection, to)
                connection.execute(text(_ORDER))
                connection.execute(text(_NEXT))
                then(connection)
        finally:
            engine.dispose()

    def scrub(self, tables: Collection[str]) -> bool:
        """See `Database`. The tables are written anew without what was removed; the server's own write-ahead log and
        its backups are for who runs the server."""
        engine = self.engine()
        try:
            with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                for table in tables:
                    connection.exec_driver_sql(f"VACUUM (FULL) {table}")
            return True
        finally:
            engine.dispose()

    def is_new(self) -> bool:
        """See `Database`."""
        engine = self.engine()
        try:
            with engine.connect() as connection:
                return stored_revision(connection) is None
        finally:
            engine.dispose()

    def engine(self) -> Any:
        """Plain connections, for what runs outside the event loop."""
        return create_engine(self.url, connect_args=ALIVE, hide_parameters=True)

    def writer(self) -> AsyncEngine:
        """See `Database`."""
        engine = self._engine("READ COMMITTED", size=2)

        @event.listens_for(engine.sync_engine, "begin")
        def start(connection: Any) -> None:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITING})")

        return engine

    def reader(self) -> AsyncEngine:
        """See `Database`."""
        return self._engine("REPEATABLE READ", size=4)

    def _engine(self, isolation: str, size: int) -> AsyncEngine:
        options = f"{self.url.query.get('options', '')} {_PLANS}"
        return create_async_engine(
            self.url,
            connect_args={**ALIVE, "options": options},
            isolation_level=isolation,
            pool_size=size,
            max_overflow=0,
            pool_pre_ping=True,
            hide_parameters=True,
        )


def _driven(url: str) -> URL:
    """The address with the driver that Spil brings along."""
    if find_spec("psycopg") is None:
        raise ValueError("PostgreSQL needs its driver; install it with: pip install 'spil[postgres]'")
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise ValueError("database_url is no address; write postgresql://user@host/database") from None
    if parsed.get_backend_name() not in ("postgresql", "postgres"):
        raise ValueError("database_url must begin with postgresql://; leave it out for SQLite")
    return parsed.set(drivername="postgresql+psycopg")

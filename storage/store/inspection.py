"""A look at the database from outside, without changing it: its schema, whether it is whole, whose key it has."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.exc import DBAPIError

from storage.crypto import Keyring
from storage.databases.postgres import Postgres
from storage.migrations import known_revisions, newest_revision, stored_revision
from storage.published import metadata
from storage.store.proof import key_opens

_PATIENCE = 1.0
"""Seconds: Spil itself writes for milliseconds."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found. `damage` and `closed` (it could not be opened just now): SQLite's own words, or None.

    `lacking`: tables and columns that are not there.
    `known`: whether this version of Spil has ever had the stored schema. `opens`: whether the key fits; None
    where there was nothing to try it on.
    """

    stored: str | None = None
    newest: str | None = None
    known: bool = True
    lacking: tuple[str, ...] = ()
    damage: str | None = None
    closed: str | None = None
    opens: bool | None = None


@dataclass(frozen=True, slots=True)
class Server:
    """What a PostgreSQL server says of itself. `version`: its major number. `read_only`: nothing can be written there.
    `makes_tables`, `makes_schemas`: whether Spil's role may."""

    version: int
    encoding: str
    read_only: bool
    makes_tables: bool
    makes_schemas: bool


_SERVER = text("""
    SELECT current_setting('server_version_num')::int / 10000 AS version,
        current_setting('server_encoding') AS encoding,
        current_setting('transaction_read_only')::bool OR pg_is_in_recovery() AS read_only,
        coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) AS makes_tables,
        has_database_privilege(current_database(), 'CREATE') AS makes_schemas
""")


def inspect_server(url: str, keyring: Keyring | None) -> tuple[Inspection, Server | None]:
    """Look at the database at `url`; without a server where none answers. Raises `ValueError` for an address that
    cannot be one."""
    engine = Postgres(url).engine()
    try:
        with engine.connect() as connection:
            server = Server(*connection.execute(_SERVER).one())
            return _look(connection, keyring), server
    except DBAPIError as failure:
        return Inspection(closed=str(failure.orig).strip().splitlines()[0]), None
    finally:
        engine.dispose()


def inspect_database(file: Path, keyring: Keyring | None) -> Inspection:
    """Look at the database `file`, which must exist. Never raises for what is wrong with it."""
    # Without a journal nobody has it open, and then SQLite need not make one to look.
    quiet = "" if file.with_name(f"{file.name}-wal").exists() else "&immutable=1"
    engine = create_engine(f"sqlite:///file:{file.resolve()}?mode=ro{quiet}&uri=true", hide_parameters=True)
    try:
        with engine.connect() as connection:
            whole = str(connection.execute(text("PRAGMA quick_check(1)")).scalar())
            return _look(connection, keyring) if whole == "ok" else Inspection(damage=whole)
    except DBAPIError as failure:
        name = getattr(failure.orig, "sqlite_errorname", "")
        damaged = name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT", "SQLITE_ERROR"))
        return Inspection(damage=str(failure.orig)) if damaged else Inspection(closed=str(failure.orig))
    finally:
        engine.dispose()


def _look(connection: Connection, keyring: Keyring | None) -> Inspection:
    stored = stored_revision(connection)
    lacking = _lacking(connection)
    opens = key_opens(connection, keyring) if keyring and not lacking else None
    known = stored in known_revisions()
    return Inspection(stored, newest_revision(), known, lacking, opens=opens)


def _lacking(connection: Connection) -> tuple[str, ...]:
    there = inspect(connection)
    tables = set(there.get_table_names())
    found = [name for name in metadata.tables if name not in tables]
    for name, table in metadata.tables.items():
        if name in tables:
            columns = {column["name"] for column in there.get_columns(name)}
            found += [f"{name}.{column.name}" for column in table.columns if column.name not in columns]
    return tuple(found)


def is_locked(file: Path) -> bool:
    """Whether another program keeps `file` from being written for longer than a moment; changes nothing in it."""
    if not file.with_name(f"{file.name}-wal").exists():
        return False  # Nobody has it open.
    url = f"sqlite:///file:{file.resolve()}?mode=rw&uri=true"
    engine = create_engine(url, connect_args={"timeout": _PATIENCE})
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            connection.exec_driver_sql("ROLLBACK")
    except DBAPIError as failure:
        return getattr(failure.orig, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))
    finally:
        engine.dispose()
    return False

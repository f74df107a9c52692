"""Tables of a library in Spil's database on PostgreSQL, in a schema of their own: nothing of Spil's truth is there."""

from collections.abc import Callable
from hashlib import sha256

from sqlalchemy import text

from storage.databases.postgres import ALIVE, UPGRADING, Postgres


def lay_apart(url: str, name: str, script: str, alone: Callable[[], bool]) -> str:
    """Run a library's `script` once in the schema `name`, and again from nothing where the script is another one, or
    where this process is `alone`: what the library keeps may be thrown away. The address to reach its tables by, for
    the driver itself. Raises `DBAPIError` where the database is away or refuses a schema."""
    engine, mark = Postgres(url).engine(), sha256(script.encode()).hexdigest()
    try:
        with engine.begin() as connection:
            # Of several processes that start at once, one does the work.
            connection.execute(text(f"SELECT pg_advisory_xact_lock({UPGRADING})"))
            query = "SELECT obj_description(oid) FROM pg_namespace WHERE nspname = :name"
            there = connection.execute(text(query), {"name": name}).scalar()
            if there != mark or alone():
                plain = connection.execution_options(no_parameters=True)
                plain.exec_driver_sql(f"DROP SCHEMA IF EXISTS {name} CASCADE")
                plain.exec_driver_sql(f"CREATE SCHEMA {name}")
                plain.exec_driver_sql(f"COMMENT ON SCHEMA {name} IS '{mark}'")
                plain.exec_driver_sql(f"SET LOCAL search_path = {name}")
                plain.exec_driver_sql(script)
    finally:
        engine.dispose()
    return _address(url, name)


def _address(url: str, name: str) -> str:
    address = Postgres(url).url.set(drivername="postgresql")
    options = f"{address.query.get('options', '')} -csearch_path={name}".strip()
    more = {key: str(value) for key, value in ALIVE.items()} | {"options": options}
    return address.update_query_dict(more).render_as_string(hide_password=False)

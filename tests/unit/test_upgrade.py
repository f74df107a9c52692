"""What an earlier version of Spil stored is all there after the upgrade, and its reminders are still sent."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Connection, Engine, MetaData, create_engine, inspect, select

from bot.app import open_store
from scheduler.recurrence import to_utc
from storage.crypto import KEY_FILE
from storage.databases.postgres import Postgres
from storage.databases.sqlite import SqliteFile
from storage.migrations import _config, known_revisions, newest_revision, stored_revision
from storage.store import database_file
from tests import postgres
from tests.conversations.stage import Stage

NOW = to_utc(datetime.fromisoformat("2026-03-04T09:00"))
OLDER = sorted(known_revisions() - {newest_revision()})
Rows = dict[str, list[Mapping[str, Any]]]


async def fill(folder: Path) -> Path:
    """A folder with a key and a database file of the newest schema, with something of most things in it."""
    async with Stage(folder, NOW) as stage:
        await stage.say("hallo", **{"from": "bob"})
        await stage.say("plan een overleg dinsdag 10 maart om 14u, elke zes weken")
        await stage.say("ja")
        await stage.say("ik kom", **{"from": "bob"})
        await stage.say("nieuwe casus")
        return stage.folder


@contextmanager
def empty(kind: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of an empty database; none for a file in its folder."""
    if kind == "sqlite":
        yield ""
        return
    with postgres.database(request.getfixturevalue("postgres_server")) as address:
        yield address


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
async def test_nothing_is_lost(
    tmp_path: Path, kind: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled = await fill(tmp_path / "source")
    source = read(create_engine(f"sqlite:///{database_file(filled)}"))
    for revision in OLDER:
        folder = tmp_path / revision / "data"
        folder.mkdir(mode=0o700, parents=True)
        shutil.copy2(filled / KEY_FILE, folder)
        with empty(kind, request) as address:
            monkeypatch.setenv("SPIL_DATABASE_URL", address) if address else None
            url = f"sqlite:///{database_file(folder)}"
            engine = Postgres(address).engine() if address else create_engine(url)
            with engine.begin() as connection:
                stored = old(connection, revision, source)
            assert stored["members"]
            await open_store(folder).close()
            assert not lacking(stored, read(engine))
            if revision == OLDER[-1]:
                async with Stage(folder.parent, NOW) as stage:
                    assert len(await stage.pass_time("2026-03-09T14:00")) == 2
            engine.dispose()


def test_a_new_database_is_whole_or_nothing(tmp_path: Path) -> None:
    def killed(connection: Connection) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        SqliteFile(tmp_path).upgrade(killed)
    assert inspect(create_engine(f"sqlite:///{database_file(tmp_path)}")).get_table_names() == []


def lacking(stored: Rows, after: Rows) -> list[str]:
    """The tables of which a row is not there any more, or is another one."""
    found = []
    for table, rows in stored.items():
        there = [{name: row[name] for name in rows[0]} for row in after[table]] if rows else []
        found += [table for row in rows if row not in there]
    return found


def read(engine: Engine) -> Rows:
    """All that is stored."""
    there = MetaData()
    with engine.connect() as connection:
        assert stored_revision(connection) == newest_revision()
        there.reflect(connection)
        return {
            table.name: [dict(row._mapping) for row in connection.execute(select(table))]
            for table in there.sorted_tables
        }


def old(connection: Connection, revision: str, source: Rows) -> Rows:
    """Lay out the schema of `revision`, and write into it what it has room for; what was written."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
    there, written = MetaData(), Rows()
    there.reflect(connection)
    for table in there.sorted_tables:
        if table.name == "alembic_version" or table.name not in source:
            continue
        given = ("deliveries", "number")  # PostgreSQL fills it in itself, and SQLite has no such column.
        columns = [column.name for column in table.columns if (table.name, column.name) != given]
        rows = [{name: row[name] for name in columns} for row in source[table.name]]
        if rows:
            connection.execute(table.insert(), rows)
        written[table.name] = rows
    return written

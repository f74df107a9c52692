"""`spil check` names what is wrong with a real PostgreSQL, in one line that says what to do."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from bot.checks import installation_problems
from storage.crypto import KEY_FILE, load_keyring
from storage.store import Store
from storage.store.people import cell
from tests import postgres

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.fixture
def address(postgres_server: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.delenv("SPIL_KEY", raising=False)
    with postgres.database(postgres_server) as found:
        yield found


@pytest.fixture
def folder(tmp_path: Path, address: str) -> Path:
    """An installation whose rows are on the server: one line in its settings says so."""
    (tmp_path / "settings.toml").write_text(f'database_url = "{address}"\n')
    tmp_path.chmod(0o700)
    return tmp_path


async def _fill(folder: Path, address: str) -> None:
    store = Store.open(folder, load_keyring(folder), address)
    async with store.everywhere() as everywhere:
        await cell(everywhere, "demo", NOW)
    await store.close()


def run_sql(address: str, statement: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[arg-type] # a test's own


def problem(folder: Path) -> str:
    """The one problem there is."""
    (found,) = installation_problems(folder)
    return found


def test_an_empty_and_a_filled_database_are_well(folder: Path, address: str) -> None:
    assert installation_problems(folder) == []
    asyncio.run(_fill(folder, address))
    assert installation_problems(folder) == []
    assert list(folder.glob("*.sqlite3*")) == []


@pytest.mark.parametrize(
    ("address_given", "words"),
    [
        ("postgresql://spil@127.0.0.1:1/spil", "cannot be reached"),
        ("mysql://spil@127.0.0.1/spil", "must begin with postgresql://"),
        ("nonsense", "is no address"),
    ],
)
def test_an_address_that_leads_nowhere(folder: Path, address_given: str, words: str) -> None:
    (folder / "settings.toml").write_text(f'database_url = "{address_given}"\n')
    assert words in problem(folder)


def test_no_password_is_shown(folder: Path) -> None:
    (folder / "settings.toml").write_text('database_url = "postgresql://spil:geheim@127.0.0.1:1/spil"\n')
    assert "geheim" not in problem(folder)


def test_the_key_of_another_installation(folder: Path, address: str) -> None:
    asyncio.run(_fill(folder, address))
    (folder / KEY_FILE).unlink()
    load_keyring(folder)
    assert "the key does not open what is stored" in problem(folder)


def test_a_second_node_without_the_key(folder: Path, address: str) -> None:
    asyncio.run(_fill(folder, address))
    (folder / KEY_FILE).unlink()
    assert "each node needs a copy" in problem(folder)


def test_a_schema_of_before_after_or_with_holes(folder: Path, address: str) -> None:
    asyncio.run(_fill(folder, address))
    run_sql(address, "ALTER TABLE tickets DROP COLUMN reference")
    assert "lacks tickets.reference" in problem(folder)
    run_sql(address, "UPDATE alembic_version SET version_num = '0002'")
    assert "the old schema 0002" in problem(folder)
    run_sql(address, "UPDATE alembic_version SET version_num = '9999'")
    assert "which this version does not know" in problem(folder)


def test_a_role_that_may_not_make_tables(folder: Path, address: str) -> None:
    run_sql(address, "CREATE ROLE small LOGIN")
    try:
        small = address.replace("postgres@", "small@", 1)
        (folder / "settings.toml").write_text(f'database_url = "{small}"\n')
        assert "make it the owner of the database" in problem(folder)
    finally:
        run_sql(address, "DROP ROLE small")


def test_a_server_that_takes_no_writes(folder: Path, address: str) -> None:
    name = (
        address.partition("/?")[0].rpartition("/")[2]
        if "/?" in address
        else address.split("/")[3].split("?")[0]
    )
    run_sql(address, f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    assert "lets nothing be written" in problem(folder)

"""`spil check` names every fault that is planted in an installation, and leaves it as it was."""

import asyncio
import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.checks import installation_problems
from bot.checks.installation import disk_problems
from bot.cli.check import ALL_WELL, command
from storage.crypto import KEY_FILE, load_keyring
from storage.store import Store, database_file
from storage.store.conversations import conversation
from storage.store.people import add_member, cell

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _no_key_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SPIL_KEY", raising=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An installation with one member and one conversation."""
    here = tmp_path / "installation"
    here.mkdir(mode=0o700)
    asyncio.run(_fill(here))
    return here


async def _fill(here: Path) -> None:
    store = Store.open(here, load_keyring(here))
    async with store.everywhere() as everywhere:
        home = await cell(everywhere, "demo", NOW)
    async with store.writing(home.id) as scope:
        member = await add_member(scope, "coordinator", "nl", NOW)
        await conversation(scope, "terminal", "somewhere", member.id, NOW)
    await store.close()


def said(folder: Path, words: str) -> bool:
    found = installation_problems(folder)
    return any(words in line for line in found)


def run_sql(folder: Path, statement: str) -> None:
    with sqlite3.connect(database_file(folder)) as connection:
        connection.execute(statement)
    connection.close()


def test_a_sound_installation_and_a_fresh_folder_are_well(folder: Path, tmp_path: Path) -> None:
    before = sorted(path.name for path in folder.iterdir())
    assert installation_problems(folder) == []
    assert sorted(path.name for path in folder.iterdir()) == before
    assert installation_problems(tmp_path / "not/there/yet") == []
    assert not (tmp_path / "not").exists()


@pytest.mark.parametrize("mode", [0o444, 0o440, 0o604, 0o600])
def test_a_wrong_mode_of_the_key_is_named(folder: Path, mode: int) -> None:
    (folder / KEY_FILE).chmod(mode)
    assert said(folder, f"has mode {mode:04o}")
    assert said(folder, "chmod 400")


def test_a_missing_key_is_named_and_none_is_made(folder: Path) -> None:
    (folder / KEY_FILE).unlink()
    assert said(folder, f"{KEY_FILE} is missing")
    assert not (folder / KEY_FILE).exists()


@pytest.mark.parametrize("content", [b"", b"short", b"\xff\xfe\x00", b"QUJD\n"])
def test_a_damaged_key_is_named(folder: Path, content: bytes) -> None:
    (folder / KEY_FILE).chmod(0o600)
    (folder / KEY_FILE).write_bytes(content)
    (folder / KEY_FILE).chmod(0o400)
    assert said(folder, f"{KEY_FILE} is damaged")


def test_the_key_of_another_installation_is_named(folder: Path) -> None:
    (folder / KEY_FILE).unlink()
    load_keyring(folder)
    assert said(folder, "does not open what is stored")


def test_an_old_schema_is_named(folder: Path) -> None:
    run_sql(folder, "DELETE FROM alembic_version")
    assert said(folder, "no schema")


def test_a_schema_of_another_version_is_named(folder: Path) -> None:
    run_sql(folder, "UPDATE alembic_version SET version_num = '0000'")
    assert said(folder, "the schema 0000, which this version does not know")


def test_a_missing_table_is_named(folder: Path) -> None:
    run_sql(folder, "DROP TABLE tickets")
    assert said(folder, "lacks tickets")


def test_a_damaged_database_is_named(folder: Path) -> None:
    database_file(folder).write_bytes(b"this is no database at all" * 200)
    assert said(folder, "cannot be read as a database")


def test_a_read_only_folder_is_named_even_to_root(folder: Path) -> None:
    folder.chmod(0o555)
    try:
        assert said(folder, "is read-only (mode 0555)")
    finally:
        folder.chmod(0o700)


def test_a_read_only_database_is_named(folder: Path) -> None:
    database_file(folder).chmod(0o444)
    assert said(folder, "spil.sqlite3 is read-only")


@pytest.mark.parametrize("mode", [0o777, 0o770, 0o703])
def test_a_folder_that_others_may_write_in_is_named(folder: Path, mode: int) -> None:
    folder.chmod(mode)
    assert said(folder, f"others may write in {folder} (mode {mode:04o})")


def test_a_database_that_others_may_write_is_named(folder: Path) -> None:
    database_file(folder).chmod(0o666)
    assert said(folder, "others may write spil.sqlite3 (mode 0666)")


def test_a_folder_on_a_read_only_mount_is_named() -> None:
    mount = Path("/sys")
    if not mount.is_dir() or not os.statvfs(mount).f_flag & os.ST_RDONLY:
        pytest.skip("nothing here is mounted read-only")
    assert said(mount, "read-only")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('port = "many"', "'port':"),
        ("prot = 8080", "'prot': Extra inputs are not permitted (known: cell, language"),
        ("port == 8080", "no valid TOML"),
        ('cell = "Not A Slug"', "'cell':"),
    ],
)
def test_broken_settings_are_named_without_their_values(folder: Path, text: str, words: str) -> None:
    (folder / "settings.toml").write_text(text, "utf-8")
    assert said(folder, words)
    assert not said(folder, "Not A Slug")


def test_a_full_disk_is_named(folder: Path) -> None:
    assert any("MB are free" in line for line in disk_problems(folder, least=10**12))
    assert list(disk_problems(folder, least=0)) == []


def test_a_file_for_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    assert said(tmp_path / "file", "is a file")


def test_the_verb_says_all_is_well_or_exits_with_1(folder: Path) -> None:
    well = CliRunner().invoke(command, ["--data", str(folder)])
    assert (well.exit_code, well.output.splitlines()[-1]) == (0, ALL_WELL)
    fresh = CliRunner().invoke(command, ["--data", str(folder / "elsewhere")])
    assert fresh.exit_code == 0
    assert "is not there yet" in fresh.output
    assert ALL_WELL not in fresh.output
    (folder / KEY_FILE).chmod(0o444)
    wrong = CliRunner().invoke(command, ["--data", str(folder)])
    assert wrong.exit_code == 1
    assert "0444" in wrong.output

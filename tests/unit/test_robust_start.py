"""A start that fails says in one line what to do and exits with 1: never a traceback."""

import os
import sqlite3
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import chat, check, invite, serve
from storage.crypto import KEY_FILE, load_keyring
from storage.store import Store, database_file
from tests.conversations.stage import CACHE

VERBS = {
    "chat": (chat.command, ["--jsonl", "--out"]),
    "serve": (serve.command, ["--port", "0"]),
    "invite": (invite.command, ["--role", "member"]),
}


@pytest.fixture(autouse=True)
def _nothing_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("SPIL_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An installation, made once, with the trained recogniser."""
    here = tmp_path / "installation"
    here.mkdir(mode=0o700)
    if CACHE.is_dir():
        (here / "cache").symlink_to(CACHE)
    Store.open(here, load_keyring(here))
    return here


def _key(folder: Path, content: bytes) -> None:
    (folder / KEY_FILE).unlink()
    (folder / KEY_FILE).write_bytes(content)
    (folder / KEY_FILE).chmod(0o400)


def _open_key(folder: Path, content: bytes) -> None:
    _key(folder, content)
    (folder / KEY_FILE).chmod(0o644)


def _a_file(folder: Path) -> None:
    folder.rename(folder.with_name("moved"))
    folder.write_text("", "utf-8")


def _settings(text: str) -> Callable[[Path], object]:
    return lambda folder: (folder / "settings.toml").write_text(text, "utf-8")


FAULTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "another key": (lambda folder: _key(folder, b64encode(bytes(32))), "the key does not open"),
    "a damaged key": (lambda folder: _key(folder, b"xx"), "is damaged"),
    "a key of noise": (lambda folder: _key(folder, b"\xff\xfe"), "is damaged"),
    "no key": (lambda folder: (folder / KEY_FILE).unlink(), "is missing"),
    "a damaged key that others read": (lambda folder: _open_key(folder, b"xx"), "is damaged"),
    "noise": (lambda folder: database_file(folder).write_bytes(b"no database" * 500), "cannot be read as"),
    "another schema": (lambda folder: _sql(folder, "UPDATE alembic_version SET version_num='9'"), "schema 9"),
    "a lost table": (lambda folder: _sql(folder, "DROP TABLE installation"), "lacks installation"),
    "broken settings": (_settings("cell = ["), "no valid TOML"),
    "unknown settings": (_settings('celll = "x"'), "'celll'"),
    "a language": (_settings('language = "xx"'), "'language'"),
    "a file": (_a_file, "is a file"),
}


def _sql(folder: Path, statement: str) -> None:
    with sqlite3.connect(database_file(folder)) as connection:
        connection.execute(statement)
    connection.close()


def _run(verb: str, folder: Path) -> tuple[int, list[str], BaseException | None]:
    command, more = VERBS[verb]
    out = [str(folder.parent / "out")] if verb == "chat" else []
    result = CliRunner().invoke(command, ["--data", str(folder), *more, *out])
    raised = None if isinstance(result.exception, SystemExit) else result.exception
    return result.exit_code, [line for line in result.output.splitlines() if line], raised


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_said_in_one_line(folder: Path, verb: str, fault: str) -> None:
    plant, words = FAULTS[fault]
    plant(folder)
    code, lines, raised = _run(verb, folder)
    assert raised is None
    assert code == 1
    assert len(lines) == 1
    assert words in lines[0]


@pytest.fixture
def locked(folder: Path) -> Iterator[Path]:
    """The folder while another program holds its database."""
    other = sqlite3.connect(database_file(folder), isolation_level=None)
    other.execute("PRAGMA journal_mode=WAL")
    other.execute("BEGIN IMMEDIATE")
    yield folder
    other.execute("ROLLBACK")
    other.close()


@pytest.mark.parametrize("verb", VERBS)
def test_a_lock_is_said_in_one_line(locked: Path, verb: str) -> None:
    code, lines, raised = _run(verb, locked)
    assert raised is None
    assert code == 1
    assert len(lines) == 1
    assert "is locked by another program" in lines[0]


def test_the_check_names_a_lock(locked: Path) -> None:
    result = CliRunner().invoke(check.command, ["--data", str(locked)])
    assert result.exit_code == 1
    assert "is locked by another program" in result.output


def test_a_folder_for_files_that_cannot_be_made_is_said(folder: Path) -> None:
    (folder.parent / "out").write_text("", "utf-8")
    assert _run("chat", folder)[0] == 1


def test_no_key_is_made_for_a_database_that_has_one(folder: Path) -> None:
    (folder / KEY_FILE).unlink()
    _run("invite", folder)
    assert not (folder / KEY_FILE).exists()

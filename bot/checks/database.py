"""The database: whole, of this version, writable, and sealed with the key that lies beside it."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from bot.settings import load_settings
from storage.crypto import KEY_FILE, Keyring, KeyUnusable, load_keyring, stored_key
from storage.store import database_file
from storage.store.inspection import Inspection, Server, inspect_database, inspect_server, is_locked

OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
FROM_BACKUP = "stop Spil and put a backup back"
OLDEST = 13
"""The oldest PostgreSQL that the schema and the engine work with."""
DOCS = "docs/postgresql.md says how"


def database_problems(folder: Path) -> Iterator[str]:
    """What is wrong with the database of the installation in `folder`; a fresh one has none yet, and that is well."""
    if url := _url(folder):
        yield from _server_problems(folder, url)
    else:
        yield from _file_problems(folder)


def _url(folder: Path) -> str:
    """The address of the database, if it is on a server; settings that cannot be read are named by their own check."""
    try:
        return load_settings(folder).database
    except (ValidationError, ValueError, OSError):
        return ""


def _server_problems(folder: Path, url: str) -> Iterator[str]:
    try:
        seen, server = inspect_server(url, _keyring(folder))
    except ValueError as wrong:
        yield str(wrong)
        return
    if server is None:
        yield f"database_url cannot be reached ({seen.closed}); start that server, or correct the address; {DOCS}"
        return
    yield from _serving(server)
    if seen.stored is None:  # It is empty: the first start fills it.
        return
    yield from _inside("the database on the server", seen)
    if not stored_key(folder):
        yield f"the database's key is not in {folder}; put {KEY_FILE} there: each node needs a copy of the same one"


def _serving(server: Server) -> Iterator[str]:
    if server.version < OLDEST:
        yield f"the server is PostgreSQL {server.version}, and {OLDEST} or newer is needed; install a newer one"
    if server.encoding != "UTF8":
        yield f"the database stores {server.encoding}, and UTF8 is needed; make it anew with ENCODING 'UTF8'"
    if server.read_only:
        yield "the server lets nothing be written (a standby, or set read-only); name the server that takes writes"
    elif not (server.makes_tables and server.makes_schemas):
        yield f"Spil's role may make no tables or schemas there; make it the owner of the database: {DOCS}"


def _file_problems(folder: Path) -> Iterator[str]:
    file = database_file(folder)
    if not file.exists():
        return
    yield from _modes(file)
    if not os.access(file, os.R_OK):
        return
    yield from _found(file, inspect_database(file, _keyring(folder)))
    if is_locked(file):
        yield f"{file.name} is locked by another program; close that (a backup, a database browser) and try again"


def _parts(file: Path) -> list[Path]:
    """The database and what SQLite lays beside it, as far as it is there."""
    return [
        path
        for path in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm")))
        if path.exists()
    ]


def _modes(file: Path) -> Iterator[str]:
    for path in _parts(file):
        if path.stat().st_mode & OTHERS_WRITE:
            mode = stat.S_IMODE(path.stat().st_mode)
            yield f"others may write {path.name} (mode {mode:04o}), and only Spil may: chmod go-w {path}"
    for path in _parts(file):
        if not (path.stat().st_mode & stat.S_IWUSR and os.access(path, os.R_OK | os.W_OK)):
            yield f"{path.name} is read-only; give the account of Spil the right to write it: chmod u+rw {path}"


def _found(file: Path, seen: Inspection) -> Iterator[str]:
    if seen.damage is not None:
        yield f"{file.name} cannot be read as a database ({seen.damage}); {FROM_BACKUP}"
        return
    if seen.closed is not None:
        yield f"{file.name} cannot be opened just now ({seen.closed}); mend what is said of the folder, or try again"
        return
    yield from _inside(file.name, seen)


def _inside(name: str, seen: Inspection) -> Iterator[str]:
    if seen.stored != seen.newest:
        yield f"{name} has {_schema(seen)}"
    elif seen.lacking:
        yield f"{name} lacks {', '.join(seen.lacking)}, which its schema {seen.stored} has; {FROM_BACKUP}"
    if seen.opens is False:
        yield f"the key does not open what is stored in {name}; put the key back that belongs to it"


def _schema(seen: Inspection) -> str:
    if seen.stored is None:
        return f"no schema, and {seen.newest} is needed; {FROM_BACKUP}, or move the file away to begin anew"
    if seen.known:
        return (
            f"the old schema {seen.stored}, and {seen.newest} is needed; make a backup and start Spil once,"
            " it brings the schema up to date"
        )
    return (
        f"the schema {seen.stored}, which this version does not know ({seen.newest} is needed);"
        " install the version that made it, or put a backup back"
    )


def _keyring(folder: Path) -> Keyring | None:
    """The key, where there is one that can be used; never makes one."""
    try:
        return load_keyring(folder) if stored_key(folder) else None
    except (KeyUnusable, ValueError, OSError):
        return None

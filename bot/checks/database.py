"""The database: whole, of this version, writable, and sealed with the key that lies beside it."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from storage.crypto import Keyring, KeyUnusable, load_keyring, stored_key
from storage.store import database_file
from storage.store.inspection import Inspection, inspect_database, is_locked

OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
FROM_BACKUP = "stop Spil and put a backup back"


def database_problems(folder: Path) -> Iterator[str]:
    """What is wrong with the database in `folder`; a fresh folder has none yet, and that is well."""
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
    if seen.stored != seen.newest:
        yield f"{file.name} has {_schema(seen)}"
    elif seen.lacking:
        yield f"{file.name} lacks {', '.join(seen.lacking)}, which its schema {seen.stored} has; {FROM_BACKUP}"
    if seen.opens is False:
        yield f"the key does not open what is stored in {file.name}; put the key back that belongs to it"


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

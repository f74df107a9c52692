"""Putting a backup back into an empty installation: all or nothing, whichever schema and database it came from."""

import base64
import json
import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from sqlalchemy import Connection, LargeBinary, MetaData, Table
from sqlalchemy.exc import DBAPIError

from storage.crypto import KEY_FILE, Keyring
from storage.databases import database_of
from storage.databases.sqlite import database_file
from storage.migrations import known_revisions, upgrade
from storage.store.upkeep.dumping import FILES, FORMAT, MANIFEST, ROWS, Manifest

_AT_ONCE = 500
_WORKING = "restoring"
"""The folder in the installation's own in which a database file is filled before it takes its place."""


class NotRestored(RuntimeError):
    """Nothing was put back; the message says why, and what to do."""


def restore(file: Path, folder: Path, url: str, keyring: Keyring | None) -> Manifest:
    """Put the backup `file` back into `folder`, or into the empty database at `url`. With a key, the backup has to be
    one that was made with it. Raises `NotRestored`."""
    try:
        with ZipFile(file) as parts:
            manifest = _read(parts, keyring)
            _lay_files(parts, manifest, folder)
            if url:
                _fill(parts, manifest, folder, url)
            else:
                _fill_file(parts, manifest, folder)
    except (BadZipFile, DBAPIError, KeyError, ValueError, TypeError, OSError) as wrong:
        raise NotRestored(f"{file} is no whole backup ({type(wrong).__name__}); take another one") from wrong
    return manifest


def _read(parts: ZipFile, keyring: Keyring | None) -> Manifest:
    """What the backup says it holds, after a look at whether it does."""
    manifest = Manifest(**json.loads(parts.read(MANIFEST)))
    if manifest.format != FORMAT or manifest.revision not in known_revisions():
        raise NotRestored("this backup was made by a later version of Spil; install that version first")
    for name, digest in manifest.parts.items():
        with parts.open(name) as part:
            found = sha256()
            while piece := part.read(1 << 20):
                found.update(piece)
        if found.hexdigest() != digest:
            raise NotRestored(f"{name} in this backup is damaged; take another backup")
    if keyring and manifest.seal != manifest.sealed_with(keyring):
        raise NotRestored(
            f"this backup was made with another key, or changed since; put the {KEY_FILE} of its installation beside it"
        )
    return manifest


def _lay_files(parts: ZipFile, manifest: Manifest, folder: Path) -> None:
    for name in manifest.parts:
        if name.startswith(FILES):
            target = (folder / name.removeprefix(FILES)).resolve()
            if not target.is_relative_to(folder.resolve()):
                raise NotRestored(
                    "this backup holds a file that belongs outside the folder; take another backup"
                )
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            target.write_bytes(parts.read(name))


def _fill_file(parts: ZipFile, manifest: Manifest, folder: Path) -> None:
    """A kill on the way leaves no database, and then nothing was put back."""
    working = folder / _WORKING
    shutil.rmtree(working, ignore_errors=True)
    working.mkdir(mode=0o700)
    _fill(parts, manifest, working, "")
    database_file(working).replace(database_file(folder))
    shutil.rmtree(working)


def _fill(parts: ZipFile, manifest: Manifest, folder: Path, url: str) -> None:
    def then(connection: Connection) -> None:
        there = MetaData()
        there.reflect(connection)
        for table in there.sorted_tables:
            if table.name in manifest.rows:
                _insert(connection, table, parts)
        upgrade(connection)

    database_of(folder, url).upgrade(then, manifest.revision)


def _insert(connection: Connection, table: Table, parts: ZipFile) -> None:
    sealed = [column.name for column in table.columns if isinstance(column.type, LargeBinary)]
    for rows in _batches(parts, f"{ROWS}{table.name}.jsonl"):
        for row in rows:
            row |= {name: base64.b64decode(row[name]) for name in sealed if row[name] is not None}
        connection.execute(table.insert(), rows)


def _batches(parts: ZipFile, name: str) -> Iterator[list[dict[str, Any]]]:
    with parts.open(name) as part:
        rows = []
        for line in part:
            rows.append(json.loads(line))
            if len(rows) == _AT_ONCE:
                yield rows
                rows = []
        if rows:
            yield rows

"""A backup: every row of one moment in one file, as JSON Lines in a ZIP, the same for every kind of database.

What is sealed stays sealed, and no key is in it. A row is an object by column; sealed values are in base64.
"""

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from sqlalchemy import Column, Table, select

from storage.crypto import Keyring
from storage.migrations import stored_revision
from storage.moments import stamp
from storage.published import metadata
from storage.store.audit import OPERATOR
from storage.store.database import Store
from storage.store.deliveries import Added
from storage.store.scope import Everywhere

FORMAT = 1
MANIFEST, ROWS, FILES = "manifest.json", "tables/", "files/"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: rows by table, SHA-256 by part. `seal`: a keyed hash over all that."""

    revision: str
    made_at: str
    rows: dict[str, int] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT
    seal: str = ""

    def sealed_with(self, keyring: Keyring) -> str:
        """The seal that this content has with that key."""
        content = {name: value for name, value in asdict(self).items() if name != "seal"}
        return keyring.fingerprint(json.dumps(["backup", content], sort_keys=True))


async def dump(store: Store, target: BinaryIO, files: Mapping[str, Path], now: datetime) -> Manifest:
    """Write what is stored at this moment to `target`, and `files` by name; Spil may run meanwhile. The audit says so
    first: what it cannot write down does not happen."""
    async with store.everywhere(OPERATOR) as everywhere:
        everywhere.diary.note("backup.made", stamp(now), None)
    async with store.looking() as everywhere:
        revision = await everywhere.connection.run_sync(stored_revision)
        manifest = Manifest(revision or "", stamp(now))
        with ZipFile(target, "w", ZIP_DEFLATED) as parts:
            for table in metadata.sorted_tables:
                await _rows(everywhere, table, parts, manifest)
            for name, path in files.items():
                _part(parts, manifest, f"{FILES}{name}", [path.read_bytes()])
            values = asdict(manifest) | {"seal": manifest.sealed_with(store.vault.keyring)}
            parts.writestr(MANIFEST, json.dumps(values, indent=1))
    return manifest


async def _rows(everywhere: Everywhere, table: Table, parts: ZipFile, manifest: Manifest) -> None:
    rows = await everywhere.rows(select(table).order_by(*_order(table)))
    manifest.rows[table.name] = len(rows)
    lines = (json.dumps(_plain(dict(row._mapping)), ensure_ascii=False).encode() + b"\n" for row in rows)
    _part(parts, manifest, f"{ROWS}{table.name}.jsonl", lines)


def _order(table: Table) -> Iterable[Any]:
    """What is to be sent keeps the order in which it was added; of the rest the order says nothing."""
    keys: Iterable[Column[Any]] = table.primary_key.columns
    return [Added()] if table.name == "deliveries" else keys


def _part(parts: ZipFile, manifest: Manifest, name: str, pieces: Iterable[bytes]) -> None:
    digest = sha256()
    with parts.open(name, "w", force_zip64=True) as part:
        for piece in pieces:
            digest.update(piece)
            part.write(piece)
    manifest.parts[name] = digest.hexdigest()


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: base64.b64encode(value).decode() if isinstance(value, bytes) else value
        for name, value in row.items()
    }

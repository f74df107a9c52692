"""A database with something in every column of every table, whatever tables there are, in two cells."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Integer, LargeBinary, Table

from bot.app import open_store, prepare
from storage.moments import stamp
from storage.published import metadata
from storage.references import new_code
from storage.store import Everywhere, Store
from storage.store.people import cell_members, rename_member
from storage.store.upkeep.sealed import place_of

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
CELLS = ("demo", "elders")
_BY_SPIL = {"installation", "audit", "audit_ends", "alembic_version"}
"""Filled when a database is made, or by what is done."""
_SAID = {"language": "nl", "role": "coordinator", "channel": "web", "state": "sent", "status": "planned"}


async def fill(folder: Path, at: datetime = NOW) -> Path:
    """An installation of which every moment is `at`; its rows go by names such as 'meetings-demo'."""
    prepare(folder)
    store = open_store(folder, lambda: at)
    async with store.everywhere("tests") as everywhere:
        for cell in CELLS:
            for table in metadata.sorted_tables:
                if table.name not in _BY_SPIL and (
                    "cell_id" in table.c or cell == CELLS[0] or table.name == "cells"
                ):
                    await everywhere.add(table, **_row(everywhere, table, cell, at))
    await store.close()
    return folder


async def rename_everybody(store: Store, cell: str, name: str) -> None:
    """What a running Spil does: open what is sealed, and seal something new."""
    async with store.writing(f"cells-{cell}") as scope:
        for member in await cell_members(scope):
            assert member.name
            await rename_member(scope, member, name)


def _row(everywhere: Everywhere, table: Table, cell: str, at: datetime) -> dict[str, Any]:
    row = {column.name: _value(table, column, cell, at) for column in table.columns}
    for column in table.columns:
        if isinstance(column.type, LargeBinary):
            words = f'{{"words": "{table.name} {column.name} {cell}"}}'
            row[column.name] = everywhere.vault.keyring.seal(words.encode(), place_of(column, row))
    return row


def _value(table: Table, column: Any, cell: str, at: datetime) -> Any:
    name = column.name
    for foreign in column.foreign_keys:
        return f"{foreign.column.table.name}-{cell}"
    if name in ("code", "slug") or name in _SAID:
        return {"code": new_code(), "slug": cell}.get(name) or _SAID[name]
    if isinstance(column.type, Integer):
        return 1
    if name.endswith("_at") or name in ("at", "lease_until"):
        return stamp(at)
    if name.endswith("_local") or name == "recurrence_id":
        return at.replace(tzinfo=None).isoformat()
    if name in ("day", "before", "date") or name.endswith("_on"):
        return at.date().isoformat()
    return (
        f"{table.name}-{cell}"[: column.type.length]
        if name in ("id", "key", "event_key")
        else cell[: column.type.length]
    )


__all__ = ["CELLS", "NOW", "fill", "rename_everybody"]

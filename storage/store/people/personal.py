"""Everything that is stored about one member, opened, for that member alone.

It is read off the tables: what points to the member or to a place of theirs is theirs, whatever table is added later.
"""

import json
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Column, ColumnElement, LargeBinary, Table, or_, select

from storage.published import metadata
from storage.store.audit.tables import audit
from storage.store.scope import Scope
from storage.store.upkeep.sealed import place_of
from storage.tables import conversations, members

Rows = dict[str, list[dict[str, Any]]]
_INNER = ("_hash", "mac", "owner", "lease_until")
"""Ends of the names of columns that say nothing of a person: keyed hashes, and which process works on a row."""


async def personal_rows(scope: Scope, member_id: str) -> Rows:
    """What is stored about the member, by table; tables with nothing are left out."""
    places = select(conversations.c.id).where(conversations.c.member_id == member_id)
    mine = [row.id for row in await scope.rows(places.where(conversations.c.cell_id == scope.cell_id))]
    found: Rows = {}
    for table in metadata.sorted_tables:
        if which := _theirs(table, member_id, mine):
            query = select(table).where(or_(*which), table.c.cell_id == scope.cell_id)
            rows = [_opened(scope, table, dict(row._mapping)) for row in await scope.rows(query)]
            found |= {table.name: rows} if rows else {}
    return found


def _theirs(table: Table, member_id: str, places: Collection[str]) -> list[ColumnElement[bool]]:
    """By what a row of this table is the member's."""
    if table is members:
        return [members.c.id == member_id]
    which = [column == member_id for column in _pointing(table, members)]
    which += [column.in_(places) for column in _pointing(table, conversations)]
    return [audit.c.actor == member_id] if table is audit else which


def _pointing(table: Table, to: Table) -> list[Column[Any]]:
    return [foreign.parent for foreign in table.foreign_keys if foreign.column.table is to]


def _opened(scope: Scope, table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    said = {}
    for column in table.columns:
        value = row[column.name]
        if value is None or column.name.endswith(_INNER):
            continue
        if isinstance(column.type, LargeBinary):
            value = _readable(scope.vault.keyring.open(value, place_of(column, row)).decode())
        said[column.name.removesuffix("_sealed")] = value
    return said


def _readable(text: str) -> Any:
    """Some columns hold text, others keys and values."""
    try:
        return json.loads(text)
    except ValueError:
        return text

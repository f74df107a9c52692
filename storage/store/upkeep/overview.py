"""What is stored, table by table, as it is now: how many rows, which columns and how each is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Column, LargeBinary, func, select

from storage.published import metadata
from storage.store.audit.tables import audit
from storage.store.scope import Scope
from storage.tables import identities

Kind = Literal["plain", "sealed", "hashed"]


@dataclass(frozen=True, slots=True)
class Seen:
    """One table. `rows`: of the cell, or of the installation where the table belongs to no cell (`shared`)."""

    name: str
    rows: int
    shared: bool
    columns: tuple[tuple[str, Kind], ...]


async def overview(scope: Scope) -> list[Seen]:
    """Every table that there is."""
    found = []
    for table in metadata.sorted_tables:
        shared = "cell_id" not in table.columns
        query = select(func.count()).select_from(table)
        row = await scope.first(query if shared else query.where(table.c.cell_id == scope.cell_id))
        columns = tuple((column.name, _kind(column)) for column in table.columns)
        found.append(Seen(table.name, int(row[0]) if row else 0, shared, columns))
    return found


async def last_acts(scope: Scope, number: int) -> Sequence[dict[str, Any]]:
    """What was done in the cell last, the newest first."""
    query = scope.select(audit).order_by(audit.c.number.desc()).limit(number)
    return [dict(row._mapping) for row in await scope.rows(query)]


def _kind(column: Column[Any]) -> Kind:
    if isinstance(column.type, LargeBinary):
        return "sealed"
    return "hashed" if column.name.endswith(("_hash", "mac", "seal", "mark")) else "plain"


async def channels_used(scope: Scope) -> list[str]:
    """The channels on which members of the cell are known."""
    query = select(identities.c.channel).where(identities.c.cell_id == scope.cell_id).distinct()
    return sorted(str(row.channel) for row in await scope.rows(query))

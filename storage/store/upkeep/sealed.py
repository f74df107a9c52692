"""Which columns are sealed, and for which place: one rule for all tables, by which a value is found to belong."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Column, Table

_SEALED = "_sealed"


def sealed_columns(table: Table) -> list[Column[bytes]]:
    """The columns of a table that hold sealed values."""
    return [column for column in table.columns if column.name.endswith(_SEALED)]


def place_of(column: Column[bytes], row: Mapping[str, Any]) -> str:
    """What the value of this column in `row` was sealed for: 'table.column:key:cell', without a cell where the table
    knows none."""
    table = column.table
    keys = [str(row[key.name]) for key in table.primary_key.columns]
    cell = [str(row["cell_id"])] if "cell_id" in table.columns and "cell_id" not in keys else []
    return ":".join([f"{table.name}.{column.name.removesuffix(_SEALED)}", *keys, *cell])

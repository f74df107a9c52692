"""The proof of what was purged: counts and a date, never what it was."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from storage.tables import metadata

# `cell_id`: empty for what belongs to no cell. `rule`: one of retention.yaml. `before`: what was older than that day
# went. `number`: rows, with all that hung on them.
purges = Table(
    "purges",
    metadata,
    Column("id", String(48), primary_key=True),
    Column("cell_id", String(32), ForeignKey("cells.id")),
    Column("day", String(10), nullable=False),
    Column("rule", String(40), nullable=False),
    Column("before", String(10), nullable=False),
    Column("number", Integer, nullable=False),
    Index("ix_purges_day", "cell_id", "day"),
)

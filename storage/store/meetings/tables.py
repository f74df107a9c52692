"""The tables of a meeting's life: closing days, agenda, who sat in, what each member wishes.

Codes, days and counts are plain; words are sealed. A function is one of a closed list (`scheduler.functions`),
never what somebody typed.
"""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, String, Table, UniqueConstraint, text

from storage.tables import deliveries, metadata

_FAILED = text("state = 'failed'")


def _own(*more: Column[str]) -> tuple[Column[str], ...]:
    """The columns that each of these tables begins with."""
    cell = Column("cell_id", String(32), ForeignKey("cells.id"), nullable=False)
    return (Column("id", String(48), primary_key=True), cell, *more)


def _time() -> Column[str]:
    return Column("occurrence_id", String(48), ForeignKey("occurrences.id"), nullable=False)


def _member() -> Column[str]:
    return Column("member_id", String(32), ForeignKey("members.id"), nullable=False)


# A day on which the cell does not meet: '2026-12-26', or '--12-26' in every year. `open`: it does after all.
closings = Table(
    "closings",
    metadata,
    *_own(),
    Column("day", String(10), nullable=False),
    Column("open", Integer, nullable=False, server_default="0"),
    Column("created_at", String(20), nullable=False),
    UniqueConstraint("cell_id", "day"),
)

# What one time of a meeting is about: a case by its reference alone, or a subject in screened words.
agenda = Table(
    "agenda",
    metadata,
    *_own(_time()),
    Column("place", Integer, nullable=False),
    Column("topic", String(24), nullable=False),
    Column("case_id", String(32), ForeignKey("cases.id")),
    Column("words_sealed", LargeBinary),
    Column("outcome", String(16)),
    Column("created_at", String(20), nullable=False),
    Index("ix_agenda_occurrence", "occurrence_id"),
)

# Which functions were at the table.
attendance = Table(
    "attendance",
    metadata,
    *_own(_time()),
    Column("function", String(32), nullable=False),
    UniqueConstraint("occurrence_id", "function"),
)

# Who comes for whom: the function of the one who comes, '' where nobody said.
stand_ins = Table(
    "stand_ins",
    metadata,
    *_own(_time(), _member()),
    Column("function", String(32), nullable=False),
    UniqueConstraint("occurrence_id", "member_id"),
)

# What a member said of themselves: function, own reminders (ISO 8601, by space), channel, hours of rest, and in which
# operational cell of a joint one they sit (`scheduler.functions`).
wishes = Table(
    "wishes",
    metadata,
    *_own(_member()),
    Column("function", String(32)),
    Column("reminders", String(120)),
    Column("channel", String(16)),
    Column("rest", String(11)),
    Column("part", String(16)),
    UniqueConstraint("member_id"),
)

failed = Index(
    "ix_deliveries_failed", deliveries.c.settled_at, sqlite_where=_FAILED, postgresql_where=_FAILED
)
"""For what could not be delivered lately: another way is looked for at each tick."""

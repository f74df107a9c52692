"""The tables of date polls: a poll, its times, whom it asks, what each answered. Words are sealed."""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, String, Table, UniqueConstraint

from storage.tables import metadata


def _own() -> tuple[Column[str], Column[str]]:
    """The columns that each of these tables begins with."""
    cell = Column("cell_id", String(32), ForeignKey("cells.id"), nullable=False)
    return Column("id", String(48), primary_key=True), cell


def _poll() -> Column[str]:
    return Column("poll_id", String(48), ForeignKey("polls.id"), nullable=False)


def _member() -> Column[str]:
    return Column("member_id", String(32), ForeignKey("members.id"), nullable=False)


# `round`: how often its closing moment was set; `required`, `optional`: functions by their code, separated by spaces.
polls = Table(
    "polls",
    metadata,
    *_own(),
    Column("owner_id", String(32), ForeignKey("members.id"), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("details_sealed", LargeBinary, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("required", String(200), nullable=False),
    Column("optional", String(200), nullable=False),
    Column("deadline_at", String(20), nullable=False),
    Column("round", Integer, nullable=False, server_default="0"),
    Column("status", String(12), nullable=False),
    Column("created_at", String(20), nullable=False),
    Index("ix_polls_status", "cell_id", "status"),
)

# A time that is taken off the list keeps its answers, for when it is put on again.
poll_slots = Table(
    "poll_slots",
    metadata,
    *_own(),
    _poll(),
    Column("start_local", String(19), nullable=False),
    Column("status", String(12), nullable=False),
    UniqueConstraint("poll_id", "start_local"),
)

poll_people = Table(
    "poll_people",
    metadata,
    *_own(),
    _poll(),
    _member(),
    UniqueConstraint("poll_id", "member_id"),
)

poll_answers = Table(
    "poll_answers",
    metadata,
    *_own(),
    Column("slot_id", String(48), ForeignKey("poll_slots.id"), nullable=False),
    _member(),
    Column("answer", String(12), nullable=False),
    Column("answered_at", String(20), nullable=False),
    UniqueConstraint("slot_id", "member_id"),
)

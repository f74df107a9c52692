"""The tables. Free text never has a plain column: it is sealed bytes (`storage.crypto`) made from screened text.

Moments are UTC as ISO 8601 text with a fixed width ("2026-03-10T13:00:00Z"), so that they sort as text in
every database; local wall-clock times carry no zone and mean Europe/Brussels.
"""

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


_OPEN = text("state = 'pending'")


def _id() -> Column[str]:
    return Column("id", String(48), primary_key=True)


def _cell() -> Column[str]:
    return Column("cell_id", String(32), ForeignKey("cells.id"), nullable=False)


# One row, made with the database: a known value sealed with its key (storage.store.proof).
installation = Table(
    "installation",
    metadata,
    Column("id", String(1), primary_key=True),
    Column("proof_sealed", LargeBinary, nullable=False),
    # The day on which retention was seen to last (storage.store.upkeep.retention).
    Column("tended_on", String(10)),
)

cells = Table(
    "cells",
    metadata,
    _id(),
    Column("slug", String(80), nullable=False, unique=True),
    Column("region", String(32)),
    Column("created_at", String(20), nullable=False),
)

members = Table(
    "members",
    metadata,
    _id(),
    _cell(),
    Column("role", String(16), nullable=False),
    Column("language", String(2), nullable=False),
    Column("name_sealed", LargeBinary),
    Column("created_at", String(20), nullable=False),
    Column("zone", String(64)),
)

# How a member is known on a channel: a keyed hash to find it by, the address itself sealed.
identities = Table(
    "identities",
    metadata,
    _id(),
    _cell(),
    Column("member_id", String(32), ForeignKey("members.id"), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("address_hash", String(64), nullable=False),
    UniqueConstraint("channel", "address_hash"),
)

invitations = Table(
    "invitations",
    metadata,
    _id(),
    _cell(),
    Column("role", String(16), nullable=False),
    # For a member who comes in on another channel; empty for somebody new.
    Column("member_id", String(32), ForeignKey("members.id")),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("expires_at", String(20), nullable=False),
    Column("used_at", String(20)),
)

sessions = Table(
    "sessions",
    metadata,
    _id(),
    _cell(),
    Column("member_id", String(32), ForeignKey("members.id"), nullable=False),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("expires_at", String(20), nullable=False),
)

conversations = Table(
    "conversations",
    metadata,
    _id(),
    _cell(),
    Column("channel", String(16), nullable=False),
    Column("address_hash", String(64), nullable=False),
    Column("address_sealed", LargeBinary, nullable=False),
    Column("member_id", String(32), ForeignKey("members.id")),
    Column("private", Integer, nullable=False, server_default="0"),
    Column("version", Integer, nullable=False, server_default="0"),
    Column("state_sealed", LargeBinary),
    Column("updated_at", String(20), nullable=False),
    # What a platform must be told to write here again, and since when nothing can be written here.
    Column("reach_sealed", LargeBinary),
    Column("gone_at", String(20)),
    # The room as a whole, of which this may be one thread; empty for somebody's direct messages.
    Column("room_hash", String(64)),
    UniqueConstraint("channel", "address_hash"),
)

# A room as a whole (a conversation may be one thread of it), bound to a cell by a coordinator.
rooms = Table(
    "rooms",
    metadata,
    _id(),
    _cell(),
    Column("channel", String(16), nullable=False),
    Column("address_hash", String(64), nullable=False),
    Column("bound_by", String(32), ForeignKey("members.id")),
    Column("bound_at", String(20)),
    UniqueConstraint("channel", "address_hash"),
)

# One row an event, however often a platform repeats it. The text is gone once the event is handled.
inbox = Table(
    "inbox",
    metadata,
    Column("event_key", String(120), primary_key=True),
    _cell(),
    Column("conversation_id", String(32), ForeignKey("conversations.id"), nullable=False),
    Column("member_id", String(32), ForeignKey("members.id"), nullable=False),
    Column("message_sealed", LargeBinary),
    Column("received_at", String(20), nullable=False),
    # The process that works on it (storage.store.living).
    Column("owner", String(32)),
    Column("handled_at", String(20)),
)

choices = Table(
    "choices",
    metadata,
    _id(),
    _cell(),
    Column("conversation_id", String(32), ForeignKey("conversations.id"), nullable=False),
    Column("turn", String(160), nullable=False),
    Column("action_sealed", LargeBinary, nullable=False),
    Column("used_at", String(20)),
    Column("created_at", String(20), nullable=False),
    Index("ix_choices_turn", "conversation_id", "turn"),
)

# What must be sent. Unique key: occurrence:recipient:channel:kind:offset:sequence, or turn:n for a reply.
deliveries = Table(
    "deliveries",
    metadata,
    Column("key", String(160), primary_key=True),
    _cell(),
    Column("conversation_id", String(32), ForeignKey("conversations.id"), nullable=False),
    Column("occurrence_id", String(48), ForeignKey("occurrences.id")),
    Column("kind", String(16), nullable=False),
    Column("offset", String(16)),
    Column("payload_sealed", LargeBinary),
    Column("due_at", String(20), nullable=False),
    Column("place", Integer, nullable=False, server_default="0"),
    Column("state", String(12), nullable=False),
    Column("owner", String(32)),
    Column("lease_until", String(20)),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("reason", String(40)),
    Column("settled_at", String(20)),
    Index("ix_deliveries_open", "due_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
    Index("ix_deliveries_occurrence", "occurrence_id"),
)

# A message that shows the state of something ('meeting:<id>'), by its platform's name: it is edited, not repeated.
cards = Table(
    "cards",
    metadata,
    _id(),
    _cell(),
    Column("subject", String(60), nullable=False),
    Column("conversation_id", String(32), ForeignKey("conversations.id"), nullable=False),
    Column("handle_sealed", LargeBinary, nullable=False),
    Column("sent_at", String(20), nullable=False),
    UniqueConstraint("subject", "conversation_id"),
)

meetings = Table(
    "meetings",
    metadata,
    _id(),
    _cell(),
    Column("owner_id", String(32), ForeignKey("members.id"), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("details_sealed", LargeBinary, nullable=False),
    Column("start_local", String(19), nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("rrule", String(200)),
    Column("reminders", String(120), nullable=False),
    Column("sequence", Integer, nullable=False, server_default="0"),
    Column("status", String(12), nullable=False),
    Column("created_at", String(20), nullable=False),
)

occurrences = Table(
    "occurrences",
    metadata,
    _id(),
    _cell(),
    Column("meeting_id", String(32), ForeignKey("meetings.id"), nullable=False),
    Column("recurrence_id", String(19), nullable=False),
    Column("start_local", String(19), nullable=False),
    Column("start_at", String(20), nullable=False),
    Column("sequence", Integer, nullable=False, server_default="0"),
    Column("status", String(12), nullable=False),
    UniqueConstraint("meeting_id", "recurrence_id"),
    Index("ix_occurrences_start", "cell_id", "start_at"),
)

responses = Table(
    "responses",
    metadata,
    _id(),
    _cell(),
    Column("occurrence_id", String(48), ForeignKey("occurrences.id"), nullable=False),
    Column("member_id", String(32), ForeignKey("members.id"), nullable=False),
    Column("answer", String(12), nullable=False),
    Column("answered_at", String(20), nullable=False),
    UniqueConstraint("occurrence_id", "member_id"),
)

cases = Table(
    "cases",
    metadata,
    _id(),
    _cell(),
    Column("code", String(16), nullable=False),
    Column("created_at", String(20), nullable=False),
    Column("closed_at", String(20)),
    UniqueConstraint("cell_id", "code"),
)

# The structure of a sheet that was completed; never the text of a box (sheet.md 3.3, point 7).
sheets = Table(
    "sheets",
    metadata,
    _id(),
    _cell(),
    Column("case_id", String(32), ForeignKey("cases.id"), nullable=False),
    Column("form_version", Integer, nullable=False),
    Column("direction", String(8), nullable=False),
    Column("dates", String(200), nullable=False),
    Column("phase", String(24)),
    Column("categories", String(200), nullable=False),
    Column("boxes", String(200), nullable=False),
    Column("consensus", Integer, nullable=False),
    Column("completed_at", String(20), nullable=False),
)

tickets = Table(
    "tickets",
    metadata,
    _id(),
    _cell(),
    Column("reference", String(16), nullable=False, unique=True),
    Column("conversation_id", String(32), ForeignKey("conversations.id"), nullable=False),
    Column("language", String(2), nullable=False),
    Column("question_sealed", LargeBinary, nullable=False),
    Column("answer_sealed", LargeBinary),
    Column("opened_at", String(20), nullable=False),
    Column("answered_at", String(20)),
)

# What the field asks, counted a day; nobody is in it.
counters = Table(
    "counters",
    metadata,
    Column("cell_id", String(32), ForeignKey("cells.id"), primary_key=True),
    Column("day", String(10), primary_key=True),
    Column("subject", String(80), primary_key=True),
    Column("language", String(2), primary_key=True),
    Column("number", Integer, nullable=False),
)

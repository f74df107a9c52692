"""The tables of the audit. It holds opaque ids and codes of our own only: no word, no address, no reference."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table

from storage.tables import metadata

# One line an act, never changed. `mac`: keyed, over the line and the line before it. `cell_id`: empty for acts on the
# installation as a whole.
audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", String(20), nullable=False),
    Column("cell_id", String(32), ForeignKey("cells.id")),
    Column("actor", String(48), nullable=False),
    Column("act", String(40), nullable=False),
    Column("object", String(160), nullable=False),
    Column("mac", String(64), nullable=False),
)

# Where the chain begins ('first': the line before it, forgotten by now) and ends ('last'), each sealed by a keyed hash.
audit_ends = Table(
    "audit_ends",
    metadata,
    Column("id", String(8), primary_key=True),
    Column("number", Integer, nullable=False),
    Column("mac", String(64), nullable=False),
    Column("seal", String(64), nullable=False),
)

AUDITED = frozenset(
    {
        "cells", "members", "identities", "invitations", "sessions", "rooms", "meetings", "occurrences", "responses",
        "closings", "agenda", "attendance", "stand_ins", "wishes", "polls", "poll_slots", "poll_people",
        "poll_answers", "cases", "sheets", "tickets", "documents",
    }
)  # fmt: skip
"""Tables of which every change is an act of somebody. The others are Spil's own work on the way (inbox, buttons,
deliveries, cards, where a conversation stands) and counts."""

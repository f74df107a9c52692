"""Rooms that are bound to a cell, places that are gone, cards that are kept up to date, members' time zones."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("members", sa.Column("zone", sa.String(length=64), nullable=True))
    op.add_column("conversations", sa.Column("reach_sealed", sa.LargeBinary(), nullable=True))
    op.add_column("conversations", sa.Column("gone_at", sa.String(length=20), nullable=True))
    op.add_column("conversations", sa.Column("room_hash", sa.String(length=64), nullable=True))
    _rooms()
    _cards()


def downgrade() -> None:
    op.drop_table("cards")
    op.drop_table("rooms")
    for table, column in (
        ("conversations", "room_hash"),
        ("conversations", "gone_at"),
        ("conversations", "reach_sealed"),
        ("members", "zone"),
    ):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column(column)


def _rooms() -> None:
    op.create_table(
        "rooms",
        sa.Column("id", sa.String(length=48), nullable=False),
        sa.Column("cell_id", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("address_hash", sa.String(length=64), nullable=False),
        sa.Column("bound_by", sa.String(length=32), nullable=True),
        sa.Column("bound_at", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["cell_id"], ["cells.id"], name=op.f("fk_rooms_cell_id")),
        sa.ForeignKeyConstraint(["bound_by"], ["members.id"], name=op.f("fk_rooms_bound_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rooms")),
        sa.UniqueConstraint("channel", "address_hash", name=op.f("uq_rooms_channel_address_hash")),
    )


def _cards() -> None:
    op.create_table(
        "cards",
        sa.Column("id", sa.String(length=48), nullable=False),
        sa.Column("cell_id", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("handle_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("sent_at", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["cell_id"], ["cells.id"], name=op.f("fk_cards_cell_id")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_cards_conversation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cards")),
        sa.UniqueConstraint("subject", "conversation_id", name=op.f("uq_cards_subject_conversation_id")),
    )

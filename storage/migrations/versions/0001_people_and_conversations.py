"""The first tables: people and conversations."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_NEWEST_FIRST = (
    "inbox",
    "choices",
    "sessions",
    "invitations",
    "identities",
    "conversations",
    "members",
    "installation",
    "cells",
)


def upgrade() -> None:
    _cells()
    _installation()
    _members()
    _conversations()
    _identities()
    _invitations()
    _sessions()
    _choices()
    _inbox()


def downgrade() -> None:
    for table in _NEWEST_FIRST:
        op.drop_table(table)


def _cells() -> None:
    op.create_table(
        "cells",
        sa.Column("id", sa.String(length=48), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("region", sa.String(length=32), nullable=True),
        sa.Column("created_at", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cells")),
        sa.UniqueConstraint("slug", name=op.f("uq_cells_slug")),
    )


def _installation() -> None:
    op.create_table(
        "installation",
        sa.Column("id", sa.String(length=1), nullable=False),
        sa.Column("proof_sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installation")),
    )


def _members() -> None:
    op.create_table(
        "members",
        sa.Column("id", sa.String(length=48), nullable=False),
        sa.Column("cell_id", sa.String(length=32), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["cell_id"], ["cells.id"], name=op.f("fk_members_cell_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members")),
    )


def _conversations() -> None:
    op.create_table(
        "conversations",
        sa.Column("id", sa.String(length=48), nullable=False),
        sa.Column("cell_id", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("address_hash", sa.String(length=64), nullable=False),
        sa.Column("address_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("member_id", sa.String(length=32), nullable=True),
        sa.Column("private", sa.Integer(), server_default="0", nullable=False),
        sa.Column("version", sa.Integer(), server_default="0", nullable=False),
        sa.Column("state_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("updated_at", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["cell_id"], ["cells.id"], name=op.f("fk_conversations_cell_id")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_conversations_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversations")),
        sa.UniqueConstraint("channel", "address_hash", name=op.f("uq_conversations_channel_address_hash")),
    )


def _identities() -> None:
    op.create_table(
        "identities",
        sa.Column("id", sa.String(length=48), nullable=False),
        sa.Column("cell_id", sa.String(length=32), nullable=False),
        sa.Column("member_id", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("address_hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["cell_id"], ["cells.id"], name=op.f("fk_identities_cell_id")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_identities_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identities")),
        sa.UniqueConstraint("channel", "address_hash", name=op.f("uq_identities_channel_address_hash")),
    )


def _invitations() -> None:
    op.create_table(
        "invitations",
        sa.Column("id", sa.String(length=48), nullable=False),
        sa.Column("cell_id", sa.String(length=32), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("member_id", sa.String(length=32), nullable=True),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.String(length=20), nullable=False),
        sa.Column("used_at", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["cell_id"], ["cells.id"], name=op.f("fk_invitations_cell_id")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_invitations_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitations_token_hash")),
    )


def _sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", sa.String(length=48), nullable=False),
        sa.Column("cell_id", sa.String(length=32), nullable=False),
        sa.Column("member_id", sa.String(length=32), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["cell_id"], ["cells.id"], name=op.f("fk_sessions_cell_id")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_sessions_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sessions_token_hash")),
    )


def _choices() -> None:
    op.create_table(
        "choices",
        sa.Column("id", sa.String(length=48), nullable=False),
        sa.Column("cell_id", sa.String(length=32), nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("turn", sa.String(length=160), nullable=False),
        sa.Column("action_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("used_at", sa.String(length=20), nullable=True),
        sa.Column("created_at", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["cell_id"], ["cells.id"], name=op.f("fk_choices_cell_id")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_choices_conversation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_choices")),
    )
    with op.batch_alter_table("choices", schema=None) as batch_op:
        batch_op.create_index("ix_choices_turn", ["conversation_id", "turn"], unique=False)


def _inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("event_key", sa.String(length=120), nullable=False),
        sa.Column("cell_id", sa.String(length=32), nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("member_id", sa.String(length=32), nullable=False),
        sa.Column("message_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("received_at", sa.String(length=20), nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=True),
        sa.Column("handled_at", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["cell_id"], ["cells.id"], name=op.f("fk_inbox_cell_id")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_inbox_conversation_id")
        ),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_inbox_member_id")),
        sa.PrimaryKeyConstraint("event_key", name=op.f("pk_inbox")),
    )

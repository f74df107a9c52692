"""Date polls: their times, whom they ask, what each answered."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    _polls()
    _table(
        "poll_slots",
        {"poll_id": "polls.id"},
        _text("poll_id", 48),
        _text("start_local", 19),
        _text("status", 12),
        unique=("poll_id", "start_local"),
    )
    _table(
        "poll_people",
        {"poll_id": "polls.id", "member_id": "members.id"},
        _text("poll_id", 48),
        _text("member_id", 32),
        unique=("poll_id", "member_id"),
    )
    _table(
        "poll_answers",
        {"slot_id": "poll_slots.id", "member_id": "members.id"},
        _text("slot_id", 48),
        _text("member_id", 32),
        _text("answer", 12),
        _text("answered_at", 20),
        unique=("slot_id", "member_id"),
    )


def downgrade() -> None:
    for name in ("poll_answers", "poll_people", "poll_slots", "polls"):
        op.drop_table(name)


def _polls() -> None:
    _table(
        "polls",
        {"owner_id": "members.id"},
        _text("owner_id", 32),
        _text("kind", 32),
        sa.Column("details_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        _text("required", 200),
        _text("optional", 200),
        _text("deadline_at", 20),
        sa.Column("round", sa.Integer(), server_default="0", nullable=False),
        _text("status", 12),
        _text("created_at", 20),
    )
    with op.batch_alter_table("polls", schema=None) as batch_op:
        batch_op.create_index("ix_polls_status", ["cell_id", "status"], unique=False)


def _table(name: str, keys: dict[str, str], *columns: sa.Column[object], unique: Sequence[str] = ()) -> None:
    foreign = {"cell_id": "cells.id", **keys}
    op.create_table(
        name,
        _text("id", 48),
        _text("cell_id", 32),
        *columns,
        *(
            sa.ForeignKeyConstraint([own], [other], name=op.f(f"fk_{name}_{own}"))
            for own, other in foreign.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        *([sa.UniqueConstraint(*unique, name=op.f(f"uq_{name}_{'_'.join(unique)}"))] if unique else []),
    )


def _text(name: str, length: int) -> sa.Column[object]:
    return sa.Column(name, sa.String(length=length), nullable=False)

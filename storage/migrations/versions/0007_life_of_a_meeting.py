"""The life of a meeting: closing days, agenda, who sat in, what each member wishes; what failed is found fast."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    _table("closings", _day(), sa.Column("open", sa.Integer(), server_default="0", nullable=False), _made(),
           unique=("cell_id", "day"))  # fmt: skip
    _agenda()
    _table("attendance", _time(), _function(), unique=("occurrence_id", "function"))
    _table("stand_ins", _time(), _member(), _function(), unique=("occurrence_id", "member_id"))
    _wishes()
    failed = sa.text("state = 'failed'")
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.create_index(
            "ix_deliveries_failed", ["settled_at"], unique=False, sqlite_where=failed, postgresql_where=failed
        )


def downgrade() -> None:
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.drop_index("ix_deliveries_failed")
    for name in ("wishes", "stand_ins", "attendance", "agenda", "closings"):
        op.drop_table(name)


def _table(name: str, *columns: sa.Column[object], unique: Sequence[str] = ()) -> None:
    keys = {"occurrence_id": "occurrences.id", "member_id": "members.id", "case_id": "cases.id"}
    own = {str(column.name) for column in columns}
    foreign = {"cell_id": "cells.id"} | {key: value for key, value in keys.items() if key in own}
    op.create_table(
        name,
        sa.Column("id", sa.String(length=48), nullable=False),
        sa.Column("cell_id", sa.String(length=32), nullable=False),
        *columns,
        *(sa.ForeignKeyConstraint([a], [b], name=op.f(f"fk_{name}_{a}")) for a, b in foreign.items()),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        *([sa.UniqueConstraint(*unique, name=op.f(f"uq_{name}_{'_'.join(unique)}"))] if unique else []),
    )


def _agenda() -> None:
    _table(
        "agenda",
        _time(),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=24), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=True),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("outcome", sa.String(length=16), nullable=True),
        _made(),
    )
    with op.batch_alter_table("agenda", schema=None) as batch_op:
        batch_op.create_index("ix_agenda_occurrence", ["occurrence_id"], unique=False)


def _wishes() -> None:
    _table(
        "wishes",
        _member(),
        sa.Column("function", sa.String(length=32), nullable=True),
        sa.Column("reminders", sa.String(length=120), nullable=True),
        sa.Column("channel", sa.String(length=16), nullable=True),
        sa.Column("rest", sa.String(length=11), nullable=True),
        unique=("member_id",),
    )


def _day() -> sa.Column[object]:
    return sa.Column("day", sa.String(length=10), nullable=False)


def _made() -> sa.Column[object]:
    return sa.Column("created_at", sa.String(length=20), nullable=False)


def _time() -> sa.Column[object]:
    return sa.Column("occurrence_id", sa.String(length=48), nullable=False)


def _member() -> sa.Column[object]:
    return sa.Column("member_id", sa.String(length=32), nullable=False)


def _function() -> sa.Column[object]:
    return sa.Column("function", sa.String(length=32), nullable=False)

"""Meetings, deliveries, cases, sheets, tickets, counters."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_NEWEST_FIRST = (
    "responses",
    "deliveries",
    "tickets",
    "occurrences",
    "sheets",
    "meetings",
    "counters",
    "cases",
)


def upgrade() -> None:
    _cases()
    _counters()
    _meetings()
    _sheets()
    _occurrences()
    _tickets()
    _deliveries()
    _responses()


def downgrade() -> None:
    for table in _NEWEST_FIRST:
        op.drop_table(table)


def _cases() -> None:
    op.create_table(
        "cases",
        sa.Column("id", sa.String(length=48), nullable=False),
        sa.Column("cell_id", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.String(length=20), nullable=False),
        sa.Column("closed_at", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["cell_id"], ["cells.id"], name=op.f("fk_cases_cell_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        sa.UniqueConstraint("cell_id", "code", name=op.f("uq_cases_cell_id_code")),
    )


def _counters() -> None:
    op.create_table(
        "counters",
        sa.Column("cell_id", sa.String(length=32), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["cell_id"], ["cells.id"], name=op.f("fk_counters_cell_id")),
        sa.PrimaryKeyConstraint("cell_id", "day", "subject", "language", name=op.f("pk_counters")),
    )


def _meetings() -> None:
    op.create_table(
        "meetings",
        sa.Column("id", sa.String(length=48), nullable=False),
        sa.Column("cell_id", sa.String(length=32), nullable=False),
        sa.Column("owner_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("details_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("start_local", sa.String(length=19), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("rrule", sa.String(length=200), nullable=True),
        sa.Column("reminders", sa.String(length=120), nullable=False),
        sa.Column("sequence", sa.Integer(), server_default="0", nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("created_at", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["cell_id"], ["cells.id"], name=op.f("fk_meetings_cell_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["members.id"], name=op.f("fk_meetings_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
    )


def _sheets() -> None:
    op.create_table(
        "sheets",
        sa.Column("id", sa.String(length=48), nullable=False),
        sa.Column("cell_id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("form_version", sa.Integer(), nullable=False),
        sa.Column("direction", sa.String(length=8), nullable=False),
        sa.Column("dates", sa.String(length=200), nullable=False),
        sa.Column("phase", sa.String(length=24), nullable=True),
        sa.Column("categories", sa.String(length=200), nullable=False),
        sa.Column("boxes", sa.String(length=200), nullable=False),
        sa.Column("consensus", sa.Integer(), nullable=False),
        sa.Column("completed_at", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_sheets_case_id")),
        sa.ForeignKeyConstraint(["cell_id"], ["cells.id"], name=op.f("fk_sheets_cell_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheets")),
    )


def _occurrences() -> None:
    op.create_table(
        "occurrences",
        sa.Column("id", sa.String(length=48), nullable=False),
        sa.Column("cell_id", sa.String(length=32), nullable=False),
        sa.Column("meeting_id", sa.String(length=32), nullable=False),
        sa.Column("recurrence_id", sa.String(length=19), nullable=False),
        sa.Column("start_local", sa.String(length=19), nullable=False),
        sa.Column("start_at", sa.String(length=20), nullable=False),
        sa.Column("sequence", sa.Integer(), server_default="0", nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(["cell_id"], ["cells.id"], name=op.f("fk_occurrences_cell_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_occurrences_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occurrences")),
        sa.UniqueConstraint(
            "meeting_id", "recurrence_id", name=op.f("uq_occurrences_meeting_id_recurrence_id")
        ),
    )
    with op.batch_alter_table("occurrences", schema=None) as batch_op:
        batch_op.create_index("ix_occurrences_start", ["cell_id", "start_at"], unique=False)


def _tickets() -> None:
    op.create_table(
        "tickets",
        sa.Column("id", sa.String(length=48), nullable=False),
        sa.Column("cell_id", sa.String(length=32), nullable=False),
        sa.Column("reference", sa.String(length=16), nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("question_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("answer_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("opened_at", sa.String(length=20), nullable=False),
        sa.Column("answered_at", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["cell_id"], ["cells.id"], name=op.f("fk_tickets_cell_id")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_tickets_conversation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tickets")),
        sa.UniqueConstraint("reference", name=op.f("uq_tickets_reference")),
    )


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("key", sa.String(length=160), nullable=False),
        sa.Column("cell_id", sa.String(length=32), nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("occurrence_id", sa.String(length=48), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("offset", sa.String(length=16), nullable=True),
        sa.Column("payload_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("due_at", sa.String(length=20), nullable=False),
        sa.Column("place", sa.Integer(), server_default="0", nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=True),
        sa.Column("lease_until", sa.String(length=20), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("settled_at", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["cell_id"], ["cells.id"], name=op.f("fk_deliveries_cell_id")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_deliveries_conversation_id")
        ),
        sa.ForeignKeyConstraint(
            ["occurrence_id"], ["occurrences.id"], name=op.f("fk_deliveries_occurrence_id")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_deliveries")),
    )
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.create_index("ix_deliveries_occurrence", ["occurrence_id"], unique=False)
        pending = sa.text("state = 'pending'")
        batch_op.create_index(
            "ix_deliveries_open", ["due_at"], unique=False, sqlite_where=pending, postgresql_where=pending
        )


def _responses() -> None:
    op.create_table(
        "responses",
        sa.Column("id", sa.String(length=48), nullable=False),
        sa.Column("cell_id", sa.String(length=32), nullable=False),
        sa.Column("occurrence_id", sa.String(length=48), nullable=False),
        sa.Column("member_id", sa.String(length=32), nullable=False),
        sa.Column("answer", sa.String(length=12), nullable=False),
        sa.Column("answered_at", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["cell_id"], ["cells.id"], name=op.f("fk_responses_cell_id")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_responses_member_id")),
        sa.ForeignKeyConstraint(
            ["occurrence_id"], ["occurrences.id"], name=op.f("fk_responses_occurrence_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_responses")),
        sa.UniqueConstraint("occurrence_id", "member_id", name=op.f("uq_responses_occurrence_id_member_id")),
    )

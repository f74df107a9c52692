"""In which of the operational cells of a joint cell a member sits."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("wishes", sa.Column("part", sa.String(length=16), nullable=True))


def downgrade() -> None:
    op.drop_column("wishes", "part")

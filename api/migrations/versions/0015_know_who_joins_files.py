"""know who joins a file to a sollicitation, until it is said."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0015"
down_revision: str | None = "0014"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("sollicitation_files", schema=None) as batch_op:
        batch_op.add_column(sa.Column("owner", sa.String(160), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("sollicitation_files", schema=None) as batch_op:
        batch_op.drop_column("owner")

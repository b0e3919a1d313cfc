"""bound mails of a conversation; addresses of users are read from their accounts."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0016"
down_revision: str | None = "0015"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("mail_counts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("asked_by", sa.String(64), nullable=True))
    op.execute("UPDATE sollicitations SET email = NULL WHERE user_id IS NOT NULL")


def downgrade() -> None:
    with op.batch_alter_table("mail_counts", schema=None) as batch_op:
        batch_op.drop_column("asked_by")

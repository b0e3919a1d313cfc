"""number the directory."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "directory_changes",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_directory_changes")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("directory_changes", schema=None) as batch_op:
        batch_op.create_index("ix_directory_changes_structure_id", ["structure_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("directory_changes", schema=None) as batch_op:
        batch_op.drop_index("ix_directory_changes_structure_id")

    op.drop_table("directory_changes")

"""show the agent the case."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("chat_turns", schema=None) as batch_op:
        batch_op.add_column(sa.Column("understood", sa.JSON(), nullable=True))
    with op.batch_alter_table("desk_notes", schema=None) as batch_op:
        batch_op.add_column(sa.Column("author_login", sa.String(length=120), nullable=True))
        batch_op.add_column(sa.Column("client_id", sa.String(length=36), nullable=True))
        batch_op.create_index(
            "uq_desk_notes_client_id", ["conversation_id", "client_id"], unique=True
        )
    # The other conversations of a user are looked up each time an agent opens one.
    with op.batch_alter_table("conversations", schema=None) as batch_op:
        batch_op.create_index("ix_conversations_login", ["login"], unique=False)
    op.create_table(
        "canned_replies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("shortcut", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("theme", sa.String(length=64), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=120), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_canned_replies")),
        sa.UniqueConstraint("shortcut", name=op.f("uq_canned_replies_shortcut")),
    )


def downgrade() -> None:
    op.drop_table("canned_replies")
    with op.batch_alter_table("conversations", schema=None) as batch_op:
        batch_op.drop_index("ix_conversations_login")
    with op.batch_alter_table("desk_notes", schema=None) as batch_op:
        batch_op.drop_index("uq_desk_notes_client_id")
        batch_op.drop_column("client_id")
        batch_op.drop_column("author_login")
    with op.batch_alter_table("chat_turns", schema=None) as batch_op:
        batch_op.drop_column("understood")

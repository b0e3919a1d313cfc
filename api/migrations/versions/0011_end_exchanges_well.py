"""end exchanges well (closures, satisfaction, inactivity)."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "desk_closures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("key", sa.String(length=128), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_closures")),
        sa.UniqueConstraint("key", name=op.f("uq_desk_closures_key")),
    )
    op.create_index("ix_desk_closures_ends_at", "desk_closures", ["ends_at"], unique=False)
    op.create_table(
        "transcript_mails",
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("client_id", sa.String(length=36), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_transcript_mails_conversation_id_conversations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("conversation_id", "client_id", name=op.f("pk_transcript_mails")),
    )
    op.create_table(
        "mail_counts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.String(length=64), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_counts")),
    )
    op.create_index("ix_mail_counts_recipient", "mail_counts", ["recipient"], unique=False)
    op.create_index("ix_mail_counts_asked_at", "mail_counts", ["asked_at"], unique=False)
    with op.batch_alter_table("conversations", schema=None) as batch_op:
        batch_op.add_column(sa.Column("idle_warned_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("agent_declined", sa.JSON(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("conversations", schema=None) as batch_op:
        batch_op.drop_column("agent_declined")
        batch_op.drop_column("idle_warned_at")
    op.drop_index("ix_mail_counts_asked_at", table_name="mail_counts")
    op.drop_index("ix_mail_counts_recipient", table_name="mail_counts")
    op.drop_table("mail_counts")
    op.drop_table("transcript_mails")
    op.drop_index("ix_desk_closures_ends_at", table_name="desk_closures")
    op.drop_table("desk_closures")

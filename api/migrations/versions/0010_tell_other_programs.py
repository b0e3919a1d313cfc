"""tell other programs (outgoing deliveries, relays)."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "outgoing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("lane", sa.String(length=120), nullable=True),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dead_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.String(length=64), nullable=True),
        sa.Column("lease_owner", sa.String(length=36), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing")),
        sa.UniqueConstraint("key", name=op.f("uq_outgoing_key")),
    )
    owed = sa.text("done_at IS NULL AND dead_at IS NULL")
    for name, columns in (
        ("ix_outgoing_owed", ["kind", "next_at"]),
        ("ix_outgoing_lane_owed", ["lane", "id"]),
    ):
        op.create_index(name, "outgoing", columns, sqlite_where=owed, postgresql_where=owed)
    op.create_index(op.f("ix_outgoing_done_at"), "outgoing", ["done_at"])
    op.create_index(op.f("ix_outgoing_dead_at"), "outgoing", ["dead_at"])
    op.create_table(
        "desk_relays",
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("contact", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=255), nullable=True),
        sa.Column("thread", sa.Integer(), nullable=True),
        sa.Column("opened", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("told_seq", sa.Integer(), nullable=False),
        sa.Column("doubt_seq", sa.Integer(), nullable=True),
        sa.Column("told_mark", sa.Integer(), nullable=False),
        sa.Column("heard_mark", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", name=op.f("pk_desk_relays")),
    )
    op.create_index("ix_desk_relays_thread", "desk_relays", ["thread"])


def downgrade() -> None:
    op.drop_table("desk_relays")
    op.drop_table("outgoing")

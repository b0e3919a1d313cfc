"""share the queue among people."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    _know_who_is_there()
    _know_who_does_what()
    _keep_episodes()
    with op.batch_alter_table("conversations", schema=None) as batch_op:
        for column in _waiting_columns():
            batch_op.add_column(column)


def _waiting_columns() -> list[sa.Column[object]]:
    return [
        sa.Column("urgent", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("waiting_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_wait", sa.String(length=16), nullable=True),
        sa.Column("queue_theme", sa.String(length=64), nullable=True),
        sa.Column("queue_team", sa.String(length=64), nullable=True),
        sa.Column("queue_agent", sa.String(length=64), nullable=True),
        sa.Column("agent_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("human_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("waiting_for_agent", sa.Boolean(), server_default=sa.false(), nullable=False),
    ]


def _know_who_is_there() -> None:
    with op.batch_alter_table("agents", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("available", sa.Boolean(), server_default=sa.true(), nullable=False)
        )
        batch_op.add_column(
            sa.Column("capacity", sa.Integer(), server_default=sa.text("3"), nullable=False)
        )
    with op.batch_alter_table("agent_sessions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("pings", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.create_index("ix_agent_sessions_lease_until", ["lease_until"], unique=False)


def _know_who_does_what() -> None:
    op.create_table(
        "desk_teams",
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_desk_teams")),
    )
    op.create_table(
        "agent_teams",
        sa.Column("agent_id", sa.Integer(), nullable=False),
        sa.Column("team_code", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["agent_id"],
            ["agents.id"],
            name=op.f("fk_agent_teams_agent_id_agents"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["team_code"],
            ["desk_teams.code"],
            name=op.f("fk_agent_teams_team_code_desk_teams"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("agent_id", "team_code", name=op.f("pk_agent_teams")),
    )
    op.create_table(
        "agent_skills",
        sa.Column("agent_id", sa.Integer(), nullable=False),
        sa.Column("theme", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["agent_id"],
            ["agents.id"],
            name=op.f("fk_agent_skills_agent_id_agents"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("agent_id", "theme", name=op.f("pk_agent_skills")),
    )


def _keep_episodes() -> None:
    op.create_table(
        "desk_episodes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=True),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claim_key", sa.String(length=128), nullable=True),
        sa.Column("agent_login", sa.String(length=120), nullable=True),
        sa.Column("agent_name", sa.String(length=200), nullable=True),
        sa.Column("queue_reason", sa.String(length=64), nullable=True),
        sa.Column("close_reason", sa.String(length=64), nullable=True),
        sa.Column("theme", sa.String(length=64), nullable=True),
        sa.Column("satisfaction", sa.Integer(), nullable=True),
        sa.Column("satisfaction_asked", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_desk_episodes_conversation_id_conversations"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_episodes")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("desk_episodes", schema=None) as batch_op:
        batch_op.create_index("ix_desk_episodes_conversation_id", ["conversation_id"])
        batch_op.create_index("ix_desk_episodes_closed_at", ["closed_at"])
        batch_op.create_index("ix_desk_episodes_claimed_at", ["claimed_at"])


def downgrade() -> None:
    with op.batch_alter_table("conversations", schema=None) as batch_op:
        for column in _waiting_columns():
            batch_op.drop_column(column.name)
    op.drop_table("desk_episodes")
    op.drop_table("agent_skills")
    op.drop_table("agent_teams")
    op.drop_table("desk_teams")
    with op.batch_alter_table("agent_sessions", schema=None) as batch_op:
        batch_op.drop_index("ix_agent_sessions_lease_until")
        batch_op.drop_column("pings")
        batch_op.drop_column("lease_until")
    with op.batch_alter_table("agents", schema=None) as batch_op:
        batch_op.drop_column("capacity")
        batch_op.drop_column("available")

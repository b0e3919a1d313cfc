"""know the agents (accounts, recovery codes, audit)."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_LONG_AGO = "'1970-01-01 00:00:00'"
_REFUSE_CHANGES = {
    "sqlite": (
        "CREATE TRIGGER desk_audit_unchanged BEFORE UPDATE ON desk_audit "
        "BEGIN SELECT RAISE(ABORT, 'desk_audit is append-only'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION desk_audit_refuse() RETURNS trigger AS $$ "
        "BEGIN RAISE EXCEPTION 'desk_audit is append-only'; END $$ LANGUAGE plpgsql",
        "CREATE TRIGGER desk_audit_unchanged BEFORE UPDATE ON desk_audit "
        "FOR EACH ROW EXECUTE FUNCTION desk_audit_refuse()",
    ),
}


def upgrade() -> None:
    _open_accounts_in_two_ways()
    _tell_sessions_apart()
    _keep_codes()
    _keep_the_audit()


def _open_accounts_in_two_ways() -> None:
    with op.batch_alter_table("agents", schema=None) as batch_op:
        batch_op.alter_column("password_hash", existing_type=sa.String(length=255), nullable=True)
        batch_op.add_column(
            sa.Column("initial_until", sa.DateTime(timezone=True), nullable=True)
        )
        batch_op.add_column(sa.Column("oidc_subject", sa.String(length=255), nullable=True))
        batch_op.add_column(sa.Column("totp_pending", sa.String(length=64), nullable=True))
        batch_op.create_unique_constraint("uq_agents_oidc_subject", ["oidc_subject"])


def _session_columns() -> list[sa.Column[object]]:
    long_ago = sa.text(_LONG_AGO)
    return [
        sa.Column(
            "opened_at", sa.DateTime(timezone=True), server_default=long_ago, nullable=False
        ),
        sa.Column("seen_at", sa.DateTime(timezone=True), server_default=long_ago, nullable=False),
        sa.Column("method", sa.String(length=64), server_default="PASSWORD", nullable=False),
        sa.Column("address", sa.String(length=45), nullable=True),
        sa.Column("browser", sa.String(length=80), nullable=True),
        sa.Column("oidc_sid", sa.String(length=255), nullable=True),
    ]


def _tell_sessions_apart() -> None:
    with op.batch_alter_table("agent_sessions", schema=None) as batch_op:
        for column in _session_columns():
            batch_op.add_column(column)
        batch_op.create_index("ix_agent_sessions_oidc_sid", ["oidc_sid"], unique=False)


def _keep_codes() -> None:
    op.create_table(
        "agent_recovery_codes",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("agent_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agent_id"],
            ["agents.id"],
            name=op.f("fk_agent_recovery_codes_agent_id_agents"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_agent_recovery_codes")),
    )
    op.create_index("ix_agent_recovery_codes_agent_id", "agent_recovery_codes", ["agent_id"])
    op.create_table(
        "spent_values",
        sa.Column("value_hash", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("value_hash", name=op.f("pk_spent_values")),
    )
    op.create_index("ix_spent_values_expires_at", "spent_values", ["expires_at"])


def _keep_the_audit() -> None:
    op.create_table(
        "desk_audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agent_login", sa.String(length=64), nullable=False),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=160), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("once", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_audit")),
        sa.UniqueConstraint("once", name=op.f("uq_desk_audit_once")),
        sqlite_autoincrement=True,
    )
    for column in ("at", "agent_login", "subject"):
        op.create_index(f"ix_desk_audit_{column}", "desk_audit", [column])
    for statement in _REFUSE_CHANGES[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("desk_audit")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION desk_audit_refuse()")
    op.drop_table("spent_values")
    op.drop_table("agent_recovery_codes")
    with op.batch_alter_table("agent_sessions", schema=None) as batch_op:
        batch_op.drop_index("ix_agent_sessions_oidc_sid")
        for column in _session_columns():
            batch_op.drop_column(column.name)
    # Accounts without a password cannot be kept by the schema of before.
    op.execute("DELETE FROM agents WHERE password_hash IS NULL")
    with op.batch_alter_table("agents", schema=None) as batch_op:
        batch_op.drop_constraint("uq_agents_oidc_subject", type_="unique")
        for name in ("totp_pending", "oidc_subject", "initial_until"):
            batch_op.drop_column(name)
        batch_op.alter_column("password_hash", existing_type=sa.String(length=255), nullable=False)

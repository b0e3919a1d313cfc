"""keep writes and rights."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_STRUCTURE_FLAGS = (
    "moa_only",
    "moa",
    "delegated_validator",
    "edi",
    "edi_reception",
    "non_diffusible",
)
_PRINCIPAL = "role = 'GESTIONNAIRE_PRINCIPAL' AND state = 'VALIDEE'"
_ONE_PENDING = (
    (
        "uq_rights_requests_rattachement",
        ["user_id", "structure_id"],
        "state = 'EN_ATTENTE' AND kind = 'RATTACHEMENT'",
    ),
    (
        "uq_rights_requests_space",
        ["user_id", "structure_id", "space"],
        "state = 'EN_ATTENTE' AND kind = 'ESPACE'",
    ),
)


def upgrade() -> None:
    op.create_table(
        "idempotent_writes",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=128), nullable=False),
        sa.Column("operation", sa.String(length=200), nullable=False),
        sa.Column("body_hash", sa.String(length=64), nullable=False),
        sa.Column("response", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_idempotent_writes_user_id_users"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("user_id", "key", name=op.f("pk_idempotent_writes")),
    )

    op.create_table(
        "journal_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_journal_entries_user_id_users"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_entries")),
    )
    with op.batch_alter_table("journal_entries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_journal_entries_subject"), ["subject"], unique=False)
        batch_op.create_index(batch_op.f("ix_journal_entries_user_id"), ["user_id"], unique=False)

    op.create_table(
        "notifications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_notifications_user_id_users"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notifications")),
    )
    with op.batch_alter_table("notifications", schema=None) as batch_op:
        batch_op.create_index("ix_notifications_user_id", ["user_id", "read_at"], unique=False)

    with op.batch_alter_table("structures", schema=None) as batch_op:
        batch_op.alter_column(
            "siret", existing_type=sa.String(length=14), type_=sa.String(length=80)
        )
        batch_op.add_column(
            sa.Column(
                "identifier_type", sa.String(length=64), nullable=False, server_default="SIRET"
            )
        )
        batch_op.add_column(sa.Column("postcode", sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column("town", sa.String(length=100), nullable=True))
        batch_op.add_column(sa.Column("recipient_type", sa.String(length=64), nullable=True))
        for flag in _STRUCTURE_FLAGS:
            batch_op.add_column(
                sa.Column(flag, sa.Boolean(), nullable=False, server_default=sa.false())
            )

    with op.batch_alter_table("structure_services", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("payment_flag", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("valid_from", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("valid_until", sa.Date(), nullable=True))

    with op.batch_alter_table("rattachements", schema=None) as batch_op:
        batch_op.create_index(
            "uq_rattachements_principal",
            ["structure_id"],
            unique=True,
            sqlite_where=sa.text(_PRINCIPAL),
            postgresql_where=sa.text(_PRINCIPAL),
        )

    op.create_table(
        "rights_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.Integer(), nullable=False),
        sa.Column("space", sa.String(length=64), nullable=True),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=255), nullable=True),
        sa.ForeignKeyConstraint(
            ["decided_by_id"],
            ["users.id"],
            name=op.f("fk_rights_requests_decided_by_id_users"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structures.id"],
            name=op.f("fk_rights_requests_structure_id_structures"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_rights_requests_user_id_users"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rights_requests")),
    )
    with op.batch_alter_table("rights_requests", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rights_requests_user_id"), ["user_id"], unique=False)
        batch_op.create_index(
            "ix_rights_requests_structure_id", ["structure_id", "state"], unique=False
        )
        for name, columns, where in _ONE_PENDING:
            batch_op.create_index(
                name,
                columns,
                unique=True,
                sqlite_where=sa.text(where),
                postgresql_where=sa.text(where),
            )


def downgrade() -> None:
    op.drop_table("rights_requests")
    with op.batch_alter_table("rattachements", schema=None) as batch_op:
        batch_op.drop_index("uq_rattachements_principal")

    with op.batch_alter_table("structure_services", schema=None) as batch_op:
        for column in ("valid_until", "valid_from", "payment_flag"):
            batch_op.drop_column(column)

    with op.batch_alter_table("structures", schema=None) as batch_op:
        for column in (*_STRUCTURE_FLAGS, "recipient_type", "town", "postcode", "identifier_type"):
            batch_op.drop_column(column)
        batch_op.alter_column(
            "siret", existing_type=sa.String(length=80), type_=sa.String(length=14)
        )

    op.drop_table("notifications")
    op.drop_table("journal_entries")
    op.drop_table("idempotent_writes")

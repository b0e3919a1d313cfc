"""follow sollicitations to their end."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0014"
down_revision: str | None = "0013"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("users", schema=None) as batch_op:
        batch_op.add_column(sa.Column("email", sa.String(254), nullable=True))
    with op.batch_alter_table("sollicitations", schema=None) as batch_op:
        batch_op.alter_column("user_id", existing_type=sa.Integer(), nullable=True)
        batch_op.alter_column("structure_id", existing_type=sa.Integer(), nullable=True)
        for column in (
            sa.Column("anonymous_key", sa.String(200), nullable=True),
            sa.Column("author_name", sa.String(200), server_default="", nullable=False),
            sa.Column("email", sa.String(254), nullable=True),
            sa.Column("addressee_id", sa.Integer(), nullable=True),
            sa.Column("invoice_name", sa.String(80), nullable=True),
            sa.Column("title", sa.String(120), server_default="", nullable=False),
            sa.Column("assignee", sa.String(120), nullable=True),
            sa.Column("assignee_name", sa.String(200), nullable=True),
            sa.Column("submitted_at", _INSTANT, nullable=True),
            sa.Column("updated_at", _INSTANT, nullable=True),
            sa.Column("due_at", _INSTANT, nullable=True),
        ):
            batch_op.add_column(column)
        batch_op.create_foreign_key(
            batch_op.f("fk_sollicitations_addressee_id_structures"),
            "structures",
            ["addressee_id"],
            ["id"],
        )
        batch_op.create_unique_constraint(
            batch_op.f("uq_sollicitations_anonymous_key"), ["anonymous_key"]
        )
        batch_op.create_index("ix_sollicitations_receiver", ["receiver", "status", "due_at"])
        batch_op.create_index("ix_sollicitations_addressee_id", ["addressee_id", "status"])
        batch_op.create_index(batch_op.f("ix_sollicitations_assignee"), ["assignee"])
    _create_steps()
    _create_files()
    _create_proofs_and_links()
    _tell_what_was_filed()


def _create_steps() -> None:
    op.create_table(
        "sollicitation_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sollicitation_id", sa.Integer(), nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.Column("act", sa.String(64), nullable=False),
        sa.Column("party", sa.String(64), nullable=False),
        sa.Column("author_login", sa.String(120), nullable=True),
        sa.Column("author_name", sa.String(200), nullable=False),
        sa.Column("status", sa.String(64), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("by_mail", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("key", sa.String(255), nullable=True),
        sa.Column("body_hash", sa.String(64), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["sollicitation_id"],
            ["sollicitations.id"],
            name=op.f("fk_sollicitation_steps_sollicitation_id_sollicitations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sollicitation_steps")),
        sa.UniqueConstraint(
            "sollicitation_id", "key", name=op.f("uq_sollicitation_steps_sollicitation_id")
        ),
    )
    op.create_index(
        op.f("ix_sollicitation_steps_sollicitation_id"), "sollicitation_steps", ["sollicitation_id"]
    )


def _create_files() -> None:
    op.create_table(
        "sollicitation_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sollicitation_id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(50), nullable=False),
        sa.Column("media_type", sa.String(120), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["sollicitation_id"],
            ["sollicitations.id"],
            name=op.f("fk_sollicitation_files_sollicitation_id_sollicitations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["step_id"],
            ["sollicitation_steps.id"],
            name=op.f("fk_sollicitation_files_step_id_sollicitation_steps"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sollicitation_files")),
        sa.UniqueConstraint(
            "sollicitation_id",
            "step_id",
            "sha256",
            "name",
            name=op.f("uq_sollicitation_files_sollicitation_id"),
        ),
    )
    op.create_index(
        op.f("ix_sollicitation_files_sollicitation_id"), "sollicitation_files", ["sollicitation_id"]
    )


def _create_proofs_and_links() -> None:
    op.create_table(
        "mail_proofs",
        sa.Column("conversation_id", sa.String(64), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("sent_at", _INSTANT, nullable=False),
        sa.Column("expires_at", _INSTANT, nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("verified_at", _INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("conversation_id", "email", name=op.f("pk_mail_proofs")),
    )
    op.create_table(
        "ticket_links",
        sa.Column("sollicitation_id", sa.Integer(), nullable=False),
        sa.Column("system", sa.String(32), nullable=False),
        sa.Column("ticket", sa.String(64), nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["sollicitation_id"],
            ["sollicitations.id"],
            name=op.f("fk_ticket_links_sollicitation_id_sollicitations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("sollicitation_id", "system", name=op.f("pk_ticket_links")),
    )


def _tell_what_was_filed() -> None:
    """Those filed until now have a history of one step, and their author's name."""
    op.execute("UPDATE sollicitations SET submitted_at = created_at, updated_at = created_at")
    op.execute(
        "UPDATE sollicitations SET author_name = "
        "COALESCE((SELECT name FROM users WHERE users.id = sollicitations.user_id), '')"
    )
    op.execute(
        "INSERT INTO sollicitation_steps "
        "(sollicitation_id, at, act, party, author_login, author_name, status) "
        "SELECT s.id, s.created_at, 'submit', 'author', u.login, s.author_name, s.status "
        "FROM sollicitations s LEFT JOIN users u ON u.id = s.user_id"
    )


def downgrade() -> None:
    for table in ("ticket_links", "mail_proofs", "sollicitation_files", "sollicitation_steps"):
        op.drop_table(table)
    with op.batch_alter_table("sollicitations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sollicitations_assignee"))
        batch_op.drop_index("ix_sollicitations_addressee_id")
        batch_op.drop_index("ix_sollicitations_receiver")
        batch_op.drop_constraint(batch_op.f("uq_sollicitations_anonymous_key"), "unique")
        batch_op.drop_constraint(
            batch_op.f("fk_sollicitations_addressee_id_structures"), "foreignkey"
        )
        for name in (
            "due_at", "updated_at", "submitted_at", "assignee_name", "assignee", "title",
            "invoice_name", "addressee_id", "email", "author_name", "anonymous_key",
        ):  # fmt: skip
            batch_op.drop_column(name)
    with op.batch_alter_table("users", schema=None) as batch_op:
        batch_op.drop_column("email")

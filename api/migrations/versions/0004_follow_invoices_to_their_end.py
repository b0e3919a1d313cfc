"""follow invoices to their end."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def _invoice_columns() -> "list[sa.Column[Any]]":
    return [
        sa.Column("validator_id", sa.Integer(), nullable=True),
        sa.Column("second_validator_id", sa.Integer(), nullable=True),
        sa.Column("answer_by", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mandate_number", sa.String(length=50), nullable=True),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rejection_treated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("document_type", sa.String(length=3), server_default="380", nullable=False),
        sa.Column("origin_number", sa.String(length=20), nullable=True),
        sa.Column("excl_tax_cents", sa.BigInteger(), nullable=True),
        sa.Column("tax_cents", sa.BigInteger(), nullable=True),
        sa.Column("due_cents", sa.BigInteger(), nullable=True),
        sa.Column("vat", sa.JSON(), nullable=True),
        sa.Column("payment_means", sa.String(length=3), nullable=True),
    ]


_INDEXED = ("validator_id", "second_validator_id", "answer_by")


def upgrade() -> None:
    with op.batch_alter_table("invoices", schema=None) as batch_op:
        for column in _invoice_columns():
            batch_op.add_column(column)
        for name in _INDEXED:
            batch_op.create_index(batch_op.f(f"ix_invoices_{name}"), [name], unique=False)
        for name in _INDEXED[:2]:
            batch_op.create_foreign_key(
                batch_op.f(f"fk_invoices_{name}_structures"), "structures", [name], ["id"]
            )
    with op.batch_alter_table("invoice_steps", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reason", sa.String(length=255), nullable=True))

    op.create_table(
        "engagements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=50), nullable=False),
        sa.Column("number_key", sa.String(length=50), nullable=False),
        sa.Column("recipient_id", sa.Integer(), nullable=False),
        sa.Column("supplier_id", sa.Integer(), nullable=True),
        sa.Column("service_code", sa.String(length=100), nullable=True),
        sa.Column("market", sa.String(length=50), nullable=True),
        sa.Column("amount_cents", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["recipient_id"],
            ["structures.id"],
            name=op.f("fk_engagements_recipient_id_structures"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["supplier_id"],
            ["structures.id"],
            name=op.f("fk_engagements_supplier_id_structures"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_engagements")),
        sa.UniqueConstraint("recipient_id", "number_key", name=op.f("uq_engagements_recipient_id")),
    )
    with op.batch_alter_table("engagements", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_engagements_supplier_id"), ["supplier_id"], unique=False)

    op.create_table(
        "invoice_attachments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("invoice_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.Column("media_type", sa.String(length=120), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["invoice_id"],
            ["invoices.id"],
            name=op.f("fk_invoice_attachments_invoice_id_invoices"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoice_attachments")),
    )
    op.create_table(
        "invoice_actions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("invoice_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["invoice_id"],
            ["invoices.id"],
            name=op.f("fk_invoice_actions_invoice_id_invoices"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoice_actions")),
    )
    for table in ("invoice_attachments", "invoice_actions"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.create_index(
                batch_op.f(f"ix_{table}_invoice_id"), ["invoice_id"], unique=False
            )


def downgrade() -> None:
    for table in ("invoice_actions", "invoice_attachments", "engagements"):
        op.drop_table(table)
    with op.batch_alter_table("invoice_steps", schema=None) as batch_op:
        batch_op.drop_column("reason")
    with op.batch_alter_table("invoices", schema=None) as batch_op:
        for name in _INDEXED[:2]:
            batch_op.drop_constraint(batch_op.f(f"fk_invoices_{name}_structures"), "foreignkey")
        for name in _INDEXED:
            batch_op.drop_index(batch_op.f(f"ix_invoices_{name}"))
        for column in reversed(_invoice_columns()):
            batch_op.drop_column(column.name)

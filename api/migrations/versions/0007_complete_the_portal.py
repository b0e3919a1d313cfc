"""complete the portal (works circuit, drafts, structures)."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_PARTIES = ("works_manager_id", "works_owner_id")
_COLUMNS = (*_PARTIES, "previous_id")


def upgrade() -> None:
    with op.batch_alter_table("invoices", schema=None) as batch_op:
        for name in _COLUMNS:
            batch_op.add_column(sa.Column(name, sa.Integer(), nullable=True))
        for name in _COLUMNS:
            batch_op.create_index(batch_op.f(f"ix_invoices_{name}"), [name], unique=False)
        for name in _PARTIES:
            batch_op.create_foreign_key(
                batch_op.f(f"fk_invoices_{name}_structures"), "structures", [name], ["id"]
            )
        batch_op.create_foreign_key(
            batch_op.f("fk_invoices_previous_id_invoices"),
            "invoices",
            ["previous_id"],
            ["id"],
            ondelete="SET NULL",
        )


def downgrade() -> None:
    with op.batch_alter_table("invoices", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_invoices_previous_id_invoices"), "foreignkey")
        for name in _PARTIES:
            batch_op.drop_constraint(batch_op.f(f"fk_invoices_{name}_structures"), "foreignkey")
        for name in _COLUMNS:
            batch_op.drop_index(batch_op.f(f"ix_invoices_{name}"))
        for name in reversed(_COLUMNS):
            batch_op.drop_column(name)

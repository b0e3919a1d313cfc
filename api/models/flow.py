"""Flows: files deposited for many invoices at once, and the report of their integration."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.domain.flow_line import LineKind, LineOutcome
from api.domain.flow_state import FlowState
from api.domain.flow_syntax import FlowSyntax
from api.models.base import Base, CodeEnum, UtcDateTime
from api.models.structure import Structure

MAX_FILE_NAME = 100
MAX_WRITTEN = 60


class Flow(Base):
    """A deposited file, under `data_dir/flows/<file_id>` until it is settled.

    `format` is a value of `api.formats.model.Format`, null until the file is read; `size` is in
    bytes; `technical_errors` are `[{"code", "label", "nature", "file"}]`. Leases and attempts are
    those of the worker that integrates it, on real time.
    """

    __tablename__ = "flows"
    __table_args__ = (Index("ix_flows_state_lease_until", "state", "lease_until"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(25), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    structure_id: Mapped[int] = mapped_column(ForeignKey("structures.id"), index=True)
    syntax: Mapped[FlowSyntax | None] = mapped_column(CodeEnum(FlowSyntax))
    format: Mapped[str | None] = mapped_column(String(64))
    file_name: Mapped[str] = mapped_column(String(MAX_FILE_NAME))
    file_id: Mapped[str] = mapped_column(String(36))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    state: Mapped[FlowState] = mapped_column(CodeEnum(FlowState))
    state_since: Mapped[datetime] = mapped_column(UtcDateTime)
    deposited_at: Mapped[datetime] = mapped_column(UtcDateTime)
    technical_errors: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    attempts: Mapped[int] = mapped_column(default=0)
    lease_owner: Mapped[str | None] = mapped_column(String(36))
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    structure: Mapped[Structure] = relationship(lazy="raise")


class FlowLine(Base):
    """One invoice or status of a flow; its position counts from 1 over the whole flow.

    Numbers and identifiers are as the file writes them, cut at 60 characters. `structure_id` is
    the structure of the depositor that the line is about, null where there is none. `errors` are
    `[{"code", "message", "remedy"}]`, empty unless the line is refused.
    """

    __tablename__ = "flow_lines"
    __table_args__ = (UniqueConstraint("flow_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    flow_id: Mapped[int] = mapped_column(ForeignKey("flows.id", ondelete="CASCADE"))
    position: Mapped[int]
    file: Mapped[str | None] = mapped_column(String(MAX_FILE_NAME))
    kind: Mapped[LineKind] = mapped_column(CodeEnum(LineKind))
    outcome: Mapped[LineOutcome] = mapped_column(CodeEnum(LineOutcome))
    invoice_number: Mapped[str | None] = mapped_column(String(MAX_WRITTEN))
    supplier: Mapped[str | None] = mapped_column(String(MAX_WRITTEN))
    recipient: Mapped[str | None] = mapped_column(String(MAX_WRITTEN))
    structure_id: Mapped[int | None] = mapped_column(ForeignKey("structures.id"))
    invoice_id: Mapped[int | None] = mapped_column(
        ForeignKey("invoices.id", ondelete="SET NULL"), index=True
    )
    errors: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)


class FlowCounter(Base):
    """The last number given; its only row (id 1) is locked until the flow is committed."""

    __tablename__ = "flow_counters"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]

"""Whatever a file says, nothing happens outside the depositor's own structures."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.clock import now
from api.domain.flow_line import LineOutcome
from api.domain.flow_state import FlowState
from api.domain.invoice_document import Party
from api.domain.invoice_status import InvoiceStatus
from api.domain.rights import RattachementState, Space
from api.domain.status_document import ReadStatus
from api.formats.model import Format
from api.models.flow import Flow, FlowLine
from api.models.invoice import Invoice
from api.models.user import User
from api.portal.access import load_reader
from api.portal.flows.creation import Depositing
from api.portal.flows.frames import InvoiceFrame, LineFrame, StatusFrame
from api.portal.flows.integration import Integration
from api.portal.flows.storage import Deposit
from api.portal.flows.tests import files
from api.portal.flows.tests.conftest import Flows

OTHER, PENDING = "30000000000003", "40000000000004"
_ROLES = ("own", "town", "other", "pending", "unknown", "empty")


def _party(draw: st.DrawFn, sirets: dict[str, str], likely: str) -> Party:
    if draw(st.booleans()):
        return Party("SIRET", sirets[likely])
    kind = draw(st.sampled_from([None, "SIRET", "RIDET", "?"]))
    return Party(kind, sirets[draw(st.sampled_from(_ROLES))])


@st.composite
def _frames(draw: st.DrawFn, sirets: dict[str, str]) -> LineFrame:
    number = draw(st.sampled_from(["F1", "F2", "EXISTING", "20260101", "F" * 21]))
    supplier, recipient = _party(draw, sirets, "own"), _party(draw, sirets, "town")
    text = draw(st.text(max_size=60))
    if draw(st.booleans()):
        code = draw(st.sampled_from(["03", "05", "06", "11", "90", ""]))
        status = ReadStatus(
            code=code,
            complement=text,
            invoice_number=number,
            supplier=supplier,
            recipient=recipient,
        )
        return StatusFrame(file=None, status=status)
    changes: dict[str, Any] = {
        "supplier": supplier,
        "recipient": recipient,
        "framework": draw(st.sampled_from([None, "A1", "A9", "A4", "Z"])),
        "engagement": text,
    }
    invoice = replace(files.sample(number, "", ""), **changes)
    return InvoiceFrame(file=None, format=Format.CII, invoice=invoice, pieces=[])


async def _integrate(
    session: AsyncSession, flows: Flows, frames: Sequence[LineFrame]
) -> list[FlowLine]:
    user = (await session.scalars(select(User).where(User.login == "anne"))).one()
    reader = await load_reader(session, "anne")
    assert reader is not None
    flow = Flow(
        number="CPP0010000000000000000001",
        user_id=user.id,
        structure_id=flows.supplier.id,
        file_name="f.xml",
        file_id="x",
        size=1,
        sha256="0" * 64,
        state=FlowState.PROCESSING,
        state_since=now(),
        deposited_at=now(),
    )
    session.add(flow)
    await session.flush()
    deposit = Deposit.of(flows.data_dir, "x")
    integration = Integration(session, flow, reader, Depositing(user.id, user.name, deposit))
    return [await integration.integrate(frame, index) for index, frame in enumerate(frames, 1)]


async def test_nothing_leaves_the_depositor_s_structures(flows: Flows) -> None:
    """`other` is a supplier whose invoices anne may not issue; `pending` has not accepted her."""
    other = await flows.portal.structure("Autre", siret=OTHER)
    pending = await flows.portal.structure("En attente", siret=PENDING)
    await flows.attach("anne", other, Space.SENT_SOLLICITATIONS)
    await flows.attach("anne", pending, Space.ISSUED_INVOICES, state=RattachementState.PENDING)
    await flows.portal.invoice("EXISTING", flows.supplier, flows.town)
    sirets = {
        "own": flows.supplier.siret,
        "town": flows.town.siret,
        "other": OTHER,
        "pending": PENDING,
        "unknown": "9" * 14,
        "empty": "",
    }
    loop = asyncio.get_running_loop()

    outcomes: set[LineOutcome] = set()

    # One that is right for sure, whatever is drawn.
    right = files.sample("F3", sirets["own"], sirets["town"])

    @settings(max_examples=50)
    @example([InvoiceFrame(file=None, format=Format.CII, invoice=right, pieces=[])])
    @given(st.lists(_frames(sirets), min_size=1, max_size=6))
    def holds(frames: list[LineFrame]) -> None:
        outcomes.update(asyncio.run_coroutine_threadsafe(_check(flows, frames), loop).result())

    await asyncio.to_thread(holds)
    assert outcomes == {LineOutcome.CREATED, LineOutcome.REFUSED}


async def _check(flows: Flows, frames: Sequence[LineFrame]) -> set[LineOutcome]:
    """In a transaction that is undone, so that examples do not see each other."""
    async with flows.database.new_session() as session:
        lines = await _integrate(session, flows, frames)
        invoices = (await session.scalars(select(Invoice))).all()
        created = {line.invoice_id for line in lines if line.outcome is LineOutcome.CREATED}
        assert {invoice.supplier_id for invoice in invoices} == {flows.supplier.id}
        assert {invoice.recipient_id for invoice in invoices} == {flows.town.id}
        assert {invoice.id for invoice in invoices if invoice.number != "EXISTING"} == created
        assert all(line.errors for line in lines if line.outcome is LineOutcome.REFUSED)
        existing = next(invoice for invoice in invoices if invoice.number == "EXISTING")
        assert existing.status is InvoiceStatus.AVAILABLE
        return {line.outcome for line in lines}

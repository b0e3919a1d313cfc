"""The demonstration's flows, added once each; their files were never here."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.demo.data.flows import DemoFlow, DemoLine
from api.domain.flow_line import LineKind, LineOutcome
from api.domain.flow_state import settled_state
from api.domain.plain_text import compact
from api.models.flow import Flow, FlowLine
from api.models.invoice import Invoice
from api.models.user import User


async def load_flows(
    session: AsyncSession, wanted: Iterable[DemoFlow], sirets: Mapping[str, int]
) -> int:
    """How many were added."""
    known = set(await session.scalars(select(Flow.number)))
    missing = [item for item in wanted if item.number not in known]
    for item in missing:
        flow = await _flow(session, item, sirets[item.structure])
        session.add(flow)
        await session.flush()
        for position, line in enumerate(item.lines, start=1):
            session.add(await _line(session, line, flow, position, item.structure))
    await session.flush()
    return len(missing)


async def _flow(session: AsyncSession, item: DemoFlow, structure_id: int) -> Flow:
    statement = select(User.id).where(User.login == item.login)
    refused = sum(line.error is not None for line in item.lines)
    return Flow(
        number=item.number,
        user_id=(await session.execute(statement)).scalar_one(),
        structure_id=structure_id,
        syntax=item.syntax,
        format=item.format,
        file_name=item.file_name,
        file_id=item.number,
        size=item.size,
        sha256="",
        state=settled_state(done=len(item.lines) - refused, refused=refused),
        state_since=item.state_since,
        deposited_at=item.deposited_at,
        technical_errors=[],
    )


async def _line(
    session: AsyncSession, item: DemoLine, flow: Flow, position: int, supplier: str
) -> FlowLine:
    errors = [item.error] if item.error else []
    return FlowLine(
        flow_id=flow.id,
        position=position,
        file=item.file,
        kind=LineKind.INVOICE,
        outcome=LineOutcome.REFUSED if item.error else LineOutcome.CREATED,
        invoice_number=item.number,
        supplier=supplier,
        recipient=item.recipient,
        structure_id=flow.structure_id,
        invoice_id=None if item.error else await _invoice_id(session, item, flow),
        errors=[error.reported() for error in errors],
    )


async def _invoice_id(session: AsyncSession, item: DemoLine, flow: Flow) -> int | None:
    statement = select(Invoice.id).where(
        Invoice.supplier_id == flow.structure_id, Invoice.number_key == compact(item.number)
    )
    return await session.scalar(statement.limit(1))

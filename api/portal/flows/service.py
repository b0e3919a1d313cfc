"""Reading flows and their reports."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from api.core.clock import now
from api.domain.flow_line import LineOutcome
from api.domain.plain_text import compact
from api.domain.reader import Reader
from api.formats.model import Format
from api.models.flow import Flow, FlowLine
from api.portal.flows.errors import FlowNotFoundError
from api.portal.flows.repository import FlowRepository, Page
from api.portal.flows.schemas import (
    FlowCounts,
    FlowLineRead,
    FlowPage,
    FlowRead,
    FlowStateRead,
    FlowSummary,
    LineError,
    LinePage,
    TechnicalError,
)
from api.portal.schemas import Coded, StructureRef

type _Counts = Mapping[tuple[int, LineOutcome], int]


async def list_flows(session: AsyncSession, page: Page, *, reader: Reader) -> FlowPage:
    """What the reader deposited, and what he follows for his structures."""
    repository = FlowRepository(session, reader)
    flows = await repository.list_newest(page)
    counts = await repository.count_lines(flows)
    items = [_summary(flow, counts) for flow in flows]
    return FlowPage(items=items, total=await repository.count())


async def get_flow(session: AsyncSession, number: str, page: Page, *, reader: Reader) -> FlowRead:
    """One of them with a page of its report.

    Raises:
        FlowNotFoundError: unknown number, or a flow that is not the reader's to see.
    """
    repository = FlowRepository(session, reader)
    flow = await repository.find(compact(number))
    if flow is None:
        raise FlowNotFoundError
    summary = _summary(flow, await repository.count_lines([flow]))
    lines = await repository.list_lines(flow, page)
    return FlowRead(
        **summary.model_dump(),
        lines=LinePage(items=[_line(line) for line in lines], total=summary.counts.lines),
        technical_errors=[TechnicalError(**error) for error in flow.technical_errors],
    )


def _summary(flow: Flow, counts: _Counts) -> FlowSummary:
    return FlowSummary(
        number=flow.number,
        file_name=flow.file_name,
        size=flow.size,
        format=Coded.of(flow.format, Format(flow.format)) if flow.format else None,
        syntax=Coded.of(flow.syntax, flow.syntax) if flow.syntax else None,
        structure=StructureRef.model_validate(flow.structure),
        state=_state(flow),
        counts=_counts(flow, counts),
        deposited_at=flow.deposited_at,
        as_of=now(),
    )


def _state(flow: Flow) -> FlowStateRead:
    return FlowStateRead(
        code=flow.state,
        label=flow.state.label,
        meaning=flow.state.meaning,
        since=flow.state_since,
        final=flow.state.is_final,
    )


def _counts(flow: Flow, counts: _Counts) -> FlowCounts:
    by_outcome = {outcome: counts.get((flow.id, outcome), 0) for outcome in LineOutcome}
    refused = by_outcome[LineOutcome.REFUSED]
    total = sum(by_outcome.values())
    return FlowCounts(lines=total, integrated=total - refused, refused=refused)


def _line(line: FlowLine) -> FlowLineRead:
    return FlowLineRead(
        position=line.position,
        file=line.file,
        kind=Coded.of(line.kind, line.kind),
        outcome=Coded.of(line.outcome, line.outcome),
        invoice_number=line.invoice_number,
        supplier=line.supplier,
        recipient=line.recipient,
        errors=[LineError(**error) for error in line.errors],
    )

"""Flows; every query of a reader starts from what he may see."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from api.domain.flow_line import LineOutcome
from api.domain.reader import Reader
from api.domain.rights import Space
from api.models.flow import Flow, FlowCounter, FlowLine

# Below are the numbers of the demonstration's flows. Ours.
_FIRST_NUMBER = 100_001


@dataclass(frozen=True, slots=True)
class Page:
    """`limit` rows after the `offset` first ones."""

    limit: int
    offset: int = 0


class FlowRepository:
    """Flows that the reader deposited, or that he follows for a structure (« Suivi des flux »).

    Of a flow that somebody else deposited, he sees the lines about the structures he follows.
    """

    def __init__(self, session: AsyncSession, reader: Reader) -> None:
        self._session = session
        self._user_id = reader.user_id
        self._followed = sorted(reader.structures_with(Space.FLOWS))
        self._visible: ColumnElement[bool] = or_(
            Flow.user_id == reader.user_id, Flow.structure_id.in_(self._followed)
        )

    async def find(self, number: str) -> Flow | None:
        statement = (
            select(Flow)
            .where(self._visible, Flow.number == number)
            .options(joinedload(Flow.structure))
        )
        return await self._session.scalar(statement)

    async def list_newest(self, page: Page) -> Sequence[Flow]:
        statement = (
            select(Flow)
            .where(self._visible)
            .options(joinedload(Flow.structure))
            .order_by(Flow.deposited_at.desc(), Flow.id.desc())
            .limit(page.limit)
            .offset(page.offset)
        )
        return (await self._session.scalars(statement)).all()

    async def count(self) -> int:
        return await self._session.scalar(select(func.count(Flow.id)).where(self._visible)) or 0

    async def count_lines(self, flows: Sequence[Flow]) -> dict[tuple[int, LineOutcome], int]:
        """By flow and outcome."""
        columns = (FlowLine.flow_id, FlowLine.outcome)
        statement = (
            select(*columns, func.count(FlowLine.id))
            .join(Flow, Flow.id == FlowLine.flow_id)
            .where(self._visible_line(), FlowLine.flow_id.in_([flow.id for flow in flows]))
            .group_by(*columns)
        )
        return {(row[0], row[1]): row[2] for row in await self._session.execute(statement)}

    async def list_lines(self, flow: Flow, page: Page) -> Sequence[FlowLine]:
        statement = (
            select(FlowLine)
            .join(Flow, Flow.id == FlowLine.flow_id)
            .where(self._visible_line(), FlowLine.flow_id == flow.id)
            .order_by(FlowLine.position)
            .limit(page.limit)
            .offset(page.offset)
        )
        return (await self._session.scalars(statement)).all()

    async def next_number(self) -> int:
        """The row stays locked, so that no number is given twice."""
        dialect = postgresql if self._session.get_bind().dialect.name == "postgresql" else sqlite
        statement = (
            dialect.insert(FlowCounter)
            .values(id=1, last=_FIRST_NUMBER)
            .on_conflict_do_update(
                index_elements=[FlowCounter.id], set_={"last": FlowCounter.last + 1}
            )
            .returning(FlowCounter.last)
        )
        return (await self._session.execute(statement)).scalar_one()

    async def add(self, flow: Flow) -> None:
        self._session.add(flow)
        await self._session.flush()

    def _visible_line(self) -> ColumnElement[bool]:
        return or_(Flow.user_id == self._user_id, FlowLine.structure_id.in_(self._followed))

"""Taking a flow in: the file on the disk first, then its row, once per key."""

import asyncio
from pathlib import Path

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.antivirus import require_clean
from api.core.bus import Bus
from api.core.clock import now
from api.core.db import Database
from api.core.tokens import Caller
from api.domain.flow_state import FlowState
from api.domain.flow_syntax import flow_number
from api.domain.reader import Reader
from api.domain.rights import Space
from api.models.flow import Flow
from api.models.structure import Structure
from api.portal.access import get_writing_reader
from api.portal.errors import RattachementNotFoundError
from api.portal.flows.errors import DepositForbiddenError, StructureRequiredError
from api.portal.flows.repository import FlowRepository
from api.portal.flows.schemas import FlowReceipt
from api.portal.flows.storage import Deposit, StoredFile, store
from api.portal.flows.upload import ReceivedDeposit
from api.portal.idempotency import once
from api.portal.journal import record
from api.portal.schemas import StructureRef

FLOWS_TOPIC = "flows"


class _Wanted(BaseModel):
    """What makes two deposits the same."""

    file_name: str
    sha256: str
    siret: str | None
    syntax: str | None


class Depositor:
    """Deposits of one caller, whose rights were checked before his file was read."""

    def __init__(self, database: Database, bus: Bus, data_dir: Path) -> None:
        self._database = database
        self._bus = bus
        self._data_dir = data_dir

    async def check_rights(self, caller: Caller) -> None:
        """Raises DepositForbiddenError when nothing that he could send would be integrated."""
        async with self._database.new_read_session.begin() as session:
            _depositing(await get_writing_reader(session, caller))

    async def deposit(
        self, received: ReceivedDeposit, caller: Caller, key: str | None
    ) -> FlowReceipt:
        """The receipt; the same for the same key and file, and then nothing is done again."""
        await require_clean(received.file.file)
        stored = await asyncio.to_thread(store, received.file.file, self._data_dir)
        kept = False
        try:
            async with self._database.new_session.begin() as session:
                receipt, new = await _register(session, received, stored, caller, key)
            kept = new
        finally:
            if not kept:
                await asyncio.to_thread(Deposit.of(self._data_dir, stored.file_id).remove)
        await self._bus.publish(FLOWS_TOPIC)
        return receipt


async def _register(
    session: AsyncSession,
    received: ReceivedDeposit,
    stored: StoredFile,
    caller: Caller,
    key: str | None,
) -> tuple[FlowReceipt, bool]:
    """The receipt, and whether this very deposit made it."""
    reader = await get_writing_reader(session, caller)
    made: list[Flow] = []

    async def perform() -> FlowReceipt:
        structure = await _structure(session, received.siret, reader)
        made.append(await _add_flow(session, received, stored, structure, reader))
        return _receipt(made[0], structure)

    wanted = _Wanted(
        file_name=received.name,
        sha256=stored.sha256,
        siret=received.siret,
        syntax=received.syntax,
    )
    receipt = await once(
        session,
        reader=reader,
        key=key,
        operation="deposit_flow",
        body=wanted,
        answer=FlowReceipt,
        perform=perform,
    )
    return receipt, bool(made)


async def _add_flow(
    session: AsyncSession,
    received: ReceivedDeposit,
    stored: StoredFile,
    structure: Structure,
    reader: Reader,
) -> Flow:
    repository = FlowRepository(session, reader)
    flow = Flow(
        number=flow_number(received.syntax, await repository.next_number()),
        user_id=reader.user_id,
        structure_id=structure.id,
        syntax=received.syntax,
        file_name=received.name,
        file_id=stored.file_id,
        size=stored.size,
        sha256=stored.sha256,
        state=FlowState.RECEIVED,
        state_since=now(),
        deposited_at=now(),
        technical_errors=[],
    )
    await repository.add(flow)
    await record(
        session,
        user_id=reader.user_id,
        action="deposit_flow",
        subject=f"flow:{flow.id}",
        detail={"number": flow.number},
    )
    return flow


def _receipt(flow: Flow, structure: Structure) -> FlowReceipt:
    return FlowReceipt(
        number=flow.number,
        file_name=flow.file_name,
        structure=StructureRef.model_validate(structure),
        deposited_at=flow.deposited_at,
    )


async def _structure(session: AsyncSession, siret: str | None, reader: Reader) -> Structure:
    """The depositing structure: that which is named, or the only one possible."""
    candidates = _depositing(reader)
    statement = select(Structure).where(Structure.id.in_(sorted(candidates)))
    if siret is not None:
        named = await session.scalar(statement.where(Structure.siret == siret))
        if named is None:
            raise RattachementNotFoundError(siret)
        return named
    found = (await session.scalars(statement.limit(2))).all()
    if len(found) != 1:
        raise StructureRequiredError
    return found[0]


def _depositing(reader: Reader) -> frozenset[int]:
    """The structures for which the reader may deposit invoices or statuses."""
    issuing = reader.structures_with(Space.ISSUED_INVOICES)
    found = issuing | reader.structures_with(Space.RECEIVED_INVOICES)
    if not found:
        raise DepositForbiddenError
    return found

"""One flow, from its file to its report; safe to be killed at any line."""

import asyncio
import contextlib
import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from api.core.clock import real_now
from api.core.db import Database
from api.domain.flow_line import LineOutcome
from api.domain.flow_state import FlowState, settled_state
from api.domain.flow_syntax import usual_syntax
from api.models.user import User
from api.portal.access import load_reader
from api.portal.flows import queue
from api.portal.flows.creation import Depositing
from api.portal.flows.frames import FileFrame, Frame, LineFrame, RefusedFrame, frames_of
from api.portal.flows.integration import Integration
from api.portal.flows.queue import LeaseLostError, TakenFlow
from api.portal.flows.reader import read_frames
from api.portal.flows.storage import Deposit, abandoned
from api.portal.journal import record
from api.portal.notifications import notify

logger = logging.getLogger(__name__)

# Ours. A flow that failed this often is an incident: it is to be sent again.
_ATTEMPTS = 3
_ABANDONED_AFTER = 24 * 3600.0  # seconds; long after any request ended
_RENEW_EVERY = queue.LEASE.total_seconds() / 3

_UNREADABLE = {
    "code": "reading_failed",
    "label": "Le fichier n’a pas pu être lu dans les limites de temps et de mémoire.",
    "nature": "file",
}
_FAILED = {
    "code": "processing_failed",
    "label": "Le traitement a échoué à plusieurs reprises : redéposez le flux en entier.",
    "nature": "processing",
}


class FlowRunner:
    """Reads a file in its own process, then integrates its lines one transaction each."""

    def __init__(self, database: Database, data_dir: Path) -> None:
        self._database = database
        self._data_dir = data_dir

    async def run(self, taken: TakenFlow) -> None:
        """Settle the flow, or put it off; never raises but when the application stops."""
        try:
            await self._process(taken)
        except LeaseLostError:
            logger.warning("flow %s was taken by another worker", taken.number)
        except Exception as error:
            logger.exception("flow %s failed: %s", taken.number, type(error).__name__)
            await self._fail(taken)

    async def sweep(self) -> None:
        """Remove the files of deposits that a death left behind: no flow waits for them."""
        async with self._database.new_read_session.begin() as session:
            kept = await queue.unsettled_files(session)
        before = real_now().timestamp() - _ABANDONED_AFTER
        for folder in await asyncio.to_thread(abandoned, self._data_dir, kept, before):
            await asyncio.to_thread(Deposit(folder).remove)

    async def _process(self, taken: TakenFlow) -> None:
        deposit = Deposit.of(self._data_dir, taken.file_id)
        if not await self._read(taken, deposit):
            await self._settle(taken, deposit, FlowState.REJECTED, [_UNREADABLE])
            return
        frames = frames_of(deposit.frames)
        first = next(frames)
        if isinstance(first, FileFrame):
            await self._integrate(taken, deposit, first, frames)
            await self._settle(taken, deposit, None, [])
        else:
            assert isinstance(first, RefusedFrame)
            error = {"code": first.code, "label": first.detail, "nature": "file"}
            await self._settle(taken, deposit, FlowState.REJECTED, [error])

    async def _read(self, taken: TakenFlow, deposit: Deposit) -> bool:
        if deposit.frames.exists():
            return True
        keeping = asyncio.create_task(self._keep_lease(taken))
        try:
            return await read_frames(deposit, taken.file_name, taken.syntax)
        finally:
            keeping.cancel()
            with contextlib.suppress(asyncio.CancelledError, LeaseLostError):
                await keeping

    async def _keep_lease(self, taken: TakenFlow) -> None:
        while True:
            await asyncio.sleep(_RENEW_EVERY)
            async with self._database.new_session.begin() as session:
                await queue.hold(session, taken)

    async def _integrate(
        self, taken: TakenFlow, deposit: Deposit, first: FileFrame, frames: Iterator[Frame]
    ) -> None:
        async with self._database.new_session.begin() as session:
            flow = await queue.hold(session, taken)
            queue.enter(flow, FlowState.PROCESSING)
            flow.format = first.format.value
            flow.syntax = flow.syntax or usual_syntax(first.format.value)
            done = await queue.done_positions(session, taken)
        for position, frame in enumerate(frames, start=1):
            if position in done or isinstance(frame, FileFrame):
                continue
            await self._integrate_one(taken, deposit, frame, position)

    async def _integrate_one(
        self, taken: TakenFlow, deposit: Deposit, frame: LineFrame, position: int
    ) -> None:
        async with self._database.new_session.begin() as session:
            flow = await queue.hold(session, taken)
            user = await session.get_one(User, taken.user_id)
            reader = await load_reader(session, user.login)
            assert reader is not None
            who = Depositing(user.id, user.name, deposit)
            await Integration(session, flow, reader, who).integrate(frame, position)

    async def _settle(
        self,
        taken: TakenFlow,
        deposit: Deposit,
        state: FlowState | None,
        errors: list[dict[str, Any]],
    ) -> None:
        """`state` is None for a flow that was read: its lines tell."""
        async with self._database.new_session.begin() as session:
            flow = await queue.hold(session, taken)
            counts = await queue.count_outcomes(session, flow)
            refused = counts.get(LineOutcome.REFUSED, 0)
            done = sum(counts.values()) - refused
            state = state or settled_state(done=done, refused=refused)
            queue.settle(flow, state, errors)
            subject = f"flow:{flow.id}"
            await record(
                session,
                user_id=None,
                action="flow_settled",
                subject=subject,
                detail={"state": state.value},
            )
            text = f"Flux {flow.number} : {state.label.lower()}. {_counted(done, refused)}"
            await notify(session, [flow.user_id], kind="flow", subject=subject, text=text)
        await asyncio.to_thread(deposit.remove)

    async def _fail(self, taken: TakenFlow) -> None:
        deposit = Deposit.of(self._data_dir, taken.file_id)
        try:
            if taken.attempts >= _ATTEMPTS:
                await self._settle(taken, deposit, FlowState.INCIDENT, [_FAILED])
                return
            async with self._database.new_session.begin() as session:
                flow = await queue.hold(session, taken)
                queue.put_off(flow, timedelta(seconds=2**taken.attempts))
        except Exception as error:
            # The lease will end, and the flow be taken again.
            logger.warning("flow %s not given back: %s", taken.number, type(error).__name__)


def _counted(done: int, refused: int) -> str:
    integrated = f"{done} ligne{'s' if done > 1 else ''} intégrée{'s' if done > 1 else ''}"
    left = f"{refused} refusée{'s' if refused > 1 else ''}"
    return f"{integrated}, {left}."

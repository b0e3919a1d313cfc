"""What silence does: an accord not given in time is taken as given.

`settle_tacit`, a dependency of the routes that show or touch invoices, does it before they read;
`tacit_lifespan` does it from time to time, so that people are told while nobody looks.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import datetime

from fastapi import FastAPI, Request
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.background import running
from api.core.clock import now
from api.core.db import Database
from api.domain.invoice_transitions import SILENCE, Side
from api.portal.invoices.lifecycle import PORTAL, change_status, route
from api.portal.invoices.lifecycle_repository import LifecycleRepository

logger = logging.getLogger(__name__)

_PERIOD = 600.0  # seconds


async def apply_tacit(session: AsyncSession, at: datetime) -> int:
    """Settle the silences established at `at`, two hundred at most; how many were.

    Call it again until it returns 0, each time in a transaction of its own.
    """
    silent = await LifecycleRepository(session).hold_silent(at)
    for invoice in silent:
        target = SILENCE[invoice.status]
        await change_status(session, invoice, target, actor=PORTAL, by=Side.SYSTEM)
        await route(session, invoice)
    return len(silent)


async def settle_tacit(request: Request) -> None:
    """Settle what is due, in transactions of its own; nothing is written when nothing is."""
    await _settle(request.app.state.database)


@asynccontextmanager
async def tacit_lifespan(app: FastAPI) -> AsyncGenerator[None]:
    async with running(_keep_settling(app.state.database)):
        yield


async def _keep_settling(database: Database) -> None:
    while True:
        await asyncio.sleep(_PERIOD)
        try:
            await _settle(database)
        except Exception as error:
            # The next reader of an invoice does it, or the next round.
            logger.warning("silences not settled: %s", type(error).__name__)


async def _settle(database: Database) -> None:
    at = now()
    async with database.new_read_session() as session:
        due = await LifecycleRepository(session).any_silence(at)
    while due:
        async with database.new_session.begin() as session:
            due = await apply_tacit(session, at) > 0

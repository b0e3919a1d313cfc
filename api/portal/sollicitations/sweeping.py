"""What nobody needs any more: old sollicitations, files never said, bytes without a row, proofs."""

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, Collection, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

from fastapi import FastAPI
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.background import running
from api.core.clock import now
from api.core.db import Database
from api.domain.sollicitations import SollicitationStatus
from api.models.mail_proof import MailProof
from api.models.sollicitation import Sollicitation, SollicitationFile
from api.portal.sollicitations.file_store import folder, path_of
from api.portal.sollicitations.retention import erase_old

logger = logging.getLogger(__name__)

_PERIOD = 3600.0  # seconds
# Ours: nobody comes back later to say a file, or a code; an address stays proven for a month.
_KEPT = timedelta(days=1)
_PROVEN = timedelta(days=30)
_MOST_NAMES = 500  # asked at once: databases bound the values of a statement


@asynccontextmanager
async def sollicitations_lifespan(app: FastAPI) -> AsyncGenerator[None]:
    """Sweep now and then, until the application stops."""
    async with running(_keep_sweeping(app.state.database)):
        yield


async def sweep(database: Database) -> None:
    """Once; several programs may do it at the same time."""
    await erase_old(database)
    async with database.new_session.begin() as session:
        await _forget_rows(session)
    old = await asyncio.to_thread(_old_bytes)
    async with database.new_read_session.begin() as session:
        named = await _named(session, list(old))
    await asyncio.to_thread(_remove, {name: at for name, at in old.items() if name not in named})


async def _keep_sweeping(database: Database) -> None:
    while True:
        await asyncio.sleep(_PERIOD)
        try:
            await sweep(database)
        except Exception as error:
            logger.warning("nothing swept: %s", type(error).__name__)


async def _forget_rows(session: AsyncSession) -> None:
    """A draft keeps its files as long as it is kept."""
    drafts = select(Sollicitation.id).where(Sollicitation.status == SollicitationStatus.DRAFT)
    await session.execute(
        delete(SollicitationFile).where(
            SollicitationFile.step_id.is_(None),
            SollicitationFile.at <= now() - _KEPT,
            SollicitationFile.sollicitation_id.not_in(drafts),
        )
    )
    verified = MailProof.verified_at
    await session.execute(
        delete(MailProof).where(
            (verified.is_(None) & (MailProof.sent_at <= now() - _KEPT))
            | (verified <= now() - _PROVEN)
        )
    )


def _old_bytes() -> Mapping[str, float]:
    """Names under which bytes were last sent more than a day ago, by the disk's own clock."""
    before, found = time.time() - _KEPT.total_seconds(), dict[str, float]()
    if folder().is_dir():
        for path in folder().iterdir():
            with suppress(FileNotFoundError):
                at = path.stat().st_mtime
                if at <= before:
                    found[path.name] = at
    return found


async def _named(session: AsyncSession, names: list[str]) -> Collection[str]:
    found = set[str]()
    for start in range(0, len(names), _MOST_NAMES):
        some = SollicitationFile.sha256.in_(names[start : start + _MOST_NAMES])
        found.update(await session.scalars(select(SollicitationFile.sha256).where(some)))
    return found


def _remove(unnamed: Mapping[str, float]) -> None:
    """Unless the same bytes were sent again meanwhile."""
    for name, at in unnamed.items():
        with suppress(FileNotFoundError):
            if path_of(name).stat().st_mtime == at:
                path_of(name).unlink()

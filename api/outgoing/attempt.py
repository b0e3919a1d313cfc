"""One attempt at a delivery, settled in one transaction whatever happens."""

import asyncio
import contextlib
import logging
import random
from dataclasses import dataclass
from datetime import timedelta

from api.core.background import running
from api.core.clock import real_now
from api.core.db import Database
from api.domain.backoff import retry_delay
from api.outgoing import repository
from api.outgoing.delivery import Delivery, DeliveryFailedError, DeliveryRefusedError, Handler

logger = logging.getLogger(__name__)

_RENEW_EVERY = repository.LEASE.total_seconds() / 3
_LONGEST_DELAY = 3600.0  # seconds between two attempts
_LONGEST_ATTEMPT = 60.0  # seconds; handlers have shorter bounds of their own


@dataclass(frozen=True, slots=True)
class Patience:
    """`first_delay` in seconds, doubled at each failure; given up after `attempts`."""

    attempts: int
    first_delay: float


class Attempt:
    """Safe to be killed at any line: the receiver knows the key of a repetition."""

    def __init__(self, database: Database, patience: Patience) -> None:
        self._database = database
        self._patience = patience

    async def run(self, delivery: Delivery, handler: Handler) -> None:
        """Deliver while keeping the lease, then note what came of it."""
        async with running(self._keep_lease(delivery)):
            await self._settle(delivery, handler)

    async def _settle(self, delivery: Delivery, handler: Handler) -> None:
        try:
            async with asyncio.timeout(_LONGEST_ATTEMPT):
                await handler(delivery)
        except DeliveryRefusedError as error:
            await self._give_up(delivery, error.code)
        except DeliveryFailedError as error:
            await self._put_off(delivery, error)
        except TimeoutError:
            await self._put_off(delivery, DeliveryFailedError("timeout"))
        except Exception as error:
            logger.exception("delivery %d failed: %s", delivery.id, type(error).__name__)
            await self._put_off(delivery, DeliveryFailedError("unexpected"))
        else:
            async with self._database.new_session.begin() as session:
                await repository.done(session, delivery)

    async def _keep_lease(self, delivery: Delivery) -> None:
        while True:
            await asyncio.sleep(_RENEW_EVERY)
            with contextlib.suppress(Exception):  # a lease lost costs a repetition, no more
                async with self._database.new_session.begin() as session:
                    await repository.renew(session, delivery)

    async def _put_off(self, delivery: Delivery, failure: DeliveryFailedError) -> None:
        if delivery.attempts >= self._patience.attempts:
            await self._give_up(delivery, failure.code)
            return
        next_at = real_now() + timedelta(seconds=self._pause(delivery, failure))
        logger.warning("delivery %d (%s) put off: %s", delivery.id, delivery.kind, failure.code)
        async with self._database.new_session.begin() as session:
            await repository.put_off(session, delivery, next_at, failure.code)

    def _pause(self, delivery: Delivery, failure: DeliveryFailedError) -> float:
        first, longest = self._patience.first_delay, min(_LONGEST_DELAY, failure.within)
        jitter = random.random()  # noqa: S311 - spreads attempts, hides nothing
        delay = retry_delay(delivery.attempts, jitter, first=first, longest=longest)
        return max(delay, min(failure.retry_after, _LONGEST_DELAY))

    async def _give_up(self, delivery: Delivery, code: str) -> None:
        logger.error("delivery %d (%s) given up: %s", delivery.id, delivery.kind, code)
        async with self._database.new_session.begin() as session:
            await repository.give_up(session, delivery, code)

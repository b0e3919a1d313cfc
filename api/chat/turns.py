"""One owed answer: asked from the bot, and settled in one transaction whatever happens."""

import asyncio
import contextlib
import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from api.chat import (
    agent_offer,
    conversation_repository,
    drafts,
    log,
    profile_repository,
    speaker,
    turn_repository,
)
from api.chat.agent_hours import AgentHours, agent_hours
from api.chat.apologies import apology, silence
from api.chat.bot_reply import BotReply
from api.chat.conversion import events_from_reply, handover_reason
from api.chat.errors import ConversationNotFoundError
from api.chat.gateway import BotFailedError, BotUnavailableError, Gateway
from api.chat.handover import call_agent
from api.chat.turn_repository import LeasedTurn
from api.chat.understanding import Understood
from api.core import clock
from api.core.background import running
from api.core.clock import real_now
from api.core.db import Database
from api.core.knowledge import open_knowledge
from api.core.settings import Settings
from api.core.tokens import mint_on_behalf
from api.domain.profile import Profile
from api.domain.turn_status import TurnStatus

logger = logging.getLogger(__name__)

_RENEW_EVERY = turn_repository.LEASE.total_seconds() / 3
_FIRST_DELAY, _LONGEST_DELAY = 0.5, 3.0  # seconds between two calls of the bot


@dataclass(frozen=True, slots=True)
class Asker:
    """In whose name a turn is asked, what may change its answer, the files that came with it."""

    login: str | None
    profile: Profile
    attachments: list[dict[str, Any]]
    hours: AgentHours


class TurnRunner:
    """Answers leased turns; safe to be killed at any line, as the bot replays a `turn_id`."""

    def __init__(self, database: Database, gateway: Gateway, settings: Settings) -> None:
        self._database = database
        self._gateway = gateway
        self._settings = settings

    async def run(self, turn: LeasedTurn) -> None:
        """Ask the bot while keeping the lease, then answer, put off or give up."""
        async with running(self._keep_lease(turn)):
            await self._try(turn)

    async def _try(self, turn: LeasedTurn) -> None:
        try:
            asker = await self._asker(turn)
            reply = await self._gateway.turn(self._request(turn, asker))
            await self._answer(turn, reply, asker)
        except ConversationNotFoundError:
            return  # erased meanwhile: nobody waits for the answer
        except BotUnavailableError:
            await self._put_off(turn, turn.attempts, turn.waits + 1)
        except BotFailedError as error:
            logger.warning("turn of %s failed: %s", turn.conversation_id, error)
            await self._put_off(turn, turn.attempts + 1, turn.waits)
        except Exception as error:
            logger.exception("turn of %s failed: %s", turn.conversation_id, type(error).__name__)
            await self._put_off(turn, turn.attempts + 1, turn.waits)

    async def _keep_lease(self, turn: LeasedTurn) -> None:
        while True:
            await asyncio.sleep(_RENEW_EVERY)
            async with self._database.new_session.begin() as session:
                await turn_repository.renew(session, turn)

    async def _asker(self, turn: LeasedTurn) -> Asker:
        async with self._database.new_read_session.begin() as session:
            login = await conversation_repository.login_of(session, turn.conversation_id)
            profile = await profile_repository.profile_of(session, login)
            said = await log.find(session, turn.conversation_id, turn.user_seq)
            files: list[dict[str, Any]] = said.body.get("attachments", []) if said else []
            return Asker(login, profile, files, await agent_hours(session))

    def _request(self, turn: LeasedTurn, asker: Asker) -> dict[str, Any]:
        turn_id = f"{turn.conversation_id}:{turn.user_seq}"
        local = clock.local(clock.now())
        metadata = {
            "turn_id": turn_id,
            "token": mint_on_behalf(asker.login, turn.conversation_id),
            "login": asker.login,
            "attachments": asker.attachments,
            "now": local.isoformat(timespec="seconds"),
            "agents": asker.hours.public(),
        }
        return {
            "conversation_id": turn.conversation_id,
            "turn_id": turn_id,
            "text": turn.text,
            "metadata": metadata,
        }

    async def _answer(self, turn: LeasedTurn, reply: BotReply, asker: Asker) -> None:
        reason = handover_reason(reply)
        knowledge = open_knowledge(self._settings.knowledge_bundle)
        events = events_from_reply(reply, knowledge, asker.profile)
        if not events and reason is None:
            events = [silence(reachable=asker.hours.reachable)]
        async with self._database.new_session.begin() as session:
            if reason is not None:
                await speaker.lock_queue(session)
            understood = Understood.of(reply, knowledge).stored()
            if not await self._settle(session, turn, TurnStatus.DONE, understood):
                return
            entries = knowledge.entries
            fitted = await agent_offer.fitted(session, turn.conversation_id, events, entries)
            await log.append(session, turn.conversation_id, fitted)
            if reason is not None:
                await call_agent(session, turn.conversation_id, reason)
            await log.append(session, turn.conversation_id, [drafts.turn_end(turn.user_seq)])

    async def _put_off(self, turn: LeasedTurn, attempts: int, waits: int) -> None:
        now = real_now()
        deadline = turn.asked_at + timedelta(seconds=self._settings.turn_deadline)
        if attempts >= self._settings.turn_attempts or now >= deadline:
            await self._give_up(turn)
            return
        delay = min(_LONGEST_DELAY, _FIRST_DELAY * 2.0 ** min(attempts + waits - 1, 8))
        # One last call at the deadline rather than an apology before it.
        due_at = min(now + timedelta(seconds=delay), deadline)
        async with self._database.new_session.begin() as session:
            await turn_repository.put_off(session, turn, due_at, attempts=attempts, waits=waits)

    async def _give_up(self, turn: LeasedTurn) -> None:
        with contextlib.suppress(ConversationNotFoundError):
            async with self._database.new_session.begin() as session:
                if await self._settle(session, turn, TurnStatus.GAVE_UP):
                    reachable = (await agent_hours(session)).reachable
                    sorry = apology(turn.text, reachable=reachable)
                    events = [sorry, drafts.turn_end(turn.user_seq)]
                    await log.append(session, turn.conversation_id, events)

    async def _settle(
        self,
        session: AsyncSession,
        turn: LeasedTurn,
        status: TurnStatus,
        understood: dict[str, Any] | None = None,
    ) -> bool:
        """False if the answer is no longer wanted from us: cancelled, or taken over."""
        # The conversation before the turn, as everywhere: two writers cannot cross.
        await conversation_repository.hold(session, turn.conversation_id)
        return await turn_repository.settle(session, turn, status, understood)

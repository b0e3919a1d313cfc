"""Brings a conversation and its double at another desk up to date, each way and in order.

Nothing is remembered of what happened: each time, what differs is looked for and made good. A
call that was lost, doubled or late changes nothing then; the next one makes up for it.
"""

from dataclasses import dataclass

from api.chat.errors import ConversationNotFoundError
from api.core.db import Database
from api.desk.port import hearing, relay_repository
from api.desk.port.desk import Case, Desk, DeskFailedError, Heard, Said, Thread, ThreadGoneError
from api.desk.port.relay_repository import Snapshot
from api.desk.port.transcript import (
    LEFT,
    NOT_RELAYED,
    Line,
    lines_before_return,
    lines_to_tell,
)
from api.models.chat_event import ChatEvent
from api.models.desk_relay import DeskRelay
from api.outgoing.delivery import Delivery, DeliveryFailedError

# Somebody waits for an answer: the next attempt is never far.
_WITHIN = 30.0  # seconds


@dataclass(frozen=True, slots=True)
class _State:
    relay: DeskRelay
    now: Snapshot | None


class DeskSync:
    """One conversation at a time: the lane of its deliveries sees to it."""

    def __init__(self, database: Database, desk: Desk) -> None:
        self._database = database
        self._desk = desk

    async def deliver(self, delivery: Delivery) -> None:
        """Handler of the `desk` deliveries.

        Raises:
            DeliveryFailedError: the other desk did not answer as it should.
        """
        try:
            await self.bring_up_to_date(delivery.body["conversation_id"])
        except DeskFailedError as error:
            raise DeliveryFailedError(error.code, error.retry_after, _WITHIN) from error

    async def bring_up_to_date(self, conversation_id: str) -> None:
        try:
            await self._bring_up_to_date(conversation_id)
        except ThreadGoneError as error:
            await self._lose_thread(conversation_id)
            raise DeskFailedError("thread_gone") from error
        except ConversationNotFoundError:
            await self._bring_up_to_date(conversation_id)  # erased while we looked

    async def _bring_up_to_date(self, conversation_id: str) -> None:
        state = await self._read(conversation_id)
        if state.now is None:
            await self._forget(state.relay)
            return
        over = False
        if state.relay.thread is not None:
            over = await self._listen(state.relay, state.relay.thread)
            state = await self._read(conversation_id)
        if state.now is None:
            await self._forget(state.relay)
        elif state.now.with_humans:
            await self._hand_over(state.relay, state.now)
        elif state.relay.opened and state.relay.thread is not None:
            await self._take_back(state.relay, state.relay.thread, over=over)

    async def _read(self, conversation_id: str) -> _State:
        async with self._database.new_session.begin() as session:
            now = await relay_repository.snapshot(session, conversation_id)
            return _State(await relay_repository.find_or_add(session, conversation_id), now)

    async def _note(self, relay: DeskRelay, **values: object) -> None:
        async with self._database.new_session.begin() as session:
            await relay_repository.note(session, relay.conversation_id, **values)

    async def _listen(self, relay: DeskRelay, thread: int) -> bool:
        """Whether the agents have given the user back."""
        heard = await self._desk.hear(thread, relay.heard_mark)
        late = await self._write_down(relay, heard)
        for mark in late:
            said = Said(NOT_RELAYED, note=True, after=mark, doubtful=True)
            await self._desk.tell(thread, said)
        if late:
            await self._note(relay, heard_mark=heard.last)
        return heard.over

    async def _write_down(self, relay: DeskRelay, heard: Heard) -> list[int]:
        """Returns the marks of what nobody will be told: said when no user was there."""
        if not relay.opened:
            return [message.mark for message in heard.messages]
        async with self._database.new_session.begin() as session:
            late = await hearing.write_down(session, relay.conversation_id, heard)
            if not late:
                now = await relay_repository.snapshot(session, relay.conversation_id)
                # Once the exchange is over, nothing of it is read again in the next one.
                mark = heard.mark if now and now.with_humans else heard.last
                await relay_repository.note(session, relay.conversation_id, heard_mark=mark)
        return late

    async def _hand_over(self, relay: DeskRelay, now: Snapshot) -> None:
        thread = await self._thread(relay, now)
        lines = lines_to_tell(await self._untold(relay), opened=relay.opened)
        for line in (line for line in lines if line.note):
            await self._tell(relay, thread, line)
        if not relay.opened:
            await self._desk.put_in_hands(thread)
            await self._note(relay, opened=True)
        for line in (line for line in lines if not line.note):
            await self._tell(relay, thread, line)

    async def _thread(self, relay: DeskRelay, now: Snapshot) -> int:
        known = Thread(relay.contact, relay.source, relay.thread)
        found = await self._desk.find_thread(_case(relay, now), known)
        if found.id is None:
            raise DeskFailedError("no_thread")
        if found != known:
            await self._note(relay, contact=found.contact, source=found.source, thread=found.id)
        return found.id

    async def _tell(self, relay: DeskRelay, thread: int, line: Line) -> None:
        doubtful = relay.doubt_seq == line.seq
        if not doubtful:
            # Should we die between the call and its answer, this is what to look for.
            await self._note(relay, doubt_seq=line.seq)
        said = Said(line.text, note=line.note, after=relay.told_mark, doubtful=doubtful)
        relay.told_mark = await self._desk.tell(thread, said)
        relay.told_seq, relay.doubt_seq = line.seq, None
        values = {"told_seq": line.seq, "told_mark": relay.told_mark, "doubt_seq": None}
        await self._note(relay, **values)

    async def _take_back(self, relay: DeskRelay, thread: int, *, over: bool) -> None:
        if not over:
            for line in lines_before_return(await self._untold(relay)):
                await self._tell(relay, thread, line)
            left = Said(LEFT, note=True, after=relay.told_mark, doubtful=True)
            await self._desk.tell(thread, left)
            await self._desk.take_back(thread)
        await self._note(relay, opened=False)

    async def _untold(self, relay: DeskRelay) -> list[ChatEvent]:
        async with self._database.new_read_session.begin() as session:
            key, seq = relay.conversation_id, relay.told_seq
            return await relay_repository.said_after(session, key, seq)

    async def _forget(self, relay: DeskRelay) -> None:
        if relay.thread is not None:
            await self._desk.forget(relay.thread)
        async with self._database.new_session.begin() as session:
            await relay_repository.remove(session, relay.conversation_id)

    async def _lose_thread(self, conversation_id: str) -> None:
        """Deleted there: the exchange is over; a later call of an agent makes a new thread."""
        async with self._database.new_session.begin() as session:
            relay = await relay_repository.find_or_add(session, conversation_id)
            heard = Heard((), over=relay.opened, mark=0, last=0)
            if await relay_repository.snapshot(session, conversation_id) is not None:
                await hearing.write_down(session, conversation_id, heard)
            lost = {"thread": None, "opened": False, "doubt_seq": None}
            marks = {"told_mark": 0, "heard_mark": 0}
            await relay_repository.note(session, conversation_id, **lost, **marks)


def _case(relay: DeskRelay, now: Snapshot) -> Case:
    user = now.login or relay.conversation_id
    name = now.name or now.login or "Usager anonyme"
    return Case(relay.conversation_id, f"chorale:{user}", name)

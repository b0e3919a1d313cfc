"""Whatever users, agents and supervisors do, in any order: one line, one owner, nobody lost."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import Phase, settings, strategies
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,  # pyright: ignore[reportUnknownVariableType]
)
from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.chat import log, speaker
from api.chat.conversations import open_conversation
from api.chat.erasure import erase_conversation
from api.core import clock
from api.core.clock import real_now
from api.core.db import Database
from api.core.errors import ChoraleError
from api.core.settings import get_settings
from api.desk.access.auth import SignedIn
from api.desk.presence.sweep import PresenceSweep
from api.desk.queue import exchange as service
from api.desk.queue import proposals, transfer
from api.desk.schemas import CloseIn, ToIn, TransferIn
from api.domain.agent_role import AgentRole
from api.domain.chat_event import EventType
from api.domain.speaker import Speaker
from api.models.agent import Agent, AgentSession
from api.models.chat_choice import ChatChoice
from api.models.chat_event import ChatEvent
from api.models.chat_turn import ChatTurn
from api.models.conversation import Conversation
from api.models.desk_episode import DeskEpisode
from api.models.desk_team import AgentTeam, DeskTeam
from api.tests.fresh_tables import lay_fresh_tables

CROWD = 6
CAPACITY = 3
AGENTS = {
    login: SignedIn(login, login.title(), AgentRole.AGENT, login) for login in ("ada", "bo", "cy")
}
CHIEF = SignedIn("chef", "Chef", AgentRole.SUPERVISOR, "chef")
TEAM = "travaux"
START = datetime(2026, 11, 24, 9, tzinfo=UTC)

some = strategies.integers(0, CROWD - 1)
who = strategies.sampled_from(sorted(AGENTS))


type Work[T] = Callable[[AsyncSession], Awaitable[T]]
type Rank = tuple[datetime, int]


class Line(RuleBasedStateMachine):
    """`waiting`: rank by conversation; `held`: owner by conversation; `idle`: with the bot."""

    database: Database
    runner: asyncio.Runner

    def __init__(self) -> None:
        super().__init__()
        self.born: dict[str, Rank] = {}
        self.waiting: dict[str, Rank] = {}
        self.held: dict[str, str] = {}
        self.idle: list[str] = []
        self.arrived: list[str] = []
        self.urgent: set[str] = set()
        self.there: set[str] = set(AGENTS)

    def do[T](self, work: Work[T]) -> T:
        async def transact() -> T:
            async with self.database.new_session.begin() as session:
                return await work(session)

        return self.runner.run(transact())

    def read[T](self, work: Work[T]) -> T:
        async def transact() -> T:
            async with self.database.new_read_session.begin() as session:
                return await work(session)

        return self.runner.run(transact())

    def refusal(self, work: Work[object]) -> str | None:
        """The code of the error, None when it was done."""
        try:
            self.do(work)
        except ChoraleError as error:
            return error.code
        return None

    def pick(self, pool: Collection[str], number: int) -> str:
        """By arrival: ids are drawn at random, and a run must be the same when it is run again."""
        return sorted(pool, key=self.arrived.index)[number % len(pool)]

    @initialize(number=strategies.integers(0, 4))
    def begin(self, number: int) -> None:
        """Some wait already."""
        get_settings().clock = START
        self.do(_furnish)
        for _ in range(number):
            self.comes()
            self.calls(0)

    @rule()
    def time_passes(self) -> None:
        get_settings().clock = clock.now() + timedelta(minutes=7)

    @precondition(lambda self: len(self.idle) + len(self.waiting) + len(self.held) < CROWD)
    @rule()
    def comes(self) -> None:
        opened = self.do(lambda session: open_conversation(session, None))
        self.idle.append(opened.id)
        self.arrived.append(opened.id)

    @precondition(lambda self: self.idle)
    @rule(number=some)
    def calls(self, number: int) -> None:
        key = self.pick(self.idle, number)
        position = self.do(lambda session: speaker.enqueue(session, key, "user_wish"))
        self.idle.remove(key)
        self.waiting[key] = self.born[key] = self.do(lambda session: _rank(session, key))
        assert position == self.line().index(key) + 1

    @precondition(lambda self: self.waiting)
    @rule(number=some)
    def leaves(self, number: int) -> None:
        key = self.pick(self.waiting, number)
        assert self.do(lambda session: speaker.leave_queue(session, key))
        self.forget(key)
        self.idle.append(key)

    @precondition(lambda self: self.waiting or self.held or self.idle)
    @rule(number=some)
    def is_erased(self, number: int) -> None:
        key = self.pick([*self.waiting, *self.held, *self.idle], number)
        self.do(lambda session: erase_conversation(session, key))
        self.forget(key)
        if key in self.idle:
            self.idle.remove(key)

    @precondition(lambda self: self.waiting)
    @rule(number=some, login=who)
    def claims(self, number: int, login: str) -> None:
        key = self.pick(self.waiting, number)
        self.do(lambda session: service.claim(session, key, AGENTS[login]))
        self.take(key, login)

    @rule(login=who)
    def claims_the_next(self, login: str) -> None:
        """The first that is proposed, so the first of all when none waits for a team."""
        taken: list[str] = []

        async def claim(session: AsyncSession) -> None:
            taken.append((await proposals.claim_next(session, AGENTS[login], None)).id)

        refused = self.refusal(claim)
        if refused is None:
            self.take(taken[0], login)
        full = list(self.held.values()).count(login) > CAPACITY
        assert not (full and refused is None)
        assert refused in (None, "capacity_reached", "nobody_waiting")

    @precondition(lambda self: self.held)
    @rule(number=some)
    def closes(self, number: int) -> None:
        key = self.pick(self.held, number)
        agent = AGENTS[self.held[key]]
        self.do(lambda session: service.close(session, key, agent, CloseIn(outcome="solved")))
        self.forget(key)
        self.idle.append(key)

    @precondition(lambda self: self.held)
    @rule(number=some, login=who)
    def transfers_to_an_agent(self, number: int, login: str) -> None:
        key = self.pick(self.held, number)
        agent = AGENTS[self.held[key]]
        wish = TransferIn(to=ToIn(agent=login))
        allowed = login in self.there and login != agent.login
        refused = self.refusal(lambda session: transfer.transfer(session, key, agent, wish))
        assert refused in ((None,) if allowed else ("agent_absent", "same_agent"))
        if allowed:
            self.held[key] = login

    @precondition(lambda self: self.held)
    @rule(number=some, team=strategies.sampled_from([None, TEAM]))
    def transfers_to_the_head(self, number: int, team: str | None) -> None:
        key = self.pick(self.held, number)
        agent = AGENTS[self.held[key]]
        wish = TransferIn(to=ToIn(team=team))
        self.do(lambda session: transfer.transfer(session, key, agent, wish))
        self.to_the_head(key)

    @precondition(lambda self: self.waiting or self.held)
    @rule(number=some, login=who)
    def is_reassigned(self, number: int, login: str) -> None:
        key = self.pick([*self.waiting, *self.held], number)
        allowed = login in self.there and self.held.get(key) != login
        to = ToIn(agent=login)
        refused = self.refusal(lambda session: transfer.reassign(session, key, CHIEF, to))
        assert refused in ((None,) if allowed else ("agent_absent", "same_agent"))
        if allowed:
            self.take(key, login)

    @precondition(lambda self: self.waiting or self.held)
    @rule(number=some)
    def is_reassigned_to_nobody(self, number: int) -> None:
        key = self.pick([*self.waiting, *self.held], number)
        self.do(lambda session: transfer.reassign(session, key, CHIEF, None))
        if key in self.held:
            self.to_the_head(key)

    @precondition(lambda self: self.waiting or self.held)
    @rule(number=some, urgent=strategies.booleans())
    def is_urgent(self, number: int, urgent: bool) -> None:
        key = self.pick([*self.waiting, *self.held], number)
        self.do(lambda session: speaker.set_urgent(session, key, urgent=urgent))
        (self.urgent.add if urgent else self.urgent.discard)(key)

    @rule(login=who)
    def laptop_is_closed(self, login: str) -> None:
        self.do(lambda session: _lease(session, login, timedelta(seconds=-1)))
        self.there.discard(login)
        self.sweep()

    @rule(login=who)
    def is_back(self, login: str) -> None:
        self.do(lambda session: _lease(session, login, timedelta(hours=1)))
        self.there.add(login)
        self.sweep()

    @invariant()
    def everybody_is_where_he_should_be(self) -> None:
        seen = self.read(_look)
        assert {key for key, row in seen.rows.items() if row[0] is Speaker.BOT} == set(self.idle)
        assert {key: row[1] for key, row in seen.rows.items() if row[1]} == self.held
        assert set(seen.told) == set(self.waiting)
        assert sorted(seen.open_episodes) == sorted([*self.waiting, *self.held])
        told = sorted(seen.told, key=lambda key: seen.told[key])
        assert [seen.told[key] for key in told] == list(range(1, len(told) + 1))
        order = [self.place(key) for key in told]
        assert order == sorted(order)

    def line(self) -> list[str]:
        return sorted(self.waiting, key=self.place)

    def place(self, key: str) -> tuple[bool, Rank]:
        return (key not in self.urgent, self.waiting[key])

    def to_the_head(self, key: str) -> None:
        ranks = list(self.waiting.values())
        first = [(at, ticket - 1) for at, ticket in [min(ranks)]] if ranks else []
        del self.held[key]
        self.waiting[key] = min([self.born[key], *first])

    def take(self, key: str, login: str) -> None:
        self.waiting.pop(key, None)
        self.held[key] = login

    def forget(self, key: str) -> None:
        self.waiting.pop(key, None)
        self.held.pop(key, None)
        self.urgent.discard(key)

    def sweep(self) -> None:
        """Those claimed by an agent who was not there go back as well."""
        self.runner.run(PresenceSweep(self.database).sweep(real_now()))
        for key, owner in list(self.held.items()):
            if owner not in self.there:
                del self.held[key]
                self.waiting[key] = self.born[key]


@pytest.fixture
def machine(database_url: str, settings_env: pytest.MonkeyPatch) -> Iterator[type[Line]]:
    settings_env.setenv("CHORALE_DATABASE_URL", database_url)
    get_settings.cache_clear()
    with asyncio.Runner() as runner:
        database = Database(get_settings().resolved_database_url())
        runner.run(lay_fresh_tables(get_settings().resolved_database_url()))
        yield type("PreparedLine", (Line,), {"database": database, "runner": runner})
        runner.run(database.dispose())


def test_line_is_true_whatever_happens(machine: type[Line]) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=25,
            stateful_step_count=25,
            # Shrinking would replay a database a thousand times.
            phases=[Phase.generate],
        ),
    )


async def _furnish(session: AsyncSession) -> None:
    for table in (DeskEpisode, ChatEvent, ChatChoice, ChatTurn, Conversation, Agent, DeskTeam):
        await session.execute(delete(table))
    session.add(DeskTeam(code=TEAM, name="Travaux"))
    for login in AGENTS:
        agent = Agent(login=login, name=login.title(), role=AgentRole.AGENT, created_at=START)
        session.add(agent)
        await session.flush()
        far = real_now() + timedelta(hours=1)
        session.add(
            AgentSession(token_hash=login, agent_id=agent.id, expires_at=far, lease_until=far)
        )
        if login == "ada":
            session.add(AgentTeam(agent_id=agent.id, team_code=TEAM))


async def _lease(session: AsyncSession, login: str, length: timedelta) -> None:
    statement = update(AgentSession).where(AgentSession.token_hash == login)
    await session.execute(statement.values(lease_until=real_now() + length))


async def _rank(session: AsyncSession, key: str) -> Rank:
    row = (await session.scalars(select(Conversation).where(Conversation.id == key))).one()
    assert row.queued_at is not None
    assert row.queue_ticket is not None
    return (row.queued_at, row.queue_ticket)


@dataclass
class Seen:
    """Speaker and owner by conversation; the position last told to each who waits."""

    rows: dict[str, tuple[Speaker, str | None]]
    told: dict[str, int]
    open_episodes: list[str]


async def _look(session: AsyncSession) -> Seen:
    columns = select(Conversation.id, Conversation.speaker, Conversation.agent_login)
    rows = {key: (speaks, login) for key, speaks, login in (await session.execute(columns)).all()}
    episodes = select(DeskEpisode.conversation_id).where(DeskEpisode.closed_at.is_(None))
    waiting = [key for key, (speaks, _) in rows.items() if speaks is Speaker.QUEUED]
    return Seen(
        rows=rows,
        told={key: await _last_position(session, key) for key in waiting},
        open_episodes=[str(key) for key in await session.scalars(episodes)],
    )


async def _last_position(session: AsyncSession, key: str) -> int:
    events = await log.read_after(session, key, 0)
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    last = [event.body["state"] for event in events if event.type is EventType.STATE][-1]
    assert last["speaker"] == "queued"
    return last["position"]

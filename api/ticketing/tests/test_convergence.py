"""Whatever is done, told and lost, in any order: the same ticket at the end, each note once."""

import asyncio
import re
from dataclasses import dataclass
from itertools import count
from typing import Literal

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from api.core.db import Database
from api.core.errors import ChoraleError
from api.core.settings import get_settings
from api.domain.sollicitation_acts import Act
from api.models.sollicitation import SollicitationFile, SollicitationStep
from api.outgoing.delivery import Delivery, DeliveryFailedError, DeliveryRefusedError
from api.tests.fresh_tables import lay_fresh_tables
from api.ticketing.lifespan import system_of
from api.ticketing.sync import TICKET, TicketSync
from api.ticketing.tests.contract_server import ContractServer
from api.ticketing.tests.filing import AGENT, AUTHOR, Filing
from api.ticketing.tests.glpi_server import GlpiServer
from api.ticketing.tests.programs import point_at
from api.ticketing.tests.zammad_server import ZammadServer

PDF = b"%PDF-1.7\n%"


@dataclass(frozen=True)
class Do:
    """An act, where it is possible."""

    act: Act
    by_author: bool
    with_file: bool


@dataclass(frozen=True)
class Tell:
    """A step told, by its place from the end, while calls fare so."""

    back: int
    chaos: tuple[str, ...]


type Event = Do | Tell

FAULTS = ("", "", "", "500", "429", "cut", "lost", "lost", "401", "403", "302")
acts = st.builds(Do, st.sampled_from(sorted(Act)), st.booleans(), st.booleans())
tellings = st.builds(
    Tell, st.integers(0, 5), st.lists(st.sampled_from(FAULTS), max_size=14).map(tuple)
)
histories = st.lists(st.one_of(acts, tellings), max_size=14)

_SLOW = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]

ADD = Do(Act.ADD, by_author=True, with_file=True)


class World:
    """One sollicitation, filed with a file, and the program in which it is told."""

    def __init__(self, database: Database, server: ContractServer) -> None:
        self.server = server
        self.filing = Filing(database)
        system = system_of(get_settings())
        assert system is not None
        self._system = system
        self._database = database
        self._sync = TicketSync(database, system, get_settings())
        self._names = count(1)
        self.is_closed = False

    async def begin(self) -> None:
        self.id = await self.filing.file(files={"demande.pdf": PDF + b"demande"})

    async def play(self, event: Event) -> None:
        if isinstance(event, Do):
            await self._do(event)
        else:
            steps = await self.steps()
            await self.tell(steps[-1 - event.back % len(steps)], event.chaos)

    async def tell(self, step: int, chaos: tuple[str, ...] = ()) -> bool:
        """Whether the delivery came to its end."""
        self.server.chaos = list(chaos)
        delivery = Delivery(1, TICKET, f"ticket:{step}", {"step": step}, 1, "")
        try:
            await self._sync.deliver(delivery)
        except (DeliveryFailedError, DeliveryRefusedError):
            return False
        finally:
            self.server.chaos = []
        return True

    async def steps(self) -> list[int]:
        async with self._database.new_read_session.begin() as session:
            found = await session.scalars(
                select(SollicitationStep.id).order_by(SollicitationStep.id)
            )
            return list(found)

    async def end(self) -> None:
        assert await self.tell((await self.steps())[-1])
        await self._system.shut()

    async def files(self) -> list[str]:
        """Those that were said; an act that is not possible leaves its own unsaid."""
        async with self._database.new_read_session.begin() as session:
            said = SollicitationFile.step_id.is_not(None)
            return list(await session.scalars(select(SollicitationFile.name).where(said)))

    async def _do(self, wanted: Do) -> None:
        name = f"piece-{next(self._names)}.pdf"
        files = {name: PDF + name.encode()} if wanted.with_file else {}
        text = "Un texte." if wanted.act.needs_text else None
        by = AUTHOR if wanted.by_author else AGENT
        try:
            await self.filing.act(self.id, wanted.act, text, by=by, files=files)
        except ChoraleError:
            return  # not now
        self.is_closed = self.is_closed or wanted.act is Act.CLOSE


async def converges(database_url: str, server: ContractServer, history: list[Event]) -> None:
    await lay_fresh_tables(database_url)
    database = Database(get_settings().resolved_database_url())
    await server.start()
    world = World(database, server)
    try:
        await world.begin()
        for event in history:
            await world.play(event)
        await world.end()
        await holds(world)
    finally:
        await server.stop()
        await database.dispose()


async def holds(world: World) -> None:
    numbers = [re.match(r"\[SOL-2026-000123 · étape (\d+)\]", note) for note in world.server.notes]
    assert len(world.server.titles) == 1
    assert [int(one[1]) for one in numbers if one] == list(range(1, len(await world.steps()) + 1))
    assert sorted(name for name, _ in world.server.files) == sorted(await world.files())
    assert world.server.is_closed == world.is_closed


@pytest.fixture
def url(database_url: str, settings_env: pytest.MonkeyPatch) -> str:
    settings_env.setenv("CHORALE_DATABASE_URL", database_url)
    get_settings.cache_clear()
    return get_settings().resolved_database_url()


@pytest.mark.parametrize("program", ["zammad", "glpi"])
def test_any_history_ends_with_the_same_ticket(
    url: str, settings_env: pytest.MonkeyPatch, program: Literal["zammad", "glpi"]
) -> None:
    @example([Tell(0, ("lost",) * 6), ADD, Tell(1, ("", "lost")), ADD, Tell(0, ("lost",) * 9)])
    @example([ADD, Do(Act.CLOSE, by_author=True, with_file=False), Tell(0, ("", "lost") * 7)])
    @given(histories)
    @settings(max_examples=20, suppress_health_check=_SLOW)
    def check(history: list[Event]) -> None:
        async def run() -> None:
            server = ZammadServer() if program == "zammad" else GlpiServer()
            point_at(settings_env, server)
            await converges(url, server, history)

        asyncio.run(run())

    check()

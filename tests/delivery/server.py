"""One or two processes of the api on one database, to be killed; agents, and whom they serve."""

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from uuid import uuid4

import httpx

from api.core.db import Database
from api.core.settings import Settings
from api.desk.accounts import agents
from api.desk.accounts.agents import NewAgent
from api.domain.agent_role import AgentRole
from api.models.base import Base
from ops.layout import ROOT

PASSWORD = "un-mot-de-passe-de-test"
_COMMAND = [sys.executable, "-m", "uvicorn", "--factory", "api.app:create_app"]
# Prepared a few at a time: nobody measures it, and a long queue is slow to tell.
_AT_ONCE = 4


class Api:
    """A process on a socket that outlives it, as behind a balancer: nobody is ever refused."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=1024)
        self._environment = environment
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self._process = self._start()

    @property
    def pid(self) -> int:
        return self._process.pid

    def _start(self) -> subprocess.Popen[bytes]:
        fd = self._listening.fileno()
        command = [*_COMMAND, "--fd", str(fd), "--log-level", "warning", "--backlog", "1024"]
        return subprocess.Popen(command, cwd=ROOT, env=self._environment, pass_fds=[fd])

    def kill(self) -> None:
        """`kill -9`, and another in its place."""
        self._process.kill()
        self._process.wait(10)
        self._process = self._start()

    def end(self) -> None:
        self._process.kill()
        self._process.wait(10)
        self._listening.close()


@contextmanager
def apis(folder: Path, database_url: str, count: int) -> Generator[list[Api]]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("CHORALE_")}
    environment = {
        **kept,
        "CHORALE_DATA_DIR": str(folder),
        "CHORALE_DATABASE_URL": database_url,
        "CHORALE_SECRET": "test-secret-of-more-than-32-characters",
        "CHORALE_GATEWAY_SECRET": "test-gateway-secret-of-32-characters",
        "CHORALE_CLOCK": "2026-11-24T10:00:00+01:00",
        "CHORALE_BOT_URL": "http://127.0.0.1:9",
    }
    with ExitStack() as stack:
        running = [Api(environment) for _ in range(count)]
        for api in running:
            stack.callback(api.end)
        yield running


@dataclass(frozen=True)
class Conversation:
    """Its user's key, and the session of the agent who has it."""

    id: str
    token: str
    agent: str
    cookie: str


def prepare(database_url: str, agent_count: int) -> None:
    """Fresh tables, and agents."""
    asyncio.run(_prepare(Settings(database_url=database_url).resolved_database_url(), agent_count))


async def _prepare(url: str, agent_count: int) -> None:
    database = Database(url)
    async with database.engine.begin() as connection:
        await connection.run_sync(Base.metadata.drop_all)
        await connection.run_sync(Base.metadata.create_all)
    async with database.new_session.begin() as session:
        for number in range(agent_count):
            agent = NewAgent(f"agent.{number}", f"Agent {number}", AgentRole.AGENT, PASSWORD)
            await agents.add(session, agent)
    await database.dispose()


def hand_over(url: str, agent_count: int, count: int) -> list[Conversation]:
    """Conversations in the hands of agents, by the contract."""
    return asyncio.run(_hand_over(url, agent_count, count))


async def _hand_over(url: str, agent_count: int, count: int) -> list[Conversation]:
    async with httpx.AsyncClient(base_url=url, timeout=60, trust_env=False) as http:
        cookies = [await _sign_in(url, f"agent.{number}") for number in range(agent_count)]
        logins = cycle((f"agent.{number}", cookie) for number, cookie in enumerate(cookies))
        places = asyncio.Semaphore(_AT_ONCE)

        async def one(agent: str, cookie: str) -> Conversation:
            async with places:
                return await _serve(http, agent, cookie)

        return await asyncio.gather(*(one(*next(logins)) for _ in range(count)))


async def _sign_in(url: str, login: str) -> str:
    async with httpx.AsyncClient(base_url=url, timeout=60, trust_env=False) as http:
        body = {"login": login, "password": PASSWORD}
        answer = await http.post("/desk/v1/sessions", json=body)
        assert answer.status_code == 200, answer.text
        return "; ".join(f"{name}={value}" for name, value in http.cookies.items())


async def _serve(http: httpx.AsyncClient, agent: str, cookie: str) -> Conversation:
    opened = (await http.post("/chat/v1/conversations", json={})).json()
    path, held = f"/chat/v1/conversations/{opened['id']}", f"Bearer {opened['token']}"
    wish = {"client_id": str(uuid4()), "text": "contacter un agent"}
    said = await http.post(f"{path}/messages", json=wish, headers={"Authorization": held})
    assert said.status_code == 202, said.text
    claim = f"/desk/v1/conversations/{opened['id']}/claim"
    taken = await http.post(claim, headers={"Cookie": cookie})
    assert taken.status_code == 200, taken.text
    return Conversation(opened["id"], opened["token"], agent, cookie)

"""Against real HTTP neighbours on loopback: ready, starting, gone."""

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import httpx
import pytest
from httpx import AsyncClient

from api.core.settings import Settings, get_settings
from api.health.probes import Probes


class Neighbour(ThreadingHTTPServer):
    """Answers every GET with `status` and counts the calls."""

    status = 200
    calls = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Neighbour  # type: ignore[assignment]

    def do_GET(self) -> None:
        self.server.calls += 1
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *_: object) -> None:  # type: ignore[override]
        return


@asynccontextmanager
async def neighbour() -> AsyncGenerator[Neighbour]:
    server = Neighbour(("127.0.0.1", 0), _Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server
    finally:
        await asyncio.to_thread(server.shutdown)
        server.server_close()
        thread.join()


async def test_alive(client: AsyncClient) -> None:
    response = await client.get("/healthz")

    assert response.status_code == 200
    assert response.json() == {"status": "ok"}


async def test_not_ready_without_the_other_programs(
    settings_env: pytest.MonkeyPatch, client: AsyncClient
) -> None:
    response = await client.get("/readyz")

    assert response.status_code == 503
    assert set(response.json()) == {"api", "bot", "actions", "knowledge"}
    assert response.json()["api"] == "ok"


async def test_ready_when_all_are() -> None:
    async with neighbour() as bot, neighbour() as actions, _probing() as client:
        probes = Probes(_settings(bot.url, actions.url, with_knowledge=True))
        await probes.probe(client)

    assert set(probes.states().values()) == {"ok"}


async def test_neighbour_that_loads_or_is_not_there_yet_is_starting() -> None:
    async with neighbour() as bot, _probing() as client:
        bot.status = 503
        probes = Probes(_settings(bot.url, "http://127.0.0.1:1", with_knowledge=True))
        await probes.probe(client)

    assert probes.states()["bot"] == probes.states()["actions"] == "starting"


async def test_neighbour_that_was_ready_and_is_gone_is_down() -> None:
    async with _probing() as client:
        async with neighbour() as bot:
            probes = Probes(_settings(bot.url, bot.url, with_knowledge=True))
            await probes.probe(client)
        await probes.probe(client)

    assert probes.states()["bot"] == "down"


async def test_absent_knowledge_is_down() -> None:
    async with _probing() as client:
        probes = Probes(_settings("http://127.0.0.1:1", "http://127.0.0.1:1", with_knowledge=False))
        await probes.probe(client)

    assert probes.states()["knowledge"] == "down"


async def test_asking_does_not_probe(settings_env: pytest.MonkeyPatch) -> None:
    async with neighbour() as bot:
        probes = Probes(_settings(bot.url, bot.url, with_knowledge=True))
        for _ in range(20):
            probes.states()

    assert bot.calls == 0


def _probing() -> httpx.AsyncClient:
    return httpx.AsyncClient(timeout=30, trust_env=False)


def _settings(bot_url: str, actions_url: str, *, with_knowledge: bool) -> Settings:
    bundle = get_settings().data_dir / "knowledge.json"
    if with_knowledge:
        bundle.write_text(json.dumps({"version": "1", "entries": {}, "intents": {}}))
    return Settings(bot_url=bot_url, actions_url=actions_url, knowledge_bundle=bundle)

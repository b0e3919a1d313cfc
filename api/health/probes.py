"""Knows at any time how the other programs are, by asking them in the background."""

import asyncio
import logging
import time
from enum import StrEnum

import httpx

from api.core.certificates import trusted_certificates
from api.core.knowledge import open_knowledge
from api.core.settings import Settings

logger = logging.getLogger(__name__)

_STARTING_PAUSE, _STEADY_PAUSE = 1.0, 5.0  # seconds between two rounds
# A model takes this long to load on a slow machine; silence after that is a failure.
_PATIENCE = 180.0


class Readiness(StrEnum):
    """Values are part of the contract of `/readyz`."""

    OK = "ok"
    STARTING = "starting"
    DOWN = "down"


class Probes:
    """The last known state of each part; `run_forever` keeps it fresh."""

    def __init__(self, settings: Settings) -> None:
        self._bundle = settings.knowledge_bundle
        self._addresses = {
            "bot": [f"{url}/webhooks/gateway/" for url in settings.bot_urls()],
            "actions": [f"{settings.actions_url.rstrip('/')}/health"],
        }
        self._born = time.monotonic()
        self._was_ready: set[str] = set()
        parts = ("bot", "actions", "knowledge")
        self._states: dict[str, Readiness] = dict.fromkeys(parts, Readiness.STARTING)

    def states(self) -> dict[str, Readiness]:
        """`api` is there, since it answers."""
        return {"api": Readiness.OK, **self._states}

    async def run_forever(self) -> None:
        async with httpx.AsyncClient(
            timeout=2.0, trust_env=False, verify=trusted_certificates()
        ) as client:
            while True:
                await self.probe(client)
                starting = Readiness.STARTING in self._states.values()
                await asyncio.sleep(_STARTING_PAUSE if starting else _STEADY_PAUSE)

    async def probe(self, client: httpx.AsyncClient) -> None:
        """Ask everyone once."""
        known = open_knowledge(self._bundle).available
        self._states["knowledge"] = Readiness.OK if known else Readiness.DOWN
        names = list(self._addresses)
        asked = (self._ask(client, name) for name in names)
        self._states.update(zip(names, await asyncio.gather(*asked), strict=True))

    async def _ask(self, client: httpx.AsyncClient, name: str) -> Readiness:
        """The best state among the replicas: one that answers is enough."""
        asked = (self._ask_one(client, name, address) for address in self._addresses[name])
        return min(await asyncio.gather(*asked), key=list(Readiness).index)

    async def _ask_one(self, client: httpx.AsyncClient, name: str, address: str) -> Readiness:
        try:
            response = await client.get(address)
        except httpx.HTTPError:
            return self._absent(name)
        if response.status_code == 200:
            self._was_ready.add(name)
            return Readiness.OK
        # It listens but is not ready: a model is being loaded.
        return Readiness.STARTING if response.status_code == 503 else self._absent(name)

    def _absent(self, name: str) -> Readiness:
        """Never seen yet and not long after our own start: it is probably on its way."""
        young = time.monotonic() - self._born < _PATIENCE
        return Readiness.STARTING if young and name not in self._was_ready else Readiness.DOWN

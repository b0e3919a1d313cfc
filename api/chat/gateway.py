"""Client of the bot's signed channel."""

import asyncio
import contextlib
import json
import time
import zlib
from collections.abc import Sequence
from typing import Any

import httpx
from pydantic import ValidationError

from api.chat.bot_reply import BotReply
from api.core.certificates import trusted_certificates
from api.core.signing import sign


class BotUnavailableError(Exception):
    """The bot is down or still starting: worth waiting for, no attempt was made."""


class BotFailedError(Exception):
    """The bot took the turn and failed, or was too slow: it counts as an attempt."""


class Gateway:
    """Calls are signed with the shared secret; `timeout` in seconds bounds a whole call.

    With several replicas a conversation keeps to one of them, and goes to the next when that one
    is away: the tracker and its lock are shared, so affinity is for speed and not for truth.
    """

    def __init__(self, urls: Sequence[str], secret: str, timeout: float) -> None:
        self._urls = [url.rstrip("/") + "/webhooks/gateway" for url in urls]
        self._secret = secret
        self._timeout = timeout
        # The bot is private and near: never through a proxy of the environment.
        self._client = httpx.AsyncClient(
            timeout=httpx.Timeout(timeout, connect=2.0),
            trust_env=False,
            verify=trusted_certificates(),
            limits=httpx.Limits(max_keepalive_connections=0),
        )

    async def close(self) -> None:
        await self._client.aclose()

    async def turn(self, turn: dict[str, Any]) -> BotReply:
        """Hand one message to the bot; the same `turn_id` again is replayed, not redone.

        Raises:
            BotUnavailableError: not reachable, still starting, or gone in the middle.
            BotFailedError: too slow, refused, or an answer that does not fit the contract.
        """
        body = json.dumps(turn, ensure_ascii=False).encode()
        response = await self._send(turn["conversation_id"], "POST", "/turns", body)
        if response.status_code != 200:
            raise BotFailedError(f"status {response.status_code}")
        try:
            return BotReply.model_validate_json(response.content)
        except ValidationError as error:
            raise BotFailedError("unexpected answer") from error

    async def erase(self, conversation_id: str) -> None:
        """Erase the bot's memory of a conversation; an unknown one is erased already."""
        path = f"/conversations/{conversation_id}"
        response = await self._send(conversation_id, "DELETE", path, b"")
        if response.is_error and response.status_code != 404:
            raise BotFailedError(f"status {response.status_code}")

    async def _send(
        self, conversation_id: str, method: str, path: str, body: bytes
    ) -> httpx.Response:
        first = zlib.crc32(conversation_id.encode()) % len(self._urls)
        *others, last = self._urls[first:] + self._urls[:first]
        for url in others:
            with contextlib.suppress(BotUnavailableError):
                return await self._send_to(url, method, path, body)
        return await self._send_to(last, method, path, body)

    async def _send_to(self, url: str, method: str, path: str, body: bytes) -> httpx.Response:
        timestamp = str(int(time.time()))
        headers = {
            "Content-Type": "application/json",
            "X-Chorale-Timestamp": timestamp,
            "X-Chorale-Signature": sign(self._secret, timestamp, body),
        }
        try:
            # httpx bounds each read only: a bot that drips would hold us for ever.
            async with asyncio.timeout(self._timeout):
                response = await self._client.request(
                    method, url + path, content=body, headers=headers
                )
        except httpx.ConnectTimeout as error:
            raise BotUnavailableError(type(error).__name__) from error
        except (httpx.TimeoutException, TimeoutError) as error:
            raise BotFailedError(type(error).__name__) from error
        except httpx.HTTPError as error:
            raise BotUnavailableError(type(error).__name__) from error
        if response.status_code == 503:
            raise BotUnavailableError("starting")
        return response

"""Calls to programs that are not ours: bounded in time and in size, never redirected."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx

from api.core.certificates import trusted_certificates
from api.core.outside_address import is_loopback

_CONNECT = 5.0  # seconds


class OutsideUnreachableError(Exception):
    """No answer that we could read; `code` says why, without a word of what was said."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Answer:
    """`body` is whole, or cut at the limit when the caller does not care for it."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300

    @property
    def retry_after(self) -> float:
        """Seconds that the receiver asks for; 0 if it does not say (dates are not read)."""
        given = self.headers.get("retry-after", "")
        return float(given) if given.isascii() and given.isdigit() else 0.0


class OutsideCaller:
    """`timeout` (s) and `max_body` (bytes) bound a whole call, whatever the other side does."""

    def __init__(self, timeout: float, max_body: int) -> None:
        self._timeout = timeout
        self._max_body = max_body
        # A proxy of the environment leads outside; this machine is called directly.
        self._direct, self._outside = self._client(proxied=False), self._client(proxied=True)

    def _client(self, *, proxied: bool) -> httpx.AsyncClient:
        times = httpx.Timeout(self._timeout, connect=_CONNECT)
        return httpx.AsyncClient(
            timeout=times,
            trust_env=proxied,
            follow_redirects=False,
            verify=trusted_certificates(),
        )

    async def close(self) -> None:
        await self._direct.aclose()
        await self._outside.aclose()

    async def call(self, method: str, url: str, *, cut: bool = False, **request: Any) -> Answer:
        """Call and read the answer; one longer than the limit is cut, or a failure.

        Raises:
            OutsideUnreachableError: no connection, too slow, cut short, or too long.
        """
        client = self._direct if is_loopback(urlsplit(url).hostname) else self._outside
        try:
            async with (
                asyncio.timeout(self._timeout),
                client.stream(method, url, **request) as response,
            ):
                body = await self._read(response, cut=cut)
                return Answer(response.status_code, response.headers, body)
        except (httpx.TimeoutException, TimeoutError) as error:
            raise OutsideUnreachableError("timeout") from error
        except httpx.HTTPError as error:
            raise OutsideUnreachableError("unreachable") from error

    async def _read(self, response: httpx.Response, *, cut: bool) -> bytes:
        body = b""
        async for part in response.aiter_bytes():
            body += part
            if len(body) > self._max_body:
                if not cut:
                    raise OutsideUnreachableError("answer_too_long")
                break
        return body[: self._max_body]

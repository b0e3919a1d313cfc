"""Asks a program whether it can serve, over HTTP, with nothing but the standard library."""

import asyncio
import urllib.error
import urllib.request

POLL_SECONDS = 0.25


async def wait_until_ready(url: str) -> None:
    """Return once `url` answers 200; waits as long as it takes."""
    while not await asyncio.to_thread(_answers, url):  # noqa: ASYNC110 - it is another program
        await asyncio.sleep(POLL_SECONDS)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as response:
            return response.status == 200
    except (OSError, urllib.error.URLError, ValueError):
        return False

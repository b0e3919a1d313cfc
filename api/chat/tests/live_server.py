"""The application behind a real socket: streams cannot be read through httpx's ASGI transport."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from httpx import AsyncClient

from api.chat.tests.running import app_of
from api.tests.prompt_server import promptly_served


@asynccontextmanager
async def serving(client: AsyncClient) -> AsyncGenerator[AsyncClient]:
    """A client over TCP on the application of `client`, whose lifespan is running already."""
    async with (
        promptly_served(app_of(client)) as address,
        AsyncClient(base_url=address, timeout=30, trust_env=False) as live,
    ):
        yield live

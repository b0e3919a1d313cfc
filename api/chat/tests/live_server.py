"""The application behind a real socket: streams cannot be read through httpx's ASGI transport."""

import asyncio
import socket
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import uvicorn
from httpx import AsyncClient

from api.chat.tests.running import app_of


@asynccontextmanager
async def serving(client: AsyncClient) -> AsyncGenerator[AsyncClient]:
    """A client over TCP on the application of `client`, whose lifespan is running already."""
    app = app_of(client)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(64)
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off"))
        serving_task = asyncio.create_task(server.serve([listening]))
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        async with AsyncClient(base_url=address, timeout=30, trust_env=False) as live:
            yield live
        server.should_exit = True
        await serving_task

"""A server that stops when told, for tests: uvicorn's own looks for it every tenth of a second."""

import asyncio
import socket
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from typing import override

import uvicorn
from starlette.types import ASGIApp


class PromptServer(uvicorn.Server):
    """Serves in the loop of the test, whose signals stay pytest's."""

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(uvicorn.Config(app, log_level="critical", lifespan="off"))
        self._told = asyncio.Event()
        self._serving: asyncio.Task[None] | None = None

    def start(self, listener: socket.socket) -> None:
        """Answer those who connect to it, who may do so already."""
        self._serving = asyncio.create_task(self.serve([listener]))

    async def stop(self) -> None:
        """No new connection; the answers under way are finished."""
        self.should_exit = True
        self._told.set()
        if self._serving:
            await self._serving

    @override
    async def main_loop(self) -> None:
        await self.on_tick(0)  # it writes the date that every answer bears
        await self._told.wait()

    @override
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        for listener in sockets or []:
            listener.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        for server in self.servers:
            await server.wait_closed()
        await asyncio.gather(*self.server_state.tasks, return_exceptions=True)

    @override
    @contextmanager
    def capture_signals(self) -> Generator[None]:
        yield


@asynccontextmanager
async def promptly_served(app: ASGIApp) -> AsyncGenerator[str]:
    """The application on a free port of the loopback; gives its address."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = PromptServer(app)
        server.start(listener)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        await server.stop()

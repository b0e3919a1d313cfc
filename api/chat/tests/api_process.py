"""The application in a process of its own, to be killed or stopped like in real life."""

import os
import signal
import socket
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from subprocess import Popen

from httpx import AsyncClient

from api.core.settings import ROOT

_COMMAND = [sys.executable, "-m", "uvicorn", "--factory", "api.app:create_app"]


class ApiProcess:
    """`fd` is a socket that listens already, so that no connection is ever refused."""

    def __init__(self, listening: socket.socket) -> None:
        self._listening = listening
        self._process: Popen[bytes] | None = None
        self.url = f"http://127.0.0.1:{listening.getsockname()[1]}"

    def start(self) -> None:
        fd = self._listening.fileno()
        command = [*_COMMAND, "--fd", str(fd), "--log-level", "warning"]
        self._process = Popen(command, cwd=ROOT, env=dict(os.environ), pass_fds=[fd])

    def kill(self) -> None:
        """kill -9."""
        self._end(signal.SIGKILL, 10)

    def stop(self, seconds: float) -> int:
        """Ask politely; raises `TimeoutExpired` when it takes longer."""
        return self._end(signal.SIGTERM, seconds)

    def _end(self, number: signal.Signals, seconds: float) -> int:
        if self._process is None:
            return 0
        self._process.send_signal(number)
        code = self._process.wait(seconds)
        self._process = None
        return code


@asynccontextmanager
async def api_process() -> AsyncGenerator[tuple[ApiProcess, AsyncClient]]:
    """A running application on the settings of the environment, and a client on it."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(64)
        process = ApiProcess(listening)
        process.start()
        try:
            async with AsyncClient(base_url=process.url, timeout=60, trust_env=False) as client:
                yield process, client
        finally:
            process.kill()

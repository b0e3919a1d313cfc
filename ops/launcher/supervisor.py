"""Keeps a set of services running until it is told to stop."""

import asyncio
import signal
from collections.abc import Callable

from ops.launcher.readiness import wait_until_ready
from ops.launcher.service import Service


class Supervisor:
    """`add` starts a service at any time; `run_until_signal` ends them all, within ten seconds."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._services: list[Service] = []
        self._tasks: list[asyncio.Task[None]] = []
        self._stopping = asyncio.Event()

    def add(self, service: Service) -> None:
        self._services.append(service)
        self._tasks.append(asyncio.create_task(service.keep_running()))
        self._tasks.append(asyncio.create_task(self._announce(service)))

    async def _announce(self, service: Service) -> None:
        await wait_until_ready(service.spec.ready_url)
        self._say(f"{service.spec.name} : prêt")

    def stop(self) -> None:
        self._stopping.set()

    async def run_until_signal(self) -> None:
        loop = asyncio.get_running_loop()
        for name in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(name, self.stop)
        await self._stopping.wait()
        self._say("arrêt en cours…")
        await asyncio.gather(*(service.stop() for service in self._services))
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._say("arrêté")

"""One supervised program: how to start it, and how to know that it is ready."""

import asyncio
import contextlib
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

GUARD = Path(__file__).with_name("guard.py")
FIRST_DELAY, LONGEST_DELAY, STEADY_SECONDS = 0.5, 10.0, 30.0


@dataclass(frozen=True)
class ServiceSpec:
    """A program to keep running. `ready_url` answers 200 once it can serve."""

    name: str
    command: list[str]
    cwd: Path
    ready_url: str
    env: dict[str, str] = field(default_factory=dict[str, str])


class Service:
    """Starts the program under its guard, and again, with longer and longer waits, if it falls."""

    def __init__(self, spec: ServiceSpec, folder: Path, say: Callable[[str], None]) -> None:
        self.spec = spec
        self._say = say
        self._log = folder / "log" / f"{spec.name}.log"
        self._pid_file = folder / "run" / f"{spec.name}.pid"
        self._process: asyncio.subprocess.Process | None = None
        self._stopping = False
        for path in (self._log, self._pid_file):
            path.parent.mkdir(parents=True, exist_ok=True)

    async def keep_running(self) -> None:
        delay = FIRST_DELAY
        while True:
            started = time.monotonic()
            status = await self._run_once()
            if self._stopping:
                return
            delay = FIRST_DELAY if time.monotonic() - started > STEADY_SECONDS else delay
            self._say(f"{self.spec.name} s’est arrêté (code {status}) : relance dans {delay:.1f} s")
            await asyncio.sleep(delay)
            delay = min(delay * 2, LONGEST_DELAY)

    async def _run_once(self) -> int:
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                str(GUARD),
                str(self._pid_file),
                *self.spec.command,
                stdin=asyncio.subprocess.PIPE,
                stdout=log,
                stderr=log,
                cwd=self.spec.cwd,
                env={**os.environ, **self.spec.env},
                start_new_session=True,
            )
        try:
            return await self._process.wait()
        finally:
            self._end_group()

    async def stop(self) -> None:
        """Close the pipe: the guard ends its group within its grace period."""
        self._stopping = True
        process = self._process
        if process is None or process.returncode is not None:
            return
        assert process.stdin is not None
        process.stdin.close()
        try:
            await asyncio.wait_for(process.wait(), 8)
        except TimeoutError:
            self._end_group()

    def _end_group(self) -> None:
        # A guard that was itself killed leaves its program behind, in the same group.
        if self._process is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)

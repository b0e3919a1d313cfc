"""The whole product, started as `make run` starts it, on ports and data of its own."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import httpx
import psutil

from ops.layout import ROOT

WORKING_DAY = "2026-11-24T10:00:00+01:00"
AGENT_PASSWORD = "mot-de-passe-de-demonstration"
_PAUSE = threading.Event()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Stack:
    """Real processes; `kill` ends one of them brutally, the launcher brings it back."""

    def __init__(
        self,
        folder: Path,
        clock: str = WORKING_DAY,
        command: Sequence[str] = (sys.executable, "-m", "ops.run"),
        cwd: Path = ROOT,
    ) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.started = time.monotonic()
        self._output = (folder / "launcher.log").open("wb")
        self._process = subprocess.Popen(
            command,
            cwd=cwd,
            env=self._environment(clock),
            stdout=self._output,
            stderr=self._output,
            start_new_session=True,
        )

    def _environment(self, clock: str) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith("CHORALE_")}
        return {
            **kept,
            "CHORALE_PORT": str(self.port),
            "CHORALE_BOT_PORT": str(free_port()),
            "CHORALE_ACTIONS_PORT": str(free_port()),
            "CHORALE_DATA_DIR": str(self.folder),
            "CHORALE_CLOCK": clock,
            "CHORALE_DEMO_AGENT_PASSWORD": AGENT_PASSWORD,
            # One user files them all, in an hour that a frozen clock never ends.
            "CHORALE_SOLLICITATIONS_PER_HOUR": "10000",
        }

    def wait_for(self, path: str, seconds: float = 300) -> float:
        """Seconds from the start until `path` answers 200."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                if httpx.get(self.url + path, timeout=2).status_code == 200:
                    return time.monotonic() - self.started
            except httpx.HTTPError:
                pass
            _PAUSE.wait(0.1)
        raise AssertionError(f"{path} did not answer:\n{self.said()}")

    def said(self) -> str:
        return (self.folder / "launcher.log").read_text(encoding="utf-8", errors="replace")

    def pid(self, name: str) -> int:
        return int((self.folder / "run" / f"{name}.pid").read_text())

    def kill(self, name: str) -> None:
        """`kill -9` of one program."""
        psutil.Process(self.pid(name)).kill()

    def memory(self) -> dict[str, int]:
        """Resident bytes of each program."""
        names = ("api", "actions", "bot")
        return {name: psutil.Process(self.pid(name)).memory_info().rss for name in names}

    def stop(self) -> None:
        os.killpg(self._process.pid, signal.SIGINT)
        try:
            self._process.wait(15)
        finally:
            self._process.kill()
            self._output.close()

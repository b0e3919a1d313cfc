"""The launcher with real processes: restarts, clean end, no orphan."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from ops.layout import ROOT
from ops.tests.waiting import until

SCRIPT = """
import asyncio, sys
from pathlib import Path
from ops.launcher.service import Service, ServiceSpec
from ops.launcher.supervisor import Supervisor

async def main(folder: Path, port: str) -> None:
    supervisor = Supervisor(lambda text: print(text, flush=True))
    command = [sys.executable, "-m", "http.server", port, "--bind", "127.0.0.1"]
    spec = ServiceSpec("demo", command, folder, f"http://127.0.0.1:{port}/")
    supervisor.add(Service(spec, folder, lambda text: print(text, flush=True)))
    await supervisor.run_until_signal()

asyncio.run(main(Path(sys.argv[1]), sys.argv[2]))
"""


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def launcher(tmp_path: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(tmp_path), str(port)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    yield process
    process.kill()
    process.wait()


def child(folder: Path, other_than: int = 0) -> psutil.Process:
    def running() -> psutil.Process | None:
        file = folder / "run" / "demo.pid"
        if not file.exists() or not (text := file.read_text()):
            return None
        pid = int(text)
        return psutil.Process(pid) if pid != other_than and psutil.pid_exists(pid) else None

    return until(running)


def line_with(process: subprocess.Popen[str], words: str) -> str:
    assert process.stdout is not None
    for line in process.stdout:
        if words in line:
            return line
    raise AssertionError(f"« {words} » was never said")


def test_says_when_a_service_is_ready(launcher: subprocess.Popen[str]) -> None:
    assert line_with(launcher, "demo : prêt")


def test_a_killed_service_is_started_again(launcher: subprocess.Popen[str], tmp_path: Path) -> None:
    first = child(tmp_path)
    first.kill()

    assert line_with(launcher, "relance dans")
    assert child(tmp_path, other_than=first.pid).is_running()


def test_a_killed_guard_leaves_no_orphan(launcher: subprocess.Popen[str], tmp_path: Path) -> None:
    first = child(tmp_path)
    first.parent().kill()  # type: ignore[union-attr]

    until(lambda: not first.is_running())
    assert child(tmp_path, other_than=first.pid).is_running()


def test_ctrl_c_ends_everything(launcher: subprocess.Popen[str], tmp_path: Path) -> None:
    first = child(tmp_path)
    launcher.send_signal(signal.SIGINT)

    assert launcher.wait(10) == 0
    assert not first.is_running()


def test_kill_9_of_the_launcher_leaves_no_orphan(
    launcher: subprocess.Popen[str], tmp_path: Path
) -> None:
    first = child(tmp_path)
    guard = first.parent()
    os.kill(launcher.pid, signal.SIGKILL)

    until(lambda: not first.is_running())
    until(lambda: guard is None or not guard.is_running())


def test_a_busy_port_is_a_clear_message(port: int, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        done = subprocess.run(
            [sys.executable, "-m", "ops.run"],
            cwd=ROOT,
            env={**os.environ, "CHORALE_PORT": str(port), "CHORALE_DATA_DIR": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )

    assert done.returncode == 1
    assert f"Le port {port} est déjà pris" in done.stderr

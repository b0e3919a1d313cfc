"""The trained model, loaded once, and the real action server of the other environment."""

from __future__ import annotations

import logging
import os
import socket
import subprocess
import threading
import time
import urllib.request
from pathlib import Path
from typing import Iterator

import pytest
from rasa.core.agent import Agent, load_agent
from rasa.core.utils import AvailableEndpoints
from rasa.utils.endpoints import EndpointConfig
from rasa.utils.log_utils import configure_structlog

BOT = Path(__file__).resolve().parents[1]
# Rasa's own debugging lines hold what was said, and hide what failed.
configure_structlog(logging.WARNING)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def model() -> str:
    """The newest model; `make test` trains it before these tests run."""
    models = sorted(
        (BOT / "models").glob("chorale-*.tar.gz"), key=lambda path: path.stat().st_mtime
    )
    assert models, "no trained model: run `make test` (or `make run`) once"
    return str(models[-1])


@pytest.fixture(scope="session")
def actions_url() -> Iterator[str]:
    """The action server, for real; no portal answers behind it."""
    port = free_port()
    environment = {
        **os.environ,
        "ACTION_SERVER_PORT": str(port),
        "CHORALE_API_URL": f"http://127.0.0.1:{free_port()}",
    }
    environment.pop("PYTHONPATH", None)
    process = subprocess.Popen(
        [str(BOT.parent / ".venv" / "bin" / "python"), "-m", "actions"],
        cwd=BOT.parent,
        env=environment,
    )
    _wait_until_it_answers(f"http://127.0.0.1:{port}/health")
    yield f"http://127.0.0.1:{port}/webhook"
    process.terminate()
    process.wait(10)


def _wait_until_it_answers(url: str) -> None:
    pause, deadline = threading.Event(), time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except OSError:
            pause.wait(0.1)
    raise AssertionError(f"{url} did not answer")


@pytest.fixture(scope="session")
async def loaded(model: str, actions_url: str, tmp_path_factory: pytest.TempPathFactory) -> Agent:
    endpoints = AvailableEndpoints(
        action=EndpointConfig(actions_url),
        tracker_store=EndpointConfig(
            type="sql", dialect="sqlite", db=str(tmp_path_factory.mktemp("db") / "tracker.db")
        ),
    )
    return await load_agent(model_path=model, endpoints=endpoints)


@pytest.fixture
def agent(loaded: Agent, actions_url: str) -> Agent:
    """The agent with its action server up, whatever another test did."""
    loaded.processor.action_endpoint.url = actions_url
    return loaded

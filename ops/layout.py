"""Where things are, on disk and on the loopback interface."""

import os
import socket
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BOT = ROOT / "bot"
PYTHON = ROOT / ".venv" / "bin" / "python"
BOT_PYTHON = BOT / ".venv" / "bin" / "python"


def data_dir() -> Path:
    return Path(os.environ.get("CHORALE_DATA_DIR") or ROOT / "var")


class PortTakenError(Exception):
    """The public port is used by somebody else; the sentence says what to do."""


def public_port() -> int:
    """The port of the api (`CHORALE_PORT`, 8000), checked to be free.

    Raises:
        PortTakenError: another program listens there.
    """
    port = int(os.environ.get("CHORALE_PORT") or 8000)
    if not _is_free(port):
        raise PortTakenError(
            f"Le port {port} est déjà pris : arrêtez l’autre programme ou choisissez-en un autre, "
            f"par exemple « CHORALE_PORT={port + 80} make run ». / Port {port} is already in use."
        )
    return port


def private_port(variable: str, preferred: int) -> int:
    """A loopback port for a private program: the one set, the usual one, or any free one."""
    given = os.environ.get(variable)
    if given:
        return int(given)
    return preferred if _is_free(preferred) else any_free()


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def any_free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

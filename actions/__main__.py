"""`python -m actions`: the action server, on the loopback unless told otherwise."""

import logging
import os
import socket
import sys

from rasa_sdk.endpoint import create_app

from actions.registry import ACTIONS, new_executor

logger = logging.getLogger("actions")

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 5055
GRACE_SECONDS = 3.0


def main() -> int:
    """Serve until SIGTERM or SIGINT; 1 when the address is taken.

    `ACTION_SERVER_HOST` and `ACTION_SERVER_PORT` say where. rasa-sdk's own start-up listens on
    every interface and starts a second process, hence this one.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    _quieten()
    host = os.environ.get("ACTION_SERVER_HOST", DEFAULT_HOST)
    port = int(os.environ.get("ACTION_SERVER_PORT", DEFAULT_PORT))
    try:
        listener = _listen(host, port)
    except OSError as error:
        logger.error("cannot listen on %s:%s: %s", host, port, error.strerror)
        return 1
    app = create_app(new_executor(), cors_origins=[])  # no browser has business here
    app.config.GRACEFUL_SHUTDOWN_TIMEOUT = GRACE_SECONDS
    logger.info("%d actions on http://%s:%s", len(ACTIONS), host, port)
    app.run(sock=listener, single_process=True, access_log=False, motd=False)
    return 0


def _quieten() -> None:
    """Requests of httpx hold invoice numbers in their addresses: they stay out of the log."""
    for name in ("httpx", "httpcore", "sanic.root", "sanic.server", "rasa_sdk"):
        logging.getLogger(name).setLevel(logging.WARNING)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    listener.listen(100)
    return listener


if __name__ == "__main__":
    sys.exit(main())

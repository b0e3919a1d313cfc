"""Children that go wrong, each in its way; spawned, so they live at the top of a module."""

import os
import resource
from multiprocessing.connection import Connection

from api.portal.invoice_checks.rules.process import serve


def hang(connection: Connection) -> None:
    """Takes the file, and never answers."""
    while True:
        connection.recv_bytes()


def vanish(connection: Connection) -> None:
    """Takes the file, and dies as a crash of native code does."""
    connection.recv_bytes()
    os._exit(99)


def starve(connection: Connection) -> None:
    """Has too little memory to compile the rules."""
    limit = 170_000_000
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    serve(connection)


def babble(connection: Connection) -> None:
    """Answers something that is not JSON."""
    connection.recv_bytes()
    connection.send_bytes(b"<html>")

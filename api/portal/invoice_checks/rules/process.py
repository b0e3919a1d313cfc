"""The child's side: a file in, a JSON answer out, until nobody asks any more."""

import contextlib
import json
import os
import resource
from dataclasses import asdict
from multiprocessing.connection import Connection
from typing import Any

# Ours: ten times what an invoice takes, and no harm to the machine. A file of 10 MB takes 500 MB.
MEMORY_BYTES = 1_000_000_000
# The 300 MB of compiled rules are given back when nobody has checked a file for so long.
IDLE_SECONDS = 600.0


def serve(connection: Connection) -> None:
    """Answer each file; leave when idle, or when the parent is gone."""
    _bound()
    from api.portal.invoice_checks.rules.validation import Validator

    validator = Validator()
    with contextlib.suppress(EOFError, OSError):
        while connection.poll(IDLE_SECONDS):
            connection.send_bytes(json.dumps(_answer(validator, connection.recv_bytes())).encode())


def _answer(validator: Any, content: bytes) -> dict[str, Any]:
    try:
        return asdict(validator.validate(content))
    except Exception as error:
        # Its words could quote the file.
        return {"failed": type(error).__name__}


def _bound() -> None:
    """Nothing of our environment is left (it may hold secrets), nor a place to write."""
    os.environ.clear()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    # Not the address space, of which saxonche reserves 33 GB without using it.
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_BYTES, MEMORY_BYTES))

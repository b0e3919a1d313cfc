"""The parent's side: one process kept warm, killed when it takes too long, and started anew.

Measured (2 busy cores): the first file of a process costs 1.5 to 4 s, of which the rules compiled;
the next ones 0.05 to 0.3 s, and 9 s for 10 MB of lines. So it is kept, for ten idle minutes.
"""

import json
import logging
import multiprocessing
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from threading import Lock, Timer
from typing import Any

from api.domain.invoice_checks.subject import RuleBreach, RulesResult
from api.portal.invoice_checks.rules.process import serve

logger = logging.getLogger(__name__)

# Ours: with the ten seconds a PDF may take, a check answers within twenty.
SECONDS = 8.0
# A process that has served so many files gives its memory back.
FILES_A_PROCESS = 500
_WAITERS = 4

_TOO_LONG = "Le contrôle des règles EN 16931 a pris trop de temps : il a été interrompu."
_STOPPED = "Le contrôle des règles EN 16931 s’est arrêté : le fichier est sans doute trop lourd."
_BUSY = "Le contrôle des règles EN 16931 n’a pas pu avoir lieu : trop de fichiers attendent."
_FAILED = "Le contrôle des règles EN 16931 a échoué sur ce fichier."

type Target = Callable[[Connection], None]


class RulesWorker:
    """Checks one file at a time; any thread may ask, and waits its turn within its own time."""

    def __init__(self, seconds: float = SECONDS, target: Target = serve) -> None:
        self._seconds = seconds
        self._target = target
        self._context = multiprocessing.get_context("spawn")
        self._lock = Lock()
        self._running: tuple[Connection, SpawnProcess] | None = None
        self._served = 0

    @property
    def pid(self) -> int | None:
        """The process at work; None before the first file, and after a kill."""
        return self._running[1].pid if self._running else None

    def check(self, content: bytes) -> RulesResult | None:
        """Never raises and never takes longer than its seconds; None: no rules for this syntax.

        Blocking: only ever waits, saxonche itself never runs in this process.
        """
        deadline = time.monotonic() + self._seconds
        if not self._lock.acquire(timeout=self._seconds):
            return RulesResult(unfinished=_BUSY)
        try:
            return _result(self._ask(content, deadline))
        except (OSError, EOFError, ValueError):
            self._kill()
            late = time.monotonic() >= deadline
            logger.warning("rules: the process was %s", "too slow" if late else "lost")
            return RulesResult(unfinished=_TOO_LONG if late else _STOPPED)
        finally:
            self._lock.release()

    def close(self) -> None:
        with self._lock:
            self._kill()

    def _ask(self, content: bytes, deadline: float) -> dict[str, Any]:
        """The answer; what a process killed at the deadline leaves is an end of file."""
        connection, process = self._ready()
        killer = Timer(max(0.0, deadline - time.monotonic()), process.kill)
        killer.start()
        try:
            connection.send_bytes(content)
            answer: dict[str, Any] = json.loads(connection.recv_bytes())
        finally:
            killer.cancel()
        if answer.get("failed") == MemoryError.__name__:
            raise EOFError  # alive, but not well
        return answer

    def _ready(self) -> tuple[Connection, SpawnProcess]:
        """A living process, started if need be, and the way to it."""
        if self._running is None or not self._running[1].is_alive() or self._is_worn():
            self._kill()
            self._running = self._start()
        self._served += 1
        return self._running

    def _is_worn(self) -> bool:
        return self._served >= FILES_A_PROCESS

    def _start(self) -> tuple[Connection, SpawnProcess]:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=self._target, args=(theirs,), name="invoice-rules", daemon=True
        )
        process.start()
        theirs.close()
        return ours, process

    def _kill(self) -> None:
        if self._running is not None:
            connection, process = self._running
            connection.close()
            process.kill()
            process.join()
        self._running, self._served = None, 0


def _result(answer: dict[str, Any]) -> RulesResult | None:
    if "failed" in answer:
        logger.warning("rules: failed (%s)", answer["failed"])
        return RulesResult(unfinished=_FAILED)
    if not answer["supported"]:
        return None
    return RulesResult(
        schema=_breaches(answer["schema"]),
        en16931=_breaches(answer["en16931"]),
        french=None if answer["french"] is None else _breaches(answer["french"]),
        profile=answer["profile"],
    )


def _breaches(rows: list[dict[str, Any]]) -> tuple[RuleBreach, ...]:
    return tuple(RuleBreach(**row) for row in rows)


@lru_cache
def rules_worker() -> RulesWorker:
    """The one of this program."""
    return RulesWorker()


@lru_cache
def waiters() -> ThreadPoolExecutor:
    """Threads that wait for the worker: the default ones serve everybody else."""
    return ThreadPoolExecutor(_WAITERS, thread_name_prefix="invoice-rules")

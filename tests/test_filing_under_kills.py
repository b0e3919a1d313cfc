"""A thousand sollicitations, or fewer, while programs are killed: each is filed once.

`FILINGS=1000` for the whole proof; what runs each time is a sample of it.
"""

import os
import random
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.filer import Filer, insist
from tests.stack import Stack
from tests.talk import Talk

FILINGS = int(os.environ.get("FILINGS", "24"))
AT_ONCE = 6
LOGIN = "manuela.martin"
# The bot takes the longest to come back: killed as often as the others, it would never be there.
VICTIMS = ("api", "actions", "api", "actions", "api", "bot")
# Between two deaths, in filings: by their count rather than by the clock, so that a slower
# machine sees as many.
EVERY = 8


class Killer:
    """Kills one program each time that `EVERY` more sollicitations are filed."""

    def __init__(self, stack: Stack, seed: int) -> None:
        self._stack = stack
        self._random = random.Random(seed)
        self._lock = threading.Lock()
        self._filed = 0
        self.killed: list[str] = []

    def one_more(self) -> None:
        with self._lock:
            self._filed += 1
            if self._filed % EVERY:
                return
            victim = self._random.choice(VICTIMS)
            insist(lambda: self._stack.kill(victim))
            self.killed.append(victim)


@pytest.fixture
def own_stack(tmp_path: Path) -> Iterator[Stack]:
    running = Stack(tmp_path)
    try:
        running.wait_for("/readyz")
        yield running
    finally:
        running.stop()


def test_each_is_filed_once_whatever_is_killed(own_stack: Stack) -> None:
    killer = Killer(own_stack, seed=6)
    wishes = [f"Demande numéro {rank} : où en est mon paiement ?" for rank in range(FILINGS)]
    before = _filed(own_stack)

    def file(wish: str) -> str:
        reference = Filer(own_stack.url, LOGIN, wish).file()
        killer.one_more()
        return reference

    with ThreadPoolExecutor(AT_ONCE) as pool:
        told = dict(zip(wishes, pool.map(file, wishes), strict=True))

    own_stack.wait_for("/readyz", 120)
    after = _filed(own_stack)
    assert Counter(after.values()) - Counter(before.values()) == Counter(wishes)
    assert {after[reference] for reference in told.values()} == set(wishes)
    assert len(killer.killed) >= FILINGS // EVERY


def _filed(stack: Stack) -> dict[str, str]:
    """Every sollicitation of the user: its description under its reference."""
    user, page, found = Talk(stack.url, LOGIN), 1, dict[str, str]()
    while items := user.portal(f"/sollicitations?size=100&page={page}")["items"]:
        found |= {item["reference"]: item["description"] for item in items}
        page += 1
    return found

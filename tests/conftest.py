"""One real stack for the session, and the tools to talk to it."""

from collections.abc import Callable, Iterator

import pytest

from tests.stack import Stack
from tests.talk import Talk


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    running = Stack(tmp_path_factory.mktemp("stack"))
    try:
        running.wait_for("/readyz")
        yield running
    finally:
        running.stop()


@pytest.fixture
def talk(stack: Stack) -> Callable[[str | None], Talk]:
    """`talk("manuela.martin")`, or `talk(None)` for somebody anonymous."""
    return lambda login: Talk(stack.url, login)

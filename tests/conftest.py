"""One real stack for the session, and the tools to talk to it."""

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = os.environ.get("CHORALE_CHROMIUM", "/usr/bin/chromium")
    expect.set_options(timeout=20_000)  # a busy machine must not fail a test
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def talk(stack: Stack) -> Callable[[str | None], Talk]:
    """`talk("manuela.martin")`, or `talk(None)` for somebody anonymous."""
    return lambda login: Talk(stack.url, login)

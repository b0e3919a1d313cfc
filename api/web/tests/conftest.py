"""A real Chromium, on the widget's contract server or on the real application."""

import asyncio
import inspect
import socket
import threading
from collections.abc import Generator, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page

from api.core.db import Database
from api.core.settings import get_settings
from api.demo.loader import load_demonstration
from api.tests.fresh_tables import lay_fresh_tables
from api.web.tests.chromium import Chromium
from api.web.tests.contract_server import ContractServer
from api.web.tests.portal_page import OpenPortal, PortalPage
from api.web.tests.sollicitations_page import Open, SollicitationsPage


@pytest.fixture(scope="package")
def chromium() -> Iterator[Chromium]:
    """One for all the tests of this folder that a worker runs: it takes seconds to start."""
    held = Chromium()
    yield held
    held.close()


@pytest.fixture
def browser(chromium: Chromium) -> Browser:
    return chromium.opened()


@pytest.fixture(autouse=True)
def lone_event_loop(request: pytest.FixtureRequest, chromium: Chromium) -> None:
    """Playwright's loop would stand in the way of a test that has one of its own."""
    if inspect.iscoroutinefunction(request.function):
        chromium.close()


@pytest.fixture
def server(settings_env: pytest.MonkeyPatch) -> Iterator[ContractServer]:
    with ContractServer() as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of its own; any script error or breach of the content policy fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="fr-FR")
    opened = context.new_page()
    opened.set_default_timeout(30_000)
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on(
        "console",
        lambda line: complaints.append(line.text) if "Content Security" in line.text else None,
    )
    yield opened
    context.close()
    assert complaints == []


@pytest.fixture
def portal_url(settings_env: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[str]:
    """The real application with its demonstration data, and no bot behind it."""
    with _running_portal(settings_env, tmp_path) as url:
        yield url


@pytest.fixture(scope="module")
def shared_portal_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same for a whole module, whose tests change nothing in it."""
    folder = tmp_path_factory.mktemp("portal")
    with pytest.MonkeyPatch.context() as env:
        env.setenv("CHORALE_DATA_DIR", str(folder))
        env.setenv("CHORALE_SECRET", "test-secret-of-more-than-32-characters")
        env.setenv("CHORALE_GATEWAY_SECRET", "test-gateway-secret-of-32-characters")
        env.setenv("CHORALE_CLOCK", "2026-11-24T10:00:00+01:00")
        with _running_portal(env, folder) as url:
            yield url
    get_settings.cache_clear()


@contextmanager
def _running_portal(env: pytest.MonkeyPatch, folder: Path) -> Generator[str]:
    env.setenv("CHORALE_DATABASE_URL", f"sqlite+aiosqlite:///{folder / 'portal.db'}")
    env.setenv("CHORALE_BOT_URL", "http://127.0.0.1:9")
    env.setenv("CHORALE_ACTIONS_URL", "http://127.0.0.1:9")
    get_settings.cache_clear()
    from api.app import create_app

    app = create_app()
    config = uvicorn.Config(app, log_level="critical", timeout_graceful_shutdown=1)
    server, prepared = uvicorn.Server(config), Future[None]()
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        # A thread of its own: Playwright's synchronous door holds this one's event loop.
        database_url = app.state.settings.resolved_database_url()
        serving = _serve(server, listener, prepared, database_url)
        thread = threading.Thread(target=lambda: asyncio.run(serving), daemon=True)
        thread.start()
        prepared.result(60)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = server.force_exit = True
        # Alive, it would read the settings while the next test is changing them.
        thread.join(60)
        assert not thread.is_alive()


@pytest.fixture
def portal(page: Page, portal_url: str) -> OpenPortal:
    """Opens `/` on a portal of its own."""
    return PortalPage(page, portal_url).open


@pytest.fixture
def shown(page: Page, shared_portal_url: str) -> OpenPortal:
    """Opens `/` on the portal that the module shares; nothing may be changed in it."""
    return PortalPage(page, shared_portal_url).open


@pytest.fixture
def opened(page: Page, portal_url: str) -> Open:
    """Opens `/sollicitations` as one of the demonstration's users."""

    def open_as(login: str = "manuela.martin", query: str = "") -> SollicitationsPage:
        return SollicitationsPage(page, portal_url).enter(login, query)

    return open_as


async def _serve(
    server: uvicorn.Server, listener: socket.socket, prepared: Future[None], database_url: str
) -> None:
    try:
        await _load_demonstration(database_url)
    except Exception as error:
        prepared.set_exception(error)
        raise
    prepared.set_result(None)
    await server.serve(sockets=[listener])


async def _load_demonstration(database_url: str) -> None:
    await lay_fresh_tables(database_url)
    database = Database(database_url)
    async with database.new_session.begin() as session:
        await load_demonstration(session)
    await database.dispose()

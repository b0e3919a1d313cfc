"""What happens to the way between the desk's page and the server."""

from asyncio import Event
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from playwright.async_api import Page, Route, expect

from api.core.live_streams import LiveStreams
from api.desk.tests.desk_page import DeskPage
from api.desk.tests.post import Desk


@asynccontextmanager
async def cut(page: DeskPage, desk: Desk) -> AsyncGenerator[None]:
    """No news come; a browser that is put offline would keep the stream that it has."""
    streams: LiveStreams = desk.app.state.live_streams
    await page.page.route("**/desk/v1/events?*", lambda route: route.abort())
    streams.stop()
    await expect(page.page.get_by_text("Connexion interrompue")).to_be_visible()
    yield
    streams.stopping = False
    await page.page.unroute("**/desk/v1/events?*")


async def hold(address: str, until: Event, *pages: Page) -> None:
    """What the pages ask there leaves once that has come."""

    async def wait(route: Route) -> None:
        await until.wait()
        await route.continue_()

    for page in pages:
        await page.route(address, wait)

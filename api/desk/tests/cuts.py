"""What happens to the way between the desk's page and the server."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from playwright.async_api import expect

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
